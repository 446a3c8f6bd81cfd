"""`valid_on:`: what suppliers state must hold on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carbonfoot.checks.model import FAIL, OPEN, PASS, Checking, Placed, Verdict
from carbonfoot.checks.verdicts import Asked, at_line, said
from carbonfoot.documents.lines import StatedFootprint
from carbonfoot.documents.load import closure
from carbonfoot.documents.shape import Shape
from carbonfoot.findings.finding import Finding, Path

if TYPE_CHECKING:
    from carbonfoot.documents.received.model import Received

HELP = "ask the supplier for a declaration that holds"
NONE = "no declaration"


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """A verdict for each declaration that does not hold on the day, or cannot be told; one where all do.

    Asked of declarations, and of stated footprints that say how long they hold, in the document and in all that it links to.
    """
    stated = placed.budget.valid_on
    if stated is None:
        return []
    day = checking.today if stated == "today" else stated
    asked = Asked(placed, checking, ("valid_on",), "valid_on", day)
    batch = checking.product.batch
    if batch is None or checking.product.file not in batch.documents.loaded:
        return [_open(asked, checking.state, checking.product.shown, ("product",))]
    loaded = batch.documents.loaded
    found: list[Verdict] = []
    number = 0
    for file in sorted(closure(loaded, checking.product.file)):
        shown = loaded[file].source.display
        for path, one in sorted(loaded[file].received.items(), key=lambda item: str(item[0])):
            number += 1
            wrong = _wrong(one, day)
            if wrong:
                found.append(_failed(asked, wrong, shown, path))
            elif not one.valid[1]:
                why = f"declaration {one.id} of {one.company} does not say until when it holds"
                found.append(_open(asked, why, shown, path))
        for path, footprint in _statements(loaded[file].part, ()):
            if footprint.valid_until is None:
                continue
            number += 1
            if footprint.valid_until < day:
                wrong = f"the statement `{footprint.source}` held until {footprint.valid_until}"
                found.append(_failed(asked, wrong, shown, (*path, "valid_until")))
    if found:
        return found
    if checking.outcome is None or checking.outcome.footprint is None:
        return [_open(asked, checking.state, checking.product.shown, ("product",))]
    return [said(asked, PASS, str(number) if number else NONE, day)]


def _wrong(one: Received, day: str) -> str:
    """Why a declaration does not hold on a day; "" where it does."""
    name = f"declaration {one.id} of {one.company}"
    if one.status == "Deprecated":
        return f"{name} is deprecated"
    start, end = one.valid
    if end and end < day:
        return f"{name} held until {end}"
    return f"{name} holds from {start} on" if start and start > day else ""


def _failed(asked: Asked, why: str, file: str, path: Path) -> Verdict:
    finding = at_line(asked, f"{why}, asked for {asked.name}", file, path, HELP)
    return said(asked, FAIL, why, asked.name, why, finding)


def _open(asked: Asked, why: str, file: str, path: Path) -> Verdict:
    message = f"whether suppliers' statements hold on {asked.name} is not known: {why}"
    finding = Finding("CF941", message, file, path, help="ask the supplier, or take the limit away")
    return said(asked, OPEN, "", asked.name, why, finding)


def _statements(given: object, path: Path) -> Iterator[tuple[Path, StatedFootprint]]:
    """Every footprint that a document states for a supplier, with its path."""
    if isinstance(given, StatedFootprint):
        yield path, given
    elif isinstance(given, list):
        for number, one in enumerate(given):
            yield from _statements(one, (*path, number))
    elif isinstance(given, Shape):
        for name, field in type(given).fields().items():
            inner = getattr(given, name, None)
            if isinstance(inner, list | Shape):
                yield from _statements(inner, (*path, field.alias or name))
