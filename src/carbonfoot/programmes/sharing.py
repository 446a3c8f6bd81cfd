"""What each measure adds where measures act on each other: Shapley values, or one after the other.

The worth v(S) of a set of measures is what a product comes to with them. Written as v(S) = sum of d(T) over all T inside S
(d: Harsanyi dividends; Harsanyi, J. C. (1959), A bargaining model for the cooperative n-person game), the Shapley value of
a measure is the sum of d(T) / |T| over all T that hold it, and a measure that works on a share r of production only, each
independently of the others, makes d(T) times the product of the shares of T (Owen, G. (1972), Multilinear extensions of
games). So every set is solved once for all years. d(T) is nothing unless each two of T act on each other: sets of others
are never looked at. Whether a pair acts on each other is first taken from the pair alone; `kept` says otherwise where that
falls short: a switch to a supplier, that one's switch to another, and a saving there do nothing by the outer two alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from math import fsum, prod, sqrt
from random import Random
from typing import NamedTuple

from carbonfoot.programmes.world import NOTHING, State

MOST = 4096
"""Sets that one group of measures may need: all of those of twelve measures that all act on each other."""

NEGLIGIBLE = 1e-12
"""Of the worth itself: what is left of a dividend of nothing by rounding."""

NO_PAIRS: set[frozenset[int]] = set()

Worth = Callable[[State], Sequence[float]]
"""What each product comes to with a set of measures."""


class Group(NamedTuple):
    """Measures that act on each other, directly or through others.

    dividends  by set, for each product; None where there are too many sets and orders are drawn
    """

    members: tuple[int, ...]
    dividends: Mapping[State, tuple[float, ...]] | None


class Shared(NamedTuple):
    """By measure, what it adds to each product, and the standard errors where orders were drawn."""

    changes: dict[int, tuple[float, ...]]
    errors: dict[int, tuple[float, ...]]


def groups(
    measures: Sequence[int],
    edges: set[frozenset[int]],
    worth: Worth,
    most: int = MOST,
    kept: set[frozenset[int]] = NO_PAIRS,
) -> list[Group]:
    """All measures by groups, with the dividends of each; pairs that turn out to add up are no longer joined.

    kept  pairs that stay joined all the same, since they act on each other where a third is at work
    """
    base = worth(NOTHING)
    alone = {one: _less(worth(frozenset({one})), base) for one in measures}
    dividends: dict[State, tuple[float, ...]] = {frozenset({one}): found for one, found in alone.items()}
    joined: dict[int, set[int]] = {one: set() for one in measures}
    for pair in sorted(edges, key=sorted):
        one, other = sorted(pair)
        both = _less(worth(pair), base)
        found = tuple(x - y - z for x, y, z in zip(both, alone[one], alone[other], strict=True))
        if pair in kept or any(
            abs(number) > NEGLIGIBLE * max(abs(level), abs(change))
            for number, level, change in zip(found, base, both, strict=True)
        ):
            joined[one].add(other)
            joined[other].add(one)
            dividends[pair] = found
    return [_group(members, joined, dividends, worth, most) for members in components(measures, joined)]


def components(measures: Sequence[int], joined: Mapping[int, set[int]]) -> Iterator[tuple[int, ...]]:
    """Measures that are joined, directly or through others."""
    seen: set[int] = set()
    for one in sorted(measures):
        if one in seen:
            continue
        found, waiting = {one}, [one]
        while waiting:
            fresh = joined[waiting.pop()] - found
            found |= fresh
            waiting += fresh
        seen |= found
        yield tuple(sorted(found))


def _group(
    members: tuple[int, ...],
    joined: Mapping[int, set[int]],
    pairs: Mapping[State, tuple[float, ...]],
    worth: Worth,
    most: int,
) -> Group:
    sets: list[tuple[int, ...]] = []
    layer: list[tuple[int, ...]] = [(one,) for one in members]
    while layer:
        sets += layer
        layer = [
            (*one, other)
            for one in layer
            for other in members
            if other > one[-1] and all(other in joined[each] for each in one)
        ]
        if len(sets) + len(layer) > most:
            return Group(members, None)
    found: dict[State, tuple[float, ...]] = {}
    base = worth(NOTHING)
    for one in sets:
        key = frozenset(one)
        if key in pairs:
            found[key] = pairs[key]
            continue
        parts = [found[frozenset(part)] for size in range(1, len(one)) for part in combinations(one, size)]
        change = _less(worth(key), base)
        found[key] = tuple(fsum([whole, *(-part[at] for part in parts)]) for at, whole in enumerate(change))
    return Group(members, found)


def shares(
    found: Sequence[Group],
    works: Mapping[int, float],
    order: Sequence[int] | None,
    worth: Worth,
    samples: int,
    names: Sequence[str] = (),
) -> Shared:
    """What each measure adds when each works on a share of production; `order`: one after the other, in this order.

    names  of the measures, by number: what is drawn follows from them, not from the places of measures in a file
    """
    changes: dict[int, tuple[float, ...]] = {}
    errors: dict[int, tuple[float, ...]] = {}
    for group in found:
        if not any(works[one] for one in group.members):
            continue
        if group.dividends is None:
            told, doubt = _drawn(_named(group.members, names), works, order, worth, samples)
            changes.update(told)
            errors.update(doubt)
            continue
        parts: dict[int, list[tuple[float, ...]]] = {one: [] for one in group.members}
        for members, dividend in group.dividends.items():
            weight = prod(sorted(works[one] for one in members))
            if not weight:
                continue
            if order is None:
                for one in members:
                    parts[one].append(tuple(weight / len(members) * number for number in dividend))
            else:
                parts[max(members, key=order.index)].append(tuple(weight * number for number in dividend))
        for one, several in parts.items():
            if several:
                changes[one] = tuple(fsum(numbers) for numbers in zip(*several, strict=True))
    return Shared(changes, errors)


def _drawn(
    named: Mapping[str, int],
    works: Mapping[int, float],
    order: Sequence[int] | None,
    worth: Worth,
    samples: int,
) -> tuple[dict[int, tuple[float, ...]], dict[int, tuple[float, ...]]]:
    """Means over drawn orders, each with its reverse, and their standard errors (Castro, Gomez & Tejada 2009).

    A measure on a share of production is drawn to be there or not, as often as its share says.
    """
    members = tuple(named.values())
    draw = Random("\n".join(named))  # noqa: S311  (the same digits every time are what is wanted)
    found: dict[int, list[tuple[float, ...]]] = {one: [] for one in members}
    for _ in range(max(samples // 2, 2)):
        if order is None:
            way = list(members)
            draw.shuffle(way)
            ways = [way, way[::-1]]
        else:
            way = sorted(members, key=order.index)
            ways = [way]
        there = {one for one in members if works[one] == 1 or draw.random() < works[one]}
        pairs: dict[int, list[tuple[float, ...]]] = {one: [] for one in members}
        for each in ways:
            state: State = NOTHING
            before = worth(state)
            for one in each:
                if one in there:
                    state |= {one}
                after = worth(state)
                pairs[one].append(_less(after, before))
                before = after
        for one, both in pairs.items():
            found[one].append(tuple(fsum(numbers) / len(both) for numbers in zip(*both, strict=True)))
    means, errors = {}, {}
    for one, drawn in found.items():
        size = len(drawn)
        means[one] = tuple(fsum(numbers) / size for numbers in zip(*drawn, strict=True))
        errors[one] = tuple(
            sqrt(fsum((number - mean) ** 2 for number in numbers) / (size * (size - 1)))
            for numbers, mean in zip(zip(*drawn, strict=True), means[one], strict=True)
        )
    return means, errors


def _named(members: Sequence[int], names: Sequence[str]) -> dict[str, int]:
    """Measures by their names, in the order of these."""
    return dict(sorted((names[one] if names else f"{one:06d}", one) for one in members))


def _less(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple(x - y for x, y in zip(one, other, strict=True))
