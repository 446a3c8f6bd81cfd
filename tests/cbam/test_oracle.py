"""The program against `oracle.py`: the same installation, made by chance, must come to the same embedded emissions."""

from __future__ import annotations

import importlib.util
import json
import math
import random
import tempfile
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Result
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests/cbam/cases/published.yaml"
REFERENCES = {"heat": Fraction("0.87"), "electricity": Fraction("0.53"), "fuel": Fraction("56.1")}
"""Natural gas: point C of Annex III for steam, plants from 2016; Annex II, point G, table 1."""
NEARLY = 1e-9
CASES = settings(max_examples=60)

Document = dict[str, Any]
Table = Callable[[str], object]


def _plants() -> ModuleType:
    """`plants.py` as a module; it belongs to no package."""
    spec = importlib.util.spec_from_file_location("cbam_plants", ROOT / "tests/cbam/plants.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PLANTS = _plants()
EXEMPT = PLANTS.EXEMPT
installations = PLANTS.installations


def result(document: Document, library: Library) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "installation.yaml")
        file.write_text(json.dumps(document), encoding="utf-8")
        outcome = calculate(str(file), library, folder)
    errors = [one for one in outcome.findings if severity(one) == "error"]
    assert not errors, errors
    assert outcome.result is not None
    return outcome.result


def same(found: float, expected: Fraction, scale: float) -> bool:
    """Nine digits of the number, or of the largest that it is a difference of."""
    return math.isclose(found, float(expected), rel_tol=NEARLY, abs_tol=NEARLY * scale)


def gross(found: Result, at: int) -> float:
    """t CO2e that went through a process, per functional unit, before anything was taken off."""
    one = found.processes[at]
    borne = sum(abs(stream.fossil) * stream.shares.get(one.name, 0.0) for stream in found.streams)
    return 1.0 + max(
        (borne + each.heat_in + each.heat_out + each.gas_in + each.gas_out + each.power_made) / each.level
        for each in found.processes
    )


@CASES
@given(document=installations())
def test_the_oracle_finds_the_same(
    document: Document, library: Library, oracle: ModuleType, table: Table
) -> None:
    found = result(document, library)
    expected = oracle.work_out(document, table, REFERENCES, EXEMPT)
    for stream in found.streams:
        assert same(stream.fossil, expected.streams[stream.name], 0.0), stream
    for at, process in enumerate(found.processes):
        scale = gross(found, at)
        assert same(process.attributed, expected.attributed[process.name], scale * process.level), (
            process.name
        )
    for good in found.goods:
        told, scale = expected.goods[good.name], gross(found, good.process)
        numbers = (good.see.direct, good.see.indirect, good.see.indirect_in_scope, good.see.electricity)
        wanted = (told.direct, told.indirect, told.scope, told.power)
        assert all(same(a, b, scale) for a, b in zip(numbers, wanted, strict=True)), (
            good.name,
            numbers,
            wanted,
        )


def numbers_of(found: Result) -> dict[str, tuple[float, ...]]:
    return {one.name: tuple(one.see) for one in found.goods}


def close(one: Result, other: Result) -> bool:
    scale = max(gross(one, at) for at in range(len(one.processes)))
    ours, theirs = numbers_of(one), numbers_of(other)
    return ours.keys() == theirs.keys() and all(
        math.isclose(a, b, rel_tol=NEARLY, abs_tol=NEARLY * scale)
        for name in ours
        for a, b in zip(ours[name], theirs[name], strict=True)
    )


AMOUNTS = {
    "amount",
    "direct_emissions",
    "measured",
    "heat",
    "produced",
    "imported",
    "exported",
    "flue_gas_cleaning",
    "for_non_cbam",
}


def doubled(entry: Any, key: str = "") -> Any:
    """The document of a plant that did everything twice."""
    if isinstance(entry, dict):
        inner = entry.items()
        return {
            one: doubled(value, "amount" if one == "electricity" and key == "heat" else one)
            for one, value in inner
        }
    if isinstance(entry, list):
        return [doubled(one, key) for one in entry]
    if key not in AMOUNTS:
        return entry
    number, _, unit = entry.partition(" ")
    return f"{Decimal(number) * 2} {unit}"


