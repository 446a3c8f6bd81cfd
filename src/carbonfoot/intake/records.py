"""What both kinds of file are read as: rows of cells, before anybody knows which of them is the header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from carbonfoot.intake.cells import Given
from carbonfoot.intake.table import Kind

Hidden = Literal["read", "skip"]

Skips = Sequence[tuple[str, frozenset[str]]]
"""Columns, and texts in them that make a row one to leave out; "" is an empty cell."""


class Asked(NamedTuple):
    """What is to be read, and what the user stated about the table; see `sheets.open_table`."""

    columns: Mapping[str, Kind]
    optional: frozenset[str]
    sheet: str | None
    header_row: int | None
    hidden: Hidden | None
    decimal: str
    skips: Skips = ()
    fill: frozenset[str] | None = None
    names: tuple[str, ...] | None = None


class Record(NamedTuple):
    """One row as it stands.

    number   as a spreadsheet program counts
    cells    from the first column on; () for an empty row
    hidden   whether the sheet hides it
    line     in a CSV file the line where it starts
    written  in a CSV file its text
    indents  columns from 0 whose text the sheet moves to the right, and by how many steps
    """

    number: int
    cells: Sequence[Given]
    hidden: bool = False
    line: int = 0
    written: str = ""
    indents: tuple[tuple[int, int], ...] = ()


class Area(NamedTuple):
    """A block of merged cells; rows count from 1, columns from 0, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Records(Protocol):
    """A reader of one file or sheet.

    typed    whether it tells numbers from text
    by_hand  whether formulas are computed only when somebody asks
    keep     columns whose cells are wanted, None for all
    merged   blocks of merged cells
    hidden   first and last column of hidden columns; known when the first row is
    """

    typed: bool
    by_hand: bool
    keep: frozenset[int] | None
    merged: list[Area]
    hidden: list[tuple[int, int]]

    def close(self) -> None:
        """Close the file; nothing can be read any more."""

    def records(self) -> Iterator[Record]:
        """The rows as they stand."""
