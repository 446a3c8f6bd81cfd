"""Targets in a programme document."""

from __future__ import annotations

from carbonfoot.documents.fields import AMOUNT, SHARE, TEXT
from carbonfoot.documents.programme_years import by_year
from carbonfoot.documents.shape import Shape, optional, required


class Target(Shape):
    """A path per year for a product (per declared unit), or for all that the programme makes (tonnes a year)."""

    id = required(TEXT, "Short id.", "car-2030")
    product = optional(
        TEXT, "Product, by the path of its document; the whole programme without it.", "car.yaml"
    )
    path = optional(by_year(AMOUNT), "At most so much, by year (linear between).", {"2030": "5.2 t CO2e"})
    reduction = optional(
        by_year(SHARE), "Or: at least so much below the base year, by year.", {"2030": "25 %"}
    )
    budget = optional(
        AMOUNT,
        "At most so much over all years together, for the whole programme or product x volume.",
        "900000 t CO2e",
    )
    spend_at_most = optional(AMOUNT, "Investment that may be spent to close the gap.", "5000000000 KRW")
    source = optional(TEXT, "Who set it.", "agreement of 2025-11-17")
