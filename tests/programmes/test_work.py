"""The engine: states, volumes, shares of production, tonnes."""

from __future__ import annotations

from itertools import permutations
from math import fsum, isclose
from pathlib import Path

import pytest

from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.report import reported
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.told.basis import notes
from carbonfoot.programmes.told.report_text import render
from carbonfoot.reports.style import Style
from tests.programmes.conftest import MEMBERS, Work, measure

PRESS = measure("press", "one", "bracket.yaml", "processes/Press/electricity: -20 %")
FEWER = measure("fewer", "one", "bracket.yaml", "inputs/Bolts/amount: 3 piece")
FORGE = measure("forge", "two", "bolt.yaml", "processes/Press/electricity: x 0.5")
THIN = measure("thin", "oem", "car.yaml", "inputs/Brackets/amount: x 0.75")
ALL = (PRESS, FEWER, FORGE, THIN)


def numbers(programmed: Programmed) -> Worked:
    assert programmed.worked is not None, programmed.findings
    return programmed.worked


def test_before_is_what_calc_says_and_after_what_it_says_of_changed_documents(
    chain: Work, tmp_path: Path
) -> None:
    worked = numbers(chain(*ALL))
    for made in worked.products:
        alone = calculate(made.file, Options()).footprint
        assert alone is not None
        assert isclose(worked.before[made.number, 2030], alone.at_least, rel_tol=1e-14)
    for file, old, new in (
        ("bracket.yaml", "electricity: 1 kWh", "electricity: 0.8 kWh"),
        ("bracket.yaml", "amount: 4 piece", "amount: 3 piece"),
        ("bolt.yaml", "electricity: 0.2 kWh", "electricity: 0.1 kWh"),
        ("car.yaml", "name: Brackets, amount: 2 piece", "name: Brackets, amount: 1.5 piece"),
    ):
        text = (tmp_path / file).read_text()
        assert old in text
        (tmp_path / file).write_text(text.replace(old, new))
    for made in worked.products:
        changed = calculate(made.file, Options()).footprint
        assert changed is not None
        assert isclose(worked.after[made.number, 2030], changed.at_least, rel_tol=1e-14)


def test_every_measure_has_its_shapley_value(chain: Work) -> None:
    programmed = chain(*ALL)
    worked, world = numbers(programmed), programmed.world
    assert world is not None
    car = next(one for one in worked.products if one.id == "CAR")

    def worth(state: frozenset[int]) -> float:
        return world.solve(state)[car.file][0]

    orders = list(permutations(range(4)))
    for one in range(4):
        steps = [frozenset(order[: order.index(one)]) for order in orders]
        value = fsum(worth(before | {one}) - worth(before) for before in steps) / len(orders)
        assert isclose(worked.changes[one, car.number, 2030], value, rel_tol=1e-9)


def test_shares_of_all_measures_are_the_change_of_every_product_and_year(chain: Work) -> None:
    ramp = "ramp: {2027: 30 %, 2029: 80 %}\nlifetime: 3 yr"
    worked = numbers(
        chain(
            PRESS,
            FEWER,
            measure("forge", "two", "bolt.yaml", "processes/Press/electricity: x 0.5", "2027-04", ramp),
            THIN,
        )
    )
    for made in worked.products:
        for year in worked.years:
            told = fsum(worked.changes.get((one.number, made.number, year), 0.0) for one in worked.measures)
            assert isclose(
                told, worked.after[made.number, year] - worked.before[made.number, year], abs_tol=1e-12
            )
    for year in worked.years:
        assert isclose(
            fsum(worked.avoided(one.number, year) for one in worked.measures),
            worked.avoided_all(year),
            abs_tol=1e-12,
        )


