"""A message against the table of its format: keys, kinds of value, lists; every finding in one run."""

from __future__ import annotations

import json
from typing import Any

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.kinds import KINDS
from carbonfoot.documents.received.number_kinds import NUMBER_KINDS
from carbonfoot.documents.received.table import Field, Table
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown
from carbonfoot.quantities.table import nearest


class Walk:
    """One run over messages of a format.

    strict  what no writer may do is an error: unknown keys, null, and what the rules ask for and the schema does not
    """

    def __init__(self, table: Table, old: dict[str, str], found: Found, *, strict: bool) -> None:
        self._table = table
        self._old = old
        self._found = found
        self._severity = "error" if strict else ""
        self._strict = strict

    def object(self, given: Any, of: str, path: Path) -> None:
        """An object and all below it."""
        found = self._found
        if not isinstance(given, dict):
            found.add("CF103", f"`{of}` is an object, and something else stands here", path, "{...}")
            return
        fields = self._table[of]
        for key in given:
            field = fields.get(key)
            value = given[key]
            if field is None:
                self._unknown(key, of, path)
            elif value is not None:
                self._value(value, field, (*path, key))
            elif self._strict:
                found.add("CF103", f"`{key}` is null", (*path, key), "leave the key out", on="key")
        for key, field in fields.items():
            if field.needed and given.get(key) is None:
                self._missing(field, path)

    def _value(self, value: Any, field: Field, path: Path) -> None:
        if not field.many:
            self._one(value, field, path)
            return
        if not isinstance(value, list):
            self._found.add(
                "CF103", f"`{field.key}` is a list, and something else stands here", path, "[...]"
            )
            return
        if not value and field.many != "any":
            help = "leave the key out" if not field.needed else "list at least one"
            self._found.add("CF104", f"`{field.key}` lists nothing", path, help)
        for number, one in enumerate(value):
            self._one(one, field, (*path, number))
        if field.many == "set" and len(value) > 1:
            self._twice(value, field, path)

    def _one(self, value: Any, field: Field, path: Path) -> None:
        kind = KINDS.get(field.kind) or NUMBER_KINDS.get(field.kind)
        if kind is not None:
            kind(value, self._found, path, field)
        else:
            self.object(value, field.kind, path)

    def _twice(self, value: list[Any], field: Field, path: Path) -> None:
        seen: dict[str, int] = {}
        for number, one in enumerate(value):
            text = json.dumps(one, sort_keys=True)
            first = seen.setdefault(text, number)
            if first != number:
                said = f"{shown(one) if isinstance(one, str) else 'the same'} stands twice in `{field.key}`"
                related = [self._found.related((*path, first), "first here")]
                self._found.add("CF904", said, (*path, number), "once", related=related, severity="error")

    def _missing(self, field: Field, path: Path) -> None:
        if field.needed == "schema":
            self._found.add("CF102", f"`{field.key}` is missing", path)
            return
        said = f"`{field.key}` is missing, which the rules ask of everybody and the schema does not"
        help = "ask the supplier for it" if not self._strict else "state it"
        self._found.add("CF906", said, path, help, severity=self._severity)

    def _unknown(self, key: str, of: str, path: Path) -> None:
        if not self._found.room("CF905", self._severity):
            self._found.add("CF905", "", path, severity=self._severity)
            return
        means = self._old.get(key)
        near = nearest(key, self._table[of], 1)
        homes = [place for name, place in self._places() if name != of and key in self._table[name]]
        if means is not None and means.startswith("nothing: "):
            help = means.removeprefix("nothing: ")
        elif means is not None:
            help = f"another version calls so what is {means} here; its value is not read"
        elif homes:
            help = f"it belongs into {' or '.join(homes)}"
        elif near:
            help = f"did you mean `{near[0]}`? its value is not read"
        else:
            help = "its value is not read; what the format has no key for goes into `extensions` or `comment`"
        said = f"{shown(key)} is no key of `{of}`"
        self._found.add("CF905", said, (*path, key), help, on="key", severity=self._severity)

    def _places(self) -> list[tuple[str, str]]:
        """Objects of the format, and how people name the place of each."""
        top = next(iter(self._table))
        below = [
            (field.kind, f"`{field.key}`")
            for fields in self._table.values()
            for field in fields.values()
            if field.kind in self._table
        ]
        return [(top, "the footprint itself"), *below]
