"""A line of a bill of materials on its way from a table to a document."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a line stands: what `Spot` asks for."""

    number: int
    line: int
    written: str


class Line:
    """One line; every text as it stands, an amount as digits with a point, "" where there is none.

    place     its row
    said      what the cells of amount and mass hold, where they were no number: shown to who decides
    unit      one of ours, "" where `unit_text` says too little; so with `mass`, which is that of one piece
    parent, parts  its place in the tree; `depth` counts from the product
    above     the number of its parent, and its name, where the table says so
    share     its amount per one of its parent; "" where that is not known
    """

    __slots__ = (
        *("place", "level", "indent", "depth", "name", "number", "material", "spec", "amount", "said"),
        *("unit", "unit_text", "total", "mass", "mass_unit", "origin", "supplier", "code", "phantom"),
        *("parent", "parts", "share", "above", "above_name"),
    )

    def __init__(self, place: Place) -> None:
        self.place = place
        self.level = self.name = self.number = self.material = self.spec = ""
        self.amount = self.said = self.unit = self.unit_text = self.total = self.mass = self.mass_unit = ""
        self.origin = self.supplier = self.code = self.share = self.above = self.above_name = ""
        self.indent = self.depth = 0
        self.phantom = False
        self.parent: Line | None = None
        self.parts: list[Line] = []

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or self.number or self.material or self.spec
