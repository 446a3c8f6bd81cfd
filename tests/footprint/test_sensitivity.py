"""What an input does, compared with what happens when its text in the document is another one."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.factors.library import Library
from carbonfoot.footprint import sensitivity as room
from carbonfoot.footprint.breakeven import (
    BEYOND_ALL,
    NEGATIVE,
    NO_VALUE,
    NOT_ALONE,
    NOTHING,
    REFUSED,
    break_even,
)
from carbonfoot.footprint.sensitivity import Input, Model, Sensitivity, sensitivity
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.quantities.traced import slopes_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STEEL = {"factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "KR"}

BOLT = {
    "carbonfoot": "part/1",
    "product": {"id": "B", "name": "Bolt", "declared_unit": "100 piece", "mass": "2.4 kg", "made_in": "KR"},
    "period": "2025",
    "inputs": [
        {"name": "Rod", "amount": "2.5 kg", **STEEL},
        # the plant buys a part of what it makes: a loop through both documents
        {"name": "Bracket for jigs", "amount": "0.04 piece", "product": "part.yaml", "auxiliary": "yes"},
    ],
    "processes": [{"name": "Heading", "electricity": "0.8 kWh", "yield": "0.97"}],
}

STATED = {
    "value": "0.62 kg CO2e",
    "per": "1 kg",
    "source": "letter",
    "fossil": "0.6 kg CO2e",
    "biogenic_non_co2": "0.02 kg CO2e",
}

EVERYTHING: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "mass": "2 kg", "made_in": "KR"},
    "period": "2025",
    "boundary": "cradle-to-grave",
    "parameters": {
        "thickness": "2.0 mm",
        "area": "0.1 m2",
        "steel": "7.85 kg/dm3",
        "blank": "= thickness * area * steel",
        "glass": "30 %",
        "fall": "= 1.5 ^ 2 + sqrt(4) - abs(-1)",
    },
    "inputs": [
        {"name": "Coil", "amount": "= blank", "yield": "96 %", "transport": {"mode": "road/hgv", "distance": "180 km"}}
        | STEEL,
        {"name": "Ingot", "amount": "300 g", "factor": "aluminium/ingot", "recycled": "40 %", "origin": "KR"},
        {
            "name": "Compound",
            "amount": "0.2 kg",
            "inputs": [
                {"name": "PA66", "share": "= 1 - glass", "factor": "polymers/pa66", "origin": "TW"},
                {"name": "Glass", "share": "= glass", "factor": "glass/fibre", "origin": "TW"},
            ],
            "processes": [{"name": "Mixing", "electricity": "0.45 kWh"}],
        },
        {"name": "Bolt", "amount": "3 piece", "product": "bolt.yaml", "transport": {"mode": "road/van", "distance": "9 km"}},
        {"name": "Plating", "amount": "2.5 kg", "footprint": STATED},
        {"name": "Rivet", "amount": "4 piece", "mass": "12 g", **STEEL},
        {"name": "Paint", "amount": "0.05 L", "density": "1.2 kg/L", **STEEL},
    ],
    "processes": [
        {"name": "Stamping", "electricity": "0.9 kWh", "yield": "0.985"},
        {
            "name": "Welding",
            "natural_gas": "0.79 MJ (net)",
            "diesel": {"amount": "= fall * 0.01 [L]"},
            "emissions": [{"gas": "SF6", "amount": "0.2 g"}],
            "yield": "0.99",
        },
    ],
    "outputs": [{"name": "Trim", "amount": "0.5 kg", "treatment": "recycling"}],
    "tooling": [{"name": "Die", "amount": "900 kg", "lifetime": "120000 piece", **STEEL}],
    "packaging": [{"name": "Crate", "amount": "0.4 kg", "factor": "packaging/linerboard", "origin": "KR", "uses": "20"}],
    "distribution": [{"mode": "road/hgv", "distance": "60 km"}],
    "use": [{"name": "Power", "amount": "12 kWh", "factor": "electricity/grid", "origin": "KR"}],
    "end_of_life": [{"name": "Old part", "amount": "2 kg", "treatment": "recycling"}],
}  # fmt: skip


def _written(folder: Path, **documents: Any) -> Path:
    for name, data in documents.items():
        (folder / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder / "part.yaml"


def _calculated(file: Path, library: Library) -> Outcome:
    return calculate(str(file), Options(), library)


def _analysed(file: Path, library: Library) -> tuple[Outcome, Sensitivity, Model]:
    outcome = _calculated(file, library)
    assert outcome.footprint is not None and outcome.recipe is not None, outcome.findings
    assert outcome.footprint.total is not None, outcome.findings
    return outcome, *sensitivity(outcome.recipe, outcome.footprint)


def _scaled(text: str, times: float) -> str:
    """`2.35 kg` or `= a * b` times a number, as a person would write it."""
    if text.startswith("="):
        return f"= ({text[1:]}) * {times!r}"
    number, rest = re.fullmatch(r"(-?[0-9.]+)(.*)", text).groups()  # type: ignore[union-attr]
    return f"{float(number) * times!r}{rest}"


def _edited(data: Any, path: tuple[str | int, ...], times: float) -> Any:
    """The document with one amount multiplied."""
    data = copy.deepcopy(data)
    node = data
    for step in path[:-1]:
        if isinstance(node, dict) and step == 0:
            continue  # a list of one without its dash
        if isinstance(node[step], str):  # `electricity: 0.9 kWh`
            node[step] = _scaled(node[step], times)
            return data
        node = node[step]
    node[path[-1]] = _scaled(node[path[-1]], times)
    return data


def _brute(files: dict[str, Any], one: Input, times: float, folder: Path, library: Library) -> float:
    changed = dict(files)
    for (file, path), factor in room.factors_of(one, times).items():
        name = Path(file).stem
        changed[name] = _edited(changed[name], path, factor)
    beside = folder / "edited"  # what is analysed is read again, and stays as it is
    beside.mkdir(exist_ok=True)
    outcome = _calculated(_written(beside, **changed), library)
    assert outcome.footprint is not None and outcome.footprint.total is not None, (one.key, outcome.findings)
    return outcome.footprint.total


def _slope(files: dict[str, Any], one: Input, folder: Path, library: Library) -> float:
    """By three totals on one side, so that a share of 100 % can be looked at too."""
    step = 1e-3
    zero, half, full = (_brute(files, one, 1 - part * step, folder, library) for part in (0, 0.5, 1))
    return -(4 * (half - zero) - (full - zero)) / step


def _ordinary(inputs: list[Input]) -> Iterator[Input]:
    return (one for one in inputs if not one.record and one.slope is not None)


@pytest.fixture(scope="module")
def everything(
    tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[tuple[Sensitivity, Model, Path]]:
    folder = tmp_path_factory.mktemp("everything")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        _, found, model = _analysed(_written(folder, **FILES), library)
        yield found, model, folder


FILES = {"part": EVERYTHING, "bolt": BOLT}


def test_slopes_are_those_of_editing_the_document(
    everything: tuple[Sensitivity, Model, Path], library: Library
) -> None:
    found, _, folder = everything
    assert found.traced and found.off < 1e-9
    kinds = set()
    for one in _ordinary(found.inputs):
        assert one.slope == pytest.approx(
            _slope(FILES, one, folder, library), rel=1e-5, abs=1e-7 * found.base
        ), one.key
        if one.slope:
            kinds.add(one.named.kind)
    assert kinds >= {
        "amount", "parameter", "yield", "distance", "recycled", "lifetime", "uses", "statement", "mass", "density", "share",
    }  # fmt: skip


REWORKED: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "mass": "1 kg", "made_in": "KR", "price": "3 EUR"},
    "co_products": [{"id": "Q", "name": "Other", "amount": "2 piece", "price": "1.25 EUR/piece"}],
    "allocation": "economic",
    "period": "2025",
    "inputs": [
        {"name": "Coil", "amount": "1 kg", **STEEL},
        {"name": "Ingot", "amount": "0.5 kg", "circular": {
            "A": "0.5", "R1": "20 %", "quality_in": "0.9",
            "Ev": {"factor": "polymers/pa66", "origin": "TW"},
            "Erecycled": {"factor": "polymers/ldpe", "origin": "TW"},
        }},
    ],
    "processes": [{"name": "Painting", "electricity": "8 kWh", "rework": "30 %"}],
}  # fmt: skip


def test_rework_prices_and_circular_parameters_are_inputs_as_well(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"part": REWORKED}
    _, found, _ = _analysed(_written(tmp_path, **files), library)
    kinds = {}
    for one in _ordinary(found.inputs):
        edited = _slope(files, one, tmp_path, library)
        assert one.slope == pytest.approx(edited, rel=1e-5, abs=1e-7 * found.base), one.key
        kinds[one.key[1]] = one.slope
    assert {path for path, slope in kinds.items() if slope} >= {
        ("processes", 0, "rework"),
        ("product", "price"),
        ("inputs", 1, "circular", "A"),
        ("inputs", 1, "circular", "R1"),
        ("co_products", 0, "price"),
        ("co_products", 0, "amount"),
    }
    assert not [path for path in kinds if path[-3:-2] == ("circular",)]  # the amount is that of the line
    # of one product without co-products: nothing but the rework would be left out of the slopes
    alone = {key: one for key, one in REWORKED.items() if key not in ("co_products", "allocation")}
    _, found, model = _analysed(_written(tmp_path, part=alone), library)
    (rework,) = (one for one in found.inputs if one.key[1] == ("processes", 0, "rework"))
    assert rework.slope is not None and rework.slope > 0.05 * found.base
    (even,) = break_even(model, [rework], 1.2 * found.base)
    assert even.times is not None
    assert _brute({"part": alone}, rework, even.times, tmp_path, library) == pytest.approx(1.2 * found.base)


def test_a_factor_does_what_all_its_lines_cost(everything: tuple[Sensitivity, Model, Path]) -> None:
    found, _, _ = everything
    steel = [one for one in found.inputs if "hot-rolled-coil" in one.record]
    assert len(steel) == 1 and steel[0].uses >= 4
    records = sum(one.slope or 0.0 for one in found.inputs if one.record)
    stated = sum(one.slope or 0.0 for one in found.inputs if one.named.kind == "statement")
    gas = sum(one.slope or 0.0 for one in found.inputs if "emissions" in one.key[1])
    assert records + stated + gas == pytest.approx(found.base, rel=1e-12)


def test_what_a_parameter_leads_to_is_a_parameter_too(everything: tuple[Sensitivity, Model, Path]) -> None:
    found, _, _ = everything
    by_path = {one.key[1]: one for one in found.inputs if one.key[0] == "part.yaml"}
    blank = by_path["parameters", "blank"]
    for name in ("thickness", "area", "steel"):
        assert by_path["parameters", name].slope == pytest.approx(blank.slope, rel=1e-12)
    assert blank.computed and not by_path["parameters", "area"].computed
    assert by_path["inputs", 0, "amount"].slope == pytest.approx(blank.slope, rel=1e-12)


@pytest.mark.parametrize("times", [0.9, 0.97, 1.01, 1.4])
def test_break_even_is_what_editing_the_document_gives(
    everything: tuple[Sensitivity, Model, Path], library: Library, times: float
) -> None:
    found, model, folder = everything
    target = times * found.base
    answers = break_even(model, found.inputs, target)
    possible = [one for one in answers if one.times is not None]
    assert len(answers) == len(found.inputs) and possible
    changes = [abs(one.times - 1) for one in possible if one.times is not None]
    assert changes == sorted(changes)
    for answer in possible:
        assert answer.co2e == pytest.approx(target, rel=1e-9)
        if not answer.input.record and answer.times is not None:
            assert _brute(FILES, answer.input, answer.times, folder, library) == pytest.approx(
                target, rel=1e-8
            ), answer.input.key
    for answer in answers:
        if answer.times is None:
            assert answer.why in (NEGATIVE, BEYOND_ALL, NO_VALUE, NOTHING, NOT_ALONE, REFUSED)


def test_not_possible_says_why(everything: tuple[Sensitivity, Model, Path]) -> None:
    found, model, _ = everything
    below = {one.input.key[1]: one for one in break_even(model, found.inputs, 0.1 * found.base)}
    assert below["processes", 1, "yield"].why == BEYOND_ALL
    assert below["distribution", 0, "distance"].why == NEGATIVE
    assert below["tooling", 0, "lifetime"].why == NO_VALUE
    assert below["outputs", 0, "amount"].why == NOTHING


def test_the_amount_in_a_loop_is_a_ratio_of_lines(everything: tuple[Sensitivity, Model, Path]) -> None:
    """The total climbs without end before the loop uses what it makes; the answer still is exact."""
    found, model, _ = everything
    (jig,) = [one for one in found.inputs if one.key == ("bolt.yaml", ("inputs", 1, "amount"))]
    (answer,) = break_even(model, [jig], 2 * found.base)
    assert answer.times is not None and answer.co2e == pytest.approx(2 * found.base, rel=1e-10)
    straight = 1 + found.base / (jig.slope or 0.0)
    assert answer.times < 0.99 * straight


def test_shares_of_a_compound_make_room_for_each_other(tmp_path: Path, library: Library) -> None:
    part = {
        **{key: EVERYTHING[key] for key in ("carbonfoot", "product", "period")},
        "parameters": {"fibre": "30 %", "rest": "70 %"},
        "inputs": [
            {
                "name": "Compound", "amount": "2 kg",
                "inputs": [
                    {"name": "PA66", "share": "70 %", "factor": "polymers/pa66", "origin": "TW"},
                    {"name": "Glass", "share": "30 %", "factor": "glass/fibre", "origin": "TW"},
                ],
            },
            {
                "name": "Other", "amount": "1 kg",
                "inputs": [
                    {"name": "PA66", "share": "= rest", "factor": "polymers/pa66", "origin": "TW"},
                    {"name": "Glass", "share": "= fibre", "factor": "glass/fibre", "origin": "TW"},
                ],
            },
        ],
    }  # fmt: skip
    _, found, model = _analysed(_written(tmp_path, part=part), library)
    by_path = {one.key[1]: one for one in found.inputs}
    pa66, glass = by_path["inputs", 0, "inputs", 0, "share"], by_path["inputs", 0, "inputs", 1, "share"]
    step = 1e-3
    up = 2 * (0.7 * step) * (7.21 - 2.76)  # what leaves one side goes to the other
    assert pa66.slope == pytest.approx(up / step, rel=1e-3)
    assert glass.slope == pytest.approx(-(pa66.slope or 0.0) * 3 / 7, rel=1e-9)
    # a parameter that alone would break the sum has no slope of its own, and says so
    assert by_path["parameters", "fibre"].slope is None
    (answer,) = break_even(model, [by_path["parameters", "fibre"]], 1.0)
    assert answer.why == NOT_ALONE


def test_shares_of_different_things_stand_alone(tmp_path: Path, library: Library) -> None:
    """The share of a truck's load, and the part of a line that another one replaces, have no others to make room for."""
    diesel = {"factor": "fuels/diesel", "amount": "10 L"}
    part = {
        **{key: EVERYTHING[key] for key in ("carbonfoot", "product", "period")},
        "inputs": [
            {"name": "Average", "amount": "10 kg", "footprint": {"value": "6 kg CO2e", "per": "1 kg", "source": "s"}},
            {
                "name": "Own", "amount": "1 kg",
                "footprint": {"value": "1 kg CO2e", "per": "1 kg", "source": "s", "boundary": "gate-to-gate"},
                "replaces": {"line": "Average", "share": "20 %"},
            },
        ],
        "methods": [
            {"method": "transport/freight-by-fuel", "share": "20 %", "energy": diesel},
            {"method": "transport/freight-by-fuel", "share": "50 %", "energy": diesel},
        ],
    }  # fmt: skip
    _, found, _ = _analysed(_written(tmp_path, part=part), library)
    slopes = {one.key[1]: one.slope for one in found.inputs}
    assert slopes["inputs", 1, "replaces", "share"] == pytest.approx(-60 * 0.2, rel=1e-9)
    first, second = slopes["methods", 0, "share"] or 0.0, slopes["methods", 1, "share"] or 0.0
    assert second == pytest.approx(2.5 * first, rel=1e-9)
    assert first > 1


