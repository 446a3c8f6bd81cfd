"""What a record of the message says of a good: emissions, electricity, attestation, carbon price. Rounded here, once.

Specific embedded emissions have five decimals at most (Implementing Regulation (EU) 2025/2547, Annex II, A.1).
"""

from __future__ import annotations

from math import fsum, isfinite
from typing import Any

from carbonfoot.cbam.model import GoodResult, Path, ProcessResult, Result
from carbonfoot.cbam.shapes.energy import ElectricitySource
from carbonfoot.cbam.standard import TRANSITIONAL_END
from carbonfoot.declarations.catenax_cbam.parties import without_none
from carbonfoot.declarations.catenax_cbam.strict import NEAR, SMALL
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.declarations.rounding import decimals, see
from carbonfoot.quantities.numbers import round_digits

ACTS = ("Implementing Regulation (EU) 2023/1773", "Implementing Regulation (EU) 2025/2547")
"""Rules of the operator: of the transitional period, and since."""
_SOURCES = {"grid": "SOE03", "ppa": "SOE02", "direct-line": "SOE01", "own": "SOE01", "chp": "SOE01"}
_FROM_THE_COMMISSION = ("official", "default")


def act(result: Result) -> str:
    """Rules that the operator calculated by."""
    return ACTS[result.year > TRANSITIONAL_END]


def direct(result: Result, good: GoodResult, note: str) -> dict[str, Any]:
    """Direct emissions, with how they were found."""
    share = decimals(100.0 * good.see.default_share_in_scope, 2)
    told = [f"Method: {act(result)}.", f"{share:g} % of what is in scope rests on default values.", note]
    return {
        "specificEmbeddedEmissionsDirect": see(good.see.direct),
        "additionalInformation": " ".join(one for one in told if one),
    }


def of_precursors(result: Result, good: GoodResult) -> float:
    """Indirect emissions that came in with precursors, t CO2e per t of the good: use by use."""
    uses = result.processes[good.process].uses
    return fsum(use.per_unit * use.see.indirect for use in uses) * good.content


def indirect(result: Result, good: GoodResult, talk: Talk, *, due: bool) -> dict[str, Any] | None:
    """Indirect emissions; None with a finding where the document does not state all six values. `due`: they were asked for."""
    process = result.processes[good.process]
    path: Path = (*process.path, "electricity")
    power, factor = process.own.electricity * good.content, process.electricity_factor
    code = "CF851" if due else "CF852"
    if not all(map(isfinite, (good.see.indirect, power, factor))):
        said = f"indirect emissions of `{good.name}` are left out: not all electricity in it is stated"
        help = "state the electricity and its emission factor, of the process and of every precursor"
        talk.ours(code, said, path, help, on="key")
        return None
    sources = _sources(result, process)
    kinds = list(dict.fromkeys(_SOURCES[one.kind] for one in sources))
    if not kinds:
        said = f"indirect emissions of `{good.name}` are left out: nothing says where the electricity is from"
        talk.ours(code, said, path, "list its source under `electricity:` of the document", on="key")
        return None
    if len(kinds) > 1:
        kinds = _largest_first(result, sources)
        said = (
            f"electricity of several kinds goes into `{good.name}`: the message has room for one, the largest"
        )
        talk.ours("CF852", said, path, "the factor is the mean of all", on="key")
    _compared(good, power * factor, of_precursors(result, good), talk, path)
    named = [one.source or one.name for one in sources]
    official = all(one.basis in _FROM_THE_COMMISSION for one in sources)
    return {
        "specificEmbeddedEmissionsIndirect": see(good.see.indirect),
        "electricityConsumedMwhPerTonnesGood": round_digits(power),
        "emissionFactorTonnesCo2PerMwh": round_digits(factor),
        "sourceOfEmissionFactor": "02" if official else "01",
        "sourceOfEmissionFactorValue": ", ".join(dict.fromkeys(named)),
        "sourceOfElectricity": kinds[0],
    }


def _compared(good: GoodResult, power: float, brought: float, talk: Talk, path: Path) -> None:
    """A warning where the number is not that of the electricity and the precursors beside it."""
    told, whole = good.see.indirect, power + brought
    if abs(told - whole) > NEAR * max(told, whole) + SMALL:
        said = (
            f"indirect emissions of `{good.name}` are {see(told):.5f} t CO2e/t, and its electricity ({see(power):.5f})"
            f" and precursors ({see(brought):.5f}) make {see(whole):.5f}"
        )
        talk.ours(
            "CF852", said, path, "look at the electricity of the process and of its precursors", on="key"
        )


def _sources(result: Result, process: ProcessResult) -> list[ElectricitySource]:
    """Sources that a process takes from; none where its factor stands at the process itself."""
    used = result.installation.processes[process.path[1]].electricity  # type: ignore[index]
    every = result.installation.electricity or []
    if used is None or used.emission_factor is not None:
        return []
    return [one for one in every if used.sources is None or one.name in used.sources]


def _largest_first(result: Result, sources: list[ElectricitySource]) -> list[str]:
    amounts = {one.name: one.amount or 0.0 for one in result.power}
    sums: dict[str, list[float]] = {}
    for one in sources:
        sums.setdefault(_SOURCES[one.kind], []).append(amounts.get(one.name, 0.0))
    return sorted(sums, key=lambda kind: (-fsum(sums[kind]), kind))


def attestation(result: Result, talk: Talk) -> list[dict[str, Any]] | None:
    """The verifier's statement as a list of one; None where there is none, or it is half known."""
    known = result.installation.installation.verification
    if known is None:
        return None
    needed = {"standard": known.standard, "statement": known.statement}
    missing = [key for key, value in needed.items() if value is None]
    if missing:
        keys = " and ".join(f"`{key}`" for key in missing)
        said = f"the attestation is left out: `verification` does not state {keys}"
        help = "a half-filled attestation is refused by the other side"
        talk.ours("CF852", said, ("installation", "verification"), help, on="key")
        return None
    one = without_none(
        attestationType="third-party verification",
        attestationStandard=act(result),
        standardName=known.standard,
        attestationOfConformanceId=known.statement,
        providerName=known.verifier,
        providerId=known.accreditation,
        attestationOfConformanceLink=known.link,
        completedAt=None if known.date is None else f"{known.date}T00:00:00Z",
    )
    return [one]
