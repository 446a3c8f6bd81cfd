"""What some lines carry: they themselves and all that stands behind them, each line counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import fsum

from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import adjoint, plan
from carbonfoot.footprint.result import Footprint
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow, Source
from carbonfoot.system.solve import own_emissions

Chosen = Callable[[int, int, Flow], bool]
"""Whether a line is meant: the number of its activity, its place there, the line."""


def carried(
    result: Footprint, chosen: Chosen, part: Callable[[Source], bool] | None = None
) -> list[tuple[Flow, float]]:
    """kg CO2e of what is chosen, for each line of the document inside its boundary; behind a chosen line nothing counts again.

    part  of a line that is not chosen, the sources that are
    """
    solved = result.solved
    direct, targets, amounts = [], [], []
    for index, activity in enumerate(result.activities):
        own: list[float] = []
        links: list[tuple[int, float]] = []
        for flow, taken in _gate(activity, index, chosen):
            amount = flow.multiplier * flow.link_number
            if taken:
                own.append(own_emissions(flow))
                own += [amount * solved.intensity[flow.link]] if flow.link >= 0 else []
                continue
            own += _parts(flow, part)
            if flow.link >= 0:
                links.append((flow.link, amount))
        direct.append(fsum(own))
        targets.append([link for link, _ in links])
        amounts.append([amount for _, amount in links])
    network = Network([activity.key for activity in result.activities], targets, amounts)
    intensity = adjoint(plan(network), direct)
    found = []
    for place, flow in enumerate(result.activities[0].flows):
        if result.boundary != "cradle-to-grave" and flow.stage in BEYOND_GATE:
            continue
        taken = chosen(0, place, flow)
        behind = (solved.intensity if taken else intensity)[flow.link] if flow.link >= 0 else 0.0
        own = [own_emissions(flow)] if taken else _parts(flow, part)
        found.append((flow, fsum([*own, flow.multiplier * flow.link_number * behind])))
    return found


def _gate(activity: Activity, index: int, chosen: Chosen) -> Iterator[tuple[Flow, bool]]:
    for place, flow in enumerate(activity.flows):
        if flow.stage not in BEYOND_GATE:
            yield flow, chosen(index, place, flow)


def _parts(flow: Flow, part: Callable[[Source], bool] | None) -> list[float]:
    if part is None or flow.link >= 0:
        return []
    return [flow.multiplier * one.number * one.share * one.vector.co2e for one in flow.sources if part(one)]
