"""Energy bills as a table, a row a bill or months side by side, as a site document with readings.

A month without a bill is missing, never zero: it is told here, and `calc` gives no total for it. Money is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.bom_numbers import read_number, tells
from carbonfoot.intake.energy_columns import Layout, layout, units_stated, year_stated
from carbonfoot.intake.energy_periods import Span, bare_month, month, read_day, read_span
from carbonfoot.intake.energy_words import (
    basis_question,
    carriers_of,
    kind_of_unit,
    means,
    speaks_of,
    unit_in_heading,
    unit_text,
)
from carbonfoot.intake.energy_write import Meter, Reading, is_sum, site_document
from carbonfoot.intake.grid import Grid, Item, read_grid
from carbonfoot.intake.imports import Asked, Imported, Shown

ENOUGH = 2
"""Bills that make a table of bills."""


def recognise(file: str, asked: Asked) -> list[str]:
    """Periods, and beside them amounts of energy, fuel or water."""
    grid, _ = read_grid(file, asked.display or display_path(file), asked.sheet, "read")
    if grid is None:
        return []
    found = layout(grid, asked)
    if found is None:
        return []
    bills = [bill for bill in _Reading(grid, found, asked, []).bills() if bill.amount.text]
    timed = [bill for bill in bills if bill.span is not None or bare_month(bill.when.text)]
    if len(timed) < ENOUGH or not any(bill.unit or bill.carriers for bill in timed):
        return []
    return [f"row {grid.rows[found.head][0].record.number} is over {len(timed)} amounts with their months"]


def read(file: str, asked: Asked) -> Imported:
    """The site document of a table of bills, or the findings and questions that stand in its way."""
    display = asked.display or display_path(file)
    grid, findings = read_grid(file, display, asked.sheet, asked.hidden)
    if grid is None:
        return Imported([], findings, [], [])
    found = layout(grid, asked)
    if found is None:
        help = "a header names the period and the amounts, such as `month` and `power (kWh)`; or say --header-row N"
        problem = grid.origin.finding(
            "CF605", "no row of the table names a period and amounts of energy", help=help
        )
        return Imported([], [*findings, problem], [], [])
    if found.questions:
        return Imported([], findings, found.questions, found.shown)
    reading = _Reading(grid, found, asked, findings)
    bills = [bill for bill in reading.bills() if bill.amount.text or bill.span is not None]
    meters = reading.meters(bills)
    shown = [*found.shown, *reading.shown]
    if reading.questions or any(severity(one) == "error" for one in findings):
        return Imported(
            [], findings, list(dict.fromkeys(reading.questions)), shown, left_out=tuple(reading.left_out)
        )
    if not meters:
        return Imported([], findings, [], shown, left_out=tuple(reading.left_out))
    when = found.roles.get("period", -1)
    billed = grid.rows[found.head][when].text if when >= 0 else ""
    document, more, undecided = site_document(grid, meters, asked, billed)
    lines = sum(len(one.readings) for one in meters)
    return Imported([document], findings + more, [], shown, "", undecided, tuple(reading.left_out), lines)


class Bill(NamedTuple):
    """One amount of one period.

    when, amount  the cells
    span          None where the period cannot be read
    name          of the meter, as the table has it; "" without one
    carriers      what it may be of
    estimated     True or False where the table says so
    """

    when: Item
    span: Span | None
    amount: Item
    unit: str
    name: str
    column: str
    carriers: list[str]
    estimated: bool | None


class _Reading:
    """Rows to bills, bills to meters."""

    def __init__(self, grid: Grid, found: Layout, asked: Asked, findings: list[Finding]) -> None:
        self.grid = grid
        self.found = found
        self.asked = asked
        self.findings = findings
        self.stated = units_stated(asked)
        self.year = year_stated(asked)
        self.shown: list[Shown] = []
        self.questions: list[str] = []
        self.left_out: list[tuple[int, str]] = []
        self.totals: list[tuple[str, Item]] = []
        fixed = {role: name[1:] for role, name in asked.columns.items() if name.startswith("=")}
        self.fixed = fixed

    def bills(self) -> Iterator[Bill]:
        """Every amount of the table with its period, meter and unit."""
        rows = self.grid.rows[self.found.head + 1 :]
        yield from self._side_by_side(rows) if self.found.across else self._one_below_another(rows)

    def _side_by_side(self, rows: list[list[Item]]) -> Iterator[Bill]:
        head = self.grid.rows[self.found.head]
        for row in rows:
            about = [item for item in row if item.position not in self.found.across and item.text]
            if any(means(item.text, "total") for item in about):
                self.left_out.append((row[0].record.number, "total"))
                continue
            label = " ".join(item.text for item in about if not means(item.text, "unit"))
            if not any(row[at].text for at in self.found.across):
                continue
            if speaks_of(label, "money") or speaks_of(label, "apart"):
                self.left_out.append(
                    (row[0].record.number, "money" if speaks_of(label, "money") else "no amount")
                )
                continue
            name = self._at(row, "meter") or self._at(row, "carrier") or (about[0].text if about else "")
            unit = self._unit(row, "") or unit_in_heading(label, self.stated) or self._unit_among(about)
            for at in self.found.across:
                yield Bill(
                    head[at],
                    self._span(head[at]),
                    row[at],
                    unit,
                    name,
                    "",
                    self._carriers(row, label),
                    self._estimated(row),
                )

    def _unit_among(self, about: list[Item]) -> str:
        found = [unit for item in about if (unit := unit_text(item.text, self.stated)) and kind_of_unit(unit)]
        return found[0] if len(found) == 1 else ""

    def _one_below_another(self, rows: list[list[Item]]) -> Iterator[Bill]:
        roles = self.found.roles
        head = self.grid.rows[self.found.head]
        for row in rows:
            first = next((item for item in row if item.text), row[0])
            when = row[roles.get("period", roles.get("from", first.position))]
            if (
                means(first.text, "total")
                or means(when.text, "total")
                or means(self._at(row, "meter"), "total")
            ):
                self.left_out.append((row[0].record.number, "total"))
                if not re.search(r"소계|sub|average|평균", first.text + when.text, re.IGNORECASE):
                    self.totals += [(head[at].text, row[at]) for at in self.found.amounts if row[at].text]
                continue
            if not when.text and not any(row[at].text for at in self.found.amounts):
                continue
            span = self._span(when, row[roles["to"]] if "from" in roles and "to" in roles else None)
            for at, unit in self.found.amounts.items():
                heading = head[at].text
                label = f"{self._at(row, 'carrier')} {self._at(row, 'meter')} {heading}"
                yield Bill(
                    when,
                    span,
                    row[at],
                    self._unit(row, unit),
                    self._at(row, "meter"),
                    heading,
                    self._carriers(row, label),
                    self._estimated(row),
                )

    def _at(self, row: list[Item], role: str) -> str:
        if role in self.fixed:
            return self.fixed[role]
        return row[self.found.roles[role]].text if role in self.found.roles else ""

    def _unit(self, row: list[Item], unit: str) -> str:
        said = self._at(row, "unit")
        return (unit_text(said, self.stated) or said) if said else unit

    def _carriers(self, row: list[Item], label: str) -> list[str]:
        said = self._at(row, "carrier")
        return (carriers_of(said) if said else []) or carriers_of(label) or carriers_of(self._title())

    def _title(self) -> str:
        """What stands above the header, and the name of the sheet."""
        above = [item.text for row in self.grid.rows[: self.found.head] for item in row if item.text]
        return " ".join([self.grid.origin.sheet, *above])

    def _estimated(self, row: list[Item]) -> bool | None:
        said = self._at(row, "estimated")
        if not said:
            return None
        if means(said, "is-estimated") or re.search(r"추정|estimat", said, re.IGNORECASE):
            return True
        return False if means(said, "is-actual") else None

    def _span(self, item: Item, last: Item | None = None) -> Span | None:
        if last is not None:
            first, end = read_day(item.text), read_day(last.text)
            return Span(first, end) if first and end and first <= end else None
        if item.type == "date":
            day = read_day(item.text)
            return month(day.year, day.month) if day is not None and day.day == 1 else None
        return read_span(item.text, self.year)

    # -- bills to meters

    def meters(self, bills: list[Bill]) -> list[Meter]:
        """Meters in the order in which they come; questions and findings where something is not clear."""
        mark = self._mark(bills)
        found: dict[tuple[str, str], Meter] = {}
        if any(bill.span is None and bare_month(bill.when.text) for bill in bills):
            self.questions.append("the months do not say their year: add --period YEAR")
            return []
        for bill in bills:
            if bill.span is None:
                self._no_period(bill)
                continue
            number = self._number(bill, mark)
            unit = self._settled_unit(bill, number)
            if len(bill.carriers) != 1:
                self._which_carrier(bill)
                continue
            meter = found.setdefault(
                (bill.name, bill.column), Meter(bill.name, bill.column, bill.carriers[0], [], set())
            )
            if not bill.amount.text:
                meter.blank.add(bill.span)
            elif number and unit:
                meter.readings.append(Reading(bill.span, number, unit, bill.estimated, bill.amount))
        made = self._without_sums([one for one in found.values() if one.readings])
        self._overlaps(made)
        self._twice(made)
        self._totals(made, mark)
        return made

    def _mark(self, bills: list[Bill]) -> str:
        if self.asked.decimal:
            return self.asked.decimal
        told = tells(bill.amount.text for bill in bills if bill.amount.type != "number")
        if told.open and not told.point and not told.comma:  # money and totals beside them may tell
            below = self.grid.rows[self.found.head + 1 :]
            told = tells(
                item.text for row in below for item in row if not item.type and read_span(item.text) is None
            )
        if told.point and told.comma:
            self.questions.append(
                f"`{told.point}` has a decimal point and `{told.comma}` a decimal comma: correct one of them"
            )
        elif told.open and not told.point and not told.comma:
            self.questions.append(
                f"`{told.open}` may have a decimal mark or one between thousands: add --decimal . or --decimal ,"
            )
        return "," if told.comma else "."

    def _no_period(self, bill: Bill) -> None:
        help = "write the month as 2025-03, or the days as 2025-03-15 ~ 2025-04-14"
        said = (
            f"`{bill.when.text}` is no month and no range of days"
            if bill.when.text
            else "the bill has no period"
        )
        if not any(
            one.path == ("row", bill.when.record.number) or one.message.endswith(said)
            for one in self.findings
        ):
            self.findings.append(self.grid.finding("CF615", said, bill.when, help))

    def _number(self, bill: Bill, mark: str) -> str:
        item = bill.amount
        if not item.text:
            return ""
        number = read_number(item.text, "." if item.type == "number" else mark)
        if number is None or item.type == "date":
            help = "leave the cell empty where there was no bill: missing is never zero"
            self.findings.append(self.grid.finding("CF615", f"`{item.text}` is not an amount", item, help))
            return ""
        if number.digits.startswith("-"):
            help = "a correction belongs to the bill that it corrects; power that is fed in is a product of the site"
            self.findings.append(self.grid.finding("CF207", f"`{item.text}` is below zero", item, help))
            return ""
        return number.digits

    def _settled_unit(self, bill: Bill, number: str) -> str:
        behind = read_number(bill.amount.text, ".")
        text = unit_text(behind.unit, self.stated) if behind is not None and behind.unit else ""
        unit = text or bill.unit
        name = bill.column or bill.name
        if not number:
            return ""
        if not unit or not unit_text(unit, self.stated) or not kind_of_unit(unit_text(unit, self.stated)):
            self.questions.append(
                f"`{unit}` of `{name}` is no unit of energy or fuel: add --unit-is {unit}=kWh" if unit
                else f"the unit of `{name}` is not stated: add --column unit==kWh"
            )  # fmt: skip
            return ""
        question = basis_question(bill.carriers[0], unit, name) if len(bill.carriers) == 1 else ""
        if question:
            self.questions.append(question)
            return ""
        return unit

    def _which_carrier(self, bill: Bill) -> None:
        name = bill.name or bill.column
        may = f"may be {' or '.join(bill.carriers)}" if bill.carriers else "names no energy carrier"
        self.questions.append(
            f"`{name}` {may}: add --column carrier==electricity (or natural_gas, diesel, heat, water ...)"
        )

    def _overlaps(self, meters: list[Meter]) -> None:
        for meter in meters:
            before: Reading | None = None
            for one in sorted(meter.readings, key=lambda reading: reading.span):
                if before is not None and one.span.first <= before.span.last:
                    said = f"`{one.span.text}` overlaps `{before.span.text}` (row {before.item.record.number}) of the same meter"
                    help = "two meters? name their column with --column meter=COLUMN; a correction? keep one of the bills"
                    self.findings.append(self.grid.finding("CF107", said, one.item, help))
                if before is None or one.span.last > before.span.last:
                    before = one

    def _without_sums(self, meters: list[Meter]) -> list[Meter]:
        """A meter that is the sum of others is counted with them; one that is named a total and is not is asked about."""
        aside = set(self.asked.options.get("leave", "").split("\n")) - {""}
        kept = [one for one in meters if one.title not in aside and one.column not in aside]
        left = []
        for one in kept:
            others = [other for other in kept if other is not one and other.carrier == one.carrier]
            total = speaks_of(one.title, "total")
            if len(others) < 2 and not (total and others):  # noqa: PLR2004 - parts of a sum
                left.append(one)
            elif is_sum(one, others):
                if total:
                    self.shown.append(Shown("aside", one.title, "total"))
                    continue
                self.questions.append(
                    f"`{one.title}` is the sum of {', '.join(f'`{other.title}`' for other in others)}: "
                    f'count either it or them, with --leave "{one.title}" or --leave of each of the others'
                )
            elif total:
                self.questions.append(
                    f'`{one.title}` may be a total of the others, and is not their sum: --leave "{one.title}"'
                )
            else:
                left.append(one)
        return left

    def _twice(self, meters: list[Meter]) -> None:
        """One meter in two units would be counted twice."""
        for at, one in enumerate(meters):
            for other in meters[:at]:
                same = one.carrier == other.carrier and one.name == other.name
                kinds = {kind_of_unit(one.readings[0].unit), kind_of_unit(other.readings[0].unit)}
                if same and len(kinds) > 1:
                    self.questions.append(
                        f"columns `{other.column}` and `{one.column}` both tell {one.carrier}, in two units: "
                        f"take one with --column usage={one.column}"
                    )

    def _totals(self, meters: list[Meter], mark: str) -> None:
        for column, item in self.totals:
            parts = [reading for one in meters if one.column == column for reading in one.readings]
            number = read_number(item.text, "." if item.type == "number" else mark)
            if number is None or not parts or len({one.unit for one in parts}) > 1:
                continue
            total = sum((Decimal(one.number) for one in parts), Decimal(0))
            if abs(total - Decimal(number.digits)) > max(Decimal(len(parts)) / 2, abs(total) / 10**6):
                said = f"the total of `{column}` is {number.digits}, and its bills come to {total}"
                help = "a bill may be missing, or stand twice; the total itself is not read"
                self.findings.append(self.grid.finding("CF404", said, item, help))
