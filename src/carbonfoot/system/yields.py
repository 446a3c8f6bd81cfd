"""Yields: what is made for one good unit, step by step."""

from __future__ import annotations

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Process
from carbonfoot.system import balance
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.model import Path


def scales_of(context: Context, processes: list[Process], base: Path, masses: balance.Masses) -> list[Scale]:
    """One scale a process, and the first for the inputs: the yields of this step and all later ones divide it."""
    scales = [Scale()]
    for index in reversed(range(len(processes))):
        process = processes[index]
        scale = scales[0]
        if process.use_yield is not None:
            path = (*base, "processes", index, "yield")
            share = yield_of(context, process.use_yield, path)
            if share is not None:
                scale = scale.times(1 / share, f"yield {share:g} of {process.name}")
                masses.yields.append((share, path))
                if share < 1:
                    masses.rejecting.append(process.name)
        scales.insert(0, scale)
    return scales[: max(1, len(processes))] if processes else scales


def yield_of(context: Context, value: Value, path: Path) -> float | None:
    """The good share of what goes in, above 0 and at most 1; None with a finding otherwise."""
    share = context.scope.share(value, path)
    if share == 0:
        help = "write the share that is good, such as `98 %`"
        context.report("CF208", "a yield of zero makes nothing", path, help)
        return None
    return share
