"""How burdens are shared: among co-products, and with the next and the last life of a material."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.declarations.content import Block, Bullets, Cell, Number, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.reports.calc_table import every
from carbonfoot.reports.style import percent


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
                study.phrase("allocated", file=study.file(file), method=method_of(study, method))
                for file, method in result.methods
            )
        )
    )
    rows = list(_shares(study))
    return (
        [*blocks, study.table("shared", "product method share_borne# lines_shared", rows)] if rows else blocks
    )


def _shares(study: Study) -> Iterator[tuple[Cell, ...]]:
    """What part of the burdens of each line a product bears, by which key; only products that the result needs."""
    result = study.result
    for index, activity in enumerate(result.activities):
        if not any(result.solved.levels[index].values()):
            continue
        found: dict[tuple[str, str], list[str]] = {}
        for flow in activity.flows:
            if flow.allocated_by:
                share = percent(flow.allocated)
                found.setdefault((flow.allocated_by, share), []).append(study.name(flow))
        for (method, share), names in found.items():
            yield study.name(activity), method_of(study, method), Number(share), study.listed(names)


def method_of(study: Study, method: str) -> str:
    """The method in words; a key of the products by its name."""
    return study.optional(f"method {method}") or study.word("method own key", key=method)


def _recycling(study: Study) -> list[Block]:
    """Cut-off at both ends unless the circular footprint formula stands on a line."""
    blocks: list[Block] = [study.say("cut-off both ends")]
    avoided = study.result.credits
    if avoided is not None:
        blocks.append(study.say("avoided taken off", what="; ".join(avoided.what)))
    formula = [study.name(line.flow) for line in every(study.result.lines) if line.flow.kind == "circular"]
    if formula:
        blocks.append(study.say("circular formula", names=study.listed(formula)))
    return blocks
