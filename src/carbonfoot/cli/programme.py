"""`carbonfoot programme report|check`: members, measures and money together, from a programme document."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import (
    ALSO,
    DEBUG,
    EXIT_ZERO,
    FORMATS,
    LANG,
    LOCKED,
    OUTPUT,
    QUIET,
    STRICT,
    one_of,
    settings,
)
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carbonfoot.findings.finding import Finding
    from carbonfoot.programmes.chain import Chain
    from carbonfoot.programmes.report import Reported
    from carbonfoot.programmes.run import Programmed
    from carbonfoot.reports.check_formats import Render

programme = typer.Typer(
    help="Reduction programmes: measures, cascade, money, credits, targets.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

FILE = typer.Argument(metavar="PROGRAMME", help="A programme document.")


YEAR = typer.Option(
    None, "--year", metavar="YEAR", help="The year that tables of one year show; the last by default."
)


REPORT_FORMAT = typer.Option(
    "text",
    "--format",
    "-f",
    metavar="text|json|html",
    help="For people, for programs, or as a page with pictures that needs no network.",
)


SECTION = typer.Option(
    None,
    "--section",
    metavar="products|tiers|measures|money|credits|trading|targets|basis",
    help="Only this part of the text; again for more.",
)


DECLARED = typer.Option(
    None,
    "--declarations",
    metavar="FOLDER",
    help="Declarations that `programme declare` wrote: JSON names their ids.",
)


@programme.command("report")
def report(
    file: str = FILE,
    year: int | None = YEAR,
    declarations: str | None = DECLARED,
    section: list[str] | None = SECTION,
    format: str = REPORT_FORMAT,
    output_file: str | None = OUTPUT,
    locked: bool = LOCKED,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Before and after, who reaches what, tonnes and money by tier."""
    one_of(format, (*FORMATS, "html"), "--format")
    config = settings(file)
    language = one_of(lang or config.lang or "en", LANGUAGES, "--lang")
    parts = section or []
    if parts:
        from carbonfoot.programmes.told.report_text import SECTIONS

        for one in parts:
            one_of(one, SECTIONS, "--section")
        if format != "text":
            output.fail(f"--section: parts of the text; `--format {format}` has them all")
    _, told, findings, read, text_of = told_of(file, locked=locked)
    if told is not None and year is not None and year not in told.worked.years:
        output.fail(f"--year {year}: the programme has {told.worked.years[0]} to {told.worked.years[-1]}")
    chains: Mapping[int, Chain] = {}
    if declarations is not None:
        from carbonfoot.declarations.registry import FORMATS as DECLARING

        if format != "json":
            output.fail("--declarations: their ids stand in the answer of `--format json`")
        if not os.path.isdir(declarations):
            output.fail(f"--declarations: there is no folder {declarations}")
        if told is not None:
            from carbonfoot.programmes.chain import stated

            pact = next(one for one in DECLARING if one.name.startswith("pact"))
            chains, wrong = stated(told.worked, declarations, pact.suffixes[0])
            findings += wrong
    if format == "json":
        from carbonfoot.programmes.told.report_json import report as as_json
        from carbonfoot.reports.envelope import to_text

        output.result(
            to_text(as_json(told, findings, text_of, {"locked": locked}, chains)), output_file, read
        )
    elif told is not None and format == "html":
        from carbonfoot.programmes.pictures.page import page
        from carbonfoot.programmes.told.report_json import report as as_json

        answer = as_json(told, findings, text_of, {})
        output.result(page(answer["data"], answer["findings"], language, year), output_file, read)
    elif told is not None:
        from carbonfoot.programmes.told.report_text import render
        from carbonfoot.reports.style import Style

        coloured = output.colour(sys.stdout) and output_file is None
        style = Style(output.width(), language, coloured, output.ascii_only())
        output.result(render(told, style, year, parts), output_file, read)
    show(findings, text_of, quiet=quiet)
    raise SystemExit(code_of(told, findings))


def _formats() -> tuple[str, ...]:
    from carbonfoot.reports.check_formats import FORMATS as EVERY

    return tuple(
        one.name for one in EVERY if one.name != "markdown"
    )  # which tells what moved between two commits


