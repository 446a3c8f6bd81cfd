"""The system boundary: stages in and out, unit processes, what is left out and what is not assessed."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Bullets, Cell, Code, Facts, Section
from carbonfoot.declarations.iso14067 import cut_offs
from carbonfoot.declarations.iso14067.study import DECLARE, Study
from carbonfoot.declarations.iso14067.unit_processes import important
from carbonfoot.reports.calc_table import every
from carbonfoot.system.model import BEYOND_GATE, STAGES


def section(study: Study) -> Section:
    """What is inside, with reasons for what is not."""
    return study.section(
        "boundary",
        study.part_of("stages", *_stages(study)),
        study.part_of("unit processes", *important(study)),
        study.part_of("cut-offs", *cut_offs.blocks(study)),
        study.part_of("not assessed", *_not_assessed(study)),
    )


def _stages(study: Study) -> list[Block]:
    result = study.result
    processes = study.subject.declare.processes
    said = study.or_gap(processes, "lack processes", f"{DECLARE}/processes")
    counted = {group.key: group.co2e for group in result.stages}
    listed = {line.stage for line in every(result.lines)}
    beyond = {group.key: group.co2e for group in result.beyond}
    rows: list[tuple[Cell, ...]] = []
    for stage in STAGES:
        outside = result.boundary != "cradle-to-grave" and stage in BEYOND_GATE
        if outside:
            beside = beyond.get(stage)
            known = study.word("stage beside", number=study.style.kg(beside)) if beside else ""
            rows.append((study.label(stage), study.word("stage out"), study.word("outside gate") + known))
        elif stage in counted:
            rows.append((study.label(stage), study.word("included"), ""))
        elif stage in listed:
            rows.append((study.label(stage), study.word("included"), study.word("free of burden")))
        else:
            rows.append((study.label(stage), study.word("stage empty"), study.word("nothing listed")))
    return [
        study.say(f"boundary {result.boundary}"),
        Facts(((study.word("fact processes"), said),)),
        study.table("stages", "stage included why", rows),
    ]


def _not_assessed(study: Study) -> list[Block]:
    """Parts by name that no factor covers; they are missing from the result."""
    entries: list[tuple[Cell, ...]] = []
    said = study.names
    by_part: dict[str, list[str]] = {}
    for name, part in study.result.not_assessed:
        by_part.setdefault(part, []).append(said.get(name, name))
    for part, names in by_part.items():
        key = f"part {part}"
        words = study.label(key)
        about = part.replace("_", " ") if words == key else words
        entries.append((f"{about}: {study.listed(names)}",))
    blocks: list[Block] = []
    if entries:
        blocks += [study.say("not assessed"), Bullets(tuple(entries))]
    else:
        blocks.append(study.absent("nothing unassessed"))
    if study.result.missing:
        missing = study.listed([said.get(name, name) for name in study.result.missing])
        blocks.append(study.say("lines without number", names=missing, key=Code("--allow-incomplete")))
    return blocks
