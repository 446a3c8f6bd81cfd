"""What a row of each table beside `records.csv` must hold (`docs/formats/factor-pack.md`)."""

from __future__ import annotations

from math import fsum

from carbonfoot.factors.layout import (
    ALIAS_LANGS,
    ALIAS_SCHEMES,
    ANCHOR_ORIGINS,
    BOUNDARIES,
    CHOICES,
    LEVELS,
    PARAMETER_REQUIRED,
    RELATIONS,
    SETS,
)
from carbonfoot.factors.lint_cells import SLUG, Cells, Found, is_decimal, is_path, listed, own_id
from carbonfoot.factors.pack import items_of
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

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


def judge_parameter(pack: str, cells: Cells) -> Found:
    """Bad cells of one number that a method needs and that is not an emission factor."""
    yield from ((column, "empty") for column in PARAMETER_REQUIRED if not cells[column])
    yield from _common(pack, cells)
    if cells["item"] and not is_path(cells["item"]):
        yield "item", f"`{cells['item']}` is not a path of slugs like semiconductor/300mm"
    for column in ("quantity", "substance", "product"):
        if cells[column] and not SLUG.fullmatch(cells[column]):
            yield column, f"`{cells[column]}` is not a slug"
    for column in ("year_kind", "trust", "uncertainty_origin"):
        if cells[column] and cells[column] not in CHOICES[column]:
            yield column, f"`{cells[column]}` is none of {listed(CHOICES[column])}"
    wrong = [column for column in ("value", "low", "high") if cells[column] and not is_decimal(cells[column])]
    yield from ((column, f"`{cells[column]}` is not a decimal number") for column in wrong)
    if not wrong:
        yield from _ordered(cells, "value")
    if bool(cells["low"] or cells["high"]) != bool(cells["uncertainty_origin"]):
        yield "uncertainty_origin", "goes with low or high, and they with it"
    yield from _unit(cells, "unit")
    for slug in items_of(cells["flags"]):
        if not SLUG.fullmatch(slug):
            yield "flags", f"`{slug}` is not a slug"
    if not all(items_of(cells["tags"])):
        yield "tags", "an empty tag between two semicolons"


def judge_anchor(pack: str, cells: Cells) -> Found:
    """Bad cells of one plausible range; `applies_to` is an item, or a folder with a slash at its end."""
    for column in (
        "id",
        "applies_to",
        "kind",
        "boundary",
        "unit_num",
        "unit_den",
        "low",
        "high",
        "origin",
        "source",
    ):
        if not cells[column]:
            yield column, "empty"
    yield from _common(pack, cells)
    wrong = [
        column for column in ("anchor", "low", "high") if cells[column] and not is_decimal(cells[column])
    ]
    yield from ((column, f"`{cells[column]}` is not a decimal number") for column in wrong)
    if not wrong:
        yield from _ordered(cells, "anchor")
    if cells["kind"] and cells["kind"] not in BOUNDARIES:
        yield "kind", f"`{cells['kind']}` is none of {listed(BOUNDARIES)}"
    elif cells["boundary"] and cells["boundary"] not in BOUNDARIES.get(cells["kind"], set()):
        yield "boundary", f"`{cells['boundary']}` does not fit {cells['kind']}"
    if cells["origin"] not in ANCHOR_ORIGINS:
        yield "origin", f"`{cells['origin']}` is none of {listed(ANCHOR_ORIGINS)}"
    for column in ("unit_num", "unit_den"):
        yield from _unit(cells, column)


def judge_alias(pack: str, cells: Cells) -> Found:
    """Bad cells of one word from a drawing or an ERP system and the item it stands for."""
    for column in ("id", "alias", "lang", "scheme", "relation", "source"):
        if not cells[column]:
            yield column, "empty"
    yield from _common(pack, cells)
    for column, words in (("lang", ALIAS_LANGS), ("scheme", ALIAS_SCHEMES), ("relation", RELATIONS)):
        if cells[column] and cells[column] not in words:
            yield column, f"`{cells[column]}` is none of {listed(words)}"
    if not cells["item"] and cells["relation"] != "none":
        yield "item", "empty"
    if cells["relation"] in ("broader", "proxy", "none") and not cells["note"]:
        yield "note", f"a `{cells['relation']}` alias says in what the item differs"


def _common(pack: str, cells: Cells) -> Found:
    if cells["id"] and not own_id(pack, cells["id"]):
        yield "id", f"`{cells['id']}` is not `{pack}:` and a slug"
    if cells.get("year") and not (cells["year"].isdecimal() and len(cells["year"]) == 4):  # noqa: PLR2004
        yield "year", f"`{cells['year']}` is not a year"


def _ordered(cells: Cells, middle: str) -> Found:
    limits = [float(cells[column]) for column in ("low", middle, "high") if cells[column]]
    if limits != sorted(limits):
        yield "low", f"low, {middle} and high are not in this order"


def _unit(cells: Cells, column: str) -> Found:
    try:
        if cells[column] not in ("", "1"):
            parse_unit(cells[column])
    except QuantityError as error:
        yield column, f"`{cells[column]}`: {error}"
