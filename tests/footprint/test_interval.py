"""From lines to drivers to the first-order interval: worked out by hand, and what rests on whose word."""

from __future__ import annotations

from math import exp, fsum, log, sqrt
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.library import open_library
from carbonfoot.footprint import assumed
from carbonfoot.footprint.uncertain import Policy, Uncertain, stated_by, uncertain
from carbonfoot.pipeline import Options, calculate, names_of
from carbonfoot.uncertainty.first_order import first_order


def _model(answer: Any, policy: Policy | None = None) -> Uncertain:
    return uncertain(answer.footprint, policy or Policy(), names_of(answer.outcome.documents))


def _drivers(answer: Any, policy: Policy | None = None) -> dict[str, tuple[str, str]]:
    return {
        one.key: (one.origin, f"{one.distribution.kind} {exp(one.distribution.numbers[0]):.4g}")
        if one.distribution.kind == "lognormal"
        else (one.origin, one.distribution.kind)
        for one in _model(answer, policy).model.drivers
    }


def _printed(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.printed["data"]["uncertainty"]
    return found


def _line(stated: Any, value: float, name: str = "Coil", **more: Any) -> dict[str, Any]:
    about = {"gsd": more.pop("of_factor")} if "of_factor" in more else {}
    about["source"] = f"letter of {name}"
    return {"name": name, "amount": "1 kg", "footprint": {**stated(value), **about}, "origin": "KR", **more}


def test_two_lines_worked_out_by_hand(calc: Any, stated: Any) -> None:
    """4 kg with amount 1.1 and factor 1.2, 1 kg with amount 1.3 and a sure factor; moments of log-normals."""
    lines = [
        _line(stated, 4, "A", gsd="1.1", of_factor="1.2"),
        _line(stated, 1, "B", gsd="1.3", of_factor="1"),
    ]
    found = _printed(calc({"inputs": lines}))
    first, second = log(1.1) ** 2 + log(1.2) ** 2, log(1.3) ** 2
    means = 4 * exp(first / 2), exp(second / 2)
    relative = [exp(log(gsd) ** 2) - 1 for gsd in (1.1, 1.2, 1.3)]
    variance = means[0] ** 2 * (relative[0] + relative[1]) + means[1] ** 2 * relative[2]
    assert found["mean"] == pytest.approx(sum(means), rel=1e-11)
    assert found["sd"] == pytest.approx(sqrt(variance), rel=1e-11)
    assert found["by_origin"] == {"sourced": 1.0}
    assert [one["key"] for one in found["drivers"]][1:] == [
        "part.yaml:inputs/0/amount",
        "part.yaml:inputs/1/amount",
    ]
    width = 1.959963984540054 * sqrt(log(1 + variance / sum(means) ** 2))
    median = sum(means) / sqrt(1 + variance / sum(means) ** 2)
    assert found["interval"]["low"] == pytest.approx(median * exp(-width), rel=1e-11)
    assert found["interval"]["high"] == pytest.approx(median * exp(width), rel=1e-11)


def test_one_record_is_one_driver_however_many_lines_use_it(calc: Any) -> None:
    """Two lines of one factor: its spread adds up (s1 + s2), not in squares; so do two lines of one statement."""
    line = {"name": "HDPE", "amount": "1 kg", "factor": "polymers/hdpe", "origin": "TW", "gsd": "1"}
    answer = calc({"inputs": [line, {**line, "name": "More HDPE"}]})
    (driver,) = _model(answer).model.drivers
    assert driver.origin == "assumed"
    one = calc({"inputs": [line]})
    assert _printed(answer)["sd"] == pytest.approx(2 * _printed(one)["sd"], rel=1e-11)


def test_one_statement_is_one_driver(calc: Any, stated: Any) -> None:
    line = _line(stated, 2, "A", of_factor="1.2", gsd="1")
    other = {**line, "name": "B"}
    assert len(_model(calc({"inputs": [line, other]})).model.drivers) == 1
    third = {**line, "footprint": {**line["footprint"], "gsd": "1.3"}}
    assert len(_model(calc({"inputs": [line, third]})).model.drivers) == 2, (
        "another range is another statement"
    )


def test_what_is_assumed_where_nobody_says(calc: Any, stated: Any) -> None:
    lines = [
        {"name": "HDPE", "amount": "1 kg", "factor": "polymers/hdpe", "origin": "TW", "data": "measured"},
        {
            "name": "Coil",
            "amount": "1 kg",
            "factor": "steel/hot-rolled-coil",
            "route": "bf-bof",
            "origin": "KR",
        },
        _line(stated, 2, "Nut", amount="2 piece", mass="1 kg"),
        _line(stated, 2, "Washer", amount="2 piece", mass="1 kg", data="estimated"),
    ]
    found = _drivers(calc({"inputs": lines}))
    assert {one[0] for one in found.values()} == {"assumed"}
    by_end = {key.rpartition(":")[2]: one[1] for key, one in found.items()}
    assert by_end["inputs/0/amount"] == "lognormal 1.025"
    assert by_end["inputs/1/amount"] == "lognormal 1.05"
    assert "inputs/2/amount" not in by_end, "pieces are counted"
    assert by_end["inputs/3/amount"] == "lognormal 1.1"
    assert by_end["1146-hot-rolled-coil-bf-bof stand-in"] == "lognormal 1.2"
    statements = [one for key, one in found.items() if key.startswith("letter of")]
    assert statements == [("assumed", "lognormal 1.1")] * 2


def test_letters_of_two_suppliers_are_two_statements(calc: Any, stated: Any) -> None:
    """They may be called alike and say the same; of one supplier they are one, off together."""
    for second, count in (("B", 2), ("A", 1)):
        lines = [
            {**_line(stated, 2, "Nut", supplier="A"), "name": "First"},
            {**_line(stated, 2, "Nut", supplier=second), "name": "Second"},
        ]
        found = _drivers(calc({"inputs": lines}))
        assert sum("letter of Nut" in key for key in found) == count, found


def test_scores_are_pedigree_and_take_the_place_of_what_is_assumed(calc: Any) -> None:
    line = {
        "name": "Coil",
        "amount": "1 kg",
        "factor": "steel/hot-rolled-coil",
        "route": "bf-bof",
        "origin": "KR",
        "quality": {"reliability": "2", "time": "3", "geography": "5"},
    }
    answer = calc({"inputs": [line]})
    found = _drivers(answer)
    amount = found["part.yaml:inputs/0/amount"]
    squares = log(1.05) ** 2 + log(1.05) ** 2
    assert amount == ("pedigree", f"lognormal {exp(sqrt(squares) / 2):.4g}")
    fit = found["taiwan-moenv:1146-hot-rolled-coil-bf-bof fit time 3 geography 5"]
    assert fit == ("pedigree", f"lognormal {exp(sqrt(2 * log(1.10) ** 2) / 2):.4g}")
    assert not any("stand-in" in key for key in found)
    printed = _printed(answer)
    assert printed["pedigree"]["scores_empty"] == {"completeness": 1, "technology": 1}
    assert set(printed["by_origin"]) == {"assumed", "pedigree"}
    assert fsum(printed["by_origin"].values()) == pytest.approx(1, rel=1e-11)


def test_a_stated_range_holds_before_scores(calc: Any, stated: Any) -> None:
    line = _line(stated, 2, "A", gsd="1.3", quality={"reliability": "5"})
    assert _drivers(calc({"inputs": [line]}))["part.yaml:inputs/0/amount"] == ("sourced", "lognormal 1.3")


def test_a_leg_carries_the_amount_of_its_line(calc: Any, stated: Any) -> None:
    """What a truck carries is as uncertain as the line it carries it for: one driver, two places."""
    leg = {"mode": "road/hgv", "distance": "100 km"}
    answer = calc({"inputs": [_line(stated, 2, gsd="1.3", transport=[leg])]})
    model = _model(answer).model
    (number,) = [place for place, one in enumerate(model.drivers) if one.key == "part.yaml:inputs/0/amount"]
    assert sum(number in factors for factors in model.on_terms[0]) == len(model.terms[0])
    own = {**leg, "mass": "1 kg"}
    model = _model(calc({"inputs": [_line(stated, 2, gsd="1.3", transport=[own])]})).model
    assert sum(number in factors for factors in model.on_terms[0]) == 1


def test_the_model_gives_the_total(calc: Any, stated: Any, make_document: Any) -> None:
    """Through links, later stages of the top document and whatever its boundary is."""
    bolt = make_document({"inputs": [_line(stated, 3)]}, id="B", declared_unit="1000 piece", mass="1 kg")
    body = {
        "inputs": [_line(stated, 2), {"name": "Bolt", "amount": "10 piece", "product": "b.yaml"}],
        "use": [{"name": "Power", "amount": "2 kWh", "factor": "electricity/grid", "origin": "KR"}],
        "distribution": [{"mode": "road/hgv", "distance": "50 km", "mass": "1 kg"}],
        "end_of_life": [{"name": "Scrap", "amount": "1 kg", "treatment": "recycling"}],
    }
    for boundary in ("cradle-to-gate", "cradle-to-grave"):
        answer = calc({**body, "boundary": boundary}, files={"b.yaml": bolt})
        (found,) = first_order(_model(answer).model)
        assert found.total == pytest.approx(answer.total, rel=1e-12), boundary


_EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    "file",
    ["chlor-alkali/plant.yaml", "chlor-alkali/cleaner.yaml", "foundry/cover.yaml", "foundry/dross.yaml"],
)
def test_the_model_gives_the_total_of_examples(file: str) -> None:
    """With co-products, own scrap, rework, treatments and credits."""
    outcome = calculate(str(_EXAMPLES / file), Options())
    assert outcome.footprint is not None
    model = uncertain(outcome.footprint, Policy(), names_of(outcome.documents)).model
    assert first_order(model)[0].total == pytest.approx(outcome.footprint.total, rel=1e-12)


