"""Measures that act on each other only through a third, and the order in which several change one document."""

from __future__ import annotations

from itertools import permutations
from math import fsum
from pathlib import Path

import pytest

from carbonfoot.pipeline import Options
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.run import Programmed, work
from tests.programmes.conftest import CHAIN, COIL, HEAD, MEMBERS, OWN, PART, Work, measure
from tests.programmes.test_same_as_calc import compare

POWER, GAS = "processes/Press/electricity", "processes/Furnace/natural_gas"


def three(folder: Path, measures: str, **documents: str) -> Programmed:
    """Documents `a`, `b` and `c`, each of a member of its own."""
    (folder / "carbonfoot.toml").touch()
    text = HEAD + "members:\n"
    for tier, name in enumerate("abc"):
        part = PART.format(
            id=name.upper(), name=name.upper(), mass="2 kg", electricity="4 kWh", gas="5",
            inputs=COIL.format("2 kg"),
        )  # fmt: skip
        (folder / f"{name}.yaml").write_text(documents.get(name, part))
        made = f"[{{document: {name}.yaml, volume: {10 ** (tier + 3)} piece}}]"
        text += f"  - {{id: {name}, name: Maker, role: supplier, tier: {tier}, products: {made}}}\n"
    (folder / "programme.yaml").write_text(f"{text}measures:\n{measures}")
    return work(str(folder / "programme.yaml"), Options())


def sound(programmed: Programmed) -> Worked:
    """What was computed, its shares the change of every product."""
    assert programmed.worked is not None and programmed.world is not None, programmed.findings
    worked = programmed.worked
    compare(worked, programmed.world, others=3)
    for made in worked.products:
        for year in worked.years:
            told = fsum(worked.changes.get((one.number, made.number, year), 0.0) for one in worked.measures)
            difference = worked.after[made.number, year] - worked.before[made.number, year]
            assert told == pytest.approx(difference, abs=1e-11)
    return worked


def adding(id: str, file: str, line: str) -> str:
    changes = f"{{{file}.yaml: {{add: {{inputs: {line}}}}}}}"
    return f"  - {{id: {id}, name: M, member: {file}, start: 2026, changes: {changes}}}\n"


B_TO_A = adding("m1", "a", "{name: Bs, amount: 2 piece, product: b.yaml}")
C_TO_B = adding("m2", "b", "{name: Cs, amount: 2 piece, product: c.yaml}")


@pytest.mark.parametrize("more", ["", "lifetime: 2 yr"])
def test_a_saving_that_is_reached_through_two_others_is_shared_by_three(tmp_path: Path, more: str) -> None:
    """Nothing comes of the first and the third alone; half of 4 kWh is saved 2 x 2 times where all three work."""
    saving = measure("m3", "c", "c.yaml", f"{POWER}: x 0.5", more=more)
    programmed = three(tmp_path, B_TO_A + C_TO_B + saving)
    worked = sound(programmed)
    assert worked.groups == ((("m1", "m2", "m3"), "shapley"),)
    c = next(one for one in worked.products if one.id == "C")
    saved = worked.changes[2, c.number, 2026]
    a = next(one for one in worked.products if one.id == "A")
    assert worked.changes[2, a.number, 2026] == pytest.approx(4 * saved / 3, rel=1e-9)


def test_parameters_that_only_work_together_are_computed_together(tmp_path: Path) -> None:
    power = '"= 4 [kWh] - p * q * r * 3 [kWh]"'
    text = PART.format(id="A", name="A", mass="2 kg", electricity=power, gas="5", inputs=COIL.format("2 kg"))
    text = text.replace("inputs:", "parameters: {p: 0, q: 0, r: 0}\ninputs:", 1)
    setting = (
        "  - {{id: {0}, name: M, member: a, start: 2026, {1}changes: {{a.yaml: {{set: {{{0}: 1}}}}}}}}\n"
    )
    several = "".join(
        setting.format(name, more) for name, more in (("p", ""), ("q", "lifetime: 2 yr, "), ("r", ""))
    )
    worked = sound(three(tmp_path, several, a=text))
    alone = sound(three(tmp_path, measure("x", "a", "a.yaml", f"{POWER}: 1 kWh")))
    assert worked.after[0, 2027] == pytest.approx(alone.after[0, 2027], rel=1e-12)
    for one in range(3):
        assert worked.changes[one, 0, 2026] == pytest.approx(alone.changes[0, 0, 2026] / 3, rel=1e-9)
    assert worked.after[0, 2028] == worked.before[0, 2028]