def test_slopes_that_are_lost_are_noticed(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step of the calculation through which slopes do not pass: every input is recomputed, and the result says so."""
    file = _written(tmp_path, **FILES)
    _, right, _ = _analysed(file, library)
    real = slopes_of

    def lossy(number: float) -> Any:
        return {key: slope for key, slope in real(number).items() if key[1][-1] != "distance"}

    monkeypatch.setattr("carbonfoot.footprint.sensitivity.slopes_of", lossy)
    _, found, _ = _analysed(file, library)
    assert not found.traced and found.off > room.AGREES
    slopes = {one.key: one.slope for one in found.inputs}
    for one in right.inputs:
        assert slopes[one.key] == pytest.approx(one.slope, rel=1e-6, abs=1e-9 * right.base), one.key


def test_a_part_that_is_incomplete_is_analysed_as_far_as_it_goes(tmp_path: Path, library: Library) -> None:
    part = copy.deepcopy(EVERYTHING)
    part["inputs"].append({"name": "Lacquer", "amount": "0.1 kg", "auxiliary": "yes"})
    outcome = _calculated(_written(tmp_path, part=part, bolt=BOLT), library)
    assert outcome.footprint is not None and outcome.footprint.total is None and outcome.recipe is not None
    found, _ = sensitivity(outcome.recipe, outcome.footprint)
    assert found.base == outcome.footprint.at_least and found.traced


@pytest.mark.parametrize(
    "name", ["seat-bracket/bracket.yaml", "inverter-housing/housing.yaml", "connector-housing/housing.yaml"]
)
def test_the_examples_agree_with_the_check(name: str, library: Library) -> None:
    _, found, _ = _analysed(EXAMPLES / name, library)
    assert found.traced and found.off < 1e-9
    data, findings = read_yaml((EXAMPLES / name).read_text(encoding="utf-8"), name)
    assert not findings
    if name.startswith("inverter"):  # every amount that the document states is an input
        assert {one.key[1][1] for one in found.inputs if one.key[1][:1] == ("parameters",)} == set(
            data["parameters"]
        )


TRACED = sorted(  # without the one that has factors of its own
    file.relative_to(EXAMPLES).as_posix()
    for file in [
        *EXAMPLES.glob("*/*.yaml"),
        *EXAMPLES.glob("sectors/*/*.yaml"),
        *EXAMPLES.glob("*/vehicle/*.yaml"),
    ]
    if file.parts[-2] != "own-factors" and "carbonfoot: part/1" in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", TRACED)
def test_slopes_of_every_example_are_traced(name: str, library: Library) -> None:
    """Where they are lost, each input is calculated four times: the study report of a wafer took 12 s instead of 0.5."""
    _, found, _ = _analysed(EXAMPLES / name, library)
    assert found.traced and found.off < 1e-8


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(st.floats(0.01, 50).map(lambda x: float(f"{x:.3g}")), min_size=1, max_size=4),
    good=st.lists(st.floats(0.5, 1).map(lambda x: float(f"{x:.2g}")), min_size=1, max_size=3),
    back=st.floats(0.001, 0.4).map(lambda x: float(f"{x:.2g}")),
)
def test_slopes_of_any_part_with_a_loop(
    tmp_path: Path, library: Library, amounts: list[float], good: list[float], back: float
) -> None:
    bolt = copy.deepcopy(BOLT)
    bolt["inputs"][1]["amount"] = f"{back} piece"  # type: ignore[index]
    part = {
        **{key: EVERYTHING[key] for key in ("carbonfoot", "product", "period")},
        "parameters": {"scale": "1.2", "half": "= scale / 2"},
        "inputs": [
            *(
                {"name": f"Coil {n}", "amount": f"= {amount} [kg] * half ^ {n}", **STEEL}
                for n, amount in enumerate(amounts)
            ),
            {"name": "Bolt", "amount": "30 piece", "product": "bolt.yaml"},
        ],
        "processes": [
            {"name": f"Step {n}", "electricity": "0.9 kWh", "yield": str(share)}
            for n, share in enumerate(good)
        ],
    }
    files = {"part": part, "bolt": bolt}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        outcome = _calculated(_written(tmp_path, part=part, bolt=bolt), library)
        if outcome.footprint is None or outcome.footprint.total is None:
            assert {one.code for one in outcome.findings} & {"CF401"}, outcome.findings
            return
        assert outcome.recipe is not None
        found, _ = sensitivity(outcome.recipe, outcome.footprint)
        assert found.traced
        for one in _ordinary(found.inputs):
            brute = _slope(files, one, tmp_path, library)
            assert one.slope == pytest.approx(brute, rel=1e-4, abs=1e-6 * found.base), one.key


def test_terms_of_the_circular_formula_have_no_amounts_of_their_own(calc: Any, stated: Any) -> None:
    """2 kg, half of it at 2, half at 1 kg CO2e: the amount is that of the line, the terms go by their symbols."""
    terms = {"Ev": {"footprint": stated(2)}, "Erecycled": {"footprint": stated(1)}}
    line = {"name": "S", "amount": "2 kg", "circular": {"A": "1", "R1": "50 %", **terms}}
    outcome = calc({"inputs": [line]}).outcome
    found, _ = sensitivity(outcome.recipe, outcome.footprint)
    slopes = {(*one.named.names, one.named.kind): one.slope for one in found.inputs}
    slopes.pop(("S", "A"))  # at its bound: what is below asks for a quality
    assert slopes == {
        ("S", "amount"): pytest.approx(3),
        ("S", "Ev", "statement"): pytest.approx(2),
        ("S", "Erecycled", "statement"): pytest.approx(1),
        ("S", "R1"): pytest.approx(-1),
    }
