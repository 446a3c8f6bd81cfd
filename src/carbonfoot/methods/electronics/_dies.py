"""Dies of a wafer: how many fit, how many are good."""

from __future__ import annotations

import math

from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities import traced

MODELS = ("poisson", "murphy", "seeds", "negative-binomial")


def gross(work: Work, wafer: float, edge: float, die: float) -> float:
    """Whole dies on a wafer, pi d2/4A - pi d/sqrt(2A), of its usable diameter (mm) and the die (mm2); not rounded.

    De Vries, Investigation of gross die per wafer formulas, IEEE Trans. Semicond. Manuf. 18 (2005) 136.
    Raises `Refused` (CF702) where no die fits.
    """
    usable = wafer - 2 * edge
    fits = (
        math.pi * usable * usable / (4 * die) - math.pi * usable / traced.root(2 * die) if usable > 0 else 0.0
    )
    if fits < 1:
        message = f"no die of {die:g} mm2 fits on {usable:g} mm of usable diameter"
        raise work.refuse(
            "CF702", message, ("die",), "look again at the area of the die, or state `gross_dies:`"
        )
    work.found("gross dies", fits, "", "pi d2/4A - pi d/sqrt(2A)")
    return fits


def good(work: Work, model: str, die: float, density: float, clustering: float | None, at: Path) -> float:
    """Share of good dies for defects per cm2 and a die in mm2, by a model. Raises `Refused` (CF102, CF106)."""
    if (clustering is not None) != (model == "negative-binomial"):
        if clustering is None:
            message = "the negative binomial model needs the clustering of defects"
            raise work.refuse("CF102", message, at, "add `clustering: 3`")
        message = f"`clustering` has no effect in the model `{model}`"
        raise work.refuse("CF106", message, ("clustering",), "leave it out")
    faults = die / 100 * density
    found = 1.0
    if faults > 0:
        none = traced.raised(math.e, -faults)
        if model == "poisson":
            found = none
        elif model == "murphy":
            part = (1 - none) / faults
            found = part * part
        elif model == "seeds":
            found = 1 / (1 + faults)
        elif clustering is not None:
            found = 1 / traced.raised(1 + faults / clustering, clustering)
    work.found("yield", found, "", model)
    return found
