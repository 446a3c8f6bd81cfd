"""Steel, petrochemicals, cement and a hull block: the documents run and balance, and agree with paper and READMEs."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from carbonfoot.cli.app import app
from carbonfoot.documents.part import part_schema
from carbonfoot.documents.site import site_schema
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.methods.schema import with_methods
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.envelope import to_text

ROOT = Path(__file__).resolve().parents[2]
SECTORS = ROOT / "examples" / "sectors"
ANCHORS = ROOT.parent / "shared" / "data" / "anchors" / "published_anchors.csv"
FOLDERS = ("cement", "hull-block", "petrochemicals", "steel")
FILES = sorted(
    file.relative_to(SECTORS).as_posix()
    for folder in FOLDERS
    for file in (SECTORS / folder).glob("*.yaml")
    if file.name != "programme.yaml"
)
OF_PUBLIC_FACTORS = {"CF305", "CF306", "CF308", "CF309", "CF310"}
"""Another country, an old year, a part that is not assessed, mixed GWP sets, no gases: true of any such table."""
TO_CO2 = Decimal(44) / 12


@cache
def module(name: str) -> ModuleType:
    """A file of `tests/`, which belongs to no package."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, ROOT / "tests" / name)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


sheets, readmes = module("examples/sheets_a.py"), module("examples/readmes_a.py")


@cache
def answer(file: str, allocation: str = "") -> dict[str, Any]:
    options = Options("AR6", allocation=allocation) if allocation else Options("AR6")
    text = to_text(report(calculate(str(SECTORS / file), options), options, allow_incomplete=False))
    found: dict[str, Any] = json.loads(text)
    return found


def data(file: str, *options: str) -> dict[str, Any]:
    """As `readmes_a.py` asks: with `--allocation KEY` or nothing."""
    found: dict[str, Any] = answer(file, *options[1:])["data"]
    return found


def carbon(file: str, method: str) -> Decimal:
    """kg of carbon that the balances of a method leave over, in a site."""
    uses = [one for step in sheets.read(file)["processes"] for one in step.get("methods", ())]
    return sum((sheets.balance(one) for one in uses if one["method"] == method), Decimal(0))


@pytest.mark.parametrize("file", FILES)
def test_complete_and_nothing_to_mend(file: str) -> None:
    found = answer(file)
    assert found["data"]["complete"] and found["data"]["total"] > 0
    assert {one["code"] for one in found["findings"]} <= OF_PUBLIC_FACTORS


@pytest.mark.parametrize("file", FILES)
def test_valid_as_an_editor_reads_it_and_bilingual(file: str) -> None:
    document, findings = read_yaml((SECTORS / file).read_text(encoding="utf-8"), file)
    assert not findings
    schema = with_methods(part_schema() if "product" in document else site_schema())
    assert [
        error.message for error in Draft7Validator(json.loads(json.dumps(schema))).iter_errors(document)
    ] == []
    heads = [document.get("product") or document["site"], *document.get("products", ())]
    steps = [*document.get("processes", ()), *document.get("inputs", ()), *document.get("meters", ())]
    assert [one["name"] for one in [*heads, *steps] if "name_ko" not in one] == []


@pytest.mark.parametrize("file", FILES)
def test_total_is_the_one_on_paper(file: str) -> None:
    """Twelve digits, worked out from the document as plain text."""
    with localcontext() as context:
        context.prec = 40
        hand = sheets.Hand(module("paper.py"))
        exact = hand.part(file) if "product" in sheets.read(file) else sum(hand.site(file).values())
        expected = exact.quantize(Decimal(1).scaleb(exact.adjusted() - 11), rounding=ROUND_HALF_UP)
    assert Decimal(repr(data(file)["total"])) == expected


