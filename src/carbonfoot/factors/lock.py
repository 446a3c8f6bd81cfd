"""The lock of a project: documents, the picks they share, and the packs and gases behind them, as JSON text.

`carbonfoot.lock` holds ids and hashes of records, never their numbers; so it may be shared where a pack may not.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.factors.numbers import number_hash
from carbonfoot.factors.pins import Gwps, Key, Pinned, Pins, gwps, key_of, record_hash
from carbonfoot.findings.finding import Finding

LOCK_SCHEMA = "carbonfoot-lock/1"

RESTORE = "restore it from version control, or delete it and run `carbonfoot lock FILE...`"

MAX_BYTES = 100_000_000
"""A lock of ten thousand products holds some ten megabytes."""

_SETS = ("AR4", "AR5", "AR6")
_OPTIONAL = ("record", "kinds", "accept", "stated")


class Entry(NamedTuple):
    """One pick: its records, the main one first and none where nothing fitted, and the lines that share it."""

    records: tuple[Pinned, ...]
    used_by: tuple[str, ...]


class Lock(NamedTuple):
    """What `carbonfoot.lock` says; paths are relative to the project root, packs hold edition and hash.

    numbers  rows of the library that emission methods took numbers of: id to hash of its cells
    """

    documents: tuple[str, ...]
    packs: dict[str, tuple[str, str]]
    gases: dict[str, Gwps]
    picks: dict[Key, Entry]
    numbers: dict[str, str] = {}  # noqa: RUF012 - never written to

    def pins(self, *, strict: bool = True) -> Pins:
        """The picks as the resolution takes them."""
        picks = {key: entry.records for key, entry in self.picks.items()}
        return Pins(picks, self.gases, strict, self.numbers)


def locked(
    library: Library,
    documents: Iterable[str],
    picks: Iterable[tuple[Any, str]],
    gases: Iterable[str],
    before: Lock | None = None,
    numbers: Iterable[str] = (),
) -> Lock:
    """The lock of documents: `picks` are picks and the lines that use them, `gases` all gases they release.

    `numbers` are the ids of the rows that their methods take numbers of.

    A pack keeps the edition and hash of the lock `before` as long as nothing new is picked from it.
    """
    found: dict[Key, Entry] = {}
    for pick, user in picks:
        key = key_of(pick.need)
        records = tuple(Pinned(record.id, record_hash(record)) for record in pick.records)
        known = found.get(key, Entry(records, ()))
        found[key] = known._replace(used_by=(*known.used_by, user))
    old = {} if before is None else {key: entry.records for key, entry in before.picks.items()}
    packs: dict[str, tuple[str, str]] = {}
    for key, entry in found.items():
        for one in entry.records:
            record = library.record(one.id)
            if record is None:
                continue
            about = library.pack(record.pack)
            state = (str(about["edition"]), str(about["hash"]))
            if before is not None and old.get(key) == entry.records:
                state = packs.get(record.pack, before.packs.get(record.pack, state))
            packs[record.pack] = state
    return Lock(
        tuple(sorted(set(documents))),
        dict(sorted(packs.items())),
        {gas: gwps(library, gas) or ("", "", "") for gas in sorted(set(gases))},
        {
            key: Entry(found[key].records, tuple(sorted(set(found[key].used_by), key=_by_number)))
            for key in sorted(found)
        },
        {id: number_hash(library, id) for id in sorted(set(numbers))},
    )


def _by_number(place: str) -> list[tuple[int, int, str]]:
    """`part.yaml:inputs/10` after `part.yaml:inputs/9`."""
    return [(0, int(step), "") if step.isdecimal() else (1, 0, step) for step in place.split("/")]


def to_text(lock: Lock) -> str:
    """The lock as JSON, every list and key in a stable order."""
    import json

    data: dict[str, Any] = {
        "schema": LOCK_SCHEMA,
        "documents": list(lock.documents),
        "packs": {pack: {"edition": state[0], "hash": state[1]} for pack, state in lock.packs.items()},
        "gases": {gas: dict(zip(_SETS, numbers, strict=True)) for gas, numbers in lock.gases.items()},
        "picks": [
            {
                **key_data(key),
                "records": [{"id": one.id, "hash": one.hash} for one in entry.records],
                "used_by": list(entry.used_by),
            }
            for key, entry in lock.picks.items()
        ],
    }
    if lock.numbers:
        data["numbers"] = lock.numbers
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def key_data(key: Key) -> dict[str, Any]:
    """A key as plain data; what is not always there only where it is set."""
    data = {name: list(value) if isinstance(value, tuple) else value for name, value in key._asdict().items()}
    return {name: value for name, value in data.items() if value or name not in _OPTIONAL}


def read(file: str, display: str) -> tuple[Lock | None, list[Finding]]:
    """The lock in a file; None with CF505 where there is none, or with CF506 where it cannot be used.

    A link is refused: it would be written through, to wherever it leads.
    """
    if not os.path.lexists(file):
        help = "`carbonfoot lock FILE...` writes one"
        return None, [Finding("CF505", f"there is no `{display}` to hold the picks to", display, help=help)]
    why = ""
    if os.path.islink(file) or not os.path.isfile(file):
        why = "is not a file of its own"
    elif os.stat(file).st_size > MAX_BYTES:
        why = f"is larger than {MAX_BYTES // 1_000_000} MB"
    try:
        if not why:
            with open(file, encoding="utf-8") as stream:
                return parse(stream.read(), display)
    except UnicodeDecodeError:
        why = "is not UTF-8 text"
    except OSError as error:
        why = f"cannot be read: {(error.strerror or str(error)).lower()}"
    return None, [Finding("CF506", f"`{display}` {why}", display, help=RESTORE)]


def parse(text: str, display: str) -> tuple[Lock | None, list[Finding]]:
    """The lock that a text is, or CF506 with the place where it is none."""
    import json

    try:
        data = json.loads(text, object_pairs_hook=_once)
        return _read(data), []
    except json.JSONDecodeError as error:
        message = f"`{display}` is not JSON: {error.msg.lower()}"
        return None, [Finding("CF506", message, display, point=(error.lineno, error.colno), help=RESTORE)]
    except RecursionError:
        why = "it is nested too deep"
    except (KeyError, TypeError, ValueError) as error:
        why = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else str(error)
    return None, [Finding("CF506", f"`{display}` is not a lock: {why}", display, help=RESTORE)]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    found = dict(pairs)
    if len(found) < len(names):
        raise ValueError(f"`{next(name for name in names if names.count(name) > 1)}` stands twice")
    return found


def _read(data: Any) -> Lock:
    """Raises KeyError, TypeError or ValueError for what is not in the form of a lock."""
    schema = _text(_mapping(data)["schema"])
    if schema != LOCK_SCHEMA:
        raise ValueError(f"schema `{schema}`, not `{LOCK_SCHEMA}`")
    picks: dict[Key, Entry] = {}
    for one in _list(data["picks"]):
        given = _mapping(one)
        if type(given["year"]) is not int:  # `true` is no year
            raise TypeError(f"`{given['year']}` is not a year")
        key = Key(
            _text(given["item"]),
            _text(given["route"]),
            _text(given["region"]),
            given["year"],
            _text(given["unit"]),
            _text(given.get("record", "")),
            *(tuple(_texts(given.get(name, []))) for name in ("kinds", "accept", "stated")),
        )
        if key in picks:
            raise ValueError(f"one need of `{key.item or key.record}` stands twice")
        records = [_mapping(record) for record in _list(given["records"])]
        picks[key] = Entry(
            tuple(Pinned(_text(record["id"]), _text(record["hash"])) for record in records),
            tuple(_texts(given["used_by"])),
        )
    packs = {
        pack: (_text(_mapping(about)["edition"]), _text(about["hash"]))
        for pack, about in _mapping(data["packs"]).items()
    }
    gases = {
        gas: (_text(_mapping(about)["AR4"]), _text(about["AR5"]), _text(about["AR6"]))
        for gas, about in _mapping(data["gases"]).items()
    }
    documents = _texts(data["documents"])
    for one in documents:
        if os.path.isabs(one) or os.path.splitdrive(one)[0] or ".." in one.replace(os.sep, "/").split("/"):
            raise ValueError(f"`{one}` leads out of the project root")
    numbers = {id: _text(cells) for id, cells in _mapping(data.get("numbers", {})).items()}
    return Lock(tuple(documents), packs, gases, picks, numbers)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{_short(value)} where a mapping belongs")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{_short(value)} where a list belongs")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{_short(value)} where a text belongs")
    return value


def _texts(value: Any) -> list[str]:
    return [_text(one) for one in _list(value)]


def _short(value: Any) -> str:
    text = str(value)
    return f"`{text[:40]}...`" if len(text) > 40 else f"`{text}`"  # noqa: PLR2004
