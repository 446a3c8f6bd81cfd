"""The rows of one sheet, read from its XML as a stream: text, numbers, dates, errors, formulas, and what is hidden."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from carbonfoot.intake.cells import Given, Stored
from carbonfoot.intake.formats import PLAIN, date_text, number_text
from carbonfoot.intake.package import DamagedError, HarmfulError, spreadsheet_tags
from carbonfoot.intake.records import Area, Record
from carbonfoot.intake.workbook import Sheet, Workbook, read_strings, unescaped, whole

MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
MAX_MERGED = 200_000
_TAGS = spreadsheet_tags("row", "c", "v", "f", "t", "is", "rPh", "col")


class SheetReader:
    """One sheet of a workbook; what it tells is said in `records.Records`."""

    typed = True

    def __init__(self, workbook: Workbook, sheet: Sheet, strings: list[str] | None = None) -> None:
        """`strings` are the shared texts, where they were read already. Raises `DamagedError` and `HarmfulError`."""
        self.workbook = workbook
        self.sheet = sheet
        self.by_hand = workbook.by_hand
        if sheet.part not in workbook.package.names:
            raise DamagedError(f"the part of sheet `{sheet.name}` is missing")
        self.merged = _merged(workbook, sheet)
        self.strings = read_strings(workbook) if strings is None else strings
        self.hidden: list[tuple[int, int]] = []
        self.keep: frozenset[int] | None = None

    def records(self) -> Iterator[Record]:  # noqa: C901, PLR0915 - one parser: its handlers share their state
        """The rows as they stand, empty ones too where they are written down. Raises as `__init__`."""
        ready: deque[Record] = deque()
        tags = _TAGS
        cells: list[Given] = []
        pieces: list[str] = []
        indents: list[tuple[int, int]] = []
        steps = {str(style): by for style, by in enumerate(self.workbook.indents) if by}
        row: dict[str, str] = {}
        cell: dict[str, str] = {}
        number = column = 0
        inside = phonetic = formula = valued = blank = False

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal row, cell, number, column, inside, phonetic, formula, valued, blank
            match tags.get(tag):
                case "c":
                    cell, formula, valued = given, False, False
                    column = _column(given.get("r", ""), column)
                case "v":
                    inside = valued = True
                case "f":
                    formula = True
                case "row":
                    row, cells[:], column, blank = given, [], -1, True
                    number = _row_number(given.get("r", ""), number)
                case "t":
                    inside = not phonetic
                    valued = True
                case "rPh":
                    phonetic = True
                case "col":
                    self._column_style(given)

        def end(tag: str) -> None:
            nonlocal inside, phonetic, blank
            match tags.get(tag):
                case "v" | "t":
                    inside = False
                case "c":
                    text = "".join(pieces)
                    pieces.clear()
                    if not text and not formula:
                        return
                    blank = False
                    if self.keep is not None and column not in self.keep:
                        return
                    if column > len(cells):
                        cells.extend([""] * (column - len(cells)))
                    cells.append(self._given(cell, text, formula=formula, valued=valued))
                    if cell.get("s", "") in steps:
                        indents.append((column, steps[cell["s"]]))
                case "row":
                    hidden = row.get("hidden") in ("1", "true") or row.get("ht") == "0"
                    moved = tuple(indents)
                    indents.clear()
                    ready.append(Record(number, () if blank else tuple(cells), hidden, indents=moved))
                case "rPh":
                    phonetic = False

        def letters(data: str) -> None:
            if inside:
                pieces.append(data)

        for _ in self.workbook.package.parse(self.sheet.part, start, end, letters):
            while ready:
                yield ready.popleft()

    def close(self) -> None:
        """Close the workbook."""
        self.workbook.package.close()

    def _column_style(self, given: dict[str, str]) -> None:
        if given.get("hidden") in ("1", "true") or given.get("width") == "0":
            self.hidden.append((whole(given.get("min", "")) - 1, whole(given.get("max", "")) - 1))

    def _given(self, cell: dict[str, str], text: str, *, formula: bool, valued: bool) -> Given:
        """A cell by its type; plain text is text."""
        kind = cell.get("t", "n")
        if formula and (not valued or (not text and kind == "n")):
            return Stored("", "nothing", formula=True)
        if kind == "s":
            number = whole(text)
            if not 0 <= number < len(self.strings):
                raise DamagedError(f"cell {cell.get('r', '')} of sheet `{self.sheet.name}` has no text")
            return self.strings[number]
        if kind in ("str", "inlineStr"):
            text = unescaped(text)
            return Stored(text, "text", formula=True) if formula else text
        if kind == "b":
            return Stored("TRUE" if text in ("1", "true") else "FALSE", "truth", formula)
        if kind == "e":
            return Stored(text, "error", formula)
        if kind == "d":
            return Stored(text.removesuffix("T00:00:00"), "date", formula)
        return self._number(cell, text, formula=formula)

    def _number(self, cell: dict[str, str], text: str, *, formula: bool) -> Given:
        style = whole(cell.get("s", ""))
        looks = self.workbook.looks
        look = looks[style] if 0 <= style < len(looks) else PLAIN
        number = number_text(text)
        if number is None:
            return text  # no number, or larger than one can be: refused where it is read, with its place
        if look.date:
            return Stored(date_text(text, self.workbook.from_1904) or number, "date", formula)
        return Stored(number, "number", formula, look)


_columns: dict[str, int] = {}


def _column(reference: str, before: int) -> int:
    """The column of a cell from its reference, `D12`; without one it follows the cell before."""
    letters = reference.rstrip("0123456789")
    index = _columns.get(letters)
    if index is None:
        if not letters:
            return before + 1
        index = 0
        for sign in letters:
            if not "A" <= sign <= "Z" or index > MAX_COLUMNS:
                raise DamagedError(f"`{reference[:20]}` is not the place of a cell")
            index = index * 26 + ord(sign) - ord("A") + 1
        index -= 1
        if index >= MAX_COLUMNS:
            raise DamagedError(f"`{reference[:20]}` is not the place of a cell")
        _columns[letters] = index
    if index <= before:
        raise DamagedError(f"cell {reference} stands behind a later one")
    return index


def _row_number(written: str, before: int) -> int:
    number = whole(written) if written else before + 1
    if not before < number <= MAX_ROWS:
        raise DamagedError(f"row {number} stands behind row {before}")
    return number


_MERGED = re.compile(
    rb"""<(?:\w{1,20}:)?mergeCell\s[^<>]{0,99}?ref\s?=\s?["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)


def _merged(workbook: Workbook, sheet: Sheet) -> list[Area]:
    """Blocks of merged cells. They are listed behind the rows, so the part is searched before the rows are read."""
    areas: list[Area] = []
    tail = b""
    for piece in workbook.package.chunks(sheet.part):
        text = tail + piece
        if b"mergeCell" in text:
            done = 0
            for match in _MERGED.finditer(text):
                left, top, right, bottom = (part.decode() for part in match.groups())
                areas.append(Area(int(top), _column(left, -1), int(bottom), _column(right, -1)))
                done = match.end()
            if len(areas) > MAX_MERGED:
                raise HarmfulError(f"sheet `{sheet.name}` has more than {MAX_MERGED} blocks of merged cells")
            tail = text[max(done, len(text) - 200) :]
        else:
            tail = text[-200:]
    return areas
