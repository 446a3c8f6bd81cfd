"""Credits and trading: serials, periods, sales, double claims; and that they change no footprint and no tonne."""

from __future__ import annotations

import shutil
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.cost import Asked, of_installation
from carbonfoot.factors.library import open_library
from carbonfoot.programmes.credits.periods import avoided_in, years_of
from carbonfoot.programmes.credits.serials import parse
from carbonfoot.programmes.pictures.page import page
from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.told.credits_text import credit_lines
from carbonfoot.programmes.told.report_json import data
from carbonfoot.reports.envelope import to_text
from carbonfoot.reports.style import Style
from tests.programmes.conftest import MEMBERS, Work, measure

CEMENT = Path(__file__).parents[2] / "examples" / "cbam" / "cement" / "installation.yaml"
MANY = MEMBERS.replace("1000 piece", "1000000 piece").replace("20000 piece", "20000000 piece")
PRESS = measure(
    "press", "two", "bolt.yaml", "processes/Press/electricity: -50 %", start="2026-07", more="lifetime: 2 yr"
)
MONEY = "money: {currency: KRW, price_year: 2025, discount_rate: 5 %, rates: {EUR: {value: 1600 KRW/EUR, source: x}}}\n"


def credit(
    id: str = "C1", tonnes: int = 100, first: int = 1, period: str = "2026-07-01 2026-12-31", more: str = ""
) -> str:
    begin, end = period.split()
    return (
        f"  - id: {id}\n    measure: press\n    scheme: KOC\n    owner: two\n    baseline: {tonnes + 50} t CO2e\n"
        f"    project_emissions: 49 t CO2e\n    leakage: 1 t CO2e\n    amount: {tonnes} t CO2e\n"
        f"    period: {{from: {begin}, to: {end}}}\n    serials: A-{first:04}..{first + tonnes - 1:04}\n"
        f"    status: issued\n    additionality: by hand\n{more}"
    )


def told(chain: Work, *more: str) -> Reported:
    found = reported(chain(PRESS, more="".join(more), members=MANY))
    assert found is not None
    return found


def codes(found: Reported) -> list[str]:
    return sorted(one.code for one in found.findings if one.code.startswith("CF98") or one.code == "CF971")


@given(st.text("AB-", max_size=5), st.integers(0, 99), st.integers(0, 30), st.booleans())
def test_serials_are_a_range(series: str, first: int, more: int, whole: bool) -> None:
    series = f"K{series}X"
    found = parse(f"{series}{first:04}..{series if whole else ''}{first + more:04}")
    assert found is not None
    assert (found.series, found.first, found.last, found.units) == (series, first, first + more, more + 1)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4), st.booleans())
def test_serials_meet_where_they_have_a_unit_in_common(ends: list[int], same: bool) -> None:
    (a, b), (c, d) = sorted(ends[:2]), sorted(ends[2:])
    one, other = parse(f"K-{a}..{b}"), parse(f"{'K' if same else 'L'}-{c}..{d}")
    assert one is not None
    assert other is not None
    assert one.meets(other) == other.meets(one) == (same and bool({*range(a, b + 1)} & {*range(c, d + 1)}))


@pytest.mark.parametrize(
    "text", ["", "none", "K-9..1", "K-1..L-9", "K-0001-0020", "K-1..5, 9..12", "K-1..5; K-9..12"]
)
def test_what_is_no_range_is_not_read(text: str) -> None:
    assert parse(text) is None


def test_years_of_a_period_count_their_days_in_leap_years_as_well() -> None:
    assert years_of(("2028-01-01", "2028-02-29")) == {2028: 60 / 366}
    assert years_of(("2027-12-31", "2029-01-01")) == {2027: 1 / 365, 2028: 1, 2029: 1 / 365}


