"""`carbonfoot declare part.yaml --as FORMAT`: product declarations."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cli.choices import settings

if TYPE_CHECKING:
    from carbonfoot.declarations.options import DeclareOptions
    from carbonfoot.declarations.subject import Subject
    from carbonfoot.pipeline import Outcome


class Calculated(NamedTuple):
    """A part that was calculated: its subject, None where it was refused."""

    outcome: Outcome
    subject: Subject | None


def subject_of(document: str, parameters: tuple[str, ...] = ()) -> Calculated:
    """The calculation of a part with all that a declaration says besides."""
    from carbonfoot.cli.calc import calculated, options_of
    from carbonfoot.declarations.subject import Subject, merged

    config = settings(document)
    options = options_of(None, list(parameters), config, locked=False, conservative=False, uncertainty=None)
    outcome = calculated(document, options)
    result = outcome.footprint
    if result is None:
        return Calculated(outcome, None)
    own = outcome.documents.loaded[outcome.documents.top].part.declare
    return Calculated(outcome, Subject(outcome, result, config.company, merged(own, config.declare), options))


def options_for(document: str, outcome: Outcome, options: DeclareOptions) -> DeclareOptions:
    """What a format is told besides the subject."""
    from carbonfoot.documents.sources import display_path

    return options._replace(
        document=display_path(os.path.realpath(document)),
        library=outcome.library,
        findings=tuple(outcome.findings),
    )
