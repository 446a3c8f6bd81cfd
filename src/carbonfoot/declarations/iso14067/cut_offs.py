"""What is left out on purpose, with its shares, also of linked documents and of suppliers."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.content import Block, Cell, Number
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.system.model import BEYOND_GATE


class CutOff(NamedTuple):
    """Something left out: `share` of the footprint it is left out of, `of_total` of the result; None where not known."""

    name: str
    of: str
    share: float | None
    of_total: float | None
    reason: str


def cut_offs(study: Study) -> list[CutOff]:
    """Everything that the document, those it links to and the declarations it draws on leave out."""
    result = study.result
    whole = result.at_least
    found: list[CutOff] = []
    for index, activity in enumerate(result.activities):
        weight = 1.0 if index == 0 else _weight(study, index)
        if weight is None or not activity.exclusions:
            continue
        of = study.file(activity.file)
        found += [
            CutOff(name, of, share, share * weight, reason) for name, share, reason in activity.exclusions
        ]
    exempted: dict[str, tuple[str, float, list[float]]] = {}
    for one in result.contributions:
        declared = study.declaration(one.flow)
        share = declared.get("exempted")
        if one.counted and isinstance(share, float) and share:
            key = str(declared.get("id"))
            exempted.setdefault(key, (str(declared.get("company")), share, []))[2].append(one.co2e)
    for key, (company, share, numbers) in sorted(exempted.items()):
        name = study.word("exempted by", company=company)
        of_total = share * fsum(numbers) / whole if whole else None
        found.append(CutOff(name, key, share, of_total, study.word("exempted why")))
    return found


def blocks(study: Study) -> list[Block]:
    """The table and the sum against the limit."""
    found = cut_offs(study)
    if not found:
        return [study.absent("nothing left out")]
    rows: list[tuple[Cell, ...]] = [
        (one.name, one.of, _percent(study, one.share), _percent(study, one.of_total), one.reason)
        for one in found
    ]
    every = total_of(found)
    most = limit("cut_off")
    said = "cut-offs above" if every > most else "cut-offs below"
    return [
        study.table("cut-offs", "left_out document share_own# share# why", rows),
        study.say("cut-off criteria"),
        study.say(said, share=study.percent(every), limit=study.percent(most)),
    ]


def total_of(found: list[CutOff]) -> float:
    """Their sum as a share of the result."""
    return fsum(one.of_total or 0.0 for one in found)


def _weight(study: Study, index: int) -> float | None:
    """The share of the result that a linked document is; None where it is outside the boundary."""
    result = study.result
    levels = [
        level
        for (_, stage), level in result.solved.levels[index].items()
        if result.boundary == "cradle-to-grave" or stage not in BEYOND_GATE
    ]
    if not any(levels):
        return None
    carried = fsum(levels) * result.solved.intensity[index]
    return carried / result.at_least if result.at_least else 0.0


def _percent(study: Study, share: float | None) -> Cell:
    return study.none if share is None else Number(study.percent(share))
