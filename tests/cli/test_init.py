"""`carbonfoot init`: a document that gives a result at once, beside the schema that editors read."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from carbonfoot import __version__

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_it_writes_gives_a_total_at_once(run: Run) -> None:
    code, out, err = run("init")
    assert (code, out) == (0, "")
    assert "next: carbonfoot calc" in err
    code, out, err = run("calc", "part.yaml")
    assert code == 0
    assert "kg CO2e per 1 piece" in out
    assert "closes: 1 kg in" in out
    assert "error" not in err


def test_the_budget_that_it_suggests_can_be_taken(run: Run) -> None:
    run("init")
    document = Path("part.yaml")
    text = document.read_text(encoding="utf-8")
    assert run("check", "part.yaml")[0] == 0
    document.write_text(text.replace("# budgets:", "budgets:"), encoding="utf-8")
    code, out, _ = run("check", "part.yaml")
    assert code == 0
    assert "1 of 1 hold" in out


def test_the_first_line_names_the_schema_beside_it(run: Run) -> None:
    run("init", "parts/bracket", "--name", "bracket.yaml")
    document = Path("parts/bracket/bracket.yaml").read_text(encoding="utf-8")
    first = document.splitlines()[0]
    assert first == "# yaml-language-server: $schema=./part-1.schema.json"
    schema = json.loads(Path("parts/bracket/part-1.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(run("schema", "part")[1])


def test_the_period_is_the_last_whole_year(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "gmtime", lambda: time.struct_time((2031, 1, 1, 0, 0, 0, 0, 1, 0)))
    run("init")
    assert "\nperiod: 2030\n" in Path("part.yaml").read_text(encoding="utf-8")


def test_it_never_overwrites(run: Run) -> None:
    Path("part.yaml").write_text("mine", encoding="utf-8")
    Path("part-1.schema.json").write_text("mine too", encoding="utf-8")
    code, out, err = run("init")
    assert (code, out) == (2, "")
    assert err.startswith("error: ") and "part.yaml exists already" in err
    assert run("init", "--name", "other.yaml")[0] == 0
    assert Path("part.yaml").read_text(encoding="utf-8") == "mine"
    assert Path("part-1.schema.json").read_text(encoding="utf-8") == "mine too"


@pytest.mark.parametrize("words", [["init", "occupied"], ["init", "--name", "no/such/folder.yaml"]])
def test_where_it_cannot_write_it_says_so(run: Run, words: list[str]) -> None:
    Path("occupied").write_text("a file, not a folder", encoding="utf-8")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("error: cannot write ")
    assert [file.name for file in Path().iterdir()] == ["occupied"]


def test_a_plant_and_a_part_that_is_made_there(run: Run) -> None:
    code, out, err = run("init", "works", "--site")
    assert (code, out) == (0, "")
    assert "next: carbonfoot calc works/site.yaml" in err.replace("\\", "/")
    code, out, err = run("calc", "works/site.yaml")
    assert code == 0 and "kg CO2e in the period" in out and "error" not in err
    code, out, err = run("calc", "works/part.yaml")
    assert code == 0 and "kg CO2e per 1 piece" in out and "error" not in err
    for file, kind in (("site.yaml", "site"), ("part.yaml", "part")):
        first = Path("works", file).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=./{kind}-1.schema.json"
        schema = json.loads(Path("works", f"{kind}-1.schema.json").read_text(encoding="utf-8"))
        assert schema == json.loads(run("schema", kind)[1])


@pytest.mark.parametrize("name", ["site.yaml", "part.yaml"])
def test_a_plant_never_overwrites(run: Run, name: str) -> None:
    Path(name).write_text("mine", encoding="utf-8")
    assert run("init", "--site")[0] == 2
    assert [file.name for file in Path().iterdir()] == [name]
    assert run("init", "--site", "--name", "site.yaml")[0] == 2


@pytest.mark.parametrize(
    ("host", "file"),
    [
        ("github", ".github/workflows/carbonfoot.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("pre-commit", ".pre-commit-config.yaml"),
    ],
)
def test_budgets_and_the_job_that_asks_them(run: Run, host: str, file: str) -> None:
    assert run("init", "works/part")[0] == 0
    assert run("init", "works", "--ci", host)[0] == 0
    document = yaml.safe_load(Path("works", file).read_text(encoding="utf-8"))
    said = json.dumps(document)
    assert f"v{__version__}" in said
    if host == "github":
        (_, _, step) = document["jobs"]["check"]["steps"]
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        assert set(step["with"]) <= set(action["inputs"])
    elif host == "gitlab":
        snippet = yaml.safe_load((ROOT / "ci" / "carbonfoot.gitlab-ci.yml").read_text(encoding="utf-8"))
        assert document["carbonfoot"]["artifacts"] == snippet["carbonfoot"]["artifacts"]
        assert run(*shlex.split(document["carbonfoot"]["script"][1])[1:])[0] == 0
    else:
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        assert {one["id"] for one in document["repos"][0]["hooks"]} <= {one["id"] for one in hooks}
    code, out, err = run("check", "works")
    assert (code, "CF944" in err) == (0, False)
    assert "1 of 1 hold" in out
    # what stands there as a comment is a budget as well, and is asked
    budgets = Path("works/budgets.yaml")
    text = budgets.read_text(encoding="utf-8")
    budgets.write_text(text.replace("  # - ", "  - ").replace("  #   ", "    "), encoding="utf-8")
    code, out, _ = run("check", "works")
    assert code == 4 and "3 of 4 hold, 0 do not, 1 cannot be judged" in out
    assert run("init", "works", "--ci", host)[0] == 2


def test_budgets_that_are_there_stay(run: Run) -> None:
    Path("budgets.yaml").write_text("mine", encoding="utf-8")
    assert run("init", "--ci", "github")[0] == 0
    assert Path("budgets.yaml").read_text(encoding="utf-8") == "mine"
    assert run("init", "--ci", "jenkins")[0] == 2
    assert run("init", "--ci", "gitlab", "--site")[0] == 2


def test_a_programme_and_the_part_that_it_is_of(run: Run) -> None:
    code, out, err = run("init", "works", "--programme", "--name", "bracket.yaml")
    assert (code, out) == (0, "")
    assert "next: carbonfoot programme report works/programme.yaml" in err.replace("\\", "/")
    code, out, err = run("programme", "report", "works/programme.yaml", "--format", "json")
    assert code == 0 and "error" not in err
    answer = json.loads(out)
    assert [one["code"] for one in answer["findings"] if one["severity"] != "note"] == []
    (product,), data = answer["data"]["products"], answer["data"]
    press, nesting = data["measures"]
    last = str(data["years"][-1])
    assert product["after"][last] < product["before"][last]
    assert press["avoided"][last] > 0
    assert nesting["status"] == "candidate"
    assert data["money"]["balance"]["difference"] == 0
    assert set(data["targets"][0]["verdict"].values()) == {"pass"}
    first = Path("works/programme.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./programme-1.schema.json"
    schema = json.loads(Path("works/programme-1.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(run("schema", "programme")[1])
    assert run("calc", "works/bracket.yaml")[0] == 0
    assert run("explain", "works/programme.yaml:measures/press")[0] == 0


@pytest.mark.parametrize("name", ["programme.yaml", "part.yaml"])
def test_a_programme_never_overwrites(run: Run, name: str) -> None:
    Path(name).write_text("mine", encoding="utf-8")
    assert run("init", "--programme")[0] == 2
    assert [file.name for file in Path().iterdir()] == [name]
    assert run("init", "--programme", "--name", "programme.yaml")[0] == 2
    assert run("init", "--programme", "--site")[0] == 2
    assert run("init", "--programme", "--installation")[0] == 2
