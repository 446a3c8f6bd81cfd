"""`carbonfoot explain FILE[:path]` traces a number, `carbonfoot explain CODE` a finding."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import (
    DEBUG,
    FORMAT,
    FORMATS,
    GWP,
    LOCKED,
    OUTPUT,
    QUIET,
    SET,
    installation_at,
    one_of,
    programme_at,
    settings,
)

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding
    from carbonfoot.footprint.result import LineResult
    from carbonfoot.pipeline import Outcome


def explain(
    what: str = typer.Argument(
        metavar="PART[:PATH]|CODE",
        help="A part document, part.yaml:inputs/0 for one line of it, installation.yaml:goods/73181542 for one number of an "
        "installation, programme.yaml:measures/air@2030 for a step of a programme, or a code such as CF301.",
    ),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    gwp: str | None = GWP,
    set_: list[str] = SET,
    locked: bool = LOCKED,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Where a number comes from, or what a finding means."""
    one_of(format, FORMATS, "--format")
    if re.fullmatch(r"[Cc][Ff]\d{3}", what) and not os.path.exists(what):
        _code(what.upper(), format, output_file)
    else:
        _trace(what, format, output_file, gwp, set_, quiet, locked)


def _code(code: str, format: str, output_file: str | None) -> None:
    from carbonfoot.findings.catalogue import CATALOGUE
    from carbonfoot.findings.page import read_page

    if code not in CATALOGUE:
        output.fail(f"{code} is not a code; they run from {min(CATALOGUE)} to {max(CATALOGUE)}")
    entry = CATALOGUE[code]
    page = read_page(code)
    if format == "json":
        from carbonfoot.reports.envelope import answer, to_text

        data = {
            "code": code,
            "name": entry.name,
            "severity": entry.severity,
            "title": entry.title,
            "page": page,
        }
        output.result(to_text(answer("explain-code", data)), output_file)
    else:
        output.result(page, output_file)


def _trace(
    what: str,
    format: str,
    output_file: str | None,
    gwp: str | None,
    parameters: list[str],
    quiet: bool,
    locked: bool,
) -> None:
    from carbonfoot.cli.calc import run, show_findings
    from carbonfoot.findings.finding import exit_code

    file, path = _split(what)
    if installation_at(file):
        from carbonfoot.cli.explain_installation import explain_installation

        refused = [name for name, given in (("--gwp", gwp), ("--locked", locked)) if given]
        explain_installation(file, path, (format, output_file, quiet), parameters, refused)
    if programme_at(file):
        from carbonfoot.cli.explain_programme import explain_programme

        refused = [name for name, given in (("--gwp", gwp), ("--set", parameters)) if given]
        explain_programme(file, path, (format, output_file, quiet), refused, locked=locked)
    outcome, options = run(file, gwp, parameters, settings(file), locked=locked)
    result = outcome.footprint
    lines: list[LineResult] = []
    within = path
    shown = outcome.findings
    if result is not None:
        from carbonfoot.reports import explain_text as report

        number, within = _product(outcome, path), path
        if number is not None:
            from carbonfoot.footprint.accounts import account

            part = outcome.documents.loaded[outcome.documents.top].part
            result, within = account(result, number, part), ""
        lines = report.select(result, within)
        if not lines:
            known = ", ".join(report.paths(result)[:12])
            output.fail(f"no line of {file} stands at `{path}`; lines: {known}")
        places = report.places(result, lines)
        shown = [one for one in outcome.findings if _stops(one) or report.stands_at(one, places)]
    if format == "json":
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.explain_json import as_data, findings_data

        data = None if result is None else as_data(outcome, result, lines)
        asked: dict[str, object] = {"path": path, "gwp": outcome.gwp_set}
        asked["parameters"] = list(options.parameters)
        if locked:
            asked["locked"] = True
        whole = answer("explain", data, asked, findings_data(outcome, shown))
        output.result(to_text(whole), output_file, outcome.documents.files())
    else:
        if result is not None:
            text = report.as_text(outcome, result, lines, within, output.width())
            output.result(text, output_file, outcome.documents.files())
        show_findings(outcome, shown, quiet or not path)
    code = exit_code(outcome.findings)
    if code == 0 and result is not None and result.total is None:
        code = 4
    raise SystemExit(code)


def _product(outcome: Outcome, path: str) -> int | None:
    """The place of the product of a site that a path names, by number or by id; None for any other path."""
    head, _, rest = path.partition("/")
    result = outcome.footprint
    if head != "products" or not rest or result is None or result.scopes is None:
        return None
    ids = [result.activities[index].id for index in result.product.products]
    if rest in ids:
        return ids.index(rest)
    return int(rest) if rest.isdecimal() and int(rest) < len(ids) else None


def _stops(finding: Finding) -> bool:
    from carbonfoot.findings.finding import severity

    return severity(finding) in ("error", "incomplete")


def _split(what: str) -> tuple[str, str]:
    """`part.yaml:inputs/0` to file and path; a Windows drive letter is not a separator."""
    if os.path.exists(what):
        return what, ""
    file, colon, path = what.rpartition(":")
    if colon and len(file) > 1:
        return file, path.strip("/")
    return what, ""
