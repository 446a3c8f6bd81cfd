"""The table of products: every one, or those that matter most where a page could not hold them."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from carbonfoot.batch.export.content import Content
from carbonfoot.batch.model import COMPLETE, Row
from carbonfoot.batch.page.parts import anchor, head, state_cell
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.quantities.numbers import format_fixed, format_number
from carbonfoot.reports.style import percent

MOST = 10_000
"""Rows that a page holds and a browser still sorts at once."""

Words = dict[str, str]


def products(content: Content, say: Words) -> Iterator[str]:
    """The section, row by row; end tags that HTML does not need are left out of rows."""
    count = content.told.documents
    chosen = None if count <= MOST else _chosen(content)
    yield f'<section><h2 id="products">{escaped(say["products"])}</h2>\n'
    if chosen is not None:
        text = say["products left"].format(shown=f"{MOST:,}", count=f"{count:,}")
        yield f"<p>{escaped(text)}</p>\n"
    names = ("document", "product", "state", "total", "per", "per kg", "interval", "pds", "dqr", "findings")
    numeric = ("total", "per kg", "interval", "pds", "dqr", "findings")
    yield head([(say[name], name in numeric) for name in names], say["products"], choose=2)
    for row in content.rows():
        if chosen is None or row.name in chosen:
            yield _row(row, say, content.lang)
    yield "</tbody></table></div></section>\n"


def _chosen(content: Content) -> set[str]:
    ranked = ((row.state == COMPLETE, -(row.data.get("total") or 0.0), row.name) for row in content.rows())
    return {name for *_, name in nsmallest(MOST, ranked)}


def _row(row: Row, say: Words, lang: str) -> str:
    data = row.data
    name = data.get("product_ko") if lang == "ko" and data.get("product_ko") else data.get("product")
    amount = data.get("declared_amount")
    per = "" if amount is None else f"{format_number(amount)} {data['declared_unit']}"
    low, high = data.get("low"), data.get("high")
    interval = "" if low is None or high is None else f"{format_fixed(low, 3)}–{format_fixed(high, 3)}"
    pds = data.get("pds")
    product = escaped(f"{data.get('product_id') or ''} {name or ''}".strip())
    numbers = (
        interval,
        "" if pds is None else percent(pds),
        _number(data.get("dqr"), 3),
        f"{sum(row.codes.values())}",
    )
    return (
        f'<tr id="{anchor(row.name)}"><td>{escaped(row.name)}<td>{product}{state_cell(row.state, say)}'
        f"<td class=n>{_number(data.get('total'), 4)}<td>{escaped(per)}<td class=n>{_number(data.get('per_kg'), 4)}"
        + "".join(f"<td class=n>{one}" for one in numbers)
        + "\n"
    )


def _number(number: float | None, digits: int) -> str:
    return "" if number is None else format_fixed(number, digits)
