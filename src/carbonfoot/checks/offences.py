"""Lines of a footprint that a budget may forbid: without a factor, with one of another place, with one past its date."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.checks.model import Checking
from carbonfoot.findings.finding import Path
from carbonfoot.footprint.result import Contribution, Footprint
from carbonfoot.system.model import BEYOND_GATE


class Offence(NamedTuple):
    """One line: its name, what is wrong with it, its place, and a way out."""

    name: str
    said: str
    file: str
    path: Path
    help: str


def missing(checking: Checking) -> list[Offence] | str:
    """Lines that the total needs and that nothing gives the emissions of."""
    result = checking.footprint
    if result is None:
        return checking.state
    help = "name a factor, a document or a supplier's footprint"
    found = [
        Offence(flow.name, f"`{flow.name}` has no factor", activity.file, flow.path, help)
        for index, activity in enumerate(result.activities)
        for flow in activity.flows
        if flow.missing and _needed(result, index, flow.stage)
    ]
    return found or ([] if result.total is not None else checking.state)


def proxies(checking: Checking) -> list[Offence] | str:
    """Lines whose factor is of another place."""
    result = checking.footprint
    if result is None:
        return checking.state
    found = {}
    for one in result.contributions:
        if one.counted and one.source.proxy and one.source.record is not None:
            record = one.source.record
            said = f"`{one.flow.name}` is taken from `{record.item}` of {record.geo}, another place"
            help = "ask the supplier for a `footprint:`, or find a factor of the place"
            found[_place(result, one)] = Offence(one.flow.name, said, *_place(result, one), help)
    return _all_known(result, list(found.values()), checking)


def expired(checking: Checking) -> list[Offence] | str:
    """Lines whose factor, or a number that their method took, is of a pack that was to be looked at again before today."""
    result, outcome = checking.footprint, checking.outcome
    if result is None or outcome is None:
        return checking.state
    late: dict[str, str] = {}
    for id in outcome.library.packs():
        review_by = outcome.library.pack(id).get("review_by") or ""
        if review_by and review_by < checking.today:
            late[id] = review_by
    found = {}
    for one in result.contributions if late else ():
        ids = () if one.source.record is None else (f"{one.source.record.pack}:",)
        worked = one.flow.worked
        for id in (*ids, *(() if worked is None else worked.numbers)):
            pack = id.partition(":")[0]
            if pack in late and one.counted:
                said = f"`{one.flow.name}` rests on pack `{pack}`, to be looked at again by {late[pack]}"
                place = _place(result, one)
                help = "look for a newer edition: `carbonfoot factors packs` tells where"
                found[*place, pack] = Offence(one.flow.name, said, *place, help)
    return _all_known(result, list(found.values()), checking)


def _all_known(result: Footprint, found: list[Offence], checking: Checking) -> list[Offence] | str:
    """A line that is missing may be one of them."""
    return found or ([] if result.total is not None else checking.state)


def _place(result: Footprint, one: Contribution) -> tuple[str, Path]:
    return result.activities[one.activity].file, one.flow.path


def _needed(result: Footprint, index: int, stage: str) -> bool:
    if index > 0 and stage in BEYOND_GATE:
        return False
    whole = result.boundary == "cradle-to-grave"
    return any(whole or (top or stage) not in BEYOND_GATE for _, top in result.solved.levels[index])
