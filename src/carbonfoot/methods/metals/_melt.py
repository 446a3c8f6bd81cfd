"""What goes into a melting furnace: each amount in all, or per tonne melted."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, optional, required
from carbonfoot.methods.lookups import FACTOR
from carbonfoot.methods.needs import WORD, quantity, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity, parse_unit

MASS = quantity("kg", "kg/t")
"""A mass in all, or per tonne of metal that is melted; the unit says which."""


class Charge(Shape):
    """A material with its carbon: metal, coke, carburiser, electrode."""

    name = optional(WORD, "What it is.", "Foundry coke")
    amount = required(MASS, "How much of it: in all, or per tonne melted.", "120 kg/t")
    carbon_content = optional(share(), "Carbon in it, as a share of its mass.", "88 %")
    emission_factor = optional(
        FACTOR, "Instead of `carbon_content`: CO2 per mass when all its carbon is burned.", "3.2 t CO2/t"
    )
    material = optional(
        WORD, "Instead of `carbon_content`: a material of IPCC 2006, volume 3, table 4.3.", "pig-iron"
    )
    biomass_share = optional(share(), "Share of its carbon that is biogenic.", "100 %")


class MeltCarbonate(Shape):
    """Limestone or another carbonate that goes in as flux."""

    carbonate = required(WORD, "The carbonate: its formula, or its name.", "CaCO3")
    amount = required(MASS, "How much of it: in all, or per tonne melted.", "35 kg/t")
    purity = optional(share(above_zero=True), "Share of the carbonate in what was weighed.", "96 %")
    calcination = optional(share(), "Share that gives its CO2 off.", "100 %")
    emission_factor = optional(FACTOR, "CO2 of the pure carbonate, instead of the table.", "0.44 t/t")


class Mould(Shape):
    """A binder, core or coating whose carbon burns off."""

    name = optional(WORD, "What it is.", "Furan resin")
    amount = required(MASS, "How much of it: in all, or per tonne melted.", "8 kg/t")
    carbon_content = required(share(), "Carbon in it, as a share of its mass.", "60 %")
    oxidation_factor = optional(
        share(), "Share of that carbon that becomes CO2; all of it unless stated.", "70 %"
    )
    biomass_share = optional(share(), "Share of its carbon that is biogenic.", "0 %")


def of_melt(work: Work, amount: Quantity, melted: float | None, at: Path) -> float:
    """kg in all of an amount that may be per tonne of metal melted. Raises `Refused` where the melt is not known."""
    if amount.unit.dimension == parse_unit("kg").dimension:
        return amount.to("kg")
    if melted is None:
        help = "state `melted:`, or `castings:` with `metal_yield:`"
        raise work.refuse("CF102", "how much metal is melted is missing", (*at, "amount"), help)
    return amount.to("kg/kg") * melted
