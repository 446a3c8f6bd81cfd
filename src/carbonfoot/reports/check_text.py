"""What `carbonfoot check` tells a person: what does not hold or cannot be judged, then what holds, and how many."""

from __future__ import annotations

from itertools import groupby

from carbonfoot.checks.model import FAIL, OPEN, PASS, Checked, Verdict
from carbonfoot.findings.finding import path_text
from carbonfoot.reports.check_words import said, why_said
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.system.model import Activity

_VERDICT, _ACTUAL, _INDENT = 6, 19, 4
_SIDES = {"pds": "least", "expect": "is", "none_of": "", "valid_on": ""}
_HELD = 40
"""Limits that hold and are listed; thousands of them would hide what does not."""


def render(checked: Checked, style: Style) -> str:
    """The report as text that ends in a line feed."""
    given = [one.verdict for one in checked.verdicts]
    wrong = [one for one in checked.verdicts if one.verdict != PASS]
    held = [one for one in checked.verdicts if one.verdict == PASS]
    rows = _products(checked, wrong, style)
    if wrong and held:
        rows.append(style.bold(said("held", style.lang)))
    rows += _products(checked, held[:_HELD], style)
    if len(held) > _HELD:
        rows += [said("more", style.lang).format(count=f"{len(held) - _HELD:,}"), ""]
    counts = {name: f"{given.count(name):,}" for name in (PASS, FAIL, OPEN)}
    if given:
        rows += lines_of(said("count", style.lang).format(all=f"{len(given):,}", **counts), style.width)
    elif checked.products:
        rows += lines_of(said("nothing", style.lang), style.width)
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _products(checked: Checked, verdicts: list[Verdict], style: Style) -> list[str]:
    activities = {one.name: one.product.activity for one in checked.products} if verdicts else {}
    rows = []
    for product, several in groupby(verdicts, key=lambda one: one.product):
        head = f"{safe(product)}  {_name(activities.get(product), style)}".rstrip()
        rows += [style.bold(row) for row in lines_of(head, style.width, 2)]
        for budget, limits in groupby(several, key=_budget):
            rows += [f"  {row}" for row in lines_of(safe(budget), style.width - 2)] if budget else []
            for one in limits:
                rows += _row(one, style)
        rows.append("")
    return rows


def _budget(one: Verdict) -> str:
    """What a budget is called, where it stands when nobody named it; "" for what a document expects."""
    place = "" if one.kind == "expect" else f"{one.file}: {path_text(one.path[:2])}"
    return one.budget or place


def _name(activity: Activity | None, style: Style) -> str:
    if activity is None:
        return ""
    name = activity.name_ko if style.lang == "ko" and activity.name_ko else activity.name
    return safe(f"{activity.id}  {name}".strip())


def _row(one: Verdict, style: Style) -> list[str]:
    side = _SIDES.get(one.kind, "most")
    limit = said(side, style.lang).format(limit=one.limit) if side and one.limit else ""
    margin = _INDENT + _VERDICT
    room = style.width - margin
    name = max(22, (room - _ACTUAL - 3) // 2)
    label = _label(one, style)
    actual = (one.actual or "-") if one.limit_number is not None else ""
    head = f"{' ' * _INDENT}{fit(said(one.verdict, style.lang), _VERDICT)}"
    rows = []
    if display_width(label) > name:
        first, *others = lines_of(label, room, 2)
        rows += [head + first, *(" " * margin + other for other in others)]
        head, label = " " * margin, ""
    cells = lines_of(safe(limit), room - name - _ACTUAL - 3)
    if label or actual or limit:
        rows.append(f"{head}{fit(label, name)} {right(actual, _ACTUAL)}  {cells[0]}")
    rows += [" " * (margin + name + 1 + _ACTUAL + 2) + cell for cell in cells[1:]]
    if one.why:
        why = safe(why_said(one.why, style.lang))
        rows += [" " * (margin + 2) + row for row in lines_of(why, style.width - margin - 2)]
    return rows


def _label(one: Verdict, style: Style) -> str:
    """What was asked, in the words of the language; what the user named stays as it is."""
    text, name = said(one.kind, style.lang), one.name
    if one.kind == "expect":
        key, _, rest = name.partition(" ")
        rest = style.word(rest) if key == "stage" else rest
        name = said(key, style.lang)
        name = name.format(name=rest) if "{name}" in name else f"{name} {rest}".strip()
    elif one.kind == "stage":
        name = style.word(name)
    elif one.kind == "none_of":
        name = said(name, style.lang)
    elif one.kind == "probability":
        name = name.replace("above ", "> ")
    return safe(text.format(name=name) if "{name}" in text else f"{text} {name}").strip()
