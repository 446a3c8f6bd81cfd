"""Source streams from the meter to tonnes of CO2e, other ways to determine emissions, and gaps in the data."""

from __future__ import annotations

from carbonfoot.cbam.model import StreamResult
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, named, or_gap, spoken
from carbonfoot.declarations.content import Absent, Block, Bullets, Cell, Column, Gap, Number, Table, text
from carbonfoot.declarations.digits import amount, share, tonnes
from carbonfoot.findings.finding import Finding, path_text, severity

_TIERS = {
    "standard": "standard values of the act",
    "type-1": "default values of type I",
    "type-2": "default values of type II",
    "analysis": "analyses",
    "supplier": "values of the supplier",
    "measured": "measured",
}
_CALCULATED = ("combustion", "process", "mass-balance")


def source_streams(about: About) -> list[Block]:
    """Each source stream with what was metered, its factors, their tier, its emissions and whose they are."""
    streams = [(stated, one) for stated, one in about.streams if stated.method in _CALCULATED]
    if not streams:
        gap = Gap("activity data and calculation factors", ("source_streams",))
        return [text("Source streams: ", gap)]
    rows = tuple(
        (
            one.name,
            stated.method,
            _metered(stated, one),
            Number(amount(one.energy + one.energy_biomass)) if one.energy + one.energy_biomass else "–",
            Number(tonnes(one.fossil)),
            Number(tonnes(one.biogenic)) if one.biogenic else "–",
        )
        for stated, one in streams
    )
    columns = (
        *(Column("Source stream"), Column("Method"), Column("Activity data", numeric=True)),
        *(Column("Energy (net), TJ", numeric=True), Column("Emissions, t CO2e", numeric=True)),
        Column("Zero-rated, t CO2", numeric=True),
    )
    return [
        Table("Source streams", columns, rows),
        _factors(streams),
        _owners(about),
    ]


def _metered(stated: SourceStream, one: StreamResult) -> Cell:
    if stated.amount is not None:
        return Number(amount(stated.amount.number), stated.amount.unit.symbol)
    return Gap(f"activity data of {one.name}", (f"source_streams/{one.name}/amount",))


def _factors(streams: list[tuple[SourceStream, StreamResult]]) -> Table:
    """One row for each value that went in; the formula stands with the first."""
    rows: list[tuple[Cell, ...]] = []
    for stated, one in streams:
        tier = _TIERS.get(stated.tier or "", "")
        for key, value, origin in one.values:
            if key == "amount":
                continue
            where = (
                tier
                if origin == "given" and tier
                else ("stated, tier not stated" if origin == "given" else origin)
            )
            rows.append((one.name, key.replace("_", " "), value, where))
        rows.append((one.name, "equation", one.formula, "Implementing Regulation (EU) 2025/2547"))
    columns = (Column("Source stream"), Column("Factor"), Column("Value"), Column("Tier or origin"))
    return Table("Calculation factors of each source stream", columns, tuple(rows))


def _owners(about: About) -> Table:
    """Tonnes of each source stream in each process; a process with stated emissions and no stream is a gap."""
    rows: list[tuple[Cell, ...]] = []
    for _, one in about.streams:
        for name, part in one.shares.items():
            rows.append((name, one.name, Number(share(part)), Number(tonnes(one.fossil * part))))
    for stated, process in about.processes:
        if stated.direct_emissions is not None and not any(
            process.name in one.shares for _, one in about.streams
        ):
            gap = Gap(f"source streams of {process.name}", ("source_streams/*/shares",))
            rows.append((process.name, gap, "–", Number(tonnes(stated.direct_emissions))))
    rows.sort(key=lambda row: str(row[0]))
    columns = (
        *(Column("Process, boiler or unit"), Column("Source stream"), Column("Share, %", numeric=True)),
        Column("Emissions, t CO2e", numeric=True),
    )
    return Table("Source streams by process", columns, tuple(rows))


def measured_emissions(about: About) -> list[Block]:
    """Stacks under measurement: hourly means, or the mass of the period."""
    stacks = [(stated, one) for stated, one in about.streams if stated.method == "measurement"]
    if not stacks:
        return [Absent("no emission source is measured continuously")]
    rows = tuple((one.name, one.gas, _measured(one), Number(tonnes(one.fossil))) for _, one in stacks)
    columns = (Column("Source"), Column("Gas"), Column("Measured"), Column("Emissions, t CO2e", numeric=True))
    return [Table("Measured emission sources", columns, rows)]


def _measured(one: StreamResult) -> str:
    return "; ".join(f"{key.replace('_', ' ')} {value}" for key, value, _ in one.values) or NOT_STATED


def other_methods(about: About) -> list[Block]:
    """Perfluorocarbons of cells, and processes whose emissions are stated as a whole."""
    blocks: list[Block] = []
    cells = [one for stated, one in about.streams if stated.method == "pfc"]
    if cells:
        rows = tuple((one.name, _measured(one), one.formula, Number(tonnes(one.fossil))) for one in cells)
        columns = (
            *(Column("Cells"), Column("Values"), Column("Equation")),
            Column("Emissions, t CO2e", numeric=True),
        )
        blocks.append(Table("Perfluorocarbons (CF4 and C2F6)", columns, rows))
    stated = [(used, one) for used, one in about.processes if used.direct_emissions is not None]
    if stated:
        given = tuple((one.name, Number(tonnes(used.direct_emissions or 0.0))) for used, one in stated)
        heads = (Column("Process"), Column("DirEm*, t CO2e", numeric=True))
        blocks.append(Table("Processes whose direct emissions are stated as a whole", heads, given))
    return blocks or [Absent("all emissions are calculated from source streams or measured")]


def data_gaps(about: About) -> list[Block]:
    """What the document says of gaps, and what the calculation found doubtful."""
    gaps = or_gap(about.head.data_gaps, "gaps in the data, or that there are none", "installation/data_gaps")
    blocks: list[Block] = [text("Gaps in the data: ", gaps)]
    doubts = [one for one in about.findings if severity(one) in ("warning", "incomplete", "note")]
    if doubts:
        said = tuple((f"{one.code}: ", *spoken(one.message), _place(about, one)) for one in doubts)
        blocks += [text("What the calculation found worth saying:"), Bullets(said)]
    return blocks


def _place(about: About, finding: Finding) -> str:
    """Where it is: by the names of entries, in the document of a supplier by its file."""
    if finding.file != about.result.file:
        place = path_text(finding.path)
        return f" ({finding.file}: {place})" if place else f" ({finding.file})"
    if not finding.path:
        return ""
    try:
        return f" ({named(about.document, finding.path)})"
    except (AttributeError, IndexError, KeyError, TypeError):  # a place that the document does not have
        return f" ({path_text(finding.path)})"
