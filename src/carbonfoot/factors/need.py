"""What is asked of the factor library, and what comes back: the words of `factors.resolve`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carbonfoot.factors.convert import Property
from carbonfoot.factors.library import Record
from carbonfoot.quantities.units import Quantity

WORLD = "GLO"


class Need(NamedTuple):
    """What an input asks of the library."""

    item: str
    quantity: Quantity
    region: str  # "" when the user does not say
    year: int
    route: str = ""
    record: str = ""
    stated: tuple[Property, ...] = ()
    kinds: tuple[str, ...] = ()  # kinds of record that fit the place; any when empty
    accept: tuple[str, ...] = ()  # boundaries that fit here on request: `release`, `collection`


class Use(NamedTuple):
    """One record in use: `number` of its units, for these parts of the whole."""

    record: Record
    number: float
    how: str
    parts: tuple[str, ...]
    proxy: bool


class Pick(NamedTuple):
    """A need and the records that stand for it; none where nothing fits."""

    need: Need
    records: tuple[Record, ...]


class Problem(NamedTuple):
    """A finding without its place; `about` names the field that asks for it."""

    code: str
    message: str
    help: str = ""
    notes: tuple[str, ...] = ()
    about: str = "factor"


class Passed(NamedTuple):
    """A record that was not taken, and the reason.

    `step` is how far it came: `unit` (the amount cannot become its unit), `boundary`, `kept out`, `route`, or `rank`
    (it fits, less well). Those of `rank` come best first.
    """

    record: Record
    why: str
    step: str = "rank"


class Resolution(NamedTuple):
    """What was picked for a need; empty `uses` means nothing fits and `problems` says why."""

    uses: list[Use]
    passed_over: Sequence[Passed]
    not_assessed: Sequence[str]
    problems: list[Problem]
