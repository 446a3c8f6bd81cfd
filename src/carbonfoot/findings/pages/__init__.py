"""The pages that `carbonfoot explain CF301` prints, one file a code."""

from __future__ import annotations

import os

from carbonfoot.findings.catalogue import CATALOGUE


def read_page(code: str) -> str:
    """The page of a code of the catalogue, as Markdown. Raises KeyError for anything else."""
    if code not in CATALOGUE:
        raise KeyError(code)
    with open(os.path.join(os.path.dirname(__file__), f"{code}.md"), encoding="utf-8") as stream:
        return stream.read()
