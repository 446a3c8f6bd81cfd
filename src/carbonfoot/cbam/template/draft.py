"""A document while it is put together: its values as text, remarks for a person, and the cell that each value is from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from carbonfoot.cbam.template.book import Page, Where
from carbonfoot.cbam.template.labels import At
from carbonfoot.cbam.template.write import Path


class Draft(NamedTuple):
    """A document; every scalar of `data` is a text. `places` has paths as findings of the document write them.

    counted  the cell in which the file counts the emissions of an entry, by its path
    """

    data: dict[str, Any]
    remarks: dict[Path, list[str]]
    places: dict[Path, Where]
    counted: dict[Path, Where]

    def remark(self, path: Path, said: str) -> None:
        """A line of comment above the value at a path."""
        self.remarks.setdefault(path, []).append(said)

    def near(self, path: Path) -> Where | None:
        """The cell of a path, or of the nearest path around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return None


class Entry:
    """One mapping of a draft, at its path."""

    def __init__(self, draft: Draft, path: Path, page: Page) -> None:
        self.draft = draft
        self.path = path
        self.page = page
        self.data: dict[str, Any] = {}

    def text(self, key: str, at: At | None, name: str = "") -> str:
        """Take a text, if there is one."""
        found = self.page.text(at)
        if found:
            self.put(key, found, at, name)
        return found

    def number(self, key: str, at: At | None, unit: str, name: str = "", *, scale: int = 0) -> str:
        """Take a number with its unit behind it, times ten to the power of `scale`; its digits, "" for none."""
        digits = self.page.number(at, name or key)
        if digits:
            scaled = shifted(digits, scale)
            self.put(key, f"{scaled} {unit}" if unit else scaled, at, name)
        return digits

    def put(self, key: str, value: Any, at: At | None = None, name: str = "") -> None:
        """Set a key, from a cell."""
        self.data[key] = value
        if at is not None:
            where = Where(self.page.name, at, name or key)
            self.draft.places[*self.path, key] = where
            self.draft.places.setdefault(self.path, where)

    def within(self, key: str) -> Entry:
        """A mapping inside; it is there once something is put into it and it is kept with `keep`."""
        return Entry(self.draft, (*self.path, key), self.page)

    def keep(self, key: str, inner: Entry, *, wrapped: bool = False) -> None:
        """Set a key to what an inner entry holds, if it holds anything."""
        if inner.data:
            self.data[key] = [inner.data] if wrapped else inner.data

    def remark(self, said: str, key: str = "") -> None:
        """A line of comment above a key, or above the entry."""
        self.draft.remark((*self.path, key) if key else self.path, said)


def shifted(digits: str, scale: int) -> str:
    """Digits times a power of ten, exactly."""
    if not scale:
        return digits
    text = format(Decimal(digits).scaleb(scale), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
