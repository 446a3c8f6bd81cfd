"""The values of all drivers of a model for a block of draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carbonfoot.uncertainty.correlation import Group, Pairs, groups
from carbonfoot.uncertainty.keyed import Streams
from carbonfoot.uncertainty.model import Driver
from carbonfoot.uncertainty.scores import to_scores
from carbonfoot.uncertainty.values import bounded, from_scores, samples_of

if TYPE_CHECKING:
    from carbonfoot.uncertainty.keyed import Floats

ROWS = 16
"""Drivers whose scores are worked out in one go: what a processor holds near it."""

_SHAPES = ("normal", "lognormal")


class Sampler:
    """Drivers with their streams, the correlated ones in their groups.

    A correlation may name keys that no driver has (the other side of a comparison): they are drawn along.
    """

    def __init__(self, drivers: Sequence[Driver], correlations: Pairs, seed: int) -> None:
        self._drivers = drivers
        self._streams = Streams(seed)
        self._groups: list[Group] = groups(correlations)
        joined = {key for group in self._groups for key in group.keys}
        self._number = {one.key: number for number, one in enumerate(drivers)}
        alone = [number for number, one in enumerate(drivers) if one.key not in joined]
        self._by_shape = {
            shape: [number for number in alone if drivers[number].distribution.kind == shape]
            for shape in _SHAPES
        }
        self._others = [number for number in alone if drivers[number].distribution.kind not in _SHAPES]

    def values(self, start: int, width: int) -> list[Floats]:
        """For each driver its values in draws `start` (a multiple of 4) to `start + width`, relative to the stated number."""
        import numpy as np

        found: list[Floats] = [_NOTHING] * len(self._drivers)
        for shape, numbers in self._by_shape.items():
            rows = np.empty((len(numbers), width))
            spread = np.array([[self._drivers[number].distribution.numbers[0]] for number in numbers])
            for first in range(0, len(numbers), ROWS):
                some = rows[first : first + ROWS]
                for row, number in zip(some, numbers[first : first + ROWS], strict=True):
                    self._streams.centred(self._drivers[number].key, start, row)
                to_scores(some)
                some *= spread[first : first + ROWS]
                if shape == "lognormal":
                    np.exp(some, out=some)
                else:
                    some += 1.0
                    np.maximum(some, 0.0, out=some)
            for number, row in zip(numbers, rows, strict=True):
                found[number] = row
        for number in self._others:
            one = self._drivers[number]
            if one.distribution.kind == "samples":
                found[number] = samples_of(one.distribution, start, width)
                continue
            centred = np.empty(width)
            self._streams.centred(one.key, start, centred)
            found[number] = bounded(one.distribution, centred)
        for group in self._groups:
            for number, scores in self._joined(group, start, width):
                found[number] = from_scores(self._drivers[number].distribution, scores)
        return found

    def _joined(self, group: Group, start: int, width: int) -> list[tuple[int, Floats]]:
        import numpy as np

        alone = np.empty((len(group.keys), width))
        for row, key in zip(alone, group.keys, strict=True):
            self._streams.centred(key, start, row)
        to_scores(alone)
        found = []
        for key, factors in zip(group.keys, group.lower, strict=True):
            if key not in self._number:
                continue
            scores = factors[0] * alone[0]
            for factor, row in zip(factors[1:], alone[1:], strict=False):
                scores += factor * row
            found.append((self._number[key], scores))
        return found


_NOTHING: Floats = None  # type: ignore[assignment]
