"""What a cell holds, by the kind of its column: text, a number, a date; or a finding at its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.documents.encoding import find_unseen
from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.intake.formats import PLAIN, Look
from carbonfoot.intake.table import Column, Spot
from carbonfoot.intake.tally import Tally
from carbonfoot.quantities.numbers import QuantityError, parse_number, shown


class Stored(NamedTuple):
    """A cell of a workbook that is more than text.

    text     `12.5`, `2025-03-01`, `TRUE`, `#N/A`; for a computed text that text
    type     number, date, truth, error, text, or nothing for a formula without a value
    formula  whether a formula computed it
    look     how it is shown
    """

    text: str
    type: str
    formula: bool = False
    look: Look = PLAIN


Given = str | Stored
"""A cell as a reader finds it: text as it stands, or a value with its type."""

ERRORS = frozenset(
    [
        "#N/A",
        "#DIV/0!",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
    ]
)
_NOTHING = frozenset(
    [
        "-",
        "\u2013",
        "\u2014",
        "--",
        "n/a",
        "na",
        "n.a.",
        "n/d",
        "nd",
        "none",
        "null",
        "nil",
        "?",
        "없음",
        "해당없음",
        "미상",
    ]
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,2})?")
_DAY = re.compile(
    r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}.*|[0-9]{1,2}-[A-Za-z]{3}(-[0-9]{2,4})?|[A-Za-z]{3}-[0-9]{2,4}"
    r"|[0-9]+년.*|[0-9]+월.*"
)
_WITH_UNIT = re.compile(r"[-+<>~]?\s?[0-9][0-9.,]*\s*[^\W\d_].*", re.DOTALL)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_BY_HAND = "the workbook computes its formulas only when asked to (manual calculation)"


class Judge:
    """Reads the cells of one table; what is wrong with them goes into the tally."""

    def __init__(self, tally: Tally, decimal: str, *, typed: bool, by_hand: bool) -> None:
        self.tally = tally
        self.decimal = decimal
        self.typed = typed
        self.notes = (_BY_HAND,) if by_hand else ()

    def read(self, given: Given, column: Column, row: Spot) -> str:
        """The text of a cell; "" when it is empty or refused."""
        if isinstance(given, Stored):
            return self._stored(given, column, row)
        text = given.strip()
        if not text:
            return ""
        if (
            column.kind == "number"
            and _NUMBER.fullmatch(text) is not None
            and (self.decimal == "." or "." not in text)
        ):
            self._told_as_text(column, row)
            return text
        if not text.isascii():
            text = nfc(text)
        if not text.isprintable() and self.typed and (unseen := find_unseen(text, "")):
            self.tally.each("CF003", unseen[0].message, row, column, unseen[0].help)
            return ""
        if text[0] == "#" and text in ERRORS:
            return self._error(text, column, row)
        if column.kind == "number":
            return self._number(text, column, row)
        if column.kind == "date":
            return self._date(text, column, row)
        return text

    def _stored(self, given: Stored, column: Column, row: Spot) -> str:
        kind = given.type
        if kind == "error":
            return self._error(given.text, column, row)
        if kind == "nothing":
            help = "open the workbook in a spreadsheet program and save it, or write the value itself"
            self.tally.each("CF611", "the formula was saved without its value", row, column, help)
            return ""
        if given.formula and given.text:
            self.tally.once(
                "CF612",
                f"column `{column.name}`: values computed by formulas: {{}}; taken as they were last saved",
                row,
                column,
                help="if the workbook may not have been computed since its last change, compute and save it again",
                notes=self.notes,
            )
        if kind == "text":
            return self.read(given.text, column, row)
        if column.kind == "number":
            return self._number_of(given, column, row)
        if column.kind == "date":
            if kind == "date" and _ISO_DAY.match(given.text):
                return given.text[:10]
            help = "give the cells a date format, or write dates as 2025-03-01"
            self.tally.each("CF615", f"`{given.text}` stands where a date belongs", row, column, help)
            return ""
        self._shown_otherwise(given, column, row)
        if kind == "date" and column.kind == "text":
            self.tally.once(
                "CF613",
                f"column `{column.name}`: dates among its texts: {{}}, here {given.text}; spreadsheet programs make "
                "dates of texts such as 10-12",
                row,
                column,
                help="if a text was meant, give the column the format Text and type it again",
                severity="warning",
            )
        return given.text

    def _number_of(self, given: Stored, column: Column, row: Spot) -> str:
        """A stored value in a column of numbers."""
        if given.type == "date":
            help = "type the number again in a cell with the format General"
            self.tally.each(
                "CF613", f"the date {given.text} stands where a number belongs", row, column, help
            )
            return ""
        if given.type == "truth":
            self.tally.each("CF615", f"`{given.text}` is not a number", row, column, "write the number")
            return ""
        self._shown_otherwise(given, column, row)
        return given.text

    def _shown_otherwise(self, given: Stored, column: Column, row: Spot) -> None:
        if given.look.otherwise:
            self.tally.once(
                "CF616",
                f"column `{column.name}`: numbers shown {given.look.otherwise}: {{}}; the stored number is "
                f"taken, here {given.text}",
                row,
                column,
                help="check that the stored number and the unit belong together; the format General shows it",
                about=given.look.otherwise,
            )

    def _error(self, text: str, column: Column, row: Spot) -> str:
        help = "correct the formula, or leave the cell empty: missing is never zero"
        self.tally.each("CF610", f"{shown(text)} is an error, not a value", row, column, help)
        return ""

    def _told_as_text(self, column: Column, row: Spot) -> None:
        if self.typed:
            self.tally.once(
                "CF614",
                f"column `{column.name}`: numbers stored as text: {{}}",
                row,
                column,
                help="they are read as they stand; Excel turns them into numbers with Data, Text to Columns",
            )

    def _number(self, text: str, column: Column, row: Spot) -> str:
        """Text in a column of numbers, with the decimal mark that was stated."""
        try:
            plain = self._plain(text)
        except QuantityError as error:
            code, message, help = _refused(text, error, self.decimal)
            self.tally.each(code, message, row, column, help)
            return ""
        self._told_as_text(column, row)
        return plain

    def _plain(self, text: str) -> str:
        if self.decimal == ",":
            if "." in text:
                raise QuantityError("CF201", f"{shown(text)} has a point", _point_help(text))
            if text.count(",") == 1:
                text = text.replace(",", ".")
        value = parse_number(text)
        return text if _NUMBER.fullmatch(text) else repr(value).removesuffix(".0")

    def _date(self, text: str, column: Column, row: Spot) -> str:
        from datetime import date

        try:
            if _ISO_DAY.fullmatch(text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        help = "write the year, the month and the day, such as 2025-03-01"
        self.tally.each(
            "CF615", f"{shown(text)} is not a date that can be read in one way only", row, column, help
        )
        return ""


def _refused(text: str, error: QuantityError, decimal: str) -> tuple[str, str, str]:
    """Code, message and help for text that is not a number."""
    if error.code == "CF201":
        if text.casefold() in _NOTHING:
            return "CF615", f"{shown(text)} is not a number", "leave the cell empty: missing is never zero"
        if _DAY.fullmatch(text):
            help = "a spreadsheet program may have made a date of the number: write the number again"
            return "CF613", f"the date {shown(text)} stands where a number belongs", help
        if text.startswith("="):
            return "CF615", f"{shown(text)} is a formula", "write the value that it computes"
        if text.endswith("%"):
            help = "write 0.5 for 50 %; or, if the unit of the column is %, the number alone"
            return "CF615", f"{shown(text)} has a percent sign", help
        if _WITH_UNIT.fullmatch(text):
            help = "write the number alone; the unit of the whole column is stated once"
            return "CF615", f"{shown(text)} is a number with more text", help
    help = error.help
    if "," in text and decimal == ".":
        help += '\nif every comma in the table is a decimal comma, state `decimal: ","`'
    return ("CF615" if error.code == "CF201" else error.code), error.message, help


def _point_help(text: str) -> str:
    whole, _, rest = text.partition(".")
    if "," not in rest and text.count(".") == 1:
        return f"thousands point? write {whole}{rest}; decimal point? write {whole},{rest}"
    return f"without thousands marks: {text.replace('.', '')}"
