"""Source streams: combustion, process, mass balance, measurement, transfers (Implementing Regulation (EU) 2025/2547, Annex II, B)."""

from __future__ import annotations

from typing import Any

from carbonfoot.cbam.model import Path, StreamResult
from carbonfoot.cbam.pfc import pfc
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.cbam.standard import Rules, Substance
from carbonfoot.cbam.trace import Trace
from carbonfoot.quantities.units import Quantity, parse_unit

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
    "co2-transfer": ("amount", "purpose", "partner"),
}
_MASS, _GAS, _ENERGY = (parse_unit(one).dimension for one in ("t", "Nm3", "TJ"))
_TJ = 1000.0  # GJ


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


def _substance(trace: Trace, rules: Rules, used: SourceStream) -> Substance | None:
    if used.fuel is not None and used.material is not None:
        trace.refuse(
            "CF106", "`fuel` and `material` exclude each other", ("material",), "name the one that it is"
        )
        return None
    key, name = ("material", used.material) if used.material is not None else ("fuel", used.fuel)
    if name is None:
        return None
    found = rules.substance(name, material=key == "material")
    if found is None:
        near = rules.near(name, material=key == "material")
        help = (
            f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
            if near
            else "state its factors, and leave the name out"
        )
        notes = ("the names are those of Implementing Regulation (EU) 2025/2547, Annex II, point G",)
        trace.refuse("CF704", f"the act has no {key} `{name}`", (key,), help, notes)
    return found


def _calorific(trace: Trace, used: SourceStream, standard: Substance | None) -> Quantity | None:
    if used.net_calorific_value is not None:
        trace.given("net calorific value", used.net_calorific_value)
        return used.net_calorific_value  # type: ignore[no-any-return]
    row = None if standard is None else standard.get("net-calorific-value")
    return None if row is None else trace.row("net calorific value", row, "GJ/t")


def _amount(trace: Trace, used: SourceStream) -> Quantity | None:
    if used.amount is None:
        trace.refuse(
            "CF102", "`amount` is missing: the activity data of the period", (), "add `amount: 1837.5 t`"
        )
        return None
    amount: Quantity = used.amount
    if amount.number < 0 and used.method != "mass-balance":
        help = (
            "write what was consumed; what leaves is an entry of `method: mass-balance` with `direction: out`"
        )
        trace.refuse("CF207", f"`{amount.text.strip()}` is negative", ("amount",), help)
        return None
    trace.given("amount", amount)
    return amount


def _energy(trace: Trace, amount: Quantity, calorific: Quantity | None) -> float | None:
    """TJ of the activity data; None where no calorific value leads there."""
    if amount.unit.dimension == _ENERGY:
        return amount.to("TJ")
    if calorific is None:
        return None
    per = "t" if amount.unit.dimension == _MASS else "Nm3"
    if calorific.unit.dimension != parse_unit(f"GJ/{per}").dimension:
        message = f"`{amount.text.strip()}` and `{calorific.text.strip()}` do not meet"
        trace.refuse("CF204", message, ("net_calorific_value",), f"write the net calorific value in GJ/{per}")
        return None
    return amount.to(per) * calorific.to(f"GJ/{per}") / _TJ


def _emitted(
    trace: Trace, rules: Rules, used: SourceStream, amount: Quantity, standard: Substance | None
) -> tuple[float, float] | None:
    """t CO2 of all carbon, fossil or not, and TJ; None with a finding. Eq. 5, 6, 8 and 9, 11, 13 and 14."""
    calorific = _calorific(trace, used, standard)
    energy = _energy(trace, amount, calorific)
    if trace.refused():
        return None
    if used.carbon_content is not None and used.emission_factor is not None:
        help = "leave one of them out"
        trace.refuse(
            "CF106", "`carbon_content` and `emission_factor` say the same twice", ("carbon_content",), help
        )
        return None
    if used.carbon_content is not None:
        carbon = _carbon(trace, amount, used.carbon_content)
        return (
            None
            if carbon is None
            else (carbon * trace.number("t CO2 per t C", rules.carbon()), energy or 0.0)
        )
    factor = used.emission_factor
    if factor is not None:
        trace.given("emission factor", factor)
    elif standard is not None:
        key = "carbon-content" if used.method == "mass-balance" else "emission-factor"
        row = standard.get(key) or standard.get("emission-factor")
        if row is not None and row.unit == "t C/t":
            carbon = _carbon(trace, amount, trace.row("carbon content", row, "t/t"))
            return (
                None
                if carbon is None
                else (carbon * trace.number("t CO2 per t C", rules.carbon()), energy or 0.0)
            )
        factor = (
            None
            if row is None
            else trace.row("emission factor", row, row.unit.replace("CO2", "").replace(" ", ""))
        )
    if factor is None:
        _no_factor(trace, used)
        return None
    if factor.unit.dimension == parse_unit("t/TJ").dimension:
        if energy is None:
            message = f"`{amount.text.strip()}` becomes energy by a net calorific value, and none is stated"
            trace.refuse(
                "CF209", message, (), "add `net_calorific_value:`, or state the emission factor per t or Nm3"
            )
            return None
        return energy * factor.to("t/TJ"), energy
    per = "t" if factor.unit.dimension == parse_unit("t/t").dimension else "Nm3"
    if amount.unit.dimension != parse_unit(per).dimension:
        message = f"`{amount.text.strip()}` and `{factor.text.strip()}` do not meet"
        trace.refuse(
            "CF204",
            message,
            ("emission_factor",),
            f"write amount and factor both by {per}, or both by energy",
        )
        return None
    return amount.to(per) * factor.to(f"t/{per}"), energy or 0.0


