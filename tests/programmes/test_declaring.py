"""Declarations of the products of a programme, and who moves whose footprint."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cli.choices import declared_by, settings
from carbonfoot.declarations.registry import FORMATS
from carbonfoot.pipeline import Options
from carbonfoot.programmes.declaring import Ask, Chained, NotWhole, chained
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.run import Programmed, work
from tests.programmes.conftest import MEMBERS, Work, measure

PACT = next(one for one in FORMATS if one.name.startswith("pact"))
POWER = "processes/Press/electricity"
FORGE = measure("forge", "two", "bolt.yaml", f"{POWER}: x 0.5")
PRESS = measure("press", "one", "bracket.yaml", f"{POWER}: -20 %", "2027", "lifetime: 2 yr")
LATER = measure("later", "oem", "car.yaml", "inputs/Brackets/amount: x 0.75", more="status: candidate")
ROOT = Path(__file__).resolve().parents[2]
GRID = "grid: {KR: {path: {2025: 0.4 kg CO2e/kWh, 2030: 0.2 kg CO2e/kWh}, source: a plan}}\n"


def steel(folder: Path, *changes: tuple[str, str]) -> Programmed:
    """The programme from the mill to the car, its text changed."""
    shutil.copytree(ROOT / "examples" / "steel-part-car", folder / "chain")
    shutil.copy(ROOT / "examples" / "carbonfoot.toml", folder)
    file = folder / "chain" / "programme.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return work(str(file), Options())


def declared(programmed: Programmed, year: int) -> list[Chained]:
    assert programmed.worked is not None and programmed.world is not None, programmed.findings
    company, texts = declared_by(settings(programmed.worked.source.file))
    ask = Ask(company, texts, Options(), datetime(2026, 1, 1, tzinfo=UTC), year)
    return chained(programmed.worked, programmed.world, PACT, ask)


def said(one: Chained) -> tuple[dict[str, Any], dict[str, Any]]:
    assert one.before is not None and one.after is not None, one.findings
    return json.loads(one.before.content), json.loads(one.after.content)


@pytest.mark.parametrize("year", [2027, 2035])
def test_a_planned_declaration_replaces_that_of_today(tmp_path: Path, year: int) -> None:
    programmed = steel(tmp_path)
    worked = programmed.worked
    assert worked is not None
    for one in declared(programmed, year):
        before, after = said(one)
        number = one.made.number
        for told, level in ((before, worked.before[number, year]), (after, worked.after[number, year])):
            kg = float(told["pcf"]["pcfExcludingBiogenicUptake"])
            assert kg == pytest.approx(level, rel=1e-9)
        assert after["precedingPfIds"] == [before["id"]] and after["id"] != before["id"]
        assert (
            f"Planned: with the measures of programme STEEL-PART-CAR at work in {year}." in after["comment"]
        )
        assert "Planned" not in before["comment"] and "The grid emits" not in after["comment"]


def test_a_planned_declaration_says_that_the_grid_is_that_of_today(tmp_path: Path) -> None:
    programmed = steel(tmp_path, ("targets:", f"{GRID}targets:"))
    for one in declared(programmed, 2035):
        before, after = said(one)
        assert "The grid emits what it does today" in after["comment"]
        assert "The grid emits what it does today" not in before["comment"]


def test_the_company_of_the_member_declares(tmp_path: Path) -> None:
    own = "company: {name: Own maker, ids: ['urn:pact:own.example:company-id:own'], domain: own.example}, "
    programmed = steel(tmp_path, ("role: oem,", f"{own}role: oem,"))
    names = [said(one)[1]["companyName"] for one in declared(programmed, 2035)]
    assert names == ["Own maker", *["Seorim Stamping (fictitious)"] * 3]


@pytest.mark.parametrize("year", [2026, 2029])
def test_a_part_of_production_is_no_product(tmp_path: Path, year: int) -> None:
    with pytest.raises(NotWhole):
        declared(steel(tmp_path), year)


def test_whose_footprint_moves_and_what_reaches_the_finished_product(chain: Work) -> None:
    programmed = chain(FORGE, PRESS)
    told, worked = reported(programmed), programmed.worked
    assert told is not None and worked is not None
    change = {
        (one, made.id): worked.changes.get((one, made.number, 2028), 0.0)
        for made in worked.products
        for one in (0, 1)
    }
    rows = {(one.by, one.of): one.avoided[2028] for one in told.moved}
    volumes = {"oem": ("CAR", 1000), "one": ("BRACKET", 2000), "two": ("BOLT", 20000)}
    for (by, of), tonnes in rows.items():
        product, volume = volumes[of]
        assert tonnes == pytest.approx(-change[0 if by == "two" else 1, product] * volume / 1000, rel=1e-12)
        assert tonnes > 0
    assert set(rows) == {("two", "two"), ("two", "one"), ("two", "oem"), ("one", "one"), ("one", "oem")}
    assert {(tier, worked.products[at].id): tonnes for tier, at, tonnes in told.flows} == {
        (2, "CAR"): pytest.approx(-worked.changes[0, 0, 2030], rel=1e-12)
    }


def test_what_goes_into_another_product_of_the_same_maker_is_counted_there(chain: Work) -> None:
    """Of 20000 bolts 8000 go into brackets of the same maker: 12000 leave it."""
    members = "".join(line for line in MEMBERS.splitlines(keepends=True) if "two" not in line).replace(
        "products: [bracket.yaml]", "products: [bracket.yaml, {document: bolt.yaml, volume: 20000 piece}]"
    )
    programmed = chain(FORGE.replace("member: two", "member: one"), members=members)
    told, worked = reported(programmed), programmed.worked
    assert told is not None and worked is not None
    [own] = [one.avoided[2030] for one in told.moved if one.by == one.of == "one"]
    numbers = {made.id: made.number for made in worked.products}
    bolt, bracket = (worked.changes[0, numbers[id], 2030] for id in ("BOLT", "BRACKET"))
    assert own == pytest.approx(-(bolt * 12000 + bracket * 2000) / 1000, rel=1e-12)


def flowing(worked: Worked, told: Reported, year: int) -> float:
    return sum(one.after[year] for one in told.placed.tonnes)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_places_of_a_product_are_its_footprint(chain: Work, year: int) -> None:
    """Bolts are made at tier 2, brackets at 1, cars at 0; what is bought and what a tier saves stand apart."""
    half = measure("press", "one", "bracket.yaml", f"{POWER}: -20 %", "2027-07")
    programmed = chain(FORGE, half, LATER, more=GRID)
    told, worked = reported(programmed), programmed.worked
    assert told is not None and worked is not None
    car = told.placed.products[0]
    assert [(one.place.kind, one.place.tier) for one in car] == [
        ("tier", 0), ("tier", 1), ("tier", 2), ("bought", None),
    ]  # fmt: skip
    assert 10 < car[3].before[year] < worked.before[0, year] - 1  # steel, not the power of the makers
    assert sum(one.before[year] for one in car) == pytest.approx(worked.before[0, year], rel=1e-12)
    assert sum(one.after[year] for one in car) == pytest.approx(worked.after[0, year], rel=1e-12)
    assert all(one.after[year] == pytest.approx(one.before[year]) for one in car if one.place.tier == 0)
    assert flowing(worked, told, year) == pytest.approx(worked.emitted(year, measures=True), rel=1e-12)
    avoided = {
        (place.kind, place.tier, by): tonnes[year] for (place, by), tonnes in told.placed.avoided.items()
    }
    assert avoided["tier", 2, 2] > 0 and ("tier", 0, 2) not in avoided
    assert (
        avoided.get(("tier", 1, 1), 0.0) == pytest.approx(0.0) if year == 2026 else avoided["tier", 1, 1] > 0
    )
    assert all(tonnes >= -1e-12 for tonnes in avoided.values())
