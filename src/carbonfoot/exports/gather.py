"""From footprints to neutral tables: what the demands need, every line as an exchange, every factor as an activity."""

from __future__ import annotations

import os
from collections.abc import Iterable

from carbonfoot.exports.burdens import burden
from carbonfoot.exports.model import (
    FACTOR,
    LIFE,
    PRODUCT,
    STATEMENT,
    Demand,
    Emission,
    Input,
    Node,
    Substance,
    Tables,
)
from carbonfoot.factors.library import Library, Record
from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_quantity
from carbonfoot.reports.attribution import attributions
from carbonfoot.reports.width import safe
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow, Path, Source

LARGEST = 1e290
"""An amount above it could leave the range of numbers in the unit of another program."""

GRAVE = "cradle-to-grave"
INCOMPLETE = " (incomplete)"


def gather(outcomes: list[tuple[Outcome, Footprint]]) -> Tables:
    """The systems of some footprints of one project as one: an activity that several need stands once.

    Raises `OverflowError` for an amount that no computer holds in other units, and `ValueError` where two of them say
    different things of one activity, which one project and one GWP set exclude.
    """
    found = [_One(outcome, result) for outcome, result in outcomes]
    nodes: dict[str, Node] = {}
    for one in found:
        for node in one.nodes.values():
            if nodes.setdefault(node.id, node) != node:
                raise ValueError(f"two contents of {node.id}")
    for one in found:
        if one.demand.total is None:  # said wherever the product is named: another program prints a total
            node = nodes[one.demand.id]
            nodes[node.id] = node._replace(name=f"{node.name}{INCOMPLETE}")
    sources = {
        about["id"]: {key: safe(text) for key, text in about.items()}
        for outcome, result in outcomes
        for about in attributions(outcome, result)
    }
    substances = {key: substance for one in found for key, substance in one.substances.items()}
    amounts = [one.amount for node in nodes.values() for one in node.inputs]
    amounts += [one.amount for node in nodes.values() for one in node.emissions]
    amounts += [node.output for node in nodes.values()]
    if not all(abs(amount) <= LARGEST for amount in amounts):
        raise OverflowError
    titles = list(dict.fromkeys(safe(result.product.name) for _, result in outcomes))
    title = titles[0] if len(titles) == 1 else f"{titles[0]} and {len(titles) - 1} more"
    title += INCOMPLETE if any(one.demand.total is None for one in found) else ""
    return Tables(
        title=title,
        gwp_set=outcomes[0][1].gwp_set,
        nodes=tuple(nodes[id] for id in sorted(nodes)),
        substances=tuple(substances[key] for key in sorted(substances)),
        demands=tuple(sorted({one.demand for one in found}, key=lambda demand: demand.id)),
        sources=tuple(sources[id] for id in sorted(sources)),
        missing=tuple(dict.fromkeys(safe(name) for _, result in outcomes for name in result.missing)),
    )


