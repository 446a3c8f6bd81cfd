"""Rows of a table to records, by an import map: row by row, nothing kept but the numbers of the rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library
from carbonfoot.factors.records import GASES
from carbonfoot.intake.items import Items
from carbonfoot.intake.map import cells_of
from carbonfoot.intake.map_shape import Cell, Map
from carbonfoot.intake.naming import slug_of
from carbonfoot.intake.own_record import natural_id, plain_name
from carbonfoot.intake.seen import Seen
from carbonfoot.intake.table import Column, Row, Table
from carbonfoot.intake.tally import Tally
from carbonfoot.intake.units import Per, UnitRefused, read_per
from carbonfoot.quantities.numbers import QuantityError, shown

AT = {column: index for index, column in enumerate(RECORD_COLUMNS)}
NEEDED = ("item", "unit", "unit_num", "unit_den", "boundary", "geo", "year", "year_kind", "trust")
"""Fields without which a row is no factor; what else a record needs follows from them or from the pack."""

_GASES = [AT[column] for column in (*GASES, "other_gases")]
_BOUNDS = [AT[column] for column in ("low", "high", "gsd")]
_FIGURES = ("co2e", *GASES, "other_gases")


class Step(NamedTuple):
    """A field that is filled from a column."""

    field: str
    column: str
    values: dict[str, str] | None
    empty: str | None
    needed: bool


class Mapper:
    """Makes records of rows; `rows` tells which row each record came from, in their order."""

    def __init__(self, document: Map, pack: str, table: Table, library: Library) -> None:
        self.pack = pack
        self.table = table
        self.tally = Tally(table.origin, table.findings)
        self.rows = array("L")
        self.cells = cells_of(document)
        self.steps = [_step(field, cell) for field, cell in self.cells.items() if cell.column is not None]
        self.items = Items(document, library, self.tally, self._column("item"))
        self.set = "" if document.pack.gwp_set == "none" else document.pack.gwp_set
        self.base = {
            field: _flat(cell.constant) for field, cell in self.cells.items() if cell.constant is not None
        }
        self.figures = [step for step in self.steps if step.field in _FIGURES]
        self._seen = Seen()

    def records(self) -> Iterator[tuple[list[str], Row]]:
        """The cells of each record, in the order of the columns, and the row it is made of."""
        for row in self.table.rows():
            fields = self._fields(row)
            record = self._record(fields, row) if fields is not None else None
            if record is not None:
                self.rows.append(row.number)
                yield record, row

    def close(self) -> None:
        """Tell what was counted, once all rows are read or judged."""
        self.tally.close()
        self._seen.close()

    def column_of(self, column: str) -> str:
        """The column of the table that a column of the records comes from; "" for none."""
        cell = self.cells.get(self._field(column))
        return (cell.column or "") if cell is not None else ""

    def _field(self, column: str) -> str:
        return "unit" if column in ("unit_num", "unit_den", "cv_basis") and "unit" in self.cells else column

    def _fields(self, row: Row) -> dict[str, str] | None:
        """Texts by field; None when one of them was refused."""
        fields = dict(self.base)
        good = True
        for field, column, values, empty, needed in self.steps:
            cell = row.cells.get(column)
            text = cell.text if cell is not None else ""
            if not text:
                if cell is None or cell.stored.strip():  # refused already, with a finding of its own
                    good = False
                elif empty is not None:
                    fields[field] = empty
                elif needed:
                    self._empty(field, column, row)
                    good = False
                continue
            if not text.isprintable():
                text = " ".join(text.split())
            if values is not None:
                known = values.get(text)
                if known is None:
                    self._untranslated(text, field, column, row)
                    good = False
                    continue
                text = known
            fields[field] = text
        if good and self.figures and not any(fields.get(field) for field in _FIGURES):
            self._empty(self.figures[0].field, self.figures[0].column, row)
            good = False
        return fields if good else None

    def _record(self, fields: dict[str, str], row: Row) -> list[str] | None:
        item = self.items.of(fields, row)
        per = self._per(fields, row)
        if item is None or per is None:
            return None
        out = [""] * len(RECORD_COLUMNS)
        for field, text in fields.items():
            if field != "unit":
                out[AT[field]] = text
        out[AT["item"]] = item.path
        out[AT["kind"]] = fields.get("kind") or item.kind
        out[AT["name"]] = fields.get("name") or item.name or plain_name(item.path)
        if per is not _AS_STATED:
            out[AT["unit_num"]], out[AT["unit_den"]], out[AT["cv_basis"]] = per
        gases = any(out[at] for at in _GASES)
        if not gases:  # stated for all rows, and this one has none
            out[AT["gas_basis"]] = ""
        if not any(out[at] for at in _BOUNDS):
            out[AT["uncertainty_origin"]] = ""
        totals = bool(out[AT["co2e"]]) or out[AT["gas_basis"]] == "co2e"
        out[AT["gwp_set"]] = (fields.get("gwp_set") or self.set) if totals else ""
        place = self.table.origin.sheet
        where = f"sheet {place}, row {row.number}" if place else f"row {row.number}"
        out[AT["source_row"]] = f"{fields['source_row']}, {where}" if "source_row" in fields else where
        identity = self._id(fields, out, row)
        if identity is None:
            return None
        out[AT["id"]] = identity
        return out

    def _per(self, fields: dict[str, str], row: Row) -> Per | None:
        text = fields.get("unit")
        if text is None:
            return _AS_STATED
        try:
            return _known_per(text)
        except (QuantityError, UnitRefused) as error:
            code = error.code if isinstance(error, QuantityError) else "CF204"
            self.tally.each(code, error.message, row, self._column("unit"), error.help)
            return None

    def _id(self, fields: dict[str, str], out: list[str], row: Row) -> str | None:
        stated = fields.get("id")
        if stated is not None:
            slug = slug_of(stated)
            if not slug:
                help = "ids are made of Latin letters, digits and Hangul: name another column, or none"
                said = f"no id can be made of {shown(stated)}"
                self.tally.each("CF633", said, row, self._column("id"), help)
                return None
            return f"{self.pack}:{slug}"
        plain = natural_id(out[AT["item"]], out[AT["geo"]], out[AT["year"]])
        count = self._seen.count(plain)
        return f"{self.pack}:{plain}" if count == 1 else f"{self.pack}:{plain}-{count}"

    def _column(self, field: str) -> Column | None:
        return self.table.columns.get(self.column_of(field))

    def _empty(self, field: str, column: str, row: Row) -> None:
        help = "fill it in, say `empty:` in the map for all such cells, or leave such rows out with `skip:`"
        self.tally.each(
            "CF632", f"no `{field}`: the cell is empty", row, self.table.columns.get(column), help
        )

    def _untranslated(self, text: str, field: str, column: str, row: Row) -> None:
        help = f"add it to `values` of `{field}` in the map, or leave such rows out with `skip:`"
        said = f"the map does not say what {shown(text)} stands for"
        self.tally.each("CF631", said, row, self.table.columns.get(column), help)


_AS_STATED = Per("", "", "")
"""The columns of the unit are filled one by one."""


def _step(field: str, cell: Cell) -> Step:
    values = None
    if cell.values is not None:
        values = {_flat(text): _flat(meant) for text, meant in cell.values.items()}
    empty = None if cell.empty is None else _flat(cell.empty)
    return Step(field, cell.column or "", values, empty, field in NEEDED)


def _flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def _known_per(text: str) -> Per:
    return read_per(text)
