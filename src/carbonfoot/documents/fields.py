"""Field types of the documents: text in, typed value out, a coded error when the text cannot mean what the field needs.

Every leaf of a document arrives as text (DESIGN 5: scalars stay text until the field's type reads them). A field
type raises `PydanticCustomError` whose type is the finding code; `documents.reading` turns it into a finding.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from carbonfoot.documents.shape import value
from carbonfoot.quantities import expressions, units
from carbonfoot.quantities.numbers import QuantityError, shown

MAX_TEXT = 10_000
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a period may lie in; others are slips of the keyboard."""

FEBRUARY = 2


class Expression(NamedTuple):
    """An amount written as `= ...`, parsed; evaluated once the parameters of its document are known."""

    text: str
    node: Any
    unit: str


Value = units.Quantity | Expression


def refuse(code: str, message: str, help: str = "", **more: Any) -> PydanticCustomError:
    """A coded refusal; `message` is final text, so braces in user text must not be read as a template."""
    return PydanticCustomError(code, "{said}", {"said": message, "help": help, **more})


def _text_of(given: Any) -> str:
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, dict):
        return _from_mapping(given)
    if given is None:
        raise refuse("CF104", "the value is empty", "write a value, or remove the key: missing is never zero")
    raise refuse("CF103", "an amount is needed here, not a list", "write it as text, such as `2.35 kg`")


def _from_mapping(given: dict[str, Any]) -> str:
    """`{value: 2.35, unit: kg}` is the same as `2.35 kg`."""
    if set(given) - {"value", "unit"} or not isinstance(given.get("value"), str):
        raise refuse("CF103", "an amount is text, or a mapping of `value` and `unit`", "write `2.35 kg`")
    unit = given.get("unit")
    if unit is None or not isinstance(unit, str):
        raise refuse("CF205", f"`{given['value']}` has no unit", "add `unit: kg`")
    return f"{given['value']} {unit}"


def from_quantity_error(error: QuantityError, shift: int = 0) -> PydanticCustomError:
    """The coded refusal for an error of the quantities room; `shift` is where its text starts in the scalar."""
    return refuse(error.code, error.message, error.help, start=error.start + shift, end=error.end + shift)


def read_value(given: Any) -> Value:
    """A quantity with its unit, or an expression that starts with `=`."""
    text = _text_of(given)
    try:
        if text.startswith("="):
            body = text[1:]
            return Expression(text, expressions.parse(body), "")
        return units.parse_quantity(text)
    except QuantityError as error:
        raise from_quantity_error(error, shift=1 if text.startswith("=") else 0) from None


def read_share(given: Any) -> Value:
    """A share: `30 %` or `0.3`; both ends are checked where it is used."""
    text = _text_of(given)
    if text.startswith("="):
        return read_value(text)
    try:
        return units.parse_quantity(text, default_unit="1")
    except QuantityError as error:
        raise from_quantity_error(error) from None


def read_bare(given: Any) -> Value:
    """An amount that may lack its unit here because the line states it beside (`unit:`)."""
    text = _text_of(given)
    if re.fullmatch(r"[-+]?[0-9][0-9.eE+-]*", text):
        try:
            return units.parse_quantity(text, default_unit="1")._replace(text=text)
        except QuantityError as error:
            raise from_quantity_error(error) from None
    return read_value(text)


_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)


def _shape(given: Any) -> str:
    return "a list" if isinstance(given, list) else "a mapping"


def read_text(given: Any) -> str:
    """Text without control or direction-changing characters, not empty."""
    if given is None:
        raise refuse("CF104", "the value is empty", "write a value, or remove the key")
    if not isinstance(given, str):
        help = "write one value on the line of its key"
        raise refuse("CF103", f"text is needed here, not {_shape(given)}", help)
    if not given.strip():
        raise refuse("CF104", "the text is blank", "write a value, or remove the key")
    found = _CONTROL.search(given)
    if found:
        message = f"the text holds a hidden character (U+{ord(found.group()):04X})"
        help = "delete it; such characters come along with text copied from a web page or a PDF"
        raise refuse("CF109", message, help, start=found.start(), end=found.end())
    if len(given) > MAX_TEXT:
        raise refuse("CF109", f"the text is {len(given)} characters long", f"{MAX_TEXT:,} is the limit")
    return given.strip()


def read_country(given: Any) -> str:
    """ISO 3166-1 alpha-2 code, or a subdivision `CN-GD`, or `GLO` for the world."""
    text = read_text(given)
    if re.fullmatch(r"GLO|EU27|[A-Z]{2}(-[A-Z0-9]{1,12})*", text):
        return text
    code = text.upper()
    hint = f"write `{code}`" if re.fullmatch(r"[A-Z]{2}", code) else "write two capital letters, such as `KR`"
    raise refuse("CF108", f"{shown(text)} is not a country code", hint)


class Period(NamedTuple):
    """The time the activity data cover; both dates inclusive, ISO 8601."""

    start: str
    end: str

    @property
    def year(self) -> int:
        """The year whose factors fit best: that of the end of the period."""
        return int(self.end[:4])


LONGEST_PERIOD = 5
"""Years; factors follow the last of them, which says little about data much older."""

