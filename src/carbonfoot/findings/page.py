"""The page that `carbonfoot explain CODE` prints."""

from __future__ import annotations

import os


def read_page(code: str) -> str:
    """Markdown text of the page of a code in the catalogue."""
    with open(os.path.join(os.path.dirname(__file__), "pages", f"{code}.md"), encoding="utf-8") as stream:
        return stream.read()
