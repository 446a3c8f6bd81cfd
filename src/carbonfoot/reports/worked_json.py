"""The method behind a line, as data."""

from __future__ import annotations

from typing import Any

from carbonfoot.system.model import Flow


def worked_data(flow: Flow) -> dict[str, Any]:
    """The method that a line comes from, with every number that it took."""
    worked = flow.worked
    assert worked is not None  # noqa: S101 - asked before
    return {
        "method": worked.id,
        "tier": worked.tier,
        "formula": list(worked.formula),
        "reference": worked.reference,
        "working": flow.how or None,
        "values": [{"key": key, "value": value, "from": origin} for key, value, origin in worked.values],
    }
