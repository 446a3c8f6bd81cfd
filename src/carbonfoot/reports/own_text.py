"""What came into a pack of the project's own: one factor that was added, a table that was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.factors.library import Library, Record
from carbonfoot.findings.finding import Finding, sort_findings
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.factors_text import indented, records_text, value_text
from carbonfoot.reports.finding_text import TextOf
from carbonfoot.reports.finding_text import to_json as finding_data

if TYPE_CHECKING:
    from carbonfoot.intake.add import Effect
    from carbonfoot.intake.renewing import Renewed
    from carbonfoot.intake.summary import Summary


def added_text(library: Library, record: Record, effect: Effect, file: str, width: int) -> str:
    """The record as the library shows it, what it changes, and where it was written."""
    text = records_text(library, [record], width)
    where = f"{record.geo} {record.year}"
    if effect.instead_of:
        others = " and ".join(f"{other.id} ({_brief(other)})" for other in effect.instead_of)
        text += indented(f"in use for {where}, in place of {others}", width, 2)
    elif effect.behind or effect.why:
        others = f", which takes {' and '.join(other.id for other in effect.behind)}" if effect.behind else ""
        why = f": {effect.why}" if effect.why else ""
        text += indented(f"not what is taken for {where}{others}{why}", width, 2)
    else:
        text += indented(f"in use for {where}; nothing of the library stood for it", width, 2)
    return text + indented(f"written to {file}", width, 2)


def added_json(record: Record, effect: Effect, file: str, findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The record without its numbers, which stay where they are, and what it changes."""
    keys = ("id", "item", "route", "kind", "unit_num", "unit_den", "boundary", "geo", "year", "pack")
    data = {
        **{key: getattr(record, key) for key in keys},
        "file": file,
        "instead_of": [other.id for other in effect.instead_of],
        "behind": [other.id for other in effect.behind],
    }
    return answer("factors-add", data, findings=findings)


def _brief(record: Record) -> str:
    return f"{value_text(record)}, {record.geo} {record.year}"


def findings_data(findings: list[Finding], text_of: TextOf) -> list[dict[str, Any]]:
    """Findings as data, in their order."""
    return [finding_data(finding, text_of) for finding in sort_findings(findings)]


def imported_text(summary: Summary, place: str, width: int) -> str:
    """How much came in, what is new, and what it stands before."""
    skipped = f"; {_count(summary.skipped, 'row')} left out, as the map says" if summary.skipped else ""
    records, items = _count(summary.records, "record"), _count(summary.items, "item")
    lines = [f"{summary.pack}: {records} of {items}, {summary.share_class}{skipped}"]
    if summary.new_items:
        lines.append(f"{_count(len(summary.new_items), 'new item')}: {_listed(summary.new_items)}")
    if summary.before:
        named = [f"{item} ({_listed(regions, 8)})" for item, regions in summary.before]
        lines.append(f"comes before the library for {_count(len(named), 'item')}: {_listed(named)}")
    if summary.beside:
        lines.append(
            f"takes its turn beside the library for {_count(len(summary.beside), 'item')}: {_listed(summary.beside)}"
        )
    lines.append(f"written to {place}" if place else "nothing was written (--dry-run)")
    return "".join(indented(line, width, 2) for line in lines)


def renewed_text(renewed: Renewed, place: str, width: int) -> str:
    """A publisher's file: what came in, what was left over on both sides."""
    summary = renewed.summary
    if summary is None:
        return ""
    records, items = _count(summary.records, "record"), _count(summary.items, "item")
    held = f"{_count(renewed.rules, 'row')} of rules" if renewed.rules else f"{records} of {items}"
    lines = [f"{summary.pack}: {held}, matched to {renewed.last}"]
    if renewed.not_taken:
        lines.append(
            f"{_count(len(renewed.not_taken), 'row')} of the file not taken: {_listed(renewed.not_taken, 3, '; ')}"
        )
    if renewed.gone:
        what = _count(len(renewed.gone), "rule" if renewed.rules else "record")
        lines.append(f"{what} of {renewed.last} not in the file: {_listed(renewed.gone, 3, '; ')}")
    if len(renewed.not_taken) + len(renewed.gone) > 6:  # noqa: PLR2004 - more than are shown
        lines.append("--format json lists them all")
    lines.append(f"written to {place}" if place else "nothing was written (--dry-run)")
    if place and not renewed.rules:
        lines.append(f"look at it: carbonfoot factors diff {renewed.last} {place}")
    return "".join(indented(line, width, 2) for line in lines)


def renewed_json(renewed: Renewed, place: str) -> dict[str, Any]:
    """The same as data, with every row that was left over."""
    assert renewed.summary is not None  # noqa: S101
    data = renewed.summary._asdict()
    del data["before"]
    more = {
        "rules": renewed.rules,
        "last": renewed.last,
        "not_taken": renewed.not_taken,
        "gone": renewed.gone,
    }
    return answer("factors-import", {**data, **more, "folder": place or None})


def imported_json(summary: Summary | None, place: str, findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The same as data; None when the table was refused."""
    if summary is None:
        return answer("factors-import", None, findings=findings)
    data = summary._asdict()
    data["before"] = [{"item": item, "regions": regions} for item, regions in summary.before]
    return answer("factors-import", {**data, "folder": place or None}, findings=findings)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _listed(words: list[str], most: int = 10, between: str = ", ") -> str:
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return between.join(words[:most]) + more