def test_the_mass_of_what_only_another_measure_takes_counts(tmp_path: Path) -> None:
    """A leg by lorry carries the bolt of the new supplier, which another measure makes lighter."""
    leg = "{name: Bs, amount: 2 piece, product: b.yaml, transport: {mode: road/hgv, distance: 900 km}}"
    lighter = measure("m2", "b", "b.yaml", "product/mass: 1 kg")
    worked = sound(three(tmp_path, adding("m1", "a", leg) + lighter))
    assert worked.groups == ((("m1", "m2"), "shapley"),)
    assert worked.changes[1, 0, 2026] < 0


def test_three_that_take_more_than_there_is_are_refused_also_when_one_ends(tmp_path: Path) -> None:
    less = [
        measure(f"m{one}", "a", "a.yaml", f"{POWER}: 1.5 kWh less", more="lifetime: 2 yr" if one else "")
        for one in range(3)
    ]
    programmed = three(tmp_path, "".join(less))
    assert programmed.worked is None and "CF207" in {one.code for one in programmed.findings}
    fewer = [less[0].replace("start: 2026", "start: 2028"), *less[1:]]
    sound(three(tmp_path, "".join(fewer)))


def test_candidates_that_do_not_go_together_refuse_nothing(tmp_path: Path) -> None:
    less = [
        measure(f"m{one}", "a", "a.yaml", f"{POWER}: 1.5 kWh less", more="status: candidate" if one else "")
        for one in range(3)
    ]
    worked = sound(three(tmp_path, "".join(less)))
    assert [bool(worked.avoided(one, 2030)) for one in range(3)] == [True, False, False]


def test_a_loop_that_only_measures_make_is_told_with_their_names(tmp_path: Path) -> None:
    switch = adding("m2", "b", "{name: As, amount: 1 piece, product: a.yaml}")
    programmed = three(tmp_path, B_TO_A + switch)
    [told] = [one for one in programmed.findings if one.code == "CF401"]
    assert programmed.worked is None and told.path == ("measures", 1)
    assert "`m1`, `m2`" in told.message and "a.yaml" in told.message and "b.yaml" in told.message
    [told] = [
        one
        for one in three(
            tmp_path, adding("self", "a", "{name: As, amount: 1 piece, product: a.yaml}")
        ).findings
        if one.code == "CF401"
    ]
    assert "`self`" in told.message


def levels(tmp_path: Path, several: list[str]) -> set[float]:
    """What comes of measures under every order of their names."""
    found = set()
    for ids in permutations(["x", "y", "z"][: len(several)]):
        text = "".join(one.replace("ID", id) for one, id in zip(several, ids, strict=True))
        worked = sound(three(tmp_path, text))
        found.add(worked.after[0, 2030])
    return found


def changing(change: str) -> str:
    return measure("ID", "a", "a.yaml", change)


LINE = "{name: Coil, amount: 1 kg, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}"
REMOVING = "  - {id: ID, name: M, member: a, start: 2026, changes: {a.yaml: {remove: [%s]}}}\n"


