"""Iron and steel by one factor per tonne: the tier 1 of the IPCC."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.lookups import FACTOR, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.portions import in_vain
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of

KG_PER_T = 1000.0
PRODUCTS = {
    "bof-steel": ("processes/steel/bof", "전로강"),
    "eaf-steel": ("processes/steel/eaf", "전기로강"),
    "ohf-steel": ("processes/steel/open-hearth", "평로강"),
    "steel": ("processes/steel/world-mix", "강 (세계 평균)"),
    "pig-iron": ("processes/steel/pig-iron", "선철"),
    "direct-reduced-iron": ("processes/steel/direct-reduced-iron", "직접환원철"),
    "sinter": ("processes/steel/sinter", "소결광"),
    "pellets": ("processes/steel/pellets", "펠릿"),
    "coke": ("processes/steel/coke", "코크스"),
}


class IronSteelTier1(Method):
    """CO2, and CH4 where a factor is given, of tonnes made."""

    about = About(
        id="metals/iron-steel-tier-1",
        title="Iron and steel, one factor per tonne",
        title_ko="철강, 톤당 배출계수",
        tier="1",
        formula=(
            "CO2 = amount x EF(product, edition), or x emission_factor",
            "CH4 = amount x EF(CH4) for sinter and coke, or x ch4_factor",
        ),
        gives="kg CO2 and CH4 of the process itself; electricity is a line of its own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equations 4.1 and 4.4 to 4.8 and 4.12, 4.13; tables 4.1 and 4.2"
        ),
        edition="2006; refinement of 2019",
        valid_from="2006",
        parameters=("processes/steel",),
        limits=(
            "world averages: where carbon contents are known, use the carbon balance of the furnace",
            "BOF steel of 2006 and 2019 includes the blast furnace; pig iron is only what is not made into steel there",
            "coke by the refinement of 2019 needs `oven`; its CH4 is not counted: the unit could not be confirmed",
            "CH4 of pig iron and DRI is counted only by `ch4_factor`: no default could be confirmed",
            "with `emission_factor`, CH4 is counted only by `ch4_factor`",
            "`steel`, the world mix of furnaces, stands in the edition of 2006 alone",
        ),
        example="product: eaf-steel\namount: 1000 t",
    )

    product = required(choice(*PRODUCTS), "What is made.", "eaf-steel")
    amount = required(number("t", above_zero=True), "How much of it.", "1000 t")
    edition = optional(
        choice("ipcc-2019", "ipcc-2006"), "Whose factors; those of 2019 unless stated.", "ipcc-2006"
    )
    emission_factor = optional(
        FACTOR, "CO2 per product of the plant or country, instead of the default.", "0.12 t/t"
    )
    ch4_factor = optional(
        number("kg/t", of="CH4"),
        "CH4 per product, instead of the default or where there is none.",
        "0.07 kg/t",
    )
    oven = optional(
        choice("by-product-recovery", "non-recovery"),
        "Kind of coke oven, for coke of 2019.",
        "by-product-recovery",
    )

    def compute(self, work: Work) -> list[Term]:
        """The record of the product in the edition."""
        item, korean = PRODUCTS[self.product]
        if self.emission_factor is not None:
            names = ("edition", "oven")
            in_vain(work, {name: getattr(self, name) for name in names}, "beside `emission_factor`")
            return self._made(korean, own_factor(self.emission_factor) * KG_PER_T, self.ch4_factor)
        edition = (self.edition or "ipcc-2019").removeprefix("ipcc-")
        work.found("edition", float(edition), "", "asked for" if self.edition else "the newest")
        needs_oven = self.product == "coke" and edition == "2019"
        if needs_oven and self.oven is None:
            help = "add `oven: by-product-recovery` or `oven: non-recovery`"
            raise work.refuse(
                "CF209", "the factors of 2019 differ by the kind of coke oven", ("product",), help
            )
        if self.oven is not None and not needs_oven:
            message = f"`oven` has no effect on {self.product} of the edition of {edition}"
            raise work.refuse("CF106", message, ("oven",), "leave it out")
        stem = item.removeprefix("processes/").replace("/", "-")
        id = f"ipcc-{edition}:{stem}" + (f":{self.oven}" if needs_oven else "")
        factor = work.released(id, "co2_fossil", "kg/t")
        if factor is None:
            message = f"the edition of {edition} has no factor of `{self.product}`"
            raise work.refuse("CF704", message, ("product",), "name the furnace, or the other `edition`")
        methane = work.released(id, "ch4_fossil", "kg/t") if self.ch4_factor is None else self.ch4_factor
        return self._made(korean, factor, methane)

    def _made(self, korean: str, factor: float, methane: float | None) -> list[Term]:
        """Both factors in kg/t."""
        gases = {"co2": self.amount * factor}
        if methane is not None:
            gases["ch4_fossil"] = self.amount * methane
        how = f"{self.amount:g} t x {factor:.6g} kg CO2/t"
        return [Term(self.product, korean, ("amount",), amount_of(self.amount, "t"), gases, how=how)]


METHOD = IronSteelTier1
