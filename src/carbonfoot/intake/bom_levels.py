"""How deep a line of a bill of materials stands, from the text of its level: `1.1.2`, `2`, `..2`, or an indented name."""

from __future__ import annotations

import re
from collections.abc import Sequence

NOTATIONS = ("numbers", "depths", "dots", "indent", "parents", "none")
"""`1, 1.1, 1.1.2`; `0, 1, 2`; `.1, ..2`; a name moved to the right; the number of the parent; a list without levels."""

_DEPTH = re.compile(r"\d{1,3}")
_NUMBER = re.compile(r"\d{1,6}(?:[.\-]\d{1,6})*\.?")
_MANY = re.compile(r"\d{1,6}(?:[.\-]\d{1,6})+\.?")
_DOTS = re.compile(r"([.·•*+\-_>\s]+)(\d{1,3})")
_WORDED = re.compile(
    r"(?:l|lv|lvl|level|stufe|레벨)[.\s]*(\d{1,3})|(\d{1,3})\s*(?:단계|레벨|차|level)", re.IGNORECASE
)
_MOVES = " \t\u00a0\u3000└├│─ㄴ"
_STEP = 4
"""Columns of a tab."""


class LevelError(Exception):
    """A text that is no level of the notation; `help` says what one looks like."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def bare_level(text: str) -> str:
    """The level without the word for it: `2` of `L2`, `Lv.2`, `2단계`."""
    found = _WORDED.fullmatch(text.strip())
    return (found[1] or found[2]) if found else text


def notation_of(texts: Sequence[str]) -> str:
    """The notation that the levels of a column are written in; "" where they are none, or only places in a list."""
    given = [text.strip() for text in texts if text.strip()]
    if not given:
        return ""
    if any(_MANY.fullmatch(text) for text in given):
        return "numbers" if all(_NUMBER.fullmatch(text) for text in given) else ""
    if any(_DOTS.fullmatch(text) for text in given):
        return "dots" if all(_DOTS.fullmatch(text) or _DEPTH.fullmatch(text) for text in given) else ""
    return "depths" if all(_DEPTH.fullmatch(text) for text in given) else ""


def key_of(text: str, notation: str) -> tuple[int, ...]:
    """The level as numbers: `(1, 1, 2)` of `1.1.2`, `(2,)` of `2` and `..2`. Raises LevelError."""
    plain = text.strip()
    if not plain:
        raise LevelError("no level stands here", "write the level of the line, or delete the row")
    if notation == "numbers" and _NUMBER.fullmatch(plain):
        return tuple(int(part) for part in re.split(r"[.\-]", plain.rstrip(".")))
    if notation == "dots":
        found = _DOTS.fullmatch(plain)
        if found is not None:
            depth, marks = int(found[2]), len("".join(found[1].split()))
            if marks not in (depth, depth - 1, 0):
                said = f"`{plain}` has {marks} marks before level {depth}"
                raise LevelError(said, f"write `{'.' * depth}{depth}`, or the level alone")
            return (depth,)
    if notation in ("dots", "depths") and _DEPTH.fullmatch(plain):
        return (int(plain),)
    looks = {"numbers": "1.2.1", "depths": "2", "dots": "..2"}[notation]
    raise LevelError(
        f"`{plain[:60]}` is no level as the others are", f"write it as they are, such as {looks}"
    )


def indent_of(stored: str) -> int:
    """Columns that a name is moved to the right."""
    before = len(stored) - len(stored.lstrip(_MOVES))
    return sum(_STEP if sign == "\t" else 2 if sign == "\u3000" else 1 for sign in stored[:before])


def without_indent(name: str) -> str:
    """The name without the marks that draw a tree before it."""
    return name.lstrip(_MOVES) or name


def depths_of_indents(indents: Sequence[int]) -> list[int | None]:
    """The depth of each line by how far its name is moved; None where it stands between those before it."""
    open_: list[int] = []
    depths: list[int | None] = []
    for indent in indents:
        while open_ and open_[-1] > indent:
            open_.pop()
        if not open_ or open_[-1] < indent:
            # A line that is left of where the last group began, but right of the group before, belongs to neither.
            if open_ and indent in _between(indents, len(depths), open_):
                depths.append(None)
                continue
            open_.append(indent)
        depths.append(len(open_) - 1)
    return depths


def _between(indents: Sequence[int], at: int, open_: list[int]) -> tuple[int, ...]:
    """Where a step back ends right of the parent that is still open and left of its parts."""
    before = indents[at - 1] if at else 0
    return (indents[at],) if at and before > indents[at] > open_[-1] else ()