@pytest.mark.parametrize(
    ("several", "by_hand"),
    [
        ([changing(f"{POWER}: 2 kWh more"), changing(f"{POWER}: x 0.5")], "4 kWh"),
        ([changing(f"{POWER}: 1 kWh less"), changing(f"{POWER}: -50 %")], "1 kWh"),
        ([changing(f"{POWER}: 2 kWh more"), changing(f"{POWER}/amount: x 0.5")], "4 kWh"),
        (
            [
                changing(f"{POWER}: + 0.36 kWh/kWh (net) x {GAS}"),
                changing(f"{POWER}: 1 kWh more"),
                changing(f"{POWER}: x 0.5"),
            ],
            "3.5 kWh",
        ),
    ],
)
def test_the_order_of_changes_is_that_of_what_they_do(
    tmp_path: Path, several: list[str], by_hand: str
) -> None:
    [level] = levels(tmp_path, several)
    alone = sound(three(tmp_path, measure("x", "a", "a.yaml", f"{POWER}: {by_hand}")))
    assert level == pytest.approx(alone.after[0, 2030], rel=1e-9)


@pytest.mark.parametrize(
    ("several", "says"),
    [
        (
            [REMOVING % "processes/Furnace", changing(f"{POWER}: + 0.1 kWh/kWh (net) x {GAS}")],
            "needed by one",
        ),
        ([REMOVING % "processes/Furnace", changing(f"{GAS}: 4 MJ (net)")], "needed by one"),
        ([REMOVING % "processes/Press", changing(f"{POWER}: x 0.5")], "needed by one"),
        ([REMOVING % "processes/Press", changing(f"{POWER}: 2 kWh more")], "needed by one"),
        (
            [REMOVING % "processes/Press", changing("processes/Press: {name: Press, electricity: 1 kWh}")],
            "needed",
        ),
        (
            [REMOVING % "inputs/Coil/origin", changing(f"inputs/Coil: {LINE}")],
            "needed by one",
        ),
        (
            [
                changing(f"{GAS}: 1 MJ (net) more, {POWER}: x 0.5"),
                changing(f"{GAS}: x 0.5, {POWER}: 1 kWh more"),
            ],
            "which comes first",
        ),
        (
            [changing(f"{POWER}: 0.1 kWh/kWh (net) x {GAS}"), changing(f"{POWER}: x 0.5")],
            "which comes first",
        ),
        (
            [
                changing(f"{GAS}: x 0.5, {POWER}: 1 kWh more"),
                changing(f"{POWER}: x 0.5, inputs/Coil/amount: 0.1 kg more"),
                changing(f"inputs/Coil/amount: x 0.5, {GAS}: 1 MJ (net) more"),
            ],
            "which comes first",
        ),
    ],
)
def test_changes_without_an_order_are_refused_whatever_their_names(
    tmp_path: Path, several: list[str], says: str
) -> None:
    for ids in permutations(["x", "y", "z"][: len(several)]):
        text = "".join(one.replace("ID", id) for one, id in zip(several, ids, strict=True))
        programmed = three(tmp_path, text)
        told = [one for one in programmed.findings if one.code == "CF966"]
        assert programmed.worked is None and told and says in told[0].message


SITE = """\
carbonfoot: site/1
site: {id: S, name: Plant, located_in: KR}
period: 2025
meters: [{name: Main, carrier: electricity, amount: 1000 kWh}]
processes: [{name: Oven, electricity: 400 kWh}]
products: [{id: A, name: Part, amount: 100 piece, mass: 2 kg}]
"""


def test_a_meter_that_follows_its_steps_comes_after_a_share_of_it(tmp_path: Path) -> None:
    """5 % of 1000 kWh less, then a quarter of the 400 kWh of the oven: 850 kWh, whoever is first."""
    part = "carbonfoot: part/1\nproduct: {id: A, name: A, declared_unit: 1 piece, mass: 2 kg, made_in: KR}\n"
    part += "period: 2025\nmass_tolerance: 100 %\ninputs:\n" + COIL.format("2 kg") + "made_at: s.yaml\n"
    (tmp_path / "s.yaml").write_text(SITE)
    oven = "processes/Oven/electricity: -25 %, meters/Main/amount: with its steps"
    found = set()
    for one, other in (("x", "y"), ("y", "x")):
        text = measure(one, "a", "s.yaml", oven) + measure(other, "a", "s.yaml", "meters/Main/amount: -5 %")
        three(tmp_path, text, a=part)
        programme = tmp_path / "programme.yaml"
        programme.write_text(programme.read_text().replace("tier: 0,", "tier: 0, sites: [s.yaml],"))
        found.add(sound(work(str(programme), Options())).after[0, 2030])
    by_hand = "processes/Oven/electricity: 300 kWh, meters/Main/amount: 850 kWh"
    text = (
        programme.read_text().partition("measures:")[0] + "measures:\n" + measure("x", "a", "s.yaml", by_hand)
    )
    programme.write_text(text)
    [level] = found
    assert level == pytest.approx(sound(work(str(programme), Options())).after[0, 2030], rel=1e-12)


