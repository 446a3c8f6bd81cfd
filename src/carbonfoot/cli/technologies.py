"""`carbonfoot programme technologies list|show|apply|pack|add`: cards of low-carbon technologies."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, QUIET, one_of, settings
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carbonfoot.documents.fields import Value
    from carbonfoot.findings.finding import Finding
    from carbonfoot.programmes.technologies.shelf import Kept, Shelf
    from carbonfoot.reports.style import Style

app = typer.Typer(
    help="Cards of low-carbon technologies: what they take, give and cost, and what they would do to a part or plant.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

STOPPING = ("error", "incomplete")

PACK = typer.Option([], "--pack", metavar="FOLDER", help="Cards of this folder as well; may be repeated.")
ID = typer.Argument(metavar="ID", help="Card, such as cross-sector/heat-pump.")


@app.command("list")
def list_(
    sector: str | None = typer.Option(None, "--sector", metavar="SECTOR", help="Cards of one sector."),
    replaces: str | None = typer.Option(None, "--replaces", metavar="TEXT", help="Cards that replace this."),
    pack: list[str] = PACK,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """All cards: those that ship, those of the project, those of packs that are named."""
    from carbonfoot.documents.technology import SECTORS
    from carbonfoot.programmes.technologies.shelf import shelf

    one_of(format, FORMATS, "--format")
    if sector is not None:
        one_of(sector, SECTORS, "--sector")
    config = settings(os.getcwd())
    found = shelf(config.root, pack)
    wanted = (replaces or "").casefold()
    cards = [
        kept
        for _, kept in sorted(found.cards.items())
        if (sector is None or kept.card.technology.sector == sector)
        and (not wanted or wanted in kept.card.technology.replaces.casefold())
    ]
    if format == "json":
        from carbonfoot.programmes.told.technologies_json import list_json
        from carbonfoot.reports.envelope import to_text

        options = {"sector": sector, "replaces": replaces}
        output.result(to_text(list_json(cards, found.findings, found.text_of, options)), output_file)
    else:
        from carbonfoot.programmes.told.technologies_text import list_text

        output.result(list_text(cards, found, _style(lang or config.lang, output_file)), output_file)
    _end(found.findings, found.text_of, quiet=quiet, empty=not cards)


@app.command("show")
def show(
    id: str = ID,
    pack: list[str] = PACK,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """One card: every number with its source and range, conditions, questions, demonstrations."""
    one_of(format, FORMATS, "--format")
    config = settings(os.getcwd())
    kept, found = _card(id, config.root, pack, format, "technology")
    if format == "json":
        from carbonfoot.programmes.told.technologies_json import show_json
        from carbonfoot.reports.envelope import to_text

        output.result(to_text(show_json(kept, [], found.text_of, {})), output_file)
    else:
        from carbonfoot.programmes.told.technologies_text import show_text

        output.result(show_text(kept, _style(lang or config.lang, output_file)), output_file)


@app.command("apply")
def apply(
    id: str = ID,
    document: str = typer.Argument(metavar="DOCUMENT", help="A part or site document."),
    at: str | None = typer.Option(
        None, "--at", metavar="LINE", help="Process or line, such as processes/Melting; all by default."
    ),
    value: list[str] = typer.Option(
        [], "--value", metavar="NAME=AMOUNT", help="Answer a question of the card; may be repeated."
    ),
    write: str | None = typer.Option(
        None, "--write", metavar="FILE", help="Write it as a measure and as a scenario, to paste."
    ),
    pack: list[str] = PACK,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """What a technology would do to my part or plant: before and after, with the range of the card."""
    from carbonfoot.findings.finding import severity
    from carbonfoot.pipeline import UsageError
    from carbonfoot.programmes.technologies.trial import options_of, tried

    one_of(format, FORMATS, "--format")
    config = settings(document)
    kept, found = _card(id, config.root, pack, format, "technology-applied")
    values = _values(value)
    try:
        trial = tried(document, kept, at, values, options_of(config.gwp, config.packs))
    except UsageError as error:
        output.fail(str(error))
    told = [one for one in trial.findings if severity(one) in STOPPING or one.file == kept.source.display]
    trial = trial._replace(findings=told)  # `calc` says what is doubtful in the document itself
    files = [document, *trial.before.documents.files()]

    def text_of(display: str) -> str | None:
        return found.texts.get(display) or trial.before.documents.text_of(display)

    output.may_write_all([output_file, write], files)
    if format == "json":
        from carbonfoot.programmes.told.technologies_json import applied_json
        from carbonfoot.reports.envelope import to_text

        options = {
            "document": os.path.basename(document),
            "at": at,
            "values": value,
        }
        output.result(to_text(applied_json(trial, values, text_of, options)), output_file, files)
    elif trial.lines or trial.best is not None:
        from carbonfoot.programmes.told.applied_text import applied_text

        output.result(
            applied_text(trial, at, values, _style(lang or config.lang, output_file)), output_file, files
        )
    if write is not None and trial.applied.raw:
        from carbonfoot.programmes.technologies.snippet import snippet

        output.write(snippet(kept, os.path.basename(document), at, values, trial.applied.raw), write)
    incomplete = trial.total is None and trial.best is None
    _end(trial.findings, text_of, quiet=quiet, incomplete=incomplete)


@app.command("pack")
def pack_(
    folder: str = typer.Argument(
        metavar="FOLDER", help="A project, or its folder of cards with `pack.yaml`."
    ),
    out: str = typer.Option(
        ..., "--output", "-o", metavar="OUT", help="A new folder, or a file that ends in .zip."
    ),
    format: str = FORMAT,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Cards as others may have them: checked, without what is confidential, with checksums."""
    from carbonfoot.programmes.technologies.packing import packed, zipped

    one_of(format, FORMATS, "--format")
    if not os.path.isdir(folder):
        output.fail(f"{folder}: no such folder")
    found = packed(folder)
    if found.files:
        if out.casefold().endswith(".zip"):
            output.write(zipped(found.files), out)
        else:
            if os.path.lexists(out) and not (os.path.isdir(out) and not os.listdir(out)):
                output.fail(f"--output {out}: it exists already; name a new folder")
            _write_into(out, found.files)
        if not quiet:
            output.talk(f"{len(found.files) - 1} cards written to {out}")
            for id in found.kept_back:
                output.talk(f"{id} is confidential and was left out")
            for id, whose in found.of_others.items():
                output.talk(f"{id} is of others and was left out: {whose}")
    data = None
    if found.files:
        data = {"files": [*found.files], "kept_back": found.kept_back, "of_others": found.of_others}
    _answer(format, "technology-pack", data, found.findings)
    _end(found.findings, quiet=quiet)


