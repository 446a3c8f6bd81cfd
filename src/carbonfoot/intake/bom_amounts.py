"""What an amount is of: of one parent or of the finished product; and what a mass is of: of one piece or of the line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.bom_columns import Columns
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.bom_roles import per_parent, weighs
from carbonfoot.intake.bom_tree import MOST_TOLD, walk
from carbonfoot.intake.imports import Asked, Shown
from carbonfoot.intake.table import Origin

DIGITS = 17
"""Digits of a quotient that has no end."""

LOOSE = Fraction(1, 200)
"""How far two columns of amounts may be apart before they contradict each other: both are rounded."""

_QUOTIENT = Context(prec=DIGITS)


class Settled(NamedTuple):
    """A choice and why, or the question."""

    value: str
    why: str
    more: str = ""
    question: str = ""

    def shown(self, role: str) -> Shown:
        """As the mapping shows it."""
        return Shown(role, self.value, self.why, self.more)


def quantities(tops: list[Line], columns: Columns, asked: Asked) -> Settled:
    """Whether amounts are `per-parent` or `total`, where levels make a difference."""
    saved = columns.saved
    stated = asked.options.get("quantities") or (saved.quantities or "" if saved is not None else "")
    if stated:
        return Settled(stated, "stated" if asked.options.get("quantities") else "map")
    if "quantity" not in columns.columns:
        return Settled("total", "header", columns.columns["total"])
    if "total" in columns.columns or per_parent(columns.columns["quantity"]):
        return Settled("per-parent", "header", columns.columns["quantity"])
    several = [line for line in walk(tops) if line.parts and _unlike_one(line.amount)]
    if not several:
        return Settled("per-parent", "same")
    for line in several:
        for part in line.parts:
            if line.unit == part.unit == "piece" and _no_whole(part.amount, line.amount):
                more = f"{part.place.number}\t{part.amount}\t{line.amount}"
                return Settled("per-parent", "whole", more)
    line = several[0]
    said = (
        f"row {line.place.number}, `{line.title[:60]}`, is needed {line.amount} times: are the amounts of its parts "
        "for one of it (--quantities per-parent) or for the finished product (--quantities total)?"
    )
    return Settled("", "", "", said)


def weight(lines: Iterable[Line], columns: Columns, asked: Asked) -> Settled:
    """Whether a mass beside an amount is `per-piece` or `per-line`."""
    saved = columns.saved
    stated = asked.options.get("weight") or (saved.weight or "" if saved is not None else "")
    if stated:
        return Settled(stated, "stated" if asked.options.get("weight") else "map")
    name = columns.columns["mass"]
    if weighs(name):
        return Settled(weighs(name), "header", name)
    line = next((one for one in lines if one.mass and one.unit == "piece" and _unlike_one(one.amount)), None)
    if line is None:
        return Settled("per-piece", "same")
    said = (
        f"row {line.place.number} has {line.amount} pieces and `{name}` {line.mass} {line.mass_unit}: is it of one piece "
        "(--weight per-piece) or of the whole line (--weight per-line)?"
    )
    return Settled("", "", "", said)


def share_out(tops: list[Line], mode: str, product: bool) -> None:
    """`share` of every line: its amount per one of its parent. `product` says that the tops are products themselves."""
    for line in walk(tops):
        if line.parent is None:
            line.share = "1" if product else line.amount
        elif mode == "per-parent" or not line.amount:
            line.share = line.amount
        else:
            above = line.parent.amount or ("1" if product and line.parent.parent is None else "")
            line.share = divided(line.amount, above)


def weigh(lines: Iterable[Line], mode: str) -> None:
    """The mass of one piece on every line."""
    for line in lines:
        if line.mass and mode == "per-line":
            line.mass = divided(line.mass, line.amount)


def contradictions(tops: list[Line], product: bool, origin: Origin) -> list[Finding]:
    """CF404 where the amount per product is not what the amounts per parent come to."""
    known: dict[int, Fraction | None] = {}
    found: list[Finding] = []
    for line in walk(tops):
        above = known.get(id(line.parent)) if line.parent is not None else Fraction(1)
        if line.parent is None and product:
            here: Fraction | None = Fraction(1)
        else:
            here = above * Fraction(line.share) if above is not None and line.share else None
        known[id(line)] = here
        if here is None or not line.total:
            continue
        total = Fraction(line.total)
        if abs(total - here) > LOOSE * max(total, here) and len(found) < MOST_TOLD:
            said = (
                f"{origin.where(line.place)}: the amount per product is {line.total}, but the amounts per parent "
                f"come to {text_of(here)}"
            )
            help = "correct one of them, or leave a column aside with --column"
            found.append(origin.finding("CF404", said, line.place, help=help))
    return found


def divided(amount: str, by: str) -> str:
    """A quotient as digits, "" where it is not known."""
    if not amount or not by or not by.strip("0."):
        return ""
    return text_of(Fraction(amount) / Fraction(by))


def times(amount: str, by: str) -> str:
    """A product as digits, exact; "" where it is not known."""
    if by == "1" or not amount:
        return amount
    return text_of(Fraction(amount) * Fraction(by)) if by else ""


def text_of(number: Fraction) -> str:
    """The digits of a number: exact where they end, else as many as a float holds."""
    if number.denominator == 1:
        return str(number.numerator)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        context = Context(prec=200)
        exact = context.divide(Decimal(number.numerator), Decimal(number.denominator))
        return format(exact.normalize(context), "f")
    return format(_QUOTIENT.divide(Decimal(number.numerator), Decimal(number.denominator)), "f")


def _unlike_one(amount: str) -> bool:
    return bool(amount) and Fraction(amount) != 1


def _no_whole(part: str, whole: str) -> bool:
    """Whether so many pieces of a part cannot be shared evenly by so many assemblies."""
    if not part or not whole.strip("0."):
        return False
    pieces, assemblies = Fraction(part), Fraction(whole)
    return pieces.denominator == assemblies.denominator == 1 and (pieces / assemblies).denominator != 1
