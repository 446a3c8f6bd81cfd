"""A sheet of the template: what its cells say, and what is written into them, byte by byte in place.

A library that loads and saves a workbook drops what it does not know (of template v2.1.1: 74 conditional formats, every
computed value, so every heading, and 28 parts). Here only the cells that are filled in change.
"""

from __future__ import annotations

import re
from math import isnan
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from carbonfoot.cbam.template.labels import plain
from carbonfoot.intake.package import new_parser, spreadsheet_tags

Spot = tuple[int, int]
"""Row and column, both from 1."""
_TAGS = spreadsheet_tags("row", "c", "v", "f", "is", "t", "rPh", "mergeCell")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VALUE = re.compile(
    rb"(<(?:\w+:)?c\b[^>]*>)"
    rb"(<(?:\w+:)?f(?:\s[^>]*)?(?<!/)>([^<]*)</(?:\w+:)?f>|<(?:\w+:)?f\s[^>]*/>)"
    rb"(?:<(?:\w+:)?v(?:\s[^>]*)?(?<!/)>[^<]*</(?:\w+:)?v>|<(?:\w+:)?v\s*/>)"
)
_DIMENSION = re.compile(rb"(<(?:\w+:)?dimension\s+ref=\")([A-Z0-9:]+)(\")")
_TYPE = re.compile(rb"\st=\"\w+\"")
_FIXED = re.compile(
    rb"(?:Translations!\$[A-Z]+\$\d+|CONST_\w+|\"[^\"]*\"|&quot;[^&]*&quot;|C\d+)"
    rb"(?: ?&amp; ?(?:CONST_\w+|C\d+|\"[^\"]*\"|&quot;[^&]*&quot;))*"
)
MAX_TEXT = 32_767


class FormError(Exception):
    """The template is not what it should be; `message` and `help` say how."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class Cell(NamedTuple):
    """A cell as it stands: its text, whether a formula makes it, and which bytes of the part it takes."""

    text: str
    formula: bool
    style: str
    start: int
    end: int


def spot(reference: str) -> Spot:
    """Row and column of `AB12` or `$AB$12`."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if match is None:
        raise FormError(f"it has a cell `{reference[:20]}` that is none")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


def reference(at: Spot) -> str:
    """`AB12` of a row and a column."""
    letters, column = "", at[1]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{at[0]}"


class Sheet:
    """One sheet: its cells by place, its headings by text."""

    def __init__(self, name: str, data: bytes, strings: list[str]) -> None:
        self.name = name
        self.data = data
        self.cells: dict[Spot, Cell] = {}
        self.rows: dict[int, int] = {}
        self.merged: dict[Spot, int] = {}
        self.edits: dict[Spot, Any] = {}
        named = re.search(rb"<(\w+:)?worksheet\b", data)
        self.prefix = (named[1] or b"").decode() if named else ""
        _Reader(self, strings).parser.Parse(data, True)
        self._headings: dict[str, list[Spot]] = {}
        for at in sorted(self.cells):
            said = plain(self.cells[at].text)
            if said:
                self._headings.setdefault(said, []).append(at)

    def text(self, at: Spot) -> str:
        """What a cell says; "" for an empty one."""
        cell = self.cells.get(at)
        return "" if cell is None else cell.text

    def has(self, heading: str) -> bool:
        """Whether a heading is there."""
        return plain(heading) in self._headings

    def find(self, *headings: str, below: int = 0, above: int = 1 << 30) -> Spot:
        """The first cell that says one of the headings, between two rows (`below` included). Raises `FormError`."""
        found = [
            at for one in headings for at in self._headings.get(plain(one), ()) if below <= at[0] < above
        ]
        if not found:
            raise FormError(
                f"sheet `{self.name}` has no heading `{headings[0]}`",
                "give a blank copy of the Commission's communication template, v2.1 or v2.1.1, in English",
            )
        return min(found)

    def column(self, row: int, *headings: str) -> int:
        """The column with one of the headings in a row."""
        return self.find(*headings, below=row, above=row + 1)[1]

    def rename(self, at: Spot, heading: str) -> None:
        """Find a cell by another heading than it has; what it says stays."""
        old = self._headings.get(plain(self.text(at)), [])
        if at in old:
            old.remove(at)
        self._headings.setdefault(plain(heading), []).append(at)

    def beside(self, at: Spot) -> Spot:
        """The cell to fill in right of a heading: the next one that is merged of several, else the next one."""
        last = self.merged.get(at, at[1])
        wide = [column for row, column in self.merged if row == at[0] and column > last]
        return at[0], min(wide, default=last + 1)

    def starts(self, pattern: str) -> list[Spot]:
        """The cells whose text matches a pattern from its start, in order."""
        return [at for at in sorted(self.cells) if re.match(pattern, self.cells[at].text)]

    def set(self, at: Spot, value: str | float | bool | None) -> None:
        """Fill in a cell; nothing for what is not known. Raises `FormError` for a cell that a formula makes."""
        if value is None or value == "" or (isinstance(value, float) and isnan(value)):
            return
        cell = self.cells.get(at)
        if cell is not None and cell.formula:
            raise FormError(
                f"cell {reference(at)} of sheet `{self.name}` is computed, where one to fill in should be"
            )
        if at[0] not in self.rows:
            raise FormError(f"sheet `{self.name}` ends before row {at[0]}")
        self.edits[at] = value

    def number(self, at: Spot) -> float:
        """The number that a cell holds. Raises `FormError`."""
        try:
            return float(self.text(at))
        except ValueError:
            raise FormError(f"cell {reference(at)} of sheet `{self.name}` holds no number") from None

    def patched(self) -> bytes:
        """The part with the cells filled in."""
        changes: list[tuple[int, int, bytes]] = []
        for at in sorted(self.edits):
            cell = self.cells.get(at)
            if cell is not None:
                changes.append((cell.start, cell.end, _element(self.prefix, at, cell.style, self.edits[at])))
                continue
            later = [one for one in self.cells if one[0] == at[0] and one[1] > at[1]]
            place = self.cells[min(later)].start if later else self.rows[at[0]]
            changes.append((place, place, _element(self.prefix, at, "", self.edits[at])))
        pieces, position = [], 0
        for begin, stop, new in changes:
            pieces += [self.data[position:begin], new]
            position = stop
        pieces.append(self.data[position:])
        return _DIMENSION.sub(self._grown, b"".join(pieces), count=1)

    def _grown(self, match: re.Match[bytes]) -> bytes:
        """The range of a sheet that holds what was filled in beside it."""
        first, _, last = match[2].decode().partition(":")
        corners = [spot(first), spot(last or first), *self.edits]
        top, left = (min(one[side] for one in corners) for side in (0, 1))
        bottom, right = (max(one[side] for one in corners) for side in (0, 1))
        both = f"{reference((top, left))}:{reference((bottom, right))}".encode()
        return match[1] + both + match[3]


