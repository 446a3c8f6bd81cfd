"""Each declaration once: the same one in several files, and one id that stands for two contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from carbonfoot.declarations.inbox.folder import Arrived
from carbonfoot.declarations.inbox.model import Came
from carbonfoot.documents.received.model import Received
from carbonfoot.findings.finding import Finding, Related


def key_of(id: str) -> str:
    """An id as it is compared."""
    return id.strip().lower()


class Once(NamedTuple):
    """Every id with its one declaration; of ids with several contents the files that came, and CF409."""

    came: list[Came]
    refused: list[str]
    findings: list[Finding]


def once(arrived: Sequence[Arrived], used: Sequence[Received]) -> Once:
    """Each declaration that came once; ids that stand for several contents are left out.

    `used` are those that documents draw on already: the same id with another content is refused as well.
    """
    groups: dict[str, list[Arrived]] = {}
    for one in arrived:
        groups.setdefault(key_of(one.declared.id), []).append(one)
    known = {key_of(one.id): one for one in used}
    found = Once([], [], [])
    for key, group in groups.items():
        first = group[0]
        others = [one.declared for one in group[1:]] + ([known[key]] if key in known else [])
        other = next((one for one in others if not same(first.declared, one)), None)
        if other is not None:
            found.findings.append(_twice(first.declared, other))
            found.refused.extend(one.declared.file for one in group)
            continue
        best = max(group, key=lambda one: one.declared.format)  # pact-3 over pact-2
        also = tuple(one.declared.file for one in group if one is not best)
        found.came.append(
            Came(joined(best.declared, [one.declared for one in group]), best.file, best.members, also)
        )
    return found


def joined(one: Received, group: Sequence[Received]) -> Received:
    """One declaration with what any copy of it adds: that it is deprecated, and what it replaces."""
    status = "Deprecated" if any(each.status == "Deprecated" for each in group) else one.status
    preceding = tuple(dict.fromkeys(id for each in (one, *group) for id in each.preceding))
    return one._replace(status=status, preceding=preceding)


def same(one: Received, other: Received) -> bool:
    """Whether two files say the same: status and what is replaced may differ, and how another format puts it."""
    if one.format != other.format:
        return _core(one) == _core(other)
    return _content(one) == _content(other)


def _core(one: Received) -> tuple[Any, ...]:
    return (one.unit, one.total / one.amount if one.amount else None, one.period)


def _content(one: Received) -> Received:
    return one._replace(
        file="",
        path=(),
        version="",
        status="",
        created="",
        preceding=(),
        claims=(),
        details={},
        id=key_of(one.id),
    )


def _twice(one: Received, other: Received) -> Finding:
    message = f"declaration `{one.id}` came with two contents: {_differs(one, other)}"
    related = (Related(other.file, (*other.path, "id"), "the other one"),)
    help = "ask the supplier which one holds: whatever changes needs a new id; neither is taken"
    return Finding("CF409", message, one.file, (*one.path, "id"), help=help, related=related)


def _differs(one: Received, other: Received) -> str:
    """The first thing that differs, the total before all else."""
    names = ("total", "amount", "unit", "period", "valid", "product", "company", "parts", "beside")
    first = next((name for name in names if getattr(one, name) != getattr(other, name)), "")
    if first in ("total", "amount", "unit", "product", "company"):
        return f"{first} {getattr(one, first)} and {getattr(other, first)}"
    return f"`{first}` differs" if first else "details differ"
