"""The report as a whole: what is missing, the numbers in brief, the items, and how it was made."""

from __future__ import annotations

from carbonfoot import __version__
from carbonfoot.cbam.model import Result
from carbonfoot.declarations.cbam_operator_report.about import About
from carbonfoot.declarations.cbam_operator_report.brief import brief
from carbonfoot.declarations.cbam_operator_report.missing import Hole, holes, section
from carbonfoot.declarations.cbam_operator_report.outline import sections
from carbonfoot.declarations.content import Block, Bullets, Code, Document, text
from carbonfoot.declarations.html import html
from carbonfoot.declarations.markdown import markdown
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.findings.finding import Finding

_ACT = "Implementing Regulation (EU) 2025/2547, Annex IV, point"
_TITLES = {
    "full": ("Operator's emissions report", "운영자 배출량 보고서", "1.1"),
    "summary": ("Operator's summary emissions report", "운영자 요약 배출량 보고서", "1.2"),
}
_NAMED = 3
"""Missing items that the finding names; the report names all."""


def declared(result: Result, options: DeclareOptions, report: str) -> Declared:
    """The report as Markdown or HTML, with a finding where something that the act asks for is not stated."""
    about = About(result, options.library, options.findings)
    document, missing = _document(about, report, options.lang)
    content = html(document) if options.suffix == ".html" else markdown(document)
    findings = []
    if missing:
        title = _TITLES[report][0].lower()
        first = ", ".join(f"{one.numbers[0]} {one.what}" for one in missing[:_NAMED])
        rest = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        help = f"{first}{rest}; the report lists them all at its top, with the keys that fill them"
        message = f"the {title} lacks {len(missing)} of the things it should say"
        findings.append(
            Finding(
                "CF858",
                message,
                options.document,
                ("installation",),
                "key",
                help,
                (f"{_ACT} {_TITLES[report][2]}",),
            )
        )
    return Declared(content, findings, options.suffix or ".md")


def _document(about: About, report: str, lang: str) -> tuple[Document, list[Hole]]:
    title, korean, point = _TITLES[report]
    filled = sections(about, report, lang)
    missing = holes(filled)
    beside = korean if lang == "ko" else ""
    head = (section(missing, f"{_ACT} {point}", lang), brief(about, lang))
    period = about.document.period
    subtitle = f"{about.head.name}, {period.start} to {period.end}"
    return Document(
        title, subtitle, head, filled, _foot(about, point, lang), beside, "ko" if beside else ""
    ), missing


def _foot(about: About, point: str, lang: str) -> tuple[Block, ...]:
    blocks: list[Block] = [
        text(
            f"Template: {_ACT} {point}. Emissions are rounded to whole tonnes and specific embedded emissions to"
            " five decimals here and nowhere before (Annex II, A.1), so that parts need not add up to the last digit."
            " t N is 1000 kg of nitrogen."
        ),
    ]
    if lang == "ko":
        blocks.append(text("The act asks for a report in English: Korean stands beside headings only."))
    if hashes := about.hashes:
        files = tuple((f"{name}: ", Code(digest)) for name, digest in sorted(hashes.items()))
        blocks += [text("Made from these files (SHA-256):"), Bullets(files)]
    blocks.append(text(f"Made by carbonfoot {__version__}."))
    return tuple(blocks)
