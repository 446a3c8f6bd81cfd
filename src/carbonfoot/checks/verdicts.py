"""How a limit becomes a verdict: the same words, findings and places for every check."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.checks.model import FAIL, OPEN, PASS, Checking, Placed, Verdict
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.quantities.numbers import format_number, round_digits

DIGITS = 6
"""Significant digits of numbers in messages; more where two numbers that differ would read alike."""

MOST_DIGITS = 12
"""As results are printed; numbers are compared so, and a digit beyond is none (DESIGN 5)."""

KG, PER_KG, SHARE, RATING = "kg CO2e", "kg CO2e/kg", "%", ""
"""Units of limits."""

_HELP = {
    "CF940": "lower the footprint, or raise the limit and state the reason",
    "CF941": "complete the document, or take the limit away",
    "CF942": "find out what changed, then state the new number",
    "CF943": "measure what drives it, or write `assumed: allowed`",
}


class Asked(NamedTuple):
    """A limit that is asked of a product.

    key    where it stands in its budget, `("stage", "materials")`
    kind, name   of the verdict
    unit   of the numbers: `KG`, `SHARE` or `RATING`
    least  whether the limit is a lower one
    """

    placed: Placed
    checking: Checking
    key: Path
    kind: str
    name: str = ""
    unit: str = KG
    least: bool = False

    @property
    def limit(self) -> float:
        """The number of the limit."""
        return self.placed.limits[self.key]

    @property
    def what(self) -> str:
        """What is held against the limit, for messages."""
        return f"{self.kind} `{self.name}`" if self.name else self.kind

    @property
    def place(self) -> Path:
        """Where the limit stands in its file."""
        return (*self.placed.path, *self.key)


def above(number: float, limit: float) -> bool:
    """Whether a number is above another at the digits that are printed."""
    return round_digits(number, MOST_DIGITS) > round_digits(limit, MOST_DIGITS)


def judged(
    asked: Asked, actual: float, path: Path = ("product",), why: str = "", notes: tuple[str, ...] = ()
) -> Verdict:
    """Pass where `actual` keeps the limit; `path` is the line of the document that weighs most."""
    limit = asked.limit
    broken = above(limit, actual) if asked.least else above(actual, limit)
    if not broken:
        return _verdict(asked, PASS, actual, None, why)
    found, wanted = texts(actual, limit, asked.unit)
    side = "below the minimum" if asked.least else "over the limit"
    message = f"{asked.what} is {found}, {side} of {wanted}"
    return _verdict(asked, FAIL, actual, _finding("CF940", message, asked, path, notes), why)


def opened(asked: Asked, why: str, path: Path = ("product",), code: str = "CF941") -> Verdict:
    """A limit that there is no number for."""
    wanted = text_of(asked.limit, asked.unit)
    message = f"{asked.what} cannot be held against {wanted}: {why}"
    return _verdict(asked, OPEN, None, _finding(code, message, asked, path), why)


def expected(asked: Asked, actual: float, room: float) -> Verdict:
    """Pass where `actual` lies within `room` of what the document expects."""
    wanted = asked.limit
    off = round_digits(abs(round_digits(actual, MOST_DIGITS) - wanted), MOST_DIGITS)
    if off <= room:
        return _verdict(asked, PASS, actual, None, "")
    said, stated = texts(actual, wanted, asked.unit)
    message = f"{asked.name} is {said}, and {stated} is expected"
    return _verdict(asked, FAIL, actual, _finding("CF942", message, asked, ("expect",)), "")


def said(
    asked: Asked, how: str, actual: str, limit: str, why: str = "", finding: Finding | None = None
) -> Verdict:
    """A verdict that no number stands behind."""
    return Verdict(
        asked.kind,
        asked.name,
        asked.placed.called,
        asked.checking.name,
        how,
        limit,
        actual,
        why=why,
        finding=finding,
        file=asked.placed.file,
        path=asked.place,
    )


def at_line(asked: Asked, message: str, file: str, path: Path, help: str) -> Finding:
    """CF940 at a line, with the budget beside."""
    return Finding("CF940", message, file, path, help=help, related=(_beside(asked),))


def in_question(asked: Asked, why: str, help: str = "") -> Finding:
    """CF941 for what has no number."""
    message = f"{asked.what} cannot be judged: {why}"
    finding = _finding("CF941", message, asked, ("product",))
    return finding._replace(help=help) if help else finding


def text_of(number: float, unit: str, digits: int = DIGITS) -> str:
    """A number with its unit; a share in percent."""
    return f"{format_number(100 * number if unit == SHARE else number, digits)} {unit}".strip()


def texts(one: float, other: float, unit: str) -> tuple[str, str]:
    """Two numbers with as many digits as tell them apart."""
    for digits in range(DIGITS, MOST_DIGITS + 1):
        pair = text_of(one, unit, digits), text_of(other, unit, digits)
        if pair[0] != pair[1]:
            break
    return pair


def _verdict(asked: Asked, how: str, actual: float | None, finding: Finding | None, why: str) -> Verdict:
    limit = asked.limit
    if actual is None:
        found, wanted = "", text_of(limit, asked.unit)
    elif how == FAIL:
        found, wanted = texts(actual, limit, asked.unit)
    else:
        found, wanted = (text_of(one, asked.unit) for one in (actual, limit))
    return said(asked, how, found, wanted, why, finding)._replace(limit_number=limit, actual_number=actual)


def _finding(code: str, message: str, asked: Asked, path: Path, notes: tuple[str, ...] = ()) -> Finding:
    """At the budget where it stands in the document, else at the document with the budget beside."""
    here = asked.checking.product.shown
    help = _HELP[code]
    if asked.placed.file != here:
        return Finding(code, message, here, path, help=help, notes=notes, related=(_beside(asked),))
    line = (
        ()
        if path in (("product",), ("expect",))
        else (Related(here, path, "the line that weighs most", "key"),)
    )
    return Finding(code, message, here, asked.place, help=help, notes=notes, related=line)


def _beside(asked: Asked) -> Related:
    called = f"the budget `{asked.placed.called}`" if asked.placed.called else "the budget"
    return Related(asked.placed.file, asked.place, called, "value")
