"""A batch in few numbers, gathered in one pass over the store. Totals of products are counted and ranked, never added up."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from typing import Any, NamedTuple

from carbonfoot.batch.model import COMPLETE, INCOMPLETE, REFUSED, Row, finding_of, plain
from carbonfoot.batch.told.each import Once
from carbonfoot.findings.catalogue import CATALOGUE, SEVERITIES
from carbonfoot.findings.finding import Finding

STATES = (COMPLETE, INCOMPLETE, REFUSED)
GRAVE = ("error", "incomplete")

RANKED = 10
"""Products and suppliers that are kept for lists."""

EXAMPLES = 5
"""Findings of a code that are kept for lists."""

IN_FULL = 20
"""Grave findings that are kept whole."""

STEPS = tuple(step * 10.0**power for power in range(-6, 9) for step in (1, 3))
PDS_STEPS, DQR_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0), (1.6, 2.0, 3.0, 4.0, 5.0)
"""Upper ends of the ranges that products are counted in; the last range has none."""


class OfCode(NamedTuple):
    """Findings of one code: how many, in how many files, and the first of them."""

    code: str
    severity: str
    number: int
    files: int
    examples: tuple[Finding, ...]

    @property
    def example(self) -> Finding:
        """The first."""
        return self.examples[0]


class OfSupplier(NamedTuple):
    """Documents of a supplier, or of a folder (`is_folder`) where documents do not say whose they are."""

    name: str
    is_folder: bool
    all: int
    refused: int
    incomplete: int


class Hotspot(NamedTuple):
    """An item: of how many products with a total it is the largest, and its mean share of those totals."""

    item: str
    times: int
    share: float


class Summary(NamedTuple):
    """What is told of a batch; lists are sorted as they are shown.

    passed_over  YAML files that are no part documents, by kind ("" for none)
    totals, pds, dqr  number of products by range (`STEPS`, `PDS_STEPS`, `DQR_STEPS`); -1 for what is not known
    """

    states: dict[str, int]
    passed_over: dict[str, int]
    walked: tuple[Finding, ...]
    largest: list[Row]
    heaviest: list[Row]
    suppliers: list[OfSupplier]
    codes: list[OfCode]
    by_severity: dict[str, int]
    grave: list[Finding]
    hotspots: list[Hotspot]
    totals: dict[int, int]
    pds: dict[int, int]
    dqr: dict[int, int]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return sum(self.states.values())


class _Ranked:
    """The rows with the largest of one number; of equal ones the first by name."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.kept: list[tuple[float, str, Row]] = []

    def see(self, row: Row) -> None:
        number = row.data.get(self.key)
        if number is not None and (len(self.kept) < RANKED or -number <= self.kept[-1][0]):
            insort(self.kept, (-number, row.name, row._replace(findings=[])))
            del self.kept[RANKED:]

    def rows(self) -> list[Row]:
        return [row for *_, row in self.kept]


class _Codes:
    """Findings by code and severity."""

    def __init__(self) -> None:
        self.count: Counter[tuple[str, str]] = Counter()
        self.own: Counter[tuple[str, str]] = Counter()
        self.others: dict[tuple[str, str], set[str]] = {}
        self.first: dict[tuple[str, str], list[Finding]] = {}
        self.grave: list[Finding] = []

    def see(self, found: Iterable[list[Any]], name: str) -> None:
        """Count plain findings; those that are kept alone become findings again."""
        keys = set()
        for one in found:
            code, file = one[0], one[2]
            key = (one[-1] or CATALOGUE[code].severity, code)
            self.count[key] += 1
            first = self.first.setdefault(key, [])
            if len(first) < EXAMPLES:
                first.append(finding_of(one))
            if file == name:
                keys.add(key)
            elif file:
                self.others.setdefault(key, set()).add(file)
            if key[0] in GRAVE and len(self.grave) < IN_FULL:
                self.grave.append(finding_of(one))
        self.own.update(keys)

    def all(self) -> list[OfCode]:
        """The gravest first, then the most frequent."""
        given = [
            OfCode(
                key[1], key[0], count, self.own[key] + len(self.others.get(key, ())), tuple(self.first[key])
            )
            for key, count in self.count.items()
        ]
        return sorted(given, key=lambda one: (SEVERITIES.index(one.severity), -one.number, one.code))


def summary(rows: Iterable[Row], passed_over: Mapping[str, int], walked: Iterable[Finding] = ()) -> Summary:
    """Everything in one pass; memory grows with suppliers and items, not with products or findings."""
    states: Counter[str] = Counter()
    totals: Counter[int] = Counter()
    pds: Counter[int] = Counter()
    dqr: Counter[int] = Counter()
    largest, heaviest, codes, once = _Ranked("total"), _Ranked("per_kg"), _Codes(), Once()
    suppliers: dict[tuple[str, bool], list[int]] = {}  # documents by `STATES`: there are as many as folders
    items: dict[str, tuple[int, float]] = {}
    walked = tuple(walked)
    codes.see(map(plain, walked), "")
    for row in rows:
        states[row.state] += 1
        suppliers.setdefault(_whose(row), [0, 0, 0])[STATES.index(row.state)] += 1
        codes.see(once.of(row), row.name)
        if row.data.get("total") is None:
            continue
        totals[bisect_left(STEPS, row.data["total"])] += 1
        pds[_range(row.data["pds"], PDS_STEPS)] += 1
        dqr[_range(row.data["dqr"], DQR_STEPS)] += 1
        largest.see(row)
        heaviest.see(row)
        _hot(row, items)
    by_severity: Counter[str] = Counter()
    for (grave, _), number in codes.count.items():
        by_severity[grave] += number
    return Summary(
        {state: states[state] for state in STATES},
        dict(sorted(passed_over.items())),
        walked,
        largest.rows(),
        heaviest.rows(),
        _troubled(suppliers),
        codes.all(),
        {grave: by_severity[grave] for grave in SEVERITIES if by_severity[grave]},
        codes.grave,
        _hottest(items),
        dict(sorted(totals.items())),
        dict(sorted(pds.items())),
        dict(sorted(dqr.items())),
    )


def _whose(row: Row) -> tuple[str, bool]:
    supplier = row.data.get("supplier")
    return (supplier, False) if supplier else (row.name.rpartition("/")[0] or ".", True)


def _troubled(given: dict[tuple[str, bool], list[int]]) -> list[OfSupplier]:
    found = [
        OfSupplier(name, is_folder, complete + incomplete + refused, refused, incomplete)
        for (name, is_folder), (complete, incomplete, refused) in given.items()
        if refused or incomplete
    ]
    return sorted(found, key=lambda one: (-one.refused, -one.incomplete, one.name, one.is_folder))


def _hot(row: Row, items: dict[str, tuple[int, float]]) -> None:
    total = row.data["total"]
    largest = next(iter(row.data["items"].items()), None)
    if largest is not None and largest[1] is not None and total > 0:
        times, shares = items.get(largest[0], (0, 0.0))
        items[largest[0]] = times + 1, shares + largest[1] / total


def _hottest(items: dict[str, tuple[int, float]]) -> list[Hotspot]:
    found = [Hotspot(item, times, shares / times) for item, (times, shares) in items.items()]
    return nsmallest(2 * RANKED, found, key=lambda one: (-one.times, -one.share, one.item))


def _range(number: float | None, steps: tuple[float, ...]) -> int:
    return -1 if number is None else bisect_left(steps, number)
