"""`carbonfoot declare DOCUMENT... --as FORMAT`: results in formats that others ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, QUIET, now, one_of, settings
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.cli.declare_files import Target
    from carbonfoot.cli.declare_work import Libraries, Work
    from carbonfoot.declarations.registry import Format


def _known() -> list[str]:
    """Names of formats, for the completion of shells."""
    from carbonfoot.declarations.registry import FORMATS

    return [one.name for one in FORMATS]


def declare(
    documents: list[str] | None = typer.Argument(
        None,
        metavar="DOCUMENT...",
        help="Parts or installations, or folders of them; with --deprecate and no --as, a declaration.",
    ),
    as_: list[str] = typer.Option(
        [],
        "--as",
        metavar="FORMAT",
        autocompletion=_known,
        help="Of a part: pact-3.0.3, iso14067. Of an installation: cbam-communication, cbam-operator-report, "
        "cbam-operator-summary, catenax-cbam-1.0.0, csv, json. May be repeated.",
    ),
    output_file: str | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="Where to: its ending chooses .md or .html of a report; a folder for several.",
    ),
    locked: bool = typer.Option(
        False, "--locked", help="Take the records that carbonfoot.lock pins, and refuse drift (exit 1)."
    ),
    allow_incomplete: bool = typer.Option(
        False,
        "--allow-incomplete",
        help="Write it although lines or content are missing, marked so; still exits 4. Never of PACT.",
    ),
    recipe: str | None = typer.Option(
        None,
        "--recipe",
        metavar="FILE|FOLDER",
        help="Keep the recipe in a file of its own; the declaration holds its hash, for `verify --recipe`.",
    ),
    replaces: str | None = typer.Option(
        None,
        "--replaces",
        metavar="FILE",
        help="The declaration that this one replaces, where that is not the file written to.",
    ),
    deprecate: bool = typer.Option(
        False,
        "--deprecate",
        help="Also write the replaced one again, with status Deprecated; without --as: withdraw a declaration.",
    ),
    inbox: str | None = typer.Option(
        None,
        "--inbox",
        metavar="FOLDER",
        help="Look through declarations that came: what is valid, what changed, what it moves in our products.",
    ),
    project: str | None = typer.Option(
        None, "--project", metavar="FOLDER", help="With --inbox: whose products, if not those around here."
    ),
    on: str | None = typer.Option(
        None, "--on", metavar="DAY", help="With --inbox: the day on which declarations have to be valid."
    ),
    top: int | None = typer.Option(
        None,
        "--top",
        metavar="N",
        min=1,
        help="With --inbox: rows of each table that are shown; 20 unless stated.",
    ),
    request: str | None = typer.Option(
        None, "--request", metavar="FILE", help="catenax-cbam: the request message that is answered."
    ),
    template: str | None = typer.Option(
        None, "--template", metavar="FILE", help="cbam-communication: a blank copy of the form."
    ),
    format: str = FORMAT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Declare products (PACT, ISO 14067, CBAM); look through an inbox. All files are written, or none."""
    one_of(format, FORMATS, "--format")
    if inbox is not None:
        if documents or as_:
            output.fail("--inbox stands alone: it takes no DOCUMENT and no --as")
        from carbonfoot.cli.declare_inbox import declare_inbox

        declare_inbox(inbox, project, on, format, output_file, lang, quiet=quiet, top=top)
    if (project, on, top) != (None, None, None):
        output.fail("--project, --on and --top belong to --inbox")
    if not documents:
        output.fail("name a DOCUMENT")
    if deprecate and not as_:
        from carbonfoot.cli.declare_deprecate import withdraw

        new = {
            "--request": request,
            "--template": template,
            "--replaces": replaces,
            "--recipe": recipe,
            "--allow-incomplete": allow_incomplete,
            "--locked": locked,
        }
        given = [name for name, value in new.items() if value]
        withdraw(documents, output_file, format, given, quiet=quiet)
    if not as_:
        output.fail("say which format with --as")
    from carbonfoot.cli.declare_answer import give
    from carbonfoot.cli.declare_files import formats_named, read_documents, targets_of

    formats = formats_named(as_, {"request": request, "template": template, "replaces": replaces})
    wanted = read_documents(documents, formats)
    targets = targets_of(wanted, output_file)
    _fitting(formats, targets, replaces, recipe, deprecate=deprecate)
    if lang is not None:
        one_of(lang, LANGUAGES, "--lang")
    asked = Asked(
        request,
        template,
        replaces,
        lang,
        deprecate=deprecate,
        complete=not allow_incomplete,
        locked=locked,
        libraries={},
    )
    works = [_worked(document, targets, asked) for document in wanted.documents]
    if recipe is not None:
        from carbonfoot.cli.declare_recipe import kept_apart

        works = kept_apart(works, recipe, output_file)
    options = {
        "as": [one.name for one in formats],
        "allow_incomplete": allow_incomplete,
        "lang": lang,
        **({"locked": True} if locked else {}),
    }
    inputs = [one for one in (request, template) if one is not None]
    give(works, wanted.findings, inputs, (format, quiet, allow_incomplete), options, deprecate=deprecate)


def _fitting(
    formats: list[Format], targets: list[Target], replaces: str | None, recipe: str | None, *, deprecate: bool
) -> None:
    """Refuse options that the formats, or where they go, leave without effect."""
    if deprecate and not any(one.identified for one in formats):
        output.fail("--deprecate is of formats whose declarations have an id: pact-3.0.3")
    if deprecate and any(one.format.identified and one.file is None for one in targets):
        output.fail("--deprecate writes two declarations: name a file or folder with --output")
    if replaces is not None and sum(one.format.identified for one in targets) > 1:
        output.fail("--replaces names one declaration, and several would be written")
    if replaces is not None and not os.path.isfile(replaces):
        why = "name a file" if os.path.exists(replaces) else "there is no such file"
        output.fail(f"--replaces {replaces}: {why}")
    if recipe is not None and not any(one.kind == "part" for one in formats):
        output.fail("--recipe is of formats that carry one: pact-3.0.3 and iso14067")
    if recipe == "-":
        output.fail("--recipe goes into a file: name one")


class Asked(NamedTuple):
    """Options of the command line that a declaration depends on."""

    request: str | None
    template: str | None
    replaces: str | None
    lang: str | None
    deprecate: bool
    complete: bool
    locked: bool
    libraries: Libraries


def _worked(document: str, targets: list[Target], asked: Asked) -> Work:
    """One document: calculated once, and written in every format that is asked of it."""
    own = [one for one in targets if one.document == document]
    config = settings(document)
    language = one_of(asked.lang or config.lang or "en", LANGUAGES, "--lang")
    if own[0].format.kind == "installation":
        from carbonfoot.cli.declare_installation import worked

        return worked(document, own, asked, now(), language)
    from carbonfoot.cli.declare_part import worked as worked_part

    return worked_part(document, own, asked, now(), language)
