"""Whoever reads an export and solves it finds the total again, whatever the format."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.exports import brightway, openlca, technosphere
from carbonfoot.exports.burdens import burden
from carbonfoot.exports.model import FACTOR, LIFE, Tables
from carbonfoot.factors.library import Record
from carbonfoot.pipeline import Options, calculate
from carbonfoot.system.characterise import UnknownGwp, characterise, from_gases
from carbonfoot.system.model import Vector
from carbonfoot.technosphere.read import read
from carbonfoot.technosphere.solve import solve

TablesOf = Callable[..., Tables]
few = settings(max_examples=20, deadline=None, database=None)


def found_again(readers: Any, tables: Tables) -> list[list[float]]:
    """The totals of each format, in the order of the demands."""
    systems = readers.from_openlca(openlca.packed(tables))
    ids = [openlca.system_id(tables, demand) for demand in tables.demands]
    return [
        [float(number) for number in readers.from_json(technosphere.text(tables))],
        [float(number) for number in readers.from_brightway(brightway.packed(tables))],
        [float(systems[id]) for id in ids],
    ]


@pytest.mark.parametrize("boundary", ["cradle-to-gate", "cradle-to-grave"])
@pytest.mark.parametrize("gwp", ["AR4", "AR5", "AR6"])
def test_part_with_everything_in_it(
    calc: Any, readers: Any, tables_of: TablesOf, everything: Any, boundary: str, gwp: str
) -> None:
    body, files = everything
    answer = calc({**body, "boundary": boundary}, product={"mass": "2.5 kg"}, files=files, gwp=gwp)
    tables = tables_of(answer)
    for totals in found_again(readers, tables):
        assert totals == [pytest.approx(answer.total, rel=1e-13)]
    assert any(node.kind == LIFE for node in tables.nodes) == (boundary == "cradle-to-grave")
    assert {one.key for one in tables.substances} >= {"sf6", "co2_fossil"}


def test_a_term_of_the_circular_formula_that_stands_twice(
    calc: Any, readers: Any, tables_of: TablesOf, stated: Any
) -> None:
    """Ev is bought, and stands by its quality for what is recycled: two lines at one path."""
    terms = {"Ev": {"footprint": stated(8)}, "Erecycled": {"footprint": stated(1.5)}}
    formula = {"A": "20 %", "R1": "40 %", "quality_in": "0.9", **terms}
    answer = calc({"inputs": [{"name": "Sheet", "amount": "1.5 kg", "circular": formula}]})
    for totals in found_again(readers, tables_of(answer)):
        assert totals == [pytest.approx(answer.total, rel=1e-13)]


@given(data=st.data())
@few
def test_any_part(
    calc: Any, readers: Any, tables_of: TablesOf, identities: Any, make_document: Any, data: Any
) -> None:
    body = data.draw(identities.bodies)
    rod = {
        "name": "Rod",
        "amount": "25.2 kg",
        "factor": "steel/wire-rod/spheroidised",
        "route": "bf-bof",
        "origin": "KR",
    }
    bolt = make_document({"inputs": [rod]}, id="B", declared_unit="1000 piece", mass="24 kg")
    answer = calc(body, product={"mass": "2 kg"}, files={"bolt.yaml": bolt}, gwp=data.draw(identities.sets))
    for totals in found_again(readers, tables_of(answer)):
        assert totals == [pytest.approx(answer.total, rel=1e-12, abs=1e-12)]


@given(data=st.data(), wanted=st.sampled_from(["1", "3", "0.25"]))
@few
def test_any_supply_chain_with_loops(
    calc_chain: Any,
    readers: Any,
    tables_of: TablesOf,
    networks: Any,
    tmp_path_factory: pytest.TempPathFactory,
    data: Any,
    wanted: str,
) -> None:
    """The chains of `tests/footprint/test_networks.py`, and what `calc --system` makes of their export."""
    chain = data.draw(networks.chains)
    answer = calc_chain(chain, wanted)
    tables = tables_of(answer)
    exact = networks.Fraction(wanted) * networks.exact(chain)
    for totals in found_again(readers, tables):
        assert totals == [pytest.approx(float(exact), rel=1e-12, abs=1e-300)]
    file = tmp_path_factory.mktemp("system") / "system.json"
    file.write_text(technosphere.text(tables), encoding="utf-8")
    solved, findings = solve(read(str(file)))
    assert solved is not None and not findings
    (found,) = solved.answers
    assert found.totals == [pytest.approx(answer.total, rel=1e-14, abs=1e-300)]


def test_several_documents_share_their_supplier(
    calc: Any, readers: Any, tables_of: TablesOf, make_document: Any, stated: Any, tmp_path: Path
) -> None:
    """Two products of one project: the bolt stands once, each product is a demand."""

    rod = {"name": "Rod", "amount": "25 kg", "footprint": stated(3)}
    documents = {
        "bolt.yaml": make_document({"inputs": [rod]}, id="B", declared_unit="1000 piece"),
        "one.yaml": make_document(
            {"inputs": [{"name": "B", "amount": "2 piece", "product": "bolt.yaml"}]}, id="1"
        ),
        "two.yaml": make_document(
            {"inputs": [{"name": "B", "amount": "5 piece", "product": "bolt.yaml"}]}, id="2"
        ),
    }
    for name, content in documents.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")

    class Answer:
        def __init__(self, name: str) -> None:
            self.outcome = calculate(str(tmp_path / name), Options())
            self.footprint = self.outcome.footprint

    tables = tables_of(Answer("two.yaml"), Answer("one.yaml"), Answer("bolt.yaml"))
    assert [demand.id for demand in tables.demands] == ["bolt.yaml", "one.yaml", "two.yaml"]
    assert [node.id for node in tables.nodes] == [
        "bolt.yaml",
        "bolt.yaml#inputs/0/stated/0",
        "one.yaml",
        "two.yaml",
    ]
    for totals in found_again(readers, tables):
        assert totals == pytest.approx([75, 0.15, 0.375], rel=1e-14)


def test_factor_is_one_activity_however_many_lines_use_it(
    calc: Any, tables_of: TablesOf, everything: Any
) -> None:
    body, files = everything
    tables = tables_of(calc(body, product={"mass": "2.5 kg"}, files=files))
    factors = [node for node in tables.nodes if node.kind == FACTOR]
    users = [one.id for node in tables.nodes for one in node.inputs]
    assert len({node.id for node in factors}) == len(factors)
    assert any(users.count(node.id) > 1 for node in factors)
    for node in factors:
        about = dict(node.about)
        assert about["pack"] and about["licence"] and about["boundary"] and about["year"]


def test_gases_stand_apart_where_they_make_the_number(calc: Any, tables_of: TablesOf) -> None:
    line = {"name": "Gas", "amount": "1 MJ (net)", "factor": "fuels/natural-gas"}
    tables = tables_of(calc({"inputs": [line]}, made_in="DE"))
    (node,) = [one for one in tables.nodes if one.id.startswith("ipcc-fuels:")]
    assert {one.substance for one in node.emissions} == {"co2_fossil", "ch4_fossil", "n2o"}
    factors = {one.key: one.factor for one in tables.substances}
    assert factors["ch4_fossil"] == 29.8 and factors["n2o"] == 273


def test_published_total_of_another_set_stays_as_published(calc: Any, tables_of: TablesOf) -> None:
    """Bringing the fuel has no gases in the source: CO2e of AR5 beside the gases of the engine in AR6."""
    line = {"name": "Lorry", "amount": "1 tkm", "factor": "freight/road/hgv", "origin": "GB"}
    tables = tables_of(calc({"inputs": [line]}, made_in="GB", gwp="AR6"))
    assert {one.key: one.factor for one in tables.substances} == {
        "ch4": 27.9,
        "co2_fossil": 1.0,
        "co2e_ar5": 1.0,
        "n2o": 273.0,
    }


def test_credits_are_avoided_products_in_every_format(
    calc: Any, readers: Any, tables_of: TablesOf, stated: Any, tmp_path: Path
) -> None:
    """A line whose multiplier is negative, whatever stands behind it: factor, statement, gas, another document."""
    body = {
        "inputs": [
            {"name": "Board", "amount": "2 kg", "factor": "packaging/linerboard", "origin": "KR"},
            {"name": "Plate", "amount": "3 kg", "footprint": stated(4)},
            {
                "name": "Unit",
                "amount": "1 piece",
                "inputs": [{"name": "P", "amount": "5 kg", "footprint": stated(2)}],
            },
        ],
        "processes": [{"name": "Weld", "emissions": [{"gas": "CH4", "amount": "7 g"}]}],
    }
    answer = calc(body)
    product = answer.footprint.product
    product.flows[:] = [
        flow._replace(multiplier=-flow.multiplier, credit="avoided") for flow in product.flows
    ]
    tables = tables_of(answer)
    for totals in found_again(readers, tables):
        assert totals == [pytest.approx(-answer.total, rel=1e-13)]
    (top,) = [node for node in tables.nodes if node.id == "part.yaml"]
    assert not top.emissions and all(one.amount < 0 and one.credit for one in top.inputs)
    file = tmp_path / "system.json"
    file.write_text(technosphere.text(tables), encoding="utf-8")
    solved, findings = solve(read(str(file)))
    assert solved is not None and not findings
    assert solved.answers[0].totals == [pytest.approx(-answer.total, rel=1e-13)]


def test_two_activities_of_one_name_are_never_mixed(
    calc: Any, tables_of: TablesOf, make_document: Any, stated: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is called like a record; no document can be, but a number would be wrong in silence."""
    board = {"name": "Board", "amount": "2 kg", "factor": "packaging/linerboard", "origin": "KR"}
    other = {"name": "Other", "amount": "1 piece", "product": "other.yaml"}
    plate = {"name": "Plate", "amount": "1 kg", "footprint": stated(4)}
    answer = calc(
        {"inputs": [board, other]}, files={"other.yaml": make_document({"inputs": [plate]}, id="O")}
    )
    (record,) = answer.records("inputs/0")
    shown = {file: one.source.display for file, one in answer.outcome.documents.loaded.items()}
    (path,) = [file for file, display in shown.items() if display.endswith("other.yaml")]
    loaded = answer.outcome.documents.loaded
    loaded[str(Path(path).with_name(record))] = loaded.pop(path)
    with pytest.raises(ValueError, match="two activities are called"):
        tables_of(answer)


