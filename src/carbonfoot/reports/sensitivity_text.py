"""What one per cent of each input does, and which value of one alone would reach a target: for people."""

from __future__ import annotations

from collections.abc import Callable

from carbonfoot.footprint.breakeven import BreakEven
from carbonfoot.footprint.sensitivity import Input, Sensitivity
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.calc_table import shortened
from carbonfoot.reports.style import Style, fixed, lines_of, right
from carbonfoot.reports.width import safe

_VALUE, _CHANGE, _KG, _BAR = 16, 9, 11, 10


def ranking(found: Sensitivity, style: Style, top: int, private: Callable[[str], bool]) -> list[str]:
    """The inputs that matter most, as rows of text."""
    moving = [one for one in found.inputs if one.slope]
    name = style.width - _VALUE - _CHANGE - _KG - _BAR - 2
    header = shortened(style.word("one per cent"), name) + right(style.word("now"), _VALUE)
    header += right(style.word("change"), _CHANGE) + right("kg CO2e", _KG)
    rows = ["", style.bold(header)]
    for one in moving[:top]:
        slope = one.slope or 0.0
        share = slope / found.base if found.base else 0.0
        row = _named(one, style, name) + right(_value(one, 1.0, private), _VALUE)
        row += right(signed(share / 100, 3), _CHANGE) + right(_kg(slope / 100, style), _KG)
        rows.append(f"{row}  {style.bar(abs(share), _BAR)}".rstrip())
    alone = [one for one in found.inputs if one.slope is None]
    still = len(found.inputs) - len(moving) - len(alone)
    for count, key in (
        (len(moving) - top, "more inputs"),
        (still, "still inputs"),
        (len(alone), "bound inputs"),
    ):
        if count > 0:
            rows += _wrapped(style.word(key).format(count=count), style)
    key = "sensitivity checked" if found.traced else "sensitivity recomputed"
    return rows + _wrapped(style.word(key).format(off=format_number(found.off, 1)), style)


def targets(
    found: list[BreakEven], base: float, target: float, style: Style, top: int, private: Callable[[str], bool]
) -> list[str]:
    """What each input alone would have to be, the smallest change first, as rows of text."""
    head = style.word("to reach").format(
        number=format_fixed(target, 4), change=signed((target - base) / base, 1) if base else ""
    )
    name = style.width - 2 * _VALUE - _CHANGE - 2
    rows = ["", *(style.bold(row) for row in lines_of(head, style.width))]
    possible = [one for one in found if one.times is not None]
    if possible:
        row = shortened("", name) + right(style.word("now"), _VALUE) + right(style.word("instead"), _VALUE)
        rows.append(style.bold(row + right(style.word("change"), _CHANGE)))
    for one in possible[:top]:
        times = one.times or 0.0
        row = _named(one.input, style, name) + right(_value(one.input, 1.0, private), _VALUE)
        row += right(_value(one.input, times, private), _VALUE)
        rows.append(row + right(_times(times), _CHANGE))
    for count, key in ((len(possible) - top, "more inputs"), (len(found) - len(possible), "not possible")):
        if count > 0:
            rows += _wrapped(style.word(key).format(count=count), style)
    return rows


def signed(share: float, decimals: int) -> str:
    """A relative change in per cent with its sign; a small one is said to be small."""
    least = 10.0**-decimals
    if share and abs(100 * share) < least / 2:
        return f"<{least:.{decimals}f} %" if share > 0 else f">-{least:.{decimals}f} %"
    text = fixed(100 * share, decimals)
    return f"{'+' if share > 0 else ''}{text} %"


def _times(times: float) -> str:
    """The change to so many times; where per cent would not fit the column, the multiple: `x 104`."""
    text = signed(times - 1, 1)
    return text if len(text) < _CHANGE else f"x {format_number(times, 3)}"


def _wrapped(text: str, style: Style) -> list[str]:
    return [f"  {row}" for row in lines_of(text, style.width - 2)]


def _named(one: Input, style: Style, columns: int) -> str:
    names = one.named.names_ko if style.lang == "ko" else one.named.names
    kind = style.word(f"input {one.named.kind}")
    if kind.startswith("input "):
        kind = one.named.kind
    if one.uses > 1:
        kind = style.word("uses").format(kind=kind, count=one.uses)
    return shortened(f"  {safe(', '.join([*names, kind]))}", columns - 1) + " "


def _value(one: Input, times: float, private: Callable[[str], bool]) -> str:
    if one.pack and private(one.pack):
        return ""
    symbol = one.value.unit.symbol
    number = format_number(float(one.value.number) * times, 4)
    shown = (
        number
        if symbol in ("", "1")
        else f"{number} {symbol.removeprefix('kg CO2e') if one.record else symbol}"
    )
    return safe(shown)


def _kg(number: float, style: Style) -> str:
    decimals = style.decimals + 2
    least = 10.0**-decimals
    if abs(number) < least / 2:
        return f"{'<' if number > 0 else '>-'}{least:.{decimals}f}"
    return f"{'+' if number > 0 else ''}{fixed(number, decimals)}"
