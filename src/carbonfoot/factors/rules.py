"""Rule tables: numbers and words that a law sets, each with act, place and edition (`docs/formats/rule-tables.md`).

A rule is no emission factor: it never resolves in a footprint, and its cells are judged here rather than in the
judges of records. All cells are text as published; an empty value is a missing value, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from carbonfoot.factors.lint_cells import RECORD_SLUG, SLUG, is_decimal, listed

_PLACE = ("verified", "act", "annex", "edition")

TABLES: dict[str, tuple[str, ...]] = {
    "cbam_goods.csv": (
        *("id", "cn_code", "description", "sector", "category", "category_ko", "ghg", "emissions_in_scope"),
        *("annex_ii", "partial", "functional_unit", "de_minimis", "status", *_PLACE, "note"),
    ),
    "cbam_headings.csv": ("id", "cn_code", "listed", "description", *_PLACE, "note"),
    "cbam_defaults.csv": (
        *("id", "country", "country_name", "sector", "cn_code", "cn_code_published", "good"),
        *("direct", "indirect", "total", "unit", "route", "route_published", "published_text"),
        *("workbook_direct", "workbook_indirect", "workbook_total"),
        *("marked_up_2026", "marked_up_2027", "marked_up_2028", *_PLACE, "source_row", "note"),
    ),
    "cbam_markups.csv": ("id", "sector", "year_from", "year_to", "markup", *_PLACE, "note"),
    "cbam_benchmarks.csv": (
        *("id", "cn_code", "sector", "bm_column", "route", "period", "year_from", "year_to", "value", "unit"),
        *(*_PLACE, "note"),
    ),
    "cbam_factors.csv": (
        *("id", "kind", "name", "name_ko", "quantity", "value", "unit", "origin", *_PLACE, "note"),
    ),
    "cbam_chp.csv": (
        *(
            "id",
            "output",
            "category",
            "fuel",
            "fuel_ko",
            "form",
            "year_from",
            "year_to",
            "efficiency",
            "unit",
        ),
        *("published_text", *_PLACE, "note"),
    ),
    "cbam_precursors.csv": (
        *("id", "sector", "cn_code", "cn_code_published", "description", "total", "unit"),
        *("route", "route_published", "marked_up_2026", "marked_up_2027", "marked_up_2028", *_PLACE, "note"),
    ),
    "cbam_constants.csv": (
        *("id", "name", "kind", "value", "unit", "year_from", "year_to", *_PLACE, "note"),
    ),
}
"""File name to columns; `id` is unique over the tables of a pack."""

VERIFIED = {
    "text": "read in the text of the act and edition named",
    "transcription": "compared with a public transcription of that text",
    "quoted": "as public documents quote the act",
    "workbook": "in the informative workbook of the Commission; the text of the act was not compared",
    "no": "not compared with the edition in force",
    "superseded": "the edition in force says otherwise: shown as what was published before, never used",
}
"""What was checked against the edition in force."""

SECTORS = {"cement", "fertilisers", "iron-steel", "aluminium", "hydrogen", "electricity", "combined-metal"}
ROUTES = set("ABCDEFGHJKL")
COUNTRY_WORDS = {"other"}
"""`other` is the act's table "Other countries and territories"."""

