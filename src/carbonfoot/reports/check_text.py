"""What `carbonfoot check` tells a person: what does not hold or cannot be judged, then what holds, and how many."""

from __future__ import annotations

from itertools import groupby

from carbonfoot.checks.known import AT_LEAST
from carbonfoot.checks.model import FAIL, OPEN, PASS, Checked, Verdict
from carbonfoot.findings.finding import path_text
from carbonfoot.reports.changes_text import lines
from carbonfoot.reports.check_reasons import why_said
from carbonfoot.reports.check_words import said
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.system.model import Activity

ACCEPTED = "accepted limit"
"""A limit that is not kept, and that a comment accepts: its key among the words."""

_VERDICT, _ACTUAL, _INDENT = 6, 19, 4
_SIDES = {"pds": "least", "expect": "is", "none_of": "", "valid_on": ""}
_HELD = 40
"""Limits that hold and are listed; thousands of them would hide what does not."""


def render(checked: Checked, style: Style) -> str:
    """The report as text that ends in a line feed."""
    reasons = checked.reasons()
    accepted = [
        one._replace(verdict=ACCEPTED, why=reasons[one.finding])
        for one in checked.verdicts
        if one.finding in reasons
    ]
    wrong = [one for one in checked.verdicts if one.verdict != PASS and one.finding not in reasons]
    held = [one for one in checked.verdicts if one.verdict == PASS]
    rows = _products(checked, wrong, style)
    if accepted:
        rows.append(style.bold(said("those accepted", style.lang)))
    rows += _products(checked, accepted, style)
    if (wrong or accepted) and held:
        rows.append(style.bold(said("held", style.lang)))
    rows += _products(checked, held[:_HELD], style)
    if len(held) > _HELD:
        rows += [said("more", style.lang).format(count=f"{len(held) - _HELD:,}"), ""]
    if checked.changes:
        rows += [*lines(checked, style), ""]
    if checked.verdicts:
        rows += lines_of(count_said(checked, style.lang), style.width)
    elif checked.products:
        rows += lines_of(said("nothing", style.lang), style.width)
    return "".join(f"{row.rstrip()}\n" for row in rows)


def count_said(checked: Checked, lang: str) -> str:
    """How many limits hold, how many do not, are open, are accepted."""
    reasons = checked.reasons()
    given = [ACCEPTED if one.finding in reasons else one.verdict for one in checked.verdicts]
    counts = {name: f"{given.count(name):,}" for name in (PASS, FAIL, OPEN)}
    text = said("count", lang).format(all=f"{len(given):,}", **counts)
    number = given.count(ACCEPTED)
    return text + (said("count accepted", lang).format(number=f"{number:,}") if number else "")


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
    mark = said(one.verdict, style.lang)
    width = max(_VERDICT, display_width(mark) + 1)
    margin = _INDENT + width
    room = style.width - margin
    name = max(22, (room - _ACTUAL - 3) // 2)
    label = label_of(one, style)
    actual = (actual_said(one, style.lang) or "-") if one.limit_number is not None else ""
    head = f"{' ' * _INDENT}{fit(mark, width)}"
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
        why = safe(one.why if one.verdict == ACCEPTED else why_said(one.why, style.lang))
        rows += [" " * (margin + 2) + row for row in lines_of(why, style.width - margin - 2)]
    return rows


def actual_said(one: Verdict, lang: str) -> str:
    """What was found, in the words of the language."""
    if one.actual.startswith(AT_LEAST):
        return said("least", lang).format(limit=one.actual.removeprefix(AT_LEAST))
    return one.actual


def label_of(one: Verdict, style: Style) -> str:
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
