"""What `carbonfoot cbam default` answers: a code's value in one or more years, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.codes import digits
from carbonfoot.cbam.default_variants import Variant, variants
from carbonfoot.cbam.defaults import DefaultValue, NoDefault, default_value, years
from carbonfoot.cbam.scope import Scope, scope

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library


class DefaultAnswer(NamedTuple):
    """Values by year with what is printed beside them, or the refusal; whether the law covers the code.

    later   whether the last year stands for all that follow
    beside   what else is printed, by year; also where no value counts any more
    choices what to choose from, by year, where several lines stand for the code
    """

    cn: str
    country: str | None
    scope: Scope | None
    values: tuple[DefaultValue, ...]
    beside: tuple[tuple[Variant, ...], ...]
    later: bool
    refusal: NoDefault | None
    choices: tuple[tuple[DefaultValue, ...], ...]


def ask(
    library: Library, cn: str, country: str | None, year: int | None, good: str = "", route: str = ""
) -> DefaultAnswer:
    """The answer for a year, or for every year that has a mark-up of its own."""
    asked = years(library) if year is None else [year]
    code = digits(cn)
    values: list[DefaultValue] = []
    refusals: list[NoDefault] = []
    for one in asked:
        try:
            values.append(default_value(library, cn, country, one, good=good, route=route))
        except NoDefault as refusal:
            refusals.append(refusal)
    used = values[0].row if values else ""
    refused = refusals[0].kind if refusals else ""
    shown = asked if refused in ("", "none") else ()
    beside = tuple(variants(library, cn, country, one, used) for one in shown)
    return DefaultAnswer(
        *(code or cn, country, scope(library, cn), tuple(values), beside, year is None),
        *(refusals[0] if refusals else None, tuple(refusal.rows for refusal in refusals)),
    )
