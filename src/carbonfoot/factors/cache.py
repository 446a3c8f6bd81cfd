"""Folders for compiled libraries: the user's cache, and one among the temporary files where that cannot be written."""

from __future__ import annotations

import os
from collections.abc import Callable

_KEEP_DAYS = 30


def kept(name: str, good: Callable[[str], bool], make: Callable[[str], None]) -> str:
    """Path of a compiled file: one that is there and `good`, else one that `make` writes; "" if no folder takes it.

    Errors of `make` other than OSError come through.
    """
    tried: list[str] = []
    for candidates in (_user_cache, _temporary_cache):
        for folder in candidates():
            path = os.path.join(folder, name)
            if os.path.isfile(path) and good(path):
                return path
            tried.append(folder)
    for folder in tried:
        path = os.path.join(folder, name)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            make(path)
        except OSError:
            # Another process may hold the same library open where open files cannot be replaced.
            if os.path.isfile(path) and good(path):
                return path
            continue
        remove_old(folder, name)
        return path
    return ""


def _user_cache() -> list[str]:
    """The folder for cached libraries: `CARBONFOOT_CACHE`, else `carbonfoot` in the cache folder of the system."""
    import sys

    chosen = os.environ.get("CARBONFOOT_CACHE", "")
    if chosen:
        return [os.path.abspath(chosen)]
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    # A relative folder, or a home that is not known, would put a cache wherever the command happens to run.
    return [os.path.join(base, "carbonfoot")] if os.path.isabs(base) else []


def _temporary_cache() -> list[str]:
    """Where the user's cache cannot be written: a folder of the user's own among the temporary files."""
    import tempfile

    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    folder = os.path.join(tempfile.gettempdir(), f"carbonfoot-{user}")
    # Others can write where temporary files lie: a folder of theirs could hold a library of their numbers.
    if hasattr(os, "getuid") and os.path.lexists(folder):
        state = os.lstat(folder)
        if os.path.islink(folder) or state.st_uid != os.getuid() or state.st_mode & 0o022:
            return []
    return [folder]


def remove_old(folder: str, name: str) -> None:
    """Remove libraries of other contents that were compiled long ago."""
    import time

    oldest = time.time() - _KEEP_DAYS * 86400
    for entry in os.scandir(folder):
        if entry.name.startswith(("library-", "pack-")) and entry.name != name:
            try:
                if entry.stat().st_mtime < oldest:
                    os.unlink(entry.path)
            except OSError:
                continue