def test_uptake_is_taken_up_and_counts_nothing(
    calc: Any, readers: Any, tables_of: TablesOf, library: Any
) -> None:
    """Biogenic uptake stands beside a footprint: as an input from nature without a factor, never a negative emission."""

    masses = {"co2_fossil": 2.0, "co2_uptake": -1.5, "co2_biogenic": 0.5}
    vector = from_gases(masses, dict(masses), "AR6")
    found = {one.key: (amount, one.factor) for one, amount in burden(library, vector, "AR6")}
    assert found == {"co2_fossil": (2.0, 1.0), "co2_uptake_in": (1.5, 0.0), "co2_biogenic": (0.5, 0.0)}


def test_credit_has_the_sign_in_its_factor(library: Any) -> None:

    vector = Vector(-3.0, {"fossil": -3.0}, {}, {}, {}, -3.0, "AR5")
    ((one, amount),) = burden(library, vector, "AR6")
    assert amount * one.factor == -3.0 and amount > 0


def test_gases_that_do_not_make_the_number_are_not_written(library: Any) -> None:

    vector = Vector(5.0, {"fossil": 5.0}, {}, {"co2_fossil": 4.0}, {"co2_fossil": 4.0}, 0.0, "AR6")
    ((one, amount),) = burden(library, vector, "AR6")
    assert (one.key, amount) == ("co2e_ar6", 5.0)


def test_every_record_of_the_library_keeps_its_number(library: Any) -> None:
    """The substances of each record, weighed again, are the number that `calc` takes."""

    count = apart = 0
    for row in library.rows("select * from record"):
        try:
            vector = characterise(library, Record(*row), "AR6")
        except UnknownGwp:
            continue
        found = burden(library, vector, "AR6")
        assert all(amount > 0 for _, amount in found)
        assert fsum(one.factor * amount for one, amount in found) == pytest.approx(vector.co2e, rel=1e-12), (
            row[0]
        )
        count += 1
        apart += len(found) > 1
    assert count > 10_000 and apart > 300
