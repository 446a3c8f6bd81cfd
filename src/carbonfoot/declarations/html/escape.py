"""Text in HTML."""

from __future__ import annotations

from html import escape

from carbonfoot.declarations.plain import plain


def escaped(text: str) -> str:
    """The text for the inside of an element or of a quoted attribute."""
    return escape(plain(text), quote=True)
