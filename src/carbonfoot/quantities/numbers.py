"""Numbers of user files: strict reading, exact ratios, and rounding for output.

Nothing here guesses: a decimal comma, a leading zero or a superscript is refused with what to write instead.
Rounding works on the shortest decimal text of a float (`repr`), because that is the number a reader sees.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import gcd, isfinite
from typing import TYPE_CHECKING
from unicodedata import decomposition
from unicodedata import normalize as _unicode_normalize

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 400  # characters of one number or quantity; longer text is not an amount
SMALLEST = 2.2250738585072014e-308  # smallest float that keeps all its digits
_NAMED = 12
"""Names that stand one by one in a sentence; a bill of thousands would fill pages."""

_SHOWN = 60  # characters of user text in a message
_GROUP = 3  # digits between thousands marks
_PLAIN_FROM, _PLAIN_BELOW = 1e-6, 1e15  # sizes written without an exponent
_COMPATIBLE_DIGITS = ("<wide>", "<narrow>", "<font>")  # other forms of a plain digit, such as full-width


class QuantityError(Exception):
    """A number, unit, quantity or expression that cannot mean one thing.

    `code` is a finding code, `message` holds the offending value, `help` says what to write instead (a function
    where saying it takes a search), `start` and `end` are character offsets inside the text that was read.
    """

    def __init__(
        self, code: str, message: str, help: str | Callable[[], str] = "", start: int = 0, end: int = 0
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self._help = help
        self.start = start
        self.end = end

    @property
    def help(self) -> str:
        """What to write instead."""
        return self._help if isinstance(self._help, str) else self._help()

    @help.setter
    def help(self, text: str) -> None:
        self._help = text

    def shift(self, by: int) -> QuantityError:
        """The same error, placed in a longer text whose part was read."""
        self.start += by
        self.end += by
        return self

    def place_in(self, raw: str) -> QuantityError:
        """Turn offsets inside `normalise(raw)` into offsets inside `raw`."""
        if not raw.isascii() and _nfkc(raw) != raw:
            self.start, self.end = written_span(prefix_lengths(raw), self.start, self.end)
        return self


def _nfkc(text: str) -> str:
    return _unicode_normalize("NFKC", text)


def prefix_lengths(raw: str) -> list[int]:
    """The length of the NFKC form of every beginning of a text, the empty one first."""
    return [len(_nfkc(raw[:index])) for index in range(len(raw) + 1)]


def written_span(lengths: list[int], start: int, end: int) -> tuple[int, int]:
    """The span in a text as written for a span in its NFKC form, given its `prefix_lengths`."""
    first = bisect_right(lengths, start) - 1
    last = bisect_right(lengths, end) - 1
    if lengths[last] != end:  # inside a character that becomes several
        last = min(bisect_left(lengths, end), len(lengths) - 1)
    return first, max(first, last)


def shown(text: str) -> str:
    """User text in backticks for a message: cut, and without characters that could act on a terminal."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
    return "`" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut) + "`"


def first_of(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f", ... (+{more})" if more > 0 else "")


def normalise(text: str, limit: int = MAX_LENGTH) -> str:
    """NFKC text with a plain minus sign; CF201 where NFKC would make digits (`5²` is not 52)."""
    if len(text) > limit:
        raise _too_long(text, limit)
    if text.isascii():
        return text
    before = ""
    for index, char in enumerate(text):
        if char > "\x7f":
            form = decomposition(char).partition(" ")[0]
            if form.startswith("<") and form not in _COMPATIBLE_DIGITS:
                plain = _nfkc(char)
                power = form in ("<super>", "<sub>") and (before.isalpha() or before == "⁻")
                if not power and (plain[0].isdigit() or plain[0] == "."):
                    raise QuantityError(
                        "CF201",
                        f"{shown(char)} in {shown(text)} is not a plain digit",
                        "write plain digits: 1e3 for a power of ten, 0.5 for a half",
                        len(_nfkc(text[:index])),
                        len(_nfkc(text[: index + 1])),
                    ).place_in(text)
        before = char
    plain = _nfkc(text)
    if len(plain) > limit:
        raise _too_long(text, limit)
    return plain.replace("\u2212", "-")


