"""Zero-rated carbon in a mass balance (Implementing Regulation (EU) 2025/2547, Annex II, B.3.2, last paragraph)."""

from __future__ import annotations

from carbonfoot.cbam.model import StreamResult
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.cbam.standard import TRANSITIONAL_END

_NEARLY = 1e-9
_NOTES = ("Implementing Regulation (EU) 2025/2547, Annex II, B.3.2",)


def in_outputs(read: Read, document: Installation, streams: list[StreamResult]) -> list[StreamResult]:
    """The streams, with outputs that carry off at least the zero-rated carbon that came in, unless it is traced.

    Until 2025 outputs count as stated.
    """
    if document.period.year <= TRANSITIONAL_END or not any(one.biogenic for one in streams):
        return streams
    used = document.source_streams or []
    balance = [index for index, one in enumerate(streams) if one.method == "mass-balance"]
    coming = sum(streams[index].biogenic for index in balance if streams[index].biogenic > 0)
    leaving = [index for index in balance if streams[index].fossil < 0 or streams[index].biogenic < 0]
    free = [index for index in leaving if not used[index].carbon_out_traced]
    carried = -sum(min(streams[index].biogenic, 0.0) for index in leaving)
    short = coming - carried
    room = -sum(streams[index].fossil for index in free)
    if short <= _NEARLY * max(coming, 1.0) or room <= 0:
        return streams
    share = min(short / room, 1.0)
    found = list(streams)
    for index in free:
        one = streams[index]
        moved = one.fossil * share
        found[index] = one._replace(fossil=one.fossil - moved, biogenic=one.biogenic + moved)
    moved = min(short, room)
    help = (
        "add `carbon_out_traced: yes` to outputs whose biomass share is proven by carbon-14 or stoichiometry"
    )
    message = f"outputs count as carrying {moved:.6g} t CO2 of the zero-rated carbon that came in"
    read.report("CF814", message, ("source_streams", free[0]), help, _NOTES)
    return found


def carbon_balance(read: Read, streams: list[StreamResult]) -> None:
    """A finding (CF703) where more carbon leaves a mass balance than came in with all source streams."""
    carbon = [one for one in streams if one.method in {"combustion", "process", "mass-balance"}]
    left = sum(one.fossil + one.biogenic for one in carbon)
    gross = sum(abs(one.fossil) + abs(one.biogenic) for one in carbon)
    if left < -_NEARLY * gross:
        first = next(one for one in carbon if one.fossil + one.biogenic < 0)
        message = f"more carbon leaves than comes in, by {-left:.6g} t CO2"
        help = "check amounts and carbon contents, and whether an input is missing"
        read.report("CF703", message, first.path, help, _NOTES)
