"""The documents of one project root and one GWP set: one product system, the numbers of all its products."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, isfinite

from carbonfoot.documents.load import Documents, closure
from carbonfoot.documents.sources import display_path
from carbonfoot.engine.loops import LoopError
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, Outcome, footprint_of, judged, out_of_range, result_of
from carbonfoot.portfolio.judge import close_to_a_tie, counted_here, reasons
from carbonfoot.portfolio.model import COMPLETE, INCOMPLETE, REFUSED, Product
from carbonfoot.portfolio.remarks import remarks_of
from carbonfoot.portfolio.view import view
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.system.build import build
from carbonfoot.system.context import Asking
from carbonfoot.system.loops import loop_finding
from carbonfoot.system.model import BEYOND_GATE, System
from carbonfoot.system.solve import All, own_emissions, solve_all

HUGE = 1e200
"""Amounts that together come to more are multiplied out product by product, to see whether they stay numbers."""


def subset(documents: Documents, tops: Iterable[str]) -> Documents:
    """The documents that some tops need; findings go to the same list."""
    tops = sorted(tops)
    found = Documents(tops[0], documents.root)
    found.tops = frozenset(tops)
    found.findings, found.sources, found.refused = documents.findings, documents.sources, documents.refused
    found.tables, found.received = documents.tables, documents.received
    if found.tops == documents.tops:
        found.loaded = documents.loaded
        return found
    for file in tops:
        if file in documents.loaded and file not in found.loaded:
            needed = closure(documents.loaded, file)
            found.loaded.update({one: documents.loaded[one] for one in needed})
    return found


class Batch:
    """One product system of many products.

    of_file   the activities of each document, that of the document itself first
    products  filled by `judge`
    """

    def __init__(
        self,
        documents: Documents,
        library: Library,
        gwp_set: str,
        asking: Asking,
        lock: str,
        options: Options,
    ) -> None:
        self.options = options
        self.documents = documents
        self.library = library
        self.gwp_set = gwp_set
        self.asking = asking
        self.lock = lock
        self.products: list[Product] = []
        self.findings: list[Finding] = documents.findings
        self.of_file: dict[str, list[int]] = {}
        self.system = System([], gwp_set)
        self.solved: All | None = None
        self.broken: set[str] = set()  # documents with a loop that has no solution, or numbers out of range
        if documents.loaded:
            self._solve()

    def _solve(self) -> None:
        whole = subset(self.documents, self.documents.tops)
        whole.top = min(whole.loaded)
        try:
            self.system = build(whole, self.library, self.gwp_set, self.asking)
            shown = {one.source.display: file for file, one in whole.loaded.items()}
            for number, activity in enumerate(self.system.activities):
                self.of_file.setdefault(shown[activity.file], []).append(number)
            self.solved = solve_all(self.system)
        except (OverflowError, QuantityError) as error:
            if isinstance(error, QuantityError) and error.code != "CF206":
                raise
            self.solved = (
                None  # somewhere amounts leave the range of numbers: each product shows whether it is there
            )
            return
        for loop in self.solved.broken:
            self.findings.append(loop_finding(self.system, loop))
            self.broken.update(shown[self.system.activities[one].file] for one in loop.members)

    def judge(self, documents: Documents, *, remarked: bool, apart: bool = False) -> None:
        """Fill `products`, once all findings of the root are there; `apart`: nothing is said of several together."""
        if self.asking.pins is not None:
            from carbonfoot.system.locked import drifted

            for numbers in self.of_file.values():
                inside = [self.system.activities[number] for number in numbers]
                self.findings += drifted(inside, self.library, self.asking.pins)
        self.findings[:] = counted_here(documents)
        first = {file: self._number(file) for file in sorted(self.documents.tops)}
        because = reasons(documents, self.broken)
        for file, at_least in first.items():
            self.products.append(self._product(file, at_least, because.get(file, "")))
        if remarked and self.solved is not None:
            self.findings += remarks_of(self, self.solved, apart=apart)

    def _product(self, file: str, at_least: float | None, because: str) -> Product:
        loaded = self.documents.loaded.get(file)
        if loaded is None:
            shown = display_path(file)
            return Product(file, shown, self.gwp_set, because=shown)
        part = loaded.part
        boundary = part.boundary or "cradle-to-gate"
        state = REFUSED
        if not because and at_least is not None:
            state = INCOMPLETE if self._misses(file) else COMPLETE
        return Product(
            file,
            loaded.source.display,
            self.gwp_set,
            state,
            self.system.activities[self.of_file[file][0]] if self.of_file else None,
            boundary,
            (part.period.start, part.period.end),
            at_least,
            because or (loaded.source.display if at_least is None else ""),
            self,
        )

    def beyond(self, file: str) -> bool:
        """Whether the footprint of a document goes on behind its gate."""
        return self.documents.loaded[file].part.boundary == "cradle-to-grave"

    def _number(self, file: str) -> float | None:
        """kg CO2e that are known, per declared unit; None with a finding where there is no number."""
        if file not in self.documents.loaded or file in self.broken:
            return None
        if self.solved is None:
            result = self._built_alone(file)
            return None if result is None else result.at_least
        number = self.of_file[file][0]
        found = self.add_beyond(file, self.solved.intensity)
        size = self.solved.sizes[number]
        if isfinite(found) and isfinite(size) and abs(size) < HUGE and not close_to_a_tie(found):
            return found
        result = self.footprint(file)
        return None if result is None else result.at_least

    def add_beyond(self, file: str, intensity: list[float]) -> float:
        """What a document comes to, with what lies behind its gate where its boundary says so."""
        number = self.of_file[file][0]
        if not self.beyond(file):
            return intensity[number]
        parts = [intensity[number]]
        for flow in self.system.activities[number].flows:
            if flow.stage in BEYOND_GATE:
                parts.append(own_emissions(flow))
                if flow.link >= 0:
                    parts.append(flow.multiplier * flow.link_number * intensity[flow.link])
        return fsum(parts)

    def _misses(self, file: str) -> bool:
        """Whether a line is missing that the total needs."""
        if self.solved is None:
            result = self._built_alone(file)
            return result is None or result.total is None
        missing = self.solved.missing
        number = self.of_file[file][0]
        if number in missing:
            return True
        return self.beyond(file) and any(
            flow.missing or (flow.link in missing and flow.multiplier * flow.link_number)
            for flow in self.system.activities[number].flows
            if flow.stage in BEYOND_GATE
        )

    def footprint(self, file: str, *, brief: bool = False) -> Footprint | None:
        """The whole footprint of one document; None where it has none. The same as a calculation of it alone.

        brief  lines may be left out
        """
        if self.solved is None:
            return self._built_alone(file)
        needed = closure(self.documents.loaded, file)
        if needed & self.broken:
            return None
        try:
            system = view(self.system, self.of_file, needed, file)
            return footprint_of(system, self.documents.loaded[file].part, brief=brief)
        except OverflowError:
            self.findings.append(out_of_range(self.documents.loaded[file].source.display))
        except LoopError as error:  # its digits depend on where the loop is entered
            self.findings.append(loop_finding(system, error))
        self.broken.add(file)
        return None

    def _built_alone(self, file: str) -> Footprint | None:
        alone = subset(self.documents, [file])
        try:
            return result_of(alone, self.library, self.gwp_set, self.asking)
        except (OverflowError, QuantityError) as error:
            if isinstance(error, QuantityError) and error.code != "CF206":
                raise
            self.findings.append(out_of_range(self.documents.loaded[file].source.display))
            self.broken.add(file)
            return None

    def outcome(self, product: Product, *, brief: bool = False) -> Outcome:
        """What a calculation of one document alone gives; of its findings those that it brings beside the known ones.

        brief  totals, ratings and the interval alone, with the same digits
        """
        known = len(self.findings)
        brief = brief and not self.asking.conservative
        result = self.footprint(product.file, brief=brief) if product.file in self.documents.loaded else None
        if result is not None:
            if self.asking.conservative:
                from carbonfoot.footprint.asking import asks

                result = result._replace(asks=asks(result))
            if product.state == REFUSED:
                result = result._replace(total=None, produced=())
            if result.total is not None:
                result = judged(result, subset(self.documents, [product.file]), self.options, brief=brief)
        return Outcome(self.documents, result, self.findings[known:], self.library, self.gwp_set, self.lock)
