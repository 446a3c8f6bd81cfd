"""The recipe of a declaration: all that it was made from, by name and hash, so that anybody who has it can make it again."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

from carbonfoot import __version__
from carbonfoot.declarations.subject import Subject
from carbonfoot.factors.pins import record_hash
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.attribution import attributions
from carbonfoot.system.locked import picks_of

SCHEMA = "carbonfoot-recipe/1"


def recipe(subject: Subject, format: str, options: dict[str, Any]) -> dict[str, Any]:
    """The recipe as plain data. Files are named relative to the root of their project; `options` are those of the format."""
    outcome, result = subject.outcome, subject.footprint
    root = outcome.documents.root
    top = os.path.relpath(outcome.documents.top, root).replace(os.sep, "/")
    records = {
        record.id: record_hash(record)
        for pick, _, _ in picks_of(result.activities)
        for record in pick.records
    }
    return {
        "schema": SCHEMA,
        "tool": {"name": "carbonfoot", "version": __version__},
        "format": format,
        "document": top,
        "options": {
            "gwp": result.gwp_set,
            "set": list(subject.asked.parameters),
            **options,
        },
        "inputs": [{"file": name, "sha256": digest} for name, digest in _inputs(subject, root)],
        "packs": [
            {key: pack[key] for key in ("id", "edition", "hash")} for pack in attributions(outcome, result)
        ],
        "picks": [{"record": id, "hash": digest} for id, digest in sorted(records.items())],
        "total": None if result.total is None else round_digits(result.total),
    }


def _inputs(subject: Subject, root: str) -> list[tuple[str, str]]:
    """Every file that was read, by its name below the root, with the hash of its bytes."""
    found = {}
    for file in subject.outcome.documents.files():
        path = os.path.join(os.getcwd(), file)
        if os.path.isfile(path):
            with open(path, "rb") as stream:
                found[
                    os.path.relpath(os.path.realpath(path), os.path.realpath(root)).replace(os.sep, "/")
                ] = sha256(stream.read()).hexdigest()
    return sorted(found.items())
