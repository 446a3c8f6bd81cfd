"""The cradle-to-gate part of a footprint is what the document gives without its later stages."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonfoot.footprint.gate import at_gate
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, calculate

PART = """\
carbonfoot: part/1
product: {id: P, name: Pump, declared_unit: 1 piece, mass: 3 kg, made_in: KR, price: 90 EUR/kg}
period: 2025
boundary: cradle-to-grave
co_products: [{id: CHIPS, name: Chips, amount: 0.5 kg, price: 1 EUR/kg}]
allocation: economic
inputs:
  - {name: Casting, amount: 4 kg, product: casting.yaml, transport: [{mode: road/hgv, distance: 80 km}]}
processes: [{name: Machining, electricity: 2 kWh}]
outputs:
  - name: Swarf
    amount: 0.5 kg
    treatment: recycling-open-loop
    footprint: {value: 0.1 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}
    avoids: {name: Ingot, amount: 0.2 kg, footprint: {value: 2 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}}
packaging: [{name: Box, amount: 0.2 kg, footprint: {value: 1 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}}]
distribution: [{mode: road/hgv, distance: 300 km}]
use: [{name: Power, amount: 900 kWh, factor: electricity/grid, origin: KR}]
end_of_life: [{name: Scrap, amount: 3 kg, treatment: recycling}]
exclude: [{name: Label, share: 0.5 %, reason: small}]
"""

CASTING = """\
carbonfoot: part/1
product: {id: C, name: Casting, declared_unit: 1 kg, made_in: KR}
period: 2025
inputs: [{name: Iron, amount: 1.1 kg, transport: [], footprint: {value: 2 kg CO2e, per: 1 kg, source: S, gwp: AR5, year: 2024}}]
use: [{name: Gas, amount: 5 kWh, factor: electricity/grid, origin: KR}]
exclude: [{name: Sand, share: 1 %, reason: none metered}]
"""


def result_of(folder: Path, text: str) -> Footprint:
    (folder / "casting.yaml").write_text(CASTING, encoding="utf-8")
    file = folder / "part.yaml"
    file.write_text(text, encoding="utf-8")
    found = calculate(str(file), Options()).footprint
    assert found is not None
    return found


def test_it_is_the_document_without_its_later_stages(tmp_path: Path) -> None:
    whole = result_of(tmp_path, PART)
    wanted = result_of(tmp_path, PART.replace("boundary: cradle-to-grave\n", ""))
    found = at_gate(whole)
    assert whole.total is not None and wanted.total is not None
    assert whole.total > 10 * wanted.total
    for name in (
        *(
            "boundary",
            "period",
            "gwp_set",
            "total",
            "at_least",
            "split",
            "gases",
            "unsplit",
            "line_count",
            "missing",
        ),
        *(
            "stages",
            "items",
            "tiers",
            "countries",
            "suppliers",
            "beyond",
            "not_assessed",
            "foreign_sets",
            "exclusions",
        ),
        *("credits", "produced", "methods", "quality"),
    ):
        assert getattr(found, name) == getattr(wanted, name), name
    assert [one.co2e for one in found.contributions] == [one.co2e for one in wanted.contributions]
    assert [one.co2e for one in found.lines] == [one.co2e for one in wanted.lines]


def test_one_that_ends_there_is_itself(tmp_path: Path) -> None:
    result = result_of(tmp_path, PART.replace("boundary: cradle-to-grave\n", ""))
    assert at_gate(result) is result


def test_what_is_missing_after_the_gate_leaves_a_total_at_the_gate(tmp_path: Path) -> None:
    result = result_of(
        tmp_path, PART.replace("factor: electricity/grid, origin: KR}]\nend", "note: not known}]\nend")
    )
    assert result.total is None
    found = at_gate(result)
    assert found.missing == []
    assert found.total == pytest.approx(at_gate(result_of(tmp_path, PART)).total)


def test_what_is_missing_before_the_gate_leaves_none(tmp_path: Path) -> None:
    result = result_of(tmp_path, PART.replace("electricity: 2 kWh", "inputs: [{name: Oil, amount: 1 kg}]"))
    assert at_gate(result).total is None


def test_what_was_refused_stays_refused(tmp_path: Path) -> None:
    refused = result_of(tmp_path, PART)._replace(total=None)
    assert at_gate(refused).total is None
