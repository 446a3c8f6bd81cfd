"""What a fuel or material emits when all its carbon does: activity data, factors, carbon content, biomass.

Source: Implementing Regulation (EU) 2025/2547, Annex II, B.3.
"""

from __future__ import annotations

from carbonfoot.cbam.shapes.kinds import material_of
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.cbam.standard import TRANSITIONAL_END, Rules, Substance
from carbonfoot.cbam.substances import suggestion
from carbonfoot.cbam.trace import Trace
from carbonfoot.quantities.units import Quantity, parse_unit

_MASS, _ENERGY = (parse_unit(one).dimension for one in ("t", "TJ"))
_TJ = 1000.0  # GJ
_PLAUSIBLE = {
    "net_calorific_value": {"GJ/t": (0.5, 145.0), "GJ/Nm3": (0.0005, 0.25)},
    "emission_factor": {"t/TJ": (1.0, 1000.0), "t/Nm3": (0.0, 0.02)},
    "carbon_content": {"t/TJ": (0.3, 273.0), "t/Nm3": (0.0, 0.006)},
}
"""From the thinnest waste gas to hydrogen, pentane vapour and blast furnace gas, with room: beyond is a slip of the unit."""


def substance(trace: Trace, rules: Rules, used: SourceStream) -> Substance | None:
    """The fuel or material of the act that an entry names; None without one."""
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
        help = suggestion(rules, name, key)
        notes = ("the names are those of Implementing Regulation (EU) 2025/2547, Annex II, point G",)
        trace.refuse("CF704", f"the act has no {key} `{name}`", (key,), help, notes)
    return found


def _calorific(trace: Trace, used: SourceStream, standard: Substance | None) -> Quantity | None:
    if used.net_calorific_value is not None:
        trace.given("net calorific value", used.net_calorific_value)
        return used.net_calorific_value  # type: ignore[no-any-return]
    row = None if standard is None else standard.get("net-calorific-value")
    return None if row is None else trace.row("net calorific value", row, "GJ/t")


def amount_of(trace: Trace, used: SourceStream) -> Quantity | None:
    """The activity data; None with a finding."""
    if used.amount is None:
        trace.refuse(
            "CF102", "`amount` is missing: the activity data of the period", (), "add `amount: 1837.5 t`"
        )
        return None
    amount: Quantity = used.amount
    if used.method != "co2-transfer" and "CO2" in trace.typed("amount").replace("₂", "2"):
        help = "write the amount of fuel or material; CO2 of a stack is `method: measurement`, `measured:`"
        trace.refuse("CF204", f"`{trace.typed('amount')}` is CO2, not the activity data", ("amount",), help)
        return None
    if amount.number < 0 and used.method != "mass-balance":
        help = (
            "write what was consumed; what leaves is an entry of `method: mass-balance` with `direction: out`"
        )
        trace.refuse("CF207", f"`{amount.text.strip()}` is negative", ("amount",), help)
        return None
    trace.given("amount", amount)
    named = material_of(trace.typed("amount")), material_of(trace.typed("emission_factor"))
    if all(named) and named[0] != named[1]:
        message = f"the amount is of {named[0]}, and the emission factor is per t of {named[1]}"
        trace.refuse("CF204", message, ("emission_factor",), "write both for the same material")
        return None
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
        other = "t" if per == "Nm3" else "Nm3"
        help = f"add `net_calorific_value:` in GJ/{per}, as it is billed or analysed, or write the amount in {other}"
        trace.refuse("CF204", message, ("net_calorific_value",), help)
        return None
    return amount.to(per) * calorific.to(f"GJ/{per}") / _TJ


def _plausible(trace: Trace, used: SourceStream) -> None:
    """Findings for factors a thousand times too large (an error) or too small (a warning: gases may hold little carbon)."""
    for key, bounds in _PLAUSIBLE.items():
        stated: Quantity | None = getattr(used, key)
        for unit, (low, high) in bounds.items():
            if stated is None or stated.unit.dimension != parse_unit(unit).dimension:
                continue
            number, text = stated.to(unit), stated.text.strip()
            help = f"check its unit: this is {number:g} {unit}"
            if number > high:
                trace.refuse("CF208", f"`{text}` is more than any fuel or material has", (key,), help)
            elif 0 < number < low:
                message = f"`{text}` is less than fuels have"
                trace.remark("CF208", message, (key,), help, how="warning")


