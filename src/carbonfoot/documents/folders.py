"""Folders of one run, each asked about once: where its files really are, how they are shown, what they refer to.

Nothing here decides anything of its own: what is not plain goes to `roots` and `sources`, and gives the same answer.
"""

from __future__ import annotations

import os
import re
import sys
from stat import S_ISREG

from carbonfoot.documents.roots import resolve_reference
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding

_PLAIN = r"(?:\.\./)*(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?/)*[a-z0-9_][a-z0-9_.-]*[a-z0-9_-]"
_DEVICES = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])[./]")
_SAME_EVERYWHERE = sys.platform not in ("win32", "darwin")  # others find a file under other spellings too


class Folders:
    """What is known of folders; made for one run, in which files do not move."""

    __slots__ = ("_plain", "_real", "_shown")

    def __init__(self) -> None:
        self._real: dict[str, bool] = {}
        self._shown: dict[str, str] = {}
        self._plain = re.compile(_PLAIN)

    def shown(self, file: str) -> str:
        """`display_path` of a file by its real path."""
        folder, _, name = file.rpartition(os.sep)
        if folder not in self._shown:
            self._shown[folder] = display_path(os.path.join(folder or os.sep, "x"))[:-1]
        return self._shown[folder] + name

    def is_real(self, folder: str) -> bool:
        """Whether no part of the path of a folder is a link."""
        known = self._real.get(folder)
        if known is None:
            known = self._real[folder] = os.path.realpath(folder) == folder
        return known

    def resolve(self, base_file: str, reference: str, root: str) -> tuple[str | None, Finding | None]:
        """`resolve_reference` from a file by its real path."""
        if _SAME_EVERYWHERE and self._plain.fullmatch(reference) and not _DEVICES.search(reference):
            target = os.path.normpath(f"{base_file.rpartition(os.sep)[0]}/{reference}")
            if target.startswith(f"{root}/") and self.is_real(target.rpartition(os.sep)[0]):
                try:
                    if S_ISREG(os.lstat(target).st_mode):
                        return target, None
                except OSError:
                    pass  # said below, in full
        return resolve_reference(base_file, reference, root)
