"""The rows of a CSV file as a stream: which sign stands between the cells, and the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.encodings import Encoding
from carbonfoot.intake.header import header_name
from carbonfoot.intake.records import Area, Asked, Record
from carbonfoot.intake.table import Origin

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
HEAD = 100  # lines that are looked at for the sign between the cells


class CsvReader:
    """One CSV file."""

    typed = False
    by_hand = False

    def __init__(self, file: str, origin: Origin, encoding: Encoding, findings: list[Finding]) -> None:
        self.file = file
        self.origin = origin
        self.encoding = encoding
        self.findings = findings
        self.keep: frozenset[int] | None = None
        self.merged: list[Area] = []
        self.hidden: list[tuple[int, int]] = []

    def records(self) -> Iterator[Record]:
        """The rows as they stand, empty ones too. Broken quotes end it with CF622: what follows cannot be told."""
        held: list[str] = []
        with open_text(self.file, self.encoding) as stream:
            reader = csv.reader(_held(stream, held), delimiter=self.origin.delimiter, strict=True)
            number = 0
            line = 1
            try:
                for cells in reader:
                    number += 1
                    written = held[0] if len(held) == 1 else "".join(held)
                    lines = len(held)
                    held.clear()
                    if number == 1 and separator(written):
                        cells = []  # noqa: PLW2901 - it is no row of the table
                    blank = not any(cells) or not any(cell.strip() for cell in cells)
                    yield Record(number, () if blank else cells, False, line, written)
                    line += lines
            except csv.Error as error:
                self._broken(error, Record(number + 1, (), False, line, held[0] if held else ""))

    def close(self) -> None:
        """Nothing stays open: the rows close their file when they end."""

    def _broken(self, error: csv.Error, row: Record) -> None:
        if "limit" in str(error) or "unexpected end" in str(error):
            said = "a quote is opened and never closed"
        else:
            said = "text stands behind a closing quote"
        help = 'put a cell with quotes in it between quotes, and write each of those twice: "5"" pipe"'
        note = "the rows from here on were not read"
        self.findings.append(
            self.origin.finding("CF622", f"row {row.number}: {said}", row, help=help, notes=(note,))
        )


def open_text(file: str, encoding: Encoding) -> io.TextIOWrapper:
    """The text of a file, with line ends as they are."""
    stream = open(file, "rb")  # noqa: SIM115 - closed with the wrapper
    stream.seek(encoding.mark)
    return io.TextIOWrapper(stream, encoding=encoding.name, newline="")


def _held(stream: Iterator[str], held: list[str]) -> Iterator[str]:
    """Hands lines on and keeps those of the current row."""
    for line in stream:
        held.append(line)
        yield line


def separator(line: str) -> str:
    """The sign that a first line `sep=;` states, as Excel reads and writes it; else ""."""
    text = line.strip("\r\n").removeprefix("\ufeff")
    return text[4:5] if text.casefold().startswith("sep=") and len(text) == 5 else ""  # noqa: PLR2004


def find_delimiter(file: str, display: str, encoding: Encoding, asked: Asked) -> tuple[str, list[Finding]]:
    """The sign between the cells, told by the header: the one that gives the columns asked for, or columns at all.

    CF618 when several or none of the signs do.
    """
    names = {header_name(name) for name in asked.columns}
    header_row = asked.header_row
    with open_text(file, encoding) as stream:
        head = list(islice(stream, max(HEAD, header_row or 0)))
    stated = separator(head[0]) if head else ""
    if stated:
        if stated in DELIMITERS:
            return stated, []
        said = f"the first line states `{stated}` between the cells"
        return ",", [Finding("CF618", said, display, help=_WRITE, point=(1, 1))]
    scores = {sign: _score(head, sign, names, header_row) for sign in DELIMITERS}
    best = max(scores.values())
    signs = [sign for sign, score in scores.items() if score == best]
    if len(signs) == 1:
        return signs[0], []
    if best <= (len(names), 1):  # one column: no sign is there at all, or none is needed
        return ",", []
    words = " and ".join(DELIMITERS[sign] for sign in signs)
    said = f"the cells of the header could stand between {words}"
    line = header_row or 1
    return ",", [Finding("CF618", said, display, help=_WRITE, point=(line, 1))]


_WRITE = "save the table with one sign between all cells: comma, semicolon or tab"


def _score(head: Sequence[str], sign: str, names: Collection[str], header_row: int | None) -> tuple[int, int]:
    """How well a sign fits: names that were asked for in the best row, and cells in that row."""
    best = (0, 0)
    try:
        for number, cells in enumerate(csv.reader(head, delimiter=sign), start=1):
            if header_row is not None and number != header_row:
                continue
            found = {header_name(cell) for cell in cells if cell.strip()}
            best = max(best, (len(found.intersection(names)), len(cells) if found else 0))
            if (header_row is not None or not names) and found:
                break
    except csv.Error:
        pass
    return best
