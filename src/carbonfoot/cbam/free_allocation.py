"""Specific embedded free allocation (SEFA) of goods: what an EU producer would still get free for the same good.

Source: Implementing Regulation (EU) 2025/2620, Annex, sections 3 (actual values) and 4 (default values), as the Commission's
questions and answers of August 2026 (3.8, 3.9, 4.18) describe them; the text of the act was not at hand.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.benchmarks import ACTUAL, DEFAULT, Benchmark, NoBenchmark, benchmark, year_factors
from carbonfoot.cbam.goods import of_category
from carbonfoot.cbam.network import solve_numbers

if TYPE_CHECKING:
    from carbonfoot.cbam.benchmarks import YearFactors
    from carbonfoot.cbam.model import (
        GoodResult,
        LinkedGoods,
        Path,
        PrecursorResult,
        Result,
        SupplyResult,
        Use,
    )
    from carbonfoot.cbam.shapes.precursors import Supply
    from carbonfoot.cbam.shapes.processes import Process
    from carbonfoot.factors.library import Library


CLINKER = "Cement clinker"
CLINKERS = ("cement clinker", "clinker", "클링커", "시멘트 클링커")
"""The aggregated goods category whose amount in cement is known, and how documents write it."""
ELECTRICITY = "electricity"
"""The sector without free allocation (questions and answers, 3.8)."""


class Term(NamedTuple):
    """A part of the free allocation of a good, t CO2e per t of the good.

    kind  own (column A), internal, stated, document, default (column B), none (scrap, exempt origin, all of year 2034)
    mass  t (functional units) of it per functional unit of the good; 1 for the own process
    each  t CO2e per t (functional unit) of it
    why   one sentence
    """

    name: str
    kind: str
    mass: float
    each: float
    number: float
    benchmark: Benchmark | None
    why: str


class FreeAllocation(NamedTuple):
    """Of a good in a year: `value` in t CO2e per t, its terms, and whether anything of it is carried on beyond the tables.

    doubts  what does not rest on a verified report: its place in the document, and a sentence
    """

    value: float
    terms: tuple[Term, ...]
    factors: YearFactors
    doubts: tuple[tuple[Path, str], ...]

    @property
    def carried(self) -> bool:
        """Whether a factor or benchmark of an earlier year stands for one that is not set yet."""
        benchmarks = [term.benchmark for term in self.terms if term.benchmark is not None]
        return bool(self.factors.cbam) and (self.factors.carried or any(one.carried for one in benchmarks))


class Unallocated(Exception):
    """Free allocation that cannot be told: `message`, `help`, and the place in the document."""

    def __init__(self, message: str, help: str, path: Path) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.path = path


def of_default(library: Library, cn: str, year: int, route: str) -> FreeAllocation:
    """Of a good whose default value is declared: column B. `route`: letters of the default value. Raises `NoBenchmark`."""
    factors = year_factors(library, year)
    found = benchmark(library, cn, DEFAULT, year, route)
    number = factors.product * found.value
    term = Term(cn, "default", 1.0, number, number, found, "column B: default value of the good")
    return FreeAllocation(number, (term,), factors, ())


def of_goods(result: Result, library: Library, year: int) -> list[FreeAllocation | Unallocated]:
    """Of every good of an installation whose actual values are declared, imported in `year`; or why it cannot be told."""
    factors = year_factors(library, year)
    network = _Network(result, library, factors)
    return [network.good(one) for one in result.goods]


class _Network:
    """The processes of an installation with what they carry of each other."""

    def __init__(self, result: Result, library: Library, factors: YearFactors) -> None:
        self.result = result
        self.library = library
        self.factors = factors
        self.doubts: dict[int, list[tuple[Path, str]]] = {}
        self.wrong: dict[int, Unallocated] = {}
        processes = result.processes
        self.bought = [[*self._joint(place), *self._bought(place)] for place in range(len(processes))]
        used = {use.internal for one in processes for use in one.uses if use.internal is not None}
        right = [
            fsum([self._own_of_process(place) if place in used else 0.0, *(term.number for term in terms)])
            for place, terms in enumerate(self.bought)
        ]
        inside = [
            [(use.internal, use.per_unit) for use in one.uses if use.internal is not None]
            for one in processes
        ]
        self.whole = solve_numbers([one.name for one in processes], inside, right)
        """What a functional unit of each process carries; of a process that none uses, without its own part."""

    def good(self, good: GoodResult) -> FreeAllocation | Unallocated:
        """Of one good, per t: column A of its own code, and what its process took in."""
        reached = self._reached(good.process)
        wrong = [self.wrong[place] for place in reached if place in self.wrong]
        if wrong:
            return wrong[0]
        if good.good.sector == ELECTRICITY:
            term = Term(good.name or good.cn, "none", 1.0, 0.0, 0.0, None, "electricity: no free allocation")
            return FreeAllocation(0.0, (term,), self.factors, ())
        try:
            found = benchmark(self.library, good.cn, ACTUAL, self.factors.year, good.route)
        except NoBenchmark as error:
            return Unallocated(error.message, error.help, good.path)
        own = self.factors.product * found.value
        terms = [Term(good.name or good.cn, "own", 1.0, own, own, found, "column A: its own process")]
        process = self.result.processes[good.process]
        for use in process.uses:
            if use.internal is not None:
                each = self.whole[use.internal]
                number = use.per_unit * each * good.content
                why = "made in this installation"
                terms.append(Term(use.name, "internal", use.per_unit, each, number, None, why))
        terms += [term._replace(number=term.number * good.content) for term in self.bought[good.process]]
        doubts = dict.fromkeys(one for place in reached for one in self.doubts.get(place, []))
        return FreeAllocation(fsum(term.number for term in terms), tuple(terms), self.factors, tuple(doubts))

    def _reached(self, process: int) -> list[int]:
        """A process and all whose products it uses, in the order of the document."""
        found, waiting = {process}, [process]
        while waiting:
            for use in self.result.processes[waiting.pop()].uses:
                if use.internal is not None and use.internal not in found:
                    found.add(use.internal)
                    waiting.append(use.internal)
        return sorted(found)

    def _own_of_process(self, place: int) -> float:
        """Column A of a process whose product others use, per functional unit."""
        process = self.result.processes[place]
        stated = self.result.installation.processes[place]
        goods = [one for one in self.result.goods if one.process == place]
        if not goods:
            help = "state the CN code of what it makes: `goods: [{cn: ...}]`"
            said = f"the benchmark of `{stated.name}` needs its CN code"
            self.wrong[place] = Unallocated(said, help, process.path)
            return 0.0
        found = []
        for good in goods:
            try:
                found.append(benchmark(self.library, good.cn, ACTUAL, self.factors.year, good.route).value)
            except NoBenchmark as error:
                self.wrong[place] = Unallocated(error.message, error.help, good.path)
                return 0.0
        if len(set(found)) > 1:
            said = (
                f"goods of `{stated.name}` have different benchmarks: what is used on site takes the lowest"
            )
            self.doubts.setdefault(place, []).append((process.path, said))
        return self.factors.product * min(found) / process.content

    def _joint(self, place: int) -> list[Term]:
        """What a joint process makes and uses itself (2025/2547, Article 4(9)), per functional unit of it.

        Column A of its goods is their own process alone. How much clinker is in cement is its functional unit; of other
        joint products nothing says how much went on, so nothing can be told.
        """
        process, stated = self.result.processes[place], self.result.installation.processes[place]
        if not stated.joint or not self.factors.product:
            return []
        name, made = ", ".join(stated.joint), [one for one in self.result.goods if one.process == place]
        clinker = of_category(self.library, CLINKER)
        contained = 0.0
        if clinker is not None and all(one.casefold() in CLINKERS for one in stated.joint):
            contained = 1.0 if process.unit == clinker.unit else _clinker(stated, made)
        if clinker is None or not contained or any(one.cn.startswith(clinker.cn) for one in made):
            said = f"column A of the goods of `{stated.name}` leaves out {name}, which it makes and uses: how much is not stated"
            help = "calculate each of them as a process of its own, whose product the next one uses"
            self.wrong[place] = Unallocated(said, help, (*process.path, "joint"))
            return []
        route = ";".join(dict.fromkeys(one.route for one in made if one.route))
        try:
            found = benchmark(self.library, clinker.cn, ACTUAL, self.factors.year, route)
        except NoBenchmark as error:
            self.wrong[place] = Unallocated(f"{name}: {error.message}", error.help, (*process.path, "joint"))
            return []
        taken = [
            use.per_unit
            for use in process.uses
            if use.precursor is not None and self.result.precursors[use.precursor].cn.startswith(clinker.cn)
        ]
        mass, each = max(0.0, contained - fsum(taken)), self.factors.product * found.value
        return [Term(name, "internal", mass, each, mass * each, found, "column A: made in the same process")]

    def _bought(self, place: int) -> list[Term]:
        """Bought precursors of a process, per functional unit of it."""
        process = self.result.processes[place]
        terms = []
        for use in process.uses:
            if use.precursor is None:
                continue
            precursor = self.result.precursors[use.precursor]
            for share, supply in _taken(self.result, use, precursor):
                try:
                    kind, each, found, why = self._supply(precursor, supply, place)
                except Unallocated as error:
                    self.wrong[place] = error
                    continue
                mass = use.per_unit * share
                name = f"{use.name}, {supply.supplier}" if supply.supplier else use.name
                terms.append(Term(name, kind, mass, each, mass * each, found, why))
        return terms

    def _supply(
        self, precursor: PrecursorResult, supply: SupplyResult, place: int
    ) -> tuple[str, float, Benchmark | None, str]:
        """Of a tonne of one supplier's precursor: kind, t CO2e per t, benchmark, why. Raises `Unallocated`."""
        if supply.kind in ("scrap", "exempt"):
            return "none", 0.0, None, "scrap" if supply.kind == "scrap" else "of a country that is exempt"
        stated = _statement(self.result, supply.path)
        if supply.kind != "default" and stated.free_allocation is not None and supply.verified:
            return "stated", self._of_year(stated.free_allocation, stated), None, "by its verified report"
        if supply.linked is not None and supply.verified:
            return (
                "document",
                self._linked(precursor, supply, supply.linked),
                None,
                "calculated from its document",
            )
        if supply.kind != "default" and supply.verified:
            said = f"`free_allocation` of `{precursor.name}` is not stated: column B stands for it"
            self.doubts.setdefault(place, []).append((supply.path, said))
        return self._column_b(precursor, supply, stated)

    def _linked(self, precursor: PrecursorResult, supply: SupplyResult, linked: LinkedGoods) -> float:
        """Of a tonne by the supplier's own document; the lowest where the goods meant differ."""
        every = of_goods(linked.result, self.library, self.factors.year)
        meant = {one.path for one in linked.goods}
        found = [one for good, one in zip(linked.result.goods, every, strict=True) if good.path in meant]
        values = [one.value for one in found if isinstance(one, FreeAllocation)]
        if len(values) < len(found):
            said = f"the free allocation of `{precursor.name}` cannot be told from its document"
            raise Unallocated(said, "state `free_allocation` of its verified report", supply.path)
        return min(values)

    def _column_b(
        self, precursor: PrecursorResult, supply: SupplyResult, stated: Supply
    ) -> tuple[str, float, Benchmark | None, str]:
        if not precursor.cn:
            help = "state its CN code, or `free_allocation` of its verified report"
            raise Unallocated(f"the benchmark of `{precursor.name}` needs its CN code", help, supply.path)
        route = getattr(supply.default, "route", "") or stated.route or ""
        try:
            found = benchmark(self.library, precursor.cn, DEFAULT, self.factors.year, route)
        except NoBenchmark as error:
            raise Unallocated(f"{precursor.name}: {error.message}", error.help, supply.path) from None
        why = (
            "column B: default value" if supply.kind == "default" else "column B: nothing verified is stated"
        )
        return "default", self.factors.product * found.value, found, why

    def _of_year(self, stated: float, supply: Supply) -> float:
        """A stated free allocation in the year asked for: the factors of its own year taken out, those of the year put in."""
        own = supply.period.year if supply.period is not None else self.result.year
        if own == self.factors.year:
            return stated
        try:
            before = year_factors(self.library, own)
        except NoBenchmark:  # of a year before the mechanism: nothing was taken off
            return stated * self.factors.product
        return stated * self.factors.product / before.product if before.product else 0.0


