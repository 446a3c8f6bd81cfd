"""Old workbooks (.xls) through python-calamine, an extra; values as they were last saved.

What the library does not tell is not checked: formulas, number formats, hidden rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.cells import Given, Stored
from carbonfoot.intake.formats import number_text
from carbonfoot.intake.package import damaged
from carbonfoot.intake.records import Area, Record
from carbonfoot.intake.sheet_choice import choose_sheet
from carbonfoot.intake.workbook import Sheet


class XlsReader:
    """One sheet of an old workbook; what it tells is said in `records.Records`."""

    typed = True
    by_hand = False

    def __init__(self, sheet: str, cells: Any, merged: list[Area]) -> None:
        self.sheet = sheet
        self.cells = cells
        self.merged = merged
        self.hidden: list[tuple[int, int]] = []
        self.keep: frozenset[int] | None = None

    def close(self) -> None:
        """Nothing stays open."""

    def records(self) -> Iterator[Record]:
        """The rows as they stand."""
        for number, row in enumerate(self.cells, start=1):
            cells = [_given(value) for value in row]
            yield Record(number, cells if any(cells) else ())


def open_xls(file: str, name: str | None, display: str) -> tuple[XlsReader | None, list[Finding]]:
    """A sheet of the workbook, or the findings that say why there is none; the library must be there."""
    import python_calamine

    try:
        with open(file, "rb") as stream:  # by its bytes, whatever its name says
            workbook = python_calamine.CalamineWorkbook.from_filelike(stream)
        sheets = [
            Sheet(one.name, one.name, one.visible != python_calamine.SheetVisibleEnum.Visible)
            for one in workbook.sheets_metadata
            if one.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        chosen, findings = choose_sheet(tuple(sheets), name, display)
        if chosen is None:
            return None, findings
        sheet = workbook.get_sheet_by_name(chosen.name)
        merged = [
            Area(top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
        return XlsReader(chosen.name, sheet.to_python(skip_empty_area=False), merged), findings
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        return None, [damaged(display, f"as an old .xls workbook: {' '.join(str(error).split())}")]


def _given(value: Any) -> Given:
    if isinstance(value, bool):
        return Stored("TRUE" if value else "FALSE", "truth")
    if isinstance(value, (int, float)):
        return Stored(number_text(repr(value)) or "", "number")
    if isinstance(value, (datetime, date)):
        return Stored(value.isoformat()[: len("2025-03-01")], "date")
    if isinstance(value, (time, timedelta)):
        return Stored(str(value), "date")
    return str(value)
