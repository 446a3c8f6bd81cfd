"""The monitoring plan in brief: processes, the largest goods, fuels and materials, what is measured, zero-rated, bought."""

from __future__ import annotations

from math import fsum

from carbonfoot.cbam.model import GoodResult, ProcessResult, StreamResult
from carbonfoot.cbam.shapes.processes import Process
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, called, for_goods
from carbonfoot.declarations.content import Absent, Block, Bullets, Cell, Column, Gap, Number, Table, text
from carbonfoot.declarations.digits import amount, tonnes

_MOST = 5


def processes_and_routes(about: About) -> list[Block]:
    """Each production process with its category and route."""
    rows = tuple((one.name, one.category, _route(stated)) for stated, one in about.processes)
    plan = about.head.monitoring_plan
    head = text("Monitoring plan: ", plan or NOT_STATED, ".")
    return [head, Table("CBAM production processes", _heads("Process", "Category of goods", "Route"), rows)]


def processes_with_goods(about: About) -> list[Block]:
    """Each production process with its category, route and goods."""
    rows = tuple(
        (
            one.name,
            one.category,
            _route(stated),
            "; ".join(called(good) for good in about.made_by(one)) or "none sold",
        )
        for stated, one in about.processes
    )
    heads = _heads("Process", "Category of goods", "Route", "Goods")
    return [Table("CBAM production processes and their goods", heads, rows)]


def _route(stated: Process) -> Cell:
    if stated.routes:
        return ", ".join(stated.routes)
    routes = dict.fromkeys(good.route for good in stated.goods or () if good.route)
    if stated.route or routes:
        return stated.route or ", ".join(routes)
    return Gap(f"production route of {stated.name}", (f"processes/{stated.name}/route",))


def other_processes(about: About) -> list[Block]:
    """What the installation does besides."""
    others = about.document.other_processes
    if not others:
        return [Absent("the document names no other process (other_processes)")]
    return [Bullets(tuple((one.name,) for one in others))]


@for_goods
def largest_goods(about: About) -> list[Block]:
    """Up to five goods a process, by mass."""
    rows: list[tuple[Cell, ...]] = []
    for _, process in about.processes:
        ranked = sorted(about.made_by(process), key=lambda good: (-_mass(good), good.cn, good.name))
        rows += [(called(good), process.name, _made(about, good)) for good in ranked[:_MOST]]
    columns = (Column("Good"), Column("Process"), Column("Made, t", numeric=True))
    return [Table("Largest goods of each process", columns, tuple(rows))]


def _mass(good: GoodResult) -> float:
    return good.amount or 0.0


def _made(about: About, good: GoodResult) -> Cell:
    if good.amount is not None:
        return Number(amount(good.amount))
    return about.gap("quantity", good, "amount")


def largest_fuels(about: About) -> list[Block]:
    """Up to five fuels, by energy."""
    fuels = [one for stated, one in about.streams if stated.method == "combustion" or _energy(one) > 0]
    if not fuels:
        return [Absent("no source stream is a fuel")]
    ranked = sorted(fuels, key=lambda one: (-_energy(one), one.name))[:_MOST]
    rows: list[tuple[Cell, ...]] = []
    for one in ranked:
        energy = _energy(one)
        key = f"source_streams/{one.name}/net_calorific_value"
        shown: Cell = (
            Number(amount(energy)) if energy or not one.fossil else Gap(f"energy of {one.name}", (key,))
        )
        rows.append((one.name, shown))
    return [Table("Largest fuels", (Column("Fuel"), Column("Energy (net), TJ", numeric=True)), tuple(rows))]


def _energy(one: StreamResult) -> float:
    return one.energy + one.energy_biomass


def largest_materials(about: About) -> list[Block]:
    """Up to five materials, by their process emissions."""
    kinds = ("process", "mass-balance", "pfc")
    materials = [one for stated, one in about.streams if stated.method in kinds and one.fossil > 0]
    if not materials:
        return [Absent("no source stream is a material with process emissions")]
    ranked = sorted(materials, key=lambda one: (-one.fossil, one.name))[:_MOST]
    columns = (Column("Material"), Column("Emissions, t CO2e", numeric=True))
    rows = tuple((one.name, Number(tonnes(one.fossil))) for one in ranked)
    return [Table("Largest materials", columns, rows)]


def measured_sources(about: About) -> list[Block]:
    """Up to five stacks under continuous measurement."""
    stacks = [one for stated, one in about.streams if stated.method == "measurement"]
    if not stacks:
        return [Absent("no emission source is measured continuously")]
    ranked = sorted(stacks, key=lambda one: (-one.fossil, one.name))[:_MOST]
    columns = (Column("Emission source"), Column("Gas"), Column("Emissions, t CO2e", numeric=True))
    rows = tuple((one.name, one.gas, Number(tonnes(one.fossil))) for one in ranked)
    return [Table("Largest measured sources", columns, rows)]


def zero_rated(about: About) -> list[Block]:
    """Fuels and materials whose biomass counts zero, and the evidence."""
    rated = [(stated, one) for stated, one in about.streams if stated.zero_rated]
    if not rated:
        return [Absent("no source stream is zero-rated; biomass without evidence counts as fossil")]
    columns = (Column("Source stream"), Column("Zero-rated, t CO2", numeric=True), Column("How it is shown"))
    rows = tuple(
        (
            one.name,
            Number(tonnes(one.biogenic)),
            stated.evidence
            or Gap(f"evidence for zero-rating {one.name}", (f"source_streams/{one.name}/evidence",)),
        )
        for stated, one in rated
    )
    return [Table("Zero-rated source streams", columns, rows)]


def heat_partners(about: About) -> list[Block]:
    """Whose heat comes in, and who takes heat."""
    rows: list[tuple[Cell, ...]] = []
    bought = {one.name: one for one in about.document.heat or () if one.kind == "bought"}
    for stated, process in about.processes:
        for flow in stated.heat_in or ():
            source = bought.get(flow.source or "")
            if source is None and not flow.partner:
                continue
            whose = flow.partner or (None if source is None else source.supplier)
            rows.append(_heat(process, "in", flow.amount, whose, f"heat/{flow.source}/supplier"))
        given = [flow for flow in stated.heat_out or () if flow.partner]
        rows += [_heat(process, "out", flow.amount, flow.partner, "") for flow in given]
    if not rows:
        known = fsum(one.heat_in + one.heat_out for one in about.result.processes)
        flows = any(stated.heat_in or stated.heat_out for stated, _ in about.processes)
        why = (
            "all heat flows stay within the installation"
            if known or flows
            else "no process states heat in or out"
        )
        return [Absent(f"{why}; a partner would be named at heat_in or heat_out")]
    columns = (
        Column("Process"),
        Column("Direction"),
        Column("Heat, TJ", numeric=True),
        Column("Other installation"),
    )
    return [Table("Measurable heat from and to others", columns, tuple(rows))]


def _heat(process: ProcessResult, way: str, heat: float, partner: str | None, key: str) -> tuple[Cell, ...]:
    whose: Cell = partner or Gap(f"installation that the heat of {process.name} is from", (key,))
    return (process.name, way, Number(amount(heat)), whose)


def _heads(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)
