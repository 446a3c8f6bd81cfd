"""`carbonfoot check --format markdown`: the comment under a pull request.

What moved comes first, then limits that do not hold, then the lines behind it, folded. GitHub takes 65,536 characters of a
comment; what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from carbonfoot.checks.model import FAIL, OPEN, SAME, Checked, Verdict
from carbonfoot.findings.finding import severity, sort_findings
from carbonfoot.reports import check_words
from carbonfoot.reports.changes_rows import Row, counted, rows
from carbonfoot.reports.changes_words import said
from carbonfoot.reports.check_reasons import why_said
from carbonfoot.reports.check_text import ACCEPTED, actual_said, count_said, label_of
from carbonfoot.reports.diff_text import render as diff_text
from carbonfoot.reports.markdown import code, fenced, plain
from carbonfoot.reports.style import Style

MOST = 60_000
"""Characters of a comment: GitHub's limit is 65,536, and who posts it may add a line."""

_FOR_LIMITS, _FOR_ERRORS, _FOR_ROWS = 12_000, 6_000, 30_000
_COLUMNS, _LINES = 100, 5
_NAME = 200


def render(checked: Checked, style: Style) -> str:
    """The comment, ending in a line feed."""
    lang = style.lang
    moved = rows(checked.changes, lang)
    parts = [_headline(checked, lang)]
    if moved:
        parts.append(_table(moved, lang))
    if checked.changes:
        parts.append(f"{plain(counted(checked.changes, lang))}\n")
    limits = _limits(checked, style)
    parts += [limits] if limits else []
    errors = _errors(checked, lang)
    parts += [errors] if errors else []
    text = "\n".join(parts)
    return text + _details(moved, lang, MOST - len(text))


def _headline(checked: Checked, lang: str) -> str:
    every = len(checked.products)
    title = f"## {said('title', lang)}"
    if not checked.changes:
        return f"{title}\n\n{said('headline alone', lang).format(all=every)}.\n"
    against = code(_cut(checked.against))
    moved = [one for one in checked.changes if one.what != SAME]
    if not moved:
        return f"{title}\n\n{said('headline none', lang).format(against=against)}.\n"
    up = sum((one.moved or 0.0) > 0 for one in moved)
    down = sum((one.moved or 0.0) < 0 for one in moved)
    ways = [said(key, lang).format(count=count) for key, count in (("up", up), ("down", down)) if count]
    text = said("headline", lang).format(moved=len(moved), all=len(checked.changes), against=against)
    return f"{title}\n\n**{text}**" + (f": {', '.join(ways)}" if ways else "") + ".\n"


def _table(moved: Sequence[Row], lang: str) -> str:
    keys = ("product", "before", "after", "change", "causes")
    head = [_cells(said(key, lang) for key in keys), "| --- | ---: | ---: | ---: | --- |"]
    lines = []
    for row in moved:
        name = code(_cut(row.name or row.file)) + (f"<br>{code(_cut(row.file))}" if row.name else "")
        if row.unit:
            name += f"<br><sub>{plain(said('per', lang).format(unit=row.unit))}</sub>"
        moves = " ".join(text for text in (row.moved, f"({row.share})" if row.share else "") if text)
        why = [plain(text) for text in row.causes]
        why += [_note(text) for text in row.notes]
        lines.append(_cells([name, plain(row.before), plain(row.after), plain(moves), "<br>".join(why)]))
    return _kept(head, lines, _FOR_ROWS, said("more products", lang))


def _note(text: str) -> str:
    """Former names stand in notes as well."""
    return code(_cut(text))


def _limits(checked: Checked, style: Style) -> str:
    verdicts: Sequence[Verdict] = checked.verdicts
    if not verdicts:
        return ""
    lang = style.lang
    reasons = checked.reasons()
    wrong = [
        one for how in (FAIL, OPEN) for one in verdicts if one.verdict == how and one.finding not in reasons
    ]
    wrong += [one._replace(verdict=ACCEPTED) for one in verdicts if one.finding in reasons]
    head = [
        f"### {said('limits', lang)}",
        "",
        count_said(checked, lang),
    ]
    if not wrong:
        return f"{head[0]}\n\n{head[2]}.\n"
    head[2] += "."
    keys = ("verdict", "product", "check", "actual", "limit")
    head += ["", _cells(said(key, lang) for key in keys), "| --- | --- | --- | ---: | ---: |"]
    lines = []
    for one in wrong:
        what = label_of(one, style) + (f" ({one.budget})" if one.budget else "")
        actual = actual_said(one, lang) or why_said(one.why, lang)
        names = (code(_cut(text)) for text in (one.product, what, actual, one.limit))
        verdict = check_words.said(one.verdict, lang) if one.verdict == ACCEPTED else said(one.verdict, lang)
        reason = code(_cut(reasons.get(one.finding, "")))
        lines.append(_cells([f"**{verdict}**" + (f"<br>{reason}" if reason else ""), *names]))
    return _kept(head, lines, _FOR_LIMITS, said("more limits", lang))


def _errors(checked: Checked, lang: str) -> str:
    """Errors that no limit made: what was refused, or is incomplete; all that is said where nothing was checked."""
    of_limits = {one.finding for one in checked.verdicts}
    grave = [
        one
        for one in sort_findings(checked.findings)
        if (severity(one) in ("error", "incomplete") or not checked.products) and one not in of_limits
    ]
    if not grave:
        return ""
    lines = [f"- **{one.code}** {code(_cut(one.file))} {code(_cut(one.message))}" for one in grave]
    return _kept([f"### {said('findings', lang)}", ""], lines, _FOR_ERRORS, said("more findings", lang))


def _details(moved: Sequence[Row], lang: str, room: int) -> str:
    """The split of each product as `diff` prints it, as long as there is room."""
    split = [row for row in moved if row.change.split is not None and row.change.split[0].causes]
    if not split:
        return ""
    begin = f"\n<details><summary>{said('details', lang)}</summary>\n\n"
    end = "\n</details>\n"
    last = said("more details", lang)
    room -= len(begin) + len(end) + len(last) + 20
    found: list[str] = []
    for row in split:
        assert row.change.split is not None  # noqa: S101
        text = fenced(diff_text(*row.change.split, Style(_COLUMNS, lang), _LINES))
        if len(text) + 1 > room:
            break
        room -= len(text) + 1
        found.append(text)
    left = len(split) - len(found)
    rest = [f"{last.format(count=left)}.\n"] if left else []
    return begin + "\n".join([*found, *rest]) + end


def _kept(head: list[str], lines: Sequence[str], room: int, more: str) -> str:
    """As many lines as there is room for, and how many are left."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    rest = ["", f"{more.format(count=left)}."] if left else []
    return "\n".join([*head, *kept, *rest]) + "\n"


def _cells(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _cut(text: str) -> str:
    return text if len(text) <= _NAME else text[: _NAME - 3] + "..."
