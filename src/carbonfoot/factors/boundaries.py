"""What a factor covers: the boundary words of the record layout, and the parts each one stands for.

Energy and freight are sums of parts; every part is covered exactly once or listed as not assessed (DESIGN 4).
`upstream_losses` (making the fuel for the power lost in the grid) is added where a source splits it off.
"""

from __future__ import annotations

from collections.abc import Iterable

from carbonfoot.factors.records import Record

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

ON_REQUEST = ("release", "collection", "process_direct", "spend_purchaser", "spend_producer")
"""Boundaries that fit only where the place asks for them: a gas that gets out; waste that leaves by the cut-off rule;
what a process itself releases, for methods that draw it; money, for the method that marks it as an estimate."""

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

LEFT_OUT = {
    "co2-only": "other_gases",
    "gases-left-out": "other_gases",
    "inputs-left-out": "some_inputs",
}
"""Flags of records that say what the number leaves out, and the part that is not assessed then."""

AVIATION = "aviation_effects"
"""What aircraft do beyond their gases, at height; covered only by the route `with-radiative-forcing`."""

PART_WORDS = {
    "other_gases": "gases other than those the factor counts",
    "some_inputs": "inputs that the factor leaves out",
    AVIATION: "effects of aircraft beyond their gases",
    "inbound_transport": "transport to the plant",
    "rejects": "treatment of the rejects",
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


PART_HELP = {
    "inbound_transport": "add `transport:` to the line, or `transport: []` when there is none",
    "rejects": "a yield says that parts are lost, not what becomes of them; reject scrap that is recycled carries no burden",
}
"""What a user can do about a part; without a line here no factor of the library covers it for the place."""


def left_out(records: Iterable[Record]) -> list[str]:
    """Parts that the records themselves say they leave out."""
    found = []
    for record in records:
        found += [part for flag, part in LEFT_OUT.items() if flag in record.flags.split(";")]
        if record.item.startswith(("freight/air", "travel/air")) and record.route != "with-radiative-forcing":
            found.append(AVIATION)
    return list(dict.fromkeys(found))


def needed(kind: str) -> tuple[str, ...]:
    """The parts a use of this kind should cover."""
    return NEEDED.get(kind, ("whole",))
