"""Several shipments on one run of a vehicle: its emissions shared among them."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.fields import TEXT, YES_NO
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required
from carbonfoot.methods.factored import (
    Energy,
    Factored,
    Said,
    clash,
    emitted,
    energy_terms,
    lacking,
    sized,
    stated_total,
)
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, quantity
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.transport._vehicle import item_of
from carbonfoot.methods.transport._way import between
from carbonfoot.methods.work import Refused, Work, amount_of
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import added


class Key(NamedTuple):
    """What shipments are weighed by: a quantity of theirs, and whether times a distance."""

    attribute: str
    distance: bool = False
    places: bool = False


KEYS = {
    "driven-tkm": Key("mass", distance=True),
    "shortest-tkm": Key("mass", distance=True),
    "great-circle-tkm": Key("mass", distance=True, places=True),
    "volume-km": Key("volume", distance=True, places=True),
    "teu-km": Key("teu", distance=True, places=True),
    "mass": Key("mass"),
    "volume": Key("volume"),
    "teu": Key("teu"),
    "pieces": Key("pieces"),
}


class Shipment(Shape):
    """A shipment on the run."""

    name = required(TEXT, "Which one.", "Hanil, pallet 3")
    mass = optional(number("t"), "Its mass.", "0.8 t")
    volume = optional(number("m3"), "Its volume.", "3.2 m3")
    teu = optional(number("TEU"), "Its containers.", "1 TEU")
    pieces = optional(number("piece"), "Its pieces, such as parcels.", "12 piece")
    distance = optional(
        number("km"),
        "From its origin to its destination, as `share_by` says: driven, shortest or great circle.",
        "42 km",
    )
    start = optional(
        WORD, "Where it is loaded, when not at `depot`: latitude and longitude.", "37.46, 126.44", key="from"
    )
    end = optional(WORD, "Where it is unloaded, when not at `depot`.", "37.27, 127.01", key="to")
    ours = optional(YES_NO, "Whether it is the one that is asked for.", "yes")


class SharedRun(Factored, Method):
    """A run with several shipments, such as a milk run."""

    about = About(
        id="transport/shared-run",
        title="Several shipments on one run (milk run)",
        title_ko="공동 배송 (밀크런)",
        tier="allocation",
        formula=(
            "share = weight(own shipment) / sum of weight(shipment)",
            "weight = mass x distance for driven-tkm, shortest-tkm and great-circle-tkm; mass, volume, teu or pieces else",
            "E = share x (emissions of the whole run, back to where it began)",
            "with mass: E x mass / (mass of the own shipments)",
        ),
        gives="kg CO2e of the user's own shipments; the shares of all are shown",
        reference="ISO 14083 allocation within a transport operation category; GHG Protocol Scope 3 guidance, category 4,"
        " example 4.3 (Deutsche Post DHL)",
        edition="2023; 2013",
        valid_from="2013",
        example="energy: {factor: fuels/diesel, amount: 21 L}\nshare_by: great-circle-tkm\nshipments:\n"
        "  - {name: A, mass: 2 t, distance: 40 km, ours: yes}\n  - {name: B, mass: 1 t, distance: 55 km}",
        limits=(
            "every shipment of the run is listed, with what it is weighed by",
            "driven-tkm depends on the order of the stops; ISO 14083 shares by the shortest feasible or great circle distance",
            "one of `energy`, `distance` with `mode` or `emission_factor`, and `emissions` states the whole run",
        ),
        stage="inbound-transport",
    )

    shipments = required(
        list_of(nested(lambda: Shipment)), "All that was on the run.", [{"name": "A", "mass": "1 t"}]
    )
    share_by = required(choice(*KEYS), "What the shipments are weighed by.", "great-circle-tkm")
    mass = optional(
        number("t", above_zero=True), "What of the own shipments counts; all of them unless stated.", "2.4 kg"
    )
    depot = optional(WORD, "Where the run begins and ends: latitude and longitude.", "37.46, 126.44")
    energy = optional(
        list_of(nested(lambda: Energy), wrap=True),
        "What the vehicle used on the whole run.",
        [{"factor": "fuels/diesel", "amount": "21 L"}],
    )
    mode = optional(TEXT, "Instead: the vehicle, an item under `freight/` with factors per km.", "road/van")
    distance = optional(number("km", above_zero=True), "With it: kilometres of the whole run.", "96 km")
    emissions = optional(
        quantity("kg CO2e", above_zero=True),
        "Instead: what the whole run emitted, as stated.",
        "31.5 kg CO2e",
    )

    def compute(self, work: Work) -> list[Term]:
        """The share of the own shipments in each part of the run."""
        share = self._share(work)
        why = f"share of the run by {self.share_by}"
        given = [key for key in ("energy", "distance", "emissions") if getattr(self, key) is not None]
        if not given:
            raise lacking(
                work, "energy", "state `energy`, or `mode` and `distance`, or `emissions` of the whole run"
            )
        for other in given[1:]:
            clash(work, self, other, given[0])
        if self.distance is None:
            clash(work, self, "mode", given[0])
            clash(work, self, "emission_factor", given[0])
        if self.energy is not None:
            return energy_terms(work, self, self.energy, share, why)
        how = f"{format_number(share, 6)} ({why})"
        if self.emissions is not None:
            return [stated_total(work, self, self.emissions, share, name="run", how=how)]
        if self.mode is None and self.emission_factor is None:
            raise work.refuse(
                "CF102", "`mode` is missing", (), "add `mode: road/van`, or `emission_factor` per km"
            )
        km = amount_of(0.0 if self.distance is None else self.distance, "km")
        item = None if self.mode is None else item_of(work, self.mode)
        return [
            emitted(
                work,
                self,
                item,
                sized(km, share),
                Said(self.mode or "run", at=("distance",), how=f"{km.text} x {how}"),
            )
        ]

    def _share(self, work: Work) -> float:
        """The part of the own shipments; those of all are written down."""
        key = KEYS[self.share_by]
        weights = [self._weight(work, one, key, ("shipments", at)) for at, one in enumerate(self.shipments)]
        if work.refused:
            raise Refused(self.share_by)
        whole = added(weights)
        if whole == 0:
            message = f"all shipments weigh nothing by {self.share_by}"
            raise work.refuse("CF208", message, ("shipments",), "state what they are shared by, above zero")
        ours = []
        for one, weight in zip(self.shipments, weights, strict=True):
            work.found(f"share of {one.name}", 100 * weight / whole, "%", "computed")
            if one.ours:
                ours.append(weight)
        if not ours:
            raise lacking(
                work, "ours", "mark the shipment that is asked for with `ours: yes`", ("shipments",)
            )
        return added(ours) / whole * self._counted(work)

    def _counted(self, work: Work) -> float:
        """The part of the own shipments that is asked for."""
        if self.mass is None:
            return 1.0
        masses = []
        for at, one in enumerate(self.shipments):
            if one.ours and one.mass is None:
                raise lacking(
                    work,
                    "mass",
                    "beside `mass` of what counts, the own shipments state theirs",
                    ("shipments", at),
                )
            masses += [one.mass] if one.ours and one.mass is not None else []
        if self.mass > added(masses):
            message = f"{self.mass:g} t are more than the own shipments, {format_number(added(masses), 6)} t"
            raise work.refuse("CF208", message, ("mass",), "mark all own shipments with `ours: yes`")
        work.found("part of the own shipments", self.mass / added(masses), "1", "computed")
        return self.mass / added(masses)

    def _weight(self, work: Work, one: Shipment, key: Key, here: Path) -> float:
        weight: float | None = getattr(one, key.attribute)
        if weight is None:
            help = f"every shipment states its {key.attribute}, or choose another `share_by`"
            work.refuse("CF431", f"`{one.name}` has no `{key.attribute}` to share by", here, help)
            weight = 0.0
        if not key.distance:
            return weight
        km = one.distance
        if one.start is None and one.end is None:
            if km is None:
                help = "state its `distance`" + (", or `to:` and the `depot:`" if key.places else "")
                work.refuse("CF431", f"`{one.name}` has no distance to share by", here, help)
            return weight * (km or 0.0)
        if km is not None or not key.places:
            message = (
                f"places have no effect on shares by {self.share_by}"
                if km is None
                else "both `distance` and places"
            )
            work.refuse("CF106", message, (*here, "from" if one.start else "to"), "state `distance` alone")
            return 0.0
        return weight * between(work, one.start or self.depot, one.end or self.depot, here)


METHOD = SharedRun
