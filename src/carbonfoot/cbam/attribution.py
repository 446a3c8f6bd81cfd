"""Emissions of a period to production processes (Implementing Regulation (EU) 2025/2547, Annex III, A: Eq. 53 to 56)."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.cbam.heat_flows import factor_of
from carbonfoot.cbam.model import HeatResult, Path, PowerResult, StreamResult
from carbonfoot.cbam.names import unknown
from carbonfoot.cbam.power import weighted
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.processes import HeatFlow, Process, WasteGas
from carbonfoot.cbam.standard import TRANSITIONAL_END, Rules
from carbonfoot.cbam.trace import Trace
from carbonfoot.quantities.units import Quantity, parse_unit

_EQ55 = "Implementing Regulation (EU) 2025/2547, Annex III, A.3, Eq. 55"
_A1 = (
    "Implementing Regulation (EU) 2025/2547, Annex III, A.1: all emissions of the installation are attributed"
)
_NEARLY = 1e-9


def terajoules(amount: Quantity, calorific: Quantity | None) -> float | None:
    """Energy of a gas stated as energy, volume or mass; None where its calorific value does not lead there."""
    if amount.unit.dimension == parse_unit("TJ").dimension:
        return amount.to("TJ")
    per = "t" if amount.unit.dimension == parse_unit("t").dimension else "Nm3"
    if calorific is None or calorific.unit.dimension != parse_unit(f"GJ/{per}").dimension:
        return None
    return amount.to(per) * calorific.to(f"GJ/{per}") / 1000


class Attributed(NamedTuple):
    """What one process bears, t CO2 over the period; names as in `model.ProcessResult`."""

    star: float
    heat_in: float
    heat_out: float
    gas_in: float
    gas_out: float
    power_made: float
    total: float
    zeroed: bool
    electricity: float
    factor: float
    origin: str
    actual: float
    indirect: float


class Sources(NamedTuple):
    """What processes take from."""

    streams: list[StreamResult]
    heat: dict[str, HeatResult]
    power: dict[str, PowerResult]


def attribute(
    read: Read, rules: Rules, used: Process, path: Path, sources: Sources, annex_ii: bool
) -> Attributed | None:
    """Eq. 55 and 56 for one process; None with findings."""
    trace = Trace(read, path)
    star = _star(trace, used, sources)
    heat_in = _heat(trace, rules, used.heat_in, "heat_in", sources)
    heat_out = _heat(trace, rules, used.heat_out, "heat_out", sources)
    gas_in, gas_out = _waste_gas(trace, rules, used)
    made = _power_made(trace, used, sources)
    power = _electricity(trace, used, sources, annex_ii)
    if trace.refused() or star is None or power is None:
        return None
    total = star + heat_in - heat_out + gas_in - gas_out - made
    zeroed = total < -_NEARLY * max(star, 1.0)
    if zeroed:
        help = "check heat, waste gas and electricity that are taken off"
        trace.remark(
            "CF803", f"`{used.name}` comes to {total:.6g} t CO2e and counts as 0", ("name",), help, (_EQ55,)
        )
    return Attributed(star, heat_in, heat_out, gas_in, gas_out, made, max(total, 0.0), zeroed, *power)


def _star(trace: Trace, used: Process, sources: Sources) -> float | None:
    shared = [one for one in sources.streams if used.name in one.shares]
    found = sum(one.fossil * one.shares[used.name] for one in shared)
    if used.direct_emissions is None:
        if not sources.streams:
            help = "list `source_streams:`, or state `direct_emissions: 0 t CO2e` where there are none"
            trace.refuse("CF102", f"nothing says what `{used.name}` emits", (), help)
            return None
        if not shared and not (used.heat_in or used.waste_gas):
            help = (
                "add its streams or their `shares`, or write `direct_emissions: 0 t CO2e` where it has none"
            )
            message = f"no source stream belongs to `{used.name}`: its own direct emissions count as 0"
            trace.remark("CF811", message, ("name",), help, (_A1,), how="warning")
        return found
    if shared and abs(found - used.direct_emissions) > max(0.5, 1e-3 * abs(found)):
        help = "leave `direct_emissions` out, or correct the shares"
        message = (
            f"the source streams of `{used.name}` come to {found:.6g} t CO2e, not {used.direct_emissions:.6g}"
        )
        trace.refuse("CF812", message, ("direct_emissions",), help)
        return None
    return float(used.direct_emissions)


def _heat(trace: Trace, rules: Rules, flows: list[HeatFlow] | None, key: str, sources: Sources) -> float:
    emitted = 0.0
    for index, flow in enumerate(flows or []):
        factor = factor_of(trace, rules, flow, (key, index), sources.heat, out=key == "heat_out")
        if factor is not None:
            emitted += flow.amount * factor
    return emitted


def _waste_gas(trace: Trace, rules: Rules, used: Process) -> tuple[float, float]:
    gas = used.waste_gas
    if gas is None:
        return 0.0, 0.0
    flows = {key: _energy(trace, gas, key) for key in ("produced", "imported", "exported")}
    if trace.refused():
        return 0.0, 0.0
    if gas.produced is not None and flows["exported"] > flows["produced"] * (1 + _NEARLY):
        message = f"{flows['exported']:g} TJ of waste gas leave, and {flows['produced']:g} TJ were produced"
        notes = ("Implementing Regulation (EU) 2025/2547, Annex III, A.2.3",)
        trace.refuse(
            "CF804",
            message,
            ("waste_gas", "exported"),
            "what is only passed on is no export of this process",
            notes,
        )
        return 0.0, 0.0
    if gas.produced is None and flows["exported"] and trace.read.year > TRANSITIONAL_END:
        help = "add `produced:`, so that it can be checked; no more may be taken off than was produced"
        said = "waste gas leaves, and nothing says how much the process produced"
        notes = ("Implementing Regulation (EU) 2025/2547, Annex III, A.2.3",)
        trace.remark("CF804", said, ("waste_gas", "exported"), help, notes, how="warning")
    factor = rules.natural_gas().value
    out = flows["exported"] * factor * rules.waste_gas_correction().value
    notes = ("Implementing Regulation (EU) 2025/2547, Annex III, A.2.3, Eq. 54: only with evidence",)
    if used.evidence is False and out:
        help = "they are taken off only with evidence for the verifier (`evidence: yes`)"
        said = "waste gas that leaves is not taken off: it cannot be proven"
        trace.remark("CF819", said, ("waste_gas", "exported"), help, notes)
        out = 0.0
    elif used.evidence is None and out and trace.read.year > TRANSITIONAL_END:
        help = "write `evidence: yes`, or `evidence: no`, and it is not taken off"
        said = "waste gas that leaves is taken off, and nothing says that it can be proven"
        trace.remark("CF820", said, ("waste_gas", "exported"), help, notes)
    return flows["imported"] * factor, out


def _energy(trace: Trace, gas: WasteGas, key: str) -> float:
    amount: Quantity | None = getattr(gas, key)
    if amount is None:
        return 0.0
    found = terajoules(amount, gas.net_calorific_value)
    if found is not None:
        return found
    if gas.net_calorific_value is None:
        trace.refuse(
            "CF209",
            f"`{amount.text.strip()}` of waste gas becomes energy by its net calorific value",
            ("waste_gas", key),
            "add `net_calorific_value:`",
        )
        return 0.0
    stated = gas.net_calorific_value.text.strip()
    message = f"`{amount.text.strip()}` and `{stated}` do not meet"
    help = "write the net calorific value in GJ/Nm3 for volumes, in GJ/t for masses"
    trace.refuse("CF204", message, ("waste_gas", "net_calorific_value"), help)
    return 0.0


def _power_made(trace: Trace, used: Process, sources: Sources) -> float:
    made = used.electricity_produced
    if made is None:
        return 0.0
    at: Path = ("electricity_produced",)
    if made.exported is not None and made.exported > made.amount * (1 + _NEARLY):
        trace.refuse(
            "CF812",
            f"{made.exported:g} MWh leave, and {made.amount:g} MWh were produced",
            (*at, "exported"),
            "check both amounts",
            (_EQ55,),
        )
    if (made.emission_factor is None) == (made.source is None):
        help = "write `emission_factor:`, or `from:` with an entry of `electricity`"
        trace.refuse(
            "CF102" if made.source is None else "CF106",
            "electricity produced needs one emission factor",
            at,
            help,
        )
        return 0.0
    if made.source is not None and made.source not in sources.power:
        unknown(
            trace.read, made.source, (*trace.path, *at, "from"), sources.power, "an entry of `electricity`"
        )
        trace.stop()
        return 0.0
    factor = sources.power[made.source].factor if made.source is not None else made.emission_factor
    return float(made.amount * (factor or 0.0))


def _electricity(
    trace: Trace, used: Process, sources: Sources, annex_ii: bool
) -> tuple[float, float, str, float, float] | None:
    """MWh, t CO2/MWh, origin of that, share with actual factors, t CO2; NaN where nothing is stated and nothing is due."""
    power = used.electricity
    nan = float("nan")
    if power is None:
        if annex_ii:
            return nan, nan, "", 0.0, nan
        help = "add `electricity:` with the MWh it consumed, `0 MWh` for none: this good is outside Annex II, so they count"
        trace.refuse("CF102", f"the electricity of `{used.name}` is missing", (), help)
        return None
    if power.emission_factor is not None:
        if power.sources is not None:
            trace.refuse(
                "CF106",
                "`from` and `emission_factor` exclude each other",
                ("electricity", "from"),
                "leave one of them out",
            )
            return None
        return (
            power.amount,
            power.emission_factor,
            power.source or "given",
            0.0,
            power.amount * power.emission_factor,
        )
    if not power.amount:
        return 0.0, nan if not sources.power else 0.0, "", 0.0, 0.0
    names = power.sources or list(sources.power)
    wrong = [name for name in names if name not in sources.power]
    for name in wrong:
        unknown(
            trace.read, name, (*trace.path, "electricity", "from"), sources.power, "an entry of `electricity`"
        )
    if wrong:
        trace.stop()
        return None
    if not names:
        if annex_ii:
            return power.amount, nan, "", 0.0, nan
        help = "list its sources under `electricity:` at the top of the document, with their emission factors"
        trace.refuse("CF102", "the electricity has no emission factor", ("electricity",), help)
        return None
    found = weighted(trace.read, [sources.power[name] for name in names])
    if found is None:
        trace.stop()
        return None
    origin = ", ".join(names)
    return power.amount, found[0], origin, found[1], power.amount * found[0]
