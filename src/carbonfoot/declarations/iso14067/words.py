"""The words of the report: rows `key,en,ko` of the tables `words*.csv` beside this file."""

from __future__ import annotations

import csv
import os
from functools import cache

LANGUAGES = ("en", "ko")
_FOLDER = os.path.dirname(__file__)


@cache
def tables() -> tuple[str, ...]:
    """The names of the tables."""
    names = sorted(os.listdir(_FOLDER))
    return tuple(name for name in names if name.startswith("words") and name.endswith(".csv"))


@cache
def words(lang: str) -> dict[str, str]:
    """Every text of a language by its key."""
    found: dict[str, str] = {}
    for name in tables():
        with open(os.path.join(_FOLDER, name), encoding="utf-8", newline="") as file:
            found.update({row["key"]: row[lang] for row in csv.DictReader(file)})
    return found
