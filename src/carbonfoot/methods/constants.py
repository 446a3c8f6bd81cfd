"""Constants of nature and of definition, with their sources; molar masses from standard atomic weights.

Atomic weights: IUPAC abridged standard atomic weights (2021), five digits, `atomic_weights.csv`.
"""

from __future__ import annotations

import os
import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

_HERE = os.path.dirname(os.path.realpath(__file__))
_TOKEN = re.compile(r"([A-Z][a-z]?|\(|\))(\d*)")
_LONGEST = 60


class Constant(NamedTuple):
    """A row of `constants.csv`; `value` as a number, worked out where the source writes a ratio (44/12)."""

    value: float
    unit: str
    source: str


@cache
def _constants() -> dict[str, Constant]:
    import csv

    with open(os.path.join(_HERE, "constants.csv"), encoding="utf-8", newline="") as file:
        return {
            row["name"]: Constant(float(Fraction(row["value"])), row["unit"], row["source"])
            for row in csv.DictReader(file)
        }


@cache
def _weights() -> dict[str, float]:
    import csv

    with open(os.path.join(_HERE, "atomic_weights.csv"), encoding="utf-8", newline="") as file:
        return {row["element"]: float(row["weight"]) for row in csv.DictReader(file)}


def constant(name: str) -> Constant:
    """The constant of a name. Raises `KeyError`."""
    return _constants()[name]


def known(name: str) -> bool:
    """Whether there is a constant of that name."""
    return name in _constants()


def atoms(formula: str) -> dict[str, int]:
    """How many atoms of each element a formula has: `CaMg(CO3)2`, `Na2CO3.10H2O`. Raises `ValueError`."""
    if not formula or len(formula) > _LONGEST:
        raise ValueError(f"`{formula[:_LONGEST]}` is not a chemical formula")
    found: dict[str, int] = {}
    for part in re.split(r"[.·]", formula):
        times = re.match(r"\d*", part)
        count = int(times.group() or 1) if times is not None else 1
        body = part[len(times.group()) if times is not None else 0 :]
        for element, number in _group(body, formula).items():
            found[element] = found.get(element, 0) + count * number
    return found


def _group(body: str, formula: str) -> dict[str, int]:
    stack: list[dict[str, int]] = [{}]
    at = 0
    while at < len(body):
        token = _TOKEN.match(body, at)
        if token is None:
            raise ValueError(f"`{formula}` is not a chemical formula")
        at = token.end()
        name, number = token.group(1), int(token.group(2) or 1)
        if name == "(":
            stack.append({})
            continue
        if name == ")":
            inner = stack.pop()
            if not stack or not inner:
                raise ValueError(f"`{formula}` is not a chemical formula")
        elif name in _weights():
            inner = {name: 1}
        else:
            raise ValueError(f"`{name}` in `{formula}` is no element of the table of atomic weights")
        for element, count in inner.items():
            stack[-1][element] = stack[-1].get(element, 0) + count * number
    if len(stack) != 1 or not stack[0]:
        raise ValueError(f"`{formula}` is not a chemical formula")
    return stack[0]


def molar_mass(formula: str) -> float:
    """g/mol of a formula. Raises `ValueError` for text that is none."""
    weights = _weights()
    return sum(weights[element] * count for element, count in sorted(atoms(formula).items()))
