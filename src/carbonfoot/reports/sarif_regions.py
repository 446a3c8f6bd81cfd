"""Places as SARIF counts them: columns in UTF-16 code units."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from carbonfoot.documents.places import Place, kept_lines

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def region(place: Place, text: str | None) -> dict[str, int]:
    """The region of a place; its end is behind the last character, as ours is."""
    end_line = max(place.line, place.end_line)
    start = utf16(text, place.line, place.column)
    end = utf16(text, end_line, place.end_column)
    if end_line == place.line:
        end = max(start, end)
    return {"startLine": place.line, "startColumn": start, "endLine": end_line, "endColumn": end}


def utf16(text: str | None, line: int, column: int) -> int:
    """A column that counts characters from 1, in code units: characters beyond the first plane count twice."""
    column = max(column, 1)
    if text is None or text.isascii() or not _is_beyond(text):
        return column
    return column + bisect_left(_beyond(text, line), column - 1)


@lru_cache(maxsize=4)
def _is_beyond(text: str) -> bool:
    return _BEYOND.search(text) is not None


@lru_cache(maxsize=16)
def _beyond(text: str, line: int) -> list[int]:
    """Where the characters that count twice stand in a line."""
    lines = kept_lines(text)
    return [match.start() for match in _BEYOND.finditer(lines[line - 1])] if 0 < line <= len(lines) else []
