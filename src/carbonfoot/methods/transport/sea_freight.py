"""Freight by ship: containers by TEU, anything by mass."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT
from carbonfoot.documents.shape import optional
from carbonfoot.methods.factored import Factored, Said, clash, emitted
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.transport._vehicle import item_of
from carbonfoot.methods.transport._way import Way, kilometres
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import parse_unit


class SeaFreight(Factored, Way, Method):
    """Freight by ship, by TEU kilometres or by tonne kilometres."""

    about = About(
        id="transport/sea-freight",
        title="Sea freight",
        title_ko="해상 화물",
        tier="activity-based",
        formula=(
            "by mass: E = mass x distance x distance_adjustment x emission_factor per tkm",
            "by container: E = teu x (mass / load) x distance x distance_adjustment x emission_factor per TEU.km",
            "container with factors per tkm: E = teu x mass_per_teu x distance x distance_adjustment x emission_factor",
        ),
        gives="kg CO2e of the ship and of making its fuel",
        reference="ISO 14083 transport chain elements; factors of DESNZ per tkm, of MOENV per TEU.km",
        edition="2023; DESNZ 2025; MOENV 2022",
        valid_from="2023",
        example="mode: container/8000-plus-teu\nmass: 14 t\ndistance: 20500 km\ndistance_kind: shortest-feasible",
        limits=(
            "a detour beyond the distance stated counts only as `distance_adjustment`",
            "trucks to and from the ports, and handling there, are elements of their own",
        ),
        stage="inbound-transport",
    )

    mode = optional(TEXT, "Item under `freight/sea/`; not beside a stated factor.", "container/8000-plus-teu")
    mass = optional(number("t", above_zero=True), "What is carried.", "14 t")
    teu = optional(number("TEU", above_zero=True), "Containers, in twenty-foot equivalent units.", "2 TEU")
    mass_per_teu = optional(
        number("t/TEU", above_zero=True), "Cargo of one TEU, for factors that are per tkm.", "10 t/TEU"
    )
    load = optional(
        number("t", above_zero=True), "With `teu` and `mass`: all goods in these containers.", "16 t"
    )

    def compute(self, work: Work) -> list[Term]:
        """One term, of tkm or of TEU.km."""
        item = (
            ""
            if self.mode is None
            else item_of(work, self.mode.removeprefix("sea/"), ("mode",), "freight/sea")
        )
        if self.emission_factor is None and not item:
            raise work.refuse(
                "CF102", "`mode` is missing", (), "add it, such as `mode: container`, or `emission_factor`"
            )
        km, way = kilometres(work, self)
        if self.teu is None:
            return self._by_mass(work, item, km, way)
        share = self._share(work)
        said = f"{self.teu:g} TEU" + (
            f" x {self.mass:g} t / {self.load:g} t" if self.mass and self.load else ""
        )
        if self._per_teu(work, item):
            if self.mass_per_teu is not None:
                clash(work, self, "mass_per_teu", "a factor per TEU.km")
            amount, how = amount_of(self.teu * share * km, "TEU.km"), f"{said} x {way}"
        else:
            if self.mass_per_teu is None:
                help = "state `mass_per_teu: 10 t/TEU`, or `mass` instead of `teu`"
                raise work.refuse(
                    "CF209", f"the factors of `{item}` are per tkm, and the mass is not known", ("teu",), help
                )
            amount = amount_of(self.teu * share * self.mass_per_teu * km, "tkm")
            how = f"{said} x {self.mass_per_teu:g} t/TEU x {way}"
        return [emitted(work, self, item or None, amount, Said(self.mode or "ship", at=("teu",), how=how))]

    def _by_mass(self, work: Work, item: str, km: float, way: str) -> list[Term]:
        for key in ("load", "mass_per_teu"):
            if getattr(self, key) is not None:
                work.refuse(
                    "CF106",
                    f"`{key}` has no effect without `teu`",
                    (key,),
                    "add `teu: 1 TEU`, or leave it out",
                )
        if self.mass is None:
            raise work.refuse("CF102", "`mass` is missing", (), "add `mass: 14 t`, or `teu: 2 TEU`")
        amount, how = amount_of(self.mass * km, "tkm"), f"{self.mass:g} t x {way}"
        return [emitted(work, self, item or None, amount, Said(self.mode or "ship", at=("mass",), how=how))]

    def _share(self, work: Work) -> float:
        """The part of the containers that is the user's own."""
        if self.mass is None and self.load is None:
            return 1.0
        if self.mass is None or self.load is None:
            key, other = ("load", "mass") if self.mass is not None else ("mass", "load")
            help = f"state `{key}` too: the share of the containers is mass / load; or leave `{other}` out"
            raise work.refuse("CF102", f"`{key}` is missing beside `teu` and `{other}`", (), help)
        if self.mass > self.load:
            message = f"{self.mass:g} t are more than the {self.load:g} t in the containers"
            raise work.refuse("CF208", message, ("load",), "`load` is all goods in these containers")
        return self.mass / self.load

    def _per_teu(self, work: Work, item: str) -> bool:
        unit = parse_unit("TEU.km").dimension
        if self.emission_factor is not None:
            return self.emission_factor.unit.dimension == parse_unit("kg CO2e/TEU.km").dimension
        if self.record is not None:
            named = work.library.record(self.record)
            return named is not None and parse_unit(named.unit_den).dimension == unit
        if self.mass_per_teu is not None:
            return False
        return any(parse_unit(one.unit_den).dimension == unit for one in work.library.records(item))


METHOD = SeaFreight