def _clinker(stated: Process, made: list[GoodResult]) -> float:
    """Clinker in a tonne of the goods of a process, by its statements; 0 where they do not say it of all."""
    contents = [one.clinker_content for one in stated.goods or []]
    if not contents or None in contents or len(contents) != len(made):
        return 0.0
    if len(set(contents)) == 1:
        return contents[0] or 0.0
    amounts = [one.amount or 0.0 for one in made]
    if not all(amounts):
        return 0.0
    weighted = (amount * (content or 0.0) for amount, content in zip(amounts, contents, strict=True))
    return fsum(weighted) / fsum(amounts)


def _statement(result: Result, path: Path) -> Supply:
    """What the document says of a supply."""
    found = result.installation.precursors[int(path[1])] if result.installation.precursors else None
    if found is None:
        raise LookupError(path)
    return found.supplies[int(path[3])] if len(path) > len(("precursors", 0)) and found.supplies else found


def _taken(result: Result, use: Use, precursor: PrecursorResult) -> list[tuple[float, SupplyResult]]:
    """Suppliers of a use with their shares: all, or those that the document names for it (2025/2547, Article 14(3))."""
    stated = result.installation.processes[int(use.path[1])].precursors or []
    only = stated[int(use.path[3])].suppliers if len(use.path) > len(("processes", 0, "precursors")) else None
    chosen = [one for one in precursor.supplies if only is None or one.supplier in only]
    whole = fsum(one.share for one in chosen)
    return [(one.share / whole, one) for one in chosen if one.share] if whole else []
