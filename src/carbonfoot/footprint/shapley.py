"""The exact split of a change among causes, whatever order they are taken in: Shapley values.

Shapley, L. S. (1953), A value for n-person games. For emissions: Albrecht, Francois & Schoors (2002), A Shapley
decomposition of carbon emissions without residuals, Energy Policy 30 (9), 727-736.

A logarithmic mean Divisia index would need one calculation only, but it has no value where a number is zero on one side
or changes its sign: lines that are added or removed, credits. Shapley values need a calculation for every set of causes and
nothing else: they leave no residual, do not depend on the order, change their sign when the two sides change places, and
give a cause that is alone the whole change.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial, fsum


def values(worth: Sequence[float], players: int) -> list[float]:
    """What each player adds; `worth[s]` is the worth of the set whose members are the bits of `s`.

    Together they are `worth[-1] - worth[0]`.
    """
    weights = [
        factorial(size) * factorial(players - size - 1) / factorial(players) for size in range(players)
    ]
    found = []
    for player in range(players):
        bit = 1 << player
        found.append(
            fsum(
                weights[without.bit_count()] * (worth[without | bit] - worth[without])
                for without in range(1 << players)
                if not without & bit
            )
        )
    return found