def _no_factor(trace: Trace, used: SourceStream) -> None:
    if used.method == "mass-balance":
        said, help = (
            "carbon content",
            "add `carbon_content:`, or name the `fuel:` or `material:` as the act does",
        )
    else:
        said, help = (
            "emission factor",
            "add `emission_factor:` or `carbon_content:`, or name the `fuel:` or `material:` as the act does",
        )
    trace.refuse("CF102", f"the {said} is missing", (), help)


def _carbon(trace: Trace, amount: Quantity, content: Quantity) -> float | None:
    """t C."""
    trace.given("carbon content", content)
    per = "t" if content.unit.dimension == parse_unit("t/t").dimension else "Nm3"
    if amount.unit.dimension != parse_unit(per).dimension:
        message = f"`{amount.text.strip()}` and a carbon content per {per} do not meet"
        trace.refuse("CF204", message, ("amount",), f"write the amount in {per}")
        return None
    if per == "t" and content.to("t/t") > 1:
        trace.refuse(
            "CF208", f"`{content.text.strip()}` is above 100 %", ("carbon_content",), "t C per t is at most 1"
        )
        return None
    return amount.to(per) * content.to(f"t/{per}")


def _biomass(trace: Trace, used: SourceStream, standard: Substance | None = None) -> float:
    """Share of the carbon that counts zero (Eq. 10, 15; B.3.3)."""
    share = used.biomass_share
    if share is None and standard is not None and standard.kind == "biomass":
        share = 1.0
        trace.note("biomass share", "100 %", "a fuel of Annex II, G, table 2")
    if not share:
        return 0.0
    if used.biomass_share is not None:
        trace.note("biomass share", f"{100 * share:g} %", "given")
    if used.zero_rated:
        return float(share)
    help = "add `zero_rated: yes` where the criteria are met, with `evidence:`"
    notes = ("Implementing Regulation (EU) 2025/2547, Annex II, B.3.3: other biomass counts as fossil",)
    key = "biomass_share" if used.biomass_share is not None else "fuel"
    trace.remark(
        "CF813",
        f"the biomass in `{used.name}` counts as fossil: nothing says that it may be zero-rated",
        (key,),
        help,
        notes,
    )
    return 0.0


def _combustion(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    standard = _substance(trace, rules, used)
    amount = _amount(trace, used)
    found = None if amount is None or trace.refused() else _emitted(trace, rules, used, amount, standard)
    if found is None:
        return None
    emitted, energy = found
    if used.oxidation_factor is not None:
        trace.note("oxidation factor", f"{100 * used.oxidation_factor:g} %", "given")
        emitted *= used.oxidation_factor
    share = _biomass(trace, used, standard)
    numbers = {
        "fossil": emitted * (1 - share),
        "biogenic": emitted * share,
        "energy": energy * (1 - share),
        "energy_biomass": energy * share,
    }
    return _result(trace, used, "Em = AD x EF x OF (Annex II, Eq. 5, 6, 8, 9, 10)", numbers)


def _process(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    standard = _substance(trace, rules, used)
    amount = _amount(trace, used)
    found = None if amount is None or trace.refused() else _emitted(trace, rules, used, amount, standard)
    if found is None:
        return None
    emitted, energy = found
    if used.conversion_factor is not None:
        trace.note("conversion factor", f"{100 * used.conversion_factor:g} %", "given")
        emitted *= used.conversion_factor
    share = _biomass(trace, used, standard)
    numbers = {"fossil": emitted * (1 - share), "biogenic": emitted * share, "energy": energy * (1 - share)}
    return _result(trace, used, "Em = AD x EF x CF (Annex II, Eq. 11)", numbers)


def _mass_balance(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    standard = _substance(trace, rules, used)
    amount = _amount(trace, used)
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
    found = _emitted(trace, rules, used, amount, standard)
    if found is None:
        return None
    emitted, energy = found
    share = _biomass(trace, used, standard)
    numbers = {
        "fossil": emitted * (1 - share),
        "biogenic": emitted * share,
        "energy": energy * (1 - share),
        "energy_biomass": energy * share,
    }
    return _result(trace, used, "Em = 3.664 x AD x CC, outputs negative (Annex II, Eq. 12 to 15)", numbers)


def _pfc(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    amount = _amount(trace, used)
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
    grams: float = used.concentration.to("g/Nm3") * used.flow.to("Nm3/h") * used.hours
    return grams / 1e6


def _measurement(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    if used.gas is None:
        trace.refuse("CF102", "`gas` is missing: what is measured", (), "add `gas: CO2` or `gas: N2O`")
        return None
    mass = _measured(trace, used)
    if mass is None:
        return None
    if used.gas == "N2O":
        mass *= trace.number("GWP of N2O", rules.gwp("N2O"))
    share = _biomass(trace, used)
    if share and used.gas == "N2O":
        trace.refuse("CF106", "`biomass_share` has no meaning for N2O", ("biomass_share",), "leave it out")
        return None
    numbers = {"fossil": mass * (1 - share), "biogenic": mass * share, "gas": used.gas}
    return _result(trace, used, "Em = concentration x flow x hours (Annex II, Eq. 16, 18)", numbers)


def _transfer(trace: Trace, rules: Rules, used: SourceStream) -> StreamResult | None:
    amount = _amount(trace, used)
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
