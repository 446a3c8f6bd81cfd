"""What newer declarations move in products, and what to write, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.declarations.inbox.changes import span
from carbonfoot.declarations.inbox.model import Edit, Inbox, Lapsed, Moved, Proposed, Waiting
from carbonfoot.declarations.inbox.text_changes import signed, signed_percent
from carbonfoot.declarations.inbox.words import word
from carbonfoot.findings.finding import path_text
from carbonfoot.portfolio.model import COMPLETE
from carbonfoot.quantities.numbers import format_fixed
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe

LINES = 5
"""Lines of a product that are shown; JSON has all."""

_UNIT, _SHARE = 12, 9


def moves(inbox: Inbox, style: Style, top: int) -> list[str]:
    """The products, each with the lines that move it; of more than `top` those without a number and the largest."""
    lang = style.lang
    if not inbox.came:
        return []
    if not inbox.project:
        return lines_of(word("no products", lang), style.width)
    here = word("here", lang) if inbox.project == "." else safe(inbox.project)
    title = word("moves", lang).format(project=here)
    rows = [style.bold(row) for row in lines_of(title, style.width)]
    if inbox.moved:
        shown: Sequence[Moved] = inbox.moved
        if len(shown) > top:
            shown = sorted(shown, key=lambda one: (one.delta is not None, -abs(one.delta or 0.0)))[:top]
        rows += _table(shown, style) + rest(len(inbox.moved) - top, style)
    else:
        rows += lines_of(word("nothing moves", lang), style.width)
    if inbox.still and inbox.moved:
        key = "still" if inbox.still > 1 else "still one"
        rows += lines_of(word(key, lang).format(count=f"{inbox.still:,}"), style.width)
    if inbox.failed:
        key = "failed" if inbox.failed > 1 else "failed one"
        rows += lines_of(word(key, lang).format(count=f"{inbox.failed:,}"), style.width)
    return rows


def rest(count: int, style: Style) -> list[str]:
    """The line that stands for rows that are not shown; none where all are."""
    text = word("rows more", style.lang).format(count=f"{count:,}")
    return [f"  {row}" for row in lines_of(text, style.width - 2, 2)] if count > 0 else []


def _table(moved: Sequence[Moved], style: Style) -> list[str]:
    lang = style.lang
    cells = [
        (_total(one.before, one.states[0], lang), _total(one.after, one.states[1], lang), *_change(one))
        for one in moved
    ]
    head = (word("before", lang), word("after", lang), "kg CO2e", word("change", lang))
    wide = [max(display_width(row[place]) for row in (head, *cells)) + 2 for place in range(4)]
    name = max(16, style.width - sum(wide) - _UNIT - 2)

    def row(first: str, unit: str, rest: tuple[str, ...]) -> str:
        numbers = "".join(right(text, columns) for text, columns in zip(rest, wide, strict=True))
        return f"{fit(first, name)}  {fit(unit, _UNIT)}{numbers}"

    rows = [style.bold(row(word("moves head", lang), "", head))]
    for one, numbers in zip(moved, cells, strict=True):
        title = one.name_ko if lang == "ko" and one.name_ko else one.name
        rows.append(row(safe(f"{one.id}  {title}" if one.id else one.shown), safe(one.unit), numbers))
        if one.because:
            key = "error in" if one.because.endswith((".yaml", ".yml")) else "why no number"
            rows += _hung(word(key, lang).format(because=safe(one.because)), style)
        for line in one.lines[:LINES]:
            through = f" ({line.through})" if line.through else ""
            own = line.name_ko if lang == "ko" and line.name_ko else line.name
            label = safe(f"{own or path_text(line.path)}{through}")
            rest = style.width - 4 - 2 - sum(wide[2:])
            rows.append(f"    {fit(label, rest)}  {right(signed(line.delta), wide[2])}".rstrip())
        if len(one.lines) > LINES:
            rows.append(f"    +{len(one.lines) - LINES:,}")
    return rows


def _total(number: float | None, state: str, lang: str) -> str:
    if number is None:
        return word("no number", lang)
    shown = format_fixed(number, 4)
    return shown if state == COMPLETE else word("at least", lang).format(number=shown)


def _change(one: Moved) -> tuple[str, str]:
    delta, share = one.delta, one.share
    return "" if delta is None else signed(delta), "" if share is None else signed_percent(share)


def edits(given: Sequence[Edit], style: Style, names: dict[str, str]) -> list[str]:
    """What to write where."""
    rows: list[str] = []
    lang = style.lang
    for one in given:
        rows += _hung(_place(one.use.shown, one.use.line, path_text(one.use.path), one.text, lang), style)
        said = word("in place of", lang).format(newer=names[one.newer.id], older=names[one.use.declared.id])
        if one.probably:
            said += f"; {word('probably', lang)}"
        rows += _below(said, style)
        if one.put:
            rows += _below(word("put", lang).format(file=safe(one.put), as_=safe(one.as_)), style)
    return rows


def _place(file: str, line: int, path: str, text: str, lang: str) -> str:
    key = "edit" if line else "edit where"
    return word(key, lang).format(file=safe(file), line=line, path=safe(path), text=safe(text))


def waiting(given: Sequence[Waiting], style: Style, names: dict[str, str]) -> list[str]:
    """Newer ones that a line cannot take."""
    rows: list[str] = []
    for one in given:
        newest = max(one.newer, key=lambda each: (each.period[1], each.created))
        text = word(f"why {one.why}", style.lang).format(
            newer=", ".join(names[each.id] for each in one.newer) if one.why == "fork" else names[newest.id],
            day=one.use.day,
            start=newest.valid[0] or "?",
            span=span(*newest.valid),
            count=len(one.newer),
        )
        rows += _hung(f"{safe(_where(one.use.shown, one.use.line))} {safe(one.use.name)}: {text}", style)
    return rows


def _where(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file


def lapsed(given: Sequence[Lapsed], style: Style, names: dict[str, str]) -> list[str]:
    """Lines whose declaration does not hold."""
    rows: list[str] = []
    for use, state in given:
        text = word(f"lapsed {state.word}", style.lang).format(
            id=names[use.declared.id], company=safe(use.declared.company), day=use.declared.valid[1]
        )
        rows += _hung(f"{safe(_where(use.shown, use.line))} {safe(use.name)}: {text}", style)
    return rows


def proposed(given: Sequence[Proposed], style: Style, names: dict[str, str]) -> list[str]:
    """Lines that could draw on a declaration."""
    rows: list[str] = []
    for one in given:
        text = _place(one.shown, one.line, path_text(one.path), one.text, style.lang)
        rows += _hung(text, style)
        about = f"{one.name}, {one.supplier}: {names[one.declared.id]} {one.declared.product}"
        rows += _below(safe(about), style)
    return rows


def _hung(text: str, style: Style) -> list[str]:
    return [f"  {row}" for row in lines_of(text, style.width - 2, 4)]


def _below(text: str, style: Style) -> list[str]:
    return [f"    {row}" for row in lines_of(text, style.width - 4, 2)]
