"""`calc --system`: what it prints, and how it is asked."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
EXAMPLE = "examples/neutral-system/bicycle-frame.json"
PAGE = ROOT / "docs" / "formats" / "system.md"


def schema(run: Run, kind: str) -> Draft7Validator:
    body = json.loads(run("schema", kind)[1])
    Draft7Validator.check_schema(body)
    return Draft7Validator(body)


def told(answer: tuple[int, str, str]) -> str:
    code, out, err = answer
    out = re.sub(r'"version": "[^"]*"', '"version": "..."', out)
    return f"{out}--- standard error\n{err}--- exit code {code}\n"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("table.txt", ()),
        ("contributions.txt", ("--contributions", "frame")),
        ("table.json", ("--format", "json")),
        ("contributions.json", ("--format", "json", "--contributions", "frame")),
    ],
)
def test_the_example_says_what_its_golden_text_says(
    run: Run,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    more: tuple[str, ...],
) -> None:
    monkeypatch.chdir(ROOT)
    said = told(run("calc", "--system", EXAMPLE, *more))
    assert max(map(len, said.split("\n"))) <= 80 or "json" in name
    golden(f"examples/neutral-system.bicycle-frame/{name}", said)


def test_the_example_and_its_answer_are_valid(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    schema(run, "system").validate(json.loads((ROOT / EXAMPLE).read_text(encoding="utf-8")))
    _, out, _ = run("calc", "--system", EXAMPLE, "--format", "json", "--contributions", "frame")
    schema(run, "system-result").validate(json.loads(out))


def test_the_minimal_form_of_the_page_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    schema(run, "system").validate(json.loads(text))
    (tmp_path / "s.json").write_text(text, encoding="utf-8")
    code, out, err = run("calc", "--system", "s.json", "--format", "json")
    power = 0.42 / 0.96
    total = 0.01 + 0.3 * (1.9 + 0.4 * power) + 0.5 * power
    assert (code, err) == (0, "")
    assert json.loads(out)["data"]["demands"][0]["total"] == pytest.approx(total, rel=1e-12)


def test_every_key_of_the_schema_stands_on_the_page(run: Run) -> None:
    page = PAGE.read_text(encoding="utf-8")
    body = schema(run, "system").schema
    keys = set(body["properties"])
    for definition in body["definitions"].values():
        for one in [definition, *definition.get("anyOf", [])]:
            keys |= set(one.get("properties", {}))
    assert [key for key in sorted(keys) if f"`{key}`" not in page and f'"{key}"' not in page] == []


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_a_file_prints_the_same_bytes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)
    names = [f"n{one}" for one in range(400)]
    activities: list[Any] = [
        {
            "id": name,
            "inputs": [[chance.choice(names), chance.uniform(0, 0.3)] for _ in range(3)],
            "emissions_kg_co2e": chance.random(),
        }
        for name in names
    ]
    said = set()
    for _ in range(3):
        (tmp_path / "s.json").write_text(
            json.dumps({"activities": activities, "demands": names[:20]}), encoding="utf-8"
        )
        answer = run("calc", "--system", "s.json", "--format", "json", "--contributions", "n3")
        assert answer[0] == 0
        said.add(answer[1])
        chance.shuffle(activities)
        for one in activities:
            chance.shuffle(one["inputs"])
    assert len(said) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a PART"),
        (("part.yaml", "--system", "s.json"), "name a PART"),
        (("part.yaml", "--contributions", "x"), "--contributions needs --system"),
        (("--system", "s.json", "--gwp", "AR5"), "is of a PART"),
        (("--system", "s.json", "--contributions", "nut"), "no demand of the system has this id"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    run: Run, part: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    text = '{"activities": [{"id": "a", "inputs": [], "emissions_kg_co2e": 1}], "demands": ["a"]}'
    (tmp_path / "s.json").write_text(text, encoding="utf-8")
    code, out, err = run("calc", *words)
    assert (code, out) == (2, "") and said in err


def test_the_result_is_not_written_over_the_system(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = '{"activities": [{"id": "a", "inputs": [], "emissions_kg_co2e": 1}], "demands": ["a"]}'
    (tmp_path / "s.json").write_text(text, encoding="utf-8")
    assert run("calc", "--system", "s.json", "--output", "s.json")[0] == 2
    assert run("calc", "--system", "s.json", "--output", "out.txt")[0] == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == text
    assert "1 kg CO2e" in (tmp_path / "out.txt").read_text(encoding="utf-8")
