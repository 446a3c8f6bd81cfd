"""Which part documents files and folders of a command line mean, and under which project root each stands."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from stat import S_ISREG
from typing import NamedTuple

from carbonfoot.documents.budgets import FILE
from carbonfoot.documents.budgets import KIND as BUDGETS
from carbonfoot.documents.encoding import decode
from carbonfoot.documents.folders import Folders
from carbonfoot.documents.load import Read
from carbonfoot.documents.part import KIND
from carbonfoot.documents.reading import INSTALLATION
from carbonfoot.documents.roots import ROOT_FILE, find_root, reason
from carbonfoot.documents.sources import display_path, read_text_file
from carbonfoot.findings.finding import Finding

SITE = "site/1"
OF_PROGRAMMES = ("programme/1", "technology/1")

ENDINGS = (".yaml", ".yml")
SKIPPED = frozenset(["node_modules", "__pycache__", "venv", "site-packages"])
"""Folders that hold programs, not documents; those that begin with a point are passed over as well."""

MARKS = ("pyvenv.cfg", "pack.yaml")
"""A folder with one of these is a Python environment or a factor pack, and holds no part documents."""

SHOWN = 5
"""Names of files that one note lists."""

_KIND = re.compile(r"""^(?:\{\s*)?["']?carbonfoot["']?[ \t]*:[ \t]*["']?([^\s"',}#]*)""", re.MULTILINE)
_INSIDE = re.compile(r"""[{,]\s*["']?carbonfoot["']?\s*:\s*["']?([^\s"',}#]*)""")


class Gathered(NamedTuple):
    """What was found.

    files     part documents (real paths) of every project root, both sorted
    texts     what was read on the way
    folders   what is known of the folders
    findings  what was passed over, and why
    installations  documents of the border adjustment (real paths, sorted), which are no products
    """

    files: dict[str, list[str]]
    texts: Read
    findings: list[Finding]
    folders: Folders
    installations: tuple[str, ...] = ()


class _Found(NamedTuple):
    """A file: as it was found, and the project root it stands under."""

    name: str
    root: str


def gather(arguments: Sequence[str], *, skip_others: bool = False) -> Gathered:
    """The part documents that the arguments mean, the same for every order of them. Links to folders are not followed.

    A file that is named itself is taken whatever stands in it; of a folder those that say `carbonfoot: part/...`, or
    that cannot be read. The root of a document is the nearest folder with a `carbonfoot.toml`, else the folder that
    was given, else that of the file.

    skip_others  files that are named are taken as those of folders, and nothing is said of those that are passed over, nor
                 where none is left
    """
    findings: list[Finding] = []
    named: dict[str, _Found] = {}
    listed: dict[str, _Found] = {}
    folders = Folders()
    for argument in arguments:
        if not os.path.isdir(argument):
            name = os.path.abspath(argument)
            _keep(named, _Found(name, find_root(os.path.dirname(name))), os.path.realpath(name))
            continue
        top = os.path.realpath(argument)
        roots: dict[str, str] = {}
        for file, is_link in walk(top, findings):
            folder = os.path.dirname(file)
            if folder not in roots:
                nearest = find_root(folder)
                roots[folder] = nearest if os.path.isfile(os.path.join(nearest, ROOT_FILE)) else top
            _keep(listed, _Found(file, roots[folder]), os.path.realpath(file) if is_link else file)
    texts: Read = {}
    unmarked: list[str] = []
    files: dict[str, set[str]] = {}
    installations: set[str] = set()
    for real, found in named.items():
        given = listed.pop(real, found)
        if _is_installation(real, folders.shown(real), texts):
            installations.add(real)
            continue
        if skip_others and _is_other(real, texts):
            continue
        files.setdefault(min(found.root, given.root, key=len), set()).add(real)
    for real, found in sorted(listed.items()):
        kind = _kind_in_folder(real, folders.shown(real), texts, unmarked, findings)
        if kind == INSTALLATION:
            installations.add(real)
        elif kind == KIND:
            files.setdefault(found.root, set()).add(real)
        elif kind == BUDGETS and (os.path.dirname(real), os.path.basename(real)) != (found.root, FILE):
            shown = folders.shown(real)
            message = f"`{shown}` is `{BUDGETS}` and was passed over"
            help = f"budgets are read from `{FILE}` in the top folder of a project, or with `check --budgets`"
            findings.append(Finding("CF480", message, shown, ("carbonfoot",), help=help))
    if unmarked:
        names = ", ".join(f"`{name}`" for name in sorted(unmarked)[:SHOWN])
        names += f" and {len(unmarked) - SHOWN} more" if len(unmarked) > SHOWN else ""
        count = "1 YAML file has" if len(unmarked) == 1 else f"{len(unmarked)} YAML files have"
        message = f"{count} no `carbonfoot:` line and {'was' if len(unmarked) == 1 else 'were'} passed over: {names}"
        findings.append(Finding("CF480", message, help=f"a part document starts with `carbonfoot: {KIND}`"))
    only_files = not any(map(os.path.isdir, arguments))
    if not files and not installations and not (skip_others and only_files):
        shown = ", ".join(sorted({f"`{display_path(argument)}`" for argument in arguments}))
        help = f"a part document is a YAML file that starts with `carbonfoot: {KIND}`"
        findings.append(Finding("CF481", f"there is no part document in {shown}", help=help))
    chosen = {root: sorted(files[root]) for root in sorted(files)}
    return Gathered(chosen, texts, findings, folders, tuple(sorted(installations)))


def _keep(found: dict[str, _Found], one: _Found, real: str) -> None:
    """One entry a file, however often and by whatever names it is given; of two roots the outer one."""
    known = found.get(real)
    if known is None or (len(one.root), one) < (len(known.root), known):
        found[real] = one


def walk(
    top: str, findings: list[Finding], doubt: Callable[[os.DirEntry[str]], Finding | None] | None = None
) -> Iterator[tuple[str, bool]]:
    """Every YAML file below a folder, and whether it is a link; nothing recurses with the depth of the folders.

    doubt  what is to be said of a file that is named otherwise
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            shown = display_path(folder)
            help = "check its permissions, or name the documents themselves"
            findings.append(Finding("CF001", f"`{shown}` cannot be read: {reason(error)}", shown, help=help))
            continue
        if folder != top and any(entry.name in MARKS for entry in listed):
            continue
        for entry in listed:
            name = entry.name
            is_yaml = name.lower().endswith(ENDINGS)
            if name.startswith("."):
                continue
            if not is_yaml and entry.is_file(follow_symlinks=False):
                said = None if doubt is None else doubt(entry)
                findings += [] if said is None else [said]
                continue
            if entry.is_dir(follow_symlinks=False):
                if name not in SKIPPED:
                    waiting.append(entry.path)
            elif entry.is_symlink() and os.path.isdir(entry.path):
                findings.append(_not_followed(entry.path))
            elif is_yaml:
                yield entry.path, entry.is_symlink()


def is_walked(top: str, file: str) -> bool:
    """Whether `walk` of a folder comes to a file below it, both real paths: not behind a point, nor among programs."""
    if not file.startswith(top.rstrip(os.sep) + os.sep):
        return False
    *folders, name = os.path.relpath(file, top).split(os.sep)
    if name.startswith(".") or not name.lower().endswith(ENDINGS):
        return False
    folder = top
    for one in folders:
        folder = os.path.join(folder, one)
        if one.startswith(".") or one in SKIPPED or any(os.path.exists(f"{folder}/{mark}") for mark in MARKS):
            return False
    return True


def _not_followed(path: str) -> Finding:
    shown = display_path(os.path.dirname(path)) + "/" + os.path.basename(path)
    help = "name the folder it leads to, if its documents are meant"
    return Finding("CF480", f"`{shown}` is a link to a folder and was not followed", help=help)


def _kind_in_folder(
    file: str, shown: str, texts: Read, unmarked: list[str], findings: list[Finding]
) -> str | None:
    """`part/1` for a YAML file of a folder that is a part document or might be one: what cannot be read is never left out.

    `installation/` for one of the border adjustment, `budgets/1` for budgets; None for what is passed over.
    """
    texts[file] = text, _ = read_text_file(file, shown)
    if text is None:
        if _says_nothing(file):
            unmarked.append(shown)
            del texts[file]
            return None
        return KIND
    kind = kind_of(text)
    if kind is not None and kind.startswith("part"):
        return KIND
    del texts[file]
    if kind is None:
        unmarked.append(shown)
        return None
    if kind.startswith(INSTALLATION):
        return INSTALLATION
    if kind == SITE or kind in OF_PROGRAMMES:
        return None  # read by the parts that are made there, and by `carbonfoot programme`
    if kind == BUDGETS:
        return BUDGETS
    known = kind in ("import-map/1", "bom-map/1")
    help = "" if known else f"a part document starts with `carbonfoot: {KIND}`"
    message = f"`{shown}` is `{kind}`, not a part document, and was passed over"
    grave = "" if known else "warning"
    findings.append(Finding("CF480", message, shown, ("carbonfoot",), help=help, severity=grave))
    return None


def _is_installation(file: str, shown: str, texts: Read) -> bool:
    """Whether a file that was named is a document of the border adjustment; any other text is kept."""
    read = read_text_file(file, shown)
    kind = None if read[0] is None else kind_of(read[0])
    if kind is not None and kind.startswith(INSTALLATION):
        return True
    texts[file] = read
    return False


def _is_other(file: str, texts: Read) -> bool:
    """Whether a file that was named and read is neither a part nor a site; what cannot be read might be one."""
    text = texts[file][0]
    if text is None:
        other = _says_nothing(file)
    else:
        kind = kind_of(text) or ""
        other = not kind.startswith(("part", SITE))
    if other:
        del texts[file]
    return other


def kind_in_folder(file: str) -> tuple[bytes, bool, str]:
    """The bytes of a YAML file of a folder, whether it is a part document or might be one, and its kind; "" without any.

    What cannot be read might be one: it is never left out.
    """
    try:
        if not S_ISREG(os.stat(file).st_mode):
            return b"", True, ""
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError:
        return b"", True, ""
    if b"carbonfoot" not in (data if b"\0" not in data else data.replace(b"\0", b"")):
        return data, False, ""
    text, _ = decode(data, "")
    kind = "" if text is None else kind_of(text)
    if kind is None:
        return data, False, ""
    return data, text is None or kind.startswith("part"), kind


def kind_of(text: str) -> str | None:
    """What the `carbonfoot:` line of a YAML text says; None where there is none."""
    text = text.removeprefix("\ufeff")
    match = _KIND.search(text) or (_INSIDE.search(text) if text.lstrip().startswith("{") else None)
    return None if match is None else match[1]


def _says_nothing(file: str) -> bool:
    """Whether a file that is no text, or too large, does not speak of carbonfoot at its beginning."""
    try:
        if not S_ISREG(os.stat(file).st_mode):
            return False
        with open(file, "rb") as stream:
            head = stream.read(65536)
    except OSError:
        return False
    return b"carbonfoot" not in head.replace(b"\0", b"")
