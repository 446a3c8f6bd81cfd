"""The programme document, `carbonfoot: programme/1`: members, products, measures, money, credits and targets together."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.declare import Company
from carbonfoot.documents.fields import AMOUNT, COUNTRY, SHARE, TEXT, read_country, read_text, refuse
from carbonfoot.documents.part import Changes
from carbonfoot.documents.programme_credits import Credit, Trading
from carbonfoot.documents.programme_money import MeasureMoney, Money
from carbonfoot.documents.programme_targets import Target
from carbonfoot.documents.programme_years import START, by_year
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required, value

KIND = "programme/1"

ROLES = ("oem", "supplier", "material-maker", "energy-supplier", "public", "bank", "other")
MEASURE_KINDS = ("equipment", "process", "material", "supplier", "energy")
MEASURE_DATA = ("measured", "calculated", "offer", "illustrative")

_HEAD = {"id": "AGREEMENT-2025", "name": "Supply chain agreement", "years": "2025-2035"}
_MEMBER = {"id": "hanil", "name": "Hanil Fastener", "role": "supplier", "tier": "2"}
_PRODUCT = {"document": "parts/bolt.yaml", "volume": "400000 piece"}
_CHANGES = {"sites/hanil.yaml": {"change": {"processes/Compressed air/electricity": "-18 %"}}}
_MEASURE = {
    "id": "air",
    "name": "Inverter compressor",
    "member": "hanil",
    "start": "2026",
    "lifetime": "12 yr",
}
_GRID = {"KR": {"path": {"2030": "0.30 kg CO2e/kWh"}, "source": "national plan"}}


def _read_years(given: Any) -> tuple[int, int]:
    """`2025-2035`: the first year is the one before any measure."""
    text = read_text(given)
    first, sign, last = text.partition("-")
    if not (
        sign
        and text.isascii()
        and first.strip().isdigit()
        and last.strip().isdigit()
        and len(text) <= len("2025 - 2035")
    ):
        raise refuse(
            "CF107", f"`{text}` are no years", "write the base year and the last one, such as `2025-2035`"
        )
    years = int(first), int(last)
    if not 1990 <= years[0] < years[1] <= 2100 or years[1] - years[0] > 60:  # noqa: PLR2004
        raise refuse(
            "CF107", f"`{text}` are no years of a programme", "the first before the last, at most 60 years"
        )
    return years


YEARS = value(_read_years, {"type": "string", "pattern": r"^\d{4} ?- ?\d{4}$"})


def _read_tier(given: Any) -> int:
    text = read_text(given)
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise refuse(
            "CF208",
            f"`{text}` is no tier",
            "0 makes the finished product, 1 delivers to that one, and so on to 9",
        )
    return int(text)


def _read_count(given: Any) -> int:
    text = read_text(given)
    if not (text.isascii() and text.isdigit() and 100 <= int(text) <= 1_000_000):  # noqa: PLR2004
        raise refuse("CF208", f"`{text}` is no number of samples", "100 to 1000000")
    return int(text)


TIER = value(_read_tier, {"type": ["integer", "string"]})
COUNT = value(_read_count, {"type": ["integer", "string"]})


class Head(Shape):
    """What the programme is."""

    id = required(TEXT, "Short id.", "AGREEMENT-2025")
    name = required(TEXT, "Name in English.", "Supply chain agreement")
    name_ko = optional(TEXT, "Name in Korean.", "공급망 탄소감축 협약")
    years = required(YEARS, "The base year, before any measure, and the last year.", "2025-2035")
    gwp = optional(choice("AR4", "AR5", "AR6"), "GWP set of all results; AR6 unless stated.", "AR6")
    note = optional(TEXT, "Free text.", "amounts are illustrative")


class MemberProduct(Shape):
    """A product of a member."""

    document = required(TEXT, "Part document, by its path.", "parts/bolt.yaml")
    volume = optional(
        by_year(AMOUNT),
        "How much is made in a year, for all customers: one amount, or by year (linear between, the last holds on). What "
        "no other product here uses needs one; without it a product is made for the others alone.",
        "400000 piece",
    )


class Member(Shape):
    """A company, authority or bank that takes part."""

    id = required(TEXT, "Short id.", "hanil")
    name = required(TEXT, "Name in English.", "Hanil Fastener")
    name_ko = optional(TEXT, "Name in Korean.", "한일파스너")
    role = required(choice(*ROLES), "What it does here; `public` money is counted for leverage.", "supplier")
    tier = optional(TIER, "How far from the finished product: 0 makes it, 1 delivers to that one ...", "2")
    sector = optional(TEXT, "Sector, in words.", "fasteners")
    country = optional(COUNTRY, "Where it is: ISO 3166 code.", "KR")
    products = optional(
        list_of(
            nested(
                lambda: MemberProduct, lambda given: {"document": given} if isinstance(given, str) else given
            ),
            wrap=True,
        ),
        "What it makes.",
        [_PRODUCT],
    )
    company = optional(
        nested(lambda: Company),
        "Who declares its products; `[company]` of the project unless stated.",
        {"name": "Hanil Fastener"},
    )
    sites = optional(list_of(TEXT, wrap=True), "Its site documents, by their paths.", ["sites/hanil.yaml"])


class Where(Shape):
    """The place in a member's document that a technology is applied to."""

    document = required(TEXT, "Part or site document, by its path.", "sites/hanil.yaml")
    line = optional(
        TEXT, "Path of the process or line inside; the whole document without it.", "processes/Melting"
    )


