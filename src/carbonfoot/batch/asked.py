"""What a store was asked for: folders, options and shard, kept in it so that `--resume` needs to be told nothing."""

from __future__ import annotations

import json
import os

from carbonfoot.batch.model import Job
from carbonfoot.batch.store import Store, StoreError

Shard = tuple[int, int] | None

_KEY = "job"


def remember(store: Store, job: Job, shard: Shard) -> None:
    """Keep what is asked now."""
    store.tell(_KEY, json.dumps([job._asdict(), shard]))


def recall(store: Store) -> tuple[Job, Shard] | None:
    """What was asked last; None where a store is new. Raises `StoreError` where this version cannot read it."""
    kept = store.told(_KEY)
    if kept is None:
        return None
    try:
        asked, shard = json.loads(kept)
        job = Job(**{**asked, "folders": tuple(asked["folders"])})
        return job, None if shard is None else (shard[0], shard[1])
    except (ValueError, TypeError, KeyError, IndexError):
        raise StoreError(
            f"{store.path}: what was asked cannot be read; give the folders again, without --resume"
        ) from None


def resumed(store: Store, given: Job | None, options: Job, shard: Shard) -> tuple[Job, Shard]:
    """What a store was asked for. Raises `StoreError` where it was never asked, or for something else.

    given    the folders of the command line, if there are any
    options  the options of the command line; those that are not given have the value that they have without
    """
    before = recall(store)
    if before is None:
        raise StoreError(f"{store.path}: nothing to resume; run `carbonfoot batch FOLDER`")
    job, was = before
    if given is not None and (given.base, given.folders) != (job.base, job.folders):
        raise StoreError(f"{store.path}: this batch is of {places(job)}; give --resume without folders")
    for name, value in options._asdict().items():
        if name in ("base", "folders") or value in (Job._field_defaults.get(name), getattr(job, name)):
            continue
        said = _said(getattr(job, name))
        raise StoreError(
            f"{store.path}: this batch has {_option(name)} {said}, and {_said(value)} is asked; without --resume "
            "all that it changes is computed again"
        )
    if shard not in (None, was):
        raise StoreError(
            f"{store.path}: this batch is of {_shard(was)}, and --shard asks for {_shard(shard)}"
        )
    if not os.path.isdir(job.base):
        raise StoreError(f"{store.path}: the folder of this batch is not there: {job.base}")
    return job, was


def changed(before: tuple[Job, Shard] | None, job: Job, shard: Shard) -> list[str]:
    """What is asked otherwise than before, as words of options; empty for a new store."""
    if before is None:
        return []
    was, part = before
    told = [
        f"{_option(name)} {_said(old)} -> {_said(new)}"
        for (name, old), new in zip(was._asdict().items(), job, strict=True)
        if old != new and name not in ("base", "folders")
    ]
    if (was.base, was.folders) != (job.base, job.folders):
        told.insert(0, f"folders {places(was)} -> {places(job)}")
    if part != shard:
        told.append(f"--shard {_shard(part)} -> {_shard(shard)}")
    return told


def places(job: Job) -> str:
    """The folders of a batch, for people."""
    return ", ".join(os.path.normpath(os.path.join(job.base, one)) for one in job.folders)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _said(value: object) -> str:
    return {None: "not given", True: "on", False: "off"}.get(value, str(value))  # type: ignore[call-overload, no-any-return]


def _shard(shard: Shard) -> str:
    return "all" if shard is None else f"{shard[0]}/{shard[1]}"
