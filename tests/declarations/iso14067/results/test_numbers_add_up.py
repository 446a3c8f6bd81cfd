"""Every table adds up as it is printed, and says what `calc --format json` says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from math import fsum
from typing import Any

import pytest

from carbonfoot.declarations.content import Bars, Block, Document, Number, Table
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.crossed import crossed
from carbonfoot.reports.adding import adding_up, crossing, units
from carbonfoot.reports.calc_json import report
from carbonfoot.system.model import BESIDE, CATEGORIES

Made = Callable[..., Document]
Of = Callable[..., Study]

ADDED = re.compile(r"kg CO2e$|%$")
NUMBER = re.compile(r"[-−]?\d[\d\u202f]*(?:\.\d+)?(?:e-?\d+)?")


def blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        for part in section.parts:
            yield from part.blocks


MARK = "INCOMPLETE: "


def tables(document: Document) -> dict[str, Table]:
    return {one.caption.removeprefix(MARK): one for one in blocks(document) if isinstance(one, Table)}


def value(cell: object) -> float | None:
    """The number of a cell; what is below the last digit counts as nothing, as it was counted."""
    text = cell.text if isinstance(cell, Number) else ""
    if "<" in text or ">" in text:
        return 0.0
    found = NUMBER.search(text)
    return None if found is None else float(found[0].replace("\u202f", "").replace("−", "-"))


def decimals(cell: object) -> int:
    return len(getattr(cell, "text", "").split(" ")[-1].partition(".")[2])


def test_columns_add_up_to_their_total(document: Made, study: Of, name: str) -> None:
    total = study(name).word("total")
    checked = 0
    for table in tables(document(name)).values():
        if not table.rows or table.rows[-1][0] != total:
            continue
        for at, column in enumerate(table.columns):
            numbers = [value(row[at]) for row in table.rows]
            if not column.numeric or not ADDED.search(f"{column.title}") or numbers[-1] is None:
                continue
            assert None not in numbers, (table.caption, column)
            parts = fsum(one for one in numbers[:-1] if one is not None)
            assert parts == pytest.approx(numbers[-1], abs=1e-9), (table.caption, column.title)
            checked += 1
    assert checked >= 5 or name == "nothing"


def test_stages_add_up_across(document: Made, study: Of, name: str) -> None:
    one = study(name)
    table = tables(document(name))[one.word("table by stage")]
    for row in table.rows:
        numbers = [value(cell) for cell in row[1:-1]]
        assert fsum(number or 0.0 for number in numbers[:-1]) == pytest.approx(numbers[-1] or 0.0, abs=1e-9)


def test_bars_reach_what_the_total_is(document: Made, study: Of, name: str) -> None:
    one = study(name)
    charts = {
        block.caption.removeprefix(MARK): block for block in blocks(document(name)) if isinstance(block, Bars)
    }
    if not one.result.at_least:
        assert charts == {}
        return
    lines = charts[one.word("chart lines")]
    *steps, last = lines.bars
    reached = 0.0
    for bar in steps:
        assert bar.start == pytest.approx(reached, abs=1e-12)
        reached += fsum(bar.parts)
    assert last.start == 0.0
    assert reached == pytest.approx(fsum(last.parts)) == pytest.approx(one.result.at_least)
    stages = charts[one.word("chart stages")]
    assert fsum(fsum(bar.parts) for bar in stages.bars) == pytest.approx(one.result.at_least)


def near(cell: object, number: float) -> bool:
    """Equal at the digits of the cell, but for the one unit that adding up may move."""
    found = value(cell)
    return found is not None and abs(found - number) <= 1.5000001 * 10.0 ** -decimals(cell) + 1e-12


def rows_of(table: Table) -> dict[str, tuple[object, ...]]:
    return {str(row[0]): row for row in table.rows}


@pytest.fixture
def answer(study: Of) -> Callable[[str], dict[str, Any]]:
    """What `calc --format json` says."""

    def data(name: str) -> dict[str, Any]:
        subject = study(name).subject
        found: dict[str, Any] = report(subject.outcome, subject.asked, True)["data"]
        return found

    return data


def test_figures_are_those_of_calc(
    document: Made, study: Of, answer: Callable[[str], dict[str, Any]], name: str
) -> None:
    one, told, data = study(name), tables(document(name)), answer(name)
    split = rows_of(told[one.word("table by part")])
    for key in CATEGORIES:
        if data["split"][key]:
            assert near(split[one.label(key)][1], data["split"][key]), key
    assert near(split[one.word("total")][1], data["at_least"])
    stages = rows_of(told[one.word("table by stage")])
    for each in data["by_stage"]:
        assert near(stages[one.label(each["stage"])][-2], each["kg_co2e"])
    for key in ("item", "country", "supplier"):
        caption = one.word(f"table by {key}")
        if caption not in told:
            assert len(data[f"by_{key}"]) <= 1
            continue
        rows = rows_of(told[caption])
        for each in data[f"by_{key}"][:5]:
            if each[key] in rows:
                assert near(rows[each[key]][1], each["kg_co2e"]), each
    if data["by_gas"]:
        gases = told[one.word("table by gas")]
        assert near(gases.rows[-1][2], data["at_least"])


def test_lines_are_those_of_calc(
    document: Made, study: Of, answer: Callable[[str], dict[str, Any]], name: str
) -> None:
    """Lines of the product that nothing stands behind are printed with the number that they have there."""
    one, data = study(name), answer(name)
    rows = rows_of(tables(document(name))[one.word("table by line")])
    found = 0
    for line in data["lines"]:
        if not line["lines"] and line["factors"] and line["name"] in rows:
            assert near(rows[line["name"]][-2], line["kg_co2e"]), line["name"]
            found += 1
    assert found


def test_stages_crossed_with_parts_are_the_split(study: Of, name: str) -> None:
    result = study(name).result
    stages = crossed(result)
    for key in CATEGORIES:
        assert fsum(one.parts[key] for one in stages if one.counted) == pytest.approx(
            result.split[key], abs=1e-12
        )
    for key in BESIDE:
        assert fsum(one.beside[key] for one in stages if one.counted) == pytest.approx(
            result.split[key], abs=1e-12
        )
    for stage in stages:
        assert fsum(stage.parts.values()) == pytest.approx(stage.co2e, abs=1e-9)
    assert {one.key: one.co2e for one in stages if one.counted} == pytest.approx(
        {one.key: one.co2e for one in result.stages}
    )
    assert {one.key for one in stages if not one.counted} == {one.key for one in result.beyond}


def test_cells_add_up_both_ways() -> None:
    numbers = random.Random(7)
    for _ in range(500):
        height, width = numbers.randint(1, 9), numbers.randint(1, 7)
        cells = [
            [
                numbers.choice([0.0, numbers.lognormvariate(0, 3) * numbers.choice([1, 1, -1])])
                for _ in range(width)
            ]
            for _ in range(height)
        ]
        whole = units(fsum(fsum(row) for row in cells), 2)
        rows = adding_up(whole, [fsum(row) for row in cells], 2)
        columns = adding_up(whole, [fsum(row[at] for row in cells) for at in range(width)], 2)
        if not sum(rows) == sum(columns) == whole:
            continue  # nothing there to move
        found = crossing(rows, columns, cells, 2)
        assert [sum(row) for row in found] == rows
        assert [sum(row[at] for row in found) for at in range(width)] == columns
        assert all(
            abs(one - units(cell, 2)) <= 3
            for row, given in zip(found, cells, strict=True)
            for one, cell in zip(row, given, strict=True)
        )
