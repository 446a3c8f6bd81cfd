"""Where results and talk go: results to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from stat import S_IMODE
from typing import NoReturn

_HOSTS = ("GITHUB_ACTIONS", "TF_BUILD")
"""Variables that are `true` where a log is read for commands."""


def utf8() -> None:
    """UTF-8 on both streams, also where the system speaks another code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def result(text: str, target: str | None, made_from: Sequence[str] = ()) -> None:
    """Print a result, or write it to `target`; never over a file it was made from, nor one that others rest on."""
    if target is None or target == "-":
        _print(text)
        return
    may_write(target, made_from)
    write(text, target)


def may_write(target: str | None, made_from: Sequence[str] = ()) -> None:
    """Refuse a target that the result is made from, or that others rest on."""
    may_write_all([target], made_from)


def may_write_all(targets: Sequence[str | None], made_from: Sequence[str] = ()) -> None:
    """Refuse targets that one of the results is made from, or that others rest on."""
    there = [one for one in targets if one is not None and one != "-" and os.path.exists(one)]
    inputs = (
        {_identity(file) for file in dict.fromkeys(made_from) if os.path.exists(file)} if there else set()
    )
    for target in there:
        if _identity(target) in inputs:
            fail(f"--output {target}: the result is made from this file; choose another")
        if _is_kept(os.path.realpath(target)):
            fail(f"--output {target}: this file belongs to the project; choose another")


def write(content: str | bytes, target: str) -> None:
    """Write a text or bytes to a file or device; a regular file is there whole or not at all."""
    write_all([(content, target)])


def write_all(files: Sequence[tuple[str | bytes, str]]) -> None:
    """Write several; all regular files are there whole, or none of them is: all are written before one gets its name."""
    staged: list[tuple[str, str, str]] = []
    target = ""
    try:
        for content, target in files:
            data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
            if os.path.exists(target) and not os.path.isfile(target):
                with open(target, "wb") as device:
                    device.write(data)
                continue
            final = os.path.realpath(target)
            partial = os.path.join(os.path.dirname(final), f".carbonfoot-{os.getpid()}-{len(staged)}.part")
            staged.append((partial, final, target))
            with open(partial, "wb") as stream:
                stream.write(data)
            if os.path.exists(final):
                os.chmod(partial, S_IMODE(os.stat(final).st_mode))
        for partial, final, target in staged:  # noqa: B007  (named where it fails)
            os.replace(partial, final)
    except (OSError, ValueError) as error:
        fail(f"cannot write {target}: {getattr(error, 'strerror', None) or error}")
    finally:  # whatever happens, nothing half-written stays; what was renamed is gone from here
        for partial, *_ in staged:
            with suppress(OSError):
                os.unlink(partial)


def _is_kept(file: str) -> bool:
    """Whether a file holds the settings or the lock of a project, or is a part of a factor pack."""
    from carbonfoot.documents.roots import LOCK_FILE, ROOT_FILE

    folder, name = os.path.split(file)
    in_pack = name.endswith(".csv") and os.path.exists(os.path.join(folder, "pack.yaml"))
    return in_pack or name in ("pack.yaml", ROOT_FILE, LOCK_FILE)


def _identity(file: str) -> tuple[int, int]:
    """The same for every name of a file, as `os.path.samefile` has it."""
    known = os.stat(file)
    return known.st_dev, known.st_ino


def _print(text: str) -> None:
    if sys.stdout is None:
        fail("standard output is closed")
    try:
        if "\r\n" in text and hasattr(sys.stdout, "buffer"):  # Windows would write another CR before each LF
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
        raise SystemExit(0) from None  # the reader (head, less) has gone, which is its right
    except OSError as error:
        _let_go()
        fail(f"cannot write to standard output: {error.strerror}")


def harmless(text: str) -> str:
    """Text for the log of a pipeline: names in it are no commands for the host (`::error::`, `##[group]`, `##vso[...]`)."""
    if not any(os.environ.get(name, "").lower() == "true" for name in _HOSTS):
        return text
    text = text.replace("##[", "# #[").replace("##vso[", "# #vso[")
    return re.sub(r"^([^\S\n]*):(?=:)", r"\1: ", text, flags=re.MULTILINE)


def _let_go() -> None:
    """Send what the stream still holds nowhere, so that the interpreter does not fail on it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def talk(text: str) -> None:
    """Something a person should read that is not the result; nobody listening is no error."""
    text = harmless(text)
    with suppress(OSError, AttributeError):
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
        sys.stderr.flush()


def fail(message: str, code: int = 2) -> NoReturn:
    """Say what is wrong with the call and stop; 2 is usage or configuration. What the user typed is made safe."""
    from carbonfoot.reports.width import safe

    talk("error: " + "\n".join(safe(line) for line in message.split("\n")))
    raise SystemExit(code)


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def colour(stream: object) -> bool:
    """Colour only on a terminal, and never with NO_COLOR or TERM=dumb."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    is_terminal = getattr(stream, "isatty", None)
    return bool(is_terminal and is_terminal())


def ascii_only() -> bool:
    """Whether block characters would not survive: the terminal says so, or the user does."""
    return os.environ.get("TERM") == "dumb" or os.environ.get("CARBONFOOT_ASCII") == "1"
