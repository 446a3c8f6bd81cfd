"""What a pack must hold before it may be compiled: every rule of `docs/formats/factor-pack.md`, all problems at once.

Nothing is repaired here. A record without unit, boundary, region, year, source or licence is a problem, and so is
every cell that a later reader would have to guess about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import fsum, isfinite

from carbonfoot.factors.layout import (
    BOUNDARIES,
    CHOICES,
    FOLDERS,
    GAS_MASSES,
    INCLUDES,
    KEYS,
    LEVELS,
    PACK_KEYS,
    PER_UNITS,
    REQUIRED,
    SETS,
    SHARE_CLASSES,
    TABLES,
    TREATMENTS,
)
from carbonfoot.factors.pack import Pack, Problem, Row, Table, items_of
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

_DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
ROUNDING = 1e-6
"""How far mass shares in percent may be from 100: rounding in the last digit, nothing else."""

_SLUG = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_RECORD_SLUG = re.compile(r"[a-z0-9][a-z0-9.:_-]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TABLE_OF = {"geo": "regions.csv", "other_gases": "gwp.csv", "supersedes": "records.csv"}
_Cells = dict[str, str]
_Found = Iterator[tuple[str, str]]


def lint(packs: list[Pack], core: bool = True) -> list[Problem]:
    """Problems of the packs taken together, in the order of packs, tables and rows; an empty list is clean.

    `core` also refuses what must not be inside the wheel: packs that are not free to share.
    """
    problems = [problem for pack in packs for problem in _lint_pack(pack, core)]
    problems += _lint_tables_together(packs)
    return problems


def _lint_pack(pack: Pack, core: bool) -> Iterator[Problem]:
    for column, message in _pack_keys(pack, core):
        yield Problem(pack.id, "pack.yaml", column, message)
    for name, table in pack.tables.items():
        if name not in TABLES:
            yield Problem(pack.id, name, "", f"unknown table; a pack holds {', '.join(sorted(TABLES))}")
            continue
        wrong = list(_header(table))
        yield from (Problem(pack.id, f"{name}:1", column, message) for column, message in wrong)
        if wrong:
            continue
        judge = {"records.csv": _record, "gwp.csv": _gas, "regions.csv": _region}[name]
        for line, cells in table.rows:
            for column, message in (*_plain_text(cells), *judge(pack, cells)):
                yield Problem(pack.id, f"{name}:{line}", column, message)


def _pack_keys(pack: Pack, core: bool) -> _Found:
    keys = pack.keys
    yield from ((key, "unknown key") for key in keys if key not in PACK_KEYS)
    yield from ((key, "missing") for key in PACK_KEYS if key not in keys)
    for key in ("title", "publisher", "edition", "licence", "attribution", "gwp_set"):
        if key in keys and not keys[key].strip():
            yield key, "empty"
    if keys.get("id", pack.id) != pack.id:
        yield "id", f"`{keys['id']}` is not the name of the folder"
    if not _SLUG.fullmatch(pack.id):
        yield "id", f"`{pack.id}` is not a slug (lower-case letters, digits, hyphens)"
    share = keys.get("share_class", "open")
    if share not in SHARE_CLASSES:
        yield "share_class", f"`{share}` is none of {_listed(SHARE_CLASSES)}"
    elif core and share != "open":
        yield "share_class", f"a `{share}` pack must not be compiled into the core library"
    for key in ("date_read", "review_by"):
        if key in keys and not _DATE.fullmatch(keys[key]):
            yield key, f"`{keys[key]}` is not a date like 2026-11-21"
    sets = {*SETS, "unknown", "none"}
    if keys.get("gwp_set", "none") not in sets:
        yield "gwp_set", f"`{keys['gwp_set']}` is none of {_listed(sets)}"
    if not re.fullmatch(r"\d+", keys.get("preference", "0")):
        yield "preference", f"`{keys['preference']}` is not a whole number"
    files, sums = items_of(keys.get("file", "")), items_of(keys.get("sha256", ""))
    if files == ["authored"]:  # a table of our own: no published file to compare with
        files = []
    if len(files) != len(sums) or not all(re.fullmatch(r"[0-9a-f]{64}", value) for value in sums):
        yield "sha256", "one checksum of 64 hexadecimal digits for each file"


def _header(table: Table) -> _Found:
    must, may = TABLES[table.name]
    yield from ((column, "unknown column") for column in table.header if column not in (*must, *may))
    yield from ((column, "missing column") for column in must if column not in table.header)
    if table.name == "records.csv" and set(table.header) == set(must) and table.header != must:
        yield "", "columns must stand in the order of the record layout"


def _plain_text(cells: _Cells) -> _Found:
    for column, text in cells.items():
        if text and (_CONTROL.search(text) or text != text.strip()):
            yield column, "line breaks, control characters or blanks at an end"


def _record(pack: Pack, cells: _Cells) -> _Found:
    for column in REQUIRED:
        if not cells[column]:
            yield column, "empty"
    for column, choices in CHOICES.items():
        if cells[column] not in choices and (cells[column] or column not in REQUIRED):
            yield column, f"`{cells[column]}` is none of {_listed(choices)}"
    yield from _names(pack, cells)
    yield from _figures(cells)
    yield from _gases(cells)
    yield from _fit(cells)
    yield from _calorific(cells)


def _names(pack: Pack, cells: _Cells) -> _Found:
    prefix, _, rest = cells["id"].partition(":")
    if cells["id"] and (prefix != pack.id or not _RECORD_SLUG.fullmatch(rest)):
        yield "id", f"`{cells['id']}` is not `{pack.id}:` and a slug"
    folders = cells["item"].split("/")
    if cells["item"]:
        if not folders[1:] or not all(_SLUG.fullmatch(folder) for folder in folders):
            yield "item", f"`{cells['item']}` is not a path of slugs like steel/hot-rolled-coil"
        elif folders[0] not in FOLDERS:
            yield "item", f"`{folders[0]}` is none of {_listed(FOLDERS)}"
    if cells["kind"] == "waste" and cells["route"] not in TREATMENTS:
        yield "route", f"`{cells['route']}` is none of the treatments {_listed(TREATMENTS)}"
    for column in ("route", "includes", "flags"):
        for slug in items_of(cells[column]):
            if not _SLUG.fullmatch(slug) or (column == "includes" and slug not in INCLUDES):
                known = f"none of {_listed(INCLUDES)}" if column == "includes" else "not a slug"
                yield column, f"`{slug}` is {known}"
    for code in items_of(cells["codes"]):
        if not re.fullmatch(r"[a-z][a-z0-9-]*:\S.*", code):
            yield "codes", f"`{code}` is not a scheme and a code like cn:7208"
    if not all(items_of(cells["tags"])):
        yield "tags", "an empty tag between two semicolons"
    if cells["year"] and not re.fullmatch(r"(19|20)\d\d", cells["year"]):
        yield "year", f"`{cells['year']}` is not a year"


def _figures(cells: _Cells) -> _Found:
    columns = ("co2e", *GAS_MASSES, "low", "high", "gsd")
    wrong = {column for column in columns if cells[column] and not _is_decimal(cells[column])}
    yield from (
        (column, f"`{cells[column]}` is not a decimal number") for column in columns if column in wrong
    )
    number = {column: float(cells[column]) for column in columns if cells[column] and column not in wrong}
    for column in GAS_MASSES:
        if column == "co2_uptake" and number.get(column, 0) > 0:
            yield column, f"`{cells[column]}`: an uptake is zero or negative"
        elif column != "co2_uptake" and number.get(column, 0) < 0:
            yield column, f"`{cells[column]}`: a negative mass of gas"
    credit = cells["co2_uptake"] or "credit" in cells["flags"].split(";")
    if number.get("co2e", 0) < 0 and not credit:
        yield "co2e", f"`{cells['co2e']}`: negative without an uptake or the flag `credit`"
    low, middle, high = (number.get(column) for column in ("low", "co2e", "high"))
    limits = [value for value in (low, middle, high) if value is not None]
    if (low is not None or high is not None) and limits != sorted(limits):
        yield "low", "low, co2e and high are not in this order"
    if number.get("gsd", 1) < 1:
        yield "gsd", f"`{cells['gsd']}`: a geometric standard deviation is 1 or more"
    if bool(cells["low"] or cells["high"] or cells["gsd"]) != bool(cells["uncertainty_origin"]):
        yield "uncertainty_origin", "goes with low, high or gsd, and they with it"


def _gases(cells: _Cells) -> _Found:
    for part in items_of(cells["other_gases"]):
        gas, _, mass = part.partition("=")
        if not _SLUG.fullmatch(gas) or not _is_decimal(mass) or mass.startswith("-"):
            yield "other_gases", f"`{part}` is not a gas key and an amount like sf6=0.1"
    gases = any(cells[column] for column in (*GAS_MASSES, "other_gases"))
    if not cells["co2e"] and not gases:
        yield "co2e", "neither a total nor a gas"
    if gases and not cells["gas_basis"]:
        yield "gas_basis", "empty, but gases are given"
    if not gases and cells["gas_basis"]:
        yield "gas_basis", f"`{cells['gas_basis']}`, but no gas is given"
    needs_set = bool(cells["co2e"]) or cells["gas_basis"] == "co2e"
    if needs_set and not cells["gwp_set"]:
        yield "gwp_set", "empty, but a CO2e figure is given"
    if cells["gwp_set"] and not needs_set:
        yield "gwp_set", f"`{cells['gwp_set']}`, but no CO2e figure is given"


def _fit(cells: _Cells) -> _Found:
    kind = cells["kind"]
    if kind not in BOUNDARIES:
        return
    if cells["boundary"] and cells["boundary"] not in BOUNDARIES[kind]:
        yield "boundary", f"`{cells['boundary']}` is none of {_listed(BOUNDARIES[kind])}, which fit {kind}"
    if cells["scope2_method"] in CHOICES["scope2_method"] - {""} and kind not in ("electricity", "heat"):
        yield "scope2_method", f"only for electricity and heat, not for {kind}"
    per_energy = False
    if cells["unit_den"]:
        try:
            unit = parse_unit(cells["unit_den"])
        except QuantityError as error:
            yield "unit_den", f"`{cells['unit_den']}`: {error}"
            return
        fitting = [parse_unit(text).dimension for text in PER_UNITS[kind]]
        if unit.dimension not in fitting:
            yield (
                "unit_den",
                f"`{cells['unit_den']}` does not fit {kind} (per {', '.join(PER_UNITS[kind])} and alike)",
            )
        per_energy = kind == "fuel" and unit.dimension == parse_unit("kWh").dimension
    if per_energy and not cells["cv_basis"]:
        yield "cv_basis", "a fuel per unit of energy is on a net or gross basis"
    if cells["cv_basis"] and not per_energy:
        yield "cv_basis", f"`{cells['cv_basis']}`, but this is not a fuel per unit of energy"


def _calorific(cells: _Cells) -> _Found:
    allowed = {"ncv": ("MJ/kg", "MJ/m3"), "gcv": ("MJ/kg", "MJ/m3"), "density": ("kg/m3",)}
    for column, units in allowed.items():
        if not cells[column]:
            continue
        figure, _, unit = cells[column].partition(" ")
        try:
            fits = parse_unit(unit).dimension in [parse_unit(text).dimension for text in units]
        except QuantityError as error:
            yield column, f"`{cells[column]}`: {error}"
            continue
        if not fits or not _is_decimal(figure) or float(figure) <= 0:
            yield column, f"`{cells[column]}` is not a positive number and a unit like {units[0]}"


def _gas(_: Pack, cells: _Cells) -> _Found:
    if not _SLUG.fullmatch(cells["gas"]):
        yield "gas", f"`{cells['gas']}` is not a slug"
    if not cells["name"]:
        yield "name", "empty"
    for column in SETS:
        if cells[column] and (not _is_decimal(cells[column]) or cells[column].startswith("-")):
            yield column, f"`{cells[column]}` is not a decimal number"
        if bool(cells[column]) != bool(cells[f"{column}_place"]):
            yield f"{column}_place", "a value and the place it is from go together"

    shares = [part.partition("=")[2] for part in items_of(cells["composition"])]
    if shares and not all(_is_decimal(share) for share in shares):
        yield "composition", f"`{cells['composition']}` is not a list like hfc-32=50;hfc-125=50"
    elif shares and abs(fsum(map(float, shares)) - 100) > ROUNDING:
        yield "composition", f"`{cells['composition']}`: mass shares do not make 100 %"


def _region(_: Pack, cells: _Cells) -> _Found:
    for column in ("code", "name"):
        if not cells[column]:
            yield column, "empty"
    if cells["level"] not in LEVELS:
        yield "level", f"`{cells['level']}` is none of {_listed(LEVELS)}"


def _lint_tables_together(packs: list[Pack]) -> Iterator[Problem]:
    """What only shows across packs: repeated keys, unknown regions and gases, an item of two kinds."""
    rows = [
        (pack.id, name, row)
        for pack in packs
        for name, table in pack.tables.items()
        if name in TABLES and not any(_header(table))
        for row in table.rows
    ]
    for table, key in KEYS.items():
        if not any(table in pack.tables for pack in packs):
            yield Problem("", table, "", "no pack holds this table")
        seen: dict[str, str] = {}
        for pack, name, row in rows:
            if name == table:
                value, place = row.cells[key], f"{name}:{row.line}"
                if value in seen:
                    yield Problem(pack, place, key, f"`{value}` also stands in {seen[value]}")
                seen.setdefault(value, f"{pack} {place}")
    yield from _references(rows)


def _references(rows: list[tuple[str, str, Row]]) -> Iterator[Problem]:
    packs = {pack for pack, _, _ in rows}
    keys = {name: {row.cells[key] for _, table, row in rows if table == name} for name, key in KEYS.items()}
    records, gases, regions = keys["records.csv"], keys["gwp.csv"], keys["regions.csv"]
    kinds: dict[str, tuple[str, str]] = {}
    claims: dict[str, tuple[str, str]] = {}
    for pack, name, (line, cells) in rows:
        place = f"{name}:{line}"
        if name == "records.csv":
            for column, text, known in (
                ("geo", cells["geo"], regions),
                *(("other_gases", part.partition("=")[0], gases) for part in items_of(cells["other_gases"])),
                *(("supersedes", text, records) for text in items_of(cells["supersedes"])),
            ):
                elsewhere = column == "supersedes" and text.partition(":")[0] not in packs
                if text and text not in known and not elsewhere:
                    yield Problem(pack, place, column, f"`{text}` is in no {_TABLE_OF[column]}")
            item, kind = cells["item"], cells["kind"]
            first, where = kinds.setdefault(item, (kind, f"{pack} {place}"))
            if kind != first and kind in BOUNDARIES:
                yield Problem(pack, place, "kind", f"`{kind}`, but item `{item}` is {first} in {where}")
        elif name == "gwp.csv":
            for part in items_of(cells["composition"]):
                if part.partition("=")[0] not in gases:
                    yield Problem(
                        pack, place, "composition", f"`{part}` is not a gas of the table and its share"
                    )
            for alias in (cells["gas"], *items_of(cells.get("aliases", ""))):
                owner, where = claims.setdefault(alias.casefold(), (cells["gas"], place))
                if owner != cells["gas"]:
                    yield Problem(pack, place, "aliases", f"`{alias}` already means {owner} ({where})")
        elif name == "regions.csv":
            for column in ("parent", "members"):
                for code in items_of(cells.get(column, "")):
                    if code not in regions:
                        yield Problem(pack, place, column, f"`{code}` is in no regions.csv")


def _is_decimal(text: str) -> bool:
    return bool(_DECIMAL.fullmatch(text)) and isfinite(float(text))


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(word for word in words if word))
