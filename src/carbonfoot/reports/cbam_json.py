"""A calculated installation as data: stable keys, English, every digit of a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Any

from carbonfoot import __version__
from carbonfoot.cbam.defaults import DefaultValue
from carbonfoot.cbam.model import (
    Embedded,
    GoodResult,
    HeatResult,
    Outcome,
    PowerResult,
    PrecursorResult,
    ProcessResult,
    Result,
    StreamResult,
    SupplyResult,
    Use,
    Value,
)
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import path_text, sort_findings
from carbonfoot.reports.attribution import about_pack
from carbonfoot.reports.finding_text import to_json as finding_data

SCHEMA = "carbonfoot/calc-installation/1"
PACK = "cbam-2026"


def report(outcome: Outcome, library: Library, parameters: Sequence[str] = ()) -> dict[str, Any]:
    """The whole answer of `calc --format json` for an installation."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "carbonfoot", "version": __version__, "factor_library": library.hash},
        "options": {"parameters": list(parameters)},
        "data": None if outcome.result is None else installation_data(outcome.result, library),
        "findings": findings_data(outcome),
    }


def findings_data(outcome: Outcome) -> list[dict[str, Any]]:
    """Findings with their places."""
    return [finding_data(finding, outcome.texts.get) for finding in sort_findings(outcome.findings)]


def installation_data(result: Result, library: Library) -> dict[str, Any]:
    """The result itself: t CO2e of the period, t CO2e per tonne or functional unit, TJ, MWh."""
    about = result.installation.installation
    return {
        "installation": {
            "id": about.id,
            "name": about.name,
            "name_ko": about.name_ko or None,
            "country": about.country,
            "operator": None if about.operator is None else about.operator.name,
            "unlocode": about.unlocode or None,
            "registry_id": about.registry_id or None,
        },
        "year": result.year,
        "method": "Implementing Regulation (EU) 2025/2547",
        "unit": "t CO2e",
        "direct": result.direct,
        "indirect": _n(result.indirect),
        "biogenic_co2": result.biogenic,
        "goods": [good_data(result, one) for one in result.goods],
        "processes": [process_data(result, one) for one in result.processes],
        "source_streams": [stream_data(one) for one in result.streams],
        "heat": [heat_data(one) for one in result.heat],
        "electricity": [power_data(one) for one in result.power],
        "precursors": [precursor_data(one) for one in result.precursors],
        "recipe": {
            "file": result.file,
            "documents": [{"file": file, "hash": digest} for file, digest in sorted(result.hashes.items())],
            "sources": [about_pack(library, PACK)] if PACK in library.packs() else [],
        },
    }


def embedded_data(see: Embedded) -> dict[str, Any]:
    """Per tonne or functional unit."""
    shares = {"default_share": see.default_share, "default_share_in_scope": see.default_share_in_scope}
    return {
        "direct": _n(see.direct),
        "indirect": _n(see.indirect),
        "total": _n(see.total),
        "indirect_in_scope": _n(see.indirect_in_scope),
        "in_scope": _n(see.in_scope),
        "default_direct": _n(see.default_direct),
        "default_indirect": _n(see.default_indirect),
        "default_in_scope": _n(see.default_in_scope),
        "default_share_direct": _n(see.default_share_direct),
        **{key: _n(share) for key, share in shares.items()},
        "electricity_mwh": _n(see.electricity),
    }


def _n(number: float) -> float | None:
    """The number; None for what nothing states."""
    return None if isnan(number) else number


def good_data(result: Result, one: GoodResult) -> dict[str, Any]:
    """A good."""
    return {
        "path": path_text(one.path),
        "cn": one.cn,
        "name": one.name or None,
        "description": one.good.description,
        "category": one.good.category,
        "annex_ii": one.good.annex_ii,
        "emissions_in_scope": "direct" if one.good.annex_ii else "direct+indirect",
        "process": result.processes[one.process].name,
        "route": one.route or None,
        "amount": one.amount,
        "functional_unit": one.unit,
        "functional_units_per_tonne": one.content,
        "per_tonne": embedded_data(one.see),
        "per_functional_unit": embedded_data(one.per_unit),
        "carbon_price_per_tonne": dict(one.prices),
        "compositions": [
            {"name": name, "content": content, "per_tonne": embedded_data(see)}
            for name, content, see in compositions(result, one)
        ],
    }


def compositions(result: Result, one: GoodResult) -> list[tuple[str, float, Embedded]]:
    """Ranges of clinker or nitrogen content that a good is sold in, and what a tonne of each carries (Eq. 64 to 66)."""
    if one.unit in ("t", "MWh"):
        return []  # goods of the transitional period, and those without a content
    stated = (result.installation.processes[int(one.path[1])].goods or [])[int(one.path[3])]
    return [
        (each.name, float(each.content), one.per_unit.times(each.content))
        for each in stated.compositions or []
    ]


