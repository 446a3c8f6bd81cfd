"""The schema of the ledger in the answer of `programme report`."""

from __future__ import annotations

from carbonfoot.documents.programme_money import PAYMENTS
from carbonfoot.programmes.told.schema_parts import (
    BY_KIND,
    BY_YEAR,
    COUNT,
    MAYBE,
    MAYBE_TEXT,
    MONEY,
    NUMBER,
    TEXT,
    TEXTS,
    TONNES,
    one_of,
    or_null,
    rows,
    whole,
)

_COSTED = whole(
    id=(TEXT, "The measure, by id."),
    investment=(MONEY, "What is paid once."),
    paid_in=(COUNT, "Year of the investment."),
    funded=(BY_KIND, "What others pay of it, by kind of payment; a loan is one of them."),
    own=(MONEY, "The rest of the investment."),
    saving_per_year=(MONEY, "Of the first full year."),
    cost_per_year=(MONEY, "Of the first full year, beside the investment."),
    payback_years=(
        MAYBE,
        "Investment over saving less cost of a full year, of the production that works with it; null where it never pays.",
    ),
    discounted_payback_years=(
        MAYBE,
        "Years from the start until discounted savings have paid it; null where they do not within the programme.",
    ),
    cash=(BY_YEAR, "Cash flow: saving less cost by share of production, less the investment."),
    npv=(NUMBER, "Present value of `cash` in the base year, without carbon price."),
    npv_with_carbon_price=(
        MAYBE,
        "The same with every tonne avoided at the carbon price; null without one, and for a candidate.",
    ),
    tonnes=(TONNES, "Avoided over the programme."),
    tonnes_discounted=(TONNES, "The same, discounted as money is."),
    cost_per_tonne=(MAYBE, "Less `npv` over `tonnes_discounted`; null where nothing is avoided."),
)

_ACCOUNT = whole(
    id=(TEXT, "The member, by id."),
    tier=({"type": ["integer", "null"]}, "Its tier."),
    invested=(MONEY, "In its measures."),
    received=(BY_KIND, "From others, by kind of payment."),
    paid=(BY_KIND, "To others, by kind of payment."),
    own=(MONEY, "Own money in its measures."),
    saving=(MONEY, "What its measures save over the programme, not discounted."),
    cost=(MONEY, "What they cost beside the investment, not discounted."),
    net=(NUMBER, "Received and saved, less paid, invested and spent."),
    public_received=(MONEY, "Of what is received, from public members at first hand."),
)

_PAYMENT = whole(
    id=(TEXT, "Short id."),
    **{"from": (TEXT, "Who pays, by id.")},
    to=(TEXT, "Who receives, by id."),
    amount=(TEXT, "As it is written."),
    amount_in_currency=(MONEY, "In the currency of the programme."),
    year=(COUNT, "When."),
    kind=(one_of(*PAYMENTS), "What it is."),
    funds=(
        rows(
            whole(
                measure=(TEXT, "The measure, by id."), amount=(MONEY, "How much of the payment goes into it.")
            )
        ),
        "What it pays for, in proportion to the investments.",
    ),
    out_of=(TEXTS, "Payments that it hands on, by id."),
    passed_on=(MONEY, "How much of it later payments hand on."),
    left=(MONEY, "How much stays with the receiver."),
    origins=(
        {"type": "object", "additionalProperties": NUMBER},
        "Whose money it is in the first place, by id.",
    ),
)

LEDGER = whole(
    currency=(TEXT, "Currency of all amounts here."),
    price_year=(COUNT, "Year whose prices they are in."),
    discount_rate=(NUMBER, "Real rate per year, 0.05 is 5 %."),
    discounted_to=(COUNT, "The base year."),
    rates=(
        {
            "type": "object",
            "additionalProperties": whole(
                value=(NUMBER, "What one unit of it is worth."), source=(MAYBE_TEXT, "Who says so.")
            ),
        },
        "Other currencies in that of the programme.",
    ),
    carbon_price=(or_null(BY_YEAR), "Price of a tonne, beside; null where none is stated."),
    members=(rows(_ACCOUNT), "The account of every member."),
    payments=(rows(_PAYMENT), "Who pays whom."),
    measures=(rows(_COSTED), "Measures that state money, candidates left out."),
    candidates=(rows(_COSTED), "What candidates would cost; they are in no sum."),
    macc=(
        rows(
            whole(
                measure=(TEXT, "The measure, by id."),
                tonnes=(TONNES, "Avoided over the programme."),
                cost_per_tonne=(NUMBER, "As in `measures`."),
            )
        ),
        "The marginal abatement cost curve, the cheapest first.",
    ),
    not_on_macc=(
        rows(
            whole(
                measure=(TEXT, "The measure, by id."),
                tonnes=(NUMBER, "Avoided over the programme."),
                because=(TEXT, "Why it is not on the curve."),
            )
        ),
        "All other measures.",
    ),
    reaches=(
        rows(
            whole(
                **{"from": (TEXT, "Whose money it is in the first place, by id.")},
                tier=({"type": ["integer", "null"]}, "Tier of the measure that it funds in the end."),
                amount=(MONEY, "How much."),
            )
        ),
        "Where the money of each giver ends.",
    ),
    leverage=(
        whole(
            public=(MONEY, "What public members give out of their own to fund others."),
            public_in_measures=(MONEY, "Of that, what measures receive in the end."),
            invested=(MONEY, "All investments."),
            tonnes=(TONNES, "Avoided by all measures over the programme."),
            tonnes_per_public_million=(MAYBE, "Per million of the currency; null without public money."),
            private_per_public=(MAYBE, "Investment that is not public over what is."),
        ),
        "What public money moves.",
    ),
    balance=(
        whole(
            **{"in": (MONEY, "Received by all members.")},
            out=(MONEY, "Paid by all members."),
            difference=(NUMBER, "Received less paid: zero."),
            own_money_given=(MONEY, "Of what is paid, what nobody handed on."),
            left_with_receivers=(MONEY, "Of what is received, what nobody hands on."),
            own_less_left=(NUMBER, "The first less the second: zero."),
        ),
        "That the ledger adds up.",
    ),
)
