"""What issue 7 promises, asked of the command line alone: a project is written, commands run, files are read."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SETTINGS = """\
[company]
name = "Hanil Fastener Co., Ltd."
ids = ["urn:lei:988400AKVF4Q8CXCWH55"]
domain = "hanil.example"
contact = "Kim Minji, carbon@hanil.example"

[declare]
audience = "purchasing of the customer"
valid_until = "2027-06-30"
"""

STATED = "gwp: AR6, fossil: 1.5 kg CO2e, land_use_change: 0 kg CO2e, biogenic_non_co2: 0 kg CO2e, biogenic_uptake: 0 kg CO2e"

PART = f"""\
carbonfoot: part/1
product:
  id: HF-1
  name: Bolt
  declared_unit: 1 piece
  mass: 2.5 kg
  made_in: KR
  carbon_content: {{fossil: 0.1 kg/kg, biogenic: 0.016375 kg/kg}}
period: 2025
inputs:
  - name: A
    amount: 2 kg
    transport: []
    data: measured
    footprint: {{value: 1.5 kg CO2e, per: 1 kg, source: A Co. 2025, year: 2025, primary_data_share: 80 %, {STATED}}}
    quality: {{technology: 1, time: 2, geography: 3}}
  - {{name: B, amount: 0.5 kg, declaration: received/wire.json, transport: []}}
  - name: C
    amount: 0.25 kg
    auxiliary: yes
    transport: []
    footprint: {{value: 1.5 kg CO2e, per: 0.75 kg, source: C Co., {STATED}}}
processes:
  - name: Welding
    emissions: [{{name: Shielding gas, gas: CO2, amount: 250 g, data: measured}}]
