"""`carbonfoot import` as people type it: what it shows, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.intake import kinds

ROOT = Path(__file__).parents[2]
CONSOLE = "examples/import/console.csv"
STATED = ("--made-in", "KR", "--period", "2025")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_the_mapping_is_shown(
    run: Run, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, columns: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run("import", CONSOLE, *STATED, "--lang", lang)
    golden(
        f"examples/import/mapping.{columns}.{lang}.txt",
        f"{out}--- standard error\n{err}--- exit code {code}\n",
    )


def test_what_is_written(run: Run, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    target, mapping = tmp_path / "parts", tmp_path / "map.yaml"
    code, _, _ = run("import", CONSOLE, *STATED, "-o", str(target), "--save-map", str(mapping))
    assert code == 4
    files = sorted(target.iterdir())
    golden(
        "examples/import/documents.txt", "".join(f"== {one.name}\n{one.read_text('utf-8')}" for one in files)
    )
    golden("examples/import/map.yaml.txt", mapping.read_text("utf-8"))
    # what waits for a decision has no total; once it is decided, linked and flat documents come to the same
    code, out, _ = run("calc", str(target / "console.yaml"))
    assert code == 4
    assert "No total" in out
    flat = tmp_path / "flat.yaml"
    assert (
        run(
            "import",
            CONSOLE,
            *STATED,
            "-o",
            str(flat),
            "--flat",
            "--map",
            str(mapping),
            "--product",
            "console",
        )[0]
        == 4
    )
    totals = []
    for file in (target / "console.yaml", flat):
        text = file.read_text("utf-8")
        file.write_text(
            re.sub(r"    # decide: factor.*접착제.*", "    factor: coatings/hot-melt-adhesive", text), "utf-8"
        )
        code, out, _ = run("calc", str(file), "-f", "json")
        assert code == 0
        totals.append(json.loads(out)["data"]["total"])
    assert totals[0] == totals[1]


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "parts"
    target.mkdir()
    kept = target / "kb-4120.yaml"
    kept.write_text("mine", "utf-8")
    code, _, err = run("import", CONSOLE, *STATED, "-o", str(target))
    assert code == 2
    assert "--force" in err
    assert [one.name for one in target.iterdir()] == ["kb-4120.yaml"]
    assert kept.read_text("utf-8") == "mine"
    assert run("import", CONSOLE, *STATED, "-o", str(target), "--force")[0] == 4
    assert len([*target.iterdir()]) == 4


def test_as_data(run: Run) -> None:
    code, out, _ = run("import", CONSOLE, *STATED, "-f", "json")
    answer = json.loads(out)
    assert code == 4
    assert answer["data"]["kind"] == "bom"
    assert answer["data"]["undecided"] == 1
    assert answer["data"]["documents"][0] == "console.yaml"
    assert {"role": "quantity", "what": "소요량", "why": "header", "more": ""} in answer["data"]["mapping"]


def test_questions_end_with_2(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Part name;Material;Weight (kg)\nSeal;EPDM;1,234\n", "utf-8")
    code, out, err = run("import", str(table))
    assert (code, out) == (2, "")
    assert "--decimal" in err


def test_a_table_of_no_kind(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    code, _, err = run("import", str(table))
    assert code == 3
    assert "CF605" in err


@pytest.mark.parametrize(
    "words",
    [
        *(["--made-in", "Korea"], ["--period", "soon"], ["--column", "name"], ["--column", "colour=x"]),
        *(["--levels", "deep"], ["-o", "-"], ["-o", "one.yaml"], ["--unit-is", "식=heap"]),
    ],
)
def test_refused_options(run: Run, words: list[str]) -> None:
    code, out, err = run("import", CONSOLE, *words)
    assert (code, out) == (2, "")
    assert words[0].removeprefix("-o").removeprefix("--") in err


def test_old_workbooks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("python_calamine")
    file = "tests/intake/data/bom.xls"
    code, out, _ = run("import", file, *STATED, "-o", "-", "--flat")
    assert code == 0
    assert "amount: 3 piece\n    mass: 2.5 g\n" in out
    monkeypatch.setattr(kinds, "find_spec", lambda _name: None)
    code, _, err = run("import", file, *STATED)
    assert code == 3
    assert "carbonfoot[xls]" in err


OTHERS = {
    "kepco.csv": ("--made-in", "KR"),
    "bills.csv": ("--unit-is", "MJ=MJ (gross)"),
    "months.csv": ("--period", "2025-01..2025-04"),
    "questionnaire.csv": (),
    "questionnaire-ko.csv": (),
}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", OTHERS)
def test_bills_and_questionnaires_are_shown(
    run: Run, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = run("import", f"examples/import/{name}", *OTHERS[name], "--lang", lang, "-o", "-")
    golden(
        f"examples/import/{name.removesuffix('.csv')}.{lang}.txt",
        f"{out}--- standard error\n{err}--- exit code {code}\n",
    )


def test_questions_are_asked_with_their_option(run: Run) -> None:
    code, out, err = run("import", "examples/import/bills.csv")
    assert (code, out) == (2, "")
    assert '--unit-is "MJ=MJ (gross)"' in err
    code, _, err = run("import", "examples/import/months.csv")
    assert code == 2
    assert "--period YEAR" in err


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_form_is_written_once(run: Run, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"q.{ending}"
    assert run("import", "--template", "questionnaire", "-o", str(target), "--lang", "ko")[0] == 0
    assert run("import", "--template", "questionnaire", "-o", str(target))[0] == 2
    assert run("import", "--template", "questionnaire", "-o", str(target), "--force")[0] == 0
    code, _, err = run("import", str(target), "-o", str(tmp_path / "q.yaml"))
    assert code == 4
    assert "supplier questionnaire" in err


@pytest.mark.parametrize(
    "words",
    [
        ("--template", "questionnaire"),
        ("--template", "survey", "-o", "x.csv"),
        ("--template", "questionnaire", "-o", "x.pdf"),
        ("table.csv", "--template", "questionnaire", "-o", "x.csv"),
        (),
    ],
)
def test_a_form_that_cannot_be_written_is_a_usage_error(run: Run, words: tuple[str, ...]) -> None:
    assert run("import", *words)[0] == 2


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [("--made-in", "KOR", "two capital letters, such as `KR`"), ("--period", "25", "write `2025`")],
)
def test_an_option_that_cannot_be_read_says_what_to_write(
    run: Run, option: str, value: str, says: str
) -> None:
    given = {"--made-in": "KR", "--period": "2025", option: value}
    code, _, err = run("import", CONSOLE, *(word for pair in given.items() for word in pair))
    assert code == 2
    assert says in err
