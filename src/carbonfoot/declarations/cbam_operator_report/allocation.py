"""Free allocation that goods embed: what an EU producer would still get free for them, and by which benchmarks."""

from __future__ import annotations

from carbonfoot.cbam.benchmarks import NoBenchmark
from carbonfoot.cbam.free_allocation import FreeAllocation, Term, Unallocated, of_goods
from carbonfoot.cbam.model import GoodResult
from carbonfoot.declarations.cbam_operator_report.about import About, called, for_goods, named, spoken
from carbonfoot.declarations.content import Absent, Block, Bullets, Cell, Column, Gap, Number, Table, text
from carbonfoot.declarations.digits import amount, see

_KINDS = {
    "own": "column A, own process",
    "internal": "made on site",
    "stated": "by the verified report of the supplier",
    "document": "calculated from the supplier's document",
    "default": "column B",
    "none": "none",
}


_KEYS = {
    "goods": "route",
    "processes": "goods",
    "precursors": "free_allocation",
    "supplies": "free_allocation",
}
"""What an entry should say where its free allocation cannot be told."""


@for_goods
def free_allocation(about: About) -> list[Block]:
    """Specific embedded free allocation of each good, t CO2e per t."""
    found = _found(about)
    if isinstance(found, str):
        return [Absent(found)]
    rows = tuple((called(good), _value(about, one)) for good, one in found)
    columns = (Column("Good"), Column("Free allocation, t CO2e/t of good", numeric=True))
    return [
        Table(f"Specific embedded free allocation of goods imported in {about.result.year}", columns, rows)
    ]


def _value(about: About, one: FreeAllocation | Unallocated) -> Cell:
    if isinstance(one, FreeAllocation):
        return Number(see(one.value))
    what = f"specific embedded free allocation ({one.message.replace('`', '')})"
    return Gap(what, (f"{named(about.document, one.path)}/{_KEYS[str(one.path[-2])]}",))


@for_goods
def benchmarks(about: About) -> list[Block]:
    """Which benchmark stands behind each part of it, and what does not rest on a verified report."""
    found = _found(about)
    if isinstance(found, str):
        return [Absent(found)]
    rows: list[tuple[Cell, ...]] = []
    doubts: list[str] = []
    told = [(good, one) for good, one in found if isinstance(one, FreeAllocation)]
    for good, one in told:
        doubts += (said for _, said in one.doubts)
        rows += [_row(good, term) for term in one.terms]
    if not rows:
        return [text("Benchmarks and methods: ", *(_value(about, one) for _, one in found[:1]))]
    columns = (
        *(Column("Good"), Column("Part"), Column("By"), Column("Benchmark, t CO2e/t", numeric=True)),
        *(Column("Per tonne of it", numeric=True), Column("Adds, t CO2e/t of good", numeric=True)),
        Column("Row of the benchmark"),
    )
    factors = told[0][1].factors
    blocks: list[Block] = [
        text(
            "The benchmarks of Implementing Regulation (EU) 2025/2620 that the table names were used, times the CBAM factor ",
            Number(amount(factors.cbam)),
            " and the cross-sectoral factor ",
            Number(amount(factors.cross_sectoral)),
            f" of {factors.year}.",
        ),
        Table("Parts of the free allocation", columns, tuple(rows)),
    ]
    if any(one.carried for _, one in told):
        blocks.append(text("A factor or benchmark of this year is not set yet: the last one is carried on."))
    if doubts:
        blocks.append(Bullets(tuple(spoken(one) for one in dict.fromkeys(doubts))))
    return blocks


def _row(good: GoodResult, term: Term) -> tuple[Cell, ...]:
    mark = term.benchmark
    used: Cell = "–" if mark is None else Number(amount(mark.value))
    row = "–" if mark is None else mark.row
    return (
        called(good),
        term.name,
        _KINDS[term.kind],
        used,
        Number(see(term.each)),
        Number(see(term.number)),
        row,
    )


def _found(about: About) -> list[tuple[GoodResult, FreeAllocation | Unallocated]] | str:
    """What each good embeds; or why there is none in the year."""
    try:
        found = of_goods(about.result, about.library, about.result.year)
    except NoBenchmark as error:
        return error.message
    return list(zip(about.result.goods, found, strict=True))
