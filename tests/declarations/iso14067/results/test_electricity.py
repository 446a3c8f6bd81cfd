"""Electricity: every line with how it is bought, and the grid in place of contracts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from math import fsum
from pathlib import Path

import pytest

from carbonfoot.cli.declare_part import subject_of
from carbonfoot.declarations.iso14067.power import missing_power, power_of
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.otherwise import by_place

STUDIES = Path(__file__).parents[1] / "studies"

Of = Callable[..., Study]
Told = Callable[..., str]


def test_lines_say_how_they_are_bought(study: Of) -> None:
    found = {one.leaf.flow.name: one for one in power_of(study("bought").result)}
    assert {name: one.how for name, one in found.items()} == {
        "Bought, rest, by the grid": "grid",
        "Bought, Wind park": "ppa",
        "Roof plant": "on-site",
    }
    kwh = {name: one.kwh for name, one in found.items()}
    assert kwh == pytest.approx(
        {"Bought, rest, by the grid": 1400, "Bought, Wind park": 600, "Roof plant": 200}
    )
    assert found["Bought, Wind park"].leaf.co2e == pytest.approx(6.0)
    assert found["Bought, rest, by the grid"].covers == ("direct", "losses")
    assert found["Bought, rest, by the grid"].lacks == ("upstream",)


def test_all_electricity_of_an_example_is_there(study: Of) -> None:
    result = study("hanil-fastener/m10x30").result
    found = power_of(result)
    assert len(found) == 2 and {one.how for one in found} == {"grid"}
    grid = next(one.co2e for one in result.items if one.key == "electricity/grid")
    assert fsum(one.leaf.co2e for one in found) == pytest.approx(grid)
    assert fsum(one.kwh or 0.0 for one in found) == pytest.approx((8.4 + 3.1) / 0.99)


def test_by_place_is_the_document_without_contracts(study: Of, tmp_path: Path) -> None:
    one = study("bought")
    lines = (STUDIES / "site.yaml").read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.strip() == "supply:")
    end = next(at for at, line in enumerate(lines) if "no_residual" in line)
    (tmp_path / "site.yaml").write_text("\n".join([*lines[:start], *lines[end + 1 :]]), encoding="utf-8")
    shutil.copy(STUDIES / "bought.yaml", tmp_path)
    plain = subject_of(str(tmp_path / "bought.yaml")).subject
    assert plain is not None and plain.footprint.total is not None
    recipe = one.subject.outcome.recipe
    assert recipe is not None
    found = by_place(recipe, one.result).co2e
    assert found == pytest.approx(plain.footprint.total, rel=1e-12)
    assert found is not None and found > one.result.at_least


def test_a_contract_that_fails_is_named_and_counts_as_the_rest(told: Told) -> None:
    report = told("bought")
    assert "Green tariff: product of the supplier, 20 %: does not stand" in report
    assert "Wind park: power purchase agreement, 30 %, factor by operator" in report
    assert "With the grid of the place | 3144 | +8.4" in report


def test_without_contracts_the_result_stands_on_the_grid(told: Told) -> None:
    assert "No contract and no residual mix is used" in told("hanil-fastener/m10x30")
    assert "no line of the documents is electricity" in told("single")
    assert "문서에 전력 항목이 없음" in told("single", "ko")


def test_electricity_without_a_number_is_named(tmp_path: Path) -> None:
    text = (STUDIES / "single.yaml").read_text(encoding="utf-8")
    text += "processes:\n  - {name: Pressing, electricity: {amount: 2 kWh, origin: TV}}\n"
    file = tmp_path / "part.yaml"
    file.write_text(text, encoding="utf-8")
    found = subject_of(str(file)).subject
    assert found is not None
    result = found.footprint
    flows = [flow._replace(missing=True, sources=()) for flow in result.product.flows]
    result.product.flows = flows
    assert [flow.name for flow in missing_power(result)] == ["Pressing, electricity"]
