"""The scopes of a site as data."""

from __future__ import annotations

from typing import Any

from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.accounts import shared
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.scopes import Scopes
from carbonfoot.quantities.numbers import round_digits


def shared_data(result: Footprint) -> list[dict[str, Any]]:
    """Every line of the site with the key it is shared by, and the share of each product that bears some of it."""
    return [
        {
            "path": path_text(one.path),
            "name": one.name,
            "by": one.by or None,
            "shares": [
                {"id": result.activities[index].id, "share": round_digits(share)}
                for index, share in one.shares
            ],
        }
        for one in shared(result)
    ]


def scopes_data(found: Scopes) -> dict[str, Any]:
    """kg CO2e of the period by scope; `2` is by contracts where there are any, `2_by_place` never."""
    return {
        "1": round_digits(found.one),
        "2": round_digits(found.two),
        "2_by_place": round_digits(found.location),
        "3": round_digits(found.three),
        "by_contracts": found.by_contracts,
        "2_with_upstream": round_digits(found.undivided),
        "biogenic_co2": round_digits(found.biogenic_co2),
        "credits": round_digits(found.credits),
    }
