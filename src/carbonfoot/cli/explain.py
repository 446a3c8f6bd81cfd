"""`carbonfoot explain FILE[:path]` traces a number, `carbonfoot explain CODE` a finding."""

from __future__ import annotations

import os
import re

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import FORMATS, GWP_SETS, one_of, settings


def explain(
    what: str = typer.Argument(
        help="A part document, part.yaml:inputs/0 for one line of it, or a code such as CF301."
    ),
    format: str = typer.Option("text", "--format", "-f", help="text or json."),
    output_file: str = typer.Option(None, "--output", "-o", help="Write the result to this file."),
    gwp: str = typer.Option(None, "--gwp", help="GWP set: AR4, AR5 or AR6."),
    set_: list[str] = typer.Option([], "--set", metavar="NAME=VALUE", help="Give a parameter another value."),
    debug: bool = typer.Option(False, "--debug", hidden=True),
) -> None:
    """Where a number comes from, or what a finding means."""
    one_of(format, FORMATS, "--format")
    if re.fullmatch(r"[Cc][Ff]\d{3}", what) and not os.path.exists(what):
        _code(what.upper(), format, output_file)
        return
    _trace(what, format, output_file, gwp, tuple(set_))


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
    what: str, format: str, output_file: str | None, gwp: str | None, parameters: tuple[str, ...]
) -> None:
    from carbonfoot.cli.calc import show_findings
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.pipeline import Options, UsageError, calculate
    from carbonfoot.reports import explain_text as report

    file, path = _split(what)
    config = settings(file)
    chosen = gwp or config.get("gwp")
    options = Options(one_of(chosen, GWP_SETS, "--gwp") if chosen else None, parameters)
    try:
        outcome = calculate(file, options)
    except UsageError as error:
        output.fail(str(error))
    if outcome.footprint is None:
        show_findings(outcome.findings, outcome.documents.text_of, quiet=True)
        raise SystemExit(exit_code(outcome.findings) or 4)
    lines = report.select(outcome.footprint, path)
    if not lines:
        known = ", ".join(report.paths(outcome.footprint)[:12])
        output.fail(f"no line of {file} stands at `{path}`; lines: {known}")
    if format == "json":
        from carbonfoot.reports.envelope import answer, to_text

        output.result(to_text(answer("explain", report.as_data(outcome, lines))), output_file)
    else:
        output.result(report.as_text(outcome, lines, path, output.width()), output_file)
    show_findings(
        [one for one in outcome.findings if _about(one.path, path)], outcome.documents.text_of, quiet=not path
    )
    raise SystemExit(exit_code(outcome.findings))


def _about(place: tuple[str | int, ...], path: str) -> bool:
    return "/".join(str(step) for step in place).startswith(path) if path else True


def _split(what: str) -> tuple[str, str]:
    """`part.yaml:inputs/0` to file and path; a Windows drive letter is not a separator."""
    if os.path.exists(what):
        return what, ""
    file, colon, path = what.rpartition(":")
    if colon and len(file) > 1:
        return file, path.strip("/")
    return what, ""
