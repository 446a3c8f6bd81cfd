"""The emissions of a message and their exact sums (RULES 1.3: CarbonFootprint of the technical specifications 3.0.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from carbonfoot.declarations.pact.amounts import at, quantum, text
from carbonfoot.declarations.pact.carbon import Uptake, packaging_carbon, uptake
from carbonfoot.declarations.pact.company import clean
from carbonfoot.declarations.pact.ground import PRODUCT, Ground
from carbonfoot.declarations.pact.known import silent
from carbonfoot.documents.received.pact3 import PARTS
from carbonfoot.quantities.numbers import format_number
from carbonfoot.system.model import Path

_NEGATIVE = ("removals", "technological_removals", "captured")
_STORED = ("technological_removals", "captured")
_ZERO = {
    "landUseChangeGhgEmissions": "land_use_change",
    "landManagementBiogenicCO2Emissions": "land_management",
    "biogenicNonCO2Emissions": "biogenic_non_co2",
}
"""Keys that say "0" where it is known that there is none, and stay away where it is not known."""


class Emissions(NamedTuple):
    """Keys of the message, and whether it is known that nothing biogenic and no land is behind the product."""

    keys: dict[str, Any]
    nothing_biogenic: bool


def emissions(ground: Ground) -> Emissions:
    """All emission keys. Parts share their last place; totals are the sums of the parts as written."""
    result = ground.gate
    split = result.split
    _signs(ground, split)
    taken = uptake(ground)
    outbound = _outbound(ground)
    parts = {name: split[ours] for name, ours in PARTS.items()}
    beside = {"biogenicCO2Uptake": taken.kg or 0.0, "aircraftGhgEmissions": split["aircraft"]}
    step = quantum([*parts.values(), taken.kg or 0.0])
    written = {name: at(number, step) for name, number in {**parts, **beside}.items()}
    excluding = sum((written[name] for name in PARTS), Decimal())
    including = excluding + written["biogenicCO2Uptake"]
    unknown = {
        name: share for name, ours in _ZERO.items() if (share := silent(result, ours)) and not written[name]
    }
    nothing = (
        taken.none
        and not unknown
        and not any(written[name] for name in (*_ZERO, "landManagementBiogenicCO2Removals"))
    )
    keys: dict[str, Any] = {
        "pcfExcludingBiogenicUptake": text(excluding),
        "pcfIncludingBiogenicUptake": text(including),
        "fossilGhgEmissions": text(written["fossilGhgEmissions"]),
    }
    for name in _ZERO:
        if name not in unknown:
            keys[name] = text(written[name])
    if nothing:
        keys["landManagementFossilGhgEmissions"] = "0"
    if taken.kg is not None:
        keys["biogenicCO2Uptake"] = text(written["biogenicCO2Uptake"])
    for name in ("landManagementBiogenicCO2Removals", "aircraftGhgEmissions"):
        if written[name]:
            keys[name] = text(written[name])
    keys |= _packaging(ground, step, taken) | _stored(ground, written)
    if outbound is not None:
        keys["outboundLogisticsGhgEmissions"] = text(at(outbound, step))
    _unknown(ground, unknown, taken)
    return Emissions(keys, nothing)


def _signs(ground: Ground, split: dict[str, float]) -> None:
    """Parts of the wrong sign: avoided products make one negative, and PACT takes no credit below nothing."""
    for ours, number in split.items():
        wrong = number > 0 if ours in (*_NEGATIVE, "biogenic_uptake") else number < 0
        if not wrong or ours in ("distribution", "biogenic_co2", "biogenic_uptake"):
            continue
        what = ground.gate.credits.what if ground.gate.credits is not None else ()
        credited = f": credits for {', '.join(what)} exceed it" if what else ""
        ground.says.refuse(
            f"the part `{ours}` comes to {format_number(number, 4)} kg CO2e{credited}",
            "PACT has no place for it: allocate in place of avoided products, or declare them apart",
            PRODUCT,
        )


def _packaging(ground: Ground, step: Decimal, taken: Uptake) -> dict[str, Any]:
    """Packaging is inside the sum only where the document lists some."""
    if not ground.part.packaging:
        return {"packagingEmissionsIncluded": False}
    found = {
        "packagingEmissionsIncluded": True,
        "packagingGhgEmissions": text(at(ground.gate.split["packaging"], step)),
    }
    held = packaging_carbon(ground, taken)
    if held is not None:
        found["packagingBiogenicCarbonContent"] = text(at(held, quantum([held])))
    return found


def _stored(ground: Ground, written: dict[str, Decimal]) -> dict[str, Any]:
    """Capture with storage and technological removals; only suppliers' declarations bring any."""
    names = {name: written[name] for name, ours in PARTS.items() if ours in _STORED and written[name]}
    found: dict[str, Any] = {"ccsTechnologicalCO2CaptureIncluded": bool(names)}
    found |= {name: text(number) for name, number in names.items()}
    origin = ground.declare.captured_origin
    used = ground.declare.carbon_capture_use is not None
    if origin is not None and (names or used):
        found["technologicalCO2CaptureOrigin"] = clean(origin)
    elif names or used:
        ground.says.note(
            "`technologicalCO2CaptureOrigin` is left out: nothing says where captured CO2 comes from",
            "write `declare: {captured_origin: ...}`: facility, and where it is stored",
            ("declare",),
        )
    return found


def _outbound(ground: Ground) -> float | None:
    """kg CO2e of the transport to the customer, which stands beside the total; None unless the company pays it."""
    if not ground.declare.pays_distribution:
        return None
    path: Path = ("distribution",)
    legs = [flow for flow in ground.gate.product.flows if flow.stage == "distribution"]
    if not legs:
        message = "the company pays the transport to the customer, and the document lists none"
        ground.says.missing(message, "list it under `distribution:`, or write `pays_distribution: no`")
        return None
    if any(flow.missing for flow in legs):
        ground.says.missing(
            "the transport to the customer is not known in full", "complete `distribution:`", path
        )
        return None
    return sum(group.co2e for group in ground.gate.beyond if group.key == "distribution")


def _unknown(ground: Ground, unknown: dict[str, float], taken: Uptake) -> None:
    """A note of the keys that are left out because the numbers behind do not say."""
    names = [*unknown, *(["biogenicCO2Uptake"] if taken.kg is None else [])]
    if not names:
        return
    share = max([*unknown.values(), silent(ground.gate, "biogenic_uptake") if taken.kg is None else 0.0])
    ground.says.note(
        f"left out: {', '.join(f'`{one}`' for one in names)}; {format_number(100 * share, 3)} % of the total comes from"
        " numbers that do not say",
        "ask for factors and declarations with the biogenic part apart; PACT reads an absent key as not known",
    )
