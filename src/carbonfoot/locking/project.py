"""The documents of one project root, calculated with one library."""

from __future__ import annotations

import os
from typing import NamedTuple

from carbonfoot.factors.library import Library, open_library
from carbonfoot.factors.lock import Lock, locked
from carbonfoot.factors.numbers import state
from carbonfoot.factors.pins import Key, Pins, gone_or_changed, gwps
from carbonfoot.findings.finding import Finding
from carbonfoot.pipeline import Options, Outcome, calculate, own_packs, read_lock
from carbonfoot.system.locked import gases_of, numbers_of, picks_of

NO_PINS = Pins({}, {}, strict=False)


class Product(NamedTuple):
    """A document of a lock, by its path from the root, and what was calculated for it."""

    document: str
    outcome: Outcome

    @property
    def name(self) -> str:
        """`Front seat bracket  88100-SB01`."""
        result = self.outcome.footprint
        return self.document if result is None else f"{result.product.name}  {result.product.id}"

    @property
    def total(self) -> float | None:
        """kg CO2e per declared unit; None where the document has none."""
        return None if self.outcome.footprint is None else self.outcome.footprint.total


class Project:
    """A project root with its lock, if it has one. `findings` say why nothing can be locked here."""

    def __init__(self, root: str, options: Options) -> None:
        self.root = root
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
        return Product(document, calculate(file, self.options, self.library, pins))

    def picked(self, products: list[Product], *, anew: bool = False) -> Lock:
        """The lock that these products make; packs keep the state that the lock has for them, unless all is picked `anew`."""
        picks: list[tuple[object, str]] = []
        gases: set[str] = set()
        numbers: set[str] = set()
        for product in products:
            outcome = product.outcome
            if outcome.footprint is None:
                continue
            paths = {
                source.display: os.path.relpath(file, self.root).replace(os.sep, "/")
                for file, source in outcome.documents.sources.items()
            }
            activities = outcome.footprint.activities
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
    """Products without a total: nothing is locked while there are some."""
    return [product for product in products if product.total is None]
