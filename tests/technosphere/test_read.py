"""What a system file says, in both forms, and what is refused in it; never a number beside an error."""

from __future__ import annotations

import codecs
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonfoot.technosphere.read import Reading, read
from carbonfoot.technosphere.solve import Solved, solve

Solve = Callable[[Any], tuple[Solved | None, list[Any]]]

BOLT = {"id": "bolt", "inputs": [["steel", 0.3]], "emissions_kg_co2e": 0.01}
STEEL = {"id": "steel", "inputs": [], "emissions_kg_co2e": 2}


def system(*activities: Any, demands: Any = ("bolt",), **more: Any) -> dict[str, Any]:
    return {"activities": list(activities), "demands": list(demands), **more}


@pytest.fixture
def solved(tmp_path: Path) -> Solve:
    """The result and all findings of a system, given as data, text or bytes."""

    def run(given: Any) -> tuple[Solved | None, list[Any]]:
        file = tmp_path / "system.json"
        if isinstance(given, dict):
            given = json.dumps(given)
        file.write_bytes(given if isinstance(given, bytes) else given.encode())
        reading = read(str(file))
        result, found = solve(reading)
        findings = [*reading.findings, *found]
        refused = any(one.severity != "note" and not one.code.startswith("CF426") for one in findings)
        assert (result is None) == refused, "a number or an error"
        return result, findings

    return run


def total(result: Solved | None) -> float:
    assert result is not None
    return result.answers[0].totals[0]


def codes(findings: list[Any]) -> list[str]:
    return sorted(one.code for one in findings)


# --- the four faults of others


def test_units_that_do_not_meet_are_refused(solved: Solve) -> None:
    bolt = {**BOLT, "inputs": [{"id": "steel", "amount": 0.3, "unit": "kWh"}]}
    _, findings = solved(system(bolt, {**STEEL, "unit": "kg"}))
    assert codes(findings) == ["CF204"] and "`kWh`" in findings[0].message and "`kg`" in findings[0].message


def test_a_loop_that_makes_less_than_it_uses_is_refused_and_not_minus_eleven(solved: Solve) -> None:
    """1 kg CO2e and 1.1 of itself would be -10, with a demand of 1.1 -11."""
    steel = {"id": "steel", "inputs": [["steel", 1.1]], "emissions_kg_co2e": 1}
    result, findings = solved(system(steel, demands=[{"id": "steel", "amount": 1.1}]))
    assert result is None and codes(findings) == ["CF401"] and "1.1" in findings[0].message
    assert findings[0].point == (1, 44)


def test_nan_is_refused_and_not_one(solved: Solve) -> None:
    _, findings = solved(json.dumps(system({**BOLT, "inputs": [["steel", float("nan")]]}, STEEL)))
    assert codes(findings) == ["CF206"] and "`NaN`" in findings[0].message


def test_numbers_of_one_key_are_one_draw(solved: Solve) -> None:
    spread = {"type": "lognormal", "gsd": 1.1, "key": "grid"}
    inputs = [{"id": "steel", "amount": amount, "uncertainty": spread} for amount in (0.3, 0.4)]
    result, _ = solved(system({**BOLT, "inputs": inputs}, STEEL))
    assert result is not None
    assert [one.key for one in result.system.uncertain] == ["grid", "grid"]
    factor = {"CO2": {"value": 1, "uncertainty": {"type": "normal", "sd": 0.1}}}
    flows = [
        {"id": name, "inputs": [], "emissions": [{"flow": "CO2", "amount": 1}]} for name in ("bolt", "b")
    ]
    result, _ = solved(system(*flows, indicators=[{"id": "g", "unit": "kg CO2e", "factors": factor}]))
    assert result is not None
    assert [one.kind for one in result.system.uncertain] == ["factor"], "one factor, however often it is used"


# --- numbers and shapes

WRONG_NUMBERS: list[tuple[str, str]] = [
    ("NaN", "CF206"),
    ("Infinity", "CF206"),
    ("-Infinity", "CF206"),
    ("1e400", "CF206"),
    ("1e-400", "CF206"),
    ("1.5E-310", "CF206"),
    ("1" + "0" * 400, "CF206"),
    ('"0.3"', "CF201"),
    ("true", "CF103"),
    ("null", "CF103"),
    ("[0.3]", "CF103"),
    ("-0.3", "CF207"),
]


