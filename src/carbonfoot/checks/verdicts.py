"""How a limit becomes a verdict: the same words, findings and places for every check."""

from __future__ import annotations

from carbonfoot.checks.model import FAIL, OPEN, PASS, Checking, Placed, Verdict
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.quantities.numbers import format_number

DIGITS = 6
"""Significant digits of numbers in messages."""

_HELP = {
    "CF940": "lower the footprint, or raise the limit and state the reason",
    "CF941": "complete the document, or take the limit away",
    "CF942": "find out what changed, then state the new number",
}


def at_most(  # noqa: PLR0917  (as `verdict`)
    placed: Placed,
    checking: Checking,
    kind: str,
    name: str,
    limit: float,
    actual: float | None,
    unit: str,
    why: str = "",
) -> Verdict:
    """Pass where `actual` is not above `limit`, open where there is no number (`why` says why)."""
    how = OPEN if actual is None else FAIL if actual > limit else PASS
    return verdict(placed, checking, kind, name, how, limit, actual, unit, ("product",), why)


def verdict(  # noqa: PLR0913, PLR0917  (a verdict has so many parts)
    placed: Placed,
    checking: Checking,
    kind: str,
    name: str,
    how: str,
    limit: float,
    actual: float | None,
    unit: str,
    path: Path,
    why: str,
) -> Verdict:
    """A verdict with its texts and its finding, which stands at `path` of the product's document."""
    wanted, found = (
        "" if number is None else f"{format_number(number, DIGITS)} {unit}".strip()
        for number in (limit, actual)
    )
    what = f"{kind} `{name}`" if name else kind
    finding = None
    if how == OPEN:
        message = f"{what} cannot be held against {wanted}: {why}"
        finding = _finding("CF941", message, placed, checking, path)
    elif how == FAIL and kind == "expect":
        finding = _finding("CF942", f"{name} is {found}, and {wanted} is expected", placed, checking, path)
    elif how == FAIL:
        finding = _finding("CF940", f"{what} is {found}, over the limit of {wanted}", placed, checking, path)
    return Verdict(
        kind,
        name,
        placed.called,
        checking.name,
        how,
        wanted,
        found,
        limit,
        actual,
        why,
        finding,
        placed.file,
        placed.path,
    )


def _finding(code: str, message: str, placed: Placed, checking: Checking, path: Path) -> Finding:
    """At the budget where it stands in the document, else at the document with the budget beside."""
    here = checking.product.shown
    if placed.file == here:
        return Finding(code, message, here, placed.path or path, help=_HELP[code])
    called = f"the budget `{placed.called}`" if placed.called else "the budget"
    related = (Related(placed.file, placed.path, called, "value"),)
    return Finding(code, message, here, path, help=_HELP[code], related=related)
