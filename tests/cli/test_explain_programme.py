"""`carbonfoot explain programme.yaml:measures/ID@YEAR` at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]


def test_at_the_command_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    file = "examples/steel-part-car/programme.yaml"
    code, out, _ = run("explain", f"{file}:products/CAR-1")
    assert code == 0
    assert "dri: measures/dri, by haegang = -145.3148 kg CO2e" in out
    code, out, _ = run("explain", f"{file}:products/CAR-1@2027", "--format", "json")
    assert code == 0
    answer = json.loads(out)
    assert answer["schema"] == "carbonfoot/explain-programme/1"
    assert [one["what"] for one in answer["data"]["steps"]][1:3] == ["without measures", "nesting"]
    code, out, err = run("explain", f"{file}:nothing")
    assert (code, out) == (2, "")
    assert "ask such as: measures/dri, products/CAR-1, members/saeron, tiers/0, targets/car-2035" in err
    code, _, err = run("explain", f"{file}:measures/none")
    assert code == 2
    assert "there are: measures/dri, measures/nesting" in err
    code, _, err = run("explain", f"{file}:measures/dri@2099")
    assert code == 2
    assert "@2099: the programme has 2025 to 2035" in err
