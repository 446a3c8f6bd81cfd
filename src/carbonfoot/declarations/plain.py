"""Text of a document made harmless wherever it is shown: invisible characters written out, no spreadsheet formula."""

from __future__ import annotations

from carbonfoot.reports.width import safe

_KEPT = ("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001  # as East Asian keyboards type them


def plain(text: str) -> str:
    r"""The text with every invisible character as `\x1b`."""
    return text if text.isprintable() else "".join(one if one in _KEPT else safe(one) for one in text)


def unformula(text: str) -> str:
    """The text of a cell with an apostrophe before what a spreadsheet would compute once it is pasted there."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
