"""`factors stats|check|expired|diff`: what the library holds, and what in it wants a look."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.factors.layout import PACK_KEYS, RECORD_COLUMNS

Run = Callable[..., tuple[int, str, str]]

KEYS = dict.fromkeys(PACK_KEYS, "") | {
    "title": "Ours",
    "publisher": "We",
    "edition": "1",
    "licence": "private",
    "share_class": "private",
    "attribution": "We",
    "date_read": "2026-01-01",
    "gwp_set": "AR6",
    "review_by": "2098-12-31",
    "preference": "1",
    "notes": "n",
}
ROD = {
    "item": "steel/wire-rod",
    "name": "Wire rod",
    "kind": "material",
    "unit_num": "kg",
    "unit_den": "kg",
    "co2e": "2.31",
    "gwp_set": "AR6",
    "boundary": "cradle_to_gate",
    "geo": "KR",
    "year": "2025",
    "year_kind": "data",
    "trust": "B",
    "source_row": "row 1",
}


def pack(folder: Path, *rows: dict[str, str], **keys: str) -> Path:
    """A pack of one's own on disk."""
    folder.mkdir(parents=True)
    given = KEYS | {"id": folder.name} | keys
    (folder / "pack.yaml").write_text(
        "".join(f'{key}: "{text}"\n' for key, text in given.items()), encoding="utf-8"
    )
    lines = [",".join(RECORD_COLUMNS)]
    for number, row in enumerate(rows, 1):
        cells = ROD | {"id": f"{folder.name}:r{number}"} | row
        lines.append(",".join(cells.get(column, "") for column in RECORD_COLUMNS))
    (folder / "records.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "carbonfoot.toml").write_text('lang = "en"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_library_is_as_large_as_we_say(run: Run, project: Path) -> None:
    code, out, _ = run("factors", "stats", "--format", "json")
    data = json.loads(out)["data"]
    assert code == 0
    assert data["records"] > 12_000
    assert data["items"] > 1_200, "distinct items; years, countries and rules are none"
    assert data["publishers"] > 12
    assert data["rules"] > 11_000
    assert data["records"] == sum(one["records"] for one in data["packs"]) == sum(data["trust"].values())
    assert data["records"] == sum(one["records"] for one in data["kinds"])
    counts = {one["id"]: one for one in data["packs"]}
    assert counts["aliases"]["aliases"] == data["aliases"] and not counts["aliases"]["ranges"]
    assert counts["anchors"]["ranges"] > 500 and not counts["anchors"]["aliases"]
    assert all(one["licence"] and one["review_by"] and one["share_class"] == "open" for one in data["packs"])


def test_packs_of_the_project_are_counted_too(run: Run, project: Path) -> None:
    before = json.loads(run("factors", "stats", "-f", "json")[1])["data"]
    pack(project / "packs" / "mine", {}, {"item": "own/alloy", "trust": "C"})
    after = json.loads(run("factors", "stats", "-f", "json")[1])["data"]
    assert after["records"] == before["records"] + 2
    assert after["items"] == before["items"] + 1
    assert "mine" in run("factors", "stats")[1]


def test_a_clean_pack(run: Run, project: Path) -> None:
    pack(project / "packs" / "mine", {})
    code, out, err = run("factors", "check")
    assert (code, out, err) == (0, "mine: 1 record\nnothing to find fault with\n", "")


def test_check_names_what_is_wrong_with_file_and_row(run: Run, project: Path) -> None:
    pack(
        project / "packs" / "mine",
        {"co2e": "2310"},
        {},
        {"co2e": "2.5"},
        review_by="2020-01-01",
        date_read="2019-01-01",
    )
    code, out, err = run("factors", "check", "-f", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    places = {(one["code"], one["file"], one["line"]) for one in answer["findings"]}
    records = "packs/mine/records.csv"
    assert places == {
        ("CF502", records, 2),
        ("CF503", records, 3),
        ("CF503", records, 4),
        ("CF504", "packs/mine/pack.yaml", 13),
    }


def test_check_refuses_what_breaks_a_rule(run: Run, project: Path) -> None:
    folder = pack(project / "elsewhere" / "mine", {"geo": "KOREA"})
    code, out, err = run("factors", "check", str(folder))
    assert code == 3
    assert out == "1 error\n"
    assert "error[CF501]" in err and "elsewhere/mine/records.csv:2:" in err


def test_check_without_a_pack(run: Run, project: Path) -> None:
    assert run("factors", "check")[0] == 5
    assert run("factors", "check", "nowhere")[0] == 2


def test_a_broken_pack_stops_every_look_into_the_library(run: Run, project: Path) -> None:
    pack(project / "packs" / "mine", {"co2e": "1,5"})
    for words in (("search", "coil"), ("list",), ("show", "steel/wire-rod"), ("stats",), ("expired",)):
        code, _, err = run("factors", *words)
        assert (code, "CF501" in err) == (3, True), words
        code, out, err = run("factors", *words, "-f", "json")
        answer = json.loads(out)
        assert (code, err, answer["data"]) == (3, "", None), words
        assert answer["schema"] == f"carbonfoot/factors-{words[0]}/1"
        assert [one["code"] for one in answer["findings"]] == ["CF501"]


@pytest.mark.parametrize(("day", "code"), [("2026-11-22", 0), ("2099-01-01", 1)])
def test_expired(run: Run, project: Path, day: str, code: int) -> None:
    found, out, _ = run("factors", "expired", "--on", day)
    assert found == code
    assert ("no pack is past its review" in out) == (code == 0)
    assert ("desnz-2025  was to be looked at by" in out) == (code == 1)


def test_expired_today_may_be_told_by_a_build(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15
    answer = json.loads(run("factors", "expired", "-f", "json")[1])
    assert answer["options"] == {"on": "2027-01-15"}
    assert "desnz-2025" in {one["id"] for one in answer["data"]}
    assert run("factors", "expired", "--on", "soon")[0] == 2


def test_diff_of_two_editions(run: Run, project: Path) -> None:
    code, out, _ = run("factors", "diff", "desnz@2024", "desnz@2025", "-f", "json")
    data = json.loads(out)["data"]
    assert code == 0
    grid = next(
        one for one in data["changed"] if (one["item"], one["boundary"]) == ("electricity/grid", "generation")
    )
    assert (grid["old"]["co2e"], grid["new"]["co2e"]) == ("0.20705", "0.177")
    assert grid["share"] == pytest.approx(0.177 / 0.20705 - 1)
    sizes = [abs(one["share"]) for one in data["changed"] if one["share"] is not None]
    assert sizes == sorted(sizes, reverse=True)
    text = run("factors", "diff", "desnz@2024", "desnz@2025", "--limit", "3")[1]
    assert "and" in text and "only in desnz@2025" in text


def test_diff_of_folders(run: Run, project: Path) -> None:
    """Two states of one pack: the same number in grams is no change."""
    old = pack(project / "old" / "mine", {}, {"item": "own/alloy"}, {"item": "own/gone"})
    new = pack(
        project / "new" / "mine",
        {"co2e": "2310", "unit_num": "g"},
        {"item": "own/alloy", "co2e": "4.62", "year": "2026"},
        {"item": "own/added"},
    )
    data = json.loads(run("factors", "diff", str(old), str(new), "-f", "json")[1])["data"]
    assert data["same"] == 1
    assert [(one["item"], one["share"]) for one in data["changed"]] == [("own/alloy", 1.0)]
    assert [one["item"] for one in data["added"]] == ["own/added"]
    assert [one["item"] for one in data["removed"]] == ["own/gone"]


def test_diff_of_what_is_not_there(run: Run, project: Path) -> None:
    code, _, err = run("factors", "diff", "desnz@1999", "desnz@2025")
    assert code == 2
    assert "editions: desnz@2024, desnz@2025" in err


def test_numbers_of_a_private_pack_stay_here(run: Run, project: Path) -> None:
    pack(project / "packs" / "lci-db", {"co2e": "2.3456789"})
    (project / "part.yaml").write_text(
        "carbonfoot: part/1\nproduct: {id: A, name: A, declared_unit: 1 piece, made_in: KR}\nperiod: 2025\n"
        "inputs:\n  - {name: Rod, amount: 2 kg, factor: steel/wire-rod, origin: KR}\n",
        encoding="utf-8",
    )
    for words in (("calc", "part.yaml"), ("explain", "part.yaml")):
        _, out, _ = run(*words, "-f", "json")
        answer = json.loads(out)
        assert "2.3456789" not in out
        assert "lci-db:r1" in out, "the citation goes with the result"
        assert answer["data"]
    assert "2.3456789" in run("explain", "part.yaml")[1], "the person at this machine may look"


def test_parameters_are_listed_and_shown(run: Run, project: Path) -> None:
    code, out, _ = run("factors", "list", "semiconductor/300mm/")
    assert code == 0
    assert "parameter" in out and "record" not in out
    code, out, _ = run("factors", "show", "semiconductor/300mm/all-processes", "-f", "json")
    data = json.loads(out)["data"]
    shares = {one["substance"]: one["value"] for one in data if one["quantity"] == "unreacted-share"}
    assert code == 0
    assert (shares["cf4"], shares["nf3"], shares["sf6"]) == ("0.65", "0.19", "0.30")
    one = next(one for one in data if one["substance"] == "cf4" and one["quantity"] == "unreacted-share")
    said = run("factors", "show", one["id"])[1]
    assert "unreacted-share cf4: 0.65 kg/kg" in said and "40 CFR 98 subpart I" in said
