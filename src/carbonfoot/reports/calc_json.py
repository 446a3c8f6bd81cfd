"""The footprint as data: stable keys, English, at most 12 significant digits, `null` where a number is missing."""

from __future__ import annotations

from typing import Any

from carbonfoot import __version__
from carbonfoot.findings.finding import path_text, sort_findings
from carbonfoot.footprint.groups import ByActivity, by_activity, groups
from carbonfoot.footprint.result import Footprint, Group, LineResult
from carbonfoot.pipeline import Options, Outcome
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.attribution import attributions
from carbonfoot.reports.finding_text import to_json as finding_data
from carbonfoot.reports.private import conversion, is_private
from carbonfoot.reports.quality_json import quality_data, uncertainty_data
from carbonfoot.reports.worked_json import worked_data
from carbonfoot.system.model import Source

SCHEMA = "carbonfoot/calc/1"


def report(outcome: Outcome, options: Options, allow_incomplete: bool) -> dict[str, Any]:
    """The whole answer of `calc --format json`."""
    result = outcome.footprint
    return {
        "schema": SCHEMA,
        "tool": {"name": "carbonfoot", "version": __version__, "factor_library": outcome.library.hash},
        "options": {
            "gwp": outcome.gwp_set,
            "parameters": list(options.parameters),
            "allow_incomplete": allow_incomplete,
            **{key: True for key in ("locked", "conservative") if getattr(options, key)},
            **({"allocation": options.allocation} if options.allocation else {}),
            "uncertainty": options.uncertainty,
            "pedigree": options.pedigree,
        },
        "data": None if result is None else footprint_data(outcome, result),
        "findings": [
            finding_data(finding, outcome.documents.text_of) for finding in sort_findings(outcome.findings)
        ],
    }


def footprint_data(outcome: Outcome, result: Footprint) -> dict[str, Any]:
    """The footprint itself."""
    product = result.product
    reference = product.reference
    return {
        "product": {
            "id": product.id,
            "name": product.name,
            "name_ko": product.name_ko or None,
            "declared_unit": {"amount": _n(reference.number), "unit": reference.unit.symbol},
            "mass_kg": _n(product.mass),
            "made_in": product.country,
            "carbon_content_kg": {key: _n(number) for key, number in product.carbon.items()} or None,
        },
        "period": {"from": result.period[0], "to": result.period[1]},
        "boundary": result.boundary,
        "gwp_set": result.gwp_set,
        "allocation": _allocation(result),
        "unit": "kg CO2e",
        "total": _n(result.total),
        "complete": result.total is not None,
        "at_least": _n(result.at_least),
        "lines_total": result.line_count,
        "lines_missing": result.missing,
        "split": {key: _n(number) for key, number in result.split.items()},
        "by_gas": [
            {"gas": gas, "kg": _n(mass), "kg_co2e": _n(effect)}
            for gas, (mass, effect) in result.gases.items()
        ],
        "gas_not_given": _n(result.unsplit),
        "by_stage": _groups(result.stages, "stage"),
        "by_item": _groups(result.items, "item"),
        "by_tier": [{"tier": int(group.key), "kg_co2e": _n(group.co2e)} for group in result.tiers],
        "by_country": _groups(result.countries, "country"),
        "by_supplier": _groups(result.suppliers, "supplier"),
        **_more_groups(result),
        "outside_boundary": _groups(result.beyond, "stage"),
        "lines": [_line(outcome, result, line) for line in result.lines],
        "mass_balance": {
            key: _n(number) if isinstance(number, float) else number
            for key, number in product.mass_balance.items()
        },
        "carbon_balance": {
            key: _n(number) if isinstance(number, float) else number
            for key, number in product.carbon_balance.items()
        },
        "not_assessed": [{"line": name, "part": part} for name, part in result.not_assessed],
        "uncertainty": uncertainty_data(result.uncertainty),
        "quality": quality_data(result.quality),
        "gwp_sets_mixed": {key: _n(number) for key, number in result.foreign_sets.items()},
        "exclusions": [
            {"name": name, "share": _n(share), "reason": reason} for name, share, reason in result.exclusions
        ],
        "sources": attributions(outcome, result),
        **({"locked": outcome.lock} if outcome.lock else {}),
        **_conservative(result),
        **_sharing(result),
        **_scopes(result),
    }


def _allocation(result: Footprint) -> str:
    if not result.methods:
        return "cut-off"
    from carbonfoot.reports.calc_allocation import method_name

    return method_name(result)


def _sharing(result: Footprint) -> dict[str, Any]:
    if not (result.methods or result.credits or result.compared):
        return {}
    from carbonfoot.reports.calc_allocation import allocation_data

    return allocation_data(result)


