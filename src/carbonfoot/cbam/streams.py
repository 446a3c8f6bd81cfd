"""Source streams: combustion, process, mass balance, measurement, transfers.

Source: Implementing Regulation (EU) 2025/2547, Annex II, B.
"""

from __future__ import annotations

from typing import Any

from carbonfoot.cbam.carbon import amount_of, biomass, emitted, substance
from carbonfoot.cbam.model import Path, StreamResult
from carbonfoot.cbam.pfc import pfc
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.cbam.standard import Rules
from carbonfoot.cbam.trace import Trace
from carbonfoot.quantities.units import parse_unit

_COMMON = ("name", "name_ko", "method", "processes", "process", "tags", "note", "tier", "evidence")
_FACTORS = (
    "amount",
    "net_calorific_value",
    "emission_factor",
    "carbon_content",
    "biomass_share",
    "zero_rated",
)
_SLOPE = ("anode_effects", "anode_effect_duration", "slope_factor")
_VOLTAGE = ("overvoltage", "current_efficiency", "overvoltage_factor")
KEYS: dict[str, tuple[str, ...]] = {
    "combustion": (*_FACTORS, "fuel", "oxidation_factor", "waste_gas"),
    "process": (*_FACTORS, "material", "fuel", "conversion_factor"),
    "mass-balance": (*_FACTORS, "fuel", "material", "direction", "carbon_out_traced"),
    "pfc": ("amount", "technology", *_SLOPE, *_VOLTAGE, "c2f6_share", "collection_efficiency"),
    "measurement": ("gas", "concentration", "flow", "hours", "measured", "biomass_share", "zero_rated"),
    "co2-transfer": ("amount", "purpose", "partner", "partner_contact"),
}
_MASS = parse_unit("t").dimension
_YEAR = 8784.0


def stream(read: Read, rules: Rules, used: SourceStream, path: Path) -> StreamResult | None:
    """One source stream; None with findings where it cannot be computed."""
    known = {*_COMMON, *KEYS[used.method]}
    fine = True
    for key in sorted(used.__pydantic_fields_set__ - known):
        shown = {"processes": "shares"}.get(key, key)
        keys = ", ".join(sorted(KEYS[used.method]))
        read.report(
            "CF106",
            f"`{shown}` has no meaning for `{used.method}`",
            (*path, shown),
            f"its keys are {keys}",
            on="key",
        )
        fine = False
    trace = Trace(read, path)
    return _METHODS[used.method](trace, rules, used) if fine else None


def _result(trace: Trace, used: SourceStream, formula: str, numbers: dict[str, Any]) -> StreamResult | None:
    if trace.refused():
        return None
    return StreamResult(
        used.name,
        trace.path,
        used.method,
        numbers.get("gas", "CO2"),
        numbers["fossil"],
        numbers.get("biogenic", 0.0),
        numbers.get("energy", 0.0),
        numbers.get("energy_biomass", 0.0),
        {},
        formula,
        tuple(trace.values),
    )


