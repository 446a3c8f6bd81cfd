"""Every code of the catalogue is provoked by a folder of `examples/bad` and says what its golden text says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import carbonfoot.findings.pages
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import THE_ANSWER_IS_NO

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "examples" / "bad"
GOLDEN = ROOT / "tests" / "golden" / "bad"
PAGES = Path(carbonfoot.findings.pages.__file__).parent
CASES = sorted(case for case in BAD.iterdir() if case.is_dir())

EXIT = {"error": 3, "incomplete": 4, "warning": 0, "note": 0}
WORST_FIRST = tuple(EXIT)
OURS = {"CF962": 70}  # a bug of ours is no fault of the input

# Codes that may be about a file or a result as a whole; every other one has a line and a column.
WITHOUT_PLACE = {
    *("CF001", "CF007", "CF009", "CF010", "CF308", "CF309", "CF310", "CF448", "CF505"),
    *("CF480", "CF481", "CF506", "CF508", "CF601", "CF602", "CF603", "CF604", "CF605", "CF618"),
    *("CF621", "CF634", "CF835", "CF840", "CF919", "CF960", "CF961", "CF962"),
}

_FOUND = re.compile(r"^(?:\S+: )?(error|incomplete|warning|note)\[(CF\d{3})\]", re.MULTILINE)


def code_of(case: Path) -> str:
    return case.name[:5]


def commands_of(case: Path) -> list[str]:
    return (case / "command").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def folder(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where the commands of a case run: the case itself, or a copy that its fixture prepares."""
    fixture = case / "fixture"
    if not fixture.is_file():
        return case
    prepare: Callable[[Path], None] = request.getfixturevalue(fixture.read_text(encoding="utf-8").strip())
    copy = tmp_path / case.name
    shutil.copytree(case, copy)
    prepare(copy)
    return copy


def test_codes_pages_cases_and_goldens_are_the_same_set() -> None:
    codes = set(CATALOGUE)
    assert {page.stem for page in PAGES.glob("*.md")} == codes, "pages"
    assert {code_of(case) for case in CASES} == codes, "cases"
    assert {file.stem for file in GOLDEN.iterdir()} == {case.name for case in CASES}, "golden texts"


def test_a_case_is_named_after_its_code() -> None:
    for case in CASES:
        code = code_of(case)
        assert re.match(rf"{code}-{CATALOGUE[code].name}(-|$)", case.name), case.name
        assert commands_of(case), case.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_says_its_golden_text_and_its_code_with_the_place_and_leaves_with_the_right_exit_code(
    case: Path,
    folder: Path,
    carbonfoot: Any,
    golden: Callable[[str, str], None],
    schemas: dict[str, Draft7Validator],
) -> None:
    code = code_of(case)
    severities = set()
    said = []
    answers = []
    for command in commands_of(case):
        arguments = shlex.split(command)
        text = carbonfoot(folder, arguments)
        answers.append((command, arguments, text, carbonfoot(folder, [*arguments, "--format", "json"])))
        said.append(f"$ carbonfoot {command}\nexit code {text.code}\n")
        said.append(f"--- standard output\n{text.out}--- standard error\n{text.err}\n")
    golden(f"bad/{case.name}.txt", "".join(said))
    for command, arguments, text, json in answers:
        for run in (text, json):
            assert "Traceback" not in run.out + run.err, command
            assert "bug in carbonfoot" not in run.err, command
            for path in (ROOT, folder):
                assert str(path) not in run.out + run.err, f"{command} prints a path of this machine"
        calculates = arguments[0] == "calc" and "--system" not in arguments
        if calculates:
            schemas[json.data["schema"]].validate(json.data)
            calculates = json.data["schema"] != "carbonfoot/scenarios/1"
        assert list(json.data) == ["schema", "tool", "options", "data", "findings"]
        findings = json.data["findings"]

        # the same findings in both formats, and among them the one that the case is about
        assert sorted(_FOUND.findall(text.err)) == sorted((one["severity"], one["code"]) for one in findings)
        own = [one for one in findings if one["code"] == code]
        assert own, f"{command} does not provoke {code}"
        severities |= {one["severity"] for one in own}
        for one in own:
            if one["line"] is None:
                assert code in WITHOUT_PLACE, f"{code} has no place: {one['message']}"
            else:
                assert f"{one['file']}:{one['line']}:{one['column']}" in text.err

        worst = min((one["severity"] for one in findings), key=WORST_FIRST.index)
        errors = {one["code"] for one in findings if one["severity"] == "error"}
        expected = 1 if errors and errors <= THE_ANSWER_IS_NO else EXIT[worst]
        if "CF481" in {one["code"] for one in findings}:
            expected = 5  # nothing to do
        expected = OURS.get(code, expected)
        assert text.code == json.code == expected, command
        data = json.data["data"]
        if "--system" in arguments:
            assert (data is None) == (worst in ("error", "incomplete")), "never a number beside an error"
        if not calculates:
            continue
        if _of_another_kind(json.data, stopped=worst in ("error", "incomplete")):
            continue
        if "--compare" in arguments and worst == "error":
            assert data is not None and data["comparison"] is None, (
                "the product has its total, the comparison is refused"
            )
        elif worst in ("error", "incomplete"):
            assert data is None or data["total"] is None, "a refused document has no total"
        else:
            assert data is not None and data["total"] is not None
    assert CATALOGUE[code].severity in severities


def _of_another_kind(answer: dict[str, Any], *, stopped: bool) -> bool:
    """Whether it is the answer for many documents or for an installation, which never have a number beside an error."""
    data = answer["data"]
    if data is not None and answer["schema"] == "carbonfoot/calc-many/1":
        assert any(product["state"] != "complete" for product in data["products"]) == stopped
        return True
    if answer["schema"] == "carbonfoot/calc-installation/1":
        assert (data is None) == stopped, "a refused document has no goods"
        return True
    return False


_SCHEMAS: dict[str, Draft7Validator] = {}


@pytest.fixture
def schemas(carbonfoot: Any, tmp_path: Path) -> dict[str, Draft7Validator]:
    """Of the answers of `calc`, by their names; asked for once a process."""
    for kind in () if _SCHEMAS else ("calc", "calc-many", "calc-installation", "scenarios"):
        schema = carbonfoot(tmp_path, ["schema", kind]).data
        Draft7Validator.check_schema(schema)
        _SCHEMAS[f"carbonfoot/{kind}/1"] = Draft7Validator(schema)
    return _SCHEMAS
