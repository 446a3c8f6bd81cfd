"""`check --baseline`, `--against` and `--update`: what is compared with, and what is written."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.checks.former import Past
    from carbonfoot.checks.model import Checked
    from carbonfoot.portfolio.gather import Gathered


def compared_with(
    gathered: Gathered,
    stated: tuple[str | None, str | None],
    gwp: str | None,
    *,
    locked: bool,
    update: bool,
    dry_run: bool,
) -> Past:
    """The former state of every root; `stated` are the values of `--baseline` and `--against`."""
    baseline, against = stated
    if baseline is not None and against is not None and not update:
        output.fail("--baseline and --against: compare with one of them")
    if dry_run and not update:
        output.fail("--dry-run goes with --update")
    if baseline is not None and len(gathered.files) > 1:
        output.fail(
            f"--baseline {baseline}: there are {len(gathered.files)} projects here; check each by itself"
        )
    from carbonfoot.checks.former import Asked, Past, former_states
    from carbonfoot.checks.history import HistoryError

    if update and against is None and baseline is not None and not os.path.lexists(baseline):
        return Past({}, [], [])  # it is about to be written
    asked = Asked(None if against is not None else baseline, against)
    try:
        past = former_states(gathered.files, asked, gwp, locked=locked)
    except HistoryError as error:
        output.fail(f"--against {against}: {error}")
    for remark in past.remarks:
        output.talk(f"note: {remark}")
    return past


def updated(checked: Checked, gathered: Gathered, baseline: str | None, *, dry_run: bool) -> Checked:
    """Write the baseline of every root and what documents expect, all or nothing; the answer without what is settled.

    With `dry_run` the edits are shown on standard output, and the process ends.
    """
    from carbonfoot.checks.update import UpdateError, edits, settled

    try:
        made = edits(checked, gathered, baseline)
    except UpdateError as error:
        output.fail(f"--update: nothing was written: {error}", error.code)
    if dry_run:
        output.result("".join(one.diff() for one in made), None)
        raise SystemExit(0)
    output.write_all([(one.after, one.file) for one in made])
    for one in made:
        output.talk(f"wrote {one.shown}")
    if not made:
        output.talk("nothing to write: the baseline and all expectations are as they should be")
    sys.stderr.flush()
    return settled(checked, made)
