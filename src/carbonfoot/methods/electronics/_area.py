"""The area of substrate that a plant processed: stated, or from its capacity."""

from __future__ import annotations

from carbonfoot.methods.work import Work


def processed(work: Work, area: float | None, capacity: float | None, utilisation: float | None) -> float:
    """m2. Raises `Refused`: CF102 for what is missing, CF106 for what excludes another."""
    if area is not None:
        for key, given in (("capacity", capacity), ("capacity_utilisation", utilisation)):
            if given is not None:
                raise work.refuse("CF106", f"`{key}` has no effect beside `area`", (key,), "leave it out")
        return area
    if capacity is None:
        message = "how much substrate is processed is not stated"
        raise work.refuse("CF102", message, (), "add `area:`, or `capacity:` with `capacity_utilisation:`")
    if utilisation is None:
        message = "how much of the capacity is used is not stated"
        raise work.refuse("CF102", message, ("capacity",), "add `capacity_utilisation: 80 %`")
    return capacity * utilisation
