"""What moved, as people and programs are told; nothing in a name becomes markup of a pull request."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.reports.changes_words import WORDS
from carbonfoot.reports.check_markdown import MOST
from carbonfoot.reports.markdown import code, fenced, plain
from carbonfoot.reports.width import display_width

ROOT = Path(__file__).parents[2]
Run = Callable[..., Any]
Golden = Callable[[str, str], None]

BUDGETS = """\
carbonfoot: budgets/1
budgets:
  - {name: no growth, growth: 0 %, reason: "board decision 2026-01"}
  - {name: seats, for: seat-bracket/*, total: 9 kg CO2e}
"""
EDITS = {
    "seat-bracket/bracket.yaml": [
        ("amount: 2.35 kg", "amount: 2.30 kg"),
        ("yield: 0.985", "yield: 0.99"),
        ("electricity: 0.9 kWh", "electricity: {amount: 0.9 kWh, origin: CN}"),
        ("    amount: 2 piece", "    amount: 3 piece"),
    ],
    "hanil-fastener/m10x30.yaml": [("25.2 kg", "26 kg")],
}


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a baseline, and what was done to it since."""
    monkeypatch.chdir(tmp_path)
    for name in ("seat-bracket", "hanil-fastener", "foundry", "inverter-housing"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / name)
    (tmp_path / "carbonfoot.toml").touch()
    return tmp_path


def change(folder: Path) -> None:
    for file, edits in EDITS.items():
        text = (folder / file).read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, encoding="utf-8")
    (folder / "foundry" / "dross.yaml").rename(folder / "foundry" / "smelting.yaml")
    cover = folder / "foundry" / "cover.yaml"
    cover.write_text(
        cover.read_text(encoding="utf-8").replace("dross.yaml", "smelting.yaml"), encoding="utf-8"
    )
    text = (folder / "inverter-housing" / "housing.yaml").read_text(encoding="utf-8")
    (folder / "inverter-housing" / "housing.yaml").unlink()
    (folder / "new.yaml").write_text(re.sub(r"id: \S+", "id: NEW-1", text, count=1), encoding="utf-8")
    (folder / "budgets.yaml").write_text(BUDGETS, encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_for_people(
    moved: Path, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, format: str, lang: str
) -> None:
    assert run("check", ".", "--update").code == 0
    change(moved)
    for columns in (80, 120) if format == "text" else (80,):
        monkeypatch.setenv("COLUMNS", str(columns))
        answer = run("check", ".", "--format", format, "--lang", lang)
        assert answer.code == 1, answer.err
        name = f"{format}.{columns}.{lang}" if format == "text" else f"{format}.{lang}"
        golden(f"check/moved.{name}.txt", answer.out)
        if format == "text":
            assert max(map(display_width, answer.out.split("\n"))) <= columns


def test_for_programs(moved: Path, run: Run, golden: Golden) -> None:
    run("check", ".", "--update")
    change(moved)
    answer = run("check", ".", "--format", "json")
    golden(
        "check/moved.json.txt",
        json.dumps(json.loads(answer.out)["data"]["changes"], ensure_ascii=False, indent=1),
    )


def test_one_word_for_each_language() -> None:
    assert WORDS["en"].keys() == WORDS["ko"].keys()
    for key, english in WORDS["en"].items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", WORDS["ko"][key])), key


EVIL = (
    "x|y @team #12 GH-7 **b** <img src=x onerror=alert(1)> </code></details> ``` [a](http://evil.example) "
    "www.evil.example me@evil.example :tada: $`x`$ \\| &lt;b&gt; ~~s~~ ![i](//evil)"
)
PART = """\
carbonfoot: part/1
product: {{id: {id}, name: {name}, name_ko: {name}, declared_unit: 1 piece, made_in: KR}}
period: 2025
budgets:
  - {{name: {name}, total: 1 kg CO2e, reason: {name}}}
inputs:
  - name: {name}
    amount: {amount} kg
    transport: []
    footprint: {{value: 2 kg CO2e, per: 1 kg, source: {name}, gwp: AR6, year: 2025}}
"""


def evil(amount: float, id: str = EVIL) -> str:
    return PART.format(id=json.dumps(id), name=json.dumps(EVIL), amount=amount)


def outside_of_code(html: str) -> str:
    """Rendered HTML without what stands in code, where a host looks for no mention, reference or link."""
    return re.sub(r"<(code|pre)\b[^>]*>.*?</\1>", "", html, flags=re.DOTALL)


def test_nothing_in_a_name_becomes_markup(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    monkeypatch.chdir(tmp_path)
    Path("carbonfoot.toml").touch()
    folder = Path("a|b @team `x` #1 **c** [d](e)")
    folder.mkdir()
    part, other = folder / "p@x.yaml", folder / "gone#2.yaml"
    part.write_text(evil(1), encoding="utf-8")
    other.write_text(evil(1, f"{EVIL} 2"), encoding="utf-8")
    run("check", ".", "--update")
    other.unlink()
    part.write_text(evil(2), encoding="utf-8")
    Path("broken@team.yaml").write_text("carbonfoot: part/1\n@everyone: |x|\n", encoding="utf-8")
    for lang in ("en", "ko"):
        text = run("check", ".", "--format", "markdown", "--lang", lang).out
        html = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
        left = outside_of_code(html)
        for bad in ("@", "evil", "team", "tada", "onerror", "href", "src=", "#1", "#2", "GH-7", "www"):
            assert bad not in left, (bad, left)
        assert {*re.findall(r"</?([a-z0-9]+)", left)} <= {
            *("h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "br", "sub"),
            *("details", "summary", "ul", "li"),
        }
        assert html.count("<details>") == html.count("</details>") == 1
        rows = re.findall(r"<tr>(.*?)</tr>", html, flags=re.DOTALL)
        assert {len(re.findall(r"<t[dh]", row)) for row in rows} == {5}
        assert "\x1b" not in text and "\u202e" not in text


@pytest.mark.parametrize(
    "text", ["`", "``` ```", "|", "\\", "a\nb", "@a", "<b>", "", "&amp;", "\u202e", "한글"]
)
def test_code_is_one_piece_of_code(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    html = (
        markdown_it.MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(f"| a | b |\n| --- | --- |\n| {code(text)} | {plain('')} |\n\n{fenced(text)}")
    )
    assert len(re.findall("<td", html)) == 2
    assert outside_of_code(html).count("<t") == outside_of_code(html).count("</t")
    assert len(re.findall("<pre>", html)) == 1


def test_a_comment_stays_within_its_length(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("carbonfoot.toml").touch()
    for number in range(150):
        Path(f"{number:03d}-{'|' * 60}.yaml").write_text(evil(1, f"P-{number}"), encoding="utf-8")
    run("check", ".", "--update")
    for number in range(150):
        Path(f"{number:03d}-{'|' * 60}.yaml").write_text(evil(1 + number, f"P-{number}"), encoding="utf-8")
    answer = run("check", ".", "--format", "markdown")
    assert len(answer.out) <= MOST
    shown = len(re.findall(r"<sub>kg CO2e per 1 piece</sub>", answer.out))
    left = re.search(r"(\d+) more products changed and are not listed", answer.out)
    assert left is not None
    assert shown + int(left[1]) == 149  # the first stayed as it was
    assert re.search(r"\d+ more limits are not listed", answer.out)
    assert "149 of 150 products changed" in answer.out
