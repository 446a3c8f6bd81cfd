"""All methods, found by their files: `minerals/carbonates` stands in `minerals/carbonates.py` of this room."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from carbonfoot.methods.method import Method
from carbonfoot.quantities.units import nearest

MARGIN = 0.15
"""How far behind the best a name may be and still be meant."""

_HERE = os.path.dirname(os.path.realpath(__file__))


def ids() -> list[str]:
    """The ids of all methods, sorted; no method is imported for it."""
    return list(_ids())


@cache
def _ids() -> tuple[str, ...]:
    """The folders are read once: a report calculates a product hundreds of times."""
    found = []
    for sector in sorted(os.listdir(_HERE)):
        folder = os.path.join(_HERE, sector)
        if not os.path.isdir(folder) or sector.startswith("_"):
            continue
        for name in sorted(os.listdir(folder)):
            stem, suffix = os.path.splitext(name)
            if suffix == ".py" and not stem.startswith("_"):
                found.append(f"{sector}/{stem}".replace("_", "-"))
    return tuple(found)


def find(id: str) -> type[Method] | None:
    """The method of an id, None for an id that is none."""
    if id not in _ids():
        return None
    module = import_module(f"carbonfoot.methods.{id.replace('-', '_').replace('/', '.')}")
    method: type[Method] = module.METHOD
    return method


def near(id: str) -> list[str]:
    """Ids that look like one that is none, or whose name alone does: `carbonate` is near `minerals/carbonates`.

    Methods of one sector begin alike: only those stand that look about as much like it as the best.
    """
    from difflib import SequenceMatcher

    known = ids()
    names = {one.partition("/")[2]: one for one in reversed(known)}
    name = id.rpartition("/")[2]
    found = nearest(id, known) if "/" in id else [names[one] for one in nearest(name, list(names))]
    like = [SequenceMatcher(None, name.casefold(), one.partition("/")[2]).ratio() for one in found]
    return [one for one, ratio in zip(found, like, strict=True) if ratio >= max(like) - MARGIN]


def every() -> list[type[Method]]:
    """All methods in the order of their ids."""
    return [method for method in map(find, ids()) if method is not None]
