"""Free allocation of precursors that a supplier's own document calculates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.free_allocation import FreeAllocation, of_goods
from carbonfoot.cbam.precursors import goods_named
from carbonfoot.documents.roots import find_root, resolve_reference

if TYPE_CHECKING:
    from carbonfoot.cbam.free_allocation import OfDocument
    from carbonfoot.cbam.model import PrecursorResult, Result
    from carbonfoot.cbam.shapes.precursors import Supply
    from carbonfoot.factors.library import Library


def of_documents(library: Library, file: str, root: str | None = None) -> OfDocument:
    """For `of_goods`: what the documents say that the installation at `file` links to; each is calculated once."""
    import os

    path = os.path.realpath(file)
    return _Linked(library, root or find_root(os.path.dirname(path))).beside(path)


class _Linked:
    def __init__(self, library: Library, root: str) -> None:
        self.library = library
        self.root = root
        self.known: dict[str, Result | None] = {}

    def beside(self, file: str) -> OfDocument:
        """What a document at `file` refers to. Loops of documents were refused when it was calculated."""

        def told(stated: Supply, precursor: PrecursorResult, year: int) -> float | None:
            reference, _, which = (stated.document or "").partition("#")
            target, _problem = resolve_reference(file, reference, self.root)
            if target is None:
                return None
            if target not in self.known:
                self.known[target] = calculate(target, self.library, self.root).result
            result = self.known[target]
            if result is None:
                return None
            meant = {one.path for one in goods_named(result, which, precursor.cn)}
            every = of_goods(result, self.library, year, self.beside(target))
            free = [one for good, one in zip(result.goods, every, strict=True) if good.path in meant]
            values = [one.value for one in free if isinstance(one, FreeAllocation)]
            return min(values) if values and len(values) == len(free) else None

        return told