@pytest.mark.parametrize("file", [file for file in FILES if "site" in sheets.read(file)])
def test_products_and_scopes_add_up_to_the_site(file: str) -> None:
    found = data(file)
    scopes = found["scopes"]
    assert scopes["1"] + scopes["2"] + scopes["3"] == pytest.approx(found["total"], rel=1e-9)
    assert sum(one["kg_co2e"] for one in found["lines"]) == pytest.approx(found["total"], rel=1e-9)
    if found.get("products"):
        assert sum(one["kg_co2e"] for one in found["products"]) == pytest.approx(found["total"], rel=1e-9)


def test_parts_of_a_works_make_up_the_works() -> None:
    mill, coil, plate = (data(f"steel/{one}.yaml") for one in ("integrated-mill", "hrc-bf-bof", "plate"))
    (share,) = (one["kg_co2e"] for one in coil["lines"] if one["path"].startswith("made_at"))
    coils = share * 3_104_000 + plate["total"] * 720_000
    assert coils == pytest.approx(mill["total"], rel=1e-9)


def test_carbon_of_the_integrated_works() -> None:
    """All carbon that comes in leaves as CO2, or in steel, tar, oil and dust: nothing twice, nothing lost."""
    file, kt = "steel/integrated-mill.yaml", 1_000_000
    bought = 2070 * Decimal("0.73") + 564 * Decimal("0.806") + 576 * Decimal("0.12")
    bought += 700 * Decimal("0.002") + Decimal("32.6") * Decimal("0.015")
    left = 4080 * Decimal("0.0005") + 62 * Decimal("0.62") + Decimal("15.5") * Decimal("0.9")
    left += Decimal("37.6") * Decimal("0.35") + 61 * Decimal("0.015")
    methods = [one for one in sheets.LEAVES if one.startswith(("metals", "balance"))]
    emitted = sum(carbon(file, one) for one in methods)
    assert emitted == pytest.approx((bought - left) * kt, rel=Decimal("1e-12"))
    methane = readmes.named(data(file), "CH4")
    assert data(file)["scopes"]["1"] - methane == pytest.approx(float(emitted * TO_CO2), rel=1e-9)


@pytest.mark.parametrize("gas", ["Blast furnace gas", "Coke oven gas", "Converter gas"])
def test_works_gases_are_burned_as_much_as_leaves(gas: str) -> None:
    uses = [
        one
        for step in sheets.read("steel/integrated-mill.yaml")["processes"]
        for one in step.get("methods", ())
    ]
    key = gas.lower().replace(" ", "_")
    leaves = sum(
        sheets.basic(one[key]["amount"]) for one in uses if key in one and one["method"] != "metals/sinter"
    )
    burned = sum(
        sheets.basic(one[key]["amount"]) for one in uses if key in one and one["method"] == "metals/sinter"
    )
    for use in uses:
        burned += sum(sheets.basic(one["amount"]) for one in use.get("inputs", ()) if one["name"] == gas)
    assert leaves == burned > 0


@pytest.mark.parametrize(
    ("site", "iron"),
    [
        # kt of iron in ore, pellets and scrap; sinter ore 57 % after scale, lump 63 %, pellets 65 %, DRI pellets 65.3 %
        (
            "integrated-mill",
            Fraction(4800 * 57, 100) + Fraction(752 * 63, 100) + Fraction(545 * 65, 100) + 700,
        ),
        ("gas-dri-mill", Fraction(1817.6) * Fraction(653, 1000) + 430),
        ("h2-dri-mill", Fraction(1817.6) * Fraction(653, 1000) + 430),
        ("scrap-mill", Fraction(1720)),
    ],
)
def test_iron_in_is_steel_and_a_loss_that_slag_and_dust_may_hold(site: str, iron: Fraction) -> None:
    steel = 4080 if site == "integrated-mill" else 1530
    assert Decimal("0.88") < Decimal(steel) / Decimal(float(iron)) < Decimal("0.99")