def test_what_is_drawn_does_not_depend_on_places_in_the_file(chain: Work) -> None:
    several = [
        measure(
            f"k{one:02d}", "oem", "car.yaml",
            f"{POWER}: x 0.9{one:02d}, inputs/Brackets/amount: x 0.99", more="ramp: 50 %" if one % 2 else "",
        )
        for one in range(13)
    ]  # fmt: skip
    few = "attribution: {method: shapley, samples: 100}\n"
    first, other = chain(*several, more=few).worked, chain(*several[::-1], more=few).worked
    assert first is not None and other is not None
    assert first.groups[0][1] == "shapley-sampled" and first.errors
    assert other.after == first.after
    for (one, product, year), change in first.changes.items():
        assert other.changes[12 - one, product, year] == change


PRESS = measure("press", "one", "bracket.yaml", f"{POWER}: -20 %")
TWO = "  - {id: two, name: Maker of bolts, role: supplier, tier: 2, products: [bolt.yaml]}\n"


@pytest.mark.parametrize(
    ("more", "code", "place"),
    [
        ("ramp: {2028: 100 %}", "CF971", ("measures", 0, "ramp")),
        ("lifetime: 10 d", "CF208", ("measures", 0, "lifetime")),
    ],
)
def test_a_measure_of_which_nothing_is_said_in_its_first_year_or_that_never_works(
    chain: Work, more: str, code: str, place: tuple[str | int, ...]
) -> None:
    programmed = chain(measure("press", "one", "bracket.yaml", f"{POWER}: -20 %", more=more))
    assert programmed.worked is None
    assert [(one.code, one.path) for one in programmed.findings] == [(code, place)]


def test_half_a_month_and_more_is_a_month(chain: Work) -> None:
    worked = chain(measure("press", "one", "bracket.yaml", f"{POWER}: -20 %", more="lifetime: 20 d")).worked
    assert worked is not None and worked.measures[0].share[2026] == pytest.approx(1 / 12)


@pytest.mark.parametrize(
    ("country", "code"), [("kr", "CF108"), ("Korea", "CF108"), ("JP", "CF968"), ("KR", None)]
)
def test_a_grid_path_that_moves_nothing_is_told(chain: Work, country: str, code: str | None) -> None:
    grid = (
        f"grid: {{{country}: {{path: {{2025: 0.4 kg CO2e/kWh, 2030: 0.2 kg CO2e/kWh}}, source: a plan}}}}\n"
    )
    found = chain(PRESS, more=grid).findings
    assert [(one.code, one.path) for one in found] == ([(code, ("grid", country))] if code else [])


def test_products_that_only_use_each_other_need_a_volume(tmp_path: Path, chain: Work) -> None:
    chain()
    own = (
        (tmp_path / "bolt.yaml")
        .read_text()
        .replace("processes:", OWN.format("Own", "0.1 piece", "bolt.yaml") + "processes:")
    )
    (tmp_path / "bolt.yaml").write_text(own)
    file = tmp_path / "programme.yaml"
    file.write_text(f"{HEAD}members:\n{TWO}")
    [told] = work(str(file), Options()).findings
    assert told.code == "CF970" and "has no volume either" in told.message
    file.write_text(
        f"{HEAD}members:\n{TWO.replace('[bolt.yaml]', '[{document: bolt.yaml, volume: 500 piece}]')}"
    )
    worked = work(str(file), Options()).worked
    assert worked is not None and worked.products[0].leaving(2030) == pytest.approx(450)


