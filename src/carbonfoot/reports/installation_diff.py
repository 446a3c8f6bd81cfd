"""Why the goods of two installations differ: a table a good, and the same as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carbonfoot.cbam.differences import Cause, Change
from carbonfoot.cbam.model import Embedded, Result
from carbonfoot.cbam.names import korean_name
from carbonfoot.reports.cbam_json import embedded_data
from carbonfoot.reports.installation_draw import EMBEDDED, Draw, code
from carbonfoot.reports.style import Style, lines_of, paragraph
from carbonfoot.reports.width import safe


def render(sides: tuple[Result, Result], found: Sequence[Change], style: Style, top: int) -> str:
    """The report as text that ends in a line feed."""
    draw = Draw(style, sides[1])
    draw.also(sides[0])
    about = [f"{_plant(side, style)}, {side.year} ({side.file})" for side in sides]
    rows = [
        *lines_of(safe(f"{draw.word('before')}: {about[0]}"), style.width, 2),
        *lines_of(safe(f"{draw.word('after')}: {about[1]}"), style.width, 2),
        "",
        *map(style.bold, draw.row(draw.word("goods per t"), [draw.word(key) for key in EMBEDDED[:4]])),
    ]
    for one in found:
        rows += _good(one, sides, draw, top)
    rows += ["", *paragraph(style, "method", draw.word("method"))]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _plant(side: Result, style: Style) -> str:
    head = side.installation.installation
    return head.name_ko if style.lang == "ko" and head.name_ko else head.name


def _called(one: Change, sides: tuple[Result, Result], draw: Draw) -> str:
    """The name of a good in the language of the report, as the later side has it."""
    if draw.style.lang == "ko":
        for side, good in ((sides[1], one.after), (sides[0], one.before)):
            if good is not None and (korean := korean_name(side, good)):
                return korean
    return one.name


def _good(one: Change, sides: tuple[Result, Result], draw: Draw, top: int) -> list[str]:
    rows = draw.note(f"{code(one.cn)}  {_called(one, sides, draw)}", 2)
    if one.before is not None:
        rows += _row(draw.word("before"), one.before.see, draw, 4)
    if one.after is not None:
        rows += _row(draw.word("after"), one.after.see, draw, 4)
    if one.before is None or one.after is None:
        return rows + draw.note(draw.word("diff only", file=sides[one.before is None].file), 4)
    rows += _row(draw.word("change"), one.change, draw, 4, signed=True)
    causes = sorted(one.causes, key=lambda cause: -abs(cause.change.direct))
    for cause in causes[:top]:
        rows += _row(_label(cause, draw), cause.change, draw, 6, signed=True)
    if len(causes) > top:
        rest = Embedded(*(sum(each) for each in zip(*(cause.change for cause in causes[top:]), strict=True)))
        rows += _row(draw.word("others", count=str(len(causes) - top)), rest, draw, 6, signed=True)
    return rows


def _label(cause: Cause, draw: Draw) -> str:
    if cause.before is None or cause.after is None:
        return draw.word(f"diff {cause.kind}", name=draw.named(cause.name))
    before, after = draw.plain(cause.before, 4), draw.plain(cause.after, 4)
    return draw.word(f"diff {cause.kind}", name=draw.named(cause.name), before=before, after=after)


def _row(label: str, see: Embedded, draw: Draw, indent: int, *, signed: bool = False) -> list[str]:
    numbers = [draw.rate(one) for one in (see.direct, see.indirect, see.total, see.in_scope)]
    if signed:
        numbers = [
            text if text.startswith(("-", "?", "<", ">")) or not text.strip("0.") else f"+{text}"
            for text in numbers
        ]
    return draw.row(label, numbers, indent)


def as_data(sides: tuple[Result, Result], found: Sequence[Change]) -> dict[str, Any]:
    """The same for programs, unrounded; t CO2e per tonne of each good."""
    return {
        "unit": "t CO2e per t",
        "a": {"file": sides[0].file, "name": sides[0].installation.installation.name, "year": sides[0].year},
        "b": {"file": sides[1].file, "name": sides[1].installation.installation.name, "year": sides[1].year},
        "goods": [_change_data(one) for one in found],
    }


def _change_data(one: Change) -> dict[str, Any]:
    both = one.before is not None and one.after is not None
    return {
        "cn": one.cn,
        "name": one.name or None,
        "a": None if one.before is None else embedded_data(one.before.see),
        "b": None if one.after is None else embedded_data(one.after.see),
        "change": _moved(one.change) if both else None,
        "causes": [
            {
                "kind": cause.kind,
                "name": cause.name or None,
                "a": cause.before,
                "b": cause.after,
                "change": _moved(cause.change),
            }
            for cause in one.causes
        ],
    }


def _moved(see: Embedded) -> dict[str, float | None]:
    data = embedded_data(see)
    return {key: data[key] for key in ("direct", "indirect", "total", "in_scope", "electricity_mwh")}
