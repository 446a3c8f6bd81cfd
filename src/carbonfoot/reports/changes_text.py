"""What moved since a baseline, for a terminal: a row a product, its causes below it."""

from __future__ import annotations

from carbonfoot.checks.model import Checked
from carbonfoot.reports.changes_rows import Row, counted, rows
from carbonfoot.reports.changes_words import said
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import fit, safe

_NUMBER = 12
_SHARE = 10


def lines(checked: Checked, style: Style) -> list[str]:
    """Rows of the whole section; none without a former state."""
    if not checked.changes:
        return []
    lang = style.lang
    room = style.width - 3 * _NUMBER - _SHARE
    head = fit(safe(said("since", lang).format(against=checked.against)), room)
    head += "".join(right(said(key, lang), _NUMBER) for key in ("before", "after", "change"))
    found = [style.bold(head)]
    for row in rows(checked.changes, lang):
        found += _row(row, style, room)
    return [*found, *lines_of(counted(checked.changes, lang), style.width)]


def _row(row: Row, style: Style, room: int) -> list[str]:
    numbers = "".join(right(text, _NUMBER) for text in (row.before, row.after, row.moved))
    first = fit(safe(f"  {row.name or row.file}"), room - 1) + " " + numbers + right(row.share, _SHARE)
    about = [row.file] if row.name else []
    if row.unit:
        about.append(said("per", style.lang).format(unit=row.unit))
    rows = [first.rstrip()]
    for text in (", ".join([*about, *row.notes]), "; ".join(row.causes)):
        if text:
            rows += [f"      {line}" for line in lines_of(safe(text), style.width - 6)]
    return rows
