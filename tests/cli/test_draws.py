"""`calc --system --draws`: what it prints, what it refuses, and that a run can be repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

SYSTEM = {
    "activities": [
        {"id": "bolt", "inputs": [{"id": "steel", "amount": 0.3}], "emissions_kg_co2e": 0.01},
        {
            "id": "steel",
            "inputs": [],
            "emissions_kg_co2e": {"value": 2.0, "uncertainty": {"type": "lognormal", "gsd": 1.1}},
        },
    ],
    "demands": ["bolt"],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "system.json").write_text(json.dumps(SYSTEM), encoding="utf-8")
    plain = json.dumps(SYSTEM).replace(', "uncertainty": {"type": "lognormal", "gsd": 1.1}', "")
    (tmp_path / "certain.json").write_text(plain, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["system.json", "--draws", "99"], "--draws 99: at least 100 are needed"),
        (["system.json", "--seed", "3"], "--seed is of --draws"),
        (["system.json", "--draws", "100", "--seed", "-1"], "--seed -1: 0 or more"),
        (["certain.json", "--draws", "100"], "no number of the system has an `uncertainty`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_refused(run: Run, here: Path, words: list[str], said: str) -> None:
    code, out, err = run("calc", "--system", *words)
    assert (code, out) == (2, "")
    assert said in err


def test_text(run: Run, here: Path) -> None:
    code, out, err = run("calc", "--system", "system.json")
    assert (code, err) == (0, "")
    assert "95 % between" in out and "0.508 to 0.733 kg CO2e" in out  # 0.01 + 0.6 * 1.1 ** -+1.96, nearly
    assert "steel: kg CO2e" in out and "100 %" in out
    code, out, _ = run("calc", "--system", "system.json", "--draws", "5000")
    assert code == 0
    assert "5,000 draws, seed 1" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_json_repeats_and_follows_the_seed(run: Run, here: Path) -> None:
    words = ("calc", "--system", "system.json", "--draws", "1000", "--format", "json")
    first, again, other = (run(*words, *more)[1] for more in ((), ("--seed", "1"), ("--seed", "2")))
    assert first == again != other
    told = json.loads(first)
    assert told["options"] == {"system": "system.json", "draws": 1000, "seed": 1}
    found = told["data"]["demands"][0]["uncertainty"]
    assert found["method"] == "monte-carlo" and found["enough"] and found["infeasible"] == 0
    assert found["mean"] == pytest.approx(0.01 + 0.6 * 1.00455, rel=0.01)
    assert [one["percent"] for one in found["percentiles"]] == [2.5, 5, 25, 50, 75, 95, 97.5]


def test_a_certain_system_has_no_uncertainty(run: Run, here: Path) -> None:
    told = json.loads(run("calc", "--system", "certain.json", "--format", "json")[1])
    assert told["data"]["demands"][0]["uncertainty"] is None
