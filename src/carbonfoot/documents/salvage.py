"""What is left of a refused document, so that its other errors are found in the same run. Never a result."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from carbonfoot.documents.part import KIND, Part
from carbonfoot.documents.reading import validated

Path = tuple[str | int, ...]

ROUNDS = 4
"""Taking out a value may leave its mapping without a key that must be there: one round a level."""

_AMOUNT = "1 kg"
_LINE = {
    "name": "-",
    "amount": "0 kg",
    "footprint": {"value": "0 kg CO2e", "per": "1 kg", "source": "-"},
}
_OUTPUT = {"name": "-", "amount": "0 kg", "treatment": "loss"}

# Stand in for an entry, so that the entries behind it keep their places.
_ENTRIES: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("inputs", "energy", "tooling", "packaging", "use", "avoids"), _LINE),
    **dict.fromkeys(("outputs", "end_of_life"), _OUTPUT),
    "processes": {"name": "-"},
    "co_products": {"id": "-", "name": "-", "amount": "1 kg"},
    "products": {"id": "-", "name": "-", "amount": "1 kg"},
    "meters": {"name": "-", "carrier": "electricity", "amount": "1 kWh"},
    "makes": {"name": "-", "amount": "1 kWh"},
}
_KEYS: dict[Path, Any] = {
    ("period",): "2025",
    ("product",): {},
    ("product", "id"): "-",
    ("product", "name"): "-",
    ("product", "declared_unit"): "1 piece",
    ("product", "made_in"): "KR",
    ("site",): {},
    ("site", "id"): "-",
    ("site", "name"): "-",
    ("site", "located_in"): "KR",
    ("products",): [],
}


def salvage(data: Any) -> tuple[Part, list[Path]] | None:
    """A document without the values that the validator refuses, and their paths; None where too little is left.

    Values that must be there are filled with what stands in for them, so nothing may be calculated from it.
    """
    data = deepcopy(data)
    refused: list[Path] = []
    kind, top = _kind_of(data)
    for _ in range(ROUNDS):
        part, errors = validated(data, kind, top)
        if part is not None:
            part.settle()
            return part, refused
        taken: list[Path] = []
        for error in errors:
            loc: Path = tuple(error["loc"])
            if any(within(loc, path) for path in taken):
                continue
            path = _take_out(data, loc)
            if path is None:
                return None
            taken.append(path)
        refused += taken
    return None


def _kind_of(data: dict[str, Any]) -> tuple[str, type[Part]]:
    """The kind of a document and its shape: a site, or a part."""
    if data.get("carbonfoot") == KIND:
        return KIND, Part
    from carbonfoot.documents import site

    return (site.KIND, site.Site) if site.is_site(data) else (KIND, Part)


def within(path: Path, outer: Path) -> bool:
    """Whether a path is another one or lies below it."""
    return path[: len(outer)] == outer


def _take_out(data: Any, loc: Path) -> Path | None:
    """Remove what stands at a path, or the nearest thing above it that is written down; its path, None for all."""
    holders: list[Any] = []
    node = data
    for step in loc:
        there = (
            step in node if isinstance(node, dict) else isinstance(node, list) and step in range(len(node))
        )
        if not there:
            break
        holders.append(node)
        node = node[step]
    path = loc[: len(holders)]
    if loc in _KEYS and path == loc[:-1] and isinstance(node, dict):
        node[loc[-1]] = deepcopy(_KEYS[loc])
        return loc
    if loc == path and path[-1:] == ("amount",):
        holders[-1]["amount"] = _AMOUNT  # without an amount nobody would look at the factor beside it
        return path
    while path and isinstance(path[-1], int):
        entry = _ENTRIES.get(str(path[-2])) if len(path) > 1 else None
        if entry is not None:
            holders[-1][path[-1]] = deepcopy(entry)
            return path
        path, holders = path[:-1], holders[:-1]
    if not path:
        return None
    del holders[-1][path[-1]]
    return path
