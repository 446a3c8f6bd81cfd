"""What there is to compute: documents found by their content, digests, keys, and chunks of what is not known yet."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from carbonfoot.batch.here import inside
from carbonfoot.batch.keys import Keys, Node, digest, digest_of_file
from carbonfoot.batch.model import Chunk
from carbonfoot.documents.encoding import decode
from carbonfoot.documents.sources import MAX_BYTES, display_path
from carbonfoot.findings.finding import Finding, sort_findings
from carbonfoot.portfolio.gather import kind_in_folder, kind_of, walk

TEXTS = (".txt",)
"""Endings under which editors save a document."""

LOOKED_AT = 4096
"""Bytes at the beginning of such a file."""

CHUNK = 100
"""Documents of a chunk: enough that what is kept between them pays, few enough that little is lost."""


class Found(NamedTuple):
    """What a walk finds.

    files     documents by real path, with the digest of their bytes
    others    YAML files that are no part documents, by what they say they are
    findings  what was passed over, and why
    """

    files: dict[str, str]
    others: dict[str, int]
    findings: list[Finding]


def find(base: str, folders: tuple[str, ...], shard: tuple[int, int] | None = None) -> Found:
    """Every part document below the folders; of a shard, every n-th by the digest of its name.

    Findings name files from the base on. Only files named .yaml or .yml are documents; a text that is one under another
    name is a warning.
    """
    found = Found({}, {}, [])
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
    return os.path.relpath(file, base).replace(os.sep, "/")


def _of_shard(name: str, shard: tuple[int, int]) -> bool:
    number, count = shard
    return int(digest(name), 16) % count == number - 1


def chunks(base: str, files: list[str], size: int = CHUNK) -> Iterator[Chunk]:
    """Documents in the order of their names, so that those of one folder come together."""
    names = sorted(name_of(base, file) for file in files)
    for number, start in enumerate(range(0, len(names), size)):
        yield Chunk(number, tuple(names[start : start + size]))


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
