"""Certificates, default values and benchmarks of `published_costs.yaml`, as others have published them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.cbam.benchmarks import DEFAULT, benchmark
from carbonfoot.cbam.cost import Asked, Line, Stated, of_line
from carbonfoot.cbam.defaults import default_value
from carbonfoot.cbam.goods import good
from carbonfoot.factors.library import Library

YEAR = 2026
PUBLISHED: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "published_costs.yaml").read_text(encoding="utf-8")
)


def code(text: str | int) -> str:
    return str(text).replace(" ", "")


@pytest.mark.parametrize("case", PUBLISHED["costs"], ids=lambda case: case["name"])
def test_costs(library: Library, case: dict[str, Any]) -> None:
    cn = code(case["cn"])
    found = good(library, cn)
    assert found is not None and case["source"]
    told = case.get("stated")
    stated = told and Stated(told["direct"], told.get("indirect"), told["free_allocation"], YEAR)
    asked = Asked(case["price"], {}, accept=True)
    year = of_line(library, found, Line(cn, case["country"], ""), stated, asked, case["tonnes"]).of(YEAR)
    way = year.actual if stated else year.default
    assert way is not None, year.refusals
    expected = case["expected"]
    ours = {"see": way.see, "free": way.free.value, "certificates": way.certificates * case["tonnes"]}
    for name in expected.keys() - {"eur"}:
        assert ours[name] == pytest.approx(expected[name], rel=1e-12, abs=1e-12), name
    if "eur" in expected:
        assert way.eur * case["tonnes"] == pytest.approx(expected["eur"], abs=0.005)


@pytest.mark.parametrize("case", PUBLISHED["defaults"], ids=lambda case: f"{case['cn']} {case['country']}")
def test_defaults(library: Library, case: dict[str, Any]) -> None:
    found = default_value(library, code(case["cn"]), case["country"] or None, YEAR)
    assert (found.total, found.route) == (case["total"], case["route"])
    assert case["source"]


@pytest.mark.parametrize("case", PUBLISHED["benchmarks"], ids=lambda case: case["good"])
def test_benchmarks(library: Library, case: dict[str, Any]) -> None:
    for route in "CDE":
        assert benchmark(library, code(case["cn"]), DEFAULT, YEAR, route).value == case[route]
    assert case["source"]
