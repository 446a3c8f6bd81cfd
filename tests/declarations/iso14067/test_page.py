"""The report as a page and as Markdown, whatever the words of its documents are."""

from __future__ import annotations

import html.parser
import json
import re
import string
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonfoot.declarations.content import (
    Absent,
    Bullets,
    Cell,
    Code,
    Column,
    Document,
    Facts,
    Gap,
    Listing,
    Part,
    Section,
    Table,
    text,
)
from carbonfoot.declarations.html import html as written
from carbonfoot.declarations.markdown import markdown
from carbonfoot.declarations.options import Declared

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples"
Write = Callable[..., Declared]

VOID = {"meta", "br", "wbr", "rect", "line", "path"}
TAGS = VOID | {
    *(
        "html",
        "head",
        "title",
        "style",
        "body",
        "header",
        "main",
        "footer",
        "nav",
        "section",
        "h1",
        "h2",
        "h3",
    ),
    *(
        "p",
        "span",
        "strong",
        "code",
        "ul",
        "ol",
        "li",
        "a",
        "dl",
        "div",
        "dt",
        "dd",
        "pre",
        "table",
        "caption",
    ),
    *("thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "g", "desc", "text"),
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "| a | b |",
    "[x](javascript:alert(1)) ``` **b** <!-- {total} %s",
    "&lt;b&gt; &#60; &amp;",
    "</style></title></pre>",
    "1. one # two",
    "W" * 10_000,
)
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class Page(html.parser.HTMLParser):
    """Elements with their attributes, and what is shown; every element closed in its order."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.shown: list[str] = []
        self.feed(content)
        self.close()
        assert self.open == []
        for tag, attributes in self.elements:
            assert tag in TAGS, tag
            assert not any(key.startswith("on") or key in ("src", "style", "srcdoc") for key in attributes)
            assert attributes.get("href", "#").startswith("#")

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

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def text_of(declared: Declared) -> str:
    assert isinstance(declared.content, str)
    return declared.content


def saying(words: str) -> Document:
    """A report that says the same in every place where words of a document may stand."""
    gap = Gap(words, (words,), words, said=words)
    cells: tuple[Cell, ...] = (words, Code(words), gap)
    columns = tuple(Column(words) for _ in cells)
    blocks = (
        text(*cells),
        Absent(words, words),
        Bullets((cells,)),
        Facts(tuple((words, cell) for cell in cells)),
        Table(words, columns, (cells,)),
        Listing(words, "json", (words, json.dumps(words))),
    )
    section = Section("1", words, (Part("", words, blocks),))
    return Document(
        words,
        words,
        (section._replace(number="x"),),
        (section,),
        (text(words),),
        language="ko",
        contents=words,
        skip=words,
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=60)
    | st.text(alphabet="<>&\"'`|\\[]()*_#=+-@!\n\r\t{}/ax1 ", max_size=60)
    | st.sampled_from(HOSTILE)
)
def test_whatever_the_words_are_the_page_shows_them_as_text(words: str) -> None:
    made = written(saying(words))
    page = Page(made)
    plain = "".join(page.shown)
    assert not UNSEEN.search(plain)
    if words.isprintable() and words.strip():
        assert plain.count(words) >= 20
    told = markdown(saying(words))
    assert not UNSEEN.search(told)
    outside = re.sub(r"(?ms)^(`{3,})json\n.*?^\1$|(`+)[^\n]*?[^`\n]\2(?!`)", "", told)
    assert not re.search(r"(?<!\\)<(?![^\n]*`)", outside) or "`" in words
    fences = re.findall(r"(?m)^(`{3,})json$", told)
    assert len(fences) == 2


def hostile(folder: Path, words: str) -> Path:
    """The document that says everything, with hostile words for every text of it."""
    quoted = json.dumps(words)
    for file in (HERE / "full").iterdir():
        said = file.read_text(encoding="utf-8")
        if file.suffix == ".yaml":
            said = said.replace("carbonfoot: part/1", "carbonfoot: part/1", 1)
            for one in (
                *(
                    "Fitting kit",
                    "조립 키트",
                    "Hanil Fastener",
                    "Coil",
                    "코일",
                    "Bolts",
                    "Tray",
                    "Pressing",
                    "프레스",
                ),
                *(
                    "Shielding gas",
                    "Offcut blank",
                    "Oil",
                    "2 g a piece",
                    "no data",
                    "Linerboard",
                    "contract of 2025-11",
                ),
                *(
                    "answer to requests of car makers",
                    "kit of bolts and a bracket",
                    "pressing and packing",
                    "KTR",
                ),
                *(
                    "blanks that are sold bear their mass",
                    "one year of data",
                    "grid average of the country",
                    "PACT-3.0",
                ),
                *(
                    "the coil is most of it",
                    "amounts of 2025",
                    "PCF Rulebook v4",
                    "limited assurance",
                    "Catena-X",
                ),
            ):
                said = re.sub(
                    rf"(?<=[:\[] ){re.escape(one)}(?=[,\]}}\n])|(?<=\[){re.escape(one)}(?=\])",
                    lambda _: quoted,
                    said,
                )
        if file.suffix == ".toml":
            for one in (
                "Hanil Fastener Co., Ltd.",
                "한일화스너(주)",
                "12 Haean-ro, Ansan, Korea",
                "Kim Minji, carbon@hanil.example",
            ):
                said = said.replace(f'"{one}"', quoted)
        if file.suffix == ".json":
            found = json.loads(said)
            found["companyName"] = found["productNameCompany"] = words
            said = json.dumps(found)
        (folder / file.name).write_text(said, encoding="utf-8")
    return folder / "kit.yaml"


@pytest.mark.parametrize("words", [one for one in HOSTILE if len(one) < 100])
def test_names_of_documents_are_harmless(write: Write, tmp_path: Path, words: str) -> None:
    file = hostile(tmp_path, words)
    page = Page(text_of(write(file, ".html", "ko")))
    assert "".join(page.shown).count(words) > 30
    told = re.sub(r"(?ms)^```json\n.*?^```$", "", text_of(write(file)))
    outside = re.sub(r"`[^`\n]*`", "", re.sub(r"\\.", "", told))
    assert not re.search(r"[<\[]|[*]{3}", outside)
    for rows in re.findall(r"(?m)(?:^\|.*\|\n)+", outside):
        assert len({row.count("|") for row in rows.strip().split("\n")}) == 1


@pytest.mark.parametrize("words", ["N" * 390, "\u202eevil\u200b\x1b[31m"])
def test_long_names_and_unseen_characters_of_a_supplier_are_harmless(
    write: Write, tmp_path: Path, words: str
) -> None:
    file = hostile(tmp_path, words if words.isprintable() else "plain")
    bolt = json.loads((tmp_path / "bolt.json").read_text(encoding="utf-8"))
    bolt["companyName"] = words
    (tmp_path / "bolt.json").write_text(json.dumps(bolt), encoding="utf-8")
    for suffix in (".md", ".html"):
        made = text_of(write(file, suffix))
        assert not UNSEEN.search(made)
        assert len(made.encode()) < 400_000


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", ["full/kit", "seat-bracket/bracket"])
def test_the_page_can_be_read_by_anybody(write: Write, name: str, lang: str) -> None:
    made = text_of(write(name, ".html", lang))
    page = Page(made)
    tags = [tag for tag, _ in page.elements]
    assert ("html", {"lang": lang}) in page.elements
    assert (
        tags.count("h1") == tags.count("main") == tags.count("title") - tags.count("svg title")
        or "svg" in tags
    )
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("table") == tags.count("caption") > 10
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.elements if tag == "th")
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    for _, attributes in page.elements:
        for key in ("href", "aria-labelledby"):
            if key in attributes:
                assert attributes[key].removeprefix("#") in names
    first = next(attributes for tag, attributes in page.elements if tag == "a")
    assert first == {"class": "skip", "href": "#content"}
    for tag, attributes in page.elements:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes["role"] == "img"
    assert "default-src 'none'" in made
    (style,) = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    assert "url(" not in style and "@import" not in style and "http" not in style


def test_no_word_of_the_other_language_and_no_open_place_is_left(write: Write) -> None:
    for name in ("full/kit", "seat-bracket/bracket"):
        english = text_of(write(name)).partition("```json")[0]
        assert not re.search("[가-힣]", english)
        korean = text_of(write(name, lang="ko")).partition("```json")[0]
        for report in (english, korean):
            assert not re.search(r"\\\{\w+\\\}", report)
        headings = re.findall(r"(?m)^#{1,3} (?:\d+\. )?(.+)$", korean)
        assert [one for one in headings if all(letter in string.printable for letter in one)] == []


@pytest.mark.parametrize(
    "name",
    sorted(
        str(file.relative_to(EXAMPLES).with_suffix(""))
        for file in EXAMPLES.glob("*/*.yaml")
        if file.read_text(encoding="utf-8").find("carbonfoot: part/1") >= 0
    ),
)
def test_every_example_has_a_report_of_a_page_that_is_small(write: Write, name: str) -> None:
    declared = write(name, ".html", "ko")
    made = text_of(declared)
    assert 10_000 < len(made.encode()) < 200_000
    Page(made)
    assert {one.code for one in declared.findings} <= {"CF920"}
