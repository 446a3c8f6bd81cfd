"""Whether codes are covered by CBAM, for people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carbonfoot.cbam.codes import CN, spaced
from carbonfoot.cbam.goods import CbamGood
from carbonfoot.cbam.scope import Scope
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.cbam_rules_words import checked, say
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import fit, safe

LABEL = 17
MANY = 6
"""Codes that a line names; JSON has all."""


def scope_text(found: list[Scope], style: Style) -> str:
    """A block a code."""
    return "\n".join("\n".join(_block(one, style)) + "\n" for one in found)


def gases(good: CbamGood) -> list[str]:
    """Greenhouse gases of a good, as keys of words."""
    parts = re.split(r" & | and ", good.ghg)
    return ["perfluorocarbons" if part.startswith("perfluoro") else part for part in parts]


def _block(one: Scope, style: Style) -> list[str]:
    status = say(f"scope-{one.status}", style.lang)
    rows = lines_of(f"{spaced(one.code)}: {status}", style.width, 2)
    rows = [style.bold(rows[0]), *rows[1:]]
    if one.line is not None:
        text = f"{spaced(one.line.code)} {one.line.description}"
        text += f"; {one.line.note}" if one.line.note else ""
        rows += _told("line", text, style)
    if one.covered:
        rows += _goods(one, style)
    if one.status == "unlisted":
        rows += _told("known", _some([spaced(good.cn) for good in one.goods]), style)
    if one.excepts:
        told = _some([f"{spaced(line.code)} {line.description}" for line in one.excepts], "; ")
        rows += _told("excepts", told, style)
    if one.status in ("not-covered", "excepted"):
        rows += _told("near", _near(one), style)
    return [*rows, *_proposal(one, style)]


def _goods(one: Scope, style: Style) -> list[str]:
    goods, lang = one.goods, style.lang
    if len(goods) == 1:
        rows = _told("good", f"{spaced(goods[0].cn)} {goods[0].description}", style)
    else:
        codes = _some([spaced(good.cn) for good in goods])
        rows = _told("list", say("codes-below", lang).format(count=len(goods), codes=codes), style)
    categories = dict.fromkeys(good.category_ko if lang == "ko" else good.category for good in goods)
    rows += _told("category", ", ".join(categories), style)
    rows += _told("in-scope", _each(say(f"scope-{good.scope}", lang) for good in goods), style)
    rows += _told(
        "gases", ", ".join(dict.fromkeys(say(gas, lang) for good in goods for gas in gases(good))), style
    )
    rows += _told("unit", _each(say(f"unit-{good.unit}", lang) for good in goods), style)
    if one.routes:
        rows += _told("routes", "; ".join(f"{route}: {say(route, lang)}" for route in one.routes), style)
    rows += _told("precursors", say("precursors-rule", lang), style)
    if any(good.annex_ii for good in goods) and any(good.sector != "electricity" for good in goods):
        rows += _told("", say("precursors-annex-ii", lang), style)
    rows += _told("threshold", _threshold(one, lang), style)
    for note in dict.fromkeys(good.note for good in goods if good.note and one.status == "part"):
        rows += _told("note", note, style)
    first = goods[0]
    rows += _told("act", f"{first.act}, {first.annex}, {first.edition}", style)
    return [*rows, *_told("verified", checked(first.verified, lang), style)]


def _threshold(one: Scope, lang: str) -> str:
    if one.threshold is None:
        return say("threshold-none", lang)
    place = f"{one.threshold.act}, {one.threshold.annex}"
    value = format_number(one.threshold.value, 12)
    return say("threshold-rule", lang).format(value=value, unit=one.threshold.unit, place=place)


def _near(one: Scope) -> str:
    """Lines of the chapter, those next to the code first."""
    after = [line for line in one.near if line.code > one.code]
    before = [line for line in one.near if line.code < one.code]
    shown = [*before[-2:], *after[:2]]
    named = [f"{spaced(line.code)} {line.description}" for line in shown]
    others = len(one.near) - len(shown)
    return "; ".join(named) + (f"; +{others}" if others else "")


def _proposal(one: Scope, style: Style) -> list[str]:
    goods, key = (one.proposed, "rule") if one.proposed else (one.beside, "beside")
    if not goods:
        return []
    first = goods[0]
    alone = len(goods) == 1 and len(first.cn) <= CN
    codes = _some([spaced(good.cn) + (f" ({good.description})" if alone else "") for good in goods])
    told = say(f"proposal-{key}", style.lang).format(
        act=first.act, edition=first.edition, codes=codes, note=first.note
    )
    return _told("proposal", told, style)


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _some(words: list[str], between: str = ", ") -> str:
    more = len(words) - MANY
    return between.join(words[:MANY]) + (f"{between}+{more}" if more > 0 else "")


def _told(key: str, text: str, style: Style) -> list[str]:
    if not text:
        return []
    label = fit(say(key, style.lang) if key else "", LABEL)
    rows = lines_of(safe(text), style.width - LABEL)
    return [f"{label}{rows[0]}", *(" " * LABEL + row for row in rows[1:])]
