"""Gases that are sold liquid: a gas meter's cubic metre must never meet a factor per litre of the liquid."""

from __future__ import annotations

from carbonfoot.factors.convert import SOLD_LIQUID
from carbonfoot.factors.library import open_library
from carbonfoot.quantities.units import parse_unit

LIQUIDS = """
    aviation-spirit aviation-turbine-fuel bitumen burning-oil crude-oil diesel fuel-oil gas-oil heavy-gas-oil kerosene
    lubricants marine-fuel-oil marine-gas-oil naphtha natural-gasoline other-oil pentanes-plus petrochemical-feedstocks
    petrol refinery-feedstocks white-spirit waste/oils pyrolysis-oil/waste-tyre
    distillate-fuel-oil/no-1 distillate-fuel-oil/no-4 residual-fuel-oil/no-5
    processed-fuel-oil/distillate processed-fuel-oil/residual
    biomass/animal-fat biomass/aviation-turbine-fuel biomass/biodiesel biomass/bioethanol biomass/biomethanol
    biomass/development-diesel biomass/development-petrol biomass/hvo biomass/vegetable-oil
"""
METERED = {"fuels/natural-gas"}
"""Stated per cubic metre of the gas itself."""


def test_every_fuel_per_volume_was_thought_about() -> None:
    """A new one is a liquid at room temperature, or must stand among those that are sold liquid."""
    library = open_library()
    volume = parse_unit("m3").dimension
    rows = library.rows("select distinct item, unit_den from main.record where kind = 'fuel'")
    library.close()
    found = {item for item, unit in rows if parse_unit(unit).dimension == volume}
    assert found - METERED - SOLD_LIQUID == {f"fuels/{name}" for name in LIQUIDS.split()}
    assert {
        "fuels/lpg",
        "fuels/propane",
        "fuels/lng",
        "fuels/cng",
        "fuels/biomass/biopropane",
    } <= found & SOLD_LIQUID
