"""`carbonfoot declare installation.yaml --as FORMAT`: a result in somebody's format."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, LANGUAGES, QUIET, now, one_of, settings

if TYPE_CHECKING:
    from carbonfoot.cbam.model import Outcome
    from carbonfoot.declarations.options import Declared, DeclareOptions
    from carbonfoot.declarations.registry import Format
    from carbonfoot.findings.finding import Finding


def declare(
    document: str = typer.Argument(metavar="DOCUMENT", help="An installation document."),
    as_: list[str] = typer.Option(
        ...,
        "--as",
        metavar="FORMAT",
        help="cbam-communication, cbam-operator-report, cbam-operator-summary, catenax-cbam-1.0.0, csv or json; "
        "may be repeated.",
    ),
    output_file: str | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="Where to: .html or .md for a report, .xlsx for the form; a folder for several formats.",
    ),
    request: str | None = typer.Option(
        None, "--request", metavar="FILE", help="catenax-cbam: the request message that is answered."
    ),
    template: str | None = typer.Option(
        None, "--template", metavar="FILE", help="cbam-communication: a blank copy of the form."
    ),
    allow_incomplete: bool = typer.Option(
        False, "--allow-incomplete", help="Write it although required content is missing; still exits 4."
    ),
    format: str = FORMAT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Write a result in a format that others ask for. Nothing is written of a document that is refused."""
    one_of(format, FORMATS, "--format")
    formats = _formats(as_, {"request": request, "template": template})
    config = settings(document)
    language = one_of(lang or config.lang or "en", LANGUAGES, "--lang")
    _of_kind(document, formats)
    targets = _targets(document, formats, output_file)

    from carbonfoot.cli.calc_installation import calculated, files_of
    from carbonfoot.declarations.options import DeclareOptions
    from carbonfoot.documents.sources import display_path
    from carbonfoot.findings.finding import severity

    outcome, library = calculated(document)
    findings = list(outcome.findings)
    options = DeclareOptions(
        display_path(os.path.realpath(document)), library, now(), "", language, request, template
    )
    made: list[_Made] = []
    if outcome.result is not None:
        given = options._replace(findings=tuple(outcome.findings), texts=outcome.texts)
        made = _made(targets, outcome.result, given)
        findings += list(dict.fromkeys(one for each in made for one in each.declared.findings))
    stopping = {severity(one) for one in findings} & (
        {"error"} if allow_incomplete else {"error", "incomplete"}
    )
    written = [] if stopping else made
    answer = _Answer(format, quiet=quiet)
    asked = {"as": [one.name for one in formats], "allow_incomplete": allow_incomplete, "lang": language}
    inputs = [document, *files_of(outcome, config.root), *(one for one in (request, template) if one)]
    answer.give(written, outcome, findings, inputs, asked)


class _Target(NamedTuple):
    """A file to make: its format, which suffix, and its path; None is standard output.

    in_folder  it goes into a folder, which is made where it is not there
    """

    format: Format
    suffix: str
    file: str | None
    in_folder: bool = False


class _Made(NamedTuple):
    """A declaration and where it goes."""

    target: _Target
    declared: Declared

    @property
    def content(self) -> str | bytes:
        """What its file holds; a pipe gets a table without the mark that Excel needs."""
        given = self.declared.content
        return f"\ufeff{given}" if self.target.format.marked and isinstance(given, str) else given


def _formats(names: list[str], own: dict[str, str | None]) -> list[Format]:
    """The formats asked for, each once; options that none of them takes are refused."""
    from carbonfoot.declarations.registry import FORMATS as KNOWN
    from carbonfoot.declarations.registry import format_named

    formats = []
    for name in dict.fromkeys(names):
        one = format_named(name)
        if one is None:
            one_of(name, tuple(known.name for known in KNOWN), "--as")
        else:
            formats.append(one)
    for option, value in own.items():
        if value is not None and not any(option in one.takes for one in formats):
            takers = " or ".join(one.name for one in KNOWN if option in one.takes)
            output.fail(f"--{option} belongs to --as {takers}")
    return formats


