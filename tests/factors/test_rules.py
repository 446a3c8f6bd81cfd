"""The judge of rule tables: one wrong cell at a time, and the message must name that cell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from carbonfoot.factors.rules import TABLES, VERIFIED, judge

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "formats" / "rule-tables.md"

Row = dict[str, str]
PLACE = {"verified": "text", "act": "Regulation (EU) 1", "annex": "Annex I", "edition": "1"}
CLEAN: dict[str, Row] = {
    "cbam_goods.csv": {
        "id": "p:good-73181542",
        "cn_code": "73181542",
        "sector": "iron-steel",
        "annex_ii": "yes",
        "partial": "no",
        "emissions_in_scope": "direct",
        "functional_unit": "t",
        "de_minimis": "yes",
        "status": "in-force",
    },
    "cbam_headings.csv": {"id": "p:heading-7318", "cn_code": "7318", "listed": "yes"},
    "cbam_defaults.csv": {
        "id": "p:default-kr-7208",
        "country": "KR",
        "sector": "iron-steel",
        "cn_code": "7208",
        "cn_code_published": "7208",
        "direct": "2.118",
        "total": "2.118",
        "unit": "t CO2e/t",
        "route": "C;F",
        "published_text": "indirect: N/A",
    },
    "cbam_markups.csv": {
        "id": "p:markup-cement-2026",
        "sector": "cement",
        "year_from": "2026",
        "year_to": "2026",
        "markup": "0.10",
    },
    "cbam_benchmarks.csv": {
        "id": "p:benchmark-25231000-b-a",
        "cn_code": "25231000",
        "sector": "cement",
        "bm_column": "B",
        "route": "A",
        "year_from": "2026",
        "value": "0.666",
        "unit": "t CO2e/t",
    },
    "cbam_factors.csv": {
        "id": "p:factor-fuel-coke-emission-factor",
        "kind": "fuel",
        "quantity": "emission-factor",
        "value": "107.0",
        "unit": "t CO2/TJ",
    },
    "cbam_chp.csv": {
        "id": "p:chp-heat-s1",
        "output": "heat",
        "form": "steam",
        "year_to": "2015",
        "efficiency": "83",
        "unit": "%",
    },
    "cbam_precursors.csv": {
        "id": "p:precursor-7208",
        "sector": "iron-steel",
        "cn_code": "7208",
        "cn_code_published": "7208",
        "total": "8.230",
        "unit": "t CO2e/t",
        "route": "C",
    },
    "cbam_constants.csv": {"id": "p:constant-x", "kind": "rule", "value": "annex-iv", "year_from": "2026"},
}


def _row(name: str, **changes: str) -> Row:
    return dict.fromkeys(TABLES[name], "") | PLACE | CLEAN[name] | changes


def _columns(name: str, **changes: str) -> list[str]:
    return [column for column, _ in judge(name, _row(name, **changes))]


@pytest.mark.parametrize("name", TABLES)
def test_a_clean_row_has_no_problem(name: str) -> None:
    assert list(judge(name, _row(name))) == []


@pytest.mark.parametrize("name", TABLES)
def test_columns(name: str) -> None:
    columns = TABLES[name]
    assert columns[0] == "id"
    assert len(set(columns)) == len(columns)
    assert {"verified", "act", "annex", "edition", "note"} <= set(columns)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("column", ["id", "verified", "act", "annex", "edition"])
def test_every_row_says_where_it_is_from(name: str, column: str) -> None:
    assert _columns(name, **{column: ""}) == [column]


@pytest.mark.parametrize(
    ("name", "column", "text"),
    [
        ("cbam_defaults.csv", "id", "default-kr-7208"),
        ("cbam_defaults.csv", "id", "p:Default"),
        ("cbam_defaults.csv", "country", "Korea"),
        ("cbam_defaults.csv", "country", "kr"),
        ("cbam_defaults.csv", "country", "Other"),
        ("cbam_defaults.csv", "sector", "steel"),
        ("cbam_defaults.csv", "cn_code", "7208 10"),
        ("cbam_defaults.csv", "cn_code", "72081"),
        ("cbam_defaults.csv", "cn_code_published", "ex 7208"),
        ("cbam_defaults.csv", "direct", "2,118"),
        ("cbam_defaults.csv", "total", "-2.118"),
        ("cbam_defaults.csv", "total", "–"),
        ("cbam_defaults.csv", "total", "nan"),
        ("cbam_defaults.csv", "marked_up_2027", "2.5 t"),
        ("cbam_defaults.csv", "workbook_total", "see below"),
        ("cbam_defaults.csv", "unit", "kg/kg"),
        ("cbam_defaults.csv", "route", "C/F"),
        ("cbam_defaults.csv", "route", "(C)"),
        ("cbam_defaults.csv", "route", "F;C"),
        ("cbam_defaults.csv", "route", "I"),
        ("cbam_defaults.csv", "verified", "yes"),
        ("cbam_markups.csv", "markup", "10 %"),
        ("cbam_markups.csv", "year_from", "26"),
        ("cbam_markups.csv", "year_to", "2028 on"),
        ("cbam_markups.csv", "year_to", "2025"),
        ("cbam_benchmarks.csv", "bm_column", "C"),
        ("cbam_benchmarks.csv", "period", "(1)"),
        ("cbam_benchmarks.csv", "value", ""),
        ("cbam_factors.csv", "value", ""),
        ("cbam_factors.csv", "value", "56,1"),
        ("cbam_factors.csv", "kind", "Fuel"),
        ("cbam_factors.csv", "quantity", "Emission factor"),
        ("cbam_chp.csv", "output", "power"),
        ("cbam_chp.csv", "form", "Steam"),
        ("cbam_chp.csv", "efficiency", "83 %"),
        ("cbam_goods.csv", "status", "in force"),
        ("cbam_headings.csv", "cn_code", "72"),
        ("cbam_headings.csv", "listed", "no"),
        ("cbam_goods.csv", "partial", "ex"),
        ("cbam_goods.csv", "functional_unit", "tonnes"),
        ("cbam_goods.csv", "emissions_in_scope", "indirect"),
        ("cbam_constants.csv", "value", ""),
        ("cbam_constants.csv", "value", "Annex IV"),
        ("cbam_constants.csv", "kind", "law"),
    ],
)
def test_a_bad_cell_is_named(name: str, column: str, text: str) -> None:
    assert column in _columns(name, **{column: text})


@pytest.mark.parametrize("column", ["markup", "sector"])
def test_a_mark_up_is_of_a_sector(column: str) -> None:
    assert _columns("cbam_markups.csv", **{column: ""}) == [column]


def test_a_missing_value_says_what_was_published_instead() -> None:
    dashes = {"direct": "", "total": "", "published_text": ""}
    assert _columns("cbam_defaults.csv", **dashes) == ["total"]
    assert _columns("cbam_defaults.csv", **dashes | {"published_text": "total: –"}) == []
    assert _columns("cbam_defaults.csv", **dashes | {"direct": "2.118", "published_text": "total: –"}) == [
        "total"
    ]
    assert _columns("cbam_chp.csv", efficiency="") == ["efficiency"]
    assert _columns("cbam_chp.csv", efficiency="", published_text="—") == []


@pytest.mark.parametrize("name", ["cbam_defaults.csv", "cbam_precursors.csv"])
def test_a_superseded_row_says_what_replaced_it(name: str) -> None:
    assert _columns(name, verified="superseded") == ["note"]
    assert _columns(name, verified="superseded", note="2026/1740 prints no value") == []


def test_zero_is_a_value() -> None:
    assert _columns("cbam_defaults.csv", direct="0.000", total="0.000") == []
    assert _columns("cbam_benchmarks.csv", value="0.000") == []


def test_a_table_that_is_none_of_them() -> None:
    with pytest.raises(KeyError):
        list(judge("records.csv", {}))


def test_the_page_describes_every_column_and_word() -> None:
    page = PAGE.read_text(encoding="utf-8")
    chapters = {part.split("\n")[0].strip(): part for part in page.split("\n## ")}
    common = {"verified", "act", "annex", "edition", "note"}
    for name, columns in TABLES.items():
        missing = [
            column for column in columns if column not in common and f"`{column}`" not in chapters[name]
        ]
        assert missing == [], name
    assert [word for word in VERIFIED if f"| `{word}` | {VERIFIED[word]} |" not in page] == []


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_the_packs_have_these_columns(name: str) -> None:
    found = sorted((ROOT / "factors").glob(f"*/{name}"))
    assert found
    for path in found:
        with path.open(encoding="utf-8", newline="") as stream:
            assert tuple(next(csv.reader(stream))) == TABLES[name], path
