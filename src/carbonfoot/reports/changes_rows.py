"""What moved since a baseline, as texts that the reports for people lay out: one row a product, causes largest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carbonfoot.checks.model import CHANGED, GONE, NEW, SAME, UNKNOWN, Change
from carbonfoot.portfolio.model import COMPLETE
from carbonfoot.reports import diff_words
from carbonfoot.reports.adding import adding_up, units, written
from carbonfoot.reports.changes_words import said
from carbonfoot.reports.style import Style, percent

TOP = 3
"""Causes that are named; those with fewer are counted."""

ORDER = (CHANGED, NEW, GONE, UNKNOWN, SAME)
_STATES = {"complete": "complete", "incomplete": "incomplete", "refused": "refused state"}


class Row(NamedTuple):
    """A change as texts; names are as they stand in files, and not safe yet."""

    change: Change
    name: str
    file: str
    unit: str
    before: str
    after: str
    moved: str
    share: str
    causes: tuple[str, ...]
    notes: tuple[str, ...]


def rows(changes: Sequence[Change], lang: str) -> list[Row]:
    """All but what stayed where it was, the largest share of change first."""
    return [_row(one, lang) for one in sorted(changes, key=_weight) if one.what != SAME or any(one.former)]


def counted(changes: Sequence[Change], lang: str) -> str:
    """`2 changed, 1 new, 7 unchanged`."""
    given = [one.what for one in changes]
    return ", ".join(
        said(f"{what} count", lang).format(count=given.count(what)) for what in ORDER if what in given
    )


def _weight(one: Change) -> tuple[int, float, str]:
    share = abs(one.moved / one.before) if one.moved and one.before else float("inf") if one.moved else 0.0
    return ORDER.index(one.what), -share, one.file


def _row(one: Change, lang: str) -> Row:
    style = Style(lang=lang)
    known = [abs(number) for number in (one.before, one.after) if number is not None]
    style.fit_to(max(known, default=0.0))
    if one.moved:
        decimals = style.decimals
        style.fit_to(10 * abs(one.moved))
        style.decimals = max(decimals, style.decimals)
    places = style.decimals
    before, after = (None if number is None else units(number, places) for number in (one.before, one.after))
    moved, share = "", ""
    step = 0
    if one.moved is not None and before is not None and after is not None:
        step = after - before
        moved = _signed(one.moved, step, places)
        share = _percent(one.moved / abs(one.before)) if one.before else ""
    name = one.name_ko if lang == "ko" and one.name_ko else one.name
    return Row(
        one,
        name,
        one.file,
        one.unit,
        _total(one.before, before, places, one.states[0], lang),
        _total(one.after, after, places, one.states[1], lang),
        moved,
        share,
        _causes(one, step, places, lang),
        _notes(one, lang),
    )


def _total(number: float | None, count: int | None, places: int, state: str, lang: str) -> str:
    if number is None or count is None:
        return said("none", lang)
    text = written(number, count, places)
    return text if state in ("", COMPLETE) else said("at least", lang).format(number=text)


def _causes(one: Change, step: int, places: int, lang: str) -> tuple[str, ...]:
    if one.split is None:
        return ()
    causes = one.split[0].causes
    each = adding_up(step, [cause.co2e for cause in causes], places)
    order = sorted(range(len(causes)), key=lambda at: -abs(causes[at].co2e))
    texts = [
        f"{' + '.join(diff_words.said(name, lang) for name in causes[at].names)} "
        f"{_signed(causes[at].co2e, each[at], places)}"
        for at in order
    ]
    more = len(texts) - TOP
    return (*texts[:TOP], said("more causes", lang).format(count=more)) if more > 0 else tuple(texts)


def _notes(one: Change, lang: str) -> tuple[str, ...]:
    found = [said(one.what, lang)] if one.what in (NEW, GONE, UNKNOWN) else []
    if one.former[0]:
        found.append(said("was file", lang).format(file=one.former[0]))
    if one.former[1]:
        found.append(said("was id", lang).format(id=one.former[1]))
    if one.states[0] and one.states[1] and one.states[0] != one.states[1]:
        words = [said(_STATES.get(state, state), lang) for state in one.states]
        found.append(said("was state", lang).format(before=words[0], after=words[1]))
    if one.why:
        found.append(said(one.why, lang))
    if one.what == CHANGED and one.split is not None and not one.split[0].causes and not found:
        found.append(said("no effect", lang))
    return tuple(found)


def _signed(number: float, count: int, places: int) -> str:
    text = written(number, count, places)
    return f"+{text}" if count > 0 else text


def _percent(share: float) -> str:
    text = percent(share)
    return f"+{text}" if share > 0 and not text.startswith("<") else text