@pytest.mark.parametrize(("written", "code"), WRONG_NUMBERS)
@pytest.mark.parametrize("place", ["input", "emission", "output", "demand"])
def test_what_is_no_number_is_refused_wherever_it_stands(
    solved: Solve, written: str, code: str, place: str
) -> None:
    marks = dict.fromkeys(("input", "emission", "output", "demand"), "1")
    marks[place] = written
    text = (
        f'{{"activities": [\n{{"id": "bolt", "output": {marks["output"]}, '
        f'"inputs": [["steel", {marks["input"]}]], "emissions_kg_co2e": {marks["emission"]}}},\n'
        '{"id": "steel", "inputs": [], "emissions_kg_co2e": 2}],\n'
        f'"demands": [{{"id": "bolt", "amount": {marks["demand"]}}}]}}'
    )
    _, findings = solved(text)
    assert [one for one in codes(findings) if one != "CF411"] == [code], "an output of 1e-400 reads as 0"
    findings.sort(key=lambda one: one.code)
    line, column = findings[0].point
    assert text.split("\n")[line - 1][column - 1 :].startswith(written)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", "CF009"),
        (b"  \n", "CF009"),
        (b"\xef\xbb\xbf", "CF009"),
        (b"{", "CF421"),
        (b"carbonfoot: part/1", "CF421"),
        (b'{"activities": [], }', "CF421"),
        (b'{"activities": [{"id": "a", "inputs": [["b", 0.', "CF421"),
        (b"[" * 10_000, "CF007"),
        (b'{"activities": ' + b"[" * 10_000 + b"]" * 10_000 + b', "demands": []}', "CF007"),
        (b"[]", "CF103"),
        (b"3", "CF103"),
        (b"null", "CF103"),
        (b'"text"', "CF103"),
        (b'{"activities": {}, "demands": ["a"]}', "CF103"),
        (b"{}", "CF102"),
        (b'{"activities": [3], "demands": ["a"]}', "CF103"),
        (b'{"activities": [], "demands": ["a"]}', "CF427"),
        (b'\x00\x01\x02{"activities"', "CF421"),
        (b'{"activities": [{"id": "\xff\xfe"}]}', "CF003"),
        (codecs.BOM_UTF32_LE + b"{\0\0\0", "CF003"),
    ],
)
def test_what_is_no_system_is_refused(solved: Solve, given: bytes, code: str) -> None:
    _, findings = solved(given)
    assert code in codes(findings)
    assert all(one.message for one in findings)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp949"),
        lambda text: text.encode().replace("강".encode(), b"\\uac15"),
    ],
)
def test_encodings_of_other_systems_are_read(solved: Solve, encode: Callable[[str], bytes]) -> None:
    text = json.dumps(system({**BOLT, "id": "강판"}, STEEL, demands=["강판"]), ensure_ascii=False)
    result, _ = solved(encode(text))
    assert total(result) == pytest.approx(0.61)


def test_letters_in_parts_are_the_same_id(solved: Solve) -> None:
    result, _ = solved(system(BOLT | {"inputs": [["ste\u0301l", 0.3]]}, STEEL | {"id": "st\u00e9l"}))
    assert total(result) == pytest.approx(0.61)


def test_what_is_small_and_a_number_is_read(solved: Solve) -> None:
    result, _ = solved(system({**BOLT, "inputs": [["e-400", 1e-300]]}, {**STEEL, "id": "e-400"}))
    assert total(result) == 0.01
    assert solved(json.dumps(system(BOLT, STEEL)).replace("0.3", "0e-400"))[1] == []


def test_a_unit_of_any_letters_is_told(solved: Solve) -> None:
    link = {"id": "steel", "amount": 0.3, "unit": "{x}"}
    assert codes(solved(system({**BOLT, "inputs": [link]}, {**STEEL, "unit": "kg"}))[1]) == ["CF202"]


# --- all findings of one run


def test_one_run_tells_everything(solved: Solve) -> None:
    bolt = {"id": "bolt", "inputs": [["stel", 1], ["steel", -1], ["steel"], 3], "emissions_kg_co2e": "2"}
    _, findings = solved(system(bolt, STEEL, STEEL, {"id": "", "inputs": []}, demands=["nut", 3, {}], x=1))
    assert codes(findings) == sorted(
        [
            "CF422",
            "CF207",
            "CF103",
            "CF103",
            "CF201",
            "CF423",
            "CF109",
            "CF102",
            "CF422",
            "CF103",
            "CF102",
            "CF101",
        ]
    )
    assert all(one.point for one in findings if one.path)


def test_a_fault_in_every_line_is_listed_twenty_times_and_counted(solved: Solve) -> None:
    many = [{"id": f"a{n}", "inputs": [["x", 1]], "emissions_kg_co2e": 1} for n in range(5000)]
    _, findings = solved(system(*many, demands=["a1"]))
    assert len(findings) == 21 and findings[-1].message == "4,980 more of this kind are not listed"


