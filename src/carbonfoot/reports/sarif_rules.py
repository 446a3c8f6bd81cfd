"""A code of the catalogue as a rule of SARIF, with its page as help."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.page import read_page

LEVEL = {"error": "error", "incomplete": "error", "warning": "warning", "note": "note"}
_PROBLEM = {"error": "error", "incomplete": "error", "warning": "warning", "note": "recommendation"}


def rule(code: str) -> dict[str, Any]:
    """The descriptor of a code: title, first paragraph of its page, the page, and how grave it is by default."""
    entry = CATALOGUE[code]
    page = read_page(code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in entry.name.split("-")),
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": _meaning(page) or entry.title},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVEL[entry.severity]},
        "properties": {
            "tags": ["carbon-footprint", entry.severity],
            "problem.severity": _PROBLEM[entry.severity],
            "precision": "very-high",
        },
    }


def _meaning(page: str) -> str:
    found = re.search(r"^## What it means\n+(.+?)(?:\n\n|\Z)", page, re.MULTILINE | re.DOTALL)
    return "" if found is None else " ".join(found[1].split())
