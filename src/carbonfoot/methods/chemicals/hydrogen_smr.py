"""Hydrogen by reforming of natural gas or another feed that holds carbon."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.methods.balance._core import rules_of
from carbonfoot.methods.balance._streams import CarbonContents, Held, Rules, held
from carbonfoot.methods.chemicals._supply import CHOICES, SAID, carbon_of, not_assessed, of_fuel, of_streams
from carbonfoot.methods.chemicals._tables import one_of, released, together, without_effect
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Draw, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import added


class HydrogenFeed(CarbonContents):
    """Gas that goes in, as feed or as fuel of the reformer."""

    name = optional(WORD, "What it is called.", "Natural gas, feed")


class HydrogenSmr(Method):
    """CO2 of the carbon that goes into a reformer, less what is captured and stored."""

    about = About(
        id="chemicals/hydrogen-smr",
        title="Hydrogen by reforming",
        title_ko="수소 (개질)",
        tier="mass balance",
        formula=(
            "fuel = amount x fuel_requirement, or amount x calorific_value / efficiency, or what `fuels` states",
            "CO2 = fuel x carbon content x 44/12 x (1 - capture_rate) - CH4 x 44/16",
            "with `rule: eu` 3.664 instead of 44/12",
            "electricity of capture = fuel x carbon content x 44/12 x capture_rate x capture_electricity",
        ),
        gives="kg CO2 of feed and reformer fuel together, kg CH4 that slips through, electricity of the capture",
        reference="Carbon balance as in 40 CFR 98.163 (subpart P, equations P-1 to P-3) and IPCC Guidelines, volume 2, "
        "chapter 1, table 1.3 for carbon contents",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nfuel_requirement: 165 MJ/kg (net)\nfuel: natural-gas",
        limits=(
            (
                "feed and fuel gas are in it: neither is listed again as a line of fuel; what making and bringing the gas "
                "comes to is listed as not assessed, unless `fuel_supply` says where it comes from"
            ),
            "steam that is sold is a co-product or a credit of the document, not of the method",
            "captured CO2 counts as not released only when it is stored for good; its energy is stated with it",
            "electricity of the plant without capture, and water, are lines of their own",
        ),
        parameters=("fuels",),
    )

    amount = required(number("t", above_zero=True), "Hydrogen made.", "100 t")
    fuels = optional(
        list_of(nested(lambda: HydrogenFeed), wrap=True),
        "Feed and fuel that went in, with the carbon that they hold.",
        {"name": "Natural gas", "amount": "16.5 TJ (net)", "material": "natural-gas"},
    )
    fuel_requirement = optional(
        number("MJ/kg (net)", above_zero=True),
        "Feed and fuel per mass of hydrogen, by net calorific value, instead of `fuels`.",
        "165 MJ/kg (net)",
    )
    efficiency = optional(
        share(above_zero=True),
        "Net energy of the hydrogen per net energy of feed and fuel, instead of `fuels`.",
        "76 %",
    )
    calorific_value = optional(
        number("MJ/kg (net)", above_zero=True),
        "Net calorific value of hydrogen, with `efficiency`.",
        "120 MJ/kg (net)",
    )
    fuel = optional(
        WORD, "The gas, by its name in the library, with `fuel_requirement` or `efficiency`.", "natural-gas"
    )
    carbon_content = optional(
        number("kg/GJ (net)", above_zero=True, of="C"),
        "Carbon per energy, instead of that of `fuel`.",
        "15.3 kg/GJ (net)",
    )
    ch4_factor = optional(
        number("kg/t", of="CH4"), "CH4 that slips through, per mass of hydrogen.", "0.5 kg/t"
    )
    capture_rate = optional(share(), "Share of all CO2 of the plant that is captured and stored.", "90 %")
    capture_electricity = optional(
        number("kWh/t"), "Electricity to capture and compress, per tonne of CO2 captured.", "150 kWh/t"
    )
    capture_energy = optional(
        choice("other-lines"), "That the energy of the capture stands in lines of its own.", "other-lines"
    )
    rule = optional(
        choice("ipcc", "eu"),
        "Whose carbon contents and conversion of carbon to CO2: 44/12 unless stated, 3.664 with `eu`.",
        "eu",
    )
    fuel_supply = optional(choice(*CHOICES), SAID, "library")

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and CH4, and the electricity of the capture."""
        rules = rules_of(work, self.rule, None)
        streams, supply = self._streams(work, rules)
        ch4 = 0.0 if self.ch4_factor is None else self.amount * self.ch4_factor
        slipped = ch4 * work.molar_mass("C") / work.molar_mass("CH4") if ch4 else 0.0
        carbon = added(one.carbon for one in streams)
        if slipped > carbon:
            message = f"{slipped:g} kg of carbon leaves as CH4, and {carbon:g} kg goes in"
            raise work.refuse(
                "CF703", message, ("ch4_factor",), "see the unit: kg of CH4 per tonne of hydrogen"
            )
        burned = 1.0 - slipped / carbon if carbon else 0.0
        rate = self._rate(work)
        left = rules.ratio * burned * (1.0 - rate)
        fossil = added(one.fossil for one in streams) * left
        biogenic = added(one.biogenic for one in streams) * left
        gases = {"co2": fossil, "co2_biogenic": biogenic} if biogenic else {"co2": fossil}
        how = f"({carbon:g} kg C - {slipped:g} kg C) x {rules.ratio:.6g} x (1 - {rate:g})"
        beside = not_assessed(self.fuel_supply)
        amount = amount_of(self.amount, "t")
        terms = [
            Term(
                "feed and fuel",
                "원료·연료",
                ("amount",),
                amount,
                gases,
                how=how,
                beside=beside,
            )
        ]
        if self.ch4_factor is not None:
            terms[0] = together(terms[0], released("ch4_fossil", self.amount, self.ch4_factor))
        captured = carbon * rules.ratio * burned * rate
        if rate:
            work.found("CO2 captured and stored", captured, "kg", "computed")
        if self.capture_electricity is not None:
            used = captured / 1000 * self.capture_electricity
            power = amount_of(used, "kWh")
            how = f"{captured / 1000:g} t x {self.capture_electricity:g} kWh/t"
            draw = Draw("electricity/grid", power)
            terms.append(
                Term(
                    "electricity of the capture",
                    "포집 전력",
                    ("capture_electricity",),
                    power,
                    draws=(draw,),
                    how=how,
                )
            )
        return [*terms, *supply]

    def _streams(self, work: Work, rules: Rules) -> tuple[list[Held], list[Term]]:
        by = one_of(
            work,
            {"fuels": self.fuels, "fuel_requirement": self.fuel_requirement, "efficiency": self.efficiency},
        )
        if by != "efficiency":
            without_effect(work, {"calorific_value": self.calorific_value}, "without `efficiency`")
        if by == "fuels":
            without_effect(work, {"fuel": self.fuel, "carbon_content": self.carbon_content}, "beside `fuels`")
            streams = [
                held(work, one, one.name or one.material or f"gas {index + 1}", ("fuels", index), rules)
                for index, one in enumerate(self.fuels or [])
            ]
            return streams, of_streams(work, self.fuel_supply, self.fuels or [], "fuels")
        use = self.fuel_requirement
        if use is None:
            if self.calorific_value is None or self.efficiency is None:
                help = "state the net calorific value of hydrogen that the efficiency rests on"
                raise work.refuse("CF102", "`calorific_value` is missing", (), help)
            use = self.calorific_value / self.efficiency
            work.found("gas per hydrogen", use, "MJ/kg (net)", "computed")
        content = self.carbon_content
        if content is None:
            if self.fuel is None:
                raise work.refuse("CF102", "`fuel` is missing", (), "state `fuel` or `carbon_content`")
            content = carbon_of(work, self.fuel, rules, ("fuel",))
        else:
            without_effect(work, {"fuel": self.fuel}, "beside `carbon_content`")
        supply = []
        if self.fuel_supply == "library":
            if self.fuel is None:
                help = "state `fuel` instead of `carbon_content`, or `fuel_supply: other-lines`"
                raise work.refuse("CF102", "`fuel` is missing: the library is asked for its supply", (), help)
            supply = of_fuel(self.fuel_supply, self.fuel, amount_of(self.amount * use, "GJ (net)"), ("fuel",))
        return [Held("fuels", self.amount * use * content, 0.0, ("amount",))], supply

    def _rate(self, work: Work) -> float:
        energy = {"capture_electricity": self.capture_electricity, "capture_energy": self.capture_energy}
        if self.capture_rate is None:
            without_effect(work, energy, "without `capture_rate`")
            return 0.0
        if all(value is None for value in energy.values()):
            message = "the energy of the capture is missing"
            help = (
                "state `capture_electricity`, or `capture_energy: other-lines` where it is listed elsewhere"
            )
            raise work.refuse("CF102", message, ("capture_rate",), help)
        one_of(work, energy)
        return self.capture_rate


METHOD = HydrogenSmr
