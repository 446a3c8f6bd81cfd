"""The inputs of a calculation: which amounts of the documents are inputs, and what people call them."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.load import Documents
from carbonfoot.documents.watched import Key
from carbonfoot.system.flows import CARRIER_WORDS

KINDS = {
    "amount": "amount",
    "share": "share",
    "recycled": "recycled",
    "yield": "yield",
    "distance": "distance",
    "mass": "mass",
    "density": "density",
    "calorific_value": "calorific value",
    "lifetime": "lifetime",
    "uses": "uses",
    "rework": "rework",
    "price": "price",
}
"""Last key of the path to what it is; all of these are shown, also where they change nothing."""

SHARES = ("share", "recycled", "yield", "rework")
"""What cannot be more than 100 %."""

BASES = ("declared_unit", "per")
"""What others are stated for: no input that could be changed alone."""


class Named(NamedTuple):
    """What an input is called: the lines it stands in, outermost first, in English and Korean, and its kind."""

    names: tuple[str, ...]
    names_ko: tuple[str, ...]
    kind: str


def kind_of(path: tuple[str | int, ...]) -> str | None:
    """What an amount is; None for one that is no input by its key alone."""
    if path[0] == "parameters":
        return "parameter"
    if path[0] == "exclude":
        return None
    if path[-2:] == ("footprint", "value"):
        return "statement"
    return KINDS.get(str(path[-1]))


def named(documents: Documents, key: Key) -> Named:
    """The name of an input."""
    file, path = key
    names, names_ko = [], []
    if path[0] == "parameters":
        names, names_ko = [str(path[1])], [str(path[1])]
    if path[0] == "product":
        entry = at(documents, file, ("product",))
        names, names_ko = [entry["name"]], [entry.get("name_ko") or entry["name"]]
    for size in range(1, len(path)):
        entry = at(documents, file, path[:size])
        step = str(path[size - 1])
        if step in CARRIER_WORDS:
            names.append(CARRIER_WORDS[step][0])
            names_ko.append(CARRIER_WORDS[step][1])
        if size > 1 and path[size - 2] == "circular":  # a term of the formula, by its symbol
            names.append(step)
            names_ko.append(step)
        if "methods" in path[: size - 2] and isinstance(path[size - 1], str) and isinstance(path[size], str):
            names.append(step)  # a name that the user gives inside the arguments of a method
            names_ko.append(step)
        if not isinstance(path[size - 1], int) or not isinstance(entry, dict):
            continue
        name = entry.get("name") or entry.get("mode") or entry.get("gas") or entry.get("method")
        if isinstance(name, str):
            names.append(name)
            names_ko.append(str(entry.get("name_ko") or name))
    if not names:
        names = names_ko = [str(path[0])]
    return Named(tuple(names), tuple(names_ko), kind_of(path) or str(path[-1]).replace("_", " "))


def at(documents: Documents, file: str, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of a document; None where nothing does."""
    node: Any = next((one.data for one in documents.sources.values() if one.display == file), None)
    for step in path:
        if isinstance(node, list):
            node = node[step] if isinstance(step, int) and step < len(node) else None
        elif isinstance(node, dict) and step in node:
            node = node[step]
        elif not (step == 0 and isinstance(node, dict)):  # one entry may stand without its dash
            return None
    return node