class Measure(Shape):
    """A planned reduction: a change of the member's own documents, never a number typed over a result."""

    id = required(TEXT, "Short id.", "air")
    name = required(TEXT, "Name in English.", "Inverter compressor")
    name_ko = optional(TEXT, "Name in Korean.", "인버터 압축기")
    member = required(TEXT, "Who takes it, by id.", "hanil")
    kind = optional(choice(*MEASURE_KINDS), "What is changed.", "equipment")
    technology = optional(TEXT, "Technology card, by its path.", "cross-sector/inverter-compressor")
    at = optional(
        list_of(nested(lambda: Where), wrap=True),
        "Where the effects of the card apply.",
        [{"document": "sites/hanil.yaml"}],
    )
    values = optional(
        mapping_of(AMOUNT, read_text),
        "Answers to what the card leaves open, by its names.",
        {"saving": "-22 %"},
    )
    changes = optional(
        mapping_of(nested(lambda: Changes), read_text),
        "What changes in documents of the member, by their path, as in a scenario: `set`, `change`, `add`, `remove`.",
        _CHANGES,
    )
    replaces = optional(
        list_of(TEXT, wrap=True),
        "Equipment that it replaces; no two measures replace the same, of candidates one at most is chosen.",
        ["compressor 2"],
    )
    start = required(START, "First year, or month, with it.", "2026-07")
    lifetime = optional(AMOUNT, "How long it works; to the end of the programme unless stated.", "12 yr")
    ramp = optional(
        by_year(SHARE),
        "Share of production with it, by year (linear between); all of it unless stated.",
        {"2026": "50 %"},
    )
    money = optional(
        nested(lambda: MeasureMoney), "What it costs and saves.", {"investment": "120000000 KRW"}
    )
    status = optional(
        choice("candidate", "planned", "decided", "running", "proven"),
        "How far it is; a `candidate` counts nowhere and may be chosen to close the gap of a target. `planned` unless stated.",
        "planned",
    )
    data = optional(choice(*MEASURE_DATA), "Where its numbers are from.", "offer")
    source = optional(TEXT, "Where its numbers are from, in words.", "offer 4711 of 2025-09")
    note = optional(TEXT, "Free text.", "illustrative")


class Grid(Shape):
    """What a country's electricity will emit: holds for before and after alike."""

    path = required(
        by_year(AMOUNT), "kg CO2e per kWh generated, by year (linear between).", {"2030": "0.30 kg CO2e/kWh"}
    )
    source = required(TEXT, "Who says so.", "11th Basic Plan for Electricity")


class Attribution(Shape):
    """How the joint effect of measures is shared among them."""

    method = required(
        choice("shapley", "sequential"), "Shapley values, or one after the other in `order`.", "shapley"
    )
    order = optional(list_of(TEXT, wrap=True), "Measures by id, the first first.", ["air", "furnace"])
    samples = optional(
        COUNT, "Orders drawn where more than 12 measures act on each other; 200 unless stated.", "2000"
    )


class Programme(Shape):
    """A programme document."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    programme: Head = required(nested(lambda: Head), "What it is.", _HEAD)
    members: list[Member] = required(list_of(nested(lambda: Member)), "Who takes part.", [_MEMBER])
    measures: list[Measure] | None = optional(list_of(nested(lambda: Measure)), "What is done.", [_MEASURE])
    attribution = optional(
        nested(lambda: Attribution), "How effects are shared; Shapley unless stated.", {"method": "shapley"}
    )
    grid = optional(
        mapping_of(nested(lambda: Grid), read_country),
        "Electricity of countries in future years; held at today's unless stated.",
        _GRID,
    )
    money = optional(
        nested(lambda: Money),
        "Currency, rates, prices and payments.",
        {"currency": "KRW", "price_year": "2025"},
    )
    credits = optional(list_of(nested(lambda: Credit)), "Reductions issued as credits.", [{"id": "KOC-1"}])
    trading = optional(
        mapping_of(nested(lambda: Trading), read_text),
        "Members in an emissions trading scheme, by id.",
        {"mill": {}},
    )
    targets = optional(list_of(nested(lambda: Target)), "What shall be reached.", [{"id": "car-2030"}])
    tags = optional(list_of(TEXT, wrap=True), "Words to find it by.", ["automotive"])


def programme_schema() -> dict[str, object]:
    """The JSON Schema of a programme document."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Programme, f"carbonfoot {KIND}")
