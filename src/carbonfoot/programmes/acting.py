"""Which measures act on each other, and whether the groups that follow come to what all of them together do."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from carbonfoot.engine.loops import LoopError
from carbonfoot.programmes.model import Planned, together
from carbonfoot.programmes.reading import Read
from carbonfoot.programmes.sharing import Group, Worth, components, groups
from carbonfoot.programmes.world import NOTHING, State, World

DIGITS = 1e-9
"""How far what measures add up to may be off what all of them together come to."""

Pairs = set[frozenset[int]]


class Acting:
    """The measures of a programme, and `worth`: what its products come to with some of them."""

    def __init__(self, found: Read, world: World, worth: Worth) -> None:
        self.measures: Sequence[Planned] = found.measures
        self.numbers = [one.number for one in found.measures]
        self.years = found.years
        self.exclusive = found.exclusive
        self.world = world
        self.worth = worth

    def shared(self) -> list[Group]:
        """Groups whose dividends come to what the measures of every year do together.

        First only pairs are joined that act on each other by themselves. Where that falls short (a third one makes two
        act on each other), all pairs of that part are kept that the documents let act on each other; if even that does,
        all pairs that ever work at once.
        """
        at_once = self.at_once()
        edges = self.edges(at_once)
        found = groups(self.numbers, edges, self.worth)
        states = self.states()
        if all(self._adds_up(found, state) for state in states):
            return found
        joined: dict[int, set[int]] = {one: set() for one in self.numbers}
        for one, other in map(sorted, edges):
            joined[one].add(other)
            joined[other].add(one)
        kept: Pairs = set()
        for part in map(frozenset, components(self.numbers, joined)):
            if not all(self._adds_up(found, state & part) for state in states):
                kept |= {pair for pair in edges if pair <= part}
        found = groups(self.numbers, edges, self.worth, kept=kept)
        if all(self._adds_up(found, state) for state in states):
            return found
        return groups(self.numbers, at_once, self.worth, kept=at_once)

    def states(self) -> list[State]:
        """The measures of every month; and with as many candidates as go together, taken from either end of the list."""
        found: dict[State, None] = {}
        tried: dict[State, None] = {}
        turns = {year * 12 for year in self.years}
        for one in self.measures:
            turns |= {month for month in (one.months(self.years).start, one.ends) if month is not None}
        for month in sorted(one for one in turns if one // 12 in self.years):
            year = month // 12
            there = [one for one in self.measures if month in one.months(self.years) and one.possible[year]]
            found[frozenset(one.number for one in there if one.share[year])] = None
            for several in (there, there[::-1]):
                taken: set[int] = set()
                for one in several:
                    fits = not any(frozenset({one.number, other}) in self.exclusive for other in taken)
                    if fits:
                        taken.add(one.number)
                tried[frozenset(taken)] = None
        return [*found, *(one for one in tried if one not in found and self._goes(one))]

    def _goes(self, state: State) -> bool:
        """Whether candidates can be computed together: those that cannot are no fault of the programme."""
        try:
            return self.world.tried(state)
        except LoopError:
            return False

    def edges(self, at_once: Pairs) -> Pairs:
        """Pairs that may act on each other: in one document, or one takes another amount of what the other changes."""
        world = self.world
        at = {one: {file for file, there in world.touching.items() if one in there} for one in self.numbers}
        reached = world.reaches()
        below = {
            one: {
                file
                for targets in world.draws(one).values()
                for target in targets
                for file in reached.get(target, {target})
            }
            for one in self.numbers
        }
        return {
            frozenset({one, other})
            for one, other in map(sorted, at_once)
            if (at[one] & at[other] or below[one] & at[other] or below[other] & at[one])
        }

    def at_once(self) -> Pairs:
        """Pairs that work in one month; others never meet, and need not fit together."""
        return {
            frozenset({one, other})
            for one in self.numbers
            for other in self.numbers
            if one < other
            and frozenset({one, other}) not in self.exclusive
            and together(self.measures[one], self.measures[other], self.years)
        }

    def _adds_up(self, found: Sequence[Group], state: State) -> bool:
        """Whether dividends come to the solution with these measures; those of groups that are drawn are left out."""
        exact = [one for one in found if one.dividends is not None]
        state &= frozenset(number for group in exact for number in group.members)
        inside = [
            dividend
            for group in exact
            for members, dividend in (group.dividends or {}).items()
            if members <= state
        ]
        base, solved = self.worth(NOTHING), self.worth(state)
        return all(
            abs(fsum([start, *(one[at] for one in inside)]) - number) <= DIGITS * max(abs(start), abs(number))
            for at, (start, number) in enumerate(zip(base, solved, strict=True))
        )
