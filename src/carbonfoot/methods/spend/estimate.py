"""Money to emissions: the last resort, marked as such."""

from __future__ import annotations

from carbonfoot.documents.fields import ITEM, YES_NO
from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.money import CURRENCIES, RATE, currency_of, in_currency
from carbonfoot.methods.needs import WORD, quantity, share
from carbonfoot.methods.portions import in_vain, needed, one_of
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of

WORST = {"technology": 5.0, "time": 5.0, "geography": 5.0, "reliability": 5.0, "completeness": 5.0}
FIRST, LAST = 1990.0, 2100.0
LIBRARY = "USD"
LIBRARY_YEAR = 2022.0
"""Money of `epa-supply-chain-1.3`: US dollars of 2022 at purchaser price (its pack.yaml)."""


class Estimate(Method):
    """kg CO2e from what was paid."""

    about = About(
        id="spend/estimate",
        title="Estimate by spend, where nothing better is known",
        title_ko="구매액 기반 추정 (최후 수단)",
        tier="spend-based",
        formula=(
            "money = spent x exchange_rate x price_level, in the currency and prices of the factor",
            "E = money x factor",
        ),
        gives="kg CO2e of an average of an economy for that money, marked as an estimate with the worst scores of quality",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 1, formula 1.5",
        edition="1.0, 2013",
        valid_from="2013",
        example="spent: 5000 EUR\nprice_year: 2025\nitem: spend/soybean-farming\nexchange_rate: 1.05 USD/EUR\n"
        "price_level: 0.92",
        limits=(
            "the factors of the library are per US dollar of 2022 at purchaser price; with `price: producer` they are refused",
            "exchange rates and price levels are stated, never guessed, and only where they are needed",
            "the line is an estimate: `data: measured` beside it is refused",
            "never beside a line that counts the same thing by its mass",
        ),
        stage="materials",
    )

    spent = required(quantity(*CURRENCIES), "What was paid, without taxes.", "5000 EUR")
    price_year = required(share(low=FIRST, high=LAST), "Year of the prices.", "2025")
    price = optional(choice("purchaser", "producer"), "At what price; purchaser unless stated.", "purchaser")
    item = optional(ITEM, "Item under `spend/` of the library.", "spend/soybean-farming")
    margins = optional(YES_NO, "Whether trade and transport count; yes unless stated.", "yes")
    factor = optional(
        quantity(*(f"kg CO2e/{one}" for one in CURRENCIES)),
        "Stated factor, in place of an item.",
        "0.4 kg CO2e/EUR",
    )
    factor_year = optional(share(low=FIRST, high=LAST), "Year of the prices of that factor.", "2021")
    source = optional(WORD, "Who states that factor.", "national table of input and output, 2021")
    exchange_rate = optional(
        RATE, "Money of the factor for the money that was paid, for the year of `spent`.", "1.05 USD/EUR"
    )
    price_level = optional(
        share(high=1e9, above_zero=True),
        "Prices of the year of the factor for those of `price_year`.",
        "0.92",
    )

    def compute(self, work: Work) -> list[Term]:
        """One term, with a warning that it is an estimate."""
        way = one_of(work, {"item": self.item, "factor": self.factor})
        if self.factor is None:
            currency, year = LIBRARY, LIBRARY_YEAR
            vain = {"factor_year": self.factor_year, "source": self.source}
            in_vain(work, vain, "without `factor`")
            if self.price == "producer":
                message = "the factors of the library are per money at purchaser price"
                help = (
                    "bring the money to purchaser price: with taxes on products, trade and transport margins"
                )
                raise work.refuse("CF702", message, ("price",), help)
        else:
            needed(work, self.factor_year, "factor_year", "and `factor` is stated")
            needed(work, self.source, "source", "and `factor` is stated")
            in_vain(work, {"margins": self.margins}, "beside `factor`")
            currency, year = currency_of(self.factor, "kg CO2e/"), self.factor_year or 0.0
        money = self._money(work, currency, year)
        message = (
            f"{self.spent.text.strip()} stand for what was bought: an estimate by spend, the last resort"
        )
        help = "ask for the mass or the number of pieces, or for the supplier's footprint"
        work.remark("CF736", message, ("spent",), help)
        how = f"{self.spent.text.strip()} = {money:.6g} {currency} of {year:g}"
        term = Term(
            "estimate by spend",
            "구매액 추정",
            ("spent",),
            amount_of(money, currency),
            how=how,
            data="estimated",
            quality=WORST,
            scope="3",
        )
        if self.factor is not None:
            one = Stated(money, f"1 {currency}", self.factor.to(f"kg CO2e/{currency}"), self.source or "")
            return [term._replace(stated=(one,))]
        item = (self.item or "").removeprefix("spend/")
        boundary = "spend_producer" if self.margins is False else "spend_purchaser"
        draw = Draw(f"spend/{item}", amount_of(money, currency), origin="US", accept=(boundary,))
        return [term._replace(at=(way,), draws=(draw,))]

    def _money(self, work: Work, currency: str, year: float) -> float:
        """The money in the currency and the prices of the factor; what is needed for it is stated or refused."""
        money = in_currency(work, self.spent, self.exchange_rate, currency)
        if self.price_year == year:
            in_vain(work, {"price_level": self.price_level}, f"where money and factor are of {year:g}")
        elif self.price_level is None:
            message = f"the factor is per money of {year:g}, and the prices are of {self.price_year:g}"
            help = "state `price_level:`, prices of the year of the factor divided by those of `price_year`"
            raise work.refuse("CF102", message, (), help)
        else:
            money = money * self.price_level
        return money


METHOD = Estimate
