"""Freight by aircraft; its effects beyond its gases only on request."""

from __future__ import annotations

from carbonfoot.documents.fields import YES_NO
from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.factored import Factored, Said, clash, emitted
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.transport._way import Way, detour_once, kilometres
from carbonfoot.methods.work import Work, amount_of

FORCING = "with-radiative-forcing"
"""Route of the records that count the effects of aircraft beyond their gases."""

HAULS = ("domestic", "short-haul", "long-haul", "international")


class AirFreight(Factored, Way, Method):
    """Freight by aircraft, tonne kilometres on the great circle."""

    about = About(
        id="transport/air-freight",
        title="Air freight",
        title_ko="항공 화물",
        tier="activity-based",
        formula=("E = mass x distance x distance_adjustment x emission_factor(haul, radiative_forcing)",),
        gives="kg CO2e of the aircraft and of making its fuel, shown as aircraft",
        reference="UK government conversion factors, sheets Freighting goods and WTT- delivery vehs & freight",
        edition="2025",
        valid_from="2024",
        example="haul: long-haul\nmass: 120 kg\nfrom: 37.46, 126.44\nto: 50.03, 8.57",
        limits=(
            "effects of aircraft beyond their gases count only with `radiative_forcing: yes` (indirect effects: 70 % more CO2)",
            "factors of DESNZ hold the detour of 8 %: `distance_adjustment` beside them is refused",
            "gross mass, not the chargeable mass of the freight bill",
            "road legs to and from the airports are elements of their own",
        ),
        stage="inbound-transport",
    )

    mass = required(number("t", above_zero=True), "What is carried.", "120 kg")
    haul = optional(
        choice(*HAULS),
        "Seen from the UK: within it, within Europe, farther; `international` between other countries.",
        "long-haul",
    )
    radiative_forcing = optional(YES_NO, "Whether effects beyond the gases count; no unless stated.", "no")

    def compute(self, work: Work) -> list[Term]:
        """One term of tkm."""
        if self.emission_factor is not None:
            for key in ("haul", "radiative_forcing"):
                clash(work, self, key, "emission_factor")
        elif self.haul is None:
            help = f"add `haul:`, one of {', '.join(HAULS)}, or state `emission_factor`"
            raise work.refuse("CF102", "`haul` is missing", (), help)
        item = f"freight/air/{self.haul}" if self.haul else None
        km, way = kilometres(work, self)
        detour_once(work, self, self, item or "")
        route = FORCING if self.radiative_forcing else ""
        if route:
            for key in ("route", "record"):
                clash(work, self, key, "radiative_forcing")
        amount = amount_of(self.mass * km, "tkm")
        how = f"{self.mass:g} t x {way}"
        name = self.haul or "aircraft"
        return [emitted(work, self, item, amount, Said(name, at=("mass",), how=how), route=route)]


METHOD = AirFreight
