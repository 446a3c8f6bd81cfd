"""The command line. `main` is the only place that turns exceptions into exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import sys

RUBBISH = 100_000
"""Objects between two looks for rubbish: Python's 700 is a tenth of the imports of a command, for none found."""


def main() -> None:
    """Run the command; exit codes as in DESIGN 6: 70 our bug, 2 usage, 3 invalid, 1 no, 4 incomplete, 5 nothing."""
    from carbonfoot.cli.output import talk, utf8

    gc.set_threshold(RUBBISH, 10, 10)
    # The end of a process looks through everything that is left, three times: a sixth of a short command.
    atexit.register(gc.freeze)
    utf8()
    debug = "--debug" in sys.argv
    try:
        from carbonfoot.cli.app import app

        app()
    except KeyboardInterrupt:
        talk("stopped")
        raise SystemExit(130) from None
    except Exception as error:
        if debug:
            raise
        raise SystemExit(_our_fault(error)) from None


def _our_fault(error: Exception) -> int:
    """One line a person can act on, and a report ready to paste."""
    from carbonfoot import __version__
    from carbonfoot.cli.output import talk
    from carbonfoot.factors.library import LibraryError

    if isinstance(error, LibraryError):
        talk(f"error: {error}")
        return 2
    import platform
    import shlex
    import traceback

    from carbonfoot.reports.width import safe

    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno} in {last.name}"
    command = safe(shlex.join(sys.argv[1:]))
    said = safe(" ".join(str(error).split()))
    talk(f"bug in carbonfoot: {type(error).__name__}: {said} ({where})")
    talk("please report these lines, and run again with --debug for the traceback:")
    system = f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
    talk(f"  carbonfoot {__version__}, {system}, command: carbonfoot {command}")
    return 70
