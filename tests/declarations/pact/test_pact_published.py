"""Numbers that specifications and guides print, declared end to end: `published.yaml`."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar stays text; written in C where that is there."""

SETTINGS = '[company]\nname = "Maker"\nids = ["urn:lei:988400AKVF4Q8CXCWH55"]\ndomain = "maker.example"\n'
PUBLISHED = Path(__file__).with_name("published.yaml").read_text(encoding="utf-8")
CASES = yaml.load(PUBLISHED, Loader=TEXTS)  # noqa: S506  # every scalar stays text


def supplier(**pcf: str) -> str:
    """A declaration of 1 kg by a supplier with the numbers of a case."""
    file = Path(__file__).parents[1] / "pact_messages.py"
    spec = importlib.util.spec_from_file_location("pact_messages", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return json.dumps(module.message(unit="kilogram", mass="1", year=2025, **pcf))


def document(case: dict[str, Any]) -> dict[str, Any]:
    """The part of a case: one bought line that all of its numbers come with, and what stands beside it."""
    line: dict[str, Any] = {"name": "Component", "amount": "1 piece", "transport": []}
    if "supplier" in case:
        line |= {"amount": "1 kg", "declaration": "supplier.json"}
    else:
        line["footprint"] = {"source": "as printed", "gwp": "AR6", "year": "2025", **case["line"]}
    if "quality" in case:
        line["quality"] = case["quality"]
    more = dict(case.get("more", {}))
    product = {"id": "CASE", "name": case["name"], "made_in": "KR", **case["product"]}
    inputs = [line, *more.pop("inputs", [])]
    return {"carbonfoot": "part/1", "product": product, "period": "2025", "inputs": inputs, **more}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_published_numbers(
    case: dict[str, Any],
    tmp_path: Path,
    declare_file: Callable[..., Any],
    official: Callable[[Any], list[str]],
) -> None:
    (tmp_path / "carbonfoot.toml").write_text(SETTINGS, encoding="utf-8")
    if "supplier" in case:
        (tmp_path / "supplier.json").write_text(supplier(**case["supplier"]), encoding="utf-8")
    file = tmp_path / "part.yaml"
    file.write_text(json.dumps(document(case)), encoding="utf-8")
    message = declare_file(file)
    assert message.body is not None, message.findings
    for key, expected in case["expected"].items():
        found = message.pcf[key]
        if isinstance(expected, dict) or key == "declaredUnitOfMeasurement":
            assert found == expected, key
        else:
            off = Decimal(case.get("tolerance", "0"))
            assert abs(Decimal(found) - Decimal(expected)) <= off, (key, found)
    assert not {*case.get("absent", ())} & {*message.pcf}
    assert official(message.body) == []
