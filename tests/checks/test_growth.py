"""`growth:`: against a baseline, inclusive, and open wherever a number does not mean the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PART = """\
carbonfoot: part/1
product: {{id: HF-1, name: Bolt, declared_unit: {unit}, made_in: KR}}
period: 2025
{more}budgets:
  - {{name: slow, growth: {growth}}}
inputs:
  - name: Wire
    amount: {amount}
    transport: []
    {wire}
"""
GRAVE = "boundary: cradle-to-grave\nexclude:\n" + "".join(
    f"  - {{name: {one}, share: 0.5 %, reason: small}}\n" for one in ("distribution", "use", "end of life")
)
STATED = "footprint: {value: 2 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("carbonfoot.toml").touch()


def write(
    amount: str, growth: str = "5 %", unit: str = "1 piece", more: str = "", wire: str = STATED
) -> None:
    text = PART.format(amount=amount, growth=growth, unit=unit, more=more, wire=wire)
    Path("part.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("amount", "growth", "code"),
    [
        ("1.05 kg", "5 %", 0),
        ("1.0501 kg", "5 %", 1),
        ("1.1 kg", "0.2 kg CO2e", 0),
        ("1.1001 kg", "200 g CO2e", 1),
        ("0.97 kg", "-3 %", 0),
        ("0.9701 kg", "-3 %", 1),
        ("0.9 kg", "-0.2 kg CO2e", 0),
        ("1 kg", "0 %", 0),
        ("0.5 kg", "0.01", 0),
    ],
)
def test_is_inclusive(run: Run, amount: str, growth: str, code: int) -> None:
    write("1 kg", growth)
    first = run("check", "part.yaml", "--update")
    assert first.code == 4 and "there is no baseline" in first.out
    write(amount, growth)
    answer = run("check", "part.yaml")
    assert answer.code == code, answer
    assert ("CF940" in answer.err) == bool(code)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (None, {}, "there is no baseline"),
        ({"wire": "auxiliary: yes"}, {}, "it was incomplete in the baseline"),
        ({}, {"wire": "auxiliary: yes"}, "incomplete"),
        ({"unit": "1 kg"}, {}, "declared for another kind of amount"),
        ({"more": GRAVE}, {}, "another boundary"),
        ({"more": "gwp: AR5\n"}, {}, "another GWP set"),
        ({"amount": "0 kg"}, {}, "the baseline is zero"),
    ],
)
def test_is_open_where_there_is_nothing_to_compare(
    run: Run, before: dict[str, str] | None, after: dict[str, str], why: str
) -> None:
    if before is not None:
        write(**{"amount": "1 kg", **before})
        run("check", "part.yaml", "--update")
        assert Path("carbonfoot.baseline.json").exists()
    write(**{"amount": "1 kg", **after})
    answer = run("check", "part.yaml")
    assert "OPEN" in answer.out
    assert why in " ".join(answer.err.split())
    assert answer.code == 4


CREDIT = (
    "outputs:\n"
    "  - name: Heat\n    amount: 1 kg\n    treatment: incineration\n"
    "    footprint: {value: 0 kg CO2e, per: 1 kg, source: Plant 2025, gwp: AR6, year: 2025}\n"
    "    avoids:\n"
    "      - name: Avoided wire\n        amount: 2 kg\n"
    "        footprint: {value: 2 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}\n"
)


@pytest.mark.parametrize(("amount", "code"), [("1.09 kg", 0), ("1.11 kg", 1)])
def test_growth_of_a_footprint_below_zero_is_a_share_of_its_size(run: Run, amount: str, code: int) -> None:
    """From -2 kg CO2e on, 0.18 and 0.22 more."""
    write("1 kg", "10 %", more=CREDIT)
    run("check", "part.yaml", "--update")
    write(amount, "10 %", more=CREDIT)
    answer = run("check", "part.yaml")
    assert answer.code == code, answer


def test_a_declared_unit_of_another_size_is_no_growth(run: Run) -> None:
    write("1 kg")
    run("check", "part.yaml", "--update")
    write("1000 kg", unit="1000 piece")
    answer = run("check", "part.yaml")
    assert answer.code == 0
    assert "1 of 1 hold" in answer.out


@pytest.mark.parametrize(
    ("growth", "code", "help"),
    [
        ("= 2 * 3", "CF201", "`5 %`"),
        ("5", "CF205", "`5 %`"),
        ("3 kg", "CF204", "`5 %`"),
        ("10 km", "CF204", "`0.2 kg CO2e`"),
    ],
)
def test_what_could_be_either_is_refused(run: Run, growth: str, code: str, help: str) -> None:
    write("1 kg", growth)
    answer = run("check", "part.yaml")
    assert answer.code == 3
    assert code in answer.err
    assert help in answer.err
