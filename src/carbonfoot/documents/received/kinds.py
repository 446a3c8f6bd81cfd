"""Kinds of value in a declaration: each looks at one value and adds a finding where it is not what it must be.

At least as strict as the official schema of PACT 3, and strict where its patterns are not anchored (`1kg`, `-1abc`) or state
no range (ratings, shares).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from carbonfoot.documents.json_found import Found, as_text
from carbonfoot.documents.received.table import Field
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import MAX_LENGTH, SMALLEST, shown
from carbonfoot.quantities.table import nearest

Kind = Callable[[Any, Found, Path, Field], None]

LARGEST = Decimal(10) ** 300
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60))(?:\.[0-9]+)?"
    r"(?P<zone>Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?",
    re.IGNORECASE,
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_SCORES = (Decimal(1), Decimal(5))
_SHARES = (Decimal(), Decimal(100))


def decimal(given: Any) -> Decimal | None:
    """The number of a text such as `0.38`, exactly; None for anything else, and for what no float can hold."""
    if not isinstance(given, str) or len(given) > MAX_LENGTH or not _NUMBER.fullmatch(given):
        return None
    number = Decimal(given)
    return None if number and not SMALLEST <= abs(number) < LARGEST else number


def moment(given: Any) -> datetime | None:
    """The time of a text such as `2025-12-31T00:00:00Z`, with its zone; None for anything else."""
    match = _MOMENT.fullmatch(given) if isinstance(given, str) else None
    if match is None or match["zone"] is None:
        return None
    time = match["time"].replace(":60", ":59")  # a leap second
    zone = "+00:00" if match["zone"] in "Zz" else match["zone"]
    try:
        return datetime.fromisoformat(f"{given[:10]}T{time}{zone}")
    except ValueError:  # 30 February
        return None


def not_finite(data: Any, found: Found, said: str = "{literal}") -> None:
    """CF206 for NaN and Infinity, which JSON does not have, and for what no float can hold; `said` is how it is written."""
    for path in infinite(data):
        found.add("CF206", f"`{said}` is not a finite number", path, "write the number as text, or null")


def infinite(data: Any) -> Iterator[Path]:
    """Where NaN or Infinity stands."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, float) and not isfinite(one):
            yield path
        elif isinstance(one, dict):
            waiting.extend(((*path, key), value) for key, value in reversed(one.items()))
        elif isinstance(one, list):
            waiting.extend(((*path, number), value) for number, value in reversed([*enumerate(one)]))


def _number(given: Any, found: Found, path: Path, field: Field) -> Decimal | None:
    """Any number written as text; None with a finding (CF103, CF201, CF206)."""
    if type(given) in (int, float):
        if isinstance(given, int) or isfinite(given):
            said = f"`{str(given)[:60]}` stands without quotes, and numbers of a declaration are text"
            found.add("CF103", said, path, f'write "{field.key}": "0.38"')
        return None  # what is not finite is told for the whole file
    if not isinstance(given, str):
        found.add("CF103", f"{_said(given)} stands where a number is needed", path, 'write "0.38"')
        return None
    if not _NUMBER.fullmatch(given):
        found.add("CF201", f"{shown(given)} is not a number as declarations write it", path, _better(given))
        return None
    number = decimal(given)
    if number is None and len(given) > MAX_LENGTH:
        said = f"{shown(given)} has {len(given):,} characters"
        found.add("CF206", said, path, f"a number has at most {MAX_LENGTH}")
    elif number is None:
        large = len(given.lstrip("+-0").partition(".")[0]) > 1
        size = "large" if large else "small"
        found.add("CF206", f"{shown(given)} is too {size} for a number", path, "check the unit")
    return number


def _better(given: str) -> str:
    """What to write instead of a text that is no number."""
    text = given.strip()
    if re.fullmatch(r"[+-]?[0-9]*\.?[0-9]*[eE][+-]?[0-9]{1,2}", text):
        try:
            return f'write it without exponent: "{Decimal(text):f}"'
        except ArithmeticError:
            return "write it without exponent"
    if re.fullmatch(r"[+-]?\.[0-9]+", text):
        return f'write the zero before the point: "{text.replace(".", "0.")}"'
    if re.fullmatch(r"[+-]?[0-9]+\.", text):
        return f'write "{text[:-1]}"'
    if "," in text:
        return "the decimal sign is a point, and nothing parts the thousands"
    if re.match(r"[+-]?[0-9]", text):
        return 'digits alone, as in "0.38": the unit has a place of its own'
    return 'digits with a point, as in "0.38"'


def _ranged(low: Decimal | None, high: Decimal | None, code: str, said: str, help: str) -> Kind:
    def check(given: Any, found: Found, path: Path, field: Field) -> None:
        number = _number(given, found, path, field)
        if number is None:
            return
        if (low is not None and number < low) or (high is not None and number > high):
            found.add(code, f"{shown(given)} {said}", path, help)

    return check


def _number_of(given: Any, found: Found, path: Path, field: Field) -> None:
    _number(given, found, path, field)


