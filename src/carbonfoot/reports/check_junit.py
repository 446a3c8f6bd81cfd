"""`check --format junit`: a suite a file and a case a check, as Jenkins, GitLab and Azure read them."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from carbonfoot.checks.model import FAIL, OPEN, Checked
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import THE_ANSWER_IS_NO, Finding, path_text
from carbonfoot.portfolio.model import COMPLETE
from carbonfoot.reports.check_rows import Paths, Row, concise, rows
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import safe

_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}
_GENERAL = "carbonfoot"


class _Case(NamedTuple):
    """A test: `how` it ended is "" (passed), `failure`, `error` or `skipped`; `said` is for a reader."""

    name: str
    how: str = ""
    kind: str = ""
    message: str = ""
    said: str = ""


def render(checked: Checked, style: Style) -> str:
    """The report as XML text. A warning is a case that passes and speaks, unless warnings fail (`--strict`)."""
    paths = Paths(style.base)
    found = {row.finding: row for row in rows(checked, paths)}
    strict = bool(checked.options.get("strict"))
    suites: dict[str, list[_Case]] = {}
    for product in checked.products:
        cases = suites.setdefault(paths.of(product.product.shown), [])
        if product.product.state == COMPLETE:
            cases.append(_Case("footprint"))
    told: set[Finding] = set()
    for one in checked.verdicts:
        cases = suites.setdefault(paths.of(one.product), [])
        name = " ".join(filter(None, [one.kind, one.name, one.budget and f"({one.budget})"]))
        row = found.get(one.finding) if one.finding is not None else None
        if row is None:
            cases.append(_Case(name))
        else:
            told.add(row.finding)
            cases.append(_of(name, row, {FAIL: "failure", OPEN: "error"}[one.verdict], paths))
    for row in found.values():
        if row.finding in told:
            continue
        where = path_text(row.finding.path)
        name = f"{row.finding.code} {CATALOGUE[row.finding.code].name}{' at ' if where else ''}{where}"
        suite = suites.setdefault(paths.of(row.finding.file) or _GENERAL, [])
        suite.append(_of(name, row, _how(row, strict=strict), paths))
    return _xml(suites, f"carbonfoot {checked.command}")


def _how(row: Row, *, strict: bool) -> str:
    if row.grave in ("error", "incomplete"):
        return "failure" if row.finding.code in THE_ANSWER_IS_NO else "error"
    return "failure" if strict and row.grave == "warning" else ""


def _of(name: str, row: Row, how: str, paths: Paths) -> _Case:
    said = concise(row, paths.of(row.finding.file))
    if row.finding.help:
        said += "\nhelp: " + "\n".join(map(safe, row.finding.help.split("\n")))
    if row.accepted is not None:
        return _Case(name, "skipped", row.finding.code, row.accepted.reason, said)
    return _Case(name, how, row.finding.code, row.finding.message, said)


def _xml(suites: dict[str, list[_Case]], name: str) -> str:
    cases = [case for given in suites.values() for case in given]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_counts(name, cases)}>"]
    for suite, given in sorted(suites.items()):
        if not given:
            continue
        lines.append(f"  <testsuite{_counts(suite, given)}>")
        for case in given:
            lines += _case(case, suite)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(name: str, cases: list[_Case]) -> str:
    ends = [case.how for case in cases]
    numbers = {"tests": len(ends)} | {word: ends.count(how) for how, word in _COUNTED.items()}
    return f" name={_quoted(name)}" + "".join(f' {key}="{number}"' for key, number in numbers.items())


def _case(case: _Case, suite: str) -> list[str]:
    head = f"    <testcase name={_quoted(case.name)} classname={_quoted(suite)}"
    head += f" file={_quoted(suite)}" if suite != _GENERAL else ""
    if not case.said:
        return [head + "/>"]
    said = escape(case.said)
    if not case.how:
        return [head + ">", f"      <system-out>{said}</system-out>", "    </testcase>"]
    about = f"<{case.how} type={_quoted(case.kind)} message={_quoted(case.message)}>"
    return [head + ">", f"      {about}{said}</{case.how}>", "    </testcase>"]


def _quoted(text: str) -> str:
    """An attribute; what XML cannot say is written out, as everything invisible is."""
    return quoteattr(safe(text))