def _too_long(text: str, limit: int) -> QuantityError:
    message = f"{len(text)} characters are too long here"
    return QuantityError("CF201", message, f"write at most {limit}", 0, len(text))


def number_end(text: str, start: int = 0) -> int:
    """Where the longest run that looks like one number ends; it may still be refused by `read_number`."""
    size = len(text)
    index = start
    if index < size and text[index] in "+-":
        index += 1
    while index < size:
        char = text[index]
        following = text[index + 1 : index + 2]
        between = char in ",_'" and index > start and text[index - 1].isdigit() and following.isdigit()
        if char.isdigit() or char == "." or between:
            index += 1
        elif char in "eE" and index > start and text[index - 1] in "0123456789.":
            signed = following in ("+", "-") and following
            if not text[index + 1 + bool(signed) : index + 2 + bool(signed)].isdigit():
                break
            index += 1 + bool(signed)
        else:
            break
    return index


def parse_number(text: str) -> float:
    """The number a text states: optional sign, digits, optional `.digits`, optional exponent.

    Raises `QuantityError` CF201 (not a number as carbonfoot writes them) or CF206 (not finite, or too
    small to keep its digits), each with what to write instead.
    """
    plain = normalise(text)
    try:
        return read_number(plain.strip())
    except QuantityError as error:
        raise error.shift(len(plain) - len(plain.lstrip())).place_in(text) from None


def read_number(text: str) -> float:
    """`parse_number` for text that is normalised and stripped already."""
    body = text[1:] if text[:1] in ("+", "-") else text
    mantissa, mark, exponent = body.replace("E", "e").partition("e")
    whole, point, decimals = mantissa.partition(".")
    if not (
        text.isascii()
        and whole.isdigit()
        and (whole[0] != "0" or len(whole) == 1)
        and (not point or decimals.isdigit())
        and (not mark or exponent[exponent[:1] in ("+", "-") :].isdigit())
    ):
        raise _not_a_number(text, whole, decimals)
    value = float(text)
    if not isfinite(value):
        raise QuantityError(
            "CF206", f"{shown(text)} is too large for a number", "write it in a larger unit", 0, len(text)
        )
    if abs(value) < SMALLEST and mantissa.strip("0.") != "":
        raise QuantityError(
            "CF206", f"{shown(text)} is too small for a number", "write it in a smaller unit", 0, len(text)
        )
    return value + 0.0  # -0 reads as 0


def _not_a_number(text: str, whole: str, decimals: str) -> QuantityError:
    sign = "-" if text.startswith("-") else ""
    body = text[1:] if text[:1] in ("+", "-") else text
    said = shown(text)
    code = "CF201"
    if not text:
        message, help = "there is no number", "write a number and a unit, such as 2.35 kg"
    elif body.casefold() in ("nan", "inf", "infinity"):
        code = "CF206"
        message, help = (
            f"{said} is not a finite number",
            "leave the line out, or write a number; missing is never zero",
        )
    elif "," in body:
        message, help = f"{said} has a comma", _comma_help(sign, body)
    elif "_" in body or "'" in body or " " in body:
        joined = "".join(c for c in body if c not in "_' ")
        message, help = f"{said} has a mark or a space between its digits", f"write {sign}{joined}"
    elif whole.isdigit() and whole[0] == "0" and whole != "0" and whole.isascii():
        rest = body[len(whole) :]
        message = f"{said} has a leading zero"
        help = f"write {sign}{whole.lstrip('0') or '0'}{rest}; for an identifier use a field of text"
    elif body.startswith(".") and decimals.isdigit():
        message, help = f"{said} has no digit before its point", f"write {sign}0{body}"
    elif body.endswith(".") and whole.isdigit():
        message, help = f"{said} has no digit after its point", f"write {sign}{whole}"
    else:
        message, help = (
            f"{said} is not a number",
            "write digits with a decimal point, such as 1200 or 1.5 or 1e3",
        )
    return QuantityError(code, message, help, 0, len(text))