class _Reader:
    """Reads a sheet part: its cells with the bytes that they take."""

    def __init__(self, sheet: Sheet, strings: list[str]) -> None:
        self.sheet = sheet
        self.strings = strings
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.row = 0
        self.cell: tuple[Spot, str, str, int] | None = None
        self.inside = ""
        self.phonetic = False
        self.said = {"v": "", "f": "", "t": ""}
        self.formula = False

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = _TAGS.get(tag)
        if name == "row":
            self.row = int(given.get("r", self.row + 1))
        elif name == "c":
            at = spot(given.get("r", ""))
            self.cell = (at, given.get("t", "n"), given.get("s", ""), self.parser.CurrentByteIndex)
            self.said, self.formula = {"v": "", "f": "", "t": ""}, False
        elif name in self.said and self.cell is not None:
            self.inside = name
            self.formula = self.formula or name == "f"
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell":
            first, _, last = given.get("ref", "").partition(":")
            self.sheet.merged[spot(first)] = spot(last or first)[1]

    def _end(self, tag: str) -> None:
        name = _TAGS.get(tag)
        here, data = self.parser.CurrentByteIndex, self.sheet.data
        if name == "c" and self.cell is not None:
            at, kind, style, begin = self.cell
            # An empty element ends where it stands behind it, another at its end tag.
            stop = data.index(b">", here) + 1 if data.startswith(b"</", here) else here
            text = self.said["t"] or self.said["v"]
            if kind == "s" and text.strip().isdigit() and int(text) < len(self.strings):
                text = self.strings[int(text)]
            self.sheet.cells[at] = Cell(text, self.formula, style, begin, stop)
            self.cell = None
        elif name == "row" and data.startswith(b"</", here):
            self.sheet.rows[self.row] = here
        elif name == "rPh":
            self.phonetic = False
        if name in self.said:
            self.inside = ""

    def _text(self, said: str) -> None:
        if self.inside and not self.phonetic:
            self.said[self.inside] += said


def without_results(data: bytes) -> bytes:
    """A sheet part whose formulas have no remembered value, so that every program computes them on opening.

    Values of formulas that only fetch a heading or a word stay: they do not depend on what is filled in.
    """

    def kept(match: re.Match[bytes]) -> bytes:
        formula = match[3]
        if formula is not None and _FIXED.fullmatch(formula):
            return match[0]
        # A type without a value would stand for empty text.
        return _TYPE.sub(b"", match[1]) + match[2]

    return _VALUE.sub(kept, data)


def _element(prefix: str, at: Spot, style: str, value: str | float | bool) -> bytes:
    head = f'<{prefix}c r="{reference(at)}"' + (f' s="{style}"' if style else "")
    if isinstance(value, bool):
        kind, body = ' t="b"', f"<{prefix}v>{int(value)}</{prefix}v>"
    elif isinstance(value, str):
        said = escape(_CONTROL.sub("", value)[:MAX_TEXT])
        text = f'<{prefix}t xml:space="preserve">{said}</{prefix}t>'
        kind, body = ' t="inlineStr"', f"<{prefix}is>{text}</{prefix}is>"
    else:
        kind, body = "", f"<{prefix}v>{value!r}</{prefix}v>"
    return f"{head}{kind}>{body}</{prefix}c>".encode()
