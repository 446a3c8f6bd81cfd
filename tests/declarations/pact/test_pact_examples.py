"""Every part under `examples/` can be declared; what was written is read as it was written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.received.pact3 import PARTS
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate

ROOT = Path(__file__).resolve().parents[3]
Declare = Callable[..., Any]
EXAMPLES = sorted(
    file
    for file in (ROOT / "examples").rglob("*.yaml")
    if not {"bad", "tier-1", "tier-2"} & {*file.relative_to(ROOT / "examples").parts}  # hundreds of one kind
    and "carbonfoot: part/1" in file.read_text(encoding="utf-8")
)


@pytest.fixture(params=EXAMPLES, ids=lambda file: f"{file.parent.name}.{file.stem}")
def example(request: pytest.FixtureRequest) -> Path:
    file: Path = request.param
    return file


_MESSAGES: dict[Path, Any] = {}


@pytest.fixture
def message(example: Path, declare_file: Declare) -> Any:
    """The message of an example, made once for all that is asked of it."""
    if example not in _MESSAGES:
        _MESSAGES[example] = declare_file(example)
    return _MESSAGES[example]


def test_the_official_schema_takes_it(message: Any, official: Callable[[Any], list[str]]) -> None:
    assert official(message.body) == []


def test_our_strict_layer_takes_it(message: Any, tmp_path: Path) -> None:
    file = tmp_path / "message.json"
    file.write_text(message.text, encoding="utf-8")
    reading = read_declarations(str(file), strict=True)
    assert len(reading.declarations) == 1
    assert [one for one in reading.findings if severity(one) != "note"] == []


def test_the_sums_are_exact_and_no_number_has_an_exponent(message: Any) -> None:
    pcf = message.pcf
    total = sum((Decimal(pcf.get(name, "0")) for name in PARTS), Decimal())
    assert Decimal(pcf["pcfExcludingBiogenicUptake"]) == total
    assert Decimal(pcf["pcfIncludingBiogenicUptake"]) == total + Decimal(pcf.get("biogenicCO2Uptake", "0"))
    for key, value in pcf.items():
        if isinstance(value, str) and value[:1] in "-0123456789" and key[-6:] not in ("dStart", "iodEnd"):
            assert "e" not in value.lower(), key


def test_a_line_that_draws_on_it_has_the_same_numbers(example: Path, message: Any, tmp_path: Path) -> None:
    (tmp_path / "supplier.json").write_text(message.text, encoding="utf-8")
    amount = message.pcf["declaredUnitAmount"]
    unit = {"kilogram": "kg", "piece": "piece", "square meter": "m2"}[
        message.pcf["declaredUnitOfMeasurement"]
    ]
    part = tmp_path / "part.yaml"
    part.write_text(
        "carbonfoot: part/1\n"
        "product: {id: P, name: Part, declared_unit: 1 piece, mass: 1 kg, made_in: KR}\n"
        "period: 2025\n"
        f"inputs: [{{name: Bought, amount: {amount} {unit}, declaration: supplier.json, transport: []}}]\n",
        encoding="utf-8",
    )
    bought = calculate(str(part), Options()).footprint
    made = calculate(str(example), Options()).footprint
    assert bought is not None and made is not None
    if made.boundary == "cradle-to-grave":
        return  # the message ends at the gate
    assert bought.total == pytest.approx(made.total, rel=1e-11)
    burned = () if made.split["biogenic_uptake"] else ("biogenic_co2",)  # of fuels: no message has it
    for name, number in made.split.items():
        if name not in ("packaging", "distribution", *burned):
            assert bought.split[name] == pytest.approx(number, rel=1e-11, abs=1e-11), name
    assert bought.quality is not None and made.quality is not None
    assert bought.quality.primary == pytest.approx(made.quality.primary, rel=1e-11)


def test_the_same_document_gives_the_same_bytes_from_any_folder(
    example: Path, message: Any, declare_file: Declare, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = message.text
    monkeypatch.chdir(example.parent)
    assert declare_file(Path(example.name)).text == first
    monkeypatch.chdir(tmp_path)
    assert declare_file(Path(os.path.relpath(example, tmp_path))).text == first


def test_every_example_keeps_what_it_says_of_itself(declare_file: Declare) -> None:
    """Enough of one message, by hand, that no other test would miss a wrong key."""
    message = declare_file(ROOT / "examples" / "eaf-mill" / "rebar.yaml").body
    pcf = message["pcf"]
    assert len(EXAMPLES) >= 12
    assert message["productIds"] == ["urn:pact:seorim.example:product-id:SD500-D16"]
    assert (pcf["declaredUnitOfMeasurement"], pcf["declaredUnitAmount"]) == ("kilogram", "1000")
    assert pcf["productMassPerDeclaredUnit"] == "1000"
    assert pcf["fossilGhgEmissions"] == "636.229892454"
    assert pcf["fossilCarbonContent"] == "3"
    assert pcf["packagingGhgEmissions"] == "4.3328"
    assert "outboundLogisticsGhgEmissions" not in pcf
    assert json.dumps(message).count("null") == 0
