"""Source streams, heat, electricity and bought precursors of an installation, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.cbam.defaults import DefaultValue
from carbonfoot.cbam.model import HeatResult, PowerResult, PrecursorResult, Result, StreamResult, SupplyResult
from carbonfoot.reports.installation_draw import DIGITS, Draw, code
from carbonfoot.reports.style import percent

SEVERAL = 2


def streams(result: Result, draw: Draw, chosen: Sequence[int] | None = None) -> list[str]:
    """Every source stream (those of `chosen`) with its equation and what went in; "" where there is none."""
    shown, rest = (chosen, 0) if chosen is not None else draw.largest([one.fossil for one in result.streams])
    if not shown:
        return []
    rows = draw.heading("streams", ("t",))
    for index in shown:
        rows += _stream(result, result.streams[index], draw)
    return rows + draw.others(rest)


def _stream(result: Result, one: StreamResult, draw: Draw) -> list[str]:
    place = one.path[1]
    stated = (result.installation.source_streams or [])[int(place)]
    kind = draw.word(f"kind {one.method}")
    rows = draw.row(f"{draw.named(one.name)}, {kind}", [draw.tonnes(one.fossil)], 2)
    rows += draw.note(one.formula, 4)
    rows += draw.note(draw.values(one.values), 4)
    if stated.tier:
        rows += draw.note(draw.word("tier", tier=stated.tier), 4)
    if one.shares:
        shares = ", ".join(f"{draw.named(key)} {percent(share)}" for key, share in one.shares.items())
        rows += draw.note(draw.word("stream to", shares=shares), 4)
    if one.biogenic:
        rows += draw.note(draw.word("stream biogenic", number=draw.tonnes(one.biogenic)), 4)
    return rows


def heat(result: Result, draw: Draw, chosen: Sequence[int] | None = None) -> list[str]:
    """Every source of heat: TJ, t CO2 per TJ, t CO2e."""
    shown = range(len(result.heat)) if chosen is None else chosen
    rows = draw.heading("heat", ("heat tj", "heat factor", "t")) if shown else []
    for index in shown:
        one: HeatResult = result.heat[index]
        amount = draw.word("not stated") if one.heat is None else draw.plain(one.heat)
        label = f"{draw.named(one.name)}, {draw.word(f'kind {one.kind}')}"
        rows += draw.row(label, [amount, draw.plain(one.factor, DIGITS), draw.tonnes(one.emissions)], 2)
        rows += draw.note(one.formula, 4) + draw.note(draw.values(one.values), 4)
    return rows


def power(result: Result, draw: Draw, chosen: Sequence[int] | None = None) -> list[str]:
    """Every source of electricity: MWh and t CO2 per MWh."""
    shown = range(len(result.power)) if chosen is None else chosen
    rows = draw.heading("power", ("power mwh", "power factor")) if shown else []
    for index in shown:
        one: PowerResult = result.power[index]
        amount = draw.word("not stated") if one.amount is None else draw.plain(one.amount)
        label = f"{draw.named(one.name)}, {draw.word(f'kind {one.kind}')}"
        rows += draw.row(label, [amount, draw.plain(one.factor, DIGITS)], 2)
        rows += draw.note("; ".join(filter(None, (one.origin, _actual(one, draw)))), 4)
    return rows


def _actual(one: PowerResult, draw: Draw) -> str:
    return draw.word("power actual") if one.actual else ""


def precursors(result: Result, draw: Draw, chosen: Sequence[int] | None = None) -> list[str]:
    """Every bought precursor, with its suppliers."""
    sizes = [0.0] * len(result.precursors)
    for line in result.processes:
        for use in line.uses:
            if use.precursor is not None:
                sizes[use.precursor] += use.amount * use.see.total
    shown, rest = (chosen, 0) if chosen is not None else draw.largest(sizes)
    if not shown:
        return []
    rows = ["", *map(draw.style.bold, draw.columns(draw.word("precursors"), 0))]
    for index in shown:
        rows += _precursor(result, result.precursors[index], draw)
    return rows + draw.others(rest)


def _precursor(result: Result, one: PrecursorResult, draw: Draw) -> list[str]:
    rows = draw.note("  ".join(filter(None, (code(one.cn), draw.named(one.name)))), 2)
    rows += draw.embedded(draw.word("per", unit="t"), one.see, 4)
    several = len(one.supplies) >= SEVERAL
    for supply in one.supplies:
        about = ": ".join(
            filter(
                None,
                (", ".join(filter(None, (supply.supplier, origin(supply, draw)))), kind_of(supply, draw)),
            )
        )
        if several:
            about += f"; {draw.word('mass share', share=percent(supply.share))}"
            rows += draw.note(about, 4)
            rows += draw.embedded(draw.word("per", unit="t"), supply.see, 6)
        else:
            rows += draw.note(about, 4)
        rows += _more(supply, result.year, draw)
    return rows


def origin(supply: SupplyResult, draw: Draw) -> str:
    """The country that it is from; nothing for scrap, which counts zero from anywhere."""
    return supply.country or ("" if supply.kind == "scrap" else draw.word("country unknown"))


def kind_of(supply: SupplyResult, draw: Draw) -> str:
    """Why a supply carries what it carries."""
    key = "supply actual not" if supply.kind == "actual" and not supply.verified else f"supply {supply.kind}"
    return draw.word(key)


def _more(supply: SupplyResult, year: int, draw: Draw) -> list[str]:
    """The default value as the act has it, and the electricity behind indirect emissions."""
    rows: list[str] = []
    value = supply.default
    if isinstance(value, DefaultValue):
        base = draw.word(
            "base",
            base=draw.plain(value.total),
            markup=draw.plain(value.markup),
            value=draw.plain(value.value),
        )
        row = draw.word("row", row=value.row, act=value.act, annex=value.annex, edition=value.edition)
        rows += draw.note(base, 6) + draw.note(row, 6)
        if draw.exact:
            rows += [line for why in value.why for line in draw.note(why, 6)]
    if supply.see.electricity > 0 and supply.electricity_factor is not None:
        text = draw.word(
            "power source",
            amount=draw.rate(supply.see.electricity),
            factor=draw.plain(supply.electricity_factor, DIGITS),
        )
        rows += draw.note(", ".join(filter(None, (text, supply.electricity_source))), 6)
    if supply.period and supply.period not in (str(year), f"{year}-01-01..{year}-12-31"):
        rows += draw.note(draw.word("of period", period=supply.period), 6)
    if supply.prices:
        rows += draw.note(draw.word("price", prices=prices(supply.prices, draw)), 6)
    return rows


def prices(found: dict[str, float], draw: Draw) -> str:
    """Money by currency."""
    return ", ".join(f"{draw.plain(number, DIGITS)} {currency}" for currency, number in found.items())