def _circular(stated: Any) -> dict[str, Any]:
    terms = {"Ev": 8, "Erecycled": 1.5, "ErecyclingEoL": 1.25, "Ev_star": 7, "ED": 0.5}
    shares = {"A": "20 %", "R1": "40 %", "R2": "50 %", "quality_in": "0.9", "quality_out": "0.8"}
    return {**shares, **{key: {"footprint": {**stated(value), "gsd": "1"}} for key, value in terms.items()}}


@pytest.mark.parametrize("boundary", ["cradle-to-gate", "cradle-to-grave"])
def test_terms_of_the_circular_formula_share_one_amount(calc: Any, stated: Any, boundary: str) -> None:
    """The amount of the line is one number: it multiplies every term, before the gate and after it."""
    line = {"name": "Sheet", "amount": "1.5 kg", "gsd": "1.2", "circular": _circular(stated)}
    out = [{"name": name, "share": "1 %", "reason": "-"} for name in ("distribution", "use")]
    answer = calc({"boundary": boundary, "inputs": [line], "exclude": out})
    model = _model(answer).model
    assert [one.key for one in model.drivers] == ["part.yaml:inputs/0/amount"]
    assert first_order(model)[0].total == pytest.approx(answer.total, rel=1e-12)
    square = log(1.2) ** 2
    spread = answer.total * exp(square / 2) * sqrt(exp(square) - 1)
    assert _printed(answer)["sd"] == pytest.approx(spread, rel=1e-10)


