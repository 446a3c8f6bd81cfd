"""A filled template as an installation document, and what it says of itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.cbam.shapes.installation import KIND
from carbonfoot.cbam.template import head, labels
from carbonfoot.cbam.template.book import Book, Page, Where
from carbonfoot.cbam.template.draft import Draft, Entry
from carbonfoot.cbam.template.goods_lines import Line, goods, lines
from carbonfoot.cbam.template.process_lines import Block, processes
from carbonfoot.cbam.template.purchase_lines import purchases
from carbonfoot.cbam.template.stream_lines import streams
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding

_UNSHARED = (
    "the template does not say which process a stream belongs to: add `process:` or `shares:`, then leave "
    "`direct_emissions` out"
)
_NEEDED = ("start", "end", "name", "country")


class Taken(NamedTuple):
    """A template, taken over: the document, its processes, and its goods in the order of the file."""

    draft: Draft
    blocks: list[Block]
    lines: list[Line]
    period: str
    country: str


def take(book: Book, library: Library, findings: list[Finding]) -> Taken | None:
    """The document; None with findings where the template is empty."""
    about = book.pages[labels.INSTALLATION]
    draft = Draft({"carbonfoot": KIND}, {}, {}, {})
    at = head.places_of(about)
    head.missing_labels(about, at, _NEEDED)
    named = head.named(about, labels.PROCESS_TABLE, "P")
    given = lines(book.pages[labels.PRODUCTS])
    if not named and not given:
        said = f"`{book.display}` is not filled in: it names no production process and no good"
        help = "ask the supplier for the filled template; the lists are in sheet `A_InstData`, 4 (b)"
        findings.append(Finding("CF621", said, book.display, help=help))
        return None
    if not named:
        said = f"`{book.display}` names no production process"
        help = "they stand in sheet `A_InstData`, 4 (b)"
        findings.append(Finding("CF621", said, book.display, ("sheet", about.name), help=help))
        return None
    who = Entry(draft, ("installation",), about)
    head.head(book, about, at, who)
    draft.data["installation"] = who.data
    told = head.period(about, at)
    if told:
        draft.data["period"] = told
    if at["start"] is not None:
        draft.places["period",] = Where(about.name, at["start"], "Reporting period")
    _quality(book, who)
    found = streams(draft, book.pages[labels.STREAMS])
    if found:
        draft.data["source_streams"] = found
    bought = head.named(about, labels.PURCHASE_TABLE, "PP")
    countries = {one.number: head.country_code(book, one.country) for one in bought if one.country}
    order = [one.name or one.category for one in named]
    made, used = purchases(draft, book.pages[labels.PURCHASES], bought, order, countries, library)
    if made:
        draft.data["precursors"] = made
    blocks = processes(draft, book.pages[labels.PROCESSES], named, used, _routes(about))
    _goods(book, draft, blocks, given)
    draft.data["processes"] = [one.entry.data for one in blocks]
    _prices(book, draft, given)
    if found and len(blocks) > 1:
        draft.remark(("source_streams",), _UNSHARED)
    return Taken(draft, blocks, given, told, who.data.get("country", ""))


def _routes(about: Page) -> dict[str, tuple[str, ...]]:
    """Routes of each category of goods, by its plain name."""
    found = labels.heads(about.texts, labels.GOODS_TABLE)
    if found is None:
        return {}
    goods_at, first = found["aggregated goods category"], found["route 1"]
    last = max(column for key, column in found.items() if key.startswith("route "))
    listed: dict[str, tuple[str, ...]] = {}
    for row in range(found[""] + 1, about.last + 1):
        category = about.text((row, goods_at))
        if not re.fullmatch(r"G\d+", about.texts.get((row, found.get("id", goods_at - 1)), "")):
            break
        told = tuple(text for column in range(first, last + 1) if (text := about.text((row, column))))
        if category:
            listed[labels.plain(category)] = listed.get(labels.plain(category), ()) + told
    return listed


def _quality(book: Book, who: Entry) -> None:
    page = book.pages.get(labels.BALANCE)
    if page is None:
        return
    inner = Entry(who.draft, who.path, page)
    for key, field in labels.QUALITY.items():
        rows = labels.find(page.texts, field.row)
        if not rows:
            continue
        row, column = rows[-1]
        right = sorted(
            at[1] for at in page.texts if at[0] == row and column < at[1] < page.width and page.text(at)
        )
        if right:
            inner.text(key, (row, right[0]), field.row)
    who.data.update(inner.data)


def _goods(book: Book, draft: Draft, blocks: list[Block], given: list[Line]) -> None:
    page = book.pages[labels.PRODUCTS]
    known = {one.entry.data["name"] for one in blocks}
    for one in blocks:
        own = [line for line in given if line.process == one.entry.data["name"]]
        made = goods(draft, page, own, one.entry.path)
        if made:
            one.entry.put("goods", made)
    for line in given:
        if line.process not in known:
            said = (
                f"`{line.process}` is no production process of the file"
                if line.process
                else "no production process is named"
            )
            help = f"its processes: {', '.join(f'`{one}`' for one in sorted(known))}"
            page.report("CF815", said, line.at["process"], "Production process", help)


def _prices(book: Book, draft: Draft, given: list[Line]) -> None:
    """What the file says was paid for carbon, as a remark: per good it cannot be told what the installation paid."""
    page = book.pages[labels.PRODUCTS]
    told = []
    for line in given:
        amount = page.number(line.at.get("price"), labels.GOOD["price"])
        if amount and float(amount):
            words = [page.text(line.at.get(key)) for key in ("instrument", "currency")]
            told.append(f"{line.name or line.cn}: {words[0] or 'carbon price'} {amount} {words[1]}/t")
    if told:
        draft.remark(
            ("processes",), "state what the installation paid as `carbon_prices:`; per good the file says:"
        )
        for one in dict.fromkeys(told):
            draft.remark(("processes",), one)
