"""Which column of a bill of materials holds what: stated, from a saved map, or told by its name; else a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from carbonfoot.findings.finding import Finding, Related
from carbonfoot.intake import bom_head, bom_map
from carbonfoot.intake.bom_roles import (
    ROLES,
    mass_unit_of,
    per_several,
    roles_of,
    unit_of,
    unit_of_header,
    watched,
)
from carbonfoot.intake.imports import Asked, Shown

FIXED = "="
"""Before a text that stands for a whole column."""

ENOUGH = 2
"""Columns that a row must name by known words to be taken for the header."""

ONE_OF_MANY = ("level", "spec", "supplier", "position", "phantom")
"""Roles of which the first column is taken where several have one: nothing is computed from the others."""


class Columns(NamedTuple):
    """The header and the column of each role; `units` what unit texts stand for, `saved` the map they come from.

    watched  columns that change amounts, and how; `skips` columns, and texts in them that make a row one to leave out
    leave    columns that are left aside as stated
    unit_question  what to ask where an amount says no unit; two_rows  whether the header stands in two
    """

    header_row: int
    header: tuple[str, ...]
    columns: dict[str, str]
    units: dict[str, str]
    saved: bom_map.BomMap | None
    shown: list[Shown]
    watched: Mapping[str, str] = {}
    skips: tuple[tuple[str, frozenset[str]], ...] = ()
    leave: tuple[str, ...] = ()
    unit_question: str = ""
    two_rows: bool = False

    def read(self) -> dict[str, str]:
        """The columns that are in the table, by their roles."""
        return {role: name for role, name in self.columns.items() if not name.startswith(FIXED)}


class Chosen(NamedTuple):
    """Columns, or the findings and questions that stand in their way."""

    columns: Columns | None
    findings: list[Finding]
    questions: list[str]


def choose(file: str, asked: Asked) -> Chosen:
    """Find the header and the column of each role."""
    saved: bom_map.BomMap | None = None
    display = ""
    findings: list[Finding] = []
    if asked.map_file:
        saved, display, findings = bom_map.read_bom_map(asked.map_file)
        if saved is None:
            return Chosen(None, findings, [])
    mapped = bom_map.columns_in(saved) if saved is not None else {}
    stated = {**mapped, **asked.columns}
    table = saved.table if saved is not None else None
    row = asked.header_row or (int(table.header_row) if table is not None and table.header_row else None)
    ways, problems = bom_head.heads(
        file, asked.sheet or (table.sheet if table is not None else None), asked.display
    )
    if not ways:
        return Chosen(None, [*findings, *problems], [])
    wanted = {name for name in stated.values() if not name.startswith(FIXED)}
    header, two = bom_head.find(ways, lambda names: _known(names, wanted), row, 1 if wanted else ENOUGH)
    if header is None or two:
        return Chosen(None, [*findings, *problems, _no_header(asked, two)], [])
    if saved is not None:
        misfits = _misfits(mapped, asked, header, display)
        if misfits:
            return Chosen(None, [*findings, *misfits], [])
    stated_leave = _texts(asked, "leave")
    leave = [*stated_leave, *(one for one in (saved.leave or [] if saved is not None else []))]
    roles = _roles(header.names, asked.columns, mapped, leave, only_map=saved is not None)
    columns, shown, questions, unit_question = roles
    units = dict(saved.units or {}) if saved is not None else {}
    for text in asked.options.get("unit-is", "").split("\n"):
        name, _, unit = text.partition("=")
        if unit:
            units[name.strip()] = unit.strip()
    for name, unit in units.items():
        if not unit_of(unit):
            questions.append(f"--unit-is {name}={unit}: `{unit}` is no unit; write one such as {name}=piece")
    why = "stated" if asked.header_row else "map" if row else "header"
    read = sum(not name.startswith(FIXED) for name in columns.values())
    known = Shown("header", f"{header.row}", why, str(read))
    skip = [*_texts(asked, "skip"), *(saved.skip or [] if saved is not None else [])]
    skips = _skips(header.names, skip, questions)
    questions += [
        f"--leave {name}: no such column; the table has {_listed(header.names)}"
        for name in stated_leave
        if name not in header.names
    ]
    held = {*columns.values(), *leave}
    free = [name for name in header.names if name and name not in held]
    watches = {name: watched(name) for name in free if watched(name)}
    unread = [name for name in free if name not in watches and name not in dict(skips)]
    more = [Shown("unread", ", ".join(unread), "unread")] if unread else []
    more += [
        Shown("unread", name, "stated" if name in stated_leave else "map")
        for name in leave
        if name in header.names
    ]
    shown = [known, *shown, *more]
    made = Columns(
        header.row,
        header.names,
        columns,
        units,
        saved,
        shown,
        watches,
        skips,
        tuple(leave),
        unit_question,
        header.two,
    )
    return Chosen(made, findings, questions)


def _texts(asked: Asked, option: str) -> list[str]:
    return [one for one in asked.options.get(option, "").split("\n") if one]


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{one}`" for one in names if one)


def _skips(
    names: tuple[str, ...], skip: list[str], questions: list[str]
) -> tuple[tuple[str, frozenset[str]], ...]:
    found: dict[str, set[str]] = {}
    for text in skip:
        name, sign, cell = text.partition("=")
        if sign and name not in names:
            questions.append(f"--skip {text}: no such column; the table has {_listed(names)}")
        elif sign:
            found.setdefault(name, set()).add(cell)
    return tuple((name, frozenset(texts)) for name, texts in found.items())


def _known(names: tuple[str, ...], wanted: set[str]) -> int:
    roles = set(roles_of(names).values())
    return len(roles) + len(wanted & set(names)) * ENOUGH


def _no_header(asked: Asked, two: bool) -> Finding:
    if two:
        said = f"the cells of `{asked.display}` could stand between two signs"
        help = "save the table with one sign between all cells: comma, semicolon or tab"
        return Finding("CF618", said, asked.display, help=help)
    said = f"no row of the first {bom_head.SEARCHED} names the columns of a bill of materials"
    help = "name them: --column name=COLUMN --column quantity=COLUMN, or say the row: --header-row N"
    return Finding("CF605", said, asked.display, help=help)


def _misfits(mapped: dict[str, str], asked: Asked, header: bom_head.Header, display: str) -> list[Finding]:
    """CF638 for each column of a saved map that this table does not have."""
    found = []
    names = [name for name in header.names if name]
    for role, name in mapped.items():
        if name.startswith(FIXED) or name in header.names or role in asked.columns:
            continue
        listed = ", ".join(f"`{one}`" for one in names[:12])
        message = f"the table has no column `{name}`, which the map takes for the {role}"
        help = f"its columns: {listed}; correct the map, or say --column {role}=COLUMN"
        there = Related(asked.display, (), f"row {header.row} names its columns", point=(header.row, 1))
        found.append(Finding("CF638", message, display, ("columns", role), help=help, related=(there,)))
    return found


def _roles(
    header: tuple[str, ...],
    stated: dict[str, str] | object,
    mapped: dict[str, str],
    leave: list[str],
    *,
    only_map: bool,
) -> tuple[dict[str, str], list[Shown], list[str], str]:
    """The column of each role, why, and what must be asked."""
    assert isinstance(stated, dict)  # noqa: S101
    columns: dict[str, str] = {}
    why: dict[str, str] = {}
    questions = []
    for source, given in (("map", mapped), ("stated", stated)):
        for role, name in given.items():
            if role not in ROLES:
                questions.append(f"--column {role}={name}: choose {', '.join(ROLES[:-1])} or {ROLES[-1]}")
            elif not name.startswith(FIXED) and name not in header:
                shown = ", ".join(f"`{one}`" for one in header if one)
                questions.append(f"--column {role}={name}: no such column; the table has {shown}")
            else:
                columns[role], why[role] = name, source
    found = {} if only_map else roles_of(tuple("" if name in leave else name for name in header))
    for role in ROLES:
        mine = [name for name, its in found.items() if its == role and name not in columns.values()]
        if role in columns or not mine:
            continue
        if len(mine) > 1 and role not in ONE_OF_MANY:
            listed = " and ".join(f"`{name}`" for name in mine)
            questions.append(f"{listed} may both be the {role}: choose one with --column {role}=COLUMN")
        else:
            columns[role], why[role] = mine[0], "header"
            several = per_several(mine[0]) if role in ("quantity", "total", "mass") else ""
            if several:
                questions.append(
                    f"`{mine[0]}` says `{several}`, which is no unit: if its amounts are for more than one, divide them "
                    f"in the table; if not, say --column '{role}={mine[0]}'"
                )
    if questions:
        return columns, [], questions, ""
    unit = _amounts(header, columns, why, questions)
    columns = {role: columns[role] for role in ROLES if role in columns}
    shown_ = [Shown(role, columns[role], why[role]) for role in columns]
    return columns, shown_, questions, unit


def _amounts(
    header: tuple[str, ...], columns: dict[str, str], why: dict[str, str], questions: list[str]
) -> str:
    """Where the amount, its unit and the unit of a mass are from; a mass alone is the amount.

    What is to be asked where the cells of the amount say no unit.
    """
    listed = ", ".join(f"`{one}`" for one in header if one)
    if not {"name", "material", "number"} & columns.keys():
        questions.append(
            f"no column is known to hold a name or material: name it with --column name=COLUMN (the table has {listed})"
        )
    if "quantity" not in columns and "total" not in columns:
        if "mass" not in columns:
            questions.append(
                "no column is known to hold the amount: name it with --column quantity=COLUMN "
                f"(the table has {listed})"
            )
            return ""
        columns["quantity"], why["quantity"] = columns.pop("mass"), "alone"
        if "mass-unit" in columns and "unit" not in columns:
            columns["unit"], why["unit"] = columns.pop("mass-unit"), why["mass-unit"]
    amount = columns.get("quantity") or columns["total"]
    unit = ""
    for role, of in (("unit", amount), ("mass-unit", columns.get("mass", ""))):
        if of and role not in columns:
            inside = unit_of_header(of)
            inside = mass_unit_of(inside) if role == "mass-unit" else inside
            if not inside:
                such = "kg" if role == "mass-unit" or why.get("quantity") == "alone" else "piece"
                said = f"no column says the unit of `{of}`: name it with --column {role}=COLUMN, "
                said += f"or state one for all, such as --column {role}=={such}"
                if role == "unit":
                    unit = said
                else:
                    questions.append(said)
            else:
                columns[role], why[role] = FIXED + inside, "brackets"
    return unit
