"""What of a system a lock holds still: the picks of its lines, the gases it counts, the numbers its methods took."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Pick
from carbonfoot.factors.numbers import state
from carbonfoot.factors.pins import UPDATE, Pins, gwps
from carbonfoot.findings.finding import Finding, path_text
from carbonfoot.system.characterise import gas_of
from carbonfoot.system.model import Activity, Path


def picks_of(activities: list[Activity]) -> Iterator[tuple[Pick, str, str]]:
    """Every pick with the file and the path of the line that it is for."""
    for activity in activities:
        for flow in activity.flows:
            for pick in flow.picks:
                yield pick, activity.file, path_text(flow.path)


def gases_of(activities: list[Activity]) -> dict[str, tuple[str, Path]]:
    """Every gas whose global warming potential counts, with the first line that releases it."""
    found: dict[str, tuple[str, Path]] = {}
    for activity in activities:
        for flow in activity.flows:
            for source in flow.sources:
                for key in source.vector.gases:
                    found.setdefault(gas_of(key), (activity.file, flow.path))
    return found


def numbers_of(activities: list[Activity]) -> dict[str, tuple[str, Path]]:
    """Every row of the library that a method took a number of, with the first line that it counts for."""
    found: dict[str, tuple[str, Path]] = {}
    for activity in activities:
        for flow in activity.flows:
            for id in () if flow.worked is None else flow.worked.numbers:
                found.setdefault(id, (activity.file, flow.worked.use if flow.worked else flow.path))
    return found


def drifted(activities: list[Activity], library: Library, pins: Pins) -> list[Finding]:
    """CF505 for gases and for numbers of methods that are not those that were pinned."""
    return other_gases(activities, library, pins) + _other_numbers(activities, library, pins)


def _other_numbers(activities: list[Activity], library: Library, pins: Pins) -> list[Finding]:
    found = []
    for id, (file, path) in numbers_of(activities).items() if pins.strict else ():
        pinned = pins.numbers.get(id)
        if pinned is None:
            message, help = f"the number `{id}` is not in the lock", "`carbonfoot lock` would pin it"
        elif state(library, id, pinned):
            message, help = f"the cells of `{id}` are not those that were pinned", UPDATE
        else:
            continue
        found.append(Finding("CF505", message, file, path, on="key", help=help))
    return found


def other_gases(activities: list[Activity], library: Library, pins: Pins) -> list[Finding]:
    """CF505 for gases whose potentials are not those that were pinned."""
    found = []
    for gas, (file, path) in gases_of(activities).items():
        pinned = pins.gases.get(gas)
        if pinned is None and pins.strict:
            message = f"the gas `{gas}` is not in the lock"
            found.append(
                Finding("CF505", message, file, path, on="key", help="`carbonfoot lock` would pin it")
            )
        elif pinned is not None and pinned != gwps(library, gas):
            message = f"the global warming potentials of `{gas}` are not those that were pinned"
            found.append(Finding("CF505", message, file, path, on="key", help=UPDATE))
    return found