def test_half_of_production_with_a_measure_is_half_its_effect(chain: Work) -> None:
    half = measure("press", "one", "bracket.yaml", "processes/Press/electricity: -20 %", more="ramp: 50 %")
    halved, whole = numbers(chain(half)), numbers(chain(PRESS))
    for made in whole.products:
        full = whole.changes.get((0, made.number, 2030), 0.0)
        assert isclose(halved.changes.get((0, made.number, 2030), 0.0), full / 2, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("start", "more", "shares"),
    [
        ("2026", "", [0, 1, 1, 1, 1, 1]),
        ("2026-07", "", [0, 0.5, 1, 1, 1, 1]),
        ("2026-07", "lifetime: 2 yr", [0, 0.5, 1, 0.5, 0, 0]),
        ("2027", "ramp: {2027: 20 %, 2029: 60 %}", [0, 0, 0.2, 0.4, 0.6, 0.6]),
        ("2027-10", "ramp: {2027: 40 %, 2029: 100 %}", [0, 0, 0.1, 0.7, 1, 1]),
    ],
)
def test_a_measure_works_from_its_start_for_its_lifetime(
    chain: Work, start: str, more: str, shares: list[float]
) -> None:
    worked = numbers(
        chain(measure("press", "one", "bracket.yaml", "processes/Press/electricity: -20 %", start, more))
    )
    assert [worked.measures[0].share[year] for year in worked.years] == pytest.approx(shares, abs=1e-12)


def test_what_one_product_takes_of_another_counts_once(chain: Work) -> None:
    worked = numbers(chain(*ALL))
    made = {one.id: one for one in worked.products}
    assert made["CAR"].finished and not made["BOLT"].finished
    assert (made["CAR"].inside[2025], made["BRACKET"].inside[2025]) == (0, 2000)
    assert made["BRACKET"].volume[2025] == 2000 and not made["BRACKET"].stated
    assert made["BOLT"].inside[2025] == pytest.approx(2000 * 4 + 1000 * 3)
    assert made["BOLT"].leaving(2025) == pytest.approx(20000 - 11000)
    expected = fsum(
        (worked.before[one.number, 2030] - worked.after[one.number, 2030]) * count / 1000
        for one, count in ((made["CAR"], 1000), (made["BOLT"], 9000))
    )
    assert worked.avoided_all(2030) == pytest.approx(expected, rel=1e-12)


def test_measures_in_any_order_come_to_the_same_digits(chain: Work) -> None:
    several = [numbers(chain(*order)) for order in permutations(ALL)]
    first = several[0]
    names = [one.id for one in first.measures]
    for other in several[1:]:
        at = {one.id: one.number for one in other.measures}
        assert other.after == first.after
        for (one, product, year), number in first.changes.items():
            assert other.changes[at[names[one]], product, year] == number


def test_members_in_any_order_come_to_the_same_digits(chain: Work) -> None:
    lines = MEMBERS.splitlines(keepends=True)
    first = numbers(chain(*ALL))
    other = numbers(chain(*ALL, members="".join([lines[0], *reversed(lines[1:])])))
    files = {one.file: one.number for one in other.products}
    for made in first.products:
        assert other.after[files[made.file], 2030] == first.after[made.number, 2030]
    assert [other.avoided(one, 2030) for one in range(4)] == [first.avoided(one, 2030) for one in range(4)]


def test_sequential_shares_are_the_steps_of_the_order(chain: Work) -> None:
    order = "attribution: {method: sequential, order: [thin, forge, fewer, press]}\n"
    programmed = chain(*ALL, more=order)
    worked, world = numbers(programmed), programmed.world
    assert world is not None
    car = next(one for one in worked.products if one.id == "CAR")
    state: frozenset[int] = frozenset()
    for one in (3, 2, 1, 0):
        before, state = state, state | {one}
        step = world.solve(state)[car.file][0] - world.solve(before)[car.file][0]
        assert isclose(worked.changes.get((one, car.number, 2030), 0.0), step, rel_tol=1e-9)