def _of_kind(document: str, formats: list[Format]) -> None:
    """Refuse a document of another kind than the formats are for; what cannot be read is told by the calculation."""
    from carbonfoot.declarations.registry import formats_of
    from carbonfoot.documents.sources import read_source

    source, _ = read_source(os.path.realpath(document))
    stated = source.data.get("carbonfoot") if source is not None and isinstance(source.data, dict) else None
    kind = str(stated).partition("/")[0]
    if kind not in ("part", "site") and all(one.kind == kind for one in formats):
        return
    if kind not in ("part", "site", "installation"):
        return
    wrong = next(one for one in formats if one.kind != kind)
    there = ", ".join(one.name for one in formats_of(kind)) or "none yet"
    output.fail(
        f"--as {wrong.name} declares an {wrong.kind}, and {document} is a {kind}; formats for a {kind}: {there};"
        " `carbonfoot calc` answers for it"
    )


def _targets(document: str, formats: list[Format], target: str | None) -> list[_Target]:
    """Every file to make, or a usage error."""
    if target is None or target == "-":
        if len(formats) > 1:
            output.fail("several formats go into a folder: name it with --output")
        if formats[0].binary:
            output.fail(f"--as {formats[0].name} writes a binary file: name it with --output")
        return [_Target(formats[0], formats[0].suffixes[0], None)]
    if len(formats) == 1 and not os.path.isdir(target) and not target.endswith(("/", os.sep)):
        (one,) = formats
        suffix = os.path.splitext(target)[1].lower()
        if suffix and suffix not in one.suffixes:
            output.fail(
                f"--as {one.name} writes {' or '.join(one.suffixes)}, not {suffix}: --output {target}"
            )
        return [_Target(one, suffix or one.suffixes[0], target)]
    if os.path.exists(target) and not os.path.isdir(target):
        output.fail(f"--output {target}: several formats need a folder, and this is a file")
    stem = os.path.splitext(os.path.basename(document))[0]
    return [
        _Target(one, suffix, os.path.join(target, f"{stem}.{one.name}".removesuffix(suffix) + suffix), True)
        for one in formats
        for suffix in one.suffixes
    ]


def _made(targets: list[_Target], result: Any, options: DeclareOptions) -> list[_Made]:
    return [_Made(one, one.format.write(result, options._replace(suffix=one.suffix))) for one in targets]


class _Answer:
    """What is written, and what is said of it."""

    def __init__(self, format: str, *, quiet: bool) -> None:
        self.format = format
        self.quiet = quiet

    def give(
        self,
        made: list[_Made],
        outcome: Outcome,
        findings: list[Finding],
        inputs: list[str],
        options: dict[str, Any],
    ) -> NoReturn:
        """Write all of it or nothing, say what is wrong, and leave with the code of the findings."""
        from carbonfoot.findings.finding import exit_code

        for one in made:
            output.may_write(one.target.file, inputs)
        files = [(one.content, one.target.file) for one in made if one.target.file is not None]
        for file in [one.target.file for one in made if one.target.in_folder]:
            _folder_of(file or "")
        output.write_all(files)
        if self.format == "json":
            self._json(made, outcome, findings, options)
        else:
            self._text(made, outcome, findings)
        raise SystemExit(exit_code(findings))

    def _json(
        self, made: list[_Made], outcome: Outcome, findings: list[Finding], options: dict[str, Any]
    ) -> None:
        from carbonfoot.findings.finding import sort_findings
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.finding_text import to_json

        told = [to_json(one, _text_of(outcome)) for one in sort_findings(findings)]
        data = [
            {
                "format": one.target.format.name,
                "file": one.target.file,
                **({"content": one.declared.content} if one.target.file is None else {}),
            }
            for one in made
        ]
        body = {"declarations": data} if made else None
        output.result(to_text(answer("declare", body, options, told)), None)

    def _text(self, made: list[_Made], outcome: Outcome, findings: list[Finding]) -> None:
        from carbonfoot.cli.calc_installation import show

        for one in made:
            if one.target.file is None and isinstance(one.declared.content, str):
                output.result(one.declared.content, None)
        show(outcome, findings, self.quiet)
        for one in made:
            if one.target.file is not None and not self.quiet:
                output.talk(f"written: {one.target.file} ({one.target.format.name})")
        if not made and not self.quiet:
            output.talk("nothing was written")


def _folder_of(file: str) -> None:
    """Make the folder of a file where it is not there yet."""
    folder = os.path.dirname(file)
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        output.fail(f"cannot make the folder {folder}: {error.strerror}")


def _text_of(outcome: Outcome) -> Any:
    from carbonfoot.documents.sources import text_for_excerpt

    return lambda display: outcome.texts.get(display) or text_for_excerpt(display)
