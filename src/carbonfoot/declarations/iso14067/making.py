"""How the report was made, so that anybody who has the files can make it again."""

from __future__ import annotations

import json
from typing import Any

from carbonfoot import __version__
from carbonfoot.declarations.content import Code, Listing, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.recipe import recipe

NAME = "iso14067"


def section(study: Study) -> Section:
    """The recipe, in words and for `carbonfoot verify`."""
    given = recipe(study.subject, NAME, {"lang": study.lang})
    about = study.say(
        "about recipe",
        version=__version__,
        files=str(len(given["inputs"])),
        records=str(len(given["picks"])),
        command=Code("carbonfoot verify"),
    )
    return study.section(
        "recipe", study.part_of("", about, Listing(study.word("recipe"), "json", lines(given)))
    )


def lines(given: dict[str, Any]) -> tuple[str, ...]:
    """JSON in ASCII, so that nothing is invisible; the schema on the first line, each entry of a list on its own."""
    rows = []
    for key, value in given.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            entries = [f"  {json.dumps(one)}" for one in value]
            rows.append(f"{json.dumps(key)}: [\n" + ",\n".join(entries) + "\n ]")
        else:
            rows.append(f"{json.dumps(key)}: {json.dumps(value)}")
    return tuple(("{" + ",\n ".join(rows) + "}").split("\n"))
