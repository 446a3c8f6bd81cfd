"""Emission methods for people: the list by sector, and one of them as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator

from carbonfoot.methods.described import Need, common, entry, kind_text, needs, sectors
from carbonfoot.methods.method import Method
from carbonfoot.reports.style import NARROWEST, WIDEST
from carbonfoot.reports.width import display_width, safe, wrap
from carbonfoot.reports.words import word

_KEY = 26  # columns of a key at most, before its kind


def list_text(methods: list[type[Method]], lang: str, width: int) -> str:
    """A block a sector, an entry a method: id, title, tier."""
    room = max(len(method.about.id) for method in methods) + 2
    lines: list[str] = []
    for sector, those in sectors(methods).items():
        lines += ["", sector] if lines else [sector]
        for method in those:
            about = f"{title(method, lang)} ({_tier(method, lang)})"
            lines += _hung(f"  {method.about.id:<{room}}", about, width)
    return "\n".join(lines) + "\n"


def search_text(methods: list[type[Method]], lang: str, width: int) -> str:
    """An entry a method, in the order given: id, title, tier."""
    room = max(len(method.about.id) for method in methods) + 2
    rows = ((method.about.id, f"{title(method, lang)} ({_tier(method, lang)})") for method in methods)
    return "".join(f"{line}\n" for id, text in rows for line in _hung(f"{id:<{room}}", text, width))


def title(method: type[Method], lang: str) -> str:
    """The title in a language."""
    return method.about.title_ko if lang == "ko" else method.about.title


def _tier(method: type[Method], lang: str) -> str:
    return tier_text(method.about.tier, lang)


def tier_text(tier: str, lang: str = "en") -> str:
    """`tier 3`, or the word that stands in its place."""
    return f"{word('method-tier', lang)} {tier}" if tier[:1].isdigit() else tier


def show_text(method: type[Method], lang: str, width: int) -> str:
    """The page of a method, at most `width` columns; lines that are to be pasted stay whole."""
    about = method.about

    def head(key: str) -> str:
        return word(f"method-{key}", lang)

    lines = [f"{about.id}  ({_tier(method, lang)})", *_hung("", title(method, lang), width)]
    lines += ["", head("formula"), *(row for line in about.formula for row in _hung("  ", line, width, 4))]
    lines += ["", head("gives"), *_hung("  ", about.gives, width)]
    lines += ["", head("needs"), *_needs(needs(method), lang, width)]
    lines += _hung("  ", f"{head('common')}: {', '.join(common())}", width)
    if about.parameters:
        lines += [
            "",
            head("parameters"),
            *(row for item in about.parameters for row in _hung("  ", item, width, 4)),
        ]
    lines += ["", head("reference"), *_hung("  ", about.reference, width)]
    until = f", {head('to')} {about.valid_to}" if about.valid_to else ""
    said = f"{head('edition')} {about.edition}; {head('from')} {about.valid_from}{until}"
    lines += _hung("  ", said, width)
    if about.limits:
        lines += ["", head("limits"), *(row for one in about.limits for row in _hung("  - ", one, width))]
    lines += ["", head("example"), *(f"  {line}" for line in entry(method).splitlines())]
    return "\n".join(safe(line) for line in lines) + "\n"


def _needs(keys: tuple[Need, ...], lang: str, width: int, indent: int = 2) -> Iterator[str]:
    room = min(_KEY, max(len(key.key) for key in keys)) + 2
    pad = " " * indent
    for key in keys:
        need = word("method-required" if key.required else "method-optional", lang)
        yield from _hung(f"{pad}{key.key:<{room}}", f"{need}: {kind_text(key)}", width, indent + room)
        yield from _hung(" " * (indent + room), key.description, width)
        if key.kind != "keys" and key.example is not None:
            yield from _hung(" " * (indent + room), f"{word('method-such', lang)} {example(key)}", width)
        if key.inside:
            yield from _needs(key.inside, lang, width, indent + 4)


def example(need: Need) -> str:
    """The example of a key as it would stand in YAML on one line."""
    if isinstance(need.example, str):
        return need.example
    return json.dumps(need.example, ensure_ascii=False)


def _hung(before: str, text: str, width: int, hang: int | None = None) -> list[str]:
    """The text behind `before`, broken at spaces, further lines below its start or `hang` columns in."""
    room = max(NARROWEST, min(width, WIDEST))
    start = display_width(before)
    rows = wrap(text, room, start if hang is None else max(start, hang))
    rest = " " * (start if hang is None else hang)
    return [before + rows[0].lstrip(), *(rest + row.lstrip() for row in rows[1:])]
