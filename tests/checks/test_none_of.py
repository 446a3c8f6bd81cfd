"""What may not be in a footprint: every line that has it is told at its place; what is not known is open."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.checks.conftest import PART

ROOT = Path(__file__).resolve().parents[2]
Judge = Callable[..., Any]
Write = Callable[[dict[str, str]], Path]

STEEL = """\
carbonfoot: part/1
product: {id: B-1, name: Bracket, declared_unit: 1 piece, mass: 1 kg, made_in: KR}
period: 2025
inputs:
  - name: Coil
    amount: 1 kg
    factor: steel/hot-rolled-coil
    route: bf-bof
    origin: KR
    transport: []
processes:
  - {name: Stamping, electricity: 1 kWh}
"""


def test_a_proxy_is_told_at_its_line(judge: Judge) -> None:
    answer = judge("  - none_of: proxy", part=STEEL)
    assert answer.findings == [("CF940", "part.yaml", "inputs/0")]
    assert answer.code == 1
    assert [one["actual"] for one in answer.checks] == ["Coil"]
    assert judge("  - none_of: proxy").verdicts == {"none_of proxy": "pass"}


def test_missing_lines_are_told_at_theirs(judge: Judge) -> None:
    part = STEEL.replace("    factor: steel/hot-rolled-coil\n    route: bf-bof\n", "")
    answer = judge("  - none_of: [missing-line, proxy]", part=part)
    assert ("CF940", "part.yaml", "inputs/0") in answer.findings
    assert answer.verdicts == {"none_of missing-line": "fail", "none_of proxy": "open"}
    assert answer.code == 1


def test_a_line_that_is_missing_behind_the_gate_counts_where_the_boundary_goes_on(judge: Judge) -> None:
    limit = "  - none_of: missing-line"
    used = PART + "use:\n  - {name: Power, amount: 10 kWh}\n"
    assert judge(limit, part=used).verdicts == {"none_of missing-line": "pass"}
    whole = used.replace("period:", "boundary: cradle-to-grave\nperiod:")
    whole += "distribution: [{mode: road/hgv, distance: 100 km}]\n"
    whole += "end_of_life:\n  - {name: Bolt, amount: 2 kg, treatment: recycling}\n"
    answer = judge(limit, part=whole)
    assert answer.verdicts == {"none_of missing-line": "fail"}
    assert ("CF940", "part.yaml", "use/0") in answer.findings


def test_factors_past_their_review_fail_on_the_day_that_the_build_says(
    judge: Judge, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    write({})
    assert judge("  - none_of: expired-factor", part=STEEL).verdicts == {"none_of expired-factor": "pass"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")  # 2100-01-01
    answer = judge("  - none_of: expired-factor", part=STEEL)
    assert answer.code == 1
    places = {path for code, _, path in answer.findings if code == "CF940"}
    assert {"inputs/0", "processes/0/electricity"} <= places


def test_numbers_of_a_method_are_past_their_review_as_factors_are(
    write: Write, check: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The carbon balance of a furnace takes contents of IPCC 2019 and no factor."""
    folder = write({"budgets.yaml": "carbonfoot: budgets/1\nbudgets:\n  - {none_of: expired-factor}\n"})
    shutil.copytree(ROOT / "examples" / "eaf-mill", folder / "mill")
    (folder / "carbonfoot.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")  # 2100-01-01
    told = {path: one["message"] for one in check("mill/mill.yaml").said["findings"] if (path := one["path"])}
    assert "rests on pack `ipcc-2019`" in told["processes/1/methods/0"]


def test_drift_is_what_the_lock_would_refuse(
    judge: Judge, write: Write, run_main: Callable[..., int]
) -> None:
    open_ = judge("  - none_of: drift", part=STEEL)
    assert open_.verdicts == {"none_of drift": "open"}
    assert open_.code == 4
    assert run_main("lock", "part.yaml") == 0
    assert judge("  - none_of: drift", part=STEEL).verdicts == {"none_of drift": "pass"}
    more = STEEL + "  - {name: Washing, water: 2 L}\n"
    answer = judge("  - none_of: drift", part=more)
    assert ("CF940", "part.yaml", "processes/1/water") in answer.findings
    lock = Path("carbonfoot.lock")
    told = json.loads(lock.read_text(encoding="utf-8"))
    text = lock.read_text(encoding="utf-8")
    hashes = [one for one in _strings(told) if len(one) == 64]
    lock.write_text(text.replace(hashes[0], hashes[0][::-1]), encoding="utf-8")
    assert "fail" in judge("  - none_of: drift", part=STEEL).verdicts.values()