"""

WIRE: dict[str, Any] = {
    "id": "3c0d0a5e-6b1e-4a54-9c0f-0d6f6a2b9c11",
    "specVersion": "3.0.3",
    "created": "2026-01-15T09:00:00Z",
    "status": "Active",
    "validityPeriodStart": "2026-01-01T00:00:00Z",
    "validityPeriodEnd": "2028-12-31T23:59:59Z",
    "companyName": "Wire Co.",
    "companyIds": ["urn:pact:wire.example:company-id:1"],
    "productDescription": "wire rod",
    "productIds": ["urn:pact:wire.example:product-id:W"],
    "productNameCompany": "Wire rod",
    "pcf": {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": "1",
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2025-12-31T23:59:59Z",
        "geographyCountry": "KR",
        "boundaryProcessesDescription": "cradle to gate",
        "pcfExcludingBiogenicUptake": "2.0",
        "pcfIncludingBiogenicUptake": "1.7",
        "fossilGhgEmissions": "2.5",
        "landUseChangeGhgEmissions": "0.1",
        "landManagementBiogenicCO2Emissions": "0",
        "landManagementBiogenicCO2Removals": "-0.6",
        "biogenicCO2Uptake": "-0.3",
        "biogenicNonCO2Emissions": "0",
        "aircraftGhgEmissions": "0.2",
        "fossilCarbonContent": "0.001",
        "biogenicCarbonContent": "0.081875",
        "packagingEmissionsIncluded": False,
        "ccsTechnologicalCO2CaptureIncluded": False,
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["PACT-3.0"],
        "exemptedEmissionsPercent": "1",
        "exemptedEmissionsDescription": "small things",
        "primaryDataShare": "40",
        "dqi": {"technologicalDQR": "2.5", "temporalDQR": "1.5", "geographicalDQR": "3.5"},
    },
}

SHALL = [
    "declaredUnitOfMeasurement",
    "declaredUnitAmount",
    "productMassPerDeclaredUnit",
    "referencePeriodStart",
    "referencePeriodEnd",
    "pcfExcludingBiogenicUptake",
    "pcfIncludingBiogenicUptake",
    "fossilGhgEmissions",
    "fossilCarbonContent",
    "packagingEmissionsIncluded",
    "ccsTechnologicalCO2CaptureIncluded",
    "ipccCharacterizationFactors",
    "crossSectoralStandards",
    "exemptedEmissionsPercent",
    "primaryDataShare",
]

EXCLUDING = [
    "fossilGhgEmissions",
    "landUseChangeGhgEmissions",
    "landManagementBiogenicCO2Emissions",
    "landManagementBiogenicCO2Removals",
    "technologicalCO2Removals",
    "ccsTechnologicalCO2Capture",
    "biogenicNonCO2Emissions",
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one part that draws on a supplier's declaration; commands run in it."""
    (tmp_path / "received").mkdir()
    (tmp_path / "carbonfoot.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "part.yaml").write_text(PART, encoding="utf-8")
    (tmp_path / "received" / "wire.json").write_text(json.dumps(WIRE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pact(run: Run, file: str = "out.json", *options: str) -> Any:
    answer = run("declare", "part.yaml", "--as", "pact-3.0.3", "-o", file, "-q", *options)
    assert answer.code == 0, answer.err
    return json.loads(Path(file).read_text(encoding="utf-8"))


def numbers(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in numbers(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in numbers(inner)]
    return [value]


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# Write


def test_every_number_is_text_without_exponent_and_every_shall_key_is_there(project: Path, run: Run) -> None:
    body = pact(run)
    assert not [
        one for one in numbers(body["pcf"]) if isinstance(one, int | float) and not isinstance(one, bool)
    ]
    assert not [one for one in numbers(body["pcf"]) if one is None]
    for key in SHALL:
        assert key in body["pcf"], key
    for name in (*EXCLUDING, "declaredUnitAmount", "primaryDataShare", "fossilCarbonContent"):
        assert set(body["pcf"].get(name, "0")) <= set("-0123456789."), name


def test_sums_are_those_of_the_specification_exactly(project: Path, run: Run) -> None:
    pcf = pact(run)["pcf"]
    total = sum((Decimal(pcf.get(name, "0")) for name in EXCLUDING), Decimal())
    assert Decimal(pcf["pcfExcludingBiogenicUptake"]) == total == Decimal("4.75")
    assert (
        Decimal(pcf["pcfIncludingBiogenicUptake"])
        == total + Decimal(pcf["biogenicCO2Uptake"])
        == Decimal("4.6")
    )


def test_primary_share_and_ratings_are_those_worked_out_by_hand(project: Path, run: Run) -> None:
    """A 3.0 at 80 %, B 1.0 at 40 %, C 0.5 without share and score (the worst counts), 0.25 of the step itself."""
    pcf = pact(run)["pcf"]
    assert pcf["primaryDataShare"] == "64.2105263158"  # (3 x 80 + 1 x 40 + 0.25 x 100) / 4.75
    assert pcf["dqi"] == {
        "technologicalDQR": "1.73684210526",  # (3 x 1 + 2.5 + 0.5 x 5 + 0.25 x 1) / 4.75
        "temporalDQR": "2.15789473684",  # (3 x 2 + 1.5 + 0.5 x 5 + 0.25 x 1) / 4.75
        "geographicalDQR": "3.21052631579",  # (3 x 3 + 3.5 + 0.5 x 5 + 0.25 x 1) / 4.75
    }


def test_what_the_supplier_splits_is_carried_through(project: Path, run: Run) -> None:
    pcf = pact(run)["pcf"]
    assert pcf["fossilGhgEmissions"] == "5"
    assert pcf["landUseChangeGhgEmissions"] == "0.05"
    assert pcf["landManagementBiogenicCO2Removals"] == "-0.3"
    assert pcf["biogenicCO2Uptake"] == "-0.15"
    assert pcf["aircraftGhgEmissions"] == "0.1"
    assert pcf["exemptedEmissionsPercent"] == "0.210526315789"  # 1 % of 1.0 in 4.75


def test_company_and_validity_come_from_the_project_and_the_document_goes_first(
    project: Path, run: Run
) -> None:
    body = pact(run)
    assert (body["companyName"], body["companyIds"]) == (
        "Hanil Fastener Co., Ltd.",
        ["urn:lei:988400AKVF4Q8CXCWH55"],
    )
    assert body["validityPeriodEnd"].startswith("2027-06-30")
    changed(project / "part.yaml", "processes:", "declare: {valid_until: 2026-12-31}\nprocesses:")
    assert pact(run, "other.json")["validityPeriodEnd"].startswith("2026-12-31")


def test_same_content_same_id_on_another_day_and_in_another_folder(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = pact(run)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1805000000")
    answer = run("declare", str(project / "part.yaml"), "--as", "pact-3.0.3", "-o", "x.json", "-q")
    assert answer.code == 0, answer.err
    again = json.loads(Path("x.json").read_text(encoding="utf-8"))
    assert again["id"] == first["id"]
    assert again["created"] != first["created"]
    assert {**again, "created": ""} == {**first, "created": ""}


def test_a_changed_amount_is_a_new_id_with_the_old_one_behind_it(project: Path, run: Run) -> None:
    old = pact(run)
    before = Path("out.json").read_bytes()
    assert pact(run)["id"] == old["id"]
    assert Path("out.json").read_bytes() == before
    changed(project / "part.yaml", "amount: 250 g", "amount: 260 g")
    new = pact(run, "out.json", "--deprecate")
    assert new["id"] != old["id"]
    assert new["precedingPfIds"] == [old["id"]]
    (kept,) = project.glob("out.deprecated-*.json")
    assert json.loads(kept.read_text(encoding="utf-8")) == {**old, "status": "Deprecated"}


def test_what_is_asked_for_and_cannot_be_is_said(project: Path, run: Run) -> None:
    declare = ("declare", "part.yaml", "--as", "pact-3.0.3")
    missing = run(*declare, "-o", "x.json", "--replaces", "nosuch.json")
    assert (missing.code, Path("x.json").exists()) == (2, False)
    assert "nosuch.json" in missing.err
    assert "nothing was deprecated" in run(*declare, "-o", "out.json", "--deprecate").err
    changed(project / "part.yaml", "amount: 250 g", "amount: 260 g")
    piped = run(*declare, "--replaces", "out.json", "--deprecate")
    assert (piped.code, piped.out) == (2, "")
    assert "--output" in piped.err


def test_the_answer_names_the_ids_for_programs(project: Path, run: Run) -> None:
    old = pact(run)
    changed(project / "part.yaml", "amount: 250 g", "amount: 260 g")
    answer = run(
        "declare", "part.yaml", "--as", "pact-3.0.3", "-o", "out.json", "--deprecate", "-f", "json"
    ).message
    new = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["status"], one["replaces"]) for one in answer["data"]["declarations"]] == [
        (new["id"], "Active", [old["id"]]),
        (old["id"], "Deprecated", []),
    ]


@pytest.mark.parametrize("stated", ["yesterday", "99999999999999999999"])
def test_a_time_that_is_none_is_refused(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    answer = run("declare", "part.yaml", "--as", "pact-3.0.3", "-o", "x.json")
    assert (answer.code, Path("x.json").exists()) == (2, False)
    assert "SOURCE_DATE_EPOCH" in answer.err


def test_several_products_and_formats_at_once_are_all_or_nothing(project: Path, run: Run) -> None:
    second = PART.replace("HF-1", "HF-2").replace("name: Bolt", "name: Nut")
    (project / "nut.yaml").write_text(second, encoding="utf-8")
    both = ("declare", "part.yaml", "nut.yaml", "--as", "pact-3.0.3", "--as", "iso14067", "-q")
    assert run(*both, "-o", "all").code == 0
    assert len(list((project / "all").iterdir())) == 6
    changed(
        project / "nut.yaml",
        "footprint: {value: 1.5 kg CO2e, per: 0.75 kg",
        "note: {value: 1.5 kg CO2e, per: 0.75 kg",
    )
    assert run(*both, "-o", "none").code == 3
    assert not (project / "none").exists()


@pytest.mark.parametrize("options", [(), ("--allow-incomplete",)])
def test_incomplete_is_refused_unless_asked_for_and_then_said(
    project: Path, run: Run, options: tuple[str, ...]
) -> None:
    changed(
        project / "part.yaml",
        "processes:",
        "  - {name: Unknown wax, amount: 1 g, transport: [], auxiliary: yes}\nprocesses:",
    )
    assert run("declare", "part.yaml", "--as", "pact-3.0.3", "-o", "x.json", *options).code == 4
    assert run("declare", "part.yaml", "--as", "iso14067", "-o", "x.md", *options).code == 4
    assert not Path("x.json").exists()
    assert Path("x.md").exists() is bool(options)
    if options:
        text = Path("x.md").read_text(encoding="utf-8")
        assert text.startswith("# INCOMPLETE")
        assert "Unknown wax" in text
        assert "| missing | 1 | missing | – |" in text, "missing is never zero"
        assert "Share of the result" not in text


def test_every_format_carries_its_recipe_and_verifies_as_equal(project: Path, run: Run) -> None:
    assert run("declare", "part.yaml", "--as", "pact-3.0.3", "--as", "iso14067", "-o", "all", "-q").code == 0
    for file in (project / "all").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "carbonfoot-recipe/1" in text, file
        assert "received/wire.json" in text, file
        assert str(project) not in text, "no path of the machine"
    answer = run("verify", "all", "-f", "json")
    assert answer.code == 0, answer.err
    assert {one["verdict"] for one in answer.message["data"]["declarations"]} == {"equal"}


def test_verify_says_what_differs_and_why(project: Path, run: Run) -> None:
    pact(run)
    wire = copy.deepcopy(WIRE)
    wire["pcf"]["primaryDataShare"] = "41"
    (project / "received" / "wire.json").write_text(json.dumps(wire), encoding="utf-8")
    answer = run("verify", "out.json")
    assert answer.code == 1
    assert "pcf/primaryDataShare" in answer.out
    assert "received/wire.json" in answer.out


def test_the_page_of_a_product_of_three_thousand_lines_stays_below_400_kb(project: Path, run: Run) -> None:
    line = "  - {{name: Line {0} of a long bill of materials, amount: 1 g, factor: steel/wire-rod, route: bf-bof, origin: KR}}\n"
    changed(project / "part.yaml", "processes:", "".join(map(line.format, range(3000))) + "processes:")
    assert run("declare", "part.yaml", "--as", "iso14067", "-o", "r.html", "-q").code == 0
    assert Path("r.html").stat().st_size < 400_000
    assert "of a long bill of materials, ... (+2989)" in Path("r.html").read_text(encoding="utf-8")


# Read


def test_the_origin_of_a_number_is_supplier_declaration_and_last_day_everywhere(
    project: Path, run: Run
) -> None:
    said = ("Wire Co.", "3c0d0a5e", "2028-12-31")
    traced = run("explain", "part.yaml:inputs/1").out
    assert "technology 2.5, time 1.5, geography 3.5" in traced
    assert "biogenic 0.08188" in traced
    for out in (run("calc", "part.yaml").out, run("calc", "part.yaml", "-f", "json").out, traced):
        assert all(one in out for one in said)
    run("declare", "part.yaml", "--as", "iso14067", "-o", "r.md", "-q")
    report = Path("r.md").read_text(encoding="utf-8")
    assert all(one in report for one in said)


@pytest.mark.parametrize(
    ("amount", "total"), [("0.5 kg", "4.75"), ("500 g", "4.75"), ("0.0005 t", "4.75"), ("1 kg", "5.75")]
)
def test_amounts_of_the_line_are_converted(project: Path, run: Run, amount: str, total: str) -> None:
    changed(project / "part.yaml", "amount: 0.5 kg", f"amount: {amount}")
    data = run("calc", "part.yaml", "-f", "json").message["data"]
    assert Decimal(str(data["total"])) == Decimal(total)


@pytest.mark.parametrize(
    "claim", ["carbon neutral by offsets (VCS 1234)", "ISCC PLUS mass balance attribution"]
)
def test_claims_stand_beside_and_change_no_number(project: Path, run: Run, claim: str) -> None:
    before = run("calc", "part.yaml", "-f", "json").message["data"]["total"]
    (project / "received" / "wire.json").write_text(json.dumps({**WIRE, "comment": claim}), encoding="utf-8")
    answer = run("calc", "part.yaml", "-f", "json")
    assert answer.message["data"]["total"] == before
    assert "CF912" in [one["code"] for one in answer.message["findings"]]


# Bad input


def _pcf(**keys: Any) -> str:
    return json.dumps({**WIRE, "pcf": {**WIRE["pcf"], **keys}})


_DQI = WIRE["pcf"]["dqi"]
_WHOLE = json.dumps(WIRE)
REFUSED = {
    "truncated": _WHOLE[:900],
    "no JSON": "",
    "null": "null",
    "another encoding": _WHOLE.encode("utf-32"),
    "a page": "<!DOCTYPE html><html></html>",
    "a workbook": b"PK\x03\x04" + bytes(64),
    "version": json.dumps({**WIRE, "specVersion": "3.0"}),
    "version of the future": json.dumps({**WIRE, "specVersion": "4.0.0"}),
    "a number": _pcf(fossilGhgEmissions=2.5),
    "an exponent": _pcf(fossilGhgEmissions="25e-1"),
    "a unit behind it": _pcf(declaredUnitAmount="1kg"),
    "rating of 0": _pcf(dqi={**_DQI, "temporalDQR": "0"}),
    "rating of 6": _pcf(dqi={**_DQI, "temporalDQR": "6"}),
    "share of 101": _pcf(primaryDataShare="101"),
    "left out -1": _pcf(exemptedEmissionsPercent="-1"),
    "two places": _pcf(geographyCountrySubdivision="KR-41"),
    "no zone": json.dumps({**WIRE, "created": "2026-01-15T09:00:00"}),
    "no such day": _pcf(referencePeriodStart="2025-02-30T00:00:00Z"),
    "reversed": _pcf(referencePeriodStart="2027-01-01T00:00:00Z"),
    "a key twice": _WHOLE.replace('"status"', '"status": "Active", "status"', 1),
    "an id twice": json.dumps([WIRE, {**WIRE, "companyName": "Other"}]),
    "a bad member": json.dumps({"data": [WIRE, {**WIRE, "id": str(uuid.UUID(int=7)), "status": "Gone"}]}),
    "nested": "[" * 100_000,
    "not a number": _pcf(fossilGhgEmissions="NaN"),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_bad_files_are_findings_with_a_way_out_and_write_nothing(
    project: Path, run: Run, text: str | bytes
) -> None:
    file = project / "received" / "wire.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = sorted(project.rglob("*"))
    answer = run("declare", "part.yaml", "--as", "pact-3.0.3", "-o", "x.json")
    assert answer.code == 3
    assert "received/wire.json" in answer.err
    assert "help:" in answer.err
    assert "Traceback" not in answer.err
    assert sorted(project.rglob("*")) == before
    judged = run("verify", "received/wire.json")
    assert judged.code in (1, 3)
    assert "error[" in judged.err


@pytest.mark.parametrize("text", ["<!DOCTYPE html><html></html>", "null", "%PDF-1.7", "PK\x03\x04 book"])
def test_verify_names_what_is_no_declaration_as_calc_does(project: Path, run: Run, text: str) -> None:
    file = project / "received" / "wire.json"
    file.write_text(text, encoding="utf-8")
    told = [
        line
        for answer in (run("verify", "received/wire.json"), run("calc", "part.yaml"))
        for line in answer.err.splitlines()
        if "[CF901]" in line
    ]
    assert len(told) == 2


HOSTILE = "<script>alert(1)</script>|`=cmd|' /C calc'!A0\x1b[31m\x9b31m\u202e\u200b"


def test_names_of_a_supplier_come_out_harmless_everywhere(project: Path, run: Run) -> None:
    named = {"companyName": HOSTILE, "productNameCompany": "=1+1" + HOSTILE, "comment": HOSTILE + " offsets"}
    (project / "received" / "wire.json").write_text(json.dumps({**WIRE, **named}), encoding="utf-8")
    assert run("declare", "part.yaml", "--as", "pact-3.0.3", "--as", "iso14067", "-o", "all", "-q").code == 0
    said = [file.read_text(encoding="utf-8") for file in (project / "all").iterdir()]
    for command in (
        ("calc", "part.yaml"),
        ("calc", "part.yaml", "-f", "json"),
        ("explain", "part.yaml"),
        ("explain", "part.yaml", "-f", "json"),
        ("verify", "received/wire.json"),
        ("verify", "received/wire.json", "-f", "json"),
        ("declare", "--inbox", "received"),
        ("declare", "--inbox", "received", "-f", "json"),
    ):
        answer = run(*command)
        said += [answer.out, answer.err]
    for text in said:
        for hidden in ("\x1b", "\x9b", "\u202e", "\u200b"):
            assert hidden not in text
    (page,) = (file for file in (project / "all").iterdir() if file.suffix == ".html")
    assert "<script" not in page.read_text(encoding="utf-8")


def test_json_with_hidden_characters_holds_the_same_data(project: Path, run: Run) -> None:
    (project / "received" / "wire.json").write_text(
        json.dumps({**WIRE, "companyName": HOSTILE}), encoding="utf-8"
    )
    answer = run("declare", "--inbox", "received", "-f", "json")
    assert answer.message["data"]["declarations"][0]["company"] == HOSTILE
