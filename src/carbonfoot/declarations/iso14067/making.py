"""How the report was made, so that anybody who has the files can make it again."""

from __future__ import annotations

from typing import Any

from carbonfoot import __version__
from carbonfoot.declarations.content import Code, Listing, Section
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.recipe import recipe, recipe_text

NAME = "iso14067"


def section(study: Study) -> Section:
    """The recipe, in words and for `carbonfoot verify`."""
    issued = study.options.issued.strftime("%Y-%m-%d")
    given = recipe(study.subject, NAME, {"lang": study.lang, "issued": issued})
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
    """The text of a recipe; the schema stands near its top, and every entry on a line of its own."""
    return tuple(recipe_text(given).split("\n"))
