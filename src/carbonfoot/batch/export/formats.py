"""Formats of exports by the ending of a file, what each needs installed, and files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from carbonfoot.batch.export.content import Content

PRODUCTS = ("csv", "jsonl", "xlsx", "parquet")
FINDINGS = ("csv", "jsonl")
REPORTS = ("html",)

Write = Callable[[Content, str], None]


class ExportError(Exception):
    """An export cannot be written; the message says why and what to do."""


def writer(target: str, what: str = "products") -> Write:
    """What writes `products`, `findings` or a `report` to a file; `ExportError` where it cannot be."""
    known = {"products": PRODUCTS, "findings": FINDINGS, "report": REPORTS}[what]
    ending = os.path.splitext(target)[1].lower().removeprefix(".")
    if ending not in known:
        endings = " or ".join(f".{one}" for one in known)
        raise ExportError(f"{target}: the ending of the file chooses the format: {endings}")
    made = import_module(f"carbonfoot.batch.export.{ending}")
    package, extra = getattr(made, "NEEDS", ("", ""))
    if package and find_spec(package) is None:
        raise ExportError(f"{target}: needs {package}: pip install 'carbonfoot[{extra}]'")
    folder = os.path.dirname(os.path.abspath(target))
    if os.path.isdir(target) or not os.path.isdir(folder):
        raise ExportError(
            f"{target}: {'this is a folder' if os.path.isdir(target) else f'there is no folder {folder}'}"
        )
    write: Write = getattr(made, what)
    return write


def write_all(content: Content, files: Sequence[tuple[str, Write]]) -> None:
    """Write all files, or none: each is whole beside its place before the first gets its name. `ExportError` says why not."""
    folders: list[str] = []
    staged: list[tuple[str, str]] = []
    target = ""
    try:
        for target, write in files:
            final = os.path.realpath(target)
            folder = tempfile.mkdtemp(prefix=".carbonfoot-", dir=os.path.dirname(final))
            folders.append(folder)
            partial = os.path.join(folder, "part" + os.path.splitext(final)[1].lower())
            write(content, partial)
            _readable_as_others(partial)
            staged.append((partial, final))
        for partial, final in staged:
            os.replace(partial, final)
    except OSError as error:
        raise ExportError(f"cannot write {target}: {error.strerror or error}") from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("xlsxwriter", "pyarrow"):
            raise ExportError(f"cannot write {target}: {error}") from None
        raise
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _readable_as_others(file: str) -> None:
    """Permissions as a new file gets them, also where a library made it for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(file, 0o666 & ~mask)
