"""A batch for a person at a terminal: counts, the largest, whom to ask, findings by code, and how to go on."""

from __future__ import annotations

from collections.abc import Callable

from carbonfoot.batch.model import COMPLETE, Row
from carbonfoot.batch.told.summary import STATES, OfCode, OfSupplier, Summary
from carbonfoot.batch.told.words import words
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe

LISTED = 5
"""Rows of a list; pages and exports have more."""

Shown = Callable[[str], str]
"""The name of a document as the person who typed the command would write it."""

Cells = tuple[str, ...]


def render(told: Summary, computed: int, kept: int, folders: str, shown: Shown, style: Style) -> str:
    """The report; ends in a line feed."""
    say = words(style.lang)
    if not told.documents:
        rows = lines_of(safe(say["head none"].format(folders=folders)), style.width)
        return "\n".join([*rows, *_passed_over(told, style, say)]) + "\n"
    states = ", ".join(
        say[state].format(number=f"{told.states[state]:,}")
        for state in STATES
        if told.states[state] or state == COMPLETE
    )
    head = say["head" if told.documents > 1 else "head one"].format(
        count=f"{told.documents:,}", states=states
    )
    rows = [style.bold(head), say["worked"].format(computed=f"{computed:,}", kept=f"{kept:,}")]
    if told.documents > 1:
        rows += lines_of(say["never added"], style.width)
    rows += _products(say["largest"], told.largest[:LISTED], "total", shown, style, say)
    rows += _products(say["heaviest"], told.heaviest[:LISTED], "per_kg", shown, style, say)
    rows += _suppliers(told.suppliers, style, say)
    rows += _codes(told.codes, shown, style, say)
    rows += _passed_over(told, style, say)
    rows += ["", *_paragraph(say["next"], _next(told, say), style)]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _next(told: Summary, say: dict[str, str]) -> str:
    troubled = told.states[COMPLETE] < told.documents
    return f"{say['next correct']}; {say['next list']}" if troubled else say["next list"]


def _products(
    title: str, products: list[Row], key: str, shown: Shown, style: Style, say: dict[str, str]
) -> list[str]:
    if not products:
        return []
    per = key == "total"
    head: Cells = (say["product"], say["per"] if per else "", "kg CO2e", say["document"])
    cells = [head, *(_product(row, key, shown, style) for row in products)]
    return ["", *_table(title, cells, style, numeric=(2,), ends=(3,))]


def _product(row: Row, key: str, shown: Shown, style: Style) -> Cells:
    data = row.data
    name = data["product_ko"] if style.lang == "ko" and data["product_ko"] else data["product"]
    unit = f"{format_number(data['declared_amount'])} {data['declared_unit']}" if key == "total" else "kg"
    return (
        safe(f"{data['product_id']}  {name}"),
        safe(unit),
        format_fixed(data[key], 4),
        safe(shown(row.name)),
    )


def _suppliers(given: list[OfSupplier], style: Style, say: dict[str, str]) -> list[str]:
    if not given:
        return []
    head: Cells = (say["supplier"], say["col refused"], say["col incomplete"], say["col all"])
    cells = [head]
    for one in given[:LISTED]:
        name = safe(one.name) + ("/" if one.is_folder and one.name != "." else "")
        cells.append((name, f"{one.refused:,}", f"{one.incomplete:,}", f"{one.all:,}"))
    rows = ["", *_table(say["troubled"], cells, style, numeric=(1, 2, 3), ends=())]
    if len(given) > LISTED:
        rows.append(say["more"].format(number=f"{len(given) - LISTED:,}"))
    return rows


def _codes(given: list[OfCode], shown: Shown, style: Style, say: dict[str, str]) -> list[str]:
    if not given:
        return []
    cells: list[Cells] = [(say["col code"], say["col count"], say["col files"], say["col example"])]
    for one in given:
        grave = say[f"severity {one.severity}"]
        name = f"{grave}[{one.code}] {CATALOGUE[one.code].name}"
        file = safe(shown(one.example.file)) if one.example.file else ""
        cells.append((name, f"{one.number:,}", f"{one.files:,}", file))
    return ["", *_table(say["findings"], cells, style, numeric=(1, 2), ends=(3,))]


def _passed_over(told: Summary, style: Style, say: dict[str, str]) -> list[str]:
    parts = [
        say["kind one" if kind else "kind none"].format(number=f"{number:,}", kind=kind)
        for kind, number in told.passed_over.items()
    ]
    if told.walked:
        parts.append(say["links"].format(number=f"{len(told.walked):,}"))
    return ["", *_paragraph(say["passed over"], ", ".join(parts), style)] if parts else []


def _paragraph(label: str, text: str, style: Style) -> list[str]:
    columns = display_width(label) + 2
    rows = lines_of(safe(text), style.width - columns)
    return [f"{label}  {rows[0]}", *(" " * columns + row for row in rows[1:])]


def _table(
    title: str, cells: list[Cells], style: Style, *, numeric: tuple[int, ...], ends: tuple[int, ...]
) -> list[str]:
    """A title and a table as wide as the report: numbers to the right, of paths (`ends`) the end where there is no room."""
    count = len(cells[0])
    widths = [max(display_width(row[place]) for row in cells) for place in range(count)]
    room = style.width - 2 * (count - 1)
    free = [place for place in range(count) if place not in numeric]
    over = sum(widths) - room
    while over > 0:  # the widest text gives way
        widest = max(free, key=lambda place: widths[place])
        widths[widest] -= 1
        over -= 1
    rows = [style.bold(title)]
    for number, row in enumerate(cells):
        line = []
        for place, text in enumerate(row):
            if place in numeric:
                line.append(right(text, widths[place]))
            elif place in ends and number:
                line.append(_end(text, widths[place]))
            else:
                line.append(fit(text, widths[place]))
        rows.append("  ".join(line))
    return rows


def _end(text: str, columns: int) -> str:
    """The end of a path: its beginning is what others share."""
    if display_width(text) > columns:
        while display_width(text) > columns - 3:
            text = text[1:]
        text = f"...{text}"
    return text + " " * (columns - display_width(text))
