"""The recipe of a declaration: all that it was made from, by name and hash, so that anybody who has it can make it again.

It holds no number of a record and no text of an input. One line each and short hashes keep it small where a product has
a thousand lines; `records` is one full hash over all of them.
"""

from __future__ import annotations

import os
from decimal import Decimal
from hashlib import sha256
from typing import Any

from carbonfoot import __version__
from carbonfoot.declarations.recipe_keys import pick_text, pinned_text
from carbonfoot.declarations.subject import Subject
from carbonfoot.factors.numbers import number_hash
from carbonfoot.factors.pins import Pinned, gwps, key_of, record_hash
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.system.locked import gases_of, numbers_of, picks_of

SCHEMA = "carbonfoot-recipe/1"

SHORT = 16
"""Hexadecimal digits of the hash of a record: 64 bits tell any two states of it apart."""


def recipe(subject: Subject, format: str, options: dict[str, Any]) -> dict[str, Any]:
    """The recipe as plain data. Files are named relative to the root of their project.

    `options` are those of the format that its text depends on: `suffix`, `lang`, `issued`.
    """
    outcome, result, asked = subject.outcome, subject.footprint, subject.asked
    root = outcome.documents.root
    library = outcome.library
    picks: dict[str, tuple[Pinned, ...]] = {}
    for pick, _, _ in picks_of(result.activities):
        pinned = tuple(Pinned(record.id, record_hash(record)) for record in pick.records)
        picks.setdefault(pick_text(key_of(pick.need)), pinned)
    numbers = {id: number_hash(library, id) for id in sorted(numbers_of(result.activities))}
    packs = {id.partition(":")[0] for id in numbers}
    packs |= {one.id.partition(":")[0] for some in picks.values() for one in some}
    abouts = {pack: library.pack(pack) for pack in sorted(packs)}
    every = sorted({f"{one.id}={one.hash}" for some in picks.values() for one in some})
    every += [f"{id}={digest}" for id, digest in numbers.items()]
    return {
        "schema": SCHEMA,
        "tool": {"name": "carbonfoot", "version": __version__},
        "format": format,
        "written": dict(options),
        "document": _below(outcome.documents.top, root),
        "options": {
            "gwp": result.gwp_set,
            "set": list(asked.parameters),
            "locked": asked.locked,
            "conservative": asked.conservative,
            "allocation": asked.allocation,
            "uncertainty": asked.uncertainty,
            "pedigree": asked.pedigree,
        },
        "inputs": dict(sorted(inputs_of(subject).items())),
        "packs": {
            pack: {"edition": str(about["edition"]), "hash": str(about["hash"])}
            for pack, about in abouts.items()
        },
        "gases": {gas: "/".join(gwps(library, gas) or ()) for gas in sorted(gases_of(result.activities))},
        "picks": {key: pinned_text(picks[key], SHORT) for key in sorted(picks)},
        "numbers": {id: digest[:SHORT] for id, digest in numbers.items()},
        "records": sha256("\n".join(every).encode()).hexdigest(),
        "total": None if result.total is None else f"{Decimal(repr(round_digits(result.total))):f}",
    }


def inputs_of(subject: Subject) -> dict[str, str]:
    """Every file that was read, by its name below the root, with its hash; the lock only where it was asked for."""
    from carbonfoot.documents.roots import LOCK_FILE

    documents = subject.outcome.documents
    found = {}
    for file in documents.files():
        path = os.path.realpath(file)
        unread = os.path.basename(path) == LOCK_FILE and not subject.asked.locked
        if not unread and os.path.isfile(path):
            found[_below(path, documents.root)] = file_hash(path)
    return found


def file_hash(file: str) -> str:
    """SHA-256 of the bytes of a file, CR LF taken as LF in texts: git on Windows writes the one for the other."""
    with open(file, "rb") as stream:
        data = stream.read()
    return sha256(data if b"\0" in data else data.replace(b"\r\n", b"\n")).hexdigest()


def recipe_text(recipe: dict[str, Any]) -> str:
    """A recipe as text for a report or for a file of its own: JSON without a character that markup or terminals change."""
    import json

    text = json.dumps(recipe, ensure_ascii=False, indent=1)
    return "".join(
        one if one == "\n" or (one.isprintable() and one != "`") else _written(one) for one in text
    )


def recipe_hash(recipe: dict[str, Any]) -> str:
    """SHA-256 of what a recipe says, however its JSON is laid out; that of one that is named by its hash is that hash.

    The tool is left out: a newer version that makes the same of the same makes no other declaration.
    """
    import json

    if isinstance(recipe.get("sha256"), str):
        return str(recipe["sha256"])
    said = {key: value for key, value in recipe.items() if key != "tool"}
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def by_hash(recipe: dict[str, Any]) -> dict[str, Any]:
    """What stands in a declaration whose recipe is kept apart."""
    return {"schema": SCHEMA, "sha256": recipe_hash(recipe)}


def _written(letter: str) -> str:
    import json

    return json.dumps(letter)[1:-1] if letter != "`" else "\\u0060"


def _below(file: str, root: str) -> str:
    return os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/")
