"""Where the emissions of an amount come from: an item of the library, or a factor that somebody states."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.fields import COUNTRY, TEXT
from carbonfoot.documents.shape import Shape, choice, optional
from carbonfoot.methods.needs import quantity
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, multiply, parse_unit

_GWP = choice("AR4", "AR5", "AR6")

FACTOR_UNITS = (
    *("kg CO2e/tkm", "kg CO2e/km", "kg CO2e/vkm", "kg CO2e/pkm", "kg CO2e/TEU.km", "kg CO2e/room.night"),
    *("kg CO2e/kWh", "kg CO2e/L", "kg CO2e/kg", "kg CO2e/Nm3", "kg CO2e/m2"),
    *("kg CO2e/m3.day", "kg CO2e/(m2.day)", "kg CO2e/(piece.day)", "kg CO2e/(t.day)"),
)
"""Units that a stated factor may have; which of them fits depends on what it is a factor of."""


class Factored(Shape):
    """Which record of the library counts, or a factor that is stated instead."""

    route = optional(TEXT, "Variant of the item in the library.", "diesel")
    origin = optional(COUNTRY, "Where it runs or is used, when not where the step is.", "KR")
    record = optional(TEXT, "One record of the library by its id.", "desnz-2025:27_304_3140_14-road-hgv-tkm")
    emission_factor = optional(
        quantity(*FACTOR_UNITS), "A factor that is stated, instead of one of the library.", "0.09 kg CO2e/tkm"
    )
    source = optional(TEXT, "Who states the factor or the emissions.", "Carrier, report of 2025")
    gwp = optional(_GWP, "GWP set of what is stated; that of the calculation unless stated.", "AR5")


class Energy(Factored):
    """An energy carrier or refrigerant that is used up."""

    name = optional(TEXT, "What it is for.", "forklifts")
    factor = optional(TEXT, "Its item in the library.", "electricity/grid")
    amount = optional(quantity("kWh", "L", "kg", "Nm3"), "How much of it.", "1200 kWh")
    density = optional(quantity("kg/L", "kg/Nm3"), "To go from volume to mass.", "0.84 kg/L")
    calorific_value = optional(
        quantity("MJ/kg", "MJ/L", "MJ/Nm3"), "To go from mass or volume to energy.", "42.6 MJ/kg (net)"
    )


def text_of(amount: Quantity) -> str:
    """Number and unit, as shown."""
    return f"{format_number(amount.number, 6)} {amount.unit.symbol}"


def sized(amount: Quantity, share: float) -> Quantity:
    """A share of an amount."""
    part = Quantity(amount.number * share, amount.unit, "")
    return part._replace(text=text_of(part))


def clash(work: Work, used: Shape, key: str, beside: str, at: Path = ()) -> None:
    """CF106 for a key that has no effect beside another one, or beside what `beside` says in words."""
    if getattr(used, key) is not None:
        message = f"`{key}` has no effect beside {beside if ' ' in beside else f'`{beside}`'}"
        work.refuse("CF106", message, (*at, key), "leave one of the two out")


def lacking(work: Work, key: str, help: str, at: Path = ()) -> Exception:
    """CF102 for a key without which this use cannot go on; to be raised."""
    return work.refuse("CF102", f"`{key}` is missing", at, help)


class Said(NamedTuple):
    """How a term is shown: its name, where findings about its amount point, its working in numbers."""

    name: str
    at: Path = ()
    how: str = ""
    name_ko: str = ""


def emitted(
    work: Work,
    used: Factored,
    item: str | None,
    amount: Quantity,
    said: Said,
    *,
    below: Path = (),
    route: str = "",
) -> Term:
    """What an amount emits, by the factor stated, else by the library.

    `below` is where the keys of `used` stand, `route` that of the library where the user states none.
    """
    if used.emission_factor is not None:
        for key in ("record", "route", "origin"):
            clash(work, used, key, "emission_factor", below)
        kg = _by_stated(work, amount, used.emission_factor, (*below, "emission_factor"))
        one = _stated(work, used, amount.number, amount.unit.symbol, kg, below)
        return Term(said.name, said.name_ko, said.at, amount, stated=(one,), how=said.how)
    for key in ("source", "gwp"):
        if getattr(used, key) is not None:
            message = f"`{key}` has no effect without `emission_factor`"
            work.refuse("CF106", message, (*below, key), "leave it out, or state the factor")
    if item is None and used.record is None:
        raise lacking(work, "factor", "name an item of the library, or state `emission_factor`", below)
    named = work.library.record(used.record) if used.record else None
    if named is not None and item and named.item != item and not named.item.startswith(f"{item}/"):
        message = f"`{named.id}` is of `{named.item}`, not of `{item}`"
        help = "name a record of the item, or leave one of the two out"
        raise work.refuse("CF318", message, (*below, "record"), help)
    draw = Draw(
        item or "",
        amount,
        route=used.route or route,
        origin=used.origin or (work.country if (item or "").startswith("spend/") else ""),
        record=used.record or "",
        density=getattr(used, "density", None),
        calorific_value=getattr(used, "calorific_value", None),
        accept=_accepted(work, item, used.record),
    )
    return Term(said.name, said.name_ko, said.at, amount, draws=(draw,), how=said.how)


_ON_REQUEST = {"refrigerants": ("release",), "spend": ("spend_purchaser",)}
"""Boundaries of records that fit where an amount is drawn from such a folder."""


def _accepted(work: Work, item: str | None, record: str | None) -> tuple[str, ...]:
    named = work.library.record(record) if record else None
    folder = (named.item if named is not None else item or "").partition("/")[0]
    return _ON_REQUEST.get(folder, ())


def stated_total(
    work: Work, used: Factored, emissions: Quantity, share: float, *, name: str, how: str = ""
) -> Term:
    """A share of emissions that somebody states as a whole, under the key `emissions`."""
    for key in ("route", "origin", "record", "emission_factor"):
        clash(work, used, key, "emissions")
    kg = emissions.to("kg CO2e")
    one = _stated(work, used, share, "of the whole", kg * share, ())
    return Term(name, "", ("emissions",), sized(emissions, share), stated=(one,), how=how)


def energy_terms(work: Work, used: Factored, carriers: list[Energy], share: float, why: str) -> list[Term]:
    """The terms of a list under `energy:`, each times `share`; `why` says in words what the share is.

    What `used` says of a factor has no effect beside the list, whose entries say it themselves.
    """
    for key in Factored.fields():
        clash(work, used, key, "energy")
    if not carriers:
        raise lacking(
            work, "energy", "list what was used, such as `{factor: electricity/grid, amount: 1200 kWh}`"
        )
    found = []
    for index, one in enumerate(carriers):
        here: Path = ("energy", index)
        if one.amount is None:
            lacking(work, "amount", "state how much of it was used, such as `1200 kWh`", here)
            continue
        name = one.name or (one.factor or one.record or "energy").rpartition("/")[2]
        part = sized(one.amount, share)
        how = f"{text_of(one.amount)} x {format_number(share, 6)} ({why})" if why else ""
        found.append(emitted(work, one, one.factor, part, Said(name, here, how), below=here))
    return found


def _stated(work: Work, used: Factored, number: float, unit: str, kg: float, below: Path) -> Stated:
    if used.source is None:
        raise lacking(work, "source", "say who states it, such as `source: Carrier, report of 2025`", below)
    each = kg / number if number else kg
    return Stated(number, unit, each, used.source, used.gwp or "")


def _by_stated(work: Work, amount: Quantity, factor: Quantity, at: Path) -> float:
    """kg CO2e of an amount; a distance in km and one in vkm stand for each other, the factor says whose it is."""
    for unit in (None, "vkm", "km"):
        tried = amount
        if unit is not None:
            if amount.unit.symbol not in ("km", "vkm"):
                break
            tried = Quantity(amount.number, parse_unit(unit), amount.text)
        try:
            return multiply(tried, factor).to("kg CO2e")
        except QuantityError as error:
            if error.code != "CF204":
                raise work.refuse(error.code, error.message, at, error.help) from None
    message = f"`{factor.text.strip()}` is no factor of an amount in {amount.unit.symbol}"
    raise work.refuse("CF204", message, at, f"state it in kg CO2e/{amount.unit.symbol}")
