"""Who declares what, for which time, and the result in one line."""

from __future__ import annotations

from datetime import date, timedelta

from carbonfoot.declarations.content import Cell, Facts, Section
from carbonfoot.declarations.iso14067.study import COMPANY, DECLARE, Study
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.quality_text import interval_text

YEARS = 3
"""Years that a declaration holds from the end of its data where nothing else is stated (PACT 3.0.3, validity period)."""


def section(study: Study) -> Section:
    """The head of the report."""
    return study.section(
        "head",
        study.part_of("", Facts(_product(study))),
        study.part_of("company", Facts(_company(study))),
        study.part_of("verification", *_verification(study)),
    )


def result_line(study: Study) -> tuple[Cell, ...]:
    """`6.80 kg CO2e per 1 piece, 95 %: 4.3 to 11.1`."""
    reference = study.result.product.reference
    per = f"{format_number(reference.number)} {reference.unit.symbol}"
    interval = interval_text(study.result, study.style)
    said = study.phrase("result per", total=study.total, reference=per)
    return (*said, f", {interval}") if interval else said


def _product(study: Study) -> tuple[tuple[str, Cell], ...]:
    result, part = study.result, study.part
    start, end = result.period
    rows: list[tuple[str, Cell]] = [
        ("product", study.name(result.product)),
        ("product id", result.product.id),
        ("kind of study", study.word(f"kind {result.boundary}")),
        ("period", study.word("from to", start=start, end=end)),
        ("made in", study.place(result.product.country)),
        ("validity", _validity(study)),
        ("standard", _standards(study)),
        ("date of issue", study.options.issued.strftime("%Y-%m-%d")),
    ]
    if part.product.supplier:
        rows.insert(2, ("maker", part.product.supplier))
    if study.subject.declare.comment:
        rows.append(("comment", study.subject.declare.comment))
    return tuple((study.word(f"fact {key}"), cell) for key, cell in rows)


def _validity(study: Study) -> str:
    """As stated; what is not follows the usual rule, and the report says so."""
    declare = study.subject.declare
    end = date.fromisoformat(study.result.period[1])
    start = declare.valid_from or (end + timedelta(days=1)).isoformat()
    until = declare.valid_until or _years_later(end).isoformat()
    said = study.word("from to", start=start, end=until)
    if declare.valid_from and declare.valid_until:
        return said
    return f"{said} ({study.word('usual validity', years=str(YEARS))})"


def _years_later(day: date) -> date:
    year = day.year + YEARS
    leap = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap else day.replace(year=year)


def _standards(study: Study) -> str:
    others = [one for one in study.subject.declare.standards or () if "14067" not in one]
    return ", ".join(["ISO 14067:2018", *others])


def _company(study: Study) -> tuple[tuple[str, Cell], ...]:
    company = study.subject.company
    korean = company.name_ko if company is not None and study.lang == "ko" else None
    name = None if company is None else korean or company.name
    rows: list[tuple[str, Cell]] = [
        ("company", study.or_gap(name, "lack company", f"{COMPANY}/name")),
        (
            "address",
            study.or_gap(company.address if company else None, "lack address", f"{COMPANY}/address"),
        ),
        (
            "contact",
            study.or_gap(company.contact if company else None, "lack contact", f"{COMPANY}/contact"),
        ),
    ]
    if company is not None and company.ids:
        rows.append(("company ids", ", ".join(company.ids)))
    return tuple((study.word(f"fact {key}"), cell) for key, cell in rows)


def _verification(study: Study) -> list[Facts]:
    """What was verified by whom; nothing is, unless it is stated."""
    given = study.subject.declare.verification
    if given is None:
        return [
            Facts(((study.word("fact verified"), study.word("not verified", key=f"{DECLARE}/verification")),))
        ]
    key = f"{DECLARE}/verification"
    rows: list[tuple[str, Cell]] = [
        ("verified", given.coverage),
        ("verified by", study.or_gap(given.provider, "lack verifier", f"{key}/provider")),
        ("verified on", study.or_gap(given.completed, "lack verification date", f"{key}/completed")),
        ("verified to", study.or_gap(given.standard, "lack verification standard", f"{key}/standard")),
    ]
    if given.comments:
        rows.append(("verification comments", given.comments))
    return [Facts(tuple((study.word(f"fact {key}"), cell) for key, cell in rows))]
