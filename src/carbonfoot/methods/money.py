"""Money of one currency as money of another: only by a rate that the user states."""

from __future__ import annotations

from carbonfoot.methods.needs import quantity
from carbonfoot.methods.portions import in_vain
from carbonfoot.methods.work import Work
from carbonfoot.quantities.table import table
from carbonfoot.quantities.units import Quantity, parse_unit

CURRENCIES = tuple(row[1] for row in table().base_rows if row[6])
"""Bases of the table of units that meet no other: one for each currency."""

RATE = quantity(
    *(f"{one}/{other}" for one in CURRENCIES for other in CURRENCIES if one != other), above_zero=True
)
"""An exchange rate of any two currencies."""


def currency_of(amount: Quantity, before: str = "") -> str:
    """The currency of money, or with `before="kg CO2e/"` of a factor per money."""
    return next(one for one in CURRENCIES if parse_unit(f"{before}{one}").dimension == amount.unit.dimension)


def in_currency(work: Work, paid: Quantity, rate: Quantity | None, currency: str) -> float:
    """What was paid in the currency of a factor. Raises `Refused`: CF102 without a rate, CF106 and CF204 for a wrong one."""
    own = currency_of(paid)
    money = paid.to(own)
    if own == currency:
        in_vain(work, {"exchange_rate": rate}, f"where money and factor are in {currency}")
        return money
    wanted = f"{currency}/{own}"
    if rate is None:
        message = f"the factor is per {currency}, and the money is in {own}"
        help = (
            f"state `exchange_rate: ... {wanted}` of the year it was spent, with where it is from in `note:`"
        )
        raise work.refuse("CF102", message, (), help)
    if parse_unit(wanted).dimension != rate.unit.dimension:
        message = f"`{rate.text.strip()}` does not bring {own} to {currency}"
        raise work.refuse("CF204", message, ("exchange_rate",), f"write it in {wanted}")
    return money * rate.to(wanted)
