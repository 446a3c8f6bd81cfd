"""What an inbox says, for a person at a terminal: what came, what changed, what it moves, what to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from carbonfoot.declarations.inbox.changes import per_unit, span
from carbonfoot.declarations.inbox.model import DEPRECATED, REPLACED, VALID, Came, Inbox, State
from carbonfoot.declarations.inbox.once import key_of
from carbonfoot.declarations.inbox.text_changes import changes
from carbonfoot.declarations.inbox.text_moves import edits, lapsed, moves, proposed, rest, waiting
from carbonfoot.declarations.inbox.words import word
from carbonfoot.documents.received.model import Received
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.style import Style, lines_of, percent
from carbonfoot.reports.width import safe

SHOWN = 5
"""Names of files that one line lists."""

ROWS = 20
"""Rows of a table; JSON has all."""

_DIGITS = 4


def render(inbox: Inbox, style: Style, top: int = ROWS) -> str:
    """The report as text that ends in a line feed; `top` is how many rows of each table are shown."""
    rows = _head(inbox, style)
    names = short_ids(inbox)

    def first(tell: Callable[..., list[str]], given: Sequence[Any]) -> list[str]:
        told = tell(given[:top], style, names)
        return told + rest(len(given) - top, style)

    sections = [
        _section(style, "came", first(_came(inbox), _striking(inbox, top))),
        _section(style, "changed", first(changes, inbox.changed)),
        moves(inbox, style, top),
        _section(style, "edits", first(edits, inbox.edits)),
        _section(style, "waiting", first(waiting, inbox.waiting)),
        _section(style, "lapsed", first(lapsed, inbox.lapsed)),
        _section(style, "proposed", first(proposed, inbox.proposed)),
        _section(style, "unused", _unused(inbox, style, names, top)),
    ]
    for section in sections:
        rows += ["", *section] if section else []
    return "\n".join(row.rstrip() for row in rows) + "\n"


def short_ids(inbox: Inbox) -> dict[str, str]:
    """The beginning of every id that is named, long enough to tell them apart."""
    ids = {one.declared.id for one in inbox.came}
    ids |= {each.id for one in inbox.changed for each in (one.before, one.after)}
    for uses in (inbox.edits, inbox.waiting, inbox.lapsed):
        ids |= {one.use.declared.id for one in uses}
    size = 8
    longest = max(map(len, ids), default=size)
    while size < longest and len({key_of(id)[:size] for id in ids}) < len({key_of(id) for id in ids}):
        size += 4
    return {id: safe(id[:size]) for id in ids}


def _section(style: Style, key: str, rows: Sequence[str]) -> list[str]:
    return (
        [style.bold(row) for row in lines_of(word(key, style.lang), style.width)] + list(rows) if rows else []
    )


def _head(inbox: Inbox, style: Style) -> list[str]:
    lang = style.lang
    title = word("title", lang).format(
        folder=safe(inbox.folder.rstrip("/") + "/"),
        declarations=_count("declaration", len(inbox.came), lang)
        if inbox.came
        else word("none read" if inbox.refused else "none", lang),
        files=_count("file", inbox.files, lang),
    )
    rows = [style.bold(row) for row in lines_of(title, style.width)]
    if inbox.came:
        key = "on" if inbox.on else "on default"
        rows += lines_of(word(key, lang).format(day=inbox.day), style.width)
    if inbox.refused:
        rows += lines_of(f"{word('refused', lang)}: {_names(inbox.refused, lang)}", style.width, 2)
    passed = []
    if inbox.other:
        key = "other text" if len(inbox.other) > 1 else "other one"
        passed.append(word(key, lang).format(count=f"{len(inbox.other):,}", names=_names(inbox.other, lang)))
    if inbox.links:
        key = "links text" if inbox.links > 1 else "links one"
        passed.append(word(key, lang).format(count=f"{inbox.links:,}"))
    if passed:
        rows += lines_of(f"{word('other', lang)}: {'; '.join(passed)}", style.width, 2)
    return rows


def _count(key: str, count: int, lang: str) -> str:
    return word(key if count == 1 else f"{key}s", lang).format(count=f"{count:,}")


def _names(names: Sequence[str], lang: str) -> str:
    shown = ", ".join(safe(name) for name in names[:SHOWN])
    if len(names) <= SHOWN:
        return shown
    return word("and more", lang).format(names=shown, count=f"{len(names) - SHOWN:,}")


def _striking(inbox: Inbox, top: int) -> Sequence[Came]:
    """What came; where not all of it is shown, first what does not hold."""
    if len(inbox.came) <= top:
        return inbox.came
    return sorted(inbox.came, key=lambda one: inbox.states[key_of(one.declared.id)].word == VALID)


def _came(inbox: Inbox) -> Callable[..., list[str]]:
    def tell(given: Sequence[Came], style: Style, names: dict[str, str]) -> list[str]:
        states = inbox.states
        return [row for one in given for row in _one(one, states[key_of(one.declared.id)], style, names)]

    return tell


def _one(came: Came, state: State, style: Style, names: dict[str, str]) -> list[str]:
    """A declaration: who and what, then its number and quality, then when it holds."""
    one, lang = came.declared, style.lang
    dot = ", " if style.plain else " · "
    number = per_unit(one)
    shown = "?" if number is None else format_fixed(number, _DIGITS)
    numbers = [
        word("per", lang).format(number=shown, unit=f"1 {one.unit}"),
        word("pds none", lang)
        if one.primary is None
        else word("pds", lang).format(share=percent(one.primary)),
        _quality(one, lang),
    ]
    if one.amount != 1:
        numbers.insert(1, f"{word('unit', lang)} {one.amount.normalize():f} {one.unit}")
    days = span(*one.valid)
    until = word("valid from to", lang).format(span=days) if days else word("no days", lang)
    if one.valid[1] and not one.stated_end:
        until = word("rule end", lang).format(span=until)
    dates = [
        names[one.id],
        _format(one),
        span(*one.period),
        until,
        *([one.status] if one.status else []),
        _state(state, lang, names),
    ]
    company = one.company or word("no company", lang)
    rows = lines_of(safe(f"{company}: {one.product}"), style.width, 2)
    for line in (dot.join(numbers), dot.join(dates)):
        rows += [f"  {row}" for row in lines_of(safe(line), style.width - 2, 2)]
    if came.also:
        rows += _hung(word("again", lang).format(names=_names(came.also, lang)), style)
    if one.claims:
        said = "; ".join(claim.said for claim in one.claims)
        rows += _hung(word("claims", lang).format(said=safe(said)), style)
    return rows


def _hung(text: str, style: Style) -> list[str]:
    return [f"  {row}" for row in lines_of(text, style.width - 2, 2)]


def _format(one: Received) -> str:
    return f"PACT {one.version}" if one.format.startswith("pact") else one.version or one.format


def _quality(one: Received, lang: str) -> str:
    scores = [one.quality[key] for key in ("technology", "time", "geography") if key in one.quality]
    if not scores:
        return word("dqr none", lang)
    return word("dqr", lang).format(score="/".join(format_number(score, 3) for score in scores))


def _state(state: State, lang: str, names: dict[str, str]) -> str:
    text = word(state.word, lang)
    by = names.get(state.by, safe(state.by))
    if state.by and state.probably:
        return f"{text}, {word('probably by', lang).format(id=by)}"
    if state.by and state.word == REPLACED:
        return f"{text} {word('by', lang).format(id=by)}"
    if state.by and state.word == DEPRECATED:
        return f"{text}, {word('replaced', lang)} {word('by', lang).format(id=by)}"
    return text


def _unused(inbox: Inbox, style: Style, names: dict[str, str], top: int) -> list[str]:
    unused = set(inbox.unused) if inbox.project else set()
    given = [one for one in inbox.came if one.declared.id in unused]
    rows: list[str] = []
    for one in given[:top]:
        company = one.declared.company or word("no company", style.lang)
        text = f"{names[one.declared.id]}  {company}: {one.declared.product}"
        rows += [f"  {row}" for row in lines_of(safe(text), style.width - 2, 10)]
    rows += rest(len(given) - top, style)
    if rows and inbox.unread:
        key = "unused of" if inbox.unread > 1 else "unused of one"
        said = word(key, style.lang).format(count=f"{inbox.unread:,}")
        rows += [f"  {row}" for row in lines_of(said, style.width - 2, 2)]
    return rows