def test_what_is_used_behind_the_gate_counts_only_where_the_gate_is_behind(
    tmp_path: Path, chain: Work
) -> None:
    chain(PRESS)
    car, file = tmp_path / "car.yaml", tmp_path / "programme.yaml"
    spares = CHAIN["car.yaml"] + "use:\n  - {name: Spare, amount: 2 piece, product: bolt.yaml}\n"
    car.write_text(spares)
    worked = work(str(file), Options()).worked
    assert worked is not None and worked.products[2].inside[2026] == pytest.approx(11000)
    car.write_text(
        spares.replace("period: 2025", "period: 2025\nboundary: cradle-to-grave")
        + "distribution: {mode: road/hgv, distance: 1 km}\nend_of_life: [{name: Old, amount: 1 kg, treatment: recycling}]\n"
    )
    worked = work(str(file), Options()).worked
    assert worked is not None and worked.products[2].inside[2026] == pytest.approx(13000)


def test_a_product_of_which_only_a_co_product_is_used_is_finished(tmp_path: Path, chain: Work) -> None:
    chain(PRESS)
    beside = "co_products: [{id: CHIPS, name: Chips, amount: 0.01 kg}]\nallocation: mass\n"
    (tmp_path / "bolt.yaml").write_text(CHAIN["bolt.yaml"] + beside)
    for name in ("car", "bracket"):
        text = CHAIN[f"{name}.yaml"].replace(
            "piece, product: bolt.yaml", "kg, product: bolt.yaml, co_product: CHIPS"
        )
        (tmp_path / f"{name}.yaml").write_text(text)
    programmed = work(str(tmp_path / "programme.yaml"), Options())
    made = {one.id: one for one in sound(programmed).products}
    assert made["BOLT"].finished and made["BOLT"].leaving(2026) == 20000
    assert not made["BRACKET"].finished and made["CAR"].finished


def test_a_volume_that_is_used_to_the_last_piece_leaves_nothing(tmp_path: Path, chain: Work) -> None:
    worked = chain(PRESS, members=MEMBERS.replace("20000 piece", "10999.9999 piece")).worked
    assert worked is not None
    bolt = next(one for one in worked.products if one.id == "BOLT")
    assert bolt.leaving(2026) == 0
    told = chain(PRESS, members=MEMBERS.replace("20000 piece", "10999 piece"))
    assert told.worked is None and "CF970" in {one.code for one in told.findings}


def test_one_that_ends_in_the_month_before_the_other_starts_hands_over(chain: Work) -> None:
    """Half a year of one value, half a year of the other; in one month both would be two values for one place."""
    old = measure(
        "old", "one", "bracket.yaml", f"{POWER}: 0.8 kWh", "2026", "lifetime: 1.5 yr\nreplaces: press 1"
    )
    new = measure("new", "one", "bracket.yaml", f"{POWER}: 0.5 kWh", "2027-07", "replaces: press 1")
    worked = chain(old, new).worked
    assert worked is not None
    parts = [chain(one).worked for one in (old, new)]
    for year in worked.years:
        alone = [one.after[1, year] - one.before[1, year] for one in parts if one is not None]
        assert worked.after[1, year] - worked.before[1, year] == pytest.approx(fsum(alone), abs=1e-12)
    early = chain(old, new.replace("2027-07", "2027-06"))
    assert early.worked is None and {"CF966", "CF969"} & {one.code for one in early.findings}
    plain = [one.replace("    replaces: press 1\n", "") for one in (old, new)]
    assert chain(*plain).worked is not None
    early = chain(plain[0], plain[1].replace("2027-07", "2027-06"))
    assert early.worked is None and "CF966" in {one.code for one in early.findings}


