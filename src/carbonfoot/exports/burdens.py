"""The emissions of one unit of something as substances that add up to its number again."""

from __future__ import annotations

from math import fsum

from carbonfoot.exports.model import Substance
from carbonfoot.factors.library import Library
from carbonfoot.system.characterise import UnknownGwp, gas_of, gwp
from carbonfoot.system.model import Vector

_SAME = 1e-12
"""Masses times warming potentials may differ from the number they stand for by the last digits only."""

_NAMES = {
    "co2_fossil": "Carbon dioxide, fossil",
    "co2_biogenic": "Carbon dioxide, biogenic",
    "co2_land_use": "Carbon dioxide, land use change",
    "co2_uptake": "Carbon dioxide, biogenic uptake",
}
"""Flows of CO2, which is one gas to the library."""

Burden = list[tuple[Substance, float]]


def burden(library: Library, vector: Vector, gwp_set: str) -> Burden:
    """Substances of a vector with amounts above zero: kg of each gas, and kg CO2e of what has no gases.

    Gases stand apart only where they make the number in the set of the result. A published total of another set, or
    one that its gases do not make up, stays one amount of CO2e: the total is what was calculated with. What is taken up
    or credited is a substance of its own with the sign in its factor, since no amount released is negative.
    """
    whole = _signed([(_co2e(vector.gwp_set), vector.co2e)])
    if not vector.gases or vector.gwp_set != gwp_set or vector.unsplit < 0:
        return whole
    found: Burden = []
    for gas, mass in vector.gases.items():
        one = _gas(library, gas, gwp_set, counts=gas in vector.gas_co2e)
        if one is None:
            return whole
        found.append((one, mass))
    found.append((_co2e(vector.gwp_set), vector.unsplit))
    again = fsum(one.factor * amount for one, amount in found)
    return _signed(found) if abs(again - vector.co2e) <= _SAME * abs(vector.co2e) else whole


def _signed(found: Burden) -> Burden:
    return [
        (one, amount)
        if amount > 0
        else (one._replace(key=f"{one.key}_in", name=f"{one.name}, taken up", factor=-one.factor), -amount)
        for one, amount in found
        if amount
    ]


def _co2e(gwp_set: str) -> Substance:
    said = "GWP set not stated" if gwp_set in ("", "unknown") else gwp_set
    key = f"co2e_{gwp_set.lower() or 'unknown'}"
    return Substance(key, f"CO2e, gases not given, {said}", "", "", "kg CO2e", 1.0)


def _gas(library: Library, key: str, gwp_set: str, *, counts: bool) -> Substance | None:
    """A gas in kg; None when it has no warming potential in the set."""
    known = library.gas(gas_of(key))
    try:
        factor = gwp(library, key, gwp_set) if counts else 0.0
    except UnknownGwp:
        return None
    if known is None:
        return None
    return Substance(key, _NAMES.get(key, known.name), known.formula, known.cas, "kg", factor)
