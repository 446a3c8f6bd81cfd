"""A path of a scenario, `inputs/Hot-rolled coil/amount`, to the place in the data of a document."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown
from carbonfoot.quantities.units import nearest

LABELS = ("name", "name_ko", "id", "mode", "gas", "method")
"""Keys by whose text a line may be named."""

WRAPPED = ("transport", "distribution", "methods")
"""Lists of lines whose only entry may stand without its dash."""


class Gone:
    """Stands where a line was removed, so that the lines behind it keep their numbers; there is only one."""

    def __deepcopy__(self, memo: Any) -> Gone:
        return self


GONE = Gone()


class PathError(Exception):
    """A path that leads nowhere: a sentence, and a way out."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def resolve(data: Any, text: str) -> Path:
    """The steps of a path; the last key may be one that its mapping does not have yet. Raises `PathError`."""
    node, rest = data, text.strip()
    steps: list[str | int] = []
    while rest:
        node, rest = _step(node, rest, steps)
    if not steps:
        raise PathError("the path is empty", "write it as findings do, such as `inputs/0/amount`")
    return tuple(steps)


def _step(node: Any, rest: str, steps: list[str | int]) -> tuple[Any, str]:
    """One step further: what is reached, and what is left of the text."""
    first, _, tail = rest.partition("/")
    if isinstance(node, list):
        index, tail = _entry(node, rest, steps)
        steps.append(index)
        return node[index], tail
    if isinstance(node, dict):
        if first in node or (first and not tail):
            steps.append(first)
            return node.get(first), tail
        if steps and steps[-1] in WRAPPED:  # a list of one
            _, tail = _entry([node], rest, steps)
            steps.append(0)
            return node, tail
        raise _unknown(node, first, steps)
    if steps and steps[-1] in ENERGY_ITEMS and isinstance(node, str) and first and not tail:
        steps.append(first)  # `electricity: 0.9 kWh` is short for a mapping
        return None, ""
    if node is None:
        raise PathError(f"there is no {_said(steps)} in the document", "name what is there, or `add:` it")
    raise PathError(f"{_said(steps)} is a single value, nothing lies below it", "end the path there")


def _entry(entries: list[Any], rest: str, steps: list[str | int]) -> tuple[int, str]:
    """The line that a text begins with, by number or by name, and what is left of the text."""
    first, _, tail = rest.partition("/")
    if first.isascii() and first.isdigit():
        if int(first) >= len(entries):
            last = f"it has 0 to {len(entries) - 1}" if entries else "it is empty"
            raise PathError(f"{_said(steps)} has no line {first}: {last}", "lines are counted from 0")
        if entries[int(first)] is GONE:
            raise PathError(f"line {first} of {_said(steps)} is removed already", "leave one of the two out")
        return int(first), tail
    found: dict[str, list[int]] = {}
    names = []
    for index, entry in enumerate(entries):
        labels = [entry[key] for key in LABELS if key in entry] if isinstance(entry, dict) else []
        names += [label for label in labels[:1] if isinstance(label, str)]
        for label in dict.fromkeys(labels):
            if isinstance(label, str) and (rest == label or rest.startswith(f"{label}/")):
                found.setdefault(label, []).append(index)
    if not found:
        near = nearest(first, names) or names[:3]
        help = (
            f"lines there: {', '.join(shown(name) for name in near)}"
            if near
            else "it has no lines with a name"
        )
        raise PathError(f"{_said(steps)} has no line {shown(first)}", help)
    longest = max(found, key=len)
    if len(found[longest]) > 1:
        numbers = " and ".join(str(index) for index in found[longest])
        message = f"{shown(longest)} names lines {numbers} of {_said(steps)}"
        raise PathError(message, f"write the number, such as `{found[longest][0]}`")
    return found[longest][0], rest[len(longest) + 1 :]


def _unknown(node: dict[str, Any], first: str, steps: list[str | int]) -> PathError:
    if not first:
        return PathError("the path has an empty step", "write one `/` between two steps")
    near = nearest(first, list(node)) or list(node)[:6]
    where = _said(steps) if steps else "the document"
    return PathError(f"{where} has no {shown(first)}", f"it has {', '.join(shown(one) for one in near)}")


def _said(steps: list[str | int]) -> str:
    return shown("/".join(str(step) for step in steps))
