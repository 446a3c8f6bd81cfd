"""Streams of carbon into and out of a furnace: what goes in and does not leave with a product or residue becomes CO2."""

from __future__ import annotations

from collections.abc import Sequence

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


def carbon_content(work: Work, one: CarbonStream, at: Path) -> float:
    """Carbon per mass: as stated, or of the table. Raises `Refused` where both or none is stated."""
    if one.carbon is not None and one.material is not None:
        help = "leave one of them out"
        raise work.refuse("CF106", "`carbon` and `material` both say how much carbon it has", at, help)
    if one.carbon is not None:
        return one.carbon
    if one.material is None:
        help = "state `carbon:` of an analysis, or `material:` of table 4.3 of the IPCC guidelines"
        raise work.refuse("CF102", "the carbon content is missing", at, help)
    item = f"{MATERIALS}/{one.material}"
    return work.number(item, "carbon-content", "kg/kg", packs=("ipcc-2006",), at=(*at, "material"))


def carbon_in(work: Work, streams: Sequence[CarbonStream] | None, key: str) -> tuple[float, float]:
    """kg of fossil and of biogenic carbon in a list of streams."""
    fossil, biogenic = [], []
    for index, one in enumerate(streams or ()):
        carbon = one.amount * carbon_content(work, one, (key, index))
        of_plants = 0.0 if one.biogenic is None else one.biogenic
        fossil.append(carbon * (1.0 - of_plants))
        biogenic.append(carbon * of_plants)
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
