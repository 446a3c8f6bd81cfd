"""CSV by RFC 4180 in UTF-8: a mark at its beginning (Excel reads Hangul with it), no formula, empty where nothing is known."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from carbonfoot.batch.columns import COLUMNS, FINDING_COLUMNS, Column, Value, cells, finding_cells
from carbonfoot.batch.export.content import Content
from carbonfoot.declarations.goods_csv import safe
from carbonfoot.quantities.numbers import format_number


def products(content: Content, path: str) -> None:
    """A row a product."""
    _write(path, COLUMNS, map(cells, content.rows()))


def findings(content: Content, path: str) -> None:
    """A row a finding."""
    _write(path, FINDING_COLUMNS, (finding_cells(*one) for one in content.findings()))


def _write(path: str, columns: Iterable[Column], rows: Iterable[list[Value]]) -> None:
    with open(path, "w", encoding="utf-8-sig", errors="backslashreplace", newline="") as stream:
        written = csv.writer(stream, lineterminator="\r\n")
        written.writerow([column.name for column in columns])
        written.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else format_number(value)
