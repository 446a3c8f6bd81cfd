"""Free allocation by hand, in fractions: simple and complex goods, two levels, loops, other functional units."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.free_allocation import FreeAllocation, Unallocated, of_default, of_goods
from carbonfoot.cbam.model import Outcome, Result
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

PLANTS = Path(__file__).parent / "plants"
BOLTS, TWO_LEVELS, LOOP = (
    (PLANTS / f"{name}.yaml").read_text(encoding="utf-8") for name in ("bolts", "two-levels", "loop")
)
HEAD = BOLTS.partition("precursors:")[0]
ROD = BOLTS.partition("{name: Rod, ")[2].partition("}")[0]
FACTOR = Fraction("0.975")
A_BOLT = A_ROD = Fraction("0.038")
NEAR = 1e-14


def calculated(text: str, folder: Path, library: Library) -> Outcome:
    file = folder / "installation.yaml"
    file.write_text(text, encoding="utf-8")
    return calculate(str(file), library)


def result_of(text: str, folder: Path, library: Library) -> Result:
    outcome = calculated(text, folder, library)
    assert [one.message for one in outcome.findings if severity(one) == "error"] == []
    assert outcome.result is not None
    return outcome.result


def free(text: str, folder: Path, library: Library, year: int = 2026) -> list[FreeAllocation]:
    found = of_goods(result_of(text, folder, library), library, year)
    assert all(isinstance(one, FreeAllocation) for one in found), found
    return [one for one in found if isinstance(one, FreeAllocation)]


def near(number: float, exact: Fraction) -> bool:
    return abs(number - float(exact)) <= NEAR * max(1.0, abs(float(exact)))


def test_simple_good(library: Library, tmp_path: Path) -> None:
    text = (
        f"{HEAD}processes:\n  - {{name: Reformer, direct_emissions: 9000 t CO2e,"
        " goods: [{cn: 2804 10 00, name: Hydrogen, amount: 1000 t}]}\n"
    )
    (found,) = free(text, tmp_path, library)
    assert near(found.value, FACTOR * Fraction("5.089"))
    (later,) = free(text, tmp_path, library, 2034)
    assert later.value == 0
    assert not later.carried, "nothing is left that could be set otherwise"


def test_complex_good_takes_the_verified_report_of_its_precursor(library: Library, tmp_path: Path) -> None:
    (found,) = free(BOLTS, tmp_path, library)
    assert near(found.value, FACTOR * A_BOLT + Fraction(20, 17) * Fraction("1.2"))
    assert [term.kind for term in found.terms] == ["own", "stated"]
    assert found.doubts == ()


def test_what_is_stated_for_one_year_has_the_factor_of_another_year_in_it(
    library: Library, tmp_path: Path
) -> None:
    (found,) = free(BOLTS, tmp_path, library, 2030)
    factor = Fraction("0.515")
    assert near(found.value, factor * A_BOLT + Fraction(20, 17) * Fraction("1.2") * factor / FACTOR)
    (last,) = free(BOLTS, tmp_path, library, 2032)
    assert last.carried


@pytest.mark.parametrize(
    ("precursor", "each", "doubts"),
    [
        ("cn: 7213 91 10, country: KR, default: yes", FACTOR * Fraction("1.364"), 0),
        ("cn: 7213 91 10, country: CN, direct: 1.5 t CO2e/t, route: E", FACTOR * Fraction("0.066"), 0),
        (
            "cn: 7213 91 10, country: CN, direct: 1.5 t CO2e/t, verified: yes, route: D",
            FACTOR * Fraction("0.475"),
            1,
        ),
        (ROD.replace("verified: yes, ", "route: E, "), FACTOR * Fraction("0.066"), 0),
        ("cn: 7213 91 10, country: DE", Fraction(0), 0),
        ("cn: 7213 91 10, country: CH", Fraction(0), 0),
        ("cn: 7204 49 10, scrap: yes", Fraction(0), 0),
    ],
    ids=["default", "unverified", "verified-without", "stated-but-unverified", "eu", "exempt", "scrap"],
)
def test_what_a_bought_precursor_brings(
    library: Library, tmp_path: Path, precursor: str, each: Fraction, doubts: int
) -> None:
    (found,) = free(BOLTS.replace(ROD, precursor), tmp_path, library)
    assert near(found.value, FACTOR * A_BOLT + Fraction(20, 17) * each)
    assert len(found.doubts) == doubts


def test_suppliers_are_weighted_and_may_be_chosen(library: Library, tmp_path: Path) -> None:
    supplies = (
        "cn: 7213 91 10, supplies: ["
        "{supplier: One, country: CN, amount: 15000 t, direct: 1.5 t CO2e/t, verified: yes, free_allocation: 1.2 t CO2e/t},"
        "{supplier: Two, country: KR, amount: 5000 t, default: yes}]"
    )
    text = BOLTS.replace(ROD, supplies)
    (found,) = free(text, tmp_path, library)
    each = Fraction(3, 4) * Fraction("1.2") + Fraction(1, 4) * FACTOR * Fraction("1.364")
    assert near(found.value, FACTOR * A_BOLT + Fraction(20, 17) * each)
    (found,) = free(text.replace("amount: 20000 t}", "amount: 20000 t, suppliers: Two}"), tmp_path, library)
    assert near(found.value, FACTOR * A_BOLT + Fraction(20, 17) * FACTOR * Fraction("1.364"))


def test_two_levels(library: Library, tmp_path: Path) -> None:
    rod, bolts = free(TWO_LEVELS, tmp_path, library)
    of_rod = FACTOR * A_ROD + Fraction(11, 10) * Fraction("1.3")
    assert near(rod.value, of_rod)
    assert near(bolts.value, FACTOR * A_BOLT + Fraction(6, 5) * of_rod)


def test_loop_of_processes(library: Library, tmp_path: Path) -> None:
    rod, bolts = free(LOOP, tmp_path, library)
    back, forth = Fraction(500, 10000), Fraction(6000, 5500)
    first, second = FACTOR * A_ROD + Fraction(11, 10) * Fraction("1.3"), FACTOR * A_BOLT
    of_rod = (first + back * second) / (1 - back * forth)
    assert near(rod.value, of_rod)
    assert near(bolts.value, second + forth * of_rod)


def test_goods_measured_in_nitrogen(library: Library, tmp_path: Path) -> None:
    text = f"""{HEAD}processes:
  - {{name: Ammonia, direct_emissions: 900 t CO2e, electricity: 10 MWh,
      goods: [{{cn: 2814 10 00, name: Ammonia, amount: 4000 t, nitrogen_content: 82 %}}]}}
  - {{name: Acid, direct_emissions: 300 t CO2e, electricity: 10 MWh, precursors: [{{name: Ammonia, amount: 1000 t}}],
      goods: [{{cn: 2808 00 00, name: Acid, amount: 3500 t, nitrogen_content: 22 %}}]}}
