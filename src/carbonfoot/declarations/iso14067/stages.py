"""Stages and kinds of emissions crossed: in kg CO2e, in shares of each kind, and as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from carbonfoot.declarations.content import Bar, Bars, Block, Cell, Column, Number, Table
from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.iso14067.ranked import NONE, hundred, kilogram, percents, shares, whole
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.crossed import Stage, crossed
from carbonfoot.reports.adding import adding_up, crossing, units, written
from carbonfoot.system.model import BESIDE, CATEGORIES

SHOWN = ("fossil", "biogenic_non_co2", "land_use_change")
"""Columns that are there also where they are nothing."""


def by_stage(study: Study) -> Iterator[Block]:
    """The chart, the table in kg CO2e, and the shares of the stages in every figure."""
    stages = [one for one in crossed(study.result) if one.counted]
    if not stages:
        yield study.absent("no lines")
        return
    named = [key for key in CATEGORIES if key in SHOWN or any(one.parts[key] for one in stages)]
    counted = _units(study, stages, named)
    if any(one.co2e for one in stages):
        yield _bars(study, stages, named, counted)
    yield _kilograms(study, stages, named, counted)
    if any(any(one.parts[key] for one in stages) for key in named[1:]) or any(
        any(one.beside.values()) for one in stages
    ):
        yield _shares(study, stages, named)


def _units(study: Study, stages: Sequence[Stage], named: Sequence[str]) -> list[list[int]]:
    """Units of the last decimal of every cell; rows and columns add up to those of the whole."""
    decimals = study.style.decimals
    total = units(study.result.at_least, decimals)
    rows = adding_up(total, [one.co2e for one in stages], decimals)
    columns = adding_up(total, [fsum(one.parts[key] for one in stages) for key in named], decimals)
    return crossing(rows, columns, [[one.parts[key] for key in named] for one in stages], decimals)


def _kilograms(
    study: Study, stages: Sequence[Stage], named: Sequence[str], counted: Sequence[Sequence[int]]
) -> Table:
    def cell(number: float, one: int) -> Number:
        return kilogram(study, number, one)

    rows: list[tuple[Cell, ...]] = []
    share = shares([one.co2e for one in stages], study.result.at_least)
    for stage, numbers, percent in zip(stages, counted, share, strict=True):
        cells = [cell(stage.parts[key], one) for key, one in zip(named, numbers, strict=True)]
        rows.append((study.label(stage.key), *cells, cell(stage.co2e, sum(numbers)), percent))
    sums = [
        cell(fsum(stage.parts[key] for stage in stages), sum(numbers[at] for numbers in counted))
        for at, key in enumerate(named)
    ]
    rows.append((study.word("total"), *sums, whole(study), hundred(study)))
    heads = [Column(study.label(key), numeric=True) for key in named]
    columns = (
        *(Column(study.word("column stage")), *heads),
        *(
            Column(study.word("column kg"), numeric=True),
            Column(study.word(f"column {percents(study).removesuffix('#')}"), numeric=True),
        ),
    )
    return Table(study.word("table by stage"), columns, tuple(rows))


def _shares(study: Study, stages: Sequence[Stage], named: Sequence[str]) -> Table:
    """Shares of the stages in each figure; aircraft, uptake and release of biogenic CO2 too where there are any."""
    figures = {key: [one.parts[key] for one in stages] for key in named}
    figures |= {key: [one.beside[key] for one in stages] for key in BESIDE}
    figures = {key: numbers for key, numbers in figures.items() if any(numbers)}
    columns = (
        Column(study.word("column stage")),
        *(Column(study.label(key), numeric=True) for key in figures),
    )
    cells = [shares(numbers, fsum(numbers)) for numbers in figures.values()]
    rows = [(study.label(stage.key), *(column[at] for column in cells)) for at, stage in enumerate(stages)]
    sums: list[Cell] = [Number("100.0") if fsum(numbers) else NONE for numbers in figures.values()]
    return Table(study.word("table stage shares"), columns, (*rows, (study.word("total"), *sums)))


def _bars(
    study: Study, stages: Sequence[Stage], named: Sequence[str], counted: Sequence[Sequence[int]]
) -> Bars:
    drawn = [key for key in named if any(one.parts[key] for one in stages)]
    share = shares([one.co2e for one in stages], study.result.at_least)
    bars = []
    for stage, numbers, percent in zip(stages, counted, share, strict=True):
        kg = kilogram(study, stage.co2e, sum(numbers)).text
        text = study.word("bar text", kg=kg, percent=percent if isinstance(percent, str) else percent[0])
        split = [
            f"{study.label(key)} {grouped(written(stage.parts[key], one, study.style.decimals))}"
            for key, one in zip(named, numbers, strict=True)
            if stage.parts[key]
        ]
        if len(split) > 1:
            text += f" ({', '.join(split)})"
        bars.append(Bar(study.label(stage.key), tuple(stage.parts[key] for key in drawn), text))
    return Bars(study.word("chart stages"), tuple(study.label(key) for key in drawn), tuple(bars))
