"""Parts to export, and readers of what was written that share no code with the program: exact fractions, plain JSON."""

from __future__ import annotations

import bz2
import importlib.util
import io
import json
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.exports.gather import gather
from carbonfoot.exports.model import Tables


def _load(name: str, file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_TESTS = Path(__file__).parents[1]
_SHARED = _load("part_in_a_test", _TESTS / "system" / "conftest.py")

library = _SHARED.library
calc = _SHARED.calc
make_document = _SHARED.make_document
stated = _SHARED.stated

Row = tuple[Fraction, list[tuple[str, Fraction]], Fraction]
"""What an activity makes, what it takes of others, and what it causes itself."""


def intensities(rows: dict[str, Row]) -> dict[str, Fraction]:
    """What one unit of every product causes, all it needs included: exact elimination on plain dictionaries."""
    equations = {}
    for name, (output, inputs, direct) in rows.items():
        row: dict[str, Fraction] = {name: output}
        for supplier, amount in inputs:
            row[supplier] = row.get(supplier, Fraction(0)) - amount
        equations[name] = (row, direct)
    done: list[str] = []
    for pivot in rows:
        row, right = equations[pivot]
        for earlier in done:
            if row.get(earlier):
                factor = row[earlier] / equations[earlier][0][earlier]
                other, other_right = equations[earlier]
                row = {
                    key: row.get(key, Fraction(0)) - factor * other.get(key, Fraction(0))
                    for key in {*row, *other}
                }
                right -= factor * other_right
        equations[pivot] = ({key: number for key, number in row.items() if number}, right)
        done.append(pivot)
    found: dict[str, Fraction] = {}
    for name in reversed(done):
        row, right = equations[name]
        rest = right - sum((number * found[key] for key, number in row.items() if key != name), Fraction(0))
        found[name] = rest / row[name]
    return found


def from_json(text: str) -> list[Fraction]:
    """The totals of the demands of a neutral technosphere, as its page describes it."""
    data = json.loads(text, parse_float=Fraction, parse_int=Fraction)
    (indicator,) = data["indicators"]
    rows: dict[str, Row] = {}
    for one in data["activities"]:
        inputs = [
            (link["id"], -link["amount"] if link.get("avoided") else link["amount"]) for link in one["inputs"]
        ]
        direct = sum(
            (flow["amount"] * indicator["factors"][flow["flow"]] for flow in one["emissions"]), Fraction(0)
        )
        assert one["id"] not in rows
        rows[one["id"]] = (one["output"], inputs, direct)
    found = intensities(rows)
    return [demand["amount"] * found[demand["id"]] for demand in data["demands"]]


def from_brightway(packed: bytes) -> list[Fraction]:
    """The same of a Brightway package: production, technosphere and biosphere exchanges, and a method."""
    database, method = unpacked(packed)
    factors = {key: Fraction(number) for key, number in method["data"]}
    rows: dict[str, Row] = {}
    for (name, code), entry in database["data"].items():
        assert name == database["name"]
        kinds: dict[str, list[dict[str, Any]]] = {"production": [], "technosphere": [], "biosphere": []}
        for exchange in entry["exchanges"]:
            kinds[exchange["type"]].append(exchange)
        if entry["type"] != "process":
            assert not entry["exchanges"]
            continue
        (made,) = kinds["production"]
        assert made["input"] == (name, code)
        rows[code] = (
            Fraction(made["amount"]),
            [(one["input"][1], Fraction(one["amount"])) for one in kinds["technosphere"]],
            sum((Fraction(one["amount"]) * factors[one["input"]] for one in kinds["biosphere"]), Fraction(0)),
        )
    found = intensities(rows)
    return [Fraction(one["amount"]) * found[one["code"]] for one in database["metadata"]["demands"]]


def unpacked(packed: bytes) -> Any:
    """A Brightway package as Python data: pairs of lists to dictionaries, marked lists to tuples."""

    def plain(one: Any) -> Any:
        if isinstance(one, list):
            return [plain(part) for part in one]
        if not isinstance(one, dict):
            return one
        if one.get("__tuple__"):
            return tuple(plain(part) for part in one["data"])
        assert one["__dict__"] is True
        return dict(zip(map(plain, one["keys"]), map(plain, one["values"]), strict=True))

    return plain(json.loads(bz2.decompress(packed)))


def from_openlca(packed: bytes) -> dict[str, Fraction]:
    """The same of openLCA JSON-LD, by the id of each product system; every reference must lead somewhere."""
    entities = objects(packed)
    sizes = {
        unit["@id"]: Fraction(unit["conversionFactor"])
        for group in entities["UnitGroup"].values()
        for unit in group["units"]
    }
    (category,) = entities["ImpactCategory"].values()
    factors = {
        one["flow"]["@id"]: Fraction(one["value"]) / sizes[one["unit"]["@id"]]
        for one in category["impactFactors"]
    }
    makers: dict[str, str] = {}
    rows: dict[str, Row] = {}
    for key, process in entities["Process"].items():
        output, inputs, direct = Fraction(0), [], Fraction(0)
        for one in process["exchanges"]:
            amount = Fraction(one["amount"]) * sizes[one["unit"]["@id"]]
            flow = entities["Flow"][one["flow"]["@id"]]
            if one.get("isQuantitativeReference"):
                assert not output and not one["isInput"]
                output = amount
                assert makers.setdefault(flow["@id"], key) == key, "two processes make one flow"
            elif flow["flowType"] == "PRODUCT_FLOW":
                assert one["isInput"]
                inputs.append(
                    (one["defaultProvider"]["@id"], -amount if one.get("isAvoidedProduct") else amount)
                )
            else:  # an input from nature is negative, and so is its factor
                direct += amount * factors[flow["@id"]]
        rows[key] = (output, inputs, direct)
    found = intensities(rows)
    totals = {}
    for key, system in entities["ProductSystem"].items():
        size = sizes[system["targetUnit"]["@id"]]
        totals[key] = Fraction(system["targetAmount"]) * size * found[system["refProcess"]["@id"]]
    return totals


def objects(packed: bytes) -> dict[str, dict[str, dict[str, Any]]]:
    """The objects of a zip by type and id."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            if "/" in name:
                one = json.loads(archive.read(name))
                assert name.endswith(f"/{one['@id']}.json")
                found.setdefault(one["@type"], {})[one["@id"]] = one
    return found


class Readers:
    """What the tests of this folder share."""

    intensities = staticmethod(intensities)
    from_json = staticmethod(from_json)
    from_brightway = staticmethod(from_brightway)
    from_openlca = staticmethod(from_openlca)
    unpacked = staticmethod(unpacked)
    objects = staticmethod(objects)


@pytest.fixture(scope="session")
def readers() -> type[Readers]:
    return Readers


@pytest.fixture(scope="session")
def identities() -> Any:
    """The strategies of `tests/footprint/test_identities.py`: parts with nearly everything in them."""
    return _load("identities_of_a_part", _TESTS / "footprint" / "test_identities.py")


@pytest.fixture(scope="session")
def networks() -> Any:
    """The supply chains of `tests/footprint/test_networks.py`, with their exact solution."""
    return _load("networks_of_parts", _TESTS / "footprint" / "test_networks.py")


@pytest.fixture(scope="session")
def calc_chain(calc: Any, make_document: Any, stated: Any, networks: Any) -> Callable[..., Any]:
    """`calc_chain(chain, "3")`: three pieces of the first maker of a chain."""

    def calculated(chain: Any, wanted: str) -> Any:
        return calc(networks.bought(wanted), files=networks.documents(chain, make_document, stated))

    return calculated


@pytest.fixture(scope="session")
def tables_of() -> Callable[..., Tables]:
    """`tables_of(answer, ...)`: what would be written of calculated parts."""

    def gathered(*answers: Any) -> Tables:
        return gather([(answer.outcome, answer.footprint) for answer in answers])

    return gathered


LATER = ("distribution", "use", "end of life")


@pytest.fixture(scope="session")
def everything(make_document: Any, stated: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A part with everything that can stand in one, and its suppliers, two of whom buy from each other."""
    bolt = {
        "inputs": [
            {
                "name": "Rod",
                "amount": "25.2 kg",
                "factor": "steel/wire-rod/spheroidised",
                "route": "bf-bof",
                "origin": "KR",
            },
            {"name": "Pallets", "amount": "0.3 piece", "product": "pallet.yaml"},
        ],
        "processes": [
            {"name": "Harden", "electricity": "3.1 kWh", "natural_gas": "46 MJ (net)", "yield": "99 %"}
        ],
        "distribution": [{"mode": "road/hgv", "distance": "50 km"}],
    }
    pallet = {
        "inputs": [
            {"name": "Wood", "amount": "20 kg", "footprint": stated(0.4, per="10 kg")},
            {"name": "Bolts", "amount": "40 piece", "product": "bolt.yaml"},
        ]
    }
    part = {
        "boundary": "cradle-to-grave",
        "inputs": [
            {"name": "Bolts", "amount": "7 piece", "product": "bolt.yaml"},
            {
                "name": "Ingot",
                "amount": "2.3 kg",
                "factor": "aluminium/ingot",
                "recycled": "35 %",
                "origin": "KR",
            },
            {
                "name": "Ingot again",
                "amount": "100 g",
                "factor": "aluminium/ingot",
                "route": "primary",
                "origin": "KR",
            },
            {
                "name": "Compound",
                "amount": "0.4 kg",
                "per": "1 kg",
                "inputs": [
                    {"name": "PA66", "share": "70 %", "factor": "polymers/pa66", "origin": "KR"},
                    {"name": "Glass", "share": "30 %", "factor": "glass/fibre", "origin": "KR"},
                ],
                "processes": [{"name": "Mix", "electricity": "0.45 kWh"}],
                "transport": [{"mode": "road/hgv", "distance": "150 km"}],
            },
        ],
        "processes": [
            {
                "name": "Weld",
                "electricity": "1.7 kWh",
                "water": "12 L",
                "emissions": [{"gas": "CO2", "amount": "80 g"}, {"gas": "SF6", "amount": "0.01 g"}],
                "yield": "97 %",
            }
        ],
        "outputs": [
            {"name": "Dross", "amount": "0.1 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
        ],
        "tooling": [{"name": "Die", "amount": "100 kg", "footprint": stated(5), "lifetime": "20000 piece"}],
        "packaging": [
            {"name": "Box", "amount": "0.3 kg", "factor": "packaging/linerboard", "origin": "KR", "uses": "4"}
        ],
        "distribution": [{"mode": "sea/container", "distance": "9000 km"}],
        "use": [
            {"name": "Power", "amount": "30 kWh", "factor": "electricity/grid", "origin": "DE"},
            {"name": "Spare bolts", "amount": "2 piece", "product": "bolt.yaml"},
        ],
        "end_of_life": [
            {"name": "Scrap", "amount": "2.5 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
        ],
    }
    files = {
        "bolt.yaml": make_document(bolt, id="B", name="Bolt", declared_unit="1000 piece", mass="24 kg"),
        "pallet.yaml": make_document(pallet, id="P", name='Pallet <b>&"x"</b>', made_in="VN"),
    }
    return part, files
