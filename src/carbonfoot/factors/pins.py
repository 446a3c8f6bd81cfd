"""Records that a lock holds still: which need takes which records, and what tells that they are still the same."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Problem, Resolution
from carbonfoot.factors.parameters import Parameter
from carbonfoot.factors.resolve import resolve
from carbonfoot.quantities.units import dimension_name

UPDATE = "`carbonfoot lock --update --dry-run` shows what another pick does to each product"


_SAID = {
    "gone": "`{id}` is pinned and no longer in the library",
    "changed": "the cells of `{id}` are not those that were pinned",
}


class Key(NamedTuple):
    """All of a need that decides the pick, and so not the amount; in the order in which a lock lists them.

    stated  properties that bridge dimensions, by what they are and not by their value
    """

    item: str
    route: str
    region: str
    year: int
    unit: str
    record: str = ""
    kinds: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


class Pinned(NamedTuple):
    """A record that is pinned: its id, and the hash of its cells."""

    id: str
    hash: str


Gwps = tuple[str, str, str]
"""GWP100 of a gas in AR4, AR5 and AR6 as published text, "" for none."""


class Pins(NamedTuple):
    """What a lock holds still. What it does not hold is refused, or picked freely where `strict` is off.

    numbers  rows of the library that emission methods took numbers of: id to hash of its cells
    """

    picks: dict[Key, tuple[Pinned, ...]]
    gases: dict[str, Gwps]
    strict: bool = True
    numbers: dict[str, str] = {}  # noqa: RUF012 - never written to


def key_of(need: Need) -> Key:
    """The key that a need has in a lock."""
    stated = sorted({_about(one.quantity.unit.dimension, one.quantity.unit.basis) for one in need.stated})
    return Key(
        need.item,
        need.route,
        need.region,
        need.year,
        need.quantity.unit.symbol,
        need.record,
        need.kinds,
        need.accept,
        tuple(stated),
    )


def _about(dimension: tuple[int, ...], basis: str) -> str:
    name = dimension_name(dimension)
    return name if not basis or basis in name else f"{name} ({basis})"


def key_text(key: Key) -> str:
    """A key as people read it: `steel/hot-rolled-coil, bf-bof, KR, 2025`."""
    parts = [key.record or key.item, *key.accept]
    parts += [part for part in (key.route, key.region) if part]
    return ", ".join([*parts, str(key.year)])


def record_hash(record: Record | Parameter) -> str:
    """Hash of the cells of a row that hold something: a column that is added later changes no hash."""
    from hashlib import sha256

    cells = sorted(f"{column}={cell}" for column, cell in record._asdict().items() if cell != "")
    return sha256("\x1f".join(cells).encode()).hexdigest()


def gwps(library: Library, gas: str) -> Gwps | None:
    """What is pinned of a gas; None for one that the library does not know."""
    found = library.gas(gas)
    return None if found is None else (found.AR4, found.AR5, found.AR6)


def gone_or_changed(library: Library, pinned: Pinned) -> str:
    """`gone` or `changed` for a pinned record that is no longer there or has other cells; "" for one that holds."""
    record = library.record(pinned.id)
    if record is None:
        return "gone"
    return "" if record_hash(record) == pinned.hash else "changed"


def resolve_pinned(library: Library, need: Need, pins: Pins) -> Resolution:
    """The pinned records by the ordinary rules; CF505 where the lock and the library do not go together."""
    pinned = pins.picks.get(key_of(need))
    if not pinned:
        return _not_pinned(library, need, pins, known=pinned is not None)
    states = [(one.id, gone_or_changed(library, one)) for one in pinned]
    drifted = [_SAID[state].format(id=id) for id, state in states if state]
    if drifted:
        return _drift(drifted[0]) if pins.strict else resolve(library, need)
    records = [library.record(one.id) for one in pinned]
    found = resolve(library, need, [one for one in records if one is not None])
    if {use.record.id for use in found.uses} == {one.id for one in pinned}:
        return found
    if not pins.strict:
        return resolve(library, need)
    ids = ", ".join(f"`{one.id}`" for one in pinned)
    return _drift(
        f"{ids} is pinned and no longer fits this line", tuple(one.message for one in found.problems)
    )


def _not_pinned(library: Library, need: Need, pins: Pins, *, known: bool) -> Resolution:
    """A need that the lock does not hold, or for which nothing fitted when it was locked."""
    found = resolve(library, need)
    if not found.uses or not (known or pins.strict):
        return found
    today = ", ".join(f"`{use.record.id}`" for use in found.uses)
    name = key_text(key_of(need))
    if known:
        message = f"no factor of `{need.item}` fitted when it was locked"
        return Resolution(
            [], [], [], [Problem("CF302", message, f"`carbonfoot lock --update` would take {today}")]
        )
    message = f"`{name}` is not in the lock"
    return _drift(message, (), f"`carbonfoot lock` would pin {today}")


def _drift(message: str, notes: tuple[str, ...] = (), help: str = UPDATE) -> Resolution:
    return Resolution([], [], [], [Problem("CF505", message, help, notes)])
