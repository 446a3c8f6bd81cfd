"""The closed words of the pack layout: columns, and what may stand in them (`docs/formats/factor-pack.md`)."""

from __future__ import annotations

from carbonfoot.factors.boundaries import PARTS
from carbonfoot.factors.parameters import Parameter
from carbonfoot.factors.records import Gas, Record, Region

SETS = ("AR4", "AR5", "AR6")
"""GWP sets of the gas table; each has a column of values and one of places."""

PACK_KEYS = (
    *(
        "id",
        "title",
        "publisher",
        "edition",
        "licence",
        "share_class",
        "attribution",
        "url",
        "file",
        "sha256",
    ),
    *("date_read", "gwp_set", "review_by", "preference", "notes"),
)
PACK_MAY = ("override",)
"""Keys that a pack may leave out."""

OVERRIDES = {"", "first", "ranked"}
"""Whether records of a user's own pack come before all others that fit the place, or take their turn."""

RECORD_COLUMNS = Record._fields[:-1]
"""All but the pack, which is the folder."""

REQUIRED = (
    *("id", "item", "name", "kind", "unit_num", "unit_den", "boundary", "geo", "year", "year_kind", "trust"),
    "source_row",
)
GAS_COLUMNS = Gas._fields
REGION_COLUMNS = tuple("un_m49_subregion" if column == "subregion" else column for column in Region._fields)

PARAMETER_COLUMNS = Parameter._fields[:-1]
ANCHOR_COLUMNS = (
    *("id", "applies_to", "route", "kind", "boundary", "unit_num", "unit_den", "low", "high", "anchor"),
    *("geo", "year", "origin", "source", "note"),
)
ALIAS_COLUMNS = ("id", "alias", "lang", "scheme", "item", "route", "relation", "note", "source")

TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "records.csv": (RECORD_COLUMNS, ()),
    "gwp.csv": (GAS_COLUMNS, ("aliases",)),
    "regions.csv": (REGION_COLUMNS, ()),
    "parameters.csv": (PARAMETER_COLUMNS, ()),
    "anchors.csv": (ANCHOR_COLUMNS, ()),
    "aliases.csv": (ALIAS_COLUMNS, ()),
}
"""Tables a pack may hold, with the columns each must and may have."""

KEYS = {
    "records.csv": "id",
    "gwp.csv": "gas",
    "regions.csv": "code",
    "parameters.csv": "id",
    "anchors.csv": "id",
    "aliases.csv": "id",
}
"""The column of each table whose values are unique over all packs."""

NEEDED_TABLES = ("records.csv", "gwp.csv", "regions.csv")
"""Tables that the packs of a library must hold between them."""

BOUNDARIES: dict[str, set[str]] = {
    **{kind: set(words) for kind, words in PARTS.items()},
    "material": {"cradle_to_gate"},
    "water": {"cradle_to_gate"},
    "waste": {"treatment", "collection"},
    "refrigerant": {"release"},
    "process": {"process_direct"},
    "spend": {"spend_purchaser", "spend_producer", "spend_margins"},
}
"""Kinds of records, and the boundaries that make sense for each."""

PER_UNITS = {
    "fuel": ("kg", "m3", "Nm3", "kWh"),
    "electricity": ("kWh",),
    "heat": ("kWh", "kg"),
    "material": ("kg", "m3", "m2", "m", "piece", "kWh", "GB"),
    "freight": ("tkm", "km", "TEU.km"),
    "travel": ("pkm", "km", "room.night"),
    "waste": ("kg", "m3"),
    "water": ("m3", "kg"),
    "refrigerant": ("kg",),
    "process": ("kg", "m3", "m2", "kWh", "piece"),
    "spend": ("USD", "EUR", "KRW", "JPY", "CNY", "GBP", "TWD", "INR"),
}
"""Units that stand for the dimensions a kind of record may be stated per."""

FOLDERS = {
    *(
        "steel",
        "aluminium",
        "copper",
        "metals",
        "polymers",
        "rubber",
        "chemicals",
        "gases",
        "glass",
        "minerals",
    ),
    *("electronics", "packaging", "coatings", "fuels", "electricity", "heat", "freight", "travel", "waste"),
    *("water", "refrigerants", "materials", "machinery", "land", "processes", "spend", "batteries", "food"),
    *("textiles", "wood", "paper", "construction", "vehicles", "services", "agriculture", "own"),
}
"""First parts of item paths."""

TREATMENTS = {
    *("landfill", "recycling", "recycling-open-loop", "incineration", "composting", "anaerobic-digestion"),
    *("reuse", "distillation", "physical-treatment", "solidification", "wastewater-treatment"),
}
"""Routes of waste."""

INCLUDES = {"transport-to-user", "transport-to-treatment", "forming", "packaging", "plating", "upstream"}
SHARE_CLASSES = {"open", "share-alike", "cite-only", "private"}
LEVELS = {"world", "group", "country", "subdivision"}
CHOICES: dict[str, set[str]] = {
    "kind": set(BOUNDARIES),
    "unit_num": {"kg", "g", "t", "lb"},
    "cv_basis": {"", "net", "gross"},
    "gas_basis": {"", "mass", "co2e"},
    "gwp_set": {"", *SETS, "unknown"},
    "year_kind": {"data", "publication"},
    "scope2_method": {"", "location", "supplier", "residual", "life_cycle"},
    "uncertainty_origin": {"", "sourced", "pedigree", "assumed"},
    "trust": {"A", "B", "C", "X"},
}
"""Columns of a record that hold one of a few words; an empty word means that the cell may stay empty."""

PARAMETER_REQUIRED = (
    *("id", "item", "quantity", "name", "value", "unit", "geo", "year", "year_kind", "edition", "trust"),
    "source_row",
)
RELATIONS = {"exact", "broader", "proxy", "none"}
"""How an alias stands to its item: the same thing; a wider group; something similar; no open factor, this is nearest."""

ALIAS_LANGS = {"en", "ko", "zh", "any"}
ALIAS_SCHEMES = {"grade", "trade-name", "name", "abbreviation", "hs", "naics"}
ANCHOR_ORIGINS = {"published", "derived"}
