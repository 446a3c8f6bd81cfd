"""Default values against the tables themselves, read again here with fractions, and against an own slow look-up."""

from __future__ import annotations

import csv
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from carbonfoot.cbam.default_variants import variants
from carbonfoot.cbam.defaults import NoDefault, default_value, years
from carbonfoot.factors.library import Library

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "factors" / "cbam-2026"
ACT_TABLES = ROOT.parent / "shared" / "standards" / "cbam" / "tables"
needs_acts = pytest.mark.skipif(not ACT_TABLES.is_dir(), reason="tables of the acts not at hand")

Row = dict[str, str]
YEARS = (2026, 2027, 2028, 2031)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


DEFAULTS = [row for row in _read(PACK / "cbam_defaults.csv") if row["verified"] != "superseded"]
UNKNOWN = [row for row in _read(PACK / "cbam_precursors.csv") if row["verified"] != "superseded"]
SHARES = _read(PACK / "cbam_markups.csv")
GOODS = [row for row in _read(PACK / "cbam_goods.csv") if row["status"] == "in-force"]


def _share(sector: str, year: int) -> Fraction:
    (share,) = [
        Fraction(row["markup"])
        for row in SHARES
        if row["sector"] == sector and int(row["year_from"]) <= year <= int(row["year_to"] or "9999")
    ]
    return share


def _raised(row: Row, year: int) -> float:
    return float(Fraction(row["total"]) * (1 + _share(row["sector"], year)))


def test_every_line_of_every_country_is_its_total_with_the_markup(library: Library) -> None:
    wrong, seen = [], 0
    for row in DEFAULTS:
        if not row["total"]:
            continue
        for year in YEARS:
            if row["country"] == "other":
                found = default_value(library, row["cn_code"], "TV", year)  # no table lists Tuvalu
                table = "other"
            else:
                found = default_value(library, row["cn_code"], row["country"], year)
                table = "country"
            seen += 1
            printed = (row["direct"], row["indirect"], row["total"])
            parts = tuple(float(text) if text else None for text in printed)
            if (found.row, found.table, found.value) != (row["id"], table, _raised(row, year)) or (
                (found.direct, found.indirect, found.total) != parts
            ):
                wrong.append((row["id"], year, found))
    assert wrong == []
    assert seen > 4 * 10_000


def test_every_line_of_annex_iv(library: Library) -> None:
    for row in UNKNOWN:
        for year in YEARS:
            found = default_value(library, row["cn_code"], None, year)
            assert (found.row, found.value, found.table) == (row["id"], _raised(row, year), "annex-iv")


def test_a_dash_takes_the_value_of_the_other_countries(library: Library) -> None:
    dashes = [row for row in DEFAULTS if not row["total"]]
    assert len(dashes) > 700
    others = {row["cn_code"] for row in DEFAULTS if row["country"] == "other"}
    split = {row["cn_code"] for row in dashes if not any(row["cn_code"].startswith(code) for code in others)}
    assert all(len(code) == 4 for code in split), "headings that the other countries have by subheadings"
    for row in dashes:
        try:
            found = default_value(library, row["cn_code"], row["country"], 2026)
        except NoDefault as refused:
            assert row["cn_code"] in split and len(refused.rows) > 1
            continue
        assert found.table == "other"
        assert "prints no value" in found.why[0]


PRINTED_LOWER: list[tuple[str, str, float]] = [
    ("72262000", "5.588", 5.5),
    ("73063018", "4.091", 4.09),
    ("73065021", "4.129", 4.128),
    ("73065029", "4.057", 4.056),
    ("73065080", "4.129", 4.128),
]
"""The Official Journal prints less than the workbook does; the workbook is informative."""