@app.command("add")
def add(
    pack: str = typer.Argument(metavar="PACK", help="A folder or .zip that `pack` made."),
    force: bool = typer.Option(False, "--force", help="Write over cards that are there and differ."),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Take a pack into the project's `technologies/`: all of it, or nothing where anything is wrong."""
    from carbonfoot.findings.finding import severity
    from carbonfoot.programmes.technologies.adding import conflicts, settled, taken_in
    from carbonfoot.programmes.technologies.shelf import FOLDER

    one_of(format, FORMATS, "--format")
    found = taken_in(pack)
    target = os.path.join(settings(os.getcwd()).root, FOLDER)
    findings = list(found.findings)
    if not force:
        findings += conflicts(found.files, target)
    files, wrong = settled(found.files, target)
    findings += wrong
    taken = bool(files) and not any(severity(one) == "error" for one in findings)
    if taken:
        _write_into(target, files)
    if taken and format == "text":
        cards = sum("/" in name for name in files)
        output.result(f"{cards} cards taken into {FOLDER}/\n", output_file)
    _answer(format, "technology-add", {"files": [*files]} if taken else None, findings, output_file)
    _end(findings, quiet=quiet)


def _write_into(folder: str, files: dict[str, bytes]) -> None:
    """Write all files below a folder, or none."""
    real = os.path.realpath(folder)
    targets = []
    try:
        for name, content in files.items():
            target = os.path.join(folder, *name.split("/"))
            if not os.path.realpath(target).startswith(real + os.sep):
                output.fail(f"{target}: a link leads out of {folder}")
            os.makedirs(os.path.dirname(target), exist_ok=True)
            targets.append((content, target))
    except OSError as error:
        output.fail(f"cannot write {folder}: {error.strerror or error}")
    output.write_all(targets)


def _style(lang: str | None, output_file: str | None) -> Style:
    from carbonfoot.reports.style import Style

    language = one_of(lang or "en", LANGUAGES, "--lang")
    coloured = output.colour(sys.stdout) and output_file is None
    return Style(output.width(), language, coloured, output.ascii_only())


def _card(id: str, root: str, packs: Sequence[str], format: str, name: str) -> tuple[Kept, Shelf]:
    """The card of an id; a usage error with the nearest ids, or what is wrong with the card."""
    from carbonfoot.programmes.technologies.shelf import shelf

    found = shelf(root, packs)
    wrong = [one for one in found.findings if not one.file]
    kept = found.cards.get(id)
    if kept is None and id in found.refused:
        wrong += [one for one in found.findings if one.file == found.refused[id]]
    if wrong:
        _answer(format, name, None, wrong)
        _end(wrong, found.text_of, quiet=False)
    if kept is None:
        near = found.near(id)
        hint = (
            f"did you mean {' or '.join(near)}?" if near else "see `carbonfoot programme technologies list`"
        )
        output.fail(f"{id}: there is no such technology card; {hint}")
    return kept, found


def _answer(
    format: str, name: str, data: Any, findings: Sequence[Finding], output_file: str | None = None
) -> None:
    """The envelope for programs, of an answer that has no other text than its findings."""
    if format == "json":
        from carbonfoot.documents.sources import text_for_excerpt
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.finding_text import to_json

        told = [to_json(one, text_for_excerpt) for one in findings]
        output.result(to_text(answer(name, data, findings=told)), output_file)


def _values(given: Sequence[str]) -> dict[str, Value]:
    """`NAME=AMOUNT` as typed values; a usage error for what is none."""
    from pydantic_core import PydanticCustomError

    from carbonfoot.documents.fields import read_value

    found: dict[str, Value] = {}
    for one in given:
        name, sign, text = one.partition("=")
        if not sign or not name.strip():
            output.fail(f"--value {one}: write it as name=amount")
        try:
            found[name.strip()] = read_value(text)
        except PydanticCustomError as error:
            context = error.context or {}
            output.fail(f"--value {one}: {context.get('said')} ({context.get('help')})")
    return found


def _end(
    findings: Sequence[Finding],
    text_of: Callable[[str], str | None] | None = None,
    *,
    quiet: bool,
    incomplete: bool = False,
    empty: bool = False,
) -> NoReturn:
    """Findings on standard error, and the exit code of the command."""
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.findings.finding import exit_code, severity, sort_findings
    from carbonfoot.reports.finding_text import render

    stopping = [one for one in findings if severity(one) in STOPPING]
    mild = [] if quiet else [one for one in findings if one not in stopping]
    for chosen, concise in ((stopping, False), (mild, True)):
        if chosen:
            coloured = output.colour(sys.stderr)
            shown = sort_findings(chosen)
            output.talk(
                "\n" + render(shown, text_of or text_for_excerpt, output.width(), coloured, concise=concise)
            )
    code = exit_code(findings)
    if code == 0 and incomplete:
        code = 4
    raise SystemExit(code or (5 if empty else 0))
