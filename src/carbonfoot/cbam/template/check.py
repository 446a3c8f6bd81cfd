"""What of a filled template does not add up, beside what the calculation finds."""

from __future__ import annotations

import re
from math import fsum

from carbonfoot.cbam.goods import good
from carbonfoot.cbam.model import Result
from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Book, Page
from carbonfoot.cbam.template.goods_lines import Line
from carbonfoot.cbam.template.head import Named, named
from carbonfoot.cbam.template.installation import Taken
from carbonfoot.cbam.template.labels import At, Span
from carbonfoot.factors.library import Library

_TOLERANCE = 1e-6
_GREEN = re.compile(
    r"green|renewable energy cert|\bi?-?recs?\b|\brec\b|guarantees? of origin|\bgo\b|\bgoos?\b|\bgec\b|re100|certificate|"
    r"녹색|인증서|재생에너지 ?인증",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"offset|\bvcs\b|verra|gold standard|\bcers?\b|\bvers?\b|\bitmos?\b|carbon credit|compensat|상쇄|탄소 ?크레딧",
    re.IGNORECASE,
)
_D43 = "Implementing Regulation (EU) 2025/2547, Annex II, D.4.3: only a direct line or a power purchase agreement counts"
_ARTICLE_9 = "Regulation (EU) 2023/956, Article 9: a carbon price effectively paid in the country of origin"


def check(book: Book, taken: Taken, result: Result | None, library: Library) -> None:
    """All sums and words of the inputs; findings at the cells."""
    _processes(book, taken)
    _purchases(book)
    _totals(book, taken, result)
    for line in taken.lines:
        _price(book.pages[labels.PRODUCTS], line)
        _category(book.pages[labels.PRODUCTS], line, taken, library)


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _TOLERANCE * max(abs(one), abs(other), 1e-3)


def _processes(book: Book, taken: Taken) -> None:
    page = book.pages[labels.PROCESSES]
    for block in taken.blocks:
        at, name = block.at, block.entry.data["name"]
        total = float(block.total) if block.total else None
        stated = page.shown(at["total"], "Total production")
        if total is not None and stated is not None and at["total"] and _differ(total, stated):
            said = f"the file shows {stated:.9g} as total of `{name}`, its routes add up to {total:.9g}"
            page.report("CF404", said, at["total"], "Total production", "the sum of the routes is taken")
        parts = [
            page.value(one, "Amounts")
            for one in (at["market"], *(amount for _, amount in block.uses), at["non_cbam"])
        ]
        known = [one for one in parts if one is not None]
        if total is not None and known and at["control"] and _differ(total, fsum(known)):
            said = (
                f"`{name}` made {total:.9g}, and {fsum(known):.9g} went to the market, other processes and goods that "
                "are not covered"
            )
            page.report(
                "CF404", said, at["control"], "Control", "ask the supplier where the rest went, or came from"
            )
        _words(page, at["power_source"], "Source of the emission factor")


def _purchases(book: Book) -> None:
    page = book.pages[labels.PURCHASES]
    lines = named(book.pages[labels.INSTALLATION], labels.PURCHASE_TABLE, "PP")
    blocks = labels.blocks(page.texts, labels.PURCHASE_BLOCK, page.last)
    for line in lines:
        if line.number in blocks:
            _purchase(page, line, blocks[line.number][1])


def _purchase(page: Page, line: Named, block: Span) -> None:
    texts = page.within(block)
    at = {key: labels.place(texts, field, block) for key, field in labels.PURCHASE.items()}
    bought = [page.value(one, "Amounts") for _, one in labels.listed(texts, block, labels.PURCHASE_ROUTES)]
    used = [page.value(one, "Amounts") for _, one in labels.listed(texts, block, labels.PURCHASE_USES)]
    used.append(page.value(at["other"], "Consumed for other purposes"))
    one, other = fsum(x for x in bought if x is not None), fsum(x for x in used if x is not None)
    if at["control"] and _differ(one, other):
        said = f"{one:.9g} t of `{line.name}` were bought, and {other:.9g} t were used"
        page.report(
            "CF404", said, at["control"], "Control", "ask the supplier; stock that was drawn on is bought too"
        )
    for key in ("direct_source", "electricity_source", "factor_source"):
        _words(page, at[key], "Source")


def _words(page: Page, at: At | None, name: str) -> None:
    text = page.text(at)
    if at is None or not text:
        return
    if _OFFSET.search(text):
        help = "state the emission factor of the electricity that was consumed"
        page.report("CF408", f"`{text}` is an offset, no source of an emission factor", at, name, help)
    elif _GREEN.search(text):
        help = "ask the supplier for the factor of his grid, or for the contract with hourly metering"
        page.report("CF807", f"`{text}` does not count for an emission factor", at, name, help, (_D43,))


