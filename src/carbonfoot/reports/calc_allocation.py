"""Co-products beside the product, credits apart from the rest, and methods of allocation side by side."""

from __future__ import annotations

from math import isclose
from typing import Any

from carbonfoot.footprint.result import Footprint, MethodTotal, Produced
from carbonfoot.quantities.numbers import format_number, round_digits
from carbonfoot.reports.style import Style, lines_of, paragraph, percent, right
from carbonfoot.reports.width import fit, safe

NUMBER = 12
"""Columns of a number in these tables."""


def method_name(result: Footprint) -> str:
    """The methods in use as one word or more: `mass`; by file where documents differ; "" without co-products."""
    words = dict.fromkeys(method for _, method in result.methods)
    if len(words) <= 1:
        return next(iter(words), "")
    return "; ".join(f"{method} ({file})" for file, method in result.methods)


def produced_text(result: Footprint, style: Style) -> list[str]:
    """All products of the document with what each of them bears."""
    if not result.produced:
        return []
    title = style.word("products by").format(method=method_name(result) or "?")
    return ["", *_titled(style, title, "kg CO2e", "share"), *_products(result, result.produced, style)]


def compared_text(result: Footprint, style: Style) -> list[str]:
    """The product under every method; what a method lacks in its place."""
    if not result.compared:
        return []
    declared = result.product.reference
    reference = f"{format_number(declared.number)} {declared.unit.symbol}"
    if result.scopes is not None:
        reference = declared.text  # the period of a site
    title = style.word("by allocation").format(reference=reference)
    rows = ["", *_titled(style, title, "kg CO2e", "")]
    for one in result.compared:
        name = f"{one.method}, {style.word('as stated')}" if _is_stated(result, one) else one.method
        label = safe(f"  {name}")
        if one.total is not None:
            rows.append(fit(label, style.width - NUMBER - 8) + right(style.kg(one.total), NUMBER))
        else:
            reason = f"{style.word('lacks')} {one.because}"
            head, *more = lines_of(safe(reason), style.width - 24)
            rows.append(fit(label, 23) + " " + head)
            rows += [" " * 24 + row for row in more]
    return rows


def credits_text(result: Footprint, style: Style) -> list[str]:
    """Gross, credits and net, and what is avoided."""
    if result.credits is None:
        return []
    gross, avoided, what = result.credits
    text = style.word("credits text").format(
        gross=style.kg(gross), credits=style.kg(avoided), net=style.kg(result.at_least)
    )
    return paragraph(style, "credits", f"{text}: {'; '.join(what)}")


def allocation_data(result: Footprint) -> dict[str, Any]:
    """`co_products`, `credits` and `allocations` of the JSON, where there are any."""
    found: dict[str, Any] = {}
    if result.methods:
        found["allocation_methods"] = [{"file": file, "method": method} for file, method in result.methods]
    if result.produced:
        found["products"] = [_product(result, one) for one in result.produced]
    if result.credits is not None:
        found["credits"] = {
            "gross": _n(result.credits.gross),
            "credits": _n(result.credits.credits),
            "net": _n(result.at_least),
            "avoided": list(result.credits.what),
        }
    if result.compared:
        found["allocations"] = [_compared(result, one) for one in result.compared]
    return found


def _compared(result: Footprint, one: MethodTotal) -> dict[str, Any]:
    return {
        "method": one.method,
        "stated": _is_stated(result, one),
        "total": _n(one.total),
        "lacks": one.because or None,
        "products": [_product(result, each) for each in one.produced],
    }


def _is_stated(result: Footprint, one: MethodTotal) -> bool:
    """Whether a method gives the result itself: not where some lines or steps state another one, which it stands for then."""
    if one.method != method_name(result):
        return False
    return one.total is None or result.total is None or isclose(one.total, result.total, rel_tol=1e-9)


def _product(result: Footprint, one: Produced) -> dict[str, Any]:
    activity = result.activities[one.activity]
    return {
        "id": activity.id,
        "name": activity.name,
        "amount": {"value": _n(activity.reference.number), "unit": activity.reference.unit.symbol},
        "kg_co2e": _n(one.co2e),
        "share": _n(one.share),
    }


def _products(result: Footprint, produced: tuple[Produced, ...], style: Style) -> list[str]:
    rows = []
    for one in produced:
        activity = result.activities[one.activity]
        name = activity.name_ko if style.lang == "ko" and activity.name_ko else activity.name
        amount = f"{format_number(activity.reference.number, 5)} {activity.reference.unit.symbol}"
        label = fit(safe(f"  {name}, {amount}"), style.width - NUMBER - 8)
        share = "" if one.share is None else percent(one.share)
        rows.append(label + right(style.kg(one.co2e), NUMBER) + right(share, 8))
    return rows


def _titled(style: Style, title: str, number: str, share: str) -> list[str]:
    heading = fit(title, style.width - NUMBER - 8) + right(number, NUMBER)
    return [style.bold(heading + right(style.word(share) if share else "", 8))]


def _n(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
