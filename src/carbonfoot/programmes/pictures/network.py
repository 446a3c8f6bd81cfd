"""What the cascade is drawn of: who acts, what that passes through, where it leaves; in columns, small ones together.

Columns follow the tiers of who makes the products, the highest first; a tier whose products go into each other has several.
Who acts stands one column before what it acts on. A band that skips columns passes each of them as a node without a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.pictures.reading import Data, Leg, called, legs, members
from carbonfoot.programmes.told.words_pictures import say

SMALL = 0.005
"""Nodes below this part of all that enters stand together, where they are several."""

WHO, THROUGH, SOLD, PASSING = "who", "through", "sold", "passing"


class Node(NamedTuple):
    """What acts, what is passed, or where parts are sold; `tier` of who that is, `many` things stand together in it."""

    key: str
    kind: str
    column: int
    name: str
    tier: str
    avoided: float
    added: float
    ends: bool
    many: int = 1

    @property
    def tonnes(self) -> float:
        """All that passes, what avoids and what adds."""
        return self.avoided + self.added


class Link(NamedTuple):
    """A band: tonnes that members of a tier avoid, or add."""

    source: str
    target: str
    tier: str
    added: bool
    tonnes: float


class Graph(NamedTuple):
    """Nodes by their keys, in columns from the left, and bands from each to a later column, always the next."""

    nodes: dict[str, Node]
    columns: list[list[str]]
    links: list[Link]
    avoided: float
    added: float


_Ends = tuple[str, str, str, bool]


def graph(data: Data, year: int, lang: str, most: int) -> Graph:
    """The cascade of a year with at most about `most` nodes in a column."""
    found = legs(data, year)
    knots = _knots(found)
    sums: dict[_Ends, list[float]] = {}
    for leg in found:
        source = f"who {leg.tier} {leg.member}" if leg.source is None else knots[leg.source]
        target = f"{SOLD} -1" if leg.target is None else knots[leg.target]
        if leg.target is None and leg.source is not None and _finished(data, leg.source):
            continue  # it is there
        for added, tonnes in ((False, leg.avoided), (True, leg.added)):
            if tonnes > 0 and source != target:
                sums.setdefault((source, target, leg.tier, added), []).append(tonnes)
    bands = {ends: fsum(parts) for ends, parts in sums.items()}
    column = _columns(data, bands, knots)
    alone = _nodes(data, bands, column, lang)
    stands = _together(alone, most)
    merged: dict[_Ends, list[float]] = {}
    for (source, target, tier, added), tonnes in bands.items():
        merged.setdefault((stands[source], stands[target], tier, added), []).append(tonnes)
    nodes = {
        key: _merged(key, [alone[one] for one in alone if stands[one] == key], lang)
        for key in dict.fromkeys(stands.values())
    }
    links = _stepped(nodes, {ends: fsum(parts) for ends, parts in merged.items()})
    enters = [one for one in found if one.source is None]
    return Graph(
        nodes,
        _ordered(nodes, links),
        links,
        fsum(one.avoided for one in enters),
        fsum(one.added for one in enters),
    )


def _finished(data: Data, number: int) -> bool:
    return any(one["number"] == number and one.get("finished") for one in data.get("products") or [])


def _knots(found: Sequence[Leg]) -> dict[int, str]:
    """The node of every product; those that take of each other are one."""
    above: dict[int, set[int]] = {}
    for leg in found:
        for one in (leg.source, leg.target):
            if one is not None:
                above.setdefault(one, set())
        if leg.source is not None and leg.target is not None:
            above[leg.source].add(leg.target)
    reached: dict[int, set[int]] = {}
    for one in above:
        seen: set[int] = set()
        waiting = [one]
        while waiting:
            fresh = above[waiting.pop()] - seen
            seen |= fresh
            waiting += fresh
        reached[one] = seen
    return {
        one: "product "
        + " ".join(str(other) for other in sorted(above) if other == one or _both(reached, one, other))
        for one in above
    }


def _both(reached: Mapping[int, set[int]], one: int, other: int) -> bool:
    return other in reached[one] and one in reached[other]


def _columns(data: Data, bands: Mapping[_Ends, float], knots: Mapping[int, str]) -> dict[str, int]:
    """The column of every node, from 0."""
    takes: dict[str, set[str]] = {key: set() for key in knots.values()}
    for source, target, _, _ in bands:
        if source in takes and target in takes:
            takes[target].add(source)
    tier = {key: _tier_of(data, key) for key in takes}
    order: list[str] = []
    waiting = sorted(takes)
    while waiting:
        ready = [one for one in waiting if not takes[one] & set(waiting)]
        order += ready
        waiting = [one for one in waiting if one not in ready]
    inside: dict[str, int] = {}
    for one in order:
        inside[one] = max((inside[part] + 1 for part in takes[one] if tier[part] == tier[one]), default=0)
    base, start = {}, 1
    for number in sorted({int(one) for one in tier.values() if one.isdigit()}, reverse=True):
        base[str(number)] = start
        start += 1 + max(depth for one, depth in inside.items() if tier[one] == str(number))
    column: dict[str, int] = {}
    for one in order:
        own = base[tier[one]] + inside[one] if tier[one] in base else 1
        column[one] = max([own, *(column[part] + 1 for part in takes[one])])
    first: dict[str, int] = {}
    for source, target, _, _ in bands:
        if source not in takes:
            first[source] = min(first.get(source, column[target]), column[target])
    column |= {source: at - 1 for source, at in first.items()}
    sellers = [column[source] for source, target, _, _ in bands if target.startswith(SOLD)]
    if sellers:
        column[f"{SOLD} -1"] = max([*column.values(), max(sellers) + 1])
    used = sorted(set(column.values()))
    return {key: used.index(at) for key, at in column.items()}


def _tier_of(data: Data, key: str) -> str:
    """The tier of who makes a product; `none` without one."""
    number = int(key.split()[1])
    maker = next(
        (str(one.get("member")) for one in data.get("products") or [] if one["number"] == number), ""
    )
    tier = members(data).get(maker, {}).get("tier")
    return "none" if tier is None else str(tier)


def _nodes(data: Data, bands: Mapping[_Ends, float], column: Mapping[str, int], lang: str) -> dict[str, Node]:
    """Each node by itself."""
    products = {int(one["number"]): one for one in data.get("products") or []}
    who = members(data)
    flows: dict[str, dict[bool, tuple[list[float], list[float]]]] = {}
    for (source, target, _, added), tonnes in bands.items():
        for key, side in ((source, 0), (target, 1)):
            flows.setdefault(key, {False: ([], []), True: ([], [])})[added][side].append(tonnes)
    found = {}
    for key in sorted(column):
        if key not in flows:
            continue
        kind, _, rest = key.partition(" ")
        avoided, more = (fsum(one[1] or one[0]) for one in flows[key].values())
        if kind == "who":
            tier, _, member = rest.partition(" ")
            name, shape, ends = called(who.get(member, {"id": member}), lang), WHO, False
        elif kind == SOLD:
            tier, name, shape, ends = "none", say("sold parts", lang), SOLD, True
        else:
            numbers = [int(one) for one in rest.split()]
            tier, shape = _tier_of(data, key), THROUGH
            name = ", ".join(called(products[one], lang) for one in numbers if one in products)
            ends = not any(flows[key][one][0] for one in (False, True))
        found[key] = Node(key, shape, column[key], name, tier, avoided, more, ends)
    return found


def _together(alone: Mapping[str, Node], most: int) -> dict[str, str]:
    """The node in which each stands: by itself, or with the small ones of its kind, tier and column."""
    whole = fsum(one.tonnes for one in alone.values() if one.kind == WHO)
    stands = {key: key for key in alone}
    for column in {one.column for one in alone.values()}:
        here = sorted(
            (one for one in alone.values() if one.column == column and one.kind in (WHO, THROUGH)),
            key=lambda one: (-one.tonnes, one.key),
        )
        small = [one for at, one in enumerate(here) if at >= most or one.tonnes < SMALL * whole]
        for kind, tier, ends in {(one.kind, one.tier, one.ends) for one in small}:
            alike = [one for one in small if (one.kind, one.tier, one.ends) == (kind, tier, ends)]
            if len(alike) > 1:
                stands |= {one.key: f"others {kind} {tier} {column} {ends}" for one in alike}
    return stands


def _merged(key: str, several: Sequence[Node], lang: str) -> Node:
    first = several[0]
    if len(several) == 1:
        return first
    word = "others" if first.kind == WHO else "other products"
    avoided, added = fsum(one.avoided for one in several), fsum(one.added for one in several)
    name = say(word, lang, count=str(len(several)))
    return Node(key, first.kind, first.column, name, first.tier, avoided, added, first.ends, len(several))


def _stepped(nodes: dict[str, Node], bands: Mapping[_Ends, float]) -> list[Link]:
    """Bands from column to column; where one skips some, all that go to the same node pass them together."""
    steps: dict[_Ends, list[float]] = {}
    passing: dict[str, dict[bool, list[float]]] = {}
    for (source, target, tier, added), tonnes in bands.items():
        at = source
        for column in range(nodes[source].column + 1, nodes[target].column):
            through = f"{PASSING} {column} {target}"
            passing.setdefault(through, {False: [], True: []})[added].append(tonnes)
            steps.setdefault((at, through, tier, added), []).append(tonnes)
            at = through
        steps.setdefault((at, target, tier, added), []).append(tonnes)
    for key, parts in passing.items():
        column = int(key.split()[1])
        name = nodes[key.split(" ", 2)[2]].name
        nodes[key] = Node(
            key, PASSING, column, name, "none", fsum(parts[False]), fsum(parts[True]), ends=False
        )
    return [Link(*ends, fsum(parts)) for ends, parts in steps.items()]


def _ordered(nodes: Mapping[str, Node], links: Sequence[Link]) -> list[list[str]]:
    """Columns from the left. The last by size; before it each node about where its bands go, so that few cross."""
    count = max((one.column for one in nodes.values()), default=-1) + 1
    columns: list[list[str]] = [[] for _ in range(count)]
    middle: dict[str, float] = {}
    for at in reversed(range(count)):
        here = [one for one in nodes.values() if one.column == at]
        aim = {}
        for one in here:
            out = [(link.tonnes, middle[link.target]) for link in links if link.source == one.key]
            whole = fsum(tonnes for tonnes, _ in out)
            aim[one.key] = fsum(tonnes * place for tonnes, place in out) / whole if whole else -1.0
        here.sort(key=lambda one: (aim[one.key], one.kind == SOLD, one.many > 1, -one.tonnes, one.key))
        top = 0.0
        for one in here:
            middle[one.key] = top + one.tonnes / 2
            top += one.tonnes
        columns[at] = [one.key for one in here]
    return columns