_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _one_date(text: str, end: bool) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else (12 if end else 1)
    if not 1 <= month <= len(_MONTH_DAYS):
        return None
    days = _MONTH_DAYS[month - 1]
    if month == FEBRUARY and (year % 4 or (year % 100 == 0 and year % 400)):
        days = 28
    day = int(match[3]) if match[3] else (days if end else 1)
    if not 1 <= day <= days:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def read_period(given: Any) -> Period:
    """`2025`, `2025-03`, `2025-01..2025-06` (or with `/`, `to`), `{from: 2025-01-01, to: 2025-06-30}`; both ends are needed."""
    if isinstance(given, dict) and set(given) == {"from", "to"}:
        first, last = given["from"], given["to"]
    elif isinstance(given, str):
        ends = re.split(r"\.\.|/|\s+(?:to|-|–)\s+", given.strip(), maxsplit=1)
        first, last = ends[0], ends[-1]
    else:
        first = last = None
    if isinstance(first, str) and isinstance(last, str):
        start, end = _one_date(first.strip(), end=False), _one_date(last.strip(), end=True)
        if start and end and start <= end:
            if f"{int(start[:4]) + LONGEST_PERIOD}{start[4:]}" <= end:
                message = f"the period from {start} to {end} is longer than {LONGEST_PERIOD} years"
                raise refuse("CF107", message, "a footprint is of one year, or of a few that are averaged")
            return Period(start, end)
        if start and end:
            raise refuse("CF107", f"the period ends ({end}) before it starts ({start})", "swap the two dates")
    help = "write `2025`, `2025-03` or `2025-01..2025-06`"
    if not isinstance(given, str):
        raise refuse("CF103", f"a period is needed here, not {_shape(given)}", help)
    raise refuse("CF107", f"{shown(given)} is not a period", help)


def read_day(given: Any) -> str:
    """One calendar day, `2026-12-31`."""
    text = read_text(given)
    day = _one_date(text, end=True)
    if day is None:
        raise refuse(
            "CF107", f"{shown(text)} is not a date", "write year, month and day, such as `2026-12-31`"
        )
    return day


def read_code(given: Any) -> str:
    """A Combined Nomenclature code: 4 to 10 digits, blanks and points between them allowed."""
    text = read_text(given)
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch(r"\d{4}|\d{6}|\d{8}|\d{10}", digits):
        raise refuse("CF111", f"{shown(text)} is not a CN code", "4, 6, 8 or 10 digits, such as `7318 15 95`")
    return digits


def read_item(given: Any) -> str:
    """An item path of the factor library, `steel/hot-rolled-coil`."""
    return read_text(given)  # whether there is such an item, and which look like it, only the library knows


def read_name(given: Any) -> str:
    """A name for a parameter or table: a letter, then letters, digits and underscores."""
    text = read_text(given)
    if not text.isidentifier():
        raise refuse(
            "CF109", f"{shown(text)} cannot be a name", "a letter, then letters, digits and underscores"
        )
    return text


OWN_NAMES = ("base", "all")
"""Names of scenarios that are taken: the document as it is written, and every scenario."""


def read_scenario_name(given: Any) -> str:
    """A name for a scenario: any text but those that are taken."""
    text = read_text(given)
    if text in OWN_NAMES:
        message = f"{shown(text)} cannot be the name of a scenario"
        raise refuse("CF109", message, "`base` is the document as it is written, `all` is every scenario")
    return text


def read_yes_no(given: Any) -> bool:
    """`yes` or `no`; `true` and `false` mean the same."""
    answers = {"yes": True, "no": False, "true": True, "false": False}
    text = read_text(given)
    if text not in answers:
        raise refuse("CF105", f"{shown(text)} is neither yes nor no", "write `yes` or `no`")
    return answers[text]


_PLAIN: dict[str, Any] = {"type": ["string", "number"]}
_AMOUNT: dict[str, Any] = {
    "anyOf": [
        _PLAIN,
        {
            "type": "object",
            "properties": {
                "value": {**_PLAIN, "description": "The number.", "examples": ["2.35"]},
                "unit": {"type": "string", "description": "Its unit.", "examples": ["kg"]},
            },
            "required": ["value", "unit"],
            "additionalProperties": False,
        },
    ]
}
_PERIOD: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "integer"]},
        {
            "type": "object",
            "properties": {
                "from": {"type": "string", "description": "First day.", "examples": ["2025-01-01"]},
                "to": {"type": "string", "description": "Last day.", "examples": ["2025-06-30"]},
            },
            "required": ["from", "to"],
            "additionalProperties": False,
        },
    ]
}

AMOUNT = value(read_value, _AMOUNT)
BARE_AMOUNT = value(read_bare, _AMOUNT)
SHARE = value(read_share, _PLAIN)
TEXT = value(read_text, _PLAIN, kept=1000)  # names and ids hardly ever come again
COUNTRY = value(read_country, {"type": "string", "pattern": "^(GLO|EU27|[A-Z]{2}(-[A-Z0-9]{1,12})*)$"})
PERIOD = value(read_period, _PERIOD)
DAY = value(read_day, {"type": "string", "format": "date"})
CN_CODE = value(read_code, {"type": ["string", "integer"]})
ITEM = value(read_item, {"type": "string"})
YES_NO = value(read_yes_no, {"enum": ["yes", "no", True, False]})
