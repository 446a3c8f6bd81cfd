"""The documents of one project root, calculated with one library."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple

from carbonfoot.factors.library import Library, open_library
from carbonfoot.factors.lock import Lock, locked
from carbonfoot.factors.numbers import state
from carbonfoot.factors.pins import Key, Pins, gone_or_changed, gwps
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, Outcome, calculate, own_packs, read_lock
from carbonfoot.system.locked import gases_of, numbers_of, picks_of
from carbonfoot.system.model import Activity

NO_PINS = Pins({}, {}, strict=False)


class Kept(NamedTuple):
    """What a document that is no product needs of the library, such as a programme.

    activities  all of it; None where it could not be computed, with the `findings`
    files       real paths of its documents, by what people see of them
    read        all files that it was made from
    """

    activities: list[Activity] | None
    files: Mapping[str, str]
    findings: list[Finding]
    read: list[str]


Others = Callable[[str, Options, Pins], Kept | None]
"""What another document than a product needs; None for a product."""


class Product(NamedTuple):
    """A document of a lock, by its path from the root, and what was calculated for it; `kept` of one that is no product."""

    document: str
    outcome: Outcome | None
    kept: Kept | None = None

    @property
    def footprint(self) -> Footprint | None:
        """That of a product."""
        return None if self.outcome is None else self.outcome.footprint

    @property
    def name(self) -> str:
        """`Front seat bracket  88100-SB01`."""
        result = self.footprint
        return self.document if result is None else f"{result.product.name}  {result.product.id}"

    @property
    def total(self) -> float | None:
        """kg CO2e per declared unit; None where the document has none."""
        return None if self.footprint is None else self.footprint.total

    @property
    def needs(self) -> Kept:
        """What it needs of the library."""
        if self.kept is not None or self.outcome is None:
            return self.kept or Kept(None, {}, [], [])
        documents, result = self.outcome.documents, self.outcome.footprint
        files = {source.display: file for file, source in documents.sources.items()}
        activities = None if result is None else result.activities
        return Kept(activities, files, self.outcome.findings, documents.files())


class Project:
    """A project root with its lock, if it has one. `findings` say why nothing can be locked here."""

    def __init__(self, root: str, options: Options, others: Others | None = None) -> None:
        self.root = root
        self.others = others
        self.options = options
        self.library: Library = open_library()
        self.findings: list[Finding] = own_packs(self.library, root, options.packs)
        self.lock: Lock | None = None
        lock, wrong = read_lock(root)
        if any(finding.code != "CF505" for finding in wrong):
            self.findings += wrong
        self.lock = lock

    def there(self, document: str) -> bool:
        """Whether a document of the lock is still there."""
        return os.path.isfile(os.path.join(self.root, document))

    def calculated(self, documents: list[str], pins: Pins) -> list[Product]:
        """Every document with these pins."""
        return [self.one(document, pins) for document in documents]

    def one(self, document: str, pins: Pins) -> Product:
        """One document with these pins."""
        file = os.path.join(self.root, document)
        kept = None if self.others is None else self.others(file, self.options, pins)
        if kept is not None:
            return Product(document, None, kept)
        return Product(document, calculate(file, self.options, self.library, pins))

    def picked(self, products: list[Product], *, anew: bool = False) -> Lock:
        """The lock that these products make; packs keep the state that the lock has for them, unless all is picked `anew`."""
        picks: list[tuple[object, str]] = []
        gases: set[str] = set()
        numbers: set[str] = set()
        for product in products:
            activities = product.needs.activities
            if activities is None:
                continue
            paths = {
                display: os.path.relpath(file, self.root).replace(os.sep, "/")
                for display, file in product.needs.files.items()
            }
            picks += [(pick, f"{paths[file]}:{path}") for pick, file, path in picks_of(activities)]
            gases.update(gases_of(activities))
            numbers.update(numbers_of(activities))
        before = None if anew else self.lock
        return locked(self.library, [one.document for one in products], picks, gases, before, numbers)

    def broken(self, today: Lock) -> dict[Key, str]:
        """Picks that the lock holds and `today`, made with its pins, does not: a record is `gone` or `changed`, or unfit."""
        found: dict[Key, str] = {}
        for key, entry in () if self.lock is None else self.lock.picks.items():
            if key not in today.picks:
                continue
            states = [gone_or_changed(self.library, one) for one in entry.records]
            state = next((one for one in states if one), "")
            if not state and today.picks[key].records != entry.records:
                state = "unfit"
            if state:
                found[key] = state
        return found

    def other_gases(self) -> list[str]:
        """Gases of the lock whose potentials are others today."""
        pinned = {} if self.lock is None else self.lock.gases
        return [gas for gas, numbers in pinned.items() if numbers != gwps(self.library, gas)]

    def other_numbers(self, today: Lock) -> list[str]:
        """Numbers of methods in the lock that are gone, or still count and have other cells."""
        pinned = {} if self.lock is None else self.lock.numbers
        states = {id: state(self.library, id, cells) for id, cells in pinned.items()}
        return [id for id, state in states.items() if state == "gone" or (state and id in today.numbers)]

    def standing(self) -> Pins:
        """The picks of the lock; what they do not hold is picked freely, and is `broken` or new."""
        return NO_PINS if self.lock is None else self.lock.pins(strict=False)._replace(gases={})


def refused(products: list[Product]) -> list[Product]:
    """Documents with a number that is missing: nothing is locked while there are some."""
    return [
        product
        for product in products
        if (product.needs.activities if product.kept is not None else product.total) is None
    ]
