"""`none_of:`: what may not be in a footprint, each line that has it told at its place."""

from __future__ import annotations

from collections.abc import Callable

from carbonfoot.checks import assumed_uncertainty, drift
from carbonfoot.checks.model import FAIL, OPEN, PASS, Checking, Placed, Verdict
from carbonfoot.checks.offences import Offence, expired, missing, proxies
from carbonfoot.checks.verdicts import Asked, at_line, in_question, said

Find = Callable[[Checking], list[Offence] | str]

_FIND: dict[str, Find] = {
    "missing-line": missing,
    "proxy": proxies,
    "expired-factor": expired,
    "drift": drift.drifted,
    "assumed-uncertainty": assumed_uncertainty.assumed,
}


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """For each of them one that passes or is open, or one for each line that has it."""
    found: list[Verdict] = []
    words = placed.budget.none_of or []
    for name in dict.fromkeys(words):
        number = words.index(name)
        asked = Asked(placed, checking, ("none_of", number), "none_of", name)
        offences = _FIND[name](checking) if checking.footprint is not None else checking.state
        if isinstance(offences, str):
            help = drift.way_out(checking) if name == "drift" else ""
            found.append(said(asked, OPEN, "", "0", offences, in_question(asked, offences, help)))
        elif offences:
            once = dict.fromkeys(offences)  # a line that serves several products of its document is one
            found += [_failed(asked, one) for one in once]
        else:
            found.append(said(asked, PASS, "0", "0"))
    return found


def _failed(asked: Asked, one: Offence) -> Verdict:
    finding = at_line(asked, f"{one.said} ({asked.name})", one.file, one.path, one.help)
    return said(asked, FAIL, one.name, "0", one.said, finding)
