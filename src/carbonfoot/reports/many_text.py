"""The footprints of many products for a person at a terminal: a table, products one below the other, never a sum."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.portfolio.model import COMPLETE, INCOMPLETE, REFUSED, Portfolio, Product
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.attribution import about_pack
from carbonfoot.reports.pointer import pointer
from carbonfoot.reports.style import Style, lines_of, paragraph, right
from carbonfoot.reports.width import display_width, fit, safe

_STATES = (COMPLETE, INCOMPLETE, REFUSED)
_LONGEST_UNIT = 14


def render(
    portfolio: Portfolio,
    style: Style,
    allow_incomplete: bool,
    quiet: bool = False,
    more: Sequence[str] = (),
) -> str:
    """The report as text that ends in a line feed, `more` rows below the products; "" where there is nothing."""
    products = portfolio.products
    if not products:
        rows = [*more, *(pointer(portfolio.findings, style, quiet) if more else [])]
        return "\n".join(row.rstrip() for row in rows) + "\n" if rows else ""
    given = [product.state for product in products]
    states = ", ".join(
        style.word(f"many {state}").format(number=f"{given.count(state):,}")
        for state in _STATES
        if state in given
    )
    key = "many" if len(products) > 1 else "many one"
    rows = [style.bold(style.word(key).format(count=f"{len(products):,}", states=states))]
    if len(products) > 1:
        rows += lines_of(style.word("many sum"), style.width)
    sections: dict[tuple[str, ...], list[Product]] = {}
    for product in products:
        sections.setdefault((product.boundary, product.gwp_set, *product.period), []).append(product)
    for about, members in sorted(sections.items(), key=lambda section: (not section[0][0], section[0])):
        rows += ["", *_section(about, members, style, allow_incomplete)]
    if INCOMPLETE in given and not allow_incomplete:
        rows += ["", *lines_of(style.word("many allow"), style.width)]
    rows += _foot(portfolio, style)
    rows += ["", *more] if more else []
    rows += pointer(portfolio.findings, style, quiet)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _section(about: tuple[str, ...], products: list[Product], style: Style, allow: bool) -> list[str]:
    """The products of one boundary, GWP set and period."""
    boundary, gwp_set, start, end = about
    year = start[5:] == "01-01" and end[5:] == "12-31" and start[:4] == end[:4]
    rows = []
    if boundary:
        head = [style.word(boundary), start[:4] if year else f"{start}..{end}", gwp_set]
        rows.append((", " if style.plain else " · ").join(head))
    numbers = [_number(product, style, allow) for product in products]
    units = [_unit(product) for product in products]
    number = max(8, *(1 + display_width(text) for text in numbers))
    unit = min(_LONGEST_UNIT, max(display_width(text) for text in ("", style.word("many per"), *units)))
    rest = style.width - number - unit - 5
    name = max(12, rest // 2)
    columns = (name, unit, number, max(8, rest - name))
    header = (style.word("many product"), style.word("many per"), "kg CO2e", style.word("many document"))
    rows.append(style.bold(_row(header, columns)))
    for product, text, per in zip(products, numbers, units, strict=True):
        rows.append(_row((_name(product, style), per, text, safe(product.shown)), columns))
        if product.state == REFUSED and product.because != product.shown:
            see = style.word("many see").format(file=product.because)
            rows += [f"  {row}" for row in lines_of(safe(see), style.width - 2)]
    return rows


def _row(cells: tuple[str, str, str, str], columns: tuple[int, int, int, int]) -> str:
    name, unit, number, file = cells
    return f"{fit(name, columns[0])}  {fit(unit, columns[1])} {right(number, columns[2])}  {_end(file, columns[3])}"


def _end(text: str, columns: int) -> str:
    """The end of a path: its beginning is what others share."""
    if display_width(text) <= columns:
        return text
    while display_width(text) > columns - 3:
        text = text[1:]
    return f"...{text}"


def _name(product: Product, style: Style) -> str:
    activity = product.activity
    if activity is None:
        return "?"
    name = activity.name_ko if style.lang == "ko" and activity.name_ko else activity.name
    return safe(f"{activity.id}  {name}")


def _unit(product: Product) -> str:
    if product.activity is None:
        return ""
    reference = product.activity.reference
    return safe(f"{format_number(reference.number)} {reference.unit.symbol}")


def _number(product: Product, style: Style, allow: bool) -> str:
    if product.state == REFUSED or product.at_least is None:
        return style.word("many no")
    if product.state == COMPLETE:
        return format_fixed(product.at_least, 4)
    known = style.word("many at least").format(number=format_fixed(product.at_least, 4))
    return known if allow else style.word("many none")


def _foot(portfolio: Portfolio, style: Style) -> list[str]:
    """Method, lock and sources of all products together."""
    batches = {id(product.batch): product.batch for product in portfolio.products if product.batch}.values()
    rows: list[str] = [""]
    for gwp_set in sorted(
        {product.gwp_set for product in portfolio.products if product.at_least is not None}
    ):
        rows += paragraph(style, "method", style.word("many method").format(gwp=gwp_set))
    sources = [
        (batch, source)
        for batch in batches
        for activity in batch.system.activities
        for flow in activity.flows
        for source in flow.sources
    ]
    if any(source.proxy for _, source in sources):
        rows += paragraph(style, "stand-in", style.word("many stand-in"))
    if any(batch.asking.conservative for batch in batches):
        rows += paragraph(style, "many assumed", style.word("many conservative"))
    for lock in sorted({batch.lock for batch in batches if batch.lock}):
        rows += paragraph(style, "locked", style.word("locked text").format(file=lock))
    packs = {source.record.pack: batch.library for batch, source in sources if source.record is not None}
    for number, pack in enumerate(sorted(packs)):
        about = about_pack(packs[pack], pack)
        rows += paragraph(style, "sources" if number == 0 else "", f"{pack}: {about['attribution']}")
    return rows if len(rows) > 1 else []
