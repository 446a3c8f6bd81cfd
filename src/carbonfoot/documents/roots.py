"""The project root, and references from one document to another, which never lead out of it.

Documents come from suppliers and from pull requests. A reference is a relative path with forward slashes to a regular
file at or below the root, with no way round by a link, so that reading a document cannot read anything else on the
machine.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable

from carbonfoot.findings.finding import Finding

ROOT_FILE = "carbonfoot.toml"
LOCK_FILE = "carbonfoot.lock"
MAX_NAME_BYTES = 255
MAX_PATH_CHARACTERS = 4096
MAX_SHOWN = 80  # characters of a refused reference
MAX_LISTED = 5  # names of a folder
# Patterns are compiled when a reference is read: most documents have none.
_URL = r"(?i)[a-z][a-z0-9+.-]*://|(data|file|mailto|urn):"
_WINDOWS_DEVICE = r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)"
_WINDOWS_FORBIDDEN = '[<>:"|?*]'


def below(folder: str, file: str) -> str:
    """The path from a folder to a file, with forward slashes, both absolute; on every system the same."""
    start = folder.rstrip(os.sep) + os.sep
    if file.startswith(start) and f"{os.sep}." not in file and os.sep * 2 not in file:
        return file[len(start) :].replace(os.sep, "/")
    return os.path.relpath(file, folder).replace(os.sep, "/")


def find_root(file: str) -> str:
    """The folder that references of a document must stay inside, as a real path.

    The nearest folder at or above the file with a `carbonfoot.toml`, else the folder of the file itself. A folder may
    be given as well. A file that is a link belongs to the folder where the link stands.
    """
    start = os.path.realpath(file if os.path.isdir(file) else os.path.dirname(os.path.abspath(file)))
    folder = start
    while True:
        if os.path.isfile(os.path.join(folder, ROOT_FILE)):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return start
        folder = above


def resolve_reference(base_file: str, reference: str, root: str) -> tuple[str | None, Finding | None]:
    """The real path of the file that `reference` in `base_file` names, or a finding without file and path.

    CF002 for what could lead out of the root or is not the same name on every system, CF001 for what is not there or is
    not a regular file. A name that differs only in Unicode normalisation is found; one that differs in case is not,
    since it would be on some systems only.
    """
    root = os.path.realpath(root)
    folder = os.path.dirname(os.path.abspath(base_file))
    note = _root_note(os.path.realpath(folder), root)
    problem = _form_problem(reference, note)
    if problem is not None:
        return None, problem
    lexical = os.path.normpath(os.path.join(os.path.realpath(folder), reference))
    if not _inside(lexical, root):
        return None, _outside(reference, note, "")
    target = _existing(folder, reference)
    real = os.path.realpath(target)
    if not _inside(real, root):
        return None, _outside(reference, note, ", through a link")
    problem = regular_file_problem(real, reference)
    if problem is None and not _spelled_so(target):
        problem = _missing(target, reference)
    return (None, problem) if problem is not None else (real, None)


def leads_out(file: str, root: str) -> Finding | None:
    """CF002 for a document that was named itself and is a link to a file outside its root."""
    if _inside(os.path.realpath(file), os.path.realpath(root)):
        return None
    note = _root_note(os.path.dirname(os.path.abspath(file)), os.path.realpath(root))
    return _outside(os.path.basename(file), note, ", through a link")


def regular_file_problem(file: str, shown: str) -> Finding | None:
    """CF001 unless `file` is a regular file; `shown` is what the user wrote. Nothing is opened."""
    try:
        mode = os.stat(file).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return _missing(file, shown)
    except (OSError, ValueError) as error:
        said = f"`{shown}` cannot be read: {reason(error)}"
        return Finding("CF001", said, help="check the path and its permissions")
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        help = "name the file inside it: " + _listing(_names(file))
        return Finding("CF001", f"`{shown}` is a folder", help=help)
    return Finding("CF001", f"`{shown}` is a device or pipe, not a file", help="name a file")


def reason(error: Exception) -> str:
    """Why the system refused, in its words and without its numbers."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def nearest_files(name: str, names: Iterable[str]) -> list[str]:
    """At most three of `names` that look like `name`, best first; one that differs only in case is the only one."""
    from difflib import get_close_matches

    known = sorted(names)
    same = [other for other in known if other.casefold() == name.casefold()]
    return same[:1] or get_close_matches(name, known, n=3, cutoff=0.6)


