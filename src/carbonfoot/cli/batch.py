"""`carbonfoot batch FOLDER...`: thousands of documents, one store, one report."""

from __future__ import annotations

import gc

import typer

from carbonfoot.cli import batch_how as how
from carbonfoot.cli import batch_out as out
from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, EXIT_ZERO, GWP, LANG, LOCKED, OUTPUT, QUIET, one_of
from carbonfoot.documents.settings import GWP_SETS


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
    export: list[str] = out.EXPORT,
    export_findings: list[str] = out.EXPORT_FINDINGS,
    report: str | None = out.REPORT,
    format: str = out.FORMAT,
    rows: bool = out.ROWS,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    exit_zero: bool = EXIT_ZERO,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Compute every part document below folders; what is stored and still holds is not computed again.

    Exit 0: all complete; 3: a document is refused; 4: one is incomplete; 5: nothing there.
    """
    from carbonfoot.batch.model import Job
    from carbonfoot.batch.store import StoreError

    if gwp is not None:
        one_of(gwp, GWP_SETS, "--gwp")
    wanted = out.Out(format, output_file, lang, quiet, rows, export, export_findings, report)
    files = out.writers(wanted, store)
    gc.disable()
    again = out.typed(wanted)
    asked = how.How(store, resume, fresh, merge, shard, executor, jobs, scheduler, again)
    job, kept, ran = how.compute(folders or [], Job("", (), gwp, locked), asked, lang or "en", quiet=quiet)
    try:
        code = out.tell(wanted, job, ran, kept, files)
    except StoreError as error:
        output.fail(str(error))
    except KeyboardInterrupt:
        how.stopped(kept, store, again)
    finally:
        kept.close()
    raise SystemExit(0 if exit_zero else code)
