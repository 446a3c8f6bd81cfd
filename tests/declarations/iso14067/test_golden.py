"""The whole report, compared as text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from carbonfoot import __version__
from carbonfoot.declarations.options import Declared

Golden = Callable[[str, str], None]

CASES = (
    ("seat-bracket/bracket", ".md", "en"),
    ("seat-bracket/bracket", ".md", "ko"),
    ("seat-bracket/bracket", ".html", "en"),
    ("studies/single", ".md", "en"),
    ("studies/single", ".md", "ko"),
    ("full/kit", ".md", "en"),
    ("full/kit", ".md", "ko"),
    ("full/kit", ".html", "en"),
)
HASH = re.compile(r"\b[0-9a-f]{16,64}\b")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@pytest.mark.parametrize(("name", "suffix", "lang"), CASES)
def test_the_report_as_a_whole(
    write: Callable[..., Declared], golden: Golden, name: str, suffix: str, lang: str
) -> None:
    content = write(name, suffix, lang).content
    assert isinstance(content, str)
    told = STYLE.sub("<style></style>", HASH.sub("HASH", content)).replace(__version__, "VERSION")
    golden(f"declarations/iso14067/{name.rpartition('/')[2]}.{lang}{suffix}", told)
