"""Goods: quantities, specific embedded emissions, compositions, shares that rest on default values, routes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from carbonfoot.cbam.model import GoodResult, ProcessResult, SupplyResult
from carbonfoot.declarations.cbam_operator_report import power_values
from carbonfoot.declarations.cbam_operator_report.about import (
    ALL_ANNEX_II,
    NOT_STATED,
    About,
    at,
    called,
    for_goods,
    known,
    or_gap,
    yes,
)
from carbonfoot.declarations.content import Absent, Block, Cell, Column, Facts, Gap, Number, Table, text
from carbonfoot.declarations.digits import amount, see, share

_ELECTRICITY = "2716"


@for_goods
def goods_made(about: About) -> list[Block]:
    """What was made, in all and by process."""
    rows = tuple(
        (called(good), about.process_of(good).name, quantity(about, good)) for good in about.result.goods
    )
    columns = (Column("Good"), Column("Process"), Column("Made", numeric=True))
    table = Table("Goods by process", columns, rows)
    sums: dict[str, list[float]] = {}
    for good in about.result.goods:
        unit = "MWh" if good.cn.startswith(_ELECTRICITY) else "t"
        sums.setdefault(unit, []).append(good.amount or 0.0)
    if any(good.amount is None for good in about.result.goods):
        return [table]
    parts: list[Cell] = ["In all: "]
    for unit, each in sums.items():
        parts += [Number(amount(fsum(each)), unit), ", "]
    return [table, text(*parts[:-1], ".")]


def quantity(about: About, good: GoodResult) -> Cell:
    """How much of a good was made."""
    unit = "MWh" if good.cn.startswith(_ELECTRICITY) else "t"
    if good.amount is None:
        return about.gap("quantity", good, "amount")
    return Number(amount(good.amount), unit)


def other_goods(about: About) -> list[Block]:
    """What else was made: by-products of processes, and goods of other processes."""
    rows: list[tuple[Cell, ...]] = []
    for stated, one in about.processes:
        rows += [(by.name, one.name, Number(amount(by.amount), "t")) for by in stated.co_products or ()]
    for other in about.document.other_processes or ():
        missing = Gap(f"quantity made by {other.name}", (f"other_processes/{other.name}/amount",))
        made: Cell = missing if other.amount is None else Number(amount(other.amount), "t")
        rows.append((f"product of {other.name}", other.name, made))
    if not rows:
        return [Absent("the document names no co-product and no other process")]
    columns = (Column("Product"), Column("Process"), Column("Made", numeric=True))
    return [Table("Goods that are not covered", columns, tuple(rows))]


@for_goods
def see_direct(about: About) -> list[Block]:
    """Specific direct embedded emissions, per functional unit and per tonne."""
    rows = tuple(
        (called(good), Number(see(good.per_unit.direct)), _unit(good), Number(see(good.see.direct)))
        for good in about.result.goods
    )
    columns = (
        *(Column("Good"), Column("Direct, per functional unit", numeric=True), Column("Unit")),
        Column("Direct, t CO2e/t of good", numeric=True),
    )
    return [Table("Specific direct embedded emissions", columns, rows)]


def _unit(good: GoodResult) -> str:
    return f"t CO2e/{good.unit}"


def compositions(about: About) -> list[Block]:
    """What a tonne of each composition carries (Annex III, Eq. 64 to 66)."""
    rows: list[tuple[Cell, ...]] = []
    for good in about.result.goods:
        for one in about.stated(good).compositions or ():
            whole = good.per_unit.direct
            rows.append(
                (
                    f"{called(good)}: {one.name}",
                    Number(share(one.content)),
                    _range(one.lowest, one.highest),
                    NOT_STATED if one.amount is None else Number(amount(one.amount)),
                    Number(see(whole * one.content)),
                )
            )
    if not rows:
        return [Absent("no good is sold in ranges of composition (compositions)")]
    columns = (
        *(Column("Composition"), Column("Mean content, %", numeric=True), Column("Range, %", numeric=True)),
        *(Column("Made, t", numeric=True), Column("Direct, t CO2e/t", numeric=True)),
    )
    return [Table("Direct embedded emissions by composition (Eq. 64 to 66)", columns, tuple(rows))]


def _range(lowest: float | None, highest: float | None) -> Cell:
    if lowest is None or highest is None:
        return NOT_STATED
    return f"{share(lowest)} to {share(highest)}"


@for_goods
def data_quality(about: About) -> list[Block]:
    """How the numbers were found, good by good, and what the document says of its data."""
    rows = tuple((called(good), _method(about, good)) for good in about.result.goods)
    ways = {way for _, way in rows}
    head = about.head
    why: Cell = head.default_values_because or NOT_STATED
    if any(_rests(good) for good in about.result.goods):
        why = or_gap(
            head.default_values_because, "why default values were used", "installation/default_values_because"
        )
    return [
        text(f"Embedded emissions of every good were determined by {ways.pop()}.")
        if len(ways) == 1
        else Table("How embedded emissions were determined", (Column("Good"), Column("By")), rows),
        Facts(
            (
                (
                    "Data and methods",
                    or_gap(head.data_quality, "quality of the data", "installation/data_quality"),
                ),
                ("Why default values were used", why),
                ("Quality assurance", head.quality_assurance or NOT_STATED),
            )
        ),
    ]


def _rests(good: GoodResult) -> float:
    return good.see.default_direct + good.see.default_in_scope


def _method(about: About, good: GoodResult) -> str:
    """Monitoring alone, or what stands beside it: values of suppliers, default values, factors of electricity."""
    process = about.process_of(good)
    supplies = list(_behind(about, process, set()))
    words = ["monitoring"]
    if any(one.kind in ("actual", "document") for one in supplies):
        words.append("actual values of precursors")
    told = " and ".join(words) if supplies else "monitoring alone"
    if supplies and not _rests(good):
        told += ", without default values of precursors"
    if any(one.kind in ("actual", "document") and not one.verified for one in supplies):
        told += ", some of which are not verified (item 23)"
    if _rests(good):
        told += ", with default values for a part (items 15(d) and 22)"
    if not good.good.annex_ii and process.electricity and process.electricity_actual < 1.0:
        told += "; electricity with an emission factor that is no actual value in the sense of Article 9"
    return told


def _behind(about: About, process: ProcessResult, seen: set[str]) -> Iterator[SupplyResult]:
    """The supplies of a process and of all that it takes from."""
    seen.add(process.name)
    for use in process.uses:
        if use.precursor is not None:
            only = at(about.document, use.path).suppliers
            every = about.result.precursors[use.precursor].supplies
            yield from (one for one in every if not only or one.supplier in only)
        elif use.internal is not None and about.result.processes[use.internal].name not in seen:
            yield from _behind(about, about.result.processes[use.internal], seen)


@for_goods
def default_share(about: About) -> list[Block]:
    """Of what is in scope, how much rests on default values."""
    rows = tuple(
        (called(good), Number(share(good.see.default_share_in_scope))) for good in about.result.goods
    )
    columns = (Column("Good"), Column("By default values, % of embedded emissions in scope", numeric=True))
    return [Table("Share that rests on default values", columns, rows)]


def indirect(about: About) -> list[Block]:
    """Indirect emissions of goods outside Annex II: how much, by which values, with which evidence."""
    goods = about.outside_annex_ii
    carried = [good for good in about.result.goods if good.good.annex_ii and good.see.indirect_in_scope > 0]
    if not goods and not carried:
        return [Absent(ALL_ANNEX_II)]
    rows = tuple(
        (
            called(good),
            Number(see(good.per_unit.indirect_in_scope)),
            _unit(good),
            Number(see(good.see.indirect_in_scope)),
        )
        for good in (*goods, *carried)
    )
    columns = (
        *(Column("Good"), Column("Indirect, per functional unit", numeric=True), Column("Unit")),
        Column("Indirect, t CO2e/t of good", numeric=True),
    )
    blocks: list[Block] = [Table("Specific indirect embedded emissions in scope", columns, rows)]
    if carried:
        names = ", ".join(called(good) for good in carried)
        blocks.append(
            text(f"Of {names} only what precursors outside Annex II carry is in scope (Annex I, 3.1).")
        )
    if goods:
        blocks += [power_values.shares(about), power_values.confirmation(about)]
        by_default = tuple((called(good), known(_default_indirect(good), share)) for good in goods)
        heads = (Column("Good"), Column("By default values of precursors, %", numeric=True))
        blocks.append(Table("Indirect emissions that default values of precursors bring", heads, by_default))
    return blocks


def _default_indirect(good: GoodResult) -> float:
    scope = good.see.indirect_in_scope
    return good.see.default_in_scope / scope if scope else 0.0


def imported_electricity(about: About) -> list[Block]:
    """Electricity that is itself the good: the criteria of Annex IV, point 5, to Regulation (EU) 2023/956."""
    goods = [good for good in about.result.goods if good.cn.startswith(_ELECTRICITY)]
    if not goods:
        return [Absent("the installation does not sell electricity as a good (CN 2716 00 00)")]
    return [*(_import(about, good) for good in goods), text(_ADDENDUM)]


_ADDENDUM = (
    "The addendum for each declarant (point 1.1.1: EORI number, criteria, quantity imported) is a paper of its own, which"
    " the operator sends to the verifier; this report only says whether that was done."
)
_CRITERIA = (
    ("direct_connection", "Direct connection, point 5(b)"),
    ("emission_limit", "Emission limit, point 5(c)"),
    ("evidence", "Evidence of Annex II, D.2.4, with the verifier"),
    ("addenda", "Addendum for each declarant with the verifier"),
)


def _import(about: About, good: GoodResult) -> Block:
    given = about.stated(good).import_to_union
    rows: list[tuple[str, Cell]] = [("Good", called(good))]
    for key, words in _CRITERIA:
        answer = None if given is None else getattr(given, key)
        rows.append(
            (words, yes(answer, f"{words} of {called(good)}", about.key(good, f"import_to_union/{key}")))
        )
    rows.append(
        ("Emission factor by actual emissions", Number(amount(good.per_unit.direct), f"t CO2/{good.unit}"))
    )
    return Facts(tuple(rows))


@for_goods
def functional_units(about: About) -> list[Block]:
    """Each good in its functional unit, and precursors that share its process."""
    rows = tuple((called(good), *_in_units(about, good)) for good in about.result.goods)
    columns = (Column("Good"), Column("Made", numeric=True), Column("Functional unit"))
    blocks: list[Block] = [Table("Goods in their functional units", columns, rows)]
    joint = tuple((one.name, ", ".join(stated.joint)) for stated, one in about.processes if stated.joint)
    if joint:
        heads = (Column("Process"), Column("Precursors made and used up in it (Article 4(9))"))
        blocks.append(Table("Joint processes", heads, joint))
    return blocks


def _in_units(about: About, good: GoodResult) -> tuple[Cell, Cell]:
    if good.amount is None:
        return about.gap("quantity", good, "amount"), good.unit
    return Number(amount(good.amount * good.content)), good.unit


@for_goods
def by_route(about: About) -> list[Block]:
    """Goods by the route of their process."""
    rows = tuple((called(good), _route(about, good), *_in_units(about, good)) for good in about.result.goods)
    columns = (Column("Good"), Column("Route"), Column("Made", numeric=True), Column("Functional unit"))
    blocks: list[Block] = [Table("Goods by production route", columns, rows)]
    several: list[tuple[Cell, ...]] = []
    for stated, one in about.processes:
        several += [
            (route, one.name, Number(amount(made), "t")) for route, made in (stated.routes or {}).items()
        ]
    if several:
        heads = (Column("Route"), Column("Process"), Column("Made", numeric=True))
        blocks.append(Table("Processes with several routes", heads, tuple(several)))
    return blocks


def _route(about: About, good: GoodResult) -> Cell:
    process = about.process_of(good)
    stated = about.stated(good).route or good.route
    return or_gap(stated, f"production route of {process.name}", f"processes/{process.name}/route")


def by_route_and_process(about: About) -> list[Block]:
    """Activity levels of processes whose functional unit is not the tonne of goods."""
    others = [one for one in about.result.processes if one.unit != "t"]
    if not others:
        return [Absent("the functional unit of every process is the tonne of goods")]
    rows: Sequence[tuple[Cell, ...]] = [(one.name, Number(amount(one.level)), one.unit) for one in others]
    columns = (Column("Process"), Column("Made", numeric=True), Column("Functional unit"))
    return [Table("Activity level in functional units", columns, tuple(rows))]
