"""Names in an installation document: who may be named where, each once."""

from __future__ import annotations

from collections.abc import Iterable

from carbonfoot.cbam.model import GoodResult, Path, Result
from carbonfoot.cbam.read import Read
from carbonfoot.quantities.numbers import shown
from carbonfoot.quantities.units import nearest

_NEARLY = 1e-6


def once(read: Read, entries: Iterable[tuple[str, Path]]) -> bool:
    """Whether every name stands once; findings for the others."""
    seen: dict[str, Path] = {}
    fine = True
    for name, path in entries:
        if name in seen:
            there = "/".join(str(step) for step in seen[name])
            read.report(
                "CF815",
                f"{shown(name)} names two entries, here and at {there}",
                (*path, "name"),
                "give one of them another name",
            )
            fine = False
        seen.setdefault(name, path)
    return fine


def unknown(read: Read, name: str, path: Path, known: Iterable[str], what: str) -> None:
    """A finding for a name that nothing has."""
    names = list(known)
    near = nearest(name, names)
    help = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else ""
    if not help:
        help = (
            f"there are {', '.join(f'`{one}`' for one in names)}" if names else f"this document has no {what}"
        )
    read.report("CF815", f"`{name}` is not {what} of this document", path, help)


def shares(
    read: Read, path: Path, process: str | None, given: dict[str, float] | None, known: list[str], what: str
) -> dict[str, float] | None:
    """Shares by name that add up to 1; {} where none is stated, None with findings."""
    if process is not None and given is not None:
        read.report(
            "CF106",
            "`process` and `shares` exclude each other",
            (*path, "shares"),
            "leave one of them out",
            on="key",
        )
        return None
    if process is not None:
        given, place = {process: 1.0}, (*path, "process")
    elif given is None:
        return {}
    else:
        place = (*path, "shares")
    wrong = [name for name in given if name not in known]
    for name in wrong:
        unknown(read, name, place if process is not None else (*place, name), known, what)
    if wrong:
        return None
    total = sum(given.values())
    if abs(total - 1.0) > _NEARLY:
        help = "shares of one source stream make a whole; name `other_processes` for what no good bears"
        read.report("CF406", f"the shares add up to {100 * total:.6g} %, not to 100 %", place, help)
        return None
    return given


def korean_name(result: Result, good: GoodResult) -> str:
    """The Korean name of a good, where its document states one."""
    stated = result.installation.processes[int(good.path[1])].goods or []
    place = [part for part in good.path[2:] if isinstance(part, int)]
    return (stated[place[0]].name_ko or "") if place else ""
