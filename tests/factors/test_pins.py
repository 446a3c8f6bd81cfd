"""Pins: what decides a pick is its key, and a record is the same as long as its cells are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.convert import Property
from carbonfoot.factors.library import Library
from carbonfoot.factors.lock import Lock, locked, parse, to_text
from carbonfoot.factors.need import Need, Pick
from carbonfoot.factors.pins import Pinned, Pins, key_of, key_text, record_hash, resolve_pinned
from carbonfoot.factors.resolve import resolve
from carbonfoot.quantities.units import parse_quantity

COIL = "steel/hot-rolled-coil"


def need(amount: str = "2 kg", region: str = "TW", **more: Any) -> Need:
    return Need(COIL, parse_quantity(amount), region, 2024)._replace(**more)


def density(text: str) -> tuple[Property, ...]:
    return (Property("density", parse_quantity(text), "stated on the line"),)


def test_the_amount_is_no_part_of_the_key() -> None:
    assert key_of(need("2 kg")) == key_of(need("7.5 kg"))
    assert key_of(need(stated=density("7.8 kg/dm3"))) == key_of(need(stated=density("7850 kg/m3")))


@pytest.mark.parametrize(
    "change",
    [
        {"item": "steel/wire"},
        {"region": "KR"},
        {"year": 2025},
        {"route": "bf-bof"},
        {"record": "metals-x:coil-tw"},
        {"kinds": ("fuel",)},
        {"accept": ("release",)},
        {"quantity": parse_quantity("2 t")},
        {"quantity": parse_quantity("2 MJ (net)")},
        {"stated": density("7.8 kg/m")},
    ],
    ids=str,
)
def test_everything_else_is(change: dict[str, Any]) -> None:
    assert key_of(need()) != key_of(need(**change))


def test_net_and_gross_are_two_keys() -> None:
    units = [key_of(need(text)).unit for text in ("1 MJ", "1 MJ (net)", "1 MJ (gross)")]
    assert len(set(units)) == 3


def test_a_key_is_readable() -> None:
    assert key_text(key_of(need(route="bf-bof"))) == "steel/hot-rolled-coil, bf-bof, TW, 2024"
    assert key_text(key_of(need(record="metals-x:coil-tw", region=""))) == "metals-x:coil-tw, 2024"


def test_every_cell_counts_and_an_empty_column_does_not(library: Library) -> None:
    record = library.record("metals-x:coil-tw")
    assert record is not None
    hashes = {record_hash(record._replace(**{column: "other"})) for column in record._fields}
    assert len(hashes | {record_hash(record)}) == len(record._fields) + 1
    swapped = record._replace(tags=record.codes, codes=record.tags)
    assert record_hash(swapped) != record_hash(record)


def test_pinned_records_answer_as_they_did(library: Library) -> None:
    asked = need()
    free = resolve(library, asked)
    pins = Pins(
        {key_of(asked): tuple(Pinned(use.record.id, record_hash(use.record)) for use in free.uses)}, {}
    )
    held = resolve_pinned(library, need("5 kg"), pins)
    assert [use.record for use in held.uses] == [use.record for use in free.uses]
    assert held.uses[0].number == 5.0
    assert held.problems == free.problems


def test_what_no_longer_fits_is_drift_and_free_where_it_may_be(library: Library) -> None:
    sheet = library.record("metals-x:pa66")
    assert sheet is not None
    asked = need(route="bf-bof", region="KR")
    pins = Pins({key_of(asked): (Pinned(sheet.id, record_hash(sheet)),)}, {})
    (problem,) = resolve_pinned(library, asked, pins).problems
    assert problem.code == "CF505"
    assert "no longer fits" in problem.message
    assert resolve_pinned(library, asked, pins._replace(strict=False)).uses


def test_a_lock_reads_what_it_writes(library: Library) -> None:
    kinds = need(kinds=("material",), stated=density("7.8 kg/dm3"))
    picks = []
    for at, one in enumerate([need(), kinds, need("3 kg")]):
        picks.append(
            (Pick(one, tuple(use.record for use in resolve(library, one).uses)), f"a.yaml:inputs/{at}")
        )
    picks += [(picks[0][0], "a.yaml:inputs/10"), (picks[0][0], "a.yaml:inputs/9")]
    lock = locked(library, ["b.yaml", "a.yaml", "b.yaml"], picks, ["ch4"])
    assert lock.documents == ("a.yaml", "b.yaml")
    assert lock.gases == {"ch4": ("", "28", "27.9")}
    assert next(iter(lock.picks.values())).used_by == tuple(f"a.yaml:inputs/{at}" for at in (0, 2, 9, 10))
    read, findings = parse(to_text(lock), "carbonfoot.lock")
    assert (read, findings) == (lock, [])
    again = locked(library, reversed(lock.documents), reversed(picks), ["ch4"])
    assert to_text(again) == to_text(lock)


def test_a_pack_keeps_its_state_until_something_new_is_picked_from_it(library: Library) -> None:
    record = library.record("metals-x:coil-tw")
    assert record is not None
    picks = [(Pick(need(), (record,)), "a.yaml:inputs/0")]
    first = locked(library, ["a.yaml"], picks, [])
    older = Lock(first.documents, {"metals-x": ("0", "older")}, {}, first.picks)
    assert locked(library, ["a.yaml"], picks, [], older).packs == older.packs
    picks.append((Pick(need(region="KR"), (record,)), "a.yaml:inputs/1"))
    assert locked(library, ["a.yaml"], picks, [], older).packs == first.packs


def test_the_form_of_the_file(library: Library, tmp_path: Path) -> None:
    assert to_text(locked(library, ["a.yaml"], [], [])) == (
        '{\n  "schema": "carbonfoot-lock/1",\n  "documents": [\n    "a.yaml"\n  ],\n'
        '  "packs": {},\n  "gases": {},\n  "picks": []\n}\n'
    )
