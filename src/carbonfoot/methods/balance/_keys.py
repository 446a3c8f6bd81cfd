"""The keys that every carbon balance has, beside those of its streams."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.balance._published import EDITIONS
from carbonfoot.methods.balance._streams import CarbonStream
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import number, share


class Balanced(Method):
    """Base of the carbon balances: stocks, flares, whose numbers hold, gases that leave, and what may be off."""

    stock_changes = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "By how much stocks grew; negative where they shrank.",
        [{"name": "Coke", "amount": "-12 t", "carbon_content": "0.88"}],
    )
    flared = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Waste gas that is burned in flares, shown apart.",
        [{"name": "Gas", "amount": "9 t", "carbon_content": "0.35"}],
    )
    rule = optional(choice("ipcc", "eu"), "Whose conversion of carbon to CO2; 44/12 unless stated.", "eu")
    edition = optional(
        choice(*EDITIONS),
        "Whose published carbon contents; without it those of the IPCC, 2019 before 2006, with `rule: eu` those of the EU.",
        "ipcc-2019",
    )
    ch4 = optional(number("kg"), "CH4 that leaves, measured; `0 kg` where there is none.", "120 kg")
    co = optional(number("kg"), "CO that leaves; part of the CO2, shown apart.", "3 t")
    tolerance = optional(
        share(high=0.2),
        "By what share of the carbon in more may be measured to come out; none unless stated.",
        "2 %",
    )
