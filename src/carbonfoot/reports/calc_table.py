"""The table of lines of a footprint: names, amounts, kg CO2e, shares and where each number is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.adding import tree, written
from carbonfoot.reports.calc_groups import View
from carbonfoot.reports.style import Style, percent, right
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.system.model import Flow

_WIDE = 100  # from here on there is room for the amounts
_ROOM = ((_WIDE, (14, 30)), (76, (10, 22)), (68, (0, 22)), (0, (0, 16)))  # from a width on: bar, source


class _Columns(NamedTuple):
    """Widths of the table: `amount` is 0 where there is no room for it."""

    name: int
    amount: int
    number: int
    bar: int
    source: int


def every(lines: Sequence[LineResult]) -> Iterator[LineResult]:
    """Every line and those behind it, in the order they are shown."""
    for line in lines:
        yield line
        yield from every(line.lines)


class _Table(NamedTuple):
    """What every row needs: the numbers as they are printed, so that they add up, and how much is shown."""

    result: Footprint
    style: Style
    columns: _Columns
    counted: dict[int, int]
    view: View


def table(result: Footprint, style: Style, view: View) -> list[str]:
    """The lines as the user wrote them, with what is behind them, as rows of text."""
    shown = list(every(result.lines))
    number = max([9, *(1 + len(style.kg(line.co2e)) for line in shown if line.co2e is not None)])
    wide = style.width >= _WIDE
    amount = min(24, max([14, *(2 + display_width(_amount(line.flow)) for line in shown)])) if wide else 0
    bar, source = next(room for columns, room in _ROOM if style.width >= columns)
    columns = _Columns(style.width - amount - number - 8 - 2 - bar - 1 - source, amount, number, bar, source)
    header = fit(style.word("line"), columns.name)
    header += right(style.word("amount"), amount) if wide else ""
    header += right("kg CO2e", number) + right(style.word("share"), 8)
    rows = [style.bold(f"{header}  {fit('', bar)} {style.word('from')}")]
    counted = tree(result.lines, result.at_least, style.decimals)
    _level(rows, _Table(result, style, columns, counted, view), result.lines, 0)
    return rows


def _level(rows: list[str], given: _Table, lines: Sequence[LineResult], depth: int) -> None:
    """The lines of one activity in their order; the small ones in one row where only so many are asked for."""
    if given.view.depth is not None and depth >= given.view.depth:
        return
    shown = given.view.largest([abs(line.co2e) if line.co2e is not None else None for line in lines])
    for place, line in enumerate(lines):
        if place in shown:
            _row(rows, given, line, depth)
    rest = [line for place, line in enumerate(lines) if place not in shown]
    if rest:
        _rest(rows, given, rest, depth)


def _row(rows: list[str], given: _Table, line: LineResult, depth: int) -> None:
    style, columns = given.style, given.columns
    whole = given.result.at_least
    text = _named(title(line.flow, style), depth, columns)
    if columns.amount:
        text += right(fit(_amount(line.flow), columns.amount - 2).rstrip(), columns.amount)
    if line.co2e is None:
        text += right("?", columns.number) + right("", 8) + "  " + fit("", columns.bar)
    else:
        share = line.co2e / whole if whole else 0.0
        drawn = style.bar(share, columns.bar) if depth == 0 else ""
        number = written(line.co2e, given.counted[id(line)], style.decimals)
        text += right(number, columns.number) + right(percent(share), 8)
        text += "  " + fit(drawn, columns.bar)
    origin = _origin(given.result, line, style, columns)
    rows.append(f"{text} {fit(safe(origin), columns.source).rstrip()}")
    _level(rows, given, line.lines, depth + 1)


def _rest(rows: list[str], given: _Table, rest: list[LineResult], depth: int) -> None:
    """What `--top` leaves out, in one row with its sum."""
    style, columns = given.style, given.columns
    number = fsum(line.co2e or 0.0 for line in rest)
    counted = sum(given.counted[id(line)] for line in rest)
    share = number / given.result.at_least if given.result.at_least else 0.0
    text = _named(style.word("more lines").format(count=len(rest)), depth, columns) + " " * columns.amount
    text += right(written(number, counted, style.decimals), columns.number) + right(percent(share), 8)
    rows.append(text)


def _named(text: str, depth: int, columns: _Columns) -> str:
    indent = "  " * min(depth, columns.name // 6)
    return indent + shortened(safe(text), columns.name - len(indent) - 1) + " "


def title(flow: Flow, style: Style) -> str:
    """The name of a line in the language of the report."""
    return flow.name_ko if style.lang == "ko" and flow.name_ko else flow.name


def shortened(text: str, columns: int) -> str:
    """The name in so many columns; of `Quenching and tempering, electricity` the end is kept, it tells lines apart."""
    head, comma, tail = text.rpartition(", ")
    room = columns - display_width(tail) - 2
    if comma and display_width(text) > columns and 3 * room >= columns:
        text = f"{fit(head, room).rstrip()}, {tail}"
    return fit(text, columns)


def _amount(flow: Flow) -> str:
    if flow.quantity is None:
        return ""
    return safe(f"{format_number(flow.quantity.number, 5)} {flow.quantity.unit.symbol}")


def _origin(result: Footprint, line: LineResult, style: Style, columns: _Columns, taken: int = 0) -> str:
    """Where the number of a line is from, `taken` columns less; where amounts are shown, also what those below it are for."""
    flow = line.flow
    if (flow.credit or line.level < 0) and not flow.missing:
        plain = line._replace(flow=flow._replace(credit=""), level=abs(line.level))
        credit = f"{style.word('credit')}, "
        return credit + _origin(result, plain, style, columns, display_width(credit)).strip()
    if flow.missing or (line.co2e is None and not line.lines):
        return style.word("missing")
    if flow.rule.startswith("closed loop"):
        return style.word("closed loop")
    if flow.rule:
        return style.word("lost" if flow.rule.startswith("cut-off: loss") else "cut-off")
    if flow.link >= 0:
        target = result.activities[flow.link]
        inside = target.path[:1] not in ((), ("co_products",))
        source = style.word("assembly") if inside else target.file.rpartition("/")[2]
        if line.loop:
            return f"{style.word('loop').lower()}: {target.name if target.path else source}"
        if not columns.amount:
            return source
        reference = f"{format_number(target.reference.number, 5)} {target.reference.unit.symbol}"
        return style.word("basis").format(source=source, reference=reference)
    if flow.worked is not None and flow.kind == "emission":
        return f" {flow.worked.id}"
    records = [source.record for source in flow.sources if source.record is not None]
    if not records:
        return _by_hand(flow, style, columns.source - taken)
    near = style.near() if any(source.proxy for source in flow.sources) else " "
    places = dict.fromkeys(f"{record.geo} {record.year} {record.pack}" for record in records)
    first = next(iter(places))
    return near + first + ("" if len(places) == 1 else f" +{len(places) - 1}")


def _by_hand(flow: Flow, style: Style, columns: int) -> str:
    """What is no record of the library: a declaration, a statement, an emission as given."""
    if "declaration" in flow.stated:
        from carbonfoot.reports.declared_text import short  # few lines name a declaration

        return short(flow, style, columns)
    label = flow.sources[0].label if flow.sources else ""
    return f"{style.word('stated')}: {label}" if flow.kind == "stated" else label
