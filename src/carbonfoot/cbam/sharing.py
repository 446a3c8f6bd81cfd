"""What has to add up in an installation: emissions, heat and electricity of processes against their sources (Annex III, A.1)."""

from __future__ import annotations

from carbonfoot.cbam.model import HeatResult, PowerResult, ProcessResult, StreamResult
from carbonfoot.cbam.names import unknown
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.findings.finding import Finding

_NEARLY = 1e-3
_E = ("Implementing Regulation (EU) 2025/2547, Annex II, E",)
_NOTES = ("Implementing Regulation (EU) 2025/2547, Annex III, A.1",)


def balances(
    read: Read,
    document: Installation,
    streams: list[StreamResult],
    heat: list[HeatResult],
    power: list[PowerResult],
    found: list[ProcessResult],
) -> None:
    """Findings (CF812) for what does not add up."""
    _emissions(read, document, streams, found)
    _heat(read, document, heat)
    _power(read, document, power, found)
    _bought(read, document, found)


def _bought(read: Read, document: Installation, found: list[ProcessResult]) -> None:
    """Precursors that nothing uses, and more used than was bought: told, for there may be stocks."""
    uses: dict[int, list[float]] = {}
    for process in found:
        for use in process.uses:
            if use.precursor is not None:
                uses.setdefault(use.precursor, []).append(use.amount)
    for index, one in enumerate(document.precursors or []):
        path = ("precursors", index)
        used = sum(uses.get(index, ()))
        amounts = [each.amount for each in one.supplies or [one]]
        bought = (
            None if any(amount is None for amount in amounts) else sum(amount or 0.0 for amount in amounts)
        )
        message, help = "", ""
        if index not in uses and bought:
            message = f"no process uses `{one.name}`"
            help = "name it under `precursors:` of the process that used it, with all that went in"
        elif bought is not None and used > bought * (1 + _NEARLY):
            message = f"processes use {used:g} t of `{one.name}`, and {bought:g} t were bought"
            help = "check both; what was taken from stock carries the emissions of the year it was made in"
        if message:
            place = read.display
            read.findings.append(
                Finding("CF812", message, place, path, "value", help, _E, severity="warning")
            )


def _emissions(
    read: Read, document: Installation, streams: list[StreamResult], found: list[ProcessResult]
) -> None:
    if all(one.shares for one in streams):
        return
    total = sum(one.fossil for one in streams)
    burned = sum(
        one.fossil * share
        for one in streams
        for name, share in one.shares.items()
        if name not in {p.name for p in found}
    )
    borne = sum(one.star for one in found)
    rest = total - burned - borne
    if document.other_processes:
        rest = min(rest, 0.0)
    if abs(rest) > max(_NEARLY * abs(total), 1.0):
        message = (
            f"the source streams come to {total - burned:.6g} t CO2e, and the processes state {borne:.6g}"
        )
        help = "share the source streams among the processes instead, or name `other_processes` that bear the rest"
        read.report("CF812", message, ("processes",), help, _NOTES, on="key")


def _heat(read: Read, document: Installation, heat: list[HeatResult]) -> None:
    others = any(one.heat_in is None for one in document.other_processes or [])  # may have taken what is left
    for index, other in enumerate(document.other_processes or []):
        for position, flow in enumerate(other.heat_in or []):
            if flow.source is not None and flow.source not in {one.name for one in heat}:
                path = ("other_processes", index, "heat_in", position, "from")
                unknown(read, flow.source, path, [one.name for one in heat], "an entry of `heat`")
    taken = [flow for process in document.processes for flow in (process.heat_in or [])]
    taken += [flow for other in document.other_processes or [] for flow in (other.heat_in or [])]
    for one in heat:
        used = sum(flow.amount for flow in taken if flow.source == one.name)
        out = sum(
            flow.amount
            for process in document.processes
            for flow in (process.heat_out or [])
            if flow.source == one.name
        )
        if one.heat is None:
            continue
        if out > one.heat * (1 + _NEARLY):
            message = f"{out:g} TJ of `{one.name}` leave processes, and it gave {one.heat:g} TJ"
            read.report("CF812", message, one.path, "check the amounts of `heat_out`", _NOTES)
        if used > one.heat * (1 + _NEARLY):
            message = f"processes take {used:g} TJ of `{one.name}`, which gave {one.heat:g} TJ"
            read.report("CF812", message, one.path, "check the amounts, or its `losses`", _NOTES)
        elif used < one.heat * (1 - _NEARLY) and one.kind in {"boiler", "chp"} and not others:
            message = f"{one.heat - used:g} TJ of `{one.name}` are borne by no process"
            help = (
                "state `losses:`, which all users bear, or the `heat_in:` of the process that took them;"
                " heat sold is that of an entry of `other_processes`"
            )
            read.report("CF812", message, one.path, help, _NOTES)


def _power(read: Read, document: Installation, power: list[PowerResult], found: list[ProcessResult]) -> None:
    if not power or any(one.amount is None for one in power):
        return
    bought = sum(one.amount or 0.0 for one in power)
    used = sum(one.electricity for one in found if one.electricity == one.electricity)
    used += sum(one.electricity or 0.0 for one in document.other_processes or [])
    if used > bought * (1 + _NEARLY):
        message = f"processes use {used:g} MWh, and the sources gave {bought:g} MWh"
        read.report("CF812", message, ("electricity",), "check the amounts", _NOTES, on="key")
