"""What a consortium shares: without what is confidential, with checksums, taken in whole or not at all."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.programmes.technologies import adding
from carbonfoot.programmes.technologies.adding import taken_in
from carbonfoot.programmes.technologies.leaks import personal
from carbonfoot.programmes.technologies.packing import packed, zipped
from carbonfoot.programmes.technologies.shelf import BUILT_IN, files_of, shelf
from carbonfoot.programmes.technologies.writing import yaml_text

ABOUT = {"title": "Cards", "publisher": "Consortium", "licence": "CC-BY-4.0"}
SHOWN = {
    "plant": "Ansan works", "operator": "Hanil Fastener", "member": "hanil", "year": "2025", "result": "31 % less gas",
    "figures": {"gas": {"value": "3 MWh", "source": "own"}, "power": {"value": "1 MWh", "source": "s"}},
    "confidential": ["operator", "member", "figures/gas"],
}  # fmt: skip
SOURCES = {
    "s": {"title": "A study", "publisher": "An agency", "year": "2024"},
    "own": {"title": "Measurements at Hanil Fastener", "publisher": "Hanil Fastener"},
}


@pytest.fixture
def project(house: Any) -> Any:
    house.write("technologies/pack.yaml", ABOUT)
    house.card("cross-sector/open")
    house.card("cross-sector/shown", demonstrations=[SHOWN], sources=SOURCES)
    head = {
        "name": "Secret",
        "sector": "cross-sector",
        "replaces": "x",
        "readiness": "5",
        "confidential": "yes",
    }
    house.card("cross-sector/secret", technology=head)
    return house


def test_what_is_confidential_stays_in_the_house(project: Any) -> None:
    found = packed(str(project.folder))
    assert found.findings == [] and found.kept_back == ["cross-sector/secret"]
    assert list(found.files) == ["pack.yaml", "cross-sector/open.yaml", "cross-sector/shown.yaml"]
    everything = b"".join(found.files.values()).decode()
    for word in ("Hanil", "hanil", "Secret", "3 MWh", "confidential"):
        assert word not in everything
    shown = yaml.safe_load(found.files["cross-sector/shown.yaml"])
    assert shown["demonstrations"] == [
        {
            "plant": "Ansan works",
            "year": 2025,
            "result": "31 % less gas",
            "figures": {"power": {"value": "1 MWh", "source": "s"}},
        }
    ]
    assert list(shown["sources"]) == ["s"]


@pytest.mark.parametrize(
    "changed",
    [
        {"confidential": ["operater"]},
        {"result": "31 % less gas at Hanil Fastener"},
        {"confidential": ["year"]},
    ],
)
def test_what_would_be_told_all_the_same_is_refused(project: Any, changed: dict[str, Any]) -> None:
    project.card("cross-sector/shown", demonstrations=[{**SHOWN, **changed}], sources=SOURCES)
    found = packed(str(project.folder))
    assert {one.code for one in found.findings} == {"CF990"} and not found.files


@pytest.mark.parametrize(
    "changed",
    [
        {"conditions": ["as at the Hanil-Fastener works"]},
        {"conditions": ["as at the HANIL\u00a0FASTENER works"]},
        {"questions": ["who asks hanil_fastener?"]},
        {"before": {"energy": {"gas of Hanil Fastener": {"value": "5 MWh", "source": "s"}}}},
        {"sources": {**SOURCES, "s": {**SOURCES["s"], "publisher": "Hanil Fastener"}}},
        {"result": "gas fell to 3 MWh"},
    ],
)
def test_a_name_is_found_in_keys_and_however_it_is_written(project: Any, changed: dict[str, Any]) -> None:
    shown = {**SHOWN, **{key: one for key, one in changed.items() if key == "result"}}
    rest = {key: one for key, one in changed.items() if key != "result"}
    project.card("cross-sector/shown", **{"demonstrations": [shown], "sources": SOURCES, **rest})
    found = packed(str(project.folder))
    assert {one.code for one in found.findings} == {"CF990"} and not found.files


@pytest.mark.parametrize(
    ("operator", "text", "told"),
    [
        ("포스코", "포스코에서 실증", True),
        ("LS", "shown at LS in 2025", True),
        ("LS", "coils and pulses", False),
        ("한화", "가나다", False),
    ],
)
def test_short_names_are_names_too(project: Any, operator: str, text: str, told: bool) -> None:
    shown = {**SHOWN, "operator": operator, "confidential": "operator"}
    project.card(
        "cross-sector/shown", demonstrations=[{**shown, "member": "m"}], conditions=[text], sources=SOURCES
    )
    assert bool(packed(str(project.folder)).findings) == told


def test_a_name_is_looked_for_in_the_other_cards_and_in_what_the_pack_says_of_itself(project: Any) -> None:
    project.card("cross-sector/open", questions=["as at Hanil Fastener?"])
    found = packed(str(project.folder))
    assert ["open.yaml" in one.message for one in found.findings] == [True] and not found.files
    project.card("cross-sector/open")
    project.write("technologies/pack.yaml", {**ABOUT, "note": "with results of Hanil Fastener"})
    found = packed(str(project.folder))
    assert ["pack.yaml" in one.message for one in found.findings] == [True] and not found.files


@pytest.mark.parametrize(
    "text",
    [
        "ask kim.minsu@x.example",
        "file:///home/kim/cards.xlsx",
        "from /home/kim/cards.xlsx",
        "C:\\Users\\kim\\cards.xlsx",
        "\\\\server\\share",
        "https://kim:secret@intranet.example/x",
        "https://x.example/?token=abc",
    ],
)
def test_what_names_a_person_a_machine_or_a_password_is_not_shared(project: Any, text: str) -> None:
    project.card("cross-sector/open", conditions=[text])
    found = packed(str(project.folder))
    assert [(one.code, one.path) for one in found.findings] == [("CF990", ("conditions", 0))]
    assert not found.files


def test_comments_stay_in_the_house(project: Any) -> None:
    file = project.folder / "technologies/cross-sector/open.yaml"
    file.write_text("# of Kim Minsu, Hanil Fastener\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    found = packed(str(project.folder))
    assert not found.findings and b"Kim" not in b"".join(found.files.values())


def test_cards_that_ship_hold_nothing_personal() -> None:
    for _, file in files_of(BUILT_IN):
        assert personal(read_yaml(Path(file).read_text(encoding="utf-8"), "x")[0], file) == []


@pytest.mark.parametrize("key", [*ABOUT])
def test_a_pack_says_what_it_is_and_under_which_licence(project: Any, key: str) -> None:
    project.write("technologies/pack.yaml", {name: one for name, one in ABOUT.items() if name != key})
    found = packed(str(project.folder))
    assert [one.code for one in found.findings] == ["CF102"] and not found.files
    (project.folder / "technologies" / "pack.yaml").unlink()
    assert [one.code for one in packed(str(project.folder)).findings] == ["CF990"]


def test_a_wrong_card_stops_the_pack(project: Any) -> None:
    project.write("technologies/cross-sector/bad.yaml", {"carbonfoot": "technology/1"})
    found = packed(str(project.folder))
    assert found.findings and not found.files


def test_the_round_trip_is_identical(project: Any, tmp_path: Path, carbonfoot: Any) -> None:
    first = zipped(packed(str(project.folder)).files)
    assert first == zipped(packed(str(project.folder)).files)
    other = tmp_path / "other"
    other.mkdir()
    (other / "carbonfoot.toml").touch()
    (tmp_path / "cards.zip").write_bytes(first)
    assert carbonfoot(other, ["programme", "technologies", "add", "../cards.zip"]).code == 0
    assert zipped(packed(str(other)).files) == first
    assert carbonfoot(other, ["programme", "technologies", "pack", ".", "-o", "again"]).code == 0
    assert taken_in(str(other / "again")).files == packed(str(other)).files
    assert carbonfoot(other, ["programme", "technologies", "add", "again"]).code == 0  # the same again


def test_a_card_that_differs_is_not_written_over_without_force(
    project: Any, tmp_path: Path, carbonfoot: Any
) -> None:
    (tmp_path / "cards.zip").write_bytes(zipped(packed(str(project.folder)).files))
    changed = project.write("technologies/cross-sector/open.yaml", {"mine": "yes"}).read_bytes()
    (project.folder / "technologies/cross-sector/shown.yaml").unlink()
    run = carbonfoot(project.folder, ["programme", "technologies", "add", "cards.zip"])
    assert run.code == 3 and "CF990" in run.err
    assert (project.folder / "technologies/cross-sector/open.yaml").read_bytes() == changed
    assert not (project.folder / "technologies/cross-sector/shown.yaml").exists()  # all or nothing
    assert carbonfoot(project.folder, ["programme", "technologies", "add", "cards.zip", "--force"]).code == 0
    assert (project.folder / "technologies/cross-sector/open.yaml").read_bytes() != changed


def _zip(members: dict[str, bytes], link: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if name == link else 0o644) << 16
            archive.writestr(info, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("change", "link"),
    [
        ({"../out.yaml": b"x"}, ""),
        ({"/etc/out.yaml": b"x"}, ""),
        ({"cross-sector/../../out.yaml": b"x"}, ""),
        ({"cross-sector\\out.yaml": b"x"}, ""),
        ({"cross-sector/run.sh": b"x"}, ""),
        ({"a/b/c.yaml": b"x"}, ""),
        ({"cross-sector/link.yaml": b"/etc/passwd"}, "cross-sector/link.yaml"),
        ({"cross-sector/open.yaml": b"carbonfoot: technology/1\n"}, ""),  # changed after it was made
        ({"cross-sector/more.yaml": b"carbonfoot: technology/1\n"}, ""),  # not listed
        ({"cross-sector/open.yaml": None}, ""),  # listed and missing
        ({"pack.yaml": None}, ""),
        ({"pack.yaml": b"title: [\n"}, ""),
    ],
)
def test_a_pack_that_was_changed_or_leads_out_is_refused(
    project: Any, tmp_path: Path, change: dict[str, bytes | None], link: str
) -> None:
    members = {**packed(str(project.folder)).files, **change}
    file = tmp_path / "bad.zip"
    file.write_bytes(_zip({name: content for name, content in members.items() if content is not None}, link))
    found = taken_in(str(file))
    assert found.findings and not found.files


def test_a_pack_that_fills_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MAX_TOTAL", 5000)
    many = {f"steel/card-{number}.yaml": b"x" * 1000 for number in range(9)}
    (tmp_path / "bomb.zip").write_bytes(_zip(many))
    for name, content in many.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(content)
    for pack in ("bomb.zip", "folder"):
        found = taken_in(str(tmp_path / pack))
        assert [one.code for one in found.findings] == ["CF990"] and "more than" in found.findings[0].message


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_damaged_contents_of_a_zip_are_told(tmp_path: Path, method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("pack.yaml", b"title: Cards of a consortium\n" * 50)
    damaged = bytearray(stream.getvalue())
    start = 30 + len("pack.yaml")
    damaged[start : start + 12] = b"\xff" * 12
    (tmp_path / "bad.zip").write_bytes(damaged)
    found = taken_in(str(tmp_path / "bad.zip"))
    assert found.findings and not found.files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_plain_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    os.mkfifo(tmp_path / "pack" / "pack.yaml")
    assert "no plain file" in taken_in(str(tmp_path / "pack")).findings[0].message
    (tmp_path / "pack" / "pack.yaml").unlink()
    (tmp_path / "pack" / "pack.yaml").symlink_to("/nowhere")
    assert "is a link" in taken_in(str(tmp_path / "pack")).findings[0].message


def test_no_zip_at_all(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    assert [one.code for one in taken_in(str(tmp_path / "x.zip")).findings] == ["CF990"]
    assert [one.code for one in taken_in(str(tmp_path / "none.zip")).findings] == ["CF001"]


def test_text_that_is_written_reads_back_the_same() -> None:
    hard = [
        "012",
        "NO",
        "yes: no",
        "a # b",
        "- a",
        "a, b",
        "x: y",
        "'",
        '"',
        "{a}",
        "한국",
        " a",
        "1e3 kg",
        "=a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "a:",
        "?",
        "|",
        ">",
        "~",
    ]
    data = {"a": hard, "b": {one: one for one in hard}, "c": [{"d": [{"e": "f", "g": ["h"]}]}, {}, []]}
    assert read_yaml(yaml_text(data), "x")[0] == data
    for _, file in files_of(BUILT_IN):
        read, _ = read_yaml(Path(file).read_text(encoding="utf-8"), "x")
        assert read_yaml(yaml_text(read), "x")[0] == read


def test_json_of_what_is_shared(project: Any, carbonfoot: Any) -> None:
    run = carbonfoot(
        project.folder, ["programme", "technologies", "pack", ".", "-o", "out.zip", "--format", "json"]
    )
    assert json.loads(run.out)["data"]["kept_back"] == ["cross-sector/secret"]


@pytest.mark.parametrize(
    "way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2]
)
def test_damaged_packs_are_refused(project: Any, tmp_path: Path, way: int) -> None:
    file, draw = tmp_path / "pack.zip", random.Random(way)
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, content in packed(str(project.folder)).files.items():
            archive.writestr(name, content)
    whole = file.read_bytes()
    for number in range(150):
        damaged = bytearray(whole[: draw.randrange(len(whole))] if number % 4 == 0 else whole)
        for _ in range(draw.choice((1, 3, 20)) if damaged else 0):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        file.write_bytes(damaged)
        found = taken_in(str(file))
        assert found.findings or found.files == packed(str(project.folder)).files
        assert not found.findings or not found.files


def test_what_stands_in_the_way_of_a_pack_is_told(project: Any, tmp_path: Path, carbonfoot: Any) -> None:
    pack = tmp_path / "pack.zip"
    pack.write_bytes(zipped(packed(str(project.folder)).files))
    for number, force in enumerate(([], ["--force"])):
        home = tmp_path / str(number)
        cards = home / "technologies" / "cross-sector"
        (cards / "open.yaml").mkdir(parents=True)
        (home / "carbonfoot.toml").touch()
        done = carbonfoot(home, ["programme", "technologies", "add", str(pack), *force])
        assert done.code in (2, 3)
        assert "open.yaml" in done.err
        assert "bug" not in done.err
        assert [one.name for one in cards.iterdir()] == ["open.yaml"]


def test_cards_of_others_keep_their_publisher_and_licence(
    project: Any, tmp_path: Path, carbonfoot: Any
) -> None:
    (tmp_path / "cards.zip").write_bytes(zipped(packed(str(project.folder)).files))
    other = tmp_path / "other"
    (other / "technologies/cross-sector").mkdir(parents=True)
    (other / "carbonfoot.toml").touch()
    own = {"title": "Ours", "publisher": "A maker", "licence": "CC0-1.0"}
    (other / "technologies/pack.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    mine = (project.folder / "technologies/cross-sector/open.yaml").read_bytes()
    (other / "technologies/cross-sector/mine.yaml").write_bytes(mine)

    assert carbonfoot(other, ["programme", "technologies", "add", "../cards.zip"]).code == 0
    assert yaml.safe_load((other / "technologies/pack.yaml").read_text(encoding="utf-8")) == own
    whose = f"{ABOUT['title']}, {ABOUT['publisher']}, {ABOUT['licence']}"
    kept = shelf(str(other)).cards
    assert kept["cross-sector/open"].pack == whose and kept["cross-sector/mine"].pack == "Ours"
    assert whose in " ".join(
        carbonfoot(other, ["programme", "technologies", "show", "cross-sector/open"]).out.split()
    )
    found = packed(str(other))
    assert list(found.files) == ["pack.yaml", "cross-sector/mine.yaml"] and found.findings == []
    assert found.of_others == {"cross-sector/open": whose, "cross-sector/shown": whose}
    assert carbonfoot(other, ["programme", "technologies", "add", "../cards.zip"]).code == 0  # the same again

    card = other / "technologies/cross-sector/open.yaml"
    card.write_bytes(card.read_bytes() + b"# ours now\n")
    assert shelf(str(other)).cards["cross-sector/open"].pack == f"{whose}, changed here"
    assert ABOUT["licence"] != own["licence"]
    assert [(one.code, ABOUT["licence"] in one.message) for one in packed(str(other)).findings] == [
        ("CF990", True)
    ]
    (other / "technologies/origins.yaml").write_text("cards: soon\n", encoding="utf-8")
    assert [one.code for one in packed(str(other)).findings] != []
    assert carbonfoot(other, ["programme", "technologies", "add", "../cards.zip", "--force"]).code == 3
