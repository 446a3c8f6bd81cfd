"""The data lint: one wrong cell at a time, and the problem must name that cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.factors.layout import (
    BOUNDARIES,
    CHOICES,
    FOLDERS,
    INCLUDES,
    LEVELS,
    PACK_KEYS,
    PER_UNITS,
    SHARE_CLASSES,
    TABLES,
    TREATMENTS,
)
from carbonfoot.factors.lint import lint
from carbonfoot.factors.pack import Problem, read_packs

Judge = Callable[..., list[Problem]]
FUEL = {"item": "fuels/diesel", "kind": "fuel", "boundary": "combustion", "unit_den": "TJ", "cv_basis": "net"}
POWER = {"item": "electricity/grid", "kind": "electricity", "boundary": "generation", "unit_den": "kWh"}
WASTE = {
    "item": "waste/metal",
    "kind": "waste",
    "boundary": "treatment",
    "unit_den": "t",
    "route": "recycling",
}
GAS_ONLY = {"co2e": "", "gwp_set": "", "co2_fossil": "74100"}


@pytest.fixture
def judge(factors_dir: Path, write_pack: Callable[..., Path], record_cells: dict[str, str]) -> Judge:
    """Problems of a pack `one` that is clean but for the cells given."""

    def problems(keys: dict[str, str] | None = None, **cells: str) -> list[Problem]:
        write_pack(factors_dir / "one", keys, records=[record_cells | {"id": "one:row"} | cells])
        return lint(read_packs(str(factors_dir)))

    return problems


def places(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.pack, problem.row, problem.column) for problem in problems]


def test_clean_packs_have_no_problems(judge: Judge) -> None:
    assert judge() == []


@pytest.mark.parametrize(
    "cells",
    [
        FUEL,
        FUEL
        | GAS_ONLY
        | {"gas_basis": "mass", "ch4": "3", "n2o": "0.6", "ncv": "43.0 MJ/kg", "density": "0.84 kg/L"},
        FUEL | {"unit_den": "L", "cv_basis": ""},
        POWER | {"scope2_method": "location", "unit_den": "MWh", "unit_num": "lb"},
        WASTE | {"includes": "transport-to-treatment"},
        {"low": "2.0", "high": "2.9", "gsd": "1.1", "uncertainty_origin": "sourced"},
        {"co2e": "-0.5", "co2_uptake": "-1.8", "gas_basis": "mass"},
        {"co2e": "-0.5", "flags": "credit"},
        {"supersedes": "metals-x:coil-tw;elsewhere:row"},
        {"other_gases": "sf6=0.1;hfc-134a=2", "gas_basis": "mass"},
        {"co2e": "1.2e-05"},
    ],
)
def test_allowed(judge: Judge, cells: dict[str, str]) -> None:
    assert judge(**cells) == []


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        *(
            (column, {column: ""})
            for column in ("unit_num", "unit_den", "boundary", "geo", "year", "source_row", "name")
        ),
        *(
            (column, {column: "odd"})
            for column in ("kind", "unit_num", "gwp_set", "year_kind", "trust", "scope2_method")
        ),
        ("id", {"id": "other:row"}),
        ("id", {"id": "one:Upper Case"}),
        ("item", {"item": "hot-rolled-coil"}),
        ("item", {"item": "Steel/Coil"}),
        ("item", {"item": "stel/coil"}),
        ("route", {"route": "BF BOF"}),
        ("route", WASTE | {"route": ""}),
        ("route", WASTE | {"route": "burning"}),
        ("unit_den", {"unit_den": "ton"}),
        ("unit_den", {"unit_den": "kWh/"}),
        ("unit_den", {"unit_den": "tkm"}),
        ("unit_den", POWER | {"unit_den": "kg"}),
        ("unit_den", WASTE | {"unit_den": "kWh"}),
        ("cv_basis", FUEL | {"cv_basis": ""}),
        ("cv_basis", FUEL | {"unit_den": "L"}),
        ("cv_basis", {"cv_basis": "gross"}),
        ("boundary", {"boundary": "combustion"}),
        ("boundary", FUEL | {"boundary": "cradle_to_gate"}),
        ("boundary", POWER | {"boundary": "combustion"}),
        ("co2e", {"co2e": "2,38"}),
        ("co2e", {"co2e": "nan"}),
        ("co2e", {"co2e": "1e999"}),
        ("co2e", {"co2e": "02.38"}),
        ("co2e", {"co2e": "-2.38"}),
        ("co2e", {"co2e": "", "gwp_set": ""}),
        ("co2_fossil", {"co2_fossil": "-1", "gas_basis": "mass"}),
        ("co2_uptake", {"co2_uptake": "1", "gas_basis": "mass"}),
        ("gas_basis", {"co2_fossil": "1"}),
        ("gas_basis", {"gas_basis": "mass"}),
        ("gwp_set", {"gwp_set": ""}),
        ("gwp_set", FUEL | GAS_ONLY | {"gas_basis": "co2e"}),
        ("gwp_set", FUEL | GAS_ONLY | {"gas_basis": "mass", "gwp_set": "AR5"}),
        ("other_gases", {"other_gases": "sf6", "gas_basis": "mass"}),
        ("other_gases", {"other_gases": "sf6=-1", "gas_basis": "mass"}),
        ("other_gases", {"other_gases": "nf3=1", "gas_basis": "mass"}),
        ("geo", {"geo": "XX"}),
        ("year", {"year": "25"}),
        ("scope2_method", {"scope2_method": "location"}),
        ("includes", {"includes": "everything"}),
        ("flags", {"flags": "Not For Use"}),
        ("codes", {"codes": "7208"}),
        ("tags", {"tags": "HRC;;coil"}),
        ("ncv", FUEL | {"ncv": "43.0"}),
        ("ncv", FUEL | {"ncv": "43.0 kg"}),
        ("density", FUEL | {"density": "-1 kg/L"}),
        ("low", {"low": "3", "uncertainty_origin": "sourced"}),
        ("gsd", {"gsd": "0.9", "uncertainty_origin": "pedigree"}),
        ("uncertainty_origin", {"gsd": "1.2"}),
        ("uncertainty_origin", {"uncertainty_origin": "assumed"}),
        ("supersedes", {"supersedes": "metals-x:no-such-row"}),
        ("name", {"name": " Hot-rolled coil"}),
        ("flag_note", {"flag_note": "two\nlines"}),
        ("kind", {"item": "fuels/diesel"}),
    ],
)
def test_one_wrong_cell(judge: Judge, column: str, cells: dict[str, str]) -> None:
    line = "records.csv:3" if "\n" in "".join(cells.values()) else "records.csv:2"
    assert places(judge(**cells)) == [("one", line, column)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(
            (key, "")
            for key in ("title", "publisher", "edition", "licence", "attribution", "date_read", "review_by")
        ),
        ("id", "two"),
        ("share_class", "share-alike"),
        ("share_class", "cite-only"),
        ("share_class", "public"),
        ("date_read", "21.11.2026"),
        ("gwp_set", "AR3"),
        ("preference", "first"),
        ("file", "table.csv"),
        ("sha256", "0" * 64),
        ("colour", "red"),
    ],
)
def test_one_wrong_key(judge: Judge, column: str, value: str) -> None:
    expected = "sha256" if column == "file" else column
    assert places(judge({column: value})) == [("one", "pack.yaml", expected)]


def test_a_shared_alike_pack_is_fine_outside_the_core(
    factors_dir: Path, write_pack: Callable[..., Path], record_cells: dict[str, str]
) -> None:
    write_pack(
        factors_dir / "one", {"share_class": "share-alike"}, records=[record_cells | {"id": "one:row"}]
    )
    assert lint(read_packs(str(factors_dir)), core=False) == []


def test_checksums_go_with_files(judge: Judge) -> None:
    assert judge({"file": "a.csv; b.csv", "sha256": f"{'0' * 64}; {'f' * 64}"}) == []
    assert judge({"file": "authored"}) == []


def test_unknown_and_missing_columns(factors_dir: Path) -> None:
    table = factors_dir / "metals-x" / "records.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("boundary,", "boundery,", 1), encoding="utf-8")
    assert {problem.column for problem in lint(read_packs(str(factors_dir)))} == {"boundery", "boundary"}
    table.write_text(text.replace("id,item,route", "item,id,route", 1), encoding="utf-8")
    (problem,) = lint(read_packs(str(factors_dir)))
    assert "order" in problem.message


def test_a_misspelt_table_is_not_passed_over(factors_dir: Path) -> None:
    (factors_dir / "metals-x" / "records.csv").rename(factors_dir / "metals-x" / "record.csv")
    problems = [problem for problem in lint(read_packs(str(factors_dir))) if problem.pack == "metals-x"]
    assert places(problems) == [("metals-x", "record.csv", "")]


def test_repeated_ids_name_both_places(
    factors_dir: Path, write_pack: Callable[..., Path], record_cells: dict[str, str]
) -> None:
    write_pack(factors_dir / "one", records=[record_cells | {"id": "one:row"}] * 2)
    (problem,) = lint(read_packs(str(factors_dir)))
    assert (problem.row, problem.column) == ("records.csv:3", "id")
    assert "records.csv:2" in problem.message


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("gwp/gwp.csv", "ch4=60;sf6=40", "ch4=60;sf6=30", "composition"),
        ("gwp/gwp.csv", "ch4=60;sf6=40", "ch4=60;nf3=40", "composition"),
        ("gwp/gwp.csv", "ch4=60;sf6=40", "ch4;sf6=40", "composition"),
        ("gwp/gwp.csv", "HFC134a", "r-50", "aliases"),
        ("gwp/gwp.csv", "23500", "<1", "AR5"),
        ("gwp/gwp.csv", "27.9,table 7.SM.7", "27.9,", "AR6_place"),
        ("regions/regions.csv", "DE;FR;KR", "DE;FR;XX", "members"),
        ("regions/regions.csv", "광둥성,,,,CN", "광둥성,,,,C", "parent"),
        ("regions/regions.csv", "CN,country", "CN,nation", "level"),
    ],
)
def test_gases_and_regions(factors_dir: Path, table: str, old: str, new: str, column: str) -> None:
    path = factors_dir / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [problem.column for problem in lint(read_packs(str(factors_dir)))] == [column]


@pytest.mark.parametrize("table", ["gwp", "regions"])
def test_the_library_needs_gases_and_regions(factors_dir: Path, table: str) -> None:
    (factors_dir / table / f"{table}.csv").unlink()
    problems = lint(read_packs(str(factors_dir)))
    assert f"{table}.csv: no pack holds this table" in [str(problem) for problem in problems]


def test_every_kind_has_units() -> None:
    assert set(PER_UNITS) == set(BOUNDARIES)


def test_the_format_page_names_every_word() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "factor-pack.md").read_text(encoding="utf-8")
    words = {*PACK_KEYS, *FOLDERS, *TREATMENTS, *INCLUDES, *SHARE_CLASSES, *LEVELS, *BOUNDARIES}
    words |= {column for must, may in TABLES.values() for column in (*must, *may)}
    words |= {word for choices in (*CHOICES.values(), *BOUNDARIES.values()) for word in choices if word}
    assert sorted(word for word in words if f"`{word}`" not in page) == []
