"""The files of a folder, nested: which hold declarations, which should and cannot be read, and how many are something else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.documents.received.model import Received
from carbonfoot.documents.received.read import MAX_BYTES, read_declarations
from carbonfoot.documents.roots import reason
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity

_HEAD = 65_536
_MARKS = re.compile(
    rb'"(specVersion|pcf|precedingPfIds|extWBCSD_pfStatus|productLifeCycleStagesAndEmissions|absPcfValue)"'
    rb'|"schema"\s*:\s*"carbonfoot/calc(-many)?/'
)
"""What the beginning of a declaration says, where the file cannot be read to its end."""

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Arrived(NamedTuple):
    """One declaration as it was read; `file` is the real path, `members` how many that file holds."""

    declared: Received
    file: str
    members: int


class Read(NamedTuple):
    """What a folder holds; paths are display paths."""

    arrived: list[Arrived]
    refused: list[str]
    other: list[str]
    links: int
    findings: list[Finding]


def read_folder(folder: str) -> Read:
    """Every declaration below a folder. Links are not followed, files that begin with a point are passed over."""
    found = Read([], [], [], 0, [])
    links = 0
    top = os.path.realpath(folder)
    shown_top = display_path(top)
    for path, kind in _walk(top, found):
        shown = shown_top + "/" + os.path.relpath(path, top).replace(os.sep, "/")
        if kind == "link":
            links += 1
        elif kind == "file":
            _file(path, shown, found)
        else:
            found.other.append(shown)  # a device or a pipe: opening it could wait for ever
    return found._replace(links=links)


def _file(path: str, shown: str, found: Read) -> None:
    head, problem = _head(path, shown)
    if problem is not None:
        found.refused.append(shown)
        found.findings.append(problem)
        return
    if not _may_be_json(head):
        if path.lower().endswith(".json"):
            head = b'"specVersion"'  # its name says so: what is wrong with it is told
        else:
            found.other.append(shown)
            return
    marked = _MARKS.search(head.replace(b"\0", b"")) is not None
    if not marked and os.path.getsize(path) > MAX_BYTES:
        found.other.append(shown)
        return
    reading = read_declarations(path, shown)
    errors = [one for one in reading.findings if severity(one) == "error"]
    if reading.declarations:
        found.findings.extend(reading.findings)
        found.arrived.extend(Arrived(one, path, len(reading.declarations)) for one in reading.declarations)
    elif not reading.format and not marked and _something_else(errors, path):
        found.other.append(shown)
    else:
        found.refused.append(shown)
        found.findings.extend(reading.findings)


def _something_else(errors: list[Finding], path: str) -> bool:
    """Whether a file is JSON of another kind, or text that only begins like JSON."""
    return all(one.code == "CF901" for one in errors) or not path.lower().endswith(".json")


def _head(path: str, shown: str) -> tuple[bytes, Finding | None]:
    try:
        with open(path, "rb") as stream:
            return stream.read(_HEAD), None
    except (OSError, ValueError) as error:
        said = f"`{shown}` cannot be read: {reason(error)}"
        return b"", Finding("CF001", said, shown, help="check the permissions of the file")


def _may_be_json(head: bytes) -> bool:
    """Whether a file begins as an object or a list does, in any encoding that is read."""
    for mark in _BOMS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()[:1] in (b"{", b"[")


def _walk(top: str, found: Read) -> Iterator[tuple[str, str]]:
    """Every entry below a folder, folders by name; nothing recurses with their depth."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            shown = display_path(folder)
            said = f"`{shown}` cannot be read: {reason(error)}"
            found.findings.append(Finding("CF001", said, shown, help="check the permissions of the folder"))
            found.refused.append(shown)
            continue
        inner = []
        for entry in listed:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                yield entry.path, "link"
            elif entry.is_dir(follow_symlinks=False):
                inner.append(entry.path)
            else:
                yield entry.path, "file" if entry.is_file(follow_symlinks=False) else "device"
        waiting += reversed(inner)
