"""What a line does not state, taken at its worst: which record that is, and how it is said."""

from __future__ import annotations

from carbonfoot.factors.library import Record
from carbonfoot.factors.need import Need, Resolution
from carbonfoot.factors.worst import worst
from carbonfoot.system.characterise import UnknownGwp, characterise
from carbonfoot.system.context import Context
from carbonfoot.system.model import Assumed, Path

WORDS = {
    ("origin",): "does not state its origin",
    ("route",): "does not state its route",
    ("origin", "route"): "states neither its origin nor its route",
    ("record",): "fits two factors equally well",
}

_HELP = {"origin": "`origin:`", "route": "`route:`", "record": "`record:`"}


def at_worst(context: Context, need: Need, nowhere: bool) -> tuple[Resolution, Assumed] | None:
    """The answer that gives most; None where the line says enough, or nothing fits."""

    def weigh(record: Record) -> float | None:
        try:
            return characterise(context.library, record, context.gwp_set).co2e
        except UnknownGwp:
            return None

    found = worst(context.library, need, weigh, anywhere=nowhere)
    if found is None:
        return None
    records = tuple(use.record.id for use in found.resolution.uses)
    assumed = Assumed(
        found.missing, records, found.answers, found.kg, found.median, found.lowest, found.least.id
    )
    return found.resolution, assumed


def of_share(assumed: Assumed, share: float) -> Assumed:
    """The part of a line that a recycled share leaves to one route."""
    return assumed._replace(
        kg=share * assumed.kg, median=share * assumed.median, lowest=share * assumed.lowest
    )


def said(context: Context, need: Need, assumed: Assumed, name: str, path: Path) -> None:
    """CF507: what is missing, and what stands for it."""
    record = context.library.record(assumed.records[0])
    assert record is not None, assumed.records  # noqa: S101
    route = f", {record.route}" if record.route and record.route != need.route else ""
    of = f"the highest of {assumed.answers}" if assumed.answers > 1 else "the only one that fits"
    message = f"`{name}` {WORDS[assumed.missing]}; {of} stands for it: `{record.id}` ({record.geo} {record.year}{route})"
    keys = " and ".join(_HELP[one] for one in assumed.missing)
    help = f"state {keys}; `Ask first` in the result says what that may save"
    context.report("CF507", message, path, help, on="key")
