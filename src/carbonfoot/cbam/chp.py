"""Heat and electricity of one unit: what each of them carries.

Source: Implementing Regulation (EU) 2025/2547, Annex III, A.2.2, Eq. 46 to 52, and C.
"""

from __future__ import annotations

from carbonfoot.cbam.heat_flows import ARTICLE, made
from carbonfoot.cbam.model import HeatResult
from carbonfoot.cbam.shapes.energy import HeatSource
from carbonfoot.cbam.standard import Row, Rules
from carbonfoot.cbam.trace import Trace

_TJ_PER_MWH = 0.0036
_EXHAUST = 250.0
"""degC from which Annex III, C, table 2 has a column for direct use of exhaust gases (its footnote 2)."""
_RETURNED = 0.05
"""Points added to steam where the condensate is not counted (its footnote 1)."""
_FORMS = {"hot-water": "hot-water", "steam": "steam", "exhaust-gas": "direct-use"}


class Power:
    """What a CHP unit makes of electricity: t CO2/MWh and MWh."""

    def __init__(self) -> None:
        self.factors: dict[str, tuple[float, float]] = {}


def cogenerated(
    trace: Trace,
    rules: Rules,
    used: HeatSource,
    heat: float | None,
    emitted: float,
    energy: float,
    power: Power,
) -> HeatResult | None:
    """Heat and electricity of a CHP unit from t CO2 and TJ of its fuels (Eq. 46 to 52); None with findings."""
    warm = _efficiency(trace, rules, energy, heat, used.efficiency, "heat")
    power_tj = None if used.electricity is None else used.electricity * _TJ_PER_MWH
    electric = _efficiency(trace, rules, energy, power_tj, used.electrical_efficiency, "electricity")
    heat = warm * energy if heat is None else heat
    power_tj = electric * energy if power_tj is None else power_tj
    if warm + electric > 1:
        trace.refuse(
            "CF208",
            f"heat and electricity are {100 * (warm + electric):.4g} % of the fuel",
            (),
            "check heat, electricity and the fuels",
            ARTICLE,
        )
        return None
    ours = _reference(trace, rules, used, "heat"), _reference(trace, rules, used, "electricity")
    if ours[0] is None or ours[1] is None:
        return None
    parts = warm / ours[0].value, electric / ours[1].value
    share = parts[0] / (parts[0] + parts[1])
    trace.note("share of heat", f"{100 * share:.6g} %", "Eq. 49")
    if not heat or not power_tj:
        trace.refuse(
            "CF208",
            f"`{used.name}` gave no heat or no electricity",
            (),
            "a unit that gives one of them is a boiler, or own electricity",
        )
        return None
    power.factors[used.name] = (emitted * (1 - share) / (power_tj / _TJ_PER_MWH), power_tj / _TJ_PER_MWH)
    return made(
        trace,
        used,
        heat,
        emitted * share / heat,
        emitted,
        "EFheat = EmCHP x Fheat / Qnet (Annex III, Eq. 46 to 51)",
    )


def _efficiency(
    trace: Trace, rules: Rules, energy: float, power_tj: float | None, stated: float | None, output: str
) -> float:
    if power_tj is not None:
        trace.note(f"efficiency, {output}", f"{100 * power_tj / energy:.6g} %", "Eq. 47, 48")
        return power_tj / energy
    if stated is not None:
        trace.note(f"efficiency, {output}", f"{100 * stated:g} %", "given")
        return stated
    return trace.number(f"efficiency, {output}", rules.chp_fallback(output))


def _reference(trace: Trace, rules: Rules, used: HeatSource, output: str) -> Row | None:
    missing = [key for key in ("category", "built", "form") if getattr(used, key) is None]
    if missing:
        help = "`category: G10` (S1 to O14), `built: 2018`, `form: hot-water`, `steam` or `exhaust-gas`"
        trace.refuse(
            "CF102", f"`{missing[0]}` is missing: the reference efficiencies depend on it", (), help, ARTICLE
        )
        return None
    built = str(used.built).strip()
    if not built.isdecimal():
        trace.refuse(
            "CF107", f"`{built}` is not a year", ("built",), "write the year of construction, such as `2018`"
        )
        return None
    if (
        output == "heat"
        and used.form == "exhaust-gas"
        and (used.temperature is None or used.temperature < _EXHAUST)
    ):
        said = (
            "its temperature is not stated"
            if used.temperature is None
            else f"{used.temperature:g} degC is below 250 degC"
        )
        help = "add `temperature:` of the gas; below 250 degC write `form: hot-water` or `steam`"
        trace.refuse("CF805", f"direct use of exhaust gas counts from 250 degC: {said}", (), help, ARTICLE)
        return None
    found = rules.reference(
        output, used.category or "", _FORMS[used.form or ""] if output == "heat" else "", int(built)
    )
    if found is None:
        help = "the categories are S1 to S6, L7 to L9, G10 to G13 and O14"
        trace.refuse(
            "CF704",
            f"the act has no reference efficiency of {output} for this unit",
            ("category",),
            help,
        )
        return None
    if output == "heat" and used.form == "steam" and used.condensate_returned is False:
        found = found._replace(
            value=found.value + _RETURNED, origin=f"{found.origin}, + 5 points (footnote 1)"
        )
    trace.number(f"reference efficiency, {output}", found)
    return found
