"""`carbonfoot factors add`: one factor of the user's own, written into a pack of the project."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, OUTPUT, one_of, settings, today
from carbonfoot.cli.factors import factors, print_answer
from carbonfoot.cli.library import library_here, show

if TYPE_CHECKING:
    from carbonfoot.documents.settings import Settings
    from carbonfoot.factors.library import Library, Record
    from carbonfoot.findings.finding import Finding

MARKER = "# The project root: packs/ beside this file holds factors of the project's own.\n"
MADE_ROOT = "wrote carbonfoot.toml, which makes this folder the root of the project"

ITEM = typer.Argument(metavar="ITEM", help="Path of the item, such as steel/wire-rod.")
VALUE = typer.Argument(metavar="VALUE", help='Number and unit, such as "2.31 kg CO2e/kg".')


def _text(option: str, metavar: str, help: str, default: str = "") -> str:
    """An option that holds a text."""
    given: str = typer.Option(default, option, metavar=metavar, help=help, show_default=bool(default))
    return given


@factors.command()
def add(
    item: str = ITEM,
    value: str = VALUE,
    boundary: str = _text("--boundary", "WORD", "What the figure covers, such as cradle_to_gate."),
    origin: str = _text("--origin", "CODE", "Country or region of the data, such as KR."),
    year: str = _text("--year", "YEAR", "Year of the data."),
    source: str = _text("--source", "WORDS", "Where the number stands: report, table, row."),
    pack: str = _text("--pack", "PACK", "Pack of the project that takes it; made when there is none.", "own"),
    route: str = _text("--route", "SLUG", "Technology route, or treatment of a waste."),
    gwp: str = _text("--gwp", "AR4|AR5|AR6|unknown", "GWP set of the figure.", "unknown"),
    trust: str = _text(
        "--trust", "A|B|C|X", "A official text ... C one site; X never used unless asked.", "C"
    ),
    year_kind: str = _text("--year-kind", "data|publication", "What the year is of.", "data"),
    name: str = _text("--name", "WORDS", "English name; that of the item by default."),
    name_ko: str = _text("--name-ko", "WORDS", "Korean name."),
    low: str = _text("--low", "VALUE", "Lower bound, in the unit of the value."),
    high: str = _text("--high", "VALUE", "Upper bound."),
    uncertainty: str = _text("--uncertainty", "sourced|pedigree|assumed", "Where the bounds are from."),
    licence: str = _text("--licence", "WORDS", "Licence of a new pack."),
    kind: str = _text("--kind", "KIND", "Kind of a new item, such as material."),
    new: bool = typer.Option(False, "--new", help="The item is new: no item of the library is meant."),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Add one factor to a pack of the project, and say what it stands in place of."""
    from carbonfoot.factors.library import LibraryError
    from carbonfoot.intake.add import add as write
    from carbonfoot.intake.add import effect
    from carbonfoot.intake.own_record import Stated
    from carbonfoot.reports import own_text as report

    one_of(format, FORMATS, "--format")
    here = settings(os.getcwd())
    library = library_here()
    folder = pack_folder(here, pack)
    stated = Stated(
        item=item,
        value=value,
        boundary=boundary,
        origin=origin,
        year=year,
        year_kind=year_kind,
        source=source,
        route=route,
        kind=kind,
        gwp=gwp,
        trust=trust,
        name=name,
        name_ko=name_ko,
        low=low,
        high=high,
        uncertainty=uncertainty,
        new=new,
    )
    try:
        added = write(stated, folder, licence, today(), library)
        if added.problems:
            from carbonfoot.documents.sources import display_path
            from carbonfoot.factors.overlay import OwnPackError
            from carbonfoot.factors.own_findings import findings

            show(findings(OwnPackError(added.problems, (folder,)), display_path))
            raise SystemExit(3)
        if added.cells is None:
            lines = "\n".join(f"  {complaint}" for complaint in added.complaints)
            output.fail(f"nothing was added to pack {pack}\n{lines}")
        made_root = mark_root(here)
    except OSError as error:
        output.fail(f"cannot write {folder}: {error.strerror or error}")
    after = library_here()
    record = after.record(added.cells["id"])
    if record is None:
        raise LibraryError(f"{added.cells['id']} was written and is not in the library")
    found = effect(added.cells, library, after)
    doubts = _doubts(record, after, folder)
    shown = os.path.relpath(os.path.join(folder, "records.csv"), here.root).replace(os.sep, "/")
    text = report.added_text(after, record, found, shown, output.width())
    from carbonfoot.documents.sources import text_for_excerpt

    said = report.findings_data(doubts, text_for_excerpt)
    print_answer(report.added_json(record, found, shown, said), text, format, output_file)
    if added.new_pack:
        output.talk(f"new pack {pack}, private; its pack.yaml tells the source of the pack as a whole")
    if made_root:
        output.talk(MADE_ROOT)
    if doubts and format == "text":
        show(doubts)


def pack_folder(here: Settings, pack: str) -> str:
    """Where a pack of the project stands, or would stand: below `packs/` unless the settings name another folder."""
    from carbonfoot.factors.library import OWN_PACKS, open_library
    from carbonfoot.factors.lint_cells import SLUG
    from carbonfoot.factors.overlay import MOST, OwnPackError, project_packs

    if not SLUG.fullmatch(pack):
        output.fail(f"--pack {pack}: lower-case letters, digits and single hyphens, such as own")
    if pack in open_library().shipped_packs():
        output.fail(f"--pack {pack}: a pack of the library has this name; choose another")
    try:
        folders = project_packs(here.root, here.packs)
    except OwnPackError as error:
        output.fail(str(error))
    for folder in folders:
        if os.path.basename(folder) == pack:
            return folder
    if len(folders) >= MOST:
        output.fail(
            f"--pack {pack}: the project has {len(folders)} packs already, and at most {MOST} can be used"
        )
    return os.path.join(here.root, OWN_PACKS, pack)


def mark_root(here: Settings) -> bool:
    """Write an empty `carbonfoot.toml` where there is no root yet; whether it was written."""
    from carbonfoot.documents.roots import ROOT_FILE
    from carbonfoot.intake.write_pack import write_text

    path = os.path.join(here.root, ROOT_FILE)
    if os.path.exists(path):
        return False
    write_text(path, MARKER)
    return True


def _doubts(record: Record, library: Library, folder: str) -> list[Finding]:
    """CF502 outside the plausible range of its kind, CF503 where no rule tells it from another of the pack."""
    from carbonfoot.documents.sources import display_path
    from carbonfoot.factors.check import Anchors, twins
    from carbonfoot.factors.own_findings import doubt_findings

    doubt = Anchors(library).outside(record)
    found = [] if doubt is None else [doubt]
    siblings = [
        one for one in library.records(record.item) if one.pack == record.pack and one.id != record.id
    ]
    found += [one for one in twins([*siblings, record]) if one.record.id == record.id]
    return doubt_findings(found, os.path.join(folder, "records.csv"), display_path)
