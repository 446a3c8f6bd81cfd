"""A vehicle: its payload, how full it is, how much of its way it runs empty; kilometres to tonne kilometres and back."""

from __future__ import annotations

from carbonfoot.documents.fields import YES_NO
from carbonfoot.documents.shape import Shape, optional
from carbonfoot.factors.records import Record
from carbonfoot.methods.factored import Factored, Said, clash, emitted, lacking
from carbonfoot.methods.needs import number, quantity, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import Quantity, parse_unit

EMPTY, FULL = "laden-0", "laden-100"
"""Routes of vehicles that the library has per km, empty and full; in between the load counts in proportion."""


class Load(Shape):
    """What turns kilometres of a vehicle into tonne kilometres."""

    payload = optional(number("t", above_zero=True), "What the vehicle can carry.", "24 t")
    load_factor = optional(
        share(above_zero=True), "Mass carried over payload, on the way with goods.", "60 %"
    )
    empty_return = optional(
        share(high=None), "Kilometres run empty per kilometre with goods; none unless stated.", "30 %"
    )
    emission_factor_empty = optional(
        quantity("kg CO2e/km", "kg CO2e/vkm"),
        "Beside a stated factor per km: that of the empty vehicle; that with goods unless stated.",
        "0.65 kg CO2e/km",
    )
    refrigerated = optional(YES_NO, "Whether the goods are cooled on the way.", "yes")


def item_of(work: Work, mode: str, at: Path = ("mode",), folder: str = "freight") -> str:
    """The item of a mode, `road/hgv` or `freight/road/hgv`. Raises `Refused` (CF301) for one that is not there."""
    item = mode if mode.startswith(f"{folder}/") else f"{folder}/{mode}"
    if not work.library.has_item(item):
        near = [one for one, _ in work.library.nearest_items(item)]
        listed = " or ".join(f"`{one}`" for one in near)
        help = f"did you mean {listed}?" if near else f"`carbonfoot factors list {folder}/` shows them"
        raise work.refuse("CF301", f"`{item}` is not an item of the factor library", at, help)
    return item


def cooled(work: Work, item: str) -> str:
    """The item of the vehicle with a cooler. Raises `Refused` (CF704) where the library has none."""
    head, hgv, tail = item.partition("/hgv")
    if tail.startswith("-refrigerated"):
        return item
    found = f"{head}{hgv}-refrigerated{tail}"
    if not hgv or not work.library.has_item(found):
        message = f"the library has no cooled vehicle of `{item}`"
        help = "state `emission_factor`, or name another mode: `carbonfoot factors list freight/` shows them"
        raise work.refuse("CF704", message, ("refrigerated",), help)
    return found


def with_load(
    work: Work, used: Factored, load: Load, item: str, tonnes: float, km: float, way: str
) -> list[Term]:
    """Emissions of goods by the kilometres of the vehicles that carry them."""
    for key in ("payload", "load_factor"):
        if getattr(load, key) is None:
            what = f"`{item}` counts" if item else "such a factor counts"
            help = f"{what} by kilometres of the vehicle: state both `payload: 24 t` and `load_factor: 60 %`"
            raise lacking(work, key, help)
    if load.payload is None or load.load_factor is None:  # refused above
        return []
    laden = tonnes * km / (load.payload * load.load_factor)
    empty = laden * (0.0 if load.empty_return is None else load.empty_return)
    work.found("vehicle-km with goods", laden, "vkm", "computed")
    work.found("vehicle-km empty", empty, "vkm", "computed")
    how = f"{tonnes:g} t x {way} / ({load.payload:g} t x {load.load_factor:g})"
    if used.emission_factor is not None:
        return _by_stated(work, used, load, laden, empty, how)
    clash(work, load, "emission_factor_empty", "the factors of the library")
    terms = []
    named = work.library.record(used.record) if used.record else None
    if named is not None and named.route.startswith("laden-"):
        message = f"`{named.id}` holds a load of its own ({named.route})"
        help = "leave `record` out: the load counts between the empty and the full vehicle"
        raise work.refuse("CF106", message, ("record",), help)
    if named is None and _per_km(work, used, item, FULL):
        clash(work, used, "route", "load_factor")
        full = laden * load.load_factor
        light = laden * (1.0 - load.load_factor) + empty
        why = "the load counts in proportion between the empty and the full vehicle"
        terms.append(
            emitted(
                work,
                used,
                item,
                _km(full),
                Said("load", name_ko="적재분", at=("load_factor",), how=f"{how}; {why}"),
                route=FULL,
            )
        )
        if light > 0:
            terms.append(
                emitted(
                    work,
                    used,
                    item,
                    _km(light),
                    Said("vehicle", name_ko="차량분", at=("payload",), how=f"{how}; {why}"),
                    route=EMPTY,
                )
            )
        return terms
    if not _per_km(work, used, item, used.route or ""):
        message = f"the factors of `{item}` are per tkm and hold the load of their source"
        help = "leave `payload`, `load_factor` and `empty_return` out, or state `emission_factor` per km"
        raise work.refuse("CF702", message, ("load_factor",), help)
    for said, vehicle_km in _both(how, laden, empty):
        terms.append(emitted(work, used, item, _km(vehicle_km), said))
    return terms


def _both(how: str, laden: float, empty: float) -> list[tuple[Said, float]]:
    """The way with goods and, where there is one, the empty one."""
    found = [(Said("with goods", ("mass",), how, "화물 적재"), laden)]
    return [*found, (Said("empty", ("empty_return",), how, "공차"), empty)] if empty > 0 else found


def _by_stated(work: Work, used: Factored, load: Load, laden: float, empty: float, how: str) -> list[Term]:
    factor = used.emission_factor
    if factor is not None and not _is_per_km(factor):
        message = f"`{factor.text.strip()}` holds the load already: it is not per km of a vehicle"
        help = "leave `payload`, `load_factor` and `empty_return` out, or state a factor per km"
        raise work.refuse("CF106", message, ("emission_factor",), help)
    if empty == 0:
        clash(work, load, "emission_factor_empty", "a vehicle that never runs empty (`empty_return`)")
    terms = []
    for said, vehicle_km in _both(how, laden, empty):
        terms.append(emitted(work, used, None, _km(vehicle_km), said))
        used.emission_factor = load.emission_factor_empty or factor  # the way with goods comes first
    return terms


def _is_per_km(factor: Quantity) -> bool:
    return any(factor.unit.dimension == parse_unit(unit).dimension for unit in ("kg CO2e/km", "kg CO2e/vkm"))


def _per_km(work: Work, used: Factored, item: str, route: str) -> bool:
    """Whether the library has kilometres of this vehicle on this route."""
    length = parse_unit("km").dimension
    if used.record:
        one = work.library.record(used.record)
        return one is not None and route == one.route and parse_unit(one.unit_den).dimension == length
    found: list[Record] = work.library.records(item)
    return any(one.route == route and parse_unit(one.unit_den).dimension == length for one in found)


def _km(number: float) -> Quantity:
    return amount_of(number, "km")
