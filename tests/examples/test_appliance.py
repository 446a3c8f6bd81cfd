"""The appliance: its documents, its README, and its programme held against numbers worked out by hand."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate
from carbonfoot.programmes.report import reported
from carbonfoot.programmes.run import work
from carbonfoot.programmes.told.report_json import data
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.envelope import to_text

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "appliance"
FILES = sorted(f"{file.parent.name}/{file.name}" for file in FOLDER.glob("*/*.yaml"))
WASHER = "parts/washer.yaml"
KOREA, GERMANY = Decimal("0.4173"), "electricity-ember:de-2024"


@cache
def run(file: str) -> Any:
    options = Options()
    text = to_text(report(calculate(str(FOLDER / file), options), options, allow_incomplete=False))
    return json.loads(text, parse_float=Decimal)


def total(file: str) -> Decimal:
    return Decimal(run(file)["data"]["total"])


def lines(file: str, *names: str) -> Decimal:
    rows = run(file)["data"]["lines"]
    return sum((Decimal(row["kg_co2e"]) for row in rows if row["name"].startswith(names)), Decimal(0))


def shown(number: Decimal) -> str:
    """Four digits."""
    return (
        format(number.quantize(Decimal(1).scaleb(number.adjusted() - 3)), "f")
        if number < 1000
        else f"{number:.0f}"
    )


def table(heading: str) -> list[list[str]]:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("file", FILES)
def test_it_runs_complete_and_nothing_is_wrong(file: str) -> None:
    answer = run(file)
    assert [one for one in answer["findings"] if one["severity"] == "error"] == []
    assert answer["data"]["complete"]


def test_the_totals_of_the_readme_are_those_of_the_run() -> None:
    assert {row[0]: row[3] for row in table("Totals")} == {f"`{file}`": shown(total(file)) for file in FILES}


def test_washing_weighs_what_others_found() -> None:
    share = lines(WASHER, "Washing, ") / total(WASHER) * 100
    first, second = table("Beside published numbers")
    assert first[1] == shown(share)
    assert Decimal("0.95") <= share / Decimal(first[2]) <= Decimal("1.1")
    assert Decimal(second[1]) == Decimal("20.8")  # the mass that counterweight.yaml states
    assert "mass: 20.8 kg" in (FOLDER / "parts/counterweight.yaml").read_text(encoding="utf-8")


# --- the programme


@pytest.fixture(scope="module")
def programme() -> Any:
    """The `data` of `programme report --format json`."""
    programmed = work(str(FOLDER / "programme.yaml"), Options())
    told = reported(programmed)
    assert told is not None
    assert [one for one in told.findings if severity(one) == "error"] == []
    return json.loads(json.dumps(data(told)), parse_float=Decimal)


def near(one: Any, other: Decimal) -> bool:
    return abs(Decimal(one) - other) <= Decimal("1e-9") * abs(other)


def test_a_machine_of_the_base_year_is_that_of_calc(programme: Any) -> None:
    before = {one["file"].rpartition("/")[2]: one["before"]["2025"] for one in programme["products"]}
    for name, kg in before.items():
        assert near(kg, total(f"parts/{name}")), name


def test_less_power_for_washing_by_hand(programme: Any) -> None:
    """440000 machines of 2030, 2200 washes with 0.14 kWh less, 60 % in Korea and 40 % in Germany."""
    with (ROOT / "factors/electricity-ember/records.csv").open(encoding="utf-8", newline="") as stream:
        grams = next(Decimal(row["co2e"]) for row in csv.DictReader(stream) if row["id"] == GERMANY)
    each = 2200 * Decimal("0.14") * (Decimal("0.6") * KOREA + Decimal("0.4") * grams / 1000)
    measure = next(one for one in programme["measures"] if one["id"] == "eco-drive")
    assert near(measure["avoided"]["2030"], each * 440)
    assert near(
        measure["avoided"]["2028"], each * Decimal("0.7") * 424
    )  # 70 % of 424000: both linear between
    assert near(measure["avoided"]["2026"] or "0", Decimal(0))


def test_measures_add_up_to_what_the_programme_avoids(programme: Any) -> None:
    for year in programme["years"]:
        said = sum(Decimal(one["avoided"][str(year)]) for one in programme["measures"])
        totals = {
            name: Decimal(by[str(year)]) for name, by in programme["totals"].items() if name != "complete"
        }
        assert abs(said - totals["avoided"]) <= Decimal("1e-6")
        assert abs(totals["emitted_before"] - totals["emitted_after"] - totals["avoided"]) <= Decimal("1e-5")


def test_the_compressors_save_from_july(programme: Any) -> None:
    """352 MWh a year less of the press shop of 460000 cabinets and 430000 drums; half of it in 2026."""
    measure = next(one for one in programme["measures"] if one["id"] == "inverter-air")
    cabinets, drums = Decimal(5_520_000), Decimal(3_010_000)
    a_stroke = 352 * KOREA / (cabinets + drums)  # t CO2e
    made = 460_000 * a_stroke * cabinets / 460_000 + 450_000 * a_stroke * drums / 430_000
    assert near(measure["avoided"]["2027"], made)
    assert near(measure["avoided"]["2026"], made / 2)


def test_the_target_is_reached(programme: Any) -> None:
    washer = next(one for one in programme["products"] if one["finished"])
    assert 1 - Decimal(washer["after"]["2030"]) / Decimal(washer["before"]["2025"]) > Decimal("0.12")
