"""`carbonfoot export part.yaml --to json|brightway|openlca|xlsx`: the product system, so that others can recompute it.

`xlsx` is the document itself, to be edited in a spreadsheet program: `export_book`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import (
    DEBUG,
    FORMAT,
    FORMATS,
    GWP,
    LANG,
    LOCKED,
    QUIET,
    SET,
    one_of,
    settings,
)

if TYPE_CHECKING:
    from carbonfoot.exports.model import Tables
    from carbonfoot.findings.finding import Finding
    from carbonfoot.footprint.result import Footprint
    from carbonfoot.pipeline import Outcome

TARGETS = ("json", "brightway", "openlca", "xlsx")


def export(
    parts: list[str] = typer.Argument(metavar="PART...", help="Part documents of one project."),
    to: str = typer.Option(
        ..., "--to", metavar="json|brightway|openlca|xlsx", help="What is to read the file."
    ),
    output_file: str | None = typer.Option(
        None, "--output", "-o", metavar="FILE", help="The file to write; JSON may go to standard output (-)."
    ),
    gwp: str | None = GWP,
    set_: list[str] = SET,
    allow_incomplete: bool = typer.Option(
        False,
        "--allow-incomplete",
        help="Write what is known while lines are missing, and say so in the file.",
    ),
    include_private: bool = typer.Option(
        False,
        "--include-private",
        help="Write numbers of private packs too: who gets the file can read them.",
    ),
    locked: bool = LOCKED,
    lang: str | None = LANG,
    format: str = FORMAT,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Write a product system, to be recomputed elsewhere."""
    from carbonfoot.cli.calc import show_findings
    from carbonfoot.exports.gather import gather
    from carbonfoot.exports.refusals import out_of_range, refusals
    from carbonfoot.findings.finding import exit_code, severity

    one_of(to, TARGETS, "--to")
    one_of(format, FORMATS, "--format")
    if to != "json" and output_file in (None, "-"):
        output.fail(f"--to {to} writes a binary file: name it with --output")
    if to == "xlsx":
        given = {"--gwp": gwp, "--set": set_, "--locked": locked, "--allow-incomplete": allow_incomplete}
        given["--include-private"] = include_private
        for option, value in given.items():
            if value:
                output.fail(f"{option} is about results: --to xlsx writes the document as it stands")
        from carbonfoot.cli.export_book import export_book
        from carbonfoot.documents.settings import LANGUAGES

        one_of(lang or "en", LANGUAGES, "--lang")
        assert output_file is not None  # noqa: S101  # refused above
        export_book(parts, output_file, lang or settings(parts[0]).lang or "en", format=format, quiet=quiet)
    if lang is not None:
        output.fail("--lang is for --to xlsx: the other formats are for programs")
    outcomes = _calculated(parts, gwp, set_, locked=locked)
    complete: list[tuple[Outcome, Footprint]] = []
    findings: list[list[Finding]] = []
    for outcome in outcomes:
        found = [one for one in outcome.findings if severity(one) in ("error", "incomplete")]
        if outcome.footprint is not None:
            found += refusals(outcome, outcome.footprint, include_private, allow_incomplete)
            complete.append((outcome, outcome.footprint))
        findings.append(found)
    stopped = any(severity(one) == "error" or one.code == "CF491" for found in findings for one in found)
    tables = None
    if not stopped and len(complete) == len(outcomes):
        try:
            tables = gather(complete)
        except OverflowError:
            findings[0].append(out_of_range(complete[0][1].product.file))
    answer = _Answer(to, output_file, format, quiet=quiet)
    if tables is not None:
        answer.write(tables, [file for outcome in outcomes for file in outcome.documents.files()])
    if format == "json":
        options = {"to": to, "allow_incomplete": allow_incomplete, "include_private": include_private}
        answer.print(tables, options, list(zip(outcomes, findings, strict=True)))
    else:
        for outcome, found in zip(outcomes, findings, strict=True):
            show_findings(outcome, found, quiet)
        answer.say(tables)
    raise SystemExit(exit_code([one for found in findings for one in found]))


def _calculated(parts: list[str], gwp: str | None, parameters: list[str], *, locked: bool) -> list[Outcome]:
    """The footprints, each document once; all of one project and in one GWP set."""
    import os

    from carbonfoot.cli.calc import run

    files = list({os.path.realpath(part): part for part in parts}.values())
    if parameters and len(files) > 1:
        output.fail("--set belongs to one document: export the others apart")
    configs = [settings(file) for file in files]
    if len({os.path.realpath(config.root) for config in configs}) > 1:
        output.fail("the files belong to several projects: export them one by one")
    outcomes = [
        run(file, gwp, parameters, config, locked=locked)[0]
        for file, config in zip(files, configs, strict=True)
    ]
    sets = sorted({outcome.gwp_set for outcome in outcomes})
    if len(sets) > 1:
        output.fail(f"the documents ask for {' and '.join(sets)}: choose one with --gwp")
    return outcomes


class _Answer:
    """What is written, and what is said of it."""

    def __init__(self, to: str, target: str | None, format: str, *, quiet: bool) -> None:
        self.to = to
        self.target = None if target == "-" else target
        self.format = format
        self.quiet = quiet

    def write(self, tables: Tables, read: list[str]) -> None:
        """The export itself; never over a file that was read."""
        if self.to == "json":
            from carbonfoot.exports.technosphere import text

            if self.target is not None or self.format != "json":
                output.result(text(tables), self.target, read)
            return
        if self.to == "brightway":
            from carbonfoot.exports.brightway import packed
        else:
            from carbonfoot.exports.openlca import packed
        assert self.target is not None  # noqa: S101  # refused before anything was calculated
        output.may_write(self.target, read)
        output.write(packed(tables), self.target)

    def print(
        self,
        tables: Tables | None,
        options: dict[str, object],
        told: list[tuple[Outcome, list[Finding]]],
    ) -> None:
        """The answer for programs; a system that goes to no file stands in it."""
        from carbonfoot.exports.summary import data
        from carbonfoot.exports.technosphere import data as system
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.explain_json import findings_data

        body = None if tables is None else {"output": self.target, **data(tables)}
        if tables is not None and body is not None and self.target is None:
            body["system"] = system(tables)
        findings = [one for outcome, found in told for one in findings_data(outcome, found)]
        output.result(to_text(answer("export", body, options, findings)), None)

    def say(self, tables: Tables | None) -> None:
        """What is in the file and the totals to find again; the answer to nothing written stands in the findings."""
        if tables is None or self.quiet:
            return
        from carbonfoot.exports.summary import lines

        output.talk("\n".join(lines(tables, self.target)))
