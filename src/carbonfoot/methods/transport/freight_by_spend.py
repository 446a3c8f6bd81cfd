"""Freight by what was paid for it: the last resort."""

from __future__ import annotations

from carbonfoot.documents.fields import PERIOD, TEXT
from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.factored import Factored, Said, clash, emitted, lacking, text_of
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.money import CURRENCIES, RATE, currency_of, in_currency
from carbonfoot.methods.needs import quantity, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of


class FreightBySpend(Factored, Method):
    """Freight by money spent, in the prices of the factor."""

    about = About(
        id="transport/freight-by-spend",
        title="Freight by money spent (last resort)",
        title_ko="화물 운송 (지출액, 최후 수단)",
        tier="spend-based",
        formula=("E = amount x exchange_rate / price_index x emission_factor, in the prices of the factor",),
        gives="kg CO2e of the services bought, cradle to gate, as an average of the sector",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 4, formula 4.7;"
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
        RATE, "What one unit of the currency paid is worth in that of the factor.", "1.08 USD/EUR"
    )
    emission_factor = optional(
        quantity(*(f"kg CO2e/{one}" for one in CURRENCIES)), "A factor that is stated.", "0.6 kg CO2e/USD"
    )
    factor_year = optional(PERIOD, "The year of the prices of that factor.", "2021")

    def compute(self, work: Work) -> list[Term]:
        """One term of money."""
        year = self.price_year.year
        work.given("price_year", str(year))
        currency, prices = self._of_factor(work)
        number, how = in_currency(work, self.amount, self.exchange_rate, currency), text_of(self.amount)
        if self.exchange_rate is not None:
            how = f"{how} x {self.exchange_rate.text.strip()}"
        if prices != year and self.price_index is None:
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

    def _of_factor(self, work: Work) -> tuple[str, int]:
        """Currency and year of the prices of the factor."""
        if self.emission_factor is not None:
            if self.factor_year is None:
                raise lacking(work, "factor_year", "state in the prices of which year the factor is")
            work.given("factor_year", str(self.factor_year.year))
            return currency_of(self.emission_factor, "kg CO2e/"), self.factor_year.year
        clash(work, self, "factor_year", "a factor of the library")
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


METHOD = FreightBySpend
