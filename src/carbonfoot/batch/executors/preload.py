"""What the process that starts the others of a pool imports once for all of them."""

from __future__ import annotations

__all__: list[str] = []
