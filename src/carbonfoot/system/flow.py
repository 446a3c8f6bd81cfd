"""A flow: one line as the user wrote it, with what was found for it and what multiplies it."""

from __future__ import annotations

from typing import Any

from carbonfoot.quantities.units import Quantity
from carbonfoot.system.context import Context
from carbonfoot.system.model import Flow, Path
from carbonfoot.system.sources import Found


class Scale:
    """What multiplies a line: yields, lifetimes, uses; `because` says so in words."""

    __slots__ = ("because", "factor")

    def __init__(self, factor: float = 1.0, because: tuple[str, ...] = ()) -> None:
        self.factor = factor
        self.because = because

    def times(self, factor: float, because: str) -> Scale:
        """The scale with one more reason."""
        return Scale(self.factor * factor, (*self.because, because))


def flow(
    context: Context, line: Any, path: Path, stage: str, kind: str, scale: Scale, found: Found, **more: Any
) -> Flow:
    """A flow from a line and what was found for it."""
    context.known_place(getattr(line, "origin", None), (*path, "origin"))
    return Flow(
        path=path,
        name=more.get("name") or line.name or "",
        name_ko=more.get("name_ko") or getattr(line, "name_ko", None) or "",
        stage=stage,
        kind=kind,
        quantity=more.get("quantity"),
        multiplier=scale.factor,
        because=scale.because,
        sources=found.sources,
        link=more.get("link", -1),
        link_number=more.get("link_number", 0.0),
        link_how=more.get("link_how", ""),
        country=getattr(line, "origin", None) or more.get("country", ""),
        supplier=getattr(line, "supplier", None) or "",
        data=getattr(line, "data", None) or more.get("data") or "",
        tags=tuple(getattr(line, "tags", None) or ()),
        missing=found.missing,
        rule=more.get("rule", ""),
        not_assessed=found.not_assessed,
        passed_over=found.passed_over,
        stated=stated_data(line),
    )


def stated_data(line: Any) -> dict[str, object]:
    """Bounds, quality scores, codes, carbon content and notes of a line as plain data."""
    found: dict[str, object] = {}
    for key in ("low", "high"):
        value = getattr(line, key, None)
        if isinstance(value, Quantity):
            found[key] = {"value": value.number, "unit": value.unit.symbol}
    for key in ("quality", "carbon_content"):
        inner = getattr(line, key, None)
        if inner is not None:
            found[key] = {name: one.number for name, one in vars(inner).items() if isinstance(one, Quantity)}
    for key in ("cn_code", "note"):
        if getattr(line, key, None) is not None:
            found[key] = getattr(line, key)
    return found
