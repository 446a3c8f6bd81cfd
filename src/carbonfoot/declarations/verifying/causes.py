"""What has changed since a declaration was made: its recipe beside that of today."""

from __future__ import annotations

from typing import Any

from carbonfoot.declarations.recipe_keys import key_from, pinned_from
from carbonfoot.declarations.verifying.known import Known
from carbonfoot.factors.library import Library
from carbonfoot.factors.pins import Key, Pinned, key_text, record_hash
from carbonfoot.reports.verified import Cause

_PICKS = ("record", "pick")
EXPLAINED_BY = {
    "inputs": ("input",),
    "picks": _PICKS,
    "packs": ("pack", *_PICKS, "number"),
    "gases": ("gas",),
    "numbers": ("number",),
    "tool": ("tool",),
    "records": (*_PICKS, "number"),
    "total": ("input", *_PICKS, "gas", "number", "tool"),
}
"""Parts of a recipe, and the kinds of causes by which they differ; what differs without one was edited by hand."""


def explained(found: list[Cause]) -> set[str]:
    """Parts of a recipe that may differ for these causes."""
    kinds = {one.kind.partition("-")[0] for one in found}
    return {part for part, by in EXPLAINED_BY.items() if not kinds.isdisjoint(by)}


def causes(then: Known, now: dict[str, Any], library: Library, states: dict[str, str]) -> list[Cause]:
    """Every cause, what moves numbers first; `now` is the recipe of today, {} where nothing could be made."""
    found = [Cause(f"input-{state}", name) for name, state in sorted(states.items())]
    if now:
        found += [Cause("input-new", name) for name in now["inputs"] if name not in then.inputs]
        unread = [name for name in then.inputs if name not in now["inputs"] and name not in states]
        found += [Cause("input-unused", name) for name in unread]
    picked = {key_from(key): pinned_from(text) for key, text in now.get("picks", {}).items()}
    for key, records in then.picks.items():
        found += _pick(key, records, picked, library, made=bool(now))
    found += [
        Cause("pick-new", key_text(key), "", _ids(picked[key])) for key in picked if key not in then.picks
    ]
    found += _others("gas", then.gases, now.get("gases", then.gases))
    found += _others("number", then.numbers, now.get("numbers", then.numbers))
    for pack, about in then.packs.items():
        other = now.get("packs", {}).get(pack, about)
        if other != about:
            editions = (about.get("edition", ""), str(other.get("edition", "")))
            old, new = (
                editions
                if editions[0] != editions[1]
                else (about.get("hash", "")[:8], str(other.get("hash", ""))[:8])
            )
            found.append(Cause("pack", pack, old, new))
    version = now.get("tool", {}).get("version", then.tool)
    if version != then.tool:
        found.append(Cause("tool", "carbonfoot", then.tool, version))
    return found


def _pick(
    key: Key,
    records: tuple[Pinned, ...],
    picked: dict[Key, tuple[Pinned, ...]],
    library: Library,
    *,
    made: bool,
) -> list[Cause]:
    said = []
    for one in records:
        record = library.record(one.id)
        if record is None:
            said.append(Cause("record-gone", key_text(key), one.id, _ids(picked.get(key, ()))))
        elif not one.hash or not record_hash(record).startswith(one.hash):
            said.append(Cause("record-changed", key_text(key), one.id, _ids(picked.get(key, ()))))
    if said or not made:
        return said
    if key not in picked:
        return [Cause("pick-unused", key_text(key), _ids(records))]
    if {one.id for one in picked[key]} != {one.id for one in records}:
        return [Cause("record-unfit", key_text(key), _ids(records), _ids(picked[key]))]
    return []


def _others(kind: str, then: dict[str, str], now: dict[str, str]) -> list[Cause]:
    names = sorted({*then, *now})
    return [
        Cause(kind, name, then.get(name, ""), now.get(name, ""))
        for name in names
        if then.get(name) != now.get(name)
    ]


def _ids(records: tuple[Pinned, ...]) -> str:
    return ", ".join(one.id for one in records)
