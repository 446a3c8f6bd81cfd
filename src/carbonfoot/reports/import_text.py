"""What `carbonfoot import` decided about a table and why, for people and for programs."""

from __future__ import annotations

from typing import Any

from carbonfoot.intake.imports import Imported, Shown
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.factors_text import indented
from carbonfoot.reports.import_words import label
from carbonfoot.reports.width import display_width, fit, safe

MOST_LEFT_OUT = 10
_WIDEST = 32
_CHOICES = {"levels", "quantities", "weight"}


def mapping_text(kind: str, imported: Imported, width: int, lang: str) -> str:
    """One line a decision: what it is about, the column or value, and why."""
    rows = [(label("read as", lang), label(f"kind {kind}", lang), "")]
    rows += [
        (label(one.role, lang), safe(_what(one, lang)), safe(_why(one, lang)))
        for one in imported.shown_mapping
    ]
    first = max(display_width(one[0]) for one in rows)
    second = min(max(display_width(one[1]) for one in rows), _WIDEST)
    lines = []
    for role, what, why in rows:
        start = f"  {fit(role, first)}  {fit(what, second) if why else what}"
        lines.append(indented(f"{start}  {why}".rstrip(), width, first + 4))
    for row, why in imported.left_out[:MOST_LEFT_OUT]:
        lines.append(indented("  " + label("left out", lang, str(row), safe(_left_out(why, lang))), width, 4))
    if len(imported.left_out) > MOST_LEFT_OUT:
        more = str(len(imported.left_out) - MOST_LEFT_OUT)
        lines.append("  " + label("more left out", lang, more) + "\n")
    return "".join(lines)


def summary_text(imported: Imported, width: int, lang: str, kind: str = "bom") -> str:
    """How many lines and documents there are, and what is still to be decided."""
    said = [label("lines", lang, str(imported.lines), str(len(imported.documents)))]
    if imported.undecided:
        said.append(label("undecided", lang, str(imported.undecided)))
    elif kind == "bom":
        said.append(label("decided", lang))
    return "".join(indented(f"  {one}", width, 4) for one in said)


def import_json(
    kind: str, imported: Imported, options: dict[str, Any], findings: list[Any]
) -> dict[str, Any]:
    """The mapping and the documents by their names as data."""
    data = {
        "kind": kind,
        "mapping": [one._asdict() for one in imported.shown_mapping],
        "documents": [one.name for one in imported.documents],
        "lines": imported.lines,
        "undecided": imported.undecided,
        "left_out": [{"row": row, "why": _left_out(why, "en")} for row, why in imported.left_out],
    }
    return answer("import", data, options, findings=findings)


def _what(one: Shown, lang: str) -> str:
    if one.role == "header":
        return label("row", lang, one.what)
    if one.role in _CHOICES:
        return label("total of" if one.what == "total" else one.what, lang)
    return label("all rows", lang, one.what[1:]) if one.what.startswith("=") else one.what


def _why(one: Shown, lang: str) -> str:
    key = "why header row" if one.role == "header" and one.why == "header" else f"why {one.why}"
    return label(key, lang, *one.more.split("\t"))


def _left_out(why: str, lang: str) -> str:
    key, *given = why.split("\t")
    return label(f"left {key}", lang, *given)
