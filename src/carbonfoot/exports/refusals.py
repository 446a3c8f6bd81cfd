"""Why a system is not written: numbers that are not to leave the firm, lines that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.findings.finding import Finding, Related
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Outcome
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow

RESTRICTED = ("private", "cite-only")
"""Share classes whose numbers do not go on: an export is made to be passed on."""

SHOWN = 4
"""Lines of a pack that a finding points at besides the first."""


def refusals(
    outcome: Outcome, result: Footprint, include_private: bool, allow_incomplete: bool
) -> list[Finding]:
    """CF490 and CF491 where something stops the export, CF492 where a licence goes with it."""
    found = _packs(outcome, result, include_private)
    if result.missing and not allow_incomplete:
        names = ", ".join(f"`{name}`" for name in result.missing[:SHOWN])
        word = "has" if len(result.missing) == 1 else "have"
        more = f" and {len(result.missing) - SHOWN} more" if len(result.missing) > SHOWN else ""
        message = f"{len(result.missing)} of {result.line_count} lines {word} no number: {names}{more}"
        help = "supply what is missing; `--allow-incomplete` writes what is known, marked as incomplete"
        lines = [
            (activity, flow) for activity in result.activities for flow in activity.flows if flow.missing
        ]
        found.append(_at("CF491", message, help, lines))
    return found


def out_of_range(file: str) -> Finding:
    """CF206 for a system whose amounts no other program could hold."""
    help = "an amount, a declared unit or a yield is wrong by many powers of ten"
    return Finding(
        "CF206", "an amount of the system is beyond the numbers that other programs hold", file, help=help
    )


def _packs(outcome: Outcome, result: Footprint, include_private: bool) -> list[Finding]:
    used: dict[str, list[tuple[Activity, Flow]]] = {}
    for activity, flow in _written(result):
        for pack in sorted({source.record.pack for source in flow.sources if source.record is not None}):
            used.setdefault(pack, []).append((activity, flow))
    found = []
    for pack, lines in sorted(used.items()):
        about = outcome.library.pack(pack)
        shared = about.get("share_class", "")
        if shared in RESTRICTED and not include_private:
            message = f"`{pack}` is {shared}: its numbers would stand in the file"
            help = "`--include-private` writes them; whoever gets the file can then read them"
            found.append(_at("CF490", message, help, lines))
        elif shared == "share-alike":
            message = f"the file holds numbers of `{pack}`, which are passed on under {about.get('licence', '')} only"
            help = "keep the licence with the file, and with what is made of it"
            found.append(_at("CF492", message, help, lines))
    return found


def _written(result: Footprint) -> Iterator[tuple[Activity, Flow]]:
    """Lines that stand in an export: up to every gate, and beyond that of the product where its boundary goes on."""
    for activity in result.activities:
        later = activity is result.product and result.boundary == "cradle-to-grave"
        for flow in activity.flows:
            if later or flow.stage not in BEYOND_GATE:
                yield activity, flow


def _at(code: str, message: str, help: str, lines: list[tuple[Activity, Flow]]) -> Finding:
    (activity, flow), *others = lines
    related = tuple(Related(one.file, line.path, "and here") for one, line in others[:SHOWN])
    return Finding(code, message, activity.file, flow.path, "key", help, related=related)
