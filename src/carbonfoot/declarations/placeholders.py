"""Example texts that nobody replaced: `...`, `<domain>`, the name that `carbonfoot init` gives. None is ever declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from carbonfoot.documents.declare import Company, Declare
from carbonfoot.documents.shape import Shape
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.quantities.numbers import shown

STARTER = "My part"
"""Name of the product in the document of `carbonfoot init`."""

_PATTERN = re.compile(r"(urn:\S*)?(\.\.\.|…)|urn:\S*<.*|todo|tbd", re.IGNORECASE | re.DOTALL)


def placeholders(
    name: str, company: Company | None, declare: Declare | None, project: Declare | None, file: str
) -> list[Finding]:
    """CF916 for example texts: the product's name, those of `declare:`, of `[company]` and of `[declare]`."""
    found = []
    if name.strip() in (STARTER, "...", "…"):
        message = f"the product is still named {shown(name)}, as in an example"
        found.append(Finding("CF916", message, file, ("product", "name"), "value", "write what it is called"))
    for said, shape in (("declare:", declare), ("[company]", company), ("[declare]", project)):
        held = [(path, text) for path, text in _texts(shape, ()) if _PATTERN.fullmatch(text.strip())]
        if not held:
            continue
        own = said == "declare:"
        where = f"`{said}`" if own else f"`{said}` of carbonfoot.toml"
        texts = ", ".join(f"`{'/'.join(map(str, path))}` ({shown(text)})" for path, text in held)
        message = f"{where} still holds example texts: {texts}"
        place: Path = ("declare", *held[0][0]) if own else ()
        help = "write what holds for you, or take the key out"
        found.append(Finding("CF916", message, file, place, "key", help))
    return found


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Shape):
        for key, inside in vars(value).items():
            yield from _texts(inside, (*path, key))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _texts(inside, (*path, index) if len(value) > 1 else path)
