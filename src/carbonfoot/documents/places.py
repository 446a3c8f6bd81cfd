"""Symbolic path to line and column, worked out from the text for findings that are printed and for no others."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from carbonfoot.documents.yaml_reader import MAX_DEPTH, nfc, parser
from carbonfoot.findings.finding import Finding, Path, Related


class Place(NamedTuple):
    """A stretch of text: lines and columns count from 1 in characters, the end is behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class _Node:
    """A value of the document: a scalar has `text`, a list `parts`, a mapping `keys` (each key with its own place)."""

    __slots__ = ("keys", "parts", "place", "text")

    def __init__(
        self,
        place: Place,
        text: str | None = None,
        parts: list[_Node] | None = None,
        keys: dict[str, tuple[Place, _Node]] | None = None,
    ) -> None:
        self.place = place
        self.text = text
        self.parts = parts
        self.keys = keys


def place_of(finding: Finding | Related, text: str | None) -> Place | None:
    """Line and column of a finding in the text of its file; None when it is about a whole file."""
    if finding.point is not None:
        line, column = finding.point
        start, end = finding.span or (0, 1)
        return Place(line, column + start, line, column + end)
    if text is None or (not finding.path and finding.on == "value"):
        return None
    if finding.file.lower().endswith(".csv"):
        return locate_cell(text, finding.path)
    if finding.file.lower().endswith(".toml"):
        from carbonfoot.documents.toml_places import locate_toml

        return locate_toml(text, finding.path, finding.on, finding.span)
    return locate(text, finding.path, finding.on, finding.span)


def locate(text: str, path: Path, on: str = "value", span: tuple[int, int] | None = None) -> Place:
    """Where a path stands in YAML text.

    `on="key"` is the key of the last path element. A list entry, and a value that is a list or mapping, is shown by its
    first line. What a path names but the text does not have is shown by the key of the deepest part that is there.
    `span` narrows a scalar to some of its characters, where the text spells it as it is read.
    """
    text = text.removeprefix("\ufeff")
    node = _tree(text)
    if node is None:
        return Place(1, 1, 1, 1)
    key: Place | None = None
    missing = False
    for number, step in enumerate(path):
        if isinstance(step, int) and node.parts is not None and 0 <= step < len(node.parts):
            key, node = None, node.parts[step]
        elif isinstance(step, str) and node.keys is not None and step in node.keys:
            key, node = node.keys[step]
        elif step == 0 and node.keys:
            continue  # `transport: {...}` may stand for a list of one
        else:  # and `electricity: 0.9 kWh` for a mapping with one amount
            missing = not node.text or number < len(path) - 1
            break
    if key is not None and (missing or on == "key"):
        return key
    if node.text is None:
        return _first_line(text, node.place)
    return _narrow(text, node, span) if span is not None else _trim(text, node.place)


def locate_cell(text: str, path: Path) -> Place:
    """Where ("row", n, "column") stands in CSV text, or the whole row without a column.

    The header is row 1 and lines without any text are not counted; a row that is not there is shown by the header. The
    unit in a header, `energy [kWh]`, is no part of the column's name.
    """
    rows, names = _table(text.removeprefix("\ufeff"))
    if not rows:
        return Place(1, 1, 1, 1)
    number, column = (*path[1:3], None, None)[:2]
    row = rows[number - 1] if isinstance(number, int) and 0 < number <= len(rows) else rows[0]
    if column in names and names.index(str(column)) < len(row):
        return row[names.index(str(column))][1]
    first, last = row[0][1], row[-1][1]
    return Place(first.line, first.column, last.end_line, last.end_column)


