"""Lime by kind and amount made, with dust and hydrated lime."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, choice, nested, optional, required
from carbonfoot.methods.lookups import FACTOR, mass_of, own_factor, per_oxide
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

_PACKS = ("ipcc-2006",)
_DEVELOPING = "developing"


class LimeDust(Shape):
    """Lime kiln dust (LKD) that is not returned to the kiln."""

    amount = required(number("kg"), "Dust that leaves the kiln.", "20 t")
    carbonate_share = required(
        share(), "Share of the original carbonate in the dust, before calcination.", "90 %"
    )
    calcination = required(share(), "How far that carbonate is calcined.", "95 %")


class Lime(Method):
    """Process CO2 of lime from what was made."""

    about = About(
        id="minerals/lime",
        title="Lime, tier 1 and 2",
        title_ko="석회 (Tier 1, 2)",
        tier="1, 2",
        formula=(
            "CO2 = amount x EF x LKD x (1 - hydrated_share x hydrated_water)",
            "EF = stoichiometric ratio x oxide_content (0.785 x 0.95, 0.913 x 0.95 or 0.85, 0.785 x 0.75)",
            "EF = cao x 0.785 + mgo x 1.092, where the oxides are analysed",
            "LKD = lkd_correction (1.02), or 1 + lkd / amount x carbonate_share x calcination",
            "type unspecified (tier 1): EF = 0.85 x 0.75 + 0.15 x 0.77, printed as 0.75 t CO2/t, no LKD",
        ),
        gives="kg CO2 of calcination; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, equations 2.6, 2.8 and 2.9, table 2.4; (EU) 2018/2066 annex IV section 10, "
            "method B; GHG Protocol lime tool 2.0"
        ),
        edition="2006",
        valid_from="2006",
        example="type: high-calcium\namount: 1200 t\nhydrated_share: 10 %\nhydrated_water: 28 %",
        limits=(
            "CO2 that is bound again on site (sugar, precipitated carbonate) is not taken off",
            "all lime is quicklime unless `hydrated_share` is stated",
            "dolomitic lime needs its oxide content, or the group of countries whose default is meant",
        ),
        parameters=("processes/lime",),
    )

    type = required(
        choice("high-calcium", "dolomitic", "hydraulic", "unspecified"), "Kind of lime.", "high-calcium"
    )
    amount = required(number("kg", above_zero=True), "Lime made, hydrated lime included.", "1200 t")
    oxide_content = optional(share(above_zero=True), "CaO, or CaO and MgO, of the lime.", "95 %")
    cao = optional(share(above_zero=True), "CaO of the lime by analysis, without what is uncalcined.", "94 %")
    mgo = optional(share(), "MgO of the lime by analysis, beside `cao`.", "1 %")
    country_group = optional(
        choice("developed", _DEVELOPING), "For the default oxide content of dolomitic lime.", "developed"
    )
    emission_factor = optional(FACTOR, "CO2 per lime, before dust, instead of its oxides.", "0.75 t/t")
    hydrated_share = optional(share(), "Share of the amount that is hydrated lime.", "10 %")
    hydrated_water = optional(share(), "Water of hydrated lime; 28 % unless stated.", "28 %")
    lkd_correction = optional(
        share(low=1.0, high=2.0), "Correction for dust; 1.02 unless stated, 1 for none.", "1.02"
    )
    lkd = optional(
        nested(lambda: LimeDust),
        "Dust that leaves the kiln, instead of a correction.",
        {"amount": "20 t", "carbonate_share": "90 %", "calcination": "95 %"},
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the lime made."""
        each = self._factor(work)
        dust = self._dust(work)
        dry = self._dry(work)
        co2 = self.amount * each * dust * dry
        how = f"{self.amount:g} kg x {each:.6g} x {dust:.6g} x {dry:.6g}"
        return [
            Term(
                "calcination of lime",
                "석회 소성",
                ("amount",),
                mass_of(self.amount),
                {"co2": co2},
                how=how,
            )
        ]

    def _factor(self, work: Work) -> float:
        if self.country_group is not None and self.type != "dolomitic":
            message = "`country_group` tells only the default oxide content of dolomitic lime"
            raise work.refuse("CF106", message, ("country_group",), "leave it out")
        ways = ("emission_factor", "cao", "oxide_content")
        given = [name for name in ways if getattr(self, name) is not None]
        for name in given[1:]:
            message = f"`{name}` has no effect beside `{given[0]}`"
            raise work.refuse("CF106", message, (name,), "leave one of them out")
        if self.mgo is not None and self.cao is None:
            raise work.refuse("CF102", "`cao` is missing beside `mgo`", (), "state both, by analysis")
        if given and self.country_group is not None:
            message = f"`country_group` has no effect beside `{given[0]}`"
            raise work.refuse("CF106", message, ("country_group",), "leave it out")
        if self.emission_factor is not None:
            return own_factor(self.emission_factor)
        if self.cao is not None:
            magnesia = self.mgo or 0.0
            if self.cao + magnesia > 1:
                raise work.refuse(
                    "CF208", "CaO and MgO are more than the lime", ("cao",), "state shares of it"
                )
            return self.cao * per_oxide(work, "CaO") + magnesia * per_oxide(work, "MgO")
        if self.type == "unspecified":
            if self.oxide_content is not None:
                help = "name the kind of lime"
                raise work.refuse("CF106", "the oxide content is of one kind of lime", ("type",), help)
            return work.constant("lime-tier-1")
        if self.type != "dolomitic":
            return self._of(work, self.type, self.oxide_content)
        if self.oxide_content is None and self.country_group is None:
            help = "state `oxide_content:`, or `country_group:` for 95 % (developed) or 85 % (developing)"
            raise work.refuse("CF102", "the oxide content of the dolomitic lime is missing", (), help)
        return self._of(work, f"dolomitic-{self.country_group or 'developed'}-countries", self.oxide_content)

    def _of(self, work: Work, name: str, content: float | None) -> float:
        item = f"processes/lime/{name}"
        ratio = work.number(item, "stoichiometric-ratio", "kg/kg", packs=_PACKS)
        if content is None:
            content = work.number(item, "oxide-content", "kg/kg", packs=_PACKS)
        return ratio * content

    def _dust(self, work: Work) -> float:
        if self.lkd is not None and self.lkd_correction is not None:
            message = "`lkd_correction` and `lkd` both count the dust"
            raise work.refuse("CF106", message, ("lkd_correction",), "leave one of them out")
        if self.lkd is not None:
            lost = self.lkd.amount / self.amount * self.lkd.carbonate_share * self.lkd.calcination
            work.found("LKD correction", 1.0 + lost, "1", "computed")
            return 1.0 + lost
        if self.lkd_correction is not None:
            return self.lkd_correction
        if self.type == "unspecified":  # tier 1 counts no dust
            return 1.0
        name = "dolomitic-developed-countries" if self.type == "dolomitic" else self.type
        return work.number(f"processes/lime/{name}", "lkd-correction-factor", "kg/kg", packs=_PACKS)

    def _dry(self, work: Work) -> float:
        if self.hydrated_share is None:
            if self.hydrated_water is not None:
                message = "`hydrated_water` has no effect without `hydrated_share`"
                raise work.refuse("CF106", message, ("hydrated_water",), "state both")
            return 1.0
        water = self.hydrated_water
        if water is None:
            water = work.constant("hydrated-lime-water")
        return 1.0 - self.hydrated_share * water


METHOD = Lime