def _totals(book: Book, taken: Taken, result: Result | None) -> None:
    page = book.pages.get(labels.BALANCE)
    if page is None:
        return
    span = Span(1, page.last)
    at = {key: labels.place(page.texts, field, span) for key, field in labels.BALANCES.items()}
    told = {key: page.shown(one, labels.BALANCES[key].column) for key, one in at.items()}
    _fuel(page, at["fuel_rest"], told)
    processes = book.pages[labels.PROCESSES]
    values = [
        (
            processes.value(one.at["direct"], "DirEm*"),
            processes.value(one.at["power"], "Electricity consumption"),
            processes.value(one.at["power_factor"], "Emission factor of the electricity"),
        )
        for one in taken.blocks
    ]
    attributed = fsum(one[0] for one in values if one[0] is not None)
    indirect = fsum(one[1] * one[2] for one in values if one[1] is not None and one[2] is not None)
    emitted = told["direct"]
    if (
        result is not None
        and result.streams
        and emitted is not None
        and at["direct"]
        and _differ(result.direct, emitted)
    ):
        said = f"the source streams come to {result.direct:.9g} t CO2e, the balance shows {emitted:.9g}"
        page.report("CF404", said, at["direct"], "Total direct emissions", "ask the supplier which is right")
    if emitted is None and result is not None and result.streams:
        emitted = result.direct
    if emitted is not None and at["direct"] and _differ(attributed, emitted):
        more = attributed > emitted
        said = (
            f"processes bear {attributed:.9g} t CO2e (DirEm*) of {emitted:.9g} t that the installation emits"
        )
        help = (
            "more cannot be attributed than is emitted"
            if more
            else "the rest belongs to what is not covered; ask if there is none"
        )
        page.report(
            "CF404", said, at["direct"], "Total direct emissions", help, severity="" if more else "note"
        )
    if told["indirect"] is not None and at["indirect"] and _differ(indirect, told["indirect"]):
        said = f"the electricity of the processes comes to {indirect:.9g} t CO2e, the balance states {told['indirect']:.9g}"
        page.report(
            "CF404", said, at["indirect"], "Total indirect emissions", "ask the supplier which is right"
        )


def _fuel(page: Page, at: At | None, told: dict[str, float | None]) -> None:
    rest, total = told["fuel_rest"], told["fuel"]
    if at is not None and rest is not None and abs(rest) > _TOLERANCE * max(abs(total or 0.0), 1.0):
        said = f"{rest:.9g} TJ of {total or 0.0:.9g} TJ of fuel are in no use"
        page.report(
            "CF404",
            said,
            at,
            "Rest",
            "ask the supplier where this fuel went",
            severity="" if rest < 0 else "note",
        )


def _category(page: Page, line: Line, taken: Taken, library: Library) -> None:
    """A good of another category than its process makes."""
    made = good(library, line.cn) if line.cn.isdecimal() else None
    block = next((one for one in taken.blocks if one.entry.data["name"] == line.process), None)
    if made is None or block is None:
        return
    stated = block.entry.data.get("category", "")
    if stated and labels.plain(made.category) != labels.plain(stated):
        said = f"`{line.cn}` is of the category {made.category}, its process makes {stated}"
        page.report(
            "CF802", said, line.at["cn"], labels.GOOD["cn"], "ask the supplier for the code of this good"
        )


def _price(page: Page, line: Line) -> None:
    at = line.at
    name = labels.GOOD["instrument"]
    for key in ("instrument", "rebate_type"):
        text = page.text(at.get(key))
        if text and _OFFSET.search(text) and key == "instrument":
            page.report("CF408", f"`{text}` is no carbon price", at[key], name, "leave it out", (_ARTICLE_9,))
    price, rebate, paid = (
        page.shown(at.get(key), labels.GOOD[key]) for key in ("price", "rebate", "effective_price")
    )
    if price is None and rebate is None:
        return
    if paid is not None and _differ((price or 0.0) - (rebate or 0.0), paid):
        said = f"{price or 0.0:.9g} due less {rebate or 0.0:.9g} rebate is not {paid:.9g}"
        page.report(
            "CF404",
            said,
            at["effective_price"],
            labels.GOOD["effective_price"],
            "ask the supplier which is right",
        )
    for key, number in (("price", price), ("rebate", rebate)):
        if number is not None and number < 0:
            page.report("CF207", f"{number:.9g} is negative", at[key], labels.GOOD[key], "ask the supplier")
