"""Production processes of an installation for a person at a terminal: Eq. 55 line by line, precursors, sums."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from carbonfoot.cbam.model import Embedded, ProcessResult, Result, Use
from carbonfoot.cbam.shapes.processes import HeatFlow, Process
from carbonfoot.reports.installation_draw import DIGITS, Draw
from carbonfoot.reports.installation_sources import kind_of, origin
from carbonfoot.reports.style import percent

TERMS = ("heat in", "heat out", "gas in", "gas out", "power made")
SIGNS = (1.0, -1.0, 1.0, -1.0, -1.0)
"""What Eq. 55 adds to DirEm* and takes from it."""

_NEARLY = 1e-9


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
    category = one.category
    if draw.style.lang == "ko" and one.good is not None and one.good.category_ko:
        category = one.good.category_ko
    rows = [draw.style.bold(row) for row in draw.note(draw.named(one.name), 2)]
    level = f"{draw.plain(one.level)} {one.unit}"
    about = draw.word("level", amount=level)
    if one.content != 1 or one.unit not in ("t", "MWh"):
        content = draw.word("content", number=draw.plain(one.content, DIGITS), unit=one.unit)
        about = draw.word("level of", amount=level, content=content)
    rows += draw.note(", ".join(filter(None, (category, about))), 4)
    rows += _equation_55(result, one, draw)
    rows += draw.row(draw.word("attributed indirect"), [draw.tonnes(one.attributed_indirect)], 4)
    if isnan(one.electricity):
        rows += draw.note(draw.word("no electricity"), 6)
    elif one.electricity:
        used = draw.word(
            "power used",
            amount=draw.plain(one.electricity),
            factor=draw.plain(one.electricity_factor, DIGITS),
        )
        rows += draw.note("; ".join(filter(None, (used, one.electricity_origin))), 6)
    if one.share != 1:
        rows += draw.note(draw.word("shared", share=percent(one.share)), 4)
    rows += draw.columns(draw.word("per", unit=one.unit), 4)
    rows += draw.embedded(draw.word("own"), one.own, 6)
    sizes = [use.per_unit * use.see.total for use in one.uses]
    shown, rest = draw.largest(sizes)
    for index in shown:
        rows += _use(result, one, one.uses[index], draw)
    if rest:
        hidden = [use.see.times(use.per_unit) for index, use in enumerate(one.uses) if index not in shown]
        summed = Embedded(*(sum(numbers) for numbers in zip(*hidden, strict=True)))
        rows += draw.embedded(draw.word("others", count=str(rest)), summed, 6)
    rows += draw.embedded(draw.word("sum"), one.see, 6)
    return rows


def _equation_55(result: Result, one: ProcessResult, draw: Draw) -> list[str]:
    """DirEm* and what is added and taken off, each with what it is made of; terms at zero are named in one line."""
    stated = result.installation.processes[int(one.path[1])]
    numbers = (one.heat_in, one.heat_out, one.gas_in, one.gas_out, one.power_made)
    behind = _behind(stated, draw)
    rows = draw.row(draw.word("star"), [draw.tonnes(one.star)], 4)
    rows += draw.note(_star(result, one, draw), 6)
    for key, sign, number in zip(TERMS, SIGNS, numbers, strict=True):
        if number:
            rows += draw.row(draw.word(key), [draw.tonnes(sign * number)], 4) + draw.note(behind[key], 6)
    absent = [draw.word(f"name {key}") for key, number in zip(TERMS, numbers, strict=True) if not number]
    if absent:
        rows += draw.note(draw.word("none of", names=", ".join(absent)), 6)
    if one.zeroed:
        total = one.star + sum(sign * number for sign, number in zip(SIGNS, numbers, strict=True))
        rows += draw.row(draw.word("zeroed"), [draw.tonnes(total)], 4)
    return rows + draw.row(draw.word("attributed"), [draw.tonnes(one.attributed)], 4)


def _star(result: Result, one: ProcessResult, draw: Draw) -> str:
    """The source streams behind DirEm*, or that the document states it."""
    if result.installation.processes[int(one.path[1])].direct_emissions is not None:
        return draw.word("star stated")
    parts = [
        f"{draw.named(stream.name)} {_share(stream.shares[one.name])}{draw.tonnes(stream.fossil)}"
        for stream in result.streams
        if stream.shares.get(one.name)
    ]
    shown, rest = draw.largest([stream.fossil for stream in result.streams if stream.shares.get(one.name)])
    said = [parts[index] for index in shown]
    return " + ".join([*said, draw.word("others", count=str(rest))] if rest else said)


def _share(share: float) -> str:
    return "" if share == 1 else f"{percent(share)} x "


def _behind(stated: Process, draw: Draw) -> dict[str, str]:
    """What the document states of each term."""
    gas = stated.waste_gas
    made = stated.electricity_produced
    return {
        "heat in": _heat(stated.heat_in, draw),
        "heat out": _heat(stated.heat_out, draw),
        "gas in": "" if gas is None or gas.imported is None else f"{gas.imported.text.strip()} (Eq. 53)",
        "gas out": "" if gas is None or gas.exported is None else f"{gas.exported.text.strip()} (Eq. 54)",
        "power made": "" if made is None else f"{draw.plain(made.amount)} MWh",
    }


def _heat(flows: Sequence[HeatFlow] | None, draw: Draw) -> str:
    said = []
    for flow in flows or ():
        factor = "" if flow.emission_factor is None else f" x {draw.plain(flow.emission_factor)} t CO2/TJ"
        whence = ", ".join(filter(None, (draw.named(flow.source or ""), flow.fuel, flow.partner)))
        said.append(f"{draw.plain(flow.amount)} TJ{factor}{f' ({whence})' if whence else ''}")
    return "; ".join(said)


def _use(result: Result, one: ProcessResult, use: Use, draw: Draw) -> list[str]:
    """A precursor: what it adds, and m_i x SEE_i."""
    about = ""
    of = "t"
    if use.internal is not None:
        made = result.processes[use.internal]
        of = made.unit
        about = draw.word("from process", name=draw.named(made.name))
    elif use.precursor is not None:
        found = result.precursors[use.precursor]
        chosen = (result.installation.processes[int(use.path[1])].precursors or [])[
            int(use.path[3])
        ].suppliers
        about = "; ".join(
            dict.fromkeys(
                ": ".join(filter(None, (origin(supply, draw), kind_of(supply, draw))))
                for supply in found.supplies
                if chosen is None or supply.supplier in chosen
            )
        )
    rows = draw.embedded(draw.named(use.name), use.see.times(use.per_unit), 6)
    amount = f"{draw.plain(use.amount)} {of if of == 'MWh' else 't'}"
    content = use.per_unit * one.level / (use.amount * one.share) if use.amount else 1.0
    if abs(content - 1) > _NEARLY:
        amount += f" x {draw.plain(content, DIGITS)} {of}/t"
    if one.share != 1:
        amount += f" x {percent(one.share)}"
    sums = draw.word(
        "use",
        amount=amount,
        level=f"{draw.plain(one.level)} {one.unit}",
        per=draw.plain(use.per_unit, DIGITS),
        of=of,
        unit=one.unit,
        see=f"{draw.rate(use.see.direct)} + {draw.rate(use.see.indirect)}",
    )
    return rows + draw.note("; ".join(filter(None, (sums, about))), 8)
