"""The product, its declared or functional unit and the reference flow."""

from __future__ import annotations

from carbonfoot.declarations.content import Cell, Facts, Section
from carbonfoot.declarations.iso14067.study import DECLARE, Study
from carbonfoot.quantities.numbers import format_number


def section(study: Study) -> Section:
    """What the footprint is of and how much of it."""
    product, result, declare = study.part.product, study.result, study.subject.declare
    described = declare.description or product.description
    unit = "functional unit" if result.boundary == "cradle-to-grave" else "declared unit"
    rows: list[tuple[str, Cell]] = [
        ("product", study.name(result.product)),
        ("description", study.or_gap(described, "lack description", f"{DECLARE}/description")),
        (unit, result.product.reference.text),
        ("reference flow", _reference(study)),
    ]
    for key, given in (
        ("product ids", declare.product_ids),
        ("classifications", declare.classifications),
        ("cn code", [product.cn_code] if product.cn_code else None),
    ):
        if given:
            rows.append((key, ", ".join(given)))
    facts = Facts(tuple((study.word(f"fact {key}"), cell) for key, cell in rows))
    return study.section("product", study.part_of("", facts, study.say(f"about {unit}")))


def _reference(study: Study) -> Cell:
    """The amount that everything is stated for, with its mass."""
    product = study.result.product
    amount = f"{format_number(product.reference.number)} {product.reference.unit.symbol}"
    if product.mass is None:
        return study.gap("lack mass", "product/mass")
    mass = f"{format_number(product.mass, 6)} kg"
    whole = amount if amount == mass else f"{amount} = {mass}"
    return study.word("reference flow", amount=whole, name=study.name(product))
