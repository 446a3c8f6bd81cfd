"""Production processes of an installation for a person at a terminal: Eq. 55 line by line, precursors, sums."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.cbam.model import Embedded, ProcessResult, Result, Use
from carbonfoot.reports.installation_draw import EMBEDDED, SHARE, Draw
from carbonfoot.reports.installation_sources import kind_of

TERMS = ("heat in", "heat out", "gas in", "gas out", "power made")
SIGNS = (1.0, -1.0, 1.0, -1.0, -1.0)
"""What Eq. 55 adds to DirEm* and takes from it."""


def processes(result: Result, draw: Draw, chosen: Sequence[int] | None = None) -> list[str]:
    """Every process (those of `chosen`)."""
    sizes = [one.attributed + one.attributed_indirect for one in result.processes]
    shown, rest = (chosen, 0) if chosen is not None else draw.largest(sizes)
    if not shown:
        return []
    rows = ["", draw.style.bold(draw.word("processes"))]
    for number, index in enumerate(shown):
        rows += ([""] if number else []) + _process(result, result.processes[index], draw)
    return rows + draw.others(rest)


def _process(result: Result, one: ProcessResult, draw: Draw) -> list[str]:
    stated = result.installation.processes[int(one.path[1])]
    name = stated.name_ko if draw.style.lang == "ko" and stated.name_ko else one.name
    category = one.category
    if draw.style.lang == "ko" and one.good is not None and one.good.category_ko:
        category = one.good.category_ko
    rows = [draw.style.bold(row) for row in draw.note(name, 2)]
    level = f"{draw.plain(one.level)} {one.unit}"
    about = draw.word("level", amount=level)
    if one.content != 1 or one.unit not in ("t", "MWh"):
        content = draw.word("content", number=draw.plain(one.content), unit=one.unit)
        about = draw.word("level of", amount=level, content=content)
    rows += draw.note(", ".join(filter(None, (category, about))), 4)
    rows += _equation_55(one, draw)
    rows += draw.row(draw.word("attributed indirect"), [draw.tonnes(one.attributed_indirect)], 4)
    if one.electricity:
        used = draw.word(
            "power used", amount=draw.plain(one.electricity), factor=draw.plain(one.electricity_factor)
        )
        rows += draw.note("; ".join(filter(None, (used, one.electricity_origin))), 6)
    rows += draw.row(draw.word("per", unit=one.unit), [draw.word(key) for key in EMBEDDED], 4, last=SHARE)
    rows += draw.row(draw.word("own"), draw.embedded(one.own), 6, last=SHARE)
    sizes = [use.per_unit * use.see.total for use in one.uses]
    shown, rest = draw.largest(sizes)
    for index in shown:
        rows += _use(result, one, one.uses[index], draw)
    if rest:
        hidden = [use.see.times(use.per_unit) for index, use in enumerate(one.uses) if index not in shown]
        summed = Embedded(*(sum(numbers) for numbers in zip(*hidden, strict=True)))
        rows += draw.row(draw.word("others", count=str(rest)), draw.embedded(summed), 6, last=SHARE)
    rows += draw.row(draw.word("sum"), draw.embedded(one.see), 6, last=SHARE)
    return rows


def _equation_55(one: ProcessResult, draw: Draw) -> list[str]:
    """DirEm* and what is added and taken off; terms at zero are named in one line."""
    numbers = (one.heat_in, one.heat_out, one.gas_in, one.gas_out, one.power_made)
    rows = draw.row(draw.word("star"), [draw.tonnes(one.star)], 4)
    for key, sign, number in zip(TERMS, SIGNS, numbers, strict=True):
        if number:
            rows += draw.row(draw.word(key), [draw.tonnes(sign * number)], 4)
    absent = [draw.word(f"name {key}") for key, number in zip(TERMS, numbers, strict=True) if not number]
    if absent:
        rows += draw.note(draw.word("none of", names=", ".join(absent)), 6)
    if one.zeroed:
        total = one.star + sum(sign * number for sign, number in zip(SIGNS, numbers, strict=True))
        rows += draw.row(draw.word("zeroed"), [draw.tonnes(total)], 4)
    return rows + draw.row(draw.word("attributed"), [draw.tonnes(one.attributed)], 4)


def _use(result: Result, one: ProcessResult, use: Use, draw: Draw) -> list[str]:
    """A precursor: what it adds, and m_i x SEE_i."""
    name = use.name
    about = ""
    of = "t"
    if use.internal is not None:
        made = result.processes[use.internal]
        of = made.unit
        about = draw.word("from process", name=made.name)
    elif use.precursor is not None:
        found = result.precursors[use.precursor]
        stated = (result.installation.precursors or [])[int(found.path[1])]
        name = stated.name_ko if draw.style.lang == "ko" and stated.name_ko else name
        about = "; ".join(
            dict.fromkeys(
                f"{supply.country or draw.word('country unknown')}: {kind_of(supply, draw)}"
                for supply in found.supplies
            )
        )
    rows = draw.row(name, draw.embedded(use.see.times(use.per_unit)), 6, last=SHARE)
    sums = draw.word(
        "use",
        amount=f"{draw.plain(use.amount)} t",
        level=f"{draw.plain(one.level)} {one.unit}",
        per=draw.plain(use.per_unit),
        unit=one.unit,
        see=draw.rate(use.see.total),
        of=of,
    )
    return rows + draw.note("; ".join(filter(None, (sums, about))), 8)
