"""What a factor covers: the boundary words of the record layout, and the parts each one stands for.

Energy and freight are sums of parts; every part is covered exactly once or listed as not assessed (DESIGN 4).
`upstream_losses` (making the fuel for the power lost in the grid) is added where a source splits it off.
"""

from __future__ import annotations

_FUEL = {
    "combustion": ("direct",),
    "well_to_tank": ("upstream",),
    "well_to_wheel": ("direct", "upstream"),
}

_GRID = {
    "generation": ("direct",),
    "transmission": ("losses",),
    "consumption_end": ("direct", "losses"),
    "well_to_tank": ("upstream",),
    "well_to_tank_transmission": ("upstream_losses",),
    "generation_life_cycle": ("direct", "upstream"),
    "life_cycle": ("direct", "losses", "upstream", "upstream_losses"),
    "combined_margin": (),
}

_WHOLE = {"cradle_to_gate": ("whole",), "treatment": ("whole",)}

ON_REQUEST = ("release", "collection")
"""Boundaries that fit only where the place asks for them: a gas that gets out; waste that leaves by the cut-off rule."""

PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "fuel": _FUEL,
    "freight": _FUEL,
    "travel": _FUEL,
    "electricity": _GRID,
    "heat": _GRID,
}

NEEDED: dict[str, tuple[str, ...]] = {
    "fuel": ("direct", "upstream"),
    "freight": ("direct", "upstream"),
    "travel": ("direct", "upstream"),
    "electricity": ("direct", "losses", "upstream"),
    "heat": ("direct", "losses", "upstream"),
}

PART_WORDS = {
    "direct": "emissions of the use itself",
    "losses": "losses of the grid",
    "upstream": "making and bringing the fuel",
    "upstream_losses": "making the fuel for grid losses",
}


def parts(kind: str, boundary: str, accept: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The parts a record covers; empty for a boundary that does not fit. `accept` names those that fit on request."""
    if boundary in ON_REQUEST:
        return ("whole",) if boundary in accept else ()
    return PARTS.get(kind, _WHOLE).get(boundary, ())


def needed(kind: str) -> tuple[str, ...]:
    """The parts a use of this kind should cover."""
    return NEEDED.get(kind, ("whole",))
