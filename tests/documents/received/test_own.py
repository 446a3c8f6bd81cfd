"""Our own results as declarations: the same number as a link to the document itself, and nothing that is not one."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as some

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received import bundle
from carbonfoot.documents.received.model import UNNAMED, Reading
from carbonfoot.documents.received.own import BESIDE, LATER, PARTS
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.system import model

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PRODUCTS = (
    "seat-bracket/bracket",
    "chlor-alkali/cleaner",
    "chlor-alkali/plant",
    "connector-housing/housing",
    "eaf-mill/rebar",
    "foundry/cover",
    "hanil-fastener/m10x30",
    "inverter-housing/housing",
    "stamping-shop/cable-clip",
    "own-factors/part",
)
RESULT: dict[str, Any] = {
    "schema": "carbonfoot/calc/1",
    "tool": {"name": "carbonfoot", "version": "0.1.0", "factor_library": "00"},
    "options": {"gwp": "AR6", "parameters": []},
    "data": {
        "product": {
            "id": "P-1",
            "name": "Lid",
            "name_ko": None,
            "declared_unit": {"amount": 100.0, "unit": "piece"},
            "mass_kg": 12.0,
            "made_in": "KR",
            "carbon_content_kg": {"biogenic": 0.5},
        },
        "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "boundary": "cradle-to-gate",
        "gwp_set": "AR6",
        "allocation": "cut-off",
        "total": 10.5,
        "complete": True,
        "at_least": 10.5,
        "lines_missing": [],
        "split": {
            "fossil": 9.5,
            "land_use_change": 0.75,
            "removals": -0.25,
            "biogenic_non_co2": 0.5,
            "biogenic_uptake": -2.0,
            "biogenic_co2": 0.125,
            "aircraft": 0.25,
            "packaging": 0.5,
        },
        "by_stage": [{"stage": "materials", "kg_co2e": 8.0}, {"stage": "manufacturing", "kg_co2e": 2.5}],
        "outside_boundary": [{"stage": "distribution", "kg_co2e": 1.5}],
        "gwp_sets_mixed": {"AR5": 1.0},
        "exclusions": [{"name": "Oil", "share": 0.001, "reason": "2 g"}],
        "quality": {"pds_percent": 40.0, "dqr": {"technology": 2.0, "time": None, "geography": 3.5}},
    },
    "findings": [{"code": "CF305", "severity": "warning", "message": "a proxy"}],
}

Change = Callable[[dict[str, Any]], object]


def read(folder: Path, *changes: Change, strict: bool = False) -> Reading:
    given = copy.deepcopy(RESULT)
    for change in changes:
        change(given)
    file = folder / "result.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    return read_declarations(str(file), strict=strict)


def put(*steps: str, to: Any) -> Change:
    def change(one: dict[str, Any]) -> None:
        for step in steps[:-1]:
            one = one[step]
        one[steps[-1]] = to

    return change


def drop(*steps: str) -> Change:
    def change(one: dict[str, Any]) -> None:
        for step in steps[:-1]:
            one = one[step]
        del one[steps[-1]]

    return change


def errors(reading: Reading) -> list[str]:
    return [one.code for one in reading.findings if severity(one) == "error"]


def test_words_are_those_of_the_system() -> None:
    assert (PARTS, BESIDE, LATER) == (model.CATEGORIES, model.BESIDE, model.BEYOND_GATE)


def test_all_that_it_states_is_carried(tmp_path: Path) -> None:
    reading = read(tmp_path)
    (one,) = reading.declarations
    assert [each.code for each in reading.findings] == ["CF906"]
    assert (one.format, one.unit) == ("carbonfoot", "piece")
    assert (one.amount, one.mass, one.total) == (Decimal(100), Decimal(12), Decimal("10.5"))
    assert one.parts == {
        "fossil": Decimal("9.5"),
        "land_use_change": Decimal("0.75"),
        "removals": Decimal("-0.25"),
        "biogenic_non_co2": Decimal("0.5"),
    }
    assert one.beside == {
        "biogenic_uptake": Decimal("-2.0"),
        "biogenic_co2": Decimal("0.125"),
        "aircraft": Decimal("0.25"),
    }
    assert one.carbon == {"biogenic": Decimal("0.5")}
    assert (one.gwp, one.primary, one.quality) == (("AR6", "AR5"), 0.4, {"technology": 2.0, "geography": 3.5})
    assert (one.exempted, one.place, one.period) == (0.001, "KR", ("2025-01-01", "2025-12-31"))
    assert (one.valid, one.status, one.company) == (("", ""), "", UNNAMED)
    assert one.label == f"supplier not named, declaration {one.id}"
    assert one.details["outside the boundary: distribution"] == "1.5 kg CO2e"


def test_the_same_result_has_the_same_id_and_any_other_number_another(tmp_path: Path) -> None:
    (one,) = read(tmp_path).declarations
    elsewhere = (put("tool", to={"version": "9"}), put("findings", to=[]), put("options", "gwp", to="AR6"))
    assert read(tmp_path, *elsewhere).declarations[0].id == one.id
    changed = (
        put("data", "total", to=10.6),
        put("data", "period", "to", to="2026-12-31"),
        put("data", "gwp_set", to="AR5"),
    )
    others = {read(tmp_path, change).declarations[0].id for change in changed}
    assert len(others | {one.id}) == 4


REFUSED: list[tuple[Change, str]] = [
    (put("data", "total", to=None), "CF908"),
    (put("data", "complete", to=False), "CF908"),
    (put("data", "lines_missing", to=["Coating"]), "CF908"),
    (put("data", "lines_missing", to=[{}, 7, None]), "CF908"),
    (put("data", to=None), "CF908"),
    (drop("data"), "CF901"),
    (put("data", "scopes", to={}), "CF901"),
    (put("data", "scenario", to={"name": "green"}), "CF901"),
    (put("findings", to=[{"code": "CF202", "severity": "error", "message": "m"}]), "CF405"),
    (put("findings", to=[{"code": "CF301", "severity": "incomplete", "message": "m"}]), "CF405"),
    (put("data", to=[]), "CF103"),
    (drop("data", "product"), "CF103"),
    (drop("data", "split"), "CF102"),
    (put("data", "total", to="10.5"), "CF201"),
    (put("data", "split", "fossil", to="9.5"), "CF201"),
    (put("data", "by_stage", to={}), "CF103"),
    (put("data", "by_stage", to=[{"stage": "materials"}]), "CF103"),
    (put("data", "product", "declared_unit", "amount", to=0), "CF208"),
    (put("data", "product", "declared_unit", "amount", to=-1), "CF207"),
    (put("data", "product", "declared_unit", "unit", to="barrels of fun"), "CF202"),
    (put("data", "product", "mass_kg", to=-1), "CF207"),
    (put("data", "product", "declared_unit", to="1 piece"), "CF103"),
    *[(drop("data", "product", key), "CF102") for key in ("id", "name", "declared_unit", "made_in")],
    *[(drop("data", "period", key), "CF102") for key in ("from", "to")],
    *[
        (drop("data", key), "CF102")
        for key in ("boundary", "gwp_set", "by_stage", "gwp_sets_mixed", "exclusions")
    ],
    (put("data", "period", "to", to="2025-02-30"), "CF107"),
    (put("data", "period", "to", to="2024-12-31"), "CF107"),
    (put("data", "boundary", to="gate-to-gate"), "CF105"),
    (put("data", "quality", "dqr", "time", to=6), "CF208"),
    (put("data", "quality", "pds_percent", to=101), "CF208"),
    (put("data", "exclusions", to=[{"name": "Oil", "share": 0.1}]), "CF102"),
    (put("schema", to="carbonfoot/calc-installation/1"), "CF901"),
    (put("schema", to="carbonfoot/scenarios/1"), "CF901"),
    (put("schema", to="carbonfoot/explain/1"), "CF901"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_refused(tmp_path: Path, change: Change, code: str) -> None:
    reading = read(tmp_path, change)
    assert reading.declarations == ()
    assert set(errors(reading)) == {code}


@pytest.mark.parametrize("change", [put("data", "total", to=10.6), put("data", "split", "removals", to=0.0)])
def test_an_edited_result_is_doubtful(tmp_path: Path, change: Change) -> None:
    reading = read(tmp_path, change)
    assert len(reading.declarations) == 1
    assert "CF404" in [one.code for one in reading.findings]
    assert "CF404" in errors(read(tmp_path, change, strict=True))


def test_only_what_happens_up_to_the_gate_is_taken(tmp_path: Path) -> None:
    stages = [
        {"stage": "materials", "kg_co2e": 8.0},
        {"stage": "distribution", "kg_co2e": 0.5},
        {"stage": "use", "kg_co2e": 3.0},
        {"stage": "end-of-life", "kg_co2e": -1.0},
    ]
    reading = read(
        tmp_path, put("data", "boundary", to="cradle-to-grave"), put("data", "by_stage", to=stages)
    )
    (one,) = reading.declarations
    assert (one.total, one.parts, one.beside) == (Decimal("8.0"), {"fossil": Decimal("8.0")}, {})
    assert (one.primary, one.quality, one.boundary) == (None, {}, "cradle-to-gate")
    assert one.details["behind the gate: use"] == "3.0 kg CO2e"
    assert any("left out: distribution, use, end-of-life" in each.message for each in reading.findings)


def test_what_was_assumed_or_set_by_hand_is_told(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path,
        put("data", "conservative", to={"saving": 1.0}),
        put("options", "parameters", to=["yield=0.9"]),
    ).declarations
    assert one.details["parameters set by hand"] == "yield=0.9"
    assert one.details["conservative"] == "what was not known was taken at its worst"


def test_many_in_one_answer_all_or_none(tmp_path: Path) -> None:
    entries = []
    for name in ("Lid", "Base"):
        data = copy.deepcopy(RESULT["data"])
        data["product"] |= {"id": name, "name": name}
        entries.append({"file": f"{name}.yaml", "state": "complete", "because": None, "data": data})
    whole = {"schema": "carbonfoot/calc-many/1", "data": {"count": {}, "products": entries}, "findings": []}
    file = tmp_path / "many.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert [one.product for one in read_declarations(str(file)).declarations] == ["Lid", "Base"]
    entries[1] |= {"state": "incomplete", "data": {**entries[1]["data"], "total": None}}
    file.write_text(json.dumps(whole), encoding="utf-8")
    reading = read_declarations(str(file))
    assert (reading.declarations, errors(reading)) == ((), ["CF908"])
    assert "`Base.yaml` is `incomplete`" in next(
        one.message for one in reading.findings if one.code == "CF908"
    )


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_result_gives_what_a_link_to_its_document_gives(tmp_path: Path, name: str) -> None:
    """To half a unit of the twelfth digit, as many as a result prints."""
    document = EXAMPLES / f"{name}.yaml"
    outcome = calculate(str(document), Options())
    assert outcome.footprint is not None
    answer = json.dumps(report(outcome, Options(), allow_incomplete=False))
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    (tmp_path / "result.json").write_text(answer, encoding="utf-8")
    (reading,) = read_declarations(str(tmp_path / "result.json")).declarations
    total = outcome.footprint.total
    assert total is not None
    assert abs(float(reading.total) / total - 1) < 5e-12
    reference = outcome.footprint.product.reference
    mass = outcome.footprint.product.mass
    amounts = {f"7 {reference.unit.symbol}": 7 / reference.number}
    if mass:
        amounts["350 g"] = 0.35 / mass
    for amount, share in amounts.items():
        file = tmp_path / "part.yaml"
        file.write_text(PART.format(amount=amount), encoding="utf-8")
        found = calculate(str(file), Options())
        assert found.footprint is not None, found.findings
        assert found.footprint.total is not None, found.findings
        assert abs(found.footprint.total / (total * share) - 1) < 5e-12
        for key in ("fossil", "biogenic_uptake", "aircraft"):
            expected = outcome.footprint.split[key] * share
            assert abs(found.footprint.split[key] - expected) <= 5e-12 * abs(expected)


PART = """\
carbonfoot: part/1
product: {{id: A, name: Assembly, declared_unit: 1 piece, mass: 1 kg, made_in: KR}}
period: 2025
inputs:
  - {{name: Bought part, amount: {amount}, declaration: result.json}}
