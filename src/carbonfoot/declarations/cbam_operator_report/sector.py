"""Sector-specific parameters of goods (Annex IV, point 2); which ones a category needs stands in `sector_parameters.csv`."""

from __future__ import annotations

import csv
import os
from functools import cache
from typing import NamedTuple

from carbonfoot.cbam.model import GoodResult
from carbonfoot.cbam.shapes.processes import Good
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, called, for_goods
from carbonfoot.declarations.content import Absent, Block, Cell, Column, Number, Table
from carbonfoot.declarations.digits import amount

_MOSTLY_WATERLESS = "not stated: needed in water"
_BELOW_ONE = "not stated: needed above 1 %"


class Parameter(NamedTuple):
    """What the act asks for a category.

    key     of a good in the document; `nitrogen/urea` is a form of nitrogen
    unit    `%`, `t/t` or `text`
    needed  `always`, `if-known`, `in-water`, `with-scrap` or `above-1-%`
    """

    category: str
    parameter: str
    key: str
    unit: str
    needed: str


@cache
def parameters() -> dict[str, list[Parameter]]:
    """The parameters of each aggregated goods category; a category that is not there has none."""
    path = os.path.join(os.path.dirname(__file__), "sector_parameters.csv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = [Parameter(**row) for row in csv.DictReader(file)]
    return {name: [row for row in rows if row.category == name] for name in {row.category for row in rows}}


@for_goods
def sector_parameters(about: About) -> list[Block]:
    """A table for each category: a row for each good, a column for each parameter that the act asks for."""
    blocks: list[Block] = []
    for category in dict.fromkeys(good.good.category for good in about.result.goods):
        goods = [good for good in about.result.goods if good.good.category == category]
        asked = parameters().get(category, [])
        if not asked:
            blocks.append(Absent(f"the act asks for none of {', '.join(dict.fromkeys(map(called, goods)))}"))
            continue
        heads = tuple(
            Column(
                one.parameter if one.unit == "text" else f"{one.parameter}, {one.unit}", one.unit != "text"
            )
            for one in asked
        )
        rows = tuple(
            (called(good), *(_shown(about, good, about.stated(good), one) for one in asked)) for good in goods
        )
        blocks.append(Table(f"Sector-specific parameters: {category}", (Column("Good"), *heads), rows))
    return blocks


def _shown(about: About, good: GoodResult, stated: Good, one: Parameter) -> Cell:
    value = _stated(stated, one.key)
    if (
        value is None
        and one.key in ("clinker_content", "nitrogen_content")
        and good.unit in ("t clinker", "t N")
    ):
        value = good.content
    if value is not None:
        return value if isinstance(value, str) else _number(value, one.unit)
    scrap = _stated(stated, "scrap")
    if one.needed == "if-known":
        return NOT_STATED + ", if known"
    if one.needed == "with-scrap" and scrap == 0:
        return "no scrap"
    if one.needed == "above-1-%":
        return _BELOW_ONE
    if one.needed == "in-water":
        return _MOSTLY_WATERLESS
    return about.gap(one.parameter, good, one.key)


def _number(value: float, unit: str) -> Number:
    return Number(amount(100 * value if unit == "%" else value))


def _stated(good: Good, key: str) -> str | float | None:
    head, _, form = key.partition("/")
    value = getattr(good, head)
    if form:
        value = None if value is None else value.get(form)
    return value if value is None or isinstance(value, str) else float(value)
