"""How a batch is run: options for executor, shard, store and resuming, and what they mean together."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import typer

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.batch.asked import Shard
    from carbonfoot.batch.model import Job
    from carbonfoot.batch.progress import Silent
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


def job_of(folders: list[str], options: Job) -> Job | None:
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


def opened(path: str, *, resume: bool, fresh: bool) -> Store:
    """The store; a usage error where it cannot be used."""
    from carbonfoot.batch.store import Store, StoreError

    if resume and fresh:
        output.fail("--resume goes on with what is stored, and --fresh forgets it: choose one")
    try:
        store = Store(path, new=not resume)
        if fresh:
            store.forget()
    except StoreError as error:
        output.fail(str(error))
    return store


def asked(store: Store, given: Job | None, options: Job, shard: Shard, *, resume: bool) -> tuple[Job, Shard]:
    """What to compute: the folders given, or with `--resume` what the store was asked for."""
    from carbonfoot.batch.asked import changed, recall, resumed

    if resume:
        return resumed(store, given, options, shard)
    if given is None:
        output.fail(
            "Missing argument 'FOLDER...'; `carbonfoot batch --resume` goes on with the batch of the store"
        )
    told = changed(recall(store), given, shard)
    if told:
        output.talk(
            f"{store.path}: asked otherwise than before ({'; '.join(told)}); what it changes is computed again"
        )
    return given, shard


def others(paths: list[str], store: str) -> list[Store]:
    """Stores to merge, for reading. Raises `StoreError`."""
    from carbonfoot.batch.store import Store, StoreError

    made: list[Store] = []
    try:
        for path in paths:
            if os.path.exists(path) and os.path.exists(store) and os.path.samefile(path, store):
                raise StoreError(f"--merge {path}: this is the store itself")
            made.append(Store(path, reads=True))
    except StoreError:
        close(made)
        raise
    return made


def close(stores: list[Store]) -> None:
    """Close stores."""
    for one in stores:
        one.close()


def progress(lang: str, *, quiet: bool) -> Silent:
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


def stopped(store: Store, path: str) -> NoReturn:
    """Ctrl-C: what is there stays, and how to go on."""
    try:
        kept = len(store.keys())
    finally:
        store.close()
    named = "" if path == STORE_FILE else f" --store {path}"
    output.talk(f"stopped: {kept:,} documents are kept; go on with\n  carbonfoot batch --resume{named}")
    raise SystemExit(130)
