"""What only shows across tables and packs: names that lead nowhere, one item of two kinds, one alias of two gases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.factors.layout import BOUNDARIES
from carbonfoot.factors.lint_cells import Cells, Found
from carbonfoot.factors.pack import Problem, Row, items_of

Rows = list[tuple[str, str, Row]]
"""Pack, table and row, of all packs."""


class Known(NamedTuple):
    """What rows may refer to; `routes` of each item, and the ids of the packs that are there."""

    packs: set[str]
    records: set[str]
    parameters: set[str]
    gases: set[str]
    regions: set[str]
    routes: dict[str, set[str]]


def known_of(rows: Rows) -> Known:
    """All keys of the packs."""
    known = Known(set(), set(), set(), set(), set(), {})
    for pack, name, (_, cells) in rows:
        known.packs.add(pack)
        if name == "records.csv":
            known.records.add(cells["id"])
            known.routes.setdefault(cells["item"], set()).add(cells["route"])
        elif name == "parameters.csv":
            known.parameters.add(cells["id"])
        elif name == "gwp.csv":
            known.gases.add(cells["gas"])
        elif name == "regions.csv":
            known.regions.add(cells["code"])
    return known


def dangling(name: str, cells: Cells, known: Known) -> Found:
    """Names in one row that lead nowhere."""
    if name in ("records.csv", "parameters.csv", "anchors.csv") and cells["geo"]:
        yield from _unknown("geo", cells["geo"], known.regions, "regions.csv")
    if name == "records.csv" and cells["other_gases"]:
        for part in items_of(cells["other_gases"]):
            yield from _unknown("other_gases", part.partition("=")[0], known.gases, "gwp.csv")
    if name in ("records.csv", "parameters.csv") and cells["supersedes"]:
        ids = known.records if name == "records.csv" else known.parameters
        for text in items_of(cells["supersedes"]):
            if text.partition(":")[0] in known.packs:
                yield from _unknown("supersedes", text, ids, name)
    if name == "aliases.csv" and cells["item"]:
        yield from _alias(cells, known)
    if name == "gwp.csv":
        for part in items_of(cells["composition"]):
            if part.partition("=")[0] not in known.gases:
                yield "composition", f"`{part}` is not a gas of the table and its share"
    if name == "regions.csv":
        for column in ("parent", "members"):
            for code in items_of(cells.get(column, "")):
                yield from _unknown(column, code, known.regions, "regions.csv")


def _alias(cells: Cells, known: Known) -> Found:
    if cells["item"] not in known.routes:
        yield "item", f"`{cells['item']}` is in no records.csv"
    elif cells["route"] and cells["route"] not in known.routes[cells["item"]]:
        yield "route", f"`{cells['item']}` has no record of route `{cells['route']}`"


def contradicting(rows: Rows) -> Iterator[Problem]:
    """Rows that say of an item or an alias what another row denies."""
    kinds: dict[str, tuple[str, str]] = {}
    owners: dict[str, tuple[str, str]] = {}
    for pack, name, (line, cells) in rows:
        place = f"{name}:{line}"
        if name == "records.csv":
            item, kind = cells["item"], cells["kind"]
            first, where = kinds.setdefault(item, (kind, f"{pack} {place}"))
            if kind != first and kind in BOUNDARIES:
                yield Problem(pack, place, "kind", f"`{kind}`, but item `{item}` is {first} in {where}")
        elif name == "gwp.csv":
            for alias in (cells["gas"], *items_of(cells.get("aliases", ""))):
                owner, where = owners.setdefault(alias.casefold(), (cells["gas"], place))
                if owner != cells["gas"]:
                    yield Problem(pack, place, "aliases", f"`{alias}` already means {owner} ({where})")


def _unknown(column: str, text: str, known: set[str], table: str) -> Found:
    if text and text not in known:
        yield column, f"`{text}` is in no {table}"
