"""What a pack would tell although it is confidential, personal or of a machine: looked for in all its texts and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from unicodedata import normalize

from carbonfoot.findings.finding import Finding, Path

_SHORT = 4
"""Letters below which a Latin name is looked for as a word alone: `LS` stands in many words."""

_PERSONAL = (
    ("an address of e-mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "a path of a machine",
        re.compile(
            r"file:/|(?<![\w/.:])(?:/(?:home|Users|root|mnt|srv|var|tmp)/\w)|(?<!\w)[A-Za-z]:\\|\\\\\w"
        ),
    ),
    (
        "a password or key",
        re.compile(r"://[^/\s@]+:[^/\s@]+@|[?&](?:token|key|sig|password)=", re.IGNORECASE),
    ),
)


class Hidden(NamedTuple):
    """A text that is confidential, where that is said, and the part of its file that it is looked for in.

    inside   None: in the whole pack; else below this path of its card
    number   whether it is a number with its unit, or a name
    """

    text: str
    file: str
    path: Path
    inside: Path | None = None
    number: bool = False


def told_all_the_same(hidden: list[Hidden], pack: Mapping[str, tuple[Any, str]]) -> list[Finding]:
    """CF990 for each confidential text that stands in the pack as well; `pack`: plain data and file, by id."""
    found = []
    read = [(*one, file) for data, file in pack.values() for one in texts_of(data, ())]
    for one in hidden:
        looked = _pattern(one.text, number=one.number)
        if looked is None:
            continue
        for text, where, file in read:
            inside = one.inside is None or (file == one.file and where[: len(one.inside)] == one.inside)
            if inside and looked.search(_plain(text)):
                place = "/".join(map(str, where))
                place = f"`{place}`" if file == one.file else f"`{place}` of `{file}`"
                message = f"`{one.text}` is confidential and stands in {place} as well"
                help = "write that text without it"
                found.append(Finding("CF990", message, one.file, one.path, help=help))
                break
    return found


def personal(data: Any, file: str) -> list[Finding]:
    """CF990 for an address of e-mail, a path of a machine or a password in what is shared."""
    found = []
    for text, where in texts_of(data, ()):
        for what, looked in _PERSONAL:
            if looked.search(text):
                message = f"{what} stands in `{'/'.join(map(str, where))}`, and would be shared"
                found.append(Finding("CF990", message, file, where, help="write that text without it"))
                break
    return found


def texts_of(node: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """All texts of plain data with their paths, keys among them."""
    if isinstance(node, str):
        yield node, path
    elif isinstance(node, dict):
        for key, value in node.items():
            here = (*path, key)
            yield str(key), here
            yield from texts_of(value, here)
    else:
        for index, value in enumerate(node or []):
            yield from texts_of(value, (*path, index))


def _pattern(text: str, *, number: bool) -> re.Pattern[str] | None:
    """What to look for: words of a name, whatever stands between them; a number as it is written."""
    plain = _plain(text).strip()
    if number:
        between = r"\s*".join(re.escape(one) for one in plain.split())
        return re.compile(rf"(?<![\d.,]){between}(?![\w])") if plain else None
    words = re.findall(r"\w+", plain.replace("_", " "))
    if not words:
        return None
    name = r"[\W_]*".join(map(re.escape, words))
    short = sum(map(len, words)) < _SHORT and plain.isascii()
    return re.compile(rf"(?<![^\W_]){name}(?![^\W_])" if short else name)


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
