"""Words of what is told of a programme: rows `key,en,ko` of `words.csv`."""

from __future__ import annotations

import csv
import os
from functools import cache


@cache
def words(lang: str, table: str = "words") -> dict[str, str]:
    """Every text of a language by its key, of a table beside this file."""
    file = os.path.join(os.path.dirname(__file__), f"{table}.csv")
    with open(file, encoding="utf-8", newline="") as stream:
        return {row["key"]: row[lang] for row in csv.DictReader(stream)}
