"""Where results and talk go: results to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import sys


def utf8() -> None:
    """UTF-8 on both streams, also where the system speaks another code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def result(text: str, target: str | None) -> None:
    """Print a result, or write it to a file: to a temporary name first, so nothing is left half-written."""
    if target is None or target == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    folder = os.path.dirname(os.path.abspath(target))
    partial = os.path.join(folder, f".{os.path.basename(target)}.{os.getpid()}.part")
    try:
        with open(partial, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.replace(partial, target)
    except OSError as error:
        if os.path.exists(partial):
            os.unlink(partial)
        fail(f"cannot write {target}: {error.strerror}")


def talk(text: str) -> None:
    """Something a person should read that is not the result."""
    sys.stderr.write(text if text.endswith("\n") else text + "\n")


def fail(message: str, code: int = 2) -> None:
    """Say what is wrong with the call and stop; 2 is usage or configuration."""
    talk(f"error: {message}")
    raise SystemExit(code)


def width(stream: object = None) -> int:
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
    """Whether block characters would not survive: no terminal speaks for them, or the locale is plain C."""
    return os.environ.get("TERM") == "dumb" or os.environ.get("CARBONFOOT_ASCII") == "1"
