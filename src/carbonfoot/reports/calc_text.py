"""The footprint for a person at a terminal: 60 to 120 columns, colour only as decoration."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.calc_foot import foot
from carbonfoot.reports.calc_groups import ALL, View, groups
from carbonfoot.reports.calc_table import table
from carbonfoot.reports.pointer import counted, pointer
from carbonfoot.reports.quality_text import interval_text, total_text
from carbonfoot.reports.style import Style, lines_of, paragraph
from carbonfoot.reports.width import safe


def render(
    outcome: Outcome,
    style: Style,
    allow_incomplete: bool,
    quiet: bool = False,
    view: View = ALL,
    more: Sequence[str] = (),
) -> str:
    """The report as text that ends in a line feed, `more` rows under it; "" when the input could not be read at all."""
    result = outcome.footprint
    if result is None:
        return ""
    style.fit_to(result.at_least)
    lines = [*head(result, style), "", *_headline(outcome, result, style, allow_incomplete)]
    if result.total is not None or allow_incomplete:
        if result.scopes is not None:
            from carbonfoot.reports.site_text import site_text

            lines += site_text(result, result.scopes, style)
        lines += ["", *table(result, style, view)]
        lines += groups(result, style, view)
        if result.methods or result.credits:
            from carbonfoot.reports.calc_allocation import credits_text, produced_text

            lines += produced_text(result, style) if result.scopes is None else []
            apart = credits_text(result, style)
            lines += ["", *apart] if apart else []
        lines += _split(result, style)
        lines += foot(outcome, result, style)
        if result.asks is not None:
            from carbonfoot.reports.asks import asks_text

            lines += asks_text(result, style)
        lines += more
        lines += pointer(outcome.findings, style, quiet)
    if result.compared:
        from carbonfoot.reports.calc_allocation import compared_text

        lines += compared_text(result, style)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def head(result: Footprint, style: Style) -> list[str]:
    """What the footprint is of."""
    product = result.product
    name = product.name_ko if style.lang == "ko" and product.name_ko else product.name
    start, end = result.period
    whole_year = start[5:] == "01-01" and end[5:] == "12-31" and start[:4] == end[:4]
    when = start[:4] if whole_year else f"{start}..{end}"
    about = [
        _reference(result),
        f"{style.word('made in')} {product.country}",
        when,
        style.word(result.boundary),
    ]
    if result.scopes is not None:
        about = [
            f"{style.word('site in')} {product.country}",
            when,
            *([product.supplier] if product.supplier else []),
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
        words = "headline" if result.scopes is None else "headline of a site"
        number = total_text(result, result.total)
        text = style.word(words).format(number=number, reference=_reference(result))
        range_ = interval_text(result, style)
        text += f", {range_}" if range_ else ""
    else:
        known = style.word("at least").format(number=format_fixed(result.at_least, 4))
        because = style.word("lines missing").format(missing=len(result.missing), count=result.line_count)
        if not result.missing:
            because = style.word("refused").format(count=counted(outcome.findings, style, ("error",)))
        text = f"{known}, {because}" if allow_incomplete else f"{style.word('no total')}: {because}"
    if result.asks is not None:
        text += ", " + style.word("conservative").format(count=len(result.asks))
    return [style.bold(f"  {row}") for row in lines_of(safe(text), style.width - 2)]


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
    return ["", *paragraph(style, "split", ", ".join(parts)), *paragraph(style, "gas", ", ".join(gases))]


def _gas(gas: str, style: Style) -> str:
    key = f"gas {gas}"
    said = style.word(key)
    return gas if said == key else said
