"""Packs of the user's own: folders like those of the library, each compiled into a file of its own and laid over it.

A pack is compiled once for each state of its files. Size, times and number of the files tell the state, so that a pack
of 200,000 records costs `calc` nothing; files that were changed a moment ago are hashed, since a second change may
leave no trace in their times.
"""

from __future__ import annotations

import os
import sys

from carbonfoot.factors.library import OWN_PACKS, SCHEMA, Library, LibraryError, compiled_hash
from carbonfoot.factors.pack import Problem, not_read, pack_files, pack_folders

MOST = 9
"""SQLite joins no more files at once."""

_NAME = 60
"""Characters of a pack's name in that of its compiled file: a name may be as long as a file name can be."""

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
    try:
        found, problems = _below(root)
    except OSError as error:
        raise OwnPackError([Problem(OWN_PACKS, "", "", unread(error))]) from None
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
            problems.append(Problem(name, "", "", f"two packs have this name; one is {_seen(path, root)}"))
    if len(unique) > MOST:
        problems.append(
            Problem("", "", "", f"{len(unique)} packs of your own; at most {MOST} can be laid over")
        )
    if problems:
        raise OwnPackError(problems)
    return unique


def _below(root: str) -> tuple[list[str], list[Problem]]:
    """The packs in `packs/` of a root; problems for links that lead out of it, and for what only looks like a pack."""
    own = os.path.join(root, OWN_PACKS)
    found: list[str] = []
    problems: list[Problem] = []
    if not os.path.isdir(own):
        return found, problems
    packs = pack_folders(own)
    for name in sorted(os.listdir(own)):
        folder = os.path.join(own, name)
        if name[0] in "._" or not os.path.isdir(folder):
            continue
        if not _inside(folder, root):
            said = (
                "a link that leads out of the project; name the folder under factors.packs of carbonfoot.toml"
            )
            problems.append(Problem(name, "", "", said))
        elif name in packs:
            found.append(folder)
        elif pack_folders(folder):
            said = "a folder of packs; name it under factors.packs of carbonfoot.toml"
            problems.append(Problem(name, "", "", said))
        else:
            problems += not_read(folder)
    return found, problems


def _inside(path: str, folder: str) -> bool:
    """Whether a path is below a folder, with all links followed."""
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def _seen(path: str, root: str) -> str:
    """A path as it is seen from the root, where there is a way."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # another drive
        return path


def unread(error: OSError) -> str:
    """Why a file could not be read, in the words of the system."""
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


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
    return f"pack-{os.path.basename(folder)[:_NAME]}-{digest}.sqlite3", newest


def _copy(file: str, path: str) -> None:
    """Copy a compiled pack, which nobody else may read, whole or not at all."""
    import shutil
    import tempfile

    handle, part = tempfile.mkstemp(
        prefix=f"{os.path.basename(path)}-", suffix=".tmp", dir=os.path.dirname(path)
    )
    os.close(handle)
    try:
        shutil.copyfile(file, part)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise


def _make(folder: str, file: str, library: Library) -> None:
    from carbonfoot.factors.compile_own import compile_own

    compile_own(folder, file, library)


def _state(folder: str) -> tuple[str, int]:
    """What tells one state of a pack's files from another, and the newest change."""
    pack = os.path.basename(folder)
    try:
        # Every name counts: a file that is added and not read may be a problem.
        names = sorted(name for name in os.listdir(folder) if name[0] not in "._")
        parts, newest = [os.path.realpath(folder), *names], 0
        for file in pack_files(folder):
            path = os.path.join(folder, file)
            if not _inside(path, folder):
                raise OwnPackError([Problem(pack, file, "", "a link to a file outside of the pack")])
            state = os.stat(path)
            parts.append(f"{file} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}")
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
    except OSError as error:
        raise OwnPackError([Problem(pack, "", "", unread(error))]) from None
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
