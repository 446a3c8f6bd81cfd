"""`explain` of a programme: every step is arithmetic that can be done again, and comes to what the report says."""

from __future__ import annotations

import re
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.told.explain import explain, names
from carbonfoot.programmes.told.report_json import data
from carbonfoot.programmes.told.steps import Step
from carbonfoot.quantities.units import parse_quantity
from tests.programmes.conftest import Work, measure
from tests.programmes.test_credits import CEMENT
from tests.programmes.test_golden import BESIDE, CANDIDATE, MANY, TARGETS
from tests.programmes.test_money import FURNACE, HEAD, PAYMENTS, PRESS, STATE

YEAR = 2029
GRID = "grid:\n  KR: {path: {2025: 0.42 kg CO2e/kWh, 2030: 0.21 kg CO2e/kWh}, source: invented}\n"
BOTH = """\
  - id: both
    name: Lighter brackets
    member: one
    start: 2026-07
    changes: {bracket.yaml: {change: {inputs/Coil/amount: -10 %, inputs/Bolts/amount: 3 piece}}}
"""
Told = tuple[Programmed, Reported]


@pytest.fixture
def told(chain: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    (tmp_path / "installation.yaml").write_bytes(CEMENT.read_bytes())
    monkeypatch.chdir(tmp_path)
    more = GRID + HEAD + "".join(PAYMENTS) + BESIDE + TARGETS
    programmed = chain(PRESS, FURNACE, CANDIDATE, BOTH, more=more, members=MANY + STATE)
    found = reported(programmed)
    assert found is not None, programmed.findings
    return programmed, found


def steps(told: Told, path: str, year: int = YEAR) -> list[Step]:
    found = explain(*told, path, year)
    assert found, path
    return found


def the(found: list[Step], what: str) -> float:
    numbers = [one.number for one in found if one.what.strip() == what]
    assert len(numbers) == 1, (what, found)
    assert numbers[0] is not None
    return numbers[0]


def test_all_that_can_be_asked_for_has_steps(told: Told) -> None:
    kinds = {one.partition("/")[0] for one in names(told[1])}
    assert kinds == {
        "measures", "products", "members", "tiers", "payments", "credits", "trading", "targets", "money",
    }  # fmt: skip
    for one in names(told[1]):
        assert any(step.number is not None for step in steps(told, one)), one
    assert steps(told, "")
    for wrong in (
        "measures/none",
        "nothing",
        "nothing/press",
        "money/press",
        "tiers/7",
        "tiers/x",
        "trading/bolts",
    ):
        assert explain(*told, wrong, YEAR) is None, wrong


def test_arithmetic_that_is_shown_comes_to_its_number(told: Told) -> None:
    done = 0
    for path in ["", *names(told[1])]:
        for year in (2026, YEAR):
            for one in explain(*told, path, year) or []:
                formula = re.sub(r" (kg|t) CO2e\b|\bshare\b", " ", one.how).replace(" x ", " * ")
                if one.number is None or not re.fullmatch(r"[-\d. ()+*/]*[-+*/][-\d. ()+*/]*", formula):
                    continue
                again = eval(formula)  # noqa: S307  digits and signs alone
                assert again == pytest.approx(one.number, rel=2e-5, abs=1e-6), (path, one)
                done += 1
    assert done >= 30


def test_sets_of_measures_come_to_the_change_with_the_grid_of_the_year(told: Told) -> None:
    worked = told[1].worked
    (car,) = (one for one in worked.products if one.finished)
    joint = 0
    for each in worked.measures:
        found = steps(told, f"measures/{each.id}")
        heads = [at for at, one in enumerate(found) if one.what.startswith("Change of ")]
        if each.candidate:
            assert not heads
            continue
        sets, together = [], None
        for one in found[heads[0] + 1 :]:
            if one.what.strip() == "together":
                together = one.number
                break
            sets.append(one.number or 0.0)
        joint += len(sets) > 1
        assert together == worked.changes[each.number, car.number, YEAR]
        assert fsum(sets) == pytest.approx(together, rel=1e-9)
        avoided = the(found, "avoided")
        assert avoided == pytest.approx(worked.avoided(each.number, YEAR), rel=1e-12)
    assert joint >= 2


def test_a_product_goes_from_its_document_over_the_grid_and_measures_to_the_report(told: Told) -> None:
    worked = told[1].worked
    for made in worked.products:
        found = steps(told, f"products/{made.id}")
        before = the(found, "without measures")
        assert before == worked.before[made.number, YEAR]
        assert the(found, "in 2025") == worked.before[made.number, 2025]
        assert the(found, "in 2025") + the(found, "the grid") == pytest.approx(before, rel=1e-12)
        moved = [one.number or 0.0 for one in found if one.how.startswith("measures/")]
        assert fsum([before, *moved]) == pytest.approx(the(found, "with measures"), rel=1e-12)
        assert [one.what for one in steps(told, f"products/{made.id}", 2025)].count("  the grid") == 0


def test_members_and_tiers_come_to_the_whole(told: Told) -> None:
    answer: dict[str, Any] = data(told[1])
    accounts = {one["id"]: one for one in answer["money"]["members"]}
    avoided = []
    for id, account in accounts.items():
        found = steps(told, f"members/{id}")
        assert the(found, "in the end") == pytest.approx(account["net"], rel=1e-9, abs=1e-3)
        avoided += [one.number or 0.0 for one in found if one.what == "avoided"]
        for way in ("received", "paid"):
            listed = [one.number or 0.0 for one in found if one.what.startswith(f"  {way}, ")]
            assert fsum(listed) == pytest.approx(fsum(account[way].values()), rel=1e-9)
    assert fsum(avoided) == pytest.approx(answer["totals"]["avoided"][str(YEAR)], rel=1e-9)
    for tier in answer["cascade"]["tiers"]:
        if tier["tier"] is None:
            continue
        found = steps(told, f"tiers/{tier['tier']}")
        assert the(found, "invested") == pytest.approx(tier["invested"], rel=1e-9)
        assert the(found, "received") == pytest.approx(tier["received"], rel=1e-9)
        assert the(found, "passed on") == pytest.approx(tier["passed_on"], rel=1e-9)
    assert the(steps(told, "money"), "received") == the(steps(told, "money"), "paid")


def test_cash_of_a_measure_comes_to_its_present_value(told: Told) -> None:
    for one in told[1].sections["money"].measures:
        found = steps(told, f"measures/{one.id}")
        years = [step.number or 0.0 for step in found if re.fullmatch(r"  20\d\d", step.what)]
        assert fsum(years) == pytest.approx(one.npv, rel=1e-9)
        assert any(" invested; " in step.how for step in found) == bool(one.investment)


def test_what_closes_a_gap_comes_to_its_present_cost(told: Told) -> None:
    closed = 0
    for number, one in told[1].sections["targets"].closed.items():
        found = steps(told, f"targets/{told[1].sections['targets'].judged[number].aim.id}")
        if one.closing.chosen is None:
            assert all(step.what != "present cost" for step in found)
            continue
        closed += 1
        costs = [step.number or 0.0 for step in found if step.what.startswith("  measures/")]
        assert len(costs) == len(one.closing.chosen)
        assert fsum(costs) == pytest.approx(the(found, "present cost"), rel=1e-9)
        for year, level in one.levels.items():
            assert the(found, f"{year} with them") == level
    assert closed


def test_whose_measures_lower_what_a_member_makes(told: Told) -> None:
    worked, found = told[1].worked, told[1].moved
    assert any(one.by != one.of and one.avoided[YEAR] for one in found)
    for one in found:
        if not one.avoided[YEAR]:
            continue
        told_of = steps(told, f"members/{one.of}")
        assert the(told_of, f"by measures of {one.by}") == one.avoided[YEAR]
        parts = [
            each
            for each in told_of
            if (named := re.fullmatch(r"measures/(\w+) in (\S+)", each.what.strip()))
            and next(its for its in worked.measures if its.id == named[1]).member == one.by
        ]
        assert fsum(each.number or 0.0 for each in parts) == pytest.approx(one.avoided[YEAR], rel=1e-12)
        for each in parts:
            numbers = [
                float(word) for word in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", each.how.replace("CO2e", ""))
            ]
            assert each.number == pytest.approx(numbers[0] * numbers[1] / numbers[2], rel=1e-5)


SEQUENTIAL = "attribution: {method: sequential, order: [both, furnace]}\n"


def test_one_after_the_other_gives_a_set_to_its_last_measure(chain: Work) -> None:
    programmed = chain(FURNACE.replace("money:", "note: x #"), BOTH, more=SEQUENTIAL)
    found = reported(programmed)
    assert found is not None, programmed.findings
    told = programmed, found
    sets = {}
    for id in ("both", "furnace"):
        whole = steps(told, f"measures/{id}")
        start = next(at for at, one in enumerate(whole) if one.what.startswith("Change of CAR"))
        end = next(at for at, one in enumerate(whole) if at > start and one.what.strip() == "together")
        sets[id] = [one.what.strip() for one in whole[start + 1 : end]]
        summed = fsum(one.number or 0.0 for one in whole[start + 1 : end])
        assert summed == pytest.approx(whole[end].number, rel=1e-9)
    assert sets == {"both": ["both"], "furnace": ["furnace", "furnace with both"]}


def test_values_are_told_in_the_order_in_which_they_are_laid(chain: Work) -> None:
    """A switch that follows from an amount takes what the card of the same measure leaves, wherever it is written."""
    one = measure(
        "one", "two", "bolt.yaml", "processes/Press/electricity: + 0.3 kWh/kWh (net) x processes/Furnace/natural_gas",
        more="technology: aluminium/recuperative-burner\nat: [{document: bolt.yaml, line: processes/Furnace}]\n"
        "values: {saving: -20 %}",
    )  # fmt: skip
    programmed = chain(one)
    found = reported(programmed)
    assert found is not None, programmed.findings
    told = [step.how for step in steps((programmed, found), "measures/one")]
    # 0.2 kWh + 0.3 x (0.5 MJ x 0.8) = 0.2 kWh + 0.12 MJ
    assert any(how == "processes/1/natural_gas: 0.5 MJ (net) -> 0.4 MJ (net)" for how in told), told
    (electricity,) = [how.partition(" -> ")[2] for how in told if "0/electricity" in how]
    assert parse_quantity(electricity).to("kWh") == pytest.approx(0.2 + 0.12 / 3.6)


def test_trading_is_told_of_every_year(told: Told) -> None:
    (one,) = steps(told, "trading/two", told[1].worked.years[0])
    assert "before any measure" in one.what
