"""The project that a declaration was made in: the folder in which the files of its recipe stand."""

from __future__ import annotations

import os
from collections.abc import Iterator

from carbonfoot.declarations.recipe import file_hash
from carbonfoot.declarations.verifying.known import Known
from carbonfoot.documents.roots import find_root


def project_of(recipe: Known, file: str, named: str | None) -> str | None:
    """The root with the document of a recipe: at or above the folder named, else the declaration, else the working folder.

    Of several, the one in which most inputs are as they were; the nearest of equals.
    """
    starts = [named] if named is not None else [os.path.dirname(os.path.abspath(file)), os.getcwd()]
    roots = dict.fromkeys(root for start in starts for root in _above(start) if _holds(root, recipe))
    return max(roots, key=lambda root: _same(root, recipe), default=None)


def states(root: str, recipe: Known) -> dict[str, str]:
    """Inputs that are not as they were: name to `changed` or `missing`."""
    found = {}
    for name, digest in recipe.inputs.items():
        path = os.path.join(root, *name.split("/"))
        if not os.path.isfile(path):
            found[name] = "missing"
        elif file_hash(path) != digest:
            found[name] = "changed"
    return found


def _above(start: str) -> Iterator[str]:
    folder = os.path.realpath(start)
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _holds(root: str, recipe: Known) -> bool:
    """Whether the document stands below a folder that is the root of its project."""
    file = os.path.join(root, *recipe.document.split("/"))
    return os.path.isfile(file) and find_root(file) == root


def _same(root: str, recipe: Known) -> int:
    return len(recipe.inputs) - len(states(root, recipe))
