"""The parts of a workbook beside its sheets: which sheets there are, shared texts, number formats."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.intake.formats import Look, look
from carbonfoot.intake.package import (
    DamagedError,
    HarmfulError,
    Package,
    local,
    relation_id,
    spreadsheet_tags,
)


class Sheet(NamedTuple):
    """A sheet with cells; sheets of charts are none."""

    name: str
    part: str
    hidden: bool


class Workbook(NamedTuple):
    """What the cells of every sheet refer to."""

    package: Package
    sheets: tuple[Sheet, ...]
    from_1904: bool
    by_hand: bool  # formulas are computed only when somebody asks
    strings: str  # the part with shared texts, "" when there is none
    looks: tuple[Look, ...]
    indents: tuple[int, ...] = ()  # steps by which a style moves a text to the right, as `looks`


def read_workbook(package: Package) -> Workbook:
    """The workbook of a package. Raises `DamagedError` when it is none."""
    part = next((path for word, path in package.relations("").values() if word == "officeDocument"), "")
    if part.endswith(".bin"):
        raise DamagedError("it is a binary workbook (.xlsb)")
    if part not in package.names:
        raise DamagedError(_what_else(package))
    relations = package.relations(part)
    sheets: list[Sheet] = []
    flags: dict[str, bool] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        match local(tag):
            case "sheet":
                word, path = relations.get(relation_id(given), ("", ""))
                if word == "worksheet":
                    sheets.append(
                        Sheet(given.get("name", ""), path, given.get("state", "visible") != "visible")
                    )
            case "workbookPr":
                flags["1904"] = given.get("date1904", "0") in ("1", "true")
            case "calcPr":
                flags["manual"] = given.get("calcMode") == "manual"

    for _ in package.parse(part, start):
        pass
    parts = {word: path for word, path in relations.values() if path in package.names}
    looks, indents = _read_looks(package, parts["styles"]) if "styles" in parts else ((), ())
    strings = parts.get("sharedStrings", "")
    return Workbook(
        package, tuple(sheets), flags.get("1904", False), flags.get("manual", False), strings, looks, indents
    )


def _what_else(package: Package) -> str:
    """What a package without a workbook is, as far as its parts tell."""
    if "mimetype" in package.names and "content.xml" in package.names:
        return "it is an OpenDocument file"
    if "word/document.xml" in package.names:
        return "it is a text document"
    return "there is no workbook in it"


def _read_looks(package: Package, part: str) -> tuple[tuple[Look, ...], tuple[int, ...]]:
    """How cells look and how far their texts are moved to the right, by their style number."""
    codes: dict[int, str] = {}
    looks: list[Look] = []
    indents: list[int] = []
    around: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        name = local(tag)
        if name == "numFmt" and around[-1:] == ["numFmts"]:
            codes[whole(given.get("numFmtId", ""))] = given.get("formatCode", "")
        elif name == "xf" and around[-1:] == ["cellXfs"]:
            number = whole(given.get("numFmtId", "0"))
            looks.append(look(number, codes.get(number)))
            indents.append(0)
        elif name == "alignment" and around[-2:] == ["cellXfs", "xf"]:
            moved = given.get("horizontal", "left") in ("left", "general", "distributed")
            indents[-1] = max(whole(given.get("indent", "0")), 0) if moved else 0
        around.append(name)

    def end(_tag: str) -> None:
        around.pop()

    for _ in package.parse(part, start, end):
        pass
    return tuple(looks), tuple(indents)


def whole(text: str) -> int:
    """A whole number as an attribute states it; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else -1


MAX_TEXTS = 300_000_000
"""Bytes of shared texts, which are the one thing of a workbook that is held in memory."""
_DIGITS = 10  # no number of a row, column, style or text is as long
_TEXT = spreadsheet_tags("t", "rPh", "si")


def read_strings(workbook: Workbook) -> list[str]:
    """The shared texts in their order; how a text is pronounced (phonetic runs) is no part of it.

    Raises `DamagedError` and `HarmfulError`.
    """
    texts: list[str] = []
    if not workbook.strings:
        return texts
    size = workbook.package.archive.getinfo(workbook.strings).file_size
    if size > MAX_TEXTS:
        raise HarmfulError(f"its texts unpack to {size // 1_000_000} MB")
    pieces: list[str] = []
    inside = phonetic = False

    def start(tag: str, _given: dict[str, str]) -> None:
        nonlocal inside, phonetic
        name = _TEXT.get(tag)
        if name == "t":
            inside = not phonetic
        elif name == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal inside, phonetic
        name = _TEXT.get(tag)
        if name == "t":
            inside = False
        elif name == "rPh":
            phonetic = False
        elif name == "si":
            texts.append(unescaped("".join(pieces)))
            pieces.clear()

    def letters(data: str) -> None:
        if inside:
            pieces.append(data)

    for _ in workbook.package.parse(workbook.strings, start, end, letters):
        pass
    return texts


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Text of a cell: characters that XML cannot hold are written `_x000D_`; line ends are one character."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n") if "\r" in text else text
