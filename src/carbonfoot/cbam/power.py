"""Electricity: the emission factor of each source, and of their mean.

Source: Implementing Regulation (EU) 2025/2547, Article 9; Annex II, D.
"""

from __future__ import annotations

from carbonfoot.cbam.chp import Power
from carbonfoot.cbam.model import Path, PowerResult, StreamResult
from carbonfoot.cbam.names import unknown
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.energy import ElectricitySource
from carbonfoot.cbam.standard import Rules
from carbonfoot.cbam.trace import Trace

_D43 = "Implementing Regulation (EU) 2025/2547, Annex II, D.4.3"
_NEEDED = {
    "direct-line": ("direct_link", "hourly_metering"),
    "ppa": ("contract", "physical_connection", "hourly_metering"),
}


def power_source(
    read: Read,
    rules: Rules,
    used: ElectricitySource,
    path: Path,
    fuels: list[tuple[StreamResult, float, bool]],
    chp: Power,
) -> PowerResult | None:
    """One source; a line or contract that does not qualify comes back with a factor of NaN, to be replaced by the grid's."""
    trace = Trace(read, path)
    if used.certificates:
        help = (
            "leave the grid's emission factor; only a direct line or a contract with hourly metering counts"
        )
        trace.remark(
            "CF807",
            f"green certificates held for `{used.name}` do not count",
            ("certificates",),
            help,
            (_D43,),
        )
    if used.kind == "chp":
        return _chp(trace, used, chp)
    if used.kind == "own":
        return _own(trace, rules, used, fuels)
    if used.emission_factor is None:
        help = "write it in t CO2/MWh with its `source:`; the Commission's table may not be shipped with this program"
        trace.refuse("CF102", f"the emission factor of `{used.name}` is missing", (), help)
        return None
    if used.kind == "grid" and used.certificates and not used.emission_factor:
        help = "write the emission factor of the grid, whatever certificates are held"
        trace.refuse(
            "CF208",
            f"`{used.name}` is a grid at zero with green certificates",
            ("emission_factor",),
            help,
            (_D43,),
        )
        return None
    factor, actual = used.emission_factor, False
    if used.kind in _NEEDED:
        missing = [key for key in _NEEDED[used.kind] if getattr(used.evidence, key, None) is not True]
        actual = not missing
        if missing:
            help = f"add `evidence: {{{', '.join(f'{key}: yes' for key in missing)}}}` where it can be shown to the verifier"
            message = f"`{used.name}` does not qualify ({', '.join(missing)} not shown): it counts as electricity of the grid"
            trace.remark("CF711", message, ("kind",), help, (_D43,))
            factor = float("nan")
    return PowerResult(used.name, path, used.kind, used.amount, factor, actual, used.source or "given")


def _chp(trace: Trace, used: ElectricitySource, chp: Power) -> PowerResult | None:
    name = used.heat_source or used.name
    if name not in chp.factors:
        unknown(
            trace.read,
            name,
            (*trace.path, "heat_source" if used.heat_source else "name"),
            chp.factors,
            "a CHP unit of `heat`",
        )
        return None
    factor, amount = chp.factors[name]
    return PowerResult(
        used.name,
        trace.path,
        used.kind,
        used.amount if used.amount is not None else amount,
        factor,
        True,
        "Annex III, Eq. 52",
    )


def _own(
    trace: Trace, rules: Rules, used: ElectricitySource, fuels: list[tuple[StreamResult, float, bool]]
) -> PowerResult | None:
    if used.emission_factor is not None and fuels:
        trace.refuse(
            "CF106",
            "source streams and `emission_factor` say the same twice",
            ("emission_factor",),
            "leave it out",
        )
        return None
    if used.emission_factor is not None:
        return PowerResult(
            used.name, trace.path, used.kind, used.amount, used.emission_factor, True, used.source or "given"
        )
    if not fuels and used.fossil is False:
        return PowerResult(used.name, trace.path, used.kind, used.amount, 0.0, True, "no fuel is burned")
    if not fuels or not used.amount:
        help = "name it at its source streams (`process:`) and add its `amount:`; `fossil: no` for sun, wind and water"
        trace.refuse("CF102", f"nothing says what electricity of `{used.name}` emits", (), help)
        return None
    emitted = 0.0
    for one, share, waste in fuels:
        cap = rules.natural_gas().value * (one.energy + one.energy_biomass) * share
        emitted += min(one.fossil * share, cap) if waste and cap else one.fossil * share
    return PowerResult(
        used.name, trace.path, used.kind, used.amount, emitted / used.amount, True, "Annex II, Eq. 38"
    )


def settle(read: Read, found: list[PowerResult]) -> list[PowerResult] | None:
    """Lines and contracts that do not qualify get the factor of the grid; None with a finding where there is none."""
    grid = [one for one in found if one.kind == "grid"]
    if all(one.factor == one.factor for one in found):
        return found
    mean = weighted(read, grid) if grid else None
    if mean is None:
        first = next(one for one in found if one.factor != one.factor)
        help = "add an entry `kind: grid` with its emission factor"
        read.report(
            "CF102",
            f"`{first.name}` counts as electricity of the grid, and no grid is stated",
            first.path,
            help,
            (_D43,),
        )
        return None
    return [
        one if one.factor == one.factor else one._replace(factor=mean[0], origin="the grid's")
        for one in found
    ]


def weighted(read: Read, sources: list[PowerResult]) -> tuple[float, float] | None:
    """t CO2/MWh of several sources by their amounts, and the share with actual factors (Article 9); None with a finding."""
    if len(sources) == 1:
        return sources[0].factor, 1.0 if sources[0].actual else 0.0
    missing = [one for one in sources if one.amount is None]
    for one in missing:
        help = "add `amount:` to every source, as MWh that the installation consumed of it"
        notes = ("Implementing Regulation (EU) 2025/2547, Article 9: sources are weighted by their amounts",)
        read.report("CF102", f"the amount of `{one.name}` is missing", one.path, help, notes)
    total = sum(one.amount or 0.0 for one in sources)
    if missing or not sources:
        return None
    if not total:
        read.report(
            "CF208", "no source gave any electricity", sources[0].path, "write the amounts of the period"
        )
        return None
    factor = sum((one.amount or 0.0) * one.factor for one in sources) / total
    return factor, sum(one.amount or 0.0 for one in sources if one.actual) / total
