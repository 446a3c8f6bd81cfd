"""What stands in each file besides numbers: references that lead somewhere, units, text that does no harm, the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from carbonfoot.exports import brightway, openlca, technosphere
from carbonfoot.exports.model import Tables
from carbonfoot.exports.openlca_units import table, written
from carbonfoot.quantities.units import Quantity, parse_unit

TablesOf = Callable[..., Tables]

NAME = "Plate <script>alert(1)</script> &amp; =1+1"


@pytest.fixture(scope="module")
def tables(calc: Any, tables_of: TablesOf, everything: Any) -> Tables:
    body, files = everything
    body = {**body, "inputs": [*body["inputs"], {**body["inputs"][1], "name": NAME, "amount": "1 g"}]}
    return tables_of(calc(body, product={"mass": "2.5 kg"}, files=files))


def references(one: Any) -> Iterator[tuple[str, str]]:
    """Every reference inside an object: type and id."""
    if isinstance(one, list):
        for part in one:
            yield from references(part)
    elif isinstance(one, dict):
        for key, part in one.items():
            if isinstance(part, dict) and "@id" in part:
                yield part["@type"], part["@id"]
            yield from references(part) if key != "units" else ()


def test_same_system_gives_the_same_bytes(calc: Any, tables_of: TablesOf, everything: Any) -> None:
    body, files = everything
    shuffled = {
        key: list(reversed(value)) if key in ("tooling", "use") else value for key, value in body.items()
    }
    one, two = (calc(each, product={"mass": "2.5 kg"}, files=files) for each in (body, body))
    for write in (technosphere.text, brightway.packed, openlca.packed):
        assert write(tables_of(one)) == write(tables_of(two))
    moved = calc(shuffled, product={"mass": "2.5 kg"}, files=files)
    assert {node.id for node in tables_of(moved).nodes} == {node.id for node in tables_of(one).nodes}


def test_json_names_what_its_page_names(tables: Tables) -> None:
    data = json.loads(technosphere.text(tables))
    assert list(data) == ["name", "note", "demands", "indicators", "activities"]
    ids = [one["id"] for one in data["activities"]]
    assert ids == sorted(ids) and len(set(ids)) == len(ids)
    assert {one["id"] for one in data["demands"]} <= set(ids)
    units = {one["id"]: one["unit"] for one in data["activities"]}
    for one in data["activities"]:
        assert one["output"] > 0
        for link in one["inputs"]:
            assert link["unit"] == units[link["id"]] and link["amount"] >= 0 and link["note"]
        assert all(flow["amount"] >= 0 for flow in one["emissions"])
    assert "Open Government Licence" in data["note"]


def test_text_does_no_harm(tables: Tables) -> None:
    text = technosphere.text(tables)
    assert "<" not in text and ">" not in text and "&" not in text
    names = [link["note"] for one in json.loads(text)["activities"] for link in one["inputs"]]
    assert f"{NAME} (inputs/4)" in names
    with zipfile.ZipFile(io.BytesIO(openlca.packed(tables))) as archive:
        assert all(name.isascii() and ".." not in name for name in archive.namelist())


def test_hidden_characters_are_written_out(
    calc: Any, tables_of: TablesOf, stated: Any, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents refuse them; what a pack says of itself comes from elsewhere."""
    pack = type(library).pack
    monkeypatch.setattr(
        type(library), "pack", lambda self, id: {**pack(self, id), "attribution": "a\u202eb\x1b[31m"}
    )
    line = {"name": "Linerboard", "amount": "1 kg", "factor": "packaging/linerboard", "origin": "KR"}
    tables = tables_of(calc({"inputs": [line]}))
    with zipfile.ZipFile(io.BytesIO(openlca.packed(tables))) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    for text in (technosphere.text(tables), whole, repr(brightway.objects(tables))):
        assert "u202e" in text
        assert "\u202e" not in text and "\x1b" not in text and "\\u001b" not in text


def test_every_reference_of_openlca_leads_somewhere(tables: Tables, readers: Any) -> None:
    entities = readers.objects(openlca.packed(tables))
    there = {(kind, key) for kind, of_kind in entities.items() for key in of_kind}
    there |= {("Unit", unit["@id"]) for group in entities["UnitGroup"].values() for unit in group["units"]}
    for of_kind in entities.values():
        for one in of_kind.values():
            UUID(one["@id"])
            assert set(references(one)) <= there
    for group in entities["UnitGroup"].values():
        (first,) = [unit for unit in group["units"] if unit.get("isRefUnit")]
        assert first["conversionFactor"] == 1


