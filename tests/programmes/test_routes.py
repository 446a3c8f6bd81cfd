"""The way of every tonne: in where its measure acts, through products, out; nothing is lost or made on the way."""

from __future__ import annotations

from math import fsum

import pytest

from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.routes import Leg
from carbonfoot.programmes.run import Programmed
from tests.programmes.conftest import CHAIN, MEMBERS, OWN, Work, measure
from tests.programmes.printed import ROOT

CAR, BRACKET, BOLT = 0, 1, 2
YEAR = 2030
AIR = measure("air", "two", "bolt.yaml", "processes/Press/electricity: -18 %")
PRESS = measure("press", "one", "bracket.yaml", "processes/Press/electricity: -50 %")
FEWER = measure("fewer", "oem", "car.yaml", "inputs/Bolts/amount: 1 piece")
RAMPED = AIR.replace("    changes", "    ramp: {2026: 40 %, 2029: 100 %}\n    changes")
HEAVIER = measure("heavier", "one", "bracket.yaml", "processes/Furnace/natural_gas: +30 %")


def told(programmed: Programmed) -> Reported:
    found = reported(programmed)
    assert found is not None, [one.message for one in programmed.findings]
    return found


def tonnes(legs: tuple[Leg, ...], source: int | None, target: int | None, member: str = "") -> float:
    """t CO2e avoided of a leg in 2030."""
    return fsum(
        one.avoided.get(YEAR, 0.0)
        for one in legs
        if (one.source, one.target) == (source, target) and (not member or one.member == member)
    )


def conserved(found: Reported) -> None:
    """In = out at every product, tier, year and sign; what enters and what leaves is what the programme avoids."""
    worked = found.worked
    for year in worked.years:
        total = worked.avoided_all(year)
        near = pytest.approx(total, rel=1e-9, abs=1e-9)
        for end in ("source", "target"):
            ends = [one for one in found.routes if getattr(one, end) is None]
            assert fsum(one.avoided.get(year, 0) - one.added.get(year, 0) for one in ends) == near
        for tier in {one.tier for one in worked.members.values()}:
            mine = [one for one in found.routes if one.tier == tier]
            for which in ("avoided", "added"):
                for product in worked.products:
                    into, out = (
                        fsum(
                            getattr(one, which).get(year, 0)
                            for one in mine
                            if getattr(one, end) == product.number
                        )
                        for end in ("target", "source")
                    )
                    assert into == pytest.approx(out, rel=1e-9, abs=1e-9 * abs(total))
            entered = [one for one in mine if one.source is None]
            by_measures = fsum(
                worked.avoided(one.number, year)
                for one in worked.measures
                if worked.members[one.member].tier == tier
            )
            net = fsum(one.avoided.get(year, 0) - one.added.get(year, 0) for one in entered)
            assert net == pytest.approx(by_measures, rel=1e-9, abs=1e-9)
        for product in worked.products:
            leaving = [one for one in found.routes if (one.source, one.target) == (product.number, None)]
            less = (worked.before[product.number, year] - worked.after[product.number, year]) / 1000
            net = fsum(one.avoided.get(year, 0) - one.added.get(year, 0) for one in leaving)
            assert net == pytest.approx(less * product.leaving(year), rel=1e-9, abs=1e-9 * abs(total))


def test_a_measure_on_bolts_by_hand(chain: Work) -> None:
    """1000 cars of 2 brackets of 4 bolts and of 3 bolts more: 11 000 of 20 000 bolts, the other 9 000 are sold."""
    found = told(chain(AIR))
    bolt = -found.worked.changes[0, BOLT, YEAR] / 1000
    legs = found.routes
    assert tonnes(legs, None, BOLT, "two") == pytest.approx(20_000 * bolt)
    assert tonnes(legs, BOLT, BRACKET) == pytest.approx(8_000 * bolt)
    assert tonnes(legs, BRACKET, CAR) == pytest.approx(8_000 * bolt)
    assert tonnes(legs, BOLT, CAR) == pytest.approx(3_000 * bolt)
    assert tonnes(legs, CAR, None) == pytest.approx(11_000 * bolt)
    assert tonnes(legs, BOLT, None) == pytest.approx(9_000 * bolt)
    assert len(legs) == 6 and all(one.tier == 2 for one in legs)
    conserved(found)


