"""The budgets that hold for a project: of its settings, of `budgets.yaml`, of each document."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

from carbonfoot.checks.limits import same_names, settled, settled_expect
from carbonfoot.checks.model import Placed
from carbonfoot.documents.budgets import FILE, KIND, Budget, Budgets, Expect
from carbonfoot.documents.load import Loaded
from carbonfoot.documents.reading import read_document, read_shape, validated
from carbonfoot.documents.roots import ROOT_FILE, leads_out
from carbonfoot.documents.sources import display_path, read_source
from carbonfoot.documents.toml_file import texts
from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import Finding
from carbonfoot.portfolio.model import Product

_HEAD = 4096  # bytes in which a file says what it is


def budgets_of_file(file: str, root: str) -> tuple[list[Placed], list[Finding]]:
    """The budgets of a `budgets.yaml`."""
    source, findings = read_source(file)
    if source is None:
        return [], findings
    document, more = read_document(source.data, source.display, KIND, Budgets)
    findings = findings + more
    if document is None:
        return [], findings
    if not document.budgets:
        message, help = f"`{source.display}` holds no budget", "add one, or remove the file"
        findings = [*findings, Finding("CF944", message, source.display, ("budgets",), "key", help)]
    return [
        Placed(budget, source.display, ("budgets", number), root)
        for number, budget in enumerate(document.budgets)
    ], findings


def budgets_of_settings(root: str) -> tuple[list[Placed], list[Finding]]:
    """`[[budgets]]` of a `carbonfoot.toml`; one that cannot be read at all is told with the settings."""
    file = os.path.join(root, ROOT_FILE)
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError:
        return [], []
    if b"budgets" not in data:
        return [], []
    import tomllib

    try:
        given = texts(tomllib.loads(data.decode("utf-8-sig")).get("budgets", []))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return [], []
    shown = display_path(file)
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        help = "start each budget with a line `[[budgets]]`"
        return [], [Finding("CF103", "`budgets` is not a list of tables", shown, ("budgets",), "key", help)]
    placed, findings = [], []
    for number, one in enumerate(given):
        path = ("budgets", number)
        budget, wrong = read_shape(one, shown, path, Budget.__name__, Budget)
        findings += wrong
        if budget is not None:
            placed.append(Placed(budget, shown, path, root))
    return placed, findings


def budgets_of_root(root: str, stated: str | None = None) -> tuple[list[Placed], list[Finding]]:
    """Those of a project: of its settings and of its `budgets.yaml`, or of the file `stated` in its place; with their numbers."""
    placed, findings = budgets_of_settings(root)
    file = stated or os.path.join(root, FILE)
    outside = leads_out(file, root) if stated is None and os.path.islink(file) else None
    if outside is not None:
        findings.append(outside._replace(file=display_path(file)))
    elif stated is not None or os.path.lexists(file):
        more, wrong = budgets_of_file(file, root)
        placed, findings = placed + more, findings + wrong
    if stated is None:
        findings += passed_by(root)
    found = []
    for one in placed:
        budget, wrong = settled(one)
        found.append(budget)
        findings += wrong
    return found, findings + same_names(found)


def passed_by(root: str) -> list[Finding]:
    """CF944 for a `budgets.yaml` above a folder that is a root only for want of a `carbonfoot.toml`."""
    if os.path.lexists(os.path.join(root, ROOT_FILE)):
        return []
    folder = root
    while not os.path.lexists(os.path.join(folder, ".git")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
        file = os.path.join(folder, FILE)
        try:
            with open(file, "rb") as stream:
                ours = KIND.encode() in stream.read(_HEAD)
        except OSError:
            continue
        if ours:
            shown = display_path(file)
            message = (
                f"`{shown}` is not read: without a `{ROOT_FILE}` the project root is `{display_path(root)}`"
            )
            help = f"add an empty `{ROOT_FILE}` beside it, or `--budgets {shown}`"
            return [Finding("CF944", message, shown, ("budgets",), "key", help)]
    return []


def budgets_of_product(product: Product, root: str) -> tuple[list[Placed], list[Finding]]:
    """Those that stand in its document, with their numbers."""
    loaded = loaded_of(product)
    placed: list[Placed] = []
    findings: list[Finding] = []
    for number, budget in enumerate((None if loaded is None else loaded.part.budgets) or ()):
        one = Placed(budget, product.shown, ("budgets", number), root, product.file)
        one, wrong = settled(one, None if loaded is None else loaded.scope)
        placed.append(one)
        findings += wrong
    return placed, findings + same_names(placed)


def expected_of(product: Product, root: str) -> tuple[list[tuple[Expect, Placed]], list[Finding]]:
    """What its document expects, with the place and the numbers."""
    loaded = loaded_of(product)
    if loaded is None or loaded.part.expect is None:
        return [], []
    place = Placed(_no_limit(), product.shown, (), root, product.file)
    placed, findings = settled_expect(loaded.part.expect, place, loaded.scope)
    return [(loaded.part.expect, placed)], findings


def _no_limit() -> Budget:
    """A budget that asks nothing: what a document expects stands beside it."""
    made: Budget = validated({}, Budget.__name__, Budget)[0]
    return made


def loaded_of(product: Product) -> Loaded | None:
    """Its document as it was read; None where it could not be."""
    return None if product.batch is None else product.batch.documents.loaded.get(product.file)


def selects(placed: Placed, product: Product, root: str) -> bool:
    """Whether a budget is about a product."""
    if placed.document:
        return placed.document == product.file
    if placed.root != root:
        return False
    budget = placed.budget
    name = nfc(os.path.relpath(product.file, root).replace(os.sep, "/"))
    loaded = loaded_of(product)
    if loaded is None:  # what cannot be read has no id and no tags: open for every budget that its path fits
        return budget.for_ is None or fits(budget.for_, [name])
    part = loaded.part
    asked = (
        (budget.for_, [name]),
        (budget.id, [part.product.id]),
        (budget.tag, [*(part.tags or ()), *(part.product.tags or ())]),
    )
    return all(fits(globs, given) for globs, given in asked if globs)


def fits(globs: list[str], given: list[str]) -> bool:
    """Whether one of the names is, or fits, one of the globs."""
    return any(one == glob or fnmatchcase(one, glob) for one in given for glob in globs)
