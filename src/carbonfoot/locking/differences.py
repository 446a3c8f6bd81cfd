"""What stands between the lock as it is and the one that would be written."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.lock import Entry, Lock
from carbonfoot.factors.pins import Key, Pinned, key_text

ADDED, DROPPED, MOVED, USERS = "added", "dropped", "moved", "users"
GONE, CHANGED, UNFIT = "gone", "changed", "unfit"
DOCUMENT_ADDED, DOCUMENT_DROPPED = "document-added", "document-dropped"
GAS_ADDED, GAS_DROPPED, GAS_CHANGED, PACK = "gas-added", "gas-dropped", "gas-changed", "pack"
NUMBER_ADDED, NUMBER_DROPPED, NUMBER_CHANGED = "number-added", "number-dropped", "number-changed"

IN_TABLES = (MOVED, GONE, CHANGED, UNFIT)
"""What an update tells product by product."""

REFUSED = (GONE, CHANGED, UNFIT, GAS_CHANGED, NUMBER_CHANGED)
"""What only an update may pass over: a number that was pinned cannot be computed any more."""


class Difference(NamedTuple):
    """One thing that is not as the lock says; `old` and `new` are record ids, or what else it is about."""

    kind: str
    what: str
    old: str = ""
    new: str = ""
    used_by: tuple[str, ...] = ()


def differences(
    old: Lock | None, new: Lock, broken: dict[Key, str], gases: list[str], numbers: list[str]
) -> list[Difference]:
    """Everything that a new lock says otherwise; pins that are `broken`, and `gases` that changed, where they still count.

    numbers  numbers of methods that were pinned and are gone, or have other cells
    """
    before = old or Lock((), {}, {}, {})
    found = [Difference(DOCUMENT_ADDED, one) for one in new.documents if one not in before.documents]
    found += [Difference(DOCUMENT_DROPPED, one) for one in before.documents if one not in new.documents]
    for key, entry in new.picks.items():
        found += _of_pick(key, before.picks.get(key), entry, broken.get(key))
    found += [
        Difference(DROPPED, key_text(key), ids(entry.records), used_by=entry.used_by)
        for key, entry in before.picks.items()
        if key not in new.picks
    ]
    found += [Difference(GAS_ADDED, gas) for gas in new.gases if gas not in before.gases]
    found += [Difference(GAS_DROPPED, gas) for gas in before.gases if gas not in new.gases]
    found += [Difference(GAS_CHANGED, gas) for gas in gases if gas in new.gases]
    added, dropped = new.numbers.keys() - before.numbers, before.numbers.keys() - new.numbers
    found += [Difference(NUMBER_ADDED, one) for one in sorted(added)]
    found += [Difference(NUMBER_DROPPED, one) for one in sorted(dropped - set(numbers))]
    found += [Difference(NUMBER_CHANGED, one) for one in numbers]
    if not found and old is not None and old != new:  # a lock edited by hand
        found += [
            Difference(PACK, pack, " ".join(before.packs.get(pack, ())), " ".join(new.packs.get(pack, ())))
            for pack in sorted({*before.packs, *new.packs})
            if before.packs.get(pack) != new.packs.get(pack)
        ]
    return found


def _of_pick(key: Key, old: Entry | None, new: Entry, broken: str | None) -> list[Difference]:
    what, picked = key_text(key), ids(new.records)
    if old is None:
        return [Difference(ADDED, what, new=picked, used_by=new.used_by)]
    if broken is not None:
        return [Difference(broken, what, ids(old.records), picked, new.used_by)]
    if old.records != new.records:
        return [Difference(MOVED, what, ids(old.records), picked, new.used_by)]
    if old.used_by != new.used_by:
        return [Difference(USERS, what, picked, used_by=new.used_by)]
    return []


def ids(records: tuple[Pinned, ...]) -> str:
    """`pack:one + pack:two`; `nothing` where nothing fitted."""
    return " + ".join(one.id for one in records) or "nothing"
