"""The calculation of a part by the options of a recipe, for `carbonfoot verify`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from carbonfoot.cli.choices import declared_by, settings
from carbonfoot.documents.settings import GWP_SETS

if TYPE_CHECKING:
    from carbonfoot.declarations.verifying.again import Calculate, Calculated
    from carbonfoot.declarations.verifying.known import Known
    from carbonfoot.factors.library import Library
    from carbonfoot.factors.pins import Pins


def one_after_another() -> Calculate:
    """`calculated_by` of one run: a message and reports of one document, next to each other, take one calculation."""
    last: list[tuple[str, str, dict[str, Any], Calculated]] = []

    def calculate(root: str, recipe: Known, pins: Pins | None, library: Library | None) -> Calculated:
        if pins is not None:
            return calculated_by(root, recipe, pins, library)
        asked = root, recipe.document, recipe.options
        if not last or last[0][:3] != asked:
            last[:] = [(*asked, calculated_by(root, recipe, pins, library))]
        return last[0][3]

    return calculate


def calculated_by(root: str, recipe: Known, pins: Pins | None, library: Library | None) -> Calculated:
    """The document of a recipe in its project. Raises RecipeError for options that the document does not take."""
    from carbonfoot.declarations.subject import Subject, merged
    from carbonfoot.declarations.verifying.again import Calculated
    from carbonfoot.declarations.verifying.known import RecipeError
    from carbonfoot.footprint.interval import COUNTS
    from carbonfoot.footprint.pedigree import names
    from carbonfoot.pipeline import Options, UsageError, calculate

    asked = recipe.options
    known = {"gwp": GWP_SETS, "uncertainty": (*COUNTS, "none"), "pedigree": names()}
    for name, values in known.items():
        if asked[name] not in values:
            raise RecipeError(
                f"its recipe says {name} `{asked[name][:40]}`, which this version does not know"
            )
    document = os.path.join(root, *recipe.document.split("/"))
    config = settings(document)
    company, project = declared_by(config)
    options = Options(
        asked["gwp"],
        asked["set"],
        config.gwp,
        config.packs,
        conservative=asked["conservative"],
        uncertainty=asked["uncertainty"],
        pedigree=asked["pedigree"],
        allocation=asked["allocation"],
    )
    try:
        outcome = calculate(document, options, library, pins)
    except UsageError as error:
        raise RecipeError(str(error)) from None
    result = outcome.footprint
    if result is None:
        return Calculated(outcome, None)
    own = outcome.documents.loaded[outcome.documents.top].part.declare
    asked_for = options._replace(locked=asked["locked"])
    return Calculated(outcome, Subject(outcome, result, company, merged(own, project), asked_for))
