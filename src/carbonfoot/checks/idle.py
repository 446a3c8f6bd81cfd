"""Budgets of a project that nothing falls under: they would pass in silence."""

from __future__ import annotations

from collections.abc import Container, Iterable

from carbonfoot.checks.gather import fits, loaded_of
from carbonfoot.checks.model import Placed, Verdict
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.portfolio.model import Product
from carbonfoot.quantities.numbers import shown

_NAMED = ("stage", "item", "supplier")

_SELECT = "`for:` are globs of paths below the root, `id:` of ids of products, `tag:` is one of their tags"


class Idle:
    """What each budget selected, and which of its names were found there."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self.budgets = list(placed)
        self.selected: set[tuple[str, Path]] = set()
        self.asked: set[tuple[str, Path]] = set()

    def used(self, placed: Placed, verdicts: Iterable[Verdict]) -> None:
        """A budget selects a product and asks this of it."""
        self.selected.add((placed.file, placed.path))
        self.asked.update((one.file, one.path) for one in verdicts)

    def findings(
        self, whole: Container[str], products: Iterable[Product] = (), *, asked: bool
    ) -> list[Finding]:
        """CF944 for budgets of projects that are `whole` here, and for those of a file that was `asked` for."""
        found = []
        for one in self.budgets:
            if not asked and one.root not in whole:
                continue
            if (one.file, one.path) not in self.selected:
                called = shown(one.called) if one.called else "a budget"
                help = _co_product(one, products) or _SELECT
                found.append(Finding("CF944", f"{called} selects no product", one.file, one.path, help=help))
                continue
            for key in one.limits:
                if key[0] in _NAMED and (one.file, (*one.path, *key)) not in self.asked:
                    message = f"no product that it selects has the {key[0]} {shown(str(key[1]))}"
                    help = "see `carbonfoot calc FILE --by` for the names; `*` stands for any letters"
                    place = (*one.path, *key)
                    found.append(Finding("CF944", message, one.file, place, "key", help))
        return found


def _co_product(placed: Placed, products: Iterable[Product]) -> str:
    """The way out where `id:` fits a co-product, which no limit is held against; "" where it fits none."""
    for product in products if placed.budget.id else ():
        loaded = loaded_of(product)
        for one in (None if loaded is None else loaded.part.co_products) or ():
            if one.id and fits(placed.budget.id or [], [one.id]):
                return (
                    f"{shown(one.id)} is a co-product of `{product.shown}`: limits are held against the product of a document; "
                    f"limit a document that takes it with `co_product: {one.id}`"
                )
    return ""
