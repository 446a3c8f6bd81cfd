"""Parts that few products have stand in the tables as all others do, and what a reader must know is in its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.declarations.content import Document, Table, gaps
from carbonfoot.declarations.iso14067.carbon import section
from carbonfoot.declarations.iso14067.origin import kind_of
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.system.model import CATEGORIES

Of = Callable[..., Study]
Made = Callable[..., Document]
Told = Callable[..., str]

PART = """\
carbonfoot: part/1
product: {id: BIO, name: Plate, declared_unit: 1 piece, mass: 1 kg, made_in: KR}
period: 2025
inputs:
  - name: Resin
    amount: 1 kg
    transport: []
    declaration: resin.json
packaging:
  - {name: Film, amount: 0.02 kg, transport: [], footprint: {value: 2.2 kg CO2e, per: 1 kg, source: film maker, year: 2025}}
"""
RESIN = {
    "id": "f4b1225a-bd44-4c8e-861d-079e4e1dfd69",
    "specVersion": "3.0.3",
    "created": "2026-02-01T00:00:00Z",
    "status": "Active",
    "companyName": "Resin maker",
    "companyIds": ["urn:lei:529900T8BM49AURSDO55"],
    "productDescription": "Resin",
    "productIds": ["urn:pact:resin.example:product-id:1"],
    "productNameCompany": "Resin",
    "pcf": {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": "1",
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2025-12-31T23:59:59Z",
        "pcfExcludingBiogenicUptake": "2.06",
        "pcfIncludingBiogenicUptake": "2.06",
        "fossilGhgEmissions": "1.9",
        "landManagementBiogenicCO2Emissions": "0.31",
        "landManagementBiogenicCO2Removals": "-0.08",
        "ccsTechnologicalCO2Capture": "-0.05",
        "technologicalCO2Removals": "-0.02",
        "aircraftGhgEmissions": "0.02",
        "fossilCarbonContent": "0.5",
        "packagingEmissionsIncluded": False,
        "ccsTechnologicalCO2CaptureIncluded": True,
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["PACT-3.0"],
        "exemptedEmissionsPercent": "0",
        "primaryDataShare": "60",
    },
}
"""Only a supplier's declaration brings removals and captured CO2."""

RARE = ("land_management", "removals", "captured", "technological_removals")


@pytest.fixture
def plate(tmp_path: Path) -> str:
    """A product whose rare parts all stand in one of its two stages."""
    file = tmp_path / "plate.yaml"
    file.write_text(PART, encoding="utf-8")
    (tmp_path / "resin.json").write_text(json.dumps(RESIN), encoding="utf-8")
    return str(file)


def table(document: Document, caption: str) -> Table:
    every = (block for section in document.sections for part in section.parts for block in part.blocks)
    return next(one for one in every if isinstance(one, Table) and one.caption == caption)


def test_every_part_of_the_split_has_its_row_and_its_column(plate: str, study: Of, document: Made) -> None:
    """ISO 14067: fossil, biogenic, land use, removals apart; no part is summed into another in silence."""
    one = study(plate)
    assert {key for key in CATEGORIES if one.result.split[key]} == {"fossil", *RARE}
    rows = [row[0] for row in table(document(plate), one.word("table by part")).rows]
    columns = [column.title for column in table(document(plate), one.word("table by stage")).columns]
    for key in RARE:
        assert one.label(key) in rows, key
        assert any(one.label(key) in title for title in columns), key


def test_what_stands_beside_is_told_by_stage_where_one_stage_has_one_kind(
    plate: str, told: Told, study: Of
) -> None:
    """Aircraft alone, in one stage alone."""
    assert study(plate).word("table beside") in told(plate)


def test_credits_are_a_choice_that_is_told(told: Told, study: Of) -> None:
    words = study("credited").word("choice credits")
    assert words in told("credited") and words not in told("wooden")


def test_an_incomplete_report_says_so_above_everything_and_names_the_lines(told: Told, study: Of) -> None:
    one, report = study("incomplete"), told("incomplete")
    assert "INCOMPLETE: " in report and "This report must not be handed on" in report
    assert "INCOMPLETE: " not in told("wooden")
    assert one.word("quality incomplete") in report and one.word("quality not rated") not in report
    boundary = report.partition("Lines without any number: ")[2].partition("\n")[0]
    assert one.result.missing
    for name in one.result.missing:
        assert name in boundary


