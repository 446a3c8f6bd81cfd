"""`carbonfoot batch FOLDER...`: thousands of documents, one store, one report."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import batch_how as how
from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, GWP, LOCKED, QUIET, one_of
from carbonfoot.documents.settings import GWP_SETS

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding

SHOWN = 20
"""Findings that are shown."""


def batch(
    folders: list[str] | None = typer.Argument(
        None, metavar="FOLDER...", help="Folders with part documents, nested as they are."
    ),
    store: str = how.STORE,
    resume: bool = how.RESUME,
    fresh: bool = how.FRESH,
    merge: list[str] = how.MERGE,
    shard: str | None = how.SHARD,
    executor: str | None = how.EXECUTOR,
    jobs: int | None = how.JOBS,
    scheduler: str | None = how.SCHEDULER,
    gwp: str | None = GWP,
    locked: bool = LOCKED,
    exit_zero: bool = typer.Option(False, "--exit-zero", help="End with 0 whatever is found."),
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Compute every part document below folders; what is stored and still holds is not computed again.

    Exit 0: all complete; 3: a document is refused; 4: one is incomplete; 5: nothing there.
    """
    from carbonfoot.batch.model import COMPLETE, INCOMPLETE, REFUSED, Job, finding_of

    if gwp is not None:
        one_of(gwp, GWP_SETS, "--gwp")
    gc.disable()
    asked = how.How(store, resume, fresh, merge, shard, executor, jobs, scheduler)
    job, kept, ran = how.compute(folders or [], Job("", (), gwp, locked), asked, "en", quiet=quiet)
    base = job.base
    states = []
    found: list[Finding] = []
    for row in kept.rows():
        states.append(row.state)
        found += map(finding_of, row.findings if len(found) < SHOWN else ())
    kept.close()
    counts = {state: states.count(state) for state in (COMPLETE, INCOMPLETE, REFUSED)}
    told = ", ".join(f"{count} {state}" for state, count in counts.items())
    output.result(f"{told}; {ran.computed} computed, {ran.kept} as stored\n", None)
    _show(base, found, quiet=quiet)
    code = 3 if counts[REFUSED] else 4 if counts[INCOMPLETE] else 0 if states else 5
    raise SystemExit(0 if exit_zero else code)


def _show(base: str, found: list[Finding], *, quiet: bool) -> None:
    """The gravest findings on standard error, their files before the folder."""
    from carbonfoot.documents.sources import display_path, text_for_excerpt
    from carbonfoot.findings.finding import severity
    from carbonfoot.reports.finding_text import render

    given = [
        one._replace(file=display_path(os.path.join(base, one.file)) if one.file else "")
        for one in dict.fromkeys(found)
        if not quiet or severity(one) in ("error", "incomplete")
    ]
    if given:
        text = render(
            given[:SHOWN], text_for_excerpt, output.width(), output.colour(sys.stderr), counted=given
        )
        output.talk("\n" + text)
