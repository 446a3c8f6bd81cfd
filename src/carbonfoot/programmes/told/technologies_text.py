"""Technology cards for a person at a terminal: a list, one card, and what a card does to a document."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.documents.technology import Effect, Figure, Source, State
from carbonfoot.programmes.technologies.figures import shown_figure
from carbonfoot.programmes.technologies.shelf import Kept, Shelf
from carbonfoot.programmes.told.words import words
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import display_width, fit, safe

TABLE = "technologies_words"
_WIDE = 100
_LEAST = 8


def say_in(lang: str) -> dict[str, str]:
    """The words of cards in a language."""
    return words(lang, TABLE)


def card_name(kept: Kept, lang: str) -> str:
    """The name of a card in a language, English where it has no other."""
    head = kept.card.technology
    return (head.name_ko if lang == "ko" and head.name_ko else head.name) or kept.id


def list_text(cards: Sequence[Kept], shelf: Shelf, style: Style) -> str:
    """A table of cards; ends in a line feed."""
    say = say_in(style.lang)
    rows = [style.bold(say["list head"].format(count=len(cards)) if cards else say["none"])]
    if cards:
        keys = ["id", "name", "replaces", "readiness", "effect", "investment", "shown"]
        table = [
            [say[key] for key in keys],
            *([safe(one) for one in _row(kept, say, style.lang)] for kept in cards),
        ]
        rows += ["", *_table(table, style)]
    if shelf.refused:
        rows += ["", *lines_of(say["refused"].format(count=len(shelf.refused)), style.width)]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _row(kept: Kept, say: dict[str, str], lang: str) -> list[str]:
    head = kept.card.technology
    effects = kept.card.effects or []
    return [
        kept.id,
        card_name(kept, lang),
        head.replaces,
        head.readiness,
        effect_text(effects[0], say, brief=True) if effects else "",
        _short(kept.card.investment),
        str(len(kept.card.demonstrations or [])),
    ]


def _short(figure: Figure | None) -> str:
    if figure is None:
        return ""
    stated = figure.value or figure.low or figure.high
    return stated.text if stated is not None else "?"


def _table(table: list[list[str]], style: Style) -> list[str]:
    """One line a card where the terminal is wide, else its name and effect below its id; cells are wrapped, never cut."""
    if style.width < _WIDE:
        return _narrow(table, style)
    widths = [max(display_width(row[one]) for row in table) for one in range(len(table[0]))]
    room = style.width - 2 * (len(widths) - 1)
    flexible = [1, 2, 4, 5]
    while sum(widths) > room:
        longest = max(flexible, key=lambda one: widths[one])
        if widths[longest] <= _LEAST:
            break
        widths[longest] -= 1
    found = []
    for number, row in enumerate(table):
        cells = [lines_of(text, width) if text else [""] for text, width in zip(row, widths, strict=True)]
        for index in range(max(map(len, cells))):
            parts = [
                fit(cell[index] if index < len(cell) else "", width)
                for cell, width in zip(cells, widths, strict=True)
            ]
            text = "  ".join(parts)
            found.append(style.bold(text) if not number else text)
    return found


def _narrow(table: list[list[str]], style: Style) -> list[str]:
    first = max(display_width(row[0]) for row in table)
    found = []
    for number, (id, name, replaces, level, effect, _, shown) in enumerate(table):
        text = f"{fit(id, first)}  {fit(level, 5)}  {shown}"
        found.append(style.bold(text) if not number else text)
        if number:
            parts = "; ".join(one for one in (f"{name} <- {replaces}", effect) if one)
            found += [f"    {one}" for one in lines_of(parts, style.width - 4)]
    return found


def effect_text(effect: Effect, say: dict[str, str], *, brief: bool = False) -> str:
    """An effect in a few words; `brief`: without ranges."""
    what = effect.what.removeprefix("input:").removeprefix("method:").replace("_", " ")
    if effect.do == "switch":
        key = "do switch" if effect.share is not None else "do switch all"
        to = (effect.to or "").replace("_", " ") + (f" ({effect.route})" if effect.route else "")
        return say[key].format(
            what=what,
            to=to,
            share=_number(effect.share, say, brief=brief),
            ratio=_number(effect.ratio, say, brief=brief),
        )
    by = _number(effect.by, say, brief=brief)
    if effect.by is None and isinstance(effect.value, dict):
        by = str(effect.value.get("name", "..."))
    elif effect.by is None and effect.value is not None:
        by = str(effect.value)
    return say[f"do {effect.do}"].format(what=what, by=by)


def _number(figure: Figure | None, say: dict[str, str], *, brief: bool) -> str:
    if figure is None:
        return ""
    if brief and figure.value is not None:
        return figure.value.text
    stated = figure.value is not None or figure.low is not None or figure.high is not None
    return shown_figure(figure) if stated else say["asked"]


def show_text(kept: Kept, style: Style) -> str:
    """One card in full; ends in a line feed."""
    say = say_in(style.lang)
    card, head = kept.card, kept.card.technology
    rows = [
        style.bold(one) for one in lines_of(safe(f"{card_name(kept, style.lang)}  {kept.id}"), style.width)
    ]
    rows += lines_of(
        safe(say["readiness long"].format(level=head.readiness) + _of(head.readiness_source)), style.width
    )
    facts = [
        ("replaces", head.replaces),
        ("sector", head.sector),
        ("summary", head.summary_ko if style.lang == "ko" and head.summary_ko else head.summary),
        ("per", card.per),
        ("of pack", kept.pack),
    ]
    for key, text in facts:
        rows += _labelled(say[key], text or "", style)
    for side in ("before", "after"):
        rows += _state(getattr(card, side), say[side], say, style)
    if card.effects:
        rows += ["", style.bold(say["effects"])]
        for effect in card.effects:
            rows += _item(effect_text(effect, say), style)
            for figure in (effect.by, effect.share, effect.ratio):
                rows += _behind(figure, say, style)
            if effect.note:
                rows += _under(effect.note, style)
    money = [(key, getattr(card, key)) for key in ("investment", "operating", "lifetime")]
    if any(figure is not None for _, figure in money):
        rows += ["", style.bold(say["money"])]
        for key, figure in money:
            rows += _figure(say[key], figure, say, style)
    korean = style.lang == "ko"
    follows = [f"{one.method}: {(korean and one.why_ko) or one.why}" for one in card.follows or []]
    listed = (("follows", follows), ("conditions", card.conditions), ("questions", card.questions))
    for key, texts in listed:
        if texts:
            rows += ["", style.bold(say[key])]
            for text in texts:
                rows += _item(text, style)
    rows += _shown(kept, say, style)
    rows += ["", style.bold(say["sources"])]
    for key, source in card.sources.items():
        rows += _item(f"{key}: {_source(source, say)}", style)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _state(state: State | None, title: str, say: dict[str, str], style: Style) -> list[str]:
    if state is None:
        return []
    rows = [
        "",
        *map(style.bold, lines_of(safe(title + (f": {state.name}" if state.name else "")), style.width)),
    ]
    for kind in ("energy", "materials", "direct"):
        for name, figure in (getattr(state, kind) or {}).items():
            rows += _figure(f"{name.replace('_', ' ')} ({say[kind]})", figure, say, style)
    return rows


def _figure(label: str, figure: Figure | None, say: dict[str, str], style: Style) -> list[str]:
    if figure is None:
        return []
    return [*_item(f"{label}: {shown_figure(figure)}", style), *_behind(figure, say, style)]


def _behind(figure: Figure | None, say: dict[str, str], style: Style) -> list[str]:
    """Where a number is from, what it covers, and the question that it leaves open."""
    if figure is None:
        return []
    parts = [one for one in (figure.source, figure.where, figure.year, figure.note) if one]
    rows = _under("; ".join(parts), style) if parts else []
    if figure.ask:
        rows += _under(say["asks"].format(ask=figure.ask, name=figure.name or "..."), style)
    return rows


def _shown(kept: Kept, say: dict[str, str], style: Style) -> list[str]:
    found = kept.card.demonstrations or []
    if not found:
        return []
    rows = ["", style.bold(say["demonstrations"])]
    for one in found:
        where = ", ".join(part for part in (one.operator, one.country, one.year) if part)
        rows += _item(f"{one.plant} ({where}): {one.result}{_of(one.source)}", style)
        for name, figure in (one.figures or {}).items():
            rows += _under(f"{name}: {shown_figure(figure)}{_of(figure.source)}", style)
    return rows


def _source(source: Source, say: dict[str, str]) -> str:
    text = f"{source.title}. {source.publisher}" + (f", {source.year}" if source.year else "")
    text += f". {source.url}" if source.url else ""
    return text + (f" ({say['secondary']})" if source.read == "secondary" else "")


def _of(key: str | None) -> str:
    return f" [{key}]" if key else ""


def _labelled(label: str, text: str, style: Style) -> list[str]:
    return lines_of(safe(f"{label}: {text}"), style.width, 2) if text else []


def _item(text: str, style: Style) -> list[str]:
    return [f"  {one}" for one in lines_of(safe(text), style.width - 2, 2)]


def _under(text: str, style: Style) -> list[str]:
    return [f"      {one}" for one in lines_of(safe(text), style.width - 6)]
