"""The circular footprint formula on a line: its parameters, under the names of the Recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.documents.fields import AMOUNT, COUNTRY, ITEM, PERIOD, SHARE, TEXT
from carbonfoot.documents.shape import Shape, nested, optional

if TYPE_CHECKING:
    from carbonfoot.documents.lines import StatedFootprint


def _stated() -> type[StatedFootprint]:
    from carbonfoot.documents.lines import StatedFootprint

    return StatedFootprint


class Term(Shape):
    """Where one term of the circular footprint formula takes its emissions from: one of the ways of a line."""

    factor = optional(ITEM, "Item of the factor library.", "aluminium/ingot")
    record = optional(
        TEXT, "One record of the library by its id.", "taiwan-moenv:849-aluminium-ingot-secondary"
    )
    route = optional(TEXT, "Technology route.", "secondary")
    origin = optional(COUNTRY, "Where it is done: ISO 3166 code.", "KR")
    year = optional(PERIOD, "The year, when not that of the document.", "2024")
    product = optional(TEXT, "Another part document, by its path.", "../smelter/ingot.yaml")
    footprint = optional(
        nested(_stated),
        "A stated footprint.",
        {"value": "8.6 kg CO2e", "per": "1 kg", "source": "Smelter Co., PCF report 2025-07"},
    )
    declaration = optional(TEXT, "A supplier's declaration, by its path.", "received/ingot.json")


_TERM = nested(lambda: Term)
_EV = {"factor": "aluminium/ingot", "route": "primary", "origin": "KR"}
_RECYCLED = {"factor": "aluminium/ingot", "route": "secondary", "origin": "KR"}
_EER = {"factor": "waste/mixed", "route": "incineration", "origin": "KR"}
_ED = {"factor": "waste/mixed", "route": "landfill", "origin": "KR"}


class Circular(Shape):
    """The EU circular footprint formula (Recommendation (EU) 2021/2279, Annex I, 4.4.8.1), per kg of the material.

    What is not stated does not enter: a share that is above zero needs the terms that it multiplies.
    """

    A = optional(SHARE, "Allocation factor between supplier and user of recycled material.", "0.2")
    B = optional(SHARE, "Allocation factor of energy recovery; 0 unless stated.", "0")
    R1 = optional(SHARE, "Share of recycled material in what is bought; 0 unless stated.", "30 %")
    R2 = optional(SHARE, "Share that will be recycled in a later system; 0 unless stated.", "85 %")
    R3 = optional(SHARE, "Share that is burned with energy recovery at end of life; 0 unless stated.", "5 %")
    quality_in = optional(SHARE, "Qsin/Qp: quality of the recycled material bought over primary.", "1")
    quality_out = optional(SHARE, "Qsout/Qp: quality of the material recycled later over primary.", "0.9")
    Ev = optional(_TERM, "Primary material.", _EV)
    Erecycled = optional(_TERM, "Recycling that makes the recycled material bought.", _RECYCLED)
    ErecyclingEoL = optional(_TERM, "Recycling at end of life, collection and sorting included.", _RECYCLED)
    Ev_star = optional(_TERM, "E*v: primary material that the recycled material stands for later.", _EV)
    EER = optional(_TERM, "Burning with energy recovery, per kg of material.", _EER)
    LHV = optional(AMOUNT, "Lower calorific value of the material.", "22 MJ/kg (net)")
    XER_heat = optional(SHARE, "Efficiency of the recovery of heat.", "25 %")
    XER_elec = optional(SHARE, "Efficiency of the recovery of electricity.", "13 %")
    ESE_heat = optional(_TERM, "Heat that is replaced.", {"factor": "heat/district", "origin": "KR"})
    ESE_elec = optional(
        _TERM, "Electricity that is replaced.", {"factor": "electricity/grid", "origin": "KR"}
    )
    ED = optional(_TERM, "Disposal of what is neither recycled nor burned.", _ED)