def test_carbon_of_the_cracker_and_of_polyethylene() -> None:
    (use,) = next(
        step for step in sheets.read("petrochemicals/cracker.yaml")["processes"] if "methods" in step
    )["methods"]
    left = sheets.cracked(use)
    burned = (
        417_000 * Decimal("0.749") + 15_000 * Decimal("0.85") + 102_000 * Decimal("0.93")
    )  # methane, losses, heavy ends
    assert left / 1000 == pytest.approx(burned, rel=Decimal("0.005"))
    made = sum(sheets.basic(one["amount"]) for one in sheets.read("petrochemicals/cracker.yaml")["products"])
    assert made / 1000 + 417_000 + 15_000 + 102_000 == pytest.approx(3_000_000, rel=Decimal("0.002"))
    balance = data("petrochemicals/hdpe.yaml")["carbon_balance"]
    assert balance["status"] == "closed" and abs(balance["difference_kg_c"]) < 1


def test_what_goes_in_comes_out() -> None:
    """Mass of cements, polyethylene and block; clinker, slag and plate that others take are made."""
    for file, into, out in (
        ("cement/cem-i.yaml", 1000, 1000),
        ("cement/cem-ii.yaml", 1000, 1000),
        ("cement/cem-iii.yaml", 1000, 1000),
        ("petrochemicals/hdpe.yaml", 1018, 1018),
        ("hull-block/block.yaml", 330_000, 330_000),
    ):
        part = sheets.read(file)
        head = part["product"]
        left = sheets.basic(head.get("mass", head["declared_unit"]))
        left += sum(sheets.basic(one["amount"]) for one in part.get("outputs", ()))
        assert (sum(sheets.basic(one["amount"]) for one in part["inputs"]), left) == (into, out)
    taken = {"Clinker": Decimal(0), "Granulated slag": Decimal(0)}
    for product in sheets.read("cement/grinding.yaml")["products"]:
        for line in sheets.read(f"cement/{product['id'].lower()}.yaml")["inputs"]:
            if line["name"] in taken:
                taken[line["name"]] += sheets.basic(line["amount"]) * sheets.number(product["amount"]) / 1000
    assert Decimal(990_000) < taken["Clinker"] <= 1_000_000
    assert taken["Granulated slag"] < 1_128_000


def test_bought_clinker_is_stated_as_it_is_made() -> None:
    (use,) = sheets.read("cement/cem-i-bought.yaml")["processes"][0]["methods"]
    assert round(data("cement/clinker.yaml")["total"]) == sheets.number(use["clinker_factor"])


def test_routes_lie_about_the_mean_of_the_world() -> None:
    """1920 kg CO2 (2023) and 2180 kg CO2e (2024) per tonne of crude steel, worldsteel, all routes."""
    by_route = [data(f"steel/{route}.yaml")["total"] for route in readmes.ROUTES]
    assert by_route == sorted(by_route, reverse=True)
    assert by_route[0] > 2180 and by_route[1] < 1920
    arguments = ["calc", str(SECTORS / "steel/hrc-h2-dri.yaml"), "--scenario", "grid", "--format", "json"]
    grid = json.loads(CliRunner().invoke(app, arguments).stdout)["data"]
    assert grid["total"] > by_route[0]


# ---------------------------------------------------------------------------------------------------- READMEs

