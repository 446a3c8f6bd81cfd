"""The report as a whole: what is missing, the result in one line, the sections, and how it was made."""

from __future__ import annotations

from datetime import datetime

from carbonfoot.declarations.content import Document, Gap, Paragraph, Part, Section
from carbonfoot.declarations.html import html
from carbonfoot.declarations.iso14067 import (
    allocation,
    boundary,
    carbon,
    checks,
    cut_offs,
    data,
    electricity,
    gases,
    goal,
    head,
    incomplete,
    interpretation,
    making,
    missing,
    offsets,
    product,
    quality,
    results,
    rules,
    sensitivity,
    sources,
    uncertainty,
)
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.markdown import markdown
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.subject import Subject
from carbonfoot.findings.finding import Finding
from carbonfoot.reports.style import percent

_SECTIONS = (
    head.section,
    goal.section,
    product.section,
    boundary.section,
    data.section,
    quality.section,
    allocation.section,
    gases.section,
    results.section,
    electricity.section,
    carbon.section,
    uncertainty.section,
    sensitivity.section,
    checks.section,
    interpretation.section,
    offsets.section,
    rules.section,
    sources.section,
    making.section,
)
"""In the order of the report."""

_NAMED = 3
"""Missing items that the finding names; the report names all."""


_LAST: list[tuple[Subject, tuple[str, datetime, str], Study, Document, dict[Gap, list[str]]]] = []


def declared(subject: Subject, options: DeclareOptions) -> Declared:
    """The report as Markdown or HTML; findings for what it lacks. Refused where lines are missing, unless that is allowed."""
    suffix = options.suffix or ".md"
    if subject.footprint.total is None and options.complete:
        message = f"{len(subject.footprint.missing)} of {subject.footprint.line_count} lines are missing"
        help = "name what is missing, or let the report be written and marked with --allow-incomplete"
        return Declared("", [Finding("CF911", message, options.document, help=help)], suffix)
    study, document, found = _composed(subject, options)
    content = html(document) if suffix == ".html" else markdown(document)
    return Declared(content, _findings(study, found), suffix)


def _composed(subject: Subject, options: DeclareOptions) -> tuple[Study, Document, dict[Gap, list[str]]]:
    """The last report is kept: as Markdown and as HTML it is the same one, and sensitivity takes long."""
    said = (options.document, options.issued, options.lang)
    for kept, of, study, document, found in _LAST:
        if kept is subject and of == said:
            return study, document, found
    study = Study(subject, options)
    document, found = composed(study)
    _LAST[:] = [(subject, said, study, document, found)]
    return study, document, found


def composed(study: Study) -> tuple[Document, dict[Gap, list[str]]]:
    """The document, its sections numbered, and what it lacks."""
    made = tuple(incomplete.marked(study, fill(study)) for fill in _SECTIONS)
    sections = tuple(one._replace(number=str(place)) for place, one in enumerate(made, 1))
    found = missing.holes(sections)
    result = Section(
        "result",
        study.word("section result"),
        (Part("", "", (Paragraph(head.result_line(study)), study.say(f"named {study.result.boundary}"))),),
    )
    result = incomplete.marked(study, result)
    name = study.name(study.result.product)
    title = study.word("title" if study.complete else "title incomplete")
    document = Document(
        title,
        f"{name} ({study.result.product.id})",
        (result, missing.section(study, found)),
        sections,
        (study.say("foot"),),
        language=study.lang,
        contents=study.word("contents"),
        skip=study.word("skip"),
    )
    return document, found


def _findings(study: Study, found: dict[Gap, list[str]]) -> list[Finding]:
    file = study.options.document
    findings = []
    if found:
        first = ", ".join(f"`{gap.keys[0]}`" for gap in list(found)[:_NAMED])
        rest = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        message = f"the report by ISO 14067 lacks {len(found)} of the things it should say"
        help = f"{first}{rest}; the report lists them all at its top, with the keys that fill them"
        findings.append(Finding("CF920", message, file, ("product",), "key", help))
    left_out = cut_offs.total_of(cut_offs.cut_offs(study))
    most = limit("cut_off")
    if left_out > most:
        message = f"{percent(left_out)} of the footprint is left out, with what linked documents and suppliers leave out"
        help = f"the usual limit is {percent(most)}: assess the largest of it, or say why in `declare/limits`"
        findings.append(Finding("CF921", message, file, ("exclude",), "key", help))
    return findings
