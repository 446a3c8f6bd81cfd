"""Merged cells that can be meant in one way only: a value beside several rows, a text across one row, a tall header."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.intake.cells import Given
from carbonfoot.intake.records import Area, Record


def is_clear(area: Area, header: int, touched: set[str], fill: frozenset[str]) -> bool:
    """Whether a block needs no question: one name of the header over several rows, cells of one row, or a filled column."""
    if area.first_row <= header:
        return area.first_column == area.last_column
    return area.first_row == area.last_row or touched <= fill


class Merged:
    """Rows in which the cells of merged blocks hold what their first cell does; rows of a tall header are left out."""

    def __init__(self, areas: list[Area], header: int) -> None:
        self.below = max([area.last_row for area in areas if area.first_row <= header], default=header)
        tall = [area for area in areas if area.first_row > header and area.last_row > area.first_row]
        self.areas = sorted(tall, reverse=True)

    def filled(self, records: Iterator[Record]) -> Iterator[Record]:
        """The rows with the values filled in."""
        here: list[tuple[Area, Given]] = []
        for record in records:
            if record.number <= self.below:
                continue
            here = [one for one in here if one[0].last_row >= record.number]
            cells = list(record.cells)
            for area, given in here:
                cells += [""] * (area.first_column + 1 - len(cells))
                cells[area.first_column] = given
            while self.areas and self.areas[-1].first_row <= record.number:
                area = self.areas.pop()
                if area.first_row == record.number and area.first_column < len(cells):
                    here.append((area, cells[area.first_column]))
            yield record._replace(cells=cells) if here else record
