"""Measurable heat: what a TJ of it carries (Implementing Regulation (EU) 2025/2547, Annex III, A.2.2; Annex II, C)."""

from __future__ import annotations

from carbonfoot.cbam.chp import Power, cogenerated
from carbonfoot.cbam.heat_flows import ARTICLE, made, standard_heat
from carbonfoot.cbam.model import HeatResult, Path, StreamResult
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.energy import HeatSource
from carbonfoot.cbam.standard import Rules
from carbonfoot.cbam.trace import Trace

_WATER = 4.1868
"""kJ/(kg K) of liquid water, the International Table calorie: enough below 150 degC, above it enthalpies are stated."""
_LIQUID = 150.0
_CONDENSING = 1.1
"""Heat per net calorific value that no boiler passes, condensing ones of wet fuel included."""
_CHP = (
    "electricity",
    "electrical_efficiency",
    "category",
    "form",
    "temperature",
    "built",
    "condensate_returned",
)
_BOUGHT = ("emission_factor", "verified", "fuel", "supplier")
_OWN = ("efficiency", "flue_gas_cleaning")


def heat_source(
    read: Read,
    rules: Rules,
    used: HeatSource,
    path: Path,
    fuels: list[tuple[StreamResult, float, bool]],
    power: Power,
) -> HeatResult | None:
    """One entry of `heat`. `fuels`: its source streams with its share of each, and whether it is a waste gas."""
    trace = Trace(read, path)
    allowed = {"boiler": _OWN, "chp": (*_CHP, *_OWN), "bought": _BOUGHT, "exothermic": ()}[used.kind]
    for key in (*_CHP, *_BOUGHT, *_OWN):
        if getattr(used, key) is not None and key not in allowed:
            trace.refuse("CF106", f"`{key}` has no meaning for `kind: {used.kind}`", (key,), "leave it out")
    heat = _net(trace, used)
    if trace.refused():
        return None
    if used.kind == "exothermic":
        return made(trace, used, heat, 0.0, 0.0, "heat of a reaction counts 0 (Annex III, A.2.2)")
    if used.kind == "bought":
        return _bought(trace, rules, used, heat)
    emitted, energy = _fuel(trace, rules, used, fuels)
    if trace.refused():
        return None
    if used.kind == "chp":
        return cogenerated(trace, rules, used, heat, emitted, energy, power)
    if used.efficiency is not None and heat is not None:
        help = "leave `efficiency` out: it follows from the heat and the fuel"
        trace.refuse("CF106", "`efficiency` has no effect: the heat is stated", ("efficiency",), help)
        return None
    if heat is None and used.efficiency is None:
        help = (
            "add `heat:` as metered (net of what comes back), or `efficiency:` (70 % where it is not known)"
        )
        trace.refuse(
            "CF805", f"`{used.name}` has neither the heat it gave nor an efficiency", (), help, ARTICLE
        )
        return None
    if heat is None and used.efficiency is not None:
        trace.note("efficiency", f"{100 * used.efficiency:g} %", "given")
        heat = energy * used.efficiency
    if not heat:
        trace.refuse(
            "CF208", f"`{used.name}` gave no heat", ("heat",), "write the net heat of the period", ARTICLE
        )
        return None
    if energy and heat > energy * _CONDENSING:
        message = f"`{used.name}` gave {heat:g} TJ of heat, which is {100 * heat / energy:.4g} % of its fuel"
        trace.refuse(
            "CF208", message, ("name",), "check the heat and the source streams that it burns", ARTICLE
        )
        return None
    return made(
        trace, used, heat, emitted / heat, emitted, "EFheat = EFmix / efficiency (Annex III, Eq. 44, 45)"
    )


def _net(trace: Trace, used: HeatSource) -> float | None:
    """TJ of net measurable heat, losses taken off; None where not stated."""
    heat = used.heat
    if used.flow is not None:
        if heat is not None:
            trace.refuse("CF106", "`heat` and `flow` say the same twice", ("flow",), "leave one of them out")
            return None
        heat = _flowed(trace, used)
    if heat is None:
        return None
    trace.note("net heat", f"{heat:g} TJ", "given" if used.flow is None else "flow")
    if used.losses is None:
        return float(heat)
    if used.losses >= heat:
        trace.refuse(
            "CF208",
            "the losses are not smaller than the heat",
            ("losses",),
            "write what is lost of it in TJ",
            ARTICLE,
        )
    trace.note("losses", f"{used.losses:g} TJ", "given")
    return float(heat - used.losses)


