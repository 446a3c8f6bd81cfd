"""Streams of carbon into and out of a furnace: what goes in and does not leave with a product or residue becomes CO2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from carbonfoot.documents.shape import Shape, choice, optional, required
from carbonfoot.methods.balance._published import EU, by_mass, is_biomass
from carbonfoot.methods.lookups import FACTOR, own_factor
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity

RULES = choice("ipcc", "eu")
"""Whose rule holds: 44/12 and table 4.3 of the IPCC, or 3.664 and table 5 of (EU) 2025/2547."""


class CarbonOut(Shape):
    """A product or residue with its carbon."""

    name = optional(WORD, "What it is.", "Foundry coke")
    amount = required(number("kg"), "How much of it.", "120 kg")
    carbon_content = optional(share(), "Carbon in it, as a share of its mass.", "88 %")
    emission_factor = optional(
        FACTOR, "Instead of `carbon_content`: CO2 per mass when all its carbon is burned.", "3.2 t CO2/t"
    )
    material = optional(
        WORD,
        "Instead of `carbon_content`: a material of table 4.3 of the IPCC, such as `coke`, `pig-iron`, `steel`, "
        "`limestone`, or with `rule: eu` of annex II to (EU) 2025/2547.",
        "pig-iron",
    )


class CarbonStream(CarbonOut):
    """A material that brings carbon."""

    biomass_share = optional(share(), "Share of its carbon that is biogenic, as of charcoal.", "100 %")


class Holding(Protocol):
    """What says how much carbon it has."""

    carbon_content: float | None
    emission_factor: Quantity | None
    material: str | None


def carbon_content(work: Work, one: Holding, rule: str | None, at: Path) -> float:
    """Carbon per mass of a stream: as stated, or of the table of the rule. Raises `Refused` where both or none is stated."""
    ways = [key for key in ("carbon_content", "emission_factor", "material") if getattr(one, key) is not None]
    if len(ways) > 1:
        message = f"`{ways[0]}` and `{ways[1]}` both say how much carbon it has"
        raise work.refuse("CF106", message, (*at, ways[1]), "leave one of them out")
    if one.carbon_content is not None:
        return one.carbon_content
    if one.emission_factor is not None:
        share = own_factor(one.emission_factor) / per_carbon(work, rule)
        if share > 1:
            help = "state it per mass of the material, such as `3.2 t CO2/t`"
            message = f"`{one.emission_factor.text.strip()}` is more than pure carbon gives off"
            raise work.refuse("CF208", message, (*at, "emission_factor"), help)
        return share
    if one.material is None:
        help = (
            "state `carbon_content:` of an analysis, `emission_factor:`, or `material:` of a published table"
        )
        raise work.refuse("CF102", "the carbon content is missing", at, help)
    if is_biomass(one.material) and getattr(one, "biomass_share", 0.0) is None:
        message = f"`{one.material}` is biomass, and its share of biogenic carbon is not stated"
        raise work.refuse(
            "CF209", message, at, "add `biomass_share: 100 %`, or the share that the evidence covers"
        )
    return by_mass(work, one.material, EU if rule == "eu" else "", (*at, "material"))


def carbon_in(
    work: Work, streams: Sequence[CarbonStream] | None, key: str, rule: str | None
) -> tuple[float, float]:
    """kg of fossil and of biogenic carbon in what goes in."""
    return summed(
        (one.amount, carbon_content(work, one, rule, (key, index)), one.biomass_share)
        for index, one in enumerate(streams or ())
    )


def carbon_out(work: Work, streams: Sequence[CarbonOut] | None, key: str, rule: str | None) -> float:
    """kg of carbon in what leaves."""
    return added(
        one.amount * carbon_content(work, one, rule, (key, index)) for index, one in enumerate(streams or ())
    )


def summed(parts: Iterable[tuple[float, float, float | None]]) -> tuple[float, float]:
    """kg of fossil and of biogenic carbon; each part is a mass in kg, its carbon, and the biogenic share of that."""
    fossil, biogenic = [], []
    for amount, content, share_of_plants in parts:
        plants = 0.0 if share_of_plants is None else share_of_plants
        fossil.append(amount * content * (1.0 - plants))
        biogenic.append(amount * content * plants)
    return added(fossil), added(biogenic)


def per_carbon(work: Work, rule: str | None) -> float:
    """kg CO2 per kg of carbon: 44/12, or 3.664 where the rule of the EU holds."""
    return work.constant("co2-per-carbon-cbam" if rule == "eu" else "co2-per-carbon")


def burned(
    work: Work, inside: tuple[float, float], leaving: float, rule: str | None, at: Path
) -> dict[str, float]:
    """kg CO2 of the carbon that goes in and does not leave; what leaves is taken off fossil and biogenic in proportion.

    Raises `Refused` (CF703) where more leaves than goes in.
    """
    fossil, biogenic = inside
    total = fossil + biogenic
    work.found("carbon in", total, "kg", "computed")
    work.found("carbon out", leaving, "kg", "computed")
    if leaving > total:
        message = f"{leaving:.6g} kg of carbon leave, {total:.6g} kg go in"
        help = "list all that brings carbon in, or correct the carbon content of what leaves"
        raise work.refuse("CF703", message, at, help)
    ratio = per_carbon(work, rule)
    stays = 1.0 - leaving / total if total > 0 else 0.0
    gases = {"co2": fossil * stays * ratio}
    if biogenic > 0:
        gases["co2_biogenic"] = biogenic * stays * ratio
    return gases