def process_data(result: Result, one: ProcessResult) -> dict[str, Any]:
    """A process: Eq. 55 and 56, precursors, what a functional unit carries."""
    return {
        "path": path_text(one.path),
        "name": one.name,
        "category": one.category,
        "functional_unit": one.unit,
        "activity_level": one.level,
        "goods_t": one.tonnes,
        "functional_units_per_tonne": one.content,
        "directly_attributable": one.star,
        "heat_in": one.heat_in,
        "heat_out": one.heat_out,
        "waste_gas_in": one.gas_in,
        "waste_gas_out": one.gas_out,
        "electricity_produced": one.power_made,
        "attributed_direct": one.attributed,
        "below_zero": one.zeroed,
        "electricity_mwh": _n(one.electricity),
        "electricity_factor": _n(one.electricity_factor),
        "electricity_factor_from": one.electricity_origin or None,
        "electricity_actual_share": one.electricity_actual,
        "attributed_indirect": _n(one.attributed_indirect),
        "precursors": [_use_data(result, use) for use in one.uses],
        "own": embedded_data(one.own),
        "per_functional_unit": embedded_data(one.see),
        "carbon_price_of_process": dict(one.own_prices),
        "carbon_price_per_functional_unit": dict(one.prices),
        "share_of_goods": one.share,
    }


def _use_data(result: Result, use: Use) -> dict[str, Any]:
    return {
        "path": path_text(use.path),
        "name": use.name,
        "process": None if use.internal is None else result.processes[use.internal].name,
        "precursor": None if use.precursor is None else path_text(result.precursors[use.precursor].path),
        "amount": use.amount,
        "per_functional_unit": use.per_unit,
        "carbon_price_of_it": dict(use.prices),
        "of_it": embedded_data(use.see),
        "adds": embedded_data(use.see.times(use.per_unit)),
    }


def stream_data(one: StreamResult) -> dict[str, Any]:
    """A source stream."""
    return {
        "path": path_text(one.path),
        "name": one.name,
        "method": one.method,
        "gas": one.gas,
        "co2e": one.fossil,
        "biogenic_co2": one.biogenic,
        "energy_tj": one.energy,
        "energy_biomass_tj": one.energy_biomass,
        "shares": [{"name": name, "share": share} for name, share in one.shares.items()],
        "formula": one.formula,
        "values": _values(one.values),
    }


def heat_data(one: HeatResult) -> dict[str, Any]:
    """A source of heat."""
    return {
        "path": path_text(one.path),
        "name": one.name,
        "kind": one.kind,
        "heat_tj": one.heat,
        "factor": one.factor,
        "co2e": one.emissions,
        "formula": one.formula,
        "values": _values(one.values),
    }


def power_data(one: PowerResult) -> dict[str, Any]:
    """A source of electricity."""
    return {
        "path": path_text(one.path),
        "name": one.name,
        "kind": one.kind,
        "amount_mwh": one.amount,
        "factor": one.factor,
        "actual": one.actual,
        "from": one.origin,
    }


def precursor_data(one: PrecursorResult) -> dict[str, Any]:
    """A bought precursor with its supplies, per tonne."""
    return {
        "path": path_text(one.path),
        "name": one.name,
        "cn": one.cn or None,
        "category": None if one.good is None else one.good.category,
        "country": one.country or None,
        "per_tonne": embedded_data(one.see),
        "supplies": [_supply_data(supply) for supply in one.supplies],
        "carbon_price_per_tonne": dict(one.prices),
    }


def _supply_data(one: SupplyResult) -> dict[str, Any]:
    value = one.default
    return {
        "path": path_text(one.path),
        "supplier": one.supplier or None,
        "country": one.country or None,
        "share": one.share,
        "amount": one.amount,
        "kind": one.kind,
        "verified": one.verified,
        "per_tonne": embedded_data(one.see),
        "default": _default_data(value) if isinstance(value, DefaultValue) else None,
        "electricity_factor": one.electricity_factor,
        "electricity_factor_from": one.electricity_source or None,
        "period": one.period or None,
        "carbon_price_per_tonne": dict(one.prices),
    }


def _default_data(one: DefaultValue) -> dict[str, Any]:
    """A default value: base as printed, mark-up, row of the act."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in one._asdict().items()}


def _values(values: Iterable[Value]) -> list[dict[str, str]]:
    return [{"key": key, "value": number, "from": origin} for key, number, origin in values]
