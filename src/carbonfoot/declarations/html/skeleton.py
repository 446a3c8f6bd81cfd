"""The whole page: head, contents, sections."""

from __future__ import annotations

import os
from functools import cache

from carbonfoot.declarations.content import Document, Part, Section, anchor
from carbonfoot.declarations.html.blocks import block
from carbonfoot.declarations.html.escape import escaped

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(document: Document) -> str:
    """The report as one file. A browser that reads it asks nobody for anything: its policy forbids it."""
    title = escaped(document.title)
    beside = _beside(document.beside, document.lang, "p")
    head = "".join(_section(section) for section in document.head)
    body = "".join(_section(section) for section in document.sections)
    foot = "\n".join(block(one) for one in document.foot)
    return (
        f'<!DOCTYPE html>\n<html lang="{escaped(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="carbonfoot">\n'
        f"<title>{title}: {escaped(document.subtitle)}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{escaped(document.skip)}</a>\n'
        f"<header>\n<h1>{title}</h1>\n{beside}<p>{escaped(document.subtitle)}</p>\n</header>\n"
        f'<main id="content">\n{head}{_contents(document)}{body}</main>\n<footer>\n{foot}\n</footer>\n</body>\n</html>\n'
    )


@cache
def style() -> str:
    """The style sheet of the house, for pages that have more of their own."""
    with open(os.path.join(os.path.dirname(__file__), "page.css"), encoding="utf-8") as file:
        return file.read()


def _contents(document: Document) -> str:
    entries = "".join(
        f'<li><a href="#{anchor(section)}">{escaped(section.number)}. {escaped(section.title)}</a></li>\n'
        for section in document.sections
    )
    head = f'<h2 id="contents">{escaped(document.contents)}</h2>'
    return f'<nav aria-labelledby="contents">\n{head}\n<ol>\n{entries}</ol>\n</nav>\n'


def _section(section: Section) -> str:
    number = f"{escaped(section.number)}. " if section.number[:1].isdigit() else ""
    beside = _beside(section.beside, section.lang, "span")
    inside = "".join(_part(part, section.title) for part in section.parts)
    at = anchor(section)
    head = f'<h2 id="{at}">{number}{escaped(section.title)} {beside}</h2>'.replace(" </h2>", "</h2>")
    return f'<section aria-labelledby="{at}">\n{head}\n{inside}</section>\n'


def _part(part: Part, above: str) -> str:
    number = f"{escaped(part.number)} " if part.number else ""
    head = f"<h3>{number}{escaped(part.title)}</h3>\n" if part.title else ""
    return head + "".join(f"{block(one, part.title or above)}\n" for one in part.blocks)


def _beside(text: str, lang: str, element: str) -> str:
    return f'<{element} class="beside" lang="{escaped(lang)}">{escaped(text)}</{element}>\n' if text else ""