def _combustion(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    formula = "Em = AD x EF x OF (Annex II, Eq. 5, 6, 8, 9, 10)"
    return _by_factor(trace, rules, used, ("oxidation factor", used.oxidation_factor), formula)


def _process(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    formula = "Em = AD x EF x CF (Annex II, Eq. 11)"
    return _by_factor(trace, rules, used, ("conversion factor", used.conversion_factor), formula)


def _by_factor(
    trace: Trace, rules: Rules, used: SourceStream, reacted: tuple[str, float | None], formula: str
) -> StreamResult | None:
    """Activity data times emission factor times what reacted of it, a share with its name."""
    standard = substance(trace, rules, used)
    amount = amount_of(trace, used)
    found = None if amount is None or trace.refused() else emitted(trace, rules, used, amount, standard)
    if found is None:
        return None
    mass, energy = found
    name, factor = reacted
    if factor is not None:
        trace.note(name, f"{100 * factor:g} %", "given")
        mass *= factor
    share = biomass(trace, used, standard)
    numbers = {
        "fossil": mass * (1 - share),
        "biogenic": mass * share,
        "energy": energy * (1 - share),
        "energy_biomass": energy * share,
    }
    return _result(trace, used, formula, numbers)


def _mass_balance(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    standard = substance(trace, rules, used)
    amount = amount_of(trace, used)
    if amount is None or trace.refused():
        return None
    if amount.number < 0 and used.direction == "in":
        trace.refuse(
            "CF106",
            "a negative amount leaves, and `direction: in` says that it comes in",
            ("direction",),
            "leave one out",
        )
        return None
    leaves = amount.number < 0 or used.direction == "out"
    if leaves and amount.number > 0:
        amount = amount._replace(number=-amount.number)
    found = emitted(trace, rules, used, amount, standard)
    if found is None:
        return None
    mass, energy = found
    share = biomass(trace, used, standard)
    numbers = {
        "fossil": mass * (1 - share),
        "biogenic": mass * share,
        "energy": energy * (1 - share),
        "energy_biomass": energy * share,
    }
    return _result(trace, used, "Em = 3.664 x AD x CC, outputs negative (Annex II, Eq. 12 to 15)", numbers)


def _pfc(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    amount = amount_of(trace, used)
    if amount is None:
        return None
    if amount.unit.dimension != _MASS:
        trace.refuse(
            "CF204", f"`{amount.text.strip()}` is not a mass of aluminium", ("amount",), "write it in t"
        )
        return None
    found = pfc(trace, rules, used, amount.to("t"))
    if found is None:
        return None
    emitted, formula = found
    return _result(trace, used, formula, {"fossil": emitted, "gas": "PFC"})


def _measured(trace: Trace, used: SourceStream) -> float | None:
    """t of the gas (Eq. 16)."""
    parts = {"concentration": used.concentration, "flow": used.flow, "hours": used.hours}
    stated = [key for key, one in parts.items() if one is not None]
    if used.measured is not None:
        if stated:
            trace.refuse(
                "CF106", f"`measured` and `{stated[0]}` say the same twice", ("measured",), "leave one out"
            )
            return None
        trace.note("measured", f"{used.measured:g} t", "given")
        return used.measured
    missing = [key for key, one in parts.items() if one is None]
    if missing or used.concentration is None or used.flow is None or used.hours is None:
        help = "add `measured:` as t of the gas in the period, or all of `concentration`, `flow` and `hours`"
        trace.refuse("CF102", f"`{missing[0]}` is missing", (), help)
        return None
    trace.given("concentration", used.concentration)
    trace.given("flow", used.flow)
    trace.note("hours", f"{used.hours:g} h", "given")
    if used.hours > _YEAR:
        trace.refuse(
            "CF208", f"{used.hours:g} h are more than a year has", ("hours",), "write the hours of operation"
        )
    grams: float = used.concentration.to("g/Nm3") * used.flow.to("Nm3/h") * used.hours
    return grams / 1e6


def _of_another_gas(trace: Trace, gas: str) -> bool:
    """Whether an amount names another gas than the one that is measured."""
    other = "N2O" if gas == "CO2" else "CO2"
    for key in ("measured", "concentration"):
        typed = trace.typed(key)
        if other in typed.replace("₂", "2"):
            trace.refuse(
                "CF204", f"`{typed}` is not {gas}", (key,), f"write t of {gas} itself; its GWP is the act's"
            )
            return True
    return False


def _measurement(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    if used.gas is None:
        trace.refuse("CF102", "`gas` is missing: what is measured", (), "add `gas: CO2` or `gas: N2O`")
        return None
    if _of_another_gas(trace, used.gas):
        return None
    mass = _measured(trace, used)
    if mass is None:
        return None
    if used.gas == "N2O":
        mass *= trace.number("GWP of N2O", rules.gwp("N2O"))
    share = biomass(trace, used)
    if share and used.gas == "N2O":
        trace.refuse("CF106", "`biomass_share` has no meaning for N2O", ("biomass_share",), "leave it out")
        return None
    numbers = {"fossil": mass * (1 - share), "biogenic": mass * share, "gas": used.gas}
    return _result(trace, used, "Em = concentration x flow x hours (Annex II, Eq. 16, 18)", numbers)


def _transfer(trace: Trace, _: Rules, used: SourceStream) -> StreamResult | None:
    amount = amount_of(trace, used)
    if amount is None:
        return None
    if used.purpose is None or (used.partner is None and used.purpose != "received"):
        key = "purpose" if used.purpose is None else "partner"
        notes = (
            "Implementing Regulation (EU) 2025/2547, Annex II, B.8: only stored or permanently bound CO2 is taken off",
        )
        trace.refuse(
            "CF102",
            f"`{key}` is missing: what becomes of the CO2, and who takes it",
            (),
            f"add `{key}:`",
            notes,
        )
        return None
    if used.evidence is None and used.purpose != "received":
        notes = (
            "Implementing Regulation (EU) 2025/2547, Annex II, B.8.2, point 2: only with evidence of the whole chain",
        )
        trace.refuse(
            "CF102",
            "`evidence` is missing: what shows that the CO2 was stored or bound",
            (),
            "add `evidence:`",
            notes,
        )
        return None
    if amount.unit.dimension != _MASS:
        trace.refuse("CF204", f"`{amount.text.strip()}` is not a mass of CO2", ("amount",), "write it in t")
        return None
    sign = 1.0 if used.purpose == "received" else -1.0
    return _result(trace, used, "CO2 transferred (Annex II, B.8)", {"fossil": sign * amount.to("t")})


_METHODS = {
    "combustion": _combustion,
    "process": _process,
    "mass-balance": _mass_balance,
    "pfc": _pfc,
    "measurement": _measurement,
    "co2-transfer": _transfer,
}
