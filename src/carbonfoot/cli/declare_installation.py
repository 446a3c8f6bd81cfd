"""`carbonfoot declare installation.yaml`: embedded emissions (CBAM)."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

from carbonfoot.cli import output
from carbonfoot.cli.choices import settings
from carbonfoot.cli.declare_files import Target
from carbonfoot.cli.declare_work import Made, Work

if TYPE_CHECKING:
    from carbonfoot.cli.declare import Asked


def worked(document: str, targets: list[Target], asked: Asked, issued: datetime, lang: str) -> Work:
    """The declarations of an installation."""
    if asked.locked:
        output.fail(f"{document} is an installation (CBAM): no records are picked, so there is no --locked")
    from carbonfoot.cli.calc_installation import calculated, files_of
    from carbonfoot.declarations.options import DeclareOptions
    from carbonfoot.documents.sources import display_path, text_for_excerpt

    root = settings(document).root
    outcome, library = calculated(document, (), asked.libraries.get(root))
    if outcome.result is not None:
        asked.libraries[root] = library
    findings = list(outcome.findings)
    made: list[Made] = []
    if outcome.result is not None:
        options = DeclareOptions(
            display_path(os.path.realpath(document)),
            library,
            issued,
            "",
            lang,
            asked.request,
            asked.template,
            tuple(outcome.findings),
            outcome.texts,
            complete=asked.complete,
        )
        for one in targets:
            made.append(Made(one, one.format.write(outcome.result, options._replace(suffix=one.suffix))))
            findings += made[-1].declared.findings
    files = [document, *files_of(outcome, root)]
    return Work(
        document,
        made,
        list(dict.fromkeys(findings)),
        files,
        lambda display: outcome.texts.get(display) or text_for_excerpt(display),
    )