def test_a_grid_path_holds_before_and_after(chain: Work) -> None:
    grid = "grid: {KR: {path: {2025: 0.40 kg CO2e/kWh, 2030: 0.20 kg CO2e/kWh}, source: a plan}}\n"
    still, moving = numbers(chain(*ALL)), numbers(chain(*ALL, more=grid))
    car = next(one for one in still.products if one.id == "CAR")
    assert moving.before[car.number, 2025] == pytest.approx(still.before[car.number, 2025], rel=1e-14)
    alone = calculate(car.file, Options()).footprint
    assert alone is not None
    power = fsum(
        one.co2e
        for one in alone.contributions
        if one.source.record is not None
        and one.source.record.item == "electricity/grid"
        and {"direct", "losses"} >= set(one.source.parts)
    )
    assert power > 0
    assert moving.before[car.number, 2030] == pytest.approx(
        still.before[car.number, 2030] - power / 2, rel=1e-12
    )
    assert moving.before[car.number, 2027] == pytest.approx(
        still.before[car.number, 2027] - power / 5, rel=1e-12
    )
    for made in moving.products:
        told = fsum(moving.changes.get((one.number, made.number, 2028), 0.0) for one in moving.measures)
        assert told == pytest.approx(
            moving.after[made.number, 2028] - moving.before[made.number, 2028], rel=1e-9
        )


def test_values_that_collide_are_told_only_where_both_work(chain: Work) -> None:
    early = measure(
        "a", "one", "bracket.yaml", "processes/Press/electricity: 0.9 kWh", "2026", "lifetime: 1 yr"
    )
    late = measure("b", "one", "bracket.yaml", "processes/Press/electricity: 0.8 kWh", "2027")
    assert "CF966" not in {one.code for one in chain(early, late).findings}
    both = chain(early.replace("    lifetime: 1 yr\n", ""), late)
    assert both.worked is None and "CF966" in {one.code for one in both.findings}


@pytest.mark.parametrize("change", ["-120 %", "x 2 kg", "0.4 kg"])
def test_an_effect_that_cannot_be_is_told_at_its_place(chain: Work, change: str) -> None:
    programmed = chain(measure("press", "one", "bracket.yaml", f"processes/Press/electricity: {change}"))
    assert programmed.worked is None
    assert [one.path[:3] for one in programmed.findings if one.file.endswith("programme.yaml")] == [
        ("measures", 0, "changes")
    ]


def test_a_refused_document_refuses_the_programme(chain: Work, tmp_path: Path) -> None:
    chain()
    text = (tmp_path / "bolt.yaml").read_text()
    (tmp_path / "programme.yaml").write_text(
        (tmp_path / "programme.yaml").read_text() + "measures:\n" + PRESS
    )
    (tmp_path / "bolt.yaml").write_text(text.replace("0.1 kg, factor", "0.1 piece, factor"))
    from carbonfoot.programmes.run import work

    programmed = work(str(tmp_path / "programme.yaml"), Options())
    assert programmed.worked is None
    assert "CF405" in {one.code for one in programmed.findings}


