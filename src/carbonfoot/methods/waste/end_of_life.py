"""What becomes of a product after its use: by material, collected or not."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM
from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, share
from carbonfoot.methods.portions import in_vain, needed, whole
from carbonfoot.methods.terms import Draw, Path, Term
from carbonfoot.methods.waste._streams import FACTORS, Handling, routes, terms, without_effect
from carbonfoot.methods.work import Work, amount_of


class Material(Shape):
    """One material of the product, with what becomes of it once it is collected."""

    name = optional(WORD, "What it is.", "Housing")
    waste = required(ITEM, "Item of the library.", "waste/plastic/average")
    treatments = required(
        each(share()), "Shares of what becomes of it.", {"recycling": "70 %", "landfill": "30 %"}
    )
    share = required(share(), "Share of the mass of the product.", "30 %")
    emission_factors = optional(
        FACTORS,
        "Stated factors by treatment, in place of the library.",
        {"landfill": "0.4 kg CO2e/kg"},
    )
    source = optional(WORD, "Who states the factors, in which document.", "Treatment Co., 2025")


class Haul(Shape):
    """The way to treatment."""

    mode = required(WORD, "Item under `freight/`.", "road/hgv")
    distance = required(number("km"), "How far.", "50 km")


class EndOfLife(Method):
    """Treatment of a product at the end of its life."""

    about = About(
        id="waste/end-of-life",
        title="End of life of a product, by material",
        title_ko="제품 폐기 단계 (재질별)",
        tier="waste-type-specific",
        formula=(
            "E = mass x SUM(share x (collected x treatments + (1 - collected) x uncollected) x factor)",
            "transport: mass x collected x distance",
        ),
        gives="kg CO2e of collection and treatment, with cut-off: no credit for what is recycled or recovered",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 12, formula 12.1",
        edition="1.0, 2013",
        valid_from="2013",
        example="mass: 2 kg\ncollected: 80 %\nuncollected: {landfill: 100 %}\nmaterials:\n"
        "- {waste: waste/metal-scrap, share: 70 %, treatments: {recycling: 95 %, landfill: 5 %}}\n"
        "- {waste: waste/plastic/average, share: 30 %, treatments: {incineration: 100 %}}\norigin: GB",
        limits=(
            "shares of materials and of treatments add up to 100 %",
            "recycling takes the factor of collecting and sorting; `cut_off: [recycling]` leaves it free of burden",
            "a credit for recycling needs the circular footprint formula or `avoids:` of an output",
        ),
        stage="end-of-life",
    )

    mass = required(number("kg", above_zero=True), "Mass of the product that is disposed of.", "2 kg")
    materials = required(
        list_of(nested(lambda: Material), wrap=True),
        "What it is made of; shares add up to 100 %.",
        [{"waste": "waste/metal-scrap", "share": "100 %", "treatments": {"recycling": "100 %"}}],
    )
    collected = required(share(), "Share that is collected separately.", "80 %")
    uncollected = optional(each(share()), "What becomes of the rest.", {"landfill": "100 %"})
    transport = optional(
        nested(lambda: Haul),
        "The way to treatment, of what is collected.",
        {"mode": "road/hgv", "distance": "50 km"},
    )
    cut_off = optional(list_of(WORD, wrap=True), "Treatments that leave free of burden.", ["recycling"])
    origin = optional(COUNTRY, "Where it is treated, when not where the product is made.", "GB")

    def compute(self, work: Work) -> list[Term]:
        """One term for each material, way of collection and treatment; one for transport."""
        whole(work, {str(at): one.share for at, one in enumerate(self.materials)}, ("materials",))
        rest = 1 - self.collected
        if rest > 0:
            needed(work, self.uncollected, "uncollected", "and not all is collected")
        else:
            in_vain(work, {"uncollected": self.uncollected}, "where all is collected")
        found: list[Term] = []
        free = tuple(self.cut_off or ())
        for index, name in enumerate(free):
            routes(work, {name: 1.0}, ("cut_off", index))
        treated = {*(self.uncollected or ()), *(name for one in self.materials for name in one.treatments)}
        without_effect(work, free, treated, ("cut_off",), "a rule")
        for index, one in enumerate(self.materials):
            found += self._of_material(work, one, ("materials", index), free)
        if self.transport is not None:
            mode, distance = self.transport.mode, self.transport.distance
            item = mode if mode.startswith("freight/") else f"freight/{mode}"
            done = amount_of(self.mass / 1000 * self.collected * distance, "tkm")
            how = f"{self.mass / 1000:g} t x {self.collected:g} x {distance:g} km"
            draw = Draw(item, done, origin=self.origin or "")
            at: Path = ("transport",)
            found.append(Term("transport", "운송", at, done, draws=(draw,), how=how, scope="3"))
        return found

    def _of_material(self, work: Work, one: Material, at: Path, free: tuple[str, ...]) -> list[Term]:
        ways = [(self.collected, routes(work, one.treatments, (*at, "treatments")))]
        if self.uncollected is not None:
            ways.append((1 - self.collected, routes(work, self.uncollected, ("uncollected",))))
        if one.emission_factors is None:
            in_vain(work, {"source": one.source}, "without `emission_factors`", at)
        else:
            needed(work, one.source, "source", "and `emission_factors` are stated", at)
            treated = {*(self.uncollected or ()), *one.treatments}
            without_effect(work, one.emission_factors, treated, (*at, "emission_factors"), "a factor")
        together: dict[str, float] = {}
        for part, treatments in ways:
            for name, inner in treatments.items():
                together[name] = together.get(name, 0.0) + part * inner
        return terms(
            work,
            one.waste,
            amount_of(self.mass * one.share, "kg"),
            together,
            (*at, "waste"),
            Handling(free, self.origin or "", None, one.emission_factors, one.source or ""),
        )


METHOD = EndOfLife