def test_only_days_on_which_a_measure_works_avoid_something(chain: Work) -> None:
    """From July 2026 for two years: all of 2026 lies after June, all of 2028 before July (182 days)."""
    worked = told(chain).worked
    by_year = {year: worked.avoided(0, year) for year in worked.years}
    assert by_year[2026] == pytest.approx(by_year[2027] / 2) == pytest.approx(by_year[2028])
    assert by_year[2029] == 0
    assert avoided_in(worked, 0, ("2026-07-01", "2026-12-31")) == by_year[2026]
    assert avoided_in(worked, 0, ("2026-01-01", "2026-06-30")) == 0
    assert avoided_in(worked, 0, ("2028-01-01", "2028-03-31")) == by_year[2028] * 91 / 182
    assert avoided_in(worked, 0, ("2026-01-01", "2030-12-31")) == pytest.approx(sum(by_year.values()))


def test_a_chain_of_sales_and_who_is_told(chain: Work) -> None:
    """100 issued: 60 go to one, of which 25 to the car maker, who surrenders them. Every member makes lighter products."""
    uses = """\
    uses:
      - {by: two, use: sold, amount: 60 t CO2e, year: 2027, to: one}
      - {by: one, use: sold, amount: 25 t CO2e, year: 2028, to: oem}
      - {by: oem, use: surrendered, amount: 25 t CO2e, year: 2028}
"""
    found = told(chain, "credits:\n", credit(more=uses))
    (one,) = found.sections["credits"]
    assert codes(found) == ["CF985"]
    assert one.held == 40
    assert one.reduced == one.tonnes == 100
    assert one.claim.tonnes == 100
    assert one.claim.holders == ("two", "one", "oem")
    assert sorted(one.claim.footprints) == ["oem", "one", "two"]


@pytest.mark.parametrize(
    ("uses", "wrong"),
    [
        ("{by: two, use: retired, amount: 100 t CO2e, year: 2027}", []),
        ("{by: two, use: retired, amount: 101 t CO2e, year: 2027}", ["CF984"]),
        ("{by: one, use: retired, amount: 1 t CO2e, year: 2027}", ["CF984"]),
        ("{by: two, use: held, amount: 100 t CO2e, year: 2027}", []),
    ],
)
def test_nobody_uses_what_they_do_not_have(chain: Work, uses: str, wrong: list[str]) -> None:
    assert codes(told(chain, "credits:\n", credit(more=f"    uses: [{uses}]\n"))) == [*wrong, "CF985"]


def test_credits_of_one_measure_are_seen_together(chain: Work) -> None:
    """Each alone is less than what it avoids in the time, both are more; apart in time they are not."""
    most = int(told(chain).worked.avoided(0, 2026))
    assert most > 200
    half = most // 2 + 10
    both = credit("C1", half), credit("C2", half, 5001)
    assert codes(told(chain, "credits:\n", *both)) == ["CF985", "CF985", "CF986"]
    later = credit("C1", half), credit("C2", half, 5001, "2028-01-01 2028-06-30")
    assert codes(told(chain, "credits:\n", *later)) == ["CF985", "CF985"]


def test_a_period_beyond_the_programme_is_not_guessed(chain: Work) -> None:
    assert codes(told(chain, "credits:\n", credit(period="2030-01-01 2031-12-31"))) == ["CF971"]


TRADING = """\
trading:
  two:
    scheme: K-ETS
    covered: 50 %
    emissions: {2026: 9000 t CO2e, 2030: 8000 t CO2e}
    allocation: {2026: 8700 t CO2e}
    price: {2026: 10 EUR/t CO2e, 2028: 20 EUR/t CO2e}
"""
CBAM = """\
    cbam:
      document: installation.yaml
      certificate_price: 80 EUR/t CO2e
      quantity: {25232900: 1200 t}
"""


def test_nothing_is_netted(chain: Work, tmp_path: Path) -> None:
    """Footprints and tonnes are the same to the last byte with credits and trading."""
    shutil.copy(CEMENT, tmp_path / "installation.yaml")
    plain = data(told(chain, MONEY))
    full = data(told(chain, MONEY, "credits:\n", credit(), TRADING, CBAM))
    assert full["credits"]["credits"]
    assert full["trading"]["positions"]
    for one in (plain, full):
        one["credits"] = one["trading"] = None
    assert to_text(plain) == to_text(full)


