"""Search in Korean and English, and the nearest names for an item that does not exist."""

from __future__ import annotations

import sqlite3

import pytest

from carbonfoot.factors.library import Library, LibraryError
from carbonfoot.factors.search import index_text, search


@pytest.mark.parametrize(
    ("query", "item", "why"),
    [
        ("steel/hot-rolled-coil", "steel/hot-rolled-coil", "item"),
        ("Steel / Hot-Rolled Coil", "steel/hot-rolled-coil", "item"),
        ("hot-rolled coil", "steel/hot-rolled-coil", "name"),
        ("HOT ROLLED COIL", "steel/hot-rolled-coil", "name"),
        ("열연 코일", "steel/hot-rolled-coil", "name"),
        ("PA66", "polymers/pa66", "name"),
        ("PA 66", "polymers/pa66", "name"),
        ("경유", "fuels/diesel", "name"),
        ("hot rolled", "steel/hot-rolled-coil", "prefix"),
        ("열연", "steel/hot-rolled-coil", "prefix"),
        ("coil", "steel/hot-rolled-coil", "text"),
        ("rolled coil hot", "steel/hot-rolled-coil", "text"),
        ("강판", "steel/cold-rolled-sheet", "text"),
        ("판", "steel/cold-rolled-sheet", "text"),
        ("연강", "steel/cold-rolled-sheet", "text"),
        ("hrc", "steel/hot-rolled-coil", "text"),
        ("7208", "steel/hot-rolled-coil", "code"),
        ("cn:7208", "steel/hot-rolled-coil", "code"),
        ("HS 7208", "steel/hot-rolled-coil", "code"),
        ("CN 7208 39", "steel/hot-rolled-coil", "code"),
        ("72", "steel/hot-rolled-coil", "text"),
        ("鋼捲", "steel/hot-rolled-coil", "text"),
        ("독일 전력", "electricity/grid", "text"),
        ("Korea electricity", "electricity/grid", "text"),
        ("polyamid 6.6", "polymers/pa66", "text"),
        ("poliamide 66", "polymers/pa66", "close"),
        ("desel", "fuels/diesel", "close"),
        ("열욘코일", "steel/hot-rolled-coil", "close"),
        ("갱유", "fuels/diesel", "close"),
    ],
)
def test_best_hit(library: Library, query: str, item: str, why: str) -> None:
    hit = search(library, query)[0]
    assert (hit.item, hit.why) == (item, why)


@pytest.mark.parametrize("query", ["강연", "***", "zzzz", '" OR item:*', "NEAR(", "니켈"])
def test_nothing_found(library: Library, query: str) -> None:
    assert search(library, query) == []


def test_better_reasons_come_first(library: Library) -> None:
    hits = search(library, "pa")
    assert [(hit.item, hit.why) for hit in hits] == [("polymers/pa66", "prefix")]
    assert [hit.why for hit in search(library, "steel")] == ["prefix", "prefix"]
    assert [(hit.item, hit.why) for hit in search(library, "연")] == [
        ("steel/cold-rolled-sheet", "text"),
        ("steel/hot-rolled-coil", "text"),
    ]


def test_a_hit_sums_its_records(library: Library) -> None:
    (hit,) = search(library, "grid electricity")
    assert hit == (
        "electricity/grid",
        "electricity",
        "Grid electricity",
        "전력(계통)",
        6,
        ["DE", "FR", "KR"],
        ["2022", "2023"],
        "prefix",
        None,
        "",
        False,
    )


def test_filters(library: Library) -> None:
    assert [hit.item for hit in search(library, "", kind="fuel")] == ["fuels/diesel"]
    assert [hit.item for hit in search(library, "", geo="KR")] == [
        "electricity/grid",
        "steel/hot-rolled-coil",
    ]
    assert [hit.item for hit in search(library, "", pack="power-x")] == ["electricity/grid"]
    (hit,) = search(library, "hot rolled", geo="KR", pack="metals-x")
    assert (hit.records, hit.geos, hit.years) == (1, ["KR"], ["2020"])
    assert search(library, "hot rolled", geo="FR") == []


def test_an_empty_query_lists_everything(library: Library) -> None:
    hits = search(library, " ")
    assert [hit.item for hit in hits] == [item for item, _, _ in library.items()]
    assert {hit.why for hit in hits} == {"all"}
    assert [hit.item for hit in search(library, "", limit=2)] == ["electricity/grid", "fuels/diesel"]
    assert search(library, "coil", limit=0) == []


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("steel/hot-roled-coil", "steel/hot-rolled-coil"),
        ("steel/coil", "steel/hot-rolled-coil"),
        ("coil", "steel/hot-rolled-coil"),
        ("polymers/PA-66", "polymers/pa66"),
        ("polymer/pa6", "polymers/pa66"),
        ("fuel/diesel", "fuels/diesel"),
        ("electricity", "electricity/grid"),
        ("열연코일", "steel/hot-rolled-coil"),
    ],
)
def test_nearest_items(library: Library, name: str, item: str) -> None:
    assert library.nearest_items(name)[0][0] == item


def test_nearest_items_are_few_and_named(library: Library) -> None:
    assert library.nearest_items("steel/cold-roled-shet", n=1) == [
        ("steel/cold-rolled-sheet", "Cold-rolled sheet")
    ]
    assert library.nearest_items("zzzz") == []
    assert library.nearest_items("") == []


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("Hot-rolled coil (PA66)", "hot rolled coil pa66"),
        ("냉연강판", "냉연 연강 강판 판"),
        ("판", "판"),
        ("SPCC강판 1급", "spcc 강판 판 1 급"),
        ("CO₂", "co2"),
        ("", ""),
    ],
)
def test_index_text(text: str, indexed: str) -> None:
    assert index_text(text) == indexed


def test_decomposed_hangul_is_the_same(library: Library) -> None:
    """File names and texts copied on a Mac come with their syllables taken apart."""
    from unicodedata import normalize

    assert search(library, normalize("NFD", "강판"))[0].item == "steel/cold-rolled-sheet"


def test_without_full_text_search(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = library.rows

    def refuse(sql: str, *values: str | int) -> list[tuple[object, ...]]:
        if "match" in sql:
            raise sqlite3.OperationalError("no such module: fts5")
        return rows(sql, *values)

    monkeypatch.setattr(library, "rows", refuse)
    with pytest.raises(LibraryError, match="FTS5"):
        search(library, "coil")
