"""Ammonia from gas, oil or coal."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.balance._core import rules_of
from carbonfoot.methods.balance._streams import CarbonContents, Rules, held
from carbonfoot.methods.chemicals._supply import CHOICES, SAID, carbon_of, not_assessed, of_fuel, of_streams
from carbonfoot.methods.chemicals._tables import ITEM, PACKS, one_of, without_effect
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import added

_CLOSED = 1e-9
"""Share of the CO2 that rounding may take where all of it is bound."""


class AmmoniaFuel(CarbonContents):
    """One fuel or feedstock of the plant."""

    name = optional(WORD, "What it is called.", "Natural gas, feed")
    oxidation_factor = optional(
        share(), "Share of its carbon that becomes CO2; all of it unless stated.", "99.5 %"
    )


class Ammonia(Method):
    """CO2 of feedstock and fuel of an ammonia plant, less what goes into urea or is stored."""

    about = About(
        id="chemicals/ammonia",
        title="Ammonia",
        title_ko="암모니아",
        tier="1, 2, 3",
        formula=(
            "CO2 = amount x fuel_requirement x carbon_content x oxidation_factor x 44/12 - urea x 44/60 - co2_stored",
            "CO2 = sum over fuels of amount x carbon_content x oxidation_factor x 44/12 - urea x 44/60 - co2_stored",
            "with `rule: eu` 3.664 instead of 44/12",
        ),
        gives="kg CO2 of all feedstock and all fuel of the plant together",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.1 to 3.4 and table 3.1; volume 2, chapter 1, table 1.3",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nplant: modern-plants-europe\nprocess: conventional-reforming\nfuel: natural-gas",
        limits=(
            (
                "fuel and feedstock are in it: neither is listed again as a line of fuel; what making and bringing the fuel "
                "comes to is listed as not assessed, unless `fuel_supply` says where it comes from"
            ),
            "CO2 in urea is released when the urea is used (`chemicals/urea`)",
            "`co2_stored` is CO2 in permanent geological storage; CO2 sold for any other use is not taken off",
            "electricity, and the energy to capture and store, are lines of their own",
        ),
        parameters=("processes/chemicals/ammonia", "fuels"),
    )

    amount = optional(number("t", above_zero=True), "Ammonia made.", "100 t")
    plant = optional(
        choice("modern-plants-europe", "mixed-plants"),
        "Which plants the default requirement is of: modern ones in Europe, or old and modern ones together.",
        "modern-plants-europe",
    )
    process = optional(
        choice(
            "conventional-reforming", "excess-air-reforming", "autothermal-reforming", "partial-oxidation"
        ),
        "How the synthesis gas is made.",
        "conventional-reforming",
    )
    fuel_requirement = optional(
        number("GJ/t (net)", above_zero=True),
        "Feedstock and fuel per tonne of ammonia, by net calorific value, instead of the default.",
        "31.4 GJ/t (net)",
    )
    fuel = optional(WORD, "Fuel and feedstock, by its name in the library.", "natural-gas")
    carbon_content = optional(
        number("kg/GJ (net)", above_zero=True, of="C"),
        "Carbon per energy, instead of that of `fuel`.",
        "15.3 kg/GJ (net)",
    )
    oxidation_factor = optional(
        share(), "Share of the carbon that becomes CO2; all of it unless stated.", "99.5 %"
    )
    fuels = optional(
        list_of(nested(lambda: AmmoniaFuel), wrap=True),
        "What the plant used of each feedstock and fuel, instead of `amount` and a requirement.",
        {"name": "Natural gas", "amount": "3.1 TJ (net)", "material": "natural-gas"},
    )
    urea = optional(number("t"), "Urea made of CO2 of this plant.", "120 t")
    co2_to_urea = optional(number("t"), "CO2 that goes into urea, instead of `urea`.", "88 t")
    co2_stored = optional(number("t"), "CO2 captured and stored for good.", "10 t")
    rule = optional(
        choice("ipcc", "eu"),
        "Whose carbon contents and conversion of carbon to CO2: 44/12 unless stated, 3.664 with `eu`.",
        "eu",
    )
    fuel_supply = optional(choice(*CHOICES), SAID, "library")

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 released, fossil and biogenic."""
        by = one_of(work, {"amount": self.amount, "fuels": self.fuels})
        rules = rules_of(work, self.rule, None)
        if by == "amount":
            fossil, biogenic, how, supply = self._by_production(work, rules)
        else:
            fossil, biogenic, how, supply = self._by_fuels(work, rules)
        work.found("CO2 of feedstock and fuel", fossil + biogenic, "kg", "computed")
        if self.urea is not None and self.co2_to_urea is not None:
            one_of(work, {"urea": self.urea, "co2_to_urea": self.co2_to_urea})
        bound = 0.0 if self.co2_to_urea is None else self.co2_to_urea * 1000
        if self.urea is not None:
            bound = self.urea * 1000 * work.constant("co2-per-urea")
        stored = 0.0 if self.co2_stored is None else self.co2_stored * 1000
        for name, away in (("CO2 bound in urea", bound), ("CO2 stored", stored)):
            if away:
                work.found(name, away, "kg", "computed")
                how = f"{how} - {away:g} kg"
        left = fossil + biogenic - bound - stored
        if left < -_CLOSED * (fossil + biogenic):
            key = "urea" if self.urea is not None else "co2_to_urea" if bound else "co2_stored"
            message = f"{bound + stored:g} kg CO2 is bound or stored, and {fossil + biogenic:g} kg is made"
            raise work.refuse(
                "CF703", message, (key,), "state all feedstock and fuel, or less urea and storage"
            )
        released = left / (fossil + biogenic) if left > 0 else 0.0
        gases = {"co2": fossil * released}
        if biogenic:
            gases["co2_biogenic"] = biogenic * released
        amount = None if self.amount is None else amount_of(self.amount, "t")
        beside = not_assessed(self.fuel_supply)
        return [Term("", "", (by,), amount, gases, how=how, beside=beside), *supply]

    def _by_production(self, work: Work, rules: Rules) -> tuple[float, float, str, list[Term]]:
        needs, content = self.fuel_requirement, self.carbon_content
        if needs is None:
            if self.plant is None or self.process is None:
                help = "state `plant` and `process`, or the `fuel_requirement` of the plant"
                raise work.refuse("CF102", "`fuel_requirement` is missing", (), help)
            item = f"{ITEM}/ammonia/{self.plant}/{self.process}"
            needs = work.number(item, "fuel-requirement", "GJ/t", packs=PACKS, at=("process",))
        else:
            without_effect(work, {"plant": self.plant, "process": self.process}, "beside `fuel_requirement`")
        if content is None:
            if self.fuel is None:
                raise work.refuse("CF102", "`fuel` is missing", (), "state `fuel` or `carbon_content`")
            content = carbon_of(work, self.fuel, rules, ("fuel",))
        else:
            without_effect(work, {"fuel": self.fuel}, "beside `carbon_content`")
        oxidation = 1.0 if self.oxidation_factor is None else self.oxidation_factor
        ratio = rules.ratio
        made = self.amount or 0.0
        how = f"{made:g} t x {needs:g} GJ/t x {content:g} kg/GJ x {oxidation:g} x {ratio:.6g}"
        supply = []
        if self.fuel_supply == "library":
            if self.fuel is None:
                help = "state `fuel` instead of `carbon_content`, or `fuel_supply: other-lines`"
                raise work.refuse("CF102", "`fuel` is missing: the library is asked for its supply", (), help)
            supply = of_fuel(self.fuel_supply, self.fuel, amount_of(made * needs, "GJ (net)"), ("fuel",))
        return made * needs * content * oxidation * ratio, 0.0, how, supply

    def _by_fuels(self, work: Work, rules: Rules) -> tuple[float, float, str, list[Term]]:
        keys = ("plant", "process", "fuel_requirement", "fuel", "carbon_content", "oxidation_factor")
        without_effect(work, {key: getattr(self, key) for key in keys}, "beside `fuels`")
        fossil, biogenic = [], []
        for index, one in enumerate(self.fuels or []):
            name = one.name or one.material or f"fuel {index + 1}"
            carbon = held(work, one, name, ("fuels", index), rules)
            oxidation = 1.0 if one.oxidation_factor is None else one.oxidation_factor
            fossil.append(carbon.fossil * oxidation)
            biogenic.append(carbon.biogenic * oxidation)
        how = f"{added(fossil) + added(biogenic):g} kg C x {rules.ratio:.6g}"
        supply = of_streams(work, self.fuel_supply, self.fuels or [], "fuels")
        return added(fossil) * rules.ratio, added(biogenic) * rules.ratio, how, supply


METHOD = Ammonia
