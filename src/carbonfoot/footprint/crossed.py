"""A footprint by stage and, within each stage, by the parts of its split: what a report of a study must show (RULES 5.1)."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.footprint.result import Contribution, Footprint
from carbonfoot.system.model import BESIDE, CATEGORIES, STAGES


class Stage(NamedTuple):
    """One stage, kg CO2e per declared unit: its `parts` add up to `co2e`, what stands `beside` does not enter it.

    counted  whether it is inside the boundary
    """

    key: str
    counted: bool
    co2e: float
    parts: dict[str, float]
    beside: dict[str, float]


def crossed(result: Footprint) -> list[Stage]:
    """Every stage that adds something, in their order; those outside the boundary last."""
    found: dict[tuple[bool, str], list[Contribution]] = {}
    for one in result.contributions:
        found.setdefault((not one.counted, one.stage), []).append(one)
    order = sorted(found, key=lambda key: (key[0], STAGES.index(key[1])))
    return [_stage(stage, not outside, found[outside, stage]) for outside, stage in order]


def _stage(key: str, counted: bool, some: list[Contribution]) -> Stage:
    parts: dict[str, list[float]] = {name: [] for name in (*CATEGORIES, *BESIDE)}
    for one in some:
        scale = one.level * one.flow.multiplier * one.units
        vector = one.source.vector
        for name, number in (*vector.categories.items(), *vector.beside.items()):
            parts[name].append(scale * number)
    sums = {name: fsum(numbers) for name, numbers in parts.items()}
    return Stage(
        key,
        counted,
        fsum(one.co2e for one in some),
        {name: sums[name] for name in CATEGORIES},
        {name: sums[name] for name in BESIDE},
    )
