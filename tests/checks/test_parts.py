"""What lines and suppliers carry, held against the lines of the examples as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.checks.parts import of_item, of_stage, of_supplier
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.pipeline import Options, calculate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [
    f"examples/{name}.yaml"
    for name in (
        "seat-bracket/bracket",
        "seat-bracket-declared/bracket",
        "hanil-fastener/m10x30",
        "stamping-shop/seat-bracket-left",
        "stamping-shop/cable-clip",
        "chlor-alkali/cleaner",
        "inverter-housing/housing",
        "connector-housing/housing",
    )
    if (ROOT / "examples" / f"{name}.yaml").exists()
]


def _result(file: str) -> Footprint:
    result = calculate(str(ROOT / file), Options()).footprint
    assert result is not None
    assert result.total is not None
    return result


def _named(lines: tuple[LineResult, ...] | list[LineResult], glob: str) -> list[float]:
    """kg CO2e of the first lines on every way whose name fits."""
    found: list[float] = []
    for line in lines:
        if fnmatchcase(line.flow.name, glob):
            found.append(line.co2e or 0.0)
        else:
            found += _named(line.lines, glob)
    return found


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize("file", EXAMPLES)
def test_all_lines_together_are_the_total_and_so_are_all_stages(file: str) -> None:
    result = _result(file)
    assert of_item(result, "*").co2e == pytest.approx(result.total, rel=1e-12)
    stages = [of_stage(result, group.key).co2e for group in result.stages]
    assert fsum(one or 0.0 for one in stages) == pytest.approx(result.total, rel=1e-12)


@pytest.mark.parametrize("file", EXAMPLES)
@pytest.mark.parametrize("glob", ["*bolt*", "*-rolled coil*", "*rod", "*electricity", "[H-M]* *", "*, road*"])
def test_lines_of_a_name_carry_what_is_printed_behind_them(file: str, glob: str) -> None:
    result = _result(file)
    items = {group.key for group in result.items}
    asked = {pick.need.item for one in result.activities for flow in one.flows for pick in flow.picks}
    assert not any(fnmatchcase(item, glob) for item in items | asked if item), "the glob is of names alone"
    printed = _named(result.lines, glob)
    part = of_item(result, glob)
    assert part.co2e == (pytest.approx(fsum(printed), rel=1e-9, abs=1e-12) if printed else None)
    assert part.absent == (not printed)


@pytest.mark.parametrize("file", EXAMPLES)
def test_an_item_carries_at_least_what_its_own_factors_make(file: str) -> None:
    result = _result(file)
    for group in result.items:
        if group.co2e > 0 and not any(one.co2e < 0 for one in result.contributions):
            found = of_item(result, group.key).co2e
            assert found is None or found >= group.co2e * (1 - 1e-12), group.key


def test_a_supplier_delivers_the_whole_part_and_not_only_the_energy_of_its_plant() -> None:
    result = _result("examples/seat-bracket/bracket.yaml")
    bolts = fsum(_named(result.lines, "M10 bolt"))
    assert of_supplier(result, "Hanil*").co2e == pytest.approx(bolts, rel=1e-12)
    own = next(group.co2e for group in result.suppliers if group.key.startswith("Hanil"))
    assert own < 0.2 * bolts


def test_a_part_that_is_made_at_a_site_is_held_with_its_share(
    check: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, write: Callable[..., Path]
) -> None:
    write({})
    budgets = tmp_path / "b.yaml"
    budgets.write_text(
        "carbonfoot: budgets/1\nbudgets:\n  - {name: x, total: 9 kg CO2e, stage: {manufacturing: 9 kg CO2e}, "
        "item: {'*coil*': 9 kg CO2e}, none_of: [missing-line]}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(ROOT)
    part = "examples/stamping-shop/seat-bracket-left.yaml"
    answer = check(part, "--budgets", str(budgets))
    result = _result(part)
    by_kind = {one["kind"]: one for one in answer.checks}
    assert {one["verdict"] for one in answer.checks} == {"pass"}
    stage = next(group.co2e for group in result.stages if group.key == "manufacturing")
    assert float(by_kind["stage"]["actual"].split()[0]) == pytest.approx(stage, rel=1e-5)
    site = check(
        "examples/stamping-shop/shop.yaml", "--budgets", str(budgets)
    )  # a year of the plant, in tonnes
    assert {one["verdict"] for one in site.checks if one["kind"] == "total"} == {"fail"}
