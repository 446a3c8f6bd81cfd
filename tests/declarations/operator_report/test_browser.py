"""The page in a real browser, where there is one: no error, no request, nothing wider than a telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.declarations.options import Declared

pytestmark = pytest.mark.system

HERE = Path(__file__).parent


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", ["works", "grid", "long"])
def test_the_page_fits_says_no_error_and_asks_nobody(
    write: Callable[..., Declared], tmp_path: Path, browser: Any, name: str, width: int
) -> None:
    source = HERE / f"{name}.yaml"
    if name == "long":
        source = tmp_path / "long.yaml"
        words = (HERE / "works.yaml").read_text(encoding="utf-8")
        for one in ("Ansan works", "Rolling", "Wire rod", "CarbFix", "Captured CO2", "VR-9", "PPA Haenam"):
            words = words.replace(one, one.replace(" ", "") + "W" * 150)
        source.write_text(words, encoding="utf-8")
    content = write(source, suffix=".html", lang="ko").content
    assert isinstance(content, str)
    seen = browser.show(content, width)
    assert seen.whole <= seen.width <= width and seen.wide == [] and seen.tables > 20
    assert (seen.scrolling > 0) == (width == 400 or name == "long")
    assert "CONSOLE" not in seen.log and seen.asked == []


def test_the_page_prints_on_paper(write: Callable[..., Declared], browser: Any) -> None:
    content = write("works", suffix=".html").content
    assert isinstance(content, str)
    last = "35. Sector-specific parameters"
    assert last in (browser.prints(content) or last)
