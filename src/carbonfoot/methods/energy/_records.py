"""Default gases of a fuel: what a record of the library gives off by burning, gas by gas."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.factors.convert import Property
from carbonfoot.factors.need import Need, Use
from carbonfoot.factors.records import Record
from carbonfoot.factors.resolve import resolve
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity, parse_unit

if TYPE_CHECKING:
    from carbonfoot.methods.energy._fuel import FuelData


class Released(NamedTuple):
    """kg of each gas of an amount by a record; `biogenic` is the part of `co2`; `co2_only`: it has no CH4 and N2O."""

    co2: float
    biogenic: float
    ch4: float
    n2o: float
    co2_only: bool
    record: str


def item_of(work: Work, name: str) -> str:
    """The item that a name of a fuel means: `fuels/natural-gas`, or `natural-gas` for short; "" for any other name."""
    for item in (name, f"fuels/{name}"):
        if name and work.library.has_item(item):
            return item
    return ""


def default_gases(
    work: Work,
    fuel: FuelData,
    item: str,
    amount: Quantity,
    known: list[Property],
    at: Path,
    *,
    wanted: tuple[str, ...],
    optional: bool,
) -> Released | None:
    """The gases of burning the amount, by the record that fits best of those that give each gas by mass.

    wanted    `co2`, `ch4_factor`, `n2o_factor`: what of it is used, and written down
    optional  nothing is said and None returned where there is none. Raises `Refused` otherwise.
    """
    records = [] if fuel.record else [one for one in work.library.records(item) if _by_gas(one)]
    place = fuel.origin or work.country
    need = Need(item, amount, place, work.year, fuel.route or "", fuel.record or "", tuple(known), ("fuel",))
    resolution = resolve(work.library, need, records or None) if records or fuel.record else None
    use = next((one for one in resolution.uses if _by_gas(one.record)), None) if resolution else None
    if use is not None:
        return _released(work, use, wanted)
    if optional:
        return None
    where = (*at, "record" if fuel.record else "fuel")
    if resolution is not None and resolution.problems:
        problem = resolution.problems[0]
        raise work.refuse(problem.code, problem.message, where, problem.help, problem.notes)
    name = fuel.record or fuel.fuel
    if not name:
        raise work.refuse("CF102", "`fuel` is missing", at, "name an item, or state `emission_factor:`")
    message = f"the library has no CO2 of burning `{name}` apart from other gases"
    raise work.refuse("CF704", message, where, "state `emission_factor:`")


def _by_gas(record: Record) -> bool:
    masses = record.gas_basis == "mass" and (record.co2_fossil or record.co2_biogenic)
    return record.boundary == "combustion" and bool(masses)


def _released(work: Work, use: Use, wanted: tuple[str, ...]) -> Released:
    record = use.record
    kilograms = Quantity(1.0, parse_unit(record.unit_num), "").to("kg")

    def mass(*gases: str) -> float:
        return use.number * kilograms * sum(float(getattr(record, gas) or 0) for gas in gases)

    for gas in ("co2_fossil", "co2_biogenic", "ch4_fossil", "ch4_biogenic", "n2o"):
        if gas.partition("_")[0] in wanted and getattr(record, gas):
            unit = f"{record.unit_num}/{record.unit_den}"
            basis = f" {record.cv_basis}" if record.cv_basis else ""
            work.found(gas, float(getattr(record, gas)), f"{unit}{basis}", record.id)
    return Released(
        mass("co2_fossil", "co2_biogenic"),
        mass("co2_biogenic"),
        mass("ch4_fossil", "ch4_biogenic", "ch4"),
        mass("n2o"),
        not (record.ch4_fossil or record.ch4_biogenic or record.ch4 or record.n2o),
        record.id,
    )
