"""The rules of CBAM for one code, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.cbam.default_answer import DefaultAnswer
from carbonfoot.cbam.default_variants import Variant
from carbonfoot.cbam.defaults import DefaultValue
from carbonfoot.reports.cbam_rules_words import say
from carbonfoot.reports.envelope import answer

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

UNIT = "t CO2e/t"


def default_json(library: Library, found: DefaultAnswer) -> dict[str, Any]:
    """The values by year, each with what is printed beside it; or the refusal with what there is to choose from."""
    refusal = found.refusal
    data = {
        "cn": found.cn,
        "country": found.country,
        "country_name": library.region_name(found.country) if found.country else None,
        "status": found.scope.status if found.scope else None,
        "category": _category(found),
        "unit": UNIT,
        "values": [
            {
                **_value(one),
                "and_later": found.later and one is found.values[-1],
                "beside": [*map(_variant, beside)],
            }
            for one, beside in zip(found.values, found.beside, strict=True)
        ]
        if refusal is None
        else [],
        "refused": refusal.message if refusal else None,
        "help": refusal.help if refusal else None,
        "printed_before": [_variant(one) for one in found.beside[0]] if refusal and found.beside else [],
        "choices": [_value(one) for rows in found.choices for one in rows],
    }
    return answer("cbam-default", data, {"cn": found.cn, "country": found.country or "unknown"})


def _category(found: DefaultAnswer) -> str | None:
    """Of all goods that the code stands for; none where they are of several."""
    goods = found.scope.goods if found.scope and found.scope.covered else ()
    every = {one.category for one in goods}
    return every.pop() if len(every) == 1 else None


def _value(one: DefaultValue) -> dict[str, Any]:
    return {
        "year": one.year,
        "value": one.value,
        "total": one.total,
        "markup": one.markup,
        "direct": one.direct,
        "indirect": one.indirect,
        "table": one.table,
        "row": one.row or None,
        "listed_code": one.listed or None,
        "good": one.good or None,
        "routes": [
            {"route": letter, "means": say(letter, "en")} for letter in one.route.split(";") if letter
        ],
        "why": list(one.why),
        "act": one.act,
        "annex": one.annex,
        "edition": one.edition,
        "verified": one.verified,
    }


def _variant(one: Variant) -> dict[str, Any]:
    return one._asdict() | {
        "country": one.country or None,
        "good": one.good or None,
        "note": one.note or None,
    }
