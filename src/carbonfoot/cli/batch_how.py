"""How a batch is run: options for executor, shard, store and resuming, and what they mean together."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import typer

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.batch.model import Job
    from carbonfoot.batch.progress import Silent
    from carbonfoot.batch.run import Ran
    from carbonfoot.batch.store import Store

STORE_FILE = "carbonfoot-batch.sqlite3"

STORE = typer.Option(STORE_FILE, "--store", metavar="FILE", help="Where results are kept.")
RESUME = typer.Option(False, "--resume", help="Go on with the batch of the store: its folders and options.")
FRESH = typer.Option(False, "--fresh", help="Forget what is stored, and compute all anew.")
MERGE = typer.Option(
    [], "--merge", metavar="STORE", help="Take what still holds in another store first; may be repeated."
)
SHARD = typer.Option(
    None, "--shard", metavar="K/N", help="Only the k-th of n parts, by name: one for each machine."
)
EXECUTOR = typer.Option(
    None,
    "--executor",
    metavar="local|pool|dask",
    help="One process, several, or a cluster; the results are the same.",
)
JOBS = typer.Option(
    None, "--jobs", "-j", metavar="N", help="Processes of the pool; else what the machine has."
)
SCHEDULER = typer.Option(None, "--scheduler", metavar="ADDRESS", help="Scheduler for --executor dask.")


def _job_of(folders: list[str], options: Job) -> Job | None:
    """The job of the folders on the command line; None where there are none."""
    for folder in folders:
        if not os.path.isdir(folder):
            output.fail(f"{folder}: there is no such folder")
    if not folders:
        return None
    tops = [os.path.realpath(folder) for folder in folders]
    try:
        base = os.path.commonpath(tops)
    except ValueError:
        output.fail("folders of two drives have no folder in common: run a batch for each")
    return options._replace(base=base, folders=tuple(sorted({os.path.relpath(top, base) for top in tops})))


class How(NamedTuple):
    """The options of this file, as they were given."""

    store: str
    resume: bool
    fresh: bool
    merge: list[str]
    shard: str | None
    executor: str | None
    jobs: int | None
    scheduler: str | None
    again: str = ""


def compute(folders: list[str], options: Job, how: How, lang: str, *, quiet: bool) -> tuple[Job, Store, Ran]:
    """Run the batch: what was asked, the open store with all its rows, and what was done. Usage errors end the program.

    options  a job without folders
    """
    from carbonfoot.batch.asked import changed, recall, resumed
    from carbonfoot.batch.executors import ExecutorError
    from carbonfoot.batch.executors.choose import choose, shard_of
    from carbonfoot.batch.run import run
    from carbonfoot.batch.store import StoreError

    if how.resume and how.fresh:
        output.fail("--resume goes on with what is stored, and --fresh forgets it: choose one")
    given = _job_of(folders, options)
    if given is None and not how.resume:
        output.fail("name a FOLDER; `carbonfoot batch --resume` goes on with the batch of the store")
    store: Store | None = None
    merged: list[Store] = []
    try:
        chosen = choose(how.executor, how.jobs, how.scheduler)
        shard = shard_of(how.shard)
        store = _opened(how)
        if how.resume or given is None:
            job, shard = resumed(store, given, options, shard)
        else:
            job, told = given, changed(recall(store), given, shard)
            if told:
                said = "; ".join(told)
                output.talk(
                    f"{store.path}: asked otherwise than before ({said}); what that changes is computed again"
                )
        merged = _others(how.merge, how.store)
        with _progress(lang, quiet=quiet) as say:
            ran = run(job, store, chosen.execute, say, shard, chosen.size, merged)
    except (StoreError, ExecutorError) as error:
        _close([store])
        output.fail(str(error))
    except KeyboardInterrupt:
        stopped(store, how.store, how.again)
    except BaseException:
        _close([store])
        raise
    finally:
        _close(merged)
    return job, store, ran


def _opened(how: How) -> Store:
    from carbonfoot.batch.store import Store

    store = Store(how.store, new=not how.resume)
    if how.fresh:
        store.forget()
    return store


def _others(paths: list[str], store: str) -> list[Store]:
    """Stores to merge, for reading. Raises `StoreError`."""
    from carbonfoot.batch.store import Store, StoreError

    made: list[Store] = []
    try:
        for path in paths:
            if os.path.exists(path) and os.path.exists(store) and os.path.samefile(path, store):
                raise StoreError(f"--merge {path}: this is the store itself")
            made.append(Store(path, reads=True))
    except StoreError:
        _close(made)
        raise
    return made


def _close(stores: Sequence[Store | None]) -> None:
    for one in stores:
        if one is not None:
            one.close()


def _progress(lang: str, *, quiet: bool) -> Silent:
    """What is said while it runs."""
    from carbonfoot.batch.progress import progress as made

    return made(
        sys.stderr,
        output.width(),
        lang,
        quiet=quiet,
        colour=output.colour(sys.stderr),
        ascii_only=output.ascii_only(),
        dumb=os.environ.get("TERM") == "dumb",
    )


def stopped(store: Store | None, path: str, again: str = "") -> NoReturn:
    """Ctrl-C: what is there stays, and how to go on."""
    from shlex import quote

    from carbonfoot.batch.asked import recall
    from carbonfoot.batch.store import StoreError

    kept, asked = 0, False
    with suppress(StoreError):
        kept, asked = (0, False) if store is None else (len(store.keys()), recall(store) is not None)
    _close([store])
    if not asked:  # while documents were looked for
        output.talk("stopped: nothing was computed yet; run the same line again")
        raise SystemExit(130)
    named = "" if path == STORE_FILE else f" --store {quote(path)}"
    output.talk(
        f"stopped: {kept:,} documents are stored; go on with\n  carbonfoot batch --resume{named}{again}"
    )
    raise SystemExit(130)
