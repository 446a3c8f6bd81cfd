"""The cradle-to-gate part of any footprint: formats that end at the gate declare it, whatever the document covers."""

from __future__ import annotations

from carbonfoot.footprint.contributions import within
from carbonfoot.footprint.quality import quality
from carbonfoot.footprint.result import Footprint

GATE = "cradle-to-gate"


def at_gate(result: Footprint) -> Footprint:
    """The same product up to its gate: total, split, stages, exclusions, contributions, credits and quality of that.

    Later stages stand in `later` and `beyond`, as they do for a document that ends at the gate. Its uncertainty is not
    worked out (None). A result that was refused stays without a total; one that only lacks lines of later stages has
    one. A footprint that ends there already is returned as it is. Raises `OverflowError` as `contributions.within`.
    """
    if result.boundary == GATE:
        return result
    found = within(result.system, result.solved, GATE, result.period)
    if result.total is None and not result.missing:
        found = found._replace(total=None)
    if result.credits is not None or result.methods or result.produced:
        from carbonfoot.footprint.sharing import with_sharing

        found = with_sharing(found)
    if found.total is not None:
        found = found._replace(quality=quality(found))
    if result.asks is not None:
        from carbonfoot.footprint.asking import asks

        found = found._replace(asks=asks(found))
    return found
