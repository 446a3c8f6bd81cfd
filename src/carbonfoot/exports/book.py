"""A document as tables for a workbook: its single values, and a table for every kind of list.

The plain data of the document is laid out, not what was calculated: every key, in the words of the document.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.fields import AMOUNT, BARE_AMOUNT, SHARE
from carbonfoot.documents.shape import Field, Kind, Shape
from carbonfoot.intake.book_keys import UNIT, Path, cell_text, path_text, split_amount

LONG = 12
"""Entries of a list of single values that still stand beside each other; a longer one is a table of its own."""


class Cell(NamedTuple):
    """A text, or a number with the same digits."""

    text: str
    number: bool = False


class Row(NamedTuple):
    """A row of a list: `line` is the path of the entry, cells are by the heading of their column."""

    line: str
    cells: dict[str, Cell]


class Value(NamedTuple):
    """A single value of the document; `field` describes it where the shapes know it."""

    key: str
    text: str
    field: Field | None


class List(NamedTuple):
    """All entries of lists of one name.

    columns  heading to the path it stands for and its field
    """

    name: str
    columns: dict[str, tuple[Path, Field | None]]
    rows: list[Row]


class Book(NamedTuple):
    """A document: single values, then lists in the order in which they come."""

    values: list[Value]
    lists: list[List]


class _Entry(NamedTuple):
    path: Path
    cells: dict[Path, Any]


def lay_out(data: dict[str, Any], top: type[Shape]) -> Book:
    """The tables of a document of the shape `top`."""
    lists: dict[str, list[_Entry]] = {}
    single: dict[Path, Any] = {}
    _walk((), (), data, single, lists)
    values = [Value(path_text(path), cell_text(value), field_at(top, path)) for path, value in single.items()]
    return Book(values, [_list(name, entries, top) for name, entries in lists.items()])


def _walk(
    here: Path, inside: Path, value: Any, cells: dict[Path, Any], lists: dict[str, list[_Entry]]
) -> None:
    """Put a value into the cells of its row, or where it is a list of mappings into rows of a table."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            _walk((*here, key), (*inside, key), inner, cells, lists)
    elif isinstance(value, list) and (
        len(value) > LONG or any(isinstance(one, dict | list) for one in value)
    ):
        name = next((step for step in reversed(here) if isinstance(step, str)), "")
        rows = lists.setdefault(name, [])
        for index, one in enumerate(value):
            entry = _Entry((*here, index), {})
            rows.append(entry)
            _walk(entry.path, (), one, entry.cells, lists)
    elif isinstance(value, list) and value:
        for index, one in enumerate(value):
            _walk((*here, index), (*inside, index), one, cells, lists)
    else:
        cells[inside] = value


def _list(name: str, entries: list[_Entry], top: type[Shape]) -> List:
    columns: dict[str, tuple[Path, Field | None]] = {}
    rows = [Row(path_text(entry.path), {}) for entry in entries]
    for path in _order(entries, top):
        given = [entry.cells.get(path, ...) for entry in entries]
        field = next((found for entry in entries if (found := field_at(top, (*entry.path, *path)))), None)
        text = path_text(path)
        amounts = _amounts(path, field, given)
        units = list(dict.fromkeys(split[1] for split in amounts if split is not None))
        whole = [one is not ... and split is None for one, split in zip(given, amounts, strict=True)]
        together = f"{text} [{units[0]}]" if len(units) == 1 and not any(whole) else ""
        column = together or text
        columns[column] = (path, field)
        if units and not together:
            columns[f"{text} [{UNIT}]"] = (path, field)
        for row, one, split in zip(rows, given, amounts, strict=True):
            if one is ...:
                continue
            if split is None:
                row.cells[column] = Cell(cell_text(one), _is_number(one, field))
                continue
            row.cells[column] = Cell(split[0], number=survives(split[0]))
            if not together:
                row.cells[f"{text} [{UNIT}]"] = Cell(split[1])
    return List(name, columns, rows)


def _amounts(path: Path, field: Field | None, given: list[Any]) -> list[tuple[str, str] | None]:
    """Number and unit of each value, where the column holds amounts."""
    if not path or isinstance(path[-1], int) or (field is not None and not _is_amount(field.kind)):
        return [None] * len(given)
    return [split_amount(one) if isinstance(one, str) else None for one in given]


def _is_amount(kind: Kind[Any]) -> bool:
    return kind in (AMOUNT, BARE_AMOUNT, SHARE) or bool(kind.shapes())  # `0.9 kWh` may stand for a mapping


def _is_number(value: Any, field: Field | None) -> bool:
    return (
        field is not None
        and field.kind in (BARE_AMOUNT, SHARE)
        and isinstance(value, str)
        and survives(value)
    )


def survives(text: str) -> bool:
    """Whether a cell that holds the number is read as the same digits."""
    from carbonfoot.intake.formats import number_text

    try:
        return number_text(f"{float(text):.16G}") == text
    except (ValueError, OverflowError):
        return False


def _order(entries: list[_Entry], top: type[Shape]) -> list[Path]:
    """Columns as the shape orders its keys; those of one key together, as they come."""
    known: dict[Path, tuple[int, int]] = {}
    for entry in entries:
        for path in entry.cells:
            if path not in known:
                known[path] = (_rank(top, entry.path, path), len(known))
    return sorted(known, key=known.__getitem__)


_FIRST = ("id", "name", "name_ko", "amount", "unit", "share")


def _rank(top: type[Shape], entry: Path, path: Path) -> int:
    first = path[0] if path else ""
    if first in _FIRST:
        return _FIRST.index(str(first)) - len(_FIRST)
    for shape in _shapes(top, entry):
        names = [field.alias or name for name, field in shape.fields().items()]
        if first in names:
            return names.index(str(first))
    return 1000


def field_at(top: type[Shape], path: Path) -> Field | None:
    """The field that describes the value at a path, where the last key of it is one of a shape."""
    if not path or isinstance(path[-1], int):
        return None
    for shape in _shapes(top, path[:-1]):
        for name, field in shape.fields().items():
            if (field.alias or name) == path[-1]:
                return field
    return None


def _shapes(top: type[Shape], path: Path) -> list[type[Shape]]:
    """The shapes that a mapping at a path may be of."""
    shapes = [top]
    free = False
    for step in path:
        if isinstance(step, int):
            continue
        fields = [
            field
            for shape in shapes
            for name, field in shape.fields().items()
            if (field.alias or name) == step
        ]
        if not fields and free:  # a name of the user's own, above values of the same shapes
            free = False
            continue
        shapes = list(dict.fromkeys(inner for field in fields for inner in field.kind.shapes()))
        free = bool(shapes)
    return shapes