def test_of_candidates_for_one_machine_one_at_most_is_taken(chain: Work, tmp_path: Path) -> None:
    from carbonfoot.programmes.report import reported

    def money(won: int) -> str:
        return f"replaces: press 1\nstatus: candidate\nmoney: {{investment: {won} KRW, saving: 0 KRW}}"

    dear = measure("dear", "one", "bracket.yaml", "processes/Press/electricity: 0.4 kWh", more=money(900))
    cheap = measure("cheap", "one", "bracket.yaml", "processes/Press/electricity: 0.6 kWh", more=money(100))
    never = measure("never", "one", "bracket.yaml", "processes/Press/electricity: 0.7 kWh", more=money(2000))
    more = "money: {currency: KRW, price_year: 2025, discount_rate: 4 %}\ntargets:\n"
    aim = "  - {{id: {}, product: car.yaml, path: {{2030: {} kg CO2e}}}}\n"
    car = next(one for one in numbers(chain()).products if one.id == "CAR")
    level = calculate(car.file, Options()).footprint
    assert level is not None
    saved = {
        name: numbers(chain(one.replace("    status: candidate\n", "")))
        for name, one in (("dear", dear), ("cheap", cheap))
    }
    after = {name: one.after[car.number, 2030] for name, one in saved.items()}
    assert after["dear"] < after["cheap"] < level.at_least
    wanted = {
        "none": level.at_least,
        "cheap": after["cheap"],
        "dear": after["dear"],
        "both": after["dear"] * 0.99,
    }
    programmed = chain(
        dear,
        cheap,
        never,
        more=more + "".join(aim.format(name, number * (1 + 1e-9)) for name, number in wanted.items()),
    )
    told = reported(programmed)
    assert told is not None and not [one for one in told.findings if one.code == "CF969"]
    assert numbers(programmed).after == numbers(programmed).before
    chosen = [one.closing.chosen for _, one in sorted(told.sections["targets"].closed.items())]
    assert chosen == [(), (1,), (0,), None]


def test_a_programme_in_a_folder_is_passed_over_and_named_alone_says_what_to_type(
    chain: Work, tmp_path: Path
) -> None:
    from carbonfoot.portfolio.gather import gather

    chain(PRESS)
    gathered = gather([str(tmp_path)])
    assert [Path(file).name for files in gathered.files.values() for file in files] == [
        "bolt.yaml",
        "bracket.yaml",
        "car.yaml",
    ]
    assert gathered.findings == []
    (told,) = [
        one for one in calculate(str(tmp_path / "programme.yaml"), Options()).findings if one.code == "CF010"
    ]
    assert told.help.startswith("read it with `carbonfoot programme report`, ")


def test_suppliers_that_buy_from_each_other_are_solved(chain: Work, tmp_path: Path) -> None:
    from carbonfoot.programmes.run import work
    from tests.programmes.test_same_as_calc import compare

    chain(*ALL)
    bolt = tmp_path / "bolt.yaml"
    loop = "  - {name: Fixture, amount: 0.02 piece, product: bracket.yaml}\nprocesses:"
    bolt.write_text(bolt.read_text().replace("processes:", loop))
    few = {one.id: one for one in numbers(work(str(tmp_path / "programme.yaml"), Options())).products}
    assert few["BRACKET"].volume[2025] == pytest.approx(1000 * 2 + 20000 * 0.02)  # what the others use
    assert few["BOLT"].inside[2025] == pytest.approx(1000 * 3 + 2400 * 4)
    text = (tmp_path / "programme.yaml").read_text()
    stated = text.replace(
        "products: [bracket.yaml]", "products: [{document: bracket.yaml, volume: 90000 piece}]"
    ).replace("20000 piece", "500000 piece")
    (tmp_path / "programme.yaml").write_text(stated)
    programmed = work(str(tmp_path / "programme.yaml"), Options())
    worked = numbers(programmed)
    assert programmed.world is not None
    compare(worked, programmed.world, others=2)
    made = {one.id: one for one in worked.products}
    assert made["CAR"].finished
    assert made["BRACKET"].inside[2025] == pytest.approx(1000 * 2 + 500000 * 0.02)
    assert made["BOLT"].inside[2025] == pytest.approx(1000 * 3 + 90000 * 4)


