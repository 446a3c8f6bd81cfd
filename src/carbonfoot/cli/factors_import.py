"""`carbonfoot factors import`: a table of others becomes a pack of the project."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, OUTPUT, one_of, settings, today
from carbonfoot.cli.factors import factors, print_answer
from carbonfoot.cli.factors_own import MADE_ROOT, mark_root, pack_folder

if TYPE_CHECKING:
    from carbonfoot.documents.settings import Settings
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding
    from carbonfoot.intake.importing import Outcome

SUGGESTED = "map.yaml"


@factors.command("import")
def import_(
    table: str = typer.Argument(metavar="TABLE", help="The table: .csv, .tsv or .xlsx."),
    map_file: str | None = typer.Option(
        None, "--map", metavar="FILE", help="What its columns mean: an import map."
    ),
    suggest_map: bool = typer.Option(
        False, "--suggest-map", help="Write map.yaml (or --output) to fill in, from the header of the table."
    ),
    publisher: str | None = typer.Option(
        None, "--publisher", metavar="NAME", help="The file as this publisher ships it: desnz, epa-hub, ..."
    ),
    edition: str = typer.Option(
        "", "--edition", metavar="YEAR", help="With --publisher: the edition of the file."
    ),
    year: str = typer.Option(
        "", "--year", metavar="YEAR", help="With --publisher: year of the data, if not in the file."
    ),
    pack: str | None = typer.Option(None, "--pack", metavar="PACK", help="Name of the pack."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Judge the whole table and write nothing."),
    replace: bool = typer.Option(False, "--replace", help="Replace a pack that was made of another file."),
    sheet: str | None = typer.Option(None, "--sheet", metavar="NAME", help="With --suggest-map: the sheet."),
    header_row: int | None = typer.Option(
        None, "--header-row", metavar="N", min=1, help="With --suggest-map: the row that names the columns."
    ),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Make a pack of a table: whole, or not at all with every reason."""
    one_of(format, FORMATS, "--format")
    if sum([map_file is not None, suggest_map, publisher is not None]) != 1:
        output.fail("state one of --map FILE, --publisher NAME and --suggest-map")
    if publisher is None and (edition or year):
        output.fail("--edition and --year go with --publisher; an import map says them itself")
    if not suggest_map and (sheet is not None or header_row is not None):
        output.fail("--sheet and --header-row go with --suggest-map; an import map says them under `table:`")
    if suggest_map:
        _suggest(table, sheet, header_row, format, output_file)
    elif publisher is not None:
        stated = _Stated(publisher, edition, year, pack, dry_run, replace)
        _by_publisher(table, stated, format, output_file)
    else:
        _by_map(table, map_file or "", pack, dry_run, replace, format, output_file)


class _Stated(NamedTuple):
    """What the command line says of a publisher's file."""

    publisher: str
    edition: str
    year: str
    pack: str | None
    dry_run: bool
    replace: bool


def _by_publisher(file: str, stated: _Stated, format: str, output_file: str | None) -> None:
    from carbonfoot.factors.library import open_library
    from carbonfoot.intake.importing import would_replace
    from carbonfoot.intake.publishers.published import Asked, UnclearError
    from carbonfoot.intake.publishers.registry import NAMES
    from carbonfoot.intake.renewing import pack_name, read_publication, write
    from carbonfoot.reports import own_text as report

    one_of(stated.publisher, tuple(NAMES), "--publisher")
    here = settings(os.getcwd())
    library = open_library()
    try:
        reading = read_publication(stated.publisher, file, Asked(stated.edition, stated.year), library)
        if reading.published is None:
            _refused(reading.findings, format, output_file)
        name = stated.pack or pack_name(stated.publisher, reading.published)
    except UnclearError as error:
        output.fail(str(error))
    folder = pack_folder(here, name)
    other = would_replace(folder, file)
    if other and not stated.replace:
        output.fail(f"--pack {name}: this pack was made of {other}; choose another name, or add --replace")
    try:
        done = write(reading, stated.publisher, file, folder, today(), library, dry_run=stated.dry_run)
        if done.summary is None:
            _refused(done.findings, format, output_file)
        made_root = done.written and mark_root(here)
    except OSError as error:
        output.fail(f"cannot write {folder}: {error.strerror or error}")
    place = os.path.relpath(folder, here.root).replace(os.sep, "/") if done.written else ""
    text = report.renewed_text(done, place, output.width())
    print_answer(report.renewed_json(done, place), text, format, output_file)
    if made_root:
        output.talk(MADE_ROOT)


