"""What `carbonfoot check` tells a person: limits that do not hold, and how many do."""

from __future__ import annotations

from carbonfoot.checks.model import FAIL, OPEN, PASS, Checked
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import fit, safe

_NAME = 34
_KIND = 22


def render(checked: Checked, style: Style) -> str:
    """A row for each limit, and a count."""
    rows = []
    room = style.width - _KIND - 5
    for one in checked.verdicts:
        what = f"{one.kind} {one.name}".strip()
        reach = f"{one.actual or '?'}  ({one.limit})"
        rows.append(
            f"{one.verdict.upper():5}{fit(safe(one.product), min(_NAME, room))}{fit(safe(what), _KIND)}{reach}"
        )
    given = [one.verdict for one in checked.verdicts]
    counts = ", ".join(f"{given.count(name)} {name}" for name in (PASS, FAIL, OPEN))
    return "\n".join([*rows, counts]) + "\n"
