"""Gases of semiconductor fabs: etching and cleaning, by gas and process."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, optional
from carbonfoot.methods.electronics._tables import IPCC
from carbonfoot.methods.electronics._uses import (
    EDITION,
    FORMULA,
    GIVES,
    LIMITS,
    REFERENCE,
    GasUses,
)
from carbonfoot.methods.method import About
from carbonfoot.methods.needs import number
from carbonfoot.methods.work import Work

_WAFERS = {150: "200mm", 200: "200mm", 300: "300mm", 450: "300mm"}
"""mm to the tables of 40 CFR 98: I-11 is for 150 and 200 mm, I-12 for 300 and 450 mm, I-20 for 300 mm."""

_LARGEST = 450


class Wafers(Shape):
    """The size of the wafers."""

    wafer = optional(
        number("mm", above_zero=True), "Diameter of the wafers; the tables of 40 CFR 98 ask for it.", "300 mm"
    )


class SemiconductorGases(GasUses, Wafers):
    """Fluorinated gases and N2O that semiconductor tools use."""

    about = About(
        id="electronics/gas-use",
        title="Gases of semiconductor fabs, by gas and process",
        title_ko="반도체 공정가스 (식각·세정, 가스별·공정별)",
        tier="2a, 2b, 3",
        formula=FORMULA,
        gives=GIVES,
        reference=REFERENCE,
        edition=EDITION,
        valid_from="2006",
        example=(
            "wafer: 300 mm\n"
            "gases:\n"
            "  - gas: NF3\n"
            "    fed: 900 kg\n"
            "    process: remote-plasma\n"
            "    abated: 80 %\n"
            "    destruction_efficiency: 95 %\n"
            "    uptime: 98 %\n"
            "    by_product_efficiency: {others: 90 %}"
        ),
        limits=(
            *LIMITS,
            "40 CFR 98: tables I-11, I-12 (all processes) and I-20 (300 mm by process); I-3 and I-4 are not in the library",
        ),
        parameters=(
            "semiconductor/200mm",
            "semiconductor/300mm",
            "semiconductor/etch",
            "semiconductor/chamber-cleaning",
            "semiconductor/all-processes",
            "electronics/gas-container",
            "electronics/emission-control/destruction",
        ),
    )

    def industry(self, work: Work, table: str) -> str:
        """The industry with the wafer size, where the source has a table for each."""
        return semiconductor(work, table, self.wafer, looks_up=self.looks_up())


def semiconductor(work: Work, table: str, wafer: float | None, *, looks_up: bool) -> str:
    """The place of the factors for a size of wafer. Raises `Refused`: CF102, CF106, CF702."""
    if table == IPCC:
        if wafer is not None:
            message = "`wafer` has no effect: the tables of IPCC 2006 hold for all sizes"
            raise work.refuse("CF106", message, ("wafer",), "leave it out, or choose `edition: us-40cfr98`")
        return "semiconductor"
    if wafer is None:
        if not looks_up:
            return "semiconductor"
        message = "the tables of 40 CFR 98 depend on the diameter of the wafers, which is not stated"
        raise work.refuse("CF102", message, (), "add `wafer: 300 mm`")
    size = next((size for size in _WAFERS if abs(wafer - size) < 1), None)
    if size is None:
        message = f"there is no table for wafers of {wafer:g} mm"
        raise work.refuse("CF702", message, ("wafer",), "the tables are for 150, 200, 300 and 450 mm")
    if size == _LARGEST and looks_up:
        work.remark("CF305", "450 mm: only table I-12, for all processes, names this size", ("wafer",))
    return f"semiconductor/{_WAFERS[size]}"


METHOD = SemiconductorGases