class _One:
    """The tables of one footprint."""

    def __init__(self, outcome: Outcome, result: Footprint) -> None:
        self.library: Library = outcome.library
        self.result = result
        self.root = outcome.documents.root
        self.files = {one.source.display: file for file, one in outcome.documents.loaded.items()}
        self.activities: dict[str, Activity] = {}
        self.nodes: dict[str, Node] = {}
        self.substances: dict[str, Substance] = {}
        self.demand = self._demand()

    def _demand(self) -> Demand:
        top = self.result.product
        id = self._reach(0)
        if self.result.boundary == GRAVE:
            id = self._life(id, top)
        total = self.result.total
        name = safe(top.name) if total is not None else f"{safe(top.name)}{INCOMPLETE}"
        return Demand(id, name, top.reference.number, self.result.boundary, total)

    def _life(self, gate: str, top: Activity) -> str:
        """The product with what follows its gate: one activity more, so that the product itself stays at its gate."""
        later = [flow for flow in top.flows if flow.stage in BEYOND_GATE]
        inputs, emissions = self._exchanges(top, later)
        product = Input(gate, top.reference.number, safe(top.name))
        node = self._node(top, f"{gate}#{GRAVE}", LIFE, [product, *inputs], emissions)
        self.nodes[node.id] = node._replace(name=f"{node.name}, {GRAVE}")
        for flow in later:
            if flow.link >= 0:
                self._reach(flow.link)
        return node.id

    def _reach(self, start: int) -> str:
        """Add an activity and all that it needs up to the gates."""
        waiting = [start]
        while waiting:
            activity = self.result.activities[waiting.pop()]
            if self._id(activity) in self.nodes:
                continue
            flows = [flow for flow in activity.flows if flow.stage not in BEYOND_GATE]
            inputs, emissions = self._exchanges(activity, flows)
            node = self._node(activity, self._id(activity), PRODUCT, inputs, emissions)
            self.nodes[node.id] = node
            waiting += [flow.link for flow in flows if flow.link >= 0]
        return self._id(self.result.activities[start])

    def _id(self, activity: Activity) -> str:
        """File below the root of the project, and path of a sub-assembly: the same wherever the command is run."""
        file = os.path.relpath(self.files[activity.file], self.root).replace(os.sep, "/")
        id = safe(f"{file}#{path_text(activity.path)}" if activity.path else file)
        taken = id in self.nodes and self.nodes[id].kind != PRODUCT
        if taken or self.activities.setdefault(id, activity) is not activity:
            raise ValueError(f"two activities are called {id}")
        return id

    def _node(
        self, activity: Activity, id: str, kind: str, inputs: list[Input], emissions: list[Emission]
    ) -> Node:
        about = {
            "product id": activity.id,
            "name in Korean": activity.name_ko,
            "supplier": activity.supplier,
            "mass": f"{activity.mass:g} kg" if activity.mass is not None else "",
        }
        return Node(
            id,
            kind,
            safe(activity.name),
            activity.reference.unit.symbol,
            activity.reference.number,
            activity.country,
            _said(about.items()),
            tuple(inputs),
            tuple(emissions),
        )

    def _exchanges(self, activity: Activity, flows: list[Flow]) -> tuple[list[Input], list[Emission]]:
        inputs: list[Input] = []
        emissions: list[Emission] = []
        places: dict[
            Path, int
        ] = {}  # a term of the circular formula may stand for two flows: Ev bought, Ev by quality
        for flow in flows:
            line = safe(f"{flow.name} ({path_text(flow.path)})")
            if flow.link >= 0:
                target = self.result.activities[flow.link]
                amount = flow.multiplier * flow.link_number * target.reference.number
                inputs.append(Input(self._id(target), amount, line, safe(flow.credit)))
            for source in flow.sources:
                place = places.get(flow.path, 0)
                places[flow.path] = place + 1
                amount = flow.multiplier * source.number * source.share
                if source.record is not None:
                    inputs.append(Input(self._record(source, source.record), amount, line, safe(flow.credit)))
                elif source.vector.gases and amount >= 0:
                    emissions += [
                        Emission(key, amount * number, line) for key, number in self._burden(source)
                    ]
                else:
                    id = f"{self._id(activity)}#{path_text(flow.path)}/stated/{place}"
                    per = self._stated(id, flow, source)
                    inputs.append(Input(id, amount * per, line, safe(flow.credit)))
        return inputs, emissions

    def _burden(self, source: Source) -> list[tuple[str, float]]:
        found = burden(self.library, source.vector, self.result.gwp_set)
        self.substances.update((one.key, one) for one, _ in found)
        return [(one.key, amount) for one, amount in found]

    def _record(self, source: Source, record: Record) -> str:
        known = self.nodes.get(record.id)
        if known is not None and known.kind == FACTOR:
            return record.id
        about = {
            "item": record.item,
            "route": record.route,
            "boundary": record.boundary,
            "includes": record.includes,
            "year": f"{record.year} ({record.year_kind})" if record.year_kind else record.year,
            "technology": record.technology,
            "GWP set of the source": record.gwp_set,
            "pack": record.pack,
            "licence": self.library.pack(record.pack).get("licence", ""),
            "attribution": self.library.pack(record.pack).get("attribution", ""),
        }
        unit = f"{record.unit_den} ({record.cv_basis})" if record.cv_basis else record.unit_den
        head = (record.name or record.item, unit, 1.0, record.geo)
        self._add(record.id, FACTOR, head, about, source)
        return record.id

    def _stated(self, id: str, flow: Flow, source: Source) -> float:
        """A number that a document states; comes back with how much it is stated for."""
        try:
            per = parse_quantity(source.unit)
            output, unit = per.number, per.unit.symbol
        except QuantityError:  # a unit alone, or an amount that was computed
            output, unit = 1.0, source.unit or "1"
        about = {"stated by": flow.supplier, "source": source.label, "data": flow.data}
        head = (f"{flow.name}, as stated", unit, output, flow.country)
        self._add(id, STATEMENT, head, about, source)
        return output

    def _add(
        self, id: str, kind: str, head: tuple[str, str, float, str], about: dict[str, str], source: Source
    ) -> None:
        """What stands outside the documents: name, unit, output and location, and the emissions of a source."""
        name, unit, output, location = head
        emissions = tuple(Emission(key, number, "") for key, number in self._burden(source))
        said = _said(about.items())
        if id in self.nodes or id in self.activities:
            raise ValueError(f"two activities are called {id}")
        self.nodes[id] = Node(id, kind, safe(name), unit, output, location, said, (), emissions)


def _said(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, safe(text)) for key, text in pairs if text)
