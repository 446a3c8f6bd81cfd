"""How a calculated installation is drawn: rows with columns of numbers, notes below them, tonnes and rates rounded once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite, isnan

from carbonfoot.cbam.model import Embedded, Result, Value
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.style import Style, exponent, fixed, lines_of, percent, right
from carbonfoot.reports.width import fit, safe

SEE_DECIMALS = 5
"""Specific embedded emissions are stated with at most so many (Implementing Regulation (EU) 2025/2547, Annex II, A.1)."""

AMOUNT = 9
"""Digits of an amount that the document states: what a meter shows, not the end of a division."""

COLUMN = 11
SHARE = 9
"""Columns of a number, and of a share."""

DIGITS = 6
"""Digits that the largest mass of emissions shows: a trace wants more than whole tonnes."""


_PLACE = re.compile(r"^cbam-\d+:\S+: (?:Implementing Regulation \(EU\) )?(.+)$")
"""A row of the tables with its act: `cbam-2026:factor-...: Implementing Regulation (EU) 2025/2547, Annex II, ...`."""

NARROW = 76
"""Columns of a terminal below which a row of numbers becomes a sentence."""

UNKNOWN = "?"
"""Stands for indirect emissions that nothing states, where they are not in scope."""


def rounded(number: float, decimals: int) -> str:
    """The number with so many decimals; what rounds to nothing is said to be below the last digit."""
    smallest = 10.0**-decimals
    if number and abs(number) < smallest / 2:
        return f"{'<' if number > 0 else '>-'}{smallest:.{decimals}f}"
    return fixed(number, decimals)


class Draw:
    """A style, and how many decimals tonnes have; `exact`: every number as it is, as `explain` shows it."""

    __slots__ = ("_named", "decimals", "exact", "style", "top")

    def __init__(self, style: Style, result: Result, top: int | None = None, *, exact: bool = False) -> None:
        sizes = [result.direct, result.indirect, *(one.attributed for one in result.processes)]
        largest = max(abs(number) for number in sizes if isfinite(number))
        self.style = style
        self.decimals = max(0, min(5, DIGITS - 1 - exponent(largest))) if largest else 0
        self.top = top
        self.exact = exact
        self._named: dict[str, str] = {}
        self.also(result)

    def also(self, result: Result) -> None:
        """Know the names of another result too."""
        if self.style.lang == "ko":
            self._named |= _korean(result)

    def named(self, name: str) -> str:
        """The name of a process, source stream or precursor in the language of the report."""
        return self._named.get(name, name)

    def word(self, key: str, **values: str) -> str:
        """A label of the border adjustment."""
        text = self.style.word(f"cbam {key}")
        return text.format(**values) if values else text

    def tonnes(self, number: float) -> str:
        """A mass of emissions; NaN is what nothing states."""
        if isnan(number):
            return UNKNOWN
        return format_number(number) if self.exact else rounded(number, self.decimals)

    def rate(self, number: float) -> str:
        """Emissions per tonne or functional unit."""
        if isnan(number):
            return UNKNOWN
        return format_number(number) if self.exact else rounded(number, SEE_DECIMALS)

    def plain(self, number: float, digits: int = AMOUNT) -> str:
        """Any other number, with so many digits."""
        if isnan(number):
            return UNKNOWN
        return format_number(number, 12 if self.exact else digits)

    def row(self, label: str, cells: Sequence[str], indent: int = 0, *, last: int = COLUMN) -> list[str]:
        """`label      1.0      2.0`: numbers at the right; a label that has no room stands on a line of its own."""
        columns = [COLUMN] * (len(cells) - 1) + [last] if cells else []
        columns = [max(room, len(cell) + 1) for room, cell in zip(columns, cells, strict=True)]
        text = "".join(right(cell, room) for cell, room in zip(cells, columns, strict=True))
        room = self.style.width - sum(columns)
        head = [" " * indent + line for line in lines_of(safe(label), max(room - indent - 1, COLUMN))]
        return [*head[:-1], fit(head[-1], room) + text]

    def _in_columns(self) -> bool:
        return not self.exact and self.style.width >= NARROW

    def heading(self, key: str, cells: Sequence[str] = ()) -> list[str]:
        """A heading over columns, behind an empty line."""
        rows = self.row(self.word(key), [self.word(cell) for cell in cells])
        return ["", *map(self.style.bold, rows)]

    def note(self, text: str, indent: int) -> list[str]:
        """Text below a row, wrapped."""
        if not text:
            return []
        return [" " * indent + row for row in lines_of(safe(text), self.style.width - indent, 2)]

    def embedded(self, label: str, see: Embedded, indent: int) -> list[str]:
        """A row of direct, indirect, total, in scope, and the share from default values; in words where it is exact."""
        numbers = [self.rate(one) for one in (see.direct, see.indirect, see.total, see.in_scope)]
        share = see.default_share if isfinite(see.total) else see.default_share_direct
        cells = [*numbers, percent(share)]
        if self._in_columns() and max(map(len, numbers)) < COLUMN:
            return self.row(label, cells, indent, last=SHARE)
        said = ", ".join(f"{self.word(key)} {cell}" for key, cell in zip(EMBEDDED, cells, strict=True))
        return self.note(f"{label}: {said}", indent)

    def columns(self, label: str, indent: int) -> list[str]:
        """The heading over rows of `embedded`."""
        cells = [self.word(key) for key in EMBEDDED] if self._in_columns() else []
        return self.row(label, cells, indent, last=SHARE)

    def values(self, values: Sequence[Value]) -> str:
        """What went in, each with where it is from."""
        return "; ".join(f"{self._key(key)} {number} ({self.origin(where)})" for key, number, where in values)

    def _key(self, key: str) -> str:
        said = self.word(f"key {key}")
        return key if said == f"cbam key {key}" else said

    def origin(self, where: str) -> str:
        """Where a value is from: the place in the act; its row too, and the name of the act, where every digit is shown."""
        if where == "given":
            return self.word("value given")
        return where if self.exact else _PLACE.sub(r"\1", where)

    def largest(self, sizes: Sequence[float]) -> tuple[list[int], int]:
        """Which of a list are shown, in their order, and how many are not."""
        count = len(sizes)
        if self.top is None or count <= self.top:
            return list(range(count)), 0
        chosen = sorted(range(count), key=lambda index: (-abs(sizes[index]), index))[: self.top]
        return sorted(chosen), count - self.top

    def others(self, count: int, indent: int = 2) -> list[str]:
        """How many of a list are left out."""
        return self.note(self.word("others", count=str(count)), indent) if count else []


def _korean(result: Result) -> dict[str, str]:
    """Korean names by the English ones, where the document has them."""
    document = result.installation
    named = {one.name: one.name_ko for one in document.source_streams or []}
    named |= {one.name: one.name_ko for one in document.precursors or []}
    named |= {one.name: one.name_ko for one in document.heat or []}
    named |= {one.name: one.name_ko for one in document.electricity or []}
    named |= {one.name: one.name_ko for one in document.other_processes or []}
    named |= {one.name: one.name_ko for one in document.processes}
    return {name: korean for name, korean in named.items() if korean}


EMBEDDED = ("direct", "indirect", "total", "in scope", "default")
"""The columns of `Draw.embedded`."""


def code(cn: str) -> str:
    """A CN code as people write it: 7318 15 42."""
    return " ".join((cn[:4], *(cn[at : at + 2] for at in range(4, len(cn), 2)))) if cn.isdigit() else cn
