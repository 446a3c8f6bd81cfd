"""Blocks as the house writes them, but tables with marks at texts, not at every number, and without optional end tags.

So they take a third of the bytes.
"""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Number, Table
from carbonfoot.declarations.html.blocks import block as house
from carbonfoot.declarations.html.cells import in_table
from carbonfoot.declarations.html.escape import escaped

_NARROW = 3
"""Columns that a telephone shows side by side; more of them scroll inside their box."""


def block(given: Block) -> str:
    """One block."""
    return table(given) if isinstance(given, Table) else house(given)


def table(given: Table, heading: str = "") -> str:
    """A table in a box that scrolls where the page is too narrow; a caption that stands above it is not shown again."""
    head = "".join(
        f'<th scope="col"{_mark(numeric=column.numeric)}>{escaped(column.title)}' for column in given.columns
    )
    rows = []
    for first, *others in given.rows:
        cells = "".join(
            f"<td{_mark(numeric=column.numeric)}>{_cell(other)}"
            for other, column in zip(others, given.columns[1:], strict=True)
        )
        rows.append(f'<tr><th scope="row">{_cell(first)}{cells}\n')
    name = escaped(given.caption)
    unseen = ' class="unseen"' if given.caption == heading else ""
    wide = " wide" if len(given.columns) > _NARROW else ""
    wide += " counted" if given.columns[0].title == "#" else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n<table class="figures{wide}">\n'
        f"<caption{unseen}><span>{name}</span></caption>\n<thead><tr>{head}</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>"
    )


def _mark(*, numeric: bool) -> str:
    return "" if numeric else ' class="t"'


def _cell(given: Cell) -> str:
    return (
        escaped(f"{given.text}\N{NO-BREAK SPACE}{given.unit}".rstrip())
        if isinstance(given, Number)
        else in_table(given)
    )
