"""How burdens are shared: among co-products, and with the next and the last life of a material."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Bullets, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.reports.calc_table import every


def section(study: Study) -> Section:
    """Co-products and recycling."""
    return study.section(
        "allocation",
        study.part_of("co-products", *_co_products(study)),
        study.part_of("recycling", *_recycling(study)),
    )


def _co_products(study: Study) -> list[Block]:
    result = study.result
    blocks: list[Block] = []
    if study.subject.declare.allocation:
        blocks.append(study.say("own words", words=study.subject.declare.allocation))
    if not result.methods:
        return [*blocks, study.absent("nothing shared")]
    blocks.append(study.say("about allocation"))
    blocks.append(
        Bullets(
            tuple(
                study.phrase("allocated", file=study.file(file), method=_method(study, method))
                for file, method in result.methods
            )
        )
    )
    return blocks


def _method(study: Study, method: str) -> str:
    """The method in words; the name of a key of the products as it is."""
    return study.optional(f"method {method}") or method


def _recycling(study: Study) -> list[Block]:
    """Cut-off at both ends unless the circular footprint formula stands on a line."""
    blocks: list[Block] = [study.say("cut-off both ends")]
    formula = [study.name(line.flow) for line in every(study.result.lines) if line.flow.kind == "circular"]
    if formula:
        blocks.append(study.say("circular formula", names=study.listed(formula)))
    return blocks
