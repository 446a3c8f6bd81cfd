"""The folders of chips, displays, castings and boards: they run, their READMEs say what they give, and why others say more."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft7Validator

from carbonfoot.documents.part import part_schema
from carbonfoot.documents.site import site_schema
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.methods.schema import with_methods
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.envelope import to_text
from carbonfoot.scenarios.run import compare

ROOT = Path(__file__).resolve().parents[2]
SECTORS = ROOT / "examples" / "sectors"
FOLDERS = ("semiconductor", "display", "aluminium-casting", "electronics-board")
FILES = sorted(
    f"{folder}/{file.name}"
    for folder in FOLDERS
    for file in (SECTORS / folder).glob("*.yaml")
    if re.search(r"^carbonfoot: (part|site)/", file.read_text(encoding="utf-8"), re.MULTILINE)
)

WAFER_CM2 = Decimal("706.858347")  # pi x (15 cm)^2
GLASS_M2 = Decimal(1_080_000) * Decimal("5.5")


@cache
def run(file: str) -> Any:
    """The answer of `calc --format json`: its `data`, numbers as printed, and its findings."""
    options = Options()
    answer = calculate(str(SECTORS / file), options)
    return json.loads(to_text(report(answer, options, allow_incomplete=False)), parse_float=Decimal)


def total(file: str) -> Decimal:
    return Decimal(run(file)["data"]["total"])


def item(file: str, *starts: str) -> Decimal:
    """kg CO2e of the factors whose item begins so."""
    rows = run(file)["data"]["by_item"]
    return sum((Decimal(row["kg_co2e"]) for row in rows if row["item"].startswith(starts)), Decimal(0))


def gas(file: str, *names: str) -> Decimal:
    rows = run(file)["data"]["by_gas"]
    return sum((Decimal(row["kg_co2e"]) for row in rows if row["gas"] in names), Decimal(0))


def scope(file: str, number: str) -> Decimal:
    return Decimal(run(file)["data"]["scopes"][number]) / total(file) * 100


def record(pack: str, id: str) -> dict[str, str]:
    with (ROOT / "factors" / pack / "records.csv").open(encoding="utf-8", newline="") as stream:
        return next(row for row in csv.DictReader(stream) if row["id"] == id)


def act(row: str, node: str) -> Decimal:
    """kg CO2e per cm2 of wafer by a table of ACT."""
    found = record("act-2025", f"act-2025:{row}-{node}")
    return Decimal(found["co2e"]) * (Decimal("0.001") if found["unit_num"] == "g" else 1)


@cache
def parameters(pack: str) -> dict[str, Decimal]:
    with (ROOT / "factors" / pack / "parameters.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: Decimal(row["value"]) for row in csv.DictReader(stream) if row["value"]}


@cache
def gwp(name: str) -> Decimal:
    with (ROOT / "factors" / "gwp" / "gwp.csv").open(encoding="utf-8", newline="") as stream:
        return next(Decimal(row["AR6"]) for row in csv.DictReader(stream) if row["gas"] == name)


def tier_1(id: str) -> Decimal:
    """kg CO2e per m2 by the factors per area of IPCC 2006, table 6.2."""
    given = (one.split("=") for one in record("ipcc-2006-electronics", id)["other_gases"].split(";"))
    return sum((Decimal(kg) * gwp(name) for name, kg in given), Decimal(0))


def fab_electricity(node: str) -> Decimal:
    """kWh per cm2 of wafer, ACT."""
    return parameters("act-2025")[f"act-2025:fab-electricity-{node}"]


def scenario(file: str, name: str) -> Decimal:
    found = compare(str(SECTORS / file), Options(), (name,)).one(name).total
    assert found is not None
    return Decimal(found)


FLUORINATED = ("cf4", "c2f6", "c4f6", "c-c4f8", "hfc-23", "hfc-32", "hfc-41", "nf3", "sf6")
GRID = Decimal("0.4173")  # kg CO2e/kWh, Korea 2023
N7, N28 = "semiconductor/wafer-n7.yaml", "semiconductor/wafer-n28.yaml"
FAB, CHIP, PANELS = "semiconductor/fab.yaml", "semiconductor/chip.yaml", "display/fab.yaml"
CELL, MODULE = "display/cell-55.yaml", "display/module-55.yaml"
GEAR, MOTOR = "aluminium-casting/gearbox-housing.yaml", "aluminium-casting/motor-housing.yaml"
PCB, BOARD = "electronics-board/pcb.yaml", "electronics-board/controller-board.yaml"
SILICON_M2 = 360_000 * WAFER_CM2 / 10_000
CASTINGS_T = Decimal("4.6") * 900 + Decimal("8.2") * 400
FOUNDRY_TJ = (
    Decimal("32.4") * Decimal("3.6"),
    Decimal("46.5"),
)  # electricity and gas, as the site states them
LAMINATE = ("electronics/copper-clad-laminate", "copper/foil", "glass/fibre", "polymers/epoxy-resin")
IAI_WORLD = Decimal("15.1")  # t CO2e/t, International Aluminium Institute, 2022
DISPLAY_AREA = "ipcc-2006-electronics:tier-1-display"
PRIMARY = "taiwan-moenv:1123-aluminium-ingot-primary"
PRIMARY_TW = Decimal("9.8493")  # kg CO2e/kg, the factor of the example


class Fact(NamedTuple):
    """A row of a README: what we give, and where others lie; `low` and `high` bound ratio ours : published."""

    label: str
    ours: Callable[[], Decimal]
    published: Callable[[], Decimal]
    low: str
    high: str


def fixed(number: str) -> Callable[[], Decimal]:
    return lambda: Decimal(number)


FACTS: dict[str, list[Fact]] = {
    "semiconductor": [
        Fact("7 nm wafer, kg CO2e/cm2; ACT with the Korean grid, gases at 95 %", lambda: total(N7) / WAFER_CM2,
             lambda: fab_electricity("7nm") * GRID + act("gas-95", "7nm") + act("raw-materials", "7nm"), "0.9", "1.1"),
        Fact("7 nm wafer, kg CO2e/cm2; imec.netzero in ACT", lambda: total(N7) / WAFER_CM2,
             lambda: act("wafer", "7nm"), "1.05", "1.25"),
        Fact("28 nm wafer, kg CO2e/cm2; ACT with the Korean grid, gases at 95 %", lambda: total(N28) / WAFER_CM2,
             lambda: fab_electricity("28nm") * GRID + act("gas-95", "28nm") + act("raw-materials", "28nm"), "0.8", "1.0"),
        Fact("28 nm wafer, kg CO2e/cm2; imec.netzero in ACT", lambda: total(N28) / WAFER_CM2,
             lambda: act("wafer", "28nm"), "0.95", "1.15"),
        Fact("electricity of a 7 nm wafer, kg CO2e/cm2; ACT with the Korean grid", lambda: item(N7, "electricity/") / WAFER_CM2,
             lambda: fab_electricity("7nm") * GRID, "0.9", "1"),
        Fact("electricity of a 28 nm wafer, kg CO2e/cm2; ACT with the Korean grid", lambda: item(N28, "electricity/") / WAFER_CM2,
             lambda: fab_electricity("28nm") * GRID, "1.2", "1.5"),
        Fact("process gases with N2O of a 7 nm wafer, kg CO2e/cm2; ACT at 95 %", lambda: gas(N7, *FLUORINATED, "n2o") / WAFER_CM2,
             lambda: act("gas-95", "7nm"), "1.3", "1.7"),
        Fact("fluorinated process gases of the fab, kg CO2e/m2; IPCC 2006 tier 1", lambda: gas(FAB, *FLUORINATED) / SILICON_M2,
             lambda: tier_1("ipcc-2006-electronics:tier-1-semiconductor"), "0.1", "0.2"),
        Fact("heat transfer fluid of the fab, kg CO2e/m2; IPCC 2006 tier 1", lambda: gas(FAB, "c6f14") / SILICON_M2,
             lambda: tier_1("ipcc-2006-electronics:tier-1-heat-transfer-fluid"), "0.3", "0.45"),
        Fact("scope 1 of the fab, %; McKinsey for a standard fab", lambda: scope(FAB, "1"), fixed("35"), "1.1", "1.4"),
        Fact("scope 2 of the fab, %; McKinsey for a standard fab", lambda: scope(FAB, "2"), fixed("45"), "1", "1.2"),
        Fact("heat transfer fluid of scope 1 and 2, %; GlobalFoundries Fab 1, 2023",
             lambda: gas(FAB, "c6f14") / (total(FAB) * (scope(FAB, "1") + scope(FAB, "2"))) * 10_000,
             lambda: Decimal(22814) / 334826 * 100, "0.9", "1.2"),
        Fact("fluorinated process gases of scope 1 and 2, %; GlobalFoundries Fab 1, 2023",
             lambda: gas(FAB, *FLUORINATED) / (total(FAB) * (scope(FAB, "1") + scope(FAB, "2"))) * 10_000,
             lambda: Decimal(3526 + 1843 + 11529 + 233 + 1488 + 695) / 334826 * 100, "4", "5"),
        Fact("packaged chip, kg CO2e/kg; logic IC, Taiwan 2018", lambda: total(CHIP) / Decimal("0.00098"),
             lambda: Decimal(record("taiwan-moenv", "taiwan-moenv:477-logic-ic")["co2e"]), "3", "3.6"),
    ],
    "display": [
        Fact("NF3, SF6 and CF4 of the plant, kg CO2e/m2 of array glass; IPCC 2006 tier 1",
             lambda: gas(PANELS, "nf3", "sf6", "cf4") / GLASS_M2, lambda: tier_1(DISPLAY_AREA), "0.1", "0.25"),
        Fact("avoided of tier 1, %; EPA for plants with full measures",
             lambda: (1 - gas(PANELS, "nf3", "sf6", "cf4") / GLASS_M2 / tier_1(DISPLAY_AREA)) * 100,
             fixed("90"), "0.85", "1"),
        Fact("share of panel making in materials and making, %; AUO for a television",
             lambda: (total(CELL) - item(CELL, "glass/", "electronics/", "polymers/")) / total(MODULE) * 100,
             lambda: Decimal(12) / (12 + 28) * 100, "1.7", "2.1"),
    ],
    "aluminium-casting": [
        Fact("energy bought, GJ/t of castings; Energy and the Die Casting Industry", lambda: sum(FOUNDRY_TJ) * 1000 / CASTINGS_T,
             fixed("44"), "0.4", "0.6"),
        Fact("the same with electricity at 2.5 times, GJ/t; Energy and the Die Casting Industry",
             lambda: (FOUNDRY_TJ[0] * Decimal("2.5") + FOUNDRY_TJ[1]) * 1000 / CASTINGS_T, fixed("44"), "1", "1.48"),
        Fact("gearbox housing of primary ingot, kg CO2e/kg; with the world's mean of primary metal",
             lambda: scenario(GEAR, "primary") / Decimal("4.6"),
             lambda: (scenario(GEAR, "primary")
                     + (IAI_WORLD / PRIMARY_TW - 1) * item_of(GEAR, "primary", "aluminium/ingot")) / Decimal("4.6"),
             "0.6", "0.75"),
        Fact("primary ingot, kg CO2e/kg; world mean of 2022, International Aluminium Institute",
             lambda: Decimal(record("taiwan-moenv", PRIMARY)["co2e"]), lambda: IAI_WORLD, "0.6", "0.7"),
    ],
    "electronics-board": [
        Fact("bare board, kg CO2e; Ochoa et al. for handheld devices",
             lambda: total(PCB) * Decimal("0.0152"), fixed("0.6"), "1", "16.7"),
        Fact("energy and laminate of the bare board, %; Ochoa et al.",
             lambda: item(PCB, "electricity/", "fuels/", *LAMINATE) / total(PCB) * 100, fixed("80"), "1.1", "1.25"),
        Fact("electricity of the bare board, %; Nassajfar et al., four layers",
             lambda: item(PCB, "electricity/") / total(PCB) * 100, fixed("41"), "1.2", "1.5"),
        Fact("bare board, kg CO2e/m2; ACT, six layers", lambda: total(PCB), fixed("0.71"), "100", "200"),
    ],
}  # fmt: skip


def item_of(file: str, name: str, starts: str) -> Decimal:
    """kg CO2e of the factors whose item begins so, in a scenario."""
    outcome = compare(str(SECTORS / file), Options(), (name,)).one(name).outcome
    assert outcome is not None
    data = json.loads(to_text(report(outcome, Options(), allow_incomplete=False)), parse_float=Decimal)[
        "data"
    ]
    return sum(
        (Decimal(row["kg_co2e"]) for row in data["by_item"] if row["item"].startswith(starts)), Decimal(0)
    )


def shown(number: Decimal) -> str:
    """Four digits."""
    return (
        format(number.quantize(Decimal(1).scaleb(number.adjusted() - 3)), "f")
        if number < 1000
        else f"{number:.0f}"
    )


def table(folder: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading of a README."""
    text = (SECTORS / folder / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("file", FILES)
def test_it_runs_complete_and_nothing_is_wrong(file: str) -> None:
    answer = run(file)
    assert [one for one in answer["findings"] if one["severity"] == "error"] == []
    assert answer["data"]["complete"]
    data, _ = read_yaml((SECTORS / file).read_text(encoding="utf-8"), file)
    schema = with_methods(site_schema() if "site" in data else part_schema())
    assert [
        error.message for error in Draft7Validator(json.loads(json.dumps(schema))).iter_errors(data)
    ] == []


@pytest.mark.parametrize("file", FILES)
def test_every_step_and_product_has_a_korean_name(file: str) -> None:
    data, _ = read_yaml((SECTORS / file).read_text(encoding="utf-8"), file)
    named = [data.get("site") or data["product"], *data.get("processes", []), *data.get("products", [])]
    assert [one["name"] for one in named if not one.get("name_ko")] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_totals_of_the_readme_are_those_of_the_run(folder: str) -> None:
    said = {row[0]: row[3] for row in table(folder, "Totals")}
    given = {
        f"`{file.partition('/')[2]}`": shown(total(file)) for file in FILES if file.startswith(f"{folder}/")
    }
    assert said == given


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_comparison_of_the_readme_is_worked_out_here(folder: str) -> None:
    said = [row[:3] for row in table(folder, "Beside published numbers")]
    assert said == [[fact.label, shown(fact.ours()), shown(fact.published())] for fact in FACTS[folder]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_difference_is_as_large_as_explained(folder: str) -> None:
    for fact, row in zip(FACTS[folder], table(folder, "Beside published numbers"), strict=True):
        assert Decimal(fact.low) <= fact.ours() / fact.published() <= Decimal(fact.high), fact.label
        assert len(row[3]) > 20, f"{fact.label}: no reason"


# --- identities


@pytest.mark.parametrize("file", [file for file in FILES if run(file)["data"].get("scopes")])
def test_products_of_a_site_are_the_site(file: str) -> None:
    data = run(file)["data"]
    whole = Decimal(data["total"])
    assert abs(sum(Decimal(one["kg_co2e"]) for one in data["products"]) / whole - 1) < Decimal("1e-10")
    assert abs(sum(Decimal(data["scopes"][one]) for one in ("1", "2", "3")) / whole - 1) < Decimal("1e-10")


def test_a_wafer_is_its_share_of_the_fab_and_its_box() -> None:
    fab = {one["id"]: Decimal(one["kg_co2e"]) for one in run(FAB)["data"]["products"]}
    box = item(N7, "polymers/pc")
    assert abs(fab["N7"] / 240_000 + box - total(N7)) < Decimal("1e-6")
    assert abs(fab["N28"] / 120_000 + box - total(N28)) < Decimal("1e-6")


def test_a_die_is_a_wafer_over_the_good_dies_on_it() -> None:
    good = 613 * Decimal("0.9056")
    grams = Decimal(record("electricity-ember", "electricity-ember:vn-2024")["co2e"])
    power = (Decimal("0.004") + Decimal("0.006")) * grams / 1000 / Decimal("0.9056")
    flight = item("semiconductor/die.yaml", "freight/")
    assert abs(total(N7) / good + power + flight - total("semiconductor/die.yaml")) < Decimal("1e-9")


def test_the_gases_of_the_fab_by_hand() -> None:
    """40 CFR 98, equations I-8 and I-9, with table I-20, in exact arithmetic."""
    subpart_i = parameters("us-40cfr98-i")
    names = {
        "CF4": "cf4",
        "CHF3": "hfc-23",
        "CH2F2": "hfc-32",
        "C4F8": "c-c4f8",
        "C4F6": "c4f6",
        "SF6": "sf6",
        "NF3": "nf3",
    }
    kinds = {"etching": "etch", "remote-plasma": "remote-plasma", "in-situ-plasma": "in-situ-plasma"}
    site, _ = read_yaml((SECTORS / FAB).read_text(encoding="utf-8"), FAB)
    found: dict[str, Decimal] = {}
    for step in site["processes"]:
        for method in step.get("methods", []):
            for use in method["gases"] if method["method"] == "electronics/gas-use" else []:
                gas_name, kind = names[use["gas"]], kinds[use["process"]]
                fed = Decimal(use["purchased"].split()[0]) * 1000 * Decimal("0.9")
                caught = percent(use["abated"]) * percent(use["uptime"])
                left = 1 - caught * percent(use["destruction_efficiency"])
                start = f"us-40cfr98-i:i-20-{kind}-{gas_name}-"
                add(found, gas_name, fed * subpart_i[f"{start}unreacted"] * left)
                for id, share in subpart_i.items():
                    if id.startswith(f"{start}to-") and not id.endswith("-to-f2"):
                        formed = id.removeprefix(f"{start}to-")
                        add(
                            found,
                            formed,
                            fed * share * (1 - caught * percent(use["by_product_efficiency"]["others"])),
                        )
    printed = {row["gas"]: Decimal(row["kg"]) for row in run(FAB)["data"]["by_gas"]}
    for name, kg in found.items():
        if name in printed:
            assert abs(printed[name] - kg) < Decimal("1e-6"), name
    assert set(FLUORINATED) <= set(found)


def percent(text: str) -> Decimal:
    return Decimal(text.removesuffix(" %")) / 100


def add(found: dict[str, Decimal], name: str, kg: Decimal) -> None:
    found[name] = found.get(name, Decimal(0)) + kg


def test_the_own_scrap_of_the_foundry_saves_what_it_saves_buying() -> None:
    """Runners and rejects of 2.38 kg, of which 97 % come back as ingot."""
    melt = (Decimal("4.60") + Decimal("2.38") + Decimal("0.40")) / (1 - Decimal("0.018"))
    bought = melt - Decimal("2.38") * Decimal("0.97")
    each = Decimal(record("taiwan-moenv", "taiwan-moenv:849-aluminium-ingot-secondary")["co2e"])
    assert abs(item(GEAR, "aluminium/ingot") - bought * each) < Decimal("1e-9")
    assert scenario(GEAR, "scrap-sold") > total(GEAR)
    half = (scenario(GEAR, "primary") + total(GEAR)) / 2
    assert abs(scenario(GEAR, "half-primary") - half) < Decimal("1e-8")


def test_the_board_holds_the_chip_of_the_fab() -> None:
    line = next(one for one in run(BOARD)["data"]["lines"] if one["name"] == "Application processor")
    assert abs(Decimal(line["kg_co2e"]) - total(CHIP) / Decimal("0.994")) < Decimal("1e-9")


def test_reflow_in_air_saves_the_nitrogen_of_the_oven() -> None:
    saved = total(BOARD) - scenario(BOARD, "air")
    share = Decimal(18240) / (18240 + 15200)
    kwh = Decimal(660_000) - 84_000
    assert abs(saved - kwh * GRID * share / 1_200_000 / Decimal("0.994")) < Decimal("0.001")


def test_better_abatement_leaves_less_of_the_gases_that_it_names() -> None:
    """SF6 of 86.4 t and NF3 of 702 t: what devices at 98 % leave, in place of 95 %."""
    before, after = (
        1 - Decimal("0.95") * Decimal("0.97") * share for share in (Decimal("0.95"), Decimal("0.98"))
    )
    kept = (before - after) / before
    saved = total(PANELS) - scenario(PANELS, "abatement")
    assert abs(saved / (kept * gas(PANELS, "sf6", "nf3")) - 1) < Decimal("1e-9")
    assert total(FAB) * Decimal("0.9") < scenario(FAB, "abatement") < total(FAB) * Decimal("0.95")
