"""An import map, read and judged before the table is opened: what it says can be meant in one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.documents.reading import read_document
from carbonfoot.documents.sources import read_source
from carbonfoot.factors.layout import BOUNDARIES, CHOICES, FOLDERS
from carbonfoot.factors.lint_cells import SLUG, is_decimal, listed
from carbonfoot.factors.records import GASES
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.intake.map_shape import KIND, Cell, Map, Records
from carbonfoot.intake.records import Skips
from carbonfoot.intake.table import Kind
from carbonfoot.intake.units import UnitRefused, read_per
from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.quantities.units import nearest, parse_unit

NUMBERS = ("co2e", *GASES, "low", "high", "gsd")
"""Fields that hold numbers."""

_CHOICES: dict[str, set[str]] = {
    **{column: words - {""} for column, words in CHOICES.items()},
    "boundary": set().union(*BOUNDARIES.values()),
}
_YEAR = re.compile(r"(19|20)\d\d")


class Wrong(NamedTuple):
    """Why a text cannot stand in a field."""

    code: str
    message: str
    help: str
    span: tuple[int, int] | None = None


def read_map(file: str) -> tuple[Map | None, list[Finding]]:
    """The map in a file, or None with every reason why it cannot be used."""
    source, findings = read_source(file)
    if source is None or any(severity(finding) == "error" for finding in findings):
        return None, findings
    document, problems = read_document(source.data, source.display, KIND, Map)
    findings = findings + problems
    if document is None:
        return None, findings
    findings += _judge(document, source.display)
    return (None if any(severity(one) == "error" for one in findings) else document), findings


def cells_of(document: Map) -> dict[str, Cell]:
    """The fields that the map fills, by their names."""
    found = ((name, getattr(document.records, name)) for name in Records.fields())
    return {name: cell for name, cell in found if cell is not None}


def columns_of(document: Map) -> dict[str, Kind]:
    """The columns of the table that are read, and what each holds."""
    columns: dict[str, Kind] = {}
    for skip in document.skip or []:
        columns[skip.column] = "text"
    for name, cell in cells_of(document).items():
        if cell.column is not None:
            number = name in NUMBERS and cell.values is None
            columns[cell.column] = "number" if number else columns.get(cell.column, "text")
    return columns


def skips_of(document: Map) -> Skips:
    """What makes a row one to leave out."""
    skips: list[tuple[str, frozenset[str]]] = []
    for skip in document.skip or []:
        texts = {" ".join(text.split()) for text in skip.equals or []} | ({""} if skip.empty else set())
        skips.append((skip.column, frozenset(texts)))
    return skips


def _judge(document: Map, file: str) -> list[Finding]:
    found = [*_together(document, file)]
    for name, cell in cells_of(document).items():
        path: Path = ("records", name)
        found += _one_origin(cell, path, file)
        for text, where in _texts(cell):
            wrong = wrong_text(name, text)
            if wrong is not None:
                at = path if where == ("constant",) else (*path, *where)
                found.append(Finding(wrong.code, wrong.message, file, at, help=wrong.help, span=wrong.span))
    return found


def _texts(cell: Cell) -> Iterator[tuple[str, Path]]:
    """Texts of the map that become cells of a record."""
    if cell.constant is not None:
        yield cell.constant, ("constant",)
    if cell.empty is not None:
        yield cell.empty, ("empty",)
    for key, text in (cell.values or {}).items():
        yield text, ("values", key)


def _one_origin(cell: Cell, path: Path, file: str) -> Iterator[Finding]:
    if cell.constant is None and cell.column is None:
        help = "write the text itself, or `{column: ...}` with the name of a column"
        yield Finding("CF102", f"`{path[-1]}` says neither a text nor a column", file, path, "key", help=help)
    elif cell.constant is not None and (cell.column or cell.values or cell.empty):
        help = "keep one of the two: one text for all rows, or a column"
        yield Finding(
            "CF106", f"`{path[-1]}` is a text for all rows and a column", file, path, "key", help=help
        )


def _together(document: Map, file: str) -> Iterator[Finding]:
    """Keys that need or exclude each other."""
    records, place = document.records, ("records",)

    def missing(what: str, help: str) -> Finding:
        return Finding("CF102", f"{what} in `records`", file, place, "key", help=help)

    if records.unit is None and (records.unit_num is None or records.unit_den is None):
        yield missing("`unit` is missing", "add it, such as `unit: kg CO2e/kg`; a unit is never assumed")
    elif records.unit is not None and (records.unit_num or records.unit_den or records.cv_basis):
        help = "keep `unit`, which says all of them, or the others without `unit`"
        message = "`unit` stands beside `unit_num`, `unit_den` or `cv_basis`"
        yield Finding("CF106", message, file, ("records", "unit"), "key", help=help)
    gases = [gas for gas in (*GASES, "other_gases") if getattr(records, gas) is not None]
    if records.co2e is None and not gases:
        yield missing("`co2e` is missing, and no gas is there", "add `co2e: {column: ...}`")
    if gases and records.gas_basis is None:
        yield missing("`gas_basis` is missing beside gases", "add `gas_basis: mass` or `gas_basis: co2e`")
    bounds = [name for name in ("low", "high", "gsd") if getattr(records, name) is not None]
    if bounds and records.uncertainty_origin is None:
        help = "add `uncertainty_origin: sourced`, `pedigree` or `assumed`"
        yield missing(f"`uncertainty_origin` is missing beside `{bounds[0]}`", help)
    if document.items and records.item.column is None:
        help = "write `item: {column: ...}` with the column that holds the names"
        yield Finding("CF106", "`items` translates no column", file, ("items",), "key", help=help)
    yield from _folder(document, file)
    for number, skip in enumerate(document.skip or []):
        if not skip.equals and not skip.empty:
            help = "add `equals: ...` or `empty: yes`"
            yield Finding(
                "CF102", "the rows to leave out are not said", file, ("skip", number), "key", help=help
            )
    row = document.table.header_row if document.table is not None else None
    if row is not None and not row.isdecimal():
        help = "write the number of the row, such as `4`"
        yield Finding("CF201", f"{shown(row)} is not a row", file, ("table", "header_row"), help=help)
    if document.pack.id is not None and not SLUG.fullmatch(document.pack.id):
        help = "lower-case letters, digits and single hyphens, such as `hanil-lca`"
        yield Finding(
            "CF109", f"{shown(document.pack.id)} cannot name a pack", file, ("pack", "id"), help=help
        )
    if document.pack.preference is not None and not document.pack.preference.isdecimal():
        message = f"{shown(document.pack.preference)} is not a whole number"
        yield Finding("CF201", message, file, ("pack", "preference"), help="write a number such as `10`")


def _folder(document: Map, file: str) -> Iterator[Finding]:
    folder = document.new_items
    if folder is None:
        return
    parts = folder.removesuffix("/").split("/")
    if not folder.endswith("/") or parts[0] not in FOLDERS or not all(SLUG.fullmatch(part) for part in parts):
        help = "write a folder of items, such as `own/`"
        yield Finding("CF109", f"{shown(folder)} is not a folder of items", file, ("new_items",), help=help)
    if document.records.kind is None:
        help = "add `kind: material`, or the one that applies"
        note = "the kind of a new item is not known"
        message = "`kind` is missing in `records`"
        yield Finding("CF102", message, file, ("records",), "key", help=help, notes=(note,))


def wrong_text(field: str, text: str) -> Wrong | None:
    """Why a text cannot stand in a field, as far as the text alone tells."""
    try:
        if field == "unit":
            read_per(text)
        elif field == "unit_den":
            parse_unit(text)
    except QuantityError as error:
        return Wrong(error.code, error.message, error.help, (error.start, error.end))
    except UnitRefused as error:
        return Wrong("CF204", error.message, error.help)
    if field in _CHOICES and text not in _CHOICES[field]:
        near = nearest(text, sorted(_CHOICES[field]))
        like = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""
        help = like or f"write one of {listed(_CHOICES[field])}"
        return Wrong("CF105", f"{shown(text)} is not one of the choices", help)
    if field in NUMBERS and not is_decimal(text):
        return Wrong("CF201", f"{shown(text)} is not a number", "write the number alone, such as `2.31`")
    if field == "year" and not _YEAR.fullmatch(text):
        return Wrong("CF107", f"{shown(text)} is not a year", "write four digits, such as `2025`")
    return None
