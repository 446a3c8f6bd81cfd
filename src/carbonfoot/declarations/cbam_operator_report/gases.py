"""Waste gases and CO2 that enter or leave the installation, and who is at the other end."""

from __future__ import annotations

from carbonfoot.cbam.shapes.processes import WasteGas
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About
from carbonfoot.declarations.content import Absent, Block, Cell, Column, Gap, Number, Table
from carbonfoot.declarations.digits import amount, tonnes
from carbonfoot.quantities.units import Quantity

_PURPOSE = {
    "geological-storage": "given away for storage underground",
    "permanently-bound": "given away or used, bound in products for good",
    "received": "received from others",
}


def waste_gases(about: About) -> list[Block]:
    """What each process makes, takes and gives of waste gases, and with whom."""
    flows = [(one.name, stated.waste_gas) for stated, one in about.processes if stated.waste_gas is not None]
    streams = [one.name for stated, one in about.streams if stated.waste_gas]
    if not flows and not streams:
        return [Absent("no process states waste gases")]
    blocks: list[Block] = []
    if flows:
        rows = tuple((name, *_amounts(gas), _partner(name, gas)) for name, gas in flows)
        columns = (
            *(Column("Process"), Column("Produced", numeric=True), Column("Taken in", numeric=True)),
            *(Column("Given off", numeric=True), Column("Other installation or process")),
        )
        blocks.append(Table("Waste gases by process", columns, rows))
    if streams:
        burned = tuple((name, "burned in the installation") for name in streams)
        blocks.append(
            Table("Waste gases as source streams", (Column("Source stream"), Column("Use")), burned)
        )
    return blocks


def _amounts(gas: WasteGas) -> tuple[Cell, ...]:
    return tuple(quantity(one) for one in (gas.produced, gas.imported, gas.exported))


def quantity(given: Quantity | None) -> Cell:
    """An amount in the unit it is stated in."""
    return NOT_STATED if given is None else Number(amount(given.number), given.unit.symbol)


def _partner(name: str, gas: WasteGas) -> Cell:
    moved = any(one is not None and one.number for one in (gas.imported, gas.exported))
    if gas.partner or not moved:
        return gas.partner or "none: used in the process"
    return Gap(f"where the waste gas of {name} is from or goes to", (f"processes/{name}/waste_gas/partner",))


def co2_partners(about: About) -> list[Block]:
    """CO2 that is captured or taken over: how much, what for, whom to ask at the other end."""
    moved = [(stated, one) for stated, one in about.streams if stated.method == "co2-transfer"]
    if not moved:
        return [Absent("no source stream is a transfer of CO2")]
    rows = tuple(
        (
            one.name,
            _PURPOSE.get(stated.purpose or "", NOT_STATED),
            Number(tonnes(abs(one.fossil))),
            stated.partner
            or Gap(f"who is at the other end of {one.name}", (f"source_streams/{one.name}/partner",)),
            stated.partner_contact
            or Gap(f"contact for {one.name}", (f"source_streams/{one.name}/partner_contact",)),
        )
        for stated, one in moved
    )
    columns = (
        *(Column("Transfer"), Column("What for"), Column("CO2, t", numeric=True)),
        *(Column("Other installation or transporter"), Column("Person responsible there")),
    )
    return [Table("Transfers of CO2", columns, rows)]


def co2_amounts(about: About) -> list[Block]:
    """How much CO2 was received or given away."""
    moved = [(stated, one) for stated, one in about.streams if stated.method == "co2-transfer"]
    if not moved:
        return [Absent("no source stream is a transfer of CO2")]
    rows = tuple(
        (one.name, _PURPOSE.get(stated.purpose or "", NOT_STATED), Number(tonnes(one.fossil)))
        for stated, one in moved
    )
    columns = (Column("Transfer"), Column("What for"), Column("Counted, t CO2", numeric=True))
    return [Table("CO2 received (added) and given away (taken off)", columns, rows)]
