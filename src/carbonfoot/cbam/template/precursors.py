"""The goods of a template as precursors of whoever buys them."""

from __future__ import annotations

from math import isnan
from typing import Any

from carbonfoot.cbam.model import GoodResult, Result
from carbonfoot.cbam.shapes.precursors import CURRENCIES
from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Book, Page, Where
from carbonfoot.cbam.template.draft import Draft, Entry
from carbonfoot.cbam.template.goods_lines import Line, spaced
from carbonfoot.cbam.template.installation import Taken
from carbonfoot.cbam.template.recompute import paths

_OF_DIRECT = "of the direct emissions, as the template counts it"
_UNITS = {
    "direct": "t CO2e/t",
    "indirect": "t CO2e/t",
    "electricity": "MWh/t",
    "electricity_factor": "t CO2/MWh",
}
_UNVERIFIED = (
    "actual values need a verification report (2025/2547, Annex II, A.1); without it: `default: yes` alone"
)


def precursors(
    book: Book, taken: Taken, result: Result | None, shown: list[Line], differ: dict[int, str]
) -> Draft:
    """The entries, one a good; its values are those that the file shows, calculated ones only where it shows none."""
    draft = Draft({}, {}, {}, {})
    made: list[dict[str, Any]] = []
    names: set[str] = set()
    by_path = {one.path: one for one in result.goods} if result is not None else {}
    for number, (line, path) in enumerate(zip(taken.lines, paths(taken), strict=True)):
        page = book.pages[labels.COMMUNICATION if shown else labels.PRODUCTS]
        source = shown[number] if shown else line
        entry = Entry(draft, ("precursors", len(made)), page)
        draft.places[entry.path] = Where(page.name, source.at["cn"], "CN Codes")
        if number in differ:
            entry.remark(f"the inputs of the file come to other results: {differ[number]}; ask the supplier")
        name = line.name or page.text(source.at.get("cn_name")) or line.cn
        entry.put(
            "name",
            name if name not in names else f"{name} ({number + 1})",
            source.at.get("name"),
            "Product name",
        )
        names.add(entry.data["name"])
        if line.cn:
            entry.put("cn", spaced(line.cn), source.at["cn"], "CN Codes")
        _who(entry, taken, line)
        _values(entry, page, source, by_path.get(path), calculated=not shown)
        entry.text("reducing_agent", source.at.get("reducing_agent"))
        _price(entry, page, source, taken.country)
        made.append(entry.data)
    draft.data["precursors"] = made
    return draft


def _who(entry: Entry, taken: Taken, line: Line) -> None:
    head = taken.draft.data["installation"]
    if "name" in head:
        entry.put("installation", head["name"])
        entry.remark(
            "the template names no operator: add `supplier:`, and `amount:` where several supply it",
            "installation",
        )
    if "unlocode" in head:
        entry.put("unlocode", head["unlocode"])
    address = head.get("address", {})
    place = ", ".join(address[key] for key in ("street", "postcode", "city") if key in address)
    if place:
        entry.put("address", place)
    route = next(
        (one.entry.data.get("route", "") for one in taken.blocks if one.line.name == line.process), ""
    )
    if route:
        entry.put("route", route)
    if taken.country:
        entry.put("country", taken.country)
    else:
        entry.remark("country: not told by the file; add the ISO 3166 code")
    if taken.period:
        entry.put("period", taken.period)


def _values(entry: Entry, page: Page, line: Line, good: GoodResult | None, *, calculated: bool) -> None:
    found = 0
    if "mwh" in labels.plain(page.text(line.at.get("unit"))):
        entry.remark("the file states this good per MWh, which is no tonne of a precursor")
    elif calculated:
        found = _of_result(entry, good)
    else:
        for key, unit in _UNITS.items():
            at = line.at.get(key)
            found += bool(entry.number(key, at, unit, labels.GOOD[key])) and key == "direct"
        _factor(entry)
        entry.text("electricity_source", line.at.get("electricity_source"))
        share = page.number(line.at.get("default_share"), labels.GOOD["default_share"])
        if share and float(share):
            entry.put("default_share", share, line.at["default_share"], labels.GOOD["default_share"])
            entry.remark(_OF_DIRECT, "default_share")
    if found:
        entry.put("verified", "no")
        entry.remark(_UNVERIFIED, "verified")
    else:
        entry.remark("no specific embedded emissions: ask the supplier, or write `default: yes`")


def _factor(entry: Entry) -> None:
    """v2.1 does not show the factor: it is the indirect emissions by the electricity, as v2.1.1 computes it."""
    data = entry.data
    if "electricity_factor" in data or not {"indirect", "electricity"} <= data.keys():
        return
    indirect, power = (float(data[key].split()[0]) for key in ("indirect", "electricity"))
    if power > 0:
        entry.put("electricity_factor", f"{indirect / power!r} t CO2/MWh")


def _of_result(entry: Entry, good: GoodResult | None) -> int:
    if good is None:
        return 0
    entry.remark("calculated from the inputs: the file was saved without its results")
    see = good.see
    for key in ("direct", "indirect", "electricity"):
        number = getattr(see, key)
        if not isnan(number):
            entry.put(key, f"{number!r} {_UNITS[key]}")
    _factor(entry)
    if see.direct > 0 and see.default_direct > 0:
        entry.put("default_share", repr(see.default_direct / see.direct))
        entry.remark(_OF_DIRECT, "default_share")
    return 1


def _price(entry: Entry, page: Page, line: Line, country: str) -> None:
    at = line.at
    instrument = labels.INSTRUMENTS.get(labels.plain(page.text(at.get("instrument"))), "")
    currency = page.text(at.get("currency"))
    amount = page.number(at.get("price"), labels.GOOD["price"])
    if not amount or not float(amount):
        return
    if currency not in CURRENCIES or not instrument:
        told = " ".join(one for one in (page.text(at.get("instrument")), amount, currency) if one)
        entry.remark(f"carbon price as the file has it: {told} per t")
        return
    inner = Entry(entry.draft, (*entry.path, "carbon_price", 0), page)
    inner.put("instrument", instrument, at["instrument"], labels.GOOD["instrument"])
    if country:
        inner.put("country", country)
    inner.put("paid_per_tonne", f"{amount} {currency}/t", at["price"], labels.GOOD["price"])
    rebate = page.number(at.get("rebate"), labels.GOOD["rebate"])
    if rebate and float(rebate):
        inner.put("rebate_per_tonne", f"{rebate} {currency}/t", at["rebate"], labels.GOOD["rebate"])
    entry.put("carbon_price", [inner.data])
    share = page.number(at.get("price_share"), labels.GOOD["price_share"])
    entry.remark(
        "does not count before `certified_by:` names the independent person who certified it"
        + (f"; the file says it covers {share} of the emissions" if share else ""),
        "carbon_price",
    )
