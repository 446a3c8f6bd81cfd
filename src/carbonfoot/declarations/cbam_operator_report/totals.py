"""Totals of the installation and of its processes."""

from __future__ import annotations

from math import fsum

from carbonfoot.declarations.cbam_operator_report.about import ALL_ANNEX_II, About, known
from carbonfoot.declarations.content import Absent, Bar, Bars, Block, Cell, Column, Gap, Number, Table, text
from carbonfoot.declarations.digits import share, tonnes

_HALF = 0.5
"""Less of a tonne is not seen."""


def direct_total(about: About) -> list[Block]:
    """Direct emissions of the installation and of each process."""
    result = about.result
    columns = (
        *(Column("Process"), Column("Directly attributable (DirEm*), t CO2e", numeric=True)),
        Column("Attributed (Eq. 55), t CO2e", numeric=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.name, Number(tonnes(one.star)), Number(tonnes(one.attributed))) for one in result.processes
    ]
    elsewhere = result.direct - fsum(one.star for one in result.processes)
    if abs(elsewhere) >= _HALF:
        rows.append(("heat sources, power plants and other processes", Number(tonnes(elsewhere)), "–"))
    head = [
        text("Total direct emissions of the installation: ", Number(tonnes(result.direct), "t CO2e"), ".")
    ]
    if result.biogenic:
        zero = Number(tonnes(result.biogenic), "t CO2")
        head.append(text("Zero-rated CO2 from biomass, which stands beside it and is not in it: ", zero, "."))
    chart = Bars(
        "Attributed direct emissions by process",
        ("t CO2e",),
        tuple(Bar(one.name, (one.attributed,), _of_all(about, one.attributed)) for one in result.processes),
    )
    return [*head, Table("Direct emissions by process", columns, tuple(rows)), chart]


def _of_all(about: About, attributed: float) -> str:
    whole = sum(one.attributed for one in about.result.processes)
    part = f", {share(attributed / whole)} % of all processes" if whole else ""
    return f"{tonnes(attributed)} t CO2e{part}"


def indirect_total(about: About) -> list[Block]:
    """Indirect emissions of the installation, where a good is outside Annex II."""
    if not about.indirect_counts:
        return [Absent(ALL_ANNEX_II)]
    gap = Gap("indirect emissions of the installation", ("electricity", "processes/*/electricity"))
    return [
        text(
            "Indirect emissions of the installation, t CO2e: ", known(about.result.indirect, tonnes, gap), "."
        )
    ]
