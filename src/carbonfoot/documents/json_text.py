"""From the bytes of a JSON file to plain JSON data, or findings with their place."""

from __future__ import annotations

import codecs
import re
from typing import Any, NamedTuple

from carbonfoot.documents.encoding import decode, point_at
from carbonfoot.documents.roots import reason, regular_file_problem
from carbonfoot.findings.finding import Finding, Related
from carbonfoot.quantities.numbers import SMALLEST

SHOWN = 20
ZEROS = 250
"""So many zeros in a row may be a number that a float cannot hold."""
_OPEN = frozenset((dict, list))


class Words(NamedTuple):
    """What is said of a file of some kind: where its format is told, and how deep it needs to be."""

    format: str
    depth: str


SYSTEM = Words("see docs/formats/system.md", "a system file needs six levels")


def read_bytes(file: str, display: str) -> tuple[bytes, list[Finding]]:
    """The bytes of a regular file; empty with a finding CF001 when there are none to read."""
    problem = regular_file_problem(file, display)
    if problem is not None:
        return b"", [problem._replace(file=display)]
    try:
        with open(file, "rb") as stream:
            return stream.read(), []
    except OSError as error:
        said = f"`{display}` cannot be read: {reason(error)}"
        return b"", [Finding("CF001", said, display, help="check the permissions of the file")]


def parse(data: bytes, display: str, of: Words = SYSTEM) -> tuple[Any, list[Finding]]:
    """The JSON data of a file; None with findings (CF003, CF007, CF009, CF421) when it cannot be read to its end.

    UTF-8 with or without a byte order mark, UTF-16 with one, and CP949 of Korean Windows (with a note) are read. NaN and
    Infinity come through as floats, to be refused where they stand.
    """
    from pydantic_core import from_json

    notes: list[Finding] = []
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        return None, [Finding("CF009", "the file is empty", display, help=of.format)]
    try:
        return from_json(data), []
    except ValueError as error:
        said = str(error)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or "unicode code point" in said:
        text, notes = decode(data, display)
        if text is None:
            return None, notes
        try:
            return from_json(text), notes
        except ValueError as error:
            said = str(error)
    else:
        text = data.decode("utf-8", "replace")
    return None, [*notes, _syntax(said, text, display, of)]


def _syntax(said: str, text: str, display: str, of: Words) -> Finding:
    if "recursion" in said:
        message = "lists and objects stand inside each other more than 200 deep"
        return Finding("CF007", message, display, help=of.depth)
    match = re.search(r" at line (\d+) column (\d+)$", said)
    what = said[: match.start()] if match else said
    point = (int(match[1]), int(match[2])) if match else (1, 1)
    if what.startswith("EOF"):
        point = point_at(text, len(text.rstrip()))
        message, help = "the file ends in the middle", "it was cut off: fetch or write it again"
    else:
        from json import JSONDecodeError, loads

        try:
            loads(text, parse_int=str)
        except JSONDecodeError as error:  # counts characters, where the other counts bytes
            point, what = (error.lineno, error.colno), error.msg
        except RecursionError:
            pass
        message = f"this is not JSON: {what[:1].lower()}{what[1:]}"
        help = "numbers are written 0.5, text and keys in double quotes, and no comma stands behind the last entry"
    return Finding("CF421", message, display, point=point, help=help)


def keys_twice(data: bytes, keys: int, display: str) -> list[Finding]:
    """CF005 for keys that stand twice in one object, of which a reader would silently take the last.

    `keys` is how many were read. As many colons say that none was lost; only a file with other colons, or with such
    keys, is read again.
    """
    if data.count(b":") == keys:
        return []
    from json import JSONDecodeError, loads

    twice: dict[str, None] = {}

    def check(pairs: list[tuple[str, Any]]) -> None:
        if len({key for key, _ in pairs}) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    twice[key] = None
                seen.add(key)

    text, _ = decode(data, display)
    if text is None:
        return []
    try:
        loads(text, object_pairs_hook=check, parse_int=str)  # as text: integers may have thousands of digits
    except (RecursionError, JSONDecodeError):
        return []
    return [_twice(text, key, display) for key in [*twice][:SHOWN]]


def too_small(data: bytes, display: str) -> list[Finding]:
    """CF206 for numbers such as 1e-400, which a float cannot hold and a reader would silently take as zero."""
    small = (rb"e-\d{3}", rb"E-\d{3}")
    if not any(re.search(one, data) for one in small) and b"0" * ZEROS not in data:
        return []
    text, _ = decode(data, display)
    found = []
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|(-?[0-9.]+)(?:[eE][-+]?[0-9]+)?', text or ""):
        if match[1] and abs(float(match[0])) < SMALLEST and match[1].strip("-0."):
            point = point_at(text or "", match.start())
            said = f"`{match[0][:60]}` is too small for a number"
            help = "write it in a smaller unit"
            span = (0, len(match[0]))
            found.append(Finding("CF206", said, display, help=help, span=span, point=point))
    return found[:SHOWN]


def count_keys(data: Any) -> int:
    """The keys of all objects in some data."""
    count = 0
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            count += len(one)
            waiting.extend([value for value in one.values() if type(value) in _OPEN])
        elif type(one) is list:
            waiting.extend([value for value in one if type(value) in _OPEN])
    return count


def _twice(text: str, key: str, display: str) -> Finding:
    """The first two places where a key stands twice in one object."""
    import json

    said = f"the key `{key}` stands twice in one object"
    help = "keep one of the two, or make two objects of them"
    token = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]')
    open_: list[dict[str, int]] = []
    for match in token.finditer(text):
        if match[0] == "{":
            open_.append({})
        elif match[0] == "}":
            if open_:
                open_.pop()
        elif (
            open_ and re.match(r"\s*:", text[match.end() : match.end() + 40]) and json.loads(match[0]) == key
        ):
            if key in open_[-1]:
                span = (0, match.end() - match.start())
                first = Related(
                    display, (), "first defined here", "key", point_at(text, open_[-1][key]), (0, span[1])
                )
                point = point_at(text, match.start())
                return Finding("CF005", said, display, help=help, related=(first,), span=span, point=point)
            open_[-1][key] = match.start()
    return Finding("CF005", said, display, help=help)
