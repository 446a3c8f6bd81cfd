"""The numbers of a card: which of them a user answers, which end of a range is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from carbonfoot.documents.fields import Expression, Value
from carbonfoot.documents.technology import Effect, Figure, State, Technology
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.units import Quantity

VALUE, LOW, HIGH = "value", "low", "high"
OF_EFFECTS = ("by", "share", "ratio")

Ends = Mapping[Path, str]
"""Which end of its range a figure stands at, by its path in the card; its value unless said."""


class Placed(NamedTuple):
    """A figure and its path in the card."""

    path: Path
    figure: Figure

    @property
    def ranged(self) -> bool:
        """Whether the card gives two ends that differ."""
        low, high = self.figure.low, self.figure.high
        return isinstance(low, Quantity) and isinstance(high, Quantity) and low.si != high.si


def of_effect(effect: Effect, path: Path) -> Iterator[Placed]:
    """The figures of an effect."""
    for key in OF_EFFECTS:
        figure = getattr(effect, key)
        if figure is not None:
            yield Placed((*path, key), figure)


def every(card: Technology) -> Iterator[Placed]:
    """All figures of a card, with their paths."""
    for side in ("before", "after"):
        state: State | None = getattr(card, side)
        for kind in ("energy", "materials", "direct"):
            for name, figure in (getattr(state, kind, None) or {}).items():
                yield Placed((side, kind, name), figure)
    for number, effect in enumerate(card.effects or []):
        yield from of_effect(effect, ("effects", number))
    for key in ("investment", "operating", "lifetime"):
        figure = getattr(card, key)
        if figure is not None:
            yield Placed((key,), figure)
    for number, shown in enumerate(card.demonstrations or []):
        for name, figure in (shown.figures or {}).items():
            yield Placed(("demonstrations", number, "figures", name), figure)


def name_of(one: Placed) -> str:
    """The name under which a user answers a figure; "" where there is none."""
    return one.figure.name or ""


def taken(one: Placed, values: Mapping[str, Value], ends: Ends) -> Value | None:
    """What a figure comes to: the answer of the user, else an end of its range, else its value; None where it asks."""
    answer = values.get(name_of(one))
    if answer is not None:
        return answer
    end = ends.get(one.path, VALUE)
    found: Value | None = getattr(one.figure, end)
    return found


def shown_figure(figure: Figure) -> str:
    """`0.64 MWh/t (0.5 MWh/t to 0.7 MWh/t)`; a question where there is no number."""
    value = "" if figure.value is None else text_of(figure.value)
    ends = [text_of(one) for one in (figure.low, figure.high) if one is not None]
    if len(ends) == 2:  # noqa: PLR2004
        bounds = f"{ends[0]} – {ends[1]}"
        value = f"{value} ({bounds})" if value else bounds
    elif ends:
        sign = ">=" if figure.low is not None else "<="
        value = f"{value} ({sign} {ends[0]})" if value else f"{sign} {ends[0]}"
    return value or (figure.ask or "")


def text_of(value: Value) -> str:
    """A value as it was written."""
    return value.text.strip() if isinstance(value, Expression) else value.text.strip() or str(value.number)