@CASES
@given(document=installations())
def test_twice_of_everything_embeds_the_same(document: Document, library: Library) -> None:
    twice = doubled(document)
    assert close(result(document, library), result(twice, library))


@CASES
@given(document=installations(), part=st.integers(1, 99))
def test_a_stream_in_two_parts_is_the_same_stream(document: Document, part: int, library: Library) -> None:
    halved = deepcopy(document)
    for one in document["source_streams"]:
        for key in {"amount", "measured"} & set(one):
            number, _, unit = one[key].partition(" ")
            other = deepcopy(one) | {
                "name": f"{one['name']}, rest",
                key: f"{float(number) * (100 - part) / 100!r} {unit}",
            }
            changed = next(each for each in halved["source_streams"] if each["name"] == one["name"])
            changed[key] = f"{float(number) * part / 100!r} {unit}"
            halved["source_streams"].append(other)
    assert close(result(document, library), result(halved, library))


@CASES
@given(document=installations(), seed=st.integers(0, 99))
def test_the_order_of_entries_changes_nothing(document: Document, seed: int, library: Library) -> None:
    other = deepcopy(document)
    chance = random.Random(seed)
    for key in ("source_streams", "heat", "electricity", "precursors", "processes"):
        chance.shuffle(other[key])
    for process in other["processes"]:
        chance.shuffle(process["precursors"])
        chance.shuffle(process["goods"])
    assert close(result(document, library), result(other, library))


@CASES
@given(document=installations())
def test_what_leaves_carries_what_was_borne_and_bought(document: Document, library: Library) -> None:
    """Goods for the market and for others carry all attributed and all bought emissions: none is lost, none counted twice."""
    found = result(document, library)
    for field in ("direct", "indirect"):
        borne = sum(
            one.attributed if field == "direct" else one.attributed_indirect for one in found.processes
        )
        bought = sum(
            use.amount * getattr(use.see, field)
            for one in found.processes
            for use in one.uses
            if use.internal is None
        )
        sold = sum((one.amount or 0.0) * getattr(one.see, field) for one in found.goods)
        kept = sum(
            getattr(one.see, field) * one.content * float((given.get("for_non_cbam") or "0 t").split()[0])
            for one, given in zip(found.processes, document["processes"], strict=True)
        )
        assert math.isclose(borne + bought, sold + kept, rel_tol=NEARLY, abs_tol=1e-6), field


@CASES
@given(document=installations())
def test_a_process_without_emissions_passes_on_its_precursors(document: Document, library: Library) -> None:
    idle: Document = {"name": "Idle", "direct_emissions": "0 t", "electricity": "0 MWh"}
    idle["precursors"] = [{"name": "Process 0", "amount": "10 t"}]
    good = dict(document["processes"][0]["goods"][0], name="Idle good", amount="5 t")
    document["processes"].append(idle | {"goods": [good]})
    found = result(document, library)
    first, last = found.processes[0], found.processes[-1]
    for ours, theirs in zip(last.see, first.see, strict=True):
        assert math.isclose(ours, theirs * 10 * first.content / last.level, rel_tol=NEARLY, abs_tol=1e-12)


def test_the_oracle_agrees_with_the_commission(oracle: ModuleType, table: Table) -> None:
    """The published numbers, without a line of the program."""
    compared = 0
    for case in yaml.load(PUBLISHED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
        text = (ROOT / case["file"]).read_text(encoding="utf-8") if "file" in case else ""
        document = yaml.load(text, Loader=yaml.BaseLoader) if text else case["document"]  # noqa: S506
        answer = oracle.work_out(document, table)
        for name, numbers in case["expected"]["goods"].items():
            told = answer.goods[name]
            for key, one in (
                ("direct", told.direct),
                ("indirect", told.indirect),
                ("electricity", told.power),
            ):
                assert math.isclose(float(one), float(numbers[key]), rel_tol=NEARLY), (name, key)
                compared += 1
    assert compared == 48
