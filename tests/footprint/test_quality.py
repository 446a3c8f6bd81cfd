"""Primary data share and data quality ratings: RULES 6.1 and 6.2, recomputed from what is printed."""

from __future__ import annotations

from math import fsum
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.footprint.quality import level_of_years, overall
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

EXAMPLES = Path(__file__).parents[2] / "examples"


def _quality(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.printed["data"]["quality"]
    return found


def _line(stated: Any, value: str, name: str = "Coil", share: str = "", **more: Any) -> dict[str, Any]:
    about = {"primary_data_share": share} if share else {}
    return {"name": name, "amount": "1 kg", "footprint": stated(value, **about), "origin": "KR", **more}


def test_the_mean_of_three_ratings() -> None:
    """The official payload of the battery component model: 3.68, 1.11, 2.73; their mean is 2.51, not the 3.79 it states."""
    assert round(overall([3.68, 1.11, 2.73]), 2) == 2.51


@pytest.mark.parametrize(
    ("years", "level"), [(0, 1), (1, 2), (2, 2), (3, 3), (4, 3), (5, 4), (9, 4), (10, 5), (40, 5), (-2, 2)]
)
def test_levels_of_time(years: int, level: int) -> None:
    assert level_of_years(years) == level


def test_the_formula_on_numbers_worked_out_by_hand(calc: Any, stated: Any) -> None:
    """Sums of p x share and p x score over sum of p: 6 kg with 80 % and 2/1/3, 3 kg with 0 % and 4/4/5, 1 kg measured."""
    scores = [
        {"technology": "2", "time": "1", "geography": "3"},
        {"technology": "4", "time": "4", "geography": "5"},
    ]
    lines = [
        _line(stated, "6", "A", "80 %", quality=scores[0]),
        _line(stated, "3", "B", "0 %", quality=scores[1]),
    ]
    step = {"name": "Arc", "emissions": [{"gas": "CO2", "amount": "1 kg"}], "data": "measured"}
    found = _quality(calc({"inputs": lines, "processes": [step]}))
    assert found["pds_percent"] == pytest.approx(100 * (6 * 0.8 + 1) / 10, rel=1e-11)
    assert found["dqr"]["technology"] == pytest.approx((6 * 2 + 3 * 4 + 1) / 10, rel=1e-11)
    assert found["dqr"]["time"] == pytest.approx((6 * 1 + 3 * 4 + 1) / 10, rel=1e-11)
    assert found["dqr"]["geography"] == pytest.approx((6 * 3 + 3 * 5 + 1) / 10, rel=1e-11)
    assert found["dqr"]["overall"] == pytest.approx((2.5 + 1.9 + 3.4) / 3, rel=1e-11)
    assert found["coverage"] == {"technology": 1.0, "time": 1.0, "geography": 1.0}
    assert found["derived"]["technology"] == pytest.approx(0.1, rel=1e-11)


@pytest.mark.parametrize(
    ("data", "primary"), [("measured", 1.0), ("estimated", 0.0), ("illustrative", 0.0), (None, 0.0)]
)
def test_a_gas_is_primary_when_it_was_measured(calc: Any, data: str | None, primary: float) -> None:
    step = {
        "name": "Arc",
        "emissions": [{"gas": "CO2", "amount": "1 kg", **({"data": data} if data else {})}],
    }
    assert _quality(calc({"processes": [step]}))["pds_percent"] == 100 * primary


def test_a_factor_of_the_library_is_never_primary(calc: Any) -> None:
    step = {"name": "Press", "electricity": "1 kWh", "natural_gas": "1 MJ (net)", "data": "measured"}
    assert _quality(calc({"processes": [step]}))["pds_percent"] == 0


def test_a_share_that_a_supplier_does_not_state_is_told(calc: Any, stated: Any) -> None:
    found = _quality(calc({"inputs": [_line(stated, "3", "A", "50 %"), _line(stated, "1", "B")]}))
    assert found["pds_percent"] == 37.5
    assert found["pds_not_stated_percent"] == 25
    assert [line["primary_share"] for line in found["by_line"]] == [0.5, None]


def test_a_guessed_amount_is_not_primary_whatever_the_supplier_says(calc: Any, stated: Any) -> None:
    found = _quality(calc({"inputs": [_line(stated, "3", "A", "50 %", data="estimated")]}))
    assert found["pds_percent"] == 0


def _pair(stated: Any, make_document: Any, data: str = "measured") -> dict[str, Any]:
    """A product that takes 0.2 of itself back through another."""
    other = {
        "inputs": [
            {"name": "Back", "amount": "0.4 kg", "product": "part.yaml"},
            _line(stated, "5", "Own", "60 %"),
        ]
    }
    return {
        "body": {
            "inputs": [
                _line(stated, "2", "Mine", "10 %"),
                {"name": "Other", "amount": "0.5 kg", "product": "b.yaml", "data": data},
            ]
        },
        "files": {"b.yaml": make_document(other, id="B", declared_unit="1 kg")},
        "product": {"declared_unit": "1 kg"},
    }


def test_weights_go_round_loops(calc: Any, stated: Any, make_document: Any) -> None:
    """1 kg needs 1 / (1 - 0.5 x 0.4) = 1.25 of itself and 0.625 of the other: 2.5 kg and 3.125 kg CO2e."""
    given = _pair(stated, make_document)
    answer = calc(given["body"], files=given["files"], product=given["product"])
    assert answer.total == pytest.approx(5.625, rel=1e-12)
    assert _quality(answer)["pds_percent"] == pytest.approx(
        100 * (2.5 * 0.1 + 3.125 * 0.6) / 5.625, rel=1e-11
    )


def test_what_is_taken_by_guess_is_not_primary_inside_a_loop_either(
    calc: Any, stated: Any, make_document: Any
) -> None:
    """Without the guessed link 1 kg needs itself once; all that comes of the link counts and is not primary."""
    given = _pair(stated, make_document, "estimated")
    answer = calc(given["body"], files=given["files"], product=given["product"])
    assert _quality(answer)["pds_percent"] == pytest.approx(100 * (2.0 * 0.1) / 5.625, rel=1e-11)


def test_unknown_scores_are_left_out_and_covered_is_told(calc: Any, stated: Any) -> None:
    lines = [_line(stated, "3", "A", quality={"time": "2"}), _line(stated, "1", "B")]
    found = _quality(calc({"inputs": lines}))
    assert found["dqr"] == {"technology": None, "time": 2, "geography": None, "overall": None}
    assert found["coverage"] == {"technology": 0, "time": 0.75, "geography": 0}


def test_a_statement_of_a_year_has_a_derived_time(calc: Any, stated: Any) -> None:
    found = _quality(calc({"inputs": [{**_line(stated, "3"), "footprint": stated(3, year="2022")}]}))
    assert (found["dqr"]["time"], found["derived"]["time"]) == (3, 1)


@pytest.mark.parametrize(("origin", "geography"), [("TW", 2), ("KR", 5), ("TW-TPE", 2)])
def test_geography_is_derived_from_what_was_asked(calc: Any, origin: str, geography: float) -> None:
    line = {"name": "HDPE", "amount": "1 kg", "factor": "polymers/hdpe", "origin": origin}
    assert _quality(calc({"inputs": [line]}))["dqr"]["geography"] == geography


def test_a_line_without_origin_has_no_geography(calc: Any) -> None:
    line = {"name": "HDPE", "amount": "1 kg", "factor": "polymers/hdpe"}
    assert _quality(calc({"inputs": [line]}))["coverage"]["geography"] == 0


@pytest.mark.parametrize(("route", "technology"), [("bf-bof", 2), (None, 3)])
def test_technology_is_similar_where_the_route_was_asked_for(
    calc: Any, route: str | None, technology: float
) -> None:
    line = {
        "name": "Coil",
        "amount": "1 kg",
        "factor": "steel/hot-rolled-coil",
        "origin": "TW",
        "route": "bf-bof",
    }
    if route is None:
        line = {"name": "HDPE", "amount": "1 kg", "factor": "polymers/hdpe", "origin": "TW"}
    assert _quality(calc({"inputs": [line]}))["dqr"]["technology"] == technology


def test_nothing_is_said_without_a_total(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_line(stated, "3"), {"name": "Glue", "amount": "1 g", "origin": "KR"}]})
    assert answer.printed["data"]["quality"] is None
    assert answer.printed["data"]["uncertainty"] is None


