"""Recipes: lines that are shares of a mass, `70 %` of a resin, become a document for 1 kg of the mixture."""

from __future__ import annotations

from fractions import Fraction

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.bom_amounts import text_of
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.bom_tree import Tree
from carbonfoot.intake.table import Origin

PERCENT = "%"
WHOLE = 100

NEAR = Fraction(1, 10)
"""By how much shares may miss 100 %: they are rounded."""


def is_recipe(lines: list[Line]) -> bool:
    """Whether every amount is a share."""
    return any(line.amount for line in lines) and all(
        line.unit == PERCENT or not line.amount for line in lines
    )


def recipe(lines: list[Line], name: str, origin: Origin, findings: list[Finding]) -> Tree:
    """One product of 1 kg, its parts in kg; CF404, as an error, where the shares are not 100 % together."""
    total = sum((Fraction(line.amount) for line in lines if line.amount), Fraction(0))
    if abs(total - WHOLE) > NEAR:
        said = f"{origin.where(lines[-1].place)}: the shares of all rows come to {text_of(total)} %, not to 100 %"
        help = "add what is missing, leave out sums and what stands twice, or give masses"
        findings.append(origin.finding("CF404", said, lines[-1].place, help=help, severity="error"))
    mixture = Line(lines[0].place)
    mixture.name, mixture.amount, mixture.unit = name, "1", "kg"
    mixture.depth = 1
    mixture.parts = lines
    for line in lines:
        line.parent, line.depth = mixture, 2
        if line.amount:
            line.amount, line.unit = text_of(Fraction(line.amount) / WHOLE), "kg"
            line.unit_text = f"{text_of(Fraction(line.amount) * WHOLE)} %"
    return Tree([mixture], [mixture])
