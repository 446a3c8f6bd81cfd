"""The balance of heat, waste gases and electricity of each process, and where heat is from."""

from __future__ import annotations

from math import fsum

from carbonfoot.cbam.shapes.processes import HeatFlow, WasteGas
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, known
from carbonfoot.declarations.cbam_operator_report.gases import quantity
from carbonfoot.declarations.content import Block, Cell, Column, Number, Table
from carbonfoot.declarations.digits import amount, tonnes

_UNIT = "Unit"


def balance(about: About) -> list[Block]:
    """One row for each process and carrier: taken in, made, used, given off."""
    rows: list[tuple[Cell, ...]] = []
    for stated, one in about.processes:
        rows.append(
            (
                one.name,
                "heat, TJ",
                _heat(stated.heat_in),
                "–",
                _used(stated.heat_in, stated.heat_out),
                _heat(stated.heat_out),
            )
        )
        gas = stated.waste_gas
        if gas is not None:
            flows = (quantity(gas.imported), quantity(gas.produced), _kept(gas), quantity(gas.exported))
            rows.append((one.name, "waste gases", *flows))
        made = stated.electricity_produced
        rows.append(
            (
                one.name,
                "electricity, MWh",
                "–",
                NOT_STATED if made is None else Number(amount(made.amount)),
                known(one.electricity, amount),
                NOT_STATED if made is None else known(made.exported, amount),
            )
        )
    columns = (
        *(
            Column("Process"),
            Column("Carrier"),
            Column("Imported", numeric=True),
            Column("Produced", numeric=True),
        ),
        *(Column("Consumed", numeric=True), Column("Exported", numeric=True)),
    )
    blocks: list[Block] = [Table("Balance by process", columns, tuple(rows))]
    if about.result.heat:
        sources = tuple(
            (
                one.name,
                one.kind,
                known(one.heat, amount),
                Number(amount(one.factor)),
                NOT_STATED if one.heat is None else Number(tonnes(one.emissions)),
                one.formula,
            )
            for one in about.result.heat
        )
        heads = (
            *(Column("Source"), Column("Kind"), Column("Net heat, TJ", numeric=True)),
            *(
                Column("Factor, t CO2/TJ", numeric=True),
                Column("Emissions, t CO2", numeric=True),
                Column("By"),
            ),
        )
        blocks.append(Table("Where the heat is from", heads, sources))
    return blocks


def _heat(flows: list[HeatFlow] | None) -> Cell:
    return NOT_STATED if flows is None else Number(amount(fsum(one.amount for one in flows)))


def _used(taken: list[HeatFlow] | None, given: list[HeatFlow] | None) -> Cell:
    """What stays of the heat that came in, where more came in than went out."""
    if taken is None:
        return NOT_STATED
    left = fsum(one.amount for one in taken) - fsum(one.amount for one in given or ())
    return Number(amount(left)) if left >= 0 else NOT_STATED


def _kept(gas: WasteGas) -> Cell:
    """What stays, where all that is stated is in one unit."""
    flows = [one for one in (gas.imported, gas.produced, gas.exported) if one is not None]
    if gas.produced is None or len({one.unit.symbol for one in flows}) != 1:
        return NOT_STATED
    gone = 0.0 if gas.exported is None else gas.exported.number
    came = 0.0 if gas.imported is None else gas.imported.number
    return Number(amount(gas.produced.number + came - gone), gas.produced.unit.symbol)
