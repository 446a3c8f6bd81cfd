"""A site for a person at a terminal: its scopes, and what each product bears."""

from __future__ import annotations

from carbonfoot.footprint.accounts import shared
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.scopes import Scopes
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import fit, safe

NUMBER = 12
SHARE = 8
MANY = 2
LEAST = 8
"""Columns of a number, and of a share or a unit; how many products share anything at all; the shortest name."""

MOST = 16
SHOWN = 6
PRODUCTS = 40
"""Ways of sharing, products of one of them, and accounts that a text lists; JSON has all."""


def site_text(result: Footprint, found: Scopes, style: Style) -> list[str]:
    """Scopes, then the accounts of the products."""
    return [*_scopes(found, style), *_accounts(result, style), *_shared(result, style)]


def _scopes(found: Scopes, style: Style) -> list[str]:
    rows = ["", _heading(style, "by scope", "kg CO2e", "share")]
    whole = found.one + found.two + found.three
    two = "scope 2 by contract" if found.by_contracts else "scope 2"
    for word, number in (("scope 1", found.one), (two, found.two), ("scope 3", found.three)):
        share = percent(number / whole) if whole else ""
        rows.append(_row(style, style.word(word), style.kg(number), share))
        if word == "scope 2 by contract":
            rows.append(_row(style, f"  {style.word('scope 2 by place')}", style.kg(found.location), ""))
    if found.credits:
        rows.append(_row(style, style.word("scope credits"), style.kg(found.credits), ""))
    if found.biogenic_co2:
        rows.append(_row(style, style.word("scope biogenic"), style.kg(found.biogenic_co2), ""))
    if found.undivided:
        text = style.word("undivided").format(number=style.kg(found.undivided))
        rows += [f"  {row}" for row in lines_of(text, style.width - 2)]
    return rows


def _accounts(result: Footprint, style: Style) -> list[str]:
    if not result.produced:
        return []
    rows = ["", _heading(style, "made in the period", "kg CO2e", "share", "per unit")]
    largest = sorted(result.produced, key=lambda one: -abs(one.co2e))[:PRODUCTS]
    for one in result.produced if len(result.produced) <= PRODUCTS else largest:
        activity = result.activities[one.activity]
        name = activity.name_ko if style.lang == "ko" and activity.name_ko else activity.name
        reference = activity.reference
        amount = f"{format_number(reference.number, 6)} {reference.unit.symbol}"
        unit = f"{format_number(one.co2e / reference.number, 4)}/{reference.unit.symbol}"
        share = "" if one.share is None else percent(one.share)
        room = style.width - 2 * NUMBER - SHARE - len(f"  , {amount}") - 2
        label = f"{fit(safe(name), max(LEAST, room)).rstrip()}, {amount}"
        rows.append(_row(style, label, style.kg(one.co2e), share, unit))
    if len(result.produced) > PRODUCTS:
        rows.append("  " + style.word("more in JSON").format(count=len(result.produced) - PRODUCTS))
    return rows


def _shared(result: Footprint, style: Style) -> list[str]:
    """Which key shares which line, lines with the same shares together."""
    alike: dict[tuple[str, tuple[tuple[int, float], ...]], list[str]] = {}
    for one in shared(result):
        name = one.name_ko if style.lang == "ko" and one.name_ko else one.name
        alike.setdefault((one.by, one.shares), []).append(name)
    if len(result.product.products) < MANY or not alike:
        return []
    rows = ["", style.bold(style.word("shared among"))]
    for (by, shares), names in list(alike.items())[:MOST]:
        largest = sorted(shares, key=lambda one: -one[1])[:SHOWN] if len(shares) > SHOWN else shares
        said = ", ".join(f"{result.activities[index].id} {percent(share)}" for index, share in largest)
        said += f" +{len(shares) - SHOWN}" if len(shares) > SHOWN else ""
        head = f"{by}: {said}" if by else said
        rows += [f"  {row}" for row in lines_of(safe(head), style.width - 2)]
        rows += [f"    {row}" for row in lines_of(safe("; ".join(dict.fromkeys(names))), style.width - 4)]
    if len(alike) > MOST:
        rows.append("  " + style.word("more in JSON").format(count=len(alike) - MOST))
    return rows


def _heading(style: Style, title: str, number: str, *rest: str) -> str:
    words = [style.word(one) for one in rest]
    return style.bold(_row(style, style.word(title), number, *words, indent=0))


def _row(
    style: Style, label: str, number: str, share: str, unit: str | None = None, *, indent: int = 2
) -> str:
    taken = NUMBER + SHARE + (0 if unit is None else NUMBER + 2)
    text = fit(safe(" " * indent + label), style.width - taken) + right(number, NUMBER) + right(share, SHARE)
    return text if unit is None else text + right(unit, NUMBER + 2)
