"""`carbonfoot declare DOCUMENT... --as FORMAT`: results in formats that others ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, LANGUAGES, QUIET, now, one_of, settings

if TYPE_CHECKING:
    from carbonfoot.cli.declare_files import Target
    from carbonfoot.cli.declare_work import Work


def declare(
    documents: list[str] | None = typer.Argument(
        None,
        metavar="DOCUMENT...",
        help="Part or installation documents, or folders of them; with --deprecate alone, a declaration.",
    ),
    as_: list[str] = typer.Option(
        [],
        "--as",
        metavar="FORMAT",
        help="Of a part: pact-3.0.3, iso14067. Of an installation: cbam-communication, cbam-operator-report, "
        "cbam-operator-summary, catenax-cbam-1.0.0, csv, json. May be repeated.",
    ),
    output_file: str | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="Where to: .html or .md for a report, .xlsx for the form; a folder for several.",
    ),
    request: str | None = typer.Option(
        None, "--request", metavar="FILE", help="catenax-cbam: the request message that is answered."
    ),
    template: str | None = typer.Option(
        None, "--template", metavar="FILE", help="cbam-communication: a blank copy of the form."
    ),
    replaces: str | None = typer.Option(
        None,
        "--replaces",
        metavar="FILE",
        help="The declaration that this one replaces, where it is not the file that is written over.",
    ),
    deprecate: bool = typer.Option(
        False,
        "--deprecate",
        help="Also write the one that is replaced, as deprecated; of a declaration alone: deprecate it.",
    ),
    recipe: str | None = typer.Option(
        None,
        "--recipe",
        metavar="FILE|FOLDER",
        help="Keep the recipe in a file of its own; the declaration holds its hash, for `verify --recipe`.",
    ),
    allow_incomplete: bool = typer.Option(
        False, "--allow-incomplete", help="Write it although required content is missing; still exits 4."
    ),
    locked: bool = typer.Option(
        False, "--locked", help="Take the records that carbonfoot.lock pins, and refuse drift (exit 1)."
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
    format: str = FORMAT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Write results in formats that others ask for. All of them are written, or none where one is refused."""
    one_of(format, FORMATS, "--format")
    if inbox is not None:
        if documents or as_:
            output.fail("--inbox stands alone: it takes no DOCUMENT and no --as")
        from carbonfoot.cli.declare_inbox import declare_inbox

        declare_inbox(inbox, project, on, format, output_file, lang, quiet=quiet)
    if project is not None or on is not None:
        output.fail("--project and --on belong to --inbox")
    if not documents:
        output.fail("name a DOCUMENT")
    if deprecate and not as_:
        from carbonfoot.cli.declare_deprecate import withdraw

        withdraw(documents, output_file, quiet=quiet)
    if not as_:
        output.fail("say which format with --as")
    from carbonfoot.cli.declare_answer import give
    from carbonfoot.cli.declare_files import formats_named, read_documents, targets_of

    formats = formats_named(as_, {"request": request, "template": template, "replaces": replaces})
    if deprecate and not any(one.identified for one in formats):
        output.fail("--deprecate is of formats whose declarations have an id: pact-3.0.3")
    if recipe is not None and not any(one.kind == "part" for one in formats):
        output.fail("--recipe is of formats that carry one: pact-3.0.3 and iso14067")
    wanted = read_documents(documents, formats)
    targets = targets_of(wanted, output_file)
    if deprecate and any(one.file is None for one in targets):
        output.fail(
            "--deprecate writes the one that is replaced beside the new one: name a file with --output"
        )
    if replaces is not None and not os.path.isfile(replaces):
        output.fail(f"--replaces {replaces}: there is no such file")
    if replaces is not None and sum(one.format.identified for one in targets) > 1:
        output.fail("--replaces names one declaration, and several would be written")
    if lang is not None:
        one_of(lang, LANGUAGES, "--lang")
    asked = Asked(
        request, template, replaces, lang, deprecate=deprecate, complete=not allow_incomplete, locked=locked
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


class Asked(NamedTuple):
    """Options of the command line that a declaration depends on."""

    request: str | None
    template: str | None
    replaces: str | None
    lang: str | None
    deprecate: bool
    complete: bool
    locked: bool


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