def _suggest(
    table: str, sheet: str | None, header_row: int | None, format: str, output_file: str | None
) -> None:
    from carbonfoot.intake.suggest import suggest

    target = output_file or SUGGESTED
    if output_file is None and os.path.exists(target):
        output.fail(f"{target} exists already; choose another name with --output")
    text, findings = suggest(table, sheet, header_row)
    if not text:
        _refused(findings, format, None)
    output.result(text, target, [table])
    if target != "-":
        output.talk(f"wrote {target}: fill it in, then: carbonfoot factors import {table} --map {target}")


def _by_map(
    table: str,
    map_file: str,
    pack: str | None,
    dry_run: bool,
    replace: bool,
    format: str,
    output_file: str | None,
) -> None:
    from carbonfoot.intake.importing import Asked, import_table, would_replace
    from carbonfoot.intake.map import read_map

    here = settings(os.getcwd())
    document, findings = read_map(map_file)
    if document is None:
        _refused(findings, format, output_file)
    name = pack or document.pack.id
    if name is None:
        output.fail("the pack has no name: state --pack, or `id:` under `pack:` in the map")
    folder = pack_folder(here, name)
    other = would_replace(folder, table)
    if other and not replace:
        output.fail(f"--pack {name}: this pack was made of {other}; choose another name, or add --replace")
    asked = Asked(table, map_file, folder, dry_run, replace, today())
    try:
        outcome = import_table(asked, document, library_for(here, name))
    except OSError as error:
        output.fail(f"cannot write {folder}: {error.strerror or error}")
    finish(outcome, findings, here, folder, format, output_file)


def library_for(here: Settings, pack: str) -> Library:
    """The library with the packs of the project, but for the one that is being made; what is in it changes nothing."""
    from carbonfoot.cli.library import show
    from carbonfoot.documents.sources import display_path
    from carbonfoot.factors.library import open_library
    from carbonfoot.factors.overlay import OwnPackError, lay_over, project_packs
    from carbonfoot.factors.own_findings import findings

    library = open_library()
    try:
        folders = project_packs(here.root, here.packs)
        lay_over(library, [folder for folder in folders if os.path.basename(folder) != pack])
    except OwnPackError as error:
        show(findings(error, display_path))
        raise SystemExit(3) from None
    return library


def finish(
    outcome: Outcome,
    findings: list[Finding],
    here: Settings,
    folder: str,
    format: str,
    output_file: str | None,
) -> None:
    """Say what came of an import."""
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.reports import own_text as report

    found = findings + outcome.findings
    if outcome.summary is None:
        _refused(found, format, output_file)
    shown = os.path.relpath(folder, here.root).replace(os.sep, "/")
    made_root = outcome.written and mark_root(here)
    place = shown if outcome.written else ""
    text = report.imported_text(outcome.summary, place, output.width())
    data = report.imported_json(outcome.summary, place, report.findings_data(found, _text_of))
    print_answer(data, text, format, output_file)
    if format == "text":
        _show(found)
    if made_root:
        output.talk(MADE_ROOT)
    raise SystemExit(exit_code(found))


def _refused(findings: list[Finding], format: str, output_file: str | None) -> NoReturn:
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.reports import own_text as report

    if format == "json":
        print_answer(
            report.imported_json(None, "", report.findings_data(findings, _text_of)), "", format, output_file
        )
    else:
        _show(findings)
    raise SystemExit(exit_code(findings))


def _show(findings: list[Finding]) -> None:
    if not findings:
        return
    from carbonfoot.reports.finding_text import render

    output.talk("\n" + render(findings, _text_of, output.width(), output.colour(sys.stderr)))


def _text_of(display: str) -> str | None:
    from carbonfoot.intake.sheets import text_for_excerpt

    return text_for_excerpt(display)
