"""`carbonfoot factors stats|check|expired|diff`: what the library holds, and what in it wants a look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, OUTPUT, one_of, settings, today
from carbonfoot.cli.factors import factors, print_answer
from carbonfoot.cli.library import library_here, show

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding


FEW = 5
"""Warnings that are shown in full; more take a line each."""


@factors.command()
def stats(format: str = FORMAT, output_file: str | None = OUTPUT, debug: bool = DEBUG) -> None:
    """Counts of records, items, regions and years, by pack and by trust."""
    from carbonfoot.factors.stats import stats as count
    from carbonfoot.reports import library_text as report

    one_of(format, FORMATS, "--format")
    found = count(library_here(format, "factors-stats"))
    print_answer(report.stats_json(found), report.stats_text(found, output.width()), format, output_file)


@factors.command()
def check(
    packs: list[str] = typer.Argument(
        [], metavar="[PACK...]", help="Folders of packs; those of the project by default."
    ),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Judge packs of your own: rules, plausible ranges, twins, dates."""
    from carbonfoot.documents.sources import display_path
    from carbonfoot.factors import own_findings
    from carbonfoot.factors.library import open_library
    from carbonfoot.factors.overlay import OwnPackError, project_packs

    one_of(format, FORMATS, "--format")
    here = settings(os.getcwd())
    try:
        folders = [os.path.abspath(pack) for pack in packs] or project_packs(here.root, here.packs)
    except OwnPackError as error:
        _judgement(own_findings.findings(error, display_path), [], format, output_file)
    for folder in folders:
        if not os.path.isfile(os.path.join(folder, "pack.yaml")):
            output.fail(f"{folder}: no pack (a folder with a pack.yaml)")
    if not folders:
        output.talk("no packs of your own here (folders below packs/, or named in carbonfoot.toml)")
        raise SystemExit(5)
    _judgement(*own_findings.judge_packs(open_library, folders, today(), display_path), format, output_file)


def _judgement(
    findings: list[Finding], judged: list[tuple[str, int]], format: str, output_file: str | None
) -> NoReturn:
    """What is wrong with packs, on both streams, and the way out."""
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.findings.finding import exit_code, severity
    from carbonfoot.reports import library_text as report

    print_answer(
        report.check_json(judged, findings, text_for_excerpt),
        report.check_text(judged, findings),
        format,
        output_file,
    )
    if format == "text" and findings:
        grave = [finding for finding in findings if severity(finding) == "error"]
        mild = [finding for finding in findings if severity(finding) != "error"]
        if grave:
            show(grave)
        if mild:
            show(mild, concise=len(mild) > FEW)
    raise SystemExit(exit_code(findings))


@factors.command()
def expired(
    on: str | None = typer.Option(None, "--on", metavar="DATE", help="As of this date; today by default."),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Packs past the date by which they were to be looked at again; exit 1 when there are any."""
    from carbonfoot.factors.check import expired as late
    from carbonfoot.reports import library_text as report

    one_of(format, FORMATS, "--format")
    day = _day(on) if on is not None else today()
    library = library_here(format, "factors-expired")
    packs = late(library, day)
    print_answer(
        report.expired_json(packs, day), report.expired_text(library, packs, day), format, output_file
    )
    raise SystemExit(1 if packs else 0)


@factors.command()
def diff(
    old: str = typer.Argument(metavar="PACK@OLD", help="A pack such as desnz@2024, or a folder."),
    new: str = typer.Argument(metavar="PACK@NEW", help="A pack such as desnz@2025, or a folder."),
    limit: int = typer.Option(
        30, "--limit", min=0, metavar="N", help="Show at most so many changes; 0 is all."
    ),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """What changed from one edition of a source to the next, the largest change first."""
    from carbonfoot.factors.editions import compare, holds_others, records_of
    from carbonfoot.reports import library_text as report
    from carbonfoot.reports.private import is_private

    one_of(format, FORMATS, "--format")
    sides = [_opened(text) for text in (old, new)]
    compared = compare(*(records_of(library, pack) for library, pack in sides))
    private = {pack for library, pack in sides if is_private(library, pack)}
    others = [pack for library, pack in sides if holds_others(library, pack)]
    text = report.diff_text(compared, old, new, output.width(), limit)
    if others:
        output.talk(
            f"records are compared; parameters and rules of {' and '.join(dict.fromkeys(others))} are not"
        )
    print_answer(report.diff_json(compared, old, new, private), text, format, output_file)


def _opened(text: str) -> tuple[Library, str]:
    """The library that holds a pack, and the pack's id; a folder is laid over the library by itself."""
    from carbonfoot.factors.editions import editions_of, pack_named
    from carbonfoot.factors.library import open_library
    from carbonfoot.factors.overlay import OwnPackError, lay_over

    if os.path.isfile(os.path.join(text, "pack.yaml")):
        library = open_library()
        try:
            lay_over(library, [os.path.realpath(text)])
        except OwnPackError as error:
            from carbonfoot.documents.sources import display_path
            from carbonfoot.factors.own_findings import findings

            show(findings(error, display_path))
            raise SystemExit(3) from None
        return library, os.path.basename(os.path.realpath(text))
    library = library_here()
    pack = pack_named(library, text)
    if not pack:
        known = editions_of(library, text)
        help = f"; editions: {', '.join(known)}" if known else f"; packs: {', '.join(library.packs())}"
        output.fail(f"`{text}` is neither a pack of the library nor a folder with a pack.yaml{help}")
    return library, pack


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        output.fail(f"--on {text}: write a date like 2026-11-22")
