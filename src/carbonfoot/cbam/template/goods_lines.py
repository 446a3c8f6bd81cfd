"""The goods of the template's summary: what they are, and what the file shows for each."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Page, Where
from carbonfoot.cbam.template.draft import Draft, Entry
from carbonfoot.cbam.template.labels import At
from carbonfoot.cbam.template.write import Path

_SHARES = (
    *("manganese", "chromium", "nickel", "other_alloys", "carbon", "pre_consumer_scrap", "non_aluminium"),
    *("clinker_content", "nitrogen_content", "concentration", "purity"),
)
_NITROGEN = ("ammonium", "nitrate", "urea", "other")
_NEEDED = frozenset(["process", "name", "electricity", "default_share", "price", "currency"])


class Line(NamedTuple):
    """A good: its cells in a sheet of the summary."""

    row: int
    at: dict[str, At]
    process: str
    cn: str
    name: str


def lines(page: Page) -> list[Line]:
    """The filled lines of `Summary_Products` or `Summary_Communication`."""
    head = labels.heads(page.texts, labels.SUMMARY_TABLE)
    if head is None:
        page.lacks("` and `".join(labels.SUMMARY_TABLE))
        return []
    columns = {key: head[word] for key, one in labels.GOOD.items() if (word := labels.plain(one)) in head}
    for key, head_text in labels.GOOD.items():
        if key in _NEEDED and key not in columns:
            page.lacks(head_text)
    if "process" not in columns:
        return []
    found: list[Line] = []
    number, begun = min(columns.values()) - 1, False
    for row in range(head[""] + 1, page.last + 1):
        at = {key: (row, column) for key, column in columns.items()}
        if not page.texts.get((row, number), "").isdigit():
            if begun:
                break
            continue  # the example above the lines
        begun = True
        told = [page.text(at.get(key)) for key in ("process", "cn", "name")]
        if any(told):
            found.append(Line(row, at, told[0], re.sub(r"[ .]", "", told[1]), told[2]))
    return found


def goods(draft: Draft, page: Page, given: list[Line], path: Path) -> list[dict[str, Any]]:
    """The entries of `goods` of one process."""
    made: list[dict[str, Any]] = []
    for line in given:
        entry = Entry(draft, (*path, "goods", len(made)), page)
        draft.places[entry.path] = Where(page.name, line.at["cn"], "CN Codes")
        if line.cn:
            entry.put("cn", spaced(line.cn), line.at["cn"], "CN Codes")
        entry.text("name", line.at.get("name"), "Product name")
        describe(entry, line)
        made.append(entry.data)
    return made


def describe(entry: Entry, line: Line) -> None:
    """What the act asks for of a good beside its emissions."""
    at = line.at
    entry.text("reducing_agent", at.get("reducing_agent"))
    entry.text("steel_mill", at.get("steel_mill"))
    for key in _SHARES:
        entry.number(key, at.get(key), "", labels.GOOD[key])
    if "concentration" not in entry.data:
        entry.number("concentration", at.get("nitric_acid"), "", labels.GOOD["nitric_acid"])
    scrap = entry.number("scrap", at.get("scrap"), "t/t", labels.GOOD["scrap"])
    if not scrap:
        entry.number("scrap", at.get("scrap_aluminium"), "t/t", labels.GOOD["scrap_aluminium"])
    forms = entry.within("nitrogen")
    for key in _NITROGEN:
        forms.number(key, at.get(key), "", labels.GOOD[key])
    entry.keep("nitrogen", forms)
    for key in ("other_materials", "calcined"):
        told = entry.page.text(at.get(key))
        if told:
            entry.remark(f"{labels.GOOD[key]}: {told}")


def spaced(digits: str) -> str:
    """`7318 15 42` of `73181542`; anything else as it is."""
    if not re.fullmatch(r"\d{8}|\d{10}", digits):
        return digits
    return " ".join((digits[:4], *re.findall(r"..", digits[4:])))
