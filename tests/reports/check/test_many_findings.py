"""A report of 100,000 findings takes seconds: files are parsed once, and nothing grows with the square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from carbonfoot.checks.model import Checked
from carbonfoot.documents import places
from carbonfoot.findings.finding import Finding
from carbonfoot.reports.check_formats import FORMATS, renderer
from carbonfoot.reports.check_summary import LARGEST, render_summary
from carbonfoot.reports.finding_text import render
from carbonfoot.reports.style import Style

LINES = 1_000


def _answer(checked: Callable[..., Checked], number: int, files: int) -> Checked:
    text = "inputs:\n" + "".join(f"  - {{name: 볼트 {one}, amount: {one} kg}}\n" for one in range(LINES))
    table = "name,amount\n" + "".join(f"볼트,{one} kg\n" for one in range(LINES))
    found = []
    for one in range(number):
        is_table = one % 2
        path = ("row", one % LINES + 1, "amount") if is_table else ("inputs", one % LINES, "amount")
        file = f"{one % files}.{'csv' if is_table else 'yaml'}"
        found.append(Finding(("CF202", "CF306")[one % 2], f"finding {one}", file, path, help="do it"))
    texts = {
        f"{one}.{ending}": given for one in range(files) for ending, given in (("csv", table), ("yaml", text))
    }
    return checked(found, texts)


@pytest.mark.parametrize("format", [one.name for one in FORMATS])
def test_each_file_is_read_once_for_its_places(
    checked: Callable[..., Checked], monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    parsed: list[str] = []

    def counted(of: str) -> None:
        real = getattr(places, of)

        def call(*given: object) -> object:
            parsed.append(of)
            return real(*given)

        monkeypatch.setattr(places, of, call)

    counted("_build")
    counted("_csv_rows")
    places._tree.cache_clear()
    places._table.cache_clear()
    answer = _answer(checked, 2_000, 10)
    texts = {one.file: f"{answer.text_of(one.file) or ''}# {one.file}\n" for one in answer.findings}
    answer = answer._replace(text_of=texts.get)
    renderer(format)(answer, Style())
    render(answer.findings[:200], answer.text_of)
    assert len(parsed) <= 10 + 10


@pytest.mark.system
@pytest.mark.parametrize("format", [one.name for one in FORMATS])
def test_100_000_findings(checked: Callable[..., Checked], format: str) -> None:
    answer = _answer(checked, 100_000, 100)
    began = time.process_time()
    renderer(format)(answer, Style())
    assert time.process_time() - began < 30


def test_a_summary_is_cut_where_it_is_full_and_says_so(checked: Callable[..., Checked]) -> None:
    answer = _answer(checked, 30_000, 1)
    text = render_summary(answer, Style(), LARGEST)
    assert 0.9 * LARGEST < len(text.encode()) <= LARGEST
    shown = text.count("\n| 0.")
    assert f"\n{30_000 - 20 - shown:,} more do not fit here" in text
    assert len(render_summary(answer, Style(), 5_000).encode()) <= 5_000
    assert render_summary(answer, Style(), 100) == ""
