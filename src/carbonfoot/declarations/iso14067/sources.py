"""What the numbers are from: packs with the lines that their licences ask for, declarations, methods, standards."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Bullets, Cell, Code, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.reports.attribution import attributions

_STANDARDS = ("ISO 14067:2018", "ISO 14044:2006", "GHG Protocol Product Standard (2011)")


def section(study: Study) -> Section:
    """Every source by name."""
    return study.section(
        "sources",
        study.part_of("packs", *_packs(study)),
        study.part_of("declarations", *_declarations(study)),
        study.part_of("methods", *_methods(study)),
        study.part_of("standards", Bullets(tuple((one,) for one in _STANDARDS))),
    )


def _packs(study: Study) -> list[Block]:
    """Title, edition and licence of each pack in use, and its attribution line word for word."""
    entries: list[tuple[Cell, ...]] = []
    for pack in attributions(study.subject.outcome, study.result):
        about = ", ".join(one for one in (pack["title"], pack["publisher"], pack["edition"]) if one)
        entries.append(
            study.phrase(
                "pack",
                id=Code(pack["id"]),
                about=about,
                licence=pack["licence"] or study.none,
                line=pack["attribution"],
            )
        )
    return [Bullets(tuple(entries))] if entries else [study.absent("no packs")]


def _declarations(study: Study) -> list[Block]:
    rows: list[tuple[Cell, ...]] = [
        (
            one.company,
            one.product,
            one.id,
            f"{one.format} {one.version}".strip(),
            study.word("from to", start=one.period[0], end=one.period[1]),
            one.valid[1] or study.none,
            one.status or study.none,
            one.verified or study.word("not stated"),
        )
        for one in study.received
    ]
    if not rows:
        return [study.absent("no declarations")]
    columns = "company product declaration format period valid_until status verified"
    return [study.table("declarations", columns, rows)]


def _methods(study: Study) -> list[Block]:
    """Emission methods with what they are taken from."""
    found = {
        one.flow.worked.id: one.flow.worked.reference
        for one in study.result.contributions
        if one.flow.worked is not None
    }
    if not found:
        return [study.absent("no methods")]
    rows: list[tuple[Cell, ...]] = [(Code(id), reference) for id, reference in sorted(found.items())]
    return [study.table("emission methods", "method source", rows)]
