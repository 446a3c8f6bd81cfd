"""The footprint for a person at a terminal: 60 to 120 columns, colour only as decoration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from carbonfoot.findings.catalogue import SEVERITIES
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.footprint.result import Footprint, Group, LineResult
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.attribution import attributions
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.system.model import Flow

_WIDE = 100  # from here on there is room for the amounts
_ROOM = ((_WIDE, (14, 30)), (76, (10, 22)), (68, (0, 22)), (0, (0, 16)))  # from a width on: bar, source
_LABEL = 15
_CONFIDENCE = ("measured", "estimated", "illustrative", "not stated")


class _Columns(NamedTuple):
    """Widths of the table: `amount` is 0 where there is no room for it."""

    name: int
    amount: int
    number: int
    bar: int
    source: int


def render(outcome: Outcome, style: Style, allow_incomplete: bool, quiet: bool = False) -> str:
    """The report as text that ends in a line feed; "" when the input could not be read at all."""
    result = outcome.footprint
    if result is None:
        return ""
    style.fit_to(result.at_least)
    lines = [*_head(result, style), "", *_headline(outcome, result, style, allow_incomplete)]
    if result.total is not None or allow_incomplete:
        lines += ["", *_table(result, style)]
        lines += _groups(style, "stage", result.stages, result.at_least)
        lines += _groups(style, "tier", [_tier(group, style) for group in result.tiers], result.at_least)
        lines += _groups(style, "country", result.countries[:6], result.at_least)
        lines += _split(result, style)
        lines += _foot(outcome, result, style)
        if result.asks is not None:
            from carbonfoot.reports.asks import asks_text

            lines += asks_text(result, style)
        lines += _pointer(outcome.findings, style, quiet)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(result: Footprint, style: Style) -> list[str]:
    product = result.product
    name = product.name_ko if style.lang == "ko" and product.name_ko else product.name
    start, end = result.period
    whole_year = start[5:] == "01-01" and end[5:] == "12-31" and start[:4] == end[:4]
    about = [
        _reference(result),
        f"{style.word('made in')} {product.country}",
        start[:4] if whole_year else f"{start}..{end}",
        style.word(result.boundary),
    ]
    if product.mass is not None and product.mass != product.reference.number:
        about[0] += f", {format_number(product.mass, 6)} kg"
    rows = lines_of(safe(f"{name}  {product.id}"), style.width)
    return [
        *(style.bold(row) for row in rows),
        *lines_of(safe((", " if style.plain else " · ").join(about)), style.width),
    ]


def _reference(result: Footprint) -> str:
    reference = result.product.reference
    return f"{format_number(reference.number)} {reference.unit.symbol}"


def _headline(outcome: Outcome, result: Footprint, style: Style, allow_incomplete: bool) -> list[str]:
    if result.total is not None:
        text = style.word("headline").format(
            number=format_fixed(result.total, 4), reference=_reference(result)
        )
    else:
        known = style.word("at least").format(number=format_fixed(result.at_least, 4))
        because = style.word("lines missing").format(missing=len(result.missing), count=result.line_count)
        if not result.missing:
            because = style.word("refused").format(count=_count(outcome.findings, style, ("error",)))
        text = f"{known}, {because}" if allow_incomplete else f"{style.word('no total')}: {because}"
    if result.asks is not None:
        text += ", " + style.word("conservative").format(count=len(result.asks))
    return [style.bold(f"  {row}") for row in lines_of(safe(text), style.width - 2)]


def _count(findings: Sequence[Finding], style: Style, of: tuple[str, ...] = SEVERITIES) -> str:
    """`2 errors, 1 warning` in the language of the report; "" when there are none."""
    given = [severity(finding) for finding in findings]
    return ", ".join(
        style.word("count").format(
            number=given.count(name), name=style.word(name if given.count(name) == 1 else f"{name}s")
        )
        for name in of
        if name in given
    )


def _pointer(findings: Sequence[Finding], style: Style, quiet: bool) -> list[str]:
    """Where the findings are; with `quiet` how many of the mild ones are not shown."""
    shown, hidden = (SEVERITIES[:2], SEVERITIES[2:]) if quiet else (SEVERITIES, ())
    rows = []
    for key, names in (("see findings", shown), ("findings hidden", hidden)):
        count = _count(findings, style, names)
        rows += lines_of(style.word(key).format(count=count), style.width) if count else []
    return ["", *rows] if rows else []


def _every(lines: Sequence[LineResult]) -> Iterator[LineResult]:
    for line in lines:
        yield line
        yield from _every(line.lines)


def _table(result: Footprint, style: Style) -> list[str]:
    every = list(_every(result.lines))
    number = max([9, *(1 + len(style.kg(line.co2e)) for line in every if line.co2e is not None)])
    wide = style.width >= _WIDE
    amount = min(24, max([14, *(2 + display_width(_amount(line.flow)) for line in every)])) if wide else 0
    bar, source = next(room for columns, room in _ROOM if style.width >= columns)
    columns = _Columns(style.width - amount - number - 8 - 2 - bar - 1 - source, amount, number, bar, source)
    header = fit(style.word("line"), columns.name)
    header += right(style.word("amount"), amount) if wide else ""
    header += right("kg CO2e", number) + right(style.word("share"), 8)
    rows = [style.bold(f"{header}  {fit('', bar)} {style.word('from')}")]
    for line in result.lines:
        _row(rows, result, line, style, 0, columns)
    return rows


def _row(
    rows: list[str], result: Footprint, line: LineResult, style: Style, depth: int, columns: _Columns
) -> None:
    flow = line.flow
    indent = "  " * min(depth, columns.name // 6)
    text = indent + _name(safe(_title(flow, style)), columns.name - len(indent) - 1) + " "
    if columns.amount:
        text += right(fit(_amount(flow), columns.amount - 2).rstrip(), columns.amount)
    if line.co2e is None:
        text += right("?", columns.number) + right("", 8) + "  " + fit("", columns.bar)
    else:
        share = line.co2e / result.at_least if result.at_least else 0.0
        drawn = style.bar(share, columns.bar) if depth == 0 else ""
        text += right(style.kg(line.co2e), columns.number) + right(percent(share), 8)
        text += "  " + fit(drawn, columns.bar)
    origin = _origin(result, line, style, long=columns.amount > 0)
    rows.append(f"{text} {fit(safe(origin), columns.source).rstrip()}")
    for inner in line.lines:
        _row(rows, result, inner, style, depth + 1, columns)


def _title(flow: Flow, style: Style) -> str:
    return flow.name_ko if style.lang == "ko" and flow.name_ko else flow.name


def _name(text: str, columns: int) -> str:
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


def _origin(result: Footprint, line: LineResult, style: Style, *, long: bool) -> str:
    """Where the number of a line is from; `long` says what the amounts of the lines below it are stated for."""
    flow = line.flow
    if flow.missing or (line.co2e is None and not line.lines):
        return style.word("missing")
    if flow.rule:
        return style.word("lost" if flow.rule.startswith("cut-off: loss") else "cut-off")
    if flow.link >= 0:
        target = result.activities[flow.link]
        source = style.word("assembly") if target.path else target.file.rpartition("/")[2]
        if not long:
            return source
        reference = f"{format_number(target.reference.number, 5)} {target.reference.unit.symbol}"
        return style.word("basis").format(source=source, reference=reference)
    records = [source.record for source in flow.sources if source.record is not None]
    if not records:
        label = flow.sources[0].label
        return f"{style.word('stated')}: {label}" if flow.kind == "stated" else label
    near = style.near() if any(source.proxy for source in flow.sources) else " "
    places = dict.fromkeys(f"{record.geo} {record.year} {record.pack}" for record in records)
    first = next(iter(places))
    return near + first + ("" if len(places) == 1 else f" +{len(places) - 1}")


def _groups(style: Style, title: str, groups: list[Group], whole: float) -> list[str]:
    if len(groups) < 2 or not whole:  # noqa: PLR2004
        return []
    rows = ["", style.bold(style.word(title))]
    number = max([9, *(1 + len(style.kg(group.co2e)) for group in groups)])
    for group in groups:
        share = group.co2e / whole
        label = fit(safe("  " + style.word(group.key)), 43 - number)
        rows.append(
            label
            + right(style.kg(group.co2e), number)
            + right(percent(share), 8)
            + "  "
            + style.bar(share, min(20, style.width - 53))
        )
    return rows


def _tier(group: Group, style: Style) -> Group:
    if group.key == "0":
        return Group(style.word("own plant"), group.co2e)
    if style.lang == "ko":
        return Group(f"{group.key}{style.word('away')} 협력사", group.co2e)
    return Group(f"{group.key} compan{'y' if group.key == '1' else 'ies'} {style.word('away')}", group.co2e)


def _split(result: Footprint, style: Style) -> list[str]:
    """The parts of RULES 0.1 that are not zero, and the gases."""
    parts = [
        f"{style.word(key)} {style.kg(number)}"
        for key, number in result.split.items()
        if number and key not in ("packaging", "distribution")
    ]
    largest = sorted(result.gases.items(), key=lambda entry: (-abs(entry[1][1]), entry[0]))
    gases = [f"{_gas(gas, style)} {style.kg(effect)}" for gas, (_, effect) in largest[:8]]
    if result.unsplit:
        gases.append(f"{style.word('unsplit')} {style.kg(result.unsplit)}")
    return ["", *_paragraph(style, "split", ", ".join(parts)), *_paragraph(style, "gas", ", ".join(gases))]


def _gas(gas: str, style: Style) -> str:
    key = f"gas {gas}"
    said = style.word(key)
    return gas if said == key else said


def _foot(outcome: Outcome, result: Footprint, style: Style) -> list[str]:
    rows: list[str] = []
    tops = sorted((line for line in result.lines if line.co2e), key=lambda line: -(line.co2e or 0.0))[:3]
    if tops and result.at_least:
        named = [
            f"{_title(line.flow, style)} {percent((line.co2e or 0.0) / result.at_least)}" for line in tops
        ]
        rows += _paragraph(style, "hotspots", "; ".join(named))
    rows += _paragraph(style, "amounts", _confidence(result, style))
    rows += _paragraph(style, "mass balance", _balance(result, style))
    said = {flow.name: _title(flow, style) for activity in result.activities for flow in activity.flows}
    by_part: dict[str, list[str]] = {}
    for name, part in result.not_assessed:
        by_part.setdefault(part, []).append(said.get(name, name))
    for part, names in by_part.items():
        key = f"part {part}"
        words = style.word(key) if style.word(key) != key else part.replace("_", " ")
        rows += _paragraph(style, "not assessed", f"{words}: {'; '.join(dict.fromkeys(names))}")
    for name, share, reason in result.exclusions:
        rows += _paragraph(style, "excluded", f"{name} ({percent(share)}): {reason}")
    for group in result.beyond:
        mass = f"{style.word(group.key)} {style.kg(group.co2e)} kg CO2e"
        rows += _paragraph(style, "beyond", f"{mass} ({style.word('beyond text')})")
    method = style.word("method text").format(gwp=result.gwp_set)
    foreign = sum(result.foreign_sets.values())
    if foreign and result.at_least:
        method += " " + style.word("rest as published").format(share=percent(1 - foreign / result.at_least))
    rows += _paragraph(style, "method", method)
    if any(one.source.proxy for one in result.contributions):
        rows += _paragraph(style, "stand-in", style.word("stand-in text").format(mark=style.near()))
    if outcome.lock:
        rows += _paragraph(style, "locked", style.word("locked text").format(file=outcome.lock))
    for number, pack in enumerate(attributions(outcome, result)):
        rows += _paragraph(style, "sources" if number == 0 else "", f"{pack['id']}: {pack['attribution']}")
    return rows


def _confidence(result: Footprint, style: Style) -> str:
    """How many amounts were measured, estimated, or only illustrate; "" when no line says."""
    given = [
        line.flow.data or "not stated"
        for line in _every(result.lines)
        if line.flow.quantity is not None and line.flow.kind != "transport"
    ]
    if all(one == "not stated" for one in given):
        return ""
    return ", ".join(f"{style.word(one)} {given.count(one)}" for one in _CONFIDENCE if one in given)


def _paragraph(style: Style, key: str, text: str) -> list[str]:
    """`label  text`, wrapped under the text; nothing without text."""
    if not text:
        return []
    label = fit(style.word(key), _LABEL)
    rows = lines_of(safe(text), style.width - _LABEL - 1)
    return [f"{label} {rows[0]}", *(" " * (_LABEL + 1) + row for row in rows[1:])]


def _balance(result: Footprint, style: Style) -> str:
    """The balance of the product, and the parts inside it whose own balance does not close."""
    own = _own_balance(result, style)
    inner = [one.name for one in result.activities[1:] if one.mass_balance["status"] == "open"]
    return own if not inner else f"{own}; {style.word('open')}: {', '.join(dict.fromkeys(inner))}"


def _own_balance(result: Footprint, style: Style) -> str:
    balance = result.product.mass_balance
    state = style.word(str(balance["status"]))
    if "because" in balance:
        reason, colon, names = str(balance["because"]).partition(": ")
        return f"{state} ({style.word(reason)}{colon}{names})"
    if "inputs_kg" not in balance:
        return state
    numbers = [
        format_number(float(str(balance[key])), 5) for key in ("inputs_kg", "product_kg", "outputs_kg")
    ]
    equal = " =" if balance["status"] == "closed" else ","
    return (
        f"{state}: {numbers[0]} kg {style.word('in')}{equal} {numbers[1]} kg {style.word('product')}"
        f" + {numbers[2]} kg {style.word('out')}"
    )
