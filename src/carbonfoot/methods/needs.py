"""What a method asks for: kinds of argument that carry their unit and their bounds.

A field of a method is typed as what `compute` reads: a number in the unit named, a share, or an amount in one of several
units. The text of the document is read by the same field types as every other amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from pydantic_core import PydanticCustomError

from carbonfoot.documents.fields import AMOUNT, SHARE, TEXT, Value, read_share, read_text, read_value, refuse
from carbonfoot.documents.shape import Kind, mapping_of, value
from carbonfoot.quantities.units import Quantity


class Bounds(NamedTuple):
    """Between which numbers an argument lies, both included; `above_zero`: zero is refused as well."""

    low: float | None
    high: float | None
    above_zero: bool


class Measured(Kind[Any]):
    """An argument with a unit: `units` it may be stated in, the first being that of `bounds`.

    With `as_number` the method gets a number in `units[0]`, else the amount itself.
    """

    __slots__ = ("as_number", "bounds", "units")

    def __init__(self, kind: Kind[Any], units: tuple[str, ...], bounds: Bounds, *, as_number: bool) -> None:
        super().__init__(kind.core, kind.json)
        self.units = units
        self.bounds = bounds
        self.as_number = as_number


class Each(Kind[Any]):
    """Free names, each with an argument of one kind."""

    __slots__ = ("inner",)

    def __init__(self, inner: Measured, read_key: Callable[[Any], str]) -> None:
        kind = mapping_of(inner, read_key)
        super().__init__(kind.core, kind.json)
        self.inner = inner


def _unit_named(units: tuple[str, ...], kind: Kind[Value], read: Callable[[Any], Value]) -> Kind[Value]:
    """The kind, whose refusal of a bare number names the units that the key may have."""

    def asked(given: Any) -> Value:
        try:
            return read(given)
        except PydanticCustomError as error:
            if error.type != "CF205" or not isinstance(given, str):
                raise
            said = error.context or {}
            text = given.strip()
            others = f", or another unit of the kind of {', '.join(units[1:])}" if units[1:] else ""
            more = {key: value for key, value in said.items() if key not in ("said", "help")}
            raise refuse(
                "CF205", str(said["said"]), f"write the unit, such as `{text} {units[0]}`{others}", **more
            ) from None

    return value(asked, kind.json())


def _of(substance: str, read: Callable[[Any], Value]) -> Callable[[Any], Value]:
    """A reader that takes `t CO2/TJ` as `t/TJ` where the key is about CO2; the name of anything else stays refused."""
    if not substance:
        return read
    named = re.compile(rf"(?<![A-Za-z])(mg|g|kg|t|kt|Mt|lb|tonnes?)[ -]?(?:{substance})(?![A-Za-z0-9])")
    return _spelled(lambda text: named.sub(r"\1", text), read)


def _spelled(spelling: Callable[[str], str] | None, read: Callable[[Any], Value]) -> Callable[[Any], Value]:
    """A reader that takes text as `spelling` writes it; also `{value: ..., unit: ...}`."""

    def written(given: Any) -> Any:
        if isinstance(given, dict) and set(given) == {"value", "unit"} and all(map(_is_text, given.values())):
            given = f"{given['value']} {given['unit']}"
        return spelling(given) if isinstance(given, str) and spelling is not None else given

    return read if spelling is None else lambda given: read(written(given))


def _is_text(given: Any) -> bool:
    return isinstance(given, str)


def number(
    unit: str,
    *,
    low: float | None = 0.0,
    high: float | None = None,
    above_zero: bool = False,
    of: str = "",
    spelling: Callable[[str], str] | None = None,
) -> Kind[float]:
    """An amount that the method gets as a number in `unit` (`t`, `kg/t`, `MJ/kg (net)`); not negative unless `low` says so.

    `of`, here and below: the substance that the key is about, which a unit may name (`t CO2/t`, `kg C/GJ`).
    `spelling`: text in which the field writes such amounts to text that the units know (`0.2 /cell-day`).
    """
    kind = _unit_named((unit,), AMOUNT, _spelled(spelling, _of(of, read_value)))
    return cast("Kind[float]", Measured(kind, (unit,), Bounds(low, high, above_zero), as_number=True))


def share(*, low: float = 0.0, high: float | None = 1.0, above_zero: bool = False) -> Kind[float]:
    """A number without unit, `30 %` or `0.3`, between its bounds; a count or a ratio with `high=None`."""
    return cast("Kind[float]", Measured(SHARE, ("1",), Bounds(low, high, above_zero), as_number=True))


def count(*, above_zero: bool = False) -> Kind[float]:
    """A number of things, `12` or `12 pieces`."""
    return cast("Kind[float]", Measured(SHARE, ("1", "piece"), Bounds(0.0, None, above_zero), as_number=True))


def counted(*words: str, high: float | None = None) -> Kind[float]:
    """A number of things above zero that may be named behind it: `7` or `7 months` with `counted("months", "month")`."""
    named = re.compile(rf"(?<=[\d\s])\s*(?:{'|'.join(words)})\s*$")

    def read(given: Any) -> Value:
        text = named.sub("", given) if isinstance(given, str) else given
        if "%" in str(text):
            raise refuse("CF204", f"`{given}` is a share, a number is wanted", f"write `7` or `7 {words[0]}`")
        return read_share(text)

    kind = value(read, SHARE.json())
    return cast("Kind[float]", Measured(kind, ("1",), Bounds(0.0, high, True), as_number=True))


def share_or(*words: str) -> Kind[float | str]:
    """A share, or one of `words` in its place (`default`), which the method gets as it stands."""

    def read(given: Any) -> Value | str:
        word = given.strip() if isinstance(given, str) else ""
        return word if word in words else read_share(given)

    kind = value(read, {"anyOf": [{"enum": list(words)}, SHARE.json()]})
    measured = Measured(cast("Kind[Any]", kind), ("1",), Bounds(0.0, 1.0, False), as_number=True)
    return cast("Kind[float | str]", measured)


def quantity(
    *units: str,
    low: float | None = 0.0,
    above_zero: bool = False,
    of: str = "",
    spelling: Callable[[str], str] | None = None,
) -> Kind[Quantity]:
    """An amount in a unit of the same kind as one of `units`; the method gets the amount and looks at its unit."""
    kind = _unit_named(units, AMOUNT, _spelled(spelling, _of(of, read_value)))
    return cast("Kind[Quantity]", Measured(kind, units, Bounds(low, None, above_zero), as_number=False))


def ratio(*units: str, of: str = "", spelling: Callable[[str], str] | None = None) -> Kind[Quantity]:
    """A share (`0.88`, `88 %`, `0.88 t/t`) or an amount in a unit of the same kind as one of `units`; not negative."""
    kind = value(_spelled(spelling, _of(of, read_share)), SHARE.json())
    return cast("Kind[Quantity]", Measured(kind, ("1", *units), Bounds(0.0, None, False), as_number=False))


def each(kind: Kind[Any], read_key: Callable[[Any], str] = read_text) -> Kind[dict[str, float]]:
    """Free names to numbers or shares, as in `{R32: 50 %, R125: 50 %}`."""
    return cast("Kind[dict[str, float]]", Each(cast("Measured", kind), read_key))


WORD = TEXT
"""Any text."""
