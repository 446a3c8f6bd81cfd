"""`carbonfoot calc part.yaml`: the footprint of a part."""

from __future__ import annotations

import sys

from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import FORMATS, GWP_SETS, LANGUAGES, one_of, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbonfoot.findings.finding import Finding


def calc(
    part: str = typer.Argument(help="The part document."),
    format: str = typer.Option("text", "--format", "-f", help="text or json."),
    output_file: str = typer.Option(None, "--output", "-o", help="Write the result to this file."),
    gwp: str = typer.Option(None, "--gwp", help="GWP set: AR4, AR5 or AR6."),
    set_: list[str] = typer.Option([], "--set", metavar="NAME=VALUE", help="Give a parameter another value."),
    allow_incomplete: bool = typer.Option(
        False, "--allow-incomplete", help="Show what is known while lines are missing."
    ),
    lang: str = typer.Option(None, "--lang", help="en or ko."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No findings below an error."),
    debug: bool = typer.Option(False, "--debug", hidden=True),
) -> None:
    """The footprint of a part: total, lines, stages, gases, and where every number is from."""
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.pipeline import Options, UsageError, calculate

    one_of(format, FORMATS, "--format")
    config = settings(part)
    chosen = gwp or config.get("gwp")
    language = one_of(lang or config.get("lang", "en"), LANGUAGES, "--lang")
    options = Options(one_of(chosen, GWP_SETS, "--gwp") if chosen else None, tuple(set_))
    try:
        outcome = calculate(part, options)
    except UsageError as error:
        output.fail(str(error))
    if format == "json":
        from carbonfoot.reports.calc_json import report
        from carbonfoot.reports.envelope import to_text

        output.result(to_text(report(outcome, options, allow_incomplete)), output_file)
    else:
        from carbonfoot.reports.calc_text import render
        from carbonfoot.reports.style import Style

        style = Style(
            output.width(), language, output.colour(sys.stdout) and output_file is None, output.ascii_only()
        )
        text = render(outcome, style, allow_incomplete)
        if text:
            output.result(text, output_file)
        show_findings(outcome.findings, outcome.documents.text_of, quiet)
    code = exit_code(outcome.findings)
    if code == 0 and outcome.footprint is not None and outcome.footprint.total is None:
        code = 4
    raise SystemExit(code)


def show_findings(findings: list[Finding], text_of: Callable[[str], str | None], quiet: bool) -> None:
    """Findings on standard error: in full what stops a total, a line each for the rest (none of it with `quiet`)."""
    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.finding_text import render

    stopping = ("error", "incomplete")
    grave = sort_findings(finding for finding in findings if severity(finding) in stopping)
    mild = sort_findings(finding for finding in findings if severity(finding) not in stopping)
    if grave:
        output.talk("\n" + render(grave, text_of, output.width(), output.colour(sys.stderr)))
    if mild and not quiet:
        output.talk("\n" + render(mild, text_of, output.width(), output.colour(sys.stderr), concise=True))
