"""Published worked examples and numbers, as `tests/cases/*.yaml` writes them down (see `tests/cases/README.md`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.pipeline import Options, calculate
from carbonfoot.quantities.units import parse_quantity
from carbonfoot.reports.calc_json import report
from carbonfoot.technosphere.read import read as read_system
from carbonfoot.technosphere.solve import solve

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar stays text; written in C where that is there."""

FOLDER = Path(__file__).parent / "cases"
KEYS = {"name", "source", "made_in", "period", "gwp", "part", "files", "convert", "system"}
KEYS |= {"expected", "tolerance"}
NINE_DIGITS = 1e-9

Case = dict[str, Any]


def read() -> list[Any]:
    """Every scalar stays text, as in a part document."""
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=TEXTS)  # noqa: S506
    ]


CASES = read()


def calculated(case: Case, folder: Path) -> dict[str, Any]:
    document = {
        "carbonfoot": "part/1",
        "product": {
            "id": "CASE",
            "name": case["name"],
            "declared_unit": "1 piece",
            "made_in": case.get("made_in", "GLO"),
        },
        "period": case.get("period", "2025"),
        **case["part"],
    }
    for name, other in case.get("files", {}).items():
        (folder / name).write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    file = folder / "case.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    options = Options(gwp=case.get("gwp", "AR6"))
    answer = report(calculate(str(file), options), options, allow_incomplete=False)
    errors = [one for one in answer["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    data: dict[str, Any] = answer["data"]
    return data


def system_text(system: Any) -> str:
    """A system file: as the case has it, or of activities, indicators and demands written shortly."""
    if isinstance(system, str):
        return system
    stated = [one.get("emissions", {}) for one in system["activities"]]
    names = sorted({flow for flows in stated for flow in flows})
    each = {name: {other: str(int(other == name)) for other in names} for name in names}
    data = {
        "activities": [
            {
                **{key: one[key] for key in ("id", "unit") if key in one},
                "output": float(one.get("output", 1)),
                "inputs": [[supplier, float(amount)] for supplier, amount in one["inputs"]],
                "emissions": [
                    {"flow": flow, "amount": float(amount)}
                    for flow, amount in one.get("emissions", {}).items()
                ],
            }
            for one in system["activities"]
        ],
        "indicators": [
            {
                "id": name,
                "unit": "of its own",
                "factors": {flow: float(number) for flow, number in given.items()},
            }
            for name, given in system.get("indicators", each).items()
        ],
        "demands": [{"id": name, "amount": float(amount)} for name, amount in system["demands"].items()],
    }
    return json.dumps(data)


def totals(case: Case, folder: Path) -> dict[str, dict[str, float]]:
    """What `calc --system` finds: by the id of each demand its total in each indicator."""
    file = folder / "system.json"
    file.write_text(system_text(case["system"]), encoding="utf-8")
    reading = read_system(str(file))
    solved, findings = solve(reading)
    assert solved is not None, [*reading.findings, *findings]
    return {
        solved.system.ids[answer.activity]: {
            measure.id: number for measure, number in zip(solved.measures, answer.totals, strict=True)
        }
        for answer in solved.answers
    }


def lines(inside: list[dict[str, Any]], base: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for line in inside:
        yield base + line["path"], line
        yield from lines(line["lines"], f"{base}{line['path']} > ")


def numbers(case: Case, folder: Path) -> Iterator[tuple[str, float, float]]:
    """What is compared, the number that comes out, the number expected."""
    expected = case["expected"]
    if "convert" in case:
        amount, unit = case["convert"]
        yield "number", parse_quantity(amount).to(unit), float(expected["number"])
        return
    if "system" in case:
        found_totals = totals(case, folder)
        for demand, wanted in expected["totals"].items():
            for name, number in wanted.items():
                yield f"{demand}, {name}", found_totals[demand][name], float(number)
        return
    data = calculated(case, folder)
    by_path = dict(lines(data["lines"]))
    by_gas = {one["gas"]: one["kg"] for one in data["by_gas"]}
    for key, wanted in expected.items():
        if key in ("total", "at_least"):
            yield key, data[key], float(wanted)
        elif key == "records":
            for path, ids in wanted.items():
                assert [one["label"] for one in by_path[path]["factors"]] == ids
        elif key == "not_assessed":
            for path, parts in wanted.items():
                assert by_path[path]["not_assessed"] == parts
        else:
            found = {"lines": {path: line["kg_co2e"] for path, line in by_path.items()}}
            found |= {"gases": by_gas, "split": data["split"]}
            for name, number in wanted.items():
                yield f"{key} {name}", found[key][name], float(number)


@pytest.mark.parametrize("case", CASES)
def test_published_number(case: Case, tmp_path: Path) -> None:
    for what, number, expected in numbers(case, tmp_path):
        tolerance = float(case["tolerance"]) if "tolerance" in case else NINE_DIGITS * abs(expected)
        assert number == pytest.approx(expected, rel=0, abs=tolerance), what


@pytest.mark.parametrize("case", CASES)
def test_case_is_complete(case: Case) -> None:
    assert set(case) <= KEYS
    assert len({"part", "convert", "system"} & set(case)) == 1
    assert case["source"].strip() and case["expected"]


def test_cases_have_names_of_their_own() -> None:
    names = [case.id for case in CASES]
    assert len(set(names)) == len(names)
    assert len(names) >= 25
