"""The technology card, `carbonfoot: technology/1`: what a low-carbon technology takes, gives and costs, number by number."""

from __future__ import annotations

from carbonfoot.documents.fields import AMOUNT, COUNTRY, TEXT, YES_NO, read_text
from carbonfoot.documents.programme_years import YEAR
from carbonfoot.documents.shape import (
    Shape,
    anything,
    choice,
    list_of,
    mapping_of,
    nested,
    optional,
    required,
)

KIND = "technology/1"

SECTORS = (
    "steel", "petrochemicals", "cement", "semiconductor", "display", "aluminium", "electronics", "ship", "energy",
    "cross-sector",
)  # fmt: skip
_FIGURE = {"value": "0.64 MWh/t", "source": "hybrit-2018"}


class Figure(Shape):
    """A number with its source: a value, a range, or both."""

    value = optional(
        AMOUNT, "The number; left out where only a range, or a question, can be given.", "3.48 MWh/t"
    )
    low = optional(AMOUNT, "The smallest plausible one.", "3.2 MWh/t")
    high = optional(AMOUNT, "The largest plausible one.", "3.8 MWh/t")
    source = optional(TEXT, "Key of `sources:`; needed wherever a number stands.", "hybrit-2018")
    where = optional(TEXT, "Page, table or section of the source.", "table 3")
    year = optional(YEAR, "Year of the number; of money, its price year.", "2018")
    note = optional(TEXT, "What it covers.", "electrolysis and furnace together")
    ask = optional(
        TEXT, "A question to the user in place of a number.", "electricity of your line per tonne?"
    )
    name = optional(TEXT, "Name under which `values:` of a measure answers it.", "saving")
    sign = optional(
        choice("less", "more", "either"),
        "Of a change that is asked for: whether an answer takes away (`-20 %`), adds, or may do both.",
        "less",
    )


class State(Shape):
    """What goes in and out per unit, with or without the technology."""

    name = optional(TEXT, "In words.", "blast furnace and converter")
    energy = optional(
        mapping_of(nested(lambda: Figure), read_text),
        "By carrier, as in documents.",
        {"electricity": _FIGURE},
    )
    materials = optional(
        mapping_of(nested(lambda: Figure), read_text),
        "By item of the factor library.",
        {"steel/scrap": _FIGURE},
    )
    direct = optional(
        mapping_of(nested(lambda: Figure), read_text), "Direct emissions by gas.", {"CO2": _FIGURE}
    )


class Effect(Shape):
    """One change that it makes to a document of the user."""

    do = required(
        choice("scale", "switch", "set", "add"),
        "`scale` a flow by a share; `switch` some of a flow to another; `set` a key; `add` a line.",
        "scale",
    )
    what = required(
        TEXT,
        "Energy carrier (`electricity`), `input:GLOB` of items (`input:GLOB#key` for a key of the line), `method:ID/key` "
        "(`*` for any line), or a path below the place.",
        "electricity",
    )
    of = optional(
        TEXT,
        "Of `set` and `add`: the method whose use `what` belongs to (`METHOD-ID`), or a line of it (`METHOD-ID#key`); found at "
        "the place or below it, such as the supply of a meter.",
        "energy/electricity",
    )
    to = optional(TEXT, "Of `switch` and `add`: the carrier or item it becomes.", "electricity")
    route = optional(TEXT, "Of `switch` and `add`: technology route of that item.", "secondary")
    by = optional(
        nested(lambda: Figure),
        "Of `scale` the change (-18 %); of `set` the value; of `add` the amount of the line.",
        {"value": "-18 %"},
    )
    value = optional(
        anything(),
        "Of `set` a word, of `add` a line without its amount, as a document has it; numbers stand under `by`.",
        {"name": "Calcined clay"},
    )
    share = optional(
        nested(lambda: Figure), "Of `switch`: how much of it; all unless stated.", {"value": "100 %"}
    )
    ratio = optional(
        nested(lambda: Figure),
        "Of `switch`: how much of the new for one of the old; of a fuel with its calorific basis.",
        {"value": "0.33 kWh/kWh (net)"},
    )
    note = optional(TEXT, "Why.", "part load below 70 %")


