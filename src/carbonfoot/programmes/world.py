"""All documents of a programme as one system, and the same system with any of its measures at work.

A measure changes rows of few documents. For every set of measures that meets in a document its rows are built once; a
state, any set of measures, is the base with these rows in place, and one solve.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from carbonfoot.documents.load import Documents, Loaded, load_all
from carbonfoot.documents.sources import display_path
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan, adjoint, plan
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.programmes.laid import beyond_lines, collisions
from carbonfoot.programmes.ordering import ordered, without_order
from carbonfoot.programmes.rows import Parts, Row, row_of
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.scenarios.amending import Amending, Layer
from carbonfoot.system.build import build
from carbonfoot.system.context import Asking
from carbonfoot.system.locked import drifted
from carbonfoot.system.model import Activity, System

State = frozenset[int]
"""Measures that work, by their numbers."""

NOTHING: State = frozenset()

GRAVE = "cradle-to-grave"
"""The boundary of products whose lines behind the gate count."""


class Variant:
    """Documents as some measures make them: their rows, and the documents themselves."""

    __slots__ = ("activities", "documents", "keys", "refused", "rows")

    def __init__(
        self, rows: dict[str, dict[str, Row]], activities: list[Activity], documents: Documents, refused: bool
    ) -> None:
        self.rows = rows  # by file, then by key of the activity
        self.activities = activities
        self.keys = [one.key for one in activities]
        self.documents = documents
        self.refused = refused


class World:
    """The documents of a programme; kg CO2e per declared unit of its products in any state.

    layers  of each measure by its number: the documents that it changes
    names   ids of the measures, by number
    """

    def __init__(  # noqa: PLR0917  (each is a thing of its own)
        self,
        documents: Documents,
        system: System,
        library: Library,
        asking: Asking,
        display: str,
        layers: Mapping[int, Mapping[str, Sequence[Layer]]],
        countries: tuple[str, ...],
        names: Sequence[str],
    ) -> None:
        self.documents = documents
        self.library = library
        self.gwp_set = system.gwp_set
        self.asking = asking
        self.display = display
        self.layers = layers
        self.countries = countries
        self.names = names  # ids of the measures, by number
        self.order = sorted(layers, key=names.__getitem__)  # not that of the file: it decides the last digits
        self._said: set[tuple[str, str, Path]] = set()
        self.findings: list[Finding] = []
        self.activities = list(system.activities)
        self.files = {one.source.display: file for file, one in documents.loaded.items()}
        keys = [one.key for one in self.activities]
        self.number = {key: index for index, key in enumerate(keys)}
        self.base: dict[str, dict[str, Row]] = {}
        for activity, key in zip(self.activities, keys, strict=True):
            self.base.setdefault(self.files[activity.file], {})[key] = row_of(activity, keys, countries)
        self.main = {file: next(iter(rows)) for file, rows in self.base.items()}
        self.variants: dict[State, Variant] = {}
        self.touching: dict[str, set[int]] = {}  # measures that change the rows of a document
        self._states: dict[State, dict[str, Parts]] = {}
        self._steps: tuple[list[list[int]], Plan] | None = None
        self.solves = 0
        self.looped: State = NOTHING  # the last state that had no solution
        users: dict[str, set[str]] = {}
        for file, loaded in documents.loaded.items():
            for target in loaded.links.values():
                users.setdefault(target, set()).add(file)
        self.users = users

    def prepare(self) -> None:
        """Build the rows of each measure alone, and see which documents it may move, together with others too.

        Those it writes into; those whose rows are others with it; and where it changes more than lines of a document
        (its mass, a parameter ...) all that draw on that document, be it only with another measure.
        """
        for number in self.order:
            variant = self.variant(frozenset({number}))
            for file, rows in variant.rows.items():
                if rows != self.base.get(file):
                    self.touching.setdefault(file, set()).add(number)
        users: dict[str, set[str]] = {}
        for file, targets in self.links().items():
            for target in targets:
                users.setdefault(target, set()).add(file)
        for number in self.order:
            for file, layers in self.layers[number].items():
                moved = {file} | (users.get(file, set()) if any(map(beyond_lines, layers)) else set())
                for one in moved:
                    self.touching.setdefault(one, set()).add(number)

    def followed(self) -> set[str]:
        """Countries with a path whose electricity some line takes, in the base or with a measure."""
        several = [self.base, *(one.rows for one in self.variants.values())]
        rows = [row for files in several for inside in files.values() for row in inside.values()]
        return {
            country
            for at, country in enumerate(self.countries, 1)
            if any(row.direct[at] or row.beyond[at] for row in rows)
        }

    def variant(self, measures: State) -> Variant:
        """The documents that some measures change, and those that draw on them directly."""
        if measures not in self.variants:
            self.variants[measures] = self._built(measures)
        return self.variants[measures]

    def layers_of(self, measures: State) -> dict[str, list[Layer]]:
        """What some measures change, by document, in the order in which it is laid over it."""
        layers: dict[str, list[Layer]] = {}
        for number in self.order:
            if number in measures:
                for file, own in self.layers[number].items():
                    layers.setdefault(file, []).extend(own)
        loaded = self.documents.loaded
        return {
            file: ordered(own, loaded[file].source.data if file in loaded else None)
            for file, own in layers.items()
        }

    def _built(self, measures: State) -> Variant:
        layers = self.layers_of(measures)
        data = {file: one.source.data for file, one in self.documents.loaded.items() if file in layers}
        amending = Amending(self.display, layers)
        changed = sorted(file for file in layers if file in self.documents.loaded)
        kept = {file: one for file, one in self.documents.loaded.items() if file not in layers}
        if not changed:
            return Variant({}, [], self.documents, refused=False)
        documents = load_all(changed, self.documents.root, {}, amend=amending, known=kept)
        wanted = set(documents.loaded) - set(self.documents.loaded)
        for file in changed:
            wanted |= {file} | (self.users.get(file, set()) & self.documents.loaded.keys())
        wanted &= {*documents.loaded, *kept}
        needed: dict[str, Loaded] = {}
        for file in sorted(wanted):
            loaded = documents.loaded.get(file) or kept[file]
            needed[file] = loaded
            for target in loaded.links.values():
                other = documents.loaded.get(target) or kept.get(target)
                if other is not None:
                    needed[target] = other
        rows: dict[str, dict[str, Row]] = {}
        activities: list[Activity] = []
        if needed and not documents.refused:
            documents.loaded = needed
            documents.top = changed[0]
            documents.tops = self.documents.tops
            try:
                system = build(documents, self.library, self.gwp_set, self.asking, only=wanted)
            except (OverflowError, QuantityError) as error:
                if isinstance(error, QuantityError) and error.code != "CF206":
                    raise
                documents.findings.append(
                    Finding("CF206", "the amounts leave the range of numbers", self.display)
                )
            else:
                activities = system.activities
                if self.asking.pins is not None:
                    documents.findings += drifted(activities, self.library, self.asking.pins)
                keys = [one.key for one in activities]
                shown = {display_path(file): file for file in needed}
                for activity, key in zip(activities, keys, strict=True):
                    file = shown[activity.file]
                    if file in wanted:
                        rows.setdefault(file, {})[key] = row_of(activity, keys, self.countries)
        amending.findings += collisions(amending, layers)
        amending.findings += without_order(layers, data, self.display)
        refused = self._told(amending, documents.findings, measures) or bool(documents.refused)
        return Variant(rows, activities, documents, refused=refused)

    def _told(self, amending: Amending, findings: list[Finding], measures: State) -> bool:
        """Keep what some measures bring, once; whether they cannot be computed."""
        known = set(self.documents.findings)
        names = ", ".join(f"`{self.names[one]}`" for one in sorted(measures))
        refused = False
        for one in [*(amending.told(one, known) for one in findings), *amending.findings]:
            kind = severity(one)
            if one in known or kind == "note":
                continue
            refused = refused or kind in ("error", "incomplete")
            said = one if one.file == self.display else one._replace(message=f"with {names}: {one.message}")
            if one.code == "CF505" and "is not in the lock" in one.message:
                said = said._replace(help=f"`carbonfoot lock {self.display}` pins what its measures need")
            plain = (one.code, one.file, one.path)
            if plain not in self._said:
                self._said.add(plain)
                self.findings.append(said)
        return refused

    def rows_in(self, state: State) -> dict[str, dict[str, Row]]:
        """The rows of all documents that differ from the base in a state."""
        found: dict[str, dict[str, Row]] = {}
        for file, measures in self.touching.items():
            here = state & measures
            rows = self.variant(here).rows.get(file) if here else None
            if rows:
                found[file] = rows
        return found

    def solve(self, state: State) -> dict[str, Parts]:
        """kg CO2e of one reference of every activity that stands for a document, by file. Raises `LoopError`."""
        if state not in self._states:
            self._states[state] = self._solved(state)
        return self._states[state]

    def tried(self, state: State) -> bool:
        """Whether a state can be computed; what is found on the way is forgotten where not. Raises `LoopError`."""
        variants, said, findings = dict(self.variants), set(self._said), list(self.findings)
        self.rows_in(state)
        if not any(one.refused for key, one in self.variants.items() if key not in variants):
            self.solve(state)
            return True
        self.variants, self._said, self.findings = variants, said, findings
        return False

    def _solved(self, state: State) -> dict[str, Parts]:
        self.solves += 1
        self.looped = state
        order, way = self._laid(state)
        parts = [adjoint(way, [row.direct[at] for row in order]) for at in range(1 + len(self.countries))]
        self.looped = NOTHING
        found = {}
        for file in self.documents.tops:
            if file not in self.main:
                continue
            at = self.number[self.main[file]]
            beyond = self._beyond(file, order[at], parts)
            found[file] = tuple(fsum([part[at], more]) for part, more in zip(parts, beyond, strict=True))
        return found

    def _laid(self, state: State) -> tuple[list[Row], Plan]:
        """The rows of all activities in a state, by their numbers, and the order of solution."""
        changed = self.rows_in(state)
        for rows in changed.values():
            for key in rows:
                self.number.setdefault(key, len(self.number))
        empty = Row((0.0,) * (1 + len(self.countries)), ())
        order: list[Row] = [empty] * len(self.number)
        for rows in {**self.base, **changed}.values():
            for key, row in rows.items():
                order[self.number[key]] = row
        number = self.number
        targets = [[number[key] for key, _ in row.links] for row in order]
        amounts = [[amount for _, amount in row.links] for row in order]
        return order, self._way(Network([*number], targets, amounts))

    def _beyond(self, file: str, row: Row, parts: Sequence[Sequence[float]]) -> Parts:
        """What comes behind the gate of a product whose boundary goes on; nothing for others."""
        if self.documents.loaded[file].part.boundary != GRAVE or not row.beyond:
            return (0.0,) * len(parts)
        return tuple(
            fsum(
                [row.beyond[at], *(taken * part[self.number[key]] for key, taken in row.beyond_links)],
            )
            for at, part in enumerate(parts)
        )

    def placed(
        self, state: State, place_of: Callable[[str], int], places: int, files: Sequence[str]
    ) -> dict[str, list[Parts]]:
        """The same by where it is emitted: so many places of plants, what is bought, what comes behind the gate.

        place_of  the number of the place at which an activity works, by its key
        """
        width = 1 + len(self.countries)
        order, way = self._laid(state)
        where = [place_of(key) for key in self.number]
        whole = [adjoint(way, [row.direct[at] for row in order]) for at in range(width)]
        every: list[list[list[float]]] = []
        for place in range(places):
            every.append([])
            for at in range(width):
                direct = [
                    (row.direct[at] - row.bought[at] if row.bought else row.direct[at])
                    if here == place
                    else 0.0
                    for row, here in zip(order, where, strict=True)
                ]
                every[-1].append(adjoint(way, direct) if any(direct) else direct)
        found = {}
        for file in files:
            index = self.number[self.main[file]]
            plants = [tuple(part[index] for part in parts) for parts in every]
            bought = tuple(fsum([whole[at][index], *(-parts[at] for parts in plants)]) for at in range(width))
            found[file] = [*plants, bought, self._beyond(file, order[index], whole)]
        return found

    def _way(self, network: Network) -> Plan:
        """The order of solution; that of a state with the same links is taken again where there is no loop."""
        if self._steps is not None and self._steps[0] == network.targets:
            return self._steps[1]._replace(network=network)
        way = plan(network)
        if not way.loop:
            self._steps = (network.targets, way)
        return way

    def links(self) -> dict[str, set[str]]:
        """Every document with those that it draws on, in the base or with a measure."""
        below: dict[str, set[str]] = {
            file: set(one.links.values()) for file, one in self.documents.loaded.items()
        }
        for variant in self.variants.values():
            for file, one in variant.documents.loaded.items():
                below.setdefault(file, set()).update(one.links.values())
        return below

    def shown(self) -> dict[str, str]:
        """How every document is told to people, by its real path."""
        found = {file: one.source.display for file, one in self.documents.loaded.items()}
        for variant in self.variants.values():
            for file, one in variant.documents.loaded.items():
                found.setdefault(file, one.source.display)
        return found

    def reaches(self) -> dict[str, set[str]]:
        """Every document with all that it needs, in the base or with a measure."""
        below = self.links()
        found: dict[str, set[str]] = {}
        for file in below:
            seen, waiting = {file}, [file]
            while waiting:
                fresh = below.get(waiting.pop(), set()) - seen
                seen |= fresh
                waiting += fresh
            found[file] = seen
        return found

    def used(self, files: Sequence[str]) -> set[str]:
        """Of the products of some documents those that another one of them takes, in the base or with a measure."""
        below: dict[str, set[str]] = {}
        later: dict[str, set[str]] = {}
        for rows in [self.base, *(one.rows for one in self.variants.values())]:
            for inside in rows.values():
                for key, row in inside.items():
                    below.setdefault(key, set()).update(to for to, _ in row.links)
                    later.setdefault(key, set()).update(to for to, _ in row.beyond_links)
        mains = {self.main[file]: file for file in files if file in self.main}
        found = set()
        for main, file in mains.items():
            whole = self.documents.loaded[file].part.boundary == GRAVE
            fresh = later[main] - {main} if whole else set()
            seen, waiting = {main} | fresh, [main, *fresh]
            while waiting:
                fresh = below.get(waiting.pop(), set()) - seen
                seen |= fresh
                waiting += fresh
            found |= seen - {main}
        return {mains[key] for key in found if key in mains}

    def draws(self, measure: int) -> dict[str, set[str]]:
        """By document, the documents of which a measure makes it take another amount."""
        found: dict[str, set[str]] = {}
        variant = self.variant(frozenset({measure}))
        for file, rows in variant.rows.items():
            before = self.base.get(file, {})
            for key in rows.keys() | before.keys():
                empty = Row((), ())
                one, other = rows.get(key, empty), before.get(key, empty)
                changed = set(one.links + one.beyond_links) ^ set(other.links + other.beyond_links)
                targets = {self._file_of(target, variant) for target, _ in changed}
                if targets:
                    found.setdefault(file, set()).update(targets)
        return found

    def _file_of(self, key: str, variant: Variant) -> str:
        display = key.partition("\n")[0]
        if display in self.files:
            return self.files[display]
        return next(file for file, one in variant.documents.loaded.items() if one.source.display == display)
