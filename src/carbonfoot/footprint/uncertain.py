"""A footprint as a model of what is not known exactly: amounts, factors, and how well a factor fits.

Each line's amount is a driver of its own (`part.yaml:inputs/0/amount`). Each record and each supplier's statement is one
driver however many lines use it, and so is a record that stands in for another place, or that fits a use by the same
scores. GWPs, yields, shares of a recipe or of allocation and what is excluded are not counted (`interval.NOT_COUNTED`).
"""

from __future__ import annotations

from collections.abc import Callable
from math import log, sqrt
from typing import Any, NamedTuple

from carbonfoot.factors.library import Record
from carbonfoot.findings.finding import path_text
from carbonfoot.footprint import assumed, pedigree
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.whole import whole
from carbonfoot.quantities.units import parse_unit
from carbonfoot.system.model import Flow, Source
from carbonfoot.uncertainty.model import Distribution, Driver, Model

ID = 8
"""Letters of the id of a declaration in the name of its driver; the key has all of it."""

ORIGINS = ("sourced", "pedigree", "assumed")


class Policy(NamedTuple):
    """What counts as uncertain: `origins` of drivers, the pedigree `matrix`, and how the files of drivers are named."""

    origins: tuple[str, ...] = ORIGINS
    matrix: str = pedigree.DEFAULT


class Uncertain(NamedTuple):
    """A model of a footprint, with what it says and does not say.

    empty    scores that lines which give some leave out, and that add nothing: indicator to number of lines
    """

    model: Model
    empty: dict[str, int]


def uncertain(result: Footprint, policy: Policy, name_of: Callable[[str], str]) -> Uncertain:
    """The model of a footprint without missing lines; `name_of` gives the name of a file that drivers carry."""
    found = whole(result)
    drivers = _Drivers(policy)
    terms: list[list[float]] = []
    on_terms: list[list[tuple[int, ...]]] = []
    on_links: list[list[tuple[int, ...]]] = []
    for place, flows in zip(found.activities, found.flows, strict=True):
        file = name_of(result.activities[place].file)
        by_path = {flow.path: flow for flow in result.activities[place].flows}
        terms.append([])
        on_terms.append([])
        on_links.append([()] if len(terms) == len(found.flows) else [])
        for flow in flows:
            if flow.link < 0 and not flow.sources:
                continue
            several = () if flow.term_of else drivers.of_amount(flow, file)
            for behind in (flow.carries, flow.term_of):
                if behind in by_path:
                    several += drivers.of_amount(by_path[behind], file)
            if flow.link >= 0:
                on_links[-1].append(several + drivers.of_link(flow, file))
            for source in flow.sources:
                terms[-1].append(flow.multiplier * source.number * source.share * source.vector.co2e)
                on_terms[-1].append(several + drivers.of_source(flow, source))
    demands = [(result.product.id or result.product.name, {found.top: 1.0})]
    return Uncertain(
        Model(found.network, terms, drivers.found, on_links, on_terms, demands),
        dict(sorted(drivers.empty.items())),
    )


