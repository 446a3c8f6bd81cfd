"""Which goods the mechanism covers: the lines of Annex I, the codes below them, and what is proposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.codes import CN, digits
from carbonfoot.cbam.goods import CbamGood, goods

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

_HEADING = 4


class Line(NamedTuple):
    """A line of Annex I: its code, whether it is `except`ed there, what it is, and where it stands."""

    code: str
    excepted: bool
    description: str
    act: str
    annex: str
    edition: str
    note: str


class Threshold(NamedTuple):
    """Mass below which an importer owes nothing, over all goods of a calendar year."""

    value: float
    unit: str
    act: str
    annex: str
    note: str


class Scope(NamedTuple):
    """Whether a code is covered.

    status   covered, part (some of what it stands for), excepted (named as not covered), not-covered, unlisted (a line of
             Annex I has it, but the list of codes does not), no-code (no such chapter of the Combined Nomenclature)
    line     the line of Annex I that decides; None where none does
    goods    what it stands for, in force; where unlisted, the codes nearest to it
    proposed  likewise, of a proposal that is not law; `beside`: proposals of the same heading
    excepts  exceptions below a heading
    near     other lines of the chapter
    routes   letters of the production routes that its benchmarks know
    threshold  None where none applies
    """

    code: str
    status: str
    line: Line | None
    goods: tuple[CbamGood, ...]
    proposed: tuple[CbamGood, ...]
    beside: tuple[CbamGood, ...]
    excepts: tuple[Line, ...]
    near: tuple[Line, ...]
    routes: tuple[str, ...]
    threshold: Threshold | None

    @property
    def covered(self) -> bool:
        """Whether any of it is covered."""
        return self.status in ("covered", "part")


def scope(library: Library, code: str) -> Scope | None:
    """What the law says of a code of 4, 6, 8 or 10 digits; None where it is no code."""
    code = digits(code)
    if not code:
        return None
    lines = _lines(library, code[:2])
    line = max(
        (one for one in lines if code.startswith(one.code)), key=lambda one: len(one.code), default=None
    )
    below = [one for one in lines if one.code.startswith(code) and one is not line]
    every = goods(library, code)
    listed = tuple(one for one in every if one.covered)
    # A longer code than any of the list must not take the whole of what a shorter one stands for.
    listed = tuple(one for one in listed if one.cn.startswith(code) or code.startswith(one.cn))
    status = _status(code, line, below, listed)
    known = listed if status in ("covered", "part") else ()
    if status == "unlisted":
        listed = _nearest(library, code)
    beside = tuple(one for one in goods(library, code[:_HEADING]) if not one.covered)
    proposed = tuple(one for one in beside if one.cn.startswith(code) or code.startswith(one.cn))
    routes = library.rows(
        "select distinct route from cbam_benchmarks where cn_code glob ? and route <> '' order by route",
        f"{code[:CN]}*",
    )
    return Scope(
        *(
            code,
            status,
            line,
            listed if known or status == "unlisted" else (),
            proposed,
            () if proposed else beside,
        ),
        *(tuple(one for one in below if one.excepted), tuple(one for one in lines if not one.excepted)),
        *(tuple(str(route) for (route,) in routes) if known else (), _threshold(library, known)),
    )


def _nearest(library: Library, code: str) -> tuple[CbamGood, ...]:
    """Codes of the same subheading, else of the same heading."""
    every = (goods(library, code[:length]) for length in (6, 4) if length < len(code))
    return next((found for some in every if (found := tuple(one for one in some if one.covered))), ())


def _lines(library: Library, chapter: str) -> list[Line]:
    rows = library.rows(
        "select cn_code, listed, description, act, annex, edition, note from cbam_headings"
        " where cn_code glob ? order by cn_code",
        f"{chapter}*",
    )
    return [Line(code, listed == "except", *place) for code, listed, *place in rows]


def _status(code: str, line: Line | None, below: list[Line], listed: tuple[CbamGood, ...]) -> str:
    if line is not None and line.excepted:
        return "excepted"
    if line is None and not below:
        return "not-covered" if _is_chapter(code[:2]) else "no-code"
    whole = code.ljust(CN, "0")
    if any(one.excepted and one.code == whole for one in below):
        return "excepted"
    if line is None and all(one.excepted for one in below):
        return "excepted"
    if not listed:
        return "unlisted"
    if line is None or any(one.excepted for one in below) or any(one.partial for one in listed):
        return "part"
    return "covered"


def _is_chapter(number: str) -> bool:
    """Chapters 01 to 97 of the Harmonised System, of which 77 is kept free, and 98 and 99 of the Combined Nomenclature."""
    return bool(re.fullmatch(r"0[1-9]|[1-9]\d", number)) and number != "77"


def _threshold(library: Library, known: tuple[CbamGood, ...]) -> Threshold | None:
    if not any(one.de_minimis for one in known):
        return None
    sql = "select value, unit, act, annex, note from cbam_constants where kind = 'de-minimis' order by year_from desc"
    for value, *place in library.rows(sql):
        return Threshold(float(value), *place)
    return None
