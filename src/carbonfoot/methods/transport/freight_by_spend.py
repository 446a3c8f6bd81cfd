"""Freight by what was paid for it: the last resort."""

from __future__ import annotations

from carbonfoot.documents.fields import PERIOD, TEXT
from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.factored import Factored, Said, emitted, lacking, text_of
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import quantity, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import Quantity, parse_unit

CURRENCIES = ("USD", "EUR", "KRW", "JPY", "CNY", "GBP", "TWD", "INR")


class FreightBySpend(Factored, Method):
    """Freight by money spent, in the prices of the factor."""

    about = About(
        id="transport/freight-by-spend",
        title="Freight by money spent (last resort)",
        title_ko="화물 운송 (지출액, 최후 수단)",
        tier="spend-based",
        formula=("E = amount x exchange_rate / price_index x emission_factor",),
        gives="kg CO2e of the services bought, cradle to gate, as an average of the sector",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 4, spend-based method;"
        " factors of EPA by NAICS sector",
        edition="2013; v1.3",
        valid_from="2013",
        example="factor: spend/general-freight-trucking-long-distance-truckload\namount: 1800 USD\nprice_year: 2022",
        limits=(
            "a last resort where neither fuel nor tonne-kilometres are known: always a warning",
            "money of another year needs `price_index`, of another currency `exchange_rate`: never converted in silence",
            "value added tax is no part of the amount",
        ),
        stage="inbound-transport",
    )

    amount = required(quantity(*CURRENCIES, above_zero=True), "What was paid, without tax.", "1800 USD")
    factor = optional(TEXT, "Item under `spend/`.", "spend/general-freight-trucking-local")
    price_year = required(PERIOD, "The year in whose prices it was paid.", "2024")
    price_index = optional(
        share(high=None, above_zero=True),
        "Prices of `price_year` over prices of the year of the factor.",
        "1.06",
    )
    exchange_rate = optional(
        quantity(*(f"USD/{one}" for one in CURRENCIES[1:]), above_zero=True),
        "What one unit of the currency paid is worth in that of the factor.",
        "1.08 USD/EUR",
    )
    emission_factor = optional(
        quantity(*(f"kg CO2e/{one}" for one in CURRENCIES)), "A factor that is stated.", "0.6 kg CO2e/USD"
    )

    def compute(self, work: Work) -> list[Term]:
        """One term of money."""
        year = self.price_year.year
        work.given("price_year", str(year))
        currency, prices = self._of_factor(work)
        number, how = self.amount.number, text_of(self.amount)
        paid = self.amount.unit
        if paid.dimension != parse_unit(currency).dimension:
            if self.exchange_rate is None:
                help = f"add `exchange_rate:`, such as `1.08 {currency}/{paid.symbol}`, of the same year"
                raise work.refuse(
                    "CF204", f"{text_of(self.amount)} and a factor per {currency}", ("amount",), help
                )
            if self.exchange_rate.unit.dimension != parse_unit(f"{currency}/{paid.symbol}").dimension:
                message = f"`{self.exchange_rate.text}` does not lead from {paid.symbol} to {currency}"
                raise work.refuse(
                    "CF204", message, ("exchange_rate",), f"state it in {currency}/{paid.symbol}"
                )
            number, how = number * self.exchange_rate.number, f"{how} x {self.exchange_rate.text.strip()}"
        elif self.exchange_rate is not None:
            message = f"the amount is in {currency} already, as the factor"
            work.refuse("CF106", message, ("exchange_rate",), "leave it out")
        if prices is not None and prices != year and self.price_index is None:
            message = f"the factor is in prices of {prices}, the amount in those of {year}"
            help = f"add `price_index:`, prices of {year} over those of {prices}, or the amount in prices of {prices}"
            raise work.refuse("CF702", message, ("price_year",), help)
        if self.price_index is not None:
            if prices == year:
                message = f"amount and factor are both in prices of {year}"
                work.refuse("CF106", message, ("price_index",), "leave it out")
            number, how = number / self.price_index, f"{how} / {self.price_index:g}"
        message = "freight by money spent is an average of a whole sector"
        help = "take fuel (`transport/freight-by-fuel`) or tonne-kilometres (`transport/freight-tkm`) as soon as they are known"
        work.remark("CF730", message, ("amount",), help)
        name = (self.factor or "freight").rpartition("/")[2]
        said = Said(name, ("amount",), how)
        return [emitted(work, self, self.factor, amount_of(number, currency), said)]

    def _of_factor(self, work: Work) -> tuple[str, int | None]:
        """Currency and year of the prices of the factor; no year where it is stated."""
        if self.emission_factor is not None:
            return _currency(self.emission_factor), None
        named = work.library.record(self.record) if self.record else None
        records = [named] if named is not None else work.library.records(self.factor or "")
        records = [one for one in records if one.kind == "spend" and one.boundary == "spend_purchaser"]
        if not records:
            if self.factor is None and self.record is None:
                raise lacking(work, "factor", "name an item under `spend/`, or state `emission_factor`")
            said, key = (self.record, "record") if self.record else (self.factor, "factor")
            help = "`carbonfoot factors list spend/` shows those there are"
            raise work.refuse("CF301", f"`{said}` is no factor of money spent", (key,), help)
        newest = max(records, key=lambda one: one.year)
        return newest.unit_den, int(newest.year)


def _currency(factor: Quantity) -> str:
    of = {parse_unit(f"kg CO2e/{one}").dimension: one for one in CURRENCIES}
    return of[factor.unit.dimension]


METHOD = FreightBySpend
