"""The factor library as text and data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carbonfoot.factors.library import Library, open_library
from carbonfoot.factors.search import search
from carbonfoot.reports.factors_text import (
    below,
    hits_json,
    hits_text,
    indented,
    items_json,
    items_text,
    records_json,
    records_text,
    value_text,
)
from carbonfoot.reports.width import display_width


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    found = open_library()
    yield found
    found.close()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_row_exceeds_the_width(library: Library, width: int) -> None:
    said = records_text(library, library.records("electricity/grid", ["KR", "CN", "GB"]), width)
    said += records_text(library, library.records("fuels/natural-gas"), width)
    said += hits_text(search(library, "강판"), width)
    said += hits_text(search(library, "electricity"), width)
    for row in said.splitlines():
        assert display_width(row) <= width, row
        assert row == row.rstrip()


def test_a_record_says_all_that_a_user_must_know(library: Library) -> None:
    record = library.record("taiwan-moenv:1146-hot-rolled-coil-bf-bof")
    assert record is not None
    said = " ".join(records_text(library, [record], 80).split())
    for part in (record.id, "2.38 kg CO2e per kg", "cradle to gate", "route bf-bof", "Taiwan (TW)", "2013"):
        assert part in said
    for part in ("publication year", "GWP set unknown", "trust B", "licence unconfirmed", "flags: "):
        assert part in said


def test_a_value_is_the_text_that_was_published(library: Library) -> None:
    gas = library.record("ipcc-fuels:natural-gas")
    assert gas is not None
    assert value_text(gas) == "CO2 56100, CH4 1, N2O 0.1 (kg per TJ (net calorific value))"
    grid = library.records("electricity/grid", ["KR"])[0]
    assert value_text(grid) == f"{grid.co2e} g CO2e per kWh"


def test_filters_leave_only_items_that_have_such_records(library: Library) -> None:
    rows = below(library, "steel/", "material", "GB", None)
    assert all(library.records(item, ["GB"]) for item, _, _ in rows)
    every = below(library, "steel/", None, None, None)
    assert [row[0] for row in every] == sorted(row[0] for row in every)
    assert len(every) > len(rows)
    assert below(library, "steel/", "refrigerant", None, None) == []
    for item, _, count in below(library, "aluminium/", None, None, "taiwan-moenv"):
        assert count == sum(record.pack == "taiwan-moenv" for record in library.records(item))


def test_a_single_record_is_not_called_several() -> None:
    said = items_text([("steel/slab", "material", 1), ("steel/billet", "material", 4)], 80)
    assert (
        said
        == "steel/slab           material         1 record\nsteel/billet         material         4 records\n"
    )


def test_the_data_hold_the_same(library: Library) -> None:
    rows = below(library, "steel/", None, None, None)
    assert [tuple(one.values()) for one in items_json(rows)["data"]] == rows
    hits = search(library, "hot-rolled coil")
    whole = hits_json("hot-rolled coil", hits)
    assert whole["options"] == {"query": "hot-rolled coil"}
    assert [one["item"] for one in whole["data"]] == [hit.item for hit in hits]
    records = library.records("aluminium/ingot")
    shown = records_json(library, records)["data"]
    assert [one["id"] for one in shown] == [record.id for record in records]
    assert all(one["source"]["licence"] for one in shown)
    assert all("" not in one.values() for one in shown)


def test_rows_hang_under_their_own_indent() -> None:
    assert indented("    " + "word " * 20, 60, 2).splitlines()[1].startswith("      word")
    assert indented("name \x1b[2J", 80, 2) == "name \\x1b[2J\n"
    assert indented("", 80, 2) == "\n"
