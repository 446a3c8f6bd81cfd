"""The pictures in a terminal: as wide as it is, in its characters, with the numbers of the report."""

from __future__ import annotations

import pytest

from carbonfoot.programmes.told import bars
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import display_width
from tests.programmes.pictures.cases import CASES
from tests.programmes.pictures.samples import sample

STYLES = [Style(80, "en"), Style(120, "ko"), Style(60, "ko"), Style(80, "en", plain=True)]


@pytest.mark.parametrize("style", STYLES, ids=["80", "120 ko", "60 ko", "plain"])
@pytest.mark.parametrize("case", CASES)
def test_rows_fit(case: str, style: Style) -> None:
    data = CASES[case]()
    rows = [
        *bars.waterfall(data, 2035, style),
        *(row for product in data["products"] for row in bars.waterfall(data, 2030, style, product)),
        *bars.path(data, style),
        *(row for one in data["targets"] for row in bars.path(data, style, one)),
        *bars.macc(data, style),
    ]
    lines = [line for row in rows for line in row.split("\n")]
    assert all(display_width(line) <= style.width for line in lines)
    assert all(line.isprintable() for line in lines)
    if style.plain:
        assert all(line.replace("\N{HORIZONTAL ELLIPSIS}", "").isascii() for line in lines)


def test_a_waterfall_in_80_columns() -> None:
    rows = bars.waterfall(sample(), 2035, Style(80, plain=True), sample()["products"][0])
    assert rows[1].startswith("before") and rows[1].split()[1] == "9,408".replace(",", "")
    *rows, foot = rows
    assert rows[-1].split()[:2] == ["after", "8937"]
    assert set(rows[1].split()[2]) == {"#"} and set(rows[2].split()[-1]) == {"-"}
    ends = [len(row) for row in rows[1:]]
    assert max(ends) == ends[0] and len(rows[-1]) <= len(rows[-2])
    begin = float(foot.split()[3].rstrip(",").replace(",", ""))
    assert 0 < begin < 8937, "bars that do not begin at zero say where they begin"
    cell = (9408 - begin) / rows[1].count("#")
    assert abs(rows[-1].count("#") - (8937 - begin) / cell) <= 1


def test_a_target_is_a_line_in_the_bar_of_a_year() -> None:
    data = sample()
    rows = bars.path(data, Style(80, plain=True), data["targets"][0])
    last = next(row for row in rows if row.startswith("2035"))
    assert "fail" in last and last.count("|") == 1
    bar = last[last.index("#") :]
    limit, after = data["targets"][0]["limit"]["2035"], data["targets"][0]["after"]["2035"]
    assert abs(bar.index("|") / len(bar) - limit / after) < 0.05


def test_money_saved_is_left_of_zero() -> None:
    rows = bars.macc(sample(), Style(100, plain=True))
    saving, costly = (
        next(one for one in rows if "LED" in one),
        next(one for one in rows if "Heat pump" in one),
    )
    assert saving.endswith("-") and "#" in costly
    assert len(saving) <= costly.index("#") + 1
