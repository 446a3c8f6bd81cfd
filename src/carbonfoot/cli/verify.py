"""`carbonfoot verify FILE...`: declarations made again from their recipes, and held to the rules of their format."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, QUIET, one_of, settings, today
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.declarations.verifying.verify import Answer
    from carbonfoot.findings.finding import Finding


def verify(
    files: list[str] = typer.Argument(
        metavar="FILE...", help="Declarations (PACT files of anybody, reports of ours), or folders of them."
    ),
    project: str | None = typer.Option(
        None,
        "--project",
        metavar="FOLDER",
        help="The project that it was made in; else looked for above the file and here.",
    ),
    recipe: str | None = typer.Option(
        None,
        "--recipe",
        metavar="FILE|FOLDER",
        help="Its recipe, where it was written to a file of its own; or a folder of them.",
    ),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Make a declaration again and compare; check PACT rules.

    Exit 0: all hold; 1: the answer is no; 3: one could not be answered; 5: there was nothing to verify.
    """
    one_of(format, FORMATS, "--format")
    if project is not None and not os.path.isdir(project):
        output.fail(f"--project {project}: this is not a folder")
    language = one_of(lang or settings(files[0]).lang or "en", LANGUAGES, "--lang")
    from carbonfoot.cli.verify_part import one_after_another
    from carbonfoot.declarations.verifying.verify import Asked
    from carbonfoot.declarations.verifying.verify import verify as verified

    asked = Asked(project, _recipes(recipe), today(), one_after_another())
    answers = [verified(file, asked) for file in _files(files)]
    if not answers:
        output.talk("nothing to verify: no declarations there")
        raise SystemExit(5)
    code = _tell(answers, {"project": project, "recipe": recipe}, (format, output_file, language, quiet))
    raise SystemExit(code)


def _files(given: list[str]) -> list[str]:
    """The files named, and those of the folders named that are declarations."""
    from carbonfoot.declarations.verifying.files import gather, held
    from carbonfoot.documents.sources import display_path

    found: dict[str, str] = {}
    for one in given:
        inside = gather(one) if os.path.isdir(one) else []
        files = [file for file in inside if not _no_declaration(held(file, display_path(file)).findings)]
        for file in files if os.path.isdir(one) else [one]:
            found.setdefault(os.path.realpath(file), file)
    return [*found.values()]


def _no_declaration(findings: tuple[Finding, ...]) -> bool:
    return any(one.code == "CF901" for one in findings)


def _recipes(given: str | None) -> dict[str, dict[str, Any]] | None:
    """The recipes in a file of its own or in a folder, by their hashes; a usage error where there is none."""
    if given is None:
        return None
    from carbonfoot.declarations.recipe import recipe_hash
    from carbonfoot.declarations.recipe_places import is_recipe
    from carbonfoot.declarations.verifying.files import gather
    from carbonfoot.documents.json_text import parse, read_bytes
    from carbonfoot.documents.sources import display_path

    folder = os.path.isdir(given)
    found, said = {}, "there is no recipe in this folder" if folder else "this is no recipe"
    for file in [one for one in gather(given) if one.lower().endswith(".json")] if folder else [given]:
        data, wrong = read_bytes(file, display_path(file))
        recipe, more = (None, wrong) if wrong else parse(data, display_path(file))
        if is_recipe(recipe) and "sha256" not in recipe:
            found[recipe_hash(recipe)] = recipe
        elif not folder:
            said = next((one.message for one in [*wrong, *more]), said)
    if not found:
        output.fail(f"--recipe {given}: {said}")
    return found


def _tell(answers: list[Answer], options: dict[str, Any], how: tuple[str, str | None, str, bool]) -> int:
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.findings.finding import sort_findings
    from carbonfoot.reports.verified import code_of

    format, output_file, language, quiet = how
    every = [one for answer in answers for one in answer.verified]
    findings = sort_findings(dict.fromkeys(one for answer in answers for one in answer.findings))
    read = [file for answer in answers for file in answer.read]
    if format == "json":
        from carbonfoot.reports.envelope import to_text
        from carbonfoot.reports.finding_text import to_json
        from carbonfoot.reports.verify_json import verify_json

        told = [to_json(one, text_for_excerpt) for one in findings]
        output.result(to_text(verify_json(every, options, told)), output_file, read)
        return code_of([one.verdict for one in every])
    from carbonfoot.reports.style import Style
    from carbonfoot.reports.verify_text import render

    code = code_of([one.verdict for one in every])
    coloured = output.colour(sys.stdout) and output_file is None
    if not (quiet and code == 0):
        style = Style(output.width(), language, coloured, output.ascii_only())
        output.result(render(every, style), output_file, read)
    _show(findings, quiet)
    return code


def _show(findings: list[Finding], quiet: bool) -> None:
    from carbonfoot.cli.library import show
    from carbonfoot.findings.finding import severity

    grave = [one for one in findings if severity(one) in ("error", "incomplete")]
    mild = [one for one in findings if severity(one) not in ("error", "incomplete") and not quiet]
    if grave:
        show(grave)
    if mild:
        show(mild, concise=True)
