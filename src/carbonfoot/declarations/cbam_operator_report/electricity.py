"""Electricity: its sources, what is made inside, who consumes it (Annex II, D)."""

from __future__ import annotations

from math import fsum

from carbonfoot.cbam.model import PowerResult
from carbonfoot.cbam.shapes.energy import ElectricitySource
from carbonfoot.declarations.cbam_operator_report.about import (
    ALL_ANNEX_II,
    NOT_STATED,
    About,
    at,
    known,
    total,
)
from carbonfoot.declarations.content import Absent, Block, Bullets, Cell, Column, Gap, Number, Table, text
from carbonfoot.declarations.digits import amount

KINDS = {
    "grid": "grid",
    "direct-line": "direct technical link",
    "ppa": "power purchase agreement",
    "own": "own generation",
    "chp": "own co-generation",
}


def power_sources(about: About) -> list[Block]:
    """Every source with its quantity, supplier and country."""
    if not about.result.power:
        return nothing_stated(about)
    rows = tuple(
        (
            one.name,
            KINDS[one.kind],
            quantity(about, one),
            stated.supplier or _supplier(about, stated),
            country(about, stated),
        )
        for stated, one in sources(about)
    )
    columns = (
        *(Column("Source"), Column("Kind"), Column("Consumed, MWh", numeric=True)),
        *(Column("Supplier"), Column("Country of origin")),
    )
    several = "several sources" if len(rows) > 1 else "one source"
    return [text(f"Electricity is consumed from {several}."), Table("Sources of electricity", columns, rows)]


def own_power(about: About) -> list[Block]:
    """What is generated inside: by co-generation or apart, from which energy, and what leaves a process."""
    inside = [(stated, one) for stated, one in sources(about) if one.kind in ("own", "chp")]
    made = [(stated, one) for stated, one in about.processes if stated.electricity_produced is not None]
    if not inside and not made:
        return [Absent("the document states no electricity produced inside the installation")]
    blocks: list[Block] = []
    if inside:
        rows = tuple(
            (one.name, KINDS[one.kind], _origin(about, stated, one), quantity(about, one))
            for stated, one in inside
        )
        columns = (
            Column("Source"),
            Column("Generation"),
            Column("From"),
            Column("Consumed, MWh", numeric=True),
        )
        blocks.append(Table("Electricity produced inside the installation", columns, rows))
    rows_made: list[tuple[Cell, ...]] = []
    for stated, process in made:
        used = stated.electricity_produced
        if used is not None:
            rows_made.append(
                (process.name, Number(amount(used.amount)), _exported(about, process.name, used.exported))
            )
    if rows_made:
        heads = (
            *(Column("Process"), Column("Produced, MWh", numeric=True)),
            Column("Exported from the process, MWh", numeric=True),
        )
        blocks.append(Table("Electricity produced within the boundary of a process", heads, tuple(rows_made)))
    return blocks


def power_total(about: About) -> list[Block]:
    """MWh of the whole installation."""
    if not about.indirect_counts:
        return [Absent(ALL_ANNEX_II)]
    stated = [one.amount for one in about.result.power if one.amount is not None]
    if stated and len(stated) == len(about.result.power):
        return [text(Number(amount(fsum(stated)), "MWh"), " by the sources of electricity.")]
    missing = [one for one in about.result.power if one.amount is None]
    keys = tuple(f"electricity/{one.name}/amount" for one in missing) or ("electricity",)
    return [
        text("Electricity of the whole installation: ", Gap("electricity of the whole installation", keys)),
        text("The production processes together consumed ", Number(amount(_used(about)), "MWh"), "."),
    ]


def power_for_goods(about: About) -> list[Block]:
    """MWh of the processes that make goods outside Annex II."""
    if not about.indirect_counts:
        return [Absent(ALL_ANNEX_II)]
    processes = [one for one in about.result.processes if one.good is not None and not one.good.annex_ii]
    used = total(one.electricity for one in processes)
    names = ", ".join(one.name for one in processes)
    return [text(Number(amount(used), "MWh"), f" in: {names}.")]


def power_suppliers(about: About) -> list[Block]:
    """Which installations the electricity is from."""
    if not about.indirect_counts:
        return [Absent(ALL_ANNEX_II)]
    if not about.result.power:
        return nothing_stated(about)
    return [
        Bullets(
            tuple(
                (f"{one.name}: ", stated.supplier or _supplier(about, stated))
                for stated, one in sources(about)
            )
        )
    ]


def power_by_process(about: About) -> list[Block]:
    """MWh of each process; nothing stated is a gap where it counts."""
    rows: list[tuple[Cell, ...]] = []
    for _, one in about.processes:
        keys = (f"processes/{one.name}/electricity",)
        shown = known(one.electricity, amount, about.power_gap(f"electricity of {one.name}", *keys))
        rows.append((one.name, shown, known(one.own.electricity, amount), f"MWh/{one.unit}"))
    columns = (
        Column("Process"),
        Column("Electricity, MWh", numeric=True),
        Column("Per functional unit", numeric=True),
        Column("Unit"),
    )
    return [Table("Electricity by process", columns, tuple(rows))]


def sources(about: About) -> list[tuple[ElectricitySource, PowerResult]]:
    """Each source as stated and as calculated."""
    return [(at(about.document, one.path), one) for one in about.result.power]


def nothing_stated(about: About) -> list[Block]:
    """No source is stated: a gap where indirect emissions are in scope."""
    if not about.indirect_counts:
        return [Absent(f"{ALL_ANNEX_II}, and no source of electricity is stated")]
    stated = [one.electricity for one, _ in about.processes]
    if stated and all(one is not None and not one.amount for one in stated):
        return [Absent("every process states that it consumed no electricity")]
    factors = tuple(
        (f"{one.name}: ", Number(amount(one.electricity_factor), "t CO2/MWh"), f" ({one.electricity_origin})")
        for _, one in about.processes
        if one.electricity_factor > 0
    )
    gap = text("Sources of electricity: ", Gap("sources of electricity", ("electricity",)))
    return [gap, Bullets(factors)] if factors else [gap]


def quantity(about: About, one: PowerResult) -> Cell:
    """MWh of a source; all that is used where there is one source alone."""
    if one.amount is not None:
        return Number(amount(one.amount))
    if len(about.result.power) == 1:
        return Number(amount(_used(about)))
    return about.power_gap(f"quantity of electricity from {one.name}", f"electricity/{one.name}/amount")


def _used(about: About) -> float:
    return total(one.electricity for one in about.result.processes)


def _supplier(about: About, stated: ElectricitySource) -> Cell:
    if stated.kind in ("own", "chp"):
        return "the installation itself"
    if stated.kind == "grid":
        return NOT_STATED
    return about.power_gap(f"supplier of {stated.name}", f"electricity/{stated.name}/supplier")


def country(about: About, stated: ElectricitySource) -> str:
    """Where it is from: the country of the installation unless stated."""
    return stated.country or about.head.country


def _origin(about: About, stated: ElectricitySource, one: PowerResult) -> Cell:
    if stated.fossil is not None:
        return "fossil sources" if stated.fossil else "renewable sources"
    if one.kind == "chp" or "Eq. 38" in one.origin:
        return "fuels of the source streams"
    return about.power_gap(f"whether {one.name} is from fossil sources", f"electricity/{one.name}/fossil")


def _exported(about: About, name: str, exported: float | None) -> Cell:
    key = f"processes/{name}/electricity_produced/exported"
    return known(exported, amount, about.power_gap(f"electricity exported from {name}", key))
