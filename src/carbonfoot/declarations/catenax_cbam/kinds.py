"""Kinds of value in a message: each looks at one value and adds a finding where it is not what it must be.

Stricter than the official JSON schema, whose code lists are plain text and whose date pattern is not anchored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from carbonfoot.documents.json_found import Found, as_number, as_text
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown

Kind = Callable[[Any, Found, Path], None]

_DATE = re.compile(
    r"\d{4}-\d\d-\d\dT(?:([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
    r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
)


def moment(text: object) -> datetime | None:
    """The time of a date-time such as `2026-12-31T23:59:59Z`; None for any other text. Midnight may be written 24:00."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(re.sub(r"T24:00:00(?:\.0+)?", "T23:59:59.999999", text))
    except ValueError:  # 30 February
        return None


def text(given: Any, found: Found, path: Path) -> None:
    """Text with something in it."""
    as_text(given, found, path)


def yes_no(given: Any, found: Found, path: Path) -> None:
    """`true` or `false`."""
    if not isinstance(given, bool):
        found.add("CF103", f"{_said(given)} stands where true or false is needed", path)


def mass(given: Any, found: Found, path: Path) -> None:
    """Tonnes, or another number that is not negative."""
    as_number(given, found, path)


def cn_code(given: Any, found: Found, path: Path) -> None:
    """Eight digits."""
    code = as_text(given, found, path)
    if code is not None and not re.fullmatch(r"[0-9]{8}", code):
        found.add("CF111", f"{shown(code)} is not a CN code", path, 'eight digits, such as "73181542"')


def country(given: Any, found: Found, path: Path) -> None:
    """ISO 3166-1 alpha-3."""
    code = as_text(given, found, path)
    if code is not None and not re.fullmatch(r"[A-Z]{3}", code):
        help = 'three capitals of ISO 3166-1, such as "KOR"'
        found.add("CF108", f"{shown(code)} is not a country code", path, help)


def currency(given: Any, found: Found, path: Path) -> None:
    """ISO 4217."""
    code = as_text(given, found, path)
    if code is not None and not re.fullmatch(r"[A-Z]{3}", code):
        help = 'three capitals of ISO 4217, such as "KRW"'
        found.add("CF111", f"{shown(code)} is not a currency", path, help)


def bpnl(given: Any, found: Found, path: Path) -> None:
    """The number of a company in the network."""
    code = as_text(given, found, path)
    if code is not None and not re.fullmatch(r"BPNL[a-zA-Z0-9]{12}", code):
        help = "BPNL and twelve letters or digits, such as BPNL0000000001AB"
        found.add("CF111", f"{shown(code)} is not a business partner number", path, help)


def uuid(given: Any, found: Found, path: Path) -> None:
    """A UUID, also as `urn:uuid:`."""
    code = as_text(given, found, path)
    form = r"(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    if code is not None and not re.fullmatch(form, code):
        help = "such as 3b4edc05-e214-47a1-b0c2-1d831cdd9ba9"
        found.add("CF111", f"{shown(code)} is not a UUID", path, help)


def date_time(given: Any, found: Found, path: Path) -> None:
    """A moment."""
    code = as_text(given, found, path)
    if code is not None and moment(code) is None:
        help = 'date and time, such as "2026-12-31T23:59:59Z"'
        found.add("CF107", f"{shown(code)} is not a date with a time", path, help)


def zoned(given: Any, found: Found, path: Path) -> None:
    """A moment with its time zone."""
    date_time(given, found, path)
    when = moment(given)
    if when is not None and when.tzinfo is None:
        found.add("CF107", f"{shown(given)} names no time zone", path, "Z for UTC, or +09:00 for Korea")


def version(given: Any, found: Found, path: Path) -> None:
    """Three numbers."""
    code = as_text(given, found, path)
    if code is not None and not re.fullmatch(r"\d+\.\d+\.\d+", code):
        found.add("CF111", f"{shown(code)} is not a version", path, 'three numbers, such as "3.0.0"')


def degrees(high: float) -> Kind:
    """Decimal degrees between `-high` and `high`."""

    def check(given: Any, found: Found, path: Path) -> None:
        number = as_number(given, found, path, negative=True)
        if number is not None and abs(number) > high:
            found.add("CF208", f"{number:g} is outside -{high:g} to {high:g} degrees", path)

    return check


def one_of(*codes: str) -> Kind:
    """One of some codes."""

    def check(given: Any, found: Found, path: Path) -> None:
        code = as_text(given, found, path)
        if code is not None and code not in codes:
            found.add("CF105", f"{shown(code)} is no code of this place", path, f"one of {', '.join(codes)}")

    return check


def _said(given: Any) -> str:
    return "null" if given is None else shown(given) if isinstance(given, str) else "another kind of value"
