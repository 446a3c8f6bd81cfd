"""Money of a programme, worked out by hand: three makers and a state, two measures, a chain of payments, euros at a rate."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.programmes.money.model import Costed, Ledger
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
        (PAYMENTS, (PRESS, FURNACE.replace("investment: 20000000 KRW", "investment: 0 KRW")), "CF974"),
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


PLAIN = HEAD.replace("discount_rate: 5 %", "discount_rate: 0 %").replace("  payments:\n", "")


def costed(chain: Work, money: str, more: str = "", start: str = "2026", head: str = PLAIN) -> Costed:
    """The only measure of a programme."""
    one = measure(
        "a", "two", "bolt.yaml", "processes/Press/electricity: -20 %", start, f"{more}money: {money}"
    )
    found = reported(chain(one, more=head))
    assert found is not None
    return (*found.sections["money"].measures, *found.sections["money"].candidates)[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("money", "more", "start", "years"),
    [
        ("{investment: 30 KRW, saving: 10 KRW}", "", "2026", Fraction(3)),
        ("{investment: 10 KRW, saving: 12 KRW}", "", "2026", Fraction(10, 12)),
        ("{investment: 20 KRW, saving: 10 KRW}", "", "2026-07", Fraction(2)),
        ("{investment: 10 KRW, saving: 10 KRW}", "lifetime: 1.25 yr\n", "2026-10", Fraction(1)),
        ("{investment: 20 KRW, saving: 14 KRW, cost: 4 KRW}", "ramp: 50 %\n", "2026", Fraction(4)),
    ],
)
def test_at_a_rate_of_nothing_both_paybacks_are_the_same(
    chain: Work, money: str, more: str, start: str, years: Fraction
) -> None:
    found = costed(chain, money, more, start)
    assert same(found.payback, years)
    assert same(found.discounted_payback(0.0, 2025), years)


def test_discounted_payback_by_hand(chain: Work) -> None:
    """20 now, then 10, 10 / 1.1, 10 / 1.21: 20 - 10 - 9.0909 = 0.9091 are left, of 8.2645 in the third year."""
    head = PLAIN.replace("0 %", "10 %")
    found = costed(chain, "{investment: 20 KRW, saving: 10 KRW}", head=head)
    left = 20 - 10 - Fraction(100, 11)
    assert same(found.discounted_payback(0.1, 2025), 2 + left / Fraction(1000, 121))
    assert (
        costed(chain, "{investment: 90 KRW, saving: 10 KRW}", head=head).discounted_payback(0.1, 2025) is None
    )


def test_what_was_paid_before_the_start_is_paid_back_from_then(chain: Work) -> None:
    found = costed(chain, "{investment: 20 KRW, saving: 10 KRW, paid_in: 2026}", start="2028")
    assert same(found.payback, 2)
    assert same(found.discounted_payback(0.0, 2025), 4)


def test_a_candidate_has_no_value_with_carbon_price(chain: Work) -> None:
    found = costed(chain, "{investment: 20 KRW, saving: 10 KRW}", "status: candidate\n")
    assert found.npv == 30
    assert found.npv_with_carbon is None
    assert found.per_tonne is None


def test_several_measures_share_a_payment_by_what_they_cost(chain: Work) -> None:
    """40 million for presses of 30 and 10 million: 3 to 1."""
    measures = [
        measure(
            id,
            "two",
            "bolt.yaml",
            f"processes/{at}: -5 %",
            more=f"money: {{investment: {million}000000 KRW, saving: 0 KRW}}",
        )
        for id, at, million in (("a", "Press/electricity", 30), ("b", "Furnace/natural_gas", 10))
    ]
    pays = "    - {id: P, from: state, to: two, amount: 20000000 KRW, year: 2026, kind: subsidy, funds: [a, b]}\n"
    found = reported(chain(*measures, more=HEAD + pays, members=MEMBERS + STATE))
    assert found is not None
    assert {one.id: one.own for one in found.sections["money"].measures} == {"a": 15e6, "b": 5e6}


def test_money_of_several_payments_is_handed_on_with_own_money(chain: Work) -> None:
    """30 of the state and 10 of the oem, 50 handed on: 10 of them are own."""
    pays = [
        "    - {id: A, from: state, to: one, amount: 30000000 KRW, year: 2026, kind: subsidy}\n",
        "    - {id: B, from: oem, to: one, amount: 10000000 KRW, year: 2026, kind: support}\n",
        "    - {id: C, from: one, to: two, amount: 50000000 KRW, year: 2026, kind: support, out_of: [A, B]}\n",
    ]
    found = ledger(chain, pays)
    assert dict(found.payments[2].origins) == {"state": 30e6, "oem": 10e6, "one": 10e6}
    assert found.payments[2].own_money == 10e6
    assert [one.left for one in found.payments] == [0, 0, 50e6]


PAY = "    - {{id: {}, from: {}, to: {}, amount: 10 KRW, year: {}, kind: {}{}}}\n"


@pytest.mark.parametrize(
    ("payments", "code"),
    [
        ([PAY.format("A", "oem", "oem", 2026, "support", "")], "CF979"),
        ([PAY.format("A", "oem", "one", 2031, "support", "")], "CF971"),
        ([PAY.format("A", "oem", "one", 2027, "support", ""),
          PAY.format("B", "one", "two", 2026, "support", ", out_of: A")], "CF977"),
        ([PAY.format("A", "oem", "one", 2026, "support", ""),
          PAY.format("B", "two", "one", 2026, "support", ", out_of: A")], "CF976"),
        ([PAY.format("A", "oem", "one", 2026, "support", ", funds: furnace")], "CF976"),
        ([PAY.format("A", "oem", "one", 2026, "price", ", funds: press")], "CF976"),
        ([PAY.format("A", "oem", "one", 2026, "support", ", out_of: B"),
          PAY.format("B", "one", "oem", 2026, "support", ", out_of: A")], "CF978"),
        ([PAY.format("A", "oem", "one", 2026, "support", ""),
          PAY.format("B", "one", "oem", 2027, "support", ", out_of: A")], "CF978"),
        ([PAY.format("A", "oem", "one", 2026, "support", ""),
          PAY.format("B", "one", "two", 2026, "support", ", out_of: A"),
          PAY.format("C", "one", "two", 2026, "support", ", out_of: A")], "CF975"),
        ([PAY.format("A", "oem", "nobody", 2026, "support", "")], "CF965"),
        ([PAY.format("A", "oem", "one", 2026, "support", ", funds: nothing")], "CF965"),
        ([PAY.format("A", "oem", "one", 2026, "support", ", out_of: nothing")], "CF965"),
        ([PAY.format("A", "oem", "one", 2026, "support", ""),
          PAY.format("A", "oem", "two", 2026, "support", "")], "CF965"),
    ],
)  # fmt: skip
def test_wrong_payments_are_told(chain: Work, payments: list[str], code: str) -> None:
    found = told(chain, payments)
    assert {one.code for one in found.findings if one.code.startswith("CF9")} == {code}
    assert "money" not in found.sections


def test_a_repayment_may_lead_back(chain: Work) -> None:
    back = PAY.format("B", "one", "oem", 2027, "repayment", ", out_of: A")
    assert codes(told(chain, [PAY.format("A", "oem", "one", 2026, "loan", ""), back])) == []


def test_a_carbon_price_is_not_guessed_before_its_first_year(chain: Work) -> None:
    late = HEAD.replace("10000 KRW/t CO2e", "{2028: 10000 KRW/t CO2e}") + "".join(PAYMENTS)
    found = reported(chain(PRESS, FURNACE, more=late, members=MEMBERS + STATE))
    assert found is not None
    assert codes(found) == ["CF971"]


@pytest.mark.parametrize(
    ("stated", "lacks"),
    [
        ("cost: 1000000 KRW", ["CF102"]),
        ("investment: 1000000 KRW", ["CF102"]),
        ("source: offer", ["CF102", "CF102"]),
        ("investment: 0 KRW, cost: 1000000 KRW", []),
        ("investment: 0 KRW, saving: 0 KRW", []),
    ],
)
def test_money_that_is_not_stated_is_not_nothing(chain: Work, stated: str, lacks: list[str]) -> None:
    one = measure("press", "one", "bracket.yaml", "processes/Press/electricity: -20 %",
                  more=f"money: {{{stated}}}")  # fmt: skip
    found = told(chain, ["    []\n"], measures=(one,))
    assert [each.code for each in found.findings if each.code == "CF102"] == lacks
    assert ("money" in found.sections) == (not lacks)


def test_power_under_a_contract_costs_each_year(chain: Work) -> None:
    cost = measure("press", "one", "bracket.yaml", "processes/Press/electricity: -20 %",
                   more="money: {investment: 0 KRW, cost: 1000000 KRW}")  # fmt: skip
    (one,) = ledger(chain, ["    []\n"], (cost,)).measures
    assert (one.investment, one.own, one.savings) == (0, 0, 0)
    assert same(one.npv, -present(dict.fromkeys(range(2026, 2031), MILLION)))


def test_support_in_a_circle_is_told_whatever_the_money_is_made_of(chain: Work) -> None:
    circle = [
        "    - {id: P1, from: oem, to: one, amount: 1000 KRW, year: 2026, kind: support}\n",
        "    - {id: P2, from: one, to: two, amount: 1000 KRW, year: 2026, kind: support}\n",
        "    - {id: P3, from: two, to: oem, amount: 1000 KRW, year: 2027, kind: support}\n",
    ]
    assert codes(told(chain, circle)) == ["CF978"]
    assert codes(told(chain, [*circle[:2], circle[2].replace("support", "price")])) == []


def test_measures_of_less_than_a_tonne_have_a_place_on_the_curve(chain: Work) -> None:
    small = measure("press", "one", "bracket.yaml", "processes/Press/electricity: -0.01 %",
                    more="money: {investment: 1000 KRW, saving: 0 KRW}")  # fmt: skip
    (one,) = ledger(chain, ["    []\n"], (small,)).curve
    assert 0 < one.tonnes < 1