def test_a_share_of_nothing_meets_nobody(chain: Work) -> None:
    old = measure("old", "one", "bracket.yaml", f"{POWER}: 0.8 kWh", "2026", "lifetime: 1 yr")
    new = measure("new", "one", "bracket.yaml", f"{POWER}: 0.5 kWh", "2026", "ramp: {2026: 0 %, 2027: 100 %}")
    assert chain(old, new).worked is not None
    some = chain(old, new.replace("0 %, 2027", "1 %, 2027"))
    assert some.worked is None and "CF966" in {one.code for one in some.findings}


@pytest.mark.parametrize("amount", ["x 0.9", "1.5 kg", "0.1 kg more"])
def test_what_is_removed_beside_an_amount_leaves_it_alone(tmp_path: Path, amount: str) -> None:
    leg = "origin: KR, transport: {mode: road/hgv, distance: 500 km}}"
    coil = COIL.format("2 kg").replace("origin: KR}", leg)
    text = PART.format(id="A", name="A", mass="2 kg", electricity="4 kWh", gas="5", inputs=coil)
    several = measure("x", "a", "a.yaml", f"inputs/Coil/amount: {amount}")
    several += (REMOVING % "inputs/Coil/transport").replace("ID", "y")
    worked = sound(three(tmp_path, several, a=text))
    assert worked.changes[1, 0, 2030] < 0


@pytest.mark.parametrize("names", [("x", "y"), ("y", "x")])
def test_a_value_and_a_share_of_it_collide(chain: Work, names: tuple[str, str]) -> None:
    value = measure(names[0], "one", "bracket.yaml", f"{POWER}: 0.8 kWh")
    programmed = chain(value, measure(names[1], "one", "bracket.yaml", f"{POWER}: -10 %"))
    assert programmed.worked is None and "CF966" in {one.code for one in programmed.findings}


def test_a_measure_that_leaves_a_number_open_is_no_nought(chain: Work) -> None:
    line = "{name: Something, amount: 1 kg}"
    add = f"  - {{id: open, name: M, member: one, start: 2026, changes: {{bracket.yaml: {{add: {{inputs: {line}}}}}}}}}\n"
    programmed = chain(add)
    assert programmed.worked is None
    assert [(one.code, one.path[:3]) for one in programmed.findings] == [
        ("CF307", ("measures", 0, "changes"))
    ]


def test_a_candidate_may_replace_what_a_decided_one_replaces(chain: Work) -> None:
    decided = measure("a", "one", "bracket.yaml", f"{POWER}: 0.8 kWh", more="replaces: Press 1")
    other = measure("b", "one", "bracket.yaml", f"{POWER}: 0.6 kWh", more="replaces: press  1")
    candidate = other.replace("    replaces", "    status: candidate\n    replaces")
    assert "CF969" in {one.code for one in chain(decided, other).findings}
    for pair in ((decided, candidate), (candidate, decided)):
        programmed = chain(*pair)
        assert programmed.findings == [] and programmed.worked is not None
        assert programmed.read is not None and programmed.read.exclusive == {frozenset({0, 1})}


def test_a_grid_that_emits_nothing_in_the_base_year_is_no_measure_of_others(chain: Work) -> None:
    grid = "grid: {KR: {path: {2025: 0 kg CO2e/kWh, 2030: 0.2 kg CO2e/kWh}, source: a plan}}\n"
    programmed = chain(PRESS, more=grid)
    assert programmed.worked is None
    assert [(one.code, one.path) for one in programmed.findings] == [("CF208", ("grid", "KR", "path"))]


def test_a_document_of_nobody_is_at_the_tier_that_is_nearest_to_the_product(tmp_path: Path) -> None:
    """Both `a`, of tier 0, and `b`, of tier 1, take a coil that nobody lists."""
    from carbonfoot.programmes.report import reported

    coil = PART.format(
        id="N", name="N", mass="1 kg", electricity="50 kWh", gas="5", inputs=COIL.format("1 kg")
    )
    (tmp_path / "n.yaml").write_text(coil)
    a, b = (
        PART.format(
            id=name, name=name, mass="2 kg", electricity="4 kWh", gas="5",
            inputs=COIL.format("2 kg") + OWN.format("N", "1 piece", "n.yaml"),
        )
        for name in "AB"
    )  # fmt: skip
    saving = measure("m", "b", "n.yaml", f"{POWER}: x 0.5")
    told = reported(three(tmp_path, saving, a=a, b=b))
    assert told is not None
    [placed] = [tonnes for (place, by), tonnes in told.placed.avoided.items() if (place.tier, by) == (0, 1)]
    assert placed[2030] > 0
    assert not any((place.tier, by) == (1, 1) for place, by in told.placed.avoided)


