"""A commit of the project's own repository as files in a temporary folder; nothing of the repository is run.

Blobs are read one by one and written as they are stored: no hooks, filters, attributes, text conversions, and nothing
is fetched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, NamedTuple, NoReturn

from carbonfoot.documents.roots import ROOT_FILE

PREFIX = "git:"
SINCE = "..."
"""Behind a ref: the commit where this branch left it."""

LARGEST = 50_000_000
"""Bytes of a file that is taken along; no document or table is as large."""

_SAFE = (
    *("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"),
    *("-c", "safe.bareRepository=explicit"),
)
_DROPPED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_EXTERNAL_DIFF")
_SET = {
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone does not ask its remote
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_POINTER = b"version https://git-lfs.github.com/spec/"
_LINK, _MODULE, _FOLDER = "120000", "160000", "040000"


class HistoryError(Exception):
    """The commit cannot be had; the message says why and what to do."""


class Tree(NamedTuple):
    """A commit as files.

    folder    the temporary folder that stands for the project root
    label     `git:main (1a2b3c4)`
    modules   submodules, whose files are not in the commit, by name below the root
    pointers  files whose content is kept elsewhere (Git LFS), as real paths
    remark    what a person should know; "" for nothing
    """

    folder: str
    label: str
    modules: tuple[str, ...]
    pointers: frozenset[str]
    remark: str


class _Entry(NamedTuple):
    mode: str
    blob: str
    size: int
    name: str


@contextmanager
def checked_out(root: str, ref: str) -> Iterator[Tree]:
    """The files below `root` as they were in a commit; the folder is gone afterwards. Raises `HistoryError`.

    ref  what git calls a commit; with `...` behind it, the commit where this branch left it
    """
    git = _Git(root)
    top = git.answer("rev-parse", "--show-toplevel")
    if top is None:
        raise HistoryError(f"`{root}` is in no git repository that can be read: {git.said}")
    top = os.path.realpath(top)
    commit = git.commit(ref)
    prefix = os.path.relpath(root, top).replace(os.sep, "/")
    prefix = "" if prefix == "." else f"{prefix}/"
    if prefix and not git.answer("ls-tree", "--full-tree", "-z", commit, prefix.rstrip("/")):
        raise HistoryError(f"`{prefix}` is not in {PREFIX}{ref}: there is nothing to compare with")
    folder = os.path.realpath(tempfile.mkdtemp(prefix="carbonfoot-former-"))
    asked_to_end = _ends_in_order()
    try:
        entries = git.entries(commit, prefix)
        pointers = git.write(entries, folder)
        if not os.path.lexists(os.path.join(folder, ROOT_FILE)):
            # The folder is the root, whatever stands above it on this machine.
            with open(os.path.join(folder, ROOT_FILE), "xb"):
                pass
        modules = tuple(one.name for one in entries if one.mode == _MODULE)
        yield Tree(folder, f"{PREFIX}{ref} ({commit[:7]})", modules, pointers, git.remark(ref, commit))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if asked_to_end is not None:
            signal.signal(signal.SIGTERM, asked_to_end)


def _ends_in_order() -> Any:
    """A pipeline that is cancelled sends SIGTERM, of which a program dies without tidying up; what held before."""
    if threading.current_thread() is not threading.main_thread():
        return None

    def end(_number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + signal.SIGTERM)

    return signal.signal(signal.SIGTERM, end)


class _Git:
    """The program, asked about the repository of one folder."""

    def __init__(self, root: str) -> None:
        found = shutil.which("git")
        if found is None:
            raise HistoryError("there is no program `git` here; `--against FOLDER` compares with files")
        self.command = [found, *_SAFE, "-C", root]
        self.environment = {key: value for key, value in os.environ.items() if key not in _DROPPED} | _SET
        self.said = ""

    def answer(self, *arguments: str) -> str | None:
        """What git says; None, with its words in `said`, where it fails."""
        done = subprocess.run(  # noqa: S603
            [*self.command, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        lines = done.stderr.decode("utf-8", "replace").strip().split("\n")
        self.said = lines[0].removeprefix("fatal: ")
        return None if done.returncode else done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def commit(self, ref: str) -> str:
        """The commit that a ref names, or where this branch left it."""
        name = ref.removesuffix(SINCE)
        found = self._named(name) if name and "\0" not in name else None
        shallow = self.answer("rev-parse", "--is-shallow-repository") == "true"
        if found is None:
            help = f"is `{name}` fetched? `git fetch origin {name.removeprefix('origin/')}`"
            help += "; this clone is shallow: fetch all of it (`fetch-depth: 0`)" if shallow else ""
            raise HistoryError(f"there is no commit `{name}` in this repository; {help}")
        if not ref.endswith(SINCE):
            return found
        base = self.answer("merge-base", found, "HEAD")
        if base is None and shallow:
            help = "`git fetch --unshallow`, or `fetch-depth: 0` where the clone is made"
            raise HistoryError(f"this clone is shallow and does not reach where HEAD left `{name}`; {help}")
        if base is None:
            raise HistoryError(
                f"HEAD and `{name}` have no common commit; {PREFIX}{name} compares with it as it is"
            )
        return base

    def _named(self, name: str) -> str | None:
        return self.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")

    def remark(self, ref: str, commit: str) -> str:
        """Whether the ref went on since this branch left it: its own changes then count with the other sign."""
        if ref.endswith(SINCE):
            return ""
        base = self.answer("merge-base", commit, "HEAD")
        if base == commit:
            return ""
        if base is None:
            return f"how this branch and {ref} are related is not known here; all that differs is counted"
        return f"{ref} has changes of its own, which count as undone; {PREFIX}{ref}{SINCE} leaves them out"

    def entries(self, commit: str, prefix: str) -> list[_Entry]:
        """Everything below a folder of a commit, by name below it."""
        listed = self.answer(
            "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *([prefix] if prefix else [])
        )
        if listed is None:
            raise HistoryError(f"git cannot list {commit[:7]}: {self.said}")
        found = []
        for row in filter(None, listed.split("\0")):
            about, _, name = row.partition("\t")
            mode, _, blob, size = about.split()
            below = name.removeprefix(prefix)
            found.append(_Entry(mode, blob, int(size) if size.isdecimal() else 0, below))
        return found

    def write(self, entries: list[_Entry], folder: str) -> frozenset[str]:
        """Files first, links last, so that nothing is written through a link; real paths of those kept elsewhere."""
        pointers = []
        with subprocess.Popen(  # noqa: S603
            [*self.command, "cat-file", "--batch"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101
            for entry in sorted(entries, key=lambda one: one.mode == _LINK):
                if entry.mode in (_MODULE, _FOLDER) or entry.size > LARGEST or not _plain(entry.name):
                    continue
                data = _blob(process.stdin, process.stdout, entry)
                path = os.path.join(folder, *entry.name.split("/"))
                os.makedirs(os.path.dirname(path), exist_ok=True)
                if entry.mode == _LINK:
                    _link(data, path)
                    continue
                with open(path, "xb") as stream:
                    stream.write(data)
                if data.startswith(_POINTER):
                    pointers.append(path)
            process.stdin.close()
        return frozenset(pointers)


def _plain(name: str) -> bool:
    """Whether a name stays inside the folder; git refuses others when it writes, and this is as careful."""
    steps = name.split("/")
    return not any(step in ("", ".", "..") or step.lower() == ".git" for step in steps) and (
        os.sep == "/" or not any(mark in name for mark in "\\:")
    )


def _blob(asked: IO[bytes], answers: IO[bytes], entry: _Entry) -> bytes:
    try:
        asked.write(entry.blob.encode() + b"\n")
        asked.flush()
        head = answers.readline().split()
    except OSError:
        head = []
    if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004  (object, type, size)
        raise HistoryError(f"`{entry.name}` is not in this clone; fetch all of it (no `--filter`)")
    data = answers.read(int(head[2]))
    answers.read(1)
    return data


def _link(data: bytes, path: str) -> None:
    """A link as it is; the reader of documents refuses one that leads out of the root."""
    try:
        os.symlink(os.fsdecode(data), path)
    except (OSError, ValueError):
        return  # where links are not to be had, a document that needs one is refused