def _comma_help(sign: str, body: str) -> str:
    plain = body.replace(",", "")
    if body.count(",") > 1 or "." in body.partition(",")[2]:
        return f"without thousands marks: {sign}{plain}"
    whole, _, decimals = body.partition(",")
    if "." in whole:
        return f"decimal comma? write {sign}{whole.replace('.', '')}.{decimals}"
    if len(decimals) == _GROUP and whole not in ("0", ""):
        return f"thousands comma? write {sign}{plain}; decimal comma? write {sign}{whole}.{decimals}"
    return f"decimal comma? write {sign}{whole or '0'}.{decimals}"


def exact(text: str) -> tuple[int, int]:
    """A decimal text as (numerator, positive denominator) in lowest terms; raises as `parse_number`."""
    parse_number(text)
    plain = normalise(text).strip().replace("E", "e")
    mantissa, _, exponent = plain.partition("e")
    whole, _, decimals = mantissa.partition(".")
    digits = int(whole + decimals)
    if digits == 0:  # also keeps 0e999999999 from building that power of ten
        return 0, 1
    power = int(exponent or "0") - len(decimals)
    if power >= 0:
        return digits * 10**power, 1
    shared = gcd(digits, 10**-power)
    return digits // shared, 10**-power // shared


def _digits(x: float, digits: int) -> tuple[str, int]:
    """`abs(x)` rounded to `digits` digits as (digits without outer zeros, power of ten of the last)."""
    if digits < 1:
        raise ValueError("at least one significant digit is needed")
    if not isfinite(x):
        raise QuantityError("CF206", f"`{x}` is not a finite number")
    mantissa, _, exponent = repr(abs(float(x))).partition("e")
    whole, _, decimals = mantissa.partition(".")
    text = (whole + decimals).lstrip("0")
    power = int(exponent or "0") - len(decimals)
    if len(text) > digits:
        power += len(text) - digits
        text = str(int(text[:digits]) + (text[digits] >= "5"))  # any tail from 5 on is at least a tie
    trimmed = text.rstrip("0")
    return trimmed, power + len(text) - len(trimmed)


def _plain(text: str, power: int) -> str:
    """Digits and a power of ten as text without exponent."""
    if power >= 0:
        return text + "0" * power
    whole = text[:power] or "0"
    return f"{whole}.{text[power:].rjust(-power, '0')}"


def round_digits(x: float, digits: int = 12) -> float:
    """`x` with at most `digits` significant digits, ties away from zero; CF206 when that is not finite."""
    if x == 0:
        return 0.0
    value = float(f"{x:.{digits - 1}e}")
    if isfinite(value) and float(f"{x:.{digits}e}") != x:  # else it may be written half way between two
        return value
    text, power = _digits(x, digits)
    if not text:
        return 0.0
    value = float(f"{'-' if x < 0 else ''}{text}e{power}")
    if not isfinite(value):
        raise QuantityError("CF206", f"`{x}` rounded to {digits} digits is not a finite number")
    return value


def format_number(x: float, digits: int = 12) -> str:
    """At most `digits` significant digits, no trailing zeros; plain for 1e-6 <= |x| < 1e15, else `1.5e-7`."""
    text, power = _digits(x, digits)
    if not text:
        return "0"
    sign = "-" if x < 0 else ""
    if _PLAIN_FROM <= abs(x) < _PLAIN_BELOW:
        return sign + _plain(text, power)
    return f"{sign}{text[0]}{'.' if len(text) > 1 else ''}{text[1:]}e{len(text) + power - 1}"


def format_fixed(x: float, significant: int) -> str:
    """`x` with exactly `significant` digits (zeros kept) and no exponent; 0 has none and prints as 0."""
    text, power = _digits(x, significant)
    if not text:
        return "0"
    missing = max(0, significant - len(text))
    return ("-" if x < 0 else "") + _plain(text + "0" * missing, power - missing)
