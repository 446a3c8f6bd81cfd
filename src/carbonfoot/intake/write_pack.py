"""A pack of the project's own on its way into the project: put together aside, judged, then moved in whole."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from carbonfoot.factors.compile_own import compile_own
from carbonfoot.factors.layout import PACK_KEYS, RECORD_COLUMNS
from carbonfoot.factors.library import Library
from carbonfoot.factors.overlay import OwnPackError, keep
from carbonfoot.factors.pack import Problem, pack_files, read_keys

RECORDS = "records.csv"
KEYS_FILE = "pack.yaml"


class Stage:
    """A copy of a pack among the temporary files; the project is untouched until `commit`.

    target    where the pack stands, or will stand
    folder    the copy
    compiled  its compiled file, once it was judged and is good
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self.name = os.path.basename(target)
        self._temporary = tempfile.TemporaryDirectory(prefix="carbonfoot-")
        self.folder = os.path.join(self._temporary.name, self.name)
        self.compiled = os.path.join(self._temporary.name, "compiled.sqlite3")
        os.mkdir(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._temporary.cleanup()

    def path(self, file: str) -> str:
        """A file of the copy."""
        return os.path.join(self.folder, file)

    def take_over(self, without: tuple[str, ...] = ()) -> None:
        """Copy the files that the pack has already."""
        for file in files_of(self.target):
            if file not in without:
                shutil.copyfile(os.path.join(self.target, file), self.path(file))

    def judge(self, library: Library) -> list[Problem]:
        """Everything wrong with the pack as it stands in the copy."""
        try:
            compile_own(self.folder, self.compiled, library)
        except OwnPackError as error:
            return error.problems
        return []

    def commit(self, library: Library) -> None:
        """Put the judged copy in the place of the pack. Raises OSError; then the pack is as it was."""
        if os.path.isdir(self.target):
            self._replace_files()
        else:
            above = os.path.dirname(self.target)
            os.makedirs(above, exist_ok=True)
            beside = os.path.join(above, f".{self.name}-{os.getpid()}.part")
            try:
                shutil.copytree(self.folder, beside)
                os.rename(beside, self.target)
            except BaseException:
                shutil.rmtree(beside, ignore_errors=True)
                raise
        keep(self.target, library, self.compiled)

    def _replace_files(self) -> None:
        """Copy first, rename afterwards: a full disk leaves everything as it was."""
        ready: list[tuple[str, str]] = []
        try:
            for file in files_of(self.folder):
                new, old = self.path(file), os.path.join(self.target, file)
                if not os.path.exists(old) or not _same_bytes(new, old):
                    part = os.path.join(self.target, f".{file}-{os.getpid()}.part")
                    ready.append((part, old))
                    shutil.copyfile(new, part)
            for part, old in ready:
                os.replace(part, old)
        finally:
            for part, _ in ready:
                if os.path.exists(part):
                    os.unlink(part)


def files_of(folder: str) -> list[str]:
    """Names of the files that make a pack; none where there is no folder."""
    return pack_files(folder) if os.path.isdir(folder) else []


def keys_of(folder: str) -> dict[str, str]:
    """Keys of the `pack.yaml` of a folder; none where there is none. Raises PackError."""
    path = os.path.join(folder, KEYS_FILE)
    return read_keys(path) if os.path.isfile(path) else {}


def pack_yaml(keys: Mapping[str, str], *, more: tuple[str, ...] = ("override",)) -> str:
    """The text of a `pack.yaml`, every value in quotes; `more` are keys that are left out where they say nothing."""
    lines = [f"{key}: {_quoted(keys.get(key, ''))}\n" for key in PACK_KEYS]
    lines += [f"{key}: {_quoted(keys[key])}\n" for key in more if keys.get(key)]
    return "".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write_text(path: str, text: str) -> None:
    """A small file in UTF-8 with line feeds."""
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def append_record(path: str, cells: Mapping[str, str]) -> int:
    """Write a record behind those of a file, with the header if it is the first; the line it stands on."""
    lines = 0
    ends = True
    if os.path.exists(path):
        with open(path, "rb") as stream:
            for line in stream:
                lines += 1
                ends = line.endswith(b"\n")
    with open(path, "a", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        if not ends:
            out.write("\n")
        if not lines:
            writer.writerow(RECORD_COLUMNS)
            lines = 1
        writer.writerow([cells.get(column, "") for column in RECORD_COLUMNS])
    return lines + 1


def _same_bytes(one: str, other: str) -> bool:
    import filecmp

    return filecmp.cmp(one, other, shallow=False)