"""
    ammonia, acid = free(text, tmp_path, library)
    assert near(ammonia.value, FACTOR * Fraction("1.522"))
    assert near(acid.value, FACTOR * Fraction("0.151") + Fraction(1000, 3500) * FACTOR * Fraction("1.522")), (
        "per t, not per t N"
    )


def test_goods_measured_in_clinker(library: Library, tmp_path: Path) -> None:
    text = f"""{HEAD}processes:
  - {{name: Kiln, direct_emissions: 900 t CO2e, electricity: 10 MWh, route: A,
      goods: [{{cn: 2523 10 00, name: Clinker, amount: 1000 t}}]}}
  - {{name: Mill, direct_emissions: 3 t CO2e, electricity: 10 MWh, precursors: [{{name: Kiln, amount: 3200 t}}],
      goods: [{{cn: 2523 29 00, name: Cement, amount: 4000 t, clinker_content: 80 %}}]}}
"""
    clinker, cement = free(text, tmp_path, library)
    assert near(clinker.value, FACTOR * Fraction("0.666"))
    assert near(cement.value, Fraction(8, 10) * FACTOR * Fraction("0.666"))


@pytest.mark.parametrize(
    ("change", "help"),
    [
        ((ROD, "cn: 7213 91 10, country: CN, direct: 1.5 t CO2e/t, verified: yes"), "C, D, E"),
        ((ROD, "category: Crude steel, country: CN, direct: 1.5 t CO2e/t"), "CN code"),
        (("cn: 7318 15 42", "cn: 7202 11 20"), ""),
    ],
    ids=["route", "code", "fits"],
)
def test_what_cannot_be_told_says_what_is_missing(
    library: Library, tmp_path: Path, change: tuple[str, str], help: str
) -> None:
    outcome = calculated(BOLTS.replace(*change), tmp_path, library)
    assert outcome.result is not None
    (found,) = of_goods(outcome.result, library, 2026)
    if help:
        assert isinstance(found, Unallocated)
        assert help in found.help
        assert found.path == ("precursors", 0)
    else:
        assert isinstance(found, FreeAllocation)


def test_goods_of_a_process_that_others_use_take_the_lowest_benchmark(
    library: Library, tmp_path: Path
) -> None:
    several = "{cn: 7213 91 10, name: Rod, amount: 3000 t}, {cn: 7326 90 98, name: Ring, amount: 1000 t}"
    text = TWO_LEVELS.replace("{cn: 7213 91 10, name: Rod, amount: 4000 t}", several)
    found = of_goods(result_of(text, tmp_path, library), library, 2026)
    values = [one.value for one in found if isinstance(one, FreeAllocation)]
    assert len(values) == 3
    bolts = found[2]
    assert isinstance(bolts, FreeAllocation)
    inside = next(term for term in bolts.terms if term.kind == "internal")
    assert inside.each == pytest.approx(min(values[:2]), abs=1e-12)
    assert [said for _, said in bolts.doubts] == [
        "goods of `Rolling` have different benchmarks: what is used on site takes the lowest"
    ]


def test_a_document_of_the_supplier_is_calculated(library: Library, tmp_path: Path) -> None:
    (tmp_path / "mill.yaml").write_text(TWO_LEVELS, encoding="utf-8")
    text = BOLTS.replace(ROD, "cn: 7213 91 10, document: mill.yaml, verified: yes")
    result = result_of(text, tmp_path, library)
    (found,) = of_goods(result, library, 2026)
    assert isinstance(found, FreeAllocation)
    of_rod = FACTOR * A_ROD + Fraction(11, 10) * Fraction("1.3")
    assert near(found.value, FACTOR * A_BOLT + Fraction(20, 17) * of_rod)


def test_default_value_takes_column_b(library: Library) -> None:
    assert near(of_default(library, "73269098", 2026, "C").value, FACTOR * Fraction("1.491"))
    assert near(of_default(library, "76169990", 2028, "L").value, Fraction("0.9") * Fraction("0.148"))


KILN = (
    "processes:\n  - {name: Works, joint: [Cement clinker], direct_emissions: 8000 t CO2e, electricity: 100 MWh, "
    "goods: [{cn: 2523 29 00, name: Cement, amount: 10000 t, clinker_content: 95 %, route: A}]}\n"
)


def test_a_joint_process_carries_the_clinker_that_it_makes(library: Library, tmp_path: Path) -> None:
    """Column A of cement is its own process alone, 0; the clinker in it has its own benchmark."""
    for text in (HEAD + KILN, HEAD.replace("period: 2026", "period: 2025") + KILN):
        (found,) = free(text, tmp_path, library)
        assert near(found.value, FACTOR * Fraction("0.95") * Fraction("0.666"))
        assert [term.kind for term in found.terms] == ["own", "internal"]
    (white,) = free(HEAD + KILN.replace("route: A", "route: B"), tmp_path, library, 2030)
    assert near(white.value, Fraction("0.515") * Fraction("0.95") * Fraction("0.859"))
    bought = "precursors: [{name: Clinker, cn: 2523 10 00 90, country: CN, default: yes}]\n"
    used = KILN.replace("direct_emissions", "precursors: [{name: Clinker, amount: 3800 t}], direct_emissions")
    (both,) = free(HEAD + bought + used, tmp_path, library)
    assert near(both.value, FACTOR * Fraction("0.95") * Fraction("0.666")), (
        "bought and made alike: column B equals A"
    )
    own = [term for term in both.terms if term.kind == "internal"]
    assert near(own[0].mass, 1 - Fraction(3800, 9500))


def test_two_cements_of_a_joint_process_of_a_transitional_year(library: Library, tmp_path: Path) -> None:
    goods = (
        "goods: [{cn: 2523 29 00, name: Cement, amount: 6000 t, clinker_content: 90 %, route: A}, "
        "{cn: 2523 29 00, name: Blend, amount: 2000 t, clinker_content: 70 %, route: A}]}\n"
    )
    text = HEAD.replace("period: 2026", "period: 2025") + KILN.partition("goods:")[0] + goods
    for one in free(text, tmp_path, library):
        assert near(one.value, FACTOR * Fraction("0.85") * Fraction("0.666"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("route: A", "id: C"), "depends on the production route"),
        (("Cement clinker", "Calcined clay"), "how much is not stated"),
    ],
)
def test_a_joint_process_that_cannot_be_told(
    library: Library, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    result = result_of(HEAD + KILN.replace(*change), tmp_path, library)
    (found,) = of_goods(result, library, 2026)
    assert isinstance(found, Unallocated) and said in found.message
    assert found.path == ("processes", 0, "joint")
    (last,) = of_goods(result, library, 2034)
    assert isinstance(last, FreeAllocation) and last.value == 0.0


def test_steel_of_a_joint_process_cannot_be_told(library: Library, tmp_path: Path) -> None:
    text = (
        f"{HEAD}processes:\n  - {{name: Mill, joint: [Pig iron, Crude steel], direct_emissions: 9000 t CO2e,"
        " electricity: 10 MWh, route: C, goods: [{cn: 7208 10 00, name: Sheet, amount: 5000 t}]}\n"
    )
    (found,) = of_goods(result_of(text, tmp_path, library), library, 2026)
    assert isinstance(found, Unallocated) and "leaves out Pig iron, Crude steel" in found.message


def test_what_was_stated_for_a_year_before_the_mechanism_takes_the_factor_of_the_year(
    library: Library, tmp_path: Path
) -> None:
    text = BOLTS.replace("free_allocation: 1.2", "period: 2025, period_proven: yes, free_allocation: 1.2")
    (found,) = free(text, tmp_path, library, 2028)
    factor = Fraction("0.9")
    assert near(found.value, factor * A_BOLT + Fraction(20, 17) * Fraction("1.2") * factor)


def test_electricity_has_none(library: Library, tmp_path: Path) -> None:
    text = (
        f"{HEAD}processes:\n  - {{name: Turbine, direct_emissions: 9000 t CO2e, electricity: 0 MWh,"
        " goods: [{cn: 2716 00 00, name: Power, amount: 20000 MWh}]}\n"
    )
    (found,) = free(text, tmp_path, library)
    assert (found.value, found.doubts) == (0, ())
    assert [(one.kind, one.number) for one in found.terms] == [("none", 0)]


@pytest.mark.parametrize(
    ("period", "each"),
    [
        (", period: 2025, period_proven: yes", Fraction("1.2") * FACTOR),
        (", period: 2027, period_proven: yes", Fraction("1.2") * FACTOR / Fraction("0.95")),
        (", period: 2034, period_proven: yes", Fraction(0)),
    ],
    ids=["before the mechanism", "a later year", "the year without any"],
)
def test_a_stated_value_of_another_year_takes_the_factor_of_the_year(
    library: Library, tmp_path: Path, period: str, each: Fraction
) -> None:
    (found,) = free(BOLTS.replace(ROD, ROD + period), tmp_path, library)
    assert near(found.value, FACTOR * A_BOLT + Fraction(20, 17) * each)


def test_a_document_whose_own_free_allocation_cannot_be_told(library: Library, tmp_path: Path) -> None:
    without = TWO_LEVELS.replace(", free_allocation: 1.3 t CO2e/t", "")
    (tmp_path / "mill.yaml").write_text(without, encoding="utf-8")
    text = BOLTS.replace(ROD, "cn: 7213 91 10, document: mill.yaml, verified: yes")
    (found,) = of_goods(result_of(text, tmp_path, library), library, 2026)
    assert isinstance(found, Unallocated)
    assert "`Rod` cannot be told from its document" in found.message
    assert found.path == ("precursors", 0)
