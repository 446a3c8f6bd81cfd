"""The minimal form, read in bulk: ids, pairs of id and amount, kg CO2e. What is off in any way is left to `examine`."""

from __future__ import annotations

from itertools import chain, islice
from math import isfinite
from typing import Any

from carbonfoot.documents.json_found import composed
from carbonfoot.technosphere.model import System

KEYS = frozenset(("id", "inputs", "emissions_kg_co2e"))
_NUMBERS = {float, int}


def plain(activities: list[Any], ascii_only: bool) -> System | None:
    """The system without its demands; None when an activity is not in the minimal form or anything in it is wrong."""
    try:
        return _read(activities, ascii_only)
    except (AttributeError, KeyError, OverflowError, TypeError):
        return None


def _read(activities: list[Any], ascii_only: bool) -> System | None:
    if any(len(keys) != len(KEYS) or not KEYS.issuperset(keys) for keys in {*map(tuple, activities)}):
        return None
    ids = [one["id"] for one in activities]
    inputs = [one["inputs"] for one in activities]
    emissions = _numbers([one["emissions_kg_co2e"] for one in activities])
    if {*map(type, ids)} != {str} or {*map(type, inputs)} != {list} or emissions is None:
        return None
    if not ascii_only:
        ids = [composed(one) for one in ids]
    index = dict(zip(ids, range(len(ids)), strict=True))
    if len(index) < len(ids) or not all(map(str.strip, ids)):
        return None
    pairs = list(chain.from_iterable(inputs))
    if {*map(type, pairs)} - {list} or {*map(len, pairs)} - {2}:
        return None
    names = [one[0] for one in pairs]
    targets: Any = list(map(index.get, names if ascii_only else map(composed, names)))
    amounts = _numbers([one[1] for one in pairs])
    if amounts is None or None in targets:
        return None
    counts = list(map(len, inputs))
    links, numbers = iter(targets), iter(amounts)
    system = System(
        ids,
        [list(islice(links, count)) for count in counts],
        [list(islice(numbers, count)) for count in counts],
    )
    system.emissions = emissions
    return system


def _numbers(given: list[Any]) -> list[float] | None:
    """As floats; None when one is no number, not finite or negative."""
    kinds = {*map(type, given)}
    if kinds - _NUMBERS:
        return None
    numbers = list(map(float, given)) if int in kinds else given
    return numbers if all(map(isfinite, numbers)) and (not numbers or min(numbers) >= 0) else None
