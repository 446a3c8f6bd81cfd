"""Where budgets stand, what they select, and what is wrong with them: told in one run, each at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.toml_places import locate_toml
from tests.checks.conftest import PART

Judge = Callable[..., Any]
Write = Callable[[dict[str, str]], Path]


def test_everything_that_is_wrong_with_limits_is_told_at_once(judge: Judge) -> None:
    answer = judge("""\
  - {name: a, total: 3.2 kg}
  - {name: b, total: -1 kg CO2e}
  - {name: c, dqr: 7}
  - {name: d, pds: 40}
  - {name: e, stage: {material: 1 kg CO2e}}
  - {name: f, item: {Wire: 2 kWh}}
  - {name: g, total: = 2 * agreed}
  - {name: h, probability: {above: 3 kg, at_most: 120 %}}
  - {name: h, reason: nothing}""")
    told = {(code, path) for code, _, path in answer.findings}
    assert told == {
        ("CF204", "budgets/0/total"),
        ("CF207", "budgets/1/total"),
        ("CF208", "budgets/2/dqr"),
        ("CF208", "budgets/3/pds"),
        ("CF105", "budgets/4/stage/material"),
        ("CF204", "budgets/5/item/Wire"),
        ("CF221", "budgets/6/total"),
        ("CF204", "budgets/7/probability/above"),
        ("CF208", "budgets/7/probability/at_most"),
        ("CF944", "budgets/8"),
        ("CF945", "budgets/8/name"),
    }
    assert answer.code == 3
    assert "pass" not in answer.verdicts.values()
    helps = {one["path"]: one["help"] for one in answer.said["findings"]}
    assert helps["budgets/4/stage/material"] == "did you mean `materials`?"


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("total: nan kg CO2e", "CF206"),
        ("total: 3.2", "CF205"),
        ("total: 3,2 kg CO2e", "CF201"),
        ("totl: 3.2 kg CO2e", "CF101"),
        ("none_of: proxies", "CF105"),
        ("valid_on: tomorrow", "CF107"),
        ("pds: lots", "CF201"),
        ("stage: materials", "CF103"),
        ("probability: {above: 3 kg CO2e}", "CF102"),
        ("total:", "CF104"),
    ],
)
@pytest.mark.parametrize("where", ["part.yaml", "budgets.yaml"])
def test_text_that_is_no_limit_is_refused_wherever_it_stands(
    write: Write, check: Any, limit: str, code: str, where: str
) -> None:
    budgets = f"budgets:\n  - name: x\n    {limit}\n"
    files = {"part.yaml": PART + budgets}
    if where != "part.yaml":
        files = {"part.yaml": PART, where: f"carbonfoot: budgets/1\n{budgets}"}
    write(files)
    answer = check("part.yaml")
    assert answer.code == 3
    assert {(found, file) for found, file, _ in answer.findings} == {(code, where)}


TOML = """\
# limits of the project
lang = "ko"

[[budgets]]
name = "light"
id = "HF-*"
total = "3 kg CO2e"
dqr = 5

