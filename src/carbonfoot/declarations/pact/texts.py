"""What the message says in words: processes inside the boundary, allocation, and what its reader should know."""

from __future__ import annotations

from math import fsum

from carbonfoot.declarations.pact.company import clean
from carbonfoot.declarations.pact.ground import Ground
from carbonfoot.factors.boundaries import PART_WORDS
from carbonfoot.footprint.assumed import GUESSED
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.quantities.numbers import format_number
from carbonfoot.system.model import BEYOND_GATE, STAGES

LISTED = 12
"""Lines of a stage that are named; the others are counted."""

_WORDS = {
    "materials": "materials",
    "inbound-transport": "inbound transport",
    "manufacturing": "manufacturing",
    "waste": "waste",
    "tooling": "tooling",
    "packaging": "packaging",
}
_WORTH_SAYING = 0.0005
"""A share of the total below this is not mentioned (`footprint.remarks`)."""

_COUNTED = {
    "economic": "by price",
    "substitution": "by substitution",
    "cut-off": "by cut-off",
    "shares": "by stated shares",
}


def processes(ground: Ground) -> str:
    """`boundaryProcessesDescription`: as stated, else the stages with their lines and the steps of the document."""
    if ground.declare.processes:
        return clean(ground.declare.processes)
    named: dict[str, list[str]] = {}
    for line in ground.gate.lines:
        if line.flow.credit:
            continue  # avoided: nothing that is done
        named.setdefault(line.stage, []).append(_name(line))
    steps = [clean(step.name) for step in ground.part.processes or []]
    if steps:
        named["manufacturing"] = steps
    stages = [stage for stage in STAGES if stage in named and stage not in BEYOND_GATE]
    said = "; ".join(f"{_WORDS[stage]}: {_listed(named[stage])}" for stage in stages)
    return f"cradle-to-gate; {said}" if said else "cradle-to-gate"


def _name(line: LineResult) -> str:
    return clean(line.flow.name or "unnamed")


def _listed(names: list[str]) -> str:
    once = list(dict.fromkeys(names))
    more = f" and {len(once) - LISTED} more" if len(once) > LISTED else ""
    return ", ".join(once[:LISTED]) + more


def allocation(ground: Ground) -> str:
    """`allocationRulesDescription`: as stated, else what was done."""
    if ground.declare.allocation:
        return clean(ground.declare.allocation)
    result = ground.gate
    shared = [
        f"{_COUNTED.get(method, f'by {clean(method)}')}{_otherwise(ground, file, method)} ({clean(ground.below(file))})"
        for file, method in result.methods
    ]
    said = [
        f"co-products share {', '.join(shared)}" if shared else "no document of it shares among co-products"
    ]
    if result.credits is not None:
        said.append(f"avoided products are credited: {', '.join(clean(one) for one in result.credits.what)}")
    circular = any(flow.term_of is not None for activity in result.activities for flow in activity.flows)
    said.append(
        "recycled content and end of life by the circular footprint formula where a line states it, else by cut-off"
        if circular
        else "recycled input bears no burden of its first life (cut-off)"
    )
    said.append("numbers of suppliers and of factor tables share as their sources have it")
    return "; ".join(said)


def _otherwise(ground: Ground, file: str, method: str) -> str:
    """What else than by `method` parts of a document are shared by: every step and meter of a site may have its own."""
    given = next(
        (
            one.source.data
            for one in ground.subject.outcome.documents.loaded.values()
            if one.source.display == file
        ),
        None,
    )
    entries = [
        entry
        for section in (given.values() if isinstance(given, dict) else ())
        if isinstance(section, list)
        for entry in section
    ]
    own = [str(entry["allocation"]) for entry in entries if isinstance(entry, dict) and "allocation" in entry]
    others = [clean(one) for one in dict.fromkeys(own) if one != method]
    return f", some of it by {' or '.join(others)}" if others else ""


def comment(ground: Ground) -> str:
    """`comment`: what the document says, and what a reader must know to use the number; "" where there is nothing."""
    result = ground.gate
    said = [clean(ground.declare.comment)] if ground.declare.comment else []
    if result.total:
        said += _sets(result, abs(result.total)) + _unsplit(result, abs(result.total)) + _guessed(result)
    said += _data(result)
    parts: dict[str, list[str]] = {}
    for name, part in result.not_assessed:
        parts.setdefault(part, []).append(clean(name))
    said += [
        f"Not assessed: {PART_WORDS.get(part, part)} ({_listed(names)})." for part, names in parts.items()
    ]
    if ground.subject.footprint.boundary != result.boundary:
        said.append("The document covers the whole life; what comes after the gate is left out here.")
    return " ".join(said)


def _sets(result: Footprint, total: float) -> list[str]:
    if not result.foreign_sets:
        return []
    shares = ", ".join(
        f"{_percent(number / total)} in {name if name != 'unknown' else 'a set that the source does not state'}"
        for name, number in result.foreign_sets.items()
    )
    return [f"GWP sets: {shares}, the rest in {result.gwp_set}."]


def _unsplit(result: Footprint, total: float) -> list[str]:
    if abs(result.unsplit) <= _WORTH_SAYING * total:
        return []
    return [
        f"{_percent(result.unsplit / total)} of the total is CO2e without its gases and counts as fossil unless stated."
    ]


def _guessed(result: Footprint) -> list[str]:
    """How much rests on amounts that nobody found out: `data:` of their lines says so."""
    counted = [one for one in result.contributions if one.counted]
    every = fsum(abs(one.co2e) for one in counted)
    found = []
    for word in GUESSED:
        share = fsum(abs(one.co2e) for one in counted if one.flow.data == word) / every if every else 0.0
        if share > _WORTH_SAYING:
            found.append(f"{_percent(share)} of the total rests on {word} amounts.")
    return found


def _data(result: Footprint) -> list[str]:
    found = result.quality
    if found is None:
        return []
    said = []
    if found.silent > _WORTH_SAYING:
        said.append(
            f"{_percent(found.silent)} comes from statements without a primary data share, which counts as none."
        )
    covered = {name: one.coverage for name, one in found.ratings.items() if one.coverage < 1 - _WORTH_SAYING}
    if covered:
        shares = ", ".join(f"{name} {_percent(share)}" for name, share in covered.items())
        said.append(f"Data quality ratings cover this much of the total: {shares}.")
    return said


def _percent(share: float) -> str:
    return f"{format_number(100 * share, 3)} %"