def _positive(given: Any, found: Found, path: Path, field: Field) -> None:
    number = _number(given, found, path, field)
    if number is not None and given.startswith("-"):
        help = "emissions and contents are stated as positive numbers; removals and uptake have keys of their own"
        found.add("CF207", f"{shown(given)} is negative", path, help)


def _amount(given: Any, found: Found, path: Path, field: Field) -> None:
    number = _number(given, found, path, field)
    if number is not None and number <= 0:
        found.add("CF208", f"{shown(given)} is not more than zero", path, "a footprint is of an amount")


def _text(given: Any, found: Found, path: Path, field: Field) -> None:
    if not isinstance(given, str):
        found.add("CF103", f"{_said(given)} stands where text is needed", path, f'"{field.key}": "..."')


def _name(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
    as_text(given, found, path)


def _yes_no(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
    if not isinstance(given, bool):
        found.add("CF103", f"{_said(given)} stands where true or false is needed", path, "without quotes")


def _object(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
    if not isinstance(given, dict):
        found.add("CF103", f"{_said(given)} stands where an object is needed", path, "write an object: {...}")


def _form(pattern: str, code: str, what: str, help: str) -> Kind:
    form = re.compile(pattern)

    def check(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
        if not isinstance(given, str):
            found.add("CF103", f"{_said(given)} stands where text is needed", path, help)
        elif not form.fullmatch(given):
            found.add(code, f"{shown(given)} is not {what}", path, help)

    return check


def _moment(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
    if not isinstance(given, str):
        found.add("CF103", f"{_said(given)} stands where a date is needed", path, '"2025-12-31T00:00:00Z"')
        return
    match = _MOMENT.fullmatch(given)
    if match is not None and match["zone"] is None:
        found.add("CF107", f"{shown(given)} names no time zone", path, "Z for UTC, or +09:00 for Korea")
    elif moment(given) is None:
        help = 'date, time and zone, such as "2025-12-31T00:00:00Z"'
        what = "a date with a time" if match is None else "a day of the calendar"
        found.add("CF107", f"{shown(given)} is not {what}", path, help)


def _word(given: Any, found: Found, path: Path, field: Field) -> None:
    if not isinstance(given, str):
        found.add("CF103", f"{_said(given)} stands where text is needed", path, _listed(field.choices))
    elif given not in field.choices:
        near = nearest(given, field.choices)
        help = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else _listed(field.choices)
        found.add("CF105", f"{shown(given)} is no word of `{field.key}`", path, help)


def _known(given: Any, found: Found, path: Path, field: Field) -> None:
    """An open list of words: another one is only worth knowing."""
    if not isinstance(given, str):
        found.add("CF103", f"{_said(given)} stands where text is needed", path, _listed(field.choices))
    elif given not in field.choices:
        help = _listed(field.choices)
        found.add("CF904", f"{shown(given)} is no standard that PACT names", path, help, severity="note")


def _listed(words: tuple[str, ...]) -> str:
    return f"one of {', '.join(words)}"


def _said(given: Any) -> str:
    if type(given) in (int, float):
        return f"`{str(given)[:60]}`"
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "null" if given is None else names.get(type(given), "another kind of value")


KINDS: dict[str, Kind] = {
    "uuid": _form(
        r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        "CF111",
        "a UUID",
        "such as 3b4edc05-e214-47a1-b0c2-1d831cdd9ba9",
    ),
    "version": _form(r"[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9]{8})?", "CF111", "a version", 'such as "3.0.3"'),
    "urn": _form(
        r"[uU][rR][nN]:(?s:.*)", "CF111", "a URN", 'such as "urn:gtin:4712345060507" or "urn:pact:..."'
    ),
    "uri": _form(_URI.pattern, "CF111", "an address", 'such as "https://example.org/schema.json"'),
    "country": _form(r"[A-Z]{2}", "CF108", "a country code", 'two capitals of ISO 3166-1, such as "KR"'),
    "subdivision": _form(
        r"[A-Z]{2}-[A-Z0-9]{1,3}", "CF108", "a code of ISO 3166-2", 'such as "KR-41" or "DE-BW"'
    ),
    "gwp": _form(r"AR[0-9]+", "CF111", "an assessment report of the IPCC", 'such as "AR6"'),
    "moment": _moment,
    "text": _text,
    "filled": _form(r"(?s:.+)", "CF109", "text with something in it", "write a name"),
    "name": _name,
    "yes_no": _yes_no,
    "object": _object,
    "word": _word,
    "known": _known,
    "number": _number_of,
    "positive": _positive,
    "negative": _ranged(
        None, Decimal(), "CF208", "is positive", "what is taken up or removed is stated as a negative number"
    ),
    "amount": _amount,
    "mass": _ranged(Decimal(), None, "CF207", "is negative", '"0" where a mass makes no sense'),
    "percent": _ranged(*_SHARES, "CF208", "is outside 0 to 100 percent", "shares are percent: 12.5"),
    "score": _ranged(*_SCORES, "CF208", "is outside 1 to 5", "1 is best, 5 is worst"),
}
