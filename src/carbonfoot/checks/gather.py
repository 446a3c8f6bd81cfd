"""The budgets that hold for a project: of its settings, of `budgets.yaml`, of each document."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

from carbonfoot.checks.model import Placed
from carbonfoot.documents.budgets import FILE, KIND, Budget, Budgets, Expect
from carbonfoot.documents.part import Part
from carbonfoot.documents.reading import read_document, validated
from carbonfoot.documents.sources import read_source
from carbonfoot.findings.finding import Finding
from carbonfoot.portfolio.model import Product


def budgets_of_file(file: str, root: str) -> tuple[list[Placed], list[Finding]]:
    """The budgets of a `budgets.yaml`."""
    source, findings = read_source(file)
    if source is None:
        return [], findings
    document, more = read_document(source.data, source.display, KIND, Budgets)
    findings = findings + more
    if document is None:
        return [], findings
    return [
        Placed(budget, source.display, ("budgets", number), root)
        for number, budget in enumerate(document.budgets)
    ], findings


def budgets_of_root(root: str, stated: str | None = None) -> tuple[list[Placed], list[Finding]]:
    """Those of a project; `stated` is a file in place of its `budgets.yaml`."""
    file = stated or os.path.join(root, FILE)
    if stated is None and not os.path.lexists(file):
        return [], []
    return budgets_of_file(file, root)


def budgets_of_product(product: Product, root: str) -> list[Placed]:
    """Those that stand in its document."""
    part = _part(product)
    return [
        Placed(budget, product.shown, ("budgets", number), root, product.file)
        for number, budget in enumerate((part.budgets if part is not None else None) or [])
    ]


def expected_of(product: Product, root: str) -> list[tuple[Expect, Placed]]:
    """What its document expects, with the place."""
    part = _part(product)
    if part is None or part.expect is None:
        return []
    return [(part.expect, Placed(_no_limit(), product.shown, (), root, product.file))]


def _no_limit() -> Budget:
    """A budget that asks nothing: what a document expects stands beside it."""
    made: Budget = validated({}, Budget.__name__, Budget)[0]
    return made


def _part(product: Product) -> Part | None:
    loaded = None if product.batch is None else product.batch.documents.loaded.get(product.file)
    return None if loaded is None else loaded.part


def selects(placed: Placed, product: Product, root: str) -> bool:
    """Whether a budget is about a product."""
    if placed.document:
        return placed.document == product.file
    if placed.root != root or product.batch is None:
        return False
    budget = placed.budget
    name = os.path.relpath(product.file, root).replace(os.sep, "/")
    part = _part(product)
    tags = {*(part.tags or ()), *(part.product.tags or ())} if part is not None else set()
    asked = (
        (budget.for_, [name]),
        (budget.id, [] if part is None else [part.product.id]),
        (budget.tag, tags),
    )
    return all(
        any(fnmatchcase(one, glob) for one in given for glob in globs) for globs, given in asked if globs
    )
