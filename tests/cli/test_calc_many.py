"""`calc` of folders and of several documents: the table, the data, the exit codes, and what is said beside them."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carbonfoot.cli.calc_many import SHOWN_IN_FULL
from carbonfoot.cli.folding import SHOWN_OF_A_CODE

Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
SHIPPED = ("examples/seat-bracket", "examples/hanil-fastener", "examples/inverter-housing/housing.yaml")

PART = """\
carbonfoot: part/1
product: {id: ID, name: Bracket, name_ko: 브래킷, declared_unit: 1 piece, mass: 1 kg, made_in: KR}
period: 2025
inputs:
  - {name: Coil, amount: 1 kg, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}
"""
MISSING = "  - {name: Lacquer, amount: 0.1 kg, auxiliary: yes}\n"
WRONG = "  - {name: Wire, amount: 1 kgg, factor: steel/wire-rod}\n"


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """The command ends its process; here the process goes on."""
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `parts` with two complete documents, in the working folder, which is a project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "carbonfoot.toml").write_text("")
    folder = tmp_path / "parts"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.yaml").write_text(PART.replace("ID", name.upper()), encoding="utf-8")
    return folder


def told(answer: tuple[int, str, str]) -> str:
    code, out, err = answer
    return f"{out}--- standard error\n{err}--- exit code {code}\n"


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_the_table(
    run: Run,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    lang: str,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = run("calc", *SHIPPED, "--lang", lang)
    assert all(len(line) <= columns for line in answer[1].split("\n"))
    golden(f"examples/many/calc.{columns}.{lang}.txt", told(answer))


def test_order_of_arguments_changes_no_byte(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for format in ("text", "json"):
        first = run("calc", *SHIPPED, "--format", format)
        assert run("calc", *reversed(SHIPPED), *SHIPPED, "--format", format) == first


def test_incomplete_ones_have_no_total_unless_asked_for(run: Run, parts: Path) -> None:
    file = parts / "a.yaml"
    file.write_text(file.read_text(encoding="utf-8") + MISSING, encoding="utf-8")
    code, out, _ = run("calc", "parts")
    assert code == 4
    assert "1 complete, 1 without a total" in out
    assert re.search(r"^A .* no total  parts/a.yaml$", out, re.MULTILINE)
    code, out, _ = run("calc", "parts", "--allow-incomplete")
    assert code == 4
    assert re.search(r"^A .* at least 2\.\d+  parts/a.yaml$", out, re.MULTILINE)


def test_one_that_is_wrong_stops_no_other(run: Run, parts: Path) -> None:
    file = parts / "a.yaml"
    file.write_text(file.read_text(encoding="utf-8") + WRONG, encoding="utf-8")
    user = PART.replace("ID", "C") + "  - {name: A, amount: 1 piece, product: a.yaml}\n"
    (parts / "c.yaml").write_text(user, encoding="utf-8")
    code, out, err = run("calc", "parts", "-q")
    assert code == 3
    assert "1 complete, 2 refused" in out
    assert re.search(r"^C .* refused  parts/c.yaml$", out, re.MULTILINE)
    assert err.count("error[CF202]") == err.count("error[CF405]") == 1
    assert "warning[" not in err
    data = json.loads(run("calc", "parts", "--format", "json")[1])["data"]
    assert data["count"] == {"complete": 1, "incomplete": 0, "refused": 2}
    assert [entry["state"] for entry in data["products"]] == ["refused", "complete", "refused"]


def test_products_of_other_boundaries_sets_and_periods_stand_apart(run: Run, parts: Path) -> None:
    text = (parts / "b.yaml").read_text(encoding="utf-8")
    (parts / "b.yaml").write_text(text.replace("period: 2025", "period: 2024\ngwp: AR4"), encoding="utf-8")
    _, out, _ = run("calc", "parts", "-q")
    assert "cradle-to-gate · 2025 · AR6" in out
    assert "cradle-to-gate · 2024 · AR4" in out


def test_many_findings_are_counted_and_some_are_shown(run: Run, parts: Path) -> None:
    count = SHOWN_IN_FULL + 5
    for number in range(count):
        text = PART.replace("ID", str(number)).replace("origin: KR", "origin: DE") + MISSING
        (parts / f"{number}.yaml").write_text(text, encoding="utf-8")
    _, _, err = run("calc", "parts")
    assert err.count("incomplete[CF307]") == SHOWN_IN_FULL
    assert f"{count} incomplete\nthe first {SHOWN_IN_FULL} are shown" in err
    assert err.count("warning[CF305]") == SHOWN_OF_A_CODE
    assert f"{count + 2 - SHOWN_OF_A_CODE} of CF305" in err
    findings = json.loads(run("calc", "parts", "--format", "json")[1])["findings"]
    assert sum(one["code"] == "CF307" for one in findings) == count


def test_an_empty_folder_is_nothing_to_do(run: Run, tmp_path: Path) -> None:
    code, out, err = run("calc", str(tmp_path))
    assert (code, out) == (5, "")
    assert "CF481" in err


def test_a_file_that_is_not_there_is_one_of_the_rows(run: Run, parts: Path) -> None:
    code, out, err = run("calc", "parts/a.yaml", "parts/gone.yaml")
    assert code == 3
    assert "1 complete, 1 refused" in out
    assert "there is no file `parts/gone.yaml`" in err


@pytest.mark.parametrize(
    "option", ["--set x=1", "--by stage", "--top 3", "--depth 1", "--draws 200", "--compare x.yaml"]
)
def test_some_options_belong_to_one_document(run: Run, parts: Path, option: str) -> None:
    code, out, err = run("calc", "parts", *option.split())
    assert (code, out) == (2, "")
    assert option.split(maxsplit=1)[0] in err


def test_a_result_never_goes_over_a_document(run: Run, parts: Path) -> None:
    before = (parts / "a.yaml").read_bytes()
    assert run("calc", "parts", "--output", "parts/a.yaml")[0] == 2
    assert (parts / "a.yaml").read_bytes() == before
    assert run("calc", "parts", "--output", "table.txt", "-q")[0] == 0
    assert "2 products: 2 complete" in Path("table.txt").read_text(encoding="utf-8")


def test_the_language_is_that_of_the_projects_where_they_agree(run: Run, parts: Path) -> None:
    Path("carbonfoot.toml").write_text('lang = "ko"\n')
    assert "완료 2" in run("calc", "parts", "-q")[1]
    (parts / "b").mkdir()
    (parts / "b" / "carbonfoot.toml").write_text('lang = "en"\n')
    (parts / "b" / "c.yaml").write_text(PART.replace("ID", "C"), encoding="utf-8")
    assert "3 complete" in run("calc", "parts", "-q")[1]


@pytest.mark.parametrize("more", [["--gwp", "AR5"], ["--conservative"], ["--uncertainty", "stated"], []])
def test_options_reach_every_product(run: Run, parts: Path, more: list[str]) -> None:
    data = json.loads(run("calc", "parts", "--format", "json", *more)[1])
    (entry, _) = data["data"]["products"]
    alone = json.loads(run("calc", "parts/a.yaml", "--format", "json", *more)[1])
    assert entry["data"] == alone["data"]


def test_locked_picks_hold_and_drift_is_refused(run: Run, parts: Path) -> None:
    assert run("calc", "parts", "--locked", "-q")[0] == 1, "there is no lock"
    assert run("lock", "parts/a.yaml", "parts/b.yaml")[0] == 0
    code, out, _ = run("calc", "parts", "--locked", "-q")
    assert code == 0
    assert "carbonfoot.lock" in out
    text = (parts / "b.yaml").read_text(encoding="utf-8").replace("hot-rolled-coil", "cold-rolled-coil")
    (parts / "b.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run("calc", "parts", "--locked", "-q")
    assert code == 1
    assert "1 complete, 1 refused" in out
