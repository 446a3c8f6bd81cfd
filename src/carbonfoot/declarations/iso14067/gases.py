"""The greenhouse gases considered and how they are made one number."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.remarks import WORTH_SAYING

_UNKNOWN = "unknown"
_COMMON = ("co2", "ch4_fossil", "ch4_biogenic", "n2o", "sf6", "nf3")
"""Gases whose potentials are always shown; others where they occur."""

_CO2 = ("co2", "co2_fossil")
"""CO2 by where it is from: it has one potential."""

_BY_DEFINITION = "by definition"


def section(study: Study) -> Section:
    """The GWP set, what of the result stands in another, and the potentials."""
    return study.section(
        "gases", study.part_of("", *_sets(study)), study.part_of("potentials", *_potentials(study))
    )


def _sets(study: Study) -> list[Block]:
    result = study.result
    blocks: list[Block] = [study.say("gwp set", gwp=result.gwp_set)]
    whole = result.at_least
    rows: list[tuple[Cell, ...]] = []
    for name, number in result.foreign_sets.items():
        said = study.word("unknown set") if name == _UNKNOWN else f"IPCC {name}"
        rows.append((said, study.sum(number), study.share(number)))
    if rows:
        own = whole - sum(result.foreign_sets.values())
        if abs(own) > WORTH_SAYING * abs(whole):
            rows.insert(0, (f"IPCC {result.gwp_set}", study.sum(own), study.share(own)))
        blocks += [study.say("mixed sets"), study.table("sets", "gwp_set co2e# share#", rows)]
    else:
        blocks.append(study.say("one set"))
    if result.unsplit and whole:
        blocks.append(study.say("gases not given", share=study.percent(result.unsplit / whole)))
    return blocks


def _potentials(study: Study) -> list[Block]:
    """kg CO2e per kg, with the place they are from."""
    gwp_set = study.result.gwp_set
    rows: list[tuple[Cell, ...]] = []
    found = {"co2" if gas in _CO2 else gas for gas in study.result.gases}
    for gas in dict.fromkeys((*_COMMON, *sorted(found))):
        about = study.library.gas(gas)
        if about is None or not getattr(about, gwp_set, ""):
            continue
        name = about.name_ko if study.lang == "ko" and about.name_ko else about.name
        occurs = study.word("occurs" if gas in found else "occurs not")
        place = getattr(about, f"{gwp_set}_place")
        rows.append(
            (
                name,
                study.number(getattr(about, gwp_set)),
                study.word("by definition") if place.startswith(_BY_DEFINITION) else place or study.none,
                occurs,
            )
        )
    return [study.say("about potentials"), study.table("potentials", "gas gwp# source occurs", rows)]
