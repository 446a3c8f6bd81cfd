"""Many documents in, the footprints of all their products and findings out: read once, built once, solved at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from carbonfoot.documents.load import Documents, load_all
from carbonfoot.documents.roots import LOCK_FILE
from carbonfoot.documents.sources import display_path
from carbonfoot.factors.library import OWN_PACKS, Library, open_library
from carbonfoot.factors.memory import Memory
from carbonfoot.findings.finding import Finding
from carbonfoot.pipeline import DEFAULT_GWP, Options, own_packs, packs_passed_by, read_lock
from carbonfoot.portfolio.batch import Batch, subset
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.judge import salvage
from carbonfoot.portfolio.model import Portfolio, Product
from carbonfoot.system.context import Asking

if TYPE_CHECKING:
    from carbonfoot.factors.pins import Pins


Prepare = Callable[[Documents], None]


class Held:
    """Libraries and what they answered, for several calculations one after the other in one process.

    One library serves every root without packs of its own; suggestions for unknown names are not rationed, so that
    what is said of one document does not depend on those before it.
    """

    __slots__ = ("_libraries", "_memories", "shared")

    def __init__(self) -> None:
        self.shared = open_library()
        self.shared.rationed = False
        self._libraries: dict[str, tuple[Library, list[Finding]]] = {}
        self._memories: dict[tuple[int, str], Memory] = {}

    def library(self, root: str, options: Options) -> tuple[Library, list[Finding]]:
        """The library of a root; of those with packs of their own the last few are kept."""
        if root not in self._libraries:
            found = _library(self.shared, root, options)
            found[0].rationed = False
            if found[0] is self.shared:
                return found
            if len(self._libraries) >= KEPT:
                self.forget()
            self._libraries[root] = found
        return self._libraries[root]

    def memory(self, library: Library, root: str, options: Options) -> Memory:
        """What a library answered before to the same way of asking."""
        key = (id(library), root if options.locked else "")
        if len(self._memories) > KEPT:
            self.forget()
        return self._memories.setdefault(key, Memory())

    def forget(self) -> None:
        """Let go of all that belongs to one root."""
        self._libraries.clear()
        self._memories = {key: one for key, one in self._memories.items() if key == (id(self.shared), "")}


KEPT = 16
"""Libraries with packs of a project that are kept open."""


def calculate_all(
    gathered: Gathered,
    options: Mapping[str, Options],
    *,
    remarked: bool = True,
    prepare: Prepare | None = None,
    held: Held | None = None,
    pins: Pins | None = None,
) -> Portfolio:
    """The footprints of all documents; `options` of every project root, which differ in its settings alone.

    remarked  also say what is doubtful in a result as a whole; else errors and what is incomplete alone
    prepare   what is done to the documents of each root once they are read, such as another declaration behind a line
    held      of a batch: what is kept from one calculation to the next. Products then stand apart, and each gets what it
              would get alone, whatever else is calculated with it
    pins      instead of those of the lock
    """
    library = open_library() if held is None else held.shared
    portfolio = Portfolio([], list(gathered.findings), library, {}, [])
    for root, files in gathered.files.items():
        _root(
            portfolio, root, files, gathered, options[root], remarked=remarked, prepare=prepare, held=held, pins=pins
        )  # fmt: skip
    if len(gathered.files) > 1 or len({id(product.batch) for product in portfolio.products}) > 1:
        portfolio.findings[:] = dict.fromkeys(portfolio.findings)  # of documents that several systems share
    portfolio.products.sort(key=lambda product: (product.shown, product.file))
    return portfolio


def _root(  # noqa: PLR0913  (each is a thing of its own)
    portfolio: Portfolio,
    root: str,
    files: list[str],
    gathered: Gathered,
    options: Options,
    *,
    remarked: bool,
    prepare: Prepare | None,
    held: Held | None,
    pins: Pins | None,
) -> None:
    """All documents of one project root."""
    apart = held is not None
    documents = load_all(files, root, {}, texts=gathered.texts, folders=gathered.folders, apart=apart)
    if prepare is not None:
        prepare(documents)
    portfolio.add(documents)
    library, stopping = (
        _library(portfolio.library, root, options) if held is None else held.library(root, options)
    )
    if options.locked and pins is None:
        lock, wrong = read_lock(root)
        pins = None if lock is None else lock.pins()
        stopping = stopping + wrong
    default = options.project_gwp or DEFAULT_GWP
    if stopping:
        documents.findings += stopping
        portfolio.findings.extend(documents.findings)
        portfolio.products.extend(
            Product(file, display_path(file), options.gwp or default, because=stopping[0].file)
            for file in files
        )
        return
    documents.findings += [] if apart else packs_passed_by(root)
    sets: dict[str, list[str]] = {}
    for file in files:
        loaded = documents.loaded.get(file)
        stated = None if loaded is None else loaded.part.gwp
        sets.setdefault(options.gwp or stated or default, []).append(file)
    memory = Memory() if held is None else held.memory(library, root, options)
    asking = Asking(pins, options.conservative, memory, counting=not remarked)
    lock_file = display_path(os.path.join(root, LOCK_FILE)) if options.locked else ""
    batches = [
        Batch(subset(documents, tops), library, gwp_set, asking, lock_file, options)
        for gwp_set, tops in sorted(sets.items())
    ]
    if documents.refused:
        salvage(documents, library, options.gwp or default, gathered.texts)
    for batch in batches:
        batch.judge(documents, remarked=remarked, apart=apart)
        portfolio.products.extend(batch.products)
    portfolio.findings.extend(documents.findings)


def _library(shared: Library, root: str, options: Options) -> tuple[Library, list[Finding]]:
    """The library of a root: one of its own where the project lays packs over it."""
    if not options.packs and not os.path.isdir(os.path.join(root, OWN_PACKS)):
        return shared, []
    library = open_library()
    return library, own_packs(library, root, options.packs)
