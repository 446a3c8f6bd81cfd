"""Credits and trading schemes in a programme document; they stand beside footprints and are never netted."""

from __future__ import annotations

from carbonfoot.documents.fields import AMOUNT, DAY, SHARE, TEXT, read_text
from carbonfoot.documents.programme_years import YEAR, by_year
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required

USES = ("held", "sold", "surrendered", "retired")


class Monitoring(Shape):
    """The time in which reductions were measured."""

    from_ = required(DAY, "First day.", "2026-01-01", key="from")
    to = required(DAY, "Last day.", "2026-12-31")


class CreditUse(Shape):
    """What became of some of the credits."""

    by = required(TEXT, "Member, by id.", "kia")
    use = required(choice(*USES), "What it did with them.", "surrendered")
    amount = required(AMOUNT, "How many tonnes.", "80 t CO2e")
    year = required(YEAR, "When.", "2027")
    to = optional(TEXT, "Buyer, of what is sold: a member by id, or a name.", "kia")
    note = optional(TEXT, "Free text.", "K-ETS obligation of 2026")


class Credit(Shape):
    """Reductions of an external project that were issued, or shall be issued, as credits."""

    id = required(TEXT, "Short id.", "KOC-2026-01")
    measure = optional(TEXT, "The measure behind it, by id.", "air")
    scheme = required(TEXT, "Scheme and kind of unit.", "Korea external project, KOC")
    project = optional(TEXT, "Name or number of the project.", "EP-2026-114")
    owner = required(TEXT, "Member that owns it, by id.", "hanil")
    baseline = required(AMOUNT, "Emissions of the baseline in the period.", "640 t CO2e")
    project_emissions = required(AMOUNT, "Emissions of the project in the period.", "520 t CO2e")
    leakage = required(
        AMOUNT, "Emissions elsewhere that it causes; write 0 t CO2e where they were looked for.", "0 t CO2e"
    )
    amount = required(AMOUNT, "Tonnes issued.", "120 t CO2e")
    period = optional(
        nested(lambda: Monitoring), "Monitoring period.", {"from": "2026-01-01", "to": "2026-12-31"}
    )
    serials = optional(TEXT, "Serial numbers, first to last.", "KR-EP-114-2026-0001..0120")
    status = required(choice("planned", "monitored", "issued"), "How far it is.", "issued")
    additionality = required(
        TEXT, "Why it would not have happened without the scheme.", "payback 9 years without it"
    )
    verifier = optional(TEXT, "Who verified it.", "KR Verification Co.")
    uses: list[CreditUse] | None = optional(
        list_of(nested(lambda: CreditUse)), "What became of them.", [{"by": "kia"}]
    )
    price = optional(AMOUNT, "Price of a tonne.", "12000 KRW/t CO2e")
    note = optional(TEXT, "Free text.", "illustrative")


class CbamGoods(Shape):
    """Goods that fall under the border adjustment."""

    document = required(TEXT, "Installation document, by its path.", "cbam.yaml")
    certificate_price = required(by_year(AMOUNT), "Price of a certificate, by year.", "75.36 EUR/t CO2e")
    quantity = required(
        mapping_of(AMOUNT, read_text),
        "Sold to the EU in a year, by CN code or name of the good.",
        {"73181542": "1200 t"},
    )


class Trading(Shape):
    """A member's side of an emissions trading scheme."""

    scheme = required(TEXT, "Which scheme.", "K-ETS")
    emissions = required(
        by_year(AMOUNT),
        "Verified or planned emissions in the scheme before measures, by year.",
        {"2026": "9000 t CO2e"},
    )
    allocation = required(by_year(AMOUNT), "Free allowances, by year.", {"2026": "8700 t CO2e"})
    price = required(by_year(AMOUNT), "Price of an allowance, by year.", {"2026": "15000 KRW/t CO2e"})
    covered = required(
        SHARE,
        "Share of the tonnes that its own measures avoid which the scheme counts: what is emitted at its plant, and its "
        "electricity where the scheme counts that.",
        "85 %",
    )
    cbam = optional(nested(lambda: CbamGoods), "Goods sold to the EU, beside it.", {"document": "cbam.yaml"})
    source = optional(TEXT, "Where the numbers are from.", "allocation decision of 2025-12")
