"""Packs of the user's own: laid over the library, compiled when they change, judged like every other pack."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors import overlay
from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Need
from carbonfoot.factors.overlay import OwnPackError, lay_over, project_packs
from carbonfoot.factors.resolve import resolve
from carbonfoot.factors.search import aliases, search
from carbonfoot.quantities.units import parse_quantity


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARBONFOOT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def own(tmp_path: Path, write_pack: Any, record_cells: dict[str, str]) -> Any:
    """A function that writes `packs/<name>` with records, each the clean one with other cells."""

    def write(name: str = "mine", keys: dict[str, str] | None = None, **changes: Any) -> str:
        rows = changes.pop("rows", [changes])
        records = [record_cells | {"id": f"{name}:r{at}"} | row for at, row in enumerate(rows)]
        given = {"share_class": "private", "licence": "ours"} | (keys or {})
        return str(write_pack(tmp_path / "packs" / name, given, records=records))

    return write


def picked(library: Library, region: str, item: str = "steel/hot-rolled-coil", route: str = "") -> str:
    need = Need(item, parse_quantity("2 kg"), region, 2024, route)
    return resolve(library, need).uses[0].record.id


def test_an_own_record_comes_first_where_it_fits_the_place(library: Library, own: Any) -> None:
    assert picked(library, "TW", route="") == "metals-x:coil-tw"
    # Older and less trusted than the library's, yet it is what the user brought.
    lay_over(library, [own(geo="GLO", year="2005", trust="C", co2e="9.9")])
    assert picked(library, "TW") == "mine:r0"
    assert picked(library, "KR") == "mine:r0"


def test_an_own_record_of_another_country_takes_its_turn(library: Library, own: Any) -> None:
    lay_over(library, [own(geo="FR", item="steel/hot-rolled-coil")])
    assert picked(library, "TW") == "metals-x:coil-tw"


def test_override_ranked_takes_its_turn(library: Library, own: Any) -> None:
    lay_over(library, [own(keys={"override": "ranked"}, geo="GLO", year="2005", trust="C")])
    assert picked(library, "TW") == "metals-x:coil-tw"


@pytest.mark.parametrize(
    ("share_class", "first"), [("private", True), ("open", False), ("share-alike", False)]
)
def test_only_a_private_pack_comes_first_unasked(
    library: Library, own: Any, share_class: str, first: bool
) -> None:
    keys = {"share_class": share_class, "licence": "theirs"}
    lay_over(library, [own(keys=keys, geo="TW", year="2005", trust="C", co2e="9.9")])
    assert (picked(library, "TW") == "mine:r0") is first


def test_what_was_passed_over_says_why(library: Library, own: Any) -> None:
    lay_over(library, [own(geo="TW", year="2005", co2e="9.9")])
    resolution = resolve(library, Need("steel/hot-rolled-coil", parse_quantity("2 kg"), "TW", 2024))
    reasons = {entry.record.id: entry.why for entry in resolution.passed_over}
    assert reasons["metals-x:coil-tw"] == "the project's own pack comes first"


def test_items_of_both_are_one(library: Library, own: Any) -> None:
    before = {item: count for item, _, count in library.items()}
    rows = [
        {"name": "Coil of ours"},
        {"item": "own/secret-alloy", "name": "Secret alloy", "name_ko": "비밀합금"},
    ]
    lay_over(library, [own(rows=rows)])
    after = {item: count for item, _, count in library.items()}
    assert after == before | {
        "steel/hot-rolled-coil": before["steel/hot-rolled-coil"] + 1,
        "own/secret-alloy": 1,
    }
    assert [(hit.item, hit.why) for hit in search(library, "coil of ours")] == [
        ("steel/hot-rolled-coil", "name")
    ]
    assert [hit.item for hit in search(library, "비밀")] == ["own/secret-alloy"]
    assert [hit.item for hit in search(library, "secret aloy")] == ["own/secret-alloy"]
    assert search(library, "hot-rolled coil")[0].records == before["steel/hot-rolled-coil"] + 1
    record = library.record("mine:r1")
    assert record is not None and record.pack == "mine"
    assert library.pack("mine")["override"] == "first" and library.pack("mine")["hash"]


def test_several_packs(library: Library, own: Any) -> None:
    folders = [own(f"pack-{at}", item=f"own/thing-{at}") for at in range(overlay.MOST)]
    lay_over(library, folders)
    assert all(library.has_item(f"own/thing-{at}") for at in range(overlay.MOST))


def test_own_aliases_come_before_those_shipped(
    factors_dir: Path, tmp_path: Path, write_pack: Any, own: Any, library: Library
) -> None:
    cells = {"alias": "KM-7", "lang": "any", "scheme": "trade-name", "relation": "exact", "source": "our ERP"}
    folder = own(item="own/alloy")
    write_pack(
        Path(folder), {"share_class": "private"}, aliases=[cells | {"id": "mine:km7", "item": "own/alloy"}]
    )
    lay_over(library, [folder])
    assert [(one.item, one.relation) for one in aliases(library, "plate km 7 black")] == [
        ("own/alloy", "exact")
    ]


def test_a_change_is_never_missed(library: Library, own: Any, factors_dir: Path, tmp_path: Path) -> None:
    """Also a change of the same length, made right after the pack was compiled."""
    folder = own(co2e="1.5")
    first = overlay.compiled(folder, library)
    assert overlay.compiled(folder, library) == first
    records = Path(folder) / "records.csv"
    state = records.stat()
    records.write_bytes(records.read_bytes().replace(b",1.5,", b",2.5,"))
    os.utime(records, ns=(state.st_atime_ns, state.st_mtime_ns))
    lay_over(library, [folder])
    record = library.record("mine:r0")
    assert record is not None and record.co2e == "2.5"


def test_settled_files_are_not_hashed(library: Library, own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own()
    first = overlay.compiled(folder, library)
    later = time.time() + 10
    os.utime(first, (later, later))
    monkeypatch.setattr("carbonfoot.factors.compile.pack_hash", None)
    assert overlay.compiled(folder, library) == first


def test_every_problem_is_said_at_once(library: Library, own: Any) -> None:
    rows = [
        {"co2e": "1,234"},
        {"unit_den": "kWh2"},
        {"co2e": "-1"},
        {"kind": "water", "unit_den": "m3"},
        {"geo": "KOR"},
        {"supersedes": "mine:none"},
        {"other_gases": "unobtainium=1", "gas_basis": "mass"},
        {"id": "mine:r0"},
    ]
    with pytest.raises(OwnPackError) as caught:
        lay_over(library, [own(rows=rows), own("yours", keys={"override": "always"})])
    found = {(problem.pack, problem.row, problem.column) for problem in caught.value.problems}
    assert found == {
        ("mine", "records.csv:2", "co2e"),
        ("mine", "records.csv:3", "unit_den"),
        ("mine", "records.csv:4", "co2e"),
        ("mine", "records.csv:5", "kind"),
        ("mine", "records.csv:6", "geo"),
        ("mine", "records.csv:7", "supersedes"),
        ("mine", "records.csv:8", "other_gases"),
        ("mine", "records.csv:9", "id"),
        ("yours", "pack.yaml", "override"),
    }


def test_one_new_item_of_two_kinds(library: Library, own: Any) -> None:
    rows = [
        {"item": "own/steam"},
        {"item": "own/steam"},
        {"item": "own/steam", "kind": "heat", "unit_den": "kWh"},
    ]
    rows[2]["boundary"] = "generation"
    with pytest.raises(OwnPackError) as caught:
        lay_over(library, [own(rows=rows)])
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == ("records.csv:4", "kind")
    assert "is material in an earlier row" in problem.message


def test_very_many_problems_are_cut(library: Library, own: Any) -> None:
    with pytest.raises(OwnPackError) as caught:
        lay_over(library, [own(rows=[{"co2e": "x"}] * 1000)])
    assert len(caught.value.problems) < 250
    assert "mend these first" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("gwp.csv", "gas\n", "unknown table"),
        ("records.csv", "id,item\n", "missing column"),
        ("records.csv", "\xff", "not readable as CSV"),
        ("records.csv", "\xef\xbb\xbfid,item\n", "byte order mark; save it as UTF-8 without one"),
        ("pack.yaml", "- a\n", "mapping"),
    ],
)
def test_a_pack_of_another_shape(library: Library, own: Any, name: str, text: str, said: str) -> None:
    folder = own()
    (Path(folder) / name).write_bytes(text.encode("latin-1"))
    with pytest.raises(OwnPackError, match=said):
        lay_over(library, [folder])


def test_packs_of_a_project(tmp_path: Path, own: Any) -> None:
    folder = own()
    assert project_packs(str(tmp_path)) == [os.path.realpath(folder)]
    (tmp_path / "company").mkdir()
    Path(own("bought")).rename(tmp_path / "company" / "bought")
    wanted = [os.path.realpath(folder), os.path.realpath(tmp_path / "company" / "bought")]
    assert project_packs(str(tmp_path), ("company",)) == wanted
    assert project_packs(str(tmp_path), ("company/bought", "packs/mine")) == wanted
    with pytest.raises(OwnPackError, match="neither a pack nor a folder of packs"):
        project_packs(str(tmp_path), ("nowhere",))
    Path(own("bought")).rename(tmp_path / "bought")
    with pytest.raises(OwnPackError, match="two packs have this name"):
        project_packs(str(tmp_path), ("company", "bought"))


def test_too_many_packs(tmp_path: Path, own: Any) -> None:
    for at in range(overlay.MOST + 1):
        own(f"pack-{at}")
    with pytest.raises(OwnPackError, match="at most 9"):
        project_packs(str(tmp_path))
