"""Default values: which row counts for a code and a country, its mark-up, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library


class DefaultValue(NamedTuple):
    """A default value, t CO2e per t (of the functional unit's good), unrounded.

    total, direct, indirect  base values as printed in the act; None for a column that is not printed
    markup     0.10; `value` = total x (1 + markup)
    table      `country`, `other` (other countries and territories) or `annex-iv` (country not known)
    why        how the row was found, one sentence a step
    row        its id; `good` and `route` as printed; `edition`, `act`, `annex`, `verified` of the row
    """

    cn: str
    country: str
    year: int
    total: float
    direct: float | None
    indirect: float | None
    markup: float
    value: float
    table: str
    why: tuple[str, ...]
    row: str
    good: str
    route: str
    act: str
    annex: str
    edition: str
    verified: str


class NoDefault(Exception):
    """There is no default value, or several: `message`, `help`, and the `rows` to choose from by `good` or `route`."""

    def __init__(self, message: str, help: str = "", rows: tuple[DefaultValue, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.rows = rows


def default_value(
    library: Library, cn: str, country: str | None, year: int, *, good: str = "", route: str = ""
) -> DefaultValue:
    """The default value of a code of 8 or 10 digits (4 and 6 where the code begins with it). Raises `NoDefault`.

    country  ISO 3166; None: not known, so Annex IV counts (Implementing Regulation (EU) 2025/2621, Article 1(5))
    good     words of the row, where a code has several (`Grey clinker`); `route` its letter
    """
    raise NoDefault(f"no default value for {cn}")