class Follower(Shape):
    """Something of a plant that changes with a technology and that its effects leave as it is."""

    method = required(TEXT, "Which use of a method, by its id, with `*`.", "metals/coke")
    why = required(TEXT, "What changes there.", "the ovens make less coke and less gas")
    why_ko = optional(TEXT, "The same in Korean.", "코크스와 가스 생산이 줄어든다")


class Source(Shape):
    """A public document."""

    title = required(TEXT, "Title.", "HYBRIT pre-feasibility study")
    publisher = required(TEXT, "Who published it.", "SSAB, LKAB, Vattenfall")
    year = optional(YEAR, "When, as far as it is known.", "2018")
    url = optional(TEXT, "Where.", "https://www.hybritdevelopment.se")
    licence = optional(TEXT, "Licence of the document, as far as known.", "cited fact")
    read = optional(
        choice("original", "secondary"),
        "Whether the document itself was read, or one that cites it.",
        "original",
    )


class Demonstration(Shape):
    """What a plant showed."""

    plant = required(TEXT, "Plant.", "Lulea pilot")
    operator = optional(TEXT, "Who runs it.", "HYBRIT")
    country = optional(COUNTRY, "Where.", "SE")
    year = required(YEAR, "When.", "2021")
    result = required(TEXT, "What it showed.", "100 t of sponge iron with hydrogen")
    figures = optional(mapping_of(nested(lambda: Figure), read_text), "Numbers.", {"electricity": _FIGURE})
    confidential = optional(list_of(TEXT, wrap=True), "Keys that an export leaves out.", ["operator"])
    member = optional(TEXT, "Member of a programme that showed it, by id.", "mill")
    source = optional(TEXT, "Key of `sources:`.", "hybrit-2018")


class Card(Shape):
    """What the technology is."""

    name = required(TEXT, "Name in English.", "Hydrogen direct reduction")
    name_ko = optional(TEXT, "Name in Korean.", "수소환원제철")
    sector = required(choice(*SECTORS), "Sector.", "steel")
    replaces = required(TEXT, "What it replaces.", "blast furnace and converter")
    readiness = required(TEXT, "Technology readiness level, 1 to 9, or a range.", "7-8")
    readiness_source = optional(TEXT, "Key of `sources:`.", "iea-etp")
    summary = optional(TEXT, "What it does, in a sentence or two.", "Iron ore is reduced with hydrogen.")
    summary_ko = optional(TEXT, "The same in Korean.", "철광석을 수소로 환원한다.")
    confidential = optional(YES_NO, "Whether the whole card stays in the house.", "no")


class Technology(Shape):
    """A technology card."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    technology: Card = required(nested(lambda: Card), "What it is.", {"name": "Hydrogen direct reduction"})
    per = required(TEXT, "What `before` and `after` are stated per.", "1 t crude steel")
    before = optional(nested(lambda: State), "Without it.", {"energy": {}})
    after = optional(nested(lambda: State), "With it.", {"energy": {}})
    effects: list[Effect] | None = optional(
        list_of(nested(lambda: Effect)), "What it changes in documents.", [{"do": "scale"}]
    )
    follows: list[Follower] | None = optional(
        list_of(nested(lambda: Follower)),
        "What changes with it and is not in `effects:`; told where a document has it and nothing changes it.",
        [{"method": "metals/coke", "why": "less coke is made"}],
    )
    investment = optional(nested(lambda: Figure), "What it costs once.", {"value": "1183 EUR/kW"})
    operating = optional(nested(lambda: Figure), "What running it costs, energy apart.", {"value": "3 %"})
    lifetime = optional(nested(lambda: Figure), "How long it works.", {"value": "20 yr"})
    conditions = optional(
        list_of(TEXT, wrap=True), "When it works at all.", ["supply temperature below 150 C"]
    )
    questions = optional(
        list_of(TEXT, wrap=True), "What no public source says: ask.", ["share of part load?"]
    )
    demonstrations: list[Demonstration] | None = optional(
        list_of(nested(lambda: Demonstration)), "What plants showed.", [{"plant": "Lulea"}]
    )
    sources: dict[str, Source] = required(
        mapping_of(nested(lambda: Source), read_text), "Public documents, by key.", {"hybrit-2018": {}}
    )


def technology_schema() -> dict[str, object]:
    """The JSON Schema of a technology card."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Technology, f"carbonfoot {KIND}")
