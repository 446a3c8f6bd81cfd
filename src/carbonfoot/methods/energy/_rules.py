"""Rows of Implementing Regulation (EU) 2025/2547 on heat and power: efficiencies that stand where nothing else is known."""

from __future__ import annotations

from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work


def efficiency(work: Work, kind: str, name: str, quantity: str) -> float:
    """A fallback efficiency of annex III, A.2.2: of boilers, of heat or power of a plant."""
    rows = work.library.rows(
        "select id, value from cbam_factors where kind = ? and name = ? and quantity = ?",
        kind,
        name,
        quantity,
    )
    if len(rows) != 1:
        raise work.refuse("CF704", f"the library has no {quantity.replace('-', ' ')} of {name}")
    id, value = rows[0]
    work.found(f"{quantity.replace('-', ' ')}, {name}", float(value), "1", str(id))
    return float(value)


def reference(work: Work, output: str, category: str, form: str, built: int, at: Path) -> float:
    """A reference efficiency of annex III, point C, as a number up to 1. Raises `Refused` for one that there is not."""
    rows = work.library.rows(
        "select id, efficiency, year_from, year_to from cbam_chp where output = ? and category = ? and form = ?",
        output,
        category.upper(),
        form,
    )
    for id, value, first, last in rows:
        if int(first or 0) <= built <= int(last or 9999):
            if not value:
                break
            number = float(value) / 100
            work.found(f"reference efficiency, {output}", number, "1", str(id))
            return number
    said = f"{category} {form}".strip()
    message = f"there is no reference efficiency of {output} for `{said}`, built {built}"
    help = "the categories of fuel are S1 to S6, L7 to L9, G10 to G13 and O14; or state the efficiency itself"
    raise work.refuse("CF704", message, at, help)
