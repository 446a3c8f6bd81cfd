"""The words of an expression: numbers with their units, names, texts and signs, each with its place."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import decomposition
from unicodedata import normalize as unicode_normalize

from carbonfoot.quantities.numbers import (
    QuantityError,
    normalise,
    number_end,
    prefix_lengths,
    read_number,
    shown,
    written_span,
)
from carbonfoot.quantities.units import Quantity, parse_unit

COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")
_SIGNS = {"×": "*", "÷": "/"}


class Token(NamedTuple):
    """One word of an expression; a number carries its quantity."""

    kind: str  # "number", "name", "text", "end" or the operator itself
    text: str
    start: int
    end: int
    quantity: Quantity | None = None


def tokenise(text: str, limit: int) -> list[Token]:
    """The tokens of a text of at most `limit` characters, an "end" token last; offsets are those of `text`.

    Raises CF220 for characters without meaning and CF201 to CF206 for numbers and units.
    """
    _refuse_raised_characters(text)
    plain = normalise(text, limit)
    try:
        tokens = _tokens(plain)
    except QuantityError as error:
        error.place_in(text)
        raise
    return tokens if text.isascii() or plain == text else _placed(tokens, text)


def _refuse_raised_characters(text: str) -> None:
    """`a²` would become the name `a2` in NFKC; inside brackets (`[m²]`) and texts it is meant."""
    inside = ""
    for index, char in enumerate(text):
        if inside:
            inside = "" if char == inside else inside
        elif char in '["':
            inside = "]" if char == "[" else '"'
        elif char > "\x7f" and decomposition(char).startswith(("<super>", "<sub>")):
            raise QuantityError(
                "CF220",
                f"{shown(char)} is a raised or lowered character",
                "write a^2 for a power",
                index,
                index + 1,
            )


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
            continue
        if char.isdigit() or (char == "." and text[at + 1 : at + 2].isdigit()):
            token = _number(text, at)
        elif char == '"':
            close = text.find('"', at + 1)
            if close < 0:
                raise QuantityError("CF220", 'a text has no closing `"`', 'write "text"', at, len(text))
            token = Token("text", text[at + 1 : close], at, close + 1)
        elif char.isidentifier():
            end = at + 1
            while end < len(text) and ("a" + text[end]).isidentifier():
                end += 1
            token = Token("name", text[at:end], at, end)
        else:
            sign = text[at : at + 2] if text[at : at + 2] in COMPARISONS else char
            if sign not in COMPARISONS and sign not in "+-*/^(),=×÷":
                raise QuantityError(
                    "CF220", f"{shown(char)} has no meaning in an expression", _hint(char), at, at + 1
                )
            token = Token(_SIGNS.get(sign, sign), sign, at, at + len(sign))
        found.append(token)
        at = token.end
    found.append(Token("end", "", len(text), len(text)))
    return found


def _hint(char: str) -> str:
    if char == "%":
        return "write the unit in brackets: 5 [%]"
    if char in "[]":
        return "brackets hold the unit of the number before them: 7.85 [kg/dm3]"
    if char in "'“”‘’":
        return 'write texts in straight double quotes: "text"'
    return "an expression has numbers, names, + - * / ^ ( ), comparisons in if(), and functions"


def _number(text: str, at: int) -> Token:
    """A number and, in brackets, its unit."""
    end = number_end(text, at)
    try:
        number = read_number(text[at:end])
    except QuantityError as error:
        if "," in text[at:end]:
            error.help += "; two arguments? put a space after the comma"
        error.shift(at)
        raise
    after = end + len(text[end:]) - len(text[end:].lstrip())
    if text[after : after + 1] != "[":
        return Token("number", text[at:end], at, end, Quantity(number, parse_unit("1"), text[at:end]))
    close = text.find("]", after)
    if close < 0:
        raise QuantityError("CF220", "a unit has no closing `]`", "write 7.85 [kg/dm3]", after, len(text))
    try:
        unit = parse_unit(text[after + 1 : close])
    except QuantityError as error:
        error.shift(after + 1)
        raise
    written = f"{text[at:end]} {text[after + 1 : close].strip()}"
    return Token("number", written, at, close + 1, Quantity(number, unit, written))


def _placed(tokens: list[Token], raw: str) -> list[Token]:
    """Tokens of the normalised text with offsets in the text as written; texts keep what was written."""
    lengths = prefix_lengths(raw)
    placed = []
    for token in tokens:
        start, end = written_span(lengths, token.start, token.end)
        text = unicode_normalize("NFC", raw[start + 1 : end - 1]) if token.kind == "text" else token.text
        placed.append(token._replace(start=start, end=end, text=text))
    return placed
