"""`carbonfoot declare --recipe FILE`: recipes in files of their own, for customers who must not see what something is made of."""

from __future__ import annotations

import os

from carbonfoot.cli import output
from carbonfoot.cli.declare_work import Made, Work
from carbonfoot.declarations.options import Declared
from carbonfoot.declarations.recipe_places import apart
from carbonfoot.declarations.registry import PART

SUFFIX = ".recipe.json"


def kept_apart(works: list[Work], where: str, folder: str | None) -> list[Work]:
    """Every declaration with the hash of its recipe, and the recipe as a file: `where`, or in it where there are several.

    folder  that the declarations go into; the recipes lie in `where` as the declarations lie there
    """
    several = sum(_issued(one) for work in works for one in work.made) > 1
    if several and os.path.exists(where) and not os.path.isdir(where):
        output.fail(f"--recipe {where}: several recipes need a folder, and this is a file")
    if where == "-":
        output.fail("--recipe -: name a file, standard output is for the declaration")
    inside = several or os.path.isdir(where) or where.endswith(("/", os.sep))
    return [work._replace(made=_parted(work.made, where, folder or "", inside=inside)) for work in works]


def _parted(made: list[Made], where: str, folder: str, *, inside: bool) -> list[Made]:
    found = []
    for one in made:
        if not _issued(one):
            found.append(one)
            continue
        text, recipe = apart(str(one.declared.content), one.target.suffix)
        found.append(one._replace(declared=one.declared._replace(content=text)))
        if not recipe:
            continue
        file = where
        if inside:
            declaration = one.target.file or f"declaration{one.target.suffix}"
            inner = os.path.relpath(declaration, folder) if one.target.in_folder else ""
            below = inner or os.path.basename(declaration)
            file = os.path.join(where, below + SUFFIX)
        target = one.target._replace(file=file, in_folder=inside)
        found.append(Made(target, Declared(recipe, [], ".json")))
    return found


def _issued(one: Made) -> bool:
    """Whether it is a declaration of now that carries a recipe: one that is only told as replaced stays as it was."""
    content = one.declared.content
    if one.target.format.kind != PART or not isinstance(content, str) or not content:
        return False
    import json

    return one.target.suffix != ".json" or json.loads(content)["status"] == "Active"
