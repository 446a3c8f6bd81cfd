"""Hydrogen by electrolysis of water."""

from __future__ import annotations

from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.chemicals._tables import one_of, without_effect
from carbonfoot.methods.constants import constant
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, quantity, share
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of


class HydrogenElectrolysis(Method):
    """Electricity and water of an electrolyser."""

    about = About(
        id="chemicals/hydrogen-electrolysis",
        title="Hydrogen by electrolysis",
        title_ko="수소 (수전해)",
        tier="energy balance",
        formula=(
            "electricity = amount x electricity_use, or amount x calorific_value / efficiency",
            "emissions = electricity x (contract_share x electricity_factor + (1 - contract_share) x factor of supply)",
            "oxygen = amount x M(O2) / (2 x M(H2))",
        ),
        gives="emissions of the electricity and of the water; the process itself releases no greenhouse gas",
        reference="ISO 14067:2018 for electricity of the grid and by contract; 2 H2O = 2 H2 + O2",
        edition="2018",
        valid_from="2018",
        example="amount: 1 t\nelectricity_use: 55 kWh/kg\nsupply: grid",
        limits=(
            "less electricity than the hydrogen holds by net calorific value (33.3 kWh/kg) is refused",
            "`calorific_value` says by (net) or (gross) which basis the efficiency has",
            "oxygen is written down and bears nothing; where it is sold, list it as a co-product of the document",
            "hydrogen that comes with chlorine or coke-oven gas is no case of this: it is a co-product with allocation",
            "compression, drying and deionisation are in it only as far as `electricity_use` covers them",
        ),
    )

    amount = required(number("t", above_zero=True), "Hydrogen made.", "1 t")
    electricity = optional(number("kWh", above_zero=True), "Electricity used in all.", "55 MWh")
    electricity_use = optional(
        number("kWh/kg", above_zero=True),
        "Electricity per mass of hydrogen, instead of `electricity`.",
        "55 kWh/kg",
    )
    efficiency = optional(
        share(above_zero=True), "Energy of the hydrogen per electricity, instead of `electricity`.", "62 %"
    )
    calorific_value = optional(
        quantity("MJ/kg", above_zero=True),
        "Calorific value of hydrogen that the efficiency rests on, net or gross.",
        "120 MJ/kg (net)",
    )
    supply = optional(
        WORD,
        "Where the electricity is from, by its name in the library below `electricity/` (`grid`, `wind`, "
        "`residual-mix`); the grid of the country unless stated.",
        "grid",
    )
    electricity_factor = optional(
        number("kg CO2e/kWh"),
        "Emissions of electricity of a contract or of an own plant.",
        "0.011 kg CO2e/kWh",
    )
    contract_share = optional(
        share(above_zero=True),
        "Share of the electricity with `electricity_factor`; all of it unless stated.",
        "80 %",
    )
    water_use = optional(number("kg/kg"), "Water taken in per mass of hydrogen.", "11 kg/kg")

    def compute(self, work: Work) -> list[Term]:
        """Electricity by contract and from the library, and water."""
        power, how, by = self._power(work)
        least = constant("hydrogen-net-calorific-value").value / 3.6
        if power < self.amount * 1000 * least * (1 - 1e-9):
            said = f"{power / (self.amount * 1000):.4g} kWh per kg is less than the energy of the hydrogen itself"
            help = f"check units; at least {least:.3g} kWh/kg (120 MJ/kg net), heat from elsewhere left aside"
            raise work.refuse("CF702", said, (by,), help)
        if self.electricity_factor is None:
            without_effect(work, {"contract_share": self.contract_share}, "without `electricity_factor`")
        stated = 0.0
        if self.electricity_factor is not None:
            stated = 1.0 if self.contract_share is None else self.contract_share
            if stated == 1.0:
                without_effect(
                    work, {"supply": self.supply}, "where all electricity has `electricity_factor`"
                )
        terms = []
        if self.electricity_factor is not None:
            one = Stated(power * stated, "kWh", self.electricity_factor, "electricity_factor of the document")
            used = amount_of(power * stated, "kWh")
            said = f"{how} x {stated:g}"
            terms.append(
                Term(
                    "electricity by contract",
                    "계약 전력",
                    ("electricity_factor",),
                    used,
                    stated=(one,),
                    how=said,
                )
            )
        if stated < 1.0:
            rest = amount_of(power * (1.0 - stated), "kWh")
            said = how if stated == 0.0 else f"{how} x (1 - {stated:g})"
            draw = Draw(f"electricity/{(self.supply or 'grid').removeprefix('electricity/')}", rest)
            at = ("supply",) if self.supply is not None else (by,)
            terms.append(Term("electricity", "전력", at, rest, draws=(draw,), how=said))
        if self.water_use is not None:
            water = amount_of(self.amount * self.water_use, "m3")
            how = f"{self.amount:g} t x {self.water_use:g} t/t, 1 m3/t"
            draws = (Draw("water/supply", water),)
            terms.append(Term("water", "용수", ("water_use",), water, draws=draws, how=how))
        oxygen = self.amount * work.molar_mass("O2") / (work.molar_mass("H2") * 2)
        work.found("oxygen made beside", oxygen, "t", "computed")
        return terms

    def _power(self, work: Work) -> tuple[float, str, str]:
        keys = {
            "electricity": self.electricity,
            "electricity_use": self.electricity_use,
            "efficiency": self.efficiency,
        }
        by = one_of(work, keys)
        if self.efficiency is None:
            without_effect(work, {"calorific_value": self.calorific_value}, "without `efficiency`")
        if self.electricity is not None:
            return self.electricity, f"{self.electricity:g} kWh", by
        if self.electricity_use is not None:
            how = f"{self.amount:g} t x {self.electricity_use:g} kWh/kg"
            return self.amount * 1000 * self.electricity_use, how, by
        if self.calorific_value is None or self.efficiency is None:
            help = "state the calorific value of hydrogen that the efficiency rests on, with (net) or (gross)"
            raise work.refuse("CF102", "`calorific_value` is missing", (), help)
        if not self.calorific_value.unit.basis:
            text = self.calorific_value.text.strip()
            message = f"`{text}` does not say net or gross calorific value"
            help = f"write `{text} (net)` or `{text} (gross)`, as the efficiency is meant"
            raise work.refuse("CF210", message, ("calorific_value",), help)
        value = self.calorific_value.to("kWh/kg")
        how = f"{self.amount:g} t x {value:g} kWh/kg / {self.efficiency:g}"
        return self.amount * 1000 * value / self.efficiency, how, by


METHOD = HydrogenElectrolysis
