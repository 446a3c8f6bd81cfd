"""The ledger for a person at a terminal."""

from __future__ import annotations

from math import fsum

from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.money.model import Ledger
from carbonfoot.programmes.told.lines import digits, line, name_of
from carbonfoot.programmes.told.words import words
from carbonfoot.reports.style import Style, lines_of, percent
from carbonfoot.reports.width import safe

MILLION = 1e6
LISTED = 12


def lines(told: Ledger, worked: Worked, style: Style) -> list[str]:
    """Money by tier, the cost of a tonne by measure, where the money ends, how it was counted."""
    say = words(style.lang, "words_money")
    rows = ["", *_tiers(told, worked, style, say), "", *_curve(told, worked, style)]
    reached = sorted({giver for giver, _ in told.reaches}, key=lambda giver: -_sum(told, giver))
    if reached:
        tiers = sorted({tier for _, tier in told.reaches}, key=lambda tier: (tier is None, tier or 0))
        heads = [say["no tier"] if tier is None else say["tier"].format(tier=tier) for tier in tiers]
        rows += ["", line(say["reaches"].format(currency=told.currency), heads, style)]
        for giver in reached[:LISTED]:
            cells = [digits(told.reaches.get((giver, tier), 0.0) / MILLION) for tier in tiers]
            rows.append(line("  " + safe(name_of(worked.members[giver], style)), cells, style))
    rows += ["", *_foot(told, worked, style, say)]
    return rows


def _sum(told: Ledger, giver: str) -> float:
    return fsum(amount for (one, _), amount in told.reaches.items() if one == giver)


def _tiers(told: Ledger, worked: Worked, style: Style, say: dict[str, str]) -> list[str]:
    title = say["title"].format(
        currency=told.currency, year=told.price_year, first=worked.years[0], last=worked.years[-1]
    )
    heads = [say[key] for key in ("invested", "received", "passed", "own", "saved")]
    rows = lines_of(title, style.width)
    rows.append(line("", heads, style))
    tiers = sorted({one.tier for one in told.accounts}, key=lambda tier: (tier is None, tier or 0))
    whole = [0.0] * len(heads)
    for tier in tiers:
        inside = [one for one in told.accounts if one.tier == tier]
        ids = {one.id for one in inside}
        cells = [
            fsum(one.invested for one in inside),
            fsum(amount for one in inside for amount in one.received.values()),
            fsum(one.passed_on for one in told.payments if one.receiver in ids),
            fsum(one.own for one in inside),
            fsum(one.saving - one.cost for one in inside),
        ]
        whole = [fsum(pair) for pair in zip(whole, cells, strict=True)]
        label = say["no tier"] if tier is None else say["tier"].format(tier=tier)
        rows.append(line("  " + label, [digits(one / MILLION) for one in cells], style))
    rows.append(line("  " + say["all"], [digits(one / MILLION) for one in whole], style))
    untiered = [name_of(worked.members[one.id], style) for one in told.accounts if one.tier is None]
    if untiered:
        rows += lines_of(say["untiered"].format(names=", ".join(map(safe, untiered))), style.width)
    return rows


def _curve(told: Ledger, worked: Worked, style: Style) -> list[str]:
    from carbonfoot.programmes.told import bars
    from carbonfoot.programmes.told.money_json import data
    from carbonfoot.programmes.told.report_json import measure

    measures = [measure(worked, one) for one in worked.measures]
    return bars.macc({"measures": measures, "money": data(told, worked)}, style)


def _foot(told: Ledger, worked: Worked, style: Style, say: dict[str, str]) -> list[str]:
    rows: list[str] = []
    tonnes = fsum(worked.avoided(one.number, year) for one in worked.measures for year in worked.years)
    if told.public and told.public_funding:
        private = (told.invested - told.public_funding) / told.public_funding
        text = say["leverage"].format(
            public=digits(told.public / MILLION), currency=told.currency,
            tonnes=digits(tonnes / told.public * MILLION), private=digits(private),
        )  # fmt: skip
        rows += lines_of(text, style.width)
    if told.carbon_price is not None:
        text = say["carbon"].format(
            with_=digits(fsum(one.npv_with_carbon or 0.0 for one in told.measures) / MILLION),
            without=digits(fsum(one.npv for one in told.measures) / MILLION), currency=told.currency,
        )  # fmt: skip
        rows += lines_of(text, style.width)
    paid = fsum(one.amount for one in told.payments) / MILLION
    received = fsum(amount for one in told.accounts for amount in one.received.values()) / MILLION
    rows += lines_of(
        say["balance"].format(out=digits(paid), into=digits(received), currency=told.currency), style.width
    )
    rate = percent(told.rate)
    rows += lines_of(say["how"].format(base=worked.years[0], rate=rate, year=told.price_year), style.width)
    return rows
