"""Money of a programme, worked out by hand: three makers and a state, two measures, a chain of payments, euros at a rate."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.programmes.money.model import Ledger
from carbonfoot.programmes.money.payments import split
from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.told.money_json import data
from tests.programmes.conftest import MEMBERS, Work, measure

STATE = "  - {id: state, name: Ministry, role: public}\n"
PRESS = measure(
    "press", "one", "bracket.yaml", "processes/Press/electricity: -20 %",
    more="money: {investment: 50000 EUR, saving: 9000000 KRW, cost: 1000000 KRW}",
)  # fmt: skip
FURNACE = measure(
    "furnace", "two", "bolt.yaml", "processes/Furnace/natural_gas: -30 %", start="2027",
    more="money: {investment: 20000000 KRW, saving: {2027: 2000000 KRW, 2029: 4000000 KRW}}",
)  # fmt: skip
HEAD = """\
money:
  currency: KRW
  price_year: 2025
  discount_rate: 5 %
  carbon_price: 10000 KRW/t CO2e
  rates: {EUR: {value: 1600 KRW/EUR, source: by hand}}
  payments:
"""
PAYMENTS = [
    "    - {id: P1, from: state, to: oem, amount: 30000000 KRW, year: 2026, kind: subsidy}\n",
    "    - {id: P2, from: oem, to: one, amount: 50000000 KRW, year: 2026, kind: support, funds: press, out_of: P1}\n",
    "    - {id: P3, from: one, to: two, amount: 15000000 KRW, year: 2027, kind: returned-support, funds: furnace, out_of: P2}\n",
]
MILLION = 10**6


def told(
    chain: Work, payments: list[str] | None = None, *more: str, measures: tuple[str, ...] = (PRESS, FURNACE)
) -> Reported:
    found = reported(
        chain(*measures, more=HEAD + "".join(payments or PAYMENTS) + "".join(more), members=MEMBERS + STATE)
    )
    assert found is not None
    return found


def ledger(
    chain: Work, payments: list[str] | None = None, measures: tuple[str, ...] = (PRESS, FURNACE)
) -> Ledger:
    found: Ledger = told(chain, payments, measures=measures).sections["money"]
    return found


def codes(found: Reported) -> list[str]:
    return [one.code for one in found.findings if one.code.startswith("CF97")]


def same(found: float | None, worked: Fraction | int) -> bool:
    assert found is not None
    return abs(Fraction(found) - Fraction(worked)) <= abs(Fraction(worked)) * Fraction(1, 10**12)


def present(cash: dict[int, Fraction | int]) -> Fraction:
    """At 5 % in 2025."""
    return sum(
        (Fraction(amount) / Fraction(21, 20) ** (year - 2025) for year, amount in cash.items()), Fraction(0)
    )


def test_funding_and_own_money(chain: Work) -> None:
    """Of the 50 million 15 go on, so 35 fund the press of 50000 x 1600 = 80 million; 15 the furnace of 20."""
    found = ledger(chain)
    press, furnace = found.measures
    assert (press.investment, dict(press.funded), press.own) == (
        80 * MILLION,
        {"support": 35 * MILLION},
        45 * MILLION,
    )
    assert (furnace.investment, dict(furnace.funded), furnace.own) == (
        20 * MILLION, {"returned-support": 15 * MILLION}, 5 * MILLION,
    )  # fmt: skip


def test_cash_present_value_payback_and_the_cost_of_a_tonne(chain: Work) -> None:
    """Press: 80 million, 9 - 1 a year. Furnace, from 2027: 20 million, then 2, 3 (half way), 4 and 4 a year."""
    reports = told(chain)
    found: Ledger = reports.sections["money"]
    cash: dict[str, dict[int, Fraction | int]] = {
        "press": {2025: 0, 2026: -72, 2027: 8, 2028: 8, 2029: 8, 2030: 8},
        "furnace": {2025: 0, 2026: 0, 2027: -18, 2028: 3, 2029: 4, 2030: 4},
    }
    for one in found.measures:
        worked = {year: amount * MILLION for year, amount in cash[one.id].items()}
        assert dict(one.cash) == worked
        assert same(one.npv, present(worked))
        assert one.payback == 10  # 80 / 8, and 20 / 2 in its first full year
        tonnes: dict[int, Fraction | int] = {
            year: Fraction(reports.worked.avoided(one.number, year)) for year in reports.worked.years
        }
        assert same(one.tonnes, sum(tonnes.values(), Fraction(0)))
        assert same(one.discounted, present(tonnes))
        assert same(one.per_tonne, -present(worked) / present(tonnes))
        assert same(one.npv_with_carbon, present(worked) + 10000 * present(tonnes))


def test_whose_money_reaches_which_tier(chain: Work) -> None:
    """P2 is 30 of the state and 20 of the maker: 3 to 2. Of the 35 at tier 1 and the 15 at tier 2 alike."""
    found = ledger(chain)
    assert dict(found.reaches) == pytest.approx(
        {("state", 1): 21e6, ("oem", 1): 14e6, ("state", 2): 9e6, ("oem", 2): 6e6}, rel=1e-12
    )
    assert (found.public, found.public_funding) == (30e6, 30e6)


def test_accounts_add_up(chain: Work) -> None:
    """What all have in the end is what is saved less what is spent: payments only move money."""
    reports = told(chain)
    found: Ledger = reports.sections["money"]
    assert {one.id: one.net for one in found.accounts} == {
        "oem": (30 - 50) * MILLION,
        "one": (50 + 45 - 15 - 80 - 5) * MILLION,
        "two": (15 + 2 + 3 + 4 + 4 - 20) * MILLION,
        "state": -30 * MILLION,
    }
    shown = data(found, reports.worked)
    assert shown["balance"]["difference"] == 0
    assert shown["leverage"]["private_per_public"] == pytest.approx(70 / 30, rel=1e-11)
    every = fsum(reports.worked.avoided_all(year) for year in reports.worked.years)
    parts = [one["tonnes"] for key in ("macc", "not_on_macc") for one in shown[key]]
    assert fsum(parts) == pytest.approx(every, rel=1e-11)
    assert shown["leverage"]["tonnes_per_public_million"] == pytest.approx(every / 30, rel=1e-11)


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_writing_counts(chain: Work, seed: int) -> None:
    straight = ledger(chain)
    payments = [*PAYMENTS]
    random.Random(seed).shuffle(payments)
    measures = (FURNACE, PRESS) if seed % 2 else (PRESS, FURNACE)
    other = ledger(chain, payments, measures)
    assert dict(other.reaches) == pytest.approx(dict(straight.reaches), rel=1e-12)
    money = {one.id: (one.own, one.npv, one.discounted) for one in straight.measures}
    for one in other.measures:
        assert (one.own, one.npv, one.discounted) == pytest.approx(money[one.id], rel=1e-12)
    assert {one.id: one.net for one in other.accounts} == pytest.approx(
        {one.id: one.net for one in straight.accounts}
    )


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_money_handed_on_fits_wherever_it_can(data: st.DataObject) -> None:
    """By Hall's theorem it can where no set of payments wants more than the payments have that it names."""
    numbers = [float(one) for one in data.draw(st.lists(st.integers(0, 9), min_size=2, max_size=6))]
    parents = [
        sorted(data.draw(st.sets(st.integers(0, at - 1), max_size=3))) if at else []
        for at in range(len(numbers))
    ]
    taken = split([f"P{at}" for at in range(len(numbers))], numbers, parents)
    wants = [
        min(number, fsum(numbers[one] for one in above))
        for number, above in zip(numbers, parents, strict=True)
    ]
    for at, number in enumerate(numbers):
        assert fsum(each.get(at, 0.0) for each in taken) <= number + 1e-9
        assert fsum(taken[at].values()) <= wants[at] + 1e-9
        assert set(taken[at]) <= set(parents[at])
    every = range(len(numbers))
    fits = all(
        fsum(wants[one] for one in some)
        <= fsum(numbers[one] for one in {up for one in some for up in parents[one]})
        for size in range(1, len(numbers) + 1)
        for some in combinations(every, size)
    )
    given_all = all(fsum(taken[at].values()) >= wants[at] - 1e-9 for at in every)
    assert given_all == fits


