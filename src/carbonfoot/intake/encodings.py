"""The encoding of a CSV file, found line by line, so that no file is held in memory.

The rules, and what is said when they are broken, are those of `documents.encoding`.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from carbonfoot.documents.encoding import decode, find_unseen, is_korean
from carbonfoot.findings.finding import Finding

MAX_LINE = 1_000_000
"""Characters of one line; no row of a table is longer."""
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Encoding(NamedTuple):
    """How to open a file: `mark` bytes of a byte order mark come before its text."""

    name: str
    mark: int = 0


Found = tuple[Encoding | None, list[Finding]]


def find_encoding(file: str, display: str) -> Found:
    """UTF-8, UTF-16 with a byte order mark, or CP949 with a note; else None with CF003, CF603 or CF619 at its line.

    May raise OSError.
    """
    with open(file, "rb") as stream:
        head = stream.read(4)
        if head in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
            return None, decode(head, display)[1]
        for mark, name in _UTF16:
            if head.startswith(mark):
                stream.seek(len(mark))
                problem = _utf16_problem(stream, mark, name, display)
                return (Encoding(name, len(mark)), []) if problem is None else (None, [problem])
        mark_length = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        stream.seek(mark_length)
        for number, line in _lines(stream):
            if len(line) > MAX_LINE:
                return None, [_too_long(number, display)]
            try:
                unseen = find_unseen(line.decode("utf-8"), display)
            except UnicodeDecodeError:
                break
            if unseen and line.isascii():
                return None, [_moved(unseen[0], number)]
        else:
            return _utf8(stream, mark_length, display)
        stream.seek(mark_length)
        return _korean(stream, mark_length, display)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        yield number, line


def _utf8(stream: BinaryIO, mark: int, display: str) -> Found:
    """The file is UTF-8; a character that cannot be seen still refuses it."""
    stream.seek(mark)
    for number, line in _lines(stream):
        if not line.isascii() and (unseen := find_unseen(line.decode("utf-8"), display)):
            return None, [_moved(unseen[0], number)]
    return Encoding("utf-8", mark), []


def _utf16_problem(stream: BinaryIO, mark: bytes, name: str, display: str) -> Finding | None:
    number = 0
    text = io.TextIOWrapper(stream, encoding=name, newline="\n")
    try:
        while line := text.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                return _too_long(number, display)
            if unseen := find_unseen(line, display):
                return _moved(unseen[0], number)
    except UnicodeDecodeError:
        broken = decode(mark + b"0", display)[1][0]  # half a character: the same refusal
        return broken._replace(point=(number + 1, 1))
    finally:
        text.detach()
    return None


def _korean(stream: BinaryIO, mark: int, display: str) -> Found:
    """A file that is not UTF-8 is CP949 throughout, or both in turn, or neither."""
    korean = utf8 = unclear = (0, b"")
    for number, line in _lines(stream):
        if len(line) > MAX_LINE:
            return None, [_too_long(number, display)]
        if line.isascii():
            continue
        verdict, text = _as_korean(line)
        if verdict is False and not _is_utf8(line):
            return None, [_said(line, number, display)]
        if verdict is False:
            utf8 = utf8 if utf8[0] else (number, line)
            continue
        if unseen := find_unseen(text, display):
            return None, [_moved(unseen[0], number)]
        if not _is_utf8(line):
            if verdict:
                korean = korean if korean[0] else (number, line)
            else:
                unclear = unclear if unclear[0] else (number, line)
    if korean[0] and utf8[0]:
        return None, [_mixed(korean[0], utf8[0], display)]
    if not korean[0]:
        return None, [_said(unclear[1], unclear[0], display)]
    return Encoding("cp949", mark), [_said(korean[1], korean[0], display)]


def _said(line: bytes, number: int, display: str) -> Finding:
    """What `decode` says of one line that is not UTF-8; a blank keeps its first bytes from being a byte order mark."""
    found = decode(b" " + line, display)[1][0]
    at, column = found.point or (1, 2)
    return _moved(found._replace(point=(at, column - 1 if at == 1 else column)), number)


def _as_korean(line: bytes) -> tuple[bool | None, str]:
    try:
        text = line.decode("cp949")
    except UnicodeDecodeError:
        return False, ""
    return is_korean(text), text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed(korean: int, utf8: int, display: str) -> Finding:
    names = [(utf8, "UTF-8"), (korean, "Korean CP949")]
    (first, was), (then, now) = sorted(names)
    return Finding(
        "CF619",
        f"line {then} is {now}, while line {first} is {was}",
        display,
        help="rows of two files were put together: open each in its own encoding, and save the whole as UTF-8",
        point=(then, 1),
    )


def _too_long(number: int, display: str) -> Finding:
    said = f"line {number} is longer than {MAX_LINE} characters"
    return Finding("CF603", said, display, help="a table has one row on a line", point=(number, 1))


def _moved(finding: Finding, number: int) -> Finding:
    """A finding of one line alone, at its place in the file."""
    line, column = finding.point or (1, 1)
    return finding._replace(point=(line + number - 1, column))
