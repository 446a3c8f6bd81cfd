"""A supplier's declaration behind a line, for people: in a cell, in a trace, and what it says beside its footprint."""

from __future__ import annotations

from typing import Any

from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.style import Style, paragraph
from carbonfoot.reports.width import display_width, fit
from carbonfoot.system.model import Flow, Source

FORMATS = {"pact-3": "PACT", "pact-2": "PACT", "carbonfoot": "carbonfoot"}
"""How a format is called in few letters."""

ID, TIGHT = 8, 6
"""Letters of an id that tell declarations apart for people; fewer where there is little room."""

LEAST = 6
"""Letters of a company's name below which it is no longer known by them."""


def declaration_of(flow: Flow) -> dict[str, Any]:
    """What a line states of its declaration."""
    found = flow.stated["declaration"]
    assert isinstance(found, dict)  # noqa: S101
    return found


def short(flow: Flow, style: Style, columns: int) -> str:
    """`Hanil Fastener, PACT 1234abcd, to 2027-12-31`, with what there is room for; the company and the id stay longest."""
    one = declaration_of(flow)
    company = _plain(one["company"])
    named = f"{company}, {FORMATS.get(one['format'], one['format'])} {one['id'][:ID]}"
    for text in (
        named_until(one, style),
        named,
        f"{company}, {one['id'][:ID]}",
        f"{company} {one['id'][:TIGHT]}",
    ):
        if display_width(text) <= columns:
            return text
    id = one["id"][:TIGHT]
    room = columns - display_width(id) - 1
    return f"{fit(company, room).rstrip()} {id}" if room >= LEAST else company


def named_until(one: dict[str, Any], style: Style) -> str:
    """A declaration by its company, format, id and last day."""
    named = f"{_plain(one['company'])}, {FORMATS.get(one['format'], one['format'])} {one['id'][:ID]}"
    if not one["valid_until"]:
        return named
    return style.word("declared until").format(source=named, day=one["valid_until"])


def _plain(company: str) -> str:
    """The name without what stands in brackets behind it."""
    head = company.partition(" (")[0].strip()
    return head if company.endswith(")") and head else company


def described(flow: Flow, source: Source) -> list[str]:
    """The rows of a trace: who declares what, for which amount and time, and what stands beside it."""
    one = declaration_of(flow)
    until = f", valid until {one['valid_until']}" if one["valid_until"] else ""
    since = f", valid from {one['valid_from']}" if one["valid_from"] else ""
    status = f", {one['status']}" if one["status"] else ""
    mass = f" of {format_number(one['mass_kg'])} kg" if one["mass_kg"] is not None else ", mass not stated"
    gwp = " and ".join(one["gwp"]) or "not stated"
    rows = [
        f"declaration: {one['company']}, {one['product']}",
        f"  id {one['id']}{status}, {one['format']} {one['version']}, {one['file']}",
        f"  declared per {one['declared']}{mass}; GWP set {gwp}",
        f"  data of {one['period'][0]} to {one['period'][1]}{since}{until}",
    ]
    parts = [
        f"{key.replace('_', ' ')} {format_number(number, 6)}"
        for key, number in (*source.vector.categories.items(), *source.vector.beside.items())
        if number
    ]
    rows.append(f"  parts per {source.unit}: {', '.join(parts) or 'none'} kg CO2e")
    about = flow.stated.get("footprint")
    share = about.get("primary_data_share") if isinstance(about, dict) else None
    if isinstance(share, float):
        rows.append(f"  primary data {format_number(100 * share, 4)} %")
    for key, title in (
        ("quality", "data quality (1 best, 5 worst): "),
        ("carbon_content", "carbon, kg/kg: "),
    ):
        stated = flow.stated.get(key)
        if isinstance(stated, dict) and stated:
            said = ", ".join(f"{name} {format_number(number, 4)}" for name, number in stated.items())
            rows.append(f"  {title}{said}")
    if one["exempted"] is not None:
        rows.append(f"  leaves out {format_number(100 * one['exempted'], 4)} % of its emissions")
    if one["verified"]:
        rows.append(f"  verified: {one['verified']}")
    return rows + [f"  beside it, in no number: {claim['kind']}: {claim['said']}" for claim in one["claims"]]


def declared_rows(result: Footprint, style: Style) -> list[str]:
    """The declarations that a footprint rests on, and what they say of offsets and mass balances, apart from it."""
    named: dict[str, list[str]] = {}
    claims: list[str] = []
    for contribution in result.contributions:
        flow = contribution.flow
        if "declaration" not in flow.stated:
            continue
        one = declaration_of(flow)
        line = flow.name_ko if style.lang == "ko" and flow.name_ko else flow.name
        named.setdefault(named_until(one, style), []).append(line)
        for claim in one["claims"]:
            said = style.word("claims text").format(
                line=line,
                kind=style.word(f"claim {claim['kind']}"),
                said=claim["said"],
                source=f"{_plain(one['company'])} {one['id'][:ID]}",
            )
            claims += [] if said in claims else [said]
    rows: list[str] = []
    for source, lines in named.items():
        text = f"{'; '.join(dict.fromkeys(lines))}: {source}"
        rows += paragraph(style, "" if rows else "declarations", text)
    first = len(rows)
    for said in claims:
        rows += paragraph(style, "" if len(rows) > first else "claims", said)
    return rows
