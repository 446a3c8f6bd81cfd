"""Targets by hand, and the cheapest measures that keep them against every choice tried."""

from __future__ import annotations

import sys
from itertools import combinations
from math import fsum

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.targets.closing import Closing, Limit, NoSolver, Question, close, solved, tried
from carbonfoot.programmes.targets.gaps import Closed
from carbonfoot.programmes.told import targets_text
from carbonfoot.programmes.told.report_json import data
from carbonfoot.reports.style import Style
from tests.programmes.conftest import CHAIN, MEMBERS, Work, measure

MEETS = measure("less", "two", "bolt.yaml", "processes/Press/electricity: -50 %", start="2026")
PRESS = measure("press", "two", "bolt.yaml", "processes/Press/electricity: -50 %", start="2027")


def told(chain: Work, targets: str, measures: str = PRESS, more: str = "") -> Reported:
    found = reported(chain(measures, more=f"targets:\n  - {{id: T, {targets}}}\n{more}"))
    assert found is not None
    return found


def codes(found: Reported) -> list[str]:
    return [one.code for one in found.findings if one.code.startswith("CF99")]


def test_a_path_is_a_line_between_its_years(chain: Work) -> None:
    (one,) = (
        told(chain, "product: car.yaml, path: {2026: 40 kg CO2e, 2030: 20 kg CO2e}")
        .sections["targets"]
        .judged
    )
    assert one.aim.limit == {2026: 40, 2027: 35, 2028: 30, 2029: 25, 2030: 20}
    assert one.aim.stated == (2026, 2030)
    assert {year: one.gap(year) for year in one.aim.limit} == {
        year: one.after[year] - one.aim.limit[year] for year in one.aim.limit
    }


def test_a_reduction_is_below_the_base_year(chain: Work) -> None:
    found = told(chain, "product: car.yaml, reduction: {2026: 10 %, 2030: 50 %}")
    (one,) = found.sections["targets"].judged
    base = one.before[2025]
    assert one.aim.limit == pytest.approx({2025 + at: base * (1 - 0.1 * at) for at in range(1, 6)}, rel=1e-12)
    assert [one.verdict(year) for year in (2026, 2030)] == ["fail", "fail"]
    assert codes(found) == ["CF995", "CF995"]


def test_a_limit_is_inclusive(chain: Work) -> None:
    assert codes(told(chain, "product: car.yaml, reduction: {2026: 0 %}", more="")) == []


def test_a_budget_is_of_all_years_after_the_base_year(chain: Work) -> None:
    found = told(chain, "product: car.yaml, budget: 0.001 t CO2e")
    (one,) = found.sections["targets"].judged
    worked = fsum(one.after[year] * 1000 for year in range(2026, 2031)) / 1000
    assert one.cumulative_after == pytest.approx(worked, rel=1e-12)
    assert codes(found) == ["CF995"]
    whole = told(chain, "budget: 1000000 t CO2e")
    (one,) = whole.sections["targets"].judged
    worked = fsum(whole.worked.emitted(year, measures=True) for year in range(2026, 2031))
    assert one.cumulative_after == pytest.approx(worked, rel=1e-12)
    assert codes(whole) == []


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        ("product: car.yaml, reduction: {2025: 1 %, 2030: 0 %}", ["CF994"]),
        ("product: car.yaml, reduction: {2031: 1 %}", ["CF994"]),
        ("product: car.yaml, reduction: {2027: 0 %, 2045: 0 %}", ["CF994"]),
        ("product: car.yaml, path: {2026: 900 kg CO2e, 2030: 901 kg CO2e}", ["CF996"]),
        ("product: car.yaml, path: {2026: 901 kg CO2e, 2030: 900 kg CO2e}", []),
    ],
)
def test_years_that_are_past_and_paths_that_rise(chain: Work, target: str, wrong: list[str]) -> None:
    assert codes(told(chain, target)) == wrong


