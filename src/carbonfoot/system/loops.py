"""A loop that has no solution, as a finding: its members, its gain, and the lines that make it."""

from __future__ import annotations

from carbonfoot.engine.loops import LoopError
from carbonfoot.findings.finding import Finding, Related
from carbonfoot.quantities.numbers import format_number
from carbonfoot.system.model import Activity, Flow, System

REASONS = {
    "infeasible": "uses at least as much as it makes",
    "negative": "has credits that outweigh what it makes",
    "singular": "has no solution",
    "inexact": "leaves no digits to trust",
}

SHOWN = 8
"""Members that a message names; a longer loop is cut."""


def loop_finding(system: System, error: LoopError) -> Finding:
    """CF401 at the line by which the first member draws on the next, with all other lines of the circle beside it."""
    ring = _ring(system, error.members)
    lines = [(system.activities[index], flow) for index, flow in ring]
    names = [_shown(activity) for activity, _ in lines[:SHOWN]]
    names.append("..." if len(lines) > SHOWN else names[0])
    gain = "" if error.gain is None else f" (gain {format_number(error.gain, 6)})"
    first, flow = lines[0]
    help = "a loop must keep something of what it makes: correct an amount, or cut the link that closes it by mistake"
    note = (
        "gain: what one turn makes of one unit; below 1, a loop such as own scrap or rework is solved exactly"
    )
    related = tuple(
        Related(one.file, (*link.path, "amount"), f"takes {_taken(link)}") for one, link in lines[1:SHOWN]
    )
    return Finding(
        "CF401",
        f"the loop {' -> '.join(names)} {REASONS[error.reason]}{gain}",
        first.file,
        (*flow.path, "amount"),
        help=help,
        notes=(note,),
        related=related,
    )


def _ring(system: System, members: list[int]) -> list[tuple[int, Flow]]:
    """A shortest circle through one member, as (activity, line to the next)."""
    inside = set(members)
    start = min(members)  # the top document, else the first by name
    came: dict[int, tuple[int, Flow]] = {}
    waiting = [start]
    while waiting and start not in came:
        current = waiting.pop(0)
        for flow in system.activities[current].flows:
            if flow.link in inside and flow.link not in came:
                came[flow.link] = (current, flow)
                waiting.append(flow.link)
    ring: list[tuple[int, Flow]] = []
    at = start
    while True:
        before, flow = came[at]
        ring.insert(0, (before, flow))
        at = before
        if at == start:
            return ring


def _taken(flow: Flow) -> str:
    return flow.quantity.text if flow.quantity is not None else "it"


def _shown(activity: Activity) -> str:
    return f"{activity.name} ({activity.file})"
