"""Own packs that are broken, in disguise or somewhere else: each is said, none is passed over or read in part."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.library import Library
from carbonfoot.factors.overlay import OwnPackError, lay_over, project_packs
from carbonfoot.factors.own_findings import findings

Own = Callable[..., Path]
REGIONS = "code,level,name,name_ko,alpha3,un_m49_subregion,members,parent\n"
ALIASES = "id,alias,lang,scheme,item,route,relation,note,source\n"
ALIAS = "mine:a,KM-7,any,trade-name,steel/hot-rolled-coil,,exact,,ours\n"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARBONFOOT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def own(tmp_path: Path, write_pack: Any, record_cells: dict[str, str]) -> Own:
    """A function that writes the clean pack `packs/<name>`."""

    def write(name: str = "mine", **keys: str) -> Path:
        records = [record_cells | {"id": f"{name}:r"}]
        given = {"share_class": "private", "licence": "ours"} | keys
        return Path(write_pack(tmp_path / "packs" / name, given, records=records))

    return write


def said(library: Library, *folders: Path) -> list[str]:
    with pytest.raises(OwnPackError) as caught:
        lay_over(library, [str(folder) for folder in folders])
    assert findings(caught.value, str), "every problem finds its place"
    return str(caught.value).split("\n")


def test_the_name_of_a_shipped_pack_is_taken(library: Library, own: Own) -> None:
    """Its keys would stand for those of the pack shipped: private, and first."""
    (message,) = said(library, own("metals-x"))
    assert "`metals-x` is a pack of the library" in message


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("regions.csv", f"{REGIONS}KR,group,Ours,,,,CN;TW,GLO\n", "mine regions.csv:2 code"),
        ("regions.csv", REGIONS + 2 * "SITE-1,subdivision,Ours,,,,,KR\n", "mine regions.csv:3 code"),
        ("aliases.csv", ALIASES + 2 * ALIAS, "mine aliases.csv:3 id"),
    ],
)
def test_a_key_stands_once(library: Library, own: Own, file: str, text: str, place: str) -> None:
    folder = own()
    (folder / file).write_text(text, encoding="utf-8")
    (message,) = said(library, folder)
    assert message.startswith(f"{place}: ") and "also stands in" in message


@pytest.mark.parametrize("name", ["Records.CSV", "RECORDS.csv", "records.xlsx"])
def test_a_table_under_another_name_is_not_passed_over(library: Library, own: Own, name: str) -> None:
    folder = own()
    (folder / "records.csv").rename(folder / name)
    assert any("no table" in message or "unknown table" in message for message in said(library, folder))


def test_a_file_that_is_added_under_another_name_is_seen(library: Library, own: Own) -> None:
    folder = own()
    lay_over(library, [str(folder)])
    (folder / "Aliases.CSV").write_text(ALIASES, encoding="utf-8")
    assert said(library, folder) == ["mine Aliases.CSV: not read; call it aliases.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", None)])
def test_a_table_that_is_no_file(library: Library, own: Own, make: Callable[[Path], None]) -> None:
    folder = own()
    make(folder / "aliases.csv")
    assert said(library, folder) == ["mine aliases.csv: not read: it is no file"]


def test_a_file_that_cannot_be_read_is_no_missing_cache(
    library: Library, own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: str) -> str:
        raise PermissionError(13, "Permission denied", "/somewhere/records.csv")

    monkeypatch.setattr("carbonfoot.factors.compile_own.pack_hash", closed)
    assert said(library, own()) == ["mine records.csv: cannot be read: permission denied"]


def test_nesting_without_end(library: Library, own: Own) -> None:
    folder = own()
    (folder / "pack.yaml").write_text("[" * 20_000, encoding="utf-8")
    assert said(library, folder) == ["mine pack.yaml: nested too deep"]


@pytest.mark.parametrize("mark", ["\ufeff", ";"])
def test_a_header_that_is_wrong_has_a_place(library: Library, own: Own, mark: str) -> None:
    table = own() / "records.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(mark + text if mark == "\ufeff" else text.replace(",", mark), encoding="utf-8")
    with pytest.raises(OwnPackError) as caught:
        lay_over(library, [str(table.parent)])
    assert {finding.point for finding in findings(caught.value, str)} == {(1, 1)}


def test_bytes_that_are_no_text_behind_a_row_with_problems(library: Library, own: Own) -> None:
    table = own() / "records.csv"
    bad = table.read_bytes().replace(b"2.380", b"2,380")
    table.write_bytes(bad + b"#" * 20_000 + b"\xff\n")
    said(library, table.parent)


def test_control_characters_in_pack_yaml(library: Library, own: Own) -> None:
    (message,) = said(library, own(licence="\\e[31mours"))
    assert message.startswith("mine pack.yaml licence: ")


@pytest.mark.parametrize(("key", "text"), [("review_by", "２０２７-01-01"), ("preference", "٣")])
def test_digits_of_other_scripts(library: Library, own: Own, key: str, text: str) -> None:
    (message,) = said(library, own(**{key: text}))
    assert message.startswith(f"mine pack.yaml {key}: ")


def test_a_name_as_long_as_a_file_name_can_be(library: Library, own: Own) -> None:
    lay_over(library, [str(own("a" * 250))])


def test_links_that_lead_out(library: Library, own: Own, tmp_path: Path) -> None:
    folder = own()
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    (folder / "records.csv").rename(elsewhere / "records.csv")
    (folder / "records.csv").symlink_to(elsewhere / "records.csv")
    assert said(library, folder) == ["mine records.csv: a link to a file outside of the pack"]
    Path(own("yours")).rename(elsewhere / "yours")
    (tmp_path / "packs" / "yours").symlink_to(elsewhere / "yours")
    with pytest.raises(OwnPackError, match="leads out of the project"):
        project_packs(str(tmp_path))


def test_folders_that_look_like_packs(own: Own, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    own("company/mine")
    (packs / "yours").mkdir()
    (packs / "yours" / "pack.yml").write_text("", encoding="utf-8")
    (packs / "raw").mkdir()
    (packs / "raw" / "letter.pdf").write_text("", encoding="utf-8")
    with pytest.raises(OwnPackError) as caught:
        project_packs(str(tmp_path))
    assert str(caught.value).split("\n") == [
        "company: a folder of packs; name it under factors.packs of carbonfoot.toml",
        "yours pack.yml: not read; call it pack.yaml",
    ]


def test_two_packs_of_one_name_are_named_by_their_place(own: Own, tmp_path: Path) -> None:
    own("mine")
    (tmp_path / "company").mkdir()
    own("other").rename(tmp_path / "company" / "mine")
    with pytest.raises(OwnPackError) as caught:
        project_packs(str(tmp_path), ("company",))
    assert str(caught.value).split("\n") == [
        "mine: two packs have this name; one is packs/mine",
        "mine: two packs have this name; one is company/mine",
    ]