def text_lines(text: str) -> list[str]:
    """The lines of a text as places count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


kept_lines = lru_cache(maxsize=4)(text_lines)
"""The same for one finding after the other: a text is split once. Nobody may change the list."""


def _line(text: str, number: int) -> str:
    """A line by its number; "" behind the end, where the parser puts what is missing there."""
    lines = kept_lines(text)
    return lines[number - 1] if number <= len(lines) else ""


def _narrow(text: str, node: _Node, span: tuple[int, int]) -> Place:
    place, value = node.place, node.text or ""
    if place.line != place.end_line:
        return _trim(text, place)
    written = _line(text, place.line)[place.column - 1 : place.end_column - 1]
    quote = 0 if written == value else 1
    if quote and written[1:-1] != value:  # escapes, or letters that NFC composes: offsets do not carry over
        return place
    start, end = (place.column + quote + min(max(offset, 0), len(value)) for offset in span)
    return Place(place.line, start, place.line, max(start, end))


def _first_line(text: str, place: Place) -> Place:
    """The first line of a list or mapping, without a comment behind it."""
    closed = place[:2] != place[2:]  # text behind which the parser stopped leaves what is around it open
    if place.line == place.end_line and closed:
        return place
    line = _line(text, place.line)
    comment = line.find(" #", place.column - 1)  # inside quotes it is none, which only shortens the caret
    end = len(line[: comment if comment >= 0 else None].rstrip()) + 1
    return Place(place.line, place.column, place.line, max(end, place.column))


def _trim(text: str, place: Place) -> Place:
    """A block text ends, for the parser, where the next key starts; for a reader at its last character."""
    last, column = place.end_line, place.end_column
    while last > place.line and not _line(text, last)[: column - 1].strip():
        last -= 1
        column = len(_line(text, last)) + 1
    return Place(place.line, place.column, last, max(column, place.column if last == place.line else 1))


@lru_cache(maxsize=4)
def _tree(text: str) -> _Node | None:
    """The nodes of the first document, as far as the text can be read; None when nothing can."""
    root: list[_Node] = []
    with suppress(YAMLError):  # a syntax error has its own point; what stands before it still has a place
        _build(parser(text), root)
    return root[0] if root else None


def _build(events: Any, root: list[_Node]) -> None:
    anchors: dict[str, _Node] = {}
    around: list[_Node] = []
    keys: list[_Node | None] = []  # of what is open, the key that waits for its value
    started = False
    while True:
        event = events.get_event()
        kind = event.__class__
        if kind is StreamEndEvent or (kind is DocumentStartEvent and started):
            return
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            keys.pop()
            node = around.pop()
            node.place = Place(*node.place[:2], event.end_mark.line + 1, event.end_mark.column + 1)
            continue
        if kind not in (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent):
            started = started or kind is DocumentStartEvent
            continue
        node = _node(event, anchors)
        if not around:
            root.append(node)
        elif (parts := around[-1].parts) is not None:
            parts.append(node)
        elif (key := keys[-1]) is None:
            keys[-1] = node
        else:
            if (pairs := around[-1].keys) is not None and key.text is not None:
                pairs.setdefault(key.text, (key.place, node))
            keys[-1] = None
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if len(around) >= MAX_DEPTH:
                return
            around.append(node)
            keys.append(None)


def _node(event: Any, anchors: dict[str, _Node]) -> _Node:
    start, end = event.start_mark, event.end_mark
    place = Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    kind = event.__class__
    if kind is AliasEvent:
        known = anchors.get(event.anchor)
        return _Node(place, known.text, known.parts, known.keys) if known is not None else _Node(place, "")
    if kind is ScalarEvent:
        node = _Node(place, nfc(event.value))
    elif kind is SequenceStartEvent:
        node = _Node(place, parts=[])
    else:
        node = _Node(place, keys={})
    if event.anchor is not None:
        anchors.setdefault(event.anchor, node)
    return node


_CSV_CELL = re.compile(r'("(?:[^"]|"")*"[^,\r\n]*|[^,\r\n]*)(,|\r\n|\n|\r|$)')


@lru_cache(maxsize=4)
def _table(text: str) -> tuple[list[list[tuple[str, Place]]], list[str]]:
    """The rows that hold text, and the names of the columns."""
    rows = [row for row in _csv_rows(text) if any(cell.strip() for cell, _ in row)]
    return rows, [re.sub(r"\[.*\]\s*$", "", name).strip() for name, _ in (rows[0] if rows else ())]


def _csv_rows(text: str) -> list[list[tuple[str, Place]]]:
    """The cells of comma separated text, unquoted, with their places."""
    rows: list[list[tuple[str, Place]]] = [[]]
    line, column, offset = 1, 1, 0
    while offset <= len(text):
        match = _CSV_CELL.match(text, offset)
        if match is None:
            break
        cell = match[1]
        inner = text_lines(cell)
        end_line = line + len(inner) - 1
        end_column = len(inner[-1]) + (column if end_line == line else 1)
        value = cell[1:-1].replace('""', '"') if cell.startswith('"') and cell.endswith('"') else cell
        rows[-1].append((value, Place(line, column, end_line, end_column)))
        line, column, offset = end_line, end_column + 1, match.end()
        if match[2] == "":
            break
        if match[2] != ",":
            rows.append([])
            line, column = line + 1, 1
    return rows