def test_each_enters_where_it_acts_though_they_meet(chain: Work) -> None:
    """One bolt fewer a car: what the bolt maker saves passes through fewer bolts, and enters nowhere else."""
    found = told(chain(AIR, FEWER))
    into = {(one.member, one.target) for one in found.routes if one.source is None}
    assert into == {("two", BOLT), ("oem", CAR)}
    worked = found.worked
    assert tonnes(found.routes, None, CAR, "oem") == pytest.approx(-worked.changes[1, CAR, YEAR])
    alone = told(chain(AIR))
    assert tonnes(found.routes, BOLT, CAR) < tonnes(alone.routes, BOLT, CAR)
    bolt = -worked.changes[0, BOLT, YEAR]
    assert tonnes(found.routes, BOLT, CAR) == pytest.approx(2 * bolt, rel=1e-6)  # between 3 and 1 a car
    conserved(found)


def test_what_adds_is_told_beside_what_avoids(chain: Work) -> None:
    found = told(chain(AIR, HEAVIER))
    worked = found.worked
    added = [one for one in found.routes if any(one.added.values())]
    assert {(one.member, one.source, one.target) for one in added} == {
        ("one", None, BRACKET), ("", BRACKET, CAR), ("", CAR, None),
    }  # fmt: skip
    assert all(one.added[YEAR] == pytest.approx(-worked.avoided(1, YEAR)) for one in added)
    assert tonnes(found.routes, None, BOLT) == pytest.approx(worked.avoided(0, YEAR))
    conserved(found)


def test_a_measure_that_saves_here_and_adds_there_nets_nothing(chain: Work) -> None:
    both = AIR.rstrip("\n").removesuffix("}}}")
    both = both.replace("electricity: -18 %", "electricity: -18 %, processes/Furnace/natural_gas: +1 %")
    found = told(chain(both + "}}}\n"))
    enters = [one for one in found.routes if one.source is None]
    assert [(one.member, one.target) for one in enters] == [
        ("two", BOLT)
    ]  # one effect on one product is one number
    conserved(found)


@pytest.mark.parametrize(
    "measures", [(RAMPED, PRESS), (AIR, PRESS, FEWER, HEAVIER), (FEWER,), (RAMPED, FEWER)], ids=range(4)
)
def test_ways_come_to_what_is_avoided(chain: Work, measures: tuple[str, ...]) -> None:
    conserved(told(chain(*measures)))


def test_parts_that_take_of_each_other_come_to_an_end(chain: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrap brackets go into bolts: a loop between products that is solved, and so are the ways."""
    scrap = OWN.format("Old", "0.01 piece", "bracket.yaml") + "processes:"
    monkeypatch.setitem(CHAIN, "bolt.yaml", CHAIN["bolt.yaml"].replace("processes:", scrap))
    found = told(chain(AIR, PRESS))
    assert tonnes(found.routes, BRACKET, BOLT) > 0
    conserved(found)


def test_what_a_product_takes_only_with_a_measure_comes_from_there(
    chain: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brackets with screws in place of bolts, and better screws: the second comes to brackets by the first alone."""
    monkeypatch.setitem(CHAIN, "screw.yaml", CHAIN["bolt.yaml"].replace("BOLT", "SCREW"))
    three = "  - {id: three, name: T, role: supplier, tier: 2, products: [{document: screw.yaml, volume: 9000 piece}]}\n"
    switch = measure("switch", "one", "bracket.yaml", "inputs/Bolts/product: screw.yaml")
    better = measure("better", "three", "screw.yaml", "processes/Press/electricity: -60 %")
    found = told(chain(switch, better, members=MEMBERS + three))
    worked = found.worked
    assert found.worked.changes[1, BRACKET, YEAR] < 0
    assert {one.target for one in found.routes if one.member == "three"} == {3}
    assert tonnes(found.routes, 3, BRACKET) == pytest.approx(-2 * worked.changes[1, BRACKET, YEAR])
    conserved(found)


@pytest.mark.parametrize(
    "example",
    ["automotive-agreement", "steel-part-car", "appliance", "sectors/cement", "sectors/semiconductor"],
)
def test_examples_lose_nothing_on_the_way(example: str) -> None:
    from carbonfoot.pipeline import Options
    from carbonfoot.programmes.run import work

    conserved(told(work(str(ROOT / "examples" / example / "programme.yaml"), Options())))
