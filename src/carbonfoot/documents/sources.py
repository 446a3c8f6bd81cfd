"""The files that documents are read from."""

from __future__ import annotations

import os
from typing import Any

from carbonfoot.documents.encoding import decode
from carbonfoot.documents.roots import reason, regular_file_problem
from carbonfoot.documents.yaml_reader import read_yaml, too_large
from carbonfoot.findings.finding import Finding

MAX_BYTES = 5_000_000
MAX_STEPS_UP = 3
"""A file further up than this is shown by its whole path: more steps are no easier to follow."""


class Source:
    """A YAML file that has been read.

    file     absolute path
    display  the path as people see it: relative to the working folder if inside it, with forward slashes
    text     the text as it stands, without byte order mark, which places refer to
    data     dict, list or text; all scalars are text or None
    """

    __slots__ = ("data", "display", "file", "text")

    def __init__(self, file: str, display: str, text: str, data: Any) -> None:
        self.file = file
        self.display = display
        self.text = text
        self.data = data


def display_path(file: str) -> str:
    """The path of a file as findings show it: relative to the working folder wherever that is possible."""
    here = os.getcwd()
    path = os.path.join(here, file)
    shown = (
        _inside(here, path)
        or _inside(os.path.realpath(here), os.path.realpath(path))
        or _beside(os.path.realpath(here), os.path.realpath(path))
        or os.path.abspath(path)
    )
    return shown.replace(os.sep, "/")


def _beside(folder: str, path: str) -> str:
    """The path relative to a folder nearby, such as `../supplier/bolt.yaml`; "" when it lies far away."""
    try:
        shown = os.path.relpath(path, folder)
    except ValueError:  # another drive
        return ""
    return shown if shown.split(os.sep).count("..") <= MAX_STEPS_UP else ""


def _inside(folder: str, path: str) -> str:
    """The path relative to a folder it is below, else ""."""
    path = os.path.normpath(path)
    above = folder.rstrip(os.sep) + os.sep
    return path[len(above) :] if path.startswith(above) else ""


def read_source(
    file: str, display: str = "", read: tuple[str | None, list[Finding]] | None = None
) -> tuple[Source | None, list[Finding]]:
    """A YAML file as text and data; None with findings (CF001, CF003 to CF009) when it cannot be read to its end.

    A source may come with findings: those of severity error still refuse it. `read` is what `read_text_file` gave
    where the file was read already.
    """
    display = display or display_path(file)
    text, findings = read or read_text_file(file, display)
    if text is None:
        return None, findings
    data, more = read_yaml(text, display)
    findings = findings + more
    return (None if data is None else Source(os.path.abspath(file), display, text, data)), findings


def read_text_file(file: str, display: str = "") -> tuple[str | None, list[Finding]]:
    """The text of a file up to 5 MB, or findings (CF001, CF003, CF007). Only regular files are opened."""
    display = display or display_path(file)
    problem = regular_file_problem(file, display)
    if problem is not None:
        return None, [problem._replace(file=display)]
    try:
        size = os.stat(file).st_size
        if size > MAX_BYTES:
            return None, [too_large(display)]
        with open(file, "rb") as stream:
            data = stream.read(size + 1)  # room for what may be there, rather than for 5 MB
            if len(data) > size:
                data += stream.read(MAX_BYTES + 1 - len(data))
    except OSError as error:
        said = f"`{display}` cannot be read: {reason(error)}"
        return None, [Finding("CF001", said, display, help="check the permissions of the file")]
    if len(data) > MAX_BYTES:  # it grew since
        return None, [too_large(display)]
    return decode(data, display)


def text_for_excerpt(display: str) -> str | None:
    """The text of a file that could not be read as a source, with a mark for every byte that is no text; for carets."""
    if regular_file_problem(display, display) is not None or os.stat(display).st_size > MAX_BYTES:
        return None
    try:
        with open(display, "rb") as stream:
            data = stream.read(MAX_BYTES)
    except OSError:
        return None
    text, _ = decode(data, display)
    return text if text is not None else data.decode("utf-8", "replace").removeprefix("\ufeff")
