"""Carbon in the product, biogenic emissions and removals, and what use and end of life would do with it."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Facts, Number, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.quantities.numbers import format_number
from carbonfoot.system.carbon import CARBON

_DIGITS = 4
_BIOGENIC = (
    "biogenic_uptake",
    "biogenic_co2",
    "biogenic_non_co2",
    "removals",
    "technological_removals",
    "captured",
)


def section(study: Study) -> Section:
    """Carbon content, removals, storage."""
    return study.section(
        "carbon",
        study.part_of("carbon content", *_content(study)),
        study.part_of("biogenic", *_flows(study)),
        study.part_of("not calculated", study.say("storage not calculated")),
    )


def _content(study: Study) -> list[Block]:
    """kg C in the declared unit; ISO 14067 asks for biogenic carbon where it is calculated."""
    held = study.result.product.carbon
    if not held and not _biogenic(study):
        return [study.absent("no carbon stated")]
    rows: list[tuple[str, Cell]] = []
    for key in ("biogenic", "fossil", "recycled"):
        if key in held:
            mass = f"{format_number(held[key], _DIGITS)} kg C"
            if key == "biogenic":
                mass += f" = {format_number(held[key] / CARBON['co2'], _DIGITS)} kg CO2"
            rows.append((key, Number(mass)))
    if "biogenic" not in held:
        rows.insert(0, ("biogenic", study.gap("lack biogenic carbon", "product/carbon_content/biogenic")))
    return [Facts(tuple((study.word(f"fact carbon {key}"), cell) for key, cell in rows))]


def _biogenic(study: Study) -> bool:
    return any(study.result.split.get(key) for key in _BIOGENIC)


def _flows(study: Study) -> list[Block]:
    if not _biogenic(study):
        held = study.result.product.carbon.get("biogenic")
        return [study.say("uptake not stated") if held else study.absent("nothing biogenic")]
    rows: list[tuple[Cell, ...]] = [
        (study.label(key), study.sum(study.result.split[key]), study.word(f"counts {key}"))
        for key in _BIOGENIC
        if study.result.split.get(key)
    ]
    return [study.table("biogenic", "flow co2e# counts", rows)]
