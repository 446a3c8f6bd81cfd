"""Methods of fugitive gases, waste, use and spend: numbers worked out by hand, units, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.pipeline import Options, calculate
from carbonfoot.quantities.expressions import evaluate, parse
from carbonfoot.quantities.units import parse_quantity
from carbonfoot.reports.calc_json import report

Answer = dict[str, Any]
Case = dict[str, Any]

GAS = "gas: HFC-134a"
GRID = "emission_factor: 0.5 kg CO2e/kWh\nsource: made up"
HALF = "emission_factor: 0.5 kg CO2e/EUR\nfactor_year: 2020\nsource: made up"


def read(name: str) -> list[Any]:
    """Every scalar stays text, as in a part document."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    cases: list[Case] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    return [pytest.param(case, id=f"{case['method']} {place}") for place, case in enumerate(cases)]


def run(folder: Path, method: str, arguments: Case | str, **more: str) -> Answer:
    """`calc --format json` of a document with one use of a method, in AR5."""
    given = arguments if isinstance(arguments, dict) else yaml.load(arguments, Loader=yaml.BaseLoader)  # noqa: S506
    use = {"method": method, **given, **more}
    product = {"id": "A", "name": "A", "declared_unit": "1 piece", "made_in": "GB"}
    document: Case = {
        "carbonfoot": "part/1",
        "product": product,
        "period": "2025",
        "boundary": "cradle-to-grave",
    }
    document["exclude"] = [
        {"name": name, "share": "0 %", "reason": "test"} for name in ("distribution", "use", "end of life")
    ]
    document["methods"] = [use]
    file = folder / "part.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    options = Options(gwp="AR5")
    answer: Answer = report(calculate(str(file), options), options, allow_incomplete=False)
    return answer


def total(answer: Answer) -> float:
    found = answer["data"]["total"]
    assert isinstance(found, float), [one for one in answer["findings"] if one["severity"] != "note"]
    return found


def codes(answer: Answer) -> list[str]:
    return [one["code"] for one in answer["findings"] if one["severity"] in ("error", "incomplete")]


@pytest.mark.parametrize("case", read("other_numbers.yaml"))
def test_numbers(tmp_path: Path, case: Case) -> None:
    working = evaluate(parse(case["kg"]), parse_quantity).number
    assert total(run(tmp_path, case["method"], case["use"])) == pytest.approx(working, rel=1e-9)


@pytest.mark.parametrize("case", read("other_refused.yaml"))
def test_refused(tmp_path: Path, case: Case) -> None:
    answer = run(tmp_path, case["method"], case["use"])
    found = next((one for one in answer["findings"] if one["code"] == case["code"]), None)
    assert found is not None, answer["findings"]
    assert found["path"] == f"methods/0/{case['place']}".rstrip("/")
    assert answer["data"].get("total") is None


def test_shares_that_do_not_add_up_are_told_with_their_sum(tmp_path: Path) -> None:
    use = "composition: {R32: 50 %, R125: 40 %}\nservice: {refilled: 1 kg}"
    answer = run(tmp_path, "fugitive/refrigerant-leakage", use)
    said = next(one["message"] for one in answer["findings"] if one["code"] == "CF406")
    assert said == "the shares add up to 90 %, not to 100 %"


def test_installation_operation_and_disposal_stand_apart(tmp_path: Path) -> None:
    charges = "charge_new: 1 kg, charge: 1 kg, years: 1 year, charge_retired: 1 kg"
    text = f"{GAS}\nscreening: {{equipment: domestic, {charges}}}"
    answer = run(tmp_path, "fugitive/refrigerant-leakage", text)
    names = [one["name"] for one in answer["data"]["lines"]]
    assert [name.rpartition(", ")[2] for name in names] == ["installation", "operation", "disposal"]
    assert "CF312" in [one["code"] for one in answer["findings"]]  # the rates are not those of the guidelines


def test_an_estimate_by_spend_says_so(tmp_path: Path) -> None:
    answer = run(tmp_path, "spend/estimate", f"amount: 100 EUR\nprice_year: 2020\n{HALF}")
    warned = [one for one in answer["findings"] if one["code"] == "CF736"]
    assert [one["severity"] for one in warned] == ["warning"]
    (line,) = answer["data"]["lines"]
    assert line["data"] == "estimated"
    refused = run(tmp_path, "spend/estimate", f"amount: 100 EUR\nprice_year: 2020\n{HALF}", data="measured")
    assert "CF106" in codes(refused)


def test_recovered_energy_is_a_credit_beside(tmp_path: Path) -> None:
    plain = "waste: plastics\namount: 1 t\nch4_factor: 0 kg/t\nn2o_factor: 0 kg/t"
    credit = f"{plain}\nrecovered_energy: {{factor: electricity/grid, amount: 300 kWh, origin: GB}}"
    before, after = (run(tmp_path, "waste/incineration", text) for text in (plain, credit))
    assert total(after) < total(before)
    assert [one["kg_co2e"] < 0 for one in after["data"]["lines"]] == [False, True]


def test_gases_without_a_factor_are_not_assessed(tmp_path: Path) -> None:
    answer = run(tmp_path, "waste/incineration", "waste: plastics\namount: 1 t")
    parts = [one["part"] for one in answer["data"]["not_assessed"]]
    assert parts == ["CH4 of the plant", "N2O of the plant"]


@pytest.mark.parametrize(
    ("where", "origins"), [("origin: KR", ["KR"]), ("where: {KR: 70 %, DE: 30 %}", ["KR", "DE"])]
)
def test_electricity_in_use_is_drawn_where_it_is_used(tmp_path: Path, where: str, origins: list[str]) -> None:
    answer = run(tmp_path, "use/energy-using-product", f"energy_per_use: 1 kWh\nuses: 100\n{where}")
    lines = answer["data"]["lines"]
    assert [one["factors"][0]["label"].split(":")[1][:2].upper() for one in lines] == origins
    assert {one["stage"] for one in lines} == {"use"}


def test_consumables_are_counted_over_the_life(tmp_path: Path) -> None:
    text = (
        f"energy_per_year: 0 kWh/year\nlifetime: 6 year\nuses: 400\n{GRID}\n"
        "consumables: [{name: Filter, factor: water/supply, amount: 2 L, every: 1 year},"
        " {name: Rinse, factor: water/supply, amount: 3 L, per_use: 1},"
        " {name: Repair, factor: water/supply, amount: 5 L, times: 2}]"
    )
    answer = run(tmp_path, "use/energy-using-product", text)
    amounts = {one["name"].rpartition(", ")[2]: one["amount"]["value"] for one in answer["data"]["lines"]}
    assert {name: amounts[name] for name in ("Filter", "Rinse", "Repair")} == {
        "Filter": pytest.approx(12),
        "Rinse": pytest.approx(1200),
        "Repair": pytest.approx(10),
    }
