"""The content of a report, apart from how it is written: `markdown.py` and `html/` each write all of it.

Every text is plain: a writer escapes what its format would read as markup. Numbers are rounded before they come here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Number(NamedTuple):
    """A rounded number as text, with its unit where the head of the column has none."""

    text: str
    unit: str = ""


class Code(NamedTuple):
    """A key or a path of a document, as it is typed there."""

    text: str


class Gap(NamedTuple):
    """Something that is asked for and not stated: what it is, and the keys of the document that would fill it.

    of    which entry of a list it is missing of; empty where there is one thing only
    here  key that is shown beside that entry, in place of the whole path
    said  what stands in its place, in the language of the report
    """

    what: str
    keys: tuple[str, ...]
    of: str = ""
    here: str = ""
    said: str = "not stated"


Cell = str | Number | Code | Gap


class Column(NamedTuple):
    """A column of a table; the head of a numeric one names its unit."""

    title: str
    numeric: bool = False


class Table(NamedTuple):
    """A table; the first cell of each row names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Facts(NamedTuple):
    """Names and what stands for each."""

    rows: tuple[tuple[str, Cell], ...]


class Paragraph(NamedTuple):
    """Running text, part by part."""

    parts: tuple[Cell, ...]


class Bullets(NamedTuple):
    """A list, each entry part by part."""

    entries: tuple[tuple[Cell, ...], ...]


class Absent(NamedTuple):
    """A required item that does not apply, and why; `said` is how that begins in the language of the report."""

    why: str
    said: str = "Does not apply"


class Bar(NamedTuple):
    """One bar: a part for each name of the chart and what stands behind it; a part below zero goes the other way.

    start  where it begins: in a waterfall where the bar before it ended
    """

    label: str
    parts: tuple[float, ...]
    text: str
    start: float = 0.0


class Bars(NamedTuple):
    """A chart of stacked bars on one scale; the text of each bar says all that its length shows."""

    caption: str
    names: tuple[str, ...]
    bars: tuple[Bar, ...]


class Listing(NamedTuple):
    """Text for machines, kept as it is line by line: ASCII without control characters, in a language such as `json`."""

    caption: str
    language: str
    lines: tuple[str, ...]


Block = Table | Facts | Paragraph | Bullets | Absent | Bars | Listing


class Part(NamedTuple):
    """A part of a section, such as 15(a); no title where the section has one part."""

    number: str
    title: str
    blocks: tuple[Block, ...]


class Section(NamedTuple):
    """A numbered section; `beside` is its title in another language, in language `lang`."""

    number: str
    title: str
    parts: tuple[Part, ...]
    beside: str = ""
    lang: str = ""


class Document(NamedTuple):
    """A report: `head` stands below the title and above the sections, `foot` below them.

    beside    its title in another language, in language `lang`
    language  of the report; `contents` and `skip` are the words for its list of sections and for the way past it
    """

    title: str
    subtitle: str
    head: tuple[Section, ...]
    sections: tuple[Section, ...]
    foot: tuple[Block, ...]
    beside: str = ""
    lang: str = ""
    language: str = "en"
    contents: str = "Contents"
    skip: str = "Skip to the content"


def anchor(section: Section) -> str:
    """Where a section can be linked to."""
    return f"item-{section.number}".lower().replace(".", "-")


def text(*parts: Cell) -> Paragraph:
    """A paragraph."""
    return Paragraph(parts)


def gaps(section: Section) -> Iterator[tuple[Part, Gap]]:
    """Everything of a section that is not stated, in order, each once."""
    seen = set()
    for part in section.parts:
        for gap in _gaps(part.blocks):
            if gap not in seen:
                seen.add(gap)
                yield part, gap


def has_numbers(block: Block) -> bool:
    """Whether a block shows a number of its own."""
    return isinstance(block, Bars) or any(isinstance(cell, Number) for cell in _cells(block))


def _gaps(blocks: tuple[Block, ...]) -> Iterator[Gap]:
    for block in blocks:
        for cell in _cells(block):
            if isinstance(cell, Gap):
                yield cell


def _cells(block: Block) -> Iterator[Cell]:
    match block:
        case Table():
            for row in block.rows:
                yield from row
        case Facts():
            for _, cell in block.rows:
                yield cell
        case Paragraph():
            yield from block.parts
        case Bullets():
            for entry in block.entries:
                yield from entry
        case _:
            return
