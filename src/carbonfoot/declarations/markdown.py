"""A report as Markdown (CommonMark with the tables of GitHub)."""

from __future__ import annotations

import re

from carbonfoot.declarations.content import (
    Absent,
    Bars,
    Block,
    Bullets,
    Cell,
    Code,
    Document,
    Facts,
    Gap,
    Listing,
    Number,
    Paragraph,
    Part,
    Section,
    Table,
)
from carbonfoot.declarations.plain import plain, unformula

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_FENCE = re.compile(r"`+")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def markdown(document: Document) -> str:
    """The whole report as text that ends with a line break."""
    rows = [f"# {escaped(document.title)}", ""]
    if document.beside:
        rows += [escaped(document.beside), ""]
    rows += [escaped(document.subtitle), ""]
    for section in document.head:
        rows += _section(section)
    for section in document.sections:
        rows += _section(section)
    rows += ["---", ""]
    for block in document.foot:
        rows += _block(block)
    return "\n".join(rows).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """The text, so that nothing of it is read as markup; what is invisible is written out."""
    given = _ENTITY.sub("&amp;", _MARKUP.sub(r"\\\1", plain(text)))
    return _LEADING.sub(r"\1\\\2" if not given[:1].isdigit() else r"\1\2", given)


def _section(section: Section) -> list[str]:
    number = f"{section.number}. " if section.number[:1].isdigit() else ""
    beside = f" / {escaped(section.beside)}" if section.beside else ""
    rows = [f"## {number}{escaped(section.title)}{beside}", ""]
    for part in section.parts:
        rows += _part(part, section.title)
    return rows


def _part(part: Part, above: str) -> list[str]:
    rows = []
    if part.title:
        number = f"{escaped(part.number)} " if part.number else ""
        rows += [f"### {number}{escaped(part.title)}", ""]
    for block in part.blocks:
        rows += _block(block, part.title or above)
    return rows


def _block(block: Block, heading: str = "") -> list[str]:
    match block:
        case Paragraph():
            return [_parts(block.parts), ""]
        case Absent():
            return [f"{escaped(block.said)}: {escaped(block.why)}.", ""]
        case Bullets():
            return [*(f"- {_parts(entry)}" for entry in block.entries), ""]
        case Facts():
            return [*(f"- {escaped(name)}: {_in_table(cell)}" for name, cell in block.rows), ""]
        case Table():
            return _table(block, heading)
        case Bars():
            return [f"{escaped(block.caption)}:", "", *_bars(block), ""]
        case Listing():
            return _listing(block)


def _bars(block: Bars) -> list[str]:
    return [f"- {escaped(bar.label)}: {escaped(bar.text)}" for bar in block.bars]


def _listing(block: Listing) -> list[str]:
    """A fence longer than any run of its marks inside."""
    longest = max((len(run) for line in block.lines for run in _FENCE.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = (plain(line) for line in block.lines)
    return [f"{escaped(block.caption)}:", "", f"{fence}{block.language}", *lines, fence, ""]


def _table(table: Table, heading: str) -> list[str]:
    rows = [f"{escaped(table.caption)}:", ""] if table.caption != heading else []
    rows.append(_row([escaped(column.title) for column in table.columns]))
    rows.append(_row(["---:" if column.numeric else "---" for column in table.columns]))
    rows += [_row([_in_table(cell) for cell in row]) for row in table.rows]
    return [*rows, ""]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _parts(parts: tuple[Cell, ...]) -> str:
    return "".join(_cell(part) for part in parts)


def _cell(cell: Cell) -> str:
    match cell:
        case Number():
            return f"{cell.text} {cell.unit}" if cell.unit else cell.text
        case Code():
            return _code(cell.text)
        case Gap():
            keys = ", ".join(_code(key) for key in ((cell.here,) if cell.here else cell.keys))
            said = f"**{escaped(cell.said)}**"
            return f"{said} ({keys})" if keys else said
        case str():
            return escaped(cell)


def _in_table(cell: Cell) -> str:
    return escaped(unformula(cell)) if isinstance(cell, str) else _cell(cell)


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    inner = plain(text).replace("|", r"\|")
    return f"{fence} {inner} {fence}" if fence == "``" else f"`{inner}`"