def test_trading_by_hand(chain: Work) -> None:
    """2027: 8750 t between 9000 and 8000; less half of what the measure avoids; 8700 free; 15 EUR at 1600 KRW."""
    found = told(chain, MONEY, TRADING)
    (one,) = found.sections["trading"]
    avoided = found.worked.avoided(0, 2027)
    assert one.before[2027] == 8750
    assert one.price[2027] == 24000
    assert one.after[2027] == pytest.approx(8750 - avoided / 2, rel=1e-12)
    assert one.cost(2027, measures=False) == pytest.approx(50 * 24000, rel=1e-12)
    assert one.cost(2027, measures=True) == pytest.approx((50 - avoided / 2) * 24000, rel=1e-12)
    assert one.cbam is None


def test_cbam_stands_beside_and_follows_price_rate_and_quantity(chain: Work, tmp_path: Path) -> None:
    shutil.copy(CEMENT, tmp_path / "installation.yaml")

    def cost(trading: str, money: str = MONEY) -> dict[int, float]:
        found = told(chain, money, TRADING, trading)
        (one,) = found.sections["trading"]
        assert one.cbam is not None
        assert one.after == told(chain, money, TRADING).sections["trading"][0].after
        return dict(one.cbam)

    plain = cost(CBAM)
    outcome, library = calculate(str(CEMENT), open_library()), open_library()
    assert outcome.result is not None
    (good,) = of_installation(outcome.result, library, Asked(80.0, {}, accept=False), [1200.0])
    for year, worked in plain.items():
        a_tonne = next(one.actual for one in good.years if one.year == year)
        assert a_tonne is not None
        assert worked == pytest.approx(1200 * a_tonne.eur * 1600, rel=1e-12)
    assert [*plain] == [2026, 2027, 2028, 2029, 2030]
    assert cost(CBAM.replace("80 EUR", "160 EUR")) == pytest.approx(
        {year: 2 * one for year, one in plain.items()}
    )
    assert cost(CBAM.replace("1200 t", "600 t")) == pytest.approx(
        {year: one / 2 for year, one in plain.items()}
    )
    assert cost(CBAM, MONEY.replace("1600", "3200")) == pytest.approx(
        {year: 2 * one for year, one in plain.items()}
    )


def test_certificates_need_a_rate_of_euros(chain: Work, tmp_path: Path) -> None:
    shutil.copy(CEMENT, tmp_path / "installation.yaml")
    won = TRADING.replace("EUR", "KRW") + CBAM
    found = told(chain, MONEY.replace(", rates: {EUR: {value: 1600 KRW/EUR, source: x}}", ""), won)
    assert [one.code for one in found.findings if one.code == "CF973"] == ["CF973"]
    assert found.sections["trading"][0].cbam is None
    assert not [one for one in told(chain, MONEY, won).findings if one.code == "CF973"]


def test_a_price_makes_a_value_where_money_is_counted(chain: Work) -> None:
    priced = "credits:\n" + credit(more="    price: 10 EUR/t CO2e\n")
    (one,) = told(chain, MONEY, priced).sections["credits"]
    assert one.value == 100 * 10 * 1600
    found = told(chain, priced)
    assert "CF980" in codes(found)
    assert found.sections["credits"][0].value is None


def test_a_period_may_be_as_long_as_the_programme(chain: Work) -> None:
    assert "CF971" not in codes(told(chain, "credits:\n", credit(period="2025-01-01 2030-12-31")))
    assert "CF971" in codes(told(chain, "credits:\n", credit(period="2025-01-01 2031-01-01")))


@pytest.mark.parametrize("use", ["held", "surrendered", "retired"])
def test_a_buyer_belongs_to_what_is_sold(chain: Work, use: str) -> None:
    uses = f"    uses: [{{by: two, use: {use}, amount: 1 t CO2e, year: 2027, to: one}}]\n"
    found = told(chain, "credits:\n", credit(more=uses))
    (wrong,) = [one for one in found.findings if one.code == "CF106"]
    assert wrong.path == ("credits", 0, "uses", 0, "to")
    assert "one" not in found.sections["credits"][0].claim.holders


def test_a_claim_that_cannot_be_known_is_told_on_the_page(chain: Work) -> None:
    without = credit().replace("    measure: press\n", "")
    for lang, words in (("en", "is not known"), ("ko", "알 수 없음")):
        assert words in page(data(told(chain, "credits:\n", without)), [], lang, None)
        assert words not in page(data(told(chain, "credits:\n", credit())), [], lang, None)


