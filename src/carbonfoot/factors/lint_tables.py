"""What a row of each table beside `records.csv` must hold (`docs/formats/factor-pack.md`)."""

from __future__ import annotations

from math import fsum

from carbonfoot.factors.layout import LEVELS, SETS
from carbonfoot.factors.lint_cells import SLUG, Cells, Found, is_decimal, listed
from carbonfoot.factors.pack import items_of

ROUNDING = 1e-6
"""How far mass shares in percent may be from 100: rounding in the last digit, nothing else."""


def judge_gas(_: str, cells: Cells) -> Found:
    """Bad cells of one gas."""
    if not SLUG.fullmatch(cells["gas"]):
        yield "gas", f"`{cells['gas']}` is not a slug"
    if not cells["name"]:
        yield "name", "empty"
    for column in SETS:
        if cells[column] and (not is_decimal(cells[column]) or cells[column].startswith("-")):
            yield column, f"`{cells[column]}` is not a decimal number"
        if bool(cells[column]) != bool(cells[f"{column}_place"]):
            yield f"{column}_place", "a value and the place it is from go together"

    shares = [part.partition("=")[2] for part in items_of(cells["composition"])]
    if shares and not all(is_decimal(share) for share in shares):
        yield "composition", f"`{cells['composition']}` is not a list like hfc-32=50;hfc-125=50"
    elif shares and abs(fsum(map(float, shares)) - 100) > ROUNDING:
        yield "composition", f"`{cells['composition']}`: mass shares do not make 100 %"


def judge_region(_: str, cells: Cells) -> Found:
    """Bad cells of one region."""
    for column in ("code", "name"):
        if not cells[column]:
            yield column, "empty"
    if cells["level"] not in LEVELS:
        yield "level", f"`{cells['level']}` is none of {listed(LEVELS)}"
