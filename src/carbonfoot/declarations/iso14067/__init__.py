"""The report of a product carbon footprint study by ISO 14067:2018 (content of clause 7), Markdown or one HTML file."""

from __future__ import annotations

from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.subject import Subject

NAME = "iso14067"
TITLE = "report of a carbon footprint study by ISO 14067:2018, Markdown or HTML"


def write(subject: Subject, options: DeclareOptions) -> Declared:
    """The report in the language of the options."""
    from carbonfoot.declarations.iso14067.report import declared

    return declared(subject, options)