def test_a_target_of_an_incomplete_programme_is_open(chain: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = CHAIN["bolt.yaml"].replace("inputs:\n", "inputs:\n  - {name: Grease, amount: 0.001 kg}\n")
    monkeypatch.setitem(CHAIN, "bolt.yaml", lacking)
    found = told(chain, "product: car.yaml, reduction: {2030: 1 %}")
    assert codes(found) == ["CF997"]
    (one,) = found.sections["targets"].judged
    assert one.verdict(2030) == "open"
    assert one.over_budget is None
    assert found.sections["targets"].closed == {}


MONEY = "money: {currency: KRW, price_year: 2025, discount_rate: 5 %}\n"


def test_candidates_close_a_gap_and_count_nowhere_before(chain: Work) -> None:
    """Half of the current of a bolt costs 9 million, half of that of a car 1 million: the cheaper one does it."""
    parts = [("bolts", "two", "bolt.yaml", 9), ("cars", "oem", "car.yaml", 1)]
    measures = "".join(
        measure(id, member, file, "processes/Press/electricity: -50 %",
                more=f"status: candidate\nmoney: {{investment: {million}000000 KRW, saving: 0 KRW}}")
        for id, member, file, million in parts
    )  # fmt: skip
    found = told(chain, "product: car.yaml, reduction: {2030: 1 %}", measures, MONEY)
    (one,) = found.sections["targets"].judged
    assert one.after == one.before
    closed = found.sections["targets"].closed[0]
    assert [found.worked.measures[at].id for at in closed.closing.chosen] == ["cars"]
    assert closed.closing.investment == 1e6
    assert closed.levels[2030] < one.aim.limit[2030]


@pytest.mark.parametrize("product", ["product: car.yaml, ", ""])
@pytest.mark.parametrize(("part", "closes"), [(0.9, True), (1.5, False)])
def test_a_budget_is_closed_by_tonnes_and_not_by_more_than_there_are(
    chain: Work, product: str, part: float, closes: bool
) -> None:
    """Four thousand cars a year: a budget of nine tenths of what the candidate avoids is kept, one and a half is not."""
    members = MEMBERS.replace("1000 piece", "4000 piece").replace("20000 piece", "80000 piece")
    cars = measure("cars", "oem", "car.yaml", "processes/Press/electricity: -50 %",
                   more="status: candidate\nmoney: {investment: 1000000 KRW, saving: 0 KRW}")  # fmt: skip

    def of(budget: float) -> Reported:
        more = f"targets:\n  - {{id: T, {product}budget: {budget:.9f} t CO2e}}\n{MONEY}"
        found = reported(chain(cars, more=more, members=members))
        assert found is not None
        return found

    first = of(1).sections["targets"].judged[0].cumulative_before
    plain = reported(chain(cars.replace("status: candidate", "status: planned"), members=members))
    assert plain is not None
    avoided = fsum(plain.worked.avoided(0, year) for year in plain.worked.years)
    closing = of(first - part * avoided).sections["targets"].closed[0].closing
    assert (closing.chosen is not None) == closes
    assert closing.cost == pytest.approx(1e6 / 1.05 if closes else 0)


def test_what_is_stated_is_judged_alike_in_data_text_and_findings(chain: Work) -> None:
    """Missed on the way and kept in its stated years: nobody says `fail`."""
    found = told(chain, "product: car.yaml, path: {2026: 100 kg CO2e, 2031: 1 kg CO2e}", MEETS)
    (one,) = found.sections["targets"].judged
    assert one.aim.stated == (2026, 2030)
    assert one.aim.beyond(2030) == (2031,)
    (target,) = data(found)["targets"]
    assert target["verdict"] == {"2026": "pass", "2030": "fail"}
    assert len(target["limit"]) == 5
    (missed,) = [each for each in found.findings if each.code == "CF995"]
    assert "2030" in missed.message
    assert "kg CO2e per 1 piece" in missed.message


def test_one_limit_for_all_years_is_judged_in_each(chain: Work) -> None:
    found = told(chain, "product: car.yaml, path: 1 kg CO2e")
    (target,) = data(found)["targets"]
    assert target["verdict"] == dict.fromkeys(("2026", "2027", "2028", "2029", "2030"), "fail")
    assert target["beyond"] == []
    assert codes(found) == ["CF995"] * 5


def test_a_gap_that_nothing_closes_is_told_as_proven(chain: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    money = PRESS + "    money: {investment: 1000000 KRW, saving: 0 KRW}\n"
    (target,) = data(told(chain, "product: car.yaml, path: 1 kg CO2e", money, MONEY))["targets"]
    assert target["closing"]["proven_optimal"] is None
    assert target["closing"]["proven_infeasible"] is True
    (target,) = data(told(chain, "product: car.yaml, path: 900 kg CO2e", money, MONEY))["targets"]
    assert target["closing"]["proven_optimal"] is True
    assert target["closing"]["proven_infeasible"] is None

    def nothing_installed(*_: object) -> Closing:
        raise NoSolver

    monkeypatch.setattr("carbonfoot.programmes.targets.gaps.close", nothing_installed)
    (target,) = data(told(chain, "product: car.yaml, path: 1 kg CO2e", money, MONEY))["targets"]
    assert target["closing"]["proven_optimal"] is None
    assert target["closing"]["proven_infeasible"] is False


Problem = tuple[
    list[Limit],
    frozenset[int],
    list[int],
    dict[int, float],
    dict[int, float],
    float | None,
    list[frozenset[int]],
]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to six measures; what pairs and threes do together has either sign."""
    count = draw(st.integers(1, 6))
    every = range(count)
    sets = [frozenset(one) for size in (1, 2, 3) for one in combinations(every, size)]
    whole = st.integers(-9, 9)
    limits = []
    for at in range(draw(st.integers(1, 3))):
        chosen = draw(st.lists(st.sampled_from(sets), unique=True, max_size=10))
        limits.append(
            Limit(str(at), draw(st.integers(-5, 40)), 30.0, {one: float(draw(whole)) for one in chosen})
        )
    fixed = frozenset(draw(st.sets(st.sampled_from([*every]), max_size=2)))
    free = [one for one in every if one not in fixed]
    cost = {one: float(draw(whole)) for one in every}
    investment = {one: float(draw(st.integers(0, 9))) for one in every}
    spend = draw(st.none() | st.integers(0, 20).map(float))
    pairs = [frozenset(one) for one in combinations(free, 2)]
    exclusive = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)) if pairs else []
    return limits, fixed, free, cost, investment, spend, exclusive


def cheapest(problem: Problem) -> float | None:
    """The cost of the best of all choices, by trying them with plain sums."""
    limits, fixed, free, cost, investment, spend, exclusive = problem
    best = None
    for size in range(len(free) + 1):
        for taken in combinations(free, size):
            on = fixed | set(taken)
            if spend is not None and sum(investment[one] for one in taken) > spend:
                continue
            if any(pair <= set(taken) for pair in exclusive):
                continue
            if any(
                one.base + sum(n for members, n in one.terms.items() if members <= on) > one.at_most
                for one in limits
            ):
                continue
            price = sum(cost[one] for one in taken)
            best = price if best is None else min(best, price)
    return best


def agrees(problem: Problem, found: Closing) -> None:
    limits, fixed, _, cost, investment, spend, exclusive = problem
    best = cheapest(problem)
    if best is None:
        assert found.chosen is None
        return
    assert found.chosen is not None
    assert found.cost == pytest.approx(best) == pytest.approx(sum(cost[one] for one in found.chosen))
    assert found.investment == sum(investment[one] for one in found.chosen)
    assert spend is None or found.investment <= spend
    assert all(limit.kept(fixed | frozenset(found.chosen)) for limit in limits)
    assert not any(pair <= set(found.chosen) for pair in exclusive)


@given(problems())
@settings(max_examples=200, deadline=None)
def test_every_choice_is_tried(problem: Problem) -> None:
    agrees(problem, tried(Question(*problem)))


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_solver_finds_the_same(problem: Problem) -> None:
    pytest.importorskip("scipy")
    assume(problem[2])  # with nothing to choose from nobody asks it
    agrees(problem, solved(Question(*problem)))


def test_one_amount_for_all_years_is_kept_in_all_of_them(chain: Work) -> None:
    """The measure works in 2026 and 2027 alone."""
    short = PRESS.replace("start: 2027\n", "start: 2026\n    lifetime: 2 yr\n")
    found = told(chain, "product: car.yaml, reduction: 0.1 %", short)
    (one,) = found.sections["targets"].judged
    assert one.aim.stated == (2026, 2027, 2028, 2029, 2030)
    assert one.missed == [2028, 2029, 2030]
    assert codes(found) == ["CF995"] * 3


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("product: cars.yaml, reduction: {2030: 1 %}", "CF001"),
        ("product: carbonfoot.toml, reduction: {2030: 1 %}", "CF965"),
        ("product: car.yaml", "CF102"),
        ("product: car.yaml, reduction: {2030: 1 %}, path: {2030: 1 kg CO2e}", "CF106"),
        ("product: car.yaml, path: {2030: 1 kWh}", "CF204"),
        ("product: car.yaml, reduction: {2030: 130 %}", "CF208"),
        ("product: car.yaml, reduction: {2030: 1 %}, spend_at_most: 5 KRW", "CF980"),
    ],
)
def test_wrong_targets_are_told(chain: Work, target: str, code: str) -> None:
    assert code in [one.code for one in told(chain, target).findings]


def test_what_may_be_spent_is_not_guessed(chain: Work) -> None:
    """No choice is told where the amount cannot be read: it would be one without a limit."""
    found = told(chain, "product: car.yaml, reduction: {2030: 1 %}, spend_at_most: 5 kg", PRESS, MONEY)
    assert "CF204" in [one.code for one in found.findings]
    assert found.sections["targets"].closed == {}


PARTS = {"bolts": ("two", "bolt.yaml"), "brackets": ("one", "bracket.yaml"), "cars": ("oem", "car.yaml")}


def option(id: str, million: int | None, status: str = "candidate") -> str:
    """Half of the current of a part."""
    money = "" if million is None else f"\nmoney: {{investment: {million}000000 KRW, saving: 0 KRW}}"
    change = "processes/Press/electricity: -50 %"
    return measure(id, *PARTS[id], change, more=f"status: {status}{money}")


def closed(chain: Work, target: str, *measures: str) -> tuple[Reported, Closed]:
    found = told(chain, f"product: car.yaml, {target}", "".join(measures), MONEY)
    return found, found.sections["targets"].closed[0]


def test_what_is_decided_is_fixed_and_what_has_no_money_is_left_out(chain: Work) -> None:
    found, one = closed(
        chain, "reduction: {2030: 1 %}",
        option("bolts", 9, "decided"), option("brackets", None), option("cars", 1),
    )  # fmt: skip
    ids = [each.id for each in found.worked.measures]
    assert [ids[at] for at in one.fixed] == ["bolts"]
    assert [ids[at] for at in one.left_out] == ["brackets"]
    assert one.closing.chosen is not None
    assert "bolts" not in [ids[at] for at in one.closing.chosen]
    assert one.closing.investment == 1e6 * len(one.closing.chosen)


def test_a_planned_measure_without_money_stays(chain: Work) -> None:
    found, one = closed(chain, "reduction: {2030: 0 %}", option("bolts", None, "planned"), option("cars", 1))
    assert [found.worked.measures[at].id for at in one.fixed] == ["bolts"]
    assert one.closing.chosen == ()


@pytest.mark.parametrize(
    ("target", "because"),
    [
        ("reduction: {2030: 90 %}", "not with all measures"),
        ("reduction: {2030: 1 %}, spend_at_most: 999999 KRW", "spend"),
        ("reduction: {2030: 90 %}, spend_at_most: 1 KRW", "not with all measures"),
    ],
)
def test_why_nothing_closes_a_gap(chain: Work, target: str, because: str) -> None:
    found, one = closed(chain, target, option("bolts", 9), option("cars", 1))
    assert (one.closing.chosen, one.closing.because, one.levels) == (None, because, {})
    said = " ".join(targets_text.lines(found.sections["targets"], found.worked, Style(100)))
    assert {"spend": "within what may be spent", "not with all measures": "not even all"}[because] in said


def test_what_may_be_spent_may_be_spent_to_the_last_won(chain: Work) -> None:
    _, one = closed(chain, "reduction: {2030: 1 %}, spend_at_most: 1000000 KRW", option("cars", 1))
    assert one.closing.investment == 1e6


FOURTEEN = [*range(14)]


def test_the_solver_spends_no_more_than_it_may() -> None:
    """200 of 1.4 billion are within its tolerance, and too much; with a smaller first one there is a choice."""
    pytest.importorskip("scipy")
    limit = Limit("all", 86.0, 100.0, {frozenset({one}): -1.0 for one in FOURTEEN})
    cost = {one: float(one) for one in FOURTEEN}
    invested = {one: 1e8 + (200 if not one else 0) for one in FOURTEEN}
    found = solved(Question([limit], frozenset(), FOURTEEN, cost, invested, 14e8))
    assert (found.chosen, found.because) == (None, "spend")
    enough = limit._replace(at_most=87.0)
    found = solved(Question([enough], frozenset(), FOURTEEN, cost, invested, 13e8))
    assert found.chosen == tuple(FOURTEEN[1:])


def test_few_measures_need_no_solver_and_many_say_what_to_install(
    chain: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    cost = dict.fromkeys(FOURTEEN, 1.0)
    limit = Limit("all", 99.0, 100.0, {frozenset({one}): -1.0 for one in FOURTEEN})
    twelve = close(Question([limit], frozenset(), FOURTEEN[:12], cost, cost, None))
    assert (twelve.how, len(twelve.chosen or ())) == ("tried", 1)
    with pytest.raises(NoSolver):
        close(Question([limit], frozenset(), FOURTEEN[:13], cost, cost, None))
    steps = "".join(f"  - {{name: Step {at}, electricity: 1 kWh}}\n" for at in range(13))
    monkeypatch.setitem(CHAIN, "car.yaml", CHAIN["car.yaml"] + steps)
    many = "".join(
        option("cars", 1).replace("id: cars", f"id: m{at}").replace("Press", f"Step {at}") for at in range(13)
    )
    found, one = closed(chain, "reduction: {2030: 1 %}", many)
    assert (one.closing.chosen, one.closing.because) == (None, "solver")
    said = " ".join(targets_text.lines(found.sections["targets"], found.worked, Style(100)))
    assert "pip install 'carbonfoot[optimise]'" in said
