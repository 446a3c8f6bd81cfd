"""The goods of many installations: rows of a table, and entries of the data of `calc` for folders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carbonfoot.cbam.model import Outcome, Result
from carbonfoot.factors.library import Library
from carbonfoot.reports.cbam_json import installation_data
from carbonfoot.reports.installation_draw import Draw, code
from carbonfoot.reports.installation_text import name_of
from carbonfoot.reports.style import Style, lines_of, paragraph
from carbonfoot.reports.width import fit, safe

Calculated = tuple[str, Outcome, Library]
"""A document as it is shown, what it came to, and the library behind it."""

LEAST = 12
"""Columns of the shortest name of a good."""


def rows(installations: Sequence[Calculated], style: Style) -> list[str]:
    """A line a good, below the line of its document; never a sum."""
    key = "cbam many" if len(installations) > 1 else "cbam many one"
    found = [style.bold(style.word(key).format(count=f"{len(installations):,}"))]
    heading = False
    for shown, outcome, _ in installations:
        result = outcome.result
        if result is not None and not heading:
            draw = Draw(style, result)
            found += ["", *map(style.bold, draw.columns(draw.word("goods per t"), 0))]
            heading = True
        found += _rows(shown, result, style)
    return [*found, "", *paragraph(style, "method", style.word("cbam method"))]


def _rows(shown: str, result: Result | None, style: Style) -> list[str]:
    if result is None:
        return lines_of(safe(f"{shown}: {style.word('cbam refused')}"), style.width, 2)
    draw = Draw(style, result)
    about = result.installation.installation
    name = about.name_ko if style.lang == "ko" and about.name_ko else about.name
    found = lines_of(safe(f"{shown}: {name}, {about.country}, {result.year}"), style.width, 2)
    for one in result.goods:
        room = max(LEAST, style.width - 4 * 11 - 9 - 3)
        label = fit(safe(f"{code(one.cn)}  {name_of(result, one, draw)}"), room).rstrip()
        found += draw.embedded(label, one.see, 2)
    return found


def entries(installations: Sequence[Calculated]) -> list[dict[str, Any]]:
    """One entry an installation, with the same `data` as a calculation of it alone."""
    return [
        {
            "file": shown,
            "state": "refused" if outcome.result is None else "complete",
            "data": None if outcome.result is None else installation_data(outcome.result, library),
        }
        for shown, outcome, library in installations
    ]