def test_exchanges_of_openlca_are_numbered_and_one_is_the_reference(tables: Tables, readers: Any) -> None:
    entities = readers.objects(openlca.packed(tables))
    for process in entities["Process"].values():
        numbers = [one["internalId"] for one in process["exchanges"]]
        assert numbers == list(range(1, len(numbers) + 1))
        assert [one.get("isQuantitativeReference", False) for one in process["exchanges"]].count(True) == 1
    (system,) = entities["ProductSystem"].values()
    asked = {
        (key, one["internalId"], one["defaultProvider"]["@id"])
        for key, process in entities["Process"].items()
        for one in process["exchanges"]
        if "defaultProvider" in one
    }
    linked = {
        (one["process"]["@id"], one["exchange"]["internalId"], one["provider"]["@id"])
        for one in system["processLinks"]
    }
    assert linked == asked
    assert {one["@id"] for one in system["processes"]} == set(entities["Process"])


def test_another_system_never_takes_the_place_of_one_that_was_imported(
    calc: Any, tables_of: TablesOf, readers: Any, stated: Any
) -> None:
    """Both are called part.yaml: an import that keeps what it has would mix them in silence."""
    packs = []
    for kg in ("1 kg", "2 kg"):
        line = {
            "name": "Coil",
            "amount": kg,
            "factor": "steel/hot-rolled-coil",
            "route": "bf-bof",
            "origin": "KR",
        }
        packs.append(tables_of(calc({"inputs": [line]})))
    one, two = (readers.objects(openlca.packed(tables)) for tables in packs)
    shared = {key for key in one["Process"] if key in two["Process"]}
    assert [one["Process"][key]["category"] for key in shared] == ["carbonfoot/factor"]
    assert all(one["Process"][key] == two["Process"][key] for key in shared)
    assert not set(one["ProductSystem"]) & set(two["ProductSystem"])
    assert len({brightway.database_name(tables) for tables in packs}) == 2


@pytest.mark.parametrize("symbol", [*table()])
def test_size_of_a_unit_is_the_same_here_and_there(symbol: str) -> None:
    found = written(symbol)
    assert found.scale == 1 and found.row.symbol == symbol
    assert found.size == Quantity(1.0, parse_unit(symbol), "").to(found.row.reference)


@pytest.mark.parametrize(
    ("symbol", "name", "amount"),
    [
        ("kWh (net)", "kWh", 1),
        ("US gallon", "m3", 0.003785411784),
        ("short ton", "kg", 907.18474),
        ("mi", "m", 1609.344),
        ("TJ (net)", "MJ", 1e6),
        ("Nm3", "Nm3", 1),
        ("USD", "USD", 1),
        ("kg CO2e", "kg CO2e", 1),
        ("3 sets of words", "3 sets of words", 1),
    ],
)
def test_other_units_go_to_the_reference_unit_or_stand_alone(symbol: str, name: str, amount: float) -> None:
    found = written(symbol)
    assert found.row.name == name
    assert found.scale == pytest.approx(amount, rel=1e-15)


def test_olca_schema_reads_every_object(tables: Tables, tmp_path: Any) -> None:
    schema = pytest.importorskip("olca_schema")
    zipio = pytest.importorskip("olca_schema.zipio")
    units = pytest.importorskip("olca_schema.units")
    file = tmp_path / "system.zip"
    file.write_bytes(openlca.packed(tables))
    with zipio.ZipReader(file) as reader:
        for kind in (
            "UnitGroup",
            "FlowProperty",
            "Flow",
            "Process",
            "Location",
            "ImpactMethod",
            "ImpactCategory",
        ):
            read = list(reader.read_each(getattr(schema, kind)))
            assert read, kind
            for one in read:
                ours = json.loads(zipfile.ZipFile(file).read(_name(kind, one.id)))
                assert untyped(json.loads(one.to_json())) == untyped(ours)
        (system,) = reader.read_each(schema.ProductSystem)
        assert reader.read_process(system.ref_process.id) is not None
    for row in table().values():
        assert units.unit_ref(row.name).id == row.id
        assert units.group_ref(row.name).id == row.group_id
        assert units.property_ref(row.name).id == row.property_id


def untyped(one: Any) -> Any:
    """Without the types of what stands inside, which olca-schema leaves out where only one can be meant."""
    if isinstance(one, dict):
        return {key: untyped(part) for key, part in one.items() if key != "@type"}
    return [untyped(part) for part in one] if isinstance(one, list) else one


def _name(kind: str, id: str) -> str:
    return f"{openlca.FOLDERS[kind]}/{id}.json"
