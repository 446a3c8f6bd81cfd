"""The same product under another choice that a reader may want to see: another GWP set, electricity by the place of its grid."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.footprint.again import moved
from carbonfoot.footprint.result import Footprint, Recipe

PURCHASED = "energy/electricity"
_CONTRACTS = ("contracts", "residual_mix")
_OF_CONTRACTS = (*_CONTRACTS, "residual_source", "no_residual", "losses", "upstream", "upstream_source")
"""What has no effect where the grid of the place counts."""


class Otherwise(NamedTuple):
    """kg CO2e per declared unit, or what is known of it; None where it cannot be calculated so."""

    co2e: float | None


def in_gwp_set(recipe: Recipe, result: Footprint, gwp_set: str) -> Otherwise:
    """The result in another GWP set. What is published as CO2e without its gases stays as it is."""
    return _again(recipe._replace(gwp_set=gwp_set), result)


def by_place(recipe: Recipe, result: Footprint) -> Otherwise:
    """The result with the factors of the grid of the place in place of contracts and residual mixes."""

    def amended(file: str, data: Any) -> Any:
        return _located(data if recipe.amend is None else recipe.amend(file, data))

    return _again(recipe._replace(amend=amended), result)


def _again(recipe: Recipe, result: Footprint) -> Otherwise:
    before = moved(recipe._replace(amend=None, gwp_set=result.gwp_set), result.boundary, {})
    found = moved(recipe, result.boundary, {})
    if found is None or before is None or found.missing != before.missing:
        return Otherwise(None)
    return Otherwise(found.co2e if found.refused <= before.refused else None)


def _located(data: Any) -> Any:
    """The data of a document with every purchase of electricity counted by place."""
    if isinstance(data, list):
        return [_located(one) for one in data]
    if not isinstance(data, dict):
        return data
    found = {key: _located(value) for key, value in data.items()}
    if found.get("method") == PURCHASED and any(key in found for key in _CONTRACTS):
        return {key: value for key, value in found.items() if key not in _OF_CONTRACTS} | {
            "basis": "location"
        }
    return found
