"""What a total says nothing about, although it looks whole: no emission behind it at all, and later stages of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from carbonfoot.findings.finding import Finding
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow

if TYPE_CHECKING:
    from carbonfoot.footprint.result import Footprint

AFTER_SALE = {"use": "use", "end-of-life": "end of life"}
"""Later stages that belong to whoever uses a part; its distribution is the inbound transport of its buyer."""


def unheard_in(result: Footprint, file: str) -> list[Finding]:
    """CF495 and CF496 of a footprint."""
    grave = result.boundary == "cradle-to-grave"
    return unheard(result.activities, 0, result.total, grave=grave, file=file)


def unheard(
    activities: Sequence[Activity], top: int, total: float | None, *, grave: bool, file: str
) -> list[Finding]:
    """CF495 for a total of zero that nothing stands behind, CF496 for later stages that only linked documents state.

    grave  the boundary of the product `activities[top]` is cradle-to-grave
    """
    found = []
    if total == 0 and not _free(activities, top, grave=grave):
        message = "the total is 0 kg CO2e because no line brings any emission, not because there is none"
        help = "give an input, a step or a linked document a factor and an amount above zero"
        if not grave and any(_emits(one) for one in activities[top].flows if one.stage in BEYOND_GATE):
            message = "the total is 0 kg CO2e because all that is stated comes after the gate, not because there is none"
            help = (
                "state what it takes to make the product, or `boundary: cradle-to-grave` for its whole life"
            )
        found.append(Finding("CF495", message, file, ("product",), "key", help))
    for activity in _others_with_later_stages(activities, top) if grave else []:
        stages = dict.fromkeys(one.stage for one in activity.flows if one.stage in AFTER_SALE)
        words = " and ".join(AFTER_SALE[stage] for stage in stages)
        message = f"what `{activity.file}` states of {words} of `{activity.name}` is not in this total"
        help = "state it here, under `use:` or `end_of_life:`, for the product as a whole"
        note = (
            "a linked product counts up to its gate; later stages are those of the document that is asked for"
        )
        found.append(Finding("CF496", message, file, ("product",), "key", help, (note,)))
    return found


def _free(activities: Sequence[Activity], top: int, *, grave: bool) -> bool:
    """Whether a total of zero is what the documents say: burdens and credits that meet, or inputs stated to have none."""
    reached = list(_reached(activities, top, grave=grave))
    leaves = [flow for _, flows in reached for flow in flows if flow.link < 0 and flow.kind != "transport"]
    if any(_emits(flow) for flow in leaves):
        return True
    # a co-product that gets no share of its plant is free by the word of that document
    stated = any(activity.allocation and not flows for activity, flows in reached)
    stated = stated or any(flow.sources for flow in leaves)
    return stated and all(flow.rule or (flow.sources and _amount(flow)) for flow in leaves)


def _emits(flow: Flow) -> bool:
    return any(flow.multiplier * one.number * one.share * one.vector.co2e for one in flow.sources)


def _amount(flow: Flow) -> bool:
    return any(flow.multiplier * one.number * one.share for one in flow.sources)


def _others_with_later_stages(activities: Sequence[Activity], top: int) -> list[Activity]:
    return [
        activity
        for activity, _ in _reached(activities, top, grave=True)
        if activity is not activities[top] and any(flow.stage in AFTER_SALE for flow in activity.flows)
    ]


def _reached(
    activities: Sequence[Activity], top: int, *, grave: bool
) -> Iterator[tuple[Activity, list[Flow]]]:
    """All activities that a product needs, with their lines that count."""
    waiting, known = [top], {top}
    while waiting:
        index = waiting.pop()
        activity = activities[index]
        flows = [one for one in activity.flows if one.stage not in BEYOND_GATE or (grave and index == top)]
        yield activity, flows
        for flow in flows:
            if flow.link >= 0 and flow.multiplier * flow.link_number and flow.link not in known:
                known.add(flow.link)
                waiting.append(flow.link)
