"""The chain from the mill to the car, its two measures worked out by `tests/paper.py`: exact decimals, nothing of ours."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options
from carbonfoot.programmes.report import reported
from carbonfoot.programmes.run import work
from carbonfoot.programmes.told.report_json import data
from carbonfoot.reports.envelope import to_text
from tests.test_paper import paper

ROOT = Path(__file__).resolve().parents[2]
HALF = Decimal("0.5")
DIGITS = Decimal("1e-11")
WORKSHEETS = {"CAR-1": "car", "BD-1": "body", "XM-10": "cross_member", "HRC-2": "coil"}
REDUCED, BLANK = Decimal("0.40"), Decimal("15.2")
RAMP: dict[int, int | str] = {
    2025: 0,
    2026: 0,
    2027: 0,
    2028: "0.25",
    2029: "0.5",
    2030: "0.75",
    **dict.fromkeys(range(2031, 2036), 1),
}
NESTED: dict[int, int | str] = {2025: 0, 2026: "half", **dict.fromkeys(range(2027, 2036), 1)}


@cache
def printed() -> dict[str, Any]:
    told = reported(work(str(ROOT / "examples/steel-part-car/programme.yaml"), Options()))
    assert told is not None
    found: dict[str, Any] = json.loads(to_text(data(told)), parse_float=Decimal)
    return found


@cache
def worth(product: str, dri: bool, nesting: bool) -> Decimal:
    """kg CO2e of a product with these measures, all production."""
    chain = paper().Chain(REDUCED if dri else Decimal(0), BLANK if nesting else Decimal(16))
    sheet: Any = getattr(paper(), WORKSHEETS[product])
    total: Decimal = sheet("AR6", chain).total
    return total


def shares(year: int) -> tuple[Decimal, Decimal]:
    """Share of production with each measure; nesting begins in July: 184 of 365 days, or 6 of 12 months."""
    (nesting,) = (one for one in printed()["measures"] if one["id"] == "nesting")
    half = Decimal(str(nesting["share"]["2026"]))
    assert abs(half - HALF) < Decimal("0.005")
    told = NESTED[year]
    return Decimal(RAMP[year]), half if told == "half" else Decimal(told)


@pytest.mark.parametrize("year", sorted(RAMP))
def test_every_product_and_what_each_measure_does_to_it(year: int) -> None:
    reduced, nested = shares(year)
    for product in printed()["products"]:
        base, one, other, both = (
            worth(str(product["id"]), dri, nesting)
            for dri, nesting in ((False, False), (True, False), (False, True), (True, True))
        )
        joint = (both - one - other + base) * reduced * nested / 2
        expected = {"dri": (one - base) * reduced + joint, "nesting": (other - base) * nested + joint}
        after = base + sum(expected.values())
        close = abs(base) * DIGITS
        assert abs(Decimal(str(product["before"][str(year)])) - base) < close
        assert abs(Decimal(str(product["after"][str(year)])) - after) < close
        told = {each["measure"]: Decimal(str(each["kg"].get(str(year), 0))) for each in product["by_measure"]}
        for measure, change in expected.items():
            assert abs(told.get(measure, Decimal(0)) - change) < close, (product["id"], measure)


def test_tonnes_of_the_last_year() -> None:
    """50,000 cars, and of 400,000 t of coil what these cars do not use."""
    used = 50000 * 24 * Decimal("0.016")
    leaving = {"CAR-1": Decimal(50000), "HRC-2": Decimal(400000) - used}
    avoided = sum(
        (worth(product, False, False) - worth(product, True, True)) * amount / 1000
        for product, amount in leaving.items()
    )
    assert abs(Decimal(str(printed()["totals"]["avoided"]["2035"])) - avoided) < avoided * DIGITS
