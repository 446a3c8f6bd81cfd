"""How burdens are shared: among co-products, with the next and the last life of a material, and what is credited."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Bullets, Cell, Facts, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.calc_table import every


def section(study: Study) -> Section:
    """Co-products, recycling, credits."""
    return study.section(
        "allocation",
        study.part_of("co-products", *_co_products(study)),
        study.part_of("recycling", *_recycling(study)),
        study.part_of("credits", *_credits(study)),
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
                study.phrase("allocated", file=file, method=_method(study, method))
                for file, method in result.methods
            )
        )
    )
    if result.produced:
        rows: list[tuple[Cell, ...]] = []
        for one in result.produced:
            activity = result.activities[one.activity]
            amount = f"{format_number(activity.reference.number, 5)} {activity.reference.unit.symbol}"
            share = study.none if one.share is None else study.share(one.share, 1.0)
            rows.append((study.name(activity), study.number(amount), study.sum(one.co2e), share))
        blocks.append(study.table("produced", "product amount# co2e# share#", rows))
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


def _credits(study: Study) -> list[Block]:
    given = study.result.credits
    if given is None:
        return [study.absent("no credits")]
    rows = (
        (study.word("fact without credits"), study.kg_with_unit(given.gross)),
        (study.word("fact credits"), study.kg_with_unit(given.credits)),
        (study.word("fact with credits"), study.kg_with_unit(study.result.at_least)),
        (study.word("fact avoided"), "; ".join(given.what)),
    )
    return [study.say("about credits"), Facts(rows)]
