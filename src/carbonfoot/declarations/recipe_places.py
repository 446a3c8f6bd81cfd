"""Where a recipe stands in the text of a declaration: an extension of PACT, a block of code in a report.

`apart` takes it out for somebody who must not see it: the declaration keeps its SHA-256, the recipe becomes a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any, NamedTuple, TypeGuard

from carbonfoot.declarations.recipe import SCHEMA, by_hash, recipe_text
from carbonfoot.findings.finding import Path

_FENCE = re.compile(r"^(`{3,})(json)?[ \t]*$", re.MULTILINE)
_PRE = re.compile(r"<pre[^<>]{0,500}>(?:<code[^<>]{0,500}>)?([^<]*)</")
"""What stands inside is escaped, so that it ends where the next tag begins."""

_URN = "urn:carbonfoot:recipe:"
_NAME = SCHEMA.rpartition("/")[0] + "/"


class Placed(NamedTuple):
    """A recipe and where it stands: the start and end of its text in a report, () in an extension, at `path`.

    other  whether it says in both places that it is of another edition, of which this version knows nothing
    """

    recipe: dict[str, Any]
    path: Path
    span: tuple[int, int] | tuple[()]
    other: bool = False


def in_message(message: Any, path: Path = ()) -> Placed | None:
    """The recipe of a product footprint of PACT, wherever one is hinted at: a damaged hint is no way to hide it."""
    for key, some in message.items() if isinstance(message, dict) else ():
        for number, one in enumerate(some if isinstance(some, list) else ()):
            if not isinstance(one, dict):
                continue
            name = next((name for name, value in one.items() if is_recipe(value)), "data")
            schema = str(one.get("dataSchema"))
            if is_recipe(one.get(name)) or schema.startswith(_URN):
                data = one[name] if isinstance(one.get(name), dict) else {}
                edition = str(data.get("schema")).removeprefix(_NAME)
                other = edition.isdecimal() and data["schema"] != SCHEMA and schema == f"{_URN}{edition}"
                return Placed(data, (*path, key, number, name), (), other)
    return None


def in_report(text: str, suffix: str) -> Placed | None:
    """The recipe of a report, the last block that is one: what stands above may quote another."""
    html = suffix in (".html", ".htm")
    found = None
    for start, end in _preformatted(text) if html else _fenced(text):
        block = unescape(text[start:end]) if html else text[start:end]
        if _NAME not in block:
            continue
        try:
            data = json.loads(block)
        except (ValueError, RecursionError):
            continue
        if is_recipe(data):
            found = Placed(data, (), (start, end))
    return found


def one_way(text: str) -> str:
    """A text with the line ends that we write, and one at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _preformatted(text: str) -> Iterator[tuple[int, int]]:
    for match in _PRE.finditer(text):
        yield match.span(1)


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Blocks of JSON between fences of as many marks."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match[1] == opened[1] and not match[2]:
            if opened[2]:
                yield opened.end() + 1, match.start() - 1
            opened = None


def is_recipe(data: Any) -> TypeGuard[dict[str, Any]]:
    """Whether some data says that it is a recipe, of whatever edition."""
    return isinstance(data, dict) and str(data.get("schema", "")).startswith(_NAME)


def apart(text: str, suffix: str) -> tuple[str, str]:
    """A declaration with the hash of its recipe in place of the recipe, and the recipe as the text of a file.

    The second is "" where the declaration has none.
    """
    message = json.loads(text) if suffix == ".json" else None
    placed = in_report(text, suffix) if message is None else in_message(message)
    if placed is None or "sha256" in placed.recipe:
        return text, ""
    named = by_hash(placed.recipe)
    if message is not None:
        message["extensions"][placed.path[1]]["data"] = named
        changed = json.dumps(message, ensure_ascii=False, indent=2) + "\n"
    else:
        start, end = placed.span or (0, 0)
        short = recipe_text(named)
        changed = text[:start] + (short if suffix == ".md" else escape(short, quote=True)) + text[end:]
    return changed, recipe_text(placed.recipe) + "\n"
