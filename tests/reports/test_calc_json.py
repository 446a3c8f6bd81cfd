"""The footprint as data: digits, missing values, and the sums that must agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.envelope import answer, to_text

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    file for file in ROOT.glob("examples/*/*.yaml") if "carbonfoot: part/" in file.read_text(encoding="utf-8")
)


def told(outcome: Outcome, *, allow_incomplete: bool = False) -> Any:
    return json.loads(to_text(report(outcome, Options(), allow_incomplete)))


def numbers(data: Any) -> Iterator[str]:
    """Every number of JSON text as it is written."""
    found: list[str] = []
    json.loads(json.dumps(data), parse_float=found.append)
    yield from found


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_number_has_more_than_twelve_significant_digits(file: Path) -> None:
    every = list(numbers(told(calculate(str(file), Options()))))
    assert len(every) > 50
    for number in every:
        mantissa = number.lower().partition("e")[0].replace("-", "").replace(".", "")
        assert len(mantissa.strip("0")) <= 12, number


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_parts_add_up_to_the_total(file: Path) -> None:
    data = told(calculate(str(file), Options()))["data"]
    total = pytest.approx(data["total"], rel=1e-11)
    for key in ("by_stage", "by_item", "by_tier", "by_country", "by_supplier", "lines"):
        assert fsum(one["kg_co2e"] for one in data[key]) == total, key
    assert fsum(one["share"] for one in data["lines"]) == pytest.approx(1.0, rel=1e-11)
    split = data["split"]
    counted = ("fossil", "land_use_change", "land_management", "removals", "biogenic_non_co2")
    assert fsum(split[key] for key in counted) == total
    assert fsum([*(one["kg_co2e"] for one in data["by_gas"]), data["gas_not_given"]]) == total


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_line_is_what_its_factors_say(file: Path) -> None:
    def check(line: Any) -> None:
        if line["lines"]:
            assert fsum(inner["kg_co2e"] for inner in line["lines"]) == pytest.approx(
                line["kg_co2e"], rel=1e-10
            )
        elif any(factor["kg_co2e_per_unit"] is None for factor in line["factors"]):
            # The numbers of a private pack stay where they are; its result is told.
            assert line["kg_co2e"] > 0
        elif line["factors"]:
            each = [factor["number"] * factor["kg_co2e_per_unit"] for factor in line["factors"]]
            assert fsum(each) * line["per_declared_unit"] == pytest.approx(line["kg_co2e"], rel=1e-10)
        else:
            assert line["rule"] and line["kg_co2e"] == 0
        for inner in line["lines"]:
            check(inner)

    for line in told(calculate(str(file), Options()))["data"]["lines"]:
        check(line)


def test_missing_is_null_and_never_zero(outcome: Callable[..., Outcome], stated: Callable[..., str]) -> None:
    body = "inputs:\n" + stated("3", "Known") + "  - {name: Unknown, amount: 1 kg, origin: KR}\n"
    for allowed in (True, False):
        data = told(outcome(body, mass="2 kg"), allow_incomplete=allowed)["data"]
        assert data["total"] is None and data["complete"] is False
        assert data["at_least"] == 3.0
        assert (data["lines_missing"], data["lines_total"]) == (["Unknown"], 2)
        line = data["lines"][1]
        assert (line["kg_co2e"], line["share"], line["missing"], line["factors"]) == (None, None, True, [])


def test_a_refused_document_has_no_data_and_says_why(outcome: Callable[..., Outcome]) -> None:
    whole = told(outcome("inputs: 3"))
    assert whole["data"] is None
    assert [finding["code"] for finding in whole["findings"]] == ["CF103"]


def test_findings_have_their_place_and_come_in_order(outcome: Callable[..., Outcome]) -> None:
    line = "  - {name: Coil, amount: 1 kg, factor: steel/hot-rolled-coil, origin: KR}\n"
    findings = told(outcome("inputs:\n" + 11 * line, mass="11 kg"))["findings"]
    proxies = [finding for finding in findings if finding["code"] == "CF305"]
    assert [finding["path"] for finding in proxies] == [f"inputs/{index}/origin" for index in range(11)]
    assert [finding["line"] for finding in proxies] == list(range(5, 16))
    assert {finding["severity"] for finding in proxies} == {"warning"}


def test_text_is_one_envelope_with_korean_as_it_is() -> None:
    text = to_text(answer("calc", {"name": "강판"}, {"gwp": "AR6"}, []))
    assert '"강판"' in text and text.endswith("}\n")
    assert list(json.loads(text)) == ["schema", "tool", "options", "data", "findings"]


def test_a_number_that_is_none_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_text(answer("calc", float("nan")))
