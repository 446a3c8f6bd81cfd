"""Money to emissions: the last resort, marked as such."""

from __future__ import annotations

from carbonfoot.documents.fields import ITEM, PERIOD, YES_NO
from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.money import CURRENCIES, RATE, currency_of, in_currency
from carbonfoot.methods.needs import WORD, quantity, share
from carbonfoot.methods.portions import in_vain, needed, one_of
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of

WORST = {"technology": 5.0, "time": 5.0, "geography": 5.0, "reliability": 5.0, "completeness": 5.0}
LIBRARY = "USD"
LIBRARY_YEAR = 2022
"""Money of `epa-supply-chain-1.3`: US dollars of 2022 at purchaser price (its pack.yaml)."""


class Estimate(Method):
    """kg CO2e from what was paid."""

    about = About(
        id="spend/estimate",
        title="Estimate by spend, where nothing better is known",
        title_ko="구매액 기반 추정 (최후 수단)",
        tier="spend-based",
        formula=(
            "money = amount x exchange_rate / price_index, in the currency and prices of the factor",
            "E = money x emission_factor",
        ),
        gives="kg CO2e of an average of an economy for that money, marked as an estimate with the worst scores of quality",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 1, formula 1.5",
        edition="1.0, 2013",
        valid_from="2013",
        example="amount: 5000 EUR\nprice_year: 2025\nfactor: spend/soybean-farming\nexchange_rate: 1.05 USD/EUR\n"
        "price_index: 1.09",
        limits=(
            "the factors of the library are per US dollar of 2022 at purchaser price; with `price: producer` they are refused",
            "exchange rates and price indices are stated, never guessed, and only where they are needed",
            "the line is an estimate: `data: measured` beside it is refused",
            "never beside a line that counts the same thing by its mass",
        ),
        stage="materials",
    )

    amount = required(quantity(*CURRENCIES), "What was paid, without taxes.", "5000 EUR")
    price_year = required(PERIOD, "The year in whose prices it was paid.", "2025")
    price = optional(choice("purchaser", "producer"), "At what price; purchaser unless stated.", "purchaser")
    factor = optional(ITEM, "Item under `spend/` of the library.", "spend/soybean-farming")
    margins = optional(YES_NO, "Whether trade and transport count; yes unless stated.", "yes")
    emission_factor = optional(
        quantity(*(f"kg CO2e/{one}" for one in CURRENCIES)),
        "Stated factor, in place of an item.",
        "0.4 kg CO2e/EUR",
    )
    factor_year = optional(PERIOD, "Year of the prices of that factor.", "2021")
    source = optional(WORD, "Who states that factor.", "national table of input and output, 2021")
    exchange_rate = optional(
        RATE, "Money of the factor for the money that was paid, for the year of `amount`.", "1.05 USD/EUR"
    )
    price_index = optional(
        share(high=None, above_zero=True),
        "Prices of `price_year` over prices of the year of the factor.",
        "1.09",
    )

    def compute(self, work: Work) -> list[Term]:
        """One term, with a warning that it is an estimate."""
        work.given("price_year", str(self.price_year.year))
        way = one_of(work, {"factor": self.factor, "emission_factor": self.emission_factor})
        if self.emission_factor is None:
            currency, year = LIBRARY, LIBRARY_YEAR
            vain = {"factor_year": self.factor_year, "source": self.source}
            in_vain(work, vain, "without `emission_factor`")
            if self.price == "producer":
                message = "the factors of the library are per money at purchaser price"
                help = (
                    "bring the money to purchaser price: with taxes on products, trade and transport margins"
                )
                raise work.refuse("CF702", message, ("price",), help)
        else:
            needed(work, self.factor_year, "factor_year", "and `emission_factor` is stated")
            needed(work, self.source, "source", "and `emission_factor` is stated")
            in_vain(work, {"margins": self.margins}, "beside `emission_factor`")
            currency, year = (
                currency_of(self.emission_factor, "kg CO2e/"),
                (self.factor_year or self.price_year).year,
            )
        money = self._money(work, currency, year)
        message = (
            f"{self.amount.text.strip()} stand for what was bought: an estimate by spend, the last resort"
        )
        help = "ask for the mass or the number of pieces, or for the supplier's footprint"
        work.remark("CF736", message, ("amount",), help)
        how = f"{self.amount.text.strip()} = {money:.6g} {currency} of {year}"
        term = Term(
            "estimate by spend",
            "구매액 추정",
            ("amount",),
            amount_of(money, currency),
            how=how,
            data="estimated",
            quality=WORST,
            scope="3",
        )
        if self.emission_factor is not None:
            one = Stated(
                money, f"1 {currency}", self.emission_factor.to(f"kg CO2e/{currency}"), self.source or ""
            )
            return [term._replace(stated=(one,))]
        item = (self.factor or "").removeprefix("spend/")
        boundary = "spend_producer" if self.margins is False else "spend_purchaser"
        draw = Draw(f"spend/{item}", amount_of(money, currency), origin="US", accept=(boundary,))
        return [term._replace(at=(way,), draws=(draw,))]

    def _money(self, work: Work, currency: str, year: int) -> float:
        """The money in the currency and the prices of the factor; what is needed for it is stated or refused."""
        money = in_currency(work, self.amount, self.exchange_rate, currency)
        if self.price_year.year == year:
            in_vain(work, {"price_index": self.price_index}, f"where money and factor are of {year}")
        elif self.price_index is None:
            message = f"the factor is per money of {year}, and the prices are of {self.price_year.year}"
            help = "state `price_index:`, prices of `price_year` divided by those of the year of the factor"
            raise work.refuse("CF102", message, (), help)
        else:
            money = money / self.price_index
        return money


METHOD = Estimate
