"""Columns that change what an amount means: gross and net, scrap, yield, alternatives. None is computed with in silence."""

from __future__ import annotations

from carbonfoot.intake.bom_columns import Columns
from carbonfoot.intake.bom_numbers import MARKS, read_number
from carbonfoot.intake.table import Row

_NOTHING = frozenset(("", "-", "–", "—", "n", "no", "nein", "false", "n/a", "없음", "아니오"))
_OPEN_END = ("9999", "2999")
"""Years that stand for no end."""

_PLAIN = {
    "loss": ("0",),
    "yield": ("100", "1"),
    "base": ("1",),
    "likelihood": ("100", "1"),
    "alternative": ("0",),
}
"""Numbers that change nothing."""

_SAID = {
    "gross": "is a mass with what is cut off, which a footprint counts: take it with --column 'mass={}'",
    "loss": "states a loss; no amount is multiplied by it: do so in the table where the amounts are without it",
    "yield": "states a yield; no amount is divided by it: do so in the table where the amounts are without it",
    "alternative": "tells alternatives, of which only one is used: leave the others out, such as with --skip '{}=TEXT'",
    "likelihood": "states how often a part is used; no amount is multiplied by it: do so in the table, "
    "or leave out what is not used, such as with --skip '{}=0'",
    "base": "says that the amounts are for more than one of the product: divide them in the table",
    "valid": "says when a row ends: leave out what is over, such as with --skip '{}=DATE'",
}
_ELSE = {
    "gross": "where `{}` is meant",
    "loss": "where they include it",
    "yield": "where they include it",
    "alternative": "where all are used",
    "likelihood": "where the amounts hold as they are",
    "base": "where they are for one",
    "valid": "where all rows hold",
}


def watched_values(rows: list[Row], columns: Columns) -> list[str]:
    """A question for each column in which a value stands that changes an amount."""
    questions = []
    mass = columns.columns.get("mass", "")
    for name, kind in columns.watched.items():
        for row in rows:
            cell = row.cells.get(name)
            if cell is None or not _tells(cell.text, kind):
                continue
            if kind == "gross" and mass in row.cells and row.cells[mass].text == cell.text:
                continue
            leave = f"or say --leave '{name}' {_ELSE[kind].format(mass or 'no mass')}"
            said = _SAID[kind].format(name)
            questions.append(f"row {row.number}: `{name}` ({cell.text[:40]}) {said}; {leave}")
            break
    return questions


def _tells(text: str, kind: str) -> bool:
    """Whether a value changes an amount."""
    plain = text.strip().casefold()
    if plain in _NOTHING or (kind == "valid" and any(year in plain for year in _OPEN_END)):
        return False
    for mark in MARKS:
        number = read_number(plain.removesuffix("%").strip(), mark)
        if number is not None and not number.unit:
            digits = number.digits
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
            if kind == "gross":
                return digits not in ("0", "")
            return digits not in _PLAIN.get(kind, ())
    return True
