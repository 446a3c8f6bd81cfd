"""Records that only look alike are told apart, and numbers of a private pack stay out of JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

ROD = {"name": "Rod", "amount": "2 kg", "factor": "own/rod", "origin": "KR"}
GASES = {"gwp_set": "", "gas_basis": "mass"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (GASES | {"n2o": "1"}, GASES | {"n2o": "2"}),
        (GASES | {"other_gases": "sf6=1"}, GASES | {"other_gases": "sf6=2"}),
        (GASES | {"ch4": "1"}, {"gwp_set": "AR5", "gas_basis": "co2e", "ch4": "1"}),
        ({"co2e": "2"}, {"co2e": "2", "gas_basis": "mass", "ch4": "0.07"}),
        ({"co2e": "2"}, {"co2e": "2", "gwp_set": "AR4"}),
        ({"co2e": "2"}, {"co2e": "2", "unit_num": "lb"}),
    ],
)
def test_records_that_differ_in_any_number_are_undecided(
    project: Any, one: dict[str, str], other: dict[str, str]
) -> None:
    """Their totals in short are the same text, and one of them was taken without a word."""
    project.pack("one", {"id": "a", "item": "own/rod"} | one, {"id": "b", "item": "own/rod"} | other)
    project.part("part.yaml", [ROD])
    ran = project.run("calc", "part.yaml")
    assert (ran.code, "CF303" in ran.err) == (3, True)
    assert "CF503" in project.run("factors", "check").err


def test_records_of_one_number_in_other_digits_are_the_same(project: Any) -> None:
    rods = [
        {"id": "a", "item": "own/rod", "co2e": "2"},
        {"id": "b", "item": "own/rod", "co2e": "2.0"},
        {"id": "c", "item": "own/rod", "co2e": "2000", "unit_num": "g"},
    ]
    project.pack("one", *rods)
    project.part("part.yaml", [ROD])
    assert project.total("part.yaml") == 4
    assert "CF503" not in project.run("factors", "check").err


def test_a_bridge_of_another_length_is_another_answer(project: Any) -> None:
    rods = [{"id": name, "item": "own/rod", "co2e": "2", "density": f"{name}000 kg/m3"} for name in "78"]
    project.pack("one", *rods)
    project.part("part.yaml", [ROD | {"amount": "1 L"}])
    assert "CF303" in project.run("calc", "part.yaml").err


def test_an_item_of_two_kinds_in_two_packs(project: Any) -> None:
    project.pack("one", {"id": "a", "item": "own/rod", "co2e": "2", "year": "2020"})
    fuel = {"kind": "fuel", "boundary": "combustion"}
    project.pack("two", {"id": "a", "item": "own/rod", "co2e": "1"} | fuel)
    project.part("part.yaml", [ROD])
    for words in (["calc", "part.yaml"], ["calc", "part.yaml", "--conservative"]):
        ran = project.run(*words)
        assert ran.code == 3
        assert "CF318" in ran.err and "`one` and `two`" in ran.err


SECRETS = {
    "co2e": "2.71828",
    "low": "2.61111",
    "high": "2.91111",
    "density": "7654.3 kg/m3",
    "uncertainty_origin": "assumed",
}


@pytest.fixture
def secret(project: Any) -> Any:
    records = [
        SECRETS | {"id": "rod", "item": "own/rod"},
        {"id": "twin", "item": "own/rod", "co2e": "3.14159"},
        {"id": "one-way", "item": "own/nut", "co2e": "4.66667", "route": "one-way"},
        {"id": "another", "item": "own/nut", "co2e": "5.77777", "route": "another"},
        SECRETS | {"id": "oil", "item": "own/oil"},
        {"id": "odd", "item": "steel/wire-rod", "co2e": "4321.9"},
    ]
    project.pack("one", *records)
    project.pack(
        "two", {"id": "rod", "item": "own/rod", "co2e": "2.22222"}, share_class="open", licence="CC0-1.0"
    )
    columns = (
        "id,item,quantity,substance,product,name,name_ko,value,unit,low,high,uncertainty_origin,geo,year,"
    )
    columns += "year_kind,edition,tier,technology,trust,flags,flag_note,source_row,tags,supersedes\n"
    row = "one:share,own/share,unreacted-share,,,Share,,0.98765,1,0.91234,,assumed,KR,2025,data,1,,,B,,,row 1,,\n"
    (project.root / "packs" / "one" / "parameters.csv").write_text(columns + row, encoding="utf-8")
    nut = {"name": "Nut", "amount": "1 kg", "factor": "own/nut", "origin": "KR"}
    oil = {"name": "Oil", "amount": "3 L", "factor": "own/oil", "origin": "KR"}
    project.part("part.yaml", [ROD, nut, oil])
    return project


@pytest.mark.parametrize(
    "words",
    [
        "calc part.yaml",
        "explain part.yaml",
        "factors show own/rod",
        "factors show one:rod",
        "factors show own/share",
        "factors show one:share",
        "factors search rod",
        "factors check",
        "factors diff packs/one packs/two",
        "factors diff packs/two packs/one",
    ],
)
def test_numbers_of_a_private_pack_stay_out_of_json(secret: Any, words: str) -> None:
    ran = secret.run(*words.split(), "--format", "json")
    numbers = (
        "2.71828",
        "2.61111",
        "2.91111",
        "7654.3",
        "3.14159",
        "4.66667",
        "5.77777",
        "4321.9",
        "0.98765",
        "0.9123",
    )
    assert json.loads(ran.out)["schema"].startswith("carbonfoot/")
    assert [number for number in numbers if number in ran.out] == []


def test_a_person_still_sees_them(secret: Any) -> None:
    assert "2.71828" in secret.run("factors", "show", "one:rod").out
    assert "0.98765" in secret.run("factors", "show", "own/share").out
    assert "2.71828" in secret.run("factors", "diff", "packs/two", "packs/one").out


def test_numbers_of_open_packs_go_on(secret: Any) -> None:
    (record,) = secret.run("factors", "show", "two:rod", "--format", "json").data["data"]
    assert record["co2e"] == "2.22222"
    assert "withheld" not in record


@pytest.mark.parametrize(("origin", "answer"), [("KR", 2.3), ("CN", 0.4), ("TW", 2.3)])
def test_the_worst_of_a_grid_is_no_less_than_what_a_place_with_old_values_is_given(
    project: Any, origin: str, answer: float
) -> None:
    grid = {"item": "electricity/own", "kind": "electricity", "unit_den": "kWh", "boundary": "generation"}
    project.pack(
        "one",
        grid | {"id": "world", "geo": "GLO", "year": "2014", "co2e": "0.23"},
        grid | {"id": "cn", "geo": "CN", "year": "2024", "co2e": "0.04"},
        grid | {"id": "cn-old", "geo": "CN", "year": "2005", "co2e": "9"},
    )
    power = {"name": "Power", "amount": "10 kWh", "factor": "electricity/own"}
    frame = {
        "name": "Frame",
        "amount": "1 piece",
        "supplier": "Somebody",
        "processes": [{"name": "P", "energy": [power]}],
    }
    project.part("part.yaml", [frame])
    assert project.total("part.yaml", "--conservative") == pytest.approx(2.3)
    project.part("part.yaml", [frame | {"origin": origin}])
    assert project.total("part.yaml") == pytest.approx(answer)
