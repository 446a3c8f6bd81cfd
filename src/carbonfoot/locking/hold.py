"""`carbonfoot lock`: what is pinned stays, needs that are new are picked, needs that are gone are dropped."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.lock import Lock
from carbonfoot.locking.differences import REFUSED, Difference, differences
from carbonfoot.locking.project import Product, Project


class Held(NamedTuple):
    """The lock that would be written, and what it says otherwise."""

    products: list[Product]
    lock: Lock
    differences: list[Difference]

    @property
    def drifted(self) -> list[Difference]:
        """What only an update may pass over."""
        return [one for one in self.differences if one.kind in REFUSED]


def hold(project: Project, documents: list[str]) -> Held:
    """The lock of these documents and of those it names already, with the pins that it has."""
    known = () if project.lock is None else project.lock.documents
    wanted = sorted({*documents, *(one for one in known if project.there(one))})
    products = project.calculated(wanted, project.standing())
    lock = project.picked(products)
    found = differences(
        project.lock, lock, project.broken(lock), project.other_gases(), project.other_numbers(lock)
    )
    return Held(products, lock, found)
