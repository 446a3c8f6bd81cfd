"""Which declaration replaces which: by the ids that they name, and probably by supplier and product where none is named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from carbonfoot.declarations.inbox.makers import groups
from carbonfoot.declarations.inbox.model import DEPRECATED, EXPIRED, NOT_YET, REPLACED, VALID, State
from carbonfoot.declarations.inbox.once import key_of
from carbonfoot.documents.received.model import Received

Heads = dict[str, bool]
"""Ids of newer declarations, and whether a step on the way to each is only probable."""


class Versions:
    """All declarations that are known, each id once.

    loops     ids that replace each other in a circle; what they say of each other is not followed
    guessed   pairs of older and newer of which no id tells
    """

    def __init__(self, declared: Sequence[Received]) -> None:
        self.known = {key_of(one.id): one for one in declared}
        self.next: dict[str, Heads] = {key: {} for key in self.known}
        for key, one in self.known.items():
            for old in one.preceding:
                if key_of(old) in self.known and key_of(old) != key:
                    self.next[key_of(old)][key] = False
        self.loops = _circles(self.next)
        for circle in self.loops:
            for key in circle:
                self.next[key] = {to: how for to, how in self.next[key].items() if to not in circle}
        self.guessed: list[tuple[Received, Received]] = []
        self.unordered: list[tuple[Received, Received]] = []
        self._guess()
        self._order = _order(self.next)
        self.previous: dict[str, Heads] = {}
        for key, following in self.next.items():
            for to, how in following.items():
                self.previous.setdefault(to, {})[key] = how
        self._newest: dict[str, dict[str, Heads]] = {}

    def newest(self, id: str, day: str) -> Heads:
        """The newest that hold on a day and come after a declaration; several where its versions fork."""
        return self._on(day)[key_of(id)]

    def ahead(self, id: str) -> list[Received]:
        """All that come after a declaration, whether they hold or not."""
        found: dict[str, None] = {}
        waiting = [key_of(id)]
        for key in waiting:
            for to in self.next[key]:
                if to not in found:
                    found[to] = None
                    waiting.append(to)
        return [self.known[key] for key in found]

    def last(self, id: str) -> tuple[Received, bool] | None:
        """The version before a declaration, the latest where it replaces several, and whether that is only probable."""
        before = self.previous.get(key_of(id), {})
        if not before:
            return None
        key = max(before, key=lambda one: (not before[one], *_when(self.known[one])))
        return self.known[key], before[key]

    def state(self, id: str, day: str) -> State:
        """How a declaration stands on a day."""
        one = self.known[key_of(id)]
        heads = self.newest(id, day)
        newer = next(iter(heads)) if len(heads) == 1 else ""
        by = self.known[newer].id if newer else ""
        probably = heads.get(newer, False)
        if one.status == "Deprecated":
            return State(DEPRECATED, by, probably)
        if heads and not probably:
            return State(REPLACED, by)
        word = _by_date(one, day)
        return State(word, by, probably)

    def forks(self) -> list[tuple[Received, list[Received]]]:
        """Declarations that several active ones replace, none of which replaces another: where the ways part."""
        heads = self._on("")
        found = []
        for key in self.known:
            own = {to for to, probable in heads[key].items() if not probable}
            if len(own) < 2 or any(own <= {*heads[to]} for to in self.next[key]):  # noqa: PLR2004
                continue
            found.append((self.known[key], sorted((self.known[to] for to in own), key=_when)))
        return found

    def _on(self, day: str) -> dict[str, Heads]:
        """Of every declaration the newest ones; "" asks for no day."""
        if day in self._newest:
            return self._newest[day]
        found: dict[str, Heads] = {}
        for key in self._order:  # later ones first
            heads: Heads = {}
            for to, probable in self.next[key].items():
                one = self.known[to]
                holds = one.status != "Deprecated" and (not day or _by_date(one, day) == VALID)
                further = found[to] or ({to: False} if holds else {})
                for head, guessed in further.items():
                    heads[head] = heads.get(head, True) and (probable or guessed)
            found[key] = heads
        self._newest[day] = found
        return found

    def _guess(self) -> None:
        """Of one product of one supplier, chains that no id joins: the older probably goes on in the next."""
        chain = _components(self.next)
        members: dict[str, list[str]] = {}
        for key, name in chain.items():
            members.setdefault(name, []).append(key)
        latest = {name: max(_when(self.known[key]) for key in keys) for name, keys in members.items()}
        circling = {key for circle in self.loops for key in circle}
        for group in groups(self.known.values()):
            keys = {key_of(one.id) for one in group}
            names = sorted({chain[key] for key in keys if key not in circling}, key=lambda name: latest[name])
            ends = [
                [key for key in members[name] if key in keys and not any(to in keys for to in self.next[key])]
                for name in names
            ]
            for older, newer in pairwise(ends):
                for one in older:
                    for other in newer:
                        pair = (self.known[one], self.known[other])
                        if _when(pair[0])[:2] == _when(pair[1])[:2]:
                            self.unordered.append(pair)
                        else:
                            self.next[one][other] = True
                            self.guessed.append(pair)


def _by_date(one: Received, day: str) -> str:
    if one.valid[0] and one.valid[0] > day:
        return NOT_YET
    return EXPIRED if one.valid[1] and one.valid[1] < day else VALID


def _when(one: Received) -> tuple[str, str, str]:
    """What versions are ordered by: the data, then the day of issue."""
    return one.period[1], one.created, key_of(one.id)


def _circles(following: dict[str, Heads]) -> list[list[str]]:
    """Ids that lead back to themselves, a list a circle: what is left when all without a way in or out are taken away."""
    left = {key: set(to) for key, to in following.items()}
    into: dict[str, set[str]] = {key: set() for key in left}
    for key, targets in left.items():
        for to in targets:
            into[to].add(key)
    waiting = [key for key in left if not left[key] or not into[key]]
    gone = set()
    while waiting:
        key = waiting.pop()
        if key in gone:
            continue
        gone.add(key)
        for to in left[key]:
            into[to].discard(key)
            if not into[to]:
                waiting.append(to)
        for source in into[key]:
            left[source].discard(key)
            if not left[source]:
                waiting.append(source)
    rest = {key: dict.fromkeys(left[key] - gone, False) for key in left if key not in gone}
    found: dict[str, list[str]] = {}
    for key, name in _components(rest).items():
        found.setdefault(name, []).append(key)
    return [sorted(one) for one in found.values()]


def _components(following: dict[str, Heads]) -> dict[str, str]:
    """Of every id the name of what it hangs together with."""
    beside: dict[str, list[str]] = {key: [] for key in following}
    for key, targets in following.items():
        for to in targets:
            beside[key].append(to)
            beside[to].append(key)
    name: dict[str, str] = {}
    for key in following:
        if key in name:
            continue
        waiting = [key]
        name[key] = key
        for one in waiting:
            for other in beside[one]:
                if other not in name:
                    name[other] = key
                    waiting.append(other)
    return name


def _order(following: dict[str, Heads]) -> list[str]:
    """The ids, each behind all that come after it."""
    waits = {key: len(to) for key, to in following.items()}
    into: dict[str, list[str]] = {key: [] for key in following}
    for key, targets in following.items():
        for to in targets:
            into[to].append(key)
    ready = [key for key, number in waits.items() if not number]
    for key in ready:  # grows
        for source in into[key]:
            waits[source] -= 1
            if not waits[source]:
                ready.append(source)
    return ready
