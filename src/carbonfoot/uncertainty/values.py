"""Normal scores of a driver to its values, for a block of draws."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from carbonfoot.uncertainty.model import Distribution
from carbonfoot.uncertainty.scores import to_shares

if TYPE_CHECKING:
    from carbonfoot.uncertainty.keyed import Floats


def samples_of(one: Distribution, start: int, width: int) -> Floats:
    """Samples by the number of the draw: draw k takes sample k mod n.

    So lists of one length that were drawn together (a row a run of a supplier's own model) stay together.
    """
    import numpy as np

    return np.resize(np.roll(np.array(one.numbers), -(start % len(one.numbers))), width)


def bounded(one: Distribution, centred: Floats) -> Floats:
    """Values of a uniform or triangular from uniform numbers in (-0.5, 0.5): its quantiles."""
    import numpy as np

    low, high = one.numbers[0], one.numbers[-1]
    if one.kind == "uniform":
        return (low + high) / 2 + (high - low) * centred
    mode = one.numbers[1]
    share = centred + 0.5
    left = low + np.sqrt(share) * sqrt((high - low) * (mode - low))
    right = high - np.sqrt(0.5 - centred) * sqrt((high - low) * (high - mode))
    return np.where(share * (high - low) < mode - low, left, right)


def from_scores(one: Distribution, scores: Floats) -> Floats:
    """Values of any kind but samples, from normal scores; those of a lognormal and normal are computed in place."""
    import numpy as np

    if one.kind == "lognormal":
        scores *= one.numbers[0]
        return np.exp(scores, out=scores)
    if one.kind == "normal":
        scores *= one.numbers[0]
        scores += 1.0
        return np.maximum(scores, 0.0, out=scores)
    return bounded(one, to_shares(scores) - 0.5)
