"""Which item a row of a table is about: what the map says, what the library has, or a new one where the map allows it."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.layout import FOLDERS
from carbonfoot.factors.library import Library
from carbonfoot.factors.lint_cells import is_path
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.intake.map_shape import Map
from carbonfoot.intake.naming import slug_of
from carbonfoot.intake.seen import First
from carbonfoot.intake.table import Column, Row
from carbonfoot.intake.tally import Tally
from carbonfoot.quantities.numbers import shown


class Item(NamedTuple):
    """An item: its path; the kind that the library knows; the name that the table gives a new one."""

    path: str
    kind: str
    name: str


REMEMBERED = 10_000
"""Texts whose items are kept in memory."""


class Items:
    """Looks items up, and remembers the latest."""

    def __init__(self, document: Map, library: Library, tally: Tally, column: Column | None) -> None:
        self.library = library
        self.tally = tally
        self.column = column
        self.named = {" ".join(text.split()): path for text, path in (document.items or {}).items()}
        self.new = document.new_items
        self.refused = {path for _, path in _refused(document, library)}
        self._known: dict[str, Item | str] = {}
        self._made_of = First()

    def of(self, fields: dict[str, str], row: Row) -> Item | None:
        """The item of a row; None with a finding."""
        text = fields["item"]
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= REMEMBERED:  # a table may name another item in every row
                self._known.clear()
            found = self._known[text] = self._find(text)
        if isinstance(found, Item):
            return found
        if found:
            said, _, help = found.partition("\n")
            self.tally.each("CF632", said, row, self.column, help)
        return None

    def _find(self, text: str) -> Item | str:
        """The item of a text, or why there is none; "" where that was told at the map."""
        path = self.named.get(text, text)
        if path in self.refused:
            return ""
        kind = kind_of(path, self.library)
        if kind:
            return Item(path, kind, "")
        if path != text:
            return Item(path, "", text)
        if self.new is None:
            return self._unknown(text)
        if is_path(path) and path.partition("/")[0] in FOLDERS:
            return Item(path, "", "") if path.startswith(self.new) else self._unknown(text)
        slug = slug_of(text)
        if not slug:
            return f"no item path can be made of {shown(text)}\nadd it to `items` in the map"
        path = self.new + slug
        other = self._made_of.text(path, text)
        if other != text:
            return f"{shown(text)} and {shown(other)} would be one item, `{path}`\nadd both to `items` in the map"
        return Item(path, kind_of(path, self.library), text)

    def _unknown(self, text: str) -> str:
        like = _like(text, self.library)
        help = f"{like}add it to `items` in the map; `new_items: own/` makes items of such names"
        return f"{shown(text)} is not an item of the library\n{help}"


def kind_of(path: str, library: Library) -> str:
    """The kind of an item; "" when the library does not have it."""
    rows = library.rows("select kind from item where item = ?", path)
    return str(rows[0][0]) if rows else ""


def judge_items(document: Map, library: Library, file: str) -> list[Finding]:
    """CF301 for every item that the map names and that is neither in the library nor below the folder of new items."""
    found = []
    for where, path in _refused(document, library):
        help = f"{_like(path, library)}new items are those below the folder that `new_items:` names"
        found.append(
            Finding("CF301", f"{shown(path)} is not an item of the factor library", file, where, help=help)
        )
    return found


def _refused(document: Map, library: Library) -> list[tuple[Path, str]]:
    named: list[tuple[Path, str]] = [(("items", text), path) for text, path in (document.items or {}).items()]
    item = document.records.item
    if item.constant is not None:
        named.append((("records", "item"), item.constant))
    named += [(("records", "item", "values", text), path) for text, path in (item.values or {}).items()]
    new = document.new_items
    fine = {path for _, path in named if new is not None and path.startswith(new) and is_path(path)}
    return [(where, path) for where, path in named if path not in fine and not kind_of(path, library)]


def _like(path: str, library: Library) -> str:
    near = " or ".join(f"`{item}`" for item, _ in library.nearest_items(path, 2))
    return f"did you mean {near}? " if near else ""
