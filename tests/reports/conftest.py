"""Documents written for one test, and what the reports make of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.reports.calc_text import render
from carbonfoot.reports.style import Style

HEAD = """\
carbonfoot: part/1
product: {{id: P-1, name: "{name}", name_ko: 브래킷, declared_unit: 1 piece, mass: {mass}, made_in: KR}}
period: 2025
"""

Outcomes = Callable[..., Outcome]


@pytest.fixture
def outcome(tmp_path: Path) -> Outcomes:
    """What a document gives: `outcome("inputs: ...", name="Bracket", gwp="AR5")`."""

    def make(body: str, name: str = "Bracket", mass: str = "1 kg", gwp: str | None = None) -> Outcome:
        file = tmp_path / "part.yaml"
        file.write_text(HEAD.format(name=name, mass=mass) + body, encoding="utf-8")
        return calculate(str(file), Options(gwp))

    return make


@pytest.fixture
def text(outcome: Outcomes) -> Callable[..., str]:
    """The report of a document: `text("inputs: ...", width=80, lang="ko")`; other keywords as for `outcome`."""

    def make(
        body: str,
        width: int = 80,
        lang: str = "en",
        *,
        colour: bool = False,
        plain: bool = False,
        **more: str,
    ) -> str:
        return render(outcome(body, **more), Style(width, lang, colour, plain), allow_incomplete=True)

    return make


@pytest.fixture
def stated() -> Callable[..., str]:
    """A line whose footprint is stated, so that a test chooses its own numbers."""

    def line(value: str, name: str = "Part", amount: str = "1 kg") -> str:
        return (
            f'  - {{name: "{name}", name_ko: "{name}", amount: {amount}, origin: KR, '
            f"footprint: {{value: {value} kg CO2e, per: 1 kg, source: Report, gwp: AR6, fossil: {value} kg CO2e}}}}\n"
        )

    return line
