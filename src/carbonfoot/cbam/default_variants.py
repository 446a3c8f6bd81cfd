"""What else was or is printed for a code: other editions, other packs, more digits, subdivisions. Shown, never used."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.codes import CN, digits
from carbonfoot.cbam.default_rows import OTHER, SUPERSEDED, Row, in_force, lines, matching, printed
from carbonfoot.cbam.defaults import markup
from carbonfoot.factors.lint_cells import is_decimal

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library


class Variant(NamedTuple):
    """A value beside the one that counts, t CO2e per t.

    kind   superseded (an edition before), first-edition (its value with mark-up is another than the sum), workbook (its
           unrounded digits), subdivision (another TARIC code), pack (another pack's edition)
    total  without mark-up; `value` with the mark-up of the year, or as the first edition printed it
    """

    kind: str
    row: str
    cn: str
    country: str
    good: str
    total: float
    value: float
    edition: str
    verified: str
    note: str


def variants(
    library: Library, cn: str, country: str | None, year: int, used: str = ""
) -> tuple[Variant, ...]:
    """Every other value of a code of a country, and of the other countries where `used` (a row's id) is one of theirs."""
    code = digits(cn)
    found: list[Variant] = []
    for table in ("",) if country is None else (country.upper(), OTHER):
        rows = matching(in_force(library, table, code, year), code)
        counts = {row.id for row in rows}
        if table == OTHER and used not in counts:
            break
        every = lines(library, table, code)
        old = matching([row for row in every if row.verified == SUPERSEDED], code)
        found += [one for row in old for one in _superseded(library, row, year)]
        others = [row for row in every if row.id not in counts and row.verified != SUPERSEDED]
        if any(row.pack != other.pack for row in rows for other in others):
            packs = {row.pack for row in rows}
            apart = [row for row in others if row.pack not in packs]
            found += [
                _variant("pack", row, Decimal(row.total), _raised(library, row, year))
                for row in matching(apart, code)
                if row.total
            ]
        if len(code) == CN:
            beside = [row for row in rows if row.id != used and row.total]
            found += [
                _variant("subdivision", row, Decimal(row.total), _raised(library, row, year))
                for row in beside
            ]
        found += [one for row in rows if row.id == used for one in _printed_apart(library, row, year)]
    return tuple(found)


def _superseded(library: Library, row: Row, year: int) -> list[Variant]:
    if not row.total:
        return []
    text = printed(row, year)
    value = Decimal(text) if is_decimal(text) else _raised(library, row, year)
    return [_variant(SUPERSEDED, row, Decimal(row.total), value)]


def _printed_apart(library: Library, row: Row, year: int) -> list[Variant]:
    """The row's own value in the first edition, and in the workbook, where they are not the sum or the printed base."""
    found, text = [], printed(row, year)
    if is_decimal(text) and abs(Decimal(text) - _raised(library, row, year)) >= _SEEN:
        found.append(_variant("first-edition", row, Decimal(row.total), Decimal(text)))
    if row.workbook and Decimal(row.workbook) != Decimal(row.total):
        base = Decimal(row.workbook)
        share = markup(library, row.sector, year)[0]
        found.append(_variant("workbook", row, base, base * (1 + share)))
    return found


_SEEN = Decimal("0.001")
"""A difference that three printed decimals show: half of it comes from the rounding of the base alone."""


def _raised(library: Library, row: Row, year: int) -> Decimal:
    return Decimal(row.total) * (1 + markup(library, row.sector, year)[0])


def _variant(kind: str, row: Row, total: Decimal, value: Decimal) -> Variant:
    first = re.search(r"\d{4}/\d+", row.act)
    edition = first[0] if first and kind == "first-edition" else row.edition
    return Variant(
        *(kind, row.id, row.cn, row.country, row.good, float(total), float(value)),
        *(edition, row.verified, row.note),
    )
