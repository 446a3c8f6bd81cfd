"""Amounts of documents that are watched while they are read: traced to what follows from them, or moved a little."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.fields import Expression, Value
from carbonfoot.documents.values import Path, Scope
from carbonfoot.quantities.traced import Slopes, Traced, slopes_of
from carbonfoot.quantities.units import Quantity

Key = tuple[str, Path]
"""An amount of a document: display path of the file, symbolic path in it."""


class Seen(NamedTuple):
    """An amount as it was read; `computed` for an expression."""

    quantity: Quantity
    computed: bool


class Watch:
    """What to do with amounts: multiply them by `factors`, or trace them.

    seen  every amount that was read, in the order of reading; traced ones with their slopes
    edges slopes of what is left of totals that their parts take all of: amounts can move to one side alone there
    """

    __slots__ = ("edges", "factors", "seen", "tracing")

    def __init__(self, factors: dict[Key, float] | None = None, *, tracing: bool = False) -> None:
        self.factors = factors or {}
        self.tracing = tracing
        self.seen: dict[Key, Seen] = {}
        self.edges: list[Slopes] = []

    def scope(self, file: str, *rest: Any) -> Scope:
        """A scope as `Scope` makes it, watched."""
        return _WatchedScope(self, file, *rest)


class _WatchedScope(Scope):
    def __init__(self, watch: Watch, file: str, *rest: Any) -> None:
        self._watch = watch
        super().__init__(file, *rest)

    def quantity(self, value: Value, path: Path) -> Quantity | None:
        """The quantity of a field, traced or moved."""
        found = super().quantity(value, path)
        if found is None:
            return None
        key, watch = (self.file, path), self._watch
        if watch.tracing:
            slopes = {**slopes_of(found.number), key: float(found.number)}
            found = found._replace(number=Traced(found.number, slopes))
        elif key in watch.factors:
            found = found._replace(number=found.number * watch.factors[key])
        watch.seen.setdefault(key, Seen(found, isinstance(value, Expression)))
        return found

    def used_up(self, left: float) -> float:
        """Zero, that moves with what it is computed from."""
        slopes = slopes_of(left)
        if not slopes:
            return 0.0
        self._watch.edges.append(slopes)
        return Traced(0.0, slopes)
