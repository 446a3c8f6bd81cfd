"""`x 0.82` and `-18 %`: an amount as it is written, times a number, in decimal digits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from carbonfoot.quantities.numbers import QuantityError, number_end, parse_number

_TIMES = re.compile(r"[x×*]\s*(?P<times>[0-9][0-9.eE+-]*)")
_MORE = re.compile(r"(?P<sign>[-+−])\s*(?P<share>[0-9][0-9.eE+-]*)\s*%")


def factor_of(text: Any) -> Decimal | None:
    """What a text multiplies by; None for one that is a value of its own."""
    if not isinstance(text, str):
        return None
    found = _TIMES.fullmatch(text.strip())
    if found:
        return _decimal(found["times"])
    found = _MORE.fullmatch(text.strip())
    if found is None:
        return None
    share = _decimal(found["share"])
    if share is None:
        return None
    return 1 + share / 100 if found["sign"] == "+" else 1 - share / 100


def scaled(value: Any, factor: Decimal) -> Any:
    """An amount as a document writes it, multiplied; None where it is no amount."""
    if isinstance(value, dict):
        inner = scaled(value.get("value"), factor) if set(value) == {"value", "unit"} else None
        return None if inner is None else {**value, "value": inner}
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.startswith("="):
        return f"= ({text[1:].strip()}) * {_written(factor)}"
    end = number_end(text)
    number = _decimal(text[:end])
    return None if number is None else _written(number * factor) + text[end:]


def _decimal(text: str) -> Decimal | None:
    try:
        parse_number(text)
    except QuantityError:
        return None
    return Decimal(text)


def _written(number: Decimal) -> str:
    """Plain digits; a very large or small number with its exponent."""
    text = f"{number.normalize():f}"
    return text if len(text) <= 30 else f"{number.normalize():e}".replace("e+", "e")  # noqa: PLR2004