[[budgets]]
name = "parts"  # of all
for = ["parts/*", "part.yaml"]
item = { "Wire" = "1 kg CO2e", Coating = "1 kg CO2e" }
[budgets.probability]
above = "9 kg CO2e"
at_most = 0.2
assumed = "allowed"
"""


def test_budgets_of_the_settings_hold_and_point_into_them(write: Write, check: Any) -> None:
    write({"part.yaml": PART, "carbonfoot.toml": TOML})
    answer = check("part.yaml")
    assert answer.verdicts == {
        "total": "fail",
        "dqr": "pass",
        "item Wire": "fail",
        "item Coating": "pass",
        "probability above 9 kg CO2e": "pass",
    }
    assert {one["budget"] for one in answer.checks} == {"light", "parts"}
    places = {
        (one["related"][0]["line"], one["related"][0]["column"])
        for one in answer.said["findings"]
        if one["code"] == "CF940"
    }
    assert places == {(7, 9), (13, 19)}


def test_what_is_wrong_in_the_settings_is_told_there(write: Write, check: Any) -> None:
    text = TOML.replace('"3 kg CO2e"', "nan").replace("dqr = 5", "dqr = 7").replace("above =", "abov =")
    write({"part.yaml": PART, "carbonfoot.toml": text})
    answer = check("part.yaml")
    told = {
        (one["code"], one["file"], one["line"])
        for one in answer.said["findings"]
        if one["severity"] == "error"
    }
    assert ("CF206", "carbonfoot.toml", 7) in told
    assert ("CF101", "carbonfoot.toml", 15) in told
    assert answer.code == 3
    write({"carbonfoot.toml": "[budgets]\ntotal = '3 kg CO2e'\n"})
    answer = check("part.yaml")
    assert answer.findings == [("CF103", "carbonfoot.toml", "budgets")]


def test_other_commands_know_the_setting(write: Write, run_main: Callable[..., int]) -> None:
    write({"part.yaml": PART, "carbonfoot.toml": TOML})
    assert run_main("calc", "part.yaml") == 0


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("budgets", 0), 4, 1),
        (("budgets", 0, "total"), 7, 9),
        (("budgets", 1, "for", 1), 12, 19),
        (("budgets", 1, "item", "Coating"), 13, 42),
        (("budgets", 1, "probability", "at_most"), 16, 11),
        (("budgets", 1, "nothing"), 10, 1),
        (("nothing",), 1, 1),
    ],
)
def test_places_in_toml(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert locate_toml(TOML, path)[:2] == (line, column)


def test_places_in_toml_written_otherwise() -> None:
    text = (
        'budgets = [\n  { name = "a",\ttotal = "1 kg" },\n  { stage.materials = """\n2 kg""", tag = [] }, # x\n]\n'
        "[a.'b c']\nd.e = 2026-01-01\n"
    )
    assert locate_toml(text, ("budgets", 0, "total"))[:2] == (2, 25)
    assert locate_toml(text, ("budgets", 0, "total"), "key")[:2] == (2, 17)
    assert locate_toml(text, ("budgets", 0, "total"), "value", (2, 4)) == (2, 28, 2, 30)
    assert locate_toml(text, ("budgets", 1, "stage", "materials"))[:2] == (3, 23)
    assert locate_toml(text, ("budgets", 1, "tag"))[:2] == (4, 16)
    assert locate_toml(text, ("a", "b c", "d", "e")) == (7, 7, 7, 17)
    assert locate_toml("\n\n[[budgets]]\nname = 1\n", ("budgets", 0, "name"))[:2] == (4, 8)
    for end in range(len(text)):  # broken text ends it, and never loops
        locate_toml(text[:end], ("budgets", 1, "tag"))


PROJECT = {
    "carbonfoot.toml": "",
    "a/one.yaml": PART,
    "b/two.yaml": PART.replace("HF-1", "HN-2").replace("period:", "tags: [nut]\nperiod:"),
}


@pytest.mark.parametrize(
    ("select", "files"),
    [
        ("", {"a/one.yaml", "b/two.yaml"}),
        ("for: a/*, ", {"a/one.yaml"}),
        ("for: '*.yaml', ", {"a/one.yaml", "b/two.yaml"}),
        ("id: HN-*, ", {"b/two.yaml"}),
        ("id: [HN-2, HF-1], ", {"a/one.yaml", "b/two.yaml"}),
        ("tag: nut, ", {"b/two.yaml"}),
        ("tag: nut, for: a/*, ", set()),
    ],
)
def test_budgets_select_by_path_id_and_tag(write: Write, check: Any, select: str, files: set[str]) -> None:
    budgets = f"carbonfoot: budgets/1\nbudgets:\n  - {{name: x, {select}total: 9 kg CO2e}}\n"
    write({**PROJECT, "budgets.yaml": budgets})
    answer = check(".")
    assert {one["product"] for one in answer.checks} == files
    assert ("CF944" in {code for code, _, _ in answer.findings}) == (not files)
    assert answer.code == 0


def test_a_budget_of_other_products_is_not_idle_where_one_file_is_checked(write: Write, check: Any) -> None:
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: x, id: HN-*, total: 9 kg CO2e}\n"
    write({**PROJECT, "budgets.yaml": budgets, "mine.yaml": budgets})
    assert check("a/one.yaml").findings == []
    asked = check("a/one.yaml", "--budgets", "mine.yaml")  # that file was asked for
    assert asked.findings == [("CF944", "mine.yaml", "budgets/0")]


def test_a_file_in_place_of_that_of_the_project(write: Write, check: Any) -> None:
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {{name: x, total: {} kg CO2e}}\n"
    write({**PROJECT, "budgets.yaml": budgets.format(1), "mine.yaml": budgets.format(9)})
    assert check(".").code == 1
    assert check(".", "--budgets", "mine.yaml").code == 0
    missing = check(".", "--budgets", "none.yaml")
    assert missing.code == 3
    assert missing.findings == [("CF001", "none.yaml", "")]


def test_budgets_below_the_top_folder_are_told(write: Write, check: Any) -> None:
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: x, total: 1 kg CO2e}\n"
    write({**PROJECT, "a/budgets.yaml": budgets})
    answer = check(".")
    assert [(one["code"], one["file"]) for one in answer.said["findings"] if one["code"] == "CF480"] == [
        ("CF480", "a/budgets.yaml")
    ]


def test_a_name_that_one_product_has_is_asked_of_that_alone(write: Write, check: Any) -> None:
    other = PART.replace("HF-1", "HF-2").replace("name: Wire", "name: Rod")
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: x, item: {Rod: 9 kg CO2e, Rood: 9 kg CO2e}}\n"
    write({"carbonfoot.toml": "", "one.yaml": PART, "two.yaml": other, "budgets.yaml": budgets})
    answer = check(".")
    assert [(one["product"], one["name"]) for one in answer.checks] == [("two.yaml", "Rod")]
    assert answer.findings == [("CF944", "budgets.yaml", "budgets/0/item/Rood")]


def test_the_settings_and_the_file_share_names(write: Write, check: Any) -> None:
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: light, total: 9 kg CO2e}\n"
    write({"part.yaml": PART, "carbonfoot.toml": TOML, "budgets.yaml": budgets})
    assert ("CF945", "budgets.yaml", "budgets/0/name") in check("part.yaml").findings


def test_globs_meet_names_however_their_letters_are_composed(write: Write, check: Any) -> None:
    """A file system may hold `브` as two letters where the budget has one."""
    from unicodedata import normalize

    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: x, for: 브래킷/*, total: 9 kg CO2e}\n"
    write({"carbonfoot.toml": "", normalize("NFD", "브래킷") + "/a.yaml": PART, "budgets.yaml": budgets})
    assert check(".").verdicts == {"total": "pass"}


def test_a_file_without_budgets_is_told_and_a_link_out_of_the_project_is_refused(
    write: Write, check: Any, tmp_path: Path
) -> None:
    write({"project/carbonfoot.toml": "", "project/part.yaml": PART, "secret.yaml": "password: 1234\n"})
    (tmp_path / "project" / "budgets.yaml").write_text(
        "carbonfoot: budgets/1\nbudgets: []\n", encoding="utf-8"
    )
    assert check("project").findings == [("CF944", "project/budgets.yaml", "budgets")]
    (tmp_path / "project" / "budgets.yaml").unlink()
    (tmp_path / "project" / "budgets.yaml").symlink_to(tmp_path / "secret.yaml")
    answer = check("project/part.yaml")
    assert (answer.code, answer.findings[0][0]) == (3, "CF002")
    assert "password" not in answer.out + answer.err