README = {folder: (SECTORS / folder / "README.md").read_text(encoding="utf-8") for folder in FOLDERS}
ROW = re.compile(
    r"^\| \[`[a-z0-9-]+\.yaml`\]\(([^)]+)\) \| ([^|]+) \| (\d+) \| (\d+) \| ([+-]\d+) % \| (.+) \|$",
    re.MULTILINE,
)
ROWS = [(folder, *found.groups()) for folder in FOLDERS for found in ROW.finditer(README[folder])]
RUNS = [
    (folder, *found.groups())
    for folder in FOLDERS
    for found in re.finditer(r"```text\n\$ carbonfoot (.+)\n([\s\S]+?)\.\.\.\n```", README[folder])
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_links_lead_somewhere(folder: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", README[folder])
    assert [link for link in links if not (SECTORS / folder / link).exists()] == []
    listed = {link for link in links if link.endswith(".yaml") and "/" not in link} - {"programme.yaml"}
    assert listed == {file.partition("/")[2] for file in FILES if file.startswith(f"{folder}/")}


def test_every_readme_compares_and_runs() -> None:
    assert {row[0] for row in ROWS} == {run[0] for run in RUNS} == set(FOLDERS)
    assert len(ROWS) >= 18


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[1]}: {row[2]}, {row[4]}")
def test_rows_say_what_a_run_says(row: tuple[str, ...]) -> None:
    folder, link, boundary, ours, published, difference, source = row
    file = (SECTORS / folder / link).resolve().relative_to(SECTORS).as_posix()
    number = round(readmes.ours(data, file, boundary))
    assert number == int(ours)
    assert round((number / int(published) - 1) * 100) == int(difference)
    record = re.search(r"`((?:taiwan-moenv|cbam-2026):[a-z0-9-]+)`", source)
    if record:
        assert round(in_library(record.group(1))) == int(published)
    else:
        assert re.search(r"(19|20)\d\d", source), "a source has a year"


def in_library(id: str) -> Decimal:
    """kg per tonne of a record of the library, by its table."""
    pack = id.partition(":")[0]
    for file in sorted((ROOT / "factors" / pack).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for record in csv.DictReader(stream):
                if record["id"] == id:
                    if pack == "cbam-2026":
                        return Decimal(record.get("value") or record["direct"]) * 1000
                    return Decimal(record["co2e"]) * {"kg": 1000, "t": 1}[record["unit_den"]]
    raise AssertionError(id)


@pytest.mark.skipif(not ANCHORS.exists(), reason="the published anchors are not at hand")
def test_anchors_are_quoted_as_they_are() -> None:
    with ANCHORS.open(encoding="utf-8", newline="") as stream:
        anchors = {(row["item"], row["year"]): Decimal(row["value"]) for row in csv.DictReader(stream)}
    assert anchors["crude steel, all routes, world", "2023"] == Decimal("1.92")
    assert anchors["crude steel, all routes, world", "2024"] == Decimal("2.18")
    assert anchors["cementitious product, gross CO2, GNR participants", "2014"] == 633
    assert anchors["clinker-to-cement ratio, GNR participants", "2014"] == Decimal("74.5")
    assert anchors["cement electricity use, GNR participants", "2014"] == 104
    assert anchors["grey clinker thermal energy, GNR participants", "2014"] == 3502
    assert anchors["ethylene by naphtha cracking, process CO2", "2006"] * Decimal("0.9") * 1000 == 1557
    assert anchors["HDPE, cradle to gate, Europe", "2008"] == Decimal("1.9")


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run[1])
def test_lines_of_runs_are_those_of_the_program(
    run: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    answer = CliRunner().invoke(app, run[1].split())
    shown = run[2].splitlines()
    assert [line.rstrip() for line in answer.stdout.splitlines()[: len(shown)]] == shown


def test_tables_and_single_numbers_of_the_readmes() -> None:
    for line in readmes.groups_table(data):
        assert line in README["steel"]
    for route in readmes.ROUTES:
        assert sum(readmes.grouped(data, route).values()) == pytest.approx(
            data(f"steel/{route}.yaml")["total"], rel=1e-9
        )
    for key in ("mass", "economic", "energy"):
        assert readmes.allocation_row(data, key) in README["petrochemicals"]
    for folder, name, unit in (
        ("steel", "WASTEGAS", "kg/t"),
        ("steel", "WITHOUT", "kg/t of ours"),
        ("cement", "CALC", "kg of the total"),
        ("cement", "COALMORE", "kg/t more"),
        ("cement", "ALLCOAL", "kg/t"),
        ("cement", "KWH", "kWh here"),
        ("hull-block", "PERT", "kg per tonne of block"),
        ("hull-block", "YARD", "kg/t of the yard"),
    ):
        number = round(readmes.NUMBERS[name](data))
        assert re.search(rf"(?<!\d){number} {unit}", README[folder]), (name, number)
