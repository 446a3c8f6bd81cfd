"""Carbon in the product, what it took up, and captured carbon (PACT: fossilCarbonContent to ccuCreditCertification)."""

from __future__ import annotations

import re
from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.pact.amounts import Declared, exact, number
from carbonfoot.declarations.pact.company import clean
from carbonfoot.declarations.pact.ground import PRODUCT, Ground
from carbonfoot.declarations.pact.known import burned, silent, tells
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity

CO2_PER_C = 44 / 12
"""kg CO2 that a kg of carbon makes, as PACT counts it: official example 2 has 5.28 kg C and 19.36 kg CO2."""

TOLERANCE = 0.05
"""Share by which the uptake may differ from the biogenic carbon in the product, as for the carbon balance."""

_CONTENT = ("product", "carbon_content")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[!-~]+")


class Uptake(NamedTuple):
    """Net biogenic uptake at the gate, kg CO2 (<= 0); None where nobody knows. `none`: known that there is none.

    packed  what of it is in the packaging
    """

    kg: float | None
    none: bool
    packed: float = 0.0


def contents(ground: Ground, declared: Declared | None, *, nothing_biogenic: bool) -> dict[str, str]:
    """`fossilCarbonContent`, `biogenicCarbonContent`, `recycledCarbonContent`, in kg C of the declared unit."""
    held = ground.gate.product.carbon
    found = {}
    if "fossil" in held:
        found["fossilCarbonContent"] = number(held["fossil"])
    elif declared is not None and declared.mass is None:
        found["fossilCarbonContent"] = "0"  # no mass, no carbon
    else:
        ground.says.missing(
            "PACT needs the fossil carbon in the product, and nothing states it",
            "write `product: carbon_content: {fossil: 0 kg/kg}` for a product without any, such as most of metal",
            PRODUCT,
        )
    if "biogenic" in held:
        found["biogenicCarbonContent"] = number(held["biogenic"])
    elif nothing_biogenic:
        found["biogenicCarbonContent"] = "0"
    if "recycled" in held:
        found["recycledCarbonContent"] = number(held["recycled"])
    return found


def uptake(ground: Ground) -> Uptake:
    """What the product has taken up at the gate: uptake less biogenic CO2 released; agrees with the carbon it holds.

    What burned fuel releases was taken up for it, and packaging that suppliers use does not come along: neither counts.
    Where no line says what it takes up, the carbon in the product does: it is what the key means. That of the packaging
    counts where all of it is known.
    """
    parts: list[float] = []
    packed: list[float] = []
    packed_known = True
    for one in ground.gate.contributions:
        if not one.counted:
            continue
        beside = one.source.vector.beside
        taken, released = beside.get("biogenic_uptake", 0.0), beside.get("biogenic_co2", 0.0)
        if one.flow.stage == "packaging" and one.stage != "packaging":
            continue
        if one.stage == "packaging" and not burned(one.source) and not tells(one, "biogenic_uptake"):
            packed_known = False
        if not taken and (burned(one.source) or one.flow.worked is not None):
            continue  # biomass that burns, also in a method, took up before what it releases
        kilograms = one.level * one.flow.multiplier * one.units * (taken + released)
        (packed if one.stage == "packaging" else parts).append(kilograms)
    own, packaging = fsum(parts), fsum(packed) if packed_known else 0.0
    held = ground.gate.product.carbon.get("biogenic")
    known = not silent(ground.gate, "biogenic_uptake")
    if held is None:
        if own < 0:
            ground.says.missing(
                f"the product takes up {_kg(-own)} of CO2, and nothing states the biogenic carbon that it holds",
                "write `product: carbon_content: {biogenic: ... kg/kg}`",
                PRODUCT,
            )
        elif own > 0:
            _released(ground, own)
        return Uptake(
            own + packaging if known or own + packaging else None, known and not own + packaging, packaging
        )
    wanted = -held * CO2_PER_C
    if not own and not known:
        packed_unknown = not held and not packaging and bool(ground.part.packaging)
        return Uptake(None if packed_unknown else wanted + packaging, none=False, packed=packaging)
    if abs(own - wanted) > TOLERANCE * max(abs(own), abs(wanted)):
        ground.says.refuse(
            f"the lines take up {_kg(-own)} of CO2, and the biogenic carbon in the product stands for {_kg(-wanted)}",
            "correct `carbon_content:` of the product, or the uptake that a supplier states; what leaves as scrap or gas"
            " is not in the product",
            _CONTENT,
        )
    return Uptake(own + packaging, known and not own + packaging, packaging)


def _released(ground: Ground, own: float) -> None:
    ground.says.refuse(
        f"the lines release {_kg(own)} of biogenic CO2 more than they take up",
        "state `biogenic_uptake:` where the biomass comes in, or `product: carbon_content: {biogenic: ... kg/kg}`",
        PRODUCT,
    )


def packaging_carbon(ground: Ground, taken: Uptake) -> float | None:
    """kg of biogenic carbon in the packaging of the declared unit: as every line of it says, else what it has taken up."""
    stated = _stated_in_packaging(ground)
    if stated is None and taken.packed < 0:
        return -taken.packed / CO2_PER_C
    return stated


def _stated_in_packaging(ground: Ground) -> float | None:
    found = []
    for flow in ground.gate.product.flows:
        if flow.path[0] != "packaging" or flow.kind == "transport":
            continue
        content = flow.stated.get("carbon_content")
        if not isinstance(content, dict) or "biogenic" not in content or flow.mass is None:
            return None
        found.append(flow.mass * content["biogenic"])
    return fsum(found) if found else None


def captured(ground: Ground, declared: Declared) -> dict[str, str]:
    """`ccuCarbonContent`, `ccuCalculationApproach`, `ccuCreditCertification`: captured carbon used in the product."""
    declare, says = ground.declare, ground.says
    approach, share, proof = declare.carbon_capture_use, declare.captured_content, declare.capture_certificate
    path = ("declare",)
    if approach is None and share is None and proof is None:
        return {}
    if approach is None or share is None:
        lacking = "carbon_capture_use: Cut-off" if approach is None else "captured_content: 0.1"
        says.missing(
            "captured carbon in the product is declared in part only", f"write `declare: {lacking}`", path
        )
        return {}
    if not isinstance(share, Quantity) or not 0 <= share.si <= 1:
        says.refuse(
            "`captured_content:` is no share from 0 to 1",
            "kg of captured carbon per kg of product",
            (*path, "captured_content"),
        )
        return {}
    if declared.mass is None:
        says.refuse("a product without mass holds no captured carbon", "state `product: mass:`", PRODUCT)
        return {}
    found = {"ccuCarbonContent": number(share.si * float(declared.mass)), "ccuCalculationApproach": approach}
    if proof is not None and approach != "Credit":
        says.refuse(
            "a certificate of credits stands beside `carbon_capture_use: Cut-off`",
            "leave out `capture_certificate:`, or write `Credit`",
            (*path, "capture_certificate"),
        )
    elif proof is not None and not _URI.fullmatch(proof):
        says.refuse(f"`{clean(proof)}` is no URI", "write `https://...`", (*path, "capture_certificate"))
    elif proof is not None:
        found["ccuCreditCertification"] = proof
    elif approach == "Credit":
        says.missing(
            "credits for captured carbon need their certificate",
            "write `declare: {capture_certificate: https://...}`",
            path,
        )
    return found


def _kg(given: float) -> str:
    return f"{format_number(float(exact(given)), 4)} kg"