class _Drivers:
    """Every driver once, by key."""

    def __init__(self, policy: Policy) -> None:
        self.origins = policy.origins
        self.matrix_name = policy.matrix
        self.found: list[Driver] = []
        self.numbers: dict[str, int] = {}
        self.empty: dict[str, int] = {}

    def of_amount(self, flow: Flow, file: str) -> tuple[int, ...]:
        """What multiplies the amount of a line: its statement, else its scores, else what is assumed."""
        if flow.quantity is None and flow.worked is None:
            return ()
        key = f"{file}:{path_text(flow.path)}/amount"
        label = f"amount of {flow.name}"
        if flow.spread is not None and flow.worked is not None:  # of all that the method finds, together
            key = f"{file}:{path_text(flow.worked.use)}/amount"
        if flow.spread is not None:
            return self._add(Driver(key, label, flow.spread, "sourced"))
        by_scores = self._by_scores(flow, pedigree.OF_AMOUNTS, basic=True)
        if by_scores:
            return self._add(Driver(key, label, _lognormal(by_scores), "pedigree"))
        return self._add(Driver(key, label, _lognormal(assumed.of_amount(flow)), "assumed"))

    def of_source(self, flow: Flow, source: Source) -> tuple[int, ...]:
        """What multiplies a factor: its own driver, and how well it fits."""
        if source.record is not None:
            own_driver, stand_in = _drivers_of(source.record, source.vector.co2e)
            found = self._add(own_driver)
            if scores_of(flow):
                return found + self._fit(flow, own_driver.key, own_driver.label, near=source.proxy)
            return found + self._add(stand_in) if source.proxy else found
        if flow.kind == "stated":
            own = (Distribution("lognormal", (assumed.of_statement(),)), "assumed")
            own = own if source.spread is None else (source.spread, "sourced")
            key, label = f"{source.label} per {source.unit}: {source.vector.co2e!r} kg CO2e", source.label
            if flow.supplier:  # letters of two suppliers may be called alike and say the same
                key = f"{flow.supplier}, {key}"
            label = f"{flow.name}, {label}"
            declared = flow.stated.get("declaration")
            if isinstance(declared, dict):
                key = _declaration(declared, source)
                label = f"{flow.name}, {declared['company'].partition(' (')[0].replace(', ', ' ')} {declared['id'][:ID]}"
            if source.spread is not None:
                key += f", {source.spread.kind} {' '.join(map(repr, source.spread.numbers))}"
        elif flow.worked is not None and flow.spread is None and assumed.rests_on_defaults(flow):
            key, label = (
                f"{flow.worked.id}: {' '.join(flow.worked.numbers)}",
                f"defaults of {flow.worked.id}",
            )
            own = Distribution("lognormal", (assumed.of_defaults(),)), "assumed"
        else:
            return ()  # a gas of the line itself: its GWP is not counted as uncertain
        return self._add(Driver(key, label, *own)) + self._fit(flow, key, label, near=source.proxy)

    def of_link(self, flow: Flow, file: str) -> tuple[int, ...]:
        """How well a linked product fits; what is uncertain inside it has drivers of its own."""
        if flow.kind == "circular":
            return ()  # how well its terms fit stands at the terms
        return self._fit(flow, f"{file}:{path_text(flow.path)}", flow.name, near=False)

    def _fit(self, flow: Flow, key: str, label: str, *, near: bool) -> tuple[int, ...]:
        sigma = self._by_scores(flow, pedigree.OF_FIT, basic=False)
        if sigma is not None:
            scores = scores_of(flow)
            said = " ".join(f"{name} {scores[name]:g}" for name in pedigree.OF_FIT if name in scores)
            return self._add(Driver(f"{key} fit {said}", f"fit of {label}", _lognormal(sigma), "pedigree"))
        return self._add(_stand_in(key, label)) if near else ()

    def _by_scores(self, flow: Flow, indicators: tuple[str, ...], *, basic: bool) -> float | None:
        """Sigma of ln from the scores of a line; None where they say nothing about these indicators."""
        scores = scores_of(flow)
        if not scores:
            return None
        found = pedigree.spread(pedigree.matrix(self.matrix_name), scores, indicators, basic=basic)
        if found is None:
            return None
        for indicator in found.empty:
            self.empty[indicator] = self.empty.get(indicator, 0) + 1
        return sqrt(found.variance)

    def _add(self, driver: Driver) -> tuple[int, ...]:
        key, _, one, origin = driver
        if origin not in self.origins or (one.kind == "lognormal" and one.numbers[0] == 0):
            return ()
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.found)
            self.found.append(driver)
        return (number,)


def _lognormal(sigma: float) -> Distribution:
    return Distribution("lognormal", (sigma,))


def _stand_in(key: str, label: str) -> Driver:
    """How well a factor of another place fits."""
    return Driver(f"{key} stand-in", f"{label} as a stand-in", _lognormal(assumed.of_stand_in()), "assumed")


def _drivers_of(record: Record, co2e: float) -> tuple[Driver, Driver]:
    """What is uncertain in a record of so many kg CO2e a unit: itself, and as a stand-in for another place."""
    known = _known.get(id(record))
    if known is not None and known[0] is record and known[1] == co2e:
        return known[2]
    label = _label(record)
    stated, origin = stated_by(record, co2e), record.uncertainty_origin or "sourced"
    if stated is None:
        stated, origin = _lognormal(assumed.of_record(record)), "assumed"
    found = Driver(record.id, label, stated, origin), _stand_in(record.id, label)
    if len(_known) >= MOST_KEPT:
        _known.clear()
    _known[id(record)] = record, co2e, found
    return found


MOST_KEPT = 10_000
"""Records whose drivers are remembered."""

_known: dict[
    int, tuple[Record, float, tuple[Driver, Driver]]
] = {}  # by identity: hashing all cells costs more


def scores_of(flow: Flow) -> dict[str, float]:
    """Quality scores that a line states."""
    found = flow.stated.get("quality")
    return found if isinstance(found, dict) else {}


def _declaration(said: dict[str, Any], source: Source) -> str:
    """One declaration, whatever lines draw on it; copies of one that say otherwise are others."""
    period = " to ".join(said["period"])
    return (
        f"declaration {said['id']}, {said['company']}, {said['product']}, {period},"
        f" per {source.unit}: {source.vector.co2e!r} kg CO2e"
    )


def stated_by(record: Record, co2e: float) -> Distribution | None:
    """The range that a record gives: its `gsd`, else a triangle from `low` to `high`; one bound alone is none.

    co2e  kg CO2e of one unit of the record, in place of a published total that it does not give
    """
    if record.gsd:
        return Distribution("lognormal", (log(float(record.gsd)),))
    if not (record.low and record.high):
        return None
    unit = parse_unit(record.unit_num)
    middle = float(record.co2e) if record.co2e else co2e * unit.den / unit.num
    low, high = float(record.low), float(record.high)
    if not 0 <= low <= middle <= high or middle == 0:
        return None
    if low == high:
        return Distribution("lognormal", (0.0,))
    return Distribution("triangular", (low / middle, 1.0, high / middle))


def _label(record: Record) -> str:
    return f"{record.item}, {record.geo} {record.year}"
