"""Append one record to a pack of the project, whole or not at all."""

from __future__ import annotations

import os
from typing import NamedTuple

from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need
from carbonfoot.factors.pack import PackError, Problem
from carbonfoot.factors.resolve import resolve
from carbonfoot.intake.own_record import Complaint, Stated, option_of, record_of, taken_ids
from carbonfoot.intake.write_pack import (
    KEYS_FILE,
    RECORDS,
    Stage,
    append_record,
    keys_of,
    pack_yaml,
    write_text,
)
from carbonfoot.quantities.units import parse_quantity

REVIEW_AFTER = 2
"""Years after which the figures of a new pack are to be looked at again."""


class Added(NamedTuple):
    """The cells of the new record, or why there is none: complaints about the command, problems of the pack."""

    cells: dict[str, str] | None
    complaints: list[Complaint]
    problems: list[Problem]
    new_pack: bool


def add(stated: Stated, folder: str, licence: str, day: str, library: Library) -> Added:
    """Write the record into the pack at `folder`, which is made when there is none. Raises OSError."""
    pack = os.path.basename(folder)
    try:
        keys = keys_of(folder)
    except PackError as error:
        return Added(None, [], error.problems, new_pack=False)
    cells, complaints = record_of(stated, pack, taken_ids(folder), library)
    if keys and licence and licence != keys.get("licence"):
        help = "leave it out, or name another pack"
        complaints.append(
            Complaint("--licence", f"pack `{pack}` has the licence {keys.get('licence')}", help)
        )
    if complaints:
        return Added(None, complaints, [], not keys)
    with Stage(folder) as stage:
        stage.take_over()
        if not keys:
            write_text(stage.path(KEYS_FILE), pack_yaml(new_keys(pack, licence, day)))
        line = append_record(stage.path(RECORDS), cells)
        problems = stage.judge(library)
        mine = [one for one in problems if one.row == f"{RECORDS}:{line}"]
        if problems:
            said = [Complaint(option_of(one.column), one.message) for one in mine]
            return Added(None, said, [one for one in problems if one not in mine], not keys)
        stage.commit(library)
    return Added(cells, [], [], not keys)


def new_keys(pack: str, licence: str, day: str) -> dict[str, str]:
    """The `pack.yaml` of a pack that begins with a factor typed in."""
    return {
        "id": pack,
        "title": "Factors of our own",
        "publisher": "the source named on each record",
        "edition": f"begun {day}",
        "licence": licence or "not stated, for use in this project",
        "share_class": "private",
        "attribution": "Factors of our own; the source stands on each record",
        "file": "authored",
        "date_read": day,
        "gwp_set": "unknown",
        "review_by": f"{int(day[:4]) + REVIEW_AFTER}{day[4:]}".replace("-02-29", "-02-28"),
        "preference": "1",
        "notes": "Written by carbonfoot factors add.",
    }


class Effect(NamedTuple):
    """What a record changes where it fits best: records in whose place it stands, or what stands before it."""

    instead_of: list[Record]
    behind: list[Record]
    why: str


def effect(cells: dict[str, str], before: Library, after: Library) -> Effect:
    """What a use of the item in the region and year of the record took before the record was there, and takes now."""
    per = f"{cells['unit_den']} ({cells['cv_basis']})" if cells["cv_basis"] else cells["unit_den"]
    amount = parse_quantity(f"1 {per}")
    need = Need(cells["item"], amount, cells["geo"], int(cells["year"]), cells["route"])
    old, new = ([use.record for use in resolve(library, need).uses] for library in (before, after))
    ids = {record.id for record in new}
    if cells["id"] in ids:
        return Effect([record for record in old if record.id not in ids], [], "")
    found = resolve(after, need)
    why = next((one.why for one in found.passed_over if one.record.id == cells["id"]), "")
    return Effect([], new, why or next((problem.message for problem in found.problems), ""))
