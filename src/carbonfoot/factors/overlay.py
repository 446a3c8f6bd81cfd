"""Packs of the user's own: folders like those of the library, each compiled into a file of its own and laid over it.

A pack is compiled once for each state of its files. Size, times and number of the files tell the state, so that a pack
of 200,000 records costs `calc` nothing; files that were changed a moment ago are hashed, since a second change may
leave no trace in their times.
"""

from __future__ import annotations

import os
import sys

from carbonfoot.factors.library import OWN_PACKS, SCHEMA, Library, LibraryError, compiled_hash
from carbonfoot.factors.pack import Problem, pack_files, pack_folders

MOST = 9
"""SQLite joins no more files at once."""

_SETTLED_NS = 2_000_000_000
"""Coarsest step of file times in use (FAT); changes further apart leave a trace."""


class OwnPackError(LibraryError):
    """Own packs that cannot be used; `problems` lists every reason, with pack, row and column."""

    def __init__(self, problems: list[Problem], folders: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.folders = {os.path.basename(folder): folder for folder in folders}


def project_packs(root: str, configured: tuple[str, ...] = ()) -> list[str]:
    """Folders of the packs of a project: those below `packs/` of its root, and those its `carbonfoot.toml` names.

    A configured path is a pack, or a folder of packs; it is relative to the root. Raises OwnPackError where it is
    neither, and where two packs have one name.
    """
    found: list[str] = []
    problems: list[Problem] = []
    own = os.path.join(root, OWN_PACKS)
    if os.path.isdir(own):
        found += [os.path.join(own, name) for name in pack_folders(own)]
    for text in configured:
        path = os.path.join(root, os.path.expanduser(text))
        if os.path.isfile(os.path.join(path, "pack.yaml")):
            found.append(path)
        elif os.path.isdir(path) and pack_folders(path):
            found += [os.path.join(path, name) for name in pack_folders(path)]
        else:
            problems.append(Problem(text, "", "", "neither a pack nor a folder of packs (carbonfoot.toml)"))
    unique = list(dict.fromkeys(os.path.realpath(path) for path in found))
    names = [os.path.basename(path) for path in unique]
    for path, name in zip(unique, names, strict=True):
        if names.count(name) > 1:
            problems.append(Problem(name, "", "", f"two packs have this name; one is {path}"))
    if len(unique) > MOST:
        problems.append(
            Problem("", "", "", f"{len(unique)} packs of your own; at most {MOST} can be laid over")
        )
    if problems:
        raise OwnPackError(problems)
    return unique


def lay_over(library: Library, folders: list[str]) -> None:
    """Attach the packs to the library, compiling those that changed. Raises OwnPackError with all problems."""
    problems: list[Problem] = []
    for folder in folders:
        try:
            library.attach(compiled(folder, library))
        except OwnPackError as error:
            problems += error.problems
    if problems:
        raise OwnPackError(problems, tuple(folders))


def compiled(folder: str, library: Library) -> str:
    """Path of the compiled file of one pack, made if need be. Raises OwnPackError, LibraryError."""
    from carbonfoot.factors.cache import kept

    name, newest = _name(folder, library)
    path = kept(
        name,
        lambda file: _still_good(file, folder, newest),
        lambda file: _make(folder, file, library),
    )
    if not path:
        raise LibraryError("no folder to keep a compiled pack in; set CARBONFOOT_CACHE to one")
    return path


def keep(folder: str, library: Library, file: str) -> None:
    """Keep a file that was compiled from a copy of the pack, so that the next command need not compile it again."""
    from carbonfoot.factors.cache import kept
    from carbonfoot.factors.compile import pack_hash

    if compiled_hash(file) == pack_hash(folder):
        name, _ = _name(folder, library)
        kept(name, lambda _: False, lambda path: _copy(file, path))


def _name(folder: str, library: Library) -> tuple[str, int]:
    """The name of the compiled file of a pack in its present state, and the newest change of its files."""
    state, newest = _state(folder)
    digest = _digest(f"{SCHEMA} {library.hash} {state}")
    return f"pack-{os.path.basename(folder)}-{digest}.sqlite3", newest


def _copy(file: str, path: str) -> None:
    import shutil

    part = f"{path}-{os.getpid()}.tmp"
    shutil.copyfile(file, part)
    os.chmod(part, 0o600)
    os.replace(part, path)


def _make(folder: str, file: str, library: Library) -> None:
    from carbonfoot.factors.compile_own import compile_own

    compile_own(folder, file, library)


def _state(folder: str) -> tuple[str, int]:
    """What tells one state of a pack's files from another, and the newest change."""
    parts, newest = [os.path.realpath(folder)], 0
    try:
        for file in pack_files(folder):
            state = os.stat(os.path.join(folder, file))
            parts.append(f"{file} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}")
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
    except OSError as error:
        raise OwnPackError(
            [Problem(os.path.basename(folder), "", "", f"cannot be read: {error.strerror}")]
        ) from None
    return "\n".join(parts), newest


def _still_good(file: str, folder: str, newest: int) -> bool:
    """Whether a compiled file is whole, and stands for the files as they are now."""
    content = compiled_hash(file)
    if not content or os.stat(file).st_mtime_ns - newest > _SETTLED_NS:
        return bool(content)
    from carbonfoot.factors.compile import pack_hash

    if pack_hash(folder) != content:
        return False
    _touch(file)
    return True


def _touch(file: str) -> None:
    """Hashed and found equal: from now on the times of the files tell of every change."""
    if sys.platform != "win32" and os.access(file, os.W_OK):
        os.utime(file)


def _digest(text: str) -> str:
    from hashlib import blake2b

    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