def test_scores_of_a_circular_line_are_those_of_its_terms(calc: Any, stated: Any) -> None:
    line = {"name": "Sheet", "amount": "1.5 kg", "quality": {"geography": "5"}, "circular": _circular(stated)}
    found = calc({"inputs": [line]})
    fits = [one for one in _drivers(found) if "fit geography" in one]
    assert len(fits) == 2, "Ev and Erecycled, each once"
    quality = found.footprint.quality
    assert quality is not None and quality.ratings["geography"].value == 5


def test_a_loop_counts_every_turn(calc: Any, stated: Any, make_document: Any) -> None:
    """1 kg needs 1.25 of itself: the factor of its own line spreads 1.25 x 2 kg."""
    other = {"inputs": [{"name": "Back", "amount": "0.4 kg", "product": "part.yaml", "gsd": "1"}]}
    body = {
        "inputs": [
            _line(stated, 2, gsd="1", of_factor="1.1"),
            {"name": "Other", "amount": "0.5 kg", "product": "b.yaml", "gsd": "1"},
        ]
    }
    answer = calc(
        body,
        files={"b.yaml": make_document(other, id="B", declared_unit="1 kg")},
        product={"declared_unit": "1 kg"},
    )
    square = log(1.1) ** 2
    assert answer.total == pytest.approx(2.5, rel=1e-12)
    assert _printed(answer)["sd"] == pytest.approx(2.5 * exp(square / 2) * sqrt(exp(square) - 1), rel=1e-10)


