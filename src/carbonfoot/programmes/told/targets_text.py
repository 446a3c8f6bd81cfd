"""Targets for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.report import Aims
from carbonfoot.programmes.targets.gaps import Closed
from carbonfoot.programmes.targets.judge import Judged
from carbonfoot.programmes.told.cascade_text import HEAVY
from carbonfoot.programmes.told.credits_text import MILLION, some
from carbonfoot.programmes.told.lines import digits, line, name_of
from carbonfoot.programmes.told.words import words
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import safe


def lines(told: Aims, worked: Worked, style: Style) -> list[str]:
    """Each target: limit, with and without measures, gap, and what closes it."""
    say = words(style.lang, "words_credits")
    rows: list[str] = []
    for one in told.judged:
        rows += ["", *_target(one, told.closed.get(one.aim.number), worked, style, say)]
    return rows


def _target(
    one: Judged, closed: Closed | None, worked: Worked, style: Style, say: Mapping[str, str]
) -> list[str]:
    aim = one.aim
    heavy = aim.product is not None and all(one.before[year] >= HEAVY for year in worked.years)
    scale = 1000.0 if heavy else 1.0
    unit = "t CO2e" if aim.product is None or heavy else "kg CO2e"
    years = some(aim.stated or tuple(aim.limit))
    rows = [line(say["targets"].format(id=safe(aim.id), unit=unit), years, style)]
    if years and one.complete:
        for key, numbers in (("limit", aim.limit), ("without", one.before), ("with", one.after)):
            rows.append(line("  " + say[key], [digits(numbers[year] / scale) for year in years], style))
        rows.append(
            line("  " + say["gap"], [digits(max(one.gap(year), 0.0) / scale) for year in years], style)
        )
        rows.append(line("  " + say["verdict"], [say[one.verdict(year)] for year in years], style))
    beyond = aim.beyond(worked.years[-1])
    if beyond:
        told = say["beyond"].format(years=", ".join(map(str, beyond)), last=worked.years[-1])
        rows += ["  " + row for row in lines_of(told, style.width - 2)]
    if aim.budget is not None and one.complete:
        text = say["budget"].format(after=digits(one.cumulative_after), budget=digits(aim.budget))
        rows += ["  " + row for row in lines_of(text, style.width - 2)]
    if closed is not None:
        rows += ["  " + row for row in lines_of(_closes(closed, worked, style, say), style.width - 2)]
    return rows


def _closes(closed: Closed, worked: Worked, style: Style, say: Mapping[str, str]) -> str:
    closing = closed.closing
    if closing.chosen is None:
        reasons = {
            "not with all measures": "no all",
            "spend": "no spend",
            "solver": "no solver",
            "drawn": "drawn",
            "undecided": "undecided",
        }
        return say[reasons.get(closing.because, "no choice")]
    names = [safe(name_of(worked.measures[one], style)) for one in closing.chosen]
    shown = ", ".join(names[:6]) + (f" + {len(names) - 6}" if len(names) > 6 else "")  # noqa: PLR2004
    free = len(worked.measures) - len(closed.fixed) - len(closed.left_out)
    text = say["closes"].format(
        count=len(names), free=free, names=shown or say["nothing"], invested=digits(closing.investment / MILLION),
        cost=digits(closing.cost / MILLION), currency=worked.programme.money.currency if worked.programme.money else "",
    )  # fmt: skip
    return f"{text} ({say[closing.how]})"