def test_credits_of_a_year_and_of_its_halves_are_seen_in_any_order(chain: Work) -> None:
    """40 % of what 2027 brings for the year and as much for each half: any two of them fit, all three do not."""
    some = int(told(chain).worked.avoided(0, 2027) * 0.4)
    three = [
        credit("C1", some, 1, "2027-01-01 2027-12-31"),
        credit("C2", some, 5001, "2027-01-01 2027-06-30"),
        credit("C3", some, 15001, "2027-07-01 2027-12-31"),
    ]
    for order in permutations(three):
        assert codes(told(chain, "credits:\n", *order)) == ["CF985"] * 3 + ["CF986"]
    for pair in combinations(three, 2):
        assert codes(told(chain, "credits:\n", *pair)) == ["CF985"] * 2


@pytest.mark.parametrize(
    ("status", "use", "year", "wrong"),
    [
        ("issued", "surrendered", 2026, []),
        ("issued", "surrendered", 2025, ["CF984"]),
        ("issued", "retired", 2025, ["CF984"]),
        ("issued", "sold", 2025, []),
        ("monitored", "retired", 2027, ["CF984"]),
        ("monitored", "sold", 2027, []),
        ("monitored", "held", 2027, []),
        ("planned", "sold", 2027, ["CF984"]),
        ("planned", "held", 2027, []),
    ],
)
def test_what_is_not_there_yet_is_not_used_up(
    chain: Work, status: str, use: str, year: int, wrong: list[str]
) -> None:
    uses = f"    uses: [{{by: two, use: {use}, to: one, amount: 5 t CO2e, year: {year}}}]\n"
    found = told(chain, "credits:\n", credit(more=uses).replace("status: issued", f"status: {status}"))
    assert codes(found) == [*wrong, *(["CF985"] if status != "planned" else [])]


def test_without_a_measure_nobody_knows_whether_a_tonne_is_claimed_twice(chain: Work) -> None:
    found = told(chain, "credits:\n", credit().replace("    measure: press\n", ""))
    (one,) = found.sections["credits"]
    assert (codes(found), one.claim, one.avoided, one.known) == ([], None, None, False)
    rows = credit_lines([one], found.worked, Style(100))
    assert any("is not known" in row for row in rows)
    assert any(row.rstrip().endswith("?") for row in rows)


def test_what_is_sold_to_an_outsider_is_theirs(chain: Work) -> None:
    uses = "    uses: [{by: two, use: sold, to: Trader Ltd, amount: 30 t CO2e, year: 2027}]\n"
    (one,) = told(chain, "credits:\n", credit(more=uses)).sections["credits"]
    assert one.held == 70
    assert one.claim.holders == ("two", "Trader Ltd")
    nobody = told(chain, "credits:\n", credit(more=uses.replace("to: Trader Ltd, ", "")))
    assert "CF102" in [each.code for each in nobody.findings]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("owner: two", "owner: twoo", "CF965"),
        ("measure: press", "measure: pres", "CF965"),
        ("    serials: A-0001..0100\n", "", "CF981"),
        ("    period: {from: 2026-07-01, to: 2026-12-31}\n", "", "CF981"),
        ("amount: 100 t CO2e", "amount: 101 t CO2e", "CF982"),
        ("A-0001..0100", "A-0001..0099", "CF983"),
        ("from: 2026-07-01, to: 2026-12-31", "from: 2026-12-31, to: 2026-07-01", "CF107"),
    ],
)
def test_wrong_credits_are_told(chain: Work, old: str, new: str, code: str) -> None:
    text = credit()
    assert old in text
    found = told(chain, "credits:\n", text.replace(old, new))
    assert code in [one.code for one in found.findings]


def test_serials_of_two_credits_in_common(chain: Work) -> None:
    found = told(chain, "credits:\n", credit("C1"), credit("C2", 100, 100, "2027-07-01 2027-12-31"))
    assert codes(found) == ["CF983", "CF985", "CF985"]
