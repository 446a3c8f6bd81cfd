"""Changes that follow from another amount, one layer after the other."""

from __future__ import annotations

from typing import Any

import pytest

from carbonfoot.documents.part import Changes
from carbonfoot.documents.reading import read_shape
from carbonfoot.scenarios.patch import Patch

PART: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "mass": "2 kg", "made_in": "KR"},
    "period": "2025",
    "parameters": {"heat": "9 MJ (net)"},
    "inputs": [{"name": "Clinker", "amount": "0.9 kg", "factor": "minerals/clinker"}],
    "processes": [
        {"name": "Melting", "natural_gas": "16 MJ (net)", "electricity": "1 kWh"},
        {"name": "Drying", "natural_gas": {"amount": "= heat"}},
        {"name": "Curing", "natural_gas": "10 MJ (gross)"},
    ],
}
SITE: dict[str, Any] = {
    "carbonfoot": "site/1",
    "site": {"id": "S", "name": "Site", "located_in": "KR"},
    "period": "2025",
    "meters": [
        {"name": "Main", "carrier": "electricity", "amount": "100 MWh"},
        {
            "name": "Gas",
            "carrier": "natural_gas",
            "readings": {"2025-01": "6 GJ (net)", "2025-02": "4 GJ (net)"},
        },
    ],
    "processes": [
        {"name": "Press", "electricity": "40 MWh"},
        {"name": "Oven", "electricity": "30000 kWh", "natural_gas": "8 GJ (net)"},
    ],
    "products": [{"id": "A", "name": "A", "amount": "10 piece"}],
}


def patched(data: Any, *layers: Any) -> tuple[Any, list[tuple[str, str]]]:
    patch = Patch(data, "x.yaml")
    for number, raw in enumerate(layers):
        changes, findings = read_shape(raw, "x.yaml", (), "changes", Changes)
        assert changes is not None, findings
        patch.apply(raw, (str(number),), changes)
    return patch.finished(), [(one.code, one.message) for one in patch.findings]


SWITCH = {
    "remove": ["processes/Melting/natural_gas"],
    "change": {"processes/Melting/electricity": "+ 0.33 kWh/kWh (net) x processes/Melting/natural_gas"},
}


def test_what_is_switched_is_converted_and_added() -> None:
    data, findings = patched(PART, SWITCH)
    assert not findings
    assert "natural_gas" not in data["processes"][0]
    assert data["processes"][0]["electricity"] == "2.46666666667 kWh"  # 1 + 0.33 x 16 / 3.6


def test_what_is_switched_is_what_the_layer_before_has_left() -> None:
    data, findings = patched(PART, {"change": {"processes/Melting/natural_gas": "-50 %"}}, SWITCH)
    assert not findings
    assert data["processes"][0]["electricity"] == "1.73333333333 kWh"


def test_an_expression_stays_one() -> None:
    text = "+ 0.3 kWh/kWh (net) x processes/Drying/natural_gas"
    data, findings = patched(PART, {"change": {"processes/Drying/electricity": text}})
    assert not findings
    assert data["processes"][1]["electricity"] == "= (heat) * (0.3 [kWh/kWh (net)])"
    data, _ = patched(PART, {"change": {"processes/Melting/electricity": text}})
    assert data["processes"][0]["electricity"] == "= ((1 [kWh])) + (heat) * (0.3 [kWh/kWh (net)])"


def test_a_line_that_is_added_takes_its_amount_from_another() -> None:
    line = {"name": "Calcined clay", "amount": "0.3 x inputs/Clinker/amount", "factor": "minerals/clay"}
    data, findings = patched(PART, {"change": {"inputs/Clinker/amount": "-30 %"}, "add": {"inputs": line}})
    assert not findings
    assert [one["amount"] for one in data["inputs"]] == ["0.63 kg", "0.27 kg"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("+ 0.3 x processes/Melting/natural_gas", "CF210"),  # of which calorific value?
        ("+ 0.3 kWh/kWh (net) x processes/Curing/natural_gas", "CF204"),
        ("+ 0.3 x processes/Melting/lpg", "CF461"),
        ("+ 0.3 x inputs/Clinker/amount", "CF204"),
        ("+ 0.3 x nothing/here", "CF461"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(text: str, code: str) -> None:
    _, findings = patched(PART, {"change": {"processes/Melting/electricity": text}})
    assert [one for one, _ in findings] == [code]


def test_a_meter_loses_what_its_steps_save() -> None:
    layers = [
        {"change": {f"processes/{name}/electricity": f"-{less} %", "meters/Main/amount": "with its steps"}}
        for name, less in (("Press", 10), ("Oven", 50), ("Press", 50))
    ]
    data, findings = patched(SITE, *layers)
    assert not findings
    assert data["processes"][0]["electricity"] == "18 MWh"  # 40 x 0.9 x 0.5
    assert data["meters"][0]["amount"] == "63 MWh"  # the remainder of 30 MWh stays


def test_readings_follow_as_well() -> None:
    change = {"processes/Oven/natural_gas": "-50 %", "meters/Gas/amount": "with its steps"}
    data, findings = patched(SITE, {"change": change})
    assert not findings
    assert data["meters"][1]["readings"] == {"2025-01": "3.6 GJ (net)", "2025-02": "2.4 GJ (net)"}


def test_only_a_meter_follows_its_steps() -> None:
    assert [
        code for code, _ in patched(SITE, {"change": {"processes/Press/electricity": "with its steps"}})[1]
    ] == ["CF462"]


def test_more_and_less() -> None:
    change = {
        "processes/Melting/electricity": "500 Wh more",
        "processes/Melting/natural_gas": "1 MJ (net) less",
    }
    data, findings = patched(PART, {"change": change})
    assert not findings
    assert data["processes"][0] == {"name": "Melting", "natural_gas": "15 MJ (net)", "electricity": "1.5 kWh"}
    data, _ = patched(PART, {"change": {"processes/Drying/natural_gas": "1 MJ (net) more"}})
    assert data["processes"][1]["natural_gas"] == {"amount": "= (heat) + (1 [MJ (net)])"}
    assert patched(PART, {"change": {"processes/Curing/natural_gas": "1 MJ (net) more"}})[1][0][0] == "CF210"
