"""The important unit processes: steps and bought things of every document, by what they add to the result."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

from carbonfoot.declarations.content import Block, Cell
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.result import Contribution


class _Unit(NamedTuple):
    """One unit process; `place` tells it from every other."""

    place: tuple[str | int, ...]
    name: str
    of: str
    stage: str


def important(study: Study) -> list[Block]:
    """The table, largest first; those below the limit in one row."""
    found: dict[tuple[str | int, ...], tuple[_Unit, list[float]]] = {}
    for one in study.result.contributions:
        if one.counted:
            unit = _unit(study, one)
            found.setdefault(unit.place, (unit, []))[1].append(one.co2e)
    ranked = sorted(
        ((unit, fsum(numbers)) for unit, numbers in found.values()),
        key=lambda entry: (-abs(entry[1]), entry[0].of, entry[0].name),
    )
    whole = abs(study.result.at_least)
    least = limit("important")
    most = int(limit("most_units"))
    shown = [entry for entry in ranked if abs(entry[1]) >= least * whole and entry[1]][:most]
    if len(ranked) == len(shown) + 1:
        shown = ranked
    rest = ranked[len(shown) :]
    rows: list[tuple[Cell, ...]] = []
    numbers = study.sums([number for _, number in shown] + [fsum(number for _, number in rest)])
    for (unit, number), printed in zip(shown, numbers, strict=False):
        rows.append((unit.name, unit.of, study.label(unit.stage), printed, study.share(number)))
    if rest:
        other = fsum(number for _, number in rest)
        name = study.word("other units", count=str(len(rest)))
        rows.append((name, "", "", numbers[-1], study.share(other)))
    return [
        study.say("about units", share=study.percent(least)),
        study.table("units", "unit_process document stage co2e# share#", rows),
    ]


def _unit(study: Study, one: Contribution) -> _Unit:
    activity = study.result.activities[one.activity]
    path = one.flow.path
    step = _step(study, activity.file, path)
    document = study.file(activity.file)
    if step is not None:
        return _Unit((activity.file, *path[:2]), step, document, one.stage)
    return _Unit((activity.file, *path, one.flow.name), study.name(one.flow), document, one.stage)


def _step(study: Study, file: str, path: tuple[str | int, ...]) -> str | None:
    """The name of the step that a line belongs to; None for what is bought or sent away."""
    if len(path) < 2 or path[0] != "processes" or not isinstance(path[1], int):  # noqa: PLR2004  # a list and a place
        return None
    part: Any = study.parts.get(file)
    steps = getattr(part, "processes", None) or []
    return study.name(steps[path[1]]) if path[1] < len(steps) else None
