"""Waste on a landfill: the methane that one batch gives off, by first order decay."""

from __future__ import annotations

from math import e, log

from carbonfoot.documents.fields import YES_NO
from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, quantity, share
from carbonfoot.methods.portions import in_vain, mass_of, needed, one_of
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.waste import _kinds as kinds
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import raised

SITES = (
    *("managed-anaerobic", "managed-well-semi-aerobic", "managed-poorly-semi-aerobic"),
    *(
        "managed-well-active-aeration",
        "managed-poorly-active-aeration",
        "unmanaged-deep",
        "unmanaged-shallow",
    ),
    "uncategorised",
)
CLIMATES = ("boreal-temperate-dry", "boreal-temperate-wet", "tropical-dry", "tropical-wet")


class Landfill(Method):
    """CH4 and biogenic CO2 that waste gives off on a landfill, in all or within a horizon."""

    about = About(
        id="waste/landfill",
        title="Landfill of waste, by first order decay",
        title_ko="폐기물 매립 (1차 분해 모형)",
        tier="1 to 3",
        formula=(
            "DDOCm = amount x SUM(share x doc x docf) x mcf",
            "CH4 generated = DDOCm x methane_fraction x 16/12 x (1 - exp(-k x horizon)); all of it without `horizon`",
            "CH4 = generated x (1 - recovery) x (1 - oxidation_factor)",
            "CO2 biogenic = DDOCm decomposed x 44/12 - CH4 x 44/16",
        ),
        gives="kg CH4 and kg biogenic CO2 from one batch of waste; machines on the site are lines of their own",
        reference="IPCC Guidelines, volume 5, chapter 3, equations 3.1, 3.2, 3.3 and 3.6, and annex 3A.1 for"
        " the decay; 2019 Refinement, table 3.0 (docf by kind), tables 3.1 to 3.3",
        edition="2006 with the 2019 Refinement",
        valid_from="2006",
        example="waste: paper-and-cardboard\namount: 1 t\nsite: managed-anaerobic",
        limits=(
            "methane of all years to come is counted at once, as the GHG Protocol asks for waste of a year",
            "recovered gas counts as burned to biogenic CO2; energy made of it is no credit here",
            "carbon that never decomposes stays stored, and no removal is claimed for it",
            "fossil carbon on a landfill does not decompose; nor is CO2 counted of what decays with air (1 - mcf)",
            "decay begins at once: the months before it that a national inventory may allow for are not",
        ),
        parameters=("waste/municipal/*", "waste/industrial/*", "processes/landfill/*"),
        stage="waste",
    )

    amount = required(quantity("kg", "m3", above_zero=True), "Waste, as it comes in.", "1 t")
    density = optional(number("kg/m3", above_zero=True), "Density, for an amount in m3.", "250 kg/m3")
    waste = optional(WORD, "Kind of waste of the guidelines.", "paper-and-cardboard")
    composition = optional(
        each(share()), "Kinds of waste by shares of the wet mass.", {"food-waste": "40 %", "plastics": "60 %"}
    )
    doc = optional(number("kg/kg", high=1.0), "Degradable organic carbon in the wet waste.", "0.15 kg/kg")
    docf = optional(share(), "Share of that carbon that decomposes; by kind unless stated.", "50 %")
    site = optional(
        choice(*SITES), "Kind of landfill, for the methane correction factor.", "managed-anaerobic"
    )
    mcf = optional(share(), "Methane correction factor.", "1")
    methane_fraction = optional(
        share(), "Methane in the landfill gas, by volume; 50 % unless stated.", "50 %"
    )
    recovery = optional(
        share(), "Share of the generated methane that is collected and burned; none unless stated.", "40 %"
    )
    oxidation_factor = optional(
        share(), "Share of the rest that the cover oxidises; that of the site unless stated.", "10 %"
    )
    horizon = optional(
        number("year", above_zero=True), "Years that are counted; all unless stated.", "100 year"
    )
    k = optional(number("1/year"), "Decay rate.", "0.06 1/year")
    half_life = optional(number("year", above_zero=True), "Half-life, in place of the decay rate.", "12 year")
    climate = optional(choice(*CLIMATES), "Climate, for the decay rate of a kind.", "boreal-temperate-wet")
    on_site = optional(YES_NO, "Whether the landfill is the site's own (scope 1); otherwise scope 3.", "no")

    def compute(self, work: Work) -> list[Term]:
        """One term: the gases of the batch."""
        mass = mass_of(work, self.amount, self.density, "amount")
        mcf, oxidation = self._of_site(work)
        packs = kinds.PACKS
        fraction = self.methane_fraction
        if fraction is None:
            fraction = work.number("processes/landfill", "methane-fraction", "m3/m3", packs=packs)
        decomposed = 0.0
        for carbon, decays in self._carbon(work):
            decomposed = decomposed + carbon * decays
        decomposed = decomposed * mass * mcf
        recovery = 0.0 if self.recovery is None else self.recovery
        ratio = work.constant("ch4-per-carbon")
        generated = decomposed * fraction * ratio
        work.found("carbon decomposed", decomposed, "kg", "computed")
        work.found("CH4 generated", generated, "kg", "computed")
        ch4 = generated * (1 - recovery) * (1 - oxidation)
        co2 = decomposed * work.constant("co2-per-carbon") - ch4 * work.constant("co2-per-ch4")
        how = (
            f"{decomposed:.6g} kg C x {fraction:g} x 16/12 x (1 - {recovery:g}) x (1 - {oxidation:g})"
            f" = {ch4:.6g} kg CH4"
        )
        scope = "1" if self.on_site else "3"
        gases = {"ch4_biogenic": ch4, "co2_biogenic": co2}
        name = "landfill gas"
        return [Term(name, "매립가스", ("amount",), amount_of(mass, "kg"), gases, how=how, scope=scope)]

    def _of_site(self, work: Work) -> tuple[float, float]:
        """Methane correction factor, and the share of methane that the cover oxidises."""
        item = f"processes/landfill/{self.site}"
        if self.site is None:
            if self.mcf is None and self.oxidation_factor is None:
                help = "state the kind of landfill, such as `site: managed-anaerobic`, or `mcf:` with `oxidation_factor:`"
                raise work.refuse("CF102", "`site` is missing", (), help)
            needed(work, self.mcf, "mcf", "and `site` is not stated")
            needed(work, self.oxidation_factor, "oxidation_factor", "and `site` is not stated")
        elif self.mcf is not None and self.oxidation_factor is not None:
            in_vain(work, {"site": self.site}, "beside `mcf` and `oxidation_factor`")
        mcf, oxidation = self.mcf, self.oxidation_factor
        if mcf is None:
            mcf = work.number(item, "methane-correction-factor", "kg/kg", packs=kinds.PACKS, at=("site",))
        if oxidation is None:
            oxidation = work.number(item, "oxidation-factor", "kg/kg", packs=kinds.PACKS, at=("site",))
        return mcf, oxidation

    def _carbon(self, work: Work) -> list[tuple[float, float]]:
        """For each kind: kg of degradable carbon per kg of waste, and the share of it that decomposes in time."""
        stated = self.waste is None and self.composition is None
        if stated:
            needed(work, self.doc, "doc", "and neither `waste` nor `composition` is stated")
            needed(work, self.docf, "docf", "and neither `waste` nor `composition` is stated")
            assert self.doc is not None and self.docf is not None  # noqa: PT018, S101
            return [(self.doc, self.docf * self._in_time(work, "", ()))]
        way = one_of(work, {"waste": self.waste, "composition": self.composition})
        if way == "composition":
            in_vain(work, {"doc": self.doc}, "beside `composition`, whose kinds have their own")
        found = []
        for item, part in kinds.parts(work, self.waste, self.composition).items():
            doc, docf = self.doc, self.docf
            if doc is None:
                doc = self._number(work, item, "degradable-organic-carbon-wet", way)
            if docf is None:
                docf = self._number(work, item, "degradable-organic-carbon-decomposed", way) if doc else 0.0
            found.append((part * doc, docf * (self._in_time(work, item, (way,)) if doc else 1.0)))
        return found

    def _number(self, work: Work, item: str, what: str, way: str) -> float:
        """A number of a kind."""
        return work.number(item, what, "kg/kg", packs=kinds.PACKS, at=(way,))

    def _in_time(self, work: Work, item: str, at: Path) -> float:
        """Share of the decay that falls within the horizon."""
        if self.horizon is None:
            vain = {"k": self.k, "half_life": self.half_life, "climate": self.climate}
            in_vain(work, vain, "without `horizon`: all methane is counted")
            return 1.0
        if self.k is not None or self.half_life is not None:
            one_of(work, {"k": self.k, "half_life": self.half_life})
            in_vain(work, {"climate": self.climate}, "beside a decay rate that is stated")
            rate = self.k if self.k is not None else log(2) / (self.half_life or 1.0)
        else:
            needed(work, self.climate or None, "climate", "and `horizon` is stated without a decay rate")
            if not item:
                raise work.refuse("CF102", "`k` is missing, and `horizon` is stated", at, "state `k:`")
            climate = self.climate or ""
            rate = work.number(item, "decay-rate", "1/year", packs=kinds.PACKS, at=at, product=climate)
        return 1 - raised(e, -1 * rate * self.horizon)


METHOD = Landfill
