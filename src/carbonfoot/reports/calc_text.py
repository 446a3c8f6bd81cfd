"""The footprint for a person at a terminal: 80 columns and up, colour only as decoration."""

from __future__ import annotations

from carbonfoot.findings.finding import count_text
from carbonfoot.footprint.result import Footprint, Group, LineResult
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import format_fixed, format_number, round_digits
from carbonfoot.reports.calc_json import attributions
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.reports.words import word

_GASES = {
    "co2_fossil": "CO2",
    "co2_biogenic": "biogenic CO2",
    "co2_land_use": "CO2 of land use",
    "co2_uptake": "CO2 taken up",
    "ch4_fossil": "fossil CH4",
    "ch4_biogenic": "biogenic CH4",
    "ch4": "CH4",
    "n2o": "N2O",
}
_BLOCKS = "▏▎▍▌▋▊▉█"


class Style:
    """How to draw: columns, language, colour, and whether the terminal can show block characters."""

    __slots__ = ("ascii", "colour", "decimals", "lang", "width")

    def __init__(self, width: int = 80, lang: str = "en", colour: bool = False, ascii: bool = False) -> None:
        self.width = max(60, min(width, 120))
        self.lang = lang
        self.colour = colour
        self.ascii = ascii
        self.decimals = 3

    def fit_to(self, total: float) -> None:
        """As many decimals as show four digits of the total, the same on every line."""
        from math import floor, log10

        self.decimals = 3 if not total else max(0, min(9, 3 - floor(log10(abs(total)))))

    def kg(self, number: float) -> str:
        """A mass at the decimals of the report; what rounds to nothing is said to be below the last digit."""
        smallest = 10.0**-self.decimals
        if number and abs(number) < smallest / 2:
            return f"<{smallest:.{self.decimals}f}" if number > 0 else f">-{smallest:.{self.decimals}f}"
        return f"{round_half_up(number, self.decimals):.{self.decimals}f}"

    def word(self, key: str) -> str:
        """A label in the chosen language."""
        return word(key, self.lang)

    def bold(self, text: str) -> str:
        """Emphasis where the terminal has it; the words carry the meaning."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def bar(self, share: float, cells: int) -> str:
        """A bar of at most `cells` columns, in eighths of a column, or in `#`."""
        share = min(1.0, max(0.0, share))
        if self.ascii:
            return "#" * round(share * cells)
        eighths = round(share * cells * 8)
        full, rest = divmod(eighths, 8)
        return "█" * full + (_BLOCKS[rest - 1] if rest else "")


def render(outcome: Outcome, style: Style, allow_incomplete: bool) -> str:
    """The report as text that ends in a line feed."""
    result = outcome.footprint
    if result is None:
        return ""
    style.fit_to(result.at_least)
    lines = _head(result, style)
    lines += ["", _headline(result, style, allow_incomplete), ""]
    if result.total is None and not allow_incomplete:
        return "\n".join(lines[:-1]) + "\n"
    lines += _table(result, style)
    lines += _groups(style, "stage", result.stages, result.at_least)
    lines += _groups(style, "tier", [_tier(group, style) for group in result.tiers], result.at_least)
    lines += _groups(style, "country", result.countries[:6], result.at_least)
    lines += _split(result, style)
    lines += _foot(outcome, result, style)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(result: Footprint, style: Style) -> list[str]:
    product = result.product
    name = product.name_ko if style.lang == "ko" and product.name_ko else product.name
    mass = (
        ""
        if product.mass is None or product.mass == product.reference.number
        else f", {format_number(product.mass, 6)} kg"
    )
    period = (
        result.period[0][:4]
        if result.period[0][5:] == "01-01" and result.period[1][5:] == "12-31"
        else "..".join(result.period)
    )
    about = f"{_reference(result)}{mass} · {style.word('made in')} {product.country} · {period} · {style.word(result.boundary)}"
    if style.ascii:
        about = about.replace(" · ", ", ")
    return [style.bold(safe(f"{name}  {product.id}")), safe(about)]


def _reference(result: Footprint) -> str:
    reference = result.product.reference
    return f"{format_number(reference.number)} {reference.unit.symbol}"


def _headline(result: Footprint, style: Style, allow_incomplete: bool) -> str:
    number = f"{format_fixed(result.at_least, 4)} kg CO2e"
    if result.total is not None:
        return style.bold(
            f"  {format_fixed(result.total, 4)} kg CO2e {style.word('per')} {_reference(result)}"
        )
    count = f"{len(result.missing)} {style.word('lines missing').format(count=result.line_count)}"
    if allow_incomplete:
        return style.bold(f"  {style.word('at least')} {number}, {count}")
    return style.bold(f"  {style.word('no total')}: {count}")


def _table(result: Footprint, style: Style) -> list[str]:
    wide = style.width >= 100
    amounts = 14 if wide else 0
    source = 30 if wide else 22
    bar = 14 if wide else 10
    name = style.width - amounts - source - bar - 8 - 8 - 4
    header = fit(style.word("line"), name)
    header += _right(style.word("amount"), amounts) if wide else ""
    header += (
        _right("kg CO2e", 9) + _right(style.word("share"), 8) + "  " + fit("", bar) + " " + style.word("from")
    )
    rows = [style.bold(header.rstrip())]
    for line in result.lines:
        _row(rows, result, line, style, 0, (name, amounts, bar, source))
    return rows


def _row(
    rows: list[str],
    result: Footprint,
    line: LineResult,
    style: Style,
    depth: int,
    columns: tuple[int, int, int, int],
) -> None:
    name, amounts, bar, source = columns
    flow = line.flow
    title = flow.name_ko if style.lang == "ko" and flow.name_ko else flow.name
    text = fit(safe("  " * depth + title), name - 1) + " "
    if amounts:
        text += _right(
            ""
            if flow.quantity is None
            else f"{format_number(flow.quantity.number, 5)} {flow.quantity.unit.symbol}",
            amounts,
        )
    if line.co2e is None:
        text += _right("?", 9) + _right("", 8) + "  " + fit("", bar)
    else:
        share = line.co2e / result.at_least if result.at_least else 0.0
        drawn = style.bar(share, bar) if depth == 0 else ""
        text += _right(style.kg(line.co2e), 9) + _right(_percent(share), 8) + "  " + fit(drawn, bar)
    rows.append(text + " " + fit(safe(_origin(result, line, style)), source).rstrip())
    for inner in line.lines:
        _row(rows, result, inner, style, depth + 1, columns)


def _origin(result: Footprint, line: LineResult, style: Style) -> str:
    flow = line.flow
    if flow.missing or (line.co2e is None and not line.lines):
        return style.word("missing")
    if flow.rule:
        return style.word("cut-off")
    if flow.link >= 0:
        target = result.activities[flow.link]
        return style.word("assembly") if target.path else f"{target.file}"
    records = [source.record for source in flow.sources if source.record is not None]
    if not records:
        return (
            f"{style.word('stated')}: {flow.sources[0].label}"
            if flow.kind == "stated"
            else flow.sources[0].label
        )
    near = ("~" if style.ascii else "≈") if any(source.proxy for source in flow.sources) else " "
    places = dict.fromkeys(f"{record.geo} {record.year} {record.pack}" for record in records)
    first = next(iter(places))
    return near + first + ("" if len(places) == 1 else f" +{len(places) - 1}")


def _groups(style: Style, title: str, groups: list[Group], whole: float) -> list[str]:
    if len(groups) < 2 or not whole:
        return []
    rows = ["", style.bold(style.word(title))]
    for group in groups:
        share = group.co2e / whole
        label = fit(safe("  " + style.word(group.key)), 34)
        rows.append(
            f"{label}{_right(style.kg(group.co2e), 9)}{_right(_percent(share), 8)}  {style.bar(share, 20)}"
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
    gases = [f"{_GASES.get(gas, gas)} {style.kg(effect)}" for gas, (_, effect) in largest[:8]]
    if result.unsplit:
        gases.append(f"{style.word('unsplit')} {style.kg(result.unsplit)}")
    return ["", *_paragraph(style, "split", ", ".join(parts)), *_paragraph(style, "gas", ", ".join(gases))]


def _foot(outcome: Outcome, result: Footprint, style: Style) -> list[str]:
    rows: list[str] = []
    tops = sorted((line for line in result.lines if line.co2e), key=lambda line: -(line.co2e or 0.0))[:3]
    if tops and result.at_least:
        named = ", ".join(
            f"{line.flow.name} {_percent((line.co2e or 0.0) / result.at_least)}" for line in tops
        )
        rows += _paragraph(style, "hotspots", named)
    rows += _paragraph(style, "mass balance", _balance(result, style))
    by_part: dict[str, list[str]] = {}
    for name, part in result.not_assessed:
        by_part.setdefault(part.replace("_", " "), []).append(name)
    for part, names in by_part.items():
        rows += _paragraph(style, "not assessed", f"{part}: {', '.join(dict.fromkeys(names))}")
    for name, share, reason in result.exclusions:
        rows += _paragraph(style, "excluded", f"{name} ({_percent(share)}): {reason}")
    for group in result.beyond:
        rows += _paragraph(
            style,
            "beyond",
            f"{style.word(group.key)} {style.kg(group.co2e)} kg CO2e ({style.word('beyond text')})",
        )
    rows += _paragraph(style, "method", style.word("method text").format(gwp=result.gwp_set))
    if any(one.source.proxy for one in result.contributions):
        mark = "~" if style.ascii else "≈"
        rows += _paragraph(style, "stand-in", style.word("stand-in text").format(mark=mark))
    for number, pack in enumerate(attributions(outcome, result)):
        rows += _paragraph(style, "sources" if number == 0 else "", f"{pack['id']}: {pack['attribution']}")
    count = count_text(outcome.findings)
    if count:
        rows += ["", style.word("see findings").format(count=count)]
    return rows


def _paragraph(style: Style, key: str, text: str) -> list[str]:
    """`label  text`, wrapped under the text."""
    label = fit(style.word(key), 15)
    indent = " " * display_width(label)
    rows, current = [], label
    for part in safe(text).split(" "):
        if display_width(current) + 1 + display_width(part) > style.width and current.strip():
            rows.append(current)
            current = indent
        current += " " + part
    return [*rows, current]


def _balance(result: Footprint, style: Style) -> str:
    balance = result.product.mass_balance
    state = str(balance["status"])
    if "because" in balance:
        return f"{style.word(state)} ({balance['because']})"
    numbers = [
        format_number(float(str(balance[key])), 5) for key in ("inputs_kg", "product_kg", "outputs_kg")
    ]
    return (
        f"{style.word(state)}: {numbers[0]} kg {style.word('in')} = {numbers[1]} kg {style.word('product')}"
        f" + {numbers[2]} kg {style.word('out')}"
    )


def round_half_up(number: float, decimals: int) -> float:
    """Rounded to so many decimals, ties away from zero on the digits that are printed."""
    from math import floor, log10

    if not number:
        return 0.0
    return round_digits(number, max(1, decimals + 1 + floor(log10(abs(number)))))


def _percent(share: float) -> str:
    if share and abs(share) < 0.0005:
        return "<0.1 %"
    return f"{100 * share:.1f} %"


def _right(text: str, columns: int) -> str:
    return " " * max(0, columns - display_width(text)) + text
