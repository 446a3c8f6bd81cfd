"""A workbook as a package of parts: opened only when it is what its name says and can do no harm.

A workbook from outside may be a bomb (a few kilobytes that unpack to terabytes), may hold XML entities that grow or read
files, or may be something else altogether. All that is looked at here, before a parser sees a byte. Nothing is
unpacked to disk, and nothing outside the package is read.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import shown

MAX_PARTS = 5_000
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200
GRACE = 1_000_000
"""Parts below this size may shrink as much as they like: they are harmless."""
CHUNK = 1 << 16
_HEAD = 4096
_ENCRYPTED = 0x1
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_SAVE = "open it in a spreadsheet program and save it as .xlsx again"


class DamagedError(Exception):
    """A part that cannot be read; the message says which and why."""


class HarmfulError(Exception):
    """A part that no spreadsheet program writes."""


class Package:
    """An open workbook package; parts are read as streams, never whole unless they are small."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.names = frozenset(archive.namelist())

    def close(self) -> None:
        """Close the file."""
        self.archive.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, a bounded piece at a time. Raises `DamagedError`."""
        try:
            with self.archive.open(name) as stream:
                while piece := stream.read(CHUNK):
                    yield piece
        except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise DamagedError(f"part `{name}` cannot be unpacked: {error}") from None

    def parse(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> Iterator[None]:
        """Feeds a part to handlers, piece by piece. Element names come without namespace prefix, see `local`.

        Raises `DamagedError` and `HarmfulError`.
        """
        parser = new_parser()
        parser.StartElementHandler = start
        if end is not None:
            parser.EndElementHandler = end
        if text is not None:
            parser.CharacterDataHandler = text
        from xml.parsers.expat import ExpatError

        try:
            for piece in self.chunks(name):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
        except ExpatError as error:
            raise DamagedError(f"part `{name}` is not well-formed XML ({error})") from None
        yield

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to: id to (last word of the type, name of the part)."""
        folder, _, base = part.rpartition("/")
        found: dict[str, tuple[str, str]] = {}
        name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if name not in self.names:
            return found

        def start(tag: str, given: dict[str, str]) -> None:
            if local(tag) == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                path = target[1:] if target.startswith("/") else f"{folder}/{target}"
                word = given.get("Type", "").rpartition("/")[2]
                found[given.get("Id", "")] = (word, os.path.normpath(path).replace(os.sep, "/").lstrip("/"))

        for _ in self.parse(name, start):
            pass
        return found


def new_parser() -> Any:
    """A parser that reads UTF-8 and nothing that could grow or lead elsewhere: any DTD is refused."""
    from xml.parsers import expat

    def refuse(*_: object) -> int:
        raise HarmfulError(
            "a part of it declares a document type or entities, which no spreadsheet program writes"
        )

    parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition(" ")[2]


def spreadsheet_tags(*names: str) -> dict[str, str]:
    """Elements of spreadsheets as the parser names them, in both editions of the standard, to their plain names."""
    return {f"{space} {name}": name for space in (_MAIN, _STRICT) for name in names}


def relation_id(given: dict[str, str]) -> str:
    """The attribute `r:id` of an element."""
    return next((given[f"{space} id"] for space in _IDS if f"{space} id" in given), "")


def open_package(file: str, display: str) -> tuple[Package | None, list[Finding]]:
    """The package of a file that starts as a zip archive; None with findings CF601, CF602, CF603."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return None, [damaged(display, str(error).lower())]
    problem = _harm(archive)
    if problem is not None:
        archive.close()
        code, said, help = problem
        return None, [Finding(code, f"`{display}` {said}", display, help=help)]
    package = Package(archive)
    try:
        _look_at_heads(package)
    except DamagedError as error:
        archive.close()
        return None, [damaged(display, str(error))]
    except HarmfulError as error:
        archive.close()
        return None, [harmful(display, str(error))]
    return package, []


def damaged(display: str, why: str) -> Finding:
    """CF601."""
    return Finding("CF601", f"`{display}` cannot be read: {why}", display, help=_SAVE)


def harmful(display: str, why: str) -> Finding:
    """CF603."""
    return Finding("CF603", f"`{display}` is refused: {why}", display, help=_SAVE)


def _harm(archive: ZipFile) -> tuple[str, str, str] | None:
    """Code, message and help for a package that is refused by its list of parts alone."""
    parts = archive.infolist()
    refused = "is refused: "
    if len(parts) > MAX_PARTS:
        return "CF603", f"{refused}it has {len(parts)} parts; a workbook has at most some hundred", _SAVE
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return "CF602", "is locked with a password", "save it without a password"
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        return "CF603", f"{refused}its part {shown(twice)} is there twice", _SAVE
    for part in parts:
        why = _odd(part)
        if why:
            return "CF603", f"{refused}its part {shown(part.filename)} {why}", _SAVE
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        return (
            "CF603",
            f"{refused}it unpacks to {total // 1_000_000} MB",
            "save only the sheet that is needed, or as CSV",
        )
    return None


def _odd(part: ZipInfo) -> str:
    """What is wrong with one part; "" when nothing is."""
    name = part.filename
    if name.startswith("/") or "\\" in name or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        return "has a path that leads elsewhere"
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in a way that workbooks are not"
    if part.file_size > GRACE and part.file_size > MAX_RATIO * max(part.compress_size, 1):
        return f"unpacks to {part.file_size // max(part.compress_size, 1)} times its size"
    return ""


def _look_at_heads(package: Package) -> None:
    """Raises `HarmfulError` for XML with a document type, or in an encoding that could hide one."""
    for name in package.names:
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        head = b""
        for piece in package.chunks(name):
            head += piece[:_HEAD]
            break
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise HarmfulError(f"its part `{name}` declares a document type or entities")
        if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")) or _foreign(head):
            raise HarmfulError(f"its part `{name}` is not in UTF-8")


def _foreign(head: bytes) -> bool:
    match = re.match(rb"""\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([^"']+)""", head)
    return match is not None and match[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