def test_a_measure_that_is_named_twice_is_funded_once(chain: Work) -> None:
    twice = [PAYMENTS[0], PAYMENTS[1].replace("funds: press", "funds: [press, press]"), PAYMENTS[2]]
    assert ledger(chain, twice).measures == ledger(chain).measures


def test_a_payment_that_is_named_twice_is_handed_on_once(chain: Work) -> None:
    twice = [*PAYMENTS[:2], PAYMENTS[2].replace("out_of: P2", "out_of: [P2, P2]")]
    assert dict(ledger(chain, twice).reaches) == dict(ledger(chain).reaches)


def test_what_a_state_buys_or_pays_back_is_no_public_support(chain: Work) -> None:
    bought = "    - {id: P4, from: state, to: one, amount: 70000000 KRW, year: 2027, kind: price}\n"
    back = "    - {id: P5, from: state, to: one, amount: 1000000 KRW, year: 2027, kind: repayment}\n"
    assert ledger(chain, [*PAYMENTS, bought, back]).public == 30e6


def test_a_loan_funds_and_its_repayment_is_paid(chain: Work) -> None:
    """A loan is no own money; what is paid back is, in the account."""
    loan = "    - {id: L1, from: oem, to: two, amount: 5000000 KRW, year: 2027, kind: loan, funds: furnace}\n"
    back = "    - {id: L2, from: two, to: oem, amount: 5000000 KRW, year: 2029, kind: repayment}\n"
    found = ledger(chain, [*PAYMENTS, loan, back])
    assert found.measures[1].own == 0
    nets = {one.id: one.net for one in found.accounts}
    assert (nets["two"], nets["oem"]) == (8e6, -20e6)


