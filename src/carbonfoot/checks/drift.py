"""`none_of: drift`: what `--locked` would refuse, and picks that are not those of the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from carbonfoot.checks.model import Checking
from carbonfoot.checks.offences import Offence
from carbonfoot.factors.pins import UPDATE, resolve_pinned
from carbonfoot.pipeline import read_lock

if TYPE_CHECKING:
    from carbonfoot.factors.pins import Pins
    from carbonfoot.findings.finding import Finding
    from carbonfoot.portfolio.batch import Batch

_read: WeakKeyDictionary[Batch, tuple[Pins | None, list[Finding]]] = WeakKeyDictionary()


def _lock(batch: Batch, root: str) -> tuple[Pins | None, list[Finding]]:
    if batch not in _read:
        lock, wrong = read_lock(root)
        _read[batch] = (None if lock is None else lock.pins()), wrong
    return _read[batch]


def way_out(checking: Checking) -> str:
    """What to do where there is no lock that can be used; "" where it is something else."""
    batch = checking.product.batch
    wrong = [] if batch is None or checking.footprint is None else _lock(batch, checking.root)[1]
    return wrong[0].help if wrong else ""


def drifted(checking: Checking) -> list[Offence] | str:
    """Lines whose factors, gases or numbers of methods are not as the lock of the project holds them."""
    batch, outcome, result = checking.product.batch, checking.outcome, checking.footprint
    if batch is None or outcome is None or result is None:
        return checking.state
    pins, wrong = _lock(batch, checking.root)
    if pins is None:
        return wrong[0].message
    from carbonfoot.system.locked import drifted as others

    found = []
    for activity in result.activities:
        for flow in activity.flows:
            for pick in flow.picks:
                pinned = resolve_pinned(outcome.library, pick.need, pins)
                said, help = "", UPDATE
                if any(problem.code == "CF505" for problem in pinned.problems):
                    said, help = pinned.problems[0].message, pinned.problems[0].help
                elif {use.record.id for use in pinned.uses} != {record.id for record in pick.records}:
                    held = ", ".join(f"`{use.record.id}`" for use in pinned.uses) or "nothing"
                    taken = ", ".join(f"`{record.id}`" for record in pick.records)
                    said, help = f"{taken} was taken, the lock holds {held}", "check with --locked"
                if said:
                    found.append(Offence(flow.name, f"`{flow.name}`: {said}", activity.file, flow.path, help))
    found += [
        Offence(one.message, one.message, one.file, one.path, one.help)
        for one in others(result.activities, outcome.library, pins)
    ]
    return found or ([] if result.total is not None else checking.state)
