"""PFC of primary aluminium (Implementing Regulation (EU) 2025/2547, Annex II, B.7, Eq. 20 to 26)."""

from __future__ import annotations

from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.cbam.standard import Rules
from carbonfoot.cbam.trace import Trace

CELLS = {
    "pfpb-l": "Legacy Point Feed Pre Bake (PFPB L)",
    "pfpb-m": "Modern Point Feed Pre Bake (PFPB M)",
    "cwpb": "Centre Worked Prebake (CWPB)",
    "swpb": "Side Worked Prebake (SWPB)",
    "vss": "Vertical Stud Soederberg (VSS)",
    "hss": "Horizontal Stud Soederberg (HSS)",
}
"""Names of the act for kinds of cell; `pfpb-mw` has no factor there."""


def pfc(trace: Trace, rules: Rules, used: SourceStream, aluminium: float) -> tuple[float, str] | None:
    """t CO2e of t of aluminium, and the equation; None with a finding."""
    slope = used.anode_effects is not None or used.anode_effect_duration is not None
    voltage = used.overvoltage is not None or used.current_efficiency is not None
    if slope == voltage:
        help = "state `anode_effects` and `anode_effect_duration`, or `overvoltage` and `current_efficiency`"
        trace.refuse(
            "CF106" if slope else "CF102", "one of the two methods is needed, slope or overvoltage", (), help
        )
        return None
    trace.note("aluminium", f"{aluminium:g} t", "given")
    cf4 = _slope(trace, rules, used, aluminium) if slope else _overvoltage(trace, rules, used, aluminium)
    share = _factor(
        trace,
        rules,
        used,
        "c2f6_share",
        "slope-weight-fraction-c2f6" if slope else "overvoltage-weight-fraction-c2f6",
    )
    if cf4 is None or share is None:
        return None
    emitted = cf4 * trace.number("GWP of CF4", rules.gwp("CF4")) + cf4 * share * trace.number(
        "GWP of C2F6", rules.gwp("C2F6")
    )
    if used.collection_efficiency is not None:
        trace.note("collection efficiency", f"{100 * used.collection_efficiency:g} %", "given")
        emitted /= used.collection_efficiency
    return (
        emitted,
        f"PFC = (CF4 x GWP + C2F6 x GWP) / collection (Annex II, Eq. 20 to 26, {'slope' if slope else 'overvoltage'})",
    )


def _slope(trace: Trace, rules: Rules, used: SourceStream, aluminium: float) -> float | None:
    if used.anode_effects is None or used.anode_effect_duration is None:
        key = "anode_effects" if used.anode_effects is None else "anode_effect_duration"
        trace.refuse("CF102", f"`{key}` is missing", (), f"add `{key}:`")
        return None
    factor = _factor(trace, rules, used, "slope_factor", "slope-emission-factor-cf4")
    if factor is None:
        return None
    trace.note("anode effects", f"{used.anode_effects:g} per cell and day", "given")
    trace.note("duration", f"{used.anode_effect_duration:g} min", "given")
    return used.anode_effects * used.anode_effect_duration * factor / 1000 * aluminium


def _overvoltage(trace: Trace, rules: Rules, used: SourceStream, aluminium: float) -> float | None:
    if used.overvoltage is None or used.current_efficiency is None:
        key = "overvoltage" if used.overvoltage is None else "current_efficiency"
        trace.refuse("CF102", f"`{key}` is missing", (), f"add `{key}:`")
        return None
    factor = _factor(trace, rules, used, "overvoltage_factor", "overvoltage-coefficient-cf4")
    if factor is None:
        return None
    trace.note("overvoltage", f"{used.overvoltage:g} mV", "given")
    trace.note("current efficiency", f"{100 * used.current_efficiency:g} %", "given")
    return factor * used.overvoltage / (100 * used.current_efficiency) * aluminium / 1000


def _factor(trace: Trace, rules: Rules, used: SourceStream, key: str, quantity: str) -> float | None:
    stated: float | None = getattr(used, key)
    if stated is not None:
        trace.note(key.replace("_", " "), f"{stated:g}", "given")
        return stated
    try:
        return trace.number(
            key.replace("_", " "), rules.factor("pfc", CELLS[used.technology or ""], quantity)
        )
    except KeyError:
        said = f"the act has none for `{used.technology}`" if used.technology else "no `technology` is stated"
        trace.refuse(
            "CF102",
            f"`{key}` is missing: {said}",
            (),
            f"measure it and add `{key}:`, or name the kind of cell (`cwpb` where `pfpb-mw` cannot be measured)",
        )
        return None