UNITS = {
    *("t CO2e/t", "t CO2/t", "t C/t", "t CO2/TJ", "TJ/Gg", "GJ/t", "t CO2e/t gas", "t/t", "%", "1", ""),
    *("(kg CF4/t Al)/(AE-min/cell-day)", "(kg CF4/t Al)/mV", "t", "a", "decimals"),
}
_WORDS: dict[str, set[str]] = {
    "verified": set(VERIFIED),
    "unit": UNITS,
    "annex_ii": {"yes", "no", "", "proposed"},
    "partial": {"yes", "no"},
    "listed": {"yes", "except"},
    "de_minimis": {"yes", "no", ""},
    "status": {"in-force", "proposal-2028"},
    "emissions_in_scope": {"direct", "direct+indirect", ""},
    "functional_unit": {"t", "t clinker", "kg N", "supplementary unit", "kWh", ""},
    "bm_column": {"A", "B"},
    "period": {"", "1", "2"},
    "output": {"electricity", "heat"},
    "form": {"", "hot-water", "steam", "direct-use"},
    "kind": {
        *("fuel", "biomass", "carbonate", "oxide", "iron-steel-material", "gwp", "pfc", "chp", "heat"),
        *("waste-gas", "cbam-factor", "cross-sectoral-factor", "de-minimis", "rule", "rounding", "carbon"),
        "exempt-origin",
    },
}
_DECIMALS = {
    *("direct", "indirect", "total", "markup", "efficiency"),
    *(
        "workbook_direct",
        "workbook_indirect",
        "workbook_total",
        "marked_up_2026",
        "marked_up_2027",
        "marked_up_2028",
    ),
}
_NEEDED = {
    "id",
    "verified",
    "act",
    "annex",
    "edition",
    "cn_code",
    "sector",
    "bm_column",
    "markup",
    "kind",
    "listed",
    "status",
}
_CODE = re.compile(r"\d{4}(\d\d){0,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_YEAR = re.compile(r"20\d\d|19\d\d")
_Cells = dict[str, str]


def judge(name: str, cells: _Cells) -> Iterator[tuple[str, str]]:
    """Column and message of every bad cell of one row of a rule table.

    Raises KeyError for a table that is none of `TABLES`.
    """
    columns = TABLES[name]
    for column in columns:
        text = cells[column]
        if not text:
            if column in _NEEDED:
                yield column, "empty"
            continue
        if column in _WORDS and text not in _WORDS[column]:
            yield column, f"`{text}` is none of {listed(_WORDS[column])}"
        if column in _DECIMALS and not _is_amount(text):
            yield column, f"`{text}` is not a decimal number of zero or more"
        if column in _SHAPES and not _SHAPES[column][0](text):
            yield column, f"`{text}` is not {_SHAPES[column][1]}"
    yield from _together(name, cells)


def _is_amount(text: str) -> bool:
    return is_decimal(text) and not text.startswith("-")


def _is_id(text: str) -> bool:
    pack, _, rest = text.partition(":")
    return bool(SLUG.fullmatch(pack) and RECORD_SLUG.fullmatch(rest))


def _are_routes(text: str) -> bool:
    letters = text.split(";")
    return set(letters) <= ROUTES and letters == sorted(set(letters))


_SHAPES: dict[str, tuple[Callable[[str], object], str]] = {
    "id": (_is_id, "a pack, a colon and a slug"),
    "sector": (SECTORS.__contains__, f"one of {listed(SECTORS)}"),
    "country": (
        lambda text: text in COUNTRY_WORDS or _COUNTRY.fullmatch(text),
        "a country of two capital letters or `other`",
    ),
    "cn_code": (_CODE.fullmatch, "a code of 4, 6, 8 or 10 digits"),
    "cn_code_published": (_CODE.fullmatch, "a code of 4, 6, 8 or 10 digits"),
    "route": (_are_routes, f"a sorted list of {listed(ROUTES)}"),
    "route_published": (_are_routes, f"a sorted list of {listed(ROUTES)}"),
    "year_from": (_YEAR.fullmatch, "a year of four digits"),
    "year_to": (_YEAR.fullmatch, "a year of four digits"),
    "quantity": (SLUG.fullmatch, "a slug"),
}


def _together(name: str, cells: _Cells) -> Iterator[tuple[str, str]]:
    """Cells that are wrong beside each other."""
    last = cells.get("year_to", "")
    if last and cells["year_from"] > last:
        yield "year_to", f"`{last}` is before {cells['year_from']}"
    if name in {"cbam_defaults.csv", "cbam_precursors.csv"}:
        if cells["verified"] == "superseded" and not cells["note"]:
            yield "note", "a superseded row says what replaced it"
        if not cells["total"] and not cells.get("published_text", "") and not cells["note"]:
            yield "total", "empty without the text that was published instead"
        if not cells["total"] and (cells.get("direct") or cells.get("indirect")):
            yield "total", "empty beside a part"
    if name in {"cbam_benchmarks.csv", "cbam_factors.csv"} and not _is_amount(cells["value"]):
        yield "value", f"`{cells['value']}` is not a decimal number of zero or more"
    if name == "cbam_chp.csv" and not cells["efficiency"] and not cells["published_text"]:
        yield "efficiency", "empty without the text that was published instead"
    if name == "cbam_constants.csv" and not _is_amount(cells["value"]) and not SLUG.fullmatch(cells["value"]):
        yield "value", f"`{cells['value']}` is neither a decimal number nor a slug"
