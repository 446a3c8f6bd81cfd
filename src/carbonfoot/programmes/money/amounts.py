"""Money of any currency in the currency of the programme, by the rates that are stated; never by another one."""

from __future__ import annotations

from carbonfoot.documents.fields import Value
from carbonfoot.documents.programme_money import Money
from carbonfoot.findings.finding import Path
from carbonfoot.programmes.series import Reader, unit
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, dimension_name, parse_unit

_MONEY = "sum of money"


def is_currency(symbol: str) -> bool:
    """Whether a unit is a currency."""
    try:
        return dimension_name(parse_unit(symbol).dimension).startswith(_MONEY)
    except QuantityError:
        return False


class Purse:
    """Converts amounts of one programme."""

    def __init__(self, money: Money, reader: Reader) -> None:
        self.reader = reader
        self.currency = money.currency
        self.rates: dict[str, float] = {}
        place: Path = ("money", "rates")
        for code, rate in (money.rates or {}).items():
            if not is_currency(code):
                reader.report(
                    "CF973",
                    f"`{code}` is no currency",
                    (*place, code),
                    "write its code, such as `EUR`",
                    "key",
                )
                continue
            if code == self.currency:
                help = "take it out: amounts in the currency of the programme are not converted"
                reader.report(
                    "CF973", f"`{code}` is the currency of the programme", (*place, code), help, "key"
                )
                continue
            found = reader.number(rate.value, (*place, code, "value"), unit(f"{self.currency}/{code}"))
            if found is not None and found > 0:
                self.rates[code] = found
            elif found is not None:
                reader.report(
                    "CF208",
                    "a rate is above zero",
                    (*place, code, "value"),
                    f"write `1620 {self.currency}/{code}`",
                )

    def number(self, value: Value, path: Path, per: str = "") -> float | None:
        """An amount in the currency of the programme; `per`: of an amount per something, such as `/t CO2e`."""
        if not isinstance(value, Quantity):
            return self.reader.number(value, path, unit(self.currency))
        for code, rate in {self.currency: 1.0, **self.rates}.items():
            try:
                found = value.to(f"{code}{per}") * rate
            except QuantityError:
                continue
            if found < 0:
                self.reader.report(
                    "CF207",
                    f"`{value.text}` is negative",
                    path,
                    "write what is saved under `saving:`, else what it costs",
                )
                return None
            return found
        kind = dimension_name(value.unit.dimension)
        if _MONEY in kind:
            known = ", ".join([self.currency, *self.rates])
            message = f"there is no rate for `{value.text}` (known: {known})"
            help = f"state it under `money: rates:`, with its source; carbonfoot converts nothing on its own into {self.currency}"
            self.reader.report("CF973", message, path, help)
        else:
            help = f"write an amount of money, such as `120000000 {self.currency}{per}`"
            self.reader.report("CF204", f"`{value.text}` is no amount of money", path, help)
        return None
