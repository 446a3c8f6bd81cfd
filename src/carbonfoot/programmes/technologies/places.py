"""Where in a document the effects of a card apply: processes, lines, methods, as paths of scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit
from carbonfoot.scenarios.derived import amount_in
from carbonfoot.scenarios.paths import LABELS, WRAPPED, PathError, resolve

_LINES = ("inputs", "energy")
_OF_A_USE = frozenset(
    ("method", "name", "name_ko", "stage", "note", "tags", "data", "quality", "gsd", "for", "allocation")
)


class Spot(NamedTuple):
    """Something in a document: its path as scenarios write it, and what stands there."""

    text: str
    node: Any


class Scope:
    """The part of a document that a card is applied to: all of it, or a process, a line, a meter.

    Raises `PathError` where `line` leads nowhere.
    """

    def __init__(self, data: Any, line: str | None) -> None:
        self.data = data
        self.line = (line or "").strip().strip("/")
        self.node: Any = data
        self.path: Path = ()
        if self.line:
            self.path = resolve(data, self.line)
            for step in self.path:
                inside = isinstance(self.node, list) or (isinstance(self.node, dict) and step in self.node)
                self.node = self.node[step] if inside else (self.node if step == 0 else None)
        self.is_line = len(self.path) > 1 and self.path[-2] in _LINES
        self.is_meter = len(self.path) == 2 and self.path[0] == "meters"  # noqa: PLR2004

    def at(self, key: str) -> str:
        """The path of a key below the place."""
        return f"{self.line}/{key}" if self.line else key

    def processes(self) -> list[Spot]:
        """The steps at the place: itself, or those that stand below it."""
        if len(self.path) > 1 and self.path[-2] == "processes":
            return [Spot(self.line, self.node)]
        if self.is_line or self.is_meter:
            return []
        return [*_entries(self.node, "processes", self.line)]

    def lines(self, pattern: str) -> list[Spot]:
        """Materials and other energy whose item fits a pattern; a line that is named itself fits where it has no item."""
        if self.is_line:
            item = self.node.get("factor") if isinstance(self.node, dict) else None
            return (
                [Spot(self.line, self.node)]
                if not isinstance(item, str) or fnmatchcase(item, pattern)
                else []
            )
        found = []
        for spot in self._all_lines():
            item = spot.node.get("factor")
            if isinstance(item, str) and fnmatchcase(item, pattern):
                found.append(spot)
        return found

    def _all_lines(self) -> Iterator[Spot]:
        holders = [*([] if self.is_meter else [Spot(self.line, self.node)]), *self.processes()]
        seen = set()
        for holder in holders:
            for key in _LINES:
                for spot in _entries(holder.node, key, holder.text):
                    if spot.text not in seen:
                        seen.add(spot.text)
                        yield spot

    def all_methods(self) -> Iterator[Spot]:
        """Uses of methods at the place."""
        if len(self.path) > 1 and self.path[-2] == "methods":
            yield Spot(self.line, self.node)
            return
        seen = set()
        for holder in [Spot(self.line, self.node), *self.processes()]:
            for spot in _entries(holder.node, "methods", holder.text):
                if spot.text not in seen:
                    seen.add(spot.text)
                    yield spot

    def uses(self) -> Iterator[tuple[str, str]]:
        """The uses of methods at the place: their paths and the ids of the methods."""
        for spot in self.all_methods():
            if isinstance(spot.node.get("method"), str):
                yield spot.text, spot.node["method"]

    def methods(self, text: str) -> list[Spot]:
        """Values of methods: `METHOD-ID/key`, where `*` stands for any line or, at the end, for every amount."""
        found = []
        for spot in self.all_methods():
            id = spot.node.get("method")
            if isinstance(id, str) and text.startswith(f"{id}/"):
                found += _expanded(spot, text[len(id) + 1 :].split("/"))
        return found

    def those(self, of: str) -> list[Spot]:
        """Uses of a method (`METHOD-ID`) at the place, above it or below it, or lines of them (`METHOD-ID#key`)."""
        method, _, key = of.partition("#")
        uses = [one for one in self._everywhere() if one.node.get("method") == method]
        found = [line for one in uses for line in _entries(one.node, key, one.text)] if key else uses
        at = [(one, resolve(self.data, one.text)) for one in found]
        size = len(self.path)
        return [one for one, path in at if self.path == path[:size] or path == self.path[: len(path)]]

    def _everywhere(self) -> Iterator[Spot]:
        """Uses of methods in the whole document, those that supply its meters among them."""
        yield from Scope(self.data, None).all_methods()
        for meter in _entries(self.data, "meters", ""):
            yield from _entries(meter.node, "supply", meter.text)

    def there(self) -> str:
        """What effects could find here, in words."""
        carriers = {
            key
            for one in self.processes()
            for key in ENERGY_ITEMS
            if isinstance(one.node, dict) and key in one.node
        }
        items = {str(one.node["factor"]) for one in self._all_lines() if one.node.get("factor")}
        methods = {str(one.node.get("method")) for one in self.all_methods()}
        kinds = (
            ("energy", carriers),
            ("items", items),
            ("methods", methods),
        )
        parts = [
            f"{word} {', '.join(f'`{one}`' for one in sorted(given)[:6])}" for word, given in kinds if given
        ]
        return "; ".join(parts) or "no energy, items or methods"


def found_at(what: str, scope: Scope, *, new: bool = False) -> list[Spot]:
    """What an effect is about: places with their paths, down to the amount where there is one."""
    if what in ENERGY_ITEMS:
        if scope.is_meter:
            own = scope.node.get("carrier") if isinstance(scope.node, dict) else None
            readings = isinstance(scope.node, dict) and "readings" in scope.node
            return (
                [Spot(scope.line if readings else f"{scope.line}/amount", scope.node)] if own == what else []
            )
        return [
            Spot(f"{one.text}/{what}", one.node[what])
            for one in scope.processes()
            if isinstance(one.node, dict) and one.node.get(what) is not None
        ]
    if what.startswith("input:"):
        pattern, _, key = what.removeprefix("input:").partition("#")
        lines = scope.lines(pattern.strip())
        if key:
            return [
                Spot(f"{one.text}/{key}", one.node.get(key))
                for one in lines
                if isinstance(one.node, dict) and (new or key in one.node)
            ]
        return lines
    if what.startswith("method:"):
        found = scope.methods(what.removeprefix("method:"))
        return found if new else [one for one in found if one.node is not None]
    try:
        inner = Scope(scope.data, scope.at(what))
    except PathError:
        return []
    return [Spot(inner.line, inner.node)] if new or inner.node is not None else []


def _entries(holder: Any, key: str, text: str) -> Iterator[Spot]:
    """The entries of a list, by their names where these are unlike each other, else by number."""
    node = holder.get(key) if isinstance(holder, dict) else None
    entries = [node] if isinstance(node, dict) and key in WRAPPED else node
    if not isinstance(entries, list):
        return
    start = f"{text}/{key}" if text else key
    for index, entry in enumerate(entries):
        if isinstance(entry, dict):
            yield Spot(f"{start}/{_label(entries, index)}", entry)


def _label(entries: list[Any], index: int) -> str:
    name = entries[index].get("name")
    others = {
        one[key] for place, one in enumerate(entries) if place != index and isinstance(one, dict)
        for key in LABELS if isinstance(one.get(key), str)
    }  # fmt: skip
    if not isinstance(name, str) or name.isdigit() or not name.strip() or name != name.strip():
        return str(index)
    clash = any(one == name or one.startswith(f"{name}/") or name.startswith(f"{one}/") for one in others)
    return str(index) if clash else name


def _expanded(spot: Spot, steps: list[str]) -> list[Spot]:
    """The places that a pattern of keys leads to; a key that its mapping does not have yet counts without `*` alone."""
    found = [spot]
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        reached: list[Spot] = []
        for text, node in found:
            if isinstance(node, list):
                keys = [str(index) for index in range(len(node))] if step == "*" else [step]
                reached += [
                    Spot(f"{text}/{key}", node[int(key)])
                    for key in keys
                    if key.isdigit() and int(key) < len(node)
                ]
                reached += [
                    Spot(f"{text}/{step}", one) for one in node
                    if step != "*" and isinstance(one, dict) and step in (one.get(key) for key in LABELS)
                ]  # fmt: skip
            elif isinstance(node, dict) and step == "*":
                keys = [key for key in node if key not in _OF_A_USE or number]
                reached += [Spot(f"{text}/{key}", node[key]) for key in keys]
            elif isinstance(node, dict) and (step in node or last):
                reached.append(Spot(f"{text}/{step}", node.get(step)))
        found = reached
    return [one for one in map(_amount_of, found) if one is not None] if steps[-1] == "*" else found


def _amount_of(spot: Spot) -> Spot | None:
    """The amount that stands at a place, where one with a dimension does."""
    text, node = spot
    if isinstance(node, dict) and "amount" in node:
        text, node = f"{text}/amount", node["amount"]
    try:
        amount = amount_in(node)
    except QuantityError:
        return Spot(text, node) if isinstance(node, str) and node.startswith("=") else None
    if amount is None or amount.unit.dimension == parse_unit("1").dimension:
        return None
    return Spot(text, node)


def list_of(text: str) -> str:
    """The path of the list that a line stands in: the last `inputs` or `energy`."""
    start, key, _ = listed_in(text)
    return f"{start}/{key}" if start else key


def listed_in(text: str) -> tuple[str, str, str]:
    """What holds a list, the list, and the name of the line in it."""
    found = max(
        (place, key)
        for key in ("inputs", "energy")
        for place in (0 if text.startswith(f"{key}/") else text.rfind(f"/{key}/"),)
    )
    place, key = found
    start = text[:place]
    return start, key, text[place + len(key) + (2 if place else 1) :]
