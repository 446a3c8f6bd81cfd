"""What there is to compute: documents found by their content, digests, keys, and chunks of what is not known yet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from carbonfoot.batch.here import inside
from carbonfoot.batch.keys import Keys, Node, digest, digest_of_file
from carbonfoot.batch.model import Chunk
from carbonfoot.documents.encoding import decode
from carbonfoot.documents.roots import below
from carbonfoot.documents.sources import MAX_BYTES, display_path
from carbonfoot.findings.finding import Finding, sort_findings
from carbonfoot.portfolio.gather import kind_in_folder, kind_of, walk

TEXTS = (".txt",)
"""Endings under which editors save a document."""

LOOKED_AT = 4096
"""Bytes at the beginning of such a file."""

_NAMES = re.compile(rb"[^\s'\"{},#:]+\.ya?ml\b")

LARGEST = 10
"""Chunks that linked documents may fill as one, since each is read again by every chunk that needs it."""

CHUNK = 100
"""Documents of a chunk: enough that what is kept between them pays, few enough that little is lost."""


class Found(NamedTuple):
    """What a walk finds.

    files     documents by real path, with the digest of their bytes
    linked    documents that seem to name others, with those: a hint for chunks, nothing else rests on it
    others    YAML files that are no part documents, by what they say they are
    findings  what was passed over, and why
    """

    files: dict[str, str]
    linked: dict[str, list[str]]
    others: dict[str, int]
    findings: list[Finding]


def find(base: str, folders: tuple[str, ...], shard: tuple[int, int] | None = None) -> Found:
    """Every part document below the folders; of a shard, every n-th by the digest of its name.

    Findings name files from the base on. Only files named .yaml or .yml are documents; a text that is one under another
    name is a warning.
    """
    found = Found({}, {}, {}, [])
    with inside(base):
        for folder in folders:
            top = os.path.normpath(os.path.join(base, folder))
            for file, is_link in walk(top, found.findings, misnamed):
                real = os.path.realpath(file) if is_link else file
                if real in found.files or (shard and not _of_shard(name_of(base, real), shard)):
                    continue
                data, is_part, kind = kind_in_folder(real)
                if is_part:
                    found.files[real] = digest(data)
                    if b".y" in data:
                        found.linked[real] = _named_in(data, os.path.dirname(real))
                else:
                    found.others[kind] = found.others.get(kind, 0) + 1
    found.findings[:] = sort_findings(dict.fromkeys(found.findings))
    return found


def misnamed(entry: os.DirEntry[str]) -> Finding | None:
    """CF480 for a small text that says it is a part document and is not named as one."""
    if not entry.name.lower().endswith(TEXTS):
        return None
    try:
        if entry.stat(follow_symlinks=False).st_size > MAX_BYTES:
            return None
        with open(entry.path, "rb") as stream:
            start = stream.read(LOOKED_AT)
    except OSError:
        return None
    text, _ = decode(start, "")
    if text is None or not (kind_of(text) or "").startswith("part"):
        return None
    shown = display_path(entry.path)
    message = f"`{shown}` is a part document by its first line and not by its name, and was passed over"
    return Finding("CF480", message, shown, help="name it .yaml", severity="warning")


def name_of(base: str, file: str) -> str:
    """The name of a document: its path below the base, the same on every system."""
    return below(base, file)


def _of_shard(name: str, shard: tuple[int, int]) -> bool:
    number, count = shard
    return int(digest(name), 16) % count == number - 1


def chunks(names: list[str], size: int = CHUNK, together: Mapping[str, str] | None = None) -> Iterator[Chunk]:
    """Documents in the order of their names, those that belong `together` in one chunk wherever that is possible.

    together  names of documents and one name for all that are linked with each other, directly or through others
    """
    together = together or {}
    ordered = sorted(names, key=lambda name: (together.get(name, name), name))
    start = number = 0
    while start < len(ordered):
        end = min(start + size, len(ordered))
        while end < min(start + size * LARGEST, len(ordered)):
            before, after = ordered[end - 1], ordered[end]
            if together.get(before, before) != together.get(after, after):
                break
            end += 1
        yield Chunk(number, tuple(sorted(ordered[start:end])))
        start, number = end, number + 1


def together(found: Found, base: str) -> dict[str, str]:
    """Names of linked documents, and the first name of all that are linked with them."""
    above: dict[str, str] = {}

    def top(file: str) -> str:
        while above.setdefault(file, file) != file:
            above[file] = above[above[file]]
            file = above[file]
        return file

    for file, others in found.linked.items():
        for other in others:
            if other in found.files:
                one, two = sorted((top(file), top(other)))
                above[two] = one
    return {name_of(base, file): name_of(base, top(file)) for file in [*above]}


def _named_in(data: bytes, folder: str) -> list[str]:
    """Paths that look like other documents in the bytes of one."""
    names = {found.decode("utf-8", "replace") for found in _NAMES.findall(data)}
    return [os.path.normpath(os.path.join(folder, name)) for name in sorted(names)]


def still_valid(found: Found, keys: Keys, stored: Mapping[str, str]) -> set[str]:
    """The documents whose stored key (by name) is the key of today."""
    valid = set()
    for file in found.files:
        key = stored.get(name_of(keys.base, file))
        if key and keys.key(file) == key:
            valid.add(file)
    return valid


def nodes_of(found: Found, read: Mapping[str, tuple[str, tuple[str, ...]]], base: str) -> dict[str, Node]:
    """Documents whose references are known: those that were found, and those that are named and lie outside.

    read  by name: digest and references, as a run before saw them
    """
    nodes: dict[str, Node] = {}
    for file, seen in found.files.items():
        known = read.get(name_of(base, file))
        nodes[file] = Node(seen, known[1] if known is not None and known[0] == seen else ())
    for name, (before, asked) in read.items():
        file = os.path.normpath(os.path.join(base, name))
        if file not in nodes:
            seen = digest_of_file(file)
            nodes[file] = Node(seen, asked if seen == before else ())
    return nodes
