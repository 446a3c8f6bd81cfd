"""Sheet E of the template: precursors that the installation bought."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.cbam.origins import NotACountry, exempt_origin
from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Page, Where
from carbonfoot.cbam.template.draft import Draft, Entry
from carbonfoot.cbam.template.head import Named
from carbonfoot.cbam.template.labels import At, Span
from carbonfoot.factors.library import Library

CATEGORIES = {
    "calcined clays": "Calcinated Clay",
    "mixed fertilisers": "Mixed fertilizers",
    "electricity (export to eu)": "Electricity",
}
"""Categories that the template calls otherwise than the act in force."""
_ALLOYS = "alloys (femn, fecr, feni)"
_ALL_ROUTES = "all production routes"
_UNVERIFIED = "the template holds no verification report (2025/2547, Annex II, A.1)"


def category(entry: Entry, given: str, name: str, at: At | None) -> None:
    """Set the aggregated goods category in the words of the act."""
    plain = labels.plain(given)
    if plain == _ALLOYS:
        told = [one for one in ("FeMn", "FeCr", "FeNi") if re.search(one, name, re.IGNORECASE)]
        if len(told) == 1:
            entry.put("category", told[0], at, "Aggregated goods category")
            entry.remark(f"the template says `{given}`; taken from its name", "category")
        else:
            entry.remark(f"category: the template says `{given}`; write FeMn, FeCr or FeNi")
    elif given:
        entry.put("category", CATEGORIES.get(plain, given), at, "Aggregated goods category")


def routes(
    entry: Entry, page: Page, block: Span, what: tuple[str, str, str, str], otherwise: tuple[str, ...]
) -> str:
    """Set `route`; the routes and amounts of a block where there are several; their sum, "" where none is stated."""
    from math import fsum

    amounts: list[tuple[str, str]] = []
    for name_at, at in labels.listed(page.within(block), block, what):
        digits = page.number(at, "Amounts")
        if digits and float(digits):
            amounts.append((page.text(name_at), digits))
    named = {name: digits for name, digits in amounts if name and labels.plain(name) != _ALL_ROUTES}
    told = [one for one in otherwise if labels.plain(one) != _ALL_ROUTES]
    if len(amounts) == len(named) == 1:
        entry.put("route", next(iter(named)))
    elif len(amounts) <= 1 and not named and len(told) == 1:
        entry.put("route", told[0])
    elif len(named) > 1 and len(named) == len(amounts):
        entry.put("routes", {one: f"{digits} t" for one, digits in named.items()})
    return repr(fsum(float(digits) for _, digits in amounts)).removesuffix(".0") if amounts else ""


def purchases(
    draft: Draft,
    page: Page,
    lines: list[Named],
    order: list[str],
    countries: dict[int, str],
    library: Library,
) -> tuple[list[dict[str, Any]], dict[str, list[tuple[str, str, Where]]]]:
    """The entries of `precursors`; and for each process what it used: precursor, t, cell.

    order  the processes as sheet A lists them
    """
    made: list[dict[str, Any]] = []
    used: dict[str, list[tuple[str, str, Where]]] = {}
    blocks = labels.blocks(page.texts, labels.PURCHASE_BLOCK, page.last)
    for line in lines:
        entry = Entry(draft, ("precursors", len(made)), page)
        draft.places[entry.path] = Where(labels.INSTALLATION, line.at, "Name")
        name = line.name or line.category
        entry.put("name", name)
        entry.remark(
            f"the template names no CN code: add `cn:` of what was bought from {line.country or 'the supplier'}"
        )
        category(entry, line.category, name, None)
        code = countries.get(line.number, "")
        if code:
            entry.put("country", code)
            draft.places[*entry.path, "country"] = Where(
                labels.INSTALLATION, line.country_at or line.at, "Country code"
            )
        else:
            entry.remark("country: not stated, so Annex IV of 2025/2621 counts for a default value")
        if line.number not in blocks:
            page.lacks(f"Purchased precursor {line.number}")
        else:
            _block(entry, page, blocks[line.number][1], line, library)
            block = blocks[line.number][1]
            uses = labels.listed(page.within(block), block, labels.PURCHASE_USES)
            for process, digits, where in used_by(page, uses, order, f"t of `{name}`"):
                used.setdefault(process, []).append((name, digits, where))
        made.append(entry.data)
    return made, used


def _block(entry: Entry, page: Page, block: Span, line: Named, library: Library) -> None:
    texts = page.within(block)
    at = {key: labels.place(texts, field, block) for key, field in labels.PURCHASE.items()}
    for key, where in at.items():
        if where is None:
            field = labels.PURCHASE[key]
            page.lacks(f"{field.row}` below `{field.column}", f"precursor {line.number}")
    total = routes(entry, page, block, labels.PURCHASE_ROUTES, line.others)
    if "routes" in entry.data:
        told = ", ".join(f"{one} {amount}" for one, amount in entry.data.pop("routes").items())
        entry.remark(f"bought by route: {told}; as `supplies:` where their values differ")
    if total:
        entry.put("amount", f"{total} t", at["total"], "Total purchase")
    other = page.number(at["other"], "Consumed for other purposes")
    if other and float(other):
        entry.remark(f"of this, {other} t went elsewhere (sold, or for goods that are not covered)", "amount")
    country = entry.data.get("country", "")
    if country and _exempt(library, country):
        told = ", ".join(
            f"{key} {found}" for key in ("direct", "indirect") if (found := page.number(at[key], key))
        )
        entry.remark(
            f"a precursor of {country} counts zero (2025/2547, Annex III, B); the file states {told or 'nothing'}"
        )
        return
    _values(entry, page, at)


def _values(entry: Entry, page: Page, at: dict[str, At | None]) -> None:
    direct = entry.number("direct", at["direct"], "t CO2e/t", "SEE (direct)")
    power = entry.number("electricity", at["electricity"], "MWh/t", "Specific electricity consumption")
    factor = entry.number("electricity_factor", at["factor"], "t CO2/MWh", "Electricity emission factor")
    if not (power and factor) and not entry.page.computed(at["indirect"]):
        entry.number("indirect", at["indirect"], "t CO2e/t", "SEE (indirect)")
    entry.text("electricity_source", at["factor_source"], "Source")
    if not direct:
        return
    entry.put("verified", "no")
    entry.remark(_UNVERIFIED, "verified")
    sources = {key: labels.plain(page.text(at[f"{key}_source"])) for key in ("direct", "electricity")}
    if sources["direct"] == "default":
        entry.put("default_share", "100 %", at["direct_source"], "Source")
        why = page.text(at["because"])
        entry.remark(
            "the supplier took default values"
            + (f" ({why})" if why else "")
            + "; `default: yes` instead takes those of the act",
            "default_share",
        )
    elif sources["electricity"] == "default":
        entry.remark("the supplier took a default value for the electricity alone")
    if "unknown" in sources.values():
        entry.remark("the file does not know whether this was measured; ask the supplier", "direct")


def _exempt(library: Library, country: str) -> bool:
    try:
        return exempt_origin(library, country) is not None
    except NotACountry:
        return False


def used_by(
    page: Page, lines: list[tuple[At, At]], order: list[str], what: str
) -> list[tuple[str, str, Where]]:
    """Name, t and cell of every line of a list of uses with an amount.

    order  what the template puts beside the lines, where its formulas were saved without values
    """
    found: list[tuple[str, str, Where]] = []
    for index, (name_at, at) in enumerate(lines):
        digits = page.number(at, "Amounts")
        if not digits or not float(digits):
            continue
        name = page.text(name_at)
        if not name and index < len(order):
            name = order[index]
        if name not in order:
            said = f"{digits} {what} went into {f'`{name}`' if name else 'a process without a name'}"
            help = f"the processes of the file: {', '.join(f'`{one}`' for one in order)}"
            page.report("CF815", said, at, "Amounts", help)
        else:
            found.append((name, digits, Where(page.name, at, "Amounts")))
    return found