@pytest.mark.parametrize(
    "file", ["seat-bracket/bracket.yaml", "connector-housing/housing.yaml", "inverter-housing/housing.yaml"]
)
def test_ratings_of_examples_again_from_the_lines(file: str) -> None:
    """The weights of the lines are those of the contributions, and the ratings their weighted means."""
    options = Options()
    outcome = calculate(str(EXAMPLES / file), options)
    data = report(outcome, options, allow_incomplete=False)["data"]
    result = outcome.footprint
    assert result is not None
    found = data["quality"]
    weights: dict[tuple[str, str], list[float]] = {}
    for one in result.contributions:
        if one.counted and one.co2e:
            place = (result.activities[one.activity].file, "/".join(map(str, one.flow.path)))
            weights.setdefault(place, []).append(abs(one.co2e))
    assert {(line["file"], line["path"]): line["kg_co2e"] for line in found["by_line"]} == pytest.approx(
        {place: fsum(numbers) for place, numbers in weights.items()}, rel=1e-11
    )
    for name in ("technology", "time", "geography"):
        known = [
            (line["kg_co2e"], line["scores"][name])
            for line in found["by_line"]
            if line["scores"][name] is not None
        ]
        covered = fsum(weight for weight, _ in known)
        expected = fsum(weight * score for weight, score in known) / covered
        assert found["dqr"][name] == pytest.approx(expected, rel=1e-10)
        assert 1 <= found["dqr"][name] <= 5
        assert found["coverage"][name] == pytest.approx(
            covered / fsum(line["kg_co2e"] for line in found["by_line"]), rel=1e-10
        )


@pytest.mark.parametrize(("period", "time"), [("2023", 1), ("2024", 2), ("2025", 2), ("2026", 3)])
def test_time_is_derived_from_the_year_of_the_data(calc: Any, period: str, time: float) -> None:
    """The Korean grid value is of 2023: the same year, one, two and three years apart."""
    body = {"processes": [{"name": "Press", "electricity": "1 kWh"}]}
    assert _quality(calc(body, period=period))["dqr"]["time"] == time
