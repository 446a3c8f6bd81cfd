"""The same calculation once more, with amounts that are watched: to see what a result depends on."""

from __future__ import annotations

from math import fsum, isfinite
from typing import NamedTuple

from carbonfoot.documents.load import Documents, load
from carbonfoot.documents.watched import Key, Watch
from carbonfoot.engine.loops import LoopError
from carbonfoot.factors.memory import Memory
from carbonfoot.findings.finding import Path, severity
from carbonfoot.footprint.result import Recipe
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.system.build import build
from carbonfoot.system.model import BEYOND_GATE, Flow, System
from carbonfoot.system.solve import Levels, own_emissions, solve

OF_BOUNDS = ("CF211",)
"""What is stated as the lowest and the highest amount does not move with the amount."""


class Needed(NamedTuple):
    """A line of an activity, and how often a declared unit needs it inside its boundary."""

    activity: int
    flow: Flow
    level: float


class Moved(NamedTuple):
    """What a calculation with moved amounts comes to: kg CO2e, the lines it could not reckon, what it refused."""

    co2e: float
    missing: frozenset[Key]
    refused: frozenset[tuple[str, str, Path]]


def rebuilt(recipe: Recipe, watch: Watch) -> tuple[Documents, System]:
    """The product system once more, its amounts watched. Raises `OverflowError`, `QuantityError`."""
    documents = load(recipe.file, recipe.root, recipe.overrides, scope=watch.scope, amend=recipe.amend)
    return documents, build(documents, recipe.library, recipe.gwp_set, recipe.asking)


def moved(recipe: Recipe, boundary: str, factors: dict[Key, float]) -> Moved | None:
    """The footprint with some amounts multiplied; None where such a system has no solution."""
    try:
        documents, system = rebuilt(recipe, Watch(factors))
        solved = solve(system)
    except (LoopError, OverflowError, QuantityError, ZeroDivisionError):
        return None
    reached = needed(system, solved.levels, boundary)
    total = fsum(one.level * own_emissions(one.flow) for one in reached)
    gaps = frozenset(
        (system.activities[one.activity].file, one.flow.path) for one in reached if one.flow.missing
    )
    refused = frozenset(
        (one.code, one.file, one.path)
        for one in documents.findings
        if severity(one) == "error" and one.code not in OF_BOUNDS
    )
    return Moved(total, gaps, refused) if isfinite(total) else None


def needed(system: System, levels: Levels, boundary: str) -> list[Needed]:
    """Every line that the total counts, once, with its level over all tiers and stages."""
    whole = boundary == "cradle-to-grave"
    found = []
    for index, activity in enumerate(system.activities):
        for flow in activity.flows:
            times = [
                level
                for (_, top_stage), level in levels[index].items()
                if ((index == 0 and not top_stage) or flow.stage not in BEYOND_GATE)
                and (whole or (top_stage or flow.stage) not in BEYOND_GATE)
            ]
            if times:
                found.append(Needed(index, flow, fsum(times)))
    return found


def remembering(recipe: Recipe) -> Recipe:
    """The recipe with a memory for what the library answers: again and again it is asked the same."""
    return recipe._replace(asking=recipe.asking._replace(memory=Memory()))
