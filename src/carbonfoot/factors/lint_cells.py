"""Small tests of single cells that the judges of all tables share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import isfinite

Cells = dict[str, str]
Found = Iterator[tuple[str, str]]
"""What a judge gives: the column of each bad cell, and what is wrong with it."""

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
SLUG = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
RECORD_SLUG = re.compile(r"[a-z0-9][a-z0-9.:_-]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def is_decimal(text: str) -> bool:
    """Whether a cell is a finite number with a decimal point, in the digits of a publisher."""
    return bool(_DECIMAL.fullmatch(text)) and isfinite(float(text))


def listed(words: Iterable[str]) -> str:
    """The words a cell may hold, for a message."""
    return ", ".join(sorted(word for word in words if word))


def is_path(text: str) -> bool:
    """Whether a cell is a path of two or more slugs."""
    folders = text.split("/")
    return len(folders) > 1 and all(SLUG.fullmatch(folder) for folder in folders)


def own_id(pack: str, text: str) -> bool:
    """Whether an id is the pack's name, a colon and a slug."""
    prefix, _, rest = text.partition(":")
    return prefix == pack and bool(RECORD_SLUG.fullmatch(rest))


def plain_text(cells: Cells) -> Found:
    """Cells with what nobody sees."""
    for column, text in cells.items():
        if text and (text != text.strip() or _CONTROL.search(text)):
            yield column, "line breaks, control characters or blanks at an end"
