"""Gases that are released as such: mass times GWP."""

from __future__ import annotations

from carbonfoot.system.characterise import UnknownGwp, from_gases, gwp
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path, Source

BIOMASS = "_biogenic"


def released(context: Context, gas: str, mass: float, path: Path) -> Source | None:
    """`mass` kg of a gas of the inventory (`co2_fossil`, `ch4_biogenic`, `n2o_biogenic`, `sf6`); None with CF315."""
    key = gas.removesuffix(BIOMASS) if gas == "n2o_biogenic" else gas
    try:
        effect = gwp(context.library, key, context.gwp_set)
    except UnknownGwp as error:
        context.report("CF315", str(error), path, "choose another `gwp:` set")
        return None
    vector = from_gases({key: 1.0}, {key: effect}, context.gwp_set, biomass=gas.endswith(BIOMASS))
    label = f"GWP100 {context.gwp_set} of {key.removesuffix('_fossil') if key.startswith('co2') else key}"
    return Source(mass, "kg", vector, label, None, ("whole",), "", False, 1.0)
