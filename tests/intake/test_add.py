"""`factors add`: one record into a pack of the project, or every reason why not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.intake.naming import romanised, slug_of
from carbonfoot.intake.own_record import plain_name
from carbonfoot.intake.units import UnitRefused, read_per

WIRE = [
    "steel/wire-rod",
    "2.31 kg CO2e/kg",
    "--boundary",
    "cradle_to_gate",
    "--origin",
    "KR",
    "--year",
    "2025",
]
WIRE += ["--source", "Hanil LCA report, table 3"]

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, command: Run) -> Run:
    return lambda *words: command(tmp_path, ["factors", *words])


def rows(folder: Path, pack: str = "own") -> list[dict[str, str]]:
    with (folder / "packs" / pack / "records.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_writes_pack_root_and_record(tmp_path: Path, run: Run) -> None:
    done = run("add", *WIRE, "--gwp", "AR6", "--trust", "B")
    assert done.code == 0, done.err
    assert "own:wire-rod-kr-2025" in done.out
    assert "in place of taiwan-moenv:" in done.out
    assert "new pack own, private" in done.err and "carbonfoot.toml" in done.err
    assert set(files(tmp_path)) == {"carbonfoot.toml", "packs/own/pack.yaml", "packs/own/records.csv"}
    (record,) = rows(tmp_path)
    wanted = {
        "id": "own:wire-rod-kr-2025",
        "name": "Wire rod",
        "kind": "material",
        "co2e": "2.31",
        "trust": "B",
    }
    wanted |= {
        "unit_num": "kg",
        "unit_den": "kg",
        "gwp_set": "AR6",
        "source_row": "Hanil LCA report, table 3",
    }
    assert record.items() >= wanted.items()
    assert "share_class" in (tmp_path / "packs/own/pack.yaml").read_text(encoding="utf-8")
    assert run("check").code == 0
    assert "own:wire-rod-kr-2025" in run("show", "steel/wire-rod").out


def test_ids_are_never_reused(tmp_path: Path, run: Run) -> None:
    run("add", *WIRE)
    second = run("add", *WIRE, "--route", "eaf")
    assert "own:wire-rod-kr-2025-2" in second.out
    path = tmp_path / "packs/own/records.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[2]]), encoding="utf-8")
    assert "own:wire-rod-kr-2025-3" in run("add", *WIRE, "--route", "bf-bof").out
    assert [row["id"] for row in rows(tmp_path)] == ["own:wire-rod-kr-2025-2", "own:wire-rod-kr-2025-3"]


def test_everything_missing_is_told_at_once_and_nothing_is_written(tmp_path: Path, run: Run) -> None:
    done = run("add", "steel/wire-rod", "2,31 kg CO2e/kg", "--low", "2")
    assert done.code == 2
    for option in ("VALUE", "--boundary", "--origin", "--year", "--source", "--uncertainty"):
        assert f"  {option}: " in done.err or option == "--uncertainty", option
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["steel/wire-rood"], "did you mean steel/wire-rod"),
        (["wire rod"], "is not a path of slugs"),
        (["nonsense/wire-rod", "1 kg CO2e/kg", "--new"], "is not a path of slugs"),
        (["own/thing", "1 kg CO2e/kg", "--new"], "--kind: missing"),
        (["own/thing", "1 kg CO2e/kg", "--new", "--kind", "stuff"], "`stuff` is not a kind"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--kind", "fuel"], "is material, not fuel"),
        (["steel/wire-rod", "1 kg/kg"], "is not the unit of a factor"),
        (["steel/wire-rod", "1 kg CO2e"], "is not the unit of a factor"),
        (["steel/wire-rod", "1 kt CO2e/t"], "is not the unit of a factor"),
        (["steel/wire-rod", "1 kg CO2/kg"], "write kg CO2e"),
        (["steel/wire-rod", "1 kg CO2e/tkm"], "does not fit material"),
        (["fuels/diesel", "1 kg CO2e/kWh", "--boundary", "combustion"], "write (net) or (gross)"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--origin", "KOR"], "`KOR` is not a region code"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--year", "25"], "`25` is not a year"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--gwp", "AR7"], "`AR7` is none of"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--low", "2", "--uncertainty", "sourced"], "not in this order"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--low", "1 kg CO2e/kWh"], "--low: "),
        (["steel/wire-rod", "1 kg CO2e/kg", "--low", "0.5"], "--uncertainty: missing"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--boundary", "combustion"], "none of cradle_to_gate"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--pack", "desnz-2025"], "a pack of the library has this name"),
        (["steel/wire-rod", "1 kg CO2e/kg", "--pack", "My Pack"], "lower-case letters"),
    ],
)
def test_refusals(tmp_path: Path, run: Run, words: list[str], said: str) -> None:
    words = words + WIRE[len(words) : 2]
    stated = list(WIRE[2:])
    for option in words[2:]:
        if option in stated:
            at = stated.index(option)
            del stated[at : at + 2]
    done = run("add", *words, *stated)
    assert done.code == 2 and said in done.err, done.err
    assert files(tmp_path) == {}


def test_a_bad_record_leaves_the_pack_as_it_was(tmp_path: Path, run: Run) -> None:
    run("add", *WIRE)
    before = files(tmp_path)
    assert run("add", *WIRE[:1], "1 kg CO2e/tkm", *WIRE[2:]).code == 2
    assert run("add", *WIRE, "--licence", "CC0-1.0").code == 2
    negative = run("add", *WIRE[2:], "--", WIRE[0], "-1 kg CO2e/kg")
    assert negative.code == 2 and "negative without an uptake" in negative.err
    assert files(tmp_path) == before


def test_a_pack_that_is_broken_already_is_shown(tmp_path: Path, run: Run) -> None:
    run("add", *WIRE)
    path = tmp_path / "packs/own/records.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2.31,", ',"2,31",'), encoding="utf-8")
    before = files(tmp_path)
    done = run("add", *WIRE)
    assert done.code == 3 and "CF501" in done.err
    assert files(tmp_path) == before


def test_new_items_units_and_bounds(tmp_path: Path, run: Run) -> None:
    words = ["--new", "--kind", "fuel", "--name", "Tar", "--boundary", "combustion", "--origin", "GLO"]
    words += ["--year", "2020", "--source", "page 2", "--low", "70", "--high", "0.09 t CO2e/GJ (net)"]
    done = run("add", "own/tar", "80.50 kg CO2e/GJ (net)", *words, "--uncertainty", "sourced")
    assert done.code == 0, done.err
    (record,) = rows(tmp_path)
    wanted = {"co2e": "80.50", "unit_den": "GJ", "cv_basis": "net", "low": "70", "high": "90", "name": "Tar"}
    assert record.items() >= wanted.items()
    assert run("search", "tar").out.startswith("own/tar")


def test_implausible_and_twin_records_are_written_with_a_warning(tmp_path: Path, run: Run) -> None:
    done = run("add", *WIRE[:1], "2310 kg CO2e/kg", *WIRE[2:])
    assert done.code == 0 and "CF502" in done.err
    done = run("add", *WIRE)
    assert done.code == 0 and "CF503" in done.err
    assert len(rows(tmp_path)) == 2


def test_numbers_stay_out_of_json(run: Run) -> None:
    done = run("add", *WIRE, "--format", "json")
    assert done.code == 0 and "2.31" not in done.out
    assert done.data["data"]["id"] == "own:wire-rod-kr-2025"


def test_a_pack_that_the_settings_name_takes_the_record(tmp_path: Path, command: Run) -> None:
    inner = tmp_path / "project"
    inner.mkdir()
    (inner / "carbonfoot.toml").write_text('[factors]\npacks = ["../shared"]\n', encoding="utf-8")
    command(tmp_path, ["factors", "add", *WIRE, "--pack", "firm"])
    (tmp_path / "packs").rename(tmp_path / "shared")
    done = command(inner, ["factors", "add", *WIRE, "--pack", "firm", "--route", "eaf"])
    assert done.code == 0, done.err
    assert (tmp_path / "shared/firm/records.csv").read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("열연코일", "yeolyeonkoil"),
        ("SUS304 (봉강)", "sus304-bonggang"),
        ("PA66-GF30", "pa66-gf30"),
        ("Stahl für Bögen", "stahl-fur-bogen"),
        ("a.-b", "a-b"),
        ("1.5 mm", "1.5-mm"),
        ("鋼", ""),
        ("--", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_romanisation_and_names() -> None:
    assert romanised("한글") == "hangeul"
    assert romanised("밖 값 닭") == "bak gap dak"
    assert plain_name("steel/wire-rod") == "Wire rod"


def test_units_of_factors() -> None:
    assert read_per("kgCO2eq/kWh (gross)") == ("kg", "kWh", "gross")
    assert read_per("t CO2e/t") == ("t", "t", "")
    assert read_per("kg CO2e/t.km").den == "tkm"
    with pytest.raises(UnitRefused):
        read_per("kg/kg")
