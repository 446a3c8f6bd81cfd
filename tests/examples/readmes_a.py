"""The numbers that the READMEs of steel, petrochemicals, cement and hull-block print, taken from runs.

`data(file, *options)` is the `data` of `carbonfoot calc examples/sectors/FILE --format json`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Data = Callable[..., dict[str, Any]]

# Tonnes that a works made, over which its direct emissions are stated.
MADE = {
    "steel/integrated-mill.yaml": 3_824_000,
    "steel/gas-dri-mill.yaml": 1_455_000,
    "steel/h2-dri-mill.yaml": 1_455_000,
    "steel/scrap-mill.yaml": 1_455_000,
    "cement/kiln.yaml": 1_000_000,
}
LIQUID_STEEL = 1_530_000
ETHYLENE = 972_000
BLOCK = 285
ROUTES = ("hrc-bf-bof", "hrc-gas-dri", "hrc-h2-dri", "hrc-scrap-eaf")
GROUPS = {
    "making and bringing coal and gas": (
        "Coking coal",
        "Injection coal",
        "Natural gas brought",
        "Charge carbon",
    ),
    "ore and pellets": ("Ore fines", "Lump ore", "Pellets"),
    "lime, alloys, electrodes, water, strapping": (
        "Limestone",
        "Quicklime",
        "Ferroalloys",
        "Electrodes",
        "Electrolyser, water",
        "Strapping",
    ),
}
DIRECT, POWER, FREIGHT = "carbon of the works, and gas burned (with its supply)", "power bought", "freight"


def leaves(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines that nothing stands below."""
    for line in lines:
        if line["lines"]:
            yield from leaves(line["lines"])
        else:
            yield line


def group(line: dict[str, Any]) -> str:
    """Where a line of a coil belongs."""
    name: str = line["name"]
    for title, names in GROUPS.items():
        if name in names:
            return title
    if "transport" in line["path"]:
        return FREIGHT
    if "contracts" in line["path"] or name.startswith("Substation"):
        return POWER
    free = ("slag", "dust", "scrap bought")  # cut-off: nothing
    assert (
        "carbon balance" in name
        or name.startswith("Gas main")
        or (name.endswith(free) and not line["kg_co2e"])
    ), name
    return DIRECT


def grouped(data: Data, route: str) -> Counter[str]:
    """kg CO2e per tonne of coil by group; they add up to the total."""
    result: Counter[str] = Counter()
    for line in leaves(data(f"steel/{route}.yaml")["lines"]):
        result[group(line)] += line["kg_co2e"]
    return result


def groups_table(data: Data) -> list[str]:
    """The table of the README, kg CO2e per tonne of coil."""
    found = {route: grouped(data, route) for route in ROUTES}
    head = [
        "| kg CO2e per t of coil | " + " | ".join(f"`{route}.yaml`" for route in ROUTES) + " |",
        "|---|---|---|---|---|",
    ]
    titles = (DIRECT, POWER, *GROUPS, FREIGHT)
    return head + [
        f"| {title} | " + " | ".join(str(round(found[route][title])) for route in ROUTES) + " |"
        for title in titles
    ]


def named(found: dict[str, Any], name: str) -> float:
    """kg CO2e of the lines of a document with that in their name."""
    return math.fsum(line["kg_co2e"] for line in found["lines"] if name in line["name"])


def ours(data: Data, file: str, boundary: str) -> float:
    """Our number on the boundary of a published one."""
    found = data(file)
    if boundary.startswith("cradle to gate"):
        return float(found["total"])
    if boundary == "direct":
        return float(found["scopes"]["1"]) / MADE[file]
    if boundary == "direct at 74.5 % clinker":
        return float(found["scopes"]["1"]) / MADE[file] * 0.745
    if boundary == "arc furnace, direct":
        return named(found, "Arc furnace, carbon balance") / LIQUID_STEEL
    if boundary == "burned, per t of ethylene":
        return named(found, "carbon balance") / ETHYLENE
    assert boundary == "share of steel, %", boundary
    return steel_of_block(found) / float(found["total"]) * 100


def steel_of_block(found: dict[str, Any]) -> float:
    """kg CO2e of plates, profiles and wire of the block, at the gate of their makers."""
    return math.fsum(
        named(found, name) for name in ("Heavy plate", "Bulb profiles", "Flux-cored wire")
    ) - math.fsum(
        line["kg_co2e"]
        for line in found["lines"]
        if "transport" in line["path"] and line["name"].startswith(("Heavy plate", "Bulb", "Flux"))
    )


def yard(data: Data) -> float:
    """kg CO2e per tonne of a flat block that the yard itself stands for."""
    for product in data("hull-block/shipyard.yaml")["products"]:
        if product["id"] == "FLAT":
            return float(product["kg_co2e"]) / 170_000
    raise AssertionError


def waste_gas(_: Data) -> float:
    """kg CO2 per tonne that CBAM takes off for the gases that make power: 17.6 PJ as natural gas, times 0.667."""
    return 17_600_000 * 56.1 * 0.667 / MADE["steel/integrated-mill.yaml"]


def allocation_row(data: Data, key: str) -> str:
    """A row of the table of allocations: ethylene, propylene, hydrogen."""
    products = {
        one["id"]: one for one in data("petrochemicals/cracker.yaml", "--allocation", key)["products"]
    }
    tonnes = {"ETHYLENE": 972_000, "PROPYLENE": 504_000, "H2": 33_000}
    each = " | ".join(str(round(products[id]["kg_co2e"] / amount)) for id, amount in tonnes.items())
    return f"| `--allocation {key}` | {each} |"


def coal_alone(data: Data) -> float:
    """kg CO2e per tonne of clinker that the kiln would emit more, if coal gave the heat of its waste and wood."""
    burned = data("cement/kiln.yaml")["lines"]
    (coal,) = (line["kg_co2e"] for line in burned if line["name"] == "Bituminous coal")
    others = ("Waste plastics", "Waste tyres", "Wood waste")
    rest = sum(line["kg_co2e"] for line in burned if line["name"].startswith(others))
    return float(coal / 2_170_000 * (840_000 + 350_000 + 140_000) - rest) / MADE["cement/kiln.yaml"]


NUMBERS: dict[str, Callable[[Data], float]] = {
    "WASTEGAS": waste_gas,
    "WITHOUT": lambda data: ours(data, "steel/integrated-mill.yaml", "direct") - waste_gas(data),
    "COALMORE": coal_alone,
    "ALLCOAL": lambda data: ours(data, "cement/kiln.yaml", "direct") + coal_alone(data),
    "CALC": lambda data: named(data("cement/clinker.yaml")["lines"][0], "Carbonates"),
    "KWH": lambda _: (68_000_000 + 56_000_000) / 1_360_000,
    "PERT": lambda data: data("hull-block/block.yaml")["total"] / BLOCK,
    "YARD": yard,
}
"""Single numbers in the text of the READMEs."""
