"""Parquet by pyarrow: typed columns, a group of rows at a time; the same bytes for the same version of pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from carbonfoot.batch.columns import COLUMNS, COUNT, DAY, NUMBER, TEXT, cells
from carbonfoot.batch.export.content import Content

NEEDS = ("pyarrow", "parquet")

GROUP = 10_000
"""Rows of a group, which are in memory together."""


def products(content: Content, path: str) -> None:
    """A row a product; what holds for the run is metadata of the file."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    kinds = {TEXT: pa.string(), NUMBER: pa.float64(), COUNT: pa.int64(), DAY: pa.date32()}
    schema = pa.schema(
        [(column.name, kinds[column.kind]) for column in COLUMNS], metadata=dict(content.about)
    )
    with pq.ParquetWriter(path, schema, compression="snappy") as written:
        for rows in _groups(content):
            arrays = [
                pa.array([_cell(row[place], column.kind) for row in rows], kinds[column.kind])
                for place, column in enumerate(COLUMNS)
            ]
            written.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _groups(content: Content) -> Iterator[list[list[Any]]]:
    group: list[list[Any]] = []
    for row in content.rows():
        group.append(cells(row))
        if len(group) == GROUP:
            yield group
            group = []
    if group:
        yield group


def _cell(value: Any, kind: str) -> Any:
    if value is None or kind == COUNT:
        return value
    if kind == DAY:
        return date.fromisoformat(value)
    if kind == NUMBER:
        return float(value)
    return value.encode(
        "utf-8", "backslashreplace"
    ).decode()  # a name of a file may hold bytes that are no text
