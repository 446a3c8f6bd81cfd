"""Tables of a document as a workbook: a sheet of single values, a sheet for every list; nothing is a formula."""

from __future__ import annotations

import csv
import io
import os
import re
from typing import Any

from carbonfoot.exports.book import Book, Cell, List
from carbonfoot.intake.book_keys import KEY, KEY_KO, LINE, LINE_KO, MEANING, UNIT, VALUE, heading, read_path

MAX_CELL = 32_767
"""Characters of a cell of a workbook."""

_FIRST_SHEET = "product"
_NAME = 31  # characters of the name of a sheet
_WIDEST = 48
_KO = {LINE: LINE_KO, KEY: KEY_KO, VALUE: "값", MEANING: "설명", UNIT: "단위"}


def packed(book: Book, lang: str = "en", title: str = _FIRST_SHEET) -> bytes:
    """The workbook. With `ko` a second row of headings, and the meaning of keys, are Korean."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    workbook = xlsxwriter.Workbook(target, options)
    from datetime import datetime

    workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same bytes whenever it is written
    looks = {
        "head": workbook.add_format({"bold": True, "bg_color": "#DDE8E3", "bottom": 1, "num_format": "@"}),
        "text": workbook.add_format({"num_format": "@"}),
        "label": workbook.add_format({"num_format": "@", "font_color": "#777777"}),
        "said": workbook.add_format({"num_format": "@", "font_color": "#777777", "text_wrap": True}),
    }
    words = korean() if lang == "ko" else {}
    _values(workbook.add_worksheet(title), book, looks, words)
    names = {title.casefold()}
    for one in book.lists:
        _rows(workbook.add_worksheet(_sheet_name(one.name, names)), one, looks, words)
    workbook.close()
    return target.getvalue()


def too_long(book: Book) -> str:
    """The key or line of the first text that no cell can hold; ""."""
    for value in book.values:
        if _units(value.text) > MAX_CELL:
            return value.key
    for one in book.lists:
        for row in one.rows:
            if any(_units(cell.text) > MAX_CELL for cell in row.cells.values()):
                return row.line
    return ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _values(sheet: Any, book: Book, looks: dict[str, Any], words: dict[str, str]) -> None:
    rows = [(KEY, VALUE, MEANING)]
    if words:
        rows.append((_KO[KEY], _KO[VALUE], _KO[MEANING]))
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, looks["head"])
    for number, value in enumerate(book.values, len(rows)):
        sheet.write_string(number, 0, value.key, looks["text"])
        sheet.write_string(number, 1, value.text, looks["text"])
        said = value.field.description if value.field else ""
        if words:
            said = _korean_of(value.key, words) or said
        if said:
            sheet.write_string(number, 2, said, looks["said"])
    sheet.set_column(0, 0, _width([value.key for value in book.values]), looks["text"])
    sheet.set_column(1, 1, _width([value.text for value in book.values]), looks["text"])
    sheet.set_column(2, 2, 64, looks["text"])
    sheet.freeze_panes(len(rows), 1)


def _rows(sheet: Any, table: List, looks: dict[str, Any], words: dict[str, str]) -> None:
    heads = [[LINE, *table.columns]]
    if words:
        heads.append([_KO[LINE], *(_korean_of(column, words) or column for column in table.columns)])
    for number, texts in enumerate(heads):
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, looks["head"])
    places = {column: index for index, column in enumerate(table.columns, 1)}
    for number, row in enumerate(table.rows, len(heads)):
        sheet.write_string(number, 0, row.line, looks["label"])
        for under, cell in row.cells.items():
            _cell(sheet, number, places[under], cell, looks)
    sheet.set_column(0, 0, _width([row.line for row in table.rows]), looks["text"])
    for name, index in places.items():
        cells = [row.cells[name] for row in table.rows if name in row.cells]
        look = None if any(cell.number for cell in cells) else looks["text"]
        sheet.set_column(index, index, _width([name, *(cell.text for cell in cells)]), look)
    names = [index for name, index in places.items() if name == "name"]
    sheet.freeze_panes(len(heads), names[0] + 1 if names == [1] else 1)
    sheet.autofilter(len(heads) - 1, 0, len(heads) - 1 + len(table.rows), len(table.columns))


def _cell(sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if cell.number:
        sheet.write_number(row, column, float(cell.text))
    else:
        sheet.write_string(row, column, cell.text, looks["text"])


def _width(texts: list[str]) -> int:
    from carbonfoot.reports.width import display_width

    return max(8, min(_WIDEST, 2 + max((display_width(text) for text in texts), default=0)))


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that spreadsheet programs take, and that no other sheet has."""
    plain = (re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ") or "list")[: _NAME - 4]
    if plain.casefold() == "history":
        plain += " 1"
    found = plain
    number = 2
    while found.casefold() in taken:
        found = f"{plain} {number}"
        number += 1
    taken.add(found.casefold())
    return found


def korean() -> dict[str, str]:
    """Keys and how a Korean reader calls them."""
    file = os.path.join(os.path.dirname(__file__), "book_words_ko.csv")
    with open(file, encoding="utf-8", newline="") as stream:
        return {row["key"]: row["ko"] for row in csv.DictReader(stream)}


def _korean_of(column: str, words: dict[str, str]) -> str:
    """A heading in Korean: its keys translated where they are known."""
    text, unit = heading(column)
    path = read_path(text) or ()
    said = [words.get(step, step) if isinstance(step, str) else str(step + 1) for step in path]
    shown = " · ".join(said) if said else _KO[VALUE]
    unit = _KO[UNIT] if unit == UNIT else unit
    return f"{shown} [{unit}]" if unit else shown
