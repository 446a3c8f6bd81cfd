"""An inbox, looked through: read, ordered by versions, judged on a day, and tried in the products of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from carbonfoot.declarations.inbox import doubts
from carbonfoot.declarations.inbox.changes import changed
from carbonfoot.declarations.inbox.folder import Read, read_folder
from carbonfoot.declarations.inbox.model import (
    DEPRECATED,
    EXPIRED,
    REPLACED,
    VALID,
    Came,
    Changed,
    Edit,
    Inbox,
    Lapsed,
    Use,
    Waiting,
)
from carbonfoot.declarations.inbox.moves import loaded_of, moves
from carbonfoot.declarations.inbox.once import joined, key_of, once
from carbonfoot.declarations.inbox.users import edit, proposals, uses
from carbonfoot.declarations.inbox.versions import Versions
from carbonfoot.documents.received.model import Received
from carbonfoot.documents.sources import display_path
from carbonfoot.pipeline import Options
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.model import REFUSED, Portfolio
from carbonfoot.portfolio.run import calculate_all


class Project(NamedTuple):
    """The products that an inbox is tried in: the root, what was gathered there, and the options of each root."""

    root: str
    gathered: Gathered
    options: Mapping[str, Options]


def look(folder: str, project: Project, today: str, on: str) -> Inbox:
    """All that an inbox says; `on` is the day asked for, "" for the last day of each product's period."""
    read = read_folder(folder)
    if not read.arrived:
        return _nothing(folder, read, on or today, on=bool(on))
    before = calculate_all(project.gathered, project.options, remarked=False)
    loaded = loaded_of(before)
    roots = _roots(project.gathered, before)
    lines = uses(loaded, roots, on)
    came, twice, findings = once(read.arrived, [use.declared for use in lines])
    came.sort(key=_by_supplier)
    arrived = {key_of(one.declared.id): one for one in came}
    known = {key_of(use.declared.id): use.declared for use in lines}
    known = {
        key: joined(one, [arrived[key].declared]) if key in arrived else one for key, one in known.items()
    }
    known = {**{key: one.declared for key, one in arrived.items()}, **known}
    versions = Versions(list(known.values()))
    day = on or today
    sorted_lines = _Lines(lines, arrived, versions)
    swaps = {(one.use.file, one.use.path): one.newer for one in sorted_lines.edits}
    moved = moves(before, project.gathered, project.options, swaps)
    states = {key: versions.state(one.declared.id, day) for key, one in arrived.items()}

    def holds(one: Came, last: str) -> bool:
        state = versions.state(one.declared.id, on or last)
        return state.word == VALID and not state.by

    findings = [
        *read.findings,
        *findings,
        *doubts.of_versions(versions, set(arrived)),
        *doubts.of_lines(sorted_lines.lapsed),
        *doubts.of_deprecated(came, states),
    ]
    return Inbox(
        display_path(folder),
        display_path(project.root) if before.products else "",
        day,
        bool(on),
        tuple(came),
        len({one.file for one in read.arrived}),
        (*read.refused, *sorted({*twice} - {*read.refused})),
        tuple(read.other),
        read.links,
        states,
        tuple(_changes(came, versions)),
        tuple(moved),
        len(before.products) - len(moved),
        sum(one.state == REFUSED for one in before.products),
        sum(one.file not in loaded for one in before.products),
        tuple(sorted_lines.edits),
        tuple(sorted_lines.waiting),
        tuple(sorted_lines.lapsed),
        tuple(proposals(loaded, roots, came, holds)),
        tuple(_unused(arrived, lines, versions, day)),
        tuple(doubts.placed_all(findings)),
    )


class _Lines:
    """The lines that draw on declarations, by what there is to do: take a newer one, wait, or ask for one."""

    def __init__(self, lines: list[Use], arrived: Mapping[str, Came], versions: Versions) -> None:
        self.edits: list[Edit] = []
        self.waiting: list[Waiting] = []
        self.lapsed: list[Lapsed] = []
        for use in lines:
            heads = versions.newest(use.declared.id, use.day)
            newer = {key: probably for key, probably in heads.items() if key in arrived}
            if len(heads) == 1 and newer:
                ((key, probably),) = newer.items()
                self.edits.append(edit(use, arrived[key], probably=probably))
                continue
            if newer:
                self.waiting.append(Waiting(use, tuple(versions.known[key] for key in sorted(heads)), "fork"))
                continue
            ahead = [
                one
                for one in versions.ahead(use.declared.id)
                if key_of(one.id) in arrived and one.status != "Deprecated"
            ]
            if ahead and not heads:
                words = {versions.state(one.id, use.day).word for one in ahead}
                why = "expired" if words <= {EXPIRED, REPLACED} else "not-yet"
                self.waiting.append(Waiting(use, tuple(ahead), why))
                continue
            state = versions.state(use.declared.id, use.day)
            if state.word in (EXPIRED, DEPRECATED) and not heads:
                self.lapsed.append(Lapsed(use, state))


def _changes(came: list[Came], versions: Versions) -> list[Changed]:
    """Each declaration beside the version before it; largest change of the total first."""
    found = []
    for one in came:
        last = versions.last(one.declared.id)
        if last is not None:
            found.append(changed(last[0], one.declared, probably=last[1]))
    return sorted(found, key=_by_size)


def _by_size(one: Changed) -> tuple[float, str]:
    total = next((number for number in one.numbers if number.what == "total"), None)
    share = total.share if total is not None else None
    return (-abs(share) if share is not None else 1.0 if one.why_not else 0.0, one.after.id)


def _unused(arrived: Mapping[str, Came], lines: list[Use], versions: Versions, day: str) -> list[str]:
    """Ids of declarations that came, hold on the day or later, and that neither a line draws on nor one before them."""
    used: set[str] = set()
    for use in lines:
        used.add(key_of(use.declared.id))
        used.update(key_of(one.id) for one in versions.ahead(use.declared.id))
    return [
        one.declared.id
        for key, one in arrived.items()
        if key not in used
        and versions.state(one.declared.id, day).word not in (EXPIRED, DEPRECATED, REPLACED)
    ]


def _roots(gathered: Gathered, portfolio: Portfolio) -> dict[str, str]:
    found = {file: root for root, files in gathered.files.items() for file in files}
    for product in portfolio.products:
        if product.batch is not None:
            documents = product.batch.documents
            for file in documents.loaded:
                found.setdefault(file, documents.root)
    return found


def _by_supplier(one: Came) -> tuple[str, ...]:
    declared: Received = one.declared
    return (declared.company, declared.product, *declared.period, declared.created, declared.id)


def _nothing(folder: str, read: Read, day: str, *, on: bool) -> Inbox:
    """An inbox in which no declaration could be read."""
    return Inbox(
        display_path(folder), "", day, on, (), 0, tuple(read.refused), tuple(read.other), read.links,
        {}, (), (), 0, 0, 0, (), (), (), (), (), tuple(read.findings),
    )  # fmt: skip
