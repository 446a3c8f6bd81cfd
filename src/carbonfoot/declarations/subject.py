"""What a declaration of a product is made of: the footprint, who declares it, and what is said of it besides."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.declare import Company, Declare
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, Outcome


class Subject(NamedTuple):
    """A calculated product, ready to be declared in any format.

    outcome   documents, findings, library and recipe of the calculation
    footprint its result; `total` is None while lines are missing
    company   who declares; None where the project does not say
    declare   texts of the document over those of the project; every key None where neither says
    asked     the options of the calculation
    """

    outcome: Outcome
    footprint: Footprint
    company: Company | None
    declare: Declare
    asked: Options


def merged(own: Declare | None, project: Declare | None) -> Declare:
    """The texts of a document over those of its project."""
    values: dict[str, Any] = dict.fromkeys(Declare.fields())
    for one in (project, own):
        if one is not None:
            values |= {key: value for key, value in vars(one).items() if value is not None}
    made = Declare()
    for key, value in values.items():
        setattr(made, key, value)
    return made
