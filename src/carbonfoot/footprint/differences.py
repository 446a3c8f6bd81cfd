"""Why two footprints differ: the change of the total, split exactly among causes, and the same for every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum
from typing import NamedTuple

from carbonfoot.findings.finding import Finding, Related
from carbonfoot.footprint.hybrids import Hybrid, Union, between
from carbonfoot.footprint.matching import Matched, match
from carbonfoot.footprint.measures import CAUSES, EQUAL, Line, Side, causes_of, lines, same
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.shapley import values
from carbonfoot.quantities.units import dimension_name
from carbonfoot.system.model import Activity, Flow, Worked

MAX_CHANGES = 2000
"""Lines whose change is worked out; beyond, a linked line stands with its change alone."""

REPRODUCED = 1e-9
"""How far the split may start or end from the two totals: rounding, in another order of the same sums."""


class Cause(NamedTuple):
    """What one cause adds to a change, in kg CO2e; several where they cannot be told apart."""

    names: tuple[str, ...]
    co2e: float


class LineChange(NamedTuple):
    """A line of either system with all that stands behind it, in kg CO2e per declared unit of the first.

    a, b     the line as each side has it, and its total there; None where it is not there
    arguments  what the method behind it took that differs: key or symbol, and on each side its text, or the id of a
               row of the library; "" for none
    sources  what its number is from on each side: records, a statement, the document it draws on
    per      what the lines of its document are stated for, on each side
    by       what differs in the line itself, of `CAUSES`; a line may also change by what stands behind it
    causes   the split of the change, those that add nothing left out
    lines    those behind it that change
    """

    files: tuple[str, str]
    a: Flow | None
    b: Flow | None
    totals: tuple[float, float]
    sources: tuple[str, str]
    per: tuple[str, str]
    change: float
    by: tuple[str, ...]
    causes: tuple[Cause, ...]
    lines: tuple[LineChange, ...]
    arguments: tuple[tuple[str, str, str], ...] = ()


class Difference(NamedTuple):
    """Two footprints, per declared unit of the first; `change` is the sum of `causes`, and that of `lines`.

    rescaled  the second is declared for another amount, and was brought to that of the first
    """

    a: float
    b: float
    change: float
    rescaled: bool
    causes: tuple[Cause, ...]
    lines: tuple[LineChange, ...]


def difference(a: Side, b: Side) -> tuple[Difference | None, list[Finding]]:
    """The split, or None with a finding where the two are declared for things that have no common unit (CF470)."""
    ours, theirs = a.result.product.reference, b.result.product.reference
    if ours.unit.dimension != theirs.unit.dimension:
        return None, [_other_unit(a.result, b.result)]
    matched = match(a.result.system, b.result.system)
    work = _Work(matched, a, b)
    return work.difference(), [
        _unclear(
            a.result.activities[matched.activities[at].a],
            b.result.activities[matched.activities[at].b],
            *pair,
        )
        for at, *pair in matched.unclear
    ]


class _Work:
    """Everything that is needed to split the change of a line."""

    def __init__(self, matched: Matched, a: Side, b: Side) -> None:
        self.matched = matched
        self.a, self.b = a.result, b.result
        self.size = a.result.product.reference.si
        every = lines(matched, a, b)
        grave = (a.result.boundary == "cradle-to-grave", b.result.boundary == "cradle-to-grave")
        self.union = Union(every, list(self._ids()), grave)
        self.by = [[causes_of(line) for line in of_one] for of_one in every]
        found = {
            cause
            for lines_, by in zip(every, self.by, strict=True)
            for line, causes in zip(lines_, by, strict=True)
            for cause in causes
            if any(grave) or not line.later
        }
        found |= {"boundary"} if grave[0] != grave[1] else set()
        found |= {"gwp_set"} if a.result.gwp_set != b.result.gwp_set else set()
        self.players, self.hybrids = between(self.union, [cause for cause in CAUSES if cause in found])
        self.left = MAX_CHANGES
        self.trail = {0}

    def _ids(self) -> Iterator[str]:
        for pair in self.matched.activities:
            yield self.a.activities[pair.a].key if pair.a >= 0 else "\n" + self.b.activities[pair.b].key

    def difference(self) -> Difference:
        """The whole change. Raises `AssertionError` where the split would not reproduce both totals."""
        times = self.size / self.b.product.reference.si
        a, b = self.a.at_least, self.b.at_least * times
        ones = [1.0] * len(self.hybrids)
        changes = [self._line(0, place, ones) for place in range(len(self.union.lines[0]))]
        places = range(len(self.union.lines[0]))
        totals = [fsum(hybrid.total(0, place) for place in places) for hybrid in self.hybrids]
        for said, found in ((a, totals[0]), (b, totals[-1])):
            limit = REPRODUCED * max(abs(a), abs(b))
            assert abs(said - self.size * found) <= limit, ("the split does not reproduce", said, found)  # noqa: S101
        change = 0.0 if same(a, b) else b - a
        causes = self._causes(totals, max(abs(a), abs(b)))
        largest = sorted(
            (one for one in changes if one is not None), key=lambda one: (-abs(one.change), _place(one))
        )
        return Difference(a, b, change, times != 1.0, causes, tuple(largest))

    def _causes(self, worth: list[float], scale: float) -> tuple[Cause, ...]:
        """The split of what every system between the two is worth; what is rounding alone is zero."""
        found = values(worth, len(self.players))
        return tuple(
            Cause(tuple(one for one in CAUSES if one in names), self.size * number)
            for names, number in zip(self.players, found, strict=True)
            if abs(self.size * number) > EQUAL * scale
        )

    def _line(self, at: int, place: int, level: list[float]) -> LineChange | None:
        """One line, `level` times in each system between the two; None where nothing changes in it or behind it."""
        line = self.union.lines[at][place]
        worth = [one * hybrid.total(at, place) for one, hybrid in zip(level, self.hybrids, strict=True)]
        scale = max(map(abs, worth), default=0.0) * self.size
        causes = self._causes(worth, scale)
        by = tuple(cause for cause in CAUSES if cause in self.by[at][place])
        if not causes and not by:
            return None
        one, other = self.size * worth[0], self.size * worth[-1]
        pair = self.matched.activities[at]
        activities = (
            self.a.activities[pair.a] if pair.a >= 0 and line.pair.a is not None else None,
            self.b.activities[pair.b] if pair.b >= 0 and line.pair.b is not None else None,
        )
        change = 0.0 if same(one, other) else other - one
        behind = self._behind(line, at, place, level) if causes else ()
        return LineChange(
            files=_two("" if activity is None else activity.file for activity in activities),
            a=line.pair.a,
            b=line.pair.b,
            totals=(one, other),
            sources=(_source(self.a, line.pair.a), _source(self.b, line.pair.b)),
            per=_two("" if activity is None else activity.reference.text for activity in activities),
            change=change,
            by=by,
            causes=causes,
            lines=behind,
            arguments=_arguments(line.pair.a, line.pair.b),
        )

    def _behind(self, line: Line, at: int, place: int, level: list[float]) -> tuple[LineChange, ...]:
        """The lines behind a line that is on both sides; a loop is followed once round."""
        link = line.link[0]
        if line.whole or link < 0 or link in self.trail or len(self.union.lines[link]) > self.left:
            return ()
        self.left -= len(self.union.lines[link])
        self.trail.add(link)
        deeper = [one * _amount(hybrid, at, place) for one, hybrid in zip(level, self.hybrids, strict=True)]
        inner = self.union.lines[link]
        found = [self._line(link, one, deeper) for one in range(len(inner)) if not inner[one].later]
        self.trail.discard(link)
        return tuple(
            sorted((one for one in found if one is not None), key=lambda one: (-abs(one.change), _place(one)))
        )


def _amount(hybrid: Hybrid, at: int, place: int) -> float:
    return hybrid.taken[at][place][1]


def _two(texts: Iterable[str]) -> tuple[str, str]:
    one, other = texts
    return one, other


def _source(result: Footprint, flow: Flow | None) -> str:
    if flow is None:
        return ""
    if flow.link >= 0:
        target = result.activities[flow.link]
        return target.file if not target.path else "lines of its own"
    labels = dict.fromkeys(source.label for source in flow.sources)
    return " + ".join(labels) or flow.rule


def _arguments(a: Flow | None, b: Flow | None) -> tuple[tuple[str, str, str], ...]:
    """What differs in what a method took for two flows: texts of the document, ids of the library's numbers."""
    if a is None or b is None or a.worked is None or b.worked is None:
        return ()
    one, other = taken(a.worked), taken(b.worked)
    keys = dict.fromkeys([*one, *other])
    found = [("method", a.worked.id, b.worked.id)]
    found += [(key, " + ".join(one.get(key, ())), " + ".join(other.get(key, ()))) for key in keys]
    return tuple(argument for argument in found if argument[1] != argument[2])


