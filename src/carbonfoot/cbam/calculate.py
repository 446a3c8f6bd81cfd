"""An installation, calculated: streams, heat, electricity, attribution, precursors, goods, in this order."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, TypeVar

from carbonfoot.cbam.biomass import carbon_balance, in_outputs
from carbonfoot.cbam.boundaries import boundaries
from carbonfoot.cbam.chp import Power
from carbonfoot.cbam.heat import heat_source
from carbonfoot.cbam.levels import level
from carbonfoot.cbam.model import (
    HeatResult,
    Outcome,
    Path,
    PowerResult,
    Result,
    StreamResult,
)
from carbonfoot.cbam.names import once, shares
from carbonfoot.cbam.power import power_source, settle
from carbonfoot.cbam.precursors import Linked, precursor
from carbonfoot.cbam.processes import Parts, processes
from carbonfoot.cbam.read import YEARS, Read, read_data, read_installation
from carbonfoot.cbam.salvage import also_wrong
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.cbam.sharing import balances
from carbonfoot.cbam.standard import TRANSITIONAL_END, Rules
from carbonfoot.cbam.streams import stream
from carbonfoot.documents.load import MAX_DEPTH
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.documents.sources import Source
from carbonfoot.findings.finding import Finding, severity

if TYPE_CHECKING:
    from carbonfoot.cbam.levels import Level
    from carbonfoot.documents.fields import Value
    from carbonfoot.factors.library import Library


def calculate(
    file: str, library: Library, root: str | None = None, overrides: dict[str, Value] | None = None
) -> Outcome:
    """The result of the installation document at `file`; None with findings where it, or one it links to, is refused."""
    run = _Run(library, root)
    result = run.one(os.path.realpath(file), overrides or {})
    findings = [finding for read in run.reads.values() for finding in read.findings]
    files = [one for read in run.reads.values() for one in (read.file, *read.tables)]
    texts = {read.display: read.source.text for read in run.reads.values() if read.source is not None}
    return Outcome(result, findings, files, texts)


T = TypeVar("T")


class _Run:
    """Every document of one calculation, read and calculated once."""

    def __init__(self, library: Library, root: str | None) -> None:
        self.library = library
        self.rules = Rules(library)
        self.root = root
        self.reads: dict[str, Read] = {}
        self.done: dict[str, Result | None] = {}
        self.open: list[str] = []

    def one(self, file: str, overrides: dict[str, Value]) -> Result | None:
        read = read_installation(file, self.library, self.root, overrides)
        self.root = self.root or read.root
        self.reads[file] = read
        self.open.append(file)
        result = None if read.installation is None else self._calculated(read, read.installation)
        if any(severity(one) == "error" for one in read.findings):
            result = None
            read.findings.extend(self._also_wrong(read, overrides))
        self.open.pop()
        self.done[file] = result
        return result

    def _also_wrong(self, read: Read, overrides: dict[str, Value]) -> list[Finding]:
        """Errors of a refused document that its first ones hide."""
        source = read.source
        if source is None:
            return []

        def again(data: object) -> list[Finding]:
            left = Source(source.file, source.display, source.text, data)
            other = read_data(left, [], self.library, read.root, overrides)
            if other.installation is not None:
                self._calculated(other, other.installation)
            return other.findings

        return also_wrong(source.data, read.findings, again)

    def _linked(self, read: Read) -> Linked:
        def linked(reference: str, path: Path) -> Result | None:
            target, problem = resolve_reference(read.file, reference, self.root or read.root)
            if target is None:
                if problem is not None:
                    read.findings.append(problem._replace(file=read.display, path=path))
                return None
            if target in self.open:
                help = "state the values of one of them: two documents cannot wait for each other"
                read.report("CF405", f"`{reference}` takes from this document itself", path, help)
                return None
            if target not in self.done and len(self.open) > MAX_DEPTH:
                message = f"documents link to each other more than {MAX_DEPTH} deep"
                read.report(
                    "CF405",
                    message,
                    path,
                    "state the `direct:` of what lies further up, or its default value",
                )
                return None
            if target not in self.done:
                self.one(target, {})
            if self.done[target] is None:
                read.report(
                    "CF405",
                    f"the linked document `{reference}` could not be used",
                    path,
                    "correct that document first",
                )
            return self.done[target]

        return linked

    def _calculated(self, read: Read, document: Installation) -> Result | None:
        _period(read, document)
        if not document.processes:
            read.report("CF104", "`processes` is empty", ("processes",), "list what the installation makes")
            return None
        if not _names(read, document):
            return None
        streams = self._streams(read, document)
        heat, power = self._energy(read, document, streams)
        bought = [
            precursor(read, self.rules, one, ("precursors", index), self._linked(read))
            for index, one in enumerate(document.precursors or [])
        ]
        levels = self._levels(read, document)
        if any(one is None for one in (*streams, *heat, *bought, *levels)) or power is None:
            return None
        parts = Parts(
            read,
            self.rules,
            document,
            _told(streams),
            {one.name: one for one in _told(heat)},
            {one.name: one for one in power},
            [one for one in bought if one is not None],
            [one for one in levels if one is not None],
        )
        boundaries(read, self.library, document, parts.levels, parts.precursors)
        made = processes(parts)
        if made is None:
            return None
        found, goods = made
        balances(read, document, parts.streams, _told(heat), power, found)
        direct = sum(one.fossil for one in parts.streams) + _stated(document, parts.streams)
        direct += sum(one.flue_gas_cleaning or 0.0 for one in document.heat or [])
        digest = hashlib.sha256((read.source.text if read.source else "").encode()).hexdigest()
        return Result(
            document,
            read.display,
            document.period.year,
            tuple(parts.streams),
            tuple(_told(heat)),
            tuple(power),
            tuple(parts.precursors),
            tuple(found),
            tuple(goods),
            direct,
            sum(one.attributed_indirect for one in found),
            sum(one.biogenic for one in parts.streams),
            {read.display: digest},
        )

    def _streams(self, read: Read, document: Installation) -> list[StreamResult | None]:
        known = [one.name for one in document.processes]
        known += [one.name for one in document.other_processes or []]
        burning = [one.name for one in document.heat or [] if one.kind in {"boiler", "chp"}]
        burning += [one.name for one in document.electricity or [] if one.kind == "own"]
        found: list[StreamResult | None] = []
        every_stated = all(one.direct_emissions is not None for one in document.processes)
        for index, used in enumerate(document.source_streams or []):
            path: Path = ("source_streams", index)
            one = stream(read, self.rules, used, path)
            told = shares(
                read, path, used.process, used.processes, [*known, *burning], "a process or a user of fuels"
            )
            if told == {} and not every_stated:
                told = _only(read, used.name, path, [*known, *burning])
            found.append(None if one is None or told is None else one._replace(shares=told))
        if all(one is not None for one in found):
            carbon_balance(read, _told(found))
            return list(in_outputs(read, document, _told(found)))
        return found

    def _energy(
        self, read: Read, document: Installation, streams: list[StreamResult | None]
    ) -> tuple[list[HeatResult | None], list[PowerResult] | None]:
        chp = Power()
        if any(one is None for one in streams):
            return [], None
        waste = {index: bool(one.waste_gas) for index, one in enumerate(document.source_streams or [])}

        def fuels(name: str) -> list[tuple[StreamResult, float, bool]]:
            return [
                (one, one.shares[name], waste[index])
                for index, one in enumerate(_told(streams))
                if name in one.shares
            ]

        heat = [
            heat_source(read, self.rules, one, ("heat", index), fuels(one.name), chp)
            for index, one in enumerate(document.heat or [])
        ]
        if any(one is None for one in heat):
            return heat, None
        power = [
            power_source(read, self.rules, one, ("electricity", index), fuels(one.name), chp)
            for index, one in enumerate(document.electricity or [])
        ]
        if any(one is None for one in power):
            return heat, None
        return heat, settle(read, [one for one in power if one is not None])

    def _levels(self, read: Read, document: Installation) -> list[Level | None]:
        made = {one.name for one in document.processes}
        taken: dict[str, list[tuple[object, float | None]]] = {name: [] for name in made}
        for process in document.processes:
            for used in process.precursors or []:
                if used.name in made:
                    taken[used.name].append((used.amount, used.content))
        return [
            level(read, self.library, one, ("processes", index), taken[one.name])  # type: ignore[arg-type]
            for index, one in enumerate(document.processes)
        ]


def _told(found: list[T | None]) -> list[T]:
    return [one for one in found if one is not None]


def _stated(document: Installation, streams: list[StreamResult]) -> float:
    """Emissions that processes state and no source stream holds: those without a share, where all others are shared."""
    if any(not one.shares for one in streams):
        return 0.0
    shared = {name for one in streams for name in one.shares}
    return sum(one.direct_emissions or 0.0 for one in document.processes if one.name not in shared)


def _only(read: Read, name: str, path: Path, known: list[str]) -> dict[str, float] | None:
    if len(known) == 1:
        return {known[0]: 1.0}
    help = f"add `process:` with one of {', '.join(f'`{one}`' for one in known)}, or `shares:` of several"
    notes = ("Implementing Regulation (EU) 2025/2547, Annex III, A",)
    read.report("CF811", f"nothing says which process `{name}` belongs to", path, help, notes)
    return None


def _period(read: Read, document: Installation) -> None:
    period = document.period
    if period.start[4:] != "-01-01" or period.end[4:] != "-12-31" or period.start[:4] != period.end[:4]:
        notes = (YEARS,)
        help = "write a calendar year, such as `2026`"
        read.report(
            "CF806", f"{period.start} to {period.end} is not a calendar year", ("period",), help, notes
        )
    elif period.year <= TRANSITIONAL_END:
        help = "for goods imported in 2026 the reporting period is 2026"
        notes = (
            "functional units are tonnes, and no verification is asked for: Implementing Regulation (EU) 2023/1773",
        )
        read.report(
            "CF817",
            f"{period.year} lies in the transitional period, whose rules are used",
            ("period",),
            help,
            notes,
        )


def _names(read: Read, document: Installation) -> bool:
    makers = [(one.name, ("processes", index)) for index, one in enumerate(document.processes)]
    others = [
        (one.name, ("other_processes", index)) for index, one in enumerate(document.other_processes or [])
    ]
    bought = [(one.name, ("precursors", index)) for index, one in enumerate(document.precursors or [])]
    heat = [(one.name, ("heat", index)) for index, one in enumerate(document.heat or [])]
    power = [(one.name, ("electricity", index)) for index, one in enumerate(document.electricity or [])]
    own = [entry for entry, one in zip(power, document.electricity or [], strict=True) if one.kind == "own"]
    fine = once(read, [*makers, *others, *bought])
    fine = once(read, [*makers, *others, *heat, *own]) and fine
    return once(read, power) and fine
