"""Documents at which carbonfoot itself fails: one of them costs its own row, never the run."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

from carbonfoot import __version__
from carbonfoot.batch.model import REFUSED, Chunk, Done, Row, plain
from carbonfoot.findings.finding import Finding

CODE = "CF962"


def isolated(compute: Callable[[Chunk], Done], chunk: Chunk) -> Done:
    """What a chunk gives; where computing it fails, it is halved until the document is known, which is refused."""
    try:
        return compute(chunk)
    except Exception as error:  # noqa: BLE001  (whatever it is: the others are computed, and it is reported)
        if len(chunk.names) == 1:
            return Done(chunk.number, [_refused(chunk.names[0], error)], [])
    middle = len(chunk.names) // 2
    halves = [
        isolated(compute, chunk._replace(names=names))
        for names in (chunk.names[:middle], chunk.names[middle:])
    ]
    rows = sorted(row for half in halves for row in half.rows)
    read = {one.name: one for half in halves for one in half.read}
    return Done(chunk.number, rows, [read[name] for name in sorted(read)])


def _refused(name: str, error: Exception) -> Row:
    """A row without a key, so that a run to come tries again."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno} in {last.name}"
    said = " ".join(f"{type(error).__name__}: {error}".split())
    finding = Finding(
        CODE,
        f"carbonfoot fails at this document: {said} ({where})",
        name,
        help=f"please report it with this line and the version, {__version__}; the others are computed",
    )
    data = {"because": None, "gwp_set": ""}
    return Row(name, "", REFUSED, data, [plain(finding)], {CODE: 1}, {"error": 1})
