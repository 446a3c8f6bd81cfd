"""Which declarations of a folder are replaced by others of the same folder, as the others say (`precedingPfIds`)."""

from __future__ import annotations

import os
import re

from carbonfoot.documents.received.model import Received
from carbonfoot.documents.received.read import read_declarations

MAX_FILES = 2000
"""Files of one folder that are looked into, in the order of their names."""

MAX_BYTES = 1_000_000
"""A list of a thousand declarations is larger; what such a file replaces is for `carbonfoot declare --inbox`."""

_PRECEDING = rb'"precedingPfIds"\s*:\s*\[([^\]]*)\]'
_IDS = rb'"([^"]*)"'


class Folders:
    """What replaces what in each folder: every file is looked into once, and read only where it is needed."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, list[str]]] = {}
        self._newer: dict[tuple[str, str], tuple[str, Received] | None] = {}

    def newer(self, target: str, one: Received) -> tuple[str, Received] | None:
        """The file and the declaration that says it replaces this one; None without any."""
        key = (os.path.dirname(target), one.id.lower())
        if key not in self._newer:
            self._newer[key] = self._look(*key)
        return self._newer[key]

    def _look(self, folder: str, id: str) -> tuple[str, Received] | None:
        if folder not in self._known:
            self._known[folder] = _replaced(folder)
        for file in self._known[folder].get(id, ()):
            for other in read_declarations(file).declarations:
                names = {preceding.lower() for preceding in other.preceding}
                if id in names and other.id.lower() != id:
                    return file, other
        return None


def _replaced(folder: str) -> dict[str, list[str]]:
    """Ids in small letters, and the files that name them as replaced."""
    found: dict[str, list[str]] = {}
    try:
        names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))
    except OSError:
        return found
    for name in names[:MAX_FILES]:
        file = os.path.join(folder, name)
        for lists in re.findall(_PRECEDING, _bytes(file)):
            for id in re.findall(_IDS, lists):
                files = found.setdefault(id.decode("ascii", "replace").lower(), [])
                if file not in files:
                    files.append(file)
    return found


def _bytes(file: str) -> bytes:
    """What stands in a regular file of the folder itself; nothing where it is too large or cannot be read."""
    try:
        if os.path.islink(file) or not os.path.isfile(file) or os.path.getsize(file) > MAX_BYTES:
            return b""
        with open(file, "rb") as stream:
            return stream.read(MAX_BYTES)
    except OSError:
        return b""
