"""A programme that was computed: what reports, ledgers and targets take their numbers from.

Changes are after less before: below zero is a reduction. Tonnes avoided have the other sign: above zero is a reduction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from carbonfoot.documents.programme import Measure, Programme
from carbonfoot.documents.sources import Source
from carbonfoot.findings.finding import Finding, Path

KG_PER_TONNE = 1000.0


class Member(NamedTuple):
    """Who takes part; `place` is its path in the programme, `tier` None where none is stated."""

    id: str
    name: str
    name_ko: str
    role: str
    tier: int | None
    sector: str
    country: str
    place: Path


class Made(NamedTuple):
    """A product of a member.

    number     its place in `Worked.products`, by which changes are asked for
    file       its document (real path); `shown` as told to people
    member     id of who makes it
    unit       declared unit, as text
    finished   no other product of the programme uses it
    volume     declared units in each year, for all customers; what the others here use where none is stated
    inside     of these, what products of the programme use, itself included, before any measure
    stated     whether a volume is written down
    """

    number: int
    file: str
    shown: str
    member: str
    id: str
    name: str
    name_ko: str
    unit: str
    finished: bool
    volume: Mapping[int, float]
    inside: Mapping[int, float]
    stated: bool
    place: Path

    def leaving(self, year: int) -> float:
        """Declared units that leave the programme in a year: what counts for its tonnes, each once."""
        return self.volume[year] - self.inside[year]


class Planned(NamedTuple):
    """A measure, ready to be computed.

    share    the part of production that works with it, by year, 0 to 1; nothing for a candidate
    possible the same, a candidate as if it were taken
    files    the documents that it changes (real paths)
    last     the last year in which it works at all
    ends     the month after its last one, 12 x year + month - 1; None where it works to the end of the programme
    """

    number: int
    id: str
    name: str
    name_ko: str
    member: str
    share: Mapping[int, float]
    files: tuple[str, ...]
    last: int
    place: Path
    shape: Measure
    possible: Mapping[int, float]
    ends: int | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which it works, as far as its lifetime says."""
        first = date(self.shape.start.year, self.shape.start.month, 1)
        last = (
            date.max
            if self.ends is None
            else date(self.ends // 12, self.ends % 12 + 1, 1) - timedelta(days=1)
        )
        return first, last

    def months(self, years: Sequence[int]) -> range:
        """The months of some years in which it works or would, each 12 x year + month - 1."""
        begin = self.shape.start.year * 12 + self.shape.start.month - 1
        end = (years[-1] + 1) * 12
        return range(begin, end if self.ends is None else min(end, self.ends))

    @property
    def candidate(self) -> bool:
        """Whether it counts nowhere unless a target needs it."""
        return self.shape.status == "candidate"


def together(one: Planned, other: Planned, years: Sequence[int]) -> bool:
    """Whether two measures work in the same month, were both taken."""
    own, its = one.months(years), other.months(years)
    meet = max(own.start, its.start) < min(own.stop, its.stop)
    return meet and any(one.possible[year] and other.possible[year] for year in years)


class Worked(NamedTuple):
    """A programme with its numbers; kg CO2e per declared unit.

    before, after  by (product, year)
    changes        by (measure, product, year): what the measure does to the product, after less before; those that are
                   nothing are left out. Together they are `after` less `before`
    errors         standard errors of `changes` where orders were sampled
    groups         measures that act on each other, by their ids, and how each group was shared among them
    notes          what holds for all numbers, in words: GWP set, lock, grid, volumes
    complete       False where a line of some product is missing: no total is told then
    unfinished     the documents of these products (real paths)
    """

    programme: Programme
    source: Source
    root: str
    gwp_set: str
    years: tuple[int, ...]
    members: Mapping[str, Member]
    products: tuple[Made, ...]
    measures: tuple[Planned, ...]
    before: Mapping[tuple[int, int], float]
    after: Mapping[tuple[int, int], float]
    changes: Mapping[tuple[int, int, int], float]
    errors: Mapping[tuple[int, int, int], float]
    groups: tuple[tuple[tuple[str, ...], str], ...]
    findings: list[Finding]
    complete: bool = True
    unfinished: frozenset[str] = frozenset()

    def avoided(self, measure: int, year: int) -> float:
        """Tonnes CO2e that a measure avoids in a year, in all that leaves the programme; no tonne twice."""
        return (
            -fsum(
                self.changes.get((measure, made.number, year), 0.0) * made.leaving(year)
                for made in self.products
            )
            / KG_PER_TONNE
        )

    def avoided_in_finished(self, measure: int, year: int) -> float:
        """Of `avoided`, what is in the finished products."""
        return (
            -fsum(
                self.changes.get((measure, made.number, year), 0.0) * made.leaving(year)
                for made in self.products
                if made.finished
            )
            / KG_PER_TONNE
        )

    def avoided_all(self, year: int) -> float:
        """Tonnes CO2e that all measures together avoid in a year, in all that leaves the programme."""
        return (
            fsum(
                (self.before[made.number, year] - self.after[made.number, year]) * made.leaving(year)
                for made in self.products
            )
            / KG_PER_TONNE
        )

    def emitted(self, year: int, *, measures: bool) -> float:
        """Tonnes CO2e of all that leaves the programme in a year, without or with its measures."""
        which = self.after if measures else self.before
        return fsum(which[made.number, year] * made.leaving(year) for made in self.products) / KG_PER_TONNE
