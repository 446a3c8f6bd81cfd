"""`carbonfoot declare part.yaml`: product declarations."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cli.choices import declared_by, settings
from carbonfoot.cli.declare_files import Target
from carbonfoot.cli.declare_work import Libraries, Made, Work

if TYPE_CHECKING:
    from carbonfoot.cli.declare import Asked
    from carbonfoot.declarations.options import DeclareOptions, Earlier
    from carbonfoot.declarations.subject import Subject
    from carbonfoot.findings.finding import Finding
    from carbonfoot.pipeline import Outcome


class Calculated(NamedTuple):
    """A part that was calculated: its subject, None where it was refused."""

    outcome: Outcome
    subject: Subject | None


def subject_of(document: str, *, locked: bool = False, libraries: Libraries | None = None) -> Calculated:
    """The calculation of a part with all that a declaration says besides; `libraries` are kept for the documents after it."""
    from carbonfoot.cli.calc import calculated, options_of
    from carbonfoot.declarations.subject import Subject, merged

    config = settings(document)
    company, project = declared_by(config)
    options = options_of(None, [], config, locked=locked, conservative=False, uncertainty=None)
    kept = {} if libraries is None else libraries
    outcome = calculated(document, options, kept.get(config.root))
    result = outcome.footprint
    if result is None:
        return Calculated(outcome, None)
    kept[config.root] = outcome.library  # its own packs lie over it, or there were none
    own = outcome.documents.loaded[outcome.documents.top].part.declare
    return Calculated(outcome, Subject(outcome, result, company, merged(own, project), options))


def options_for(document: str, outcome: Outcome, options: DeclareOptions) -> DeclareOptions:
    """What a format is told besides the subject."""
    from carbonfoot.documents.sources import display_path

    return options._replace(
        document=display_path(os.path.realpath(document)),
        library=outcome.library,
        findings=tuple(outcome.findings),
    )


def worked(document: str, targets: list[Target], asked: Asked, issued: datetime, lang: str) -> Work:
    """The declarations of a part."""
    from carbonfoot.declarations.options import DeclareOptions
    from carbonfoot.declarations.placeholders import placeholders

    calculated = subject_of(document, locked=asked.locked, libraries=asked.libraries)
    outcome = calculated.outcome
    findings = list(outcome.findings)
    made: list[Made] = []
    if calculated.subject is not None:
        plain = DeclareOptions(document, outcome.library, issued, "", lang, complete=asked.complete)
        options = options_for(document, outcome, plain)
        part = outcome.documents.loaded[outcome.documents.top].part
        company, project = declared_by(settings(document))
        findings += placeholders(part.product.name, company, part.declare, project, options.document)
        for one in targets:
            own = options._replace(suffix=one.suffix)
            earlier, wrong = _earlier(one, asked.replaces, calculated.subject)
            findings += wrong
            declared = one.format.write(calculated.subject, own._replace(earlier=earlier))
            findings += declared.findings
            made.append(Made(one, declared))
            if asked.deprecate and earlier is not None and declared.content:
                from carbonfoot.cli.declare_deprecate import replaced

                made += [more for old in earlier.each for more in replaced(one, declared, old)]
    files = outcome.documents.files()
    return Work(document, made, list(dict.fromkeys(findings)), files, outcome.documents.text_of)


def _earlier(target: Target, replaces: str | None, subject: Subject) -> tuple[Earlier | None, list[Finding]]:
    """What a declaration replaces: what stands in its file, and what it is said to replace."""
    file = target.file if target.file is not None and os.path.isfile(target.file) else None
    there, wrong = target.format.earlier(file, subject)
    if replaces is None or (
        target.file is not None and os.path.realpath(replaces) == os.path.realpath(target.file)
    ):
        return there, wrong
    named, more = target.format.earlier(replaces, subject)
    if there is None or named is None:
        return there or named, wrong + more
    return there._replace(also=(named,)), wrong + more
