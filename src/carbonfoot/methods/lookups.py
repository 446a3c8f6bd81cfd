"""Numbers of the library that are no parameters: CO2 of a process record, and rows of the tables of a law; own factors."""

from __future__ import annotations

from carbonfoot.methods.needs import quantity
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import Quantity, parse_quantity

FACTOR = quantity("kg/kg", "kg CO2e/kg", of="CO2")
"""A CO2 factor of the user: `0.525 t/t`, `525 kg/t`; of a gas that is CO2 alone, kg CO2e says the same."""

_LARGE = 1000.0


def own_factor(factor: Quantity) -> float:
    """A `FACTOR` as kg of CO2 per kg."""
    mass = parse_quantity("1 kg/kg").unit
    return factor.to(mass) if factor.unit.dimension == mass.dimension else factor.to("kg CO2e/kg")


def mass_of(kg: float) -> Quantity:
    """A mass as it is shown: tonnes from one tonne on."""
    return amount_of(kg / _LARGE, "t") if abs(kg) >= _LARGE else amount_of(kg, "kg")


def co2_of_record(work: Work, id: str, at: Path = ()) -> float:
    """kg CO2 per kg of a process record, written down with its id. Raises `Refused` (CF704) where there is none."""
    return gas_of_record(work, id, "co2", at)


def gas_of_record(work: Work, id: str, gas: str, at: Path = ()) -> float:
    """kg of `co2` or of one of the other gases of a process record per kg. Raises `Refused` (CF704) where there is none."""
    record = work.library.record(id)
    found = "" if record is None else record.co2_fossil if gas == "co2" else _other(record.other_gases, gas)
    if record is None or not found:
        message = f"the library has no {gas.upper()} factor `{id}`"
        raise work.refuse("CF704", message, at, "state it in the document")
    value = parse_quantity(f"{found} {record.unit_num}/{record.unit_den}").to("kg/kg")
    work.found(f"{gas.upper()} factor of {record.name}", value, "kg/kg", record.id)
    return value


def _other(cell: str, gas: str) -> str:
    """The number of a gas in a cell such as `sf6=1;cf4=2`; empty where it is not there."""
    return dict(one.split("=", 1) for one in cell.split(";") if "=" in one).get(gas, "")


def of_law(work: Work, kind: str, formula: str) -> float | None:
    """kg CO2 per kg of a carbonate or an oxide in the tables of Implementing Regulation (EU) 2025/2547; None if absent."""
    rows = work.library.rows(
        "select id, value, act, annex from cbam_factors where kind = ? and name = ?", kind, formula
    )
    if not rows:
        return None
    id, value, act, annex = rows[0]
    work.found(f"CO2 per {formula}", float(value), "kg/kg", f"{id}: {act}, {annex}")
    return float(value)


def per_oxide(work: Work, oxide: str, rule: str = "eu") -> float:
    """kg CO2 that one kg of CaO or MgO was bound to: as the guidelines write it, or from atomic weights."""
    if rule == "stoichiometry":
        ratio = work.molar_mass("CO2") / work.molar_mass(oxide)
        work.found(f"CO2 per {oxide}", ratio, "kg/kg", "computed")
        return ratio
    found = of_law(work, "oxide", oxide)
    if found is None:
        raise work.refuse("CF704", f"the library has no CO2 factor of {oxide}", (), "state the factor")
    return found
