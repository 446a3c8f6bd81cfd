"""Every factor of every pack lies in the plausible range of its kind, or stands in `outside_anchors.csv` with the reason.

Reads the tables themselves, so that it holds for whatever packs are there.
"""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from carbonfoot.quantities.table import Dimension
from carbonfoot.quantities.units import parse_unit

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
ANCHORS = FACTORS / "anchors" / "anchors.csv"
PUBLISHED = ROOT.parent / "shared" / "data" / "anchors" / "published_anchors.csv"
GASES = {
    "co2_fossil": "co2",
    "co2_land_use": "co2",
    "ch4_fossil": "ch4_fossil",
    "ch4_biogenic": "ch4_biogenic",
    "ch4": "ch4",
    "n2o": "n2o",
}
"""Columns that count towards CO2e; CO2 of biomass and uptake stand beside it."""
CLOSE = 1e-9

Row = dict[str, str]


class Verdict(NamedTuple):
    """A record, its CO2e in the unit of the range that holds for it, and that range."""

    record: Row
    value: float
    anchor: Row

    @property
    def inside(self) -> bool:
        low, high = float(self.anchor["low"]), float(self.anchor["high"])
        return low * (1 - CLOSE) <= self.value <= high * (1 + CLOSE)

    def __str__(self) -> str:
        low, high, per = (self.anchor[column] for column in ("low", "high", "unit_den"))
        return f"{self.record['id']}: {self.value:.4g} kg/{per}, not {low} to {high} ({self.anchor['id']})"


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _scale(unit: str) -> float:
    parsed = parse_unit(unit)
    return parsed.num / parsed.den


@cache
def _dimension(unit: str) -> Dimension:
    return parse_unit(unit).dimension


def _ranges() -> dict[tuple[str, str, Dimension], list[Row]]:
    found: dict[tuple[str, str, Dimension], list[Row]] = defaultdict(list)
    for anchor in _read(ANCHORS):
        found[anchor["kind"], anchor["boundary"], _dimension(anchor["unit_den"])].append(anchor)
    return found


RANGES = _ranges()
GWP = {row["gas"]: row for row in _read(FACTORS / "gwp" / "gwp.csv")}
PATHS = sorted([*FACTORS.glob("*/records.csv"), *(ROOT / "share-alike").glob("*/records.csv")])
RECORDS = [record for path in PATHS for record in _read(path)]
BY_ID = {record["id"]: record for record in RECORDS}
EXCEPTIONS = _read(Path(__file__).with_name("outside_anchors.csv"))


def _fits(applies_to: str, item: str) -> bool:
    return item.startswith(applies_to) if applies_to.endswith("/") else item == applies_to


def _range_of(record: Row) -> Row | None:
    """The range that holds for a record: the longest path that fits; of these one that names the route."""
    rows = RANGES.get((record["kind"], record["boundary"], _dimension(record["unit_den"])), [])
    fitting = [
        row
        for row in rows
        if row["route"] in ("", record["route"]) and _fits(row["applies_to"], record["item"])
    ]
    return max(fitting, key=lambda row: (len(row["applies_to"]), row["route"] != ""), default=None)


def _kilograms(record: Row) -> float:
    """kg CO2e per unit: the published total, else its gases in AR5 (AR6 where AR5 has none)."""
    scale = _scale(record["unit_num"])
    if record["co2e"]:
        return float(record["co2e"]) * scale
    amounts = [(gas, record[column]) for column, gas in GASES.items() if record[column]]
    amounts += [
        (gas, amount) for gas, _, amount in map(_halves, filter(None, record["other_gases"].split(";")))
    ]
    if record["gas_basis"] == "co2e":
        return math.fsum(float(amount) for _, amount in amounts) * scale
    return (
        math.fsum(float(amount) * float(GWP[gas]["AR5"] or GWP[gas]["AR6"]) for gas, amount in amounts)
        * scale
    )


def _halves(part: str) -> tuple[str, str, str]:
    gas, _, amount = part.partition("=")
    return gas.strip(), "=", amount


def _verdict(record: Row) -> Verdict | None:
    anchor = _range_of(record)
    if anchor is None:
        return None
    per = _scale(anchor["unit_den"]) / _scale(record["unit_den"])
    return Verdict(record, _kilograms(record) * per, anchor)


VERDICTS = {record["id"]: _verdict(record) for record in RECORDS}
USED = [verdict for verdict in VERDICTS.values() if verdict and verdict.record["trust"] != "X"]


def test_every_record_has_a_range() -> None:
    without = [BY_ID[name] for name, verdict in VERDICTS.items() if verdict is None]
    assert [
        f"{record['id']}: {record['item']} ({record['kind']}, {record['boundary']}, per {record['unit_den']})"
        for record in without
        if record["trust"] != "X"
    ] == []


