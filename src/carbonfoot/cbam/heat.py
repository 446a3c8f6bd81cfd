"""Measurable heat: what a TJ of it carries (Implementing Regulation (EU) 2025/2547, Annex III, A.2.2; Annex II, C)."""

from __future__ import annotations

from carbonfoot.cbam.model import HeatResult, Path, StreamResult
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.energy import HeatSource
from carbonfoot.cbam.shapes.processes import HeatFlow
from carbonfoot.cbam.standard import Row, Rules
from carbonfoot.cbam.trace import Trace

_TJ_PER_MWH = 0.0036
_WATER = 4.1868
"""kJ/(kg K) of liquid water, the International Table calorie: enough below 150 degC, above it enthalpies are stated."""
_LIQUID = 150.0
_EXHAUST = 250.0
"""degC from which Annex III, C, table 2 has a column for direct use of exhaust gases (its footnote 2)."""
_RETURNED = 0.05
"""Points added to steam where the condensate is not counted (its footnote 1)."""
_FORMS = {"hot-water": "hot-water", "steam": "steam", "exhaust-gas": "direct-use"}
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


class Power:
    """What a CHP unit makes of electricity: t CO2/MWh and MWh."""

    def __init__(self) -> None:
        self.factors: dict[str, tuple[float, float]] = {}


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
        return _made(trace, used, heat, 0.0, 0.0, "heat of a reaction counts 0 (Annex III, A.2.2)")
    if used.kind == "bought":
        return _bought(trace, rules, used, heat)
    emitted, energy = _fuel(trace, rules, used, fuels)
    if trace.refused():
        return None
    if used.kind == "chp":
        return _chp(trace, rules, used, heat, emitted, energy, power)
    if heat is None and used.efficiency is None:
        help = "add `heat:` as metered (net of what comes back), or `efficiency:` of the boiler"
        trace.refuse(
            "CF805", f"`{used.name}` has neither the heat it gave nor an efficiency", (), help, _ARTICLE
        )
        return None
    if heat is None and used.efficiency is not None:
        trace.note("efficiency", f"{100 * used.efficiency:g} %", "given")
        heat = energy * used.efficiency
    if not heat:
        trace.refuse(
            "CF208", f"`{used.name}` gave no heat", ("heat",), "write the net heat of the period", _ARTICLE
        )
        return None
    return _made(
        trace, used, heat, emitted / heat, emitted, "EFheat = EFmix / efficiency (Annex III, Eq. 44, 45)"
    )


_ARTICLE = ("Implementing Regulation (EU) 2025/2547, Annex II, C.1.2, and Annex III, A.2.2",)


def _made(
    trace: Trace, used: HeatSource, heat: float | None, factor: float, emitted: float, formula: str
) -> HeatResult:
    return HeatResult(used.name, trace.path, used.kind, heat, factor, emitted, formula, tuple(trace.values))


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
            _ARTICLE,
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
            help = f"add `{key}:` of the water, or `{other}:` of steam; `return_enthalpy: 0 kJ/kg` where nothing comes back"
            trace.refuse(
                "CF805", f"heat that flows needs its `{key}` or `{other}`", ("flow",), help, _ARTICLE
            )
            return None
        if warm is not None and warm > _LIQUID:
            help = f"write `{other}:` in kJ/kg from a steam table"
            trace.refuse(
                "CF805", f"at {warm:g} degC water is not simply a liquid", ("flow", key), help, _ARTICLE
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
            _ARTICLE,
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
        trace.refuse("CF805", f"no source stream is burned in `{used.name}`", ("name",), help, _ARTICLE)
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
            "CF805", f"the energy of the fuels of `{used.name}` is not known", ("name",), help, _ARTICLE
        )
    return emitted, energy


def _bought(trace: Trace, rules: Rules, used: HeatSource, heat: float | None) -> HeatResult | None:
    if used.emission_factor is not None and used.verified:
        trace.note("emission factor", f"{used.emission_factor:g} t CO2/TJ", "given")
        return _made(
            trace,
            used,
            heat,
            used.emission_factor,
            used.emission_factor * (heat or 0.0),
            "by the supplier's verified data (Annex III, A.2.2)",
        )
    if used.fuel is not None:
        row = standard_heat(trace, rules, used.fuel, ("fuel",))
        if row is None:
            return None
        return _made(
            trace,
            used,
            heat,
            row,
            row * (heat or 0.0),
            "EFheat = EF of the fuel / 0.9 (Annex III, A.2.2, method 2)",
        )
    if used.emission_factor is not None:
        help = "add `verified: yes` where the supplier monitors and verifies it by the act; else name the `fuel:` most used in the sector"
        trace.remark(
            "CF818",
            f"the emission factor of heat from `{used.name}` is not verified",
            ("emission_factor",),
            help,
            _ARTICLE,
        )
        trace.note("emission factor", f"{used.emission_factor:g} t CO2/TJ", "given, not verified")
        return _made(
            trace,
            used,
            heat,
            used.emission_factor,
            used.emission_factor * (heat or 0.0),
            "as stated, not verified",
        )
    help = (
        "add `emission_factor:` with `verified: yes`, or the `fuel:` most used in the sector of the country"
    )
    trace.refuse("CF805", f"nothing says what heat from `{used.name}` emits", (), help, _ARTICLE)
    return None


