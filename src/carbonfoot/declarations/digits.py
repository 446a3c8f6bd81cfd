"""Numbers as declarations write them: rounded once, here (Implementing Regulation (EU) 2025/2547, Annex II, point A.1)."""

from __future__ import annotations

from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.style import fixed

_GROUP = "\N{NARROW NO-BREAK SPACE}"
_LONGEST = 4  # digits that are read without grouping

SEE_DECIMALS = 5


def tonnes(number: float) -> str:
    """Emissions, in whole tonnes."""
    return grouped(fixed(number, 0))


def see(number: float) -> str:
    """Specific embedded emissions, five decimals at most and at least."""
    return grouped(fixed(number, SEE_DECIMALS))


def amount(number: float, digits: int = 6) -> str:
    """Activity data, energy and factors: so many significant digits, whole numbers in full."""
    if number == int(number) and abs(number) < 10**15:
        return grouped(str(int(number)))
    if abs(number) >= 10 ** (digits - 1):
        return grouped(fixed(number, 0))
    return grouped(format_number(number, digits))


def share(number: float) -> str:
    """A share in per cent, two decimals; one that is not zero never looks like it."""
    if number and abs(number) < 0.00005:  # noqa: PLR2004
        return "<0.01"
    return fixed(100 * number, 2)


def grouped(digits: str) -> str:
    """Digits in groups of three where there are more than four before the point."""
    whole, point, rest = digits.partition(".")
    sign = "\N{MINUS SIGN}" if whole.startswith("-") else ""
    whole = whole.removeprefix("-")
    if len(whole) > _LONGEST and whole.isdigit():
        first = len(whole) % 3
        groups = [whole[:first]] if first else []
        groups += [whole[at : at + 3] for at in range(first, len(whole), 3)]
        whole = _GROUP.join(groups)
    return f"{sign}{whole}{point}{rest}"
