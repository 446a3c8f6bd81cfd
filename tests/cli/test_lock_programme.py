"""A programme in the lock: what its measures need is pinned with what its documents need."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]
RESIN = """\
  - id: resin
    name: A lighter part of plastic
    member: naru
    start: 2026
    changes:
      press/cross-member.yaml:
        change: {inputs/Hot-rolled coil/amount: -1 %}
        add: {inputs: {name: Resin, amount: 0.1 kg, factor: polymers/abs, route: primary, origin: TW}}
  - id: nesting
"""
ABS = "taiwan-moenv:21-abs"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples/steel-part-car", tmp_path, dirs_exist_ok=True)
    (tmp_path / "carbonfoot.toml").touch()
    text = (tmp_path / "programme.yaml").read_text(encoding="utf-8")
    assert "  - id: nesting\n" in text
    text = text.replace("  - id: nesting\n", RESIN).replace(
        "change: {inputs/Hot-rolled coil/amount: 15.2 kg, ", "change: {"
    )
    (tmp_path / "programme.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lock_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "carbonfoot.lock").read_text(encoding="utf-8"))
    return found


def test_a_lock_of_parts_does_not_hold_what_measures_need(run: Run, here: Path) -> None:
    assert run("lock", "car/car.yaml")[0] == 0
    assert ABS not in (here / "carbonfoot.lock").read_text(encoding="utf-8")
    code, out, err = run("programme", "report", "programme.yaml", "--locked")
    assert (code, out) == (1, "")
    assert "`polymers/abs, primary, TW, 2025` is not in the lock" in err
    assert "`carbonfoot lock programme.yaml` pins what its measures need" in err


def test_a_lock_of_the_programme_holds_documents_and_measures(run: Run, here: Path) -> None:
    code, out, _ = run("lock", "programme.yaml")
    assert code == 0
    assert "carbonfoot.lock: 1 document, 8 picks" in out
    lock = lock_of(here)
    assert lock["documents"] == ["programme.yaml"]
    users = {record["id"]: pick["used_by"] for pick in lock["picks"] for record in pick["records"]}
    assert users[ABS] == ["press/cross-member.yaml:inputs/1"]
    assert any(place.startswith("mill/coil.yaml:") for places in users.values() for place in places)
    free = run("programme", "report", "programme.yaml", "--quiet")
    assert run("programme", "report", "programme.yaml", "--quiet", "--locked") == free
    assert run("calc", "car/car.yaml", "--locked")[0] == 0
    assert run("lock", "--check")[0] == 0


def test_a_pin_that_drifted_under_a_measure_is_refused(run: Run, here: Path) -> None:
    run("lock", "programme.yaml")
    lock = lock_of(here)
    for pick in lock["picks"]:
        for record in pick["records"]:
            if record["id"] == ABS:
                record["hash"] = "0" * 64
    (here / "carbonfoot.lock").write_text(json.dumps(lock), encoding="utf-8")
    code, out, err = run("programme", "check", "programme.yaml", "--locked")
    assert (code, out) == (1, "")
    assert f"the cells of `{ABS}` are not those that were pinned" in err
    assert run("calc", "car/car.yaml", "--locked")[0] == 0
    assert run("lock", "--check")[0] == 1
    assert run("lock", "--update")[0] == 0
    again = run("programme", "check", "programme.yaml", "--locked")
    assert again == run("programme", "check", "programme.yaml")
    assert "CF505" not in again[2]


def test_a_gas_that_drifted_is_refused(run: Run, here: Path) -> None:
    run("lock", "programme.yaml")
    lock = lock_of(here)
    gas, numbers = next(iter(lock["gases"].items()))
    lock["gases"][gas] = dict.fromkeys(numbers, "1")
    (here / "carbonfoot.lock").write_text(json.dumps(lock), encoding="utf-8")
    code, _, err = run("programme", "check", "programme.yaml", "--locked")
    assert code == 1
    assert f"potentials of `{gas}` are not those that were pinned" in err


def test_an_update_tells_the_picks_and_the_products_beside_it(run: Run, here: Path) -> None:
    run("lock", "programme.yaml", "car/car.yaml")
    code, out, _ = run("lock", "--update", "--dry-run", "--format", "json")
    assert code == 0
    answer = json.loads(out)
    assert [one["document"] for one in answer["data"]["products"]] == ["car/car.yaml"]
    assert lock_of(here)["documents"] == ["car/car.yaml", "programme.yaml"]


def test_a_programme_with_an_error_is_not_locked(run: Run, here: Path) -> None:
    file = here / "programme.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("polymers/abs", "polymers/none"), encoding="utf-8"
    )
    code, _, err = run("lock", "programme.yaml")
    assert code == 3
    assert "nothing is locked: no total for programme.yaml" in err
    assert "`polymers/none` is not an item" in err
    assert not (here / "carbonfoot.lock").exists()
