"""A footprint by the words an engineer asks for; every way of taking it apart adds up to the total, tags but for overlaps."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from carbonfoot.engine.solve import returns
from carbonfoot.footprint.carrying import carried
from carbonfoot.footprint.result import Contribution, Footprint, Group
from carbonfoot.system.model import BEYOND_GATE, Activity

WAYS = (
    *("stage", "item", "tier", "country", "supplier", "gas"),
    *("method", "tag", "data", "document", "activity"),
)
"""What a footprint can be grouped by."""

UNTAGGED = ""
"""The key of what carries no tag."""

METHODS = ("factor", "stated", "direct", "worked", "cut-off", "credit")


class ByActivity(NamedTuple):
    """What one activity does in a footprint; kg CO2e per declared unit.

    level     references of it that the product needs, all turns of a loop together
    direct    of its own lines that link to nothing; over all activities it adds up to the total
    upstream  all that would disappear with it, its own lines and what stands behind them; the way back through a loop
              counts once. Activities stand behind each other, so these overlap
    """

    activity: int
    level: float
    direct: float
    upstream: float


def groups(result: Footprint, way: str) -> list[Group]:
    """The footprint by one of `WAYS`, largest first, stages and tiers in their order."""
    given = {
        "stage": result.stages,
        "item": result.items,
        "tier": result.tiers,
        "country": result.countries,
        "supplier": result.suppliers,
    }
    if way in given:
        return given[way]
    return _MADE[way](result)


def data_key(one: Contribution) -> tuple[str, str]:
    """How the amount of a line came about, and the number it is multiplied by.

    The second is `looked up`, `proxy` (looked up, of another place), `assumed` (the worst, with --conservative),
    `supplier` (a supplier states it), `by a method`, or `given` (an emission stated by gas).
    """
    amount = one.flow.data or "not stated"
    if one.source.record is None and one.flow.worked is not None:
        return amount, "by a method"
    if one.source.record is None:
        return amount, "supplier" if one.flow.kind == "stated" else "given"
    if one.flow.assumed:
        return amount, "assumed"
    return amount, "proxy" if one.source.proxy else "looked up"


def method_key(one: Contribution) -> str:
    """How the number came about, of `METHODS`."""
    if one.flow.credit or one.level < 0:
        return "credit"
    if one.source.record is not None:
        return "factor"
    if one.flow.worked is not None:
        return "worked"
    return "stated" if one.flow.kind == "stated" else "direct"


def tags_of(activity: Activity) -> dict[int, frozenset[str]]:
    """The tags that hold for each flow (by its place in the activity): its own, and those of what it is written inside."""
    own = {flow.path: frozenset(flow.tags) for flow in activity.flows if flow.tags}
    for path, words in activity.tags.items():
        if words:
            own[path] = own.get(path, frozenset()) | frozenset(words)
    found = {}
    for place, flow in enumerate(activity.flows):
        around = [own[flow.path[:end]] for end in range(len(flow.path) + 1) if flow.path[:end] in own]
        found[place] = frozenset[str]().union(*around)
    return found


def by_activity(result: Footprint) -> list[ByActivity]:
    """Every activity in use, what causes most first."""
    solved, whole = result.solved, result.at_least
    turns = returns(solved.way)
    direct: dict[int, list[float]] = {}
    for one in result.contributions:
        if one.counted:
            direct.setdefault(one.activity, []).append(one.co2e)
    found = []
    for index, keyed in enumerate(solved.levels):
        counted = [level for (_, stage), level in keyed.items() if _inside(stage, result.boundary)]
        if not counted:
            continue
        level = fsum(counted)
        upstream = whole if index == 0 else level * solved.intensity[index] / turns[index]
        found.append(ByActivity(index, level, fsum(direct.get(index, ())), upstream))
    keys = [activity.key for activity in result.activities]
    return sorted(found, key=lambda one: (one.activity > 0, -one.upstream, keys[one.activity]))


def _inside(stage: str, boundary: str) -> bool:
    return boundary == "cradle-to-grave" or stage not in BEYOND_GATE


def _sums(result: Footprint, key: Callable[[Contribution], str]) -> list[Group]:
    found: dict[str, list[float]] = {}
    for one in result.contributions:
        if one.counted:
            found.setdefault(key(one), []).append(one.co2e)
    return _largest_first([Group(name, fsum(numbers)) for name, numbers in found.items()])


def _largest_first(found: list[Group]) -> list[Group]:
    return sorted(found, key=lambda group: (-group.co2e, group.key))


def _gases(result: Footprint) -> list[Group]:
    found = _largest_first([Group(gas, effect) for gas, (_, effect) in result.gases.items()])
    return [*found, Group("unsplit", result.unsplit)] if result.unsplit else found


def _methods(result: Footprint) -> list[Group]:
    found = _sums(result, method_key)
    cut = any(
        flow.rule.startswith("cut-off")
        and any(_inside(stage or flow.stage, result.boundary) for _, stage in keyed)
        for activity, keyed in zip(result.activities, result.solved.levels, strict=True)
        for flow in activity.flows
    )
    return [*found, Group("cut-off", 0.0)] if cut else found


def _data(result: Footprint) -> list[Group]:
    return _sums(result, lambda one: ", ".join(data_key(one)))


def _documents(result: Footprint) -> list[Group]:
    return _sums(result, lambda one: result.activities[one.activity].file)


def _activities(result: Footprint) -> list[Group]:
    """Direct emissions by activity; they add up."""
    keys = {one: activity.key for one, activity in enumerate(result.activities)}
    found = [(one.direct, keys[one.activity], one.activity) for one in by_activity(result)]
    return [
        Group(str(index), direct) for direct, _, index in sorted(found, key=lambda one: (-one[0], one[1]))
    ]


def _tags(result: Footprint) -> list[Group]:
    """What carries each tag, with all that stands behind it; then what carries none.

    A line may carry several tags, so the tags overlap; each counts what is behind a line once, however many lines on
    the way carry it: behind the first of them nothing is counted again.
    """
    tagged = [tags_of(activity) for activity in result.activities]
    words = sorted({word for places in tagged for found in places.values() for word in found})
    if not words:
        return []
    found = [Group(word, _carrying(result, tagged, frozenset([word]))) for word in words]
    rest = result.at_least - _carrying(result, tagged, frozenset(words))
    small = abs(rest) <= 1e-12 * abs(result.at_least)  # the rounding of two sums that are equal
    return [*_largest_first(found), Group(UNTAGGED, 0.0 if small else rest)]


def _carrying(result: Footprint, tagged: list[dict[int, frozenset[str]]], words: frozenset[str]) -> float:
    """kg CO2e of all lines that carry one of the words or stand behind one that does, each once."""
    found = carried(result, lambda index, place, _: not words.isdisjoint(tagged[index][place]))
    return fsum(number for _, number in found)


_MADE: dict[str, Callable[[Footprint], list[Group]]] = {
    "gas": _gases,
    "method": _methods,
    "tag": _tags,
    "data": _data,
    "document": _documents,
    "activity": _activities,
}