def test_what_lies_outside_is_told_with_its_reason() -> None:
    told = {row["id"] for row in EXCEPTIONS}
    assert [str(verdict) for verdict in USED if not verdict.inside and verdict.record["id"] not in told] == []


def test_no_exception_is_stale() -> None:
    assert len({row["id"] for row in EXCEPTIONS}) == len(EXCEPTIONS)
    assert all(row["reason"] for row in EXCEPTIONS)
    outside = {verdict.record["id"] for verdict in USED if not verdict.inside}
    stale = [row["id"] for row in EXCEPTIONS if row["id"] in BY_ID and row["id"] not in outside]
    assert stale == [], "inside their range or never used by now"


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("metals/zinc", "9.18"),
        ("polymers/pom", "1.72"),
        ("chemicals/hydrogen-peroxide/30-percent", "4.67"),
        ("chemicals/phosphoric-acid/85-percent", "4.65"),
        ("metals/gold", "11.1"),
        ("metals/platinum", "7.1"),
        ("electricity/solar-pv", "0.0096"),
        ("electricity/wind", "0.004"),
        ("gases/helium", "1.12"),
    ],
)
def test_figures_known_to_be_bad_are_found(item: str, value: str) -> None:
    """Found bad when the sources were looked at: they never resolve, and the ranges alone would have found them."""
    digits = -Decimal(value).as_tuple().exponent  # type: ignore[operator]
    bad = [
        verdict
        for verdict in VERDICTS.values()
        if verdict
        and verdict.record["id"].startswith("taiwan-moenv:")
        and verdict.record["item"] == item
        and f"{verdict.value:.{digits}f}" == value
    ]
    assert bad, "is the figure still in the pack?"
    for verdict in bad:
        assert verdict.record["trust"] == "X" and not verdict.inside, str(verdict)


def test_a_slip_of_a_thousand_is_found() -> None:
    """Gram for kilogram, kilogram for tonne: the commonest mistake must not fit into the range."""
    for kind, least in {
        "material": 0.95,
        "fuel": 0.99,
        "electricity": 0.99,
        "freight": 0.99,
        "spend": 0.99,
    }.items():
        slips = [
            verdict._replace(value=verdict.value * 1000) for verdict in USED if verdict.record["kind"] == kind
        ]
        found = [verdict for verdict in slips if verdict.value and not verdict.inside]
        assert len(found) >= least * sum(verdict.value > 0 for verdict in slips), kind


def test_energy_in_the_wrong_unit_is_found() -> None:
    """MJ for kWh, and the reverse, in fuels that are no waste of unknown make."""
    energy = _dimension("kWh")
    burned = [
        verdict
        for verdict in USED
        if verdict.record["kind"] == "fuel"
        and verdict.record["boundary"] == "combustion"
        and _dimension(verdict.record["unit_den"]) == energy
        and float(verdict.anchor["low"]) > 0
        and not verdict.record["item"].startswith("fuels/waste/")
    ]
    assert len(burned) > 100
    for verdict in burned:
        assert not verdict._replace(value=verdict.value * 3.6).inside, str(verdict)
        assert not verdict._replace(value=verdict.value / 3.6).inside, str(verdict)


def test_ranges_are_stated_in_full() -> None:
    rows = _read(ANCHORS)
    keys = Counter(
        (row["applies_to"], row["route"], row["kind"], row["boundary"], _dimension(row["unit_den"]))
        for row in rows
    )
    assert max(keys.values()) == 1, "two ranges of the same thing"
    for row in rows:
        low, high = float(row["low"]), float(row["high"])
        assert 0 <= low < high and row["note"] and row["source"], row["id"]
        assert row["unit_num"] == "kg" and row["origin"] == "derived", row["id"]
        if row["anchor"]:
            assert low <= float(row["anchor"]) <= high and row["year"], row["id"]


def test_every_first_part_of_a_path_has_a_range() -> None:
    first = {record["item"].split("/")[0] for record in RECORDS}
    assert first <= {row["applies_to"].split("/")[0] for row in _read(ANCHORS)}


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_published_numbers_stand_as_anchors_or_say_why_not() -> None:
    left = {(row["item"], row["year"]) for row in _read(ROOT / "tools" / "packs" / "anchors.left_out.csv")}
    anchors = {Decimal(row["anchor"]) for row in _read(ANCHORS) if row["anchor"]}
    rows = _read(PUBLISHED)
    assert len(rows) == 28
    for row in rows:
        value = Decimal(row["value"]) / (1000 if row["unit"] == "kgCO2/t" else 1)
        assert (value in anchors) != ((row["item"], row["year"]) in left), row["item"]
