"""Credits and trading for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.programmes.credits.ledger import Issued
from carbonfoot.programmes.credits.trading import Position
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.told.lines import digits, line, name_of
from carbonfoot.programmes.told.words import words
from carbonfoot.reports.style import Style, lines_of, percent
from carbonfoot.reports.width import safe

LISTED = 12
SHOWN = 5
MILLION = 1e6


def credit_lines(told: Sequence[Issued], worked: Worked, style: Style) -> list[str]:
    """The ledger of credits; a tonne that two claim is told to both."""
    say = words(style.lang, "words_credits")
    rows = ["", line(say["credits"], [say["issued"], say["held"], say["twice"]], style)]
    for one in told[:LISTED]:
        status = say["issued status"] if one.status == "issued" else say[one.status]
        owner = name_of(worked.members[one.owner], style) if one.owner in worked.members else one.owner
        claimed = 0.0 if one.claim is None else one.claim.tonnes
        cells = [digits(one.tonnes), digits(one.held), digits(claimed) if one.known else "?"]
        rows.append(line(f"  {safe(one.id)}, {safe(owner)} ({status})", cells, style))
        if not one.known:
            rows += ["    " + row for row in lines_of(say["not known"], style.width - 4)]
        if one.claim is not None:
            names = {member.id: name_of(member, style) for member in worked.members.values()}
            text = say["claim"].format(
                tonnes=digits(claimed),
                holders=", ".join(safe(names.get(id, id)) for id in one.claim.holders),
                others=", ".join(safe(names[id]) for id in [*one.claim.footprints][:4]),
            )
            rows += ["    " + row for row in lines_of(text, style.width - 4)]
    return rows


def trading_lines(told: Sequence[Position], worked: Worked, style: Style) -> list[str]:
    """Each member in its scheme."""
    say = words(style.lang, "words_credits")
    currency = worked.programme.money.currency if worked.programme.money else ""
    rows: list[str] = []
    for one in told:
        years = some([*one.before])
        title = say["trading"].format(
            scheme=safe(one.scheme), name=safe(name_of(worked.members[one.member], style)), currency=currency
        )
        rows += ["", line(title, years, style)]
        for key, numbers in (("before", one.before), ("after", one.after), ("allocation", one.allocation)):
            rows.append(line("  " + say[key], [digits(numbers[year]) for year in years], style))
        for key, measures in (("cost before", False), ("cost after", True)):
            cells = [digits(one.cost(year, measures=measures) / MILLION) for year in years]
            rows.append(line("  " + say[key], cells, style))
        if one.cbam is not None:
            cells = [digits(one.cbam[year] / MILLION) if year in one.cbam else "-" for year in years]
            rows.append(line("  " + say["cbam"], cells, style))
        rows += [
            "  " + row for row in lines_of(say["covered"].format(share=percent(one.covered)), style.width - 2)
        ]
    return rows


def some(years: Sequence[int]) -> list[int]:
    """The first, the last and round years: as many as a table has room for."""
    if len(years) <= SHOWN:
        return [*years]
    wanted = [years[0], years[-1], *(year for year in years if year % 5 == 0)]
    return sorted([*dict.fromkeys(wanted)][:SHOWN])
