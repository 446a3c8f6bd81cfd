"""Streams of carbon into and out of a furnace: what goes in and does not leave with a product or residue becomes CO2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from carbonfoot.documents.shape import Shape, optional, required
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

MATERIALS = "processes/steel/materials"
"""Item of the library below which the carbon contents of IPCC 2006, volume 3, table 4.3 stand."""


class CarbonStream(Shape):
    """A material with its carbon."""

    name = optional(WORD, "What it is.", "Foundry coke")
    amount = required(number("kg"), "How much of it.", "120 kg")
    carbon = optional(share(), "Carbon in it, as a share of its mass.", "88 %")
    material = optional(
        WORD,
        "Instead of `carbon`: a material of IPCC 2006, volume 3, table 4.3, such as `coke`, `pig-iron`, "
        "`steel`, `limestone`.",
        "pig-iron",
    )
    biogenic = optional(share(), "Share of its carbon that is biogenic, as of charcoal.", "100 %")


def carbon_content(work: Work, carbon: float | None, material: str | None, at: Path) -> float:
    """Carbon per mass: as stated, or of the table. Raises `Refused` where both or none is stated."""
    if carbon is not None and material is not None:
        message = "`carbon` and `material` both say how much carbon it has"
        raise work.refuse("CF106", message, (*at, "material"), "leave one of them out")
    if carbon is not None:
        return carbon
    if material is None:
        help = "state `carbon:` of an analysis, or `material:` of table 4.3 of the IPCC guidelines"
        raise work.refuse("CF102", "the carbon content is missing", at, help)
    item = f"{MATERIALS}/{material}"
    return work.number(item, "carbon-content", "kg/kg", packs=("ipcc-2006",), at=(*at, "material"))


def carbon_in(work: Work, streams: Sequence[CarbonStream] | None, key: str) -> tuple[float, float]:
    """kg of fossil and of biogenic carbon in a list of streams."""
    return summed(
        (one.amount, carbon_content(work, one.carbon, one.material, (key, index)), one.biogenic)
        for index, one in enumerate(streams or ())
    )


def summed(parts: Iterable[tuple[float, float, float | None]]) -> tuple[float, float]:
    """kg of fossil and of biogenic carbon; each part is a mass in kg, its carbon, and the biogenic share of that."""
    fossil, biogenic = [], []
    for amount, content, share_of_plants in parts:
        plants = 0.0 if share_of_plants is None else share_of_plants
        fossil.append(amount * content * (1.0 - plants))
        biogenic.append(amount * content * plants)
    return added(fossil), added(biogenic)


def burned(work: Work, inside: tuple[float, float], leaving: float, at: Path) -> dict[str, float]:
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
    ratio = work.constant("co2-per-carbon")
    stays = 1.0 - leaving / total if total > 0 else 0.0
    gases = {"co2": fossil * stays * ratio}
    if biogenic > 0:
        gases["co2_biogenic"] = biogenic * stays * ratio
    return gases
