"""The order in which measures change one document: by what they do, never by their names.

Savings (`-18 %`) and values come before amounts that are added (`2 MWh more`, `with its steps`), these before what follows
from another amount (`+ 0.3 kWh/kWh (net) x processes/Melting/natural_gas`), so that a switch takes what the others have left,
and what is removed is removed last. Where that says both ways of two measures, or one removes what the other takes from or
changes, there is no such order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.scenarios.amending import Layer
from carbonfoot.scenarios.derived import WITH_STEPS, derived
from carbonfoot.scenarios.paths import PathError, resolve
from carbonfoot.scenarios.scaling import factor_of

SWITCHED = "two measures switch {place}: which comes first changes the result"
CHANGED = "two measures change {place}: which comes first changes the result"
REMOVED = "{place} is needed by one measure, and another removes it"


class _Step:
    """A layer by the places of the document: what it takes from, adds to, multiplies, writes down and removes."""

    def __init__(self, layer: Layer, data: Any) -> None:
        self.layer = layer
        self.reads: set[Path] = set()
        self.adds: set[Path] = set()
        self.scales: set[Path] = set()
        self.values: set[Path] = set()
        self.replaces: set[Path] = set()
        self.lists: set[Path] = set()
        self.whole: set[Path] = set()
        raw = layer.raw if isinstance(layer.raw, dict) else {}
        for text, value in (raw.get("change") or {}).items():
            place = _place(data, text)
            path, more = _follows(value)
            if path:
                self.reads.add(_place(data, path))
            if more or value == WITH_STEPS:
                self.adds.add(place)
            elif path:
                self.replaces.add(place)
            elif factor_of(value) is not None:
                self.scales.add(place)
            else:
                self.values.add(place)
                if not text.rstrip().endswith("/amount"):
                    self.whole.add(place)
        for text, lines in (raw.get("add") or {}).items():
            self.lists.add(_place(data, text))
            for one in lines if isinstance(lines, list) else [lines]:
                path, _ = _follows(one.get("amount")) if isinstance(one, dict) else ("", False)
                if path:
                    self.reads.add(_place(data, path))
        self.values |= {("parameters", name) for name in raw.get("set") or {}}
        removed = raw.get("remove") or []
        self.removes = {_place(data, one) for one in ([removed] if isinstance(removed, str) else removed)}

    @property
    def writes(self) -> set[Path]:
        """All that it changes without removing it."""
        return self.adds | self.scales | self.values | self.replaces

    def lost_by(self, other: _Step) -> set[Path]:
        """What this one takes from or changes and the other one removes."""
        needed = self.reads | self.writes | self.lists
        return _within(needed, other.removes) | _within(self.whole, other.removes, both=True)

    def before(self, other: _Step) -> bool:
        """Whether the other one rests on what this one leaves."""
        return bool(
            self.writes & other.reads
            or (self.scales & other.adds) - self.reads
            or _within(self.writes | self.reads | self.lists, other.removes)
        )


def ordered(layers: Sequence[Layer], data: Any) -> list[Layer]:
    """The layers of one document in their order; where nothing says which is first, they keep their places."""
    waiting = [_Step(one, data) for one in layers]
    found: list[Layer] = []
    while waiting:
        free = _free(waiting) or waiting[:1]  # a circle: `without_order` tells it
        found.append(free[0].layer)
        waiting.remove(free[0])
    return found


def _free(waiting: Sequence[_Step]) -> list[_Step]:
    return [one for one in waiting if not any(two.before(one) for two in waiting if two is not one)]


def without_order(
    layers: Mapping[str, Sequence[Layer]], data_of: Mapping[str, Any], display: str
) -> list[Finding]:
    """CF966 where two measures switch the same amount, or each a part of what the other makes, or one removes it."""
    found: list[Finding] = []
    for file, several in layers.items():
        steps = [_Step(one, data_of.get(file)) for one in several]

        def told(one: _Step, other: _Step, places: set[Path], says: str = SWITCHED, of: str = file) -> None:
            place = "/".join(map(str, min(places, key=repr)))
            message = says.format(place=f"`{place}` of `{display_path(of)}`")
            help = "make one measure of both, or state two steps in the document, one for each"
            related = (Related(display, other.layer.place, "the other one", "value"),)
            found.append(Finding("CF966", message, display, one.layer.place, help=help, related=related))

        for at, one in enumerate(steps):
            for other in steps[:at]:
                if one.layer.place[:2] == other.layer.place[:2]:
                    continue
                same = one.reads & other.reads
                twice = (one.replaces & other.writes) | (other.replaces & one.writes)
                gone = one.lost_by(other) | other.lost_by(one)
                if gone:
                    told(one, other, gone, REMOVED)
                elif same:
                    told(one, other, same)
                elif twice:
                    told(one, other, twice, CHANGED)
                elif one.before(other) and other.before(one):
                    places = one.writes & (other.reads | other.writes) or one.writes
                    told(one, other, places, SWITCHED if one.reads else CHANGED)
        if not found:
            waiting = list(steps)
            while free := _free(waiting):
                waiting = [one for one in waiting if one not in free]
            if waiting:
                told(waiting[1], waiting[0], waiting[1].writes, CHANGED)
    return found


def _within(places: set[Path], outer: set[Path], *, both: bool = False) -> set[Path]:
    """Those of some places that lie in one of the outer ones; with `both`, or around one."""
    return {
        one
        for one in places
        if any(one[: len(two)] == two or (both and two[: len(one)] == one) for two in outer)
    }


def _follows(value: Any) -> tuple[str, bool]:
    """The path that a change follows from, "" for none, and whether it adds to what is there."""
    try:
        change = derived(value)
    except QuantityError:
        return "", False  # told where it is worked out
    return ("", False) if change is None else (change.path, change.more)


def _place(data: Any, text: str) -> Path:
    try:
        path = resolve(data, text)
    except PathError:
        return (text,)
    return path[:-1] if path[-1:] == ("amount",) else path
