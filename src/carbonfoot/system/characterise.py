"""From a record's published numbers to kg CO2e per unit in one GWP set, the split of RULES 0.1 kept.

A published total keeps its own set; it is rebased only when the record gives the gases (DESIGN 5).
"""

from __future__ import annotations

from math import fsum

from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.records import GASES
from carbonfoot.quantities.units import parse_unit
from carbonfoot.system.model import Vector

_CATEGORY = {"co2_land_use": "land_use_change", "ch4_biogenic": "biogenic_non_co2"}
_BESIDE = {"co2_biogenic": "biogenic_co2", "co2_uptake": "biogenic_uptake"}
_NET_OF = {"co2_fossil": "co2", "co2_land_use": "co2", "co2_biogenic": "co2", "co2_uptake": "co2"}


_ROUNDING = 0.005
"""Gases that miss more than this share of the published total do not cover it: the total stays as published."""


class UnknownGwp(Exception):
    """A gas has no GWP in the set; the message names both."""


def gas_of(key: str) -> str:
    """The gas of the library behind a key of an inventory: `co2` of `co2_fossil`."""
    return _NET_OF.get(key, key)


def gwp(library: Library, gas: str, gwp_set: str) -> float:
    """GWP100 of a gas, kg CO2e per kg. Raises `UnknownGwp`."""
    found = library.gwp(gas_of(gas), gwp_set)
    if found is None:
        raise UnknownGwp(f"{gas} has no GWP in {gwp_set}")
    return found


def characterise(library: Library, record: Record, gwp_set: str) -> Vector:
    """The vector of one unit of a record. Raises `UnknownGwp` for a gas outside the set."""
    scale = parse_unit(record.unit_num)
    kilograms = scale.num / scale.den
    given = _given(record)
    if not given:
        total = float(record.co2e) * kilograms
        return Vector(total, {"fossil": total}, {}, {}, {}, total, record.gwp_set)
    masses = {}
    published = {}
    for gas, number in given.items():
        weight = 1.0 if record.gas_basis == "mass" else gwp(library, gas, record.gwp_set)
        masses[gas] = number * kilograms / weight
        if record.co2e:
            published[gas] = (
                number * kilograms
                if record.gas_basis == "co2e"
                else masses[gas] * gwp(library, gas, record.gwp_set)
            )
    biomass = "co2_biogenic" in given and "co2_fossil" not in given
    if record.co2e:
        total = float(record.co2e) * kilograms
        vector = from_gases(masses, published, record.gwp_set, biomass=biomass)
        partial = "gases-partial" in record.flags.split(
            ";"
        )  # the source says that its gases are not all of it
        if partial or record.gwp_set == gwp_set or abs(total - vector.co2e) > _ROUNDING * abs(total):
            burned = biomass and record.boundary == "combustion" and record.item.startswith("fuels/biomass/")
            return _as_published(vector, total, "biogenic_non_co2" if burned else "fossil")
    effects = {gas: mass * gwp(library, gas, gwp_set) for gas, mass in masses.items()}
    return from_gases(masses, effects, gwp_set, biomass=biomass)


def from_gases(
    masses: dict[str, float], effects: dict[str, float], gwp_set: str, *, biomass: bool = False
) -> Vector:
    """A vector from masses (kg) and their effects (kg CO2e) by gas."""
    categories: dict[str, float] = {}
    beside: dict[str, float] = {}
    for gas, effect in effects.items():
        if gas in _BESIDE:
            beside[_BESIDE[gas]] = effect
            continue
        category = "biogenic_non_co2" if biomass and gas == "n2o" else _CATEGORY.get(gas, "fossil")
        categories[category] = categories.get(category, 0.0) + effect
    counted = {gas: effect for gas, effect in effects.items() if gas not in _BESIDE}
    return Vector(fsum(counted.values()), categories, beside, masses, counted, 0.0, gwp_set)


def _as_published(vector: Vector, total: float, category: str) -> Vector:
    """The published total stands; what its gases leave over, by rounding or because they are not split, is `category`.

    That is fossil, but for biomass that is burned: its CO2e is the CH4 and N2O, its CO2 stands beside.
    """
    rest = total - vector.co2e
    categories = dict(vector.categories)
    categories[category] = categories.get(category, 0.0) + rest
    return vector._replace(co2e=total, categories=categories, unsplit=rest)


def _given(record: Record) -> dict[str, float]:
    found = {gas: float(getattr(record, gas)) for gas in GASES if getattr(record, gas)}
    if record.other_gases:
        for entry in record.other_gases.split(";"):
            gas, _, number = entry.partition("=")
            found[gas.strip()] = float(number)
    return found