def emitted(
    trace: Trace, rules: Rules, used: SourceStream, amount: Quantity, standard: Substance | None
) -> tuple[float, float] | None:
    """t CO2 of all carbon, fossil or not, and TJ; None with a finding. Eq. 5, 6, 8 and 9, 11, 13 and 14."""
    calorific = _calorific(trace, used, standard)
    energy = _energy(trace, amount, calorific)
    _net(trace, used)
    _plausible(trace, used)
    if trace.refused():
        return None
    if used.carbon_content is not None and used.emission_factor is not None:
        help = "leave one of them out"
        trace.refuse(
            "CF106", "`carbon_content` and `emission_factor` say the same twice", ("carbon_content",), help
        )
        return None
    if used.carbon_content is not None:
        trace.given("carbon content", used.carbon_content)
        carbon = _carbon(trace, amount, used.carbon_content, energy)
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
            carbon = _carbon(trace, amount, trace.row("carbon content", row, "t/t"), energy)
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
            _no_energy(trace, amount, "state the emission factor per t or Nm3")
            return None
        return _possible(trace, rules, amount, energy * factor.to("t/TJ"), energy)
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
    return _possible(trace, rules, amount, amount.to(per) * factor.to(f"t/{per}"), energy or 0.0)


def _no_energy(trace: Trace, amount: Quantity, otherwise: str) -> None:
    message = f"`{amount.text.strip()}` becomes energy by a net calorific value, and none is stated"
    trace.refuse("CF209", message, (), f"add `net_calorific_value:`, or {otherwise}")


def _held(trace: Trace, amount: Quantity, carbon: float) -> float | None:
    """t C, where an amount can hold it; None with a finding."""
    if amount.unit.dimension == _MASS and abs(carbon) > abs(amount.to("t")) * (1 + 1e-9):
        message = f"`{amount.text.strip()}` cannot hold {abs(carbon):.6g} t C"
        help = "check the unit of the carbon content: t C/t, t C/TJ"
        trace.refuse("CF208", message, ("carbon_content",), help)
        return None
    return carbon


def _net(trace: Trace, used: SourceStream) -> None:
    """Energy is by net calorific value (Eq. 6)."""
    for key in ("amount", "net_calorific_value", "emission_factor"):
        stated: Quantity | None = getattr(used, key)
        if stated is not None and stated.unit.basis == "gross":
            help = "write the net value: that of natural gas is about 0.9 of the gross value"
            notes = ("Implementing Regulation (EU) 2025/2547, Annex II, Eq. 6: net calorific value",)
            trace.refuse("CF210", f"`{stated.text.strip()}` is by gross calorific value", (key,), help, notes)


def _possible(
    trace: Trace, rules: Rules, amount: Quantity, mass: float, energy: float
) -> tuple[float, float] | None:
    """Both, where no more carbon is emitted than a tonne can hold; None with a finding."""
    if amount.unit.dimension == _MASS and abs(mass) > rules.carbon().value * abs(amount.to("t")) * (1 + 1e-9):
        message = (
            f"`{amount.text.strip()}` cannot emit {abs(mass):.6g} t CO2: that is more carbon than it weighs"
        )
        trace.refuse("CF208", message, ("emission_factor",), "check the unit of the factors: t CO2/TJ, GJ/t")
        return None
    return mass, energy


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


def _carbon(trace: Trace, amount: Quantity, content: Quantity, energy: float | None) -> float | None:
    """t C."""
    if content.unit.dimension == parse_unit("t/TJ").dimension:
        if energy is None:
            _no_energy(trace, amount, "state the carbon content per t or Nm3")
            return None
        return _held(trace, amount, energy * content.to("t/TJ"))
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


def biomass(trace: Trace, used: SourceStream, standard: Substance | None = None) -> float:
    """Share of the carbon that counts zero (Eq. 10, 15; B.3.3)."""
    share = used.biomass_share
    if share is None and standard is not None and standard.kind == "biomass":
        share = 1.0
        trace.note("biomass share", "100 %", "a fuel of Annex II, G, table 2")
    if not share:
        if used.zero_rated and used.biomass_share is None:
            help = "add `biomass_share:`, the share of its carbon that is from biomass"
            trace.refuse("CF106", "`zero_rated` has no effect without a biomass share", ("zero_rated",), help)
        return 0.0
    if used.biomass_share is not None:
        trace.note("biomass share", f"{100 * share:g} %", "given")
    if used.zero_rated:
        if used.evidence is None and trace.read.year > TRANSITIONAL_END:
            help = "add `evidence:`, such as a proof of sustainability of a recognised voluntary scheme"
            notes = (
                "Implementing Regulation (EU) 2025/2547, Annex II, A.2, 5(b): as fossil, unless evidence is provided",
            )
            message = f"the biomass in `{used.name}` counts zero, and nothing says how that is shown"
            trace.remark("CF813", message, ("zero_rated",), help, notes)
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
