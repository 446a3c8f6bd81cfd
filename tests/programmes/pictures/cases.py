"""Programmes of every shape: none, one, a hundred measures, nothing avoided, more emitted, hostile names."""

from __future__ import annotations

from typing import Any

from tests.programmes.pictures.samples import YEARS, routes, sample

Data = dict[str, Any]


def routed(data: Data) -> Data:
    """With the ways of its tonnes, as its measures have changed."""
    member_of = {one["id"]: one["member"] for one in data["measures"]}
    tiers = {one["id"]: one["tier"] for one in data["members"]}
    data["cascade"]["routes"] = routes(data["products"], tiers.get, member_of)
    return data


def many(count: int) -> Data:
    """So many measures of so many members, each a little smaller than the one before."""
    data = sample()
    data["members"] = [
        {
            "id": f"m{at}",
            "name": f"Supplier {at} " + "with a long name " * 3,
            "name_ko": "협력사 " * 9,
            "tier": at % 3,
        }
        for at in range(count)
    ]
    series = {str(year): 10.0 * (year - 2025) for year in YEARS}
    data["measures"] = [
        {
            "id": f"x{at}",
            "name": f"Measure {at} " + "of a very long name " * 5,
            "name_ko": "감축수단 " * 12,
            "member": f"m{at}",
            "tier": at % 3,
            "avoided": {year: tonnes / (at + 1) for year, tonnes in series.items()},
        }
        for at in range(count)
    ]
    for product in data["products"]:
        product["by_measure"] = [
            {"measure": f"x{at}", "kg": {str(year): -0.01 * (year - 2025) / (at + 1) for year in YEARS}}
            for at in range(count)
        ]
        product["after"] = {
            year: kg + sum(one["kg"][year] for one in product["by_measure"])
            for year, kg in product["before"].items()
        }
    data["money"]["macc"] = [
        {"measure": f"x{at}", "tonnes": 500.0 / (at + 1), "cost_per_tonne": 1000.0 * (at - count / 3)}
        for at in range(count)
    ]
    return routed(data)


def _one() -> Data:
    data = many(1)
    data["money"]["payments"] = data["money"]["payments"][:1]
    return data


def _none() -> Data:
    data = many(0)
    data["money"] = None
    data["targets"] = []
    data["totals"]["emitted_after"] = dict(data["totals"]["emitted_before"])
    return data


def _nothing_avoided() -> Data:
    data = sample()
    for product in data["products"]:
        product["after"] = dict(product["before"])
        for entry in product["by_measure"]:
            entry["kg"] = dict.fromkeys(entry["kg"], 0.0)
    for one in data["money"]["macc"]:
        one["tonnes"], one["cost_per_tonne"] = 0.0, None
    return routed(data)


def _adding_emissions() -> Data:
    data = sample()
    for product in data["products"]:
        product["after"] = {year: 2 * kg - product["after"][year] for year, kg in product["before"].items()}
        for entry in product["by_measure"]:
            entry["kg"] = {year: -kg for year, kg in entry["kg"].items()}
    return routed(data)


def _incomplete() -> Data:
    """As the engine tells it: sums of what is there, marked."""
    data = sample()
    data["totals"]["complete"] = False
    return data


def _hostile() -> Data:
    data = sample()
    for one in [*data["members"], *data["measures"], *data["products"]]:
        one["name"] = one["name_ko"] = '<script>alert("1")</script>&\x1b[31m\u202e'
    return data


CASES = {
    "sample": sample,
    "one measure": _one,
    "none": _none,
    "sixty": lambda: many(60),
    "hundred": lambda: many(100),
    "nothing avoided": _nothing_avoided,
    "adding": _adding_emissions,
    "incomplete": _incomplete,
    "hostile": _hostile,
}
