"""What a conservative result rests on: each datum that is missing, and what supplying it could save. Whom to ask first."""

from __future__ import annotations

from math import fsum

from carbonfoot.footprint.result import Ask, Footprint
from carbonfoot.system.model import Assumed


def asks(result: Footprint) -> tuple[Ask, ...]:
    """Every datum that was assumed inside the boundary, by what it could save over the whole product."""
    levels: dict[tuple[int, int], list[float]] = {}
    for one in result.contributions:
        if one.counted and one.flow.assumed and one.source is one.flow.sources[0]:
            levels.setdefault((one.activity, id(one.flow)), []).append(one.level)
    found = []
    for index, activity in enumerate(result.activities):
        for flow in activity.flows:
            times = fsum(levels.get((index, id(flow)), ())) * flow.multiplier
            if not flow.assumed or (index, id(flow)) not in levels:
                continue
            kg, median, lowest = (_sum(flow.assumed, name) for name in ("kg", "median", "lowest"))
            found.append(
                Ask(
                    file=activity.file,
                    path=flow.path,
                    name=flow.name,
                    name_ko=flow.name_ko,
                    missing=tuple(dict.fromkeys(word for one in flow.assumed for word in one.missing)),
                    records=tuple(id for one in flow.assumed for id in one.records),
                    least=tuple(one.least for one in flow.assumed),
                    answers=max(one.answers for one in flow.assumed),
                    co2e=times * kg,
                    saving=times * (kg - lowest),
                    to_median=times * (kg - median),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.saving, -one.to_median, one.file, one.path_key())))


def _sum(assumed: tuple[Assumed, ...], name: str) -> float:
    return fsum(getattr(one, name) for one in assumed)