@pytest.mark.parametrize(
    ("other", "said"), [(STEEL, "the same contents"), ({**STEEL, "emissions_kg_co2e": 3}, "different")]
)
def test_one_id_twice_shows_both_places(solved: Solve, other: Any, said: str) -> None:
    _, findings = solved(system(BOLT, STEEL, other))
    assert codes(findings) == ["CF423"] and said in findings[0].message
    assert findings[0].point != findings[0].related[0].point


@pytest.mark.parametrize("key", ["id", "inputs", "emissions_kg_co2e"])
def test_a_key_twice_is_refused_and_not_the_last_taken(solved: Solve, key: str) -> None:
    text = json.dumps(system(BOLT, STEEL)).replace(f'"{key}": ', f'"{key}": 1, "{key}": ', 1)
    _, findings = solved(text)
    assert "CF005" in codes(findings)


def test_a_colon_in_an_id_is_no_key(solved: Solve) -> None:
    result, findings = solved(system(BOLT | {"inputs": [["a: b", 0.3]]}, STEEL | {"id": "a: b"}))
    assert total(result) == pytest.approx(0.61) and not findings


def test_every_hopeless_loop_is_told_with_its_lines(solved: Solve) -> None:
    loops = [
        {"id": "a", "inputs": [["b", 2]], "emissions_kg_co2e": 1},
        {"id": "b", "inputs": [["a", 0.6]], "emissions_kg_co2e": 1},
        {"id": "c", "inputs": [["c", 1]], "emissions_kg_co2e": 1},
    ]
    _, findings = solved(system(*loops, demands=["a"]))
    assert codes(findings) == ["CF401", "CF401"]
    first = min(findings, key=lambda one: one.path)
    assert "1.2 " in first.message and "`a` -> `b` -> `a`" in first.message and first.related[0].point


# --- meaning


def test_a_missing_emission_is_not_zero(solved: Solve) -> None:
    _, findings = solved(system(BOLT, {"id": "steel", "inputs": []}))
    assert codes(findings) == ["CF102"]


@pytest.mark.parametrize("amount", [0.3, -0.3])
def test_an_avoided_product_is_a_credit_with_either_sign(solved: Solve, amount: float) -> None:
    link = {"id": "steel", "amount": amount, "avoided": True}
    result, _ = solved(system({**BOLT, "inputs": [link]}, STEEL))
    assert total(result) == pytest.approx(0.01 - 0.6)


@pytest.mark.parametrize(
    ("output", "amount", "expected"),
    [
        (None, 0.3, 0.61),
        (None, -0.3, 0.61),
        (-1, -0.3, 0.61),
        (-2, -0.3, 0.31),
        (2, 0.3, 0.31),
        (-1, 0.3, None),
        (1, -0.3, None),
    ],
)
def test_waste_is_handed_over_by_the_sign_of_the_treatment(
    solved: Solve, output: float | None, amount: float, expected: float | None
) -> None:
    treatment = {**STEEL, "treatment": True} | ({} if output is None else {"output": output})
    result, findings = solved(system({**BOLT, "inputs": [["steel", amount]]}, treatment))
    if expected is None:
        assert codes(findings) == ["CF207"]
    else:
        assert total(result) == pytest.approx(expected)


def test_units_are_converted_and_outputs_divide(solved: Solve) -> None:
    bolt = {
        "id": "bolt",
        "output": 10,
        "inputs": [{"id": "steel", "amount": 3000, "unit": "g"}],
        "emissions_kg_co2e": 0.1,
    }
    result, _ = solved(system(bolt, {**STEEL, "unit": "kg", "output": 1000, "emissions_kg_co2e": 2000}))
    assert total(result) == pytest.approx(0.61)


def flows(location: str = "KR") -> dict[str, Any]:
    return {"id": "bolt", "location": location, "inputs": [], "emissions": [{"flow": "water", "amount": 2}]}


def water(factors: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"id": "w", "unit": "m3", "factors": {"water": factors}, **more}]


@pytest.mark.parametrize(
    ("factors", "fallback", "expected", "used"),
    [
        (3, {}, 6, None),
        ({"KR": 3, "RAS": 5}, {"KR": ["RAS"]}, 6, None),
        ({"RAS": 5, "GLO": 7}, {"KR": ["RAS", "GLO"]}, 10, "RAS"),
        ({"GLO": 7}, {"KR": ["RAS"], "*": ["GLO"]}, 14, "GLO"),
        ({"CN": 5, "*": 9}, {}, 18, "*"),
        ({"CN": 5}, {"KR": ["JP"]}, None, None),
    ],
)
def test_a_factor_of_another_location_is_taken_as_stated_and_said(
    solved: Solve, factors: Any, fallback: Any, expected: float | None, used: str | None
) -> None:
    result, findings = solved(system(flows(), indicators=water(factors), fallback=fallback))
    if expected is None:
        assert codes(findings) == ["CF424"]
        return
    assert total(result) == expected
    assert result is not None
    assert [one.used for one in result.fallbacks] == ([used] if used else [])
    assert codes(findings) == (["CF426"] if used else [])


