"""What the library answered to a need before: many documents ask the same of it, for other amounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carbonfoot.factors.convert import convert, record_unit
from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Need, Resolution, Use
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Unit


class Memory:
    """Answers by all of a need that decides them; of one library, one way of asking and one calculation.

    The pick depends on the unit of an amount and on whether it is zero, not on its size: of an answer that is known the
    picked records alone are converted anew, by the same arithmetic. Answers that picked nothing are not kept. What was
    passed over stands as it was said to the first need, whose amount it may name.

    kept  what else depends on a record alone, by a key that says of what
    """

    __slots__ = ("_known", "kept")

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], tuple[Resolution, list[Unit | None]]] = {}
        self.kept: dict[tuple[str, str], Any] = {}

    def resolve(self, library: Library, need: Need, ask: Callable[[Library, Need], Resolution]) -> Resolution:
        """The answer to a need; `ask` gives it where none is known yet."""
        quantity = need.quantity
        key = (quantity.unit, quantity.number == 0, need.item, *need[2:])
        known = self._known.get(key)
        if known is None:
            found = ask(library, need)
            found = found._replace(
                passed_over=tuple(found.passed_over), not_assessed=tuple(found.not_assessed)
            )
            if found.uses:
                plain = [None if use.how else record_unit(use.record) for use in found.uses]
                self._known[key] = found, plain
            return found
        try:
            uses = [
                Use(use.record, _number(need, use, unit), use.how, use.parts, use.proxy)
                for use, unit in zip(known[0].uses, known[1], strict=True)
            ]
        except QuantityError:  # out of range
            return ask(library, need)
        return Resolution(uses, *known[0][1:])


def _number(need: Need, use: Use, unit: Unit | None) -> float:
    """The amount in units of the record; without a property in between it is a matter of units alone."""
    if unit is not None:
        return need.quantity.to(unit)
    return convert(need.quantity, use.record, list(need.stated)).number
