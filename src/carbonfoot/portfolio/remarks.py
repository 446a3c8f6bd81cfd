"""What is said of results as a whole, for many at once: GWP sets side by side, gases not given, parts not assessed."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import TYPE_CHECKING

from carbonfoot.documents.part import KIND
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.remarks import Remarked, remarks
from carbonfoot.footprint.unheard import unheard
from carbonfoot.quantities.numbers import format_number
from carbonfoot.system.model import BEYOND_GATE, Source
from carbonfoot.system.solve import All, sums

if TYPE_CHECKING:
    from carbonfoot.portfolio.batch import Batch

SHOWN = 4
"""Products that one note lists."""

Measure = Callable[[Source], float]
"""What one unit of a source counts for."""


def remarks_of(batch: Batch, solved: All, *, apart: bool = False) -> list[Finding]:
    """CF309 and CF310 of every product; CF308 of every document, for its own lines. Of products that stand `apart` no CF759."""
    own = batch.gwp_set
    activities = batch.system.activities
    sources = [source for one in activities for flow in one.flows for source in flow.sources]
    foreign = sorted({source.vector.gwp_set for source in sources} - {own})
    in_sets = {name: _Measured(batch, solved, _in_set(name)) for name in foreign}
    unsplit = _Measured(batch, solved, lambda source: source.vector.unsplit)
    found: list[Finding] = []
    for product in batch.products:
        if product.at_least is None or product.file not in batch.of_file:
            continue
        numbers = {name: measured.of(product.file) for name, measured in in_sets.items()}
        told = Remarked(
            own,
            product.at_least,
            {name: number for name, number in numbers.items() if number},
            unsplit.of(product.file),
            [],
        )
        found += remarks(told, product.shown)
        number, grave = batch.of_file[product.file][0], batch.beyond(product.file)
        if product.total is not None:
            found += unheard(activities, number, product.total, grave=grave, file=product.shown)
    for file, numbers_of in batch.of_file.items():
        grave = file in batch.documents.tops and batch.beyond(file)
        parts = [
            (flow.name, part)
            for number in numbers_of
            for flow in activities[number].flows
            if grave or flow.stage not in BEYOND_GATE
            for part in flow.not_assessed
        ]
        parts += [one for number in numbers_of for one in activities[number].not_assessed]
        loaded = batch.documents.loaded[file]
        found += remarks(Remarked(own, 0.0, {}, 0.0, parts), loaded.source.display)
        if loaded.part.carbonfoot != KIND and not apart:
            found += _unclaimed(batch, solved, numbers_of[0])
    return found


def _unclaimed(batch: Batch, solved: All, number: int) -> list[Finding]:
    """CF759 for what a site emits for products that no document of the run describes."""
    activities = batch.system.activities
    site = activities[number]
    claimed = {
        flow.link
        for activity in activities
        for flow in activity.flows
        if flow.path[:1] == ("made_at",) and flow.link >= 0
    }
    borne = {index: solved.intensity[index] for index in site.products}
    whole = fsum(borne.values())
    left = {index: number for index, number in borne.items() if index not in claimed and number}
    if not left or not whole or solved.missing & set(borne):
        return []
    names = ", ".join(
        f"`{activities[index].id}` {format_number(100 * number / whole, 3)} %"
        for index, number in sorted(left.items(), key=lambda one: -one[1])[:SHOWN]
    )
    names += f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    part = format_number(100 * fsum(left.values()) / whole, 3)
    message = f"{part} % of what the site emits is borne by products without a document here: {names}"
    return [Finding("CF759", message, site.file, ("products",), on="key")]


def _in_set(name: str) -> Measure:
    return lambda source: source.vector.co2e if source.vector.gwp_set == name else 0.0


class _Measured:
    """A measure of sources, summed for every product."""

    def __init__(self, batch: Batch, solved: All, measure: Measure) -> None:
        self.batch = batch
        self.measure = measure
        self.per_unit = sums(batch.system, solved.way, measure)

    def of(self, file: str) -> float:
        """The sum for one product, behind its gate as well where its boundary says so."""
        number = self.batch.of_file[file][0]
        if not self.batch.beyond(file):
            return self.per_unit[number]
        parts = [self.per_unit[number]]
        for flow in self.batch.system.activities[number].flows:
            if flow.stage in BEYOND_GATE:
                parts += [
                    flow.multiplier * one.number * one.share * self.measure(one) for one in flow.sources
                ]
                if flow.link >= 0:
                    parts.append(flow.multiplier * flow.link_number * self.per_unit[flow.link])
        return fsum(parts)