def standard_heat(trace: Trace, rules: Rules, fuel: str, at: Path) -> float | None:
    """t CO2/TJ of heat from a boiler of 90 % that burns a fuel of the act; None with a finding."""
    found = rules.substance(fuel, material=False)
    factor = None if found is None else found.get("emission-factor")
    if factor is None:
        near = rules.near(fuel, material=False)
        help = (
            f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
            if near
            else "the names are those of Annex II, G, table 1"
        )
        trace.refuse("CF704", f"the act has no fuel `{fuel}`", at, help)
        return None
    return trace.number("emission factor", factor) / trace.number("efficiency", rules.boiler())


def _chp(
    trace: Trace,
    rules: Rules,
    used: HeatSource,
    heat: float | None,
    emitted: float,
    energy: float,
    power: Power,
) -> HeatResult | None:
    warm = _efficiency(trace, rules, energy, heat, used.efficiency, "heat")
    made = None if used.electricity is None else used.electricity * _TJ_PER_MWH
    electric = _efficiency(trace, rules, energy, made, used.electrical_efficiency, "electricity")
    heat = warm * energy if heat is None else heat
    made = electric * energy if made is None else made
    if warm + electric > 1:
        trace.refuse(
            "CF208",
            f"heat and electricity are {100 * (warm + electric):.4g} % of the fuel",
            (),
            "check heat, electricity and the fuels",
            _ARTICLE,
        )
        return None
    ours = _reference(trace, rules, used, "heat"), _reference(trace, rules, used, "electricity")
    if ours[0] is None or ours[1] is None:
        return None
    parts = warm / ours[0].value, electric / ours[1].value
    share = parts[0] / (parts[0] + parts[1])
    trace.note("share of heat", f"{100 * share:.6g} %", "Eq. 49")
    if not heat or not made:
        trace.refuse(
            "CF208",
            f"`{used.name}` gave no heat or no electricity",
            (),
            "a unit that gives one of them is a boiler, or own electricity",
        )
        return None
    power.factors[used.name] = (emitted * (1 - share) / (made / _TJ_PER_MWH), made / _TJ_PER_MWH)
    return _made(
        trace,
        used,
        heat,
        emitted * share / heat,
        emitted,
        "EFheat = EmCHP x Fheat / Qnet (Annex III, Eq. 46 to 51)",
    )


def _efficiency(
    trace: Trace, rules: Rules, energy: float, made: float | None, stated: float | None, output: str
) -> float:
    if made is not None:
        trace.note(f"efficiency, {output}", f"{100 * made / energy:.6g} %", "Eq. 47, 48")
        return made / energy
    if stated is not None:
        trace.note(f"efficiency, {output}", f"{100 * stated:g} %", "given")
        return stated
    return trace.number(f"efficiency, {output}", rules.chp_fallback(output))


def _reference(trace: Trace, rules: Rules, used: HeatSource, output: str) -> Row | None:
    missing = [key for key in ("category", "built", "form") if getattr(used, key) is None]
    if missing:
        help = "`category: G10` (S1 to O14), `built: 2018`, `form: hot-water`, `steam` or `exhaust-gas`"
        trace.refuse(
            "CF102", f"`{missing[0]}` is missing: the reference efficiencies depend on it", (), help, _ARTICLE
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
        trace.refuse("CF805", f"direct use of exhaust gas counts from 250 degC: {said}", (), help, _ARTICLE)
        return None
    found = rules.reference(
        output, used.category or "", _FORMS[used.form or ""] if output == "heat" else "", int(built)
    )
    if found is None:
        help = "the categories are S1 to S6, L7 to L9, G10 to G13 and O14"
        trace.refuse(
            "CF704",
            f"the act has no reference efficiency of {output} for `{used.category}`, {used.form}, built {built}",
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


def factor_of(
    trace: Trace, rules: Rules, flow: HeatFlow, at: Path, sources: dict[str, HeatResult], *, out: bool
) -> float | None:
    """t CO2/TJ of heat into or out of a process; None with a finding."""
    from carbonfoot.cbam.names import unknown

    if flow.recovered_from in {"electricity", "nitric-acid"} and out:
        message = f"heat recovered from {'electricity-driven processes' if flow.recovered_from == 'electricity' else 'nitric acid production'} is not taken off"
        trace.remark("CF819", message, (*at, "recovered_from"), "", _ARTICLE)
        return 0.0
    stated = [key for key in ("source", "emission_factor", "fuel") if getattr(flow, key) is not None]
    if len(stated) != 1:
        help = "write `from:` with an entry of `heat`, or `emission_factor:`, or the `fuel:` most used (boiler of 90 %)"
        code = "CF106" if stated else "CF805"
        trace.refuse(code, "heat needs one way to its emission factor", at, help, _ARTICLE)
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
