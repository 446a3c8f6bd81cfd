"""Certificates and money by hand, in fractions; and what refuses to be told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.compare import NotComparable, common_code, compare
from carbonfoot.cbam.cost import Asked, GoodCost, Line, NoRate, Stated, in_eur, of_installation, of_line
from carbonfoot.cbam.goods import good
from carbonfoot.cbam.model import Result
from carbonfoot.factors.library import Library
from carbonfoot.reports.cbam_cost_text import cost_text
from carbonfoot.reports.style import Style

PLANTS = Path(__file__).parent / "plants"
BOLTS = (PLANTS / "bolts.yaml").read_text(encoding="utf-8")
PRICE = Fraction("75.36")
ASKED = Asked(float(PRICE), {"KRW": 1450.0}, accept=False)
PAID = "carbon_prices: {instrument: national-ets, due: 340000000 KRW, rebate: 323000000 KRW, certified_by: K Audit}\n"
FACTORS = {
    2026: Fraction("0.975"),
    2027: Fraction("0.95"),
    2028: Fraction("0.9"),
    2030: Fraction("0.515"),
    2034: Fraction(0),
}
MARKUPS = {
    2026: Fraction("1.1"),
    2027: Fraction("1.2"),
    2028: Fraction("1.3"),
    2030: Fraction("1.3"),
    2034: Fraction("1.3"),
}


def result_of(text: str, folder: Path, library: Library, name: str = "installation.yaml") -> Result:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    found = calculate(str(file), library).result
    assert found is not None
    return found


def cost_of(text: str, folder: Path, library: Library, asked: Asked = ASKED) -> GoodCost:
    (found,) = of_installation(result_of(text, folder, library), library, asked, [1200.0])
    return found


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2030, 2034])
def test_a_bolt_of_korea_by_actual_and_by_default_value(library: Library, tmp_path: Path, year: int) -> None:
    found = cost_of(BOLTS + PAID, tmp_path, library)
    see = Fraction(3400, 17000) + Fraction(20, 17) * Fraction("1.539")
    factor = FACTORS[year]
    free = factor * Fraction("0.038") + Fraction(20, 17) * Fraction("1.2") * factor / FACTORS[2026]
    paid = Fraction(340000000 - 323000000, 17000) / 1450
    actual = see - free - paid / PRICE
    default = Fraction("3.474") * MARKUPS[year] - factor * Fraction("1.364")
    told = found.of(year)
    assert told.actual is not None and told.default is not None and told.worth is not None
    assert told.actual.certificates == pytest.approx(float(actual), rel=1e-12)
    assert told.actual.eur == pytest.approx(float(actual * PRICE), rel=1e-12)
    assert told.default.certificates == pytest.approx(float(default), rel=1e-12)
    assert told.worth == pytest.approx(float(default - actual), rel=1e-12)
    assert told.default.default is not None
    assert told.default.default.row == "cbam-2026:default-kr-731815"
    assert found.tonnes == 1200


def test_precursors_that_nobody_verified_are_named(library: Library, tmp_path: Path) -> None:
    assert "verified: yes" in BOLTS
    assert cost_of(BOLTS, tmp_path, library).unverified == ()
    unverified = BOLTS.replace("verified: yes, free_allocation: 1.2 t CO2e/t", "verified: no, route: C")
    (rod,) = result_of(unverified, tmp_path, library).precursors
    told = cost_of(unverified, tmp_path, library)
    assert told.unverified == (rod.name,)
    shown = " ".join(cost_text([told], 2026, 75.36, 50.0, Style(120)).split())
    assert f"the values of {rod.name} are not verified" in shown
    told = cost_of(unverified.replace("period: 2026", "period: 2025"), tmp_path, library)
    assert told.unverified == ()


def test_never_below_zero(library: Library, tmp_path: Path) -> None:
    told = cost_of(BOLTS.replace("1.2 t CO2e/t", "3 t CO2e/t"), tmp_path, library).of(2026)
    assert told.actual is not None
    assert told.actual.see < told.actual.free.value
    assert (told.actual.certificates, told.actual.eur) == (0.0, 0.0)
    dear = PAID.replace("rebate: 323000000 KRW, ", "")
    told = cost_of(BOLTS + dear.replace("340000000", "34000000000"), tmp_path, library).of(2026)
    assert told.actual is not None
    assert told.actual.certificates == 0.0


def test_indirect_emissions_count_only_in_scope(library: Library, tmp_path: Path) -> None:
    cement = BOLTS.partition("precursors:")[0] + (
        "processes:\n  - {name: Kiln, direct_emissions: 800 t CO2e, electricity: 100 MWh, route: A,"
        " goods: [{cn: 2523 10 00 90, name: Clinker, amount: 1000 t}]}\n"
    )
    told = cost_of(cement, tmp_path, library).of(2026)
    assert told.actual is not None and told.default is not None
    assert told.actual.see == pytest.approx(float(Fraction(8, 10) + Fraction("0.0459")))
    assert told.actual.certificates == pytest.approx(
        float(Fraction("0.8459") - Fraction("0.975") * Fraction("0.666"))
    )
    assert told.default.see == pytest.approx(float(Fraction("0.92") * Fraction("1.1")))
    bolts = cost_of(BOLTS, tmp_path, library).of(2026)
    assert bolts.actual is not None
    assert bolts.actual.see == pytest.approx(float(Fraction(1, 5) + Fraction(20, 17) * Fraction("1.539")))


def test_money_without_a_rate_stops(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NoRate) as caught:
        cost_of(BOLTS + PAID, tmp_path, library, ASKED._replace(rates={}))
    assert caught.value.currency == "KRW"
    assert in_eur({"EUR": 2.0, "KRW": 2900.0}, {"KRW": 1450.0}) == 4.0


def test_a_default_value_that_was_not_compared_enters_only_when_accepted(
    library: Library, tmp_path: Path
) -> None:
    text = BOLTS.replace("country: KR}", "country: CL}").replace(
        "direct: 1.539 t CO2e/t, indirect: 0.2 t CO2e/t, verified: yes, free_allocation: 1.2 t CO2e/t",
        "default: yes",
    )
    text = text.replace("country: CN, default", "country: CL, default")
    told = cost_of(text, tmp_path, library).of(2026)
    assert (told.actual, told.default) == (None, None)
    assert [(one.kind, one.code) for one in told.refusals] == [("actual", "CF827"), ("default", "CF827")]
    assert told.refusals[0].path == ("precursors", 0)
    told = cost_of(text, tmp_path, library, ASKED._replace(accept=True)).of(2026)
    assert told.actual is not None and told.default is not None
    assert told.refusals == ()


def test_a_row_that_was_not_compared_is_found_behind_another_process(
    library: Library, tmp_path: Path
) -> None:
    two = (PLANTS / "two-levels.yaml").read_text(encoding="utf-8")
    text = two.replace(
        "CN, direct: 1.8 t CO2e/t, verified: yes, free_allocation: 1.3 t CO2e/t", "CL, default: yes"
    )
    result = result_of(text, tmp_path, library)
    for found in of_installation(result, library, ASKED, [None, None]):
        told = found.of(2026)
        assert told.actual is None
        assert [(one.kind, one.code, one.path) for one in told.refusals] == [
            ("actual", "CF827", ("precursors", 0))
        ]


def test_a_free_allocation_that_cannot_be_told_leaves_the_default_value_alone(
    library: Library, tmp_path: Path
) -> None:
    told = cost_of(BOLTS.replace(", free_allocation: 1.2 t CO2e/t", ""), tmp_path, library).of(2026)
    assert told.actual is None and told.default is not None and told.worth is None
    assert [(one.kind, one.code, one.path) for one in told.refusals] == [
        ("actual", "CF704", ("precursors", 0))
    ]


def test_a_stated_free_allocation_of_a_year_without_any_tells_no_other(library: Library) -> None:
    found = _line(library, "73181542", Stated(2.0, None, 0.0, 2034))
    told = found.of(2034)
    assert told.actual is not None and told.actual.certificates == 2.0
    told = found.of(2030)
    assert told.actual is None and "state that of an earlier year" in told.refusals[0].help


def test_a_default_value_that_there_is_not_is_told(library: Library) -> None:
    told = _line(library, "27160000", Stated(0.8, 0.1, None, 2026)).of(
        2026
    )  # Annex II: indirect emissions do not count
    assert told.actual is not None and told.default is None
    assert told.actual.certificates == 0.8
    assert [(one.kind, one.code) for one in told.refusals] == [("default", "CF704")]


def test_stated_indirect_emissions_count_outside_annex_ii_alone(library: Library) -> None:
    for cn, see in (("25232900", 0.8), ("73181542", 0.7)):
        told = _line(library, cn, Stated(0.7, 0.1, 0.5, 2026)).of(2026)
        assert told.actual is not None
        assert told.actual.see == pytest.approx(see, rel=1e-12)
        assert told.actual.certificates == pytest.approx(see - 0.5, rel=1e-12)


def _line(library: Library, cn: str, stated: Stated | None, route: str = "", country: str = "KR") -> GoodCost:
    found = good(library, cn)
    assert found is not None
    return of_line(library, found, Line(cn, country, route), stated, ASKED, None)


def test_a_code_without_a_document(library: Library) -> None:
    found = _line(library, "73181542", Stated(2.0, None, 1.4, 2026))
    told = found.of(2027)
    assert told.actual is not None
    assert told.actual.certificates == pytest.approx(
        float(2 - Fraction("1.4") * Fraction("0.95") / Fraction("0.975"))
    )
    hydrogen = _line(library, "28041000", Stated(6.0, None, None, 2026)).of(2026)
    assert hydrogen.actual is not None
    assert hydrogen.actual.certificates == pytest.approx(float(6 - Fraction("0.975") * Fraction("5.089")))


@pytest.mark.parametrize("route", ["", "C"])
def test_a_complex_good_needs_its_free_allocation(library: Library, route: str) -> None:
    told = _line(library, "73181542", Stated(2.0, None, None, 2026), route).of(2026)
    assert told.actual is None and told.default is not None
    assert "complex good" in told.refusals[0].message


def test_a_route_is_asked_for_where_the_default_value_names_none_that_the_benchmark_has(
    library: Library,
) -> None:
    asked = ASKED._replace(accept=True)
    found = good(library, "72052100")
    assert found is not None
    told = of_line(library, found, Line("72052100", "DZ", ""), None, asked, None).of(2026)
    assert told.default is None and "F, G, H, J" in told.refusals[0].help
    told = of_line(library, found, Line("72052100", "DZ", "F"), None, asked, None).of(2026)
    assert told.default is not None


def test_suppliers_side_by_side_best_first(library: Library, tmp_path: Path) -> None:
    better = BOLTS.replace("ANSAN-1, name: Ansan works", "B, name: Better").replace("1.539", "1.2")
    one = result_of(BOLTS + PAID, tmp_path, library, "a.yaml")
    two = result_of(better, tmp_path, library, "b.yaml")
    assert common_code([one, two]) == "73181542"
    found = compare(library, [one, two], "73181542", 2026, ASKED)
    assert [offer.supplier for offer in found.offers] == ["Better", "Ansan works"]
    assert found.by_certificates and found.priced
    again = compare(library, [two, one], "73181542", 2026, ASKED)
    assert [offer.supplier for offer in again.offers] == ["Better", "Ansan works"]
    unpriced = compare(library, [one, two], "7318", 2026, ASKED._replace(price=float("inf"), rates={}))
    assert not unpriced.priced
    ways = [offer.year.actual for offer in unpriced.offers]
    assert all(way is not None and way.certificates == way.see - way.free.value for way in ways)
    with pytest.raises(NotComparable):
        compare(library, [one, two], "72131000", 2026, ASKED)
    other = BOLTS.replace("7318 15 42", "7318 16 39")
    with pytest.raises(NotComparable):
        common_code([one, result_of(other, tmp_path, library, "c.yaml")])
