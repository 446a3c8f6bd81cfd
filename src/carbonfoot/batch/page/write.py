"""The page from head to foot. Its policy lets nothing load and runs only the one script and style it holds."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from carbonfoot import __version__
from carbonfoot.batch.export.content import Content
from carbonfoot.batch.page.parts import chart, codes, help_texts, hotspots, quality, suppliers, tiles
from carbonfoot.batch.page.products import products
from carbonfoot.batch.told.words import words
from carbonfoot.declarations.html.escape import escaped

_TOLD_TO_SCRIPT = ("filter", "all states", "page before", "page after", "page of", "sort by")


def page(content: Content) -> Iterator[str]:
    """The HTML in pieces."""
    say = words(content.lang)
    title, style, script = escaped(say["title"]), _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; script-src 'sha256-{_hash(script)}'; style-src 'sha256-{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    told = "".join(f' data-{key.replace(" ", "-")}="{escaped(say[key])}"' for key in _TOLD_TO_SCRIPT)
    yield (
        f'<!DOCTYPE html>\n<html lang="{content.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body{told}>\n"
        f"<header>\n<h1>{title}</h1>\n{tiles(content.told, say)}</header>\n<main>\n"
    )
    yield codes(content, say)
    yield from products(content, say)
    yield chart(content.told, say)
    yield hotspots(content.told, say)
    yield suppliers(content.told, say)
    yield quality(content.told, say)
    yield help_texts(content.told, say)
    about = "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in content.about[1:])
    yield (
        f"</main>\n<footer>\n<p>carbonfoot {escaped(__version__)}; {escaped(about)}</p>\n<p>{escaped(say['never added'])} "
        f"{escaped(say['offline'])}</p>\n</footer>\n<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _file(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
