"""Programmes by chance: links, loops, sites, co-products, gates; measures of every kind on each other's documents."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import pytest

from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, calculate
from carbonfoot.programmes.composed import Composed
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.report import reported
from carbonfoot.programmes.run import Programmed, work
from carbonfoot.programmes.world import World
from carbonfoot.scenarios.amending import Amending
from carbonfoot.system.model import BEYOND_GATE
from tests.programmes.any_programme import HALF, Written, by_hand, subsets

CLOSE = 1e-9


def calculated(worked: Worked, world: World, state: frozenset[int], file: str) -> Footprint:
    amending = Amending(world.display, world.layers_of(state))
    found = calculate(file, Options(worked.gwp_set), world.library, None, amending).footprint
    assert found is not None
    return found


def with_grid(found: Footprint, ratio: float) -> float:
    """kg CO2e where generation and losses of the grid of Korea emit so much of what they did."""
    inside = found.boundary == "cradle-to-grave"
    total = 0.0
    for one in found.contributions:
        record = one.source.record
        follows = (
            record is not None
            and record.item == "electricity/grid"
            and set(one.source.parts) <= {"direct", "losses"}
            and one.flow.country == "KR"
        )
        if inside or one.stage not in BEYOND_GATE:
            total += one.co2e * (ratio if follows else 1.0)
    return total


@pytest.mark.parametrize("seed", range(40))
def test_any_programme_is_worked_out_again(seed: int, tmp_path: Path) -> None:
    written = Written(tmp_path, seed)
    programmed = work(str(written.write()), Options())
    if programmed.worked is None:
        refused(written, programmed)
        return
    worked, world = programmed.worked, programmed.world
    assert world is not None
    order = None if written.order is None else [written.ids.index(one) for one in written.order]
    levels: dict[int, dict[frozenset[int], float]] = {made.number: {} for made in worked.products}
    for state in map(frozenset, subsets(range(len(worked.measures)))):
        if any(all(worked.measures[one].possible[year] for one in state) for year in worked.years):
            solved, composed = world.solve(state), Composed(world, state)
            for made in worked.products:
                told = calculated(worked, world, state, made.file).at_least
                levels[made.number][state] = told
                assert isclose(sum(solved[made.file]), told, rel_tol=1e-10)
                assert isclose(composed.footprint(made.file).at_least, told, rel_tol=1e-10)
    for year in worked.years:
        shares = [one.share[year] for one in worked.measures]
        ratio = 1 - (1 - HALF) * (year - 2025) / 4 if written.grid else 1.0
        at_work = frozenset(one for one, share in enumerate(shares) if share)
        for made in worked.products:
            before = worked.before[made.number, year]
            if not written.grid:
                mean, steps = by_hand(levels[made.number], shares, order)
                assert worked.after[made.number, year] == pytest.approx(float(mean), abs=CLOSE * before)
                for one, change in enumerate(steps):
                    found = worked.changes.get((one, made.number, year), 0.0)
                    assert found == pytest.approx(float(change), abs=CLOSE * before)
            elif set(shares) <= {0, 1}:
                plain = calculated(worked, world, frozenset(), made.file)
                changed = calculated(worked, world, at_work, made.file)
                assert before == pytest.approx(with_grid(plain, ratio), rel=CLOSE)
                assert worked.after[made.number, year] == pytest.approx(with_grid(changed, ratio), rel=CLOSE)
    adds_up(programmed)
    if order is None:
        renamed(written, worked)


def adds_up(programmed: Programmed) -> None:
    """Tonnes by measure and by place are those of the whole."""
    worked, told = programmed.worked, reported(programmed)
    assert worked is not None and told is not None
    for year in worked.years:
        close = CLOSE * max(1.0, abs(worked.emitted(year, measures=False)))
        avoided = worked.avoided_all(year)
        assert sum(worked.avoided(one.number, year) for one in worked.measures) == pytest.approx(
            avoided, abs=close
        )
        assert sum(one[year] for one in told.placed.avoided.values()) == pytest.approx(avoided, abs=close)
        for made in worked.products:
            change = sum(worked.changes.get((one.number, made.number, year), 0.0) for one in worked.measures)
            difference = worked.after[made.number, year] - worked.before[made.number, year]
            assert change == pytest.approx(difference, abs=CLOSE * worked.before[made.number, year])
        before = sum(one.before[year] for one in told.placed.tonnes)
        after = sum(one.after[year] for one in told.placed.tonnes)
        assert before == pytest.approx(worked.emitted(year, measures=False), abs=close)
        assert after == pytest.approx(worked.emitted(year, measures=True), abs=close)


def renamed(written: Written, worked: Worked) -> None:
    """Neither names nor places of measures decide anything."""
    size = len(written.ids)
    places, ids = written.draw.sample(range(size), size), written.draw.sample(written.ids, size)
    other = work(str(written.write(places, ids)), Options()).worked
    assert other is not None
    for made in worked.products:
        for year in worked.years:
            assert isclose(other.after[made.number, year], worked.after[made.number, year], rel_tol=1e-12)
            for new, old in enumerate(places):
                found = other.changes.get((new, made.number, year), 0.0)
                expected = worked.changes.get((old, made.number, year), 0.0)
                assert found == pytest.approx(expected, abs=CLOSE * worked.before[made.number, year])


def refused(written: Written, programmed: Programmed) -> None:
    """What cannot be computed is refused whatever the names are."""
    assert {one.code for one in programmed.findings} & {"CF966", "CF401", "CF461", "CF970"}
    size = len(written.ids)
    if written.order is None:
        ids = written.draw.sample(written.ids, size)
        assert work(str(written.write(None, ids)), Options()).worked is None