def test_what_is_used_behind_a_gate_alone_is_finished(tmp_path: Path) -> None:
    text = PART.format(
        id="A", name="A", mass="2 kg", electricity="4 kWh", gas="5", inputs=COIL.format("2 kg")
    )
    text += "use:\n  - {name: Spare, amount: 1 piece, product: b.yaml}\n"
    worked = three(tmp_path, measure("x", "a", "a.yaml", f"{POWER}: x 0.5"), a=text).worked
    assert worked is not None and [one.finished for one in worked.products] == [True, True, True]
    worked = three(
        tmp_path, measure("x", "a", "a.yaml", f"{POWER}: x 0.5"),
        a=text.replace("period: 2025", "period: 2025\nboundary: cradle-to-grave")
        + "distribution: {mode: road/hgv, distance: 1 km}\nend_of_life: [{name: Old, amount: 1 kg, treatment: recycling}]\n",
    ).worked  # fmt: skip
    assert worked is not None and [one.finished for one in worked.products] == [True, False, True]


def test_a_measure_that_makes_one_product_heavier_is_told_though_others_are_lighter(tmp_path: Path) -> None:
    three(tmp_path, "")
    programme = tmp_path / "programme.yaml"
    changes = f"{{a.yaml: {{change: {{{POWER}: x 2}}}}, b.yaml: {{change: {{{POWER}: x 0.5}}}}}}"
    made = "{document: a.yaml, volume: 10 piece}, {document: b.yaml, volume: 10 piece}"
    programme.write_text(
        f"{HEAD}members:\n  - {{id: a, name: A, role: oem, products: [{made}]}}\n"
        f"measures:\n  - {{id: x, name: M, member: a, start: 2026, changes: {changes}}}\n"
    )
    [told] = [one for one in work(str(programme), Options()).findings if one.code == "CF972"]
    assert "a.yaml" in told.message and "b.yaml" not in told.message


def test_a_measure_that_moves_no_product_is_told(chain: Work) -> None:
    programmed = chain(measure("x", "one", "bracket.yaml", "product/name_ko: Other"))
    assert [(one.code, one.path) for one in programmed.findings] == [("CF968", ("measures", 0))]


@pytest.mark.parametrize("again", ["[bracket.yaml, ./bracket.yaml]", "[bracket.yaml, bolt.yaml]"])
def test_a_document_listed_twice_has_no_maker(chain: Work, again: str) -> None:
    programmed = chain(PRESS, members=MEMBERS.replace("[bracket.yaml]", again))
    assert programmed.worked is None and "CF965" in {one.code for one in programmed.findings}


def test_what_is_more_or_less_is_taken_in_the_unit_that_stands_there(tmp_path: Path) -> None:
    [one, other] = [
        sound(three(tmp_path, measure("x", "a", "a.yaml", f"{POWER}: {change}"))).after[0, 2030]
        for change in ("1500 Wh less", "2.5 kWh")
    ]
    assert one == pytest.approx(other, rel=1e-12)


