"""Markdown and HTML say the same; large, harmful and long documents stay readable."""

from __future__ import annotations

import html.parser
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.cli.declare_part import subject_of
from carbonfoot.declarations.content import Bar, Bars
from carbonfoot.declarations.html.chart import chart
from carbonfoot.declarations.iso14067.words import words

Told = Callable[..., str]

LIMIT = 400_000
LINES = 1000
SECONDS = 20.0
"""Far above what it takes (under 2 s), so that a busy machine does not fail it."""


class Shown(html.parser.HTMLParser):
    """The words that a page shows."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.skipping = False
        self.words: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.skipping = False

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.words.append(data)

    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words).replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_both_formats_say_the_same(told: Told, name: str, lang: str) -> None:
    shown = Shown(told(name, lang, ".html")).text()
    checked = 0
    for row in told(name, lang).splitlines():
        cells = (
            re.split(r" (?<!\\)\| ", row[2:-2])
            if row.startswith("| ")
            else [row[2:]]
            if row.startswith("- ")
            else []
        )
        for cell in cells:
            plain = re.sub(
                r"\s+", " ", re.sub(r"\\(.)", r"\1", cell).replace("**", "").replace("`", "")
            ).strip()
            if plain and not re.fullmatch(r"-+:?", plain):
                name_of, colon, rest = plain.partition(": ")
                assert plain in shown or (colon and name_of in shown and rest in shown), plain
                checked += 1
    assert checked > 150


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_word_is_left_open(told: Told, name: str, lang: str) -> None:
    report = told(name, lang)
    assert not re.search(r"(?<![`\w])\{\w+\}", report)
    assert not re.search(r"\b(nan|inf|None)\b", report.replace(". None was", ""))


def test_korean_has_every_text_with_the_same_places() -> None:
    english, korean = words("en"), words("ko")
    assert english.keys() == korean.keys()
    for key, text in english.items():
        assert korean[key], key
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", korean[key])), key


@pytest.fixture
def long_bill(tmp_path: Path) -> Path:
    """A bill of a thousand lines of sixty suppliers."""
    numbers = random.Random(3)
    rows = "".join(
        f"  - {{name: Part number {at:04d}, amount: {numbers.lognormvariate(-3, 1.5):.4f} kg, factor: steel/hot-rolled-coil, "
        f"route: bf-bof, origin: KR, supplier: Supplier {at % 60}, data: estimated}}\n"
        for at in range(LINES)
    )
    file = tmp_path / "long.yaml"
    file.write_text(
        "carbonfoot: part/1\nproduct: {id: LONG, name: Assembly, declared_unit: 1 piece, made_in: KR}\n"
        f"period: 2025\ninputs:\n{rows}",
        encoding="utf-8",
    )
    return file


def test_a_thousand_lines_stay_small_and_quick(told: Told, long_bill: Path) -> None:
    start = time.perf_counter()
    page = told(str(long_bill), "ko", ".html")
    assert time.perf_counter() - start < SECONDS
    assert len(page.encode()) < LIMIT
    assert "기타 980개" in page


def test_names_with_markup_come_out_harmless(told: Told, tmp_path: Path) -> None:
    name = "<script>alert(1)</script>|=1+1"
    file = tmp_path / "part.yaml"
    file.write_text(
        f"carbonfoot: part/1\nproduct: {{id: X, name: '{name}', declared_unit: 1 kg, made_in: KR}}\nperiod: 2025\ninputs:\n"
        f"  - {{name: '{name}', amount: 1 kg, supplier: '{name}', footprint: "
        f"{{value: 1 kg CO2e, per: 1 kg, source: '{name}'}}}}\n",
        encoding="utf-8",
    )
    assert subject_of(str(file)).subject is not None
    page, report = told(str(file), "en", ".html"), told(str(file))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.search(r"(?<!\\)<script", re.sub(r"`[^`]*`", "", report))
    for row in report.splitlines():
        assert not row.startswith("| =")


def test_a_waterfall_is_drawn_from_where_it_stands() -> None:
    bars = (
        Bar("a", (6.0, 0.0), "6"),
        Bar("b", (0.0, -2.0), "-2", 6.0),
        Bar("c", (4.0, 0.0), "4", 4.0),
    )
    drawn = re.findall(
        r'part-(\d)" x="([\d.]+)" width="([\d.]+)" height="10"', chart(Bars("w", ("up", "down"), bars))
    )
    assert [(part, float(at), float(wide)) for part, at, wide in drawn] == [
        ("0", 0.0, 750.0),
        ("1", 500.0, 250.0),
        ("0", 500.0, 500.0),
    ]
    assert 'class="zero"' not in chart(Bars("w", ("up", "down"), bars))


def test_what_is_below_zero_is_drawn_left_of_zero() -> None:
    drawn = chart(Bars("s", ("up", "down"), (Bar("a", (3.0, -1.0), "2"), Bar("b", (0.0, 0.0), "0"))))
    parts = re.findall(r'class="([\w-]+)" x="([\d.]+)" width="([\d.]+)" height="10"', drawn)
    assert parts == [
        ("part-0", "250.0", "750.0"),
        ("part-1", "0.0", "250.0"),
        ("zero", "250.0", "2"),
        ("zero", "250.0", "2"),
    ]
    assert chart(Bars("n", ("up",), (Bar("a", (0.0,), "0"),))).count("<rect") == 0
