"""Time, geography and data: every line with its amount, the origin of its number, and what kind of data it is."""

from __future__ import annotations

from math import fsum

from carbonfoot.declarations.content import Block, Cell, Facts, Section
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.origin import kind_of, origin_of, region_of, year_of
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.result import LineResult
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.adding import tree, written

_KINDS = ("primary", "secondary", "stated", "estimated", "illustrative", "no burden", "missing")


def section(study: Study) -> Section:
    """Period and places, how many amounts are of which kind, and the lines."""
    leaves = _leaves(study.result.lines)
    return study.section(
        "data",
        study.part_of("time and place", _about(study)),
        study.part_of("kinds", *_kinds(study, leaves)),
        study.part_of("lines", *_lines(study, leaves)),
    )


def _leaves(lines: list[LineResult] | tuple[LineResult, ...]) -> list[LineResult]:
    """The lines that have nothing behind them, in the order of the documents."""
    return [leaf for line in lines for leaf in (_leaves(line.lines) if line.lines else [line])]


def _about(study: Study) -> Block:
    start, end = study.result.period
    years = [int(one.source.record.year) for one in study.result.contributions if one.source.record]
    rows: list[tuple[str, Cell]] = [("period", study.word("from to", start=start, end=end))]
    if years:
        rows.append(("years of factors", study.word("from to", start=str(min(years)), end=str(max(years)))))
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


def _kinds(study: Study, leaves: list[LineResult]) -> list[Block]:
    """How much of the result rests on which kind of data."""
    by_kind: dict[str, list[LineResult]] = {}
    for line in leaves:
        by_kind.setdefault(kind_of(line), []).append(line)
    kinds = [kind for kind in _KINDS if kind in by_kind]
    sums = [fsum(line.co2e or 0.0 for line in by_kind[kind]) for kind in kinds]
    rows: list[tuple[Cell, ...]] = [
        (study.word(f"kind of data {kind}"), str(len(by_kind[kind])), printed, study.share(number))
        if kind != "missing"
        else (study.word("kind of data missing"), str(len(by_kind[kind])), study.word("missing"), study.none)
        for kind, number, printed in zip(kinds, sums, study.sums(sums), strict=True)
    ]
    return [study.say("about kinds"), study.table("kinds", "kind lines# co2e# share#", rows)]


def _lines(study: Study, leaves: list[LineResult]) -> list[Block]:
    shown = _shown(leaves)
    counted = tree(study.result.lines, study.result.at_least, study.style.decimals)
    rows = [_row(study, line, counted) for line in leaves if id(line) in shown]
    blocks: list[Block] = [study.say("about lines")]
    rest = [line for line in leaves if id(line) not in shown]
    if rest:
        number = fsum(line.co2e or 0.0 for line in rest)
        units = sum(counted.get(id(line), 0) for line in rest)
        printed = study.marked(written(number, units, study.style.decimals))
        name = study.word("other lines", count=str(len(rest)))
        rows.append((name, "", "", "", "", "", study.number(printed), study.share(number)))
        blocks.append(study.say("largest lines", count=str(len(shown)), every=str(len(leaves))))
    columns = "line amount# number_from year region kind co2e# share#"
    return [*blocks, study.table("lines", columns, rows)]


def _shown(leaves: list[LineResult]) -> set[int]:
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
    return found


def _row(study: Study, line: LineResult, counted: dict[int, int]) -> tuple[Cell, ...]:
    flow = line.flow
    amount = study.none
    if flow.quantity is not None:
        amount = f"{format_number(flow.quantity.number, 5)} {flow.quantity.unit.symbol}"
    co2e: Cell = study.word("missing")
    if line.co2e is not None:
        co2e = study.number(written(line.co2e, counted[id(line)], study.style.decimals))
    return (
        study.name(flow),
        study.number(amount),
        origin_of(study, line),
        year_of(study, flow),
        region_of(study, flow),
        study.word(f"kind of data {kind_of(line)}"),
        co2e,
        study.none if line.co2e is None else study.share(line.co2e),
    )
