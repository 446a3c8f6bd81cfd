"""XLSX by xlsxwriter: written row by row, texts as texts, the same bytes for the same rows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from carbonfoot.batch.columns import COLUMNS, FINDING_COLUMNS, Column, Value, cells, finding_cells
from carbonfoot.batch.export.content import Content

NEEDS = ("xlsxwriter", "xlsx")

ROWS = 1_048_576
LONGEST = 32_767
"""What a sheet and a cell of the format can hold."""

_CUT = " ..."
_WIDE = {"name": 40, "product": 28, "product_ko": 24, "supplier": 24, "file": 40, "message": 70, "help": 50}


def products(content: Content, path: str) -> None:
    """Sheets `products`, `findings` and `about`; a table longer than a sheet goes on in `products 2`."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "tmpdir": os.path.dirname(path) or ".",
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"title": "carbonfoot batch", "created": datetime(1980, 1, 1, tzinfo=UTC)})
    bold = book.add_format({"bold": True})
    _table(book, "products", COLUMNS, map(cells, content.rows()), bold)
    found = (finding_cells(*one) for one in content.findings())
    _table(book, "findings", FINDING_COLUMNS, found, bold)
    _table(book, "about", (Column("key", "text"), Column("value", "text")), map(list, content.about), bold)
    book.close()


def _table(book: Any, name: str, columns: Sequence[Column], rows: Iterable[list[Value]], bold: Any) -> None:
    """One table over as many sheets as it needs, each with the header."""
    sheet, at, number = _sheet(book, name, columns, bold), 1, 1
    for row in rows:
        if at == ROWS:
            number += 1
            sheet, at = _sheet(book, f"{name} {number}", columns, bold), 1
        for place, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-8", "backslashreplace").decode()
                sheet.write_string(at, place, text if len(text) <= LONGEST else _shortened(text))
            elif value is not None:
                sheet.write_number(at, place, value)
        at += 1


def _sheet(book: Any, name: str, columns: Sequence[Column], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(column.name, 14))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, bold)
    sheet.freeze_panes(1, 1)
    return sheet


def _shortened(text: str) -> str:
    """What fits, with a sign that there is more."""
    return text[: LONGEST - len(_CUT)] + _CUT