def test_what_counts_can_be_chosen(calc: Any, stated: Any) -> None:
    lines = [
        _line(stated, 3, "A", gsd="1.1", of_factor="1"),
        _line(stated, 1, "B", quality={"reliability": "3"}),
        _line(stated, 1, "C"),
    ]
    answer = calc({"inputs": lines})
    origins = {word: {one[0] for one in _drivers(answer, Policy(word)).values()} for word in _COUNTED}
    assert [origins[word] for word in _COUNTED] == [
        {"sourced", "pedigree", "assumed"},
        {"sourced", "pedigree"},
        {"sourced"},
    ]


_COUNTED = (("sourced", "pedigree", "assumed"), ("sourced", "pedigree"), ("sourced",))


def test_a_huge_total_leaves_no_traceback(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_line(stated, 1, amount="1e307 kg", gsd="50")]})
    assert answer.outcome.footprint is not None


def test_every_assumption_is_of_a_kind_that_there_is() -> None:
    from carbonfoot.factors.layout import BOUNDARIES

    table = assumed._table()
    assert {what for of, what in table if of == "factor"} == {*BOUNDARIES, "statement", "default"}
    assert {what for of, what in table if of == "amount"} == {
        *("piece", "measured", "not stated", "estimated", "illustrative", "transport")
    }
    assert all(0 <= sigma <= log(1.5) for sigma in table.values())


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0.4", "0.6", ("triangular", (0.8, 1.0, 1.2))),
        ("0.5", "0.5", ("lognormal", (0.0,))),
        ("0", "2", ("triangular", (0.0, 1.0, 4.0))),
        ("0.4", "", None),
        ("", "0.6", None),
        ("0.6", "0.9", None),
        ("0.1", "0.4", None),
        ("-0.1", "0.9", None),
    ],
)
def test_the_range_of_a_record_is_taken_where_it_encloses_the_number(
    low: str, high: str, expected: tuple[str, tuple[float, ...]] | None
) -> None:
    record = open_library().record("electricity-official:kr-2023-consumption-end")
    assert record is not None
    found = stated_by(record._replace(co2e="0.5", low=low, high=high, gsd=""), 9.0)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found.kind == expected[0]
        assert found.numbers == pytest.approx(expected[1])


def test_the_gsd_of_a_record_comes_before_its_range() -> None:
    record = open_library().record("electricity-official:kr-2023-consumption-end")
    assert record is not None
    found = stated_by(record._replace(co2e="0.5", low="0.4", high="0.6", gsd="1.2"), 9.0)
    assert found == ("lognormal", (log(1.2),))
