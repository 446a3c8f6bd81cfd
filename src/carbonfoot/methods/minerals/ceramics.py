"""Ceramics: carbonates and organic matter of clay and additives."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.carbon_streams import CarbonStream, burned, carbon_in
from carbonfoot.methods.carbonate_inputs import (
    TABLES,
    CarbonateInput,
    co2_ratio,
    given_off,
    mixed_ratio,
    released,
)
from carbonfoot.methods.lookups import mass_of, per_oxide
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

_ITEM = "processes/carbonates/limestone-in-clay"


class Ceramics(Method):
    """Process CO2 of bricks, tiles, refractories and other fired clay."""

    about = About(
        id="minerals/ceramics",
        title="Ceramics: carbonates of clay and additives",
        title_ko="세라믹 (점토와 첨가제의 탄산염)",
        tier="1, 2, 3",
        formula=(
            "CO2 = clay x caco3 x EF(CaCO3) x calcination + clay x mgco3 x EF(MgCO3) x calcination",
            "CO2 = amount x (cao x 0.785 + mgo x 1.092)",
            "+ sum of carbonates x purity x EF x calcination + sum of organic_carbon x carbon_content x 44/12",
            "defaults ipcc: clay x 0.1 x (0.85 x EF(CaCO3) + 0.15 x EF(CaMg(CO3)2))",
            "defaults eu: clay x 0.08794 t CO2/t x calcination, or amount x 0.09642 t CO2/t",
        ),
        gives="kg CO2 of carbonates and organic matter; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, section 2.5, equations 2.14 to 2.16; (EU) 2018/2066 annex IV section 12, "
            "methods A and B"
        ),
        edition="2006; 2018",
        valid_from="2006",
        example="clay: 1.1 t\ncaco3: 8 %\norganic_carbon:\n"
        "- {name: Sawdust, amount: 20 kg, carbon_content: 48 %, biomass_share: 100 %}",
        limits=(
            "clay is dry; either `clay` or `amount` is stated",
            "a default content of carbonates is taken only where `defaults` names the guideline it is of",
            "unprocessed clays and organic additives: list their carbon under `organic_carbon`: the output method sees none",
        ),
        parameters=(_ITEM,),
    )

    clay = optional(number("kg", above_zero=True), "Dry clay that was fired.", "1.1 t")
    caco3 = optional(share(), "CaCO3 of the dry clay.", "8 %")
    mgco3 = optional(share(), "MgCO3 of the dry clay.", "1 %")
    calcination = optional(share(), "Share that gives its CO2 off; all of it unless stated.", "98 %")
    amount = optional(number("kg", above_zero=True), "Instead of clay: ceramics made.", "1 t")
    cao = optional(share(), "CaO of the product that came from carbonate.", "5 %")
    mgo = optional(share(), "MgO of the product that came from carbonate.", "1 %")
    defaults = optional(
        choice("ipcc", "eu"),
        "Where the content of carbonates is not known: the default of this guideline.",
        "ipcc",
    )
    carbonates = optional(
        list_of(nested(lambda: CarbonateInput), wrap=True),
        "Carbonates that are added.",
        [{"carbonate": "CaCO3", "amount": "20 kg"}],
    )
    organic_carbon = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Carbon of clay and of additives that burn out: sawdust, paper sludge, polystyrene.",
        [{"name": "Sawdust", "amount": "20 kg", "carbon_content": "48 %", "biomass_share": "100 %"}],
    )
    rule = optional(
        TABLES,
        "Where the CO2 of a carbonate is from: atomic weights unless stated, `ipcc` or `eu` for a table.",
        "ipcc",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of clay, of added carbonates and of organic matter."""
        if (self.clay is None) == (self.amount is None):
            if self.clay is None:
                raise work.refuse("CF102", "`clay` is missing", (), "state the dry clay, or `amount:`")
            message = "`clay` and `amount` are two methods for the same CO2"
            raise work.refuse("CF106", message, ("amount",), "leave one of them out")
        terms = self._of_clay(work, self.clay) if self.clay is not None else [self._of_product(work)]
        if self.carbonates is not None:
            terms += released(work, self.carbonates, self.rule)
        if self.organic_carbon is not None:
            gases = burned(
                work,
                carbon_in(work, self.organic_carbon, "organic_carbon", self.rule),
                0.0,
                self.rule,
                ("organic_carbon",),
            )
            amount = mass_of(added(one.amount for one in self.organic_carbon))
            terms.append(Term("organic matter", "유기물", ("organic_carbon",), amount, gases))
        return terms

    def _of_clay(self, work: Work, clay: float) -> list[Term]:
        self._none_of(work, ("cao", "mgo"), "without `amount`")
        if self.caco3 is None and self.mgco3 is None:
            if self.defaults is None:
                help = "state `caco3:` of the dry clay, or `defaults: ipcc` (10 %) or `defaults: eu` (20 %)"
                raise work.refuse("CF102", "the content of carbonates is missing", (), help)
            return [self._by_default(work, clay, self.defaults)]
        self._none_of(work, ("defaults",), "beside a content that is stated")
        terms = []
        for formula, content in (("CaCO3", self.caco3), ("MgCO3", self.mgco3)):
            if content is not None:
                ratio = co2_ratio(work, formula, self.rule, ())
                one = given_off(f"{formula} of the clay", clay, content, self.calcination, ratio, ())
                terms.append(one._replace(at=("clay",), name_ko=f"점토 중 {formula}"))
        return terms

    def _by_default(self, work: Work, clay: float, guideline: str) -> Term:
        if guideline == "ipcc":
            content = work.number(_ITEM, "carbonate-content", "kg/kg", packs=("ipcc-2006",))
            ratio = mixed_ratio(work, self.rule)
        else:
            content, ratio = 1.0, work.constant("clay-co2-eu")
        one = given_off("carbonates of the clay", clay, content, self.calcination, ratio, ())
        return one._replace(at=("clay",), name_ko="점토의 탄산염")

    def _of_product(self, work: Work) -> Term:
        self._none_of(work, ("caco3", "mgco3", "calcination"), "without `clay`")
        product = self.amount or 0.0
        if self.cao is None and self.mgo is None:
            if self.defaults != "eu":
                help = "state `cao:` of the product, or `defaults: eu` (12.3 %)"
                raise work.refuse("CF102", "the CaO of the product is missing", (), help)
            each = work.constant("ceramics-co2-eu")
        else:
            self._none_of(work, ("defaults",), "beside a content that is stated")
            lime, magnesia = self.cao or 0.0, self.mgo or 0.0
            each = lime * per_oxide(work, "CaO") + magnesia * per_oxide(work, "MgO")
        how = f"{product:g} kg x {each:.6g}"
        return Term(
            "carbonates of the clay",
            "점토의 탄산염",
            ("amount",),
            mass_of(product),
            {"co2": product * each},
            how=how,
        )

    def _none_of(self, work: Work, names: tuple[str, ...], why: str) -> None:
        for name in names:
            if getattr(self, name) is not None:
                raise work.refuse("CF106", f"`{name}` has no effect {why}", (name,), "leave it out")


METHOD = Ceramics
