"""`carbonfoot verify`: a declaration made again is the same, and whatever is changed is told with its reason."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.declarations.pact.identity import id_of
from carbonfoot.declarations.verifying.compare import fields, lines
from carbonfoot.documents.roots import find_root
from carbonfoot.reports.verify_json import verify_schema

ROOT = Path(__file__).resolve().parents[3]
REPORTS = [(suffix, lang) for suffix in ("md", "html") for lang in ("en", "ko")]


def edit(file: Path, old: str, new: str, count: int = 1) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, count), encoding="utf-8")


def codes(answer: dict[str, Any]) -> set[str]:
    return {one["code"] for one in answer["findings"]} & {"CF930", "CF931", "CF932", "CF933", "CF901"}


def kinds(one: dict[str, Any]) -> set[str]:
    return {cause["kind"] for cause in one["causes"]}


def test_a_message_is_made_again(declared: Any, verify: Any) -> None:
    code, (one,), answer = verify(declared())
    assert code == 0 and one["verdict"] == "equal" and one["holds"] is True
    assert not one["changes"] and not one["causes"] and not codes(answer)
    assert one["total_by_recipe"] == one["total_today"] and one["rules_broken"] == 0
    Draft7Validator.check_schema(verify_schema())
    Draft7Validator(verify_schema()).validate(answer)


@pytest.mark.parametrize(("suffix", "lang"), REPORTS)
def test_a_report_is_made_again_on_another_day(
    suffix: str, lang: str, declared: Any, verify: Any, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = declared(f"report.{suffix}", "iso14067", "--lang", lang)
    answer = run("verify", str(file))  # the fixture sets the day anew
    assert answer.code == 0 and "equal" in answer.out
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "equal" and one["rules_broken"] is None


@pytest.mark.parametrize("place", ["above", "beside", "elsewhere"])
def test_the_project_is_found_from_anywhere(
    place: str, declared: Any, verify: Any, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = declared()
    if place == "beside":  # the file went elsewhere, the command runs in the project
        file = file.rename(tmp_path / "sent.json")
    else:
        monkeypatch.chdir(tmp_path if place == "above" else "/")
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "equal"
    monkeypatch.chdir("/")
    code, (one,), answer = verify(file, "--project", project)
    assert code == 0 and one["verdict"] == "equal", answer["findings"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_nothing_is_written_into_the_project(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    project.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert verify(file)[0] == 0
    finally:
        project.chmod(stat.S_IRWXU)


def test_the_files_of_the_project_are_those_of_before(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    before = {one: one.read_bytes() for one in project.rglob("*") if one.is_file()}
    verify(file)
    assert {one: one.read_bytes() for one in project.rglob("*") if one.is_file()} == before


def first_number(text: str) -> str:
    return str(json.loads(text)["pcf"]["pcfExcludingBiogenicUptake"])


@pytest.mark.parametrize(
    ("key", "new"),
    [
        (("pcf", "pcfExcludingBiogenicUptake"), "0.1"),
        (("pcf", "fossilGhgEmissions"), "0.1"),
        (("pcf", "primaryDataShare"), "99"),
        (("productNameCompany",), "Gold bracket"),
        (("companyName",), "Somebody else"),
        (("validityPeriodEnd",), "2028-06-01T00:00:00Z"),
        (("productIds", 0), "urn:pact:hanil.example:product-id:OTHER"),
        (("id",), "00000000-0000-4000-8000-000000000000"),
        (("extensions", 0, "data", "document"), "other.yaml"),
        (("extensions", 0, "data", "records"), "0" * 64),
        (("extensions", 0, "data", "total"), "0.1"),
        (("extensions", 0, "data", "inputs", "part.yaml"), "0" * 64),
        (("extensions", 0, "data", "options", "gwp"), "AR5"),
    ],
)
def test_what_is_changed_by_hand_is_told(
    key: tuple[str | int, ...], new: str, declared: Any, verify: Any
) -> None:
    file = declared()
    data = json.loads(file.read_text(encoding="utf-8"))
    at = data
    for step in key[:-1]:
        at = at[step]
    assert at[key[-1]] != new
    at[key[-1]] = new
    file.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    code, (one,), answer = verify(file)
    assert code == 1 and one["verdict"] == "edited" and one["holds"] is False
    assert "CF930" in codes(answer) and "hand" in kinds(one)
    (finding,) = [one for one in answer["findings"] if one["code"] == "CF930"]
    assert finding["line"] is not None
    if key[-1] in ("records", "total") and key[0] == "extensions":  # all else of the recipe is as it was
        assert [change["where"] for change in one["changes"]] == [f"recipe/{key[-1]}"]


def test_a_number_changed_with_a_new_id_is_told_by_making_it_again(declared: Any, verify: Any) -> None:
    file = declared()
    data = json.loads(file.read_text(encoding="utf-8"))
    data["productNameCompany"] = "Gold bracket"
    data["id"] = id_of(data)
    file.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    code, (one,), answer = verify(file)
    assert code == 1 and one["verdict"] == "edited" and codes(answer) == {"CF930"}
    assert [change["where"] for change in one["changes"]] == ["productNameCompany"]
    assert one["changes"][0]["stated"] == "Gold bracket" and one["changes"][0]["made"] == "Switch bracket"


def test_a_word_of_a_report_changed_by_hand_is_told_with_its_line(declared: Any, verify: Any) -> None:
    file = declared("report.md", "iso14067")
    edit(file, "Switch bracket", "Golden bracket")
    code, (one,), answer = verify(file)
    assert code == 1 and one["verdict"] == "edited" and codes(answer) == {"CF930"}
    (change,) = one["changes"]
    assert "Golden bracket" in change["stated"] and "Switch bracket" in change["made"]
    line = int(change["where"].removeprefix("line "))
    assert "Golden bracket" in file.read_text(encoding="utf-8").splitlines()[line - 1]
    assert next(one for one in answer["findings"] if one["code"] == "CF930")["line"] == line


def test_an_empty_line_more_in_a_report_is_told(declared: Any, verify: Any) -> None:
    file = declared("report.md", "iso14067")
    edit(file, "\n\n", "\n\n\n")
    code, (one,), _ = verify(file)
    assert code == 1 and one["verdict"] == "edited" and len(one["changes"]) == 1


@pytest.mark.parametrize("name", ["part.json", "report.md", "report.html"])
def test_line_ends_of_windows_are_not_held_against_it(name: str, declared: Any, verify: Any) -> None:
    file = declared(name, "pact-3.0.3" if name.endswith("json") else "iso14067")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    code, (one,), answer = verify(file)
    assert code == 0 and one["verdict"] == "laid-out" and not codes(answer)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert verify(file)[0] == 0


def test_line_ends_of_inputs_are_not_held_against_it(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    for name in ("part.yaml", "carbonfoot.toml"):
        (project / name).write_bytes((project / name).read_bytes().replace(b"\n", b"\r\n"))
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "equal"


def test_an_input_that_moved_the_total(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    edit(project / "part.yaml", "0.50 kg", "0.51 kg")
    edit(project / "part.yaml", "60 g", "70 g")
    code, (one,), answer = verify(file)
    assert code == 1 and one["verdict"] == "differs" and codes(answer) == {"CF931"}
    assert [(cause["kind"], cause["what"]) for cause in one["causes"]] == [("input-changed", "part.yaml")]
    assert one["total_by_recipe"] != one["total_today"]
    assert "pcf/pcfExcludingBiogenicUptake" in {change["where"] for change in one["changes"]}


@pytest.mark.parametrize("name", ["part.json", "report.md", "report.html"])
def test_an_input_that_moved_nothing(name: str, declared: Any, verify: Any, project: Path) -> None:
    file = declared(name, "pact-3.0.3" if name.endswith("json") else "iso14067")
    edit(project / "part.yaml", "period: 2025", "# weighed in March\nperiod: 2025")
    code, (one,), answer = verify(file)
    assert code == 0 and one["verdict"] == "reproduced" and codes(answer) == {"CF932"}


def records(project: Path) -> Path:
    return project / "packs" / "hanil-lca" / "records.csv"


def test_a_record_with_other_values(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    edit(records(project), ",2.47,", ",2.57,")
    code, (one,), answer = verify(file)
    assert code == 1 and one["verdict"] == "differs" and codes(answer) == {"CF931"}
    assert {"record-changed", "pack"} <= kinds(one)
    assert any("cold-rolled-coil-kr-2024" in cause["old"] for cause in one["causes"])


def test_a_record_that_is_gone(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    rows = records(project).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if "cold-rolled-coil-kr-2024" not in row]
    assert len(kept) == len(rows) - 1
    records(project).write_text("".join(kept), encoding="utf-8")
    code, (one,), answer = verify(file)
    assert code == 1 and codes(answer) == {"CF931"} and "record-gone" in kinds(one)


def test_the_record_of_the_recipe_is_taken_where_another_would_be_picked_today(
    declared: Any, verify: Any, project: Path
) -> None:
    file = declared()
    rows = records(project).read_text(encoding="utf-8").splitlines(keepends=True)
    (row,) = [row for row in rows if "cold-rolled-coil-kr-2024" in row]
    newer = row.replace("kr-2024", "kr-2025").replace(",2024,", ",2025,").replace(",2.47,", ",1.11,")
    records(project).write_text("".join([*rows, newer]), encoding="utf-8")
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "equal" and kinds(one) == {"pack"}, one
    (pick,) = one["other_picks_today"]
    assert pick["recipe"].endswith("kr-2024") and pick["today"].endswith("kr-2025")


def test_another_version_of_the_tool(declared: Any, verify: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    file = declared()
    monkeypatch.setattr("carbonfoot.declarations.recipe.__version__", "9.0.0")
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "equal" and kinds(one) == {"tool"}


def test_a_missing_project_leaves_the_rules(
    declared: Any, verify: Any, project: Path, tmp_path: Path
) -> None:
    file = declared().rename(tmp_path / "part.json")
    os.chdir(tmp_path)
    code, (one,), answer = verify(file)
    assert code == 0 and one["verdict"] == "kept" and codes(answer) == {"CF933"}
    code, (one,), _ = verify(file, "--project", tmp_path)
    assert code == 3 and one["verdict"] == "unknown" and one["holds"] is None
    edit(file, '"Switch bracket"', '"Gold bracket"')
    code, (one,), answer = verify(file)
    assert code == 1 and one["verdict"] == "edited" and codes(answer) == {"CF930", "CF933"}


def test_a_report_without_its_project_says_nothing(declared: Any, verify: Any, tmp_path: Path) -> None:
    file = declared("report.html", "iso14067").rename(tmp_path / "report.html")
    os.chdir(tmp_path)
    code, (one,), answer = verify(file)
    assert code == 3 and one["verdict"] == "unknown" and codes(answer) == {"CF933"}


def test_a_document_that_is_refused_today(declared: Any, verify: Any, project: Path) -> None:
    file = declared()
    edit(project / "part.yaml", "0.50 kg", "0.50 kgg")
    code, (one,), answer = verify(file)
    assert code == 3 and one["verdict"] == "unknown" and codes(answer) == {"CF933"}
    assert any(one["file"].endswith("part.yaml") for one in answer["findings"])


def test_a_deprecated_declaration_holds(declared: Any, verify: Any, run: Any) -> None:
    file = declared()
    assert run("declare", str(file), "--deprecate").code == 0
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "equal" and one["status"] == "Deprecated"


def test_what_a_deprecated_declaration_was_made_from_may_go_on(
    declared: Any, verify: Any, run: Any, project: Path
) -> None:
    file = declared()
    assert run("declare", str(file), "--deprecate").code == 0
    edit(project / "part.yaml", "0.50 kg", "0.51 kg")
    edit(project / "part.yaml", "60 g", "70 g")
    code, (one,), answer = verify(file)
    assert (code, one["verdict"], one["changes"] != []) == (0, "kept", True)
    assert [(found["code"], found["severity"]) for found in answer["findings"]] == [("CF931", "note")]
    file.write_text(file.read_text(encoding="utf-8").replace("Switch", "Other"), encoding="utf-8")
    assert verify(file)[0] == 1


def test_folders_are_searched_and_what_is_no_declaration_is_passed_over(
    declared: Any, verify: Any, project: Path
) -> None:
    declared()
    declared("report.md", "iso14067")
    (project / "README.md").write_text("# nothing\n", encoding="utf-8")
    (project / "data.json").write_text("{}", encoding="utf-8")
    code, every, _ = verify(project)
    assert code == 0 and [Path(one["file"]).name for one in every] == ["part.json", "report.md"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"a": 1}', "7"])
def test_a_file_that_is_no_declaration(text: str, verify: Any, project: Path) -> None:
    (project / "data.json").write_text(text, encoding="utf-8")
    code, (one,), answer = verify("data.json")
    assert code == 3 and one["verdict"] == "unreadable" and codes(answer) == {"CF901"}


@pytest.mark.parametrize(
    ("format", "name"),
    [("cbam-operator-summary", "a.md"), ("cbam-operator-summary", "a.html"), ("csv", "a.csv")],
)
def test_formats_of_the_border_adjustment_carry_no_recipe(
    format: str, name: str, run: Any, project: Path
) -> None:
    works = ROOT / "examples" / "cbam" / "bolts" / "installation.yaml"
    assert run("declare", str(works), "--as", format, "-o", name).code == 0
    answer = run("verify", name)
    assert answer.code == 3 and "CF901" in answer.err and "recipe" in answer.err


def test_a_declaration_by_the_lock_is_made_again_by_its_own_picks(
    declared: Any, verify: Any, run: Any, project: Path
) -> None:
    assert run("lock", "part.yaml").code == 0
    file = declared("part.json", "pact-3.0.3", "--locked")
    assert (
        "carbonfoot.lock" in json.loads(file.read_text(encoding="utf-8"))["extensions"][0]["data"]["inputs"]
    )
    assert verify(file)[1][0]["verdict"] == "equal"
    (project / "carbonfoot.lock").unlink()
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "reproduced" and kinds(one) == {"input-missing"}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", b'{"id": ', b"\x00" * 100])
def test_a_file_that_cannot_be_read(data: bytes, run: Any, project: Path) -> None:
    for name in ("data.json", "data.md", "data.html"):
        (project / name).write_bytes(data)
        answer = run("verify", name)
        assert answer.code == 3 and "bug" not in answer.err, answer.err


def test_several_files_take_the_worst_answer(declared: Any, verify: Any, project: Path) -> None:
    good = declared()
    bad = declared("other.json")
    edit(bad, '"Switch bracket"', '"Gold bracket"')
    assert verify(good, bad)[0] == 1
    (project / "no.json").write_text("{", encoding="utf-8")
    code, every, _ = verify(good, bad, "no.json")
    assert code == 3 and [one["verdict"] for one in every] == ["equal", "edited", "unreadable"]


def test_a_list_of_declarations_is_judged_one_by_one(declared: Any, verify: Any, project: Path) -> None:
    one = json.loads(declared().read_text(encoding="utf-8"))
    other = {**one, "productNameCompany": "Gold bracket"}
    (project / "list.json").write_text(json.dumps({"data": [one, other]}), encoding="utf-8")
    code, (first, second), _ = verify("list.json")
    assert code == 1 and (first["number"], second["number"]) == (1, 2)
    assert first["verdict"] == "equal" and second["verdict"] == "edited"


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_text_fits_the_terminal(
    lang: str, columns: str, declared: Any, run: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbonfoot.reports.width import display_width

    file = declared()
    edit(project / "part.yaml", "0.50 kg", "0.51 kg")
    edit(project / "part.yaml", "60 g", "70 g")
    monkeypatch.setenv("COLUMNS", columns)
    answer = run("verify", str(file), "--lang", lang)
    assert answer.code == 1
    assert max(display_width(row) for row in answer.out.splitlines()) <= int(columns)


def test_quiet_says_nothing_of_what_holds(declared: Any, run: Any) -> None:
    answer = run("verify", str(declared()), "--quiet")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


SLOW = {"bad", "tier-1", "tier-2"}
"""Cases, and hundreds of one kind."""

EXAMPLES = sorted(
    file.relative_to(ROOT / "examples").as_posix()
    for file in (ROOT / "examples").rglob("*.yaml")
    if not SLOW & {*file.relative_to(ROOT / "examples").parts}
    and "carbonfoot: part/1" in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_made_again(example: str, run: Any, verify: Callable[..., Any], tmp_path: Path) -> None:
    """The message and both reports of a document, written by one command and verified by one."""
    document = ROOT / "examples" / example
    formats = ("--as", "pact-3.0.3", "--as", "iso14067")
    answer = run("declare", str(document), *formats, "-o", str(tmp_path), "-q")
    assert answer.code == 0, answer.err
    files = sorted(tmp_path.iterdir())
    assert sorted(file.suffix for file in files) == [".html", ".json", ".md"]
    code, every, whole = verify(*files, "--project", find_root(str(document)))
    assert code == 0 and [one["verdict"] for one in every] == ["equal"] * 3, whole


def test_what_is_verified_together_is_judged_each_by_its_own_options(
    declared: Any, verify: Any, project: Path
) -> None:
    file = declared("one.json")
    settings = (project / "carbonfoot.toml").read_text(encoding="utf-8")
    (project / "carbonfoot.toml").write_text(f'gwp = "AR4"\n{settings}', encoding="utf-8")
    other = declared("other.json")
    one, two = (json.loads(one.read_text(encoding="utf-8"))["extensions"][0]["data"] for one in (file, other))
    assert (one["document"], one["options"]["gwp"], two["options"]["gwp"]) == ("part.yaml", "AR6", "AR4")
    code, every, whole = verify(file, other)
    assert code == 0 and [each["verdict"] for each in every] == ["reproduced", "equal"], whole


def test_letters_beyond_ascii_are_as_they_were_written(declared: Any, verify: Any, project: Path) -> None:
    """A message of a Korean company, as we lay it out, is equal, and not only the same laid out in another way."""
    edit(project / "carbonfoot.toml", "Hanil Fastener Co., Ltd.", "한일 파스너")
    file = declared()
    assert "한일" in file.read_text(encoding="utf-8")
    assert verify(file)[1][0]["verdict"] == "equal"
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(data), encoding="utf-8")
    code, (one,), _ = verify(file)
    assert code == 0 and one["verdict"] == "laid-out"


def test_an_empty_value_is_not_the_same_as_none() -> None:
    assert [one.where for one in fields({"pcf": {"verification": {}}}, {"pcf": {"total": "1"}})] == [
        "pcf/verification",
        "pcf/total",
    ]
    assert [one.where for one in fields({"a": [], "b": "1"}, {"b": "1"})] == ["a"]
    assert [one.where for one in fields({"a": "", "b": None, "c": "1"}, {"c": "1"})] == ["a", "b"]
    assert not fields({"a": {}, "status": "Active"}, {"a": {}, "status": "Deprecated"})
    assert [one.where for one in fields({"a": "1"}, {"a": 1})] == ["a"]


def test_of_two_projects_that_hold_the_document_it_is_the_one_it_was_made_in(
    declared: Any, verify: Any, project: Path
) -> None:
    """A copy of the project inside it, in which an input has changed since: nearer, and the wrong one."""
    file = declared()
    copy = project / "copy"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("copy"))
    edit(copy / "part.yaml", "0.50 kg", "0.51 kg")
    code, (one,), _ = verify(copy / file.name)
    assert code == 0 and one["verdict"] == "equal"
    code, (one,), _ = verify(copy / file.name, "--project", copy)
    assert code == 0 and one["verdict"] == "equal"  # at or above the folder that is named
    edit(project / "part.yaml", "0.50 kg", "0.52 kg")
    code, (one,), _ = verify(copy / file.name)  # both changed: the nearer
    assert code == 1 and one["verdict"] == "differs" and one["project"].endswith("copy")


@pytest.mark.parametrize(
    ("stated", "made", "wanted"),
    [
        ("a\nb\nc\nz\n", "a\nX\nz\n", [("line 2", "b", "X"), ("line 3", "c", "")]),
        ("a\nX\nz\n", "a\nb\nc\nz\n", [("line 2", "X", "b"), ("line 3", "", "c")]),
        ("a\nb\nc\nz\n", "a\nX\nY\nz\n", [("line 2", "b", "X"), ("line 3", "c", "Y")]),
        ("a\nb\nc\nd\n", "A\nb\nc\nD\n", [("line 1", "a", "A"), ("line 4", "d", "D")]),
        ("a\nb\n", "a\nb\n", []),
    ],
)
def test_lines_of_reports_are_told_beside_each_other(
    stated: str, made: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert [(one.where, one.stated, one.made) for one in lines(stated, made, ".md")] == wanted


@pytest.mark.parametrize(("option", "value"), [("gwp", "AR9"), ("pedigree", "mine"), ("uncertainty", "much")])
def test_options_that_are_not_known_leave_the_rules(
    option: str, value: str, declared: Any, verify: Any, project: Path
) -> None:
    file = declared()
    data = json.loads(file.read_text(encoding="utf-8"))
    data["extensions"][0]["data"]["options"][option] = value
    file.write_text(json.dumps({**data, "id": id_of(data)}), encoding="utf-8")
    code, (one,), answer = verify(file)
    assert (code, one["verdict"]) == (0, "kept")
    assert value in next(found["message"] for found in answer["findings"] if found["code"] == "CF933")


def test_what_tools_put_around_a_message_is_no_matter(declared: Any, verify: Any) -> None:
    file = declared()
    data = json.loads(file.read_text(encoding="utf-8"))
    event = {"specversion": "1.0", "type": "x", "data": {"requestEventId": "1", "pfs": [data]}}
    for made, verdict in ((event, "laid-out"), ({"data": [data, data]}, "equal")):
        file.write_text(json.dumps(made), encoding="utf-8")
        code, every, _ = verify(file)
        assert (code, {one["verdict"] for one in every}) == (0, {verdict})


def test_null_for_what_is_not_said_breaks_a_rule_and_is_not_called_changed_by_hand(
    declared: Any, verify: Any
) -> None:
    file = declared()
    data = json.loads(file.read_text(encoding="utf-8"))
    data["pcf"]["verification"] = None
    file.write_text(json.dumps(data), encoding="utf-8")
    code, (one,), answer = verify(file)
    assert (code, one["verdict"], codes(answer)) == (1, "broken", set())


def test_line_ends_of_old_tools_are_not_held_against_a_report(declared: Any, verify: Any) -> None:
    file = declared("part.md", "iso14067")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r"))
    code, (one,), _ = verify(file)
    assert (code, one["verdict"]) == (0, "laid-out")


def test_a_cause_excuses_no_other_part_of_the_recipe(declared: Any, verify: Any, project: Path) -> None:
    file = declared("part.md", "iso14067")
    text = file.read_text(encoding="utf-8")
    total = json.loads(text[text.rindex("```json") + 7 : text.rindex("```")])["records"]
    file.write_text(text.replace(total, "0" * 64), encoding="utf-8")
    toml = project / "carbonfoot.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    code, (one,), _ = verify(file)
    assert (code, one["verdict"], one["changes"][0]["where"]) == (1, "edited", "recipe/records")


def test_a_hash_of_a_record_changed_by_hand_is_no_other_record(declared: Any, verify: Any) -> None:
    file = declared("part.md", "iso14067")
    text = file.read_text(encoding="utf-8")
    picks = json.loads(text[text.rindex("```json") + 7 : text.rindex("```")])["picks"]
    digest = next(iter(picks.values())).split(" ")[1]
    file.write_text(text.replace(digest, "0" * len(digest)), encoding="utf-8")
    code, (one,), _ = verify(file)
    assert (code, one["verdict"], one["changes"][0]["where"]) == (1, "edited", "recipe/picks")
