"""The lines that the result is made of, each once: those of the product, and those of all documents and sites behind it."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.footprint.result import Contribution, Footprint
from carbonfoot.system.model import Activity, Flow


class Leaf(NamedTuple):
    """A line with what it adds itself, kg CO2e per declared unit, over all uses of it.

    units  how often the line as it is written is needed for a declared unit
    parts  its contributions, one a source and use
    """

    activity: Activity
    flow: Flow
    stage: str
    co2e: float
    units: float
    parts: tuple[Contribution, ...]


def leaves(result: Footprint, *, counted: bool = True) -> list[Leaf]:
    """Every line with a factor inside the boundary (outside it for `counted=False`), what adds most first."""
    found: dict[tuple[int, int, str], list[Contribution]] = {}
    for one in result.contributions:
        if one.counted == counted:
            found.setdefault((one.activity, id(one.flow), one.stage), []).append(one)
    made = []
    for (index, _, stage), parts in found.items():
        first = parts[0]
        uses = fsum(one.level for one in parts if one.source is first.source) * first.flow.multiplier
        co2e = fsum(one.co2e for one in parts)
        made.append(Leaf(result.activities[index], first.flow, stage, co2e, uses, tuple(parts)))
    return sorted(made, key=lambda one: (-abs(one.co2e), one.activity.key, _key(one.flow), one.stage))


def _key(flow: Flow) -> list[str]:
    return [f"{step:06d}" if isinstance(step, int) else step for step in flow.path]
