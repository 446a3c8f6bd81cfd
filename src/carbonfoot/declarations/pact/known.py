"""What the numbers of a footprint say of biogenic and land-sector emissions: PACT has "0" for none, no key for not known."""

from __future__ import annotations

from math import fsum

from carbonfoot.footprint.result import Contribution, Footprint
from carbonfoot.system.model import Source

COVERED = 0.005
"""Gases that miss no more than this share of a published total cover it (`system.characterise`)."""

_LAND = ("co2_biogenic", "co2_uptake", "co2_land_use", "ch4_biogenic")
"""Gases of a record that say that biomass or land is behind it."""


def silent(result: Footprint, key: str) -> float:
    """Share of the absolute footprint whose sources do not say how much of it is `key`, 0 to 1.

    `key` is one of `biogenic_non_co2`, `land_use_change`, `land_management`, `biogenic_uptake`. A source of no emissions
    that does not say it counts by its number, so that it is never taken for known: the share is then above zero.
    """
    counted = [
        one for one in result.contributions if one.counted and one.level * one.flow.multiplier * one.units
    ]
    dumb = [one for one in counted if not tells(one, key)]
    if not dumb:
        return 0.0
    every = fsum(abs(one.co2e) for one in counted)
    return (
        fsum(abs(one.co2e) for one in dumb) / every
        if any(one.co2e for one in dumb)
        else len(dumb) / len(counted)
    )


def tells(one: Contribution, key: str) -> bool:
    """Whether the source of a contribution says how much of it is `key`, nothing of it included."""
    source = one.source
    vector = source.vector
    if key in vector.categories or key in vector.beside:
        return True
    if source.record is None and one.flow.kind == "stated":
        return False  # a supplier says what stands in the statement, and nothing else
    if abs(vector.unsplit) > COVERED * abs(vector.co2e):
        return False
    if source.record is None:
        return True  # a gas that the step itself releases, by its name
    land = any(gas in vector.gases for gas in _LAND)
    if key == "biogenic_non_co2":
        return "ch4" not in vector.gases or burns_fossil(source)
    if key == "biogenic_uptake":
        return "co2_biogenic" not in vector.gases or burned(source)
    return not land


def burned(source: Source) -> bool:
    """Whether the source is of a fuel: what biomass releases when it burns was taken up before, and is in no product."""
    return source.record is not None and (
        source.record.kind in ("fuel", "freight", "travel", "electricity", "heat")
    )


def burns_fossil(source: Source) -> bool:
    """Whether the source burns nothing but fossil fuel, so that undivided CH4 of it is fossil."""
    record = source.record
    return (
        burned(source)
        and record is not None
        and "biomass" not in record.item
        and "co2_biogenic" not in source.vector.gases
    )
