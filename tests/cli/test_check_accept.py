"""`# carbonfoot: ignore[CF310] reason`: what a comment accepts, what it never does, and comments that are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

PART = """\
carbonfoot: part/1
product: {id: P-1, name: Bolt, declared_unit: 1 piece, made_in: KR}
period: 2025
inputs:
  - name: Wire
    amount: 2 kg
    transport: []
    footprint: {value: 1.5 kg CO2e, per: 1 kg, source: Wire Co. 2012, gwp: AR6, year: 2012}
budgets:
  - {name: customer, total: 2 kg CO2e}
"""
OVER = "- {name: customer, total: 2 kg CO2e}"


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


class Told(NamedTuple):
    code: int
    counted: list[tuple[str, int | None]]
    accepted: list[tuple[str, str]]


@pytest.fixture
def told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """What a check of one document says: exit code, findings by code and line, what is accepted and why."""
    monkeypatch.chdir(tmp_path)

    def check(text: str, *more: str) -> Told:
        Path("part.yaml").write_text(text, encoding="utf-8")
        answer = run("check", "part.yaml", "--format", "json", *more)
        data: Any = json.loads(answer.out)
        accepted = [(one["code"], one["reason"]) for one in data["data"]["accepted"]]
        return Told(answer.code, [(one["code"], one["line"]) for one in data["findings"]], accepted)

    return check


Check = Callable[..., Told]


def _with(old: str, new: str, text: str = PART) -> str:
    assert old in text
    return text.replace(old, new)


def test_without_comments(told: Check) -> None:
    found = told(PART)
    assert found.code == 1 and not found.accepted
    assert ("CF940", 10) in found.counted and ("CF310", None) in found.counted


@pytest.mark.parametrize(
    "text",
    [
        _with(OVER, f"{OVER}  # carbonfoot: ignore[CF940] agreed until June"),
        _with(f"  {OVER}", f"  # carbonfoot: ignore[CF940] agreed until June\n  {OVER}"),
        _with(OVER, f"{OVER}  # carbonfoot: ignore[CF306, CF940] agreed until June"),
    ],
)
def test_a_limit_that_is_not_kept_may_be_accepted(told: Check, text: str) -> None:
    found = told(text)
    assert found.accepted == [("CF940", "agreed until June")]
    assert "CF940" not in [code for code, _ in found.counted]
    assert found.code == 0


def test_what_is_said_of_the_whole_document_is_accepted_at_its_first_line(told: Check) -> None:
    for text in (
        _with("part/1\n", "part/1  # carbonfoot: ignore[CF310] no split\n"),
        "# carbonfoot: ignore[CF310] no split\n# more\n" + PART,
    ):
        assert told(text).accepted == [("CF310", "no split")]


def test_a_comment_elsewhere_accepts_nothing_and_is_said(told: Check) -> None:
    found = told(_with("period: 2025", "period: 2025  # carbonfoot: ignore[CF940, CF310] agreed"))
    assert found.accepted == []
    assert found.counted.count(("CF954", 3)) == 2
    assert ("CF940", 10) in found.counted
    assert (
        told(PART.replace("period: 2025", "period: 2025  # carbonfoot: ignore[CF310] x"), "--strict").code
        == 1
    )


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# carbonfoot: ignore[CF940]", "CF951"),
        ("# carbonfoot: ignore agreed", "CF951"),
        ("# carbonfoot: ignore[CF999] agreed", "CF952"),
        ("# carbonfoot: ignore[cf940] agreed", "CF952"),
        ("# carbonfoot: ignore[over-budget] agreed", "CF952"),
        ("# carbonfoot: ignore[CF941] agreed", "CF953"),
        ("# carbonfoot: ignore[CF207] agreed", "CF953"),
        ("# carbonfoot: ignore[CF505] agreed", "CF953"),
    ],
)
def test_wrong_comments_are_errors_and_accept_nothing(told: Check, comment: str, code: str) -> None:
    found = told(_with(OVER, f"{OVER}  {comment}"))
    assert found.code == 3 and found.accepted == []
    assert (code, 10) in found.counted and ("CF940", 10) in found.counted


def test_the_nearest_code_is_named(run: Run, told: Check) -> None:
    for written, best in [("CF94O", "CF940"), ("cf940", "CF940"), ("over-budget", "CF940")]:
        told(_with(OVER, f"{OVER}  # carbonfoot: ignore[{written}] agreed"))
        assert f"did you mean {best} (" in run("check", "part.yaml").err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("amount: 2 kg", "amount: -2 kg  # carbonfoot: ignore[CF207] known", "CF207"),
        ("- name: Wire", "- name: Wire  # carbonfoot: ignore[CF307] known", "CF307"),
    ],
)
def test_neither_errors_nor_what_is_missing_are_ever_accepted(
    told: Check, old: str, new: str, code: str
) -> None:
    text = _with(old, new)
    if code == "CF307":
        text = "".join(line for line in text.splitlines(keepends=True) if "footprint:" not in line)
    found = told(text)
    assert found.code == 3 and found.accepted == []
    assert {"CF953", code} <= {one for one, _ in found.counted}


def test_of_a_refused_document_nothing_is_called_unused(told: Check) -> None:
    found = told("# carbonfoot: ignore[CF310] no split\n" + _with("amount: 2 kg", "amount: -2 kg"))
    assert "CF954" not in [code for code, _ in found.counted]


def test_of_a_linked_document_nothing_is_called_unused(told: Check) -> None:
    wire = PART.replace("P-1", "W-1").replace("declared_unit: 1 piece", "declared_unit: 1 kg")
    Path("wire.yaml").write_text(
        _with("period: 2025", "period: 2025  # carbonfoot: ignore[CF940] x", wire), "utf-8"
    )
    text = PART.replace("  - name: Wire\n", "  - name: Wire\n    product: wire.yaml\n")
    text = "".join(line for line in text.splitlines(keepends=True) if "footprint:" not in line)
    assert "CF954" not in [code for code, _ in told(text).counted]


def test_a_comment_in_a_linked_document_is_honoured(told: Check) -> None:
    wire = PART.replace("P-1", "W-1").replace("declared_unit: 1 piece", "declared_unit: 1 kg")
    old = "year: 2012}"
    Path("wire.yaml").write_text(
        _with(old, f"{old}  # carbonfoot: ignore[CF306] the only one", wire), "utf-8"
    )
    text = PART.replace("  - name: Wire\n", "  - name: Wire\n    product: wire.yaml\n")
    text = "".join(line for line in text.splitlines(keepends=True) if "footprint:" not in line)
    found = told(text)
    assert found.accepted == [("CF306", "the only one")]
    assert "CF306" not in [code for code, _ in found.counted]


def test_a_comment_in_a_file_of_budgets_is_honoured(told: Check) -> None:
    idle = "- {name: idle, id: NONE-*, total: 1 kg CO2e}  # carbonfoot: ignore[CF944] from May on"
    Path("carbonfoot.toml").touch()
    Path("budgets.yaml").write_text(f"carbonfoot: budgets/1\nbudgets:\n  {idle}\n", "utf-8")
    found = told(PART, ".")
    assert found.accepted == [("CF944", "from May on")]
    assert "CF944" not in [code for code, _ in found.counted]


def test_only_check_honours_them(run: Run, told: Check) -> None:
    told("# carbonfoot: ignore[CF310] no split\n" + PART)
    assert "CF310" in run("calc", "part.yaml").err
    assert "CF310" not in run("check", "part.yaml").err.replace("accepted", "")
    assert run("check", "part.yaml").err.endswith("1 accepted by comments\n")
