"""Which line of one product system is which line of another: by what stays when lines move, are renamed or swap places."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from typing import NamedTuple

from carbonfoot.system.model import Activity, Flow, System

LINE_KINDS = ("material", "product", "assembly", "circular", "stated")
"""Kinds of flow that are one thing to who writes the line: what it is and where its number is from may change."""


HOLDING = ("assembly", "circular")
"""Kinds of line that hold lines of their own, which are the same when the line is."""


class LinePair(NamedTuple):
    """A line in both systems, or in one."""

    a: Flow | None
    b: Flow | None


class ActivityPair(NamedTuple):
    """An activity in both systems, or in one (the other is -1), with its lines."""

    a: int
    b: int
    lines: list[LinePair]


class Matched(NamedTuple):
    """Two systems laid over each other.

    activities  the product first
    of_a, of_b  the pair of each activity
    unclear     lines of one name and kind that were paired by their order: pair of the activity, line of A, line of B
    """

    activities: list[ActivityPair]
    of_a: dict[int, int]
    of_b: dict[int, int]
    unclear: list[tuple[int, Flow, Flow]]


def match(a: System, b: System) -> Matched:
    """The two systems laid over each other.

    Documents are the same with the same product id, or else the same path from the product's document. Lines are the
    same with the same name in the same list of a document, then with the same name anywhere in it, then at the same path
    drawing on the same thing (a line that was renamed). A sub-assembly is the same when its line is, a co-product when its
    document is and it has the same id.
    """
    found = Matched([], {}, {}, [])
    for one, other in _documents(a, b):
        _add(found, one, other)
    done = 0
    while done < len(found.activities):  # sub-assemblies join while their lines are met
        pair = found.activities[done]
        if pair.a >= 0 and pair.b >= 0:
            _Lines(a, b, found, done).match()
        else:
            side = a.activities[pair.a] if pair.a >= 0 else b.activities[pair.b]
            for flow in side.flows:
                pair.lines.append(LinePair(flow, None) if pair.a >= 0 else LinePair(None, flow))
        done += 1
        if done == len(found.activities):
            left = [index for index in range(len(a.activities)) if index not in found.of_a]
            others = [index for index in range(len(b.activities)) if index not in found.of_b]
            for index in left:
                _add(found, index, -1)
            for index in others:
                _add(found, -1, index)
    return found


def _add(found: Matched, one: int, other: int) -> None:
    if one >= 0:
        found.of_a[one] = len(found.activities)
    if other >= 0:
        found.of_b[other] = len(found.activities)
    found.activities.append(ActivityPair(one, other, []))


def _documents(a: System, b: System) -> list[tuple[int, int]]:
    """Pairs of documents: the product, then by id, then by path; then what they make beside it, by its id."""
    pairs = [(0, 0)]
    for key in (_id, _path):
        ones = _unique(a, key, {one for one, _ in pairs})
        others = _unique(b, key, {other for _, other in pairs})
        pairs += [(one, others[name]) for name, one in sorted(ones.items()) if name in others]
    for one, other in list(pairs):
        of_b = {b.activities[place].id: place for place in b.activities[other].products[1:]}
        beside = {a.activities[place].id: place for place in a.activities[one].products[1:]}
        pairs += [(place, of_b[id]) for id, place in beside.items() if id in of_b]
    return pairs


def _unique(system: System, key: Callable[[System, Activity], str], taken: set[int]) -> dict[str, int]:
    """Documents that are not taken yet by a key that no other of them has."""
    found: dict[str, list[int]] = {}
    for index, activity in enumerate(system.activities):
        if index not in taken and not activity.path:
            found.setdefault(key(system, activity), []).append(index)
    return {name: indexes[0] for name, indexes in found.items() if name and len(indexes) == 1}


def _id(_: System, activity: Activity) -> str:
    return activity.id


def _path(system: System, activity: Activity) -> str:
    top = os.path.dirname(system.activities[0].file) or "."
    return os.path.relpath(activity.file, top).replace(os.sep, "/")


class _Lines:
    """The lines of one activity in both systems."""

    def __init__(self, a: System, b: System, found: Matched, at: int) -> None:
        self.found = found
        self.at = at
        pair = found.activities[at]
        self.a, self.b = a.activities[pair.a], b.activities[pair.b]
        self.left_a, self.left_b = list(self.a.flows), list(self.b.flows)
        self.pairs: list[tuple[Flow, Flow]] = []

    def match(self) -> None:
        for key in (self._same_list_and_source, self._same_list, self._same_name, self._same_place):
            self._pass(key)
        lines = self.found.activities[self.at].lines
        of_b = {id(one): other for one, other in self.pairs}
        lines += [LinePair(flow, of_b.get(id(flow))) for flow in self.a.flows]
        lines += [LinePair(None, flow) for flow in self.left_b]
        for one, other in self.pairs:
            if one.kind == other.kind and one.kind in HOLDING and one.link >= 0 and other.link >= 0:
                _add(self.found, one.link, other.link)

    def _pass(self, key: Callable[[Flow, bool], Hashable]) -> None:
        by_key: dict[Hashable, tuple[list[Flow], list[Flow]]] = {}
        for flow in self.left_a:
            by_key.setdefault(key(flow, True), ([], []))[0].append(flow)
        for flow in self.left_b:
            by_key.setdefault(key(flow, False), ([], []))[1].append(flow)
        for ones, others in by_key.values():
            self._pair(ones, others)
        taken = {id(flow) for pair in self.pairs for flow in pair}
        self.left_a = [flow for flow in self.left_a if id(flow) not in taken]
        self.left_b = [flow for flow in self.left_b if id(flow) not in taken]

    def _pair(self, ones: list[Flow], others: list[Flow]) -> None:
        """Lines of one key: those of one amount first, the others in their order, which is said."""
        ones, others = list(ones), list(others)
        for one in list(ones):
            same = next((other for other in others if _amount(other) == _amount(one)), None)
            if same is not None:
                self.pairs.append((one, same))
                ones.remove(one)
                others.remove(same)
        rest = list(zip(ones, others, strict=False))
        self.pairs += rest
        if rest and (len(ones) > 1 or len(others) > 1):
            self.found.unclear.extend((self.at, one, other) for one, other in rest)

    def _same_list_and_source(self, flow: Flow, of_a: bool) -> Hashable:
        return flow.path[0], *self._named(flow, of_a), self._source(flow, of_a)

    def _same_list(self, flow: Flow, of_a: bool) -> Hashable:
        return flow.path[0], *self._named(flow, of_a)

    def _same_name(self, flow: Flow, of_a: bool) -> Hashable:
        return self._named(flow, of_a)

    def _same_place(self, flow: Flow, of_a: bool) -> Hashable:
        source = self._source(flow, of_a)
        return (flow.path, _kind(flow), source) if source != "" else (flow.path, id(flow))

    def _named(self, flow: Flow, of_a: bool) -> tuple[str, ...]:
        """Kind and name; a leg of a transport is that of its line, by its mode, however far it goes."""
        if flow.kind != "transport":
            return _kind(flow), flow.name
        mode = flow.picks[0].need.item if flow.picks else flow.name
        carried = next(
            (one.name for one in (self.a if of_a else self.b).flows if one.path == flow.path[:-2]), ""
        )
        return _kind(flow), carried, mode

    def _source(self, flow: Flow, of_a: bool) -> Hashable:
        """What a line draws on: a document, an item, a supplier's statement; nothing where that is missing."""
        if flow.link >= 0:
            known = (self.found.of_a if of_a else self.found.of_b).get(flow.link)
            return flow.kind if flow.kind in HOLDING else ("document", known, flow.link * (known is None))
        if flow.picks:
            return tuple(sorted({pick.need.record or pick.need.item for pick in flow.picks}))
        labels = tuple(source.label for source in flow.sources)
        return labels or flow.rule


def _kind(flow: Flow) -> str:
    return "line" if flow.kind in LINE_KINDS else flow.kind


def _amount(flow: Flow) -> Hashable:
    return None if flow.quantity is None else (flow.quantity.si, flow.quantity.unit.dimension)