def test_totals_are_normalised_and_weighted(solved: Solve) -> None:
    two = [
        *water(3, normalisation=12, weight=0.5),
        {"id": "v", "unit": "m3", "factors": {"water": 1}, "normalisation": 4, "weight": 2},
    ]
    result, _ = solved(system(flows(), indicators=two))
    assert result is not None
    assert result.answers[0].weighted == pytest.approx(6 / 12 * 0.5 + 2 / 4 * 2)
    assert result.total is None, "nothing is counted in kg CO2e"


def test_kg_co2e_is_not_stated_twice(solved: Solve) -> None:
    both = {**flows(), "emissions_kg_co2e": 1}
    _, findings = solved(system(both, indicators=[{"id": "g", "unit": "kg CO2e", "factors": {"water": 0}}]))
    assert codes(findings) == ["CF106"]


@pytest.mark.parametrize(
    ("spread", "code"),
    [
        ({"type": "lognormal", "gsd": 0.9}, "CF425"),
        ({"type": "lognormal", "sd": 2}, "CF425"),
        ({"type": "lognormal"}, "CF102"),
        ({"type": "beta"}, "CF105"),
        ({"type": "normal", "sd": -1}, "CF425"),
        ({"type": "uniform", "low": 1, "high": 2}, "CF425"),
        ({"type": "samples", "samples": []}, "CF425"),
        ({"type": "samples", "samples": [1, "2"]}, "CF201"),
        ({"type": "normal", "sd": float("nan")}, "CF206"),
        (3, "CF103"),
    ],
)
def test_a_distribution_that_says_nothing_is_refused(solved: Solve, spread: Any, code: str) -> None:
    link = {"id": "steel", "amount": 0.3, "uncertainty": spread}
    _, findings = solved(json.dumps(system({**BOLT, "inputs": [link]}, STEEL)))
    assert code in codes(findings)


def test_one_key_has_one_distribution(solved: Solve) -> None:
    def link(gsd: float) -> dict[str, Any]:
        return {"id": "steel", "amount": 0.3, "uncertainty": {"type": "lognormal", "gsd": gsd, "key": "k"}}

    _, findings = solved(system({**BOLT, "inputs": [link(1.1), link(1.2)]}, STEEL))
    assert codes(findings) == ["CF425"] and findings[0].related


# --- both forms, any order


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    names = [f"n{number}" for number in range(draw(st.integers(1, 8)))]
    amount = st.integers(0, 30).map(lambda number: number / 97)
    pair = st.tuples(st.sampled_from(names), amount).map(list)
    return {
        "activities": [
            {"id": name, "inputs": draw(st.lists(pair, max_size=3)), "emissions_kg_co2e": draw(amount)}
            for name in names
        ],
        "demands": names,
    }


def in_long_form(data: dict[str, Any]) -> dict[str, Any]:
    activities = [
        {
            **one,
            "unit": "kg",
            "inputs": [{"id": id_, "amount": amount, "unit": "kg"} for id_, amount in one["inputs"]],
            "emissions_kg_co2e": {"value": one["emissions_kg_co2e"]},
        }
        for one in data["activities"]
    ]
    return {**data, "activities": activities}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(files(), st.randoms(use_true_random=False))
def test_forms_and_orders_give_the_same_digits(
    solved: Solve, data: dict[str, Any], chance: random.Random
) -> None:
    first, findings = solved(data)
    other = json.loads(json.dumps(data))
    for one in other["activities"]:
        chance.shuffle(one["inputs"])
    chance.shuffle(other["activities"])
    for given_ in (other, in_long_form(other), in_long_form(data)):
        second, found = solved(given_)
        assert (first is None) == (second is None) and codes(findings) == codes(found)
        if first is not None and second is not None:
            assert [one.totals for one in first.answers] == [one.totals for one in second.answers]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(
    data=files(),
    cut=st.integers(0, 400),
    put=st.sampled_from(["", "NaN", "[", "{", '"', "null", ",", "-1", "1e999", "\\", "é"]),
)
def test_a_damaged_file_is_refused_or_computed(
    solved: Solve, data: dict[str, Any], cut: int, put: str
) -> None:
    text = json.dumps(data)
    place = cut % len(text)
    result, findings = solved(text[:place] + put + text[place + len(put) :])
    assert result is not None or findings
    assert all(one.severity or one.code for one in findings)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    reading: Reading = read(str(tmp_path / "none.json"))
    assert reading.system is None and [one.code for one in reading.findings] == ["CF001"]
