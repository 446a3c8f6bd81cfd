"""What of a plant changes with a technology and is left as it is: told, since carbon would be counted that nothing brings."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from carbonfoot.documents.technology import Technology
from carbonfoot.findings.finding import Finding
from carbonfoot.programmes.technologies.answers import Told
from carbonfoot.programmes.technologies.places import Scope


def followers(card: Technology, data: Any, raw: Mapping[str, Any], told: Told) -> list[Finding]:
    """CF991, a warning, for each step that `follows:` of a card names, that the document has, and that nothing changes.

    raw  the changes that the card makes; `told.beside` the paths that the same measure changes besides
    """
    touched = [*raw.get("change", {}), *raw.get("add", {}), *raw.get("remove", []), *told.beside]
    found = []
    for one in card.follows or []:
        steps = dict.fromkeys(
            text.partition("/methods/")[0]
            for text, id in Scope(data, None).uses()
            if fnmatchcase(id, one.method) and "/methods/" in text
        )
        alone = [text for text in steps if not any(f"{path}/".startswith(f"{text}/") for path in touched)]
        if alone:
            names = ", ".join(f"`{text.rpartition('/')[2]}`" for text in alone)
            message = f"{names} {'stays' if len(alone) == 1 else 'stay'} as written: {one.why}"
            help = f"write what changes there under `changes:` of the measure (`{alone[0]}/...`)"
            place = told.line or told.place
            found.append(Finding("CF991", message, told.file, place, "value", help))
    return found
