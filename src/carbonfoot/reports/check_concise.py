"""`check --format concise`: a line a finding, for editors and `grep`, and how many there are."""

from __future__ import annotations

from carbonfoot.checks.model import Checked
from carbonfoot.findings.finding import count_text
from carbonfoot.reports.check_rows import Paths, concise, rows
from carbonfoot.reports.style import Style


def render(checked: Checked, _style: Style) -> str:
    """Lines by file and place; "" where nothing is found. Paths are those of the working folder, as editors want them."""
    found = rows(checked, Paths(""))
    lines = sorted(
        (
            (row.finding.file, row.place or (0, 0), concise(row, row.finding.file))
            for row in found
            if row.accepted is None
        ),
        key=lambda line: line[:2],
    )
    counts = [count_text(row.finding for row in found if row.accepted is None)]
    counts.append(f"{len(checked.suppressed)} accepted" if checked.suppressed else "")
    last = ", ".join(filter(None, counts))
    return "".join(f"{line}\n" for line in [*(line for *_, line in lines), *filter(None, [last])])