@programme.command("check")
def check(
    file: str = FILE,
    format: str = typer.Option(
        "text",
        "--format",
        "-f",
        metavar="FORMAT",
        help="text, concise, json, sarif, github, gitlab or junit.",
        autocompletion=_formats,
    ),
    output_file: str | None = OUTPUT,
    also: list[str] = ALSO,
    exit_zero: bool = EXIT_ZERO,
    strict: bool = STRICT,
    locked: bool = LOCKED,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Everything that is wrong or doubtful in a programme; targets that are missed end with 1."""
    from carbonfoot.cli import check_outputs as outputs

    one_of(format, _formats(), "--format")
    beside = outputs.wanted(also, output_file, _formats())
    settings(file)
    _, told, findings, read, text_of = told_of(file, locked=locked)
    from carbonfoot.findings.finding import severity
    from carbonfoot.programmes.told.checked import checked_of
    from carbonfoot.programmes.told.report_json import check as as_json
    from carbonfoot.programmes.told.report_text import checked_text
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.style import Style

    options = {"locked": locked, "strict": strict}
    checked = checked_of(told, findings, text_of, options)
    style = Style(output.width(), "en", False, output.ascii_only())
    style.base = outputs.repository()
    own: dict[str, Render] = {
        "text": lambda checked, _: "" if told is None else checked_text(told, checked.findings),
        "json": lambda checked, _: to_text(as_json(told, checked)),
    }
    told_at_all = "" if told is None and format == "text" else format  # findings alone, on standard error
    outputs.write(checked, style, told_at_all, output_file, beside, read, own)
    if format in FORMATS:  # the others have their findings inside
        show(checked.findings, text_of, quiet=quiet)
    if checked.suppressed and format == "text" and not quiet:
        output.talk(f"{len(checked.suppressed)} accepted by comments")
    code = code_of(told, checked.findings)
    if strict and code in (0, 4) and any(severity(one) == "warning" for one in checked.findings):
        code = 1
    raise SystemExit(0 if exit_zero else code)


def told_of(
    file: str, *, locked: bool
) -> tuple[Programmed, Reported | None, list[Finding], list[str], Callable[[str], str | None]]:
    """The programme, all findings once, the files it was made from, and their texts."""
    from carbonfoot.pipeline import Options
    from carbonfoot.programmes.report import reported
    from carbonfoot.programmes.run import work

    gc.disable()  # what is read is kept to the end
    config = settings(file)
    options = Options(None, (), config.gwp, config.packs, locked)
    programmed = work(file, options)
    told = reported(programmed)
    findings = list(dict.fromkeys(told.findings if told is not None else programmed.findings))
    source, portfolio = programmed.source, programmed.portfolio

    def text_of(display: str) -> str | None:
        from carbonfoot.documents.sources import text_for_excerpt

        if source is not None and display == source.display:
            return source.text
        return text_for_excerpt(display) if portfolio is None else portfolio.text_of(display)

    read = [] if portfolio is None else portfolio.read
    return programmed, told, findings, [file, *read], text_of


def show(findings: list[Finding], text_of: Callable[[str], str | None], *, quiet: bool) -> None:
    """Findings on standard error: what stops an answer, and what is about the programme itself, with its lines."""
    from carbonfoot.cli.folding import folded
    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.finding_text import render

    grave = [one for one in findings if severity(one) in ("error", "incomplete")]
    mild = [] if quiet else sort_findings([one for one in findings if one not in grave])
    coloured = output.colour(sys.stderr)
    if grave:
        output.talk("\n" + render(sort_findings(grave), text_of, output.width(), coloured))
    few = folded(mild)
    if few.shown:
        text = render(few.shown, text_of, output.width(), coloured, concise=True, counted=mild)
        if few.hidden:
            text += f"not shown: {', '.join(few.rest)}; `--format json` lists all\n"
        output.talk("\n" + text)


def code_of(told: Reported | None, findings: list[Finding]) -> int:
    """The exit code of a programme."""
    from carbonfoot.findings.finding import exit_code

    code = exit_code(findings)
    if code == 0 and (told is None or not told.worked.complete):
        return 4
    return code
