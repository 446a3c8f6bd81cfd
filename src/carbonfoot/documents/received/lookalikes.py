"""What a file looks like that is no declaration which is read: told by its name, with what to ask for (`lookalikes.csv`)."""

from __future__ import annotations

from functools import cache
from typing import Any

from carbonfoot.documents.received.table import rows

LOOKED_AT = 4000
"""Characters at the head of a text."""


def of_data(data: Any) -> tuple[str, str]:
    """What JSON data looks like and what to do; two empty texts where nothing is recognised."""
    if isinstance(data, dict):
        for row in _of("json"):
            value = data.get(row["key"])
            if row["key"] in data and (
                not row["starts"] or (isinstance(value, str) and value.startswith(row["starts"]))
            ):
                return row["what"], row["help"]
    return "", ""


def of_text(text: str) -> tuple[str, str]:
    """What a text that is not JSON looks like by its first characters, comments of YAML apart; and what to do."""
    head = text[:LOOKED_AT].lstrip("\ufeff \t\r\n").lower()
    first = next((one for one in head.splitlines() if one.strip() and one[:1] != "#"), head)
    for row in _of("text"):
        for start in (head, first):
            if start.startswith(row["key"]) and row["starts"] in head:
                return row["what"], row["help"]
    return "", ""


@cache
def _of(kind: str) -> list[dict[str, str]]:
    return [row for row in rows("lookalikes.csv") if row["in"] == kind]
