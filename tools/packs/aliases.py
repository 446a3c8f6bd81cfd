"""`aliases`: a table written by hand, so there is no published file to rebuild it from."""

from __future__ import annotations

from pathlib import Path


def tables(data: Path) -> dict[str, str]:
    """No generated table: `factors/aliases/aliases.csv` is itself the authored source."""
    return {}
