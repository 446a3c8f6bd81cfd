"""Own scrap that is melted again: what of an input line need not be bought. A closed loop inside one plant."""

from __future__ import annotations

from math import inf

from carbonfoot.documents.lines import Line, Output
from carbonfoot.documents.part import Part
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, nearest
from carbonfoot.system.amounts import amount
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.model import Path
from carbonfoot.system.sources import properties
from carbonfoot.system.yields import Scales, yield_of


def bought(context: Context, whole: Part | Line, base: Path, scales: Scales) -> dict[int, Scale]:
    """The scale of every input line that own scrap returns to: what comes back, remelted, is not bought.

    The gain of the loop is what comes back over what the line needs; below 1, the rest is bought: need x (1 - gain).
    """
    returned: dict[int, list[tuple[float, Path]]] = {}
    for output, path, scale in _outputs(whole, base, scales):
        if output.returns_to is None or output.treatment != "recycling":
            continue
        target = _line_named(context, whole.inputs or [], output.returns_to, (*path, "returns_to"))
        if target is None:
            continue
        line = (whole.inputs or [])[target]
        gain = _gain(
            context, line, (*base, "inputs", target), output, path, scale.factor / scales.inputs.factor
        )
        if gain is not None:
            returned.setdefault(target, []).append((gain, path))
    found = {}
    for target, gains in returned.items():
        gain = added(one for one, _ in gains)
        name = (whole.inputs or [])[target].name
        if gain >= 1:
            shown = "without end" if gain == inf else format_number(gain, 6)
            message = f"the own scrap that returns to `{name}` is as much as it needs, or more (gain {shown})"
            help = "correct an amount: a loop must draw on something that is bought"
            context.report("CF401", message, (*gains[0][1], "amount"), help)
        else:
            why = f"own scrap returned, {format_number(100 * gain, 6)} % of the need"
            found[target] = scales.inputs.times(1 - gain, why)
    return found


def _outputs(whole: Part | Line, base: Path, scales: Scales) -> list[tuple[Output, Path, Scale]]:
    own = [
        (output, (*base, "outputs", index), scales.inputs) for index, output in enumerate(whole.outputs or [])
    ]
    of_steps = [
        (output, (*base, "processes", number, "outputs", index), scales.steps[number])
        for number, process in enumerate(whole.processes or [])
        for index, output in enumerate(process.outputs or [])
    ]
    return own + of_steps


def _gain(
    context: Context, line: Line, place: Path, output: Output, path: Path, ratio: float
) -> float | None:
    """What comes back over what the line needs, both as often as they happen for one good unit."""
    silent = context.at(context.country)
    silent.findings = []  # the line itself is read, and reported, where its factor is looked up
    need = amount(silent, line, place)
    back = amount(silent, output, path)
    remelted = 1.0 if output.use_yield is None else yield_of(context, output.use_yield, (*path, "yield"))
    own = 1.0 if line.use_yield is None else yield_of(silent, line.use_yield, (*place, "yield"))
    if need is None or back is None or remelted is None or own is None:
        return None
    if need.number == 0:
        return inf if back.number else 0.0
    times = _held(
        context, need, back, [*properties(silent, output, path), *properties(silent, line, place)], path
    )
    return None if times is None else times * remelted * ratio * own


def _held(
    context: Context, need: Quantity, back: Quantity, known: list[Property], path: Path
) -> float | None:
    try:
        found = in_reference(back, need, known)
    except QuantityError as error:
        context.report(error.code, error.message, (*path, "amount"), error.help)
        return None
    if found is None:
        message = f"`{back.text}` that comes back does not meet the need of `{need.text}`"
        context.report("CF209", message, (*path, "amount"), "write both in one unit")
        return None
    return found.number


def _line_named(context: Context, lines: list[Line], name: str, path: Path) -> int | None:
    """The one input line with a name; None with CF435."""
    found = [index for index, line in enumerate(lines) if line.name == name]
    if len(found) == 1:
        return found[0]
    near = nearest(name, [line.name for line in lines])
    help = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else "name a line of `inputs:`"
    message = f"`{name}` is no line of `inputs:`" if not found else f"several lines are named `{name}`"
    context.report("CF435", message, path, help if not found else "give every line a name of its own")
    return None