class _Slow:
    """Its own look-up: dictionaries of the files, no SQL."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Row]] = {}
        for row in DEFAULTS:
            self.tables.setdefault(row["country"], {})[row["cn_code"]] = row

    def find(self, code: str, country: str) -> Row | None:
        for table in (country, "other"):
            lines = self.tables.get(table, {})
            line = next((lines[code[:length]] for length in (10, 8, 6, 4) if code[:length] in lines), None)
            if line is not None and line["total"]:
                return line
        return None


def test_a_thousand_look_ups_against_a_slow_one(library: Library) -> None:
    slow, dice = _Slow(), random.Random(2026)
    listed = sorted(set(slow.tables) - {"other"})
    split = {"25070080", "25231000", "25239000"}  # eight digits that stand for several lines
    codes = [row["cn_code"] for row in GOODS if row["cn_code"] not in split]
    codes += [row["cn_code"] for row in DEFAULTS if len(row["cn_code"]) == 10]
    tables = []
    for _ in range(1000):
        code = dice.choice(codes)
        code += dice.choice(["", "", "00", "90"]) if len(code) == 8 else ""
        country = dice.choice([*listed, "TV", "AQ", "GS"])
        year = dice.choice(YEARS)
        expected = slow.find(code, country)
        if expected is None:
            with pytest.raises(NoDefault):
                default_value(library, code, country, year)
            tables.append("none")
            continue
        found = default_value(library, code, country.lower(), year)
        tables.append(found.table)
        assert (found.row, found.value) == (expected["id"], _raised(expected, year)), (code, country)
    assert set(tables) == {"country", "other", "none"}
    assert min(map(tables.count, ("country", "other"))) > 100


@pytest.mark.parametrize(
    ("code", "country", "values"),
    [
        ("7318 15 42", "KR", (3.8214, 4.1688, 4.5162)),
        ("7318 15", "KR", (3.8214, 4.1688, 4.5162)),
        ("7318 16 99", "KR", (4.5144, 4.9248, 5.3352)),
        ("7326 90 98", "KR", (2.3584, 2.5728, 2.7872)),
        ("7616 99 90", "KR", (2.145, 2.34, 2.535)),
        ("2804 10 00", "KR", (15.433, 16.836, 18.239)),
        ("3102 10 12", "KR", (0.5151, 0.5151, 0.5151)),
        ("7318 15 42", None, (9.053, 9.876, 10.699)),
        ("7616 99 90", None, (6.1149, 6.6708, 7.2267)),
    ],
)
def test_read_by_eye(library: Library, code: str, country: str | None, values: tuple[float, ...]) -> None:
    found = [default_value(library, code, country, year) for year in (2026, 2027, 2028)]
    assert tuple(one.value for one in found) == values, "to the last digit: no 3.8214000000000006"
    assert default_value(library, code, country, 2041).value == values[2], "the last mark-up stays"


def test_years(library: Library) -> None:
    assert years(library) == [2026, 2027, 2028]
    with pytest.raises(NoDefault, match="imports from 2026") as refused:
        default_value(library, "73181542", "KR", 2025)
    assert refused.value.kind == "call" and "definitive period" in refused.value.help


def test_superseded_lines_never_count_and_stand_beside(library: Library) -> None:
    found = default_value(library, "2601 12 00", "AO", 2026)
    assert (found.table, found.total) == ("other", 0.686)
    (old,) = variants(library, "26011200", "AO", 2026, found.row)
    assert (old.kind, old.total, old.edition) == ("superseded", 0.617, "2025/2621")
    with pytest.raises(NoDefault, match="Annex I has no such line"):
        default_value(library, "76151010", "TN", 2026)
    (mistake,) = variants(library, "76151010", "TN", 2026)
    assert "printed by mistake" in mistake.note
    (aluminium,) = variants(library, "76169990", None, 2027, "cbam-2026:precursor-76169990")
    assert (aluminium.total, aluminium.value) == (3.77, 4.524)


def test_a_compounded_markup_of_the_first_edition_stands_beside(library: Library) -> None:
    found = default_value(library, "2523 29 00", "AO", 2027)
    (first,) = [
        one for one in variants(library, "25232900", "AO", 2027, found.row) if one.kind == "first-edition"
    ]
    assert found.value == pytest.approx(found.total * 1.2, rel=1e-15)
    assert first.value > found.value and first.edition == "2025/2621"


def test_other_lines_of_a_code_stand_beside_with_their_own_edition(library: Library) -> None:
    grey = default_value(library, "25231000", "BT", 2026, good="Grey clinker")
    (white,) = variants(library, "25231000", "BT", 2026, grey.row)
    assert (grey.table, grey.edition) == ("other", "2026/1740")
    assert (white.kind, white.good, white.edition) == ("subdivision", "White clinker", "2026/1740")
    assert white.value == pytest.approx(white.total * 1.1, rel=1e-15)


def test_the_unrounded_number_of_the_workbook_stands_beside(library: Library) -> None:
    found = default_value(library, "7603", "BA", 2026)
    assert (found.row, found.total) == ("cbam-2026:default-ba-7603", 3.279)
    (workbook,) = [one for one in variants(library, "7603", "BA", 2026, found.row) if one.kind == "workbook"]
    assert (workbook.total, workbook.value) == (3.278901, float(Decimal("3.278901") * Decimal("1.1")))


def test_clinker_asks_which(library: Library) -> None:
    with pytest.raises(NoDefault) as refused:
        default_value(library, "2523 10 00", "AL", 2026)
    assert refused.value.kind == "several"
    assert [(one.good, one.value, one.table) for one in refused.value.rows] == [
        ("White clinker", 1.507, "other"),
        ("Grey clinker", 0.957, "country"),
    ]
    for asked in ({"good": "grey clinker"}, {"good": "GREY"}, {"route": "A"}):
        found = default_value(library, "2523 10 00", "AL", 2026, **asked)
        assert (found.listed, found.value) == ("2523100090", 0.957)
    with pytest.raises(NoDefault, match="white clinker, not `grey`"):
        default_value(library, "2523 10 00 10", "AL", 2026, good="grey")
    clay = default_value(library, "2507 00 80", "KR", 2026)
    assert (clay.listed, clay.table, clay.value) == ("2507008080", "other", 0.308)


def test_a_heading_of_many_lines_names_them(library: Library) -> None:
    with pytest.raises(NoDefault, match="15 default values begin with 7318") as refused:
        default_value(library, "7318", "KR", 2026)
    assert [one.value for one in refused.value.rows if one.listed == "731815"] == [3.8214]
    assert default_value(library, "7326 11", "KR", 2026).listed == "73261100", "the whole of the subheading"


def test_a_route_never_picks_a_value(library: Library) -> None:
    values = {
        default_value(library, "73181542", "KR", 2026, route=route).value for route in ("", "C", "E", "BF")
    }
    assert values == {3.8214}


@pytest.mark.parametrize("country", ["DE", "fr", "CH", "NO", "IS", "LI"])
def test_exempt_origins_are_zero(library: Library, country: str) -> None:
    found = default_value(library, "73181542", country, 2026)
    assert (found.value, found.table) == (0.0, "exempt")
    assert found.why and found.act == "Regulation (EU) 2023/956"


def test_territories_of_the_union_are_no_third_countries(library: Library) -> None:
    for country in ("RE", "GP", "MC", "AX"):
        assert default_value(library, "73181542", country, 2026).table == "exempt"
    for country in ("NC", "PF", "SM", "GL", "FO"):
        assert default_value(library, "73181542", country, 2026).table != "exempt"


@pytest.mark.parametrize(
    ("code", "country", "message"),
    [
        ("7318 15 4", "KR", "is no CN code"),
        ("bolts", "KR", "is no CN code"),
        ("７３１８", "KR", "is no CN code"),
        ("73181542", "UK", "`UK` is not a country code"),
        ("73181542", "CN-GD", "`CN-GD` is not a country code"),
        ("73181542", "GLO", "`GLO` is not a country code"),
        ("73181542", "ZZ", "`ZZ` is not a country code"),
        ("73181542", "", "`` is not a country code"),
        ("7320 20 20", "KR", "no default value for 7320 20 20"),
        ("3102 10 10", "KR", "no default value for 3102 10 10"),
        ("2716 00 00", "UA", "no default value for 2716 00 00"),
        ("2716 00 00", None, "Annex IV has no such line"),
    ],
)
def test_refusals(library: Library, code: str, country: str | None, message: str) -> None:
    with pytest.raises(NoDefault, match=message) as refused:
        default_value(library, code, country, 2026)
    assert refused.value.help


@needs_acts
@pytest.mark.parametrize(("file", "country", "lower"), [("KR", "KR", []), ("OTHER", "TV", PRINTED_LOWER)])
def test_the_tables_of_the_edition_in_force(
    library: Library, file: str, country: str, lower: list[tuple[str, str, float]]
) -> None:
    rows = _read(ACT_TABLES / f"default_values_v2_2026-1740_{file}.csv")
    seen, other = 0, []
    for row in rows:
        if row["total"]:
            found = default_value(library, row["cn_or_taric"], country, 2026)
            seen += 1
            if Fraction(str(found.total)) != Fraction(row["total"]):
                other.append((row["cn_or_taric"], row["total"], found.total))
    assert seen > 250
    assert other == lower


@needs_acts
def test_the_table_of_the_unknown_country_as_first_printed(library: Library) -> None:
    codes = {row["cn_code"] for row in UNKNOWN}
    changed = []
    for row in _read(ACT_TABLES / "default_values_annexIV_unknown_country_2025-2621.csv"):
        if row["cn"] not in codes or not row["highest"]:
            continue
        found = default_value(library, row["cn"], None, 2026)
        if Fraction(str(found.total)) != Fraction(row["highest"]):
            changed.append((row["cn"], row["highest"], found.total))
    assert changed == [("76169910", "3.080", 4.542), ("76169990", "3.770", 5.559)]
