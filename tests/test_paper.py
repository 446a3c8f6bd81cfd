"""What the program prints for the shipped examples is what `paper.py` works out by hand, digit by digit."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.envelope import to_text

ROOT = Path(__file__).resolve().parents[1]
DIGITS = 12


@cache
def paper() -> ModuleType:
    """`paper.py` as a module; it belongs to no package."""
    spec = importlib.util.spec_from_file_location("paper", ROOT / "tests" / "paper.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def worksheets(gwp_set: str) -> dict[str, Any]:
    return {sheet.file: sheet for sheet in paper().work_out(gwp_set)}


@cache
def printed(file: str, gwp_set: str) -> dict[str, Any]:
    """The `data` of `calc --format json`, every number with the digits that are printed."""
    options = Options(gwp=gwp_set)
    text = to_text(report(calculate(str(ROOT / file), options), options, allow_incomplete=False))
    data: dict[str, Any] = json.loads(text, parse_float=Decimal)["data"]
    return data


def lines(inside: list[dict[str, Any]], base: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for line in inside:
        path = base + line["path"]
        yield path, line
        yield from lines(line["lines"], f"{path} > ")


def rounded(number: Decimal) -> Decimal:
    """To twelve significant digits, ties away from zero."""
    if not number:
        return number
    return number.quantize(Decimal(1).scaleb(number.adjusted() - DIGITS + 1), rounding=ROUND_HALF_UP)


EXAMPLES = sorted(
    str(file.relative_to(ROOT).as_posix())
    for pattern in (
        "*/*.yaml",
        "steel-part-car/*/*.yaml",
    )  # the generated agreement and the sectors have tests of their own
    for file in (ROOT / "examples").glob(pattern)
    if re.search(r"^carbonfoot: (part|site)/", file.read_text(encoding="utf-8"), re.MULTILINE)
)
CASES = [(file, gwp_set) for file in EXAMPLES for gwp_set in ("AR6", "AR5", "AR4")]


def test_every_shipped_example_is_worked_out_by_hand() -> None:
    assert sorted(worksheets("AR6")) == EXAMPLES


@pytest.mark.parametrize(("file", "gwp_set"), CASES)
def test_every_line_is_the_one_on_paper(file: str, gwp_set: str) -> None:
    found = {path: Decimal(line["kg_co2e"]) for path, line in lines(printed(file, gwp_set)["lines"])}
    expected = {row.path: rounded(row.kg_co2e) for row in worksheets(gwp_set)[file].rows}
    assert found == expected


@pytest.mark.parametrize(("file", "gwp_set"), CASES)
def test_total_is_the_one_on_paper(file: str, gwp_set: str) -> None:
    data, sheet = printed(file, gwp_set), worksheets(gwp_set)[file]
    assert data["total"] == rounded(sheet.total)
    beside = sum((Decimal(group["kg_co2e"]) for group in data["outside_boundary"]), Decimal(0))
    assert beside == rounded(sum((row.kg_co2e for row in sheet.outside), Decimal(0)))


@pytest.mark.parametrize("file", EXAMPLES)
def test_every_line_uses_the_records_on_paper(file: str) -> None:
    found = {
        path: [factor["record"]["id"] for factor in line["factors"] if factor["record"]]
        for path, line in lines(printed(file, "AR6")["lines"])
    }
    expected = {
        row.path: [term.record for term in row.terms if not term.record.startswith(("gwp:", "said:"))]
        for row in worksheets("AR6")[file].rows
    }
    assert found == expected


def test_paper_uses_nothing_of_the_program() -> None:
    """It runs alone, isolated from everything but the standard library."""
    command = [sys.executable, "-I", "-S", str(ROOT / "tests" / "paper.py"), "AR5"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert all(file in done.stdout for file in EXAMPLES)


def test_a_worksheet_that_says_something_else_than_its_example_is_refused() -> None:
    sheet = paper().Sheet("examples/seat-bracket/bracket.yaml", "AR6")
    assert sheet.says("amount: 2.35 kg") == Decimal("2.35")
    for words in ("amount: 2.36 kg", "amount: 2.35 k", "origin: KR"):  # wrong, cut short, not once
        with pytest.raises(paper().WorksheetError, match="not once"):
            sheet.says(words)
