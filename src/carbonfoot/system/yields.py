"""Yields and rework: how much goes through every step for one good unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Process
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import slopes_of
from carbonfoot.quantities.units import nearest
from carbonfoot.system import balance
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.model import Path

LARGEST = 1e9
"""A share of rework that can be read; from 1 on it is refused with its gain, not as a slip of the keyboard."""


class Scales(NamedTuple):
    """What multiplies the inputs and outputs of a body, and each of its steps."""

    inputs: Scale
    steps: list[Scale]


class Rework(NamedTuple):
    """A share of the units that leave a step, and the step where they start again."""

    share: float
    start: int


def scales_of(context: Context, processes: list[Process], base: Path, masses: balance.Masses) -> Scales:
    """The yields of a step and all later ones divide it; rework adds the rounds that units make again."""
    scales = [Scale()]
    yields = [1.0] * len(processes)
    for index in reversed(range(len(processes))):
        process = processes[index]
        scale = scales[0]
        if process.use_yield is not None:
            path = (*base, "processes", index, "yield")
            share = yield_of(context, process.use_yield, path)
            if share is not None:
                scale = scale.times(1 / share, f"yield {share:g} of {process.name}")
                masses.yields.append((share, path))
                yields[index] = share
                if share < 1:
                    masses.rejecting.append(process.name)
        scales.insert(0, scale)
    steps = scales[: len(processes)]
    rework = {
        index: found
        for index, process in enumerate(processes)
        if (found := _rework(context, processes, index, base)) is not None
    }
    if not rework:
        return Scales(scales[0], steps)
    entering, through = throughput(yields, rework)
    names = ", ".join(
        f"{format_number(rework[index].share, 6)} of {processes[index].name}" for index in rework
    )
    because = f"rework {names}"
    return Scales(
        _times(scales[0], entering, because),
        [_times(step, number, because) for step, number in zip(steps, through, strict=True)],
    )


def throughput(yields: Sequence[float], rework: dict[int, Rework]) -> tuple[float, list[float]]:
    """Units that enter the first step, and units that go through each step, for one good unit; exact until the end.

    Of the units that leave step i, the share w_i goes back to step t_i and the rest times y_i to the next:
    x_(i+1) = (1 - w_i) y_i x_i + sum of w_k x_k over all k that go back to i+1, and the last step gives 1.
    """
    from fractions import Fraction  # few documents state rework

    if any(map(slopes_of, (*yields, *(one.share for one in rework.values())))):
        return _throughput(yields, rework)  # fractions have no slopes
    exact = {index: Rework(Fraction(one.share), one.start) for index, one in rework.items()}  # type: ignore[arg-type]
    entering, through = _throughput([Fraction(one) for one in yields], exact)
    return float(entering), [float(number) for number in through]


def _throughput(yields: Sequence[Any], rework: dict[int, Rework]) -> tuple[Any, list[Any]]:
    through: list[Any] = [0] * len(yields)
    leaving: Any = 1  # good units that the step at hand must hand on
    for index in reversed(range(len(yields))):
        share = rework[index].share if index in rework else 0
        through[index] = leaving / ((1 - share) * yields[index])
        leaving = through[index] - sum(
            one.share * through[step] for step, one in rework.items() if one.start == index
        )
    return leaving, through


def yield_of(context: Context, value: Value, path: Path) -> float | None:
    """The good share of what goes in, above 0 and at most 1; None with a finding otherwise."""
    share = context.scope.share(value, path)
    if share == 0:
        help = "write the share that is good, such as `98 %`"
        context.report("CF208", "a yield of zero makes nothing", path, help)
        return None
    return share


def _times(scale: Scale, number: float, because: str) -> Scale:
    return scale if number == scale.factor else Scale(number, (*scale.because, because))


def _rework(context: Context, processes: list[Process], index: int, base: Path) -> Rework | None:
    process = processes[index]
    path = (*base, "processes", index)
    if process.rework is None:
        if process.rework_from is not None:
            message = "`rework_from` has no effect without `rework`"
            context.report("CF106", message, (*path, "rework_from"), "add the share, `rework: 4 %`", on="key")
        return None
    share = context.scope.share(process.rework, (*path, "rework"), high=LARGEST)
    start: int | None = index
    if process.rework_from is not None:
        start = _step_named(context, processes[: index + 1], process.rework_from, (*path, "rework_from"))
    if share is None or start is None:
        return None
    if share >= 1:
        first = processes[start].name
        way = " -> ".join([first, first] if start == index else [first, process.name, first])
        message = f"the rework of `{process.name}` ({way}) never ends (gain {format_number(share, 6)})"
        help = "write the share of the units that go back, below 100 %"
        context.report("CF401", message, (*path, "rework"), help)
        return None
    return Rework(share, start)


def _step_named(context: Context, processes: list[Process], name: str, path: Path) -> int | None:
    """The one step with a name, this one or an earlier; None with CF435."""
    found = [index for index, process in enumerate(processes) if process.name == name]
    if len(found) == 1:
        return found[0]
    names = [process.name for process in processes]
    near = nearest(name, names)
    help = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else "name an earlier step"
    message = f"`{name}` is no step up to this one" if not found else f"several steps are named `{name}`"
    context.report("CF435", message, path, help if not found else "give every step a name of its own")
    return None
