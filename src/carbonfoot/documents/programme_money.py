"""Money in a programme document: what measures cost, and who pays whom."""

from __future__ import annotations

from carbonfoot.documents.fields import AMOUNT, SHARE, TEXT, read_text
from carbonfoot.documents.programme_years import YEAR, by_year
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required

PAYMENTS = ("subsidy", "support", "returned-support", "loan", "repayment", "price", "other")


class MeasureMoney(Shape):
    """What a measure costs its member; amounts in any currency that `money: rates:` names."""

    investment = optional(AMOUNT, "What is paid once; needed, `0 KRW` where it is nothing.", "120000000 KRW")
    paid_in = optional(YEAR, "Year of the investment; that of the start unless stated.", "2026")
    cost = optional(
        by_year(AMOUNT),
        "What it costs more in a full year of work, beside the investment; this or `saving`.",
        "2000000 KRW",
    )
    saving = optional(
        by_year(AMOUNT), "What it saves in a full year of work; this or `cost`.", "15000000 KRW"
    )
    source = optional(TEXT, "Where the amounts are from.", "offer 4711")


class Payment(Shape):
    """Money from one member to another."""

    id = required(TEXT, "Short id.", "P1")
    from_ = required(TEXT, "Who pays, by id.", "kia", key="from")
    to = required(TEXT, "Who receives, by id.", "sungwoo")
    amount = required(AMOUNT, "How much.", "60000000 KRW")
    year = required(YEAR, "When.", "2026")
    kind = required(choice(*PAYMENTS), "What it is.", "support")
    funds = optional(list_of(TEXT, wrap=True), "Measures that it pays for, by id.", ["air"])
    out_of = optional(
        list_of(TEXT, wrap=True),
        "Payments received that this one passes on, by id: the same money; what is more is own money.",
        ["P0"],
    )
    source = optional(TEXT, "Where the amount is from.", "agreement, annex 2")


class Rate(Shape):
    """What one unit of another currency is worth."""

    value = required(AMOUNT, "In the currency of the programme.", "1620 KRW/EUR")
    source = required(TEXT, "Who says so, and of when.", "Bank of Korea, mean of 2025")


class Money(Shape):
    """How money is counted here."""

    currency = required(TEXT, "Currency of all results.", "KRW")
    price_year = required(YEAR, "Year whose prices the amounts are in.", "2025")
    discount_rate = required(SHARE, "Real rate per year.", "4.5 %")
    rates = optional(
        mapping_of(nested(lambda: Rate), read_text), "Other currencies.", {"EUR": {"value": "1620 KRW/EUR"}}
    )
    carbon_price = optional(
        by_year(AMOUNT), "Price of a tonne emitted, by year (linear between).", {"2026": "15000 KRW/t CO2e"}
    )
    payments: list[Payment] | None = optional(
        list_of(nested(lambda: Payment)), "Who pays whom.", [{"id": "P1"}]
    )
