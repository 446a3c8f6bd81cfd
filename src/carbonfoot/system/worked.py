"""A use of an emission method to the flows of an activity."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.methods import MethodUse
from carbonfoot.factors.boundaries import needed
from carbonfoot.factors.numbers import row_of
from carbonfoot.methods.method import Method
from carbonfoot.methods.reading import also_wrong, in_words_of, read, work_out
from carbonfoot.methods.registry import find, near
from carbonfoot.methods.terms import Draw, Drawn, Term
from carbonfoot.methods.work import Refused, Work
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, parse_unit, written
from carbonfoot.system.context import Context
from carbonfoot.system.credits import mark_credit
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import OF_OTHERS, Activity, Flow, Path, Source, Vector, Worked
from carbonfoot.system.releases import released
from carbonfoot.system.sources import MISSING, Found, from_library
from carbonfoot.system.spread import spread

_ONE = Quantity(1.0, parse_unit("1"), "1")
"""A method may find many amounts, or none: the range of a use is relative to whatever it finds."""

_OWN_KEYS = tuple(field.alias or name for name, field in MethodUse.fields().items())


class Carried(NamedTuple):
    """What a method takes from its place where it is a leg of a transport: the mass carried, and the line that states it."""

    mass: Quantity | None
    carries: Path | None


class Around(NamedTuple):
    """What stands around a use: the name that its flows have without one of their own, and what is said of the data.

    metered  what a meter counts, for the use that says how it was made
    """

    name: str
    name_ko: str = ""
    data: str = ""
    stage: str = "manufacturing"
    leg: Carried | None = None
    metered: Quantity | None = None


def method_flows(
    context: Context, activity: Activity, use: MethodUse, path: Path, around: Around, scale: Scale
) -> None:
    """All that a use of a method comes to, as flows of the activity; one flow that is missing where it is refused."""
    method = _known(context, use, path)
    worked = None if method is None else _compute(context, method, use, path, around)
    name, name_ko = use.name or around.name, use.name_ko or around.name_ko
    if method is None or worked is None:
        stage = use.stage or around.stage
        said = name or use.method
        kind = "method" if around.leg is None else "transport"
        activity.flows.append(
            flow(context, use, path, stage, kind, scale, MISSING, name=said, country=context.country)
        )
        return
    terms, work = worked
    about = method.about
    how = Worked(
        about.id,
        about.tier,
        about.formula,
        f"{about.reference} ({about.edition})",
        tuple(work.values),
        tuple(dict.fromkeys(id for *_, origin in work.values if (id := row_of(context.library, origin)))),
        path,
    )
    of_method = about.stage if about.stage != "manufacturing" and around.leg is None else around.stage
    stage = use.stage or of_method
    # a step may have several uses; one without a name is told by its method
    beside, beside_ko = (about.title, about.title_ko) if around.name and not use.name else ("", "")
    for term in terms:
        place = (*path, *term.at)
        before = len(context.findings)
        found = _found(context, term, name or about.title, place)
        context.findings[before:] = [in_words_of(method, one) for one in context.findings[before:]]
        if term.unknown:
            found = found._replace(missing=True)
        start = len(activity.flows)
        kind = "emission" if term.gases is not None else "stated" if term.stated else "method"
        kind = "transport" if around.leg is not None and kind == "method" else kind
        one = flow(
            context,
            use,
            place,
            term.stage or stage,
            kind,
            scale.times(-1.0, f"avoided by {name or about.title}") if term.credit else scale,
            found,
            name=_named(name or about.title, term.name or beside),
            name_ko=_named(name_ko, term.name_ko or beside_ko)
            if name_ko and (term.name_ko or beside_ko)
            else "",
            quantity=term.quantity,
            country=context.country,
            data=around.data,
            beside=term.beside,
            carries=None if around.leg is None else around.leg.carries,
            rule=term.rule,
        )
        ranged = None if use.gsd is None else spread(context, use, _ONE, path, "gsd")
        own = kind == "emission" and one.stage not in OF_OTHERS
        scope = term.scope or ("1" if own else "3" if kind == "emission" else "")
        one = one._replace(worked=how, how=term.how, scope=scope, spread=ranged)
        activity.flows.append(_as_good_as(context, use, path, term, one))
        if term.credit:
            mark_credit(context, activity, start, term.credit)


def _as_good_as(context: Context, use: MethodUse, path: Path, term: Term, one: Flow) -> Flow:
    """The flow with what the method says of its own data."""
    if term.data:
        if use.data not in (None, term.data):
            message = f"`data: {use.data}` cannot stand beside `{use.method}`, whose numbers are {term.data}"
            context.report("CF106", message, (*path, "data"), "leave it out")
        one = one._replace(data=term.data)
    if term.quality is not None and use.quality is None:
        one = one._replace(stated={**one.stated, "quality": term.quality})
    return one


def _named(name: str, term: str) -> str:
    said = not term or name.endswith(f", {term}")  # a leg of a transport is told by its mode already
    return name if said else f"{name}, {term}"


def _known(context: Context, use: MethodUse, path: Path) -> type[Method] | None:
    method = find(use.method)
    if method is not None:
        return method
    names = near(use.method)
    help = (
        f"did you mean {' or '.join(f'`{one}`' for one in names)}?"
        if names
        else "`carbonfoot methods list` names all methods"
    )
    context.report("CF701", f"`{use.method}` is not a method", (*path, "method"), help)
    return None


def _compute(
    context: Context, method: type[Method], use: MethodUse, path: Path, around: Around
) -> tuple[list[Term], Work] | None:
    """The terms of a use, and what was taken for them; None with findings."""

    def report(code: str, message: str, at: Path, help: str, notes: tuple[str, ...] = ()) -> None:
        context.report(code, message, (*path, *at), help, notes, on="value" if at else "key")

    def look(draw: Draw) -> Drawn | None:
        return _looked(context, draw, path)

    scope = context.scope
    work = Work(context.library, context.country, context.year, context.gwp_set, report, look, scope.used_up)
    arguments = use.arguments
    handed = _handed(method, arguments, around)
    if handed is not None:
        arguments = {**arguments, handed[0]: written(handed[1])}
    used, findings = read(method, arguments, context.loaded.source.display, path, _OWN_KEYS)
    context.findings.extend(findings)
    if context.asking.pins is not None:
        work.pinned = context.asking.pins.numbers
    if used is None:
        also_wrong(method, arguments, findings, path, scope, work)
        return None
    if handed is not None:
        vars(used)[handed[0]] = handed[1]  # with the slopes that its text does not have
    if not work_out(used, scope, path, work):
        return None
    try:
        terms = used.compute(work)
    except Refused:
        return None
    return None if work.refused else (terms, work)


def _handed(method: type[Method], arguments: dict[str, Any], around: Around) -> tuple[str, Quantity] | None:
    """What the use does not state and its place does: what a meter counts, or the mass of a leg; by its key."""
    if around.metered is not None:
        return None if "amount" in arguments else ("amount", around.metered)
    leg = around.leg
    if (
        leg is None
        or leg.mass is None
        or method.carried in arguments
        or method.carried not in method.fields()
    ):
        return None
    shared_otherwise = "share" in arguments or ("teu" in arguments and "load" not in arguments)
    return None if shared_otherwise else (method.carried, leg.mass)


def _found(context: Context, term: Term, name: str, path: Path) -> Found:
    """Everything that a term releases or draws, as sources."""
    sources: list[Source] = []
    found = Found((), missing=False)
    for gas, mass in (term.gases or {}).items():
        source = released(context, "co2_fossil" if gas == "co2" else gas, mass, path)
        if source is None:
            return MISSING
        sources.append(source)
    for one in term.stated:
        vector = Vector(
            one.kg_co2e, {one.category: one.kg_co2e}, {}, {}, {}, one.kg_co2e, one.gwp_set or context.gwp_set
        )
        sources.append(Source(one.number, one.unit, vector, one.label, None, ("whole",), "", False, 1.0))
    for draw in term.draws:
        other = _drawn(context, draw, name, path)
        found = Found(
            found.sources + other.sources,
            found.missing or other.missing,
            tuple(dict.fromkeys(found.not_assessed + other.not_assessed)),
            found.passed_over + other.passed_over,
            found.picks + other.picks,
            found.assumed + other.assumed,
        )
    return found._replace(sources=(*sources, *found.sources))


def _drawn(context: Context, draw: Draw, name: str, path: Path) -> Found:
    """What the library has for a draw, of the parts that are wanted."""
    found = from_library(
        context,
        _line(draw, name),
        draw.quantity,
        path,
        draw.item,
        draw.route,
        accept=draw.accept,
        kinds=draw.kinds,
    )
    if not draw.only or found.missing:
        return found
    fitting = tuple(
        one
        for one in found.sources
        if set(one.parts) <= set(draw.only) or ("direct" in draw.only and "direct" in one.parts)
    )
    covered = {part for one in fitting for part in one.parts}
    wanted = [part for part in draw.only if part != "upstream_losses" or part in found.not_assessed]
    left = [part for part in found.not_assessed if part not in needed("electricity")] if fitting else []
    lacking = dict.fromkeys([*(part for part in wanted if part not in covered), *left])
    return found._replace(sources=fitting, not_assessed=tuple(lacking))


def _looked(context: Context, draw: Draw, path: Path) -> Drawn | None:
    """What a draw would come to; nothing is said about it."""
    aside = context.at(None)
    aside.findings = []
    said = set(context.loaded.said)
    found = _drawn(aside, draw, draw.item, path)
    context.loaded.said.clear()
    context.loaded.said.update(said)
    if found.missing:
        return None
    kilograms = added(one.number * one.share * one.vector.co2e for one in found.sources)
    parts = tuple(dict.fromkeys(part for one in found.sources for part in one.parts))
    ids = tuple(one.record.id for one in found.sources if one.record is not None)
    return Drawn(kilograms, parts, found.not_assessed, ids)


def _line(draw: Draw, name: str) -> object:
    given: dict[str, str | Quantity | None] = {
        "name": name,
        "amount": draw.quantity,
        "factor": None if draw.record else draw.item,
        "record": draw.record or None,
        "origin": draw.origin or None,
        "density": draw.density,
        "calorific_value": draw.calorific_value,
    }
    return line_of(**given)
