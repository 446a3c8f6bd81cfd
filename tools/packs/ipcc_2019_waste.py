"""`ipcc-2019-waste`: default parameters read one by one from a copy, so there is no published file to rebuild it from."""

from __future__ import annotations

from pathlib import Path


def tables(data: Path) -> dict[str, str]:
    """No generated table: `factors/ipcc-2019-waste/parameters.csv` is itself the source."""
    return {}
