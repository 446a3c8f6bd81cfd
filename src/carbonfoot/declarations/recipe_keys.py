"""A pick as one line of a recipe: `steel/hot-rolled-coil|bf-bof|KR|2025|kg` to `pack:record 0123456789abcdef`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carbonfoot.factors.pins import Key, Pinned

_SPECIAL = re.compile(r"[%|, \n]")
_QUOTED = re.compile(r"%([0-9A-F]{2})")
_LISTS = ("kinds", "accept", "stated")


def pick_text(key: Key) -> str:
    """The key of a pick; what is empty at its end is left out."""
    parts = [
        ",".join(map(_quoted, value)) if isinstance(value, tuple) else _quoted(str(value)) for value in key
    ]
    return "|".join(parts).rstrip("|")


def key_from(text: str) -> Key:
    """The key that a text is. Raises ValueError where it is none."""
    parts = text.split("|")
    names = Key._fields
    if not 5 <= len(parts) <= len(names) or not parts[3].isdecimal():  # noqa: PLR2004 - item, route, region, year, unit
        raise ValueError(f"`{text[:60]}` is no pick")
    given = dict(zip(names, parts, strict=False))
    lists = {name: tuple(_plain(one) for one in given.pop(name, "").split(",") if one) for name in _LISTS}
    texts = {name: _plain(value) for name, value in given.items()}
    return Key(year=int(texts.pop("year")), **texts, **lists)  # type: ignore[arg-type]


def pinned_text(pinned: Iterable[Pinned], digits: int) -> str:
    """The records of a pick, the main one first; "" where nothing fitted."""
    return " ".join(f"{_quoted(one.id)} {one.hash[:digits]}" for one in pinned)


def pinned_from(text: str) -> tuple[Pinned, ...]:
    """The records that a text names, with short hashes. Raises ValueError where it names none."""
    words = text.split(" ") if text else []
    if len(words) % 2:
        raise ValueError(f"`{text[:60]}` names no records")
    return tuple(Pinned(_plain(id), digest) for id, digest in zip(words[::2], words[1::2], strict=True))


def _quoted(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"%{ord(match[0]):02X}", text)


def _plain(text: str) -> str:
    return _QUOTED.sub(lambda match: chr(int(match[1], 16)), text)
