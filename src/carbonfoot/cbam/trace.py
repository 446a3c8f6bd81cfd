"""What a computation takes and says: values with their origin, findings at their place."""

from __future__ import annotations

from typing import Any

from carbonfoot.cbam.model import Path, Value
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.standard import Row
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit


class Trace:
    """One entry of the document while it is computed; `refused()` once it cannot be."""

    def __init__(self, read: Read, path: Path) -> None:
        self.read = read
        self.path = path
        self.values: list[Value] = []
        self._refused = False

    def refused(self) -> bool:
        """Whether it has an error."""
        return self._refused

    def stop(self) -> None:
        """It cannot be computed; the finding is written already."""
        self._refused = True

    def given(self, key: str, amount: Quantity) -> None:
        """Write down an amount of the document."""
        self.note(
            key, amount.text.strip() or f"{format_number(amount.number, 6)} {amount.unit.symbol}", "given"
        )

    def note(self, key: str, text: str, origin: str) -> None:
        """Write down a value, once."""
        if (key, text, origin) not in self.values:
            self.values.append((key, text, origin))

    def number(self, key: str, row: Row) -> float:
        """A number of a rule table, written down."""
        self.note(key, f"{format_number(row.value, 6)} {row.unit}".removesuffix(" 1"), row.origin)
        return row.value

    def row(self, key: str, row: Row, unit: str) -> Quantity:
        """As `number`, as an amount in `unit`."""
        self.number(key, row)
        text = f"{format_number(row.value, 6)} {row.unit}"
        return Quantity(row.value, parse_unit(unit), text)

    def typed(self, key: str) -> str:
        """What stands in the document at a key of the entry, where it is text."""
        at: Any = None if self.read.source is None else self.read.source.data
        for step in (*self.path, key):
            try:
                at = at[step]
            except (LookupError, TypeError):
                return ""
        return str(at) if isinstance(at, str | dict) else ""

    def refuse(
        self, code: str, message: str, at: Path = (), help: str = "", notes: tuple[str, ...] = ()
    ) -> None:
        """An error at a key of the entry; at the entry itself without one."""
        self._refused = True
        self.remark(code, message, at, help, notes)

    def remark(
        self,
        code: str,
        message: str,
        at: Path = (),
        help: str = "",
        notes: tuple[str, ...] = (),
        how: str = "",
    ) -> None:
        """A finding of any severity; `how`: that, where not the one of the code."""
        self.read.report(code, message, (*self.path, *at), help, notes, how=how)
