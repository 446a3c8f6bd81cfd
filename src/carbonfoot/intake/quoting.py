"""Text of a stranger in YAML: quoted scalars and comments of one line, so that nothing in a cell becomes structure."""

from __future__ import annotations

import json

LONGEST = 9_000
"""Letters of a cell that are written; a document refuses much longer texts."""

_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x7f\u0085\u2028\u2029\ufeff"}


def quoted(text: str) -> str:
    """A text between double quotes, as YAML and JSON both read it, on one line."""
    return json.dumps(text[:LONGEST], ensure_ascii=False).translate(_BREAKS)


def comment(text: str) -> str:
    """A text that ends no comment and drives no terminal."""
    flat = " ".join(text[:LONGEST].split())
    if flat.isprintable():
        return flat
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in flat
    )