def _strings(given: Any) -> list[str]:
    if isinstance(given, str):
        return [given]
    inner = given.values() if isinstance(given, dict) else given if isinstance(given, list) else ()
    return [one for part in inner for one in _strings(part)]


def test_an_interval_that_is_mostly_assumed_fails_and_none_is_open(judge: Judge) -> None:
    limit = "  - none_of: assumed-uncertainty"
    answer = judge(limit)
    assert answer.code == 1
    assert "amount of Wire" in answer.checks[0]["why"]
    sure = PART.replace("gwp: AR6", 'gsd: "1.2", gwp: AR6').replace(" kg\n", ' kg\n    gsd: "1.05"\n')
    assert judge(limit, part=sure).verdicts == {"none_of assumed-uncertainty": "pass"}
    settings = {"carbonfoot.toml": '[uncertainty]\ncounts = "stated"\n'}
    assert judge(limit, part=sure, **settings).verdicts == {"none_of assumed-uncertainty": "open"}


def test_statements_must_hold_on_the_day(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    part = PART.replace("source: Wire Co.", "valid_until: 2026-06-30, source: Wire Co.")
    assert judge("  - valid_on: 2026-06-30", part=part).code == 0
    answer = judge("  - valid_on: 2026-07-01", part=part)
    assert answer.findings == [("CF940", "part.yaml", "inputs/0/footprint/valid_until")]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")  # 2026-06-30
    assert judge("  - valid_on: today", part=part).code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782864000")
    assert judge("  - valid_on: today", part=part).code == 1


def test_lines_without_declaration_are_not_asked(judge: Judge) -> None:
    answer = judge("  - valid_on: 2099-01-01")
    assert answer.verdicts == {"valid_on 2099-01-01": "pass"}
    assert answer.checks[0]["actual"] == "no declaration"


@pytest.fixture
def declared(write: Write) -> Path:
    """The bracket whose bolts come with a declaration."""
    folder = write({})
    shutil.copytree(ROOT / "examples" / "seat-bracket-declared", folder / "bracket")
    shutil.copytree(ROOT / "examples" / "hanil-fastener", folder / "hanil-fastener")
    (folder / "carbonfoot.toml").write_text("", encoding="utf-8")
    return folder / "bracket"


def _with(folder: Path, day: str) -> None:
    (folder.parent / "budgets.yaml").write_text(
        f"carbonfoot: budgets/1\nbudgets:\n  - {{name: valid, valid_on: {day}}}\n", encoding="utf-8"
    )


def test_declarations_must_hold_on_the_day_and_may_not_be_deprecated(declared: Path, check: Any) -> None:
    document = next(declared.glob("*.yaml"))
    received = next(declared.rglob("*.json"))
    given = json.loads(received.read_text(encoding="utf-8"))
    given.update(validityPeriodStart="2026-01-01T00:00:00Z", validityPeriodEnd="2027-06-30T00:00:00Z")
    received.write_text(json.dumps(given), encoding="utf-8")
    for day, verdict in (("2027-06-29", "pass"), ("2027-07-01", "fail"), ("2025-12-31", "fail")):
        _with(declared, day)
        answer = check(str(document))
        assert {one["verdict"] for one in answer.checks} == {verdict}, day
    (path,) = {path for code, _, path in answer.findings if code == "CF940"}
    assert path.endswith("declaration")
    given["status"] = "Deprecated"
    received.write_text(json.dumps(given), encoding="utf-8")
    _with(declared, "2027-01-01")
    answer = check(str(document))
    assert "is deprecated" in answer.checks[0]["why"]
    assert answer.code == 1


def test_what_is_forbidden_twice_is_told_once(judge: Judge) -> None:
    answer = judge("  - none_of: [proxy, missing-line, proxy]", part=STEEL)
    assert [one["name"] for one in answer.checks] == ["proxy", "missing-line"]
