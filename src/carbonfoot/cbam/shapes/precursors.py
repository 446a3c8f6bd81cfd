"""Bought precursors, whom they are from, and what was paid for their carbon."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.cbam.shapes.kinds import GOOD_CODE, MWH_PER_TONNE, PER_MWH, PER_TONNE, TONNES
from carbonfoot.documents.fields import COUNTRY, DAY, PERIOD, TEXT, YES_NO, read_text, refuse
from carbonfoot.documents.shape import Kind, Shape, list_of, nested, optional, required, value
from carbonfoot.methods.needs import each, quantity, share
from carbonfoot.quantities.units import Quantity

CURRENCIES = ("EUR", "USD", "KRW", "CNY", "JPY", "GBP", "INR", "TWD")
MONEY: Kind[Quantity] = quantity(*CURRENCIES)
MONEY_PER_TONNE: Kind[Quantity] = quantity(*(f"{one}/t" for one in CURRENCIES))


INSTRUMENTS = ("carbon-tax", "levy", "fee", "national-ets", "regional-ets", "other")
_OFFSET = re.compile(
    r"\boffsets?\b|\bcarbon[ -]credits?\b|\bvoluntary\b|\bverra\b|\bvcs\b|\bgold standard\b|상쇄|자발적 ?탄소",
    re.IGNORECASE,
)
_LEVY = re.compile(
    r"\b(?:tax|levy|levies|fees?|charges?|duty|duties|act|law|ordinance)\b|\bETS\b|\bemissions? trading\b|세|부담금|부과금|법",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"\b(?:carbon|offset|emissions?|reduction)[ -]credits?\b|\bverra\b|\bvcs\b|\bgold standard\b"
    r"|\bvoluntary (?:carbon|offset|market|credit|emission)|\boffset (?:certificate|unit|project|purchase)s?\b"
    r"|\b(?:bought|purchased|retired) (?:carbon )?offsets?\b"
    r"|상쇄 ?(?:배출권|크레딧|실적)|자발적 ?탄소 ?(?:크레딧|배출권|시장)",
    re.IGNORECASE,
)
"""What says clearly that credits were bought; a name alone with the word may be that of an act (`Carbon Offset Levy Act`)."""
_GREEN = re.compile(
    r"\bi-?recs?\b|\brecs?\b|\brenewable energy certificates?\b|\bgreen[ -]certificates?\b"
    r"|\bguarantees? of origin\b|녹색 ?인증서|재생에너지 ?인증서",
    re.IGNORECASE,
)


def _carbon_price(text: str) -> str:
    """The text, unless it names what is no carbon price by Article 3(29) of Regulation (EU) 2023/956."""
    offset = _CREDITS if _LEVY.search(text) else _OFFSET
    for pattern, what in ((offset, "an offset or credit"), (_GREEN, "a green certificate")):
        if pattern.search(text.replace("_", "-")):
            help = (
                "state a tax, levy or fee, or allowances of an emissions trading system, that were paid for"
                " (Regulation (EU) 2023/956, Article 3(29))"
            )
            raise refuse("CF826", f"`{text}`: {what} is not a carbon price", help)
    return text


def _instrument(given: Any) -> str:
    text = read_text(given)
    if text not in INSTRUMENTS:
        _carbon_price(text)
        raise refuse("CF105", f"`{text}` is not an instrument", f"choose one of {', '.join(INSTRUMENTS)}")
    return text


INSTRUMENT: Kind[str] = value(_instrument, {"enum": [*INSTRUMENTS]})
INSTRUMENT_NAME: Kind[str] = value(lambda given: _carbon_price(read_text(given)), {"type": "string"})


class CarbonPrice(Shape):
    """A carbon price effectively paid in the country of origin (Regulation (EU) 2023/956, Article 9)."""

    instrument = required(INSTRUMENT, "What it is.", "national-ets")
    name = optional(
        INSTRUMENT_NAME,
        "Its name and legal act.",
        "K-ETS, Act on the Allocation and Trading of Emission Permits",
    )
    country = optional(COUNTRY, "Where it was paid, where not in the country of the installation.", "KR")
    due = optional(MONEY, "Money due in the period.", "310000000 KRW")
    rebate = optional(MONEY, "What was given back or compensated of it, in any form.", "280000000 KRW")
    emissions = optional(TONNES, "Instead of `due`: t CO2e that the instrument covers.", "12400 t")
    free_allowances = optional(TONNES, "Of these, covered by allowances that were free.", "12000 t")
    price = optional(MONEY_PER_TONNE, "Mean price paid for the others.", "9300 KRW/t")
    paid_per_tonne = optional(
        MONEY_PER_TONNE, "For a precursor: net price paid per tonne of it.", "2100 KRW/t"
    )
    rebate_per_tonne = optional(
        MONEY_PER_TONNE, "For a precursor: rebate per tonne, where the price is before it.", "0 KRW/t"
    )
    covered = optional(share(), "Share of the embedded emissions that it covers.", "80 %")
    process = optional(TEXT, "The one process it was paid for.", "Heading")
    shares = optional(
        each(share()), "Share for each process; by their direct emissions unless stated.", {"Heading": "60 %"}
    )
    certified_by = optional(
        TEXT, "Independent person who certified the payment; without it, it does not count.", "K Audit"
    )
    certificate = optional(TEXT, "Number of the certificate, or register of that person.", "KA-2027-9")
    paid_on = optional(DAY, "When it was paid.", "2027-06-30")
    note = optional(TEXT, "Free text.", "settlement 2026")


class Supply(Shape):
    """One supplier's precursor: actual values with their verification, or the default value."""

    supplier = optional(TEXT, "Operator it was bought from.", "Beta Steel Co.")
    installation = optional(TEXT, "Installation that made it.", "Beta works, Tangshan")
    installation_id = optional(TEXT, "Id of that installation in the CBAM registry.", "CN-IN-0009")
    unlocode = optional(TEXT, "UN/LOCODE of that installation.", "CN TGS")
    address = optional(TEXT, "Address of that installation, in English.", "1 Steel Road, Tangshan")
    country = optional(COUNTRY, "Country of origin: ISO 3166 code; leave out where it is not known.", "CN")
    amount = optional(TONNES, "How much was bought, for the weights of several suppliers.", "20000 t")
    document = optional(
        TEXT,
        "The installation document of the supplier, with the CN code or process behind `#`: its result is taken.",
        "mill/installation.yaml#7213 91 10",
    )
    direct = optional(PER_TONNE, "Specific direct embedded emissions.", "1.539 t CO2e/t")
    indirect = optional(PER_TONNE, "Specific indirect embedded emissions.", "0.204 t CO2e/t")
    electricity = optional(
        MWH_PER_TONNE, "Electricity embedded in it, where `indirect` is not stated.", "0.3456 MWh/t"
    )
    electricity_factor = optional(PER_MWH, "Emission factor of that electricity.", "0.59 t CO2/MWh")
    electricity_source = optional(TEXT, "Where that factor is from.", "Mix")
    verified = optional(YES_NO, "Whether an accredited verifier confirmed the values for the period.", "yes")
    verification = optional(TEXT, "Verifier and number of the report.", "Verify Co., VR-2026-9")
    period = optional(
        PERIOD, "Reporting period of the supplier, where it is not that of the installation.", "2026"
    )
    period_proven = optional(
        YES_NO, "Whether the time of production is proven, where it is another year.", "yes"
    )
    default = optional(YES_NO, "Take the default value of the country of origin, with its mark-up.", "yes")
    default_share = optional(
        share(), "Share of the stated emissions that the supplier took from default values.", "12 %"
    )
    route = optional(TEXT, "Production route: letter of the act (C, D, E, ...), or words.", "C")
    good = optional(TEXT, "Which row of the default table, where a code has several.", "Grey clinker")
    free_allocation = optional(
        PER_TONNE, "Specific embedded free allocation, by its verified report.", "1.2 t CO2e/t"
    )
    reducing_agent = optional(TEXT, "Main reducing agent.", "Coal or coke")
    carbon_price = optional(
        list_of(nested(lambda: CarbonPrice), wrap=True),
        "Carbon price paid for it.",
        [{"instrument": "carbon-tax"}],
    )
    note = optional(TEXT, "Free text.", "letter of 3 March")


class Precursor(Supply):
    """A good of Annex I, or scrap, that the installation buys; with one supplier's data, or `supplies` for several."""

    name = required(TEXT, "What it is called; processes name it.", "Carbon steel wire rod")
    name_ko = optional(TEXT, "Korean name.", "탄소강 선재")
    cn = optional(GOOD_CODE, "CN code.", "7213 91 10")
    category = optional(TEXT, "Aggregated goods category, where no code is known.", "Crude steel")
    scrap = optional(YES_NO, "Scrap, by-product or off-spec material: enters with zero (Annex II, F).", "yes")
    supplies = optional(
        list_of(nested(lambda: Supply), wrap=True),
        "Several suppliers of one CN code: weighted by their amounts (Article 14(2)).",
        [{"supplier": "Beta Steel Co."}],
    )
