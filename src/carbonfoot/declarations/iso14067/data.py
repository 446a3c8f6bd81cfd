"""Time, geography and data: every line with its amount, the origin of its number, and what kind of data it is."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.content import Block, Cell, Facts, Section
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.origin import kind_of, origin_of, region_of, year_of
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.result import LineResult
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.adding import adding_up, units, written

_KINDS = ("primary", "secondary", "stated", "estimated", "illustrative", "no burden", "missing")


class _Line(NamedTuple):
    """A line that has nothing behind it, over all ways to it; `units` of the last decimal of what it adds."""

    line: LineResult
    co2e: float | None
    units: int


def section(study: Study) -> Section:
    """Period and places, how many amounts are of which kind, and the lines."""
    leaves = _once(study, _leaves(study.result.lines))
    return study.section(
        "data",
        study.part_of("time and place", _about(study)),
        study.part_of("kinds", *_kinds(study, leaves)),
        study.part_of("lines", *_lines(study, leaves)),
    )


def _leaves(lines: list[LineResult] | tuple[LineResult, ...]) -> list[LineResult]:
    """The lines that have nothing behind them, in the order of the documents."""
    return [leaf for line in lines for leaf in (_leaves(line.lines) if line.lines else [line])]


def _once(study: Study, leaves: list[LineResult]) -> list[_Line]:
    """Each line once: what a meter or a linked document brings by several ways stands together."""
    found: dict[tuple[int, int], list[LineResult]] = {}
    for line in leaves:
        found.setdefault((line.activity, id(line.flow)), []).append(line)
    numbers = [_sum([one.co2e for one in some]) for some in found.values()]
    known = [number for number in numbers if number is not None]
    decimals = study.style.decimals
    counted = iter(adding_up(units(fsum(known), decimals), known, decimals))
    return [
        _Line(some[0], number, 0 if number is None else next(counted))
        for some, number in zip(found.values(), numbers, strict=True)
    ]


def _sum(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return fsum(known) if len(known) == len(numbers) else None


def _about(study: Study) -> Block:
    start, end = study.result.period
    years = [int(one.source.record.year) for one in study.result.contributions if one.source.record]
    rows: list[tuple[str, Cell]] = [("period", study.word("from to", start=start, end=end))]
    if years:
        rows.append(("years of factors", _years(study, min(years), max(years))))
    rows.append(("made in", study.place(study.result.product.country)))
    stand_ins = {
        study.name(one.flow) for one in study.result.contributions if one.counted and one.source.proxy
    }
    co2e = fsum(one.co2e for one in study.result.contributions if one.counted and one.source.proxy)
    if stand_ins and study.result.at_least:
        share = study.percent(co2e / study.result.at_least)
        said = study.word("stand-ins", count=str(len(stand_ins)), share=share)
        rows.append(("stand-ins", said))
    return Facts(tuple((study.word(f"fact {key}"), cell) for key, cell in rows))


def _years(study: Study, first: int, last: int) -> str:
    return str(first) if first == last else study.word("from to", start=str(first), end=str(last))


def _kinds(study: Study, leaves: list[_Line]) -> list[Block]:
    """How much of the result rests on which kind of data."""
    by_kind: dict[str, list[_Line]] = {}
    for line in leaves:
        by_kind.setdefault(kind_of(line.line), []).append(line)
    kinds = [kind for kind in _KINDS if kind in by_kind and kind != "missing"]
    sums = [fsum(line.co2e or 0.0 for line in by_kind[kind]) for kind in kinds]
    rows: list[tuple[Cell, ...]] = [
        (study.word(f"kind of data {kind}"), str(len(by_kind[kind])), printed, study.share(number))
        if kind != "missing"
        else (study.word("kind of data missing"), str(len(by_kind[kind])), study.word("missing"), study.none)
        for kind, number, printed in zip(kinds, sums, study.sums(sums), strict=True)
    ]
    if "missing" in by_kind:
        count = str(len(by_kind["missing"]))
        rows.append((study.word("kind of data missing"), count, study.word("missing"), study.none))
    return [study.say("about kinds"), study.table("kinds", "kind lines# co2e# share#", rows)]


def _lines(study: Study, leaves: list[_Line]) -> list[Block]:
    shown = _shown(leaves)
    rows = [_row(study, line) for line in leaves if id(line) in shown]
    blocks: list[Block] = [study.say("about lines")]
    rest = [line for line in leaves if id(line) not in shown]
    if rest:
        number = fsum(line.co2e or 0.0 for line in rest)
        counted = sum(line.units for line in rest)
        printed = study.marked(written(number, counted, study.style.decimals))
        name = study.word("other lines", count=str(len(rest)))
        rows.append((name, "", "", "", "", "", study.number(printed), study.share(number)))
        blocks.append(study.say("largest lines", count=str(len(shown)), every=str(len(leaves))))
    columns = "line amount# number_from year region kind co2e# share#"
    return [*blocks, study.table("lines", columns, rows)]


def _shown(leaves: list[_Line]) -> set[int]:
    """All lines of a short document; of a long one the largest, and all that are missing."""
    if len(leaves) <= limit("all_lines"):
        return {id(line) for line in leaves}
    whole = fsum(abs(line.co2e or 0.0) for line in leaves)
    ranked = sorted(leaves, key=lambda line: -abs(line.co2e) if line.co2e is not None else float("-inf"))
    found: set[int] = set()
    reached = 0.0
    for line in ranked[: int(limit("most_lines"))]:
        if reached >= limit("largest") * whole and line.co2e is not None:
            break
        found.add(id(line))
        reached += abs(line.co2e or 0.0)
    return found if len(found) + 1 < len(leaves) else {id(line) for line in leaves}


def _row(study: Study, one: _Line) -> tuple[Cell, ...]:
    line = one.line
    flow = line.flow
    amount = study.none
    if flow.quantity is not None:
        amount = f"{format_number(flow.quantity.number, 5)} {flow.quantity.unit.symbol}"
    co2e: Cell = study.word("missing")
    if one.co2e is not None:
        co2e = study.number(written(one.co2e, one.units, study.style.decimals))
    return (
        study.name(flow),
        study.number(amount),
        origin_of(study, line),
        year_of(study, flow),
        region_of(study, flow),
        study.word(f"kind of data {kind_of(line)}"),
        co2e,
        study.none if one.co2e is None else study.share(one.co2e),
    )
