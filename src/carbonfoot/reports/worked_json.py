"""The method behind a line, as data."""

from __future__ import annotations

from typing import Any

from carbonfoot.factors.library import Library
from carbonfoot.factors.numbers import row_of
from carbonfoot.reports.private import WITHHELD, is_private
from carbonfoot.system.model import Flow


def worked_data(library: Library, flow: Flow) -> dict[str, Any]:
    """The method that a line comes from, with every number that it took.

    A number of a private pack is withheld, and so is what was computed with it.
    """
    worked = flow.worked
    assert worked is not None  # noqa: S101 - asked before
    private = {id for id in worked.numbers if is_private(library, id.partition(":")[0])}
    hidden = {
        origin for *_, origin in worked.values if row_of(library, origin) in private or origin == "computed"
    }
    hidden = hidden if private else set()
    return {
        "method": worked.id,
        "tier": worked.tier,
        "formula": list(worked.formula),
        "reference": worked.reference,
        "working": None if hidden else flow.how or None,
        "values": [
            {"key": key, "value": WITHHELD if origin in hidden else value, "from": origin}
            for key, value, origin in worked.values
        ],
    }
