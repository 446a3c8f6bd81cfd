"""Carbon prices paid: what counts, for whom, and how they travel with precursors."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Outcome, Result
from carbonfoot.cbam.shapes.precursors import CURRENCIES
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

PLANTS = Path(__file__).parent / "plants"
BOLTS, LOOP = ((PLANTS / f"{name}.yaml").read_text(encoding="utf-8") for name in ("bolts", "loop"))
HEAD = BOLTS.partition("precursors:")[0]
ROD = BOLTS.partition("{name: Rod, ")[2].partition("}")[0]
PAID = "carbon_prices:\n  - {instrument: carbon-tax, %s, certified_by: K Audit}\n"


def calculated(text: str, folder: Path, library: Library) -> Outcome:
    file = folder / "installation.yaml"
    file.write_text(text, encoding="utf-8")
    return calculate(str(file), library)


def result_of(text: str, folder: Path, library: Library) -> Result:
    outcome = calculated(text, folder, library)
    assert [one.message for one in outcome.findings if severity(one) == "error"] == []
    assert outcome.result is not None
    return outcome.result


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.findings]


def near(number: float, exact: Fraction) -> bool:
    return abs(number - float(exact)) <= 1e-12 * abs(float(exact))


@pytest.mark.parametrize(
    ("price", "money"),
    [
        ("due: 52000 USD", Fraction(52000)),
        ("due: 52000 USD, rebate: 8000 USD", Fraction(44000)),
        ("emissions: 3400 t, price: 20 USD/t", Fraction(68000)),
        ("emissions: 3400 t, free_allowances: 3000 t, price: 20 USD/t", Fraction(8000)),
        ("emissions: 3400 t, free_allowances: 3000 t, price: 20 USD/t, rebate: 1000 USD", Fraction(7000)),
        ("emissions: 3400 t, free_allowances: 3900 t, price: 20 USD/t", Fraction(0)),
    ],
)
def test_money_of_a_period(library: Library, tmp_path: Path, price: str, money: Fraction) -> None:
    (good,) = result_of(BOLTS + PAID % price, tmp_path, library).goods
    if money:
        assert near(good.prices["USD"], money / 17000)
    else:
        assert good.prices == {}


TWO = """\
processes:
  - {name: One, direct_emissions: 300 t CO2e, electricity: 0 MWh, goods: [{cn: 7213 91 10, name: A, amount: 1000 t}]}
  - {name: Two, direct_emissions: 100 t CO2e, electricity: 0 MWh, goods: [{cn: 7318 15 42, name: B, amount: 500 t}]}
"""


@pytest.mark.parametrize(
    ("where", "one", "two"),
    [
        ("", Fraction(3, 4), Fraction(1, 4)),
        (", process: Two", Fraction(0), Fraction(1)),
        (", shares: {One: 60 %, Two: 40 %}", Fraction(6, 10), Fraction(4, 10)),
    ],
)
def test_shared_by_name_or_by_direct_emissions(
    library: Library, tmp_path: Path, where: str, one: Fraction, two: Fraction
) -> None:
    goods = result_of(HEAD + TWO + PAID % f"due: 8000 USD{where}", tmp_path, library).goods
    assert [good.prices.get("USD", 0.0) for good in goods] == pytest.approx(
        [float(8000 * one / 1000), float(8000 * two / 500)]
    )


def test_what_is_not_covered_bears_its_part(library: Library, tmp_path: Path) -> None:
    text = f"""{HEAD}source_streams:
  - {{name: Gas, method: combustion, fuel: Natural gas, amount: 100 t, shares: {{Heading: 25 %, Springs: 75 %}}}}
processes:
  - {{name: Heading, electricity: 0 MWh, goods: [{{cn: 7318 15 42, amount: 1000 t}}]}}
