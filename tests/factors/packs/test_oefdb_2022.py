"""The pack of the Open Emission Factors Database: all rows accounted for, doubted figures X, boundaries as its text says."""

from __future__ import annotations

import csv
import importlib
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "share-alike" / "oefdb-2022"
DATA = ROOT.parent / "shared" / "data"
PUBLISHED = DATA / "oefdb_2022_ccbysa" / "oefdb_2022-05-12_non_uk_non_epa.csv"
TOOLS = ROOT / "tools" / "packs"

if not PACK.is_dir():
    pytest.skip("share-alike packs stand in the repository only", allow_module_level=True)

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(PACK / "records.csv")
SPEND = [record for record in RECORDS if record["kind"] == "spend"]
LEFT_OUT = _read(TOOLS / "oefdb_2022.left_out.csv")
NAMES = _read(TOOLS / "oefdb_2022.exiobase.csv")

needs_data = pytest.mark.skipif(
    not PUBLISHED.exists(), reason="published files (../shared/data) are not here"
)


def _line(record: Row) -> int:
    return int(record["id"].partition(":")[2].partition("-")[0])


def _core_items() -> set[str]:
    return {row["item"] for path in (ROOT / "factors").glob("*/records.csv") for row in _read(path)}


def test_what_is_kept() -> None:
    assert Counter(record["kind"] for record in RECORDS) == {
        "spend": 864,
        "freight": 46,
        "electricity": 32,
        "fuel": 7,
    }
    assert sum(int(row["rows"]) for row in LEFT_OUT) == 2145 - len(RECORDS)
    assert all(row["reason"] and row["detail"] for row in LEFT_OUT)
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)


@needs_data
def test_kept_and_left_out_make_up_what_was_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    kept, left = importlib.import_module("packs.oefdb_2022").split(DATA)
    lines = sorted([line for line, _ in kept] + [line for line, _ in left])
    assert lines == list(range(2, 2147))
    assert {line for line, _ in kept} == {_line(record) for record in RECORDS}


def test_spend_names_its_money_and_that_the_boundary_is_read_into_it() -> None:
    for record in SPEND:
        assert (record["unit_den"], record["boundary"], record["year"]) == ("EUR", "spend_producer", "2019")
        assert {"price-year-2019", "boundary-not-stated"} <= set(record["flags"].split(";")), record["id"]
        assert record["gwp_set"] == "AR5"
    assert {record["geo"] for record in SPEND} == {"BR", "DE", "GB", "NO", "US"}
    assert max(Counter((record["item"], record["geo"]) for record in SPEND).values()) == 1


def test_doubted_spend_never_resolves() -> None:
    doubted = [record for record in SPEND if record["trust"] == "X"]
    assert len(doubted) == 97
    for record in SPEND:
        believable = Decimal("0.01") <= Decimal(record["co2e"]) <= 20
        warned = "publisher-warning" in record["flags"]
        assert (record["trust"] == "C") == (believable and not warned), record["id"]


@needs_data
def test_every_warning_of_the_database_is_heard() -> None:
    rows = dict(enumerate(_read(PUBLISHED), 2))
    flagged = {_line(record) for record in SPEND if "publisher-warning" in record["flags"]}
    for record in RECORDS:
        row = rows[_line(record)]
        warned = bool(row["data_quality"]) or "could be erroneous" in row["description"]
        assert warned == (_line(record) in flagged), record["id"]
        assert not warned or record["trust"] == "X", record["id"]


@needs_data
def test_boundaries_are_those_of_the_text() -> None:
    rows = dict(enumerate(_read(PUBLISHED), 2))
    for record in RECORDS:
        if record["kind"] == "spend":
            continue
        activity = rows[_line(record)]["lca_activity"]
        expected = {
            "electricity": "life_cycle" if "transport_and_delivery" in activity else "generation_life_cycle",
            "freight": "well_to_wheel" if "upstream" in activity else "combustion",
            "fuel": "combustion",
        }[record["kind"]]
        assert record["boundary"] == expected, record["id"]


@needs_data
def test_nothing_of_sources_whose_terms_do_not_allow_it() -> None:
    rows = dict(enumerate(_read(PUBLISHED), 2))
    for record in RECORDS:
        row = rows[_line(record)]
        assert row["source"] in {"EXIOBASE", "ADEME", "UBA", "MfE"}
        assert not re.search(r"\bIEA\b|GLEC|Quantis|\bAIB\b", row["description"]), record["id"]


def test_items_of_the_core_are_reused_for_ships_and_power() -> None:
    items = {record["item"] for record in RECORDS}
    core = _core_items()
    assert {"electricity/grid", "electricity/coal", "fuels/diesel", "freight/sea/container"} <= items & core
    own = {item for item in items - core if not item.startswith("spend/")}
    assert own == {
        "freight/inland-waterway",
        "freight/inland-waterway/500t",
        "freight/road/hgv-cng/3.5-7.5t",
        "freight/road/hgv-cng/7.5-12t",
        "freight/road/hgv/long-haul",
        "freight/road/hgv/urban-delivery",
        "freight/sea/bulk-carrier/panamax",
        "freight/sea/coastal-container",
        "freight/sea/container/medium",
        "freight/sea/crude-tanker/suezmax",
    }
    assert not {item for item in items & core if item.startswith("spend/")}


def test_ships_of_the_same_class_are_near_those_of_the_core() -> None:
    """The ministry took them from the UK set of its year: another class would show."""
    core = {
        row["item"]: Decimal(row["co2e"])
        for row in _read(ROOT / "factors" / "desnz-2025" / "records.csv")
        if row["item"].startswith("freight/sea/") and row["boundary"] == "combustion"
    }
    shared = [record for record in RECORDS if record["item"] in core]
    assert len(shared) == 28
    for record in shared:
        assert Decimal("0.6") < Decimal(record["co2e"]) / core[record["item"]] < Decimal("1.7"), record["id"]


def test_products_have_korean_names_of_their_own() -> None:
    assert len(NAMES) == 181 == len({row["item"] for row in NAMES}) == len({row["name_ko"] for row in NAMES})
    assert all(re.search("[가-힣]", record["name_ko"]) for record in RECORDS)
