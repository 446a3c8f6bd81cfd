"""The items of the full and of the summary report in the order of the act: `items.csv` names them, functions fill them."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from functools import cache
from itertools import groupby
from typing import NamedTuple

from carbonfoot.declarations.cbam_operator_report import (
    allocation,
    attribution,
    balance,
    electricity,
    gases,
    goods,
    identity,
    plan,
    power_values,
    precursors,
    sector,
    streams,
    totals,
)
from carbonfoot.declarations.cbam_operator_report.about import About
from carbonfoot.declarations.content import Block, Part, Section

Fill = Callable[[About], list[Block]]

_ROOMS = (
    *(allocation, attribution, balance, electricity, gases, goods),
    *(identity, plan, power_values, precursors, sector, streams, totals),
)


class Item(NamedTuple):
    """A row of `items.csv`: an item of the report, or a lettered part of it; `content` is the function that fills it."""

    report: str
    number: str
    part: str
    content: str
    title: str
    title_ko: str


@cache
def items(report: str) -> tuple[Item, ...]:
    """The items of `full` or `summary`, in order."""
    path = os.path.join(os.path.dirname(__file__), "items.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return tuple(one for one in (Item(**row) for row in csv.DictReader(file)) if one.report == report)


def sections(about: About, report: str, lang: str) -> tuple[Section, ...]:
    """Every item of the report, filled."""
    made = []
    for number, group in groupby(items(report), key=lambda item: item.number):
        rows = list(group)
        title = next((row for row in rows if not row.part), rows[0])
        parts = tuple(_part(about, row) for row in rows if row.content)
        beside = title.title_ko if lang == "ko" else ""
        made.append(Section(number, title.title, parts, beside, "ko" if beside else ""))
    return tuple(made)


def _part(about: About, row: Item) -> Part:
    return Part(row.part, row.title if row.part else "", tuple(_filling(row.content)(about)))


def _filling(name: str) -> Fill:
    for room in _ROOMS:
        found: Fill | None = getattr(room, name, None)
        if found is not None and found.__module__ == room.__name__:
            return found
    raise KeyError(name)
