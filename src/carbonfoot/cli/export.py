"""`carbonfoot export part.yaml --to json|brightway|openlca`: the product system, so that others can recompute it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, GWP, LOCKED, QUIET, SET, one_of, settings

if TYPE_CHECKING:
    from carbonfoot.exports.model import Tables
    from carbonfoot.findings.finding import Finding
    from carbonfoot.footprint.result import Footprint
    from carbonfoot.pipeline import Outcome

TARGETS = ("json", "brightway", "openlca")


def export(
    parts: list[str] = typer.Argument(metavar="PART...", help="Part documents of one project."),
    to: str = typer.Option(..., "--to", metavar="json|brightway|openlca", help="What is to read the file."),
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
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Write the product system behind a footprint, for recomputing elsewhere."""
    from carbonfoot.exports.gather import gather
    from carbonfoot.exports.refusals import refusals
    from carbonfoot.findings.finding import exit_code, severity

    one_of(to, TARGETS, "--to")
    if to != "json" and output_file in (None, "-"):
        output.fail(f"--to {to} writes a binary file: name it with --output")
    outcomes = _calculated(parts, gwp, set_, locked=locked)
    complete: list[tuple[Outcome, Footprint]] = []
    findings: list[Finding] = []
    for outcome in outcomes:
        result = outcome.footprint
        found = list(outcome.findings)
        if result is not None:
            found += refusals(outcome, result, include_private, allow_incomplete)
            complete.append((outcome, result))
        findings += found
        _show(outcome, found, quiet)
    stopped = any(severity(one) == "error" for one in findings)
    waiting = any(result.total is None for _, result in complete) and not allow_incomplete
    if stopped or waiting or len(complete) < len(outcomes):
        raise SystemExit(exit_code(findings) or 4)
    tables = gather(complete)
    read = [file for outcome in outcomes for file in outcome.documents.files()]
    _write(tables, to, output_file, read)
    if not quiet:
        output.talk(_summary(tables, output_file))
    raise SystemExit(exit_code(findings))


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


def _show(outcome: Outcome, findings: list[Finding], quiet: bool) -> None:
    """What stops the export and what goes with it; doubts about factors are for `calc` to tell."""
    from carbonfoot.cli.calc import show_findings
    from carbonfoot.findings.finding import severity

    ours = ("CF490", "CF491", "CF492")
    shown = [one for one in findings if one.code in ours or severity(one) in ("error", "incomplete")]
    show_findings(outcome, shown, quiet)


def _write(tables: Tables, to: str, target: str | None, read: list[str]) -> None:
    if to == "json":
        from carbonfoot.exports.technosphere import text

        output.result(text(tables), target, read)
        return
    assert target is not None  # noqa: S101  # refused before anything was calculated
    if to == "brightway":
        from carbonfoot.exports.brightway import packed
    else:
        from carbonfoot.exports.openlca import packed
    output.may_write(target, read)
    output.write(packed(tables), target)


def _summary(tables: Tables, target: str | None) -> str:
    """What is in the file, and the totals to find again."""
    from carbonfoot.quantities.numbers import format_number
    from carbonfoot.reports.width import safe

    factors = sum(node.kind == "factor" for node in tables.nodes)
    exchanges = sum(len(node.inputs) + len(node.emissions) for node in tables.nodes)
    units = {node.id: node.unit for node in tables.nodes}
    lines = [
        f"{len(tables.nodes)} activities, {factors} of them factors; {exchanges} exchanges"
        + (f"; written to {safe(target)}" if target not in (None, "-") else "")
    ]
    for one in tables.demands:
        total = "incomplete" if one.total is None else f"{format_number(one.total, 12)} kg CO2e"
        amount = f"{format_number(one.amount, 12)} {units[one.id]}"
        lines.append(f"to be found again: {total} for {amount} of {one.id}")
    return "\n".join(lines)
