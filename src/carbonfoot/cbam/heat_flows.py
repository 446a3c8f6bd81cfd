"""Heat into or out of a process, and heat of which only the fuel is known.

Source: Implementing Regulation (EU) 2025/2547, Annex III, A.2.2.
"""

from __future__ import annotations

from carbonfoot.cbam.model import HeatResult, Path
from carbonfoot.cbam.names import unknown
from carbonfoot.cbam.shapes.energy import HeatSource
from carbonfoot.cbam.shapes.processes import HeatFlow
from carbonfoot.cbam.standard import Rules
from carbonfoot.cbam.substances import suggestion
from carbonfoot.cbam.trace import Trace

ARTICLE = ("Implementing Regulation (EU) 2025/2547, Annex II, C.1.2, and Annex III, A.2.2",)
"""Where the act speaks of heat."""


def made(
    trace: Trace, used: HeatSource, heat: float | None, factor: float, emitted: float, formula: str
) -> HeatResult:
    """An entry of `heat`, computed."""
    return HeatResult(used.name, trace.path, used.kind, heat, factor, emitted, formula, tuple(trace.values))


def standard_heat(trace: Trace, rules: Rules, fuel: str, at: Path) -> float | None:
    """t CO2/TJ of heat from a boiler of 90 % that burns a fuel of the act; None with a finding."""
    found = rules.substance(fuel, material=False)
    factor = None if found is None else found.get("emission-factor")
    if factor is None:
        notes = ("the names are those of Implementing Regulation (EU) 2025/2547, Annex II, point G",)
        trace.refuse("CF704", f"the act has no fuel `{fuel}`", at, suggestion(rules, fuel, "fuel"), notes)
        return None
    return trace.number("emission factor", factor) / trace.number("efficiency", rules.boiler())


def factor_of(
    trace: Trace, rules: Rules, flow: HeatFlow, at: Path, sources: dict[str, HeatResult], *, out: bool
) -> float | None:
    """t CO2/TJ of heat into or out of a process; None with a finding."""
    if flow.recovered_from in {"electricity", "nitric-acid"} and out:
        which = {"electricity": "electricity-driven processes", "nitric-acid": "nitric acid production"}
        message = f"heat recovered from {which[flow.recovered_from]} is not taken off"
        help = "nothing is needed; correct `recovered_from` where the heat is of something else"
        trace.remark("CF819", message, (*at, "recovered_from"), help, ARTICLE)
        return 0.0
    stated = [key for key in ("source", "emission_factor", "fuel") if getattr(flow, key) is not None]
    if len(stated) != 1:
        help = "write `from:` with an entry of `heat`, or `emission_factor:`, or the `fuel:` most used (boiler of 90 %)"
        code = "CF106" if stated else "CF805"
        trace.refuse(code, "heat needs one way to its emission factor", at, help, ARTICLE)
        return None
    if flow.emission_factor is not None:
        return flow.emission_factor
    if flow.fuel is not None:
        return standard_heat(trace, rules, flow.fuel, (*at, "fuel"))
    name = flow.source or ""
    if name not in sources:
        unknown(trace.read, name, (*trace.path, *at, "from"), sources, "an entry of `heat`")
        trace.stop()
        return None
    return sources[name].factor