def taken(worked: Worked) -> dict[str, list[str]]:
    """What a method took by key: texts of the document, ids of the library's numbers."""
    found: dict[str, list[str]] = {}
    for key, text, origin in worked.values:
        row = next((id for id in worked.numbers if origin == id or origin.startswith(f"{id}: ")), "")
        if origin == "given" or row:
            found.setdefault(key, []).append(row or text)
    return found


def _place(one: LineChange) -> tuple[object, ...]:
    flow = one.a or one.b
    assert flow is not None  # noqa: S101
    steps = tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in flow.path)
    return one.a is None, steps, flow.name


def _other_unit(a: Footprint, b: Footprint) -> Finding:
    ours, theirs = a.product.reference, b.product.reference
    words = [f"a {dimension_name(one.unit.dimension)}" for one in (ours, theirs)]
    message = f"`{theirs.text}` cannot be compared with `{ours.text}`"
    path = ("product", "declared_unit")
    return Finding(
        "CF470",
        message,
        b.product.file,
        path,
        help="declare both for the same kind of amount, such as `1 piece`",
        notes=(f"the one is {words[1]}, the other {words[0]}",),
        related=(Related(a.product.file, path, "compared with this"),),
    )


def _unclear(one: Activity, other: Activity, line: Flow, of: Flow) -> Finding:
    message = f"several lines are called `{of.name}`; they were compared in their order"
    help = "give each line a name of its own where it matters which is which"
    related = (Related(one.file, line.path, "compared with this"),)
    return Finding("CF472", message, other.file, of.path, on="key", help=help, related=related)