CANDIDATE = PRESS.replace("    start:", "    status: candidate\n    start:")


def test_a_candidate_counts_nowhere(chain: Work) -> None:
    found = told(chain, [PAYMENTS[0]], measures=(CANDIDATE, FURNACE))
    money: Ledger = found.sections["money"]
    assert [one.id for one in money.measures] == ["furnace"]
    assert [one.id for one in money.candidates] == ["press"]
    assert money.invested == 20e6
    assert next(one for one in money.accounts if one.id == "one").net == 0
    shown = data(money, found.worked)
    assert [one["id"] for one in shown["candidates"]] == ["press"]
    assert shown["not_on_macc"][0]["tonnes"] == 0
    assert all(found.worked.avoided(0, year) == 0 for year in found.worked.years)


@pytest.mark.parametrize(
    ("payments", "measures", "code"),
    [
        (PAYMENTS, (CANDIDATE, FURNACE), "CF976"),
        (PAYMENTS, (PRESS, FURNACE.replace("investment: 20000000 KRW, ", "")), "CF974"),
        ([*PAYMENTS[:2], PAYMENTS[2].replace("15000000", "20000001")], (PRESS, FURNACE), "CF974"),
        ([PAYMENTS[0].replace("KRW", "USD")], (PRESS, FURNACE), "CF973"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_gives_no_ledger(
    chain: Work, payments: list[str], measures: tuple[str, ...], code: str
) -> None:
    found = told(chain, payments, measures=measures)
    assert codes(found) == [code]
    assert "money" not in found.sections


def test_no_rate_of_a_currency_in_itself(chain: Work) -> None:
    more = HEAD.replace("rates: {", "rates: {KRW: {value: 2 KRW/KRW, source: x}, ") + "".join(PAYMENTS)
    found = reported(chain(PRESS, FURNACE, more=more, members=MEMBERS + STATE))
    assert found is not None
    assert codes(found) == ["CF973"]
