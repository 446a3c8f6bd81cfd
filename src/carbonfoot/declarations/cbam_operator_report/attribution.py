"""How emissions were attributed to processes and what each comes to: the equations with their numbers."""

from __future__ import annotations

from math import isnan

from carbonfoot.cbam.model import ProcessResult, Use
from carbonfoot.declarations.cbam_operator_report.about import About, known
from carbonfoot.declarations.content import Block, Bullets, Cell, Column, Number, Table, text
from carbonfoot.declarations.digits import amount, see, share, tonnes


def how_attributed(about: About) -> list[Block]:
    """Equations 55, 56, 59 to 63 for every process, and what its precursors add."""
    direct = (
        *(Column("Process"), Column("DirEm*", numeric=True), Column("Heat in (+)", numeric=True)),
        *(Column("Heat out (−)", numeric=True), Column("Waste gas in (+)", numeric=True)),
        *(Column("Waste gas out (−)", numeric=True), Column("Electricity made (−)", numeric=True)),
        Column("Attributed, t CO2e", numeric=True),
    )
    rows = tuple((one.name, *_terms(one), Number(tonnes(one.attributed))) for one in about.result.processes)
    blocks: list[Block] = [Table("Attributed direct emissions (Eq. 55), t CO2e", direct, rows)]
    zeroed = [one.name for one in about.result.processes if one.zeroed]
    if zeroed:
        blocks.append(text(f"Negative attributed emissions count as 0: {', '.join(zeroed)}."))
    power = (
        *(
            Column("Process"),
            Column("Electricity, MWh", numeric=True),
            Column("Times factor, t CO2/MWh", numeric=True),
        ),
        Column("Attributed, t CO2", numeric=True),
    )
    indirect = tuple(
        (
            one.name,
            known(one.electricity, amount),
            known(one.electricity_factor, amount),
            known(one.attributed_indirect, tonnes),
        )
        for one in about.result.processes
    )
    blocks.append(Table("Attributed indirect emissions (Eq. 56)", power, indirect))
    shared = _shared(about)
    if shared is not None:
        blocks.append(shared)
    blocks += [_carried(about), text("In one line for each process (Eq. 59 to 63):"), _lines(about)]
    return blocks


def _terms(one: ProcessResult) -> tuple[Cell, ...]:
    terms = (one.star, one.heat_in, one.heat_out, one.gas_in, one.gas_out, one.power_made)
    return tuple(Number(tonnes(term)) for term in terms)


def _shared(about: About) -> Block | None:
    """Processes with co-products bear a part of themselves on their goods (Annex III, A.2)."""
    rows: list[tuple[Cell, ...]] = []
    for stated, one in about.processes:
        if stated.co_products:
            rows.append((one.name, stated.attribution or "molar", Number(share(one.share))))
    if not rows:
        return None
    columns = (
        Column("Process"),
        Column("Shared with co-products by"),
        Column("Its goods bear, %", numeric=True),
    )
    return Table("Multifunctional processes", columns, tuple(rows))


def _carried(about: About) -> Block:
    """What each precursor brings to a functional unit."""
    rows: list[tuple[Cell, ...]] = []
    for one in about.result.processes:
        rows += [_brought(one.name, use) for use in one.uses]
    if not rows:
        return text("No process uses a precursor: every good is a simple good (Eq. 57 and 58).")
    columns = (
        *(Column("Process: precursor"), Column("Used, M", numeric=True), Column("m = M / AL", numeric=True)),
        *(Column("SEE direct", numeric=True), Column("m x SEE direct", numeric=True)),
        *(Column("SEE indirect in scope", numeric=True), Column("m x SEE indirect", numeric=True)),
    )
    return Table("What precursors bring to a functional unit (t CO2e)", columns, tuple(rows))


def _brought(process: str, use: Use) -> tuple[Cell, ...]:
    return (
        f"{process}: {use.name}",
        Number(amount(use.amount)),
        Number(see(use.per_unit)),
        Number(see(use.see.direct)),
        Number(see(use.per_unit * use.see.direct)),
        Number(see(use.see.indirect_in_scope)),
        Number(see(use.per_unit * use.see.indirect_in_scope)),
    )


def _lines(about: About) -> Block:
    entries: list[tuple[Cell, ...]] = []
    for one in about.result.processes:
        brought = one.see.direct - one.own.direct
        part = f" x {share(one.share)} %" if one.share != 1.0 else ""
        own = (
            f"{tonnes(one.attributed)} t CO2e / {amount(one.level)} {one.unit}{part} = {see(one.own.direct)}"
        )
        whole = (
            f"{see(one.own.direct)} + {see(brought)} of precursors = {see(one.see.direct)} t CO2e/{one.unit}"
        )
        entries.append((f"{one.name}, direct: {own}; {whole}",))
    return Bullets(tuple(entries))


def levels(about: About) -> list[Block]:
    """Activity level, attributed and specific emissions of each process."""
    columns = (
        *(Column("Process"), Column("Activity level", numeric=True), Column("Direct, t CO2e", numeric=True)),
        *(Column("Indirect, t CO2e", numeric=True), Column("SEE direct", numeric=True)),
        *(Column("SEE indirect in scope", numeric=True), Column("SEE unit")),
    )
    rows = tuple(
        (
            one.name,
            Number(amount(one.level), one.unit),
            Number(tonnes(one.attributed)),
            known(one.attributed_indirect, tonnes),
            Number(see(one.see.direct)),
            known(one.see.indirect_in_scope, see),
            f"t CO2e/{one.unit}",
        )
        for one in about.result.processes
    )
    return [Table("Processes", columns, rows)]


def parts_in_scope(one: ProcessResult) -> tuple[float, float, float]:
    """What is in scope of a functional unit: own direct, precursors, electricity of the process itself."""
    power = 0.0 if isnan(one.own.indirect_in_scope) else one.own.indirect_in_scope
    brought = one.see.direct - one.own.direct + one.see.indirect_in_scope - power
    return one.own.direct, max(brought, 0.0), power
