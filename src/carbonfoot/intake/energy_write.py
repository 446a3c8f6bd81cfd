"""Meters with their readings as a site document; what bills do not tell is left for a person to decide."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from carbonfoot.documents.fields import read_period
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.energy_periods import Span, gaps, month, read_day
from carbonfoot.intake.energy_words import speaks_of
from carbonfoot.intake.grid import Grid, Item
from carbonfoot.intake.imports import Asked, Document
from carbonfoot.intake.yaml_text import to_yaml

DECIDE = "decide: "


class Reading(NamedTuple):
    """One bill: a number with its unit, and the cell that it is from."""

    span: Span
    number: str
    unit: str
    estimated: bool | None
    item: Item


class Meter(NamedTuple):
    """A meter, or a column of amounts; `blank` are periods whose cell is empty."""

    name: str
    column: str
    carrier: str
    readings: list[Reading]
    blank: set[Span]

    @property
    def title(self) -> str:
        """What the table calls it."""
        return self.name or self.column


def is_sum(meter: Meter, others: list[Meter]) -> bool:
    """Whether in every period the meter reads what the others do together."""
    parts = [one for other in others for one in other.readings]
    if {one.unit for one in parts} != {one.unit for one in meter.readings}:
        return False
    sums: dict[Span, Decimal] = {}
    for one in parts:
        sums[one.span] = sums.get(one.span, Decimal(0)) + Decimal(one.number)
    own = {one.span: Decimal(one.number) for one in meter.readings}
    close = all(
        abs(own[span] - sums[span]) <= max(Decimal(1), own[span] / 10**4) for span in own if span in sums
    )
    return len(own) > 1 and own.keys() == sums.keys() and close


def site_document(
    grid: Grid, meters: list[Meter], asked: Asked, billed: str = ""
) -> tuple[Document, list[Finding], int]:
    """The document, findings on what is missing, and how many decisions wait; `billed` names the column of the periods."""
    findings: list[Finding] = []
    remarks: dict[tuple[str | int, ...], list[str]] = {}
    first = min(one.span.first for meter in meters for one in meter.readings)
    last = max(one.span.last for meter in meters for one in meter.readings)
    whole = Span(first, last)
    if period := asked.options.get("period"):
        stated = read_period(period)
        begin, end = read_day(stated.start), read_day(stated.end)
        assert begin is not None and end is not None  # noqa: S101, PT018 - the command read it as a period
        whole = Span(begin, end)
    site: dict[str, Any] = {"id": asked.name, "name": asked.name}
    if country := asked.options.get("made-in"):
        site["located_in"] = country
    data: dict[str, Any] = {"carbonfoot": "site/1", "site": site, "period": _period(whole)}
    undecided = 0
    if not country:
        undecided += 1
        remarks["site",] = [f"{DECIDE}located_in: the country of the site, such as KR"]
    names: set[str] = set()
    listed = []
    for at, meter in enumerate(meters):
        listed.append(_meter(meter, names))
        estimated = [one.span.text for one in meter.readings if one.estimated]
        said = [f"estimated: {', '.join(estimated)}"] if estimated else []
        missing = gaps([one.span for one in meter.readings], whole)
        if missing:
            undecided += 1
            texts = [_gap(one) for one in missing]
            said.append(f"{DECIDE}no bill for {', '.join(texts)}; add it, or `gaps: average`")
            findings.append(_missing(grid, meter, missing, listed[-1]["name"]))
        for one in meter.readings:
            if one.span.first < whole.first or one.span.last > whole.last:
                message = f"the bill of {one.span.text} is not within the period {_period(whole)}"
                help = "state the period of the bills with --period, or leave it out"
                findings.append(grid.finding("CF753", message, one.item, help))
        if said:
            remarks["meters", at] = said
    data["meters"] = listed
    tail = (
        "\n# decide: products: everything that was made in the period, such as\n"
        "#   - {id: B-10, name: Bracket, amount: 120000 piece, mass: 228 t}\n"
        "# decide: allocation: mass\n"
    )
    if speaks_of(billed, "billing"):
        remarks["meters",] = [
            f"months of column `{billed}`: those in which bills were sent may be later than those of use"
        ]
    head = [f"from {asked.display}; amounts as billed"]
    text = to_yaml(data, remarks, head) + tail
    return Document(f"{asked.name}.yaml", text), findings, undecided + 1


def _meter(meter: Meter, names: set[str]) -> dict[str, Any]:
    column = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", meter.column)
    base = meter.name or column or meter.carrier
    name, number = base, 2
    while name in names:
        name = f"{base} {column}" if number == 2 and column else f"{base} {number}"  # noqa: PLR2004
        number += 1
    names.add(name)
    readings = sorted(meter.readings, key=lambda one: one.span)
    made: dict[str, Any] = {
        "name": name,
        "carrier": meter.carrier,
        "readings": {one.span.text: f"{one.number} {one.unit}" for one in readings},
    }
    told = {one.estimated for one in meter.readings}
    if True in told:
        made["data"] = "estimated"
    elif told == {False}:
        made["data"] = "measured"
    return made


def _gap(span: Span) -> str:
    """A gap in words: months where it is of whole months."""
    if span.first.day == 1 and (span.last + timedelta(days=1)).day == 1:
        first, last = f"{span.first:%Y-%m}", f"{span.last:%Y-%m}"
        return first if first == last else f"{first} to {last}"
    return f"{span.first.isoformat()} to {span.last.isoformat()}"


def _missing(grid: Grid, meter: Meter, missing: list[Span], name: str) -> Finding:
    texts = ", ".join(_gap(one) for one in missing)
    blank = " (the cell is empty)" if meter.blank else ""
    help = (
        "add the bill; where it is lost, `gaps: average` in the document fills it with the mean of the others"
    )
    near = max(
        (one for one in meter.readings if one.span.first < missing[0].first),
        default=meter.readings[0],
        key=lambda one: one.span,
    )
    return grid.finding("CF752", f"no bill of `{name}` for {texts}{blank}", near.item, help)


def _period(span: Span) -> str:
    """`2025`, `2025-03`, or both ends."""
    if span == Span(span.first.replace(month=1, day=1), span.first.replace(month=12, day=31)):
        return f"{span.first.year}"
    if span == month(span.first.year, span.first.month):
        return f"{span.first:%Y-%m}"
    if span.first.day == 1 and (span.last + timedelta(days=1)).day == 1:
        return f"{span.first:%Y-%m}..{span.last:%Y-%m}"
    return f"{span.first.isoformat()}..{span.last.isoformat()}"
