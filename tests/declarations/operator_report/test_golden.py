"""The whole report, compared as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carbonfoot import __version__
from carbonfoot.declarations.options import Declared

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("name", ["works", "grid"])
@pytest.mark.parametrize("report", ["full", "summary"])
def test_the_report_as_a_whole(
    write: Callable[..., Declared], golden: Golden, name: str, report: str
) -> None:
    content = write(name, report).content
    assert isinstance(content, str)
    told = content.partition("Made from these files")[0]
    assert f"Made by carbonfoot {__version__}" in content
    golden(f"declarations/operator-report/{name}.{report}.md", told)
