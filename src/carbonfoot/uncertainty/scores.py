"""Uniform numbers to normal scores, and back.

Wichura, Algorithm AS 241: the percentage points of the normal distribution, Applied Statistics 37 (1988), PPND16: about 16
digits. Plain arithmetic, one square root and one logarithm: no table, no rejection, so that one number always makes one score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbonfoot.uncertainty.keyed import Floats

_NEAR = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
_FAR = (
    (
        7.74545014278341407640e-4,
        0.0227238449892691845833,
        0.241780725177450611770,
        1.27045825245236838258,
        3.64784832476320460504,
        5.76949722146069140550,
        4.63033784615654529590,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        0.0151986665636164571966,
        0.148103976427480074590,
        0.689767334985100004550,
        1.67638483018380384940,
        2.05319162663775882187,
        1.0,
    ),
)
_FARTHEST = 5.0


def to_scores(centred: Floats) -> None:
    """Numbers in (-0.5, 0.5), in place, to the scores that so many standard normal numbers stay below."""
    import numpy as np

    flat = centred.reshape(-1)
    near = 0.180625 - flat * flat
    places = np.flatnonzero(near < 0)
    far = flat[places]
    above = _polynomial(_NEAR[0], near)
    flat *= above
    flat /= _polynomial(_NEAR[1], near, above)
    root = np.sqrt(-np.log(0.5 - np.abs(far)))
    beyond = np.flatnonzero(root > _FARTHEST)
    root -= 1.6
    score = _polynomial(_FAR[0], root)
    score /= _polynomial(_FAR[1], root)
    score = np.copysign(score, far)
    if beyond.size:  # one in 36 billion on each side
        from statistics import NormalDist

        for place in beyond.tolist():
            tail = NormalDist().inv_cdf(0.5 - abs(float(far[place])))
            score[place] = -tail if far[place] > 0 else tail
    flat[places] = score


def to_shares(scores: Floats) -> Floats:
    """The share of a standard normal below each score."""
    from math import erfc, sqrt

    import numpy as np

    half = -1 / sqrt(2)
    shares = [erfc(score * half) / 2 for score in scores.reshape(-1).tolist()]
    return np.array(shares).reshape(scores.shape)


def _polynomial(coefficients: tuple[float, ...], at: Floats, out: Floats | None = None) -> Floats:
    import numpy as np

    found = np.multiply(at, coefficients[0], out=out)
    found += coefficients[1]
    for one in coefficients[2:]:
        found *= at
        found += one
    return found
