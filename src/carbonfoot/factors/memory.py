"""What the library answered to a need before: many documents ask the same of it, for other amounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carbonfoot.factors.convert import convert
from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Need, Resolution
from carbonfoot.quantities.numbers import QuantityError


class Memory:
    """Answers by all of a need that decides them; of one library, one way of asking and one calculation.

    The pick depends on the unit of an amount and on whether it is zero, not on its size: of an answer that is known the
    picked records alone are converted anew, by the same arithmetic. Answers that picked nothing are not kept. What was
    passed over stands as it was said to the first need, whose amount it may name.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Resolution] = {}

    def resolve(self, library: Library, need: Need, ask: Callable[[Library, Need], Resolution]) -> Resolution:
        """The answer to a need; `ask` gives it where none is known yet."""
        quantity = need.quantity
        key = (quantity.unit, quantity.number == 0, *need[:1], *need[2:])
        known = self._known.get(key)
        if known is None:
            found = ask(library, need)
            if found.uses:
                self._known[key] = found
            return found
        stated = list(need.stated)
        try:
            return known._replace(
                uses=[use._replace(number=convert(quantity, use.record, stated).number) for use in known.uses]
            )
        except QuantityError:  # out of range
            return ask(library, need)
