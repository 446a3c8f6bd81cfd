"""A programme as one HTML file: no network, no script, every number of a picture also in a table."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import cache
from hashlib import sha256

from carbonfoot import __version__
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.declarations.html.skeleton import style
from carbonfoot.programmes.pictures.drawing import patterns
from carbonfoot.programmes.pictures.reading import Data, called, years_shown
from carbonfoot.programmes.pictures.sections import sections
from carbonfoot.programmes.told.withheld import withheld
from carbonfoot.programmes.told.words_pictures import say


def page(data: Data, findings: list[Data], lang: str = "en", year: int | None = None) -> str:
    """The page of a report: its `data`, its `findings`, in `en` or `ko`; `year` is the one shown first, else the last."""
    data = withheld(data)
    years = years_shown(data)
    if year is not None:
        years = sorted({*years, year})
    css = _css(years)
    policy = (
        f"default-src 'none'; style-src 'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = data.get("programme") or {}
    of_contents = escaped(say("contents", lang))
    title = escaped(called(head, lang))
    span = f"{data['years'][0]}–{data['years'][-1]}" if data.get("years") else ""
    subtitle = ", ".join(one for one in (say("programme", lang), str(head.get("id") or ""), span) if one)
    parts = [one for one in sections(data, findings, years, lang) if one.body]
    contents = "".join(f'<li><a href="#{one.key}">{escaped(one.title)}</a></li>\n' for one in parts)
    body = "".join(
        f'<section aria-labelledby="{one.key}">\n<h2 id="{one.key}">{escaped(one.title)}</h2>\n{one.body}</section>\n'
        for one in parts
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="carbonfoot">\n'
        f"<title>{title}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{escaped(say("skip", lang))}</a>\n'
        f"<header>\n<h1>{title}</h1>\n<p>{escaped(subtitle)}</p>\n</header>\n"
        f'<nav aria-labelledby="contents">\n<h2 id="contents">{of_contents}</h2>\n<ol>\n{contents}</ol>\n</nav>\n'
        f'{patterns()}{_chooser(years, year, lang)}<main id="content">\n{body}</main>\n'
        f"<footer>\n<p>carbonfoot {escaped(__version__)}. {escaped(say('offline', lang))}</p>\n</footer>\n</body>\n</html>\n"
    )


def _chooser(years: list[int], first: int | None, lang: str) -> str:
    """Radio buttons that the style sheet follows; where it cannot, all years are shown."""
    if len(years) <= 1:
        return ""
    chosen = years[-1] if first is None else first
    inputs = "".join(
        f'<label><input type="radio" name="year" id="choose-{year}"{" checked" if year == chosen else ""}> {year}</label>\n'
        for year in years
    )
    return f'<fieldset class="years">\n<legend>{escaped(say("choose year", lang))}</legend>\n{inputs}</fieldset>\n'


def _css(years: list[int]) -> str:
    """The style of the house, that of the pictures, and which year is shown."""
    rules = "\n".join(
        f"  body:has(#choose-{year}:checked) .in-{year} {{ display: block; }}" for year in years
    )
    chosen = (
        f"@supports selector(:has(*)) {{\n  .in-year {{ display: none; }}\n{rules}\n}}\n"
        if len(years) > 1
        else ""
    )
    return style() + _own() + chosen


@cache
def _own() -> str:
    with open(os.path.join(os.path.dirname(__file__), "page.css"), encoding="utf-8") as file:
        return file.read()
