"""The rules of CBAM for one code, for people: its default value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.cbam.codes import spaced
from carbonfoot.cbam.default_answer import DefaultAnswer
from carbonfoot.cbam.default_variants import Variant
from carbonfoot.cbam.defaults import DefaultValue
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.cbam_rules_words import checked, say
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

LABEL = 11
NUMBER = 11
UNIT = "t CO2e/t"
DIGITS = 12
_PRINTED = 3
"""Decimals of the act."""


def default_text(library: Library, found: DefaultAnswer, style: Style) -> str:
    """The value in each year, and everything that stands behind it."""
    place = say("unknown-country", style.lang)
    if found.country:
        place = f"{library.region_name(found.country, style.lang)} ({found.country})"
    goods = found.scope.goods if found.scope and found.scope.covered else ()
    categories = dict.fromkeys(one.category_ko if style.lang == "ko" else one.category for one in goods)
    category = ", ".join(categories)
    rows = lines_of(safe(", ".join(filter(None, (spaced(found.cn), category, place)))), style.width, 2)
    if found.scope is not None and not found.scope.covered:
        rows += lines_of(say(f"scope-{found.scope.status}", style.lang), style.width, 2)
    if found.refusal is not None:
        return _text([*rows, *_choices(found, style)])
    first = found.values[0]
    if first.table == "exempt":
        rows.append(style.bold(say("exempt", style.lang)))
        return _text([*rows, "", *_paragraph("why", "; ".join(first.why), style), *_act(first, style)])
    headline = say("headline", style.lang).format(value=number(first.value), year=first.year)
    rows += [style.bold(headline), "", *_years(found, style), ""]
    listed = f"{spaced(first.listed)} {first.good}".strip()
    rows += _paragraph("row", f"{listed}: {first.row}", style)
    for step in dict.fromkeys((*first.why, *(one.why[-1] for one in found.values[1:]))):
        rows += _paragraph("why" if step is first.why[0] else "", step, style)
    rows += [*_act(first, style), *_routes(first, style), *_parts(first, style), *_beside(found, style)]
    return _text(rows)


def number(value: float) -> str:
    """A value with as many digits as it has."""
    return format_number(value, DIGITS)


def _text(rows: list[str]) -> str:
    return "\n".join(rows) + "\n"


def _years(found: DefaultAnswer, style: Style) -> list[str]:
    heads = [right(say(key, style.lang), NUMBER) for key in ("base", "markup", "value")]
    rows = [fit(say("year", style.lang), LABEL) + "".join(heads) + f" {UNIT}"]
    for one in found.values:
        later = found.later and one is found.values[-1]
        cells = (_printed(one.total), f"{number(one.markup * 100)} %", number(one.value))
        tail = f" {say('later', style.lang)}" if later else ""
        rows.append(fit(str(one.year), LABEL) + "".join(right(cell, NUMBER) for cell in cells) + tail)
    return rows


def _printed(value: float) -> str:
    """A base as the act prints it; a pack of one's own may have more digits."""
    text = number(value)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(_PRINTED, '0')}"


def _paragraph(key: str, text: str, style: Style) -> list[str]:
    label = fit(say(key, style.lang) if key else "", LABEL)
    rows = lines_of(safe(text), style.width - LABEL)
    return [f"{label}{rows[0]}", *(" " * LABEL + row for row in rows[1:])]


def _act(one: DefaultValue, style: Style) -> list[str]:
    edition = one.edition
    edition = say("edition", style.lang).format(edition=edition) if edition[:1].isdecimal() else edition
    rows = _paragraph("act", f"{one.act}, {one.annex}, {edition}", style)
    return [*rows, *_paragraph("verified", checked(one.verified, style.lang), style)]


def _routes(one: DefaultValue, style: Style) -> list[str]:
    letters = [f"{letter}: {say(letter, style.lang)}" for letter in one.route.split(";") if letter]
    use = say("route-use", style.lang)
    return _paragraph(
        "route", f"{', '.join(letters)}; {use}" if letters else say("no-route", style.lang), style
    )


def _parts(one: DefaultValue, style: Style) -> list[str]:
    def part(key: str, value: float | None) -> str:
        told = say("not-printed", style.lang) if value is None else _printed(value)
        return f"{say(key, style.lang)} {told}"

    told = (
        f"{part('direct', one.direct)}, {part('indirect', one.indirect)} ({say('information', style.lang)})"
    )
    return _paragraph("parts", told, style) if one.direct is not None or one.indirect is not None else []


def _choices(found: DefaultAnswer, style: Style) -> list[str]:
    """Lines to choose from, with their value in each year."""
    alone = len(found.choices[0]) == 1
    rows = [style.bold(say("choose-alone" if alone else "choose", style.lang)), ""]
    years = [[row.year for row in choices][:1] for choices in found.choices]
    names = [
        f"{spaced(one.listed)} {one.good}".strip() + (f" ({one.route})" if one.route else "")
        for one in found.choices[0]
    ]
    room = max(map(display_width, names), default=0) + 1
    room = min(room, style.width - NUMBER * len(found.choices))
    rows.append(fit(UNIT, room) + "".join(right(str(year), NUMBER) for some in years for year in some))
    for at, name in enumerate(names):
        values = "".join(right(number(choices[at].value), NUMBER) for choices in found.choices)
        rows.append(fit(name, room) + values)
    return rows


def _beside(found: DefaultAnswer, style: Style) -> list[str]:
    """What else is printed, with its value in each year."""
    if not any(found.beside):
        return []
    values: dict[tuple[str, str, float], dict[int, float]] = {}
    kept: dict[tuple[str, str, float], Variant] = {}
    for one, beside in zip(found.values, found.beside, strict=True):
        for variant in beside:
            key = (variant.kind, variant.row, variant.total)
            kept.setdefault(key, variant)
            values.setdefault(key, {})[one.year] = variant.value
    rows = ["", say("others", style.lang)]
    for key, variant in kept.items():
        told = ", ".join(f"{number(value)} ({year})" for year, value in values[key].items())
        name = say(variant.kind, style.lang).format(
            edition=variant.edition, good=variant.good, pack=variant.row.partition(":")[0]
        )
        text = f"{spaced(variant.cn)} {name}: {_printed(variant.total)} {_ARROW[style.plain]} {told}"
        text += f"; {variant.note}" if variant.note else ""
        rows += [f"  {row}" for row in lines_of(safe(text), style.width - 2, 2)]
    return rows


_ARROW = {False: "→", True: "->"}