def _flowed(trace: Trace, used: HeatSource) -> float | None:
    flow = used.flow
    if flow is None:
        return None
    ends = []
    for key, warm, rich in (
        ("temperature", flow.temperature, flow.enthalpy),
        ("return_temperature", flow.return_temperature, flow.return_enthalpy),
    ):
        other = key.replace("temperature", "enthalpy")
        if warm is None and rich is None:
            help = f"add `{key}:` of the water, or `{other}:` of steam"
            if key.startswith("return"):
                help += (
                    "; `return_temperature: 90 degC` where the condensate does not come back or is not known"
                )
            trace.refuse("CF805", f"heat that flows needs its `{key}` or `{other}`", ("flow",), help, ARTICLE)
            return None
        if warm is not None and warm > _LIQUID:
            help = f"write `{other}:` in kJ/kg from a steam table"
            trace.refuse(
                "CF805", f"at {warm:g} degC water is not simply a liquid", ("flow", key), help, ARTICLE
            )
            return None
        trace.note(
            key if rich is None else other, f"{warm:g} degC" if rich is None else f"{rich:g} kJ/kg", "given"
        )
        ends.append(rich if rich is not None else _WATER * float(warm or 0.0))
    if ends[0] <= ends[1]:
        trace.refuse(
            "CF208",
            "what comes back is not colder than what flows out",
            ("flow",),
            "check the two ends",
            ARTICLE,
        )
        return None
    trace.note("mass", f"{flow.mass:g} t", "given")
    return float(flow.mass * (ends[0] - ends[1])) / 1e6


def _fuel(
    trace: Trace, rules: Rules, used: HeatSource, fuels: list[tuple[StreamResult, float, bool]]
) -> tuple[float, float]:
    """t CO2 and TJ of what is burned; waste gas counts at most as natural gas."""
    if not fuels:
        help = f"write `process: {used.name}` or its `shares` at the source streams that it burns"
        trace.refuse("CF805", f"no source stream is burned in `{used.name}`", ("name",), help, ARTICLE)
        return 0.0, 0.0
    emitted, energy = used.flue_gas_cleaning or 0.0, 0.0
    for one, share, waste in fuels:
        own, heat = one.fossil * share, (one.energy + one.energy_biomass) * share
        if waste and heat:
            cap = trace.number("natural gas", rules.natural_gas()) * heat
            if own > cap:
                trace.note(one.name, "counts as natural gas", "Annex III, A.2.2")
                own = cap
        emitted += own
        energy += heat
    trace.note("fuels", f"{energy:g} TJ, {emitted:g} t CO2", "source streams")
    needs_energy = used.kind == "chp" or (used.heat is None and used.flow is None)
    if energy <= 0 and needs_energy:
        help = "add the net calorific value to its source streams"
        trace.refuse(
            "CF805", f"the energy of the fuels of `{used.name}` is not known", ("name",), help, ARTICLE
        )
    return emitted, energy


def _given(trace: Trace, used: HeatSource, heat: float | None, factor: float, formula: str) -> HeatResult:
    return made(trace, used, heat, factor, factor * (heat or 0.0), formula)


def _bought(trace: Trace, rules: Rules, used: HeatSource, heat: float | None) -> HeatResult | None:
    if used.emission_factor is not None and used.verified:
        trace.note("emission factor", f"{used.emission_factor:g} t CO2/TJ", "given")
        return _given(
            trace, used, heat, used.emission_factor, "by the supplier's verified data (Annex III, A.2.2)"
        )
    if used.fuel is not None:
        row = standard_heat(trace, rules, used.fuel, ("fuel",))
        if row is None:
            return None
        return _given(trace, used, heat, row, "EFheat = EF of the fuel / 0.9 (Annex III, A.2.2, method 2)")
    if used.emission_factor is not None:
        help = (
            "add `verified: yes` where the supplier verifies it by the act; else name the `fuel:` most used"
        )
        trace.remark(
            "CF818",
            f"the emission factor of heat from `{used.name}` is not verified",
            ("emission_factor",),
            help,
            ARTICLE,
        )
        trace.note("emission factor", f"{used.emission_factor:g} t CO2/TJ", "given, not verified")
        return _given(trace, used, heat, used.emission_factor, "as stated, not verified")
    help = (
        "add `emission_factor:` with `verified: yes`, or the `fuel:` most used in the sector of the country"
    )
    trace.refuse("CF805", f"nothing says what heat from `{used.name}` emits", (), help, ARTICLE)
    return None