GAS = "processes/Furnace/natural_gas"
SWITCH = f"{GAS}: x 0.8, processes/Press/electricity: + 0.06 kWh/kWh (net) x {GAS}"


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_what_a_switch_takes_does_not_depend_on_names(chain: Work, names: tuple[str, str]) -> None:
    """2 MJ less 10 % are 1.8 MJ, of which a fifth becomes 0.06 x 5 times itself of electricity: 0.03 kWh, whoever is first."""
    saves, switches = names
    found = chain(
        measure(saves, "one", "bracket.yaml", f"{GAS}: -10 %"),
        measure(switches, "one", "bracket.yaml", SWITCH),
    )
    by_hand = chain(
        measure("c", "one", "bracket.yaml", f"{GAS}: 1.44 MJ (net), processes/Press/electricity: 1.03 kWh")
    )
    one, other = (made.worked for made in (found, by_hand))
    assert one is not None and other is not None
    [bracket] = [made for made in one.products if made.id == "BRACKET"]
    assert one.after[bracket.number, 2030] == pytest.approx(other.after[bracket.number, 2030], rel=1e-12)


def test_two_switches_of_one_amount_are_refused(chain: Work) -> None:
    found = chain(measure("a", "one", "bracket.yaml", SWITCH), measure("b", "one", "bracket.yaml", SWITCH))
    [told] = [one for one in found.findings if one.code == "CF966"]
    assert found.worked is None and told.path[:2] == ("measures", 1) and "make one measure" in told.help


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_what_is_added_comes_before_what_is_taken_of_it(chain: Work, names: tuple[str, str]) -> None:
    """1 kWh and 0.06 x 0.5556 kWh of gas are 1.0333 kWh; a tenth of that is taken over."""
    pump, roof = names
    power = "processes/Press/electricity"
    found = chain(
        measure(pump, "one", "bracket.yaml", SWITCH),
        measure(roof, "one", "bracket.yaml", f"{power}: x 0.9, processes/Furnace/electricity: 0.1 x {power}"),
    )
    by_hand = chain(
        measure(
            "c", "one", "bracket.yaml",
            f"{GAS}: 1.6 MJ (net), {power}: 0.93 kWh, processes/Furnace/electricity: 0.103333333333333 kWh",
        )
    )  # fmt: skip
    one, other = (made.worked for made in (found, by_hand))
    assert one is not None and other is not None
    [bracket] = [made for made in one.products if made.id == "BRACKET"]
    assert one.after[bracket.number, 2030] == pytest.approx(other.after[bracket.number, 2030], rel=1e-9)


def test_a_document_that_is_not_there_is_all_that_is_said(chain: Work) -> None:
    members = (
        "members:\n  - {id: oem, name: O, role: oem, products: [{document: gone.yaml, volume: 10 piece}]}\n"
    )
    assert [one.code for one in chain(members=members).findings] == ["CF001"]
    members = members.replace(", products: [{document: gone.yaml, volume: 10 piece}]", "")
    assert [one.code for one in chain(members=members).findings] == ["CF110"]


def test_who_has_handed_in_no_document_is_named(chain: Work) -> None:
    silent = "  - {id: late, name: L, role: supplier, tier: 2}\n  - {id: bank, name: B, role: bank}\n"
    told = reported(chain(members=MEMBERS + silent))
    assert told is not None
    (said,) = [one for one in notes(told.worked, "en") if "without a document" in one]
    assert "(1): late;" in said
    drawn = render(told, Style(80), None, ("products",))
    assert "from before to after" not in drawn, "nothing moves"
    told = reported(chain())
    assert told is not None and not [one for one in notes(told.worked, "en") if "without a document" in one]


def test_what_is_wrong_with_one_measure_does_not_hide_what_is_wrong_with_another(chain: Work) -> None:
    found = chain(
        measure("who", "nobody", "bracket.yaml", "processes/Press/electricity: -20 %"),
        measure("what", "two", "bolt.yaml", "processes/Pres/electricity: -20 %"),
        measure("whose", "two", "bracket.yaml", "processes/Press/electricity: -120 %"),
    )
    assert found.worked is None
    places = {(one.code, one.path[:2]) for one in found.findings if severity(one) == "error"}
    assert places == {
        ("CF965", ("measures", 0)),
        ("CF461", ("measures", 1)),
        ("CF967", ("measures", 2)),
        ("CF208", ("measures", 2)),
    }
