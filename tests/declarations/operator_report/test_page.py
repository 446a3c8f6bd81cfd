"""The HTML file: whole by itself, harmless whatever the document says, readable by anybody."""

from __future__ import annotations

import html.parser
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from carbonfoot.declarations.content import (
    Absent,
    Bar,
    Bars,
    Bullets,
    Cell,
    Code,
    Column,
    Document,
    Facts,
    Gap,
    Number,
    Part,
    Section,
    Table,
    text,
)
from carbonfoot.declarations.html import html as written
from carbonfoot.declarations.markdown import markdown
from carbonfoot.declarations.options import Declared

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
VOID = {"meta", "br", "wbr", "rect", "link", "img", "input", "hr"}
HARM = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    '=HYPERLINK("http://evil.example")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "| a | b |",
    "[x](javascript:alert(1))",
    "`` ` ``",
    "**bold** _x_ ~~y~~ # z $x^2$",
    "&lt;b&gt; &#60;",
    "\x1b[31m\x00\u202e\u200b",
    "a\nb\r\n- c",
    "1. one",
    "</style></title>",
)


class Page(html.parser.HTMLParser):
    """Elements and attributes; every element closed in its order."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.shown: list[str] = []
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.shown.append(data)


def page(declared: Declared) -> Page:
    assert isinstance(declared.content, str)
    return Page(declared.content)


def harmful(content: str) -> Document:
    """A report that says the same thing in every place where a document's words may stand."""
    cells: tuple[Cell, ...] = (content, Code(content), Gap(content, (content,)))
    blocks = (
        text(*cells),
        Absent(content),
        Bullets((cells, (content,))),
        Facts(tuple((content, cell) for cell in cells)),
        Table(
            content,
            (Column(content), Column(content), Column(content)),
            (cells, (content, Number("1"), content)),
        ),
        Bars(
            content,
            (content, content),
            (Bar(content, (1.0, 2.0), content), Bar(content, (0.0, 0.0), content)),
        ),
    )
    section = Section("1", content, (Part("(a)", content, blocks),), content, "ko")
    return Document(
        content, content, (section._replace(number="missing"),), (section,), (text(content),), content, "ko"
    )


@pytest.mark.parametrize("content", HARM)
def test_markup_of_a_document_is_text_in_html(content: str) -> None:
    found = Page(written(harmful(content)))
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section"),
        *(
            "h1",
            "h2",
            "h3",
            "p",
            "span",
            "strong",
            "code",
            "wbr",
            "ul",
            "ol",
            "li",
            "a",
            "dl",
            "div",
            "dt",
            "dd",
        ),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "rect"),
    }
    for tag, attributes in found.elements:
        assert tag in allowed
        assert not any(key.startswith("on") or key in ("src", "style", "srcdoc") for key in attributes)
        assert attributes.get("href", "#").startswith("#")
    shown = "".join(found.shown)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b\u202e]", shown)


@pytest.mark.parametrize("content", [one for one in HARM if one.isprintable()])
def test_the_words_of_a_document_are_all_there(content: str) -> None:
    assert "".join(Page(written(harmful(content))).shown).count(content) >= 20


@pytest.mark.parametrize("content", HARM)
def test_markup_of_a_document_is_text_in_markdown(content: str) -> None:
    report = markdown(harmful(content))
    outside = re.sub(r"(``.*?``|`[^`]*`)", "", report)
    assert not re.search(r"(?<!\\)<", outside)
    assert not re.search(r"(?<!\\)\]\(", outside)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b\u202e]", report)
    for row in report.split("\n"):
        if row.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", row)) == 4, row


@pytest.mark.parametrize("content", ["=1+1", "+1", "-cmd", "@SUM(1)", "  =1"])
def test_a_cell_is_no_formula_once_it_is_pasted(content: str) -> None:
    cells = re.findall(
        r"<t[dh][^>]*>([^<]*)</t[dh]>", written(harmful(content)).split("<tbody>")[1].split("</tbody>")[0]
    )
    assert cells
    assert all(cell.startswith("&#x27;") or cell == "" for cell in cells if cell != "1"), cells


def test_both_formats_say_the_same(write: Callable[..., Declared]) -> None:
    for name in ("works", "grid"):
        told = write(name).content
        shown = re.sub(r"\s+", " ", "".join(page(write(name, suffix=".html")).shown))
        assert isinstance(told, str)
        for row in re.findall(r"^\| (.*) \|$", told, re.MULTILINE):
            for cell in re.split(r" (?<!\\)\| ", row):
                plain = re.sub(r"\\(.)", r"\1", cell).replace("**", "").replace("`", "")
                if not re.fullmatch(r"-+:?", plain) and "M8" not in plain:
                    assert re.sub(r"\s+", " ", plain) in shown, plain


@pytest.mark.parametrize("name", ["works", "grid"])
def test_the_page_can_be_read_by_anybody(write: Callable[..., Declared], name: str) -> None:
    found = page(write(name, suffix=".html", lang="ko"))
    tags = [tag for tag, _ in found.elements]
    assert ("html", {"lang": "en"}) in found.elements
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("table") == tags.count("caption") > 20
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in found.elements if tag == "th")
    for tag, attributes in found.elements:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or (
                attributes["role"] == "img" and attributes["aria-label"]
            )
        if attributes.get("role") == "region":
            assert attributes["tabindex"] == "0" and attributes["aria-label"]
    names = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(names) == len(set(names))
    for _, attributes in found.elements:
        for key in ("href", "aria-labelledby"):
            if key in attributes:
                assert attributes[key].removeprefix("#") in names
    beside = [attributes for _, attributes in found.elements if attributes.get("class") == "beside"]
    assert beside and all(attributes["lang"] == "ko" for attributes in beside)


def test_the_page_is_whole_small_and_asks_nobody(write: Callable[..., Declared]) -> None:
    for name in ("works", "grid"):
        content = write(name, suffix=".html").content
        assert isinstance(content, str)
        assert len(content.encode()) < 400_000
        found = Page(content)
        assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in found.elements}
        (style,) = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
        assert "url(" not in style and "@import" not in style and "http" not in style
        assert "default-src 'none'" in content


def test_colours_of_text_stand_out() -> None:
    style = (ROOT / "src/carbonfoot/declarations/html/page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    links = re.findall(r"a \{ color: (#[0-9a-f]{6})", style)
    for ink in (colours["ink"], colours["soft"], colours["gap"], *links):
        for ground in ("#ffffff", colours["shade"]):
            assert _contrast(ink, ground) >= 4.5, (ink, ground)
    bars = re.findall(r"\.part-\d \{ fill: (#[0-9a-f]{6})", style)
    assert len(bars) >= 3 and _contrast(bars[0], "#ffffff") >= 3
    assert all(_contrast(one, other) >= 1.5 for one, other in pairwise(bars))


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_bytes_do_not_depend_on_the_run() -> None:
    made = []
    for seed in ("1", "2"):
        for form in (["--as", "cbam-operator-report"], ["--as", "cbam-operator-summary", "--lang", "ko"]):
            done = subprocess.run(
                [sys.executable, "-m", "carbonfoot", "declare", str(HERE / "works.yaml"), *form],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            )
            made.append(done.stdout)
    assert made[:2] == made[2:] and made[0] != made[1]