other_processes: [{{name: Springs}}]
"""
    (good,) = result_of(text + PAID % "due: 8000 USD", tmp_path, library).goods
    assert near(good.prices["USD"], Fraction(8000, 4) / 1000)


@pytest.mark.parametrize("currency", CURRENCIES)
def test_every_currency(library: Library, tmp_path: Path, currency: str) -> None:
    (good,) = result_of(BOLTS + PAID % f"due: 17000 {currency}", tmp_path, library).goods
    assert good.prices == {currency: 1.0}


def test_it_travels_round_a_loop_in_two_currencies(library: Library, tmp_path: Path) -> None:
    paid = "carbon_price: {instrument: levy, paid_per_tonne: 7 CNY/t, certified_by: C}"
    text = LOOP.replace("free_allocation: 1.3 t CO2e/t", f"free_allocation: 1.3 t CO2e/t, {paid}") + PAID % (
        "due: 33000000 KRW, process: Heading"
    )
    rod, bolts = result_of(text, tmp_path, library).goods
    back, forth = Fraction(500, 10000), Fraction(6000, 5500)
    in_cny = Fraction(11, 10) * 7 / (1 - back * forth)
    assert near(rod.prices["CNY"], in_cny)
    assert near(bolts.prices["CNY"], forth * in_cny)
    in_krw = Fraction(33000000, 5500) / (1 - back * forth)
    assert near(bolts.prices["KRW"], in_krw)
    assert near(rod.prices["KRW"], back * in_krw)


@pytest.mark.parametrize(
    ("price", "each"),
    [
        ("paid_per_tonne: 2.5 USD/t", Fraction("2.5")),
        ("paid_per_tonne: 2.5 USD/t, rebate_per_tonne: 1 USD/t", Fraction("1.5")),
        ("price: 20 USD/t, covered: 80 %", 20 * Fraction("0.8") * Fraction("1.739")),
        (
            "price: 20 USD/t, covered: 80 %, rebate_per_tonne: 3 USD/t",
            20 * Fraction("0.8") * Fraction("1.739") - 3,
        ),
    ],
)
def test_money_of_a_precursor(library: Library, tmp_path: Path, price: str, each: Fraction) -> None:
    paid = f"{ROD}, carbon_price: {{instrument: carbon-tax, {price}, certified_by: K}}"
    (good,) = result_of(BOLTS.replace(ROD, paid), tmp_path, library).goods
    assert near(good.prices["USD"], Fraction(20, 17) * each)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOLTS + (PAID % "due: 8000 USD").replace(", certified_by: K Audit", ""), "CF825"),
        (
            BOLTS.replace(
                ROD,
                "cn: 7213 91 10, country: KR, default: yes, carbon_price: {instrument: levy, paid_per_tonne: 7 USD/t,"
                " certified_by: K}",
            ),
            "CF825",
        ),
        (
            BOLTS.replace(
                ROD,
                "cn: 7213 91 10, country: DE, carbon_price: {instrument: regional-ets, paid_per_tonne: 7 EUR/t,"
                " certified_by: K}",
            ),
            "CF825",
        ),
    ],
    ids=["not certified", "beside a default value", "exempt"],
)
def test_what_does_not_count_says_so_and_takes_nothing_off(
    library: Library, tmp_path: Path, text: str, code: str
) -> None:
    outcome = calculated(text, tmp_path, library)
    assert code in codes(outcome)
    assert outcome.result is not None
    assert outcome.result.goods[0].prices == {}


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("due: 8000 USD, price: 20 USD/t", "CF106"),
        ("due: 8000 USD, process: Heading, shares: {Heading: 100 %}", "CF106"),
        ("paid_per_tonne: 7 USD/t", "CF106"),
        ("emissions: 10 t", "CF102"),
        ("name: tax", "CF102"),
        ("due: 8000 USD, rebate: 9000 USD", "CF208"),
        ("due: 8000 USD, rebate: 9000 KRW", "CF204"),
        ("due: -8000 USD", "CF207"),
        ("due: 8000", "CF205"),
        ("due: 8000 USD, process: Elsewhere", "CF815"),
        ("due: 8000 USD, shares: {Heading: 60 %}", "CF406"),
        ("due: 8000 USD, name: Voluntary offsets", "CF826"),
        ("due: 8000 USD, name: 상쇄배출권", "CF826"),
        ("due: 8000 USD, name: RECs", "CF826"),
        ("due: 8000 USD, name: Carbon levy paid in carbon credits", "CF826"),
        ("due: 8000 USD, name: Carbon tax by purchased offsets", "CF826"),
        ("due: 8000 USD, name: 배출권거래법 상쇄배출권", "CF826"),
    ],
)
def test_what_is_refused(library: Library, tmp_path: Path, price: str, code: str) -> None:
    assert code in codes(calculated(BOLTS + PAID % price, tmp_path, library))


@pytest.mark.parametrize(
    "name", ["Carbon Offset Levy Act", "Carbon tax (offset regulations 2019)", "탄소상쇄 부담금", "K-ETS"]
)
def test_a_levy_is_no_offset_by_its_name_alone(library: Library, tmp_path: Path, name: str) -> None:
    (good,) = result_of(BOLTS + PAID % f"due: 17000 USD, name: {name}", tmp_path, library).goods
    assert good.prices == {"USD": 1.0}


@pytest.mark.parametrize(
    ("instrument", "code"),
    [("offset", "CF826"), ("green-certificate", "CF826"), ("I-REC", "CF826"), ("bribe", "CF105")],
)
def test_an_instrument_that_is_none(library: Library, tmp_path: Path, instrument: str, code: str) -> None:
    text = BOLTS + (PAID % "due: 8000 USD").replace("carbon-tax", instrument)
    assert codes(calculated(text, tmp_path, library)) == [code]


def test_an_emissions_trading_system_needs_its_free_allowances(library: Library, tmp_path: Path) -> None:
    text = BOLTS + (PAID % "emissions: 3400 t, price: 20 USD/t").replace("carbon-tax", "national-ets")
    assert codes(calculated(text, tmp_path, library)) == ["CF102"]


@pytest.mark.parametrize(
    "price", ["due: 8000 USD", "price: 20 USD/t", "paid_per_tonne: 7 USD/t, price: 20 USD/t"]
)
def test_a_precursor_states_money_per_tonne(library: Library, tmp_path: Path, price: str) -> None:
    paid = f"{ROD}, carbon_price: {{instrument: carbon-tax, {price}, certified_by: K}}"
    outcome = calculated(BOLTS.replace(ROD, paid), tmp_path, library)
    assert {"CF102", "CF106"} & set(codes(outcome))
