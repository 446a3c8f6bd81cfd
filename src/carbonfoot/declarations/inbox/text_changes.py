"""What versions of declarations differ in, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.declarations.inbox.model import Changed, Number
from carbonfoot.declarations.inbox.words import word
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import fit, safe

_WHAT, _NUMBER = 20, 12


def changes(given: Sequence[Changed], style: Style, names: dict[str, str]) -> list[str]:
    """A block a pair of versions."""
    rows: list[str] = []
    for one in given:
        rows += _block(one, style, names)
    return rows


def _block(one: Changed, style: Style, names: dict[str, str]) -> list[str]:
    lang = style.lang
    title = word("versions", lang).format(
        product=safe(one.after.product),
        after=names[one.after.id],
        before=names[one.before.id],
        unit=one.unit,
    )
    rows = lines_of(title, style.width, 2)
    said = []
    if one.probably:
        said.append(word("probably", lang))
    if one.how:
        said.append(word("converted", lang).format(how=safe(one.how)))
    if one.why_not:
        said.append(word("not compared", lang).format(why=safe(one.why_not)))
    elif not any(number.unit == "kg CO2e" for number in one.numbers):
        said.append(word("same", lang))
    if one.jump:
        said.append(style.bold(word("jump", lang)))
    for text in said:
        rows += [f"  {row}" for row in lines_of(text, style.width - 2, 2)]
    rows += [_number(number, style) for number in one.numbers]
    for name, before, after in one.texts:
        text = f"{before or word('not stated', lang)} -> {after or word('not stated', lang)}"
        label = fit(word("use" if name == "valid" else name, lang), _WHAT)
        first, *rest = lines_of(safe(text), style.width - _WHAT - 4)
        rows += [f"  {label}  {first}", *(" " * (_WHAT + 4) + row for row in rest)]
    return rows


def _number(one: Number, style: Style) -> str:
    cells = "".join(right(_shown(number, one.unit, style), _NUMBER) for number in (one.before, one.after))
    return f"  {fit(word(one.what, style.lang), _WHAT)}{cells}{right(_delta(one, style), _NUMBER + 4)}"


def _shown(number: float | None, unit: str, style: Style) -> str:
    if number is None:
        return word("not stated", style.lang)
    if unit == "share":
        return percent(number)
    return format_number(number, 3) if unit == "score" else format_fixed(number, 4)


def _delta(one: Number, style: Style) -> str:
    delta = one.delta
    if delta is None:
        return ""
    if one.unit == "share":
        return word("points", style.lang).format(number=f"{100 * delta:+.1f}")
    if one.unit == "score":
        return f"{'+' if delta > 0 else ''}{format_number(delta, 3)}"
    if one.share is not None:
        return signed_percent(one.share)
    return signed(delta)


def signed(number: float) -> str:
    """A difference with its sign, four digits."""
    return f"{'+' if number > 0 else ''}{format_fixed(number, 4)}"


def signed_percent(share: float) -> str:
    """A relative difference with its sign."""
    text = percent(share)
    return f"+{text}" if share > 0 and not text.startswith("<") else text
