"""The examples of programmes: written by their script, complete, and what their pages say."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.programmes.printed import ROOT, printed

AUTOMOTIVE = ROOT / "examples" / "automotive-agreement"
STEEL = ROOT / "examples" / "steel-part-car"
SUPPLIERS = 87


@pytest.fixture(scope="module")
def agreement() -> dict[str, Any]:
    return printed(AUTOMOTIVE / "programme.yaml")


@pytest.fixture(scope="module")
def chain() -> dict[str, Any]:
    return printed(STEEL / "programme.yaml")


def test_the_documents_are_what_the_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import make_automotive

    assert make_automotive.differing() == []
    assert make_automotive.written() == make_automotive.written()


def test_a_changed_document_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import make_automotive

    for name, text in make_automotive.written().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    assert make_automotive.differing(tmp_path) == []
    (tmp_path / "vehicle/car.yaml").write_text("another car")
    (tmp_path / "tier-1/more.yaml").write_text("one more")
    assert make_automotive.differing(tmp_path) == ["tier-1/more.yaml", "vehicle/car.yaml"]


def test_files_stay_few_and_small() -> None:
    files = [file for file in AUTOMOTIVE.rglob("*") if file.is_file()]
    assert len(files) <= 130
    assert sum(file.stat().st_size for file in files) < 250_000
    parts = list(AUTOMOTIVE.glob("*/*.yaml"))
    assert all(len(file.read_text(encoding="utf-8").splitlines()) <= 40 for file in parts)


def test_eighty_seven_suppliers_in_two_tiers_and_twelve_modules(agreement: dict[str, Any]) -> None:
    suppliers = [one for one in agreement["members"] if one["role"] == "supplier"]
    assert len(suppliers) == SUPPLIERS
    assert {one["tier"] for one in suppliers} == {1, 2}
    assert len([one for one in agreement["products"] if "modules/" in one["file"]]) == 12
    assert all(one["name_ko"] for one in agreement["members"])
    assert agreement["totals"]["complete"] is True


def test_the_car_is_as_heavy_and_as_much_as_such_cars_are(agreement: dict[str, Any]) -> None:
    (car,) = [one for one in agreement["products"] if one["finished"]]
    assert 10_000 < car["before"]["2025"] < 16_000
    text = (AUTOMOTIVE / "vehicle/car.yaml").read_text(encoding="utf-8")
    mass = re.search(r"mass: ([\d.]+) kg", text)
    assert mass
    assert 1_800 < float(mass[1]) < 2_000
    assert car["after"]["2035"] < car["before"]["2035"] < car["before"]["2025"]


def test_sums_over_measures_are_the_total(agreement: dict[str, Any]) -> None:
    for year in map(str, agreement["years"]):
        told = sum((Fraction(one["avoided"][year]) for one in agreement["measures"]), Fraction(0))
        assert told == pytest.approx(agreement["totals"]["avoided"][year], rel=1e-11, abs=1e-9)
        tiers = sum((Fraction(one["avoided"][year]) for one in agreement["cascade"]["tiers"]), Fraction(0))
        assert tiers == pytest.approx(agreement["totals"]["avoided"][year], rel=1e-11, abs=1e-9)


def test_every_measure_does_something_and_some_act_on_each_other(agreement: dict[str, Any]) -> None:
    assert 25 <= len(agreement["measures"]) <= 40
    assert all(one["avoided_total"] > 0 for one in agreement["measures"])
    together = [one["measures"] for one in agreement["basis"]["attribution"]["groups"]]
    assert any({"pv-casting", "drives-casting"} <= set(one) for one in together)
    assert any({"scrap-floor", "coil-floor"} <= set(one) for one in together)


def test_another_order_of_measures_and_members_comes_to_the_same_digits(
    agreement: dict[str, Any], tmp_path: Path
) -> None:
    shutil.copytree(AUTOMOTIVE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "carbonfoot.toml").touch()
    file = tmp_path / "programme.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    for key in ("members", "measures"):
        start = lines.index(f"{key}:") + 1
        end = next(at for at in range(start, len(lines)) if not lines[at].startswith(" "))
        begins = [at for at in range(start, end) if lines[at].startswith("  - ")]
        each = [lines[at:until] for at, until in pairwise([*begins, end])]
        lines[start:end] = [line for one in reversed(each) for line in one]
    file.write_text("\n".join(lines), encoding="utf-8")
    again = printed(file)
    assert [one["id"] for one in again["measures"]] == [one["id"] for one in agreement["measures"]][::-1]
    assert again["totals"] == agreement["totals"]
    told = {one["id"]: one["avoided"] for one in agreement["measures"]}
    assert {one["id"]: one["avoided"] for one in again["measures"]} == told
    paid = {one["id"]: one for one in agreement["money"]["measures"]}
    assert {one["id"]: one for one in again["money"]["measures"]} == paid


def test_a_tonne_claimed_twice_is_told_to_both(agreement: dict[str, Any]) -> None:
    first, second = agreement["credits"]["credits"]
    assert set(first["double_claim"]["credit_of"]) == {first["owner"], "saeron"}
    assert "saeron" in {one["member"] for one in first["double_claim"]["lower_footprint_of"]}
    assert (first["status"], second["status"]) == ("issued", "planned")
    assert agreement["credits"]["netted"] == 0


def test_targets_are_kept_by_a_cheapest_choice(agreement: dict[str, Any]) -> None:
    pytest.importorskip("scipy")
    car, programme = agreement["targets"]
    assert set(car["verdict"].values()) == {"pass"}
    assert (
        programme["cumulative"]["after"]
        < programme["cumulative"]["budget"]
        < programme["cumulative"]["before"]
    )
    for target in (car, programme):
        assert target["closing"]["proven_optimal"]
        assert 0 < len(target["closing"]["measures"]) < len(agreement["measures"])


def test_money_adds_up(agreement: dict[str, Any]) -> None:
    money = agreement["money"]
    assert money["balance"]["difference"] == 0
    for measure in money["measures"]:
        funded = sum(map(Fraction, measure["funded"].values()), Fraction(0))
        assert funded + measure["own"] == measure["investment"]
    returned = [one for one in money["payments"] if one["kind"] == "returned-support"]
    assert len(returned) > 10
    assert all(one["out_of"] for one in returned)


def test_what_the_mill_does_moves_the_car(chain: dict[str, Any]) -> None:
    """1.05 t of slab, 40 % of it without a blast furnace: records and amounts of the page, by hand."""
    slab, pellets = Fraction("2.088"), Fraction("1.45") * Fraction("0.14")
    power, gas = Fraction("0.640") * Fraction("417.3"), Fraction("10.6") * Fraction("65.4543222222")
    coil = Fraction("0.42") * (pellets * 1000 + power + gas - slab * 1000)
    products = {one["id"]: one for one in chain["products"]}
    told = products["HRC-2"]["after"]["2035"] - products["HRC-2"]["before"]["2035"]
    assert told == pytest.approx(coil, rel=1e-9)
    car = products["CAR-1"]
    dri, nesting = (one["kg"]["2035"] for one in car["by_measure"])
    before = products["HRC-2"]["before"]["2035"]
    freight = 24 * (Fraction("0.501059638814") / 16) * Fraction("-0.8")
    assert dri == pytest.approx(coil / 1000 * 24 * (16 + Fraction("15.2")) / 2, rel=1e-9)
    assert nesting == pytest.approx(24 * Fraction("-0.8") * (before + coil / 2) / 1000 + freight, rel=1e-9)
    assert car["after"]["2035"] - car["before"]["2035"] == pytest.approx(dri + nesting, rel=1e-11)
    page = (STEEL / "README.md").read_text(encoding="utf-8")
    for number in (car["before"]["2035"], car["after"]["2035"], before, products["HRC-2"]["after"]["2035"]):
        assert f"{float(number):.1f}" in page


def test_the_page_of_the_agreement_says_what_is_printed(agreement: dict[str, Any]) -> None:
    page = (AUTOMOTIVE / "README.md").read_text(encoding="utf-8")
    (car,) = [one for one in agreement["products"] if one["finished"]]
    said = [car["before"]["2025"], car["before"]["2035"], car["after"]["2030"], car["after"]["2035"]]
    for number in said:
        assert f"{float(number) / 1000:.2f} t" in page
