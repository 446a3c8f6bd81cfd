"""Stated correlations: which drivers move together, whether that is possible, and by how much their values do."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, exp, fsum, pi, sqrt
from typing import NamedTuple

from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.model import Distribution

Pairs = Iterable[tuple[str, str, float]]

ROUNDING = 1e-10
"""What a pivot may lack for a matrix on the border (two drivers that are one) to pass."""


class Group(NamedTuple):
    """Drivers that correlations join, directly or through others.

    keys    in order
    matrix  correlations of their normal scores; 0 where none is stated
    lower   its Cholesky factor, row by row up to the diagonal: scores are `lower` times independent ones
    """

    keys: list[str]
    matrix: list[list[float]]
    lower: list[list[float]]


def groups(pairs: Pairs) -> list[Group]:
    """The groups of correlated drivers. Raises `UncertaintyError` for correlations that cannot be.

    Order of the pairs and of the two in a pair has no meaning. Method: Gaussian copula; a matrix is possible exactly when it has
    a Cholesky factor (Golub and Van Loan, Matrix Computations, 4.2).
    """
    stated: dict[tuple[str, str], float] = {}
    head: dict[str, str] = {}
    for one, other, value in pairs:
        first, second = min(one, other), max(one, other)
        if first == second:
            _refuse(first, second, "a driver is correlated with itself", "name two")
        if not -1 <= value <= 1:
            _refuse(first, second, f"a correlation of {value:g} is not between -1 and 1", "correct it")
        if stated.setdefault((first, second), value) != value:
            said = f"two correlations are stated: {stated[first, second]:g} and {value:g}"
            _refuse(first, second, said, "keep one of them")
        roots = [_root(head, first), _root(head, second)]
        head[max(roots)] = min(roots)
    members: dict[str, list[str]] = {}
    for key in sorted(head):
        members.setdefault(_root(head, key), []).append(key)
    return [_group(keys, stated) for _, keys in sorted(members.items())]


def _root(head: dict[str, str], key: str) -> str:
    while head.setdefault(key, key) != key:
        key = head[key]
    return key


def _group(keys: list[str], stated: dict[tuple[str, str], float]) -> Group:
    matrix = [
        [1.0 if one == other else stated.get((min(one, other), max(one, other)), 0.0) for other in keys]
        for one in keys
    ]
    lower: list[list[float]] = []
    for place, row in enumerate(matrix):
        found: list[float] = []
        for column in range(place):
            rest = row[column] - fsum(a * b for a, b in zip(found, lower[column], strict=False))
            pivot = lower[column][column]
            if pivot == 0 and abs(rest) > sqrt(ROUNDING):
                _impossible(keys, row, place)
            found.append(rest / pivot if pivot else 0.0)
        left = 1 - fsum(a * a for a in found)
        if left < -ROUNDING:
            _impossible(keys, row, place)
        lower.append([*found, sqrt(left) if left > ROUNDING else 0.0])
    return Group(keys, matrix, lower)


def _impossible(keys: list[str], row: list[float], place: int) -> None:
    """The pair of the first driver that cannot be, and the strongest of its correlations so far."""
    other = max(range(place), key=lambda column: (abs(row[column]), -column))
    said = f"a correlation of {row[other]:g} cannot be, with the others that are stated for the two"
    help = "what moves with two things makes them move together: state all of them from one set of data"
    _refuse(keys[other], keys[place], said, help)


def _refuse(one: str, other: str, said: str, help: str) -> None:
    raise UncertaintyError("correlation", (one, other), said, help)


def of_values(one: Distribution, other: Distribution, scores: float) -> float:
    """The correlation of two numbers whose normal scores have the correlation `scores`.

    Exact for two lognormals, a lognormal and a normal, two normals and two uniforms; for other pairs that of the scores stands
    for it (less than 0.03 off for bounded distributions).
    """
    kinds = (one.kind, other.kind)
    if kinds == ("lognormal", "lognormal"):
        first, second = one.numbers[0], other.numbers[0]
        spread = sqrt((exp(first**2) - 1) * (exp(second**2) - 1))
        return (exp(scores * first * second) - 1) / spread
    if sorted(kinds) == ["lognormal", "normal"]:
        sigma = one.numbers[0] if one.kind == "lognormal" else other.numbers[0]
        return scores * sigma / sqrt(exp(sigma**2) - 1)
    if kinds == ("uniform", "uniform"):
        return 6 / pi * asin(scores / 2)
    return scores
