"""`carbonfoot check PATH...`: budgets and expectations, for people and for pipelines."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import (
    ALSO,
    DEBUG,
    EXIT_ZERO,
    GWP,
    LANG,
    LOCKED,
    OUTPUT,
    QUIET,
    STRICT,
    one_of,
    settings,
    today,
)
from carbonfoot.cli.quality import counts
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbonfoot.checks.model import Checked
    from carbonfoot.findings.finding import Finding


def _formats() -> tuple[str, ...]:
    from carbonfoot.reports.check_formats import FORMATS

    return tuple(one.name for one in FORMATS)


def check(
    paths: list[str] = typer.Argument(metavar="PATH...", help="Part documents, or folders of them."),
    format: str = typer.Option(
        "text",
        "--format",
        "-f",
        metavar="FORMAT",
        help="text, concise, json, sarif, github, gitlab, junit or markdown.",
        autocompletion=_formats,
    ),
    output_file: str | None = OUTPUT,
    also: list[str] = ALSO,
    budgets: str | None = typer.Option(
        None, "--budgets", metavar="FILE", help="Budgets in place of the budgets.yaml of the project."
    ),
    baseline: str | None = typer.Option(
        None, "--baseline", metavar="FILE", help="Compare with this; carbonfoot.baseline.json unless named."
    ),
    against: str | None = typer.Option(
        None,
        "--against",
        metavar="git:REF|FOLDER",
        help="Compare with a commit, or with files of another folder.",
    ),
    update: bool = typer.Option(
        False, "--update", help="Write the baseline, and the numbers that documents expect."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="With --update: show what would be written."),
    skip_others: bool = typer.Option(
        False, "--skip-others", help="Pass over files that are no part documents; nothing to check is fine."
    ),
    exit_zero: bool = EXIT_ZERO,
    strict: bool = STRICT,
    gwp: str | None = GWP,
    locked: bool = LOCKED,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Hold footprints against budgets and expectations.

    Exit 0: all hold; 1: one does not; 3: a document is refused; 4: one is incomplete; 5: nothing to check.
    """
    from carbonfoot.cli import check_outputs as outputs

    one_of(format, _formats(), "--format")
    beside = outputs.wanted(also, output_file, _formats())
    from carbonfoot.checks.accept import accepted
    from carbonfoot.checks.run import check as checked_by
    from carbonfoot.cli.check_baseline import compared_with, updated
    from carbonfoot.documents.budgets import FILE
    from carbonfoot.pipeline import Options
    from carbonfoot.portfolio.gather import gather
    from carbonfoot.portfolio.run import calculate_all
    from carbonfoot.reports.style import Style

    gc.disable()  # what is read is kept to the end
    gathered = gather(paths, skip_others=skip_others)
    configs = {root: settings(root) for root in gathered.files}
    options = {
        root: Options(gwp, (), config.gwp, config.packs, locked, False, *counts(None, config))
        for root, config in configs.items()
    }
    said = {config.lang for config in configs.values()}
    language = one_of(lang or (said.pop() if len(said) == 1 else None) or "en", LANGUAGES, "--lang")
    portfolio = calculate_all(gathered, options)
    past = compared_with(gathered, (baseline, against), gwp, locked=locked, update=update, dry_run=dry_run)
    whole = _whole(paths, gathered.files)
    checked = checked_by(portfolio, gathered, today(), budgets, whole, past.states, paths)
    checked.findings.extend(past.findings)
    if update:
        checked = updated(checked, gathered, baseline, dry_run=dry_run)
    checked = accepted(checked)
    told = {"gwp": gwp, "locked": locked, "strict": strict, "budgets": budgets}
    checked = checked._replace(options={**told, **checked.options})
    style = Style(
        output.width(), language, output.colour(sys.stdout) and output_file is None, output.ascii_only()
    )
    limits = [budgets] if budgets else [os.path.join(root, FILE) for root in gathered.files]
    made_from = [*portfolio.read, *limits]
    style.base = outputs.repository()
    reasons = checked.reasons()
    fine = all(one.verdict == "pass" or one.finding in reasons for one in checked.verdicts)
    silent = quiet and format == "text" and fine
    outputs.write(checked, style, "" if silent else format, output_file, beside, made_from)
    if format == "text":
        _show(checked, language, quiet=quiet)
    may_be_empty = skip_others and not any(map(os.path.isdir, paths))
    raise SystemExit(0 if exit_zero else _code(checked, strict=strict, may_be_empty=may_be_empty))


def _whole(paths: list[str], roots: Iterable[str]) -> set[str]:
    """Roots all of whose documents are checked: a folder is given that holds them."""
    given = [os.path.join(os.path.realpath(path), "") for path in paths if os.path.isdir(path)]
    return {root for root in roots if any(os.path.join(root, "").startswith(one) for one in given)}


def _show(checked: Checked, lang: str, *, quiet: bool) -> None:
    """Findings on standard error: in full what fails and what is said of budgets, of the rest some of every code."""
    from carbonfoot.cli.folding import folded
    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.check_words import said
    from carbonfoot.reports.finding_text import render

    full: list[Finding] = []
    mild: list[Finding] = []
    for one in sort_findings(checked.findings):
        if severity(one) in ("error", "incomplete"):
            full.append(one)
        elif not quiet:
            (full if one.code >= "CF94" else mild).append(one)
    width, colour = output.width(), output.colour(sys.stderr)
    if full:
        output.talk("\n" + render(full, checked.text_of, width, colour))
    if mild:
        few = folded(mild)
        text = render(few.shown, checked.text_of, width, colour, concise=True, counted=mild)
        hidden = f"not shown: {', '.join(few.rest)}; `--format concise` lists all\n" if few.hidden else ""
        output.talk(f"\n{text}{hidden}")
    if checked.suppressed and not quiet:
        output.talk(said("accepted", lang).format(number=len(checked.suppressed)))


def _code(checked: Checked, *, strict: bool, may_be_empty: bool) -> int:
    from carbonfoot.findings.finding import exit_code, severity

    code = exit_code(checked.findings)
    if code in (0, 4) and strict and any(severity(one) == "warning" for one in checked.findings):
        return 1
    if code == 0 and not checked.products and not may_be_empty:
        return 5
    return code