def test_a_grid_of_the_country_of_use_is_followed(tmp_path: Path) -> None:
    text = PART.format(
        id="A", name="A", mass="2 kg", electricity="4 kWh", gas="5", inputs=COIL.format("2 kg")
    )
    text = text.replace("period: 2025", "period: 2025\nboundary: cradle-to-grave")
    text += "use:\n  - {name: Power, amount: 3 kWh, factor: electricity/grid, origin: GB}\n"
    text += "distribution: {mode: road/hgv, distance: 1 km}\nend_of_life: [{name: Old, amount: 1 kg, treatment: recycling}]\n"
    three(tmp_path, measure("x", "a", "a.yaml", f"{POWER}: x 0.5"), a=text)
    programme = tmp_path / "programme.yaml"
    grid = "grid: {GB: {path: {2025: 0.4 kg CO2e/kWh, 2030: 0.2 kg CO2e/kWh}, source: a plan}}\n"
    programme.write_text(programme.read_text() + grid)
    programmed = work(str(programme), Options())
    assert programmed.worked is not None and not [one for one in programmed.findings if one.code == "CF968"]
    assert programmed.worked.before[0, 2030] < programmed.worked.before[0, 2025]
    assert programmed.worked.before[1, 2030] == programmed.worked.before[1, 2025]


def test_only_a_record_without_what_comes_before_follows_the_grid() -> None:
    from types import SimpleNamespace
    from typing import Any

    from carbonfoot.programmes.rows import is_grid

    def source(item: str, *parts: str) -> Any:
        return SimpleNamespace(record=SimpleNamespace(item=item), parts=parts)

    assert is_grid(source("electricity/grid", "direct", "losses")) and is_grid(
        source("electricity/grid", "losses")
    )
    assert not is_grid(source("electricity/grid", "direct", "losses", "upstream"))
    assert not is_grid(source("electricity/wind", "direct"))
    assert not is_grid(SimpleNamespace(record=None, parts=("direct",)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "fits"), [("2025", False), ("2025-12", False), ("2030-12", True), ("2031", False)]
)
def test_a_measure_starts_after_the_base_year_and_by_the_last(chain: Work, start: str, fits: bool) -> None:
    programmed = chain(measure("press", "one", "bracket.yaml", f"{POWER}: -20 %", start))
    assert (programmed.worked is not None) == fits
    assert [one.code for one in programmed.findings] == ([] if fits else ["CF971"])


def test_two_products_that_only_use_each_other_need_a_volume(tmp_path: Path) -> None:
    part = PART.format(
        id="A", name="A", mass="2 kg", electricity="4 kWh", gas="5", inputs=COIL.format("2 kg")
    )
    texts = {
        name: part.replace("id: A", f"id: {name.upper()}").replace(
            "processes:", OWN.format("Other", "0.1 piece", f"{other}.yaml") + "processes:"
        )
        for name, other in (("a", "b"), ("b", "a"))
    }
    three(tmp_path, "", **texts)
    programme = tmp_path / "programme.yaml"
    text = programme.read_text().replace(", volume: 1000 piece", "").replace(", volume: 10000 piece", "")
    programme.write_text(text.replace("measures:\n", ""))
    told = work(str(programme), Options())
    assert told.worked is None and [one.code for one in told.findings] == ["CF970", "CF970"]
    programme.write_text(programme.read_text().replace("a.yaml}", "a.yaml, volume: 1000 piece}"))
    worked = work(str(programme), Options()).worked
    assert worked is not None and worked.products[1].volume[2025] == pytest.approx(100)


def test_readings_of_which_one_is_no_amount_have_no_sum() -> None:
    from carbonfoot.scenarios.derived import amount_in

    whole = amount_in({"readings": {"2025-01": "1 kWh", "2025-02": "2000 Wh"}})
    assert whole is not None and whole.to("kWh") == pytest.approx(3)
    assert amount_in({"readings": {"2025-01": "1 kWh", "2025-02": {"note": "lost"}}}) is None


def test_a_line_that_is_open_makes_all_that_needs_it_incomplete(tmp_path: Path, chain: Work) -> None:
    chain(PRESS)
    (tmp_path / "bracket.yaml").write_text(
        CHAIN["bracket.yaml"].replace("processes:", "  - {name: Something, amount: 1 kg}\nprocesses:")
    )
    worked = work(str(tmp_path / "programme.yaml"), Options()).worked
    assert worked is not None and not worked.complete
    assert {Path(one).name for one in worked.unfinished} == {"bracket.yaml", "car.yaml"}
