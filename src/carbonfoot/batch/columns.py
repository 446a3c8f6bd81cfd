"""A row of the store as a row of a table: fixed columns, whatever a batch holds, so that tables of two runs fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from carbonfoot.batch.model import Row
from carbonfoot.batch.rows import LISTED
from carbonfoot.findings.catalogue import CATALOGUE, SEVERITIES
from carbonfoot.findings.finding import Finding, path_text, severity
from carbonfoot.system.model import BESIDE, CATEGORIES, STAGES

TEXT, NUMBER, COUNT, DAY = "text", "number", "count", "day"

SPLIT = (*CATEGORIES, *BESIDE)
"""Parts of a split that have columns; packaging and distribution stand among the stages."""

Value = str | float | int | None


class Column(NamedTuple):
    """A column: its name and what its cells are: `text`, `number`, `count` or `day` (YYYY-MM-DD)."""

    name: str
    kind: str


_ABOUT = (
    *(Column(name, TEXT) for name in ("name", "state", "because", "product_id", "product", "product_ko")),
    *(Column(name, TEXT) for name in ("supplier", "made_in")),
    Column("declared_amount", NUMBER),
    Column("declared_unit", TEXT),
    Column("mass_kg", NUMBER),
    Column("from", DAY),
    Column("to", DAY),
    Column("boundary", TEXT),
    Column("gwp_set", TEXT),
    *(Column(name, NUMBER) for name in ("total", "at_least", "per_kg", "low", "high", "pds", "dqr")),
    Column("lines", COUNT),
    Column("missing", COUNT),
)
_RANKED = tuple(
    column
    for what in ("item", "supplier")
    for place in range(1, LISTED + 1)
    for column in (Column(f"{what}.{place}", TEXT), Column(f"{what}.{place}.kg_co2e", NUMBER))
)
COLUMNS = (
    *_ABOUT,
    *(Column(f"split.{key}", NUMBER) for key in SPLIT),
    *(Column(f"stage.{key}", NUMBER) for key in STAGES),
    *_RANKED,
    *(Column(f"findings.{grave}", COUNT) for grave in SEVERITIES),
    Column("findings.codes", TEXT),
)
"""Columns of products. Amounts are kg CO2e per declared unit, `per_kg` per kg of product, `pds` a share of 1."""

FINDING_COLUMNS = (
    *(Column(name, TEXT) for name in ("product", "code", "name", "severity", "file", "path")),
    *(Column(name, TEXT) for name in ("message", "help")),
)
"""Columns of findings: `product` is the name of the row that a finding stands with, `path` where it is in `file`."""


def cells(row: Row) -> list[Value]:
    """The cells of a product, in the order of `COLUMNS`; None is what nobody knows, and never 0."""
    data = {"name": row.name, "state": row.state, **row.data}
    split, stages = data.get("split", {}), data.get("stages", {})
    return [
        *(data.get(column.name) for column in _ABOUT),
        *(split.get(key) for key in SPLIT),
        *(stages.get(key) for key in STAGES),
        *_ranked(data.get("items", {})),
        *_ranked(data.get("suppliers", {})),
        *(row.grave.get(grave, 0) for grave in SEVERITIES),
        " ".join(row.codes) or None,
    ]


def _ranked(given: dict[str, float | None]) -> Iterator[Value]:
    """Names and amounts, the largest first."""
    pairs = list(given.items())
    for place in range(LISTED):
        yield from pairs[place] if place < len(pairs) else (None, None)


def object_of(row: Row) -> dict[str, Any]:
    """A product as an object: its maps as they are, its findings counted by code."""
    return {"name": row.name, "state": row.state, **row.data, "findings": row.codes}


def finding_cells(product: str, finding: Finding) -> list[Value]:
    """The cells of a finding, in the order of `FINDING_COLUMNS`."""
    return [
        product or None,
        finding.code,
        CATALOGUE[finding.code].name,
        severity(finding),
        finding.file or None,
        path_text(finding.path) or None,
        finding.message,
        finding.help or None,
    ]
