"""Whether codes are covered by CBAM, as data."""

from __future__ import annotations

from typing import Any

from carbonfoot.cbam.goods import CbamGood
from carbonfoot.cbam.scope import Line, Scope
from carbonfoot.reports.cbam_rules_words import say
from carbonfoot.reports.cbam_scope_text import gases
from carbonfoot.reports.envelope import answer


def scope_json(found: list[Scope]) -> dict[str, Any]:
    """A row a code."""
    return answer("cbam-scope", [_row(one) for one in found], {"cn": [one.code for one in found]})


def _row(one: Scope) -> dict[str, Any]:
    return {
        "cn": one.code,
        "status": one.status,
        "covered": one.covered,
        "annex_i": None if one.line is None else _line(one.line),
        "goods": [_good(good) for good in one.goods] if one.covered else [],
        "known_codes": [good.cn for good in one.goods] if one.status == "unlisted" else [],
        "routes": [{"route": route, "means": say(route, "en")} for route in one.routes],
        "de_minimis": None if one.threshold is None else one.threshold._asdict(),
        "excepts": [_line(line) for line in one.excepts],
        "near": [_line(line) for line in one.near] if not one.covered else [],
        "proposed_not_law": [_proposed(good) for good in one.proposed],
        "proposed_not_law_in_heading": [_proposed(good) for good in one.beside],
    }


def _line(line: Line) -> dict[str, Any]:
    return line._asdict() | {"note": line.note or None}


def _good(good: CbamGood) -> dict[str, Any]:
    return {
        "id": good.id,
        "cn": good.cn,
        "description": good.description,
        "sector": good.sector,
        "category": good.category,
        "category_ko": good.category_ko,
        "gases": gases(good),
        "emissions_in_scope": good.scope,
        "annex_ii": good.annex_ii,
        "functional_unit": good.unit,
        "de_minimis": good.de_minimis,
        "partial": good.partial,
        "act": good.act,
        "annex": good.annex,
        "edition": good.edition,
        "verified": good.verified,
        "note": good.note or None,
    }


def _proposed(good: CbamGood) -> dict[str, Any]:
    return {
        "cn": good.cn,
        "description": good.description,
        "sector": good.sector,
        "act": good.act,
        "edition": good.edition,
        "status": good.status,
        "note": good.note or None,
    }
