"""Carbon prices effectively paid (Regulation (EU) 2023/956, Article 9)."""

from __future__ import annotations

from carbonfoot.cbam.levels import Level
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.installation import Installation


def own_prices(
    read: Read, document: Installation, borne: list[tuple[float, Level]]
) -> list[dict[str, float]]:
    """For each process the price paid for its own emissions, per functional unit, by currency.

    `borne`: attributed direct emissions (t CO2e) and level of each process.
    """
    return [{} for _ in borne]