def _form_problem(reference: str, note: str) -> Finding | None:
    """What is wrong with the text of a reference, before the file system is asked."""
    write = "write a relative path with forward slashes, such as `../supplier/bolt.yaml`"

    def refuse(why: str, help: str = write) -> Finding:
        shown = reference if len(reference) <= MAX_SHOWN else reference[:MAX_SHOWN] + "..."
        return Finding("CF002", f"`{shown}` {why}", help=help, notes=(note,))

    if not reference.strip():
        return refuse("names no file")
    if not reference.replace(" ", "").isprintable():
        return refuse("has a character that cannot be seen")
    if reference.startswith(("/", "~", "\\")) or re.match(r"[A-Za-z]:", reference):
        return refuse("is not relative to this document")
    if "\\" in reference:
        return refuse("has a backslash", f"write forward slashes: `{reference.replace(chr(92), '/')}`")
    if re.match(_URL, reference):
        return refuse("is a URL", "save the file inside the project and name it by its path")
    if reference.endswith(("/", "/.", "/..")) or reference in (".", ".."):
        return refuse("names a folder", "name the file inside it")
    parts = reference.split("/")
    if len(reference) > MAX_PATH_CHARACTERS or any(len(part.encode()) > MAX_NAME_BYTES for part in parts):
        return refuse("is longer than a path can be")
    for part in parts:
        if part in ("", ".", ".."):
            continue
        if re.match(_WINDOWS_DEVICE, part):
            return refuse(f"names `{part}`, which is a device on Windows", "give the file another name")
        if re.search(_WINDOWS_FORBIDDEN, part) or part != part.strip() or part.endswith("."):
            return refuse(f"names `{part}`, which cannot be a file on Windows", "give the file another name")
    return None


def _outside(reference: str, note: str, how: str) -> Finding:
    return Finding(
        "CF002",
        f"`{reference}` leads out of the project root{how}",
        help=f"move the file below the root, or put a `{ROOT_FILE}` into a folder above both files",
        notes=(note,),
    )


def _root_note(folder: str, root: str) -> str:
    """Where the root is, seen from the document: the same words on every machine."""
    if not os.path.isfile(os.path.join(root, ROOT_FILE)):
        return f"the project root is the folder of the document, since no `{ROOT_FILE}` stands there or above"
    if root == folder:
        return f"the project root is the folder of the document, where a `{ROOT_FILE}` stands"
    seen = os.path.relpath(root, folder).replace(os.sep, "/") if _inside(folder, root) else root
    return f"the project root is `{seen}` of the document, the nearest folder with a `{ROOT_FILE}`"


def _inside(path: str, root: str) -> bool:
    try:
        return os.path.commonpath((path, root)) == root
    except ValueError:  # another drive
        return False


def _existing(folder: str, reference: str) -> str:
    """The path of the reference as the file system spells it, where it differs only in Unicode normalisation."""
    path = os.path.join(folder, *reference.split("/"))
    if reference.isascii() or os.path.lexists(path):
        return path
    from carbonfoot.documents.yaml_reader import nfc

    path = folder
    for part in reference.split("/"):
        step = os.path.join(path, part)
        if part not in ("", ".", "..") and not os.path.lexists(step):
            same = [name for name in sorted(_names(path)) if nfc(name) == nfc(part)]
            step = os.path.join(path, same[0]) if same else step
        path = step
    return path


def _spelled_so(path: str, ignores_case: bool = sys.platform in ("win32", "darwin")) -> bool:
    """Whether a file has exactly this name, where the file system would also find it under another."""
    return not ignores_case or os.path.basename(path) in _names(os.path.dirname(path))


def _missing(file: str, shown: str) -> Finding:
    folder = os.path.dirname(os.path.abspath(file))
    names = _names(folder)
    near = nearest_files(os.path.basename(file), names)
    if near:
        help = f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    elif not os.path.isdir(folder):
        help = f"there is no folder `{os.path.basename(folder)}` there either"
    else:
        help = "in its folder: " + _listing(names)
    return Finding("CF001", f"there is no file `{shown}`", help=help)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (OSError, ValueError):
        return []


def _listing(names: list[str]) -> str:
    shown = sorted(name for name in names if not name.startswith("."))
    listed = ", ".join(f"`{name}`" for name in shown[:MAX_LISTED])
    more = len(shown) - MAX_LISTED
    return (listed or "nothing") + (f" and {more} more" if more > 0 else "")
