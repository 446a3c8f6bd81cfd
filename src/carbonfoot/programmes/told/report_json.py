"""A programme for programs: `carbonfoot/programme/1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from types import MappingProxyType
from typing import Any

from carbonfoot.checks.model import Checked, Suppressed
from carbonfoot.findings.finding import Finding, sort_findings
from carbonfoot.programmes.chain import Chain
from carbonfoot.programmes.model import Made, Planned, Worked
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.told.basis import notes
from carbonfoot.programmes.told.cascade_json import avoided_at, by_place, by_tier, moved_rows, route_rows
from carbonfoot.programmes.told.credits_json import credits_data, targets_data, trading_data
from carbonfoot.programmes.told.money_json import data as money_data
from carbonfoot.programmes.told.money_json import of_tiers
from carbonfoot.programmes.told.withheld import nulled
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.finding_text import TextOf, to_json

NOTHING: Mapping[int, Chain] = MappingProxyType({})

SECTIONS = ("money", "credits", "trading", "targets")


def report(
    told: Reported | None,
    findings: Iterable[Finding],
    text_of: TextOf,
    options: dict[str, Any],
    declared: Mapping[int, Chain] = NOTHING,
) -> dict[str, Any]:
    """The whole answer; `data` is null where the programme could not be computed. `declared`: declarations by product."""
    body = None if told is None else data(told, declared)
    return answer("programme", body, options, _findings(findings, text_of))


def check(told: Reported | None, checked: Checked) -> dict[str, Any]:
    """The answer of `carbonfoot programme check`: what was looked at, and the findings."""
    body = None
    if told is not None:
        worked = told.worked
        body = {
            "programme": worked.programme.programme.id,
            "complete": worked.complete,
            "members": len(worked.members),
            "products": len(worked.products),
            "measures": len(worked.measures),
            "targets": None
            if "targets" not in told.sections
            else targets_data(told.sections["targets"], worked),
            "accepted": [_accepted(one, checked.text_of) for one in checked.suppressed],
        }
    findings = _findings(checked.findings, checked.text_of)
    return answer("programme-check", body, dict(checked.options), findings)


def _accepted(one: Suppressed, text_of: TextOf) -> dict[str, Any]:
    told = to_json(one.finding, text_of)
    kept = {key: told[key] for key in ("code", "message", "file", "path", "line")}
    return {**kept, "reason": one.reason, "comment_line": one.line}


def _findings(findings: Iterable[Finding], text_of: TextOf) -> list[dict[str, Any]]:
    return [to_json(one, text_of) for one in sort_findings(dict.fromkeys(findings))]


def data(told: Reported, declared: Mapping[int, Chain] = NOTHING) -> dict[str, Any]:
    """What reports, pictures and pages show; years are keys, as text."""
    worked = told.worked
    head = worked.programme.programme
    return nulled(
        {
            "programme": {"id": head.id, "name": head.name, "name_ko": head.name_ko},
            "basis": _basis(worked),
            "years": [*worked.years],
            "members": [
                {
                    "id": one.id,
                    "name": one.name,
                    "name_ko": one.name_ko or None,
                    "role": one.role,
                    "tier": one.tier,
                    "sector": one.sector or None,
                    "country": one.country or None,
                }
                for one in worked.members.values()
            ],
            "products": [
                {**_product(told, made), "declarations": _declarations(declared.get(made.number))}
                for made in worked.products
            ],
            "measures": [measure(worked, one) for one in worked.measures],
            "totals": _totals(worked),
            "cascade": _cascade(told),
            **_sections(told),
        }
    )


def brief(told: Reported) -> dict[str, Any]:
    """Of `data` what bars draw of finished products and of the whole programme."""
    worked = told.worked
    head = worked.programme.programme
    return {
        "years": [*worked.years],
        "programme": {"id": head.id, "name": head.name, "name_ko": head.name_ko},
        "products": [_product(told, made) for made in worked.products if made.finished],
        "measures": [measure(worked, one) for one in worked.measures],
        "totals": _totals(worked),
    }


def _totals(worked: Worked) -> dict[str, Any]:
    return {
        "complete": worked.complete,
        "emitted_before": _years(
            worked, {year: worked.emitted(year, measures=False) for year in worked.years}
        ),
        "emitted_after": _years(worked, {year: worked.emitted(year, measures=True) for year in worked.years}),
        "avoided": _years(worked, {year: worked.avoided_all(year) for year in worked.years}),
    }


def _sections(told: Reported) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(SECTIONS)
    if "money" in told.sections:
        found["money"] = money_data(told.sections["money"], told.worked)
    if "credits" in told.sections:
        found["credits"] = credits_data(told.sections["credits"], told.worked)
    money = told.worked.programme.money
    if "trading" in told.sections and money is not None:
        found["trading"] = trading_data(told.sections["trading"], money.currency)
    if "targets" in told.sections:
        found["targets"] = targets_data(told.sections["targets"], told.worked)
    return found


def _basis(worked: Worked) -> dict[str, Any]:
    attribution = worked.programme.attribution
    return {
        "gwp_set": worked.gwp_set,
        "base_year": worked.years[0],
        "last_year": worked.years[-1],
        "grid": [
            {
                "country": country,
                "source": grid.source,
                "path": {year: value.text for year, value in grid.path.items()},
            }
            for country, grid in (worked.programme.grid or {}).items()
        ],
        "attribution": {
            "method": "shapley" if attribution is None else attribution.method,
            "groups": [{"measures": [*ids], "shared": how} for ids, how in worked.groups],
        },
        "notes": notes(worked, "en"),
        "notes_ko": notes(worked, "ko"),
    }


def _product(told: Reported, made: Made) -> dict[str, Any]:
    worked = told.worked
    places = told.placed.products.get(made.number)
    return {
        "number": made.number,
        "member": made.member,
        "file": made.shown,
        "id": made.id,
        "name": made.name,
        "name_ko": made.name_ko or None,
        "unit": made.unit,
        "finished": made.finished,
        "complete": made.file not in worked.unfinished,
        "before": _years(worked, {year: worked.before[made.number, year] for year in worked.years}),
        "after": _years(worked, {year: worked.after[made.number, year] for year in worked.years}),
        "volume": _years(worked, made.volume),
        "volume_stated": made.stated,
        "inside": _years(worked, made.inside),
        "by_tier": None if places is None else by_tier(places, worked),
        "by_place": None if places is None else by_place(places),
        "by_measure": [
            {"measure": one.id, "kg": _years(worked, changes)}
            for one in worked.measures
            if (
                changes := {
                    year: worked.changes[one.number, made.number, year]
                    for year in worked.years
                    if (one.number, made.number, year) in worked.changes
                }
            )
        ],
    }


def _declarations(chain: Chain | None) -> dict[str, Any] | None:
    return None if chain is None else {"before": {"id": chain.before}, "after": {"id": chain.after}}


def measure(worked: Worked, one: Planned) -> dict[str, Any]:
    """A measure with its tonnes."""
    avoided = {year: worked.avoided(one.number, year) for year in worked.years}
    return {
        "number": one.number,
        "id": one.id,
        "name": one.name,
        "name_ko": one.name_ko or None,
        "member": one.member,
        "tier": worked.members[one.member].tier,
        "kind": one.shape.kind,
        "technology": one.shape.technology,
        "status": one.shape.status,
        "data": one.shape.data,
        "source": one.shape.source,
        "first": one.shape.start.year,
        "last": one.last,
        "share": _years(worked, one.share),
        "avoided": _years(worked, avoided),
        "avoided_in_finished": _years(
            worked, {year: worked.avoided_in_finished(one.number, year) for year in worked.years}
        ),
        "avoided_total": round_digits(fsum(avoided.values())),
    }


def _cascade(told: Reported) -> dict[str, Any]:
    worked, money = told.worked, told.sections.get("money")
    tiers = sorted({member.tier for member in worked.members.values() if member.tier is not None})
    return {
        "tiers": [
            {
                "tier": tier,
                "members": sum(1 for member in worked.members.values() if member.tier == tier),
                "avoided": _years(
                    worked,
                    {
                        year: fsum(
                            worked.avoided(one.number, year)
                            for one in worked.measures
                            if worked.members[one.member].tier == tier
                        )
                        for year in worked.years
                    },
                ),
                **({} if money is None else of_tiers(money, tier)),
            }
            for tier in tiers
        ],
        "emitted": by_place(told.placed.tonnes),
        "avoided_at": avoided_at(told.placed),
        "not_placed": [*told.placed.missing],
        "moved": moved_rows(told.moved),
        "flows": [
            {"from_tier": tier, "product": product, "tonnes": round_digits(tonnes)}
            for tier, product, tonnes in told.flows
        ],
        "routes": route_rows(told.routes),
    }


def _years(worked: Worked, numbers: Mapping[int, float]) -> dict[str, float]:
    return {str(year): round_digits(numbers[year]) + 0.0 for year in worked.years if year in numbers}
