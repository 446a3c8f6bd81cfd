"""What the columns of energy bills hold: periods, meters, amounts with their units; money and demand are left aside."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from carbonfoot.intake.bom_numbers import read_number
from carbonfoot.intake.energy_periods import bare_month, read_span
from carbonfoot.intake.energy_words import (
    ROLES,
    carriers_of,
    kind_of_unit,
    means,
    speaks_of,
    unit_in_heading,
)
from carbonfoot.intake.grid import Grid, Item
from carbonfoot.intake.imports import Asked, Shown

SEARCHED = 30
FEW_MONTHS = 2


class Layout(NamedTuple):
    """Where everything stands.

    head     index of the header row
    roles    role to position: period, from, to, meter, carrier, unit, estimated
    amounts  positions of columns of amounts, each with its unit ("" where a column or the cell has it)
    across   positions of months that stand side by side, one row a meter; then `amounts` is empty
    """

    head: int
    roles: dict[str, int]
    amounts: dict[int, str]
    across: tuple[int, ...]
    shown: list[Shown]
    questions: list[str]


def units_stated(asked: Asked) -> dict[str, str]:
    """What unit texts stand for, as the user says."""
    pairs = (text.partition("=") for text in asked.options.get("unit-is", "").split("\n"))
    return {name.strip(): unit.strip() for name, sign, unit in pairs if sign}


def year_stated(asked: Asked) -> int | None:
    """The year of months that do not say theirs: that of a period within one year."""
    found = asked.options.get("period", "")
    return (
        int(found[:4]) if found[:4].isdigit() and len({part[:4] for part in found.split("..")}) == 1 else None
    )


def is_period(item: Item) -> bool:
    """Whether a cell names a month or a range of days, with a year or without."""
    if item.type == "date":
        return True
    return read_span(item.text) is not None or bare_month(item.text)


def side_by_side(row: list[Item]) -> tuple[int, ...]:
    """Positions of periods that stand side by side in a row that holds no amounts; () where it is no such row."""
    periods = [item for item in row if is_period(item)]
    spans = sorted(span for item in periods if (span := read_span(item.text, 2000)) is not None)
    apart = all(one.last < other.first for one, other in pairwise(spans))
    others = [item for item in row if item.text and item not in periods]
    amounts = any(
        item.type == "number" or read_number(item.text, ".") or read_number(item.text, ",") for item in others
    )
    return (
        tuple(item.position for item in periods)
        if len(periods) >= FEW_MONTHS and apart and not amounts
        else ()
    )


def layout(grid: Grid, asked: Asked) -> Layout | None:
    """The header and the columns; None where no row is a header of energy bills."""
    stated = units_stated(asked)
    best: tuple[int, int] | None = None
    for at, row in enumerate(grid.rows[:SEARCHED]):
        if asked.header_row is not None:
            if row[0].record.number == asked.header_row:
                return _laid_out(grid, at, asked, stated)
            continue
        score = _score(row, stated, set(asked.columns.values()))
        if score and (best is None or score > best[0]):
            best = (score, at)
    return _laid_out(grid, best[1], asked, stated) if best is not None else None


def _score(row: list[Item], stated: dict[str, str], named: set[str]) -> int:
    """How much a row looks like a header: periods with amounts beside them, or months side by side."""
    texts = [item.text for item in row if item.text]
    months = side_by_side(row)
    if months:
        return 10 + len(months)
    when = any(_role(text) in ("period", "from") for text in texts)
    much = any(_amount(text, stated) or means(text, "usage") or _of_energy(text) for text in texts) or bool(
        named & set(texts)
    )
    if not when or not much or any(item.type == "number" for item in row):
        return 0
    return sum(bool(_role(text) or _amount(text, stated)) for text in texts)


def _role(text: str) -> str:
    return next((role for role in ROLES if role != "usage" and means(text, role)), "")


def _amount(text: str, stated: dict[str, str]) -> str:
    """The unit of a column that holds amounts of energy, by its heading; "" for others."""
    if speaks_of(text, "money") or speaks_of(text, "apart"):
        return ""
    unit = unit_in_heading(text, stated)
    return unit if unit and kind_of_unit(unit) else ""


def _laid_out(grid: Grid, head: int, asked: Asked, stated: dict[str, str]) -> Layout:
    row = grid.rows[head]
    shown = [Shown("header", str(row[0].record.number), "stated" if asked.header_row else "rows below")]
    questions: list[str] = []
    roles: dict[str, int] = {}
    for role, name in asked.columns.items():
        if role not in ROLES:
            questions.append(f"--column {role}={name}: choose {', '.join(ROLES[:-1])} or {ROLES[-1]}")
        elif not name.startswith("="):
            places = [item.position for item in row if item.text == name]
            if len(places) != 1:
                listed = ", ".join(f"`{item.text}`" for item in row if item.text)
                questions.append(f"--column {role}={name}: the columns are {listed}")
            else:
                roles[role] = places[0]
                shown.append(Shown(role, name, "stated"))
    across = side_by_side(row)
    if across:
        return _across(row, head, across, roles, shown, questions)
    _days_before_months(grid, head, roles, asked, shown)
    only = roles.pop("usage", None)
    amounts: dict[int, str] = {}
    for item in row:
        text, at = item.text, item.position
        if not text or at in roles.values():
            continue
        role = _role(text)
        unit = _amount(text, stated)
        if only is not None:
            if at == only:
                amounts[at] = unit
                shown.append(Shown("usage", text, "stated"))
                continue
            unit = ""
        if unit:
            amounts[at] = unit
            shown.append(Shown("usage", text, "in unit", unit))
        elif role and role not in roles and role not in asked.columns:
            roles[role] = at
            shown.append(Shown(role, text, "header"))
        elif only is None and (means(text, "usage") or _of_energy(text)):
            amounts[at] = ""
            shown.append(Shown("usage", text, "header"))
        else:
            shown.append(Shown("aside", text, _why_aside(text)))
    return Layout(head, roles, amounts, (), shown, questions)


def _days_before_months(
    grid: Grid, head: int, roles: dict[str, int], asked: Asked, shown: list[Shown]
) -> None:
    """Where a bill states both the days of use and the month in which it was sent, the days count."""
    if "period" in asked.columns or head + 1 >= len(grid.rows):
        return
    named = [
        item for item in grid.rows[head] if item.position not in roles.values() and means(item.text, "period")
    ]
    ranges = [item for item in named if _is_range(grid.rows[head + 1][item.position])]
    if len(named) > 1 and len(ranges) == 1:
        roles["period"] = ranges[0].position
        shown.append(Shown("period", ranges[0].text, "days"))


def _is_range(item: Item) -> bool:
    span = read_span(item.text)
    return span is not None and len(item.text) > len("2025-01-01")


def _left(text: str) -> bool:
    return speaks_of(text, "money") or speaks_of(text, "apart")


def _why_aside(text: str) -> str:
    return "money" if speaks_of(text, "money") else "no amount"


def _across(
    row: list[Item],
    head: int,
    across: tuple[int, ...],
    roles: dict[str, int],
    shown: list[Shown],
    questions: list[str],
) -> Layout:
    shown.append(Shown("period", f"{row[across[0]].text} ... {row[across[-1]].text}", "side by side"))
    for item in row:
        if not item.text or item.position in across or item.position in roles.values():
            continue
        role = _role(item.text)
        if role in ("meter", "carrier", "unit", "estimated") and role not in roles:
            roles[role] = item.position
            shown.append(Shown(role, item.text, "header"))
        elif role == "period" and "meter" not in roles:  # 구분: what the rows are of
            roles["meter"] = item.position
            shown.append(Shown("meter", item.text, "header"))
        else:
            shown.append(
                Shown("aside", item.text, "total" if means(item.text, "total") else _why_aside(item.text))
            )
    return Layout(head, roles, {}, across, shown, questions)


def _of_energy(text: str) -> bool:
    """Whether a heading names a carrier, and neither money nor demand."""
    return bool(carriers_of(text)) and not _left(text)