"""


def test_a_link_to_the_document_itself_gives_the_same(tmp_path: Path) -> None:
    """The other way: `product:` of a copy of the document beside the result."""
    text = (EXAMPLES / "hanil-fastener" / "m10x30.yaml").read_text(encoding="utf-8")
    (tmp_path / "bolt.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    outcome = calculate(str(tmp_path / "bolt.yaml"), Options())
    (tmp_path / "result.json").write_text(
        json.dumps(report(outcome, Options(), allow_incomplete=False)), encoding="utf-8"
    )
    totals = []
    for link in ("declaration: result.json", "product: bolt.yaml"):
        (tmp_path / "part.yaml").write_text(
            PART.format(amount="3 dozen")
            .replace("declaration: result.json", link)
            .replace("3 dozen", "36 piece"),
            encoding="utf-8",
        )
        found = calculate(str(tmp_path / "part.yaml"), Options()).footprint
        assert found is not None
        assert found.total
        totals.append(found.total)
    assert abs(totals[0] / totals[1] - 1) < 5e-12


@pytest.mark.parametrize(
    ("more", "who"), [("", "supplier not named"), (", supplier: Lid Works", "Lid Works")]
)
def test_the_line_may_say_who_sent_it(tmp_path: Path, more: str, who: str) -> None:
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    (tmp_path / "result.json").write_text(json.dumps(RESULT), encoding="utf-8")
    text = PART.format(amount="5 piece").replace("result.json", f"result.json{more}")
    (tmp_path / "part.yaml").write_text(text, encoding="utf-8")
    found = calculate(str(tmp_path / "part.yaml"), Options()).footprint
    assert found is not None
    (line,) = found.lines
    assert line.co2e == pytest.approx(10.5 / 20)
    assert line.flow.sources[0].label.startswith(f"{who}, declaration ")
    assert [group.key for group in found.suppliers] == ["Lid Works" if more else "not stated"]


JUNK = some.recursive(
    some.none() | some.booleans() | some.integers(-3, 2**70) | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _places(given: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = given.items() if isinstance(given, dict) else enumerate(given) if isinstance(given, list) else ()
    return [steps, *(place for key, value in items for place in _places(value, (*steps, key)))]


@settings(max_examples=400, deadline=None)
@drawn(some.sampled_from(_places(RESULT)[1:]), JUNK, some.booleans())
def test_junk_anywhere_gives_findings_or_a_declaration(
    place: tuple[Any, ...], junk: Any, strict: bool
) -> None:
    given = copy.deepcopy(RESULT)
    at: Any = given
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = junk
    found = Found("result.json")
    reading = bundle.read(given, found, strict=strict)
    assert reading.declarations or found.errors
    for one in reading.declarations:
        assert one.total.is_finite()
        assert one.amount > 0


def test_what_its_suppliers_left_out_is_left_out_of_it(tmp_path: Path) -> None:
    def line(number: float, share: float | None, **more: Any) -> dict[str, Any]:
        said = {"declaration": {"exempted": share}} if share is not None else None
        return {"kg_co2e": number, "counts_under": "materials", "stated": said, "lines": [], **more}

    inside = line(4.2, None, lines=[line(2.1, 0.05), line(2.1, None)])
    lines = [inside, line(6.3, 0.02), line(9.0, 0.5, counts_under="use")]
    one = read(tmp_path, put("data", "lines", to=lines)).declarations[0]
    assert one.exempted == pytest.approx(0.001 + (2.1 * 0.05 + 6.3 * 0.02) / 10.5)
    assert one.id != read(tmp_path).declarations[0].id
    for junk in (5, [5], [{"stated": 3, "lines": 4}], [{"stated": {"declaration": []}, "kg_co2e": "x"}]):
        assert read(tmp_path, put("data", "lines", to=junk)).declarations[0].exempted == pytest.approx(0.001)


def test_an_answer_for_many_without_products_is_refused(tmp_path: Path) -> None:
    given: tuple[Any, ...] = ([], None, {}, {"products": {}})
    for data in given:
        reading = read(tmp_path, put("schema", to="carbonfoot/calc-many/1"), put("data", to=data))
        assert reading.declarations == () and errors(reading), data
