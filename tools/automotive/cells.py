"""The cells: their materials are those of a pack of the library, of which other documents stand for parts."""

from __future__ import annotations

CAPACITY = 77
"""kWh, which the cells are named by."""

CASE = 0.10
"""Share of the materials of a pack of the library that are its case, cooling and electronics: other documents here."""

MASS = {"A08": 352.0}
"""kg of what the library counts by kWh."""

SAID = "assumption of this example"

MATERIALS = (
    f"  - {{name: Cell materials, name_ko: 셀 재료, amount: {CAPACITY * (1 - CASE):.1f} kWh, "
    "factor: batteries/lithium-ion/materials/nmc622, origin: KR, data: illustrative, "
    f"note: {CAPACITY} kWh less a tenth for case and cooling and electronics}}"
)
MAKING = (
    f"  - {{name: Cell making, name_ko: 셀 제조, amount: {CAPACITY} kWh, factor: batteries/lithium-ion/assembly, "
    "origin: KR, data: illustrative, auxiliary: yes}"
)
LINES = (MATERIALS, MAKING)

SHARES = {
    "B13": ("Cell materials", "6 %"),
    "B14": ("Cell materials", "3 %"),
    "B15": ("Cell materials", "1 %"),
}
"""Which part of the pack of the library a supplier's own number stands for."""
