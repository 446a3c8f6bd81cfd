"""What stands on drawings and in ERP systems leads to items that can be used, or says that there is none."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from carbonfoot.factors.aliases import alias_rows, aliases
from carbonfoot.factors.library import Library, open_library
from carbonfoot.factors.search import search
from carbonfoot.factors.words import plain

ROOT = Path(__file__).resolve().parents[2]
ROWS = list(csv.DictReader((ROOT / "factors/aliases/aliases.csv").read_text(encoding="utf-8").split("\n")))


@pytest.fixture(scope="module")
def shipped() -> Iterator[Library]:
    library = open_library()
    yield library
    library.close()


def test_there_are_many_in_both_languages() -> None:
    assert len(ROWS) > 5000
    for scheme in ("grade", "abbreviation", "name", "trade-name", "hs"):
        assert sum(row["scheme"] == scheme for row in ROWS) > 90, scheme
    assert sum(row["lang"] == "ko" for row in ROWS) > 2000


def test_ids_are_running_numbers() -> None:
    assert [row["id"] for row in ROWS] == [f"aliases:{number:04d}" for number in range(1, len(ROWS) + 1)]


def test_no_alias_leads_to_what_cannot_be_used(shipped: Library) -> None:
    for row in ROWS:
        if row["item"]:
            records = [
                one for one in shipped.records(row["item"]) if not row["route"] or one.route == row["route"]
            ]
            fit = [one for one in records if one.trust != "X" and "outlier" not in one.flags.split(";")]
            assert fit, f"{row['alias']} -> {row['item']}"
            assert {one.kind for one in fit} - {"process", "spend"}, row["alias"]


def test_a_word_means_one_thing_only() -> None:
    """What has no open factor has none; nothing is said twice."""
    by_key = defaultdict(list)
    for row in ROWS:
        by_key[plain(row["alias"])].append(row)
    for key, rows in by_key.items():
        assert key, rows
        relations = [row["relation"] for row in rows]
        assert "none" not in relations or relations == ["none"], key
        assert len({(row["item"], row["route"]) for row in rows}) == len(rows), key


def test_what_differs_is_said_plainly() -> None:
    for row in ROWS:
        assert row["relation"] == "exact" or len(row["note"]) > 10, row["alias"]
        assert not row["note"].endswith("."), row["alias"]
        assert "  " not in row["note"] and row["note"] == row["note"].strip(), row["alias"]


@pytest.mark.parametrize(
    ("text", "item", "relation", "route"),
    [
        ("SPCC", "steel/cold-rolled-coil", "broader", ""),
        ("SPHC", "steel/hot-rolled-coil", "broader", ""),
        ("SGCC", "steel/hot-dip-galvanised-coil", "broader", ""),
        ("SCM440", "steel/bar/straight", "proxy", ""),
        ("SUS304", "steel/stainless/cold-rolled-coil/304", "exact", ""),
        ("STS 304", "steel/stainless/cold-rolled-coil/304", "exact", ""),
        ("1.4301", "steel/stainless/cold-rolled-coil/304", "exact", ""),
        ("ADC12", "aluminium/ingot", "broader", "secondary"),
        ("ALDC 12", "aluminium/ingot", "broader", "secondary"),
        ("알루미늄 다이캐스팅", "aluminium/ingot", "broader", "secondary"),
        ("A6061", "aluminium/extrusion", "broader", ""),
        ("6061-T6", "aluminium/extrusion", "broader", ""),
        ("PA66-GF30", "polymers/pa66", "proxy", ""),
        ("PA66 GF 30", "polymers/pa66", "proxy", ""),
        ("POM", "polymers/pa6", "none", ""),
        ("EPDM", "rubber/epdm", "exact", ""),
        ("열연강판", "steel/hot-rolled-coil", "exact", ""),
        ("냉연강판", "steel/cold-rolled-coil", "exact", ""),
        ("도시가스", "fuels/natural-gas", "exact", ""),
        ("전기", "electricity/grid", "exact", ""),
        ("압축공기", "electricity/grid", "none", ""),
        ("너트", "steel/screws/plated", "proxy", ""),
        ("와셔", "steel/cold-rolled-coil", "proxy", ""),
        ("절삭유", "chemicals/lubricating-oil", "proxy", ""),
        ("아연괴", "metals/zinc", "exact", "primary"),
        ("니켈", "", "none", ""),
        ("2.5톤 트럭", "freight/road/hgv/rigid-3.5-7.5t", "broader", ""),
        ("25톤 트럭", "freight/road/hgv/rigid-over-17t", "broader", ""),
        # a grade says more than the name beside it, and a longer run more than its parts
        ("SWCH18A wire rod", "steel/wire-rod/spheroidised", "broader", ""),
        ("bracket, SPCC-SD 1.2t", "steel/cold-rolled-coil", "broader", ""),
        ("알루미늄 다이캐스팅 합금 하우징", "aluminium/ingot", "broader", "secondary"),
        ("SUS316L plate", "steel/stainless/cold-rolled-coil/304", "proxy", ""),
        # two letters are a word of another sort where something longer tells the material
        ("GI bracket", "steel/cold-rolled-coil", "proxy", ""),
        # a filler that no alias names is not passed over
        ("PA66-GF32", "polymers/pa66", "proxy", ""),
        ("PBT T12 cover", "polymers/pbt", "proxy", ""),
    ],
)
def test_first_meaning(shipped: Library, text: str, item: str, relation: str, route: str) -> None:
    first = aliases(shipped, text)[0]
    assert (first.item, first.relation, first.route) == (item, relation, route)


def test_exact_comes_before_broader_before_proxy(shipped: Library) -> None:
    found = [(one.item, one.relation) for one in aliases(shipped, "아연도금강판")]
    assert [relation for _, relation in found] == ["broader", "broader", "proxy"]
    found = [(one.item, one.relation) for one in aliases(shipped, "냉연강판")]
    assert [relation for _, relation in found] == ["exact", "proxy"]


def test_what_is_left_of_a_filler_is_said(shipped: Library) -> None:
    (one,) = aliases(shipped, "PA66-GF32")
    assert (one.alias, one.whole) == ("PA66", False)
    assert one.note.startswith("`GF32` is not counted")


@pytest.mark.parametrize("text", ["", "***", "7", "1234567", "M8", "x", "zzzz", "10 mm"])
def test_what_means_nothing(shipped: Library, text: str) -> None:
    assert aliases(shipped, text) == []


def test_a_long_text_costs_no_more_than_a_line(shipped: Library) -> None:
    assert aliases(shipped, " ".join(["bolt"] * 100_000)) != []


def test_the_index_is_asked_and_no_row_is_scanned(shipped: Library) -> None:
    for sql in (
        "select key, alias from alias where key in ('spcc', 'sphc')",
        "select distinct key from alias where key > 'sp' and key < 'sq'",
        "select item.item from word join item on item.number = word.number where word.key = 'x'",
        "select item.item from code join item on item.number = code.number where code.code >= 'cn:72' and code.code < 'cn:72:'",
    ):
        plan = " ".join(str(row[-1]) for row in shipped.rows(f"explain query plan {sql}"))
        assert "SEARCH" in plan and "SCAN" not in plan, plan


def test_several_of_one_key(shipped: Library) -> None:
    assert len(alias_rows(shipped, ["25톤트럭"])["25톤트럭"]) == 2
    assert alias_rows(shipped, []) == {}


@pytest.mark.parametrize(
    ("query", "item", "why"),
    [
        ("SPPC", "steel/cold-rolled-coil", "close"),
        ("SUS340", "steel/stainless/cold-rolled-coil/304", "close"),
        ("ADC21", "aluminium/ingot", "close"),
        ("EPMD", "rubber/epdm", "close"),
        ("폴리프로필랜", "polymers/pp", "close"),
        ("나일롱66", "polymers/pa66", "close"),
        ("전긔", "electricity/grid", "close"),
        ("HS 7208", "steel/hot-rolled-coil", "code"),
        ("7208", "steel/hot-rolled-coil", "code"),
        ("cn:7208", "steel/hot-rolled-coil", "code"),
        ("CN 7318 15", "steel/screws/plated", "code"),
        ("CN 7318 15 88", "steel/screws/plated", "code"),
        ("HS 8542.31", "electronics/ic/logic", "code"),
        ("NAICS 331110", "spend/iron-and-steel-mills-and-ferroalloy-manufacturing", "code"),
        ("331110", "spend/iron-and-steel-mills-and-ferroalloy-manufacturing", "code"),
        ("6061", "aluminium/extrusion", "alias"),
        ("SPF", "steel/cold-rolled-coil", "prefix"),
    ],
)
def test_first_hit(shipped: Library, query: str, item: str, why: str) -> None:
    first = search(shipped, query)[0]
    assert (first.item, first.why) == (item, why)


def test_what_is_marked_unfit_comes_last_and_says_so(shipped: Library) -> None:
    hits = search(shipped, "POM")
    assert [(hit.item, hit.unfit) for hit in hits] == [("polymers/pa6", False), ("polymers/pom", True)]
    # asked for by its path it stays first
    assert search(shipped, "polymers/pom")[0].item == "polymers/pom"


def test_one_plant_comes_after_the_general_item(shipped: Library) -> None:
    items = [hit.item for hit in search(shipped, "waste-water treatment", limit=50)]
    assert items.index("waste/wastewater") < items.index("waste/wastewater/huwei-science-park")
    items = [hit.item for hit in search(shipped, "aluminium", limit=50)]
    assert items.index("aluminium/ingot") < items.index("aluminium/ingot/chc-resources")


def test_spending_comes_after_materials(shipped: Library) -> None:
    kinds = [hit.kind for hit in search(shipped, "steel wire", limit=50)]
    assert "spend" not in kinds or "material" not in kinds[kinds.index("spend") :]


def test_a_steel_sheet_is_found_by_its_last_syllables(shipped: Library) -> None:
    items = [hit.item for hit in search(shipped, "강판")]
    assert {"steel/cold-rolled-coil", "steel/cold-rolled-sheet", "steel/hot-rolled-coil"} <= set(items)
