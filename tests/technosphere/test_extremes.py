"""Numbers out of what a float holds, names typed in two ways, samples beside their number: a finding, never a number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.findings.finding import Finding
from carbonfoot.technosphere.contributions import taken_apart
from carbonfoot.technosphere.modelled import drivers_of
from carbonfoot.technosphere.read import Reading, read
from carbonfoot.technosphere.solve import Solved, solve
from carbonfoot.technosphere.spread import spread


def activity(id_: str, *inputs: Any, emits: Any = 1, **more: Any) -> dict[str, Any]:
    return {"id": id_, "inputs": list(inputs), "emissions_kg_co2e": emits, **more}


def emitting(flow: str, location: str) -> dict[str, Any]:
    return {"id": "a", "inputs": [], "emissions": [{"flow": flow, "amount": 1, "location": location}]}


def answer(tmp_path: Path, data: Any) -> tuple[Solved | None, Reading, list[Finding]]:
    file = tmp_path / "system.json"
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    reading = read(str(file))
    solved, found = solve(reading)
    return solved, reading, [*reading.findings, *found]


def system(*activities: Any, demands: Any = ("a",), **more: Any) -> dict[str, Any]:
    return {"activities": list(activities), "demands": list(demands), **more}


@pytest.mark.parametrize(
    "data",
    [
        system(activity("a", ["b", 1e200]), activity("b", emits=1e200)),
        system(activity("a", ["b", 1], ["c", 1]), activity("b", emits=1e308), activity("c", emits=1e308)),
        system(activity("a", ["b", 0]), activity("b", ["c", 1e200]), activity("c", emits=1e200)),
        system(activity("a", ["a", 1e308], ["a", 1e308])),
        system(activity("a", ["b", 1e200]), activity("b", ["a", 1e-201], ["c", 1e200]), activity("c", emits=1e200)),
        system(activity("a", ["b", 1e200], output=1e-200), activity("b")),
        system(activity("a", emits=1e200), demands=[{"id": "a", "amount": 1e200}]),
        '{"activities": [{"id": "a", "inputs": [], "emissions_kg_co2e": 0.' + "0" * 400 + '1}], "demands": ["a"]}',
    ],
)  # fmt: skip
def test_what_a_float_does_not_hold_is_refused(tmp_path: Path, data: Any) -> None:
    solved, _, findings = answer(tmp_path, data)
    assert solved is None and [one.code for one in findings] == ["CF206"]


def test_levels_that_a_float_does_not_hold_are_refused(tmp_path: Path) -> None:
    data = system(activity("a", ["b", 1e200]), activity("b", ["c", 1e200]), activity("c", emits=1e-300))
    solved, reading, _ = answer(tmp_path, data)
    assert solved is not None
    parts, findings = taken_apart(solved, reading, 0, 1.0, 0)
    assert parts is None and [one.code for one in findings] == ["CF206"]


def test_a_spread_that_a_float_does_not_hold_is_refused(tmp_path: Path) -> None:
    wide = {"value": 1e307, "uncertainty": {"type": "lognormal", "gsd": 30}}
    solved, reading, _ = answer(tmp_path, system(activity("a", emits=wide)))
    assert solved is not None
    for draws in (None, 200):
        done, findings = spread(solved, reading, draws, 1)
        assert done is None and [one.code for one in findings] == ["CF206"]


def test_an_integer_of_thousands_of_digits_is_no_traceback(tmp_path: Path) -> None:
    long = (
        '{"activities": [{"id": "a", "note": ":", "inputs": [], "emissions_kg_co2e": %s}], "demands": ["a"]}'
    )
    for digits in (5_000, 4_000):
        solved, _, findings = answer(tmp_path, long % ("9" * digits))
        assert solved is None and findings[0].code in ("CF206", "CF421")


@pytest.mark.parametrize("stated", ["caf\u00e9", "cafe\u0301"])
@pytest.mark.parametrize("used", ["caf\u00e9", "cafe\u0301"])
def test_flows_and_locations_are_the_same_however_typed(tmp_path: Path, stated: str, used: str) -> None:
    factors: dict[str, Any] = {stated: {"x": 5, "*": 3}}
    gwp = {"id": "g", "unit": "kg CO2e", "factors": factors}
    solved, _, _ = answer(tmp_path, system(emitting(used, used), indicators=[gwp], fallback={stated: ["x"]}))
    assert solved is not None and solved.answers[0].totals == [5]
    factors[stated] = {stated: 7, "*": 3}
    solved, _, _ = answer(tmp_path, system(emitting(used, used), indicators=[gwp]))
    assert solved is not None and solved.answers[0].totals == [7]


def test_keys_that_compose_to_one_and_empty_ones_are_refused(tmp_path: Path) -> None:
    for factors, code in (
        ({"f": {"caf\u00e9": 5, "cafe\u0301": 3}}, "CF005"),
        ({"f": 1, "caf\u00e9": 5, "cafe\u0301": 3}, "CF005"),
        ({"f": {"": 5, "KR": 3}}, "CF109"),
    ):
        gwp = {"id": "g", "unit": "kg CO2e", "factors": factors}
        solved, _, findings = answer(tmp_path, system(emitting("f", "KR"), indicators=[gwp]))
        assert solved is None and code in [one.code for one in findings]


@pytest.mark.parametrize("samples", [[3], [3, 3], [30, 40]])
def test_samples_have_the_number_among_them(tmp_path: Path, samples: list[float]) -> None:
    """Else the total says one thing and its interval another, or nothing."""
    given = {"value": 1, "uncertainty": {"type": "samples", "samples": samples}}
    solved, _, findings = answer(tmp_path, system(activity("a", emits=given)))
    assert solved is None and [one.code for one in findings] == ["CF425"]


def test_two_links_and_a_supplier_with_a_number_in_its_name_are_three_drivers(tmp_path: Path) -> None:
    def link(id_: str, gsd: float) -> dict[str, Any]:
        return {"id": id_, "amount": 1, "uncertainty": {"type": "lognormal", "gsd": gsd}}

    data = system(
        activity("a", link("b", 1.1), link("b", 1.2), link("b#2", 2)), activity("b"), activity("b#2")
    )
    solved, _, _ = answer(tmp_path, data)
    assert solved is not None and len(drivers_of(solved.system).drivers) == 3


def test_credits_of_credits_in_two_pairs_are_refused_as_in_one(tmp_path: Path) -> None:
    """Each pair turns the determinant negative, so that it is positive again for both."""

    def pair(one: str, other: str, next_: str) -> list[dict[str, Any]]:
        back = {"id": one, "amount": 2, "avoided": True}
        return [
            activity(one, {"id": other, "amount": 2, "avoided": True}),
            activity(other, back, [next_, 0.01]),
        ]

    solved, _, findings = answer(tmp_path, system(*pair("a", "b", "c"), *pair("c", "d", "a")))
    assert solved is None and [one.code for one in findings] == ["CF410"]


def test_a_weight_that_would_count_for_nothing_is_refused(tmp_path: Path) -> None:
    weighed = {"id": "g", "unit": "kg CO2e", "factors": {"f": 1}, "normalisation": 2, "weight": 3}
    other: dict[str, Any] = {"id": "h", "unit": "m3", "factors": {"f": 1}, "normalisation": 1}
    solved, _, findings = answer(tmp_path, system(emitting("f", "KR"), indicators=[weighed, other]))
    assert solved is None and [one.code for one in findings] == ["CF102"]
    solved, _, _ = answer(tmp_path, system(emitting("f", "KR"), indicators=[weighed, {**other, "weight": 0}]))
    assert solved is not None and solved.answers[0].weighted == 1.5
