"""Limits of the report: rows `key,value,why` of `limits.csv`."""

from __future__ import annotations

import csv
import os
from functools import cache


def limit(key: str) -> float:
    """The limit of a name."""
    return _limits()[key]


@cache
def _limits() -> dict[str, float]:
    path = os.path.join(os.path.dirname(__file__), "limits.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return {row["key"]: float(row["value"]) for row in csv.DictReader(file)}