@pytest.mark.parametrize(("stated", "said", "unsaid"), [("yes", "yes", "no"), ("no", "no", "yes")])
def test_whether_it_is_meant_for_comparison_is_as_stated(
    stated: str, said: str, unsaid: str, tmp_path: Path, told: Told, study: Of
) -> None:
    file = tmp_path / "part.yaml"
    text = PART.replace("    declaration: resin.json\n", f"    {STATED}\n")
    file.write_text(text + f"declare: {{comparison: {stated}}}\n", encoding="utf-8")
    words, report = study(str(file)).word, told(str(file))
    assert words(f"comparison {said}") in report and words(f"comparison {unsaid}") not in report


STATED = "footprint: {value: 2 kg CO2e, per: 1 kg, source: S, year: 2025}"


def test_biogenic_flows_ask_for_the_biogenic_carbon_of_the_product(tmp_path: Path, study: Of) -> None:
    """ISO 14067 shows it where it is calculated; a product with nothing biogenic has nothing to state."""
    file = tmp_path / "part.yaml"
    taken = STATED.replace("year", "biogenic_uptake: -1 kg CO2e, biogenic_co2: 1 kg CO2e, year")
    asked = {}
    for name, more in (("plain", STATED), ("bio", taken)):
        file = tmp_path / f"{name}.yaml"
        file.write_text(PART.replace("declaration: resin.json", more), encoding="utf-8")
        made = section(study(str(file)))
        asked[name] = {key for _, gap in gaps(made) for key in gap.keys}
    assert asked == {"plain": set(), "bio": {"product/carbon_content/biogenic"}}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("measured", "primary"),
        ("estimated", "estimated"),
        ("illustrative", "illustrative"),
        ("", "secondary"),
    ],
)
def test_only_what_is_measured_in_the_step_itself_is_primary(
    data: str, kind: str, tmp_path: Path, study: Of
) -> None:
    file = tmp_path / "part.yaml"
    stated = f", data: {data}" if data else ""
    file.write_text(
        PART.replace("    declaration: resin.json\n", f"    {STATED}\n")
        + f"processes: [{{name: Furnace, emissions: [{{gas: CO2, amount: 1 kg}}]{stated}}}]\n",
        encoding="utf-8",
    )
    kinds = [kind_of(leaf) for line in study(str(file)).result.lines for leaf in line.lines or [line]]
    assert sorted(kinds) == sorted(["stated", "stated", kind])


def test_every_row_has_a_cell_for_each_column(tmp_path: Path, document: Made) -> None:
    """Also rows that stand for many others: a number in the column beside it is another number."""
    file = tmp_path / "long.yaml"
    lines = "".join(
        f"  - {{name: Line {at}, amount: {at} kg, transport: [], {STATED}}}\n" for at in range(1, 80)
    )
    head = PART.partition("inputs:\n")[0].replace("mass: 1 kg, ", "")
    file.write_text(f"{head}inputs:\n{lines}", encoding="utf-8")
    seen = 0
    for one in document(str(file)).sections:
        for part in one.parts:
            for block in part.blocks:
                if isinstance(block, Table):
                    assert {len(row) for row in block.rows} <= {len(block.columns)}, block.caption
                    seen += any("thers" in str(row[0]) for row in block.rows)
    assert seen


def test_lines_of_no_emissions_weigh_nothing_in_the_row_of_all_others(
    tmp_path: Path, document: Made, study: Of
) -> None:
    file = tmp_path / "zeros.yaml"
    none = STATED.replace("2 kg CO2e", "0 kg CO2e")
    lines = [f"  - {{name: Line {at}, amount: 1 kg, transport: [], {STATED}}}\n" for at in range(9)]
    lines += [f"  - {{name: Nothing {at}, amount: 1 kg, transport: [], {none}}}\n" for at in range(70)]
    head = PART.partition("inputs:\n")[0].replace("mass: 1 kg, ", "")
    file.write_text(f"{head}inputs:\n{''.join(lines)}", encoding="utf-8")
    rows = table(document(str(file)), study(str(file)).word("table lines")).rows
    assert [str(getattr(cell, "text", cell)) for cell in rows[-1][-2:]] == ["0.00", "0.0 %"]
    assert len(rows) == 10
