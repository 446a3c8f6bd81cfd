"""Emission factors of electricity: of each source, of their mean, and which count as actual (Article 9; Annex II, D.4.3)."""

from __future__ import annotations

from carbonfoot.cbam.model import PowerResult
from carbonfoot.cbam.shapes.energy import ElectricitySource
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, called, known
from carbonfoot.declarations.cbam_operator_report.electricity import (
    KINDS,
    country,
    nothing_stated,
    quantity,
    sources,
)
from carbonfoot.declarations.content import Absent, Block, Cell, Column, Number, Table, text
from carbonfoot.declarations.digits import amount, share

_BASIS = {
    "official": "the Commission's value",
    "other": "another public source",
    "default": "a default value in force",
}


def power_factors(about: About) -> list[Block]:
    """Quantity, country and factor by source, and their mean by Article 9."""
    if not about.result.power:
        return nothing_stated(about)
    rows = tuple(
        (
            one.name,
            quantity(about, one),
            country(about, stated),
            Number(amount(one.factor)),
            "actual" if one.actual else "default",
            _said_by(about, stated, one),
        )
        for stated, one in sources(about)
    )
    columns = (
        *(Column("Source"), Column("Consumed, MWh", numeric=True), Column("Country")),
        *(Column("Factor, t CO2/MWh", numeric=True), Column("Value"), Column("Stated by")),
    )
    used = tuple(
        (one.name, known(one.electricity_factor, amount), one.electricity_origin or NOT_STATED)
        for one in about.result.processes
    )
    columns_used = (
        Column("Process"),
        Column("Factor used, t CO2/MWh", numeric=True),
        Column("Where it is from"),
    )
    return [
        Table("Emission factor of each source", columns, rows),
        Table(
            "Emission factor that each process used (mean of its sources by quantity, Article 9)",
            columns_used,
            used,
        ),
    ]


def actual_power_factor(about: About) -> list[Block]:
    """Factors by actual values and how they qualify."""
    actual = [(stated, one) for stated, one in sources(about) if one.actual]
    if not actual:
        return [Absent("no emission factor of electricity is an actual value in the sense of Article 9")]
    return [_evidence(actual)]


def contract_power_factor(about: About) -> list[Block]:
    """Factors of power purchase agreements."""
    contracts = [(stated, one) for stated, one in sources(about) if one.kind == "ppa"]
    if not contracts:
        return [Absent("no power purchase agreement is stated")]
    rows = tuple(
        (
            one.name,
            Number(amount(stated.emission_factor)) if stated.emission_factor is not None else NOT_STATED,
            "counts"
            if one.actual
            else f"does not qualify: counts with {amount(one.factor)} t CO2/MWh of the grid",
        )
        for stated, one in contracts
    )
    columns = (
        Column("Agreement"),
        Column("Factor stated, t CO2/MWh", numeric=True),
        Column("Whether it counts"),
    )
    return [Table("Power purchase agreements", columns, rows)]


def confirmation(about: About) -> Block:
    """Whether the criteria for actual values of electricity are met, by source."""
    actual = [
        (stated, one) for stated, one in sources(about) if one.actual and one.kind in ("ppa", "direct-line")
    ]
    if actual:
        return _evidence(actual)
    return text(
        "Criteria for actual values (point 6 of Annex IV to Regulation (EU) 2023/956): no electricity comes by a direct"
        " link or by a contract that counts, so that there is nothing to confirm."
    )


def shares(about: About) -> Table:
    """For goods outside Annex II: how much of the electricity counts with actual and with default factors."""
    rows = []
    for good in about.outside_annex_ii:
        process = about.process_of(good)
        rows.append(
            (
                called(good),
                Number(share(process.electricity_actual)),
                Number(share(1.0 - process.electricity_actual)),
            )
        )
    columns = (
        *(Column("Good"), Column("Actual values, % of MWh", numeric=True)),
        Column("Default values, % of MWh", numeric=True),
    )
    return Table("Electricity of the process by kind of emission factor", columns, tuple(rows))


def _evidence(actual: list[tuple[ElectricitySource, PowerResult]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for stated, one in actual:
        shown = stated.evidence
        proof = {
            "direct link": shown and shown.direct_link,
            "contract with the producer": shown and shown.contract,
            "physical connection": shown and shown.physical_connection,
            "metering by the hour": shown and shown.hourly_metering,
        }
        held = ", ".join(name for name, there in proof.items() if there)
        if one.kind in ("own", "chp"):
            held = "produced inside the installation"
        where = (shown and shown.note) or NOT_STATED
        rows.append((one.name, KINDS[one.kind], Number(amount(one.factor)), held or NOT_STATED, where))
    columns = (
        *(Column("Source"), Column("Kind"), Column("Factor, t CO2/MWh", numeric=True)),
        *(Column("Shown to the verifier (Annex II, D.4.3)"), Column("Where the evidence is")),
    )
    return Table("Actual values of electricity", columns, tuple(rows))


def _said_by(about: About, stated: ElectricitySource, one: PowerResult) -> Cell:
    basis = _BASIS.get(stated.basis or "", "")
    words = stated.source or ("" if one.origin == "given" else one.origin)
    if not words and not basis:
        return about.power_gap(
            f"source of the emission factor of {one.name}", f"electricity/{one.name}/source"
        )
    return ": ".join(part for part in (basis, words) if part)
