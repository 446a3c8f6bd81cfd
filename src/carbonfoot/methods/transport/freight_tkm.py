"""One element of a transport chain: mass times distance, or the vehicles that this takes."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT
from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.factored import Factored, Said, clash, emitted
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.transport._vehicle import Load, cooled, item_of, with_load
from carbonfoot.methods.transport._way import Way, detour_once, kilometres
from carbonfoot.methods.work import Work, amount_of


class FreightTkm(Factored, Way, Load, Method):
    """Freight by tonne kilometres: a transport chain element."""

    about = About(
        id="transport/freight-tkm",
        title="Freight by tonne-kilometres (one transport chain element)",
        title_ko="화물 운송 (톤킬로미터, 운송 구간 하나)",
        tier="activity-based",
        formula=(
            "E = mass x distance x distance_adjustment x emission_factor",
            "with payload and load_factor: vehicle_km = mass x distance x distance_adjustment / (payload x load_factor)",
            "E = vehicle_km x (emission_factor + empty_return x emission_factor_empty)",
            "library per km: emission_factor = laden_0 + load_factor x (laden_100 - laden_0), emission_factor_empty = laden_0",
        ),
        gives="kg CO2e of the vehicle and of making its fuel (well-to-wheel), as far as the records cover it",
        reference="ISO 14083 transport chain elements, distance and load as in its words; GHG Protocol Scope 3 guidance,"
        " category 4, formula 4.6; factors per km and tkm of DESNZ",
        edition="2023; 2013; DESNZ 2025",
        valid_from="2023",
        example="mode: road/hgv/articulated\nmass: 2.4 t\ndistance: 180 km",
        limits=(
            "a factor per tkm holds the load and the empty way of its source: stating them beside it is refused",
            "aircraft factors of DESNZ hold the detour of 8 %: `distance_adjustment` beside them is refused",
            "`load_factor` is by mass; for goods that fill the vehicle by volume state the mass that it then carries",
        ),
        stage="inbound-transport",
    )

    mode = optional(TEXT, "Item under `freight/` of the library; not beside a stated factor.", "road/hgv")
    mass = required(number("t", above_zero=True), "What is carried.", "2.4 t")

    def compute(self, work: Work) -> list[Term]:
        """One term of tkm, or one each for the vehicle with goods and empty."""
        if self.emission_factor is None and self.mode is None:
            raise work.refuse(
                "CF102", "`mode` is missing", (), "add it, such as `mode: road/hgv`, or `emission_factor`"
            )
        if self.emission_factor is not None:
            clash(work, self, "refrigerated", "emission_factor")
        item = "" if self.mode is None else item_of(work, self.mode)
        if self.refrigerated and item:
            item = cooled(work, item)
        km, way = kilometres(work, self)
        detour_once(work, self, self, item)
        if self.load_factor is not None or self.payload is not None:
            return with_load(work, self, self, item, self.mass, km, way)
        for key in ("empty_return", "emission_factor_empty"):
            if getattr(self, key) is not None:
                message = (
                    f"`{key}` needs `payload` and `load_factor`: a factor per tkm holds the empty way already"
                )
                work.refuse("CF106", message, (key,), "add both, or leave it out")
        amount = amount_of(self.mass * km, "tkm")
        how = f"{self.mass:g} t x {way}"
        return [
            emitted(work, self, item or None, amount, Said(self.mode or "freight", at=("mass",), how=how))
        ]


METHOD = FreightTkm
