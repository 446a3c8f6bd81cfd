"""Primary magnesium: the CO2 of the carbonate that it is made from."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.carbonate_inputs import TABLES, CarbonateInput, released
from carbonfoot.methods.lookups import FACTOR, co2_of_record, mass_of, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Magnesium(Method):
    """Process CO2 of calcining dolomite or magnesite."""

    about = About(
        id="metals/magnesium",
        title="Primary magnesium, tier 1 and 2",
        title_ko="1차 마그네슘 (Tier 1, 2)",
        tier="1, 2",
        formula=(
            "CO2 = amount x EF, 5.13 t/t from dolomite, 2.83 t/t from magnesite",
            "CO2 = sum of carbonates x purity x EF(carbonate) x calcination",
        ),
        gives="kg CO2 of the carbonate; fuel, electricity, ferrosilicon and cover gas are lines and methods of their own",
        reference="IPCC Guidelines, volume 3, chapter 4, equations 4.28 and 4.29, table 4.19",
        edition="2006",
        valid_from="2006",
        example="raw_material: dolomite\namount: 1 t",
        limits=(
            "magnesium from brines and from carnallite releases no CO2 of a carbonate",
            "the defaults leave out what a plant loses of its magnesium: where its carbonates are weighed, state those",
            "cover gases of melting and casting: `metals/magnesium-cover-gas`",
        ),
    )

    amount = optional(number("kg", above_zero=True), "Primary magnesium made.", "1 t")
    raw_material = optional(choice("dolomite", "magnesite"), "What it is made from.", "dolomite")
    emission_factor = optional(FACTOR, "CO2 per magnesium of the plant, instead of the default.", "5.6 t/t")
    carbonates = optional(
        list_of(nested(lambda: CarbonateInput), wrap=True),
        "Instead of an amount of metal: the carbonates that were calcined.",
        [{"carbonate": "dolomite", "amount": "11 t", "purity": "97 %"}],
    )
    rule = optional(TABLES, "Where the CO2 of a carbonate is from; atomic weights unless stated.", "ipcc")

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the carbonate."""
        if self.carbonates is not None:
            for name in ("amount", "raw_material", "emission_factor"):
                if getattr(self, name) is not None:
                    message = f"`{name}` has no effect beside `carbonates`"
                    raise work.refuse("CF106", message, (name,), "leave it out")
            return released(work, self.carbonates, self.rule)
        if self.rule is not None:
            message = "`rule` has no effect without `carbonates`"
            raise work.refuse("CF106", message, ("rule",), "leave it out")
        if self.amount is None:
            raise work.refuse("CF102", "`amount` is missing", (), "write `amount:`, or `carbonates:`")
        if (self.raw_material is None) == (self.emission_factor is None):
            if self.raw_material is None:
                help = "write `raw_material: dolomite` or `magnesite`, or `emission_factor:`"
                raise work.refuse("CF102", "`raw_material` is missing", (), help)
            message = "`raw_material` has no effect beside `emission_factor`"
            raise work.refuse("CF106", message, ("raw_material",), "leave one of them out")
        each = (
            co2_of_record(work, f"ipcc-2006:magnesium-primary:{self.raw_material}")
            if self.emission_factor is None
            else own_factor(self.emission_factor)
        )
        return [
            Term(
                "calcination for magnesium",
                "마그네슘 원료 소성",
                ("amount",),
                mass_of(self.amount),
                {"co2": self.amount * each},
                how=f"{self.amount:g} kg x {each:.6g}",
            )
        ]


METHOD = Magnesium
