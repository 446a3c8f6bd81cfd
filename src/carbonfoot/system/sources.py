"""One line of a document to the factors that stand behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.factors.convert import Property
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Passed, Pick, Resolution
from carbonfoot.factors.resolve import resolve
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.characterise import UnknownGwp, characterise
from carbonfoot.system.context import Context
from carbonfoot.system.model import Assumed, Path, Source, Vector

if TYPE_CHECKING:
    from carbonfoot.factors.pins import Pins


class Found(NamedTuple):
    """The factors of one line; `missing` when the line has none that may be used."""

    sources: tuple[Source, ...]
    missing: bool
    not_assessed: tuple[str, ...] = ()
    passed_over: tuple[Passed, ...] = ()
    picks: tuple[Pick, ...] = ()
    assumed: tuple[Assumed, ...] = ()


MISSING = Found((), missing=True)

DENSITIES = ("kg/m3", "kg/m2", "kg/m", "kg/Nm3")
"""A density is a mass per volume, per area of a sheet, per length of a bar, or per normal volume of a gas."""


def properties(context: Context, line: Any, path: Path) -> list[Property]:
    """Density, calorific value and mass of a piece that the line states."""
    if line.density is None and line.calorific_value is None and line.mass is None:
        return []
    found = [
        context.ratio(line.density, DENSITIES, (*path, "density"), "density"),
        context.ratio(
            line.calorific_value, ("MJ/kg", "MJ/m3", "MJ/Nm3"), (*path, "calorific_value"), "calorific value"
        ),
    ]
    calorific = found[1]
    if calorific is not None and not calorific.quantity.unit.basis:
        text = calorific.quantity.text
        message = f"`{text}` does not say net or gross calorific value"
        context.report(
            "CF210", message, (*path, "calorific_value"), f"write `{text} (net)` or `{text} (gross)`"
        )
    mass = context.mass(line.mass, (*path, "mass"))
    if mass is not None:
        found.append(per_piece_of_line(mass))
    return [item for item in found if item is not None]


def per_piece_of_line(mass: Quantity) -> Property:
    """`mass:` of a line is that of one piece."""
    return Property(
        "mass of a piece",
        Quantity(mass.to("kg"), parse_unit("kg/piece"), f"{mass.text}/piece"),
        "stated on the line",
    )


def from_library(
    context: Context,
    line: Any,
    quantity: Quantity,
    path: Path,
    item: str,
    route: str = "",
    *,
    accept: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
) -> Found:
    """Factors by item or record, the recycled share taken apart where one is stated."""
    record, origin = line.record, line.origin
    if record:
        for key in ("factor", "route", "year"):
            if getattr(line, key):
                help = "leave it out: the record says which factor it is"
                message = f"`{key}` has no effect beside `record`"
                context.report("CF106", message, (*path, key), help, on="key")
                return MISSING
    stated = tuple(properties(context, line, path))
    region = origin or (context.country if _made_here(item) else "")
    nowhere = not region and not record and not item.startswith("refrigerants/")
    name = getattr(line, "name", None) or item
    if context.asking.conservative:
        nowhere = nowhere or (context.placeless and not origin and not record)
    elif nowhere:
        _place_missing(context, name, path)
    ask = _Asked(context, name, path, nowhere)
    year = line.year.year if line.year is not None else context.year
    need = Need(item, quantity, region, year, line.route or route, record or "", stated, kinds, accept)
    recycled = vars(line).get("recycled")
    if recycled is None:
        return _found(ask, ask(need), 1.0)
    share = context.scope.share(recycled, (*path, "recycled"))
    if share is None:
        return MISSING
    for key in ("route", "record"):
        if getattr(line, key):
            message = f"`{key}` and `recycled` cannot stand together"
            help = f"`recycled:` takes the primary and the secondary record; leave `{key}:` out"
            context.report("CF106", message, (*path, "recycled"), help, on="key")
            return MISSING
    return _recycled(ask, need, share)


def _place_missing(context: Context, name: str, path: Path) -> None:
    help = "add `origin: KR`, the country it is made in; until then any country's factor may stand for it"
    context.report("CF316", f"`{name}` does not say where it is made", path, help, on="key")


class _Answer(NamedTuple):
    """What the library says to a need; `assumed` for the amount of the need."""

    need: Need
    resolution: Resolution
    assumed: Assumed | None = None


class _Asked(NamedTuple):
    """A line that asks the library; `nowhere`: its place is not stated."""

    context: Context
    name: str
    path: Path
    nowhere: bool

    def __call__(self, need: Need) -> _Answer:
        """The answer in the way that the calculation asks: freely, with pins, or for the worst."""
        context, asking = self.context, self.context.asking
        if asking.conservative:
            from carbonfoot.system.conservative import at_worst

            found = at_worst(context, need, self.nowhere)
            if found is not None:
                return _Answer(need, *found)
            if self.nowhere:
                _place_missing(context, self.name, self.path)
        ask = resolve if asking.pins is None else _pinned(asking.pins)
        if asking.memory is not None:
            return _Answer(need, asking.memory.resolve(context.library, need, ask))
        return _Answer(need, ask(context.library, need))


def _pinned(pins: Pins) -> Callable[[Library, Need], Resolution]:
    from carbonfoot.factors.pins import resolve_pinned

    return lambda library, need: resolve_pinned(library, need, pins)


def _made_here(item: str) -> bool:
    """Energy, water, freight and waste are taken where the step happens; a material says its own origin."""
    return item.partition("/")[0] in ("electricity", "fuels", "heat", "water", "freight", "waste", "travel")


def _recycled(ask: _Asked, need: Need, share: float) -> Found:
    """Primary and secondary records side by side; a record that is a mix already is never split."""
    parts = {route: ask(need._replace(route=route)) for route in ("primary", "secondary")}
    lacking = [route for route, found in parts.items() if not found.resolution.uses]
    for route in lacking:  # a unit that does not fit says nothing about the routes
        if any(problem.code not in ("CF302", "CF304") for problem in parts[route].resolution.problems):
            return _found(ask, parts[route], share)
    if lacking:
        message = f"`{need.item}` has no {' and no '.join(lacking)} record to apply a recycled share to"
        help = "leave `recycled:` out, or name an item with primary and secondary records"
        ask.context.report("CF311", message, (*ask.path, "recycled"), help)
        return MISSING
    one = _found(ask, parts["primary"], 1.0 - share)
    two = _found(ask, parts["secondary"], share)
    return Found(
        one.sources + two.sources,
        one.missing or two.missing,
        tuple(dict.fromkeys(one.not_assessed + two.not_assessed)),
        one.passed_over + two.passed_over,
        one.picks + two.picks,
        one.assumed + two.assumed,
    )


def _found(ask: _Asked, answer: _Answer, share: float) -> Found:
    context, path, resolution = ask.context, ask.path, answer.resolution
    picks = (Pick(answer.need, tuple([use.record for use in resolution.uses])),)
    assumed: tuple[Assumed, ...] = ()
    if answer.assumed is not None:
        from carbonfoot.system.conservative import of_share, said

        said(context, answer.need, answer.assumed, ask.name, path)
        assumed = (of_share(answer.assumed, share),)
    for problem in resolution.problems:
        context.problem(problem, path)
    if not resolution.uses:
        return Found((), True, (), tuple(resolution.passed_over), picks)
    sources = []
    for use in resolution.uses:
        try:
            vector = _vector(context, use.record)
        except UnknownGwp as error:
            context.report(
                "CF315", f"{error} (record `{use.record.id}`)", path, "choose another `gwp:`", on="key"
            )
            return MISSING
        record, number, how, parts, proxy = use
        sources.append(Source(number, record.unit_den, vector, record.id, record, parts, how, proxy, share))
    return Found(
        tuple(sources),
        False,
        tuple(resolution.not_assessed),
        tuple(resolution.passed_over),
        picks,
        assumed,
    )


def _vector(context: Context, record: Record) -> Vector:
    """The emissions of one unit of a record. Raises `UnknownGwp`."""
    memory = context.asking.memory
    if memory is None:
        return aircraft(characterise(context.library, record, context.gwp_set), record.item)
    key = (record.id, context.gwp_set)
    if key not in memory.kept:
        memory.kept[key] = aircraft(characterise(context.library, record, context.gwp_set), record.item)
    found: Vector = memory.kept[key]
    return found


def aircraft(vector: Vector, item: str) -> Vector:
    """Emissions of an aircraft are shown apart, still inside the fossil part (RULES 1.2)."""
    if not item.startswith(("freight/air", "travel/air")):
        return vector
    return vector._replace(beside={**vector.beside, "aircraft": vector.categories.get("fossil", 0.0)})
