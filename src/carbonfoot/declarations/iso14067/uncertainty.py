"""How far the result may be off: the interval, what drives it, on whose word it rests, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.declarations.content import Block, Cell, Facts, Number, Section
from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.iso14067.ranked import kilogram
from carbonfoot.declarations.iso14067.results import interval
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.interval import NOT_COUNTED, Uncertainty
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.quality_text import driver_name
from carbonfoot.reports.style import fixed, percent
from carbonfoot.uncertainty.first_order import FirstOrder
from carbonfoot.uncertainty.interval import SCORE

DRIVERS = 10


def section(study: Study) -> Section:
    """The section of uncertainty."""
    found = study.result.uncertainty
    if not study.complete:
        return study.section("uncertainty", study.part_of("", study.absent("no interval incomplete why")))
    if found is None or found.first is None:
        return study.section("uncertainty", study.part_of("", study.absent("no interval why")))
    parts = [
        study.part_of("interval", *_interval(study, found, found.first)),
        study.part_of("drivers", *_drivers(study, found.first)),
        study.part_of("not counted", *_left_out(study, found)),
    ]
    return study.section("uncertainty", *parts)


def _interval(study: Study, found: Uncertainty, first: FirstOrder) -> Iterator[Block]:
    facts: list[tuple[str, Cell]] = [
        (study.word("fact interval"), interval(study)),
        (study.word("fact mean"), kilogram(study, first.mean)._replace(unit="kg CO2e")),
        (study.word("fact sd"), kilogram(study, first.sd)._replace(unit="kg CO2e")),
        (study.word("fact covered"), Number(percent(found.covered))),
    ]
    yield study.say("interval text")
    yield Facts(tuple(facts))
    order = sorted(first.origins.items(), key=lambda one: (-one[1], one[0]))
    rows: list[tuple[Cell, ...]] = [
        (study.word(f"origin {key}"), Number(fixed(100 * share, 1))) for key, share in order
    ]
    yield study.table("spread origins", "rests variance#", rows)
    if first.doubt is not None:
        yield study.say("interval doubt", why=study.label(f"doubt {first.doubt.reason}"))


def _drivers(study: Study, first: FirstOrder) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = [
        (
            driver_name(study.result, one.label, study.style),
            study.word(f"origin {one.origin}"),
            kilogram(study, SCORE * one.sd),
            Number(format_number(one.slope, 3)),
            Number(grouped(fixed(100 * one.share, 1))),
        )
        for one in first.shares[:DRIVERS]
    ]
    yield study.table("drivers", "driver rests range# slope# variance#", rows)
    yield study.say("drivers text", shown=str(len(rows)), count=str(len(first.shares)))


def _left_out(study: Study, found: Uncertainty) -> Iterator[Block]:
    yield study.say(
        "not counted text", what=", ".join(study.word(f"not counted {key}") for key in NOT_COUNTED)
    )
    if found.empty:
        named = ", ".join(
            f"{study.word(f'score {key}')} {count}" for key, count in sorted(found.empty.items())
        )
        yield study.say("empty scores", scores=named)
