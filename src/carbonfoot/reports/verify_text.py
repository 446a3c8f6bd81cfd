"""What `carbonfoot verify` tells a person: a table of declarations, and what is not as it should be of each."""

from __future__ import annotations

from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.verified import BROKEN, EQUAL, KEPT, UNREADABLE, Change, Verified
from carbonfoot.reports.verify_words import said
from carbonfoot.reports.width import display_width, fit, safe

_COLUMNS = (("rules", 11), ("made again", 14), ("valid until", 21))
_LISTED = 12
_PLACE = 32
_FORMATS = {"pact-3": "PACT", "pact-2": "PACT", "iso14067": "ISO 14067"}
_ALIKE = 16
"""Characters at the beginning that two texts may share before they are cut there."""
_PLAIN = (EQUAL, KEPT, BROKEN, UNREADABLE)
"""Verdicts that the table says all of."""


def render(every: list[Verified], style: Style) -> str:
    """The report as text that ends in a line feed."""
    rows = _table(every, style)
    for one in every:
        if one.verdict not in _PLAIN or one.today:
            rows += ["", *_details(one, style)]
    if any(one.broken is not None for one in every):
        rows += ["", *lines_of(said("checked", style.lang), style.width)]
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _table(every: list[Verified], style: Style) -> list[str]:
    room = style.width - sum(width for _, width in _COLUMNS)
    head = fit(said("declaration", style.lang), room)
    rows = [style.bold(head + "".join(fit(said(key, style.lang), width) for key, width in _COLUMNS))]
    for one in every:
        cells = (_rules(one, style.lang), said(one.verdict, style.lang), _valid(one, style.lang))
        filled = "".join(fit(cell, width) for cell, (_, width) in zip(cells, _COLUMNS, strict=True))
        name = safe(name_of(one))
        if display_width(name) > room - 1:
            rows += lines_of(name, style.width)
            name = ""
        rows.append(fit(name, room) + filled)
        rows += [f"  {row}" for row in lines_of(safe(_about(one)), style.width - 2)] if _about(one) else []
    return rows


def name_of(one: Verified) -> str:
    """`bolt.json`, or `bolts.json, 2` for the second of a file."""
    return f"{one.file}, {one.number}" if one.number else one.file


def _about(one: Verified) -> str:
    made = f"{_FORMATS.get(one.format, one.format)} {one.version}".strip()
    return ", ".join(part for part in (one.product, one.company, made, one.id[:8]) if part)


def _rules(one: Verified, lang: str) -> str:
    if one.broken is None:
        return said("rules none", lang)
    return said("rules broken", lang).format(count=one.broken) if one.broken else said("rules kept", lang)


def _valid(one: Verified, lang: str) -> str:
    parts = [one.valid[1] or said("open", lang)]
    if one.expired:
        parts.append(said("expired", lang))
    if one.status == "Deprecated":
        parts = [said("deprecated", lang)]
    return " ".join(parts)


def _details(one: Verified, style: Style) -> list[str]:
    lang = style.lang
    rows = [
        style.bold(row)
        for row in lines_of(f"{safe(name_of(one))}: {said(f'say {one.verdict}', lang)}", style.width)
    ]
    if one.project:
        rows += _indented(said("in", lang).format(project=one.project), style)
    if one.totals[0] != one.totals[1]:
        rows += _indented(said("total", lang).format(old=one.totals[0], new=one.totals[1]), style)
    if one.changes:
        room = max((style.width - _PLACE - 4) // 2, 12)
        head = fit(said("field", lang), _PLACE) + fit(said("stated", lang), room) + said("made", lang)
        rows.append(f"  {head}")
        for change in one.changes[:_LISTED]:
            cells = [safe(text) or said("absent", lang) for text in _apart(change, room - 1)]
            where = safe(change.where)
            if display_width(where) > _PLACE - 1:
                rows += _indented(where, style)
                where = ""
            rows.append(f"  {fit(where, _PLACE)}{fit(cells[0], room - 1)} {fit(cells[1], room)}")
        if len(one.changes) > _LISTED:
            rows += _indented(said("more", lang).format(count=len(one.changes) - _LISTED), style)
    if one.causes:
        rows.append(f"  {said('why', lang)}")
        for cause in one.causes[:_LISTED]:
            text = said(cause.kind, lang).format(
                what=cause.what, old=cause.old, new=cause.new or said("absent", lang)
            )
            rows += [f"    {row}" for row in lines_of(safe(text), style.width - 4, 2)]
        if len(one.causes) > _LISTED:
            rows += _indented(said("more", lang).format(count=len(one.causes) - _LISTED), style)
    if one.today:
        rows += _indented(said("today", lang), style)
        for need, then, now in one.today[:_LISTED]:
            text = f"{need}: {then} -> {now or said('absent', lang)}"
            rows += [f"    {row}" for row in lines_of(safe(text), style.width - 4, 2)]
    return rows


def _apart(change: Change, room: int) -> tuple[str, str]:
    """Both texts; what long ones begin with alike is left out, so that it is seen where they part."""
    pair = (change.stated, change.made)
    same = next((at for at, (a, b) in enumerate(zip(*pair, strict=False)) if a != b), min(map(len, pair)))
    if max(map(display_width, pair)) <= room or same < _ALIKE or "" in pair:
        return pair
    first, second = (f"...{text[same - _ALIKE // 2 :]}" for text in pair)
    return first, second


def _indented(text: str, style: Style) -> list[str]:
    return [f"  {row}" for row in lines_of(safe(text), style.width - 2)]
