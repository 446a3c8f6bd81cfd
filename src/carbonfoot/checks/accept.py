"""Findings that a comment accepts: `# carbonfoot: ignore[CF310] reason` in the document that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from carbonfoot.checks.model import Checked, Suppressed
from carbonfoot.documents.comments import Ignore, first_line, ignores
from carbonfoot.documents.places import place_of
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import THE_ANSWER_IS_NO, Finding, severity, sort_findings
from carbonfoot.portfolio.model import COMPLETE
from carbonfoot.quantities.table import nearest

_WRITE = "# carbonfoot: ignore[CF310] why it is accepted"
_LOOK_ALIKE = str.maketrans("OIL", "011")
_ENDINGS = (".yaml", ".yml")


def accepted(checked: Checked) -> Checked:
    """The same with the findings moved aside that comments accept, and with what is wrong with the comments."""
    own = {one.product.shown for one in checked.products}
    whole = {one.product.shown for one in checked.products if one.product.state == COMPLETE}
    by_file: dict[str, list[Finding]] = {file: [] for file in sorted(own)}
    for one in checked.findings:
        if one.file in own or one.file.lower().endswith(_ENDINGS):
            by_file.setdefault(one.file, []).append(one)
    aside: dict[Finding, Suppressed] = {}
    said: list[Finding] = []
    for file, findings in by_file.items():
        text = checked.text_of(file)
        if text is None or "ignore" not in text.lower():
            continue
        comments = ignores(text)
        if comments:
            found, wrong = _of_file(file, text, findings, comments, whole=file in whole)
            aside.update(found)
            said += wrong
    if not aside and not said:
        return checked
    kept = [one for one in checked.findings if one not in aside]
    order = sort_findings(aside)
    return checked._replace(findings=[*kept, *said], suppressed=[aside[one] for one in order])


class _Asked(NamedTuple):
    """One code of one comment."""

    comment: Ignore
    code: str
    column: int


def _of_file(
    file: str, text: str, findings: Iterable[Finding], comments: list[Ignore], *, whole: bool
) -> tuple[Mapping[Finding, Suppressed], list[Finding]]:
    """What the comments of one file accept, and what is wrong with them.

    whole  all that there is to find in the file was looked for, as it is not in one that was refused: a comment that
           accepts nothing is worth saying
    """
    said: list[Finding] = []
    asked: dict[tuple[int, str], _Asked] = {}
    for comment in comments:
        wrong = _misspelt(file, comment)
        said += wrong
        if not comment.codes or not comment.reason:
            continue
        for code, column in comment.codes:
            if code in CATALOGUE:
                asked.setdefault((comment.target, code), _Asked(comment, code, column))
    aside: dict[Finding, Suppressed] = {}
    used: set[tuple[int, str]] = set()
    met: set[tuple[int, str]] = set()
    codes = {code for _, code in asked}
    for one in findings:
        if one.code not in codes:
            continue
        place = place_of(one, text)
        lines = (place.line, place.end_line) if place is not None else (first_line(text),)
        key = next(((line, one.code) for line in lines if (line, one.code) in asked), None)
        if key is None:
            continue
        if acceptable(one):
            comment = asked[key].comment
            aside[one] = Suppressed(one, comment.reason, comment.line)
            used.add(key)
        else:
            met.add(key)
    for key, one_asked in asked.items():
        if key in used:
            continue
        if key in met or not _may_be(one_asked.code):
            said.append(_not_acceptable(file, one_asked))
        elif whole:
            said.append(_unused(file, one_asked))
    return aside, said


def acceptable(finding: Finding) -> bool:
    """Warnings, notes and limits that are not kept; what is wrong with the input or missing from it never is."""
    return severity(finding) in ("warning", "note") or _is_no(finding.code)


def _is_no(code: str) -> bool:
    """Whether it says that a limit is not kept."""
    return code in THE_ANSWER_IS_NO and code.startswith("CF94")


def _may_be(code: str) -> bool:
    return CATALOGUE[code].severity in ("warning", "note") or _is_no(code)


def _misspelt(file: str, comment: Ignore) -> list[Finding]:
    """A comment that cannot be followed, and codes that there are not."""
    found = []
    if not comment.codes or not comment.reason:
        lacks = "no code in brackets" if not comment.codes else "no reason"
        message = f"a comment that accepts findings has {lacks}, so it accepts nothing"
        found.append(_finding("CF951", message, file, comment, f"write it as `{_WRITE}`"))
    for code, column in comment.codes:
        if code in CATALOGUE:
            continue
        near = nearest(code.upper().translate(_LOOK_ALIKE), CATALOGUE, 1)
        by_name = [known for known, entry in CATALOGUE.items() if entry.name == code.lower()]
        best = (by_name or near or [""])[0]
        help = f"did you mean {best} ({CATALOGUE[best].title})?" if best else ""
        asked = _Asked(comment, code, column)
        found.append(_at("CF952", f"`{code}` is no code of a finding", file, asked, help))
    return found


def _not_acceptable(file: str, asked: _Asked) -> Finding:
    grave = CATALOGUE[asked.code].severity
    said = (
        "an error"
        if grave == "error"
        else "incomplete"
        if grave == "incomplete"
        else "more than a warning here"
    )
    message = f"`{asked.code}` is {said}, which no comment accepts"
    return _at("CF953", message, file, asked, "correct what it says, and take the comment away")


def _unused(file: str, asked: _Asked) -> Finding:
    message = f"nothing says `{asked.code}` at line {asked.comment.target}"
    help = "take it away, or put it at the end of the line that the finding points at, or alone above it"
    return _at("CF954", message, file, asked, help)


def _at(code: str, message: str, file: str, asked: _Asked, help: str) -> Finding:
    point = (asked.comment.line, asked.column)
    return Finding(code, message, file, help=help, point=point, span=(0, len(asked.code)))


def _finding(code: str, message: str, file: str, comment: Ignore, help: str) -> Finding:
    span = (0, comment.end_column - comment.column)
    return Finding(code, message, file, help=help, point=(comment.line, comment.column), span=span)