def _scopes(result: Footprint) -> dict[str, Any]:
    if result.scopes is None:
        return {}
    from carbonfoot.reports.site_json import scopes_data, shared_data

    return {"scopes": scopes_data(result.scopes), "shared": shared_data(result)}


def _conservative(result: Footprint) -> dict[str, Any]:
    if result.asks is None:
        return {}
    from carbonfoot.reports.asks import asks_data

    return {"conservative": asks_data(result)}


def _more_groups(result: Footprint) -> dict[str, Any]:
    """By method, tag, origin of the data, document and activity; what no tag covers stands under `null`."""
    data = (group.key.partition(", ") for group in groups(result, "data"))
    return {
        "by_method": _groups(groups(result, "method"), "method"),
        "by_tag": [{"tag": group.key or None, "kg_co2e": _n(group.co2e)} for group in groups(result, "tag")],
        "by_data": [
            {"amount": amount, "number": number, "kg_co2e": _n(group.co2e)}
            for (amount, _, number), group in zip(data, groups(result, "data"), strict=True)
        ],
        "by_document": _groups(groups(result, "document"), "file"),
        "by_activity": [_activity(result, one) for one in by_activity(result)],
    }


def _activity(result: Footprint, one: ByActivity) -> dict[str, Any]:
    activity = result.activities[one.activity]
    return {
        "file": activity.file,
        "path": path_text(activity.path),
        "name": activity.name,
        "level": {
            "amount": _n(one.level * activity.reference.number),
            "unit": activity.reference.unit.symbol,
        },
        "kg_co2e": _n(one.direct),
        "kg_co2e_with_upstream": _n(one.upstream),
    }


def _groups(found: list[Group], key: str) -> list[dict[str, Any]]:
    return [{key: group.key, "kg_co2e": _n(group.co2e)} for group in found]


def _line(outcome: Outcome, result: Footprint, line: LineResult, behind: str = "") -> dict[str, Any]:
    """One line; `behind` is the credit that it stands behind."""
    flow = line.flow
    credit = flow.credit or behind
    whole = result.at_least
    return {
        "path": path_text(flow.path),
        "file": result.activities[line.activity].file,
        "name": flow.name,
        "name_ko": flow.name_ko or None,
        "stage": flow.stage,
        "counts_under": line.stage,
        "tier": line.tier,
        "kind": flow.kind,
        "amount": None
        if flow.quantity is None
        else {"value": _n(flow.quantity.number), "unit": flow.quantity.unit.symbol},
        "per_declared_unit": _n(line.level * flow.multiplier),
        "multipliers": list(flow.because),
        "kg_co2e": _n(line.co2e),
        "share": _n(line.co2e / whole) if line.co2e is not None and whole else None,
        "country": flow.country or None,
        "supplier": flow.supplier or None,
        "data": flow.data or None,
        "tags": list(flow.tags),
        "missing": flow.missing,
        "rule": flow.rule or None,
        "not_assessed": list(flow.not_assessed),
        "stated": _rounded(flow.stated),
        **({"allocated": _n(flow.allocated)} if flow.allocated != 1 else {}),
        **({"credit": credit} if credit else {}),
        **({"worked": worked_data(outcome.library, flow)} if flow.worked is not None else {}),
        "factors": [_source(outcome, source) for source in flow.sources],
        **({"loop": True} if line.loop else {}),
        "lines": [_line(outcome, result, inner, credit) for inner in line.lines],
    }


def _source(outcome: Outcome, source: Source) -> dict[str, Any]:
    record = source.record
    private = record is not None and is_private(outcome.library, record.pack)
    return {
        "label": source.label,
        "number": _n(source.number * source.share),
        "unit": source.unit,
        "kg_co2e_per_unit": None if private else _n(source.vector.co2e),
        "gwp_set": source.vector.gwp_set,
        "parts": list(source.parts),
        "conversion": conversion(outcome.library, source),
        "proxy": source.proxy,
        "record": None
        if record is None
        else {
            "id": record.id,
            "item": record.item,
            "route": record.route or None,
            "name": record.name,
            "region": record.geo,
            "year": int(record.year),
            "boundary": record.boundary,
            "trust": record.trust,
            "pack": record.pack,
        },
    }


def _rounded(stated: dict[str, Any]) -> dict[str, Any]:
    """What a line states, its numbers at 12 digits too."""
    return {
        key: _rounded(inner) if isinstance(inner, dict) else _n(inner) if isinstance(inner, float) else inner
        for key, inner in stated.items()
    }


def _n(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
