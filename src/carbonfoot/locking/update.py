"""`carbonfoot lock --update`: every pick anew, and what each one that changes does to each product.

Each effect is a calculation of its own, with that pick changed and all others as they were; what the effects leave
over of the whole change is their interaction, and is said.
"""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.factors.lock import Lock
from carbonfoot.factors.pins import Key, Pins, key_text
from carbonfoot.locking.differences import Difference, differences, ids
from carbonfoot.locking.project import Product, Project, refused

ROUNDING = 1e-9
"""A share of the total below which a remainder is the rounding of floating-point sums."""


class Effect(NamedTuple):
    """A pick that changes, in one product; `total` if only this pick changed, None where the old number is not known.

    why  `moved`: another record is picked today; `gone`, `changed`, `unfit`: the pinned one is no longer what it was
    """

    key: Key
    old: str
    new: str
    why: str
    total: float | None
    change: float | None


class Effects(NamedTuple):
    """One product before and after; `old` is None where a pinned number cannot be computed any more.

    base      what the effects start from: the total with all pins that still hold
    together  what the effects leave over of the whole change
    """

    document: str
    name: str
    unit: str
    old: float | None
    base: float
    new: float
    effects: list[Effect]
    together: float


class Update(NamedTuple):
    """The lock after an update, what it says otherwise, and every product with its effects.

    `refused` are products without a total; where there are some, nothing else is known.
    """

    lock: Lock | None
    differences: list[Difference]
    products: list[Effects]
    refused: list[Product]


def update(project: Project, documents: list[str]) -> Update:
    """New picks for the needs of these documents, or of all; the effects on every product of the lock."""
    old = project.lock or Lock((), {}, {}, {})
    every = sorted({*documents, *(one for one in old.documents if project.there(one))})
    standing = project.standing()
    before = project.calculated(every, standing)
    if refused(before):
        return Update(None, [], [], refused(before))
    was = project.picked(before)
    chosen = [product for product in before if not documents or product.document in documents]
    moved = project.picked(chosen)
    moving = set(moved.picks)
    rest = Pins(
        {key: records for key, records in standing.picks.items() if key not in moving},
        {},
        False,
        {id: cells for id, cells in standing.numbers.items() if id not in moved.numbers},
    )
    after = project.calculated(every, rest)
    if refused(after):
        return Update(None, [], [], refused(after))
    lock = project.picked(after, anew=not documents)
    broken = project.broken(was)
    numbers = project.other_numbers(was)
    found = differences(project.lock, lock, broken, project.other_gases(), numbers)
    compared = _Comparison(project, old, was, lock, standing, broken)
    pairs = [(one, two) for one, two in zip(before, after, strict=True) if one.kept is None]
    return Update(lock, found, [compared.product(one, two) for one, two in pairs], [])


class _Comparison:
    """The lock `old`, the picks `was` that its pins still give, and the picks of `new`."""

    def __init__(
        self, project: Project, old: Lock, was: Lock, new: Lock, standing: Pins, broken: dict[Key, str]
    ) -> None:
        self.project = project
        self.old = old
        self.was = was
        self.new = new
        self.standing = standing
        self.broken = broken
        self.other_gases = set(project.other_gases())
        self.other_numbers = set(project.other_numbers(was))

    def product(self, before: Product, after: Product) -> Effects:
        """One product with the effect of every pick that it uses and that changes."""
        assert before.total is not None and after.total is not None and after.footprint is not None  # noqa: PT018, S101
        own = self.project.picked([before])
        effects = [effect for key in own.picks if (effect := self._effect(key, before)) is not None]
        known = fsum(one.change for one in effects if one.change is not None)
        together = after.total - before.total - known
        small = abs(together) <= ROUNDING * max(abs(before.total), abs(after.total))
        unknown = any(key in self.broken for key in own.picks) or bool(
            self.other_gases & own.gases.keys() or self.other_numbers & own.numbers.keys()
        )
        return Effects(
            document=before.document,
            name=before.name,
            unit=after.footprint.product.reference.text,
            old=None if unknown else before.total,
            base=before.total,
            new=after.total,
            effects=sorted(effects, key=lambda one: (-abs(one.change or 0.0), one.key)),
            together=0.0 if small else together,
        )

    def _effect(self, key: Key, before: Product) -> Effect | None:
        new = self.new.picks[key].records
        if key in self.broken:
            old = ids(self.old.picks[key].records)
            return Effect(key, old, ids(new), self.broken[key], None, None)
        if self.was.picks[key].records == new:
            return None
        pins = {other: records for other, records in self.standing.picks.items() if other != key}
        rest = Pins(pins, {}, strict=False, numbers=self.standing.numbers)
        alone = self.project.one(before.document, rest).total
        assert alone is not None and before.total is not None, key_text(key)  # noqa: PT018, S101
        return Effect(key, ids(self.was.picks[key].records), ids(new), "moved", alone, alone - before.total)
