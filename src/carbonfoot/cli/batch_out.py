"""What comes out of `carbonfoot batch`: the report, exports of all products and findings, and one page."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.batch.export.content import Content
    from carbonfoot.batch.export.formats import Write
    from carbonfoot.batch.model import Job
    from carbonfoot.batch.run import Ran
    from carbonfoot.batch.store import Store
    from carbonfoot.batch.told.summary import Summary
    from carbonfoot.findings.finding import Finding

FORMATS = ("text", "concise", "json")
FORMAT = typer.Option(
    "text",
    "--format",
    "-f",
    metavar="text|concise|json",
    help="For people, one line a finding (all of them), or for programs.",
)
ROWS = typer.Option(False, "--rows", help="With `--format json`: every product, not only counts.")
EXPORT = typer.Option(
    [],
    "--export",
    metavar="FILE.csv|.jsonl|.xlsx|.parquet",
    help="Write a table of all products; may be repeated.",
)
EXPORT_FINDINGS = typer.Option(
    [],
    "--export-findings",
    metavar="FILE.csv|.jsonl",
    help="Write a table of all findings; may be repeated.",
)
REPORT = typer.Option(
    None, "--report", metavar="FILE.html", help="Write an overview: one page that works offline."
)

AT_ONCE = 1000
"""Lines that are printed together."""


class Out(NamedTuple):
    """What the command line asks for."""

    format: str
    output: str | None
    lang: str | None
    quiet: bool
    rows: bool
    export: list[str]
    export_findings: list[str]
    report: str | None


def writers(out: Out, store: str) -> list[tuple[str, Write]]:
    """The files to write, each with what writes it; what cannot be written is refused before anything is computed."""
    from carbonfoot.batch.export.formats import ExportError, writer

    one_of(out.format, FORMATS, "--format")
    if out.lang is not None:
        one_of(out.lang, LANGUAGES, "--lang")
    if out.rows and out.format != "json":
        output.fail("--rows: goes with `--format json`; `--export FILE.csv` is a table of all products")
    try:
        asked = [(target, writer(target)) for target in out.export]
        asked += [(target, writer(target, "findings")) for target in out.export_findings]
        if out.report is not None:
            asked.append((out.report, writer(out.report, "report")))
    except ExportError as error:
        output.fail(str(error))
    targets = [target for target, _ in asked]
    if out.output not in (None, "-"):
        targets.append(str(out.output))
    places = [os.path.realpath(target) for target in targets]
    for target, place in zip(targets, places, strict=True):
        if places.count(place) > 1:
            output.fail(f"{target}: two results would be written to this file")
        if place == os.path.realpath(store):
            output.fail(f"{target}: this is the store; choose another")
    output.may_write_all(targets, [store])
    return asked


def typed(out: Out) -> str:
    """The files that were asked for, as options: a store does not keep them."""
    from shlex import quote

    given = [("--export", file) for file in out.export] + [
        ("--export-findings", file) for file in out.export_findings
    ]
    given += [] if out.report is None else [("--report", out.report)]
    return "".join(f" {option} {quote(file)}" for option, file in given)


def tell(out: Out, job: Job, ran: Ran, kept: Store, asked: list[tuple[str, Write]]) -> int:
    """Write what was asked for, print the report, show the first grave findings; the exit code."""
    from carbonfoot.batch.export.content import Content
    from carbonfoot.batch.export.formats import ExportError, write_all
    from carbonfoot.batch.told.summary import summary

    told = summary(kept.rows(), ran.found.others, ran.found.findings)
    language = _language(out.lang, job)
    content = Content(kept.rows, tuple(ran.found.findings), _about(job), told, _text_of(job), language)
    targets = [out.output, *(target for target, _ in asked)]
    if any(target is not None and os.path.exists(target) for target in targets):
        output.may_write_all(targets, list(_read(job, kept)))
    try:
        write_all(content, asked)
    except ExportError as error:
        output.fail(str(error))
    _print(out, job, ran, told, content)
    return _exit_code(told)


def _print(out: Out, job: Job, ran: Ran, told: Summary, content: Content) -> None:
    """The report in the format that was asked for."""
    from carbonfoot.documents.sources import text_for_excerpt

    shown = _shown(job)
    if out.format == "json":
        from carbonfoot.batch.told.json import report
        from carbonfoot.reports.envelope import to_text

        options = {"folders": list(job.folders), "gwp": job.gwp, "locked": job.locked}
        answer = report(told, content.rows(), content.text_of, options, with_rows=out.rows)
        output.result(to_text(answer), out.output)
        return
    if out.format == "concise":
        from carbonfoot.batch.told.concise import lines

        found = ((name, _renamed(one, shown)) for name, one in content.findings() if _is_told(one, out.quiet))
        _stream(lines(found, text_for_excerpt), out.output)
        return
    from carbonfoot.batch.told.text import render
    from carbonfoot.reports.style import Style

    if out.quiet:
        told = told._replace(codes=[one for one in told.codes if _is_told(one.example, quiet=True)])
    coloured = output.colour(sys.stdout) and out.output is None
    style = Style(output.width(), content.lang, coloured, output.ascii_only())
    folders = ", ".join(f"`{shown(one)}`" for one in job.folders)
    _show(told, shown, content.lang)  # before the report: what stands last is seen first in a terminal
    output.result(render(told, ran.computed, ran.kept, folders, shown, style), out.output)


def _stream(lines: Iterator[str], target: str | None) -> None:
    if target not in (None, "-"):
        output.result("".join(lines), target)
        return
    while piece := "".join(islice(lines, AT_ONCE)):
        output.result(piece, None)


def _show(told: Summary, shown: Callable[[str], str], lang: str) -> None:
    """The first findings that stop a total, with their lines, on standard error."""
    if not told.grave:
        return
    from carbonfoot.batch.told.summary import GRAVE
    from carbonfoot.batch.told.words import words
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.reports.finding_text import render

    counted = chain.from_iterable([one.example] * one.number for one in told.codes if one.severity in GRAVE)
    given = [_renamed(one, shown) for one in told.grave]
    text = render(given, text_for_excerpt, output.width(), output.colour(sys.stderr), counted=counted)
    if sum(told.by_severity.get(grave, 0) for grave in GRAVE) > len(given):
        text += words(lang)["shown first"].format(number=len(given)) + "\n"
    output.talk("\n" + text)


def _renamed(finding: Finding, shown: Callable[[str], str]) -> Finding:
    """The finding with its files as a person who typed the command would write them."""
    related = tuple(one._replace(file=shown(one.file)) for one in finding.related)
    return finding._replace(file=shown(finding.file) if finding.file else "", related=related)


def _shown(job: Job) -> Callable[[str], str]:
    from carbonfoot.documents.sources import display_path

    before = display_path(job.base)
    if before == ".":
        return lambda name: name
    return lambda name: before if name == "." else os.path.normpath(f"{before}/{name}").replace(os.sep, "/")


def _text_of(job: Job) -> Callable[[str], str | None]:
    from carbonfoot.documents.sources import text_for_excerpt

    return lambda name: text_for_excerpt(os.path.join(job.base, name))


def _is_told(finding: Finding, quiet: bool) -> bool:
    from carbonfoot.findings.finding import severity

    return not quiet or severity(finding) in ("error", "incomplete")


def _language(stated: str | None, job: Job) -> str:
    from carbonfoot.documents.roots import find_root
    from carbonfoot.documents.settings import SettingsError, read_settings

    if stated is not None:
        return stated
    try:
        return read_settings(find_root(job.base)).lang or "en"
    except SettingsError:  # told of every document below
        return "en"


def _about(job: Job) -> tuple[tuple[str, str], ...]:
    from carbonfoot import __version__
    from carbonfoot.factors.library import open_library

    stated = {"gwp": job.gwp, "locked": "yes" if job.locked else None}
    return (
        ("tool", f"carbonfoot {__version__}"),
        ("factor_library", open_library().hash),
        *((key, value) for key, value in stated.items() if value),
        (
            "amounts",
            "kg CO2e per declared unit; per_kg: per kg of product; an empty cell is not known, never 0",
        ),
    )


def _read(job: Job, kept: Store) -> Iterator[str]:
    """Every file that a result may be made from."""
    for name, (_, references) in kept.read().items():
        file = os.path.join(job.base, *name.split("/"))
        yield file
        for one in references:
            yield os.path.join(os.path.dirname(file), one.partition("#")[0])


def _exit_code(told: Summary) -> int:
    from carbonfoot.batch.failing import CODE as FAILED
    from carbonfoot.batch.model import INCOMPLETE, REFUSED
    from carbonfoot.findings.finding import exit_code

    if any(one.code == FAILED for one in told.codes):
        return 70
    if told.states[REFUSED]:
        return 3
    code = exit_code(told.walked)
    if code == 0 and told.states[INCOMPLETE]:
        return 4
    return code if code or told.documents else 5
