"""Hybrids of suppliers' numbers and factors: what a line stands for is taken out of another line, exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.documents.lines import Line, Replaced
from carbonfoot.documents.part import Part
from carbonfoot.factors.convert import in_reference
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, nearest
from carbonfoot.system.context import Context
from carbonfoot.system.model import Activity, Flow, Path
from carbonfoot.system.sources import properties

ROUNDING = 1e-9


class Listed(NamedTuple):
    """A line of one body, and where it stands."""

    line: Line
    path: Path


def replace_parts(context: Context, activity: Activity, whole: Part | Line, base: Path) -> None:
    """Take what lines stand for out of the flows of the lines they name; findings where that cannot be."""
    listed = list(_lines(whole, base))
    names = [one.line.name for one in listed]
    names += [output.name for output in whole.outputs or []]
    names += [process.name for process in whole.processes or []]
    taken: dict[Path, list[tuple[str, float, str]]] = {}
    for one in listed:
        if one.line.rest is not None:
            _rest(context, one, names)
        if one.line.replaces is not None:
            _note(context, activity, one, listed, taken)
    places = {flow.path: place for place, flow in enumerate(activity.flows)}
    for path, parts in taken.items():
        flow = activity.flows[places[path]]
        left = 1 - added(share for _, share, _ in parts)
        because = tuple(f"{format_number(100 * share, 4)} % replaced by {name}" for _, share, name in parts)
        activity.flows[places[path]] = flow._replace(
            multiplier=flow.multiplier * left, because=(*flow.because, *because)
        )


def _lines(whole: Part | Line, base: Path) -> Iterator[Listed]:
    for index, line in enumerate(whole.inputs or []):
        yield Listed(line, (*base, "inputs", index))
    for step, process in enumerate(whole.processes or []):
        for index, line in enumerate(process.inputs or []):
            yield Listed(line, (*base, "processes", step, "inputs", index))


def _note(
    context: Context,
    activity: Activity,
    one: Listed,
    listed: list[Listed],
    taken: dict[Path, list[tuple[str, float, str]]],
) -> None:
    """What a line replaces, beside what others replace of the same line."""
    replaced = one.line.replaces
    assert replaced is not None  # noqa: S101
    place = (*one.path, "replaces")
    other = _named(context, one, replaced, listed)
    if other is not None and _in_circle(one, other, listed):
        message = f"`{one.line.name}` and `{other.line.name}` replace parts of each other"
        help = "one of them is the whole, and the other stands for a part of it"
        context.report("CF737", message, (*place, "line"), help)
        return
    flow = None if other is None else _flow(activity, other.path)
    if other is None or flow is None or flow.missing:
        return  # reported, or missing already
    share = _share(context, replaced, other, flow, place)
    if share is None:
        return
    before = taken.setdefault(other.path, [])
    part = (replaced.part or "").casefold()
    twice = next((name for known, _, name in before if known == part), "")
    if twice:
        message = f"`{other.line.name}` is replaced by `{twice}` already"
        if part:
            message = f"`{replaced.part}` of {message}"
        help = "one of the two is too much; two parts of one line have different names under `part:`"
        context.report("CF737", message, place, help, on="key")
        return
    total = added([share, *(known for _, known, _ in before)])
    if total > 1 + ROUNDING:
        said = format_number(100 * total, 4)
        message = f"{said} % of `{other.line.name}` would be replaced, more than there is"
        help = f"all parts of `{other.line.name}` together are at most 100 %"
        context.report("CF737", message, place, help, on="key")
        return
    said = f"{one.line.name} ({replaced.source})" if replaced.source else one.line.name
    before.append((part, min(share, 1.0), said))


def _named(context: Context, one: Listed, replaced: Replaced, listed: list[Listed]) -> Listed | None:
    """The line that is meant; None with CF737."""
    wanted = replaced.line.casefold()
    others = [other for other in listed if other.line.name.casefold() == wanted and other.path != one.path]
    if len(others) == 1:
        return others[0]
    if others:
        message = f"{len(others)} lines are called `{replaced.line}`"
        help = "give them names of their own, so that the right one is replaced"
    else:
        near = nearest(replaced.line, [other.line.name for other in listed if other.path != one.path])
        message = f"there is no other line `{replaced.line}` beside `{one.line.name}`"
        meant = " or ".join(f"`{name}`" for name in near)
        help = f"did you mean {meant}?" if near else "name a line of the same `inputs:`"
    context.report("CF737", message, (*one.path, "replaces", "line"), help)
    return None


def _in_circle(one: Listed, other: Listed, listed: list[Listed]) -> bool:
    """Whether a line comes to stand for a part of itself, by way of what it replaces."""
    seen = {one.line.name.casefold()}
    line: Line | None = other.line
    while line is not None and line.name.casefold() not in seen:
        seen.add(line.name.casefold())
        wanted = line.replaces.line.casefold() if line.replaces is not None else ""
        line = next((known.line for known in listed if known.line.name.casefold() == wanted), None)
    return line is not None and line.name.casefold() == one.line.name.casefold()


def _share(context: Context, replaced: Replaced, other: Listed, flow: Flow, place: Path) -> float | None:
    """The part as a share of the line; None with a finding."""
    if (replaced.share is None) == (replaced.value is None):
        if replaced.share is None:
            message, help = "`replaces` says no share and no value", "state `share:`, or `value:` and `per:`"
            context.report("CF102", message, place, help, on="key")
        else:
            help = "keep the one that holds"
            context.report(
                "CF106", "`share` and `value` cannot stand together", (*place, "value"), help, on="key"
            )
        return None
    if replaced.share is not None:
        if replaced.per is not None:
            context.report("CF106", "`per` has no effect beside `share`", (*place, "per"), "leave it out")
            return None
        return context.scope.share(replaced.share, (*place, "share"))
    value = context.positive(replaced.value, (*place, "value"))
    per = context.positive(replaced.per, (*place, "per"))
    stated = context.convert(value, "kg CO2e", (*place, "value"))
    if replaced.per is None:
        context.report("CF102", "`per` is missing beside `value`", place, "state `per: 1 kg`", on="key")
    if stated is None or per is None or flow.quantity is None:
        return None
    if per.number == 0:
        context.report("CF208", f"`{per.text}` is zero", (*place, "per"), "write what the value is for")
        return None
    return _of_value(context, stated, per, other, flow, place)


def _of_value(
    context: Context, stated: float, per: Quantity, other: Listed, flow: Flow, place: Path
) -> float | None:
    """kg CO2e per amount of the line as a share of what the line comes to."""
    assert flow.quantity is not None  # noqa: S101
    total = added(one.number * one.share * one.vector.co2e for one in flow.sources)
    if flow.link >= 0 or total <= 0:
        message = f"what `{other.line.name}` comes to is not known here"
        context.report("CF737", message, (*place, "value"), "state the part as `share:`")
        return None
    try:
        times = in_reference(flow.quantity, per, properties(context, other.line, other.path))
    except QuantityError as error:
        context.report(error.code, error.message, (*place, "per"), error.help)
        return None
    if times is None:
        message = f"`{flow.quantity.text}` does not meet the value stated per {per.text}"
        context.report("CF209", message, (*place, "per"), "state it for the unit of the line's amount")
        return None
    part = stated * times.number / total
    if part > 1 + ROUNDING:
        comes, said = format_number(total, 4), format_number(stated * times.number, 4)
        message = f"{said} kg CO2e of `{other.line.name}` would be replaced, which comes to {comes} kg CO2e"
        help = "the part is at most the whole: state it from the same source as the factor, or as a share"
        context.report("CF737", message, (*place, "value"), help)
        return None
    return part


def _rest(context: Context, one: Listed, names: list[str]) -> None:
    """CF106 and CF737 for a rest that cannot be."""
    place = (*one.path, "rest")
    footprint = one.line.footprint
    if footprint is None or footprint.boundary != "gate-to-gate":
        message = "`rest` has no effect without a footprint that is `boundary: gate-to-gate`"
        context.report("CF106", message, place, "leave it out, or state the boundary", on="key")
        return
    if one.line.replaces is not None:
        message = "`rest` and `replaces` cannot stand together"
        help = "either other lines cover the rest, or an average line whose part is replaced does"
        context.report("CF106", message, place, help, on="key")
        return
    known = [name.casefold() for name in names]
    for index, name in enumerate(one.line.rest or []):
        if name.casefold() in known and name.casefold() != one.line.name.casefold():
            continue
        near = nearest(name, [other for other in names if other != one.line.name])
        meant = " or ".join(f"`{other}`" for other in near)
        help = f"did you mean {meant}?" if near else "name lines, steps or outputs of the same list"
        context.report(
            "CF737", f"there is no other line `{name}` beside `{one.line.name}`", (*place, index), help
        )


def _flow(activity: Activity, path: Path) -> Flow | None:
    return next((flow for flow in activity.flows if flow.path == path), None)
