"""Text as it is compared and indexed: letters and digits, and pairs of characters where no blanks split the words.

Text in Hangul, Han characters or kana has no blanks to split it by, so its runs are indexed as overlapping pairs of
characters: `강판` finds 냉연강판. Queries are split the same way.
"""

from __future__ import annotations

import re

from carbonfoot.factors.library import fold

_TOKENS = re.compile(r"[^\W_]+")
_RUNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")


def plain(text: str) -> str:
    """Letters and digits only, so that `hot-rolled coil` and `Hot rolled coil` are one name."""
    return "".join(tokens(text))


def tokens(text: str) -> list[str]:
    """Words of a text, without case and marks."""
    return _TOKENS.findall(fold(text))


def index_text(text: str) -> str:
    """Text as it is indexed: words, and for runs of CJK characters every pair and the last character alone."""
    words = tokens(text)
    if text.isascii():  # nothing to split
        return " ".join(words)
    return " ".join(part for token in words for part in split(token, last=True))


def split(token: str, last: bool) -> list[str]:
    """A word as the index holds it; a query leaves the last character alone out, which stands in a pair already."""
    parts: list[str] = []
    end = 0
    for run in _RUNS.finditer(token):
        parts += [token[end : run.start()], *_pairs(run.group(), last)]
        end = run.end()
    return [part for part in (*parts, token[end:]) if part]


def _pairs(run: str, last: bool) -> list[str]:
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*pairs, run[-1]] if last or not pairs else pairs
