"""The report in a real browser, where there is one: no error, no request, nothing wider than a telephone, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.system

Told = Callable[..., str]


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("one", ["wooden", "bought", "incomplete", "credited", "foundry/cover"])
def test_the_report_fits_says_no_error_and_asks_nobody(
    told: Told, browser: Any, one: str, lang: str, width: int
) -> None:
    seen = browser.show(told(one, lang, ".html"), width)
    assert seen.whole <= seen.width <= width and seen.wide == [] and seen.tables > 15
    assert seen.scrolling > 0 if width == 400 else seen.scrolling == 0
    assert "CONSOLE" not in seen.log and seen.asked == []


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_report_prints_on_paper(told: Told, browser: Any, lang: str) -> None:
    shown = browser.prints(told("bought", lang, ".html")) or "2899 3144"
    assert "2899" in shown and "3144" in shown
