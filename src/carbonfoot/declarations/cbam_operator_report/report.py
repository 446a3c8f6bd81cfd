"""The report as a whole: what is missing, the numbers in brief, the items, and how it was made."""

from __future__ import annotations

from carbonfoot import __version__
from carbonfoot.cbam.model import Result
from carbonfoot.declarations.cbam_operator_report.about import About, called, known
from carbonfoot.declarations.cbam_operator_report.attribution import parts_in_scope
from carbonfoot.declarations.cbam_operator_report.outline import sections
from carbonfoot.declarations.content import (
    Absent,
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Code,
    Column,
    Document,
    Gap,
    Number,
    Part,
    Section,
    Table,
    gaps,
    text,
)
from carbonfoot.declarations.digits import see, share, tonnes
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
        first = ", ".join(f"{number} {what}" for number, what in missing[:_NAMED])
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


def _document(about: About, report: str, lang: str) -> tuple[Document, list[tuple[str, str]]]:
    title, korean, point = _TITLES[report]
    filled = sections(about, report, lang)
    where: dict[Gap, list[str]] = {}
    for section in filled:
        for part, gap in gaps(section):
            where.setdefault(gap, []).append(f"{section.number}{part.number.partition('-')[0]}")
    entries: list[tuple[Cell, ...]] = []
    for gap, numbers in where.items():
        keys: tuple[Cell, ...] = tuple(cell for key in gap.keys for cell in (Code(key), ", "))[:-1]
        entries.append((f"{', '.join(dict.fromkeys(numbers))}: {gap.what} (", *keys, ")"))
    missing = [(numbers[0], gap.what) for gap, numbers in where.items()]
    beside = korean if lang == "ko" else ""
    head = (_missing(entries, point, lang), _brief(about, lang))
    period = about.document.period
    subtitle = f"{about.head.name}, {period.start} to {period.end}"
    return Document(
        title, subtitle, head, filled, _foot(about, point, lang), beside, "ko" if beside else ""
    ), missing


def _missing(entries: list[tuple[Cell, ...]], point: str, lang: str) -> Section:
    beside = "요구되지만 이 문서에 없는 사항" if lang == "ko" else ""
    if entries:
        told = text(
            f"{_ACT} {point}, asks for these; behind each stands the key of the installation document that fills it."
        )
        blocks: tuple[Block, ...] = (told, Bullets(tuple(entries)))
    else:
        blocks = (text("Nothing: every item is stated or does not apply."),)
    title = "What the act asks for and this document does not say"
    return Section("missing", title, (Part("", "", blocks),), beside, "ko" if beside else "")


def _brief(about: About, lang: str) -> Section:
    """The goods on one page, with what makes up their embedded emissions."""
    rows: list[tuple[Cell, ...]] = []
    bars = []
    for good in about.result.goods:
        process = about.process_of(good)
        one = good.see
        rows.append(
            (
                called(good),
                process.name,
                Number(see(one.direct)),
                known(one.indirect_in_scope, see) if one.indirect_in_scope else "none in scope",
                Number(see(one.in_scope)),
                Number(share(one.default_share_in_scope)),
            )
        )
        parts = tuple(part * good.content for part in parts_in_scope(process))
        bars.append(Bar(called(good), parts, _composed(one.in_scope, parts)))
    columns = (
        *(
            Column("Good"),
            Column("Process"),
            Column("Direct", numeric=True),
            Column("Indirect", numeric=True),
        ),
        *(Column("In scope", numeric=True), Column("By default values, %", numeric=True)),
    )
    names = ("own direct", "precursors", "electricity of the process")
    beside = "주요 결과" if lang == "ko" else ""
    return Section(
        "brief",
        "The numbers in brief",
        (
            Part(
                "",
                "",
                (
                    text(
                        "Total direct emissions of the installation: ",
                        Number(tonnes(about.result.direct), "t CO2e"),
                        ".",
                    ),
                    Table(
                        "Specific embedded emissions in scope, t CO2e per tonne of good (per MWh of electricity)",
                        columns,
                        tuple(rows),
                    ),
                    Bars("What makes up the embedded emissions in scope", names, tuple(bars))
                    if bars
                    else Absent("no good is made for the market"),
                ),
            ),
        ),
        beside,
        "ko" if beside else "",
    )


def _composed(whole: float, parts: tuple[float, ...]) -> str:
    told = f"{see(whole)} t CO2e"
    if not whole:
        return told
    own, brought, power = (f"{share(part / whole)} %" for part in parts)
    return f"{told}: own direct {own}, precursors {brought}, electricity of the process {power}"


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
    if about.result.hashes:
        files = tuple((f"{name}: ", Code(digest)) for name, digest in sorted(about.result.hashes.items()))
        blocks += [text("Made from these files (SHA-256):"), Bullets(files)]
    blocks.append(text(f"Made by carbonfoot {__version__}."))
    return tuple(blocks)
