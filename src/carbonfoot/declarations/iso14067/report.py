"""The report as a whole: what is missing, the result in brief, the sections, and how it was made."""

from __future__ import annotations

from carbonfoot.declarations.content import Document, Section
from carbonfoot.declarations.html import html
from carbonfoot.declarations.iso14067 import (
    head,
    electricity,
    results,
    sensitivity,
    uncertainty,
)
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.markdown import markdown
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.subject import Subject

_SECTIONS = (
    head.section,
    results.section,
    electricity.section,
    sensitivity.section,
    uncertainty.section,
)
"""In the order of the report."""


def declared(subject: Subject, options: DeclareOptions) -> Declared:
    """The report as Markdown or HTML, with a finding where something that it should say is not stated."""
    study = Study(subject, options)
    document = composed(study)
    content = html(document) if options.suffix == ".html" else markdown(document)
    return Declared(content, [], options.suffix or ".md")


def composed(study: Study) -> Document:
    """The document, its sections numbered."""
    made = tuple(fill(study) for fill in _SECTIONS)
    sections = tuple(one._replace(number=str(place)) for place, one in enumerate(made, 1))
    return Document(
        study.word("title"),
        study.name(study.result.product),
        (),
        sections,
        (),
        language=study.lang,
        contents=study.word("contents"),
        skip=study.word("skip"),
    )
