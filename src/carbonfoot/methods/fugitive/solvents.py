"""Solvents and other volatile organic compounds: where they go, and the CO2 of what is oxidised."""

from __future__ import annotations

from carbonfoot.documents.fields import YES_NO
from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.constants import atoms
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, quantity, share
from carbonfoot.methods.portions import in_vain, mass_of, needed, not_negative, one_of, whole
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work, amount_of


class Solvents(Method):
    """CO2 of solvents that are burned in an oxidiser and, where it is counted, of those that reach the air."""

    about = About(
        id="fugitive/solvents",
        title="Solvents and VOC: mass balance and oxidation",
        title_ko="용제·휘발성유기화합물(VOC) 물질수지와 산화",
        tier="mass balance",
        formula=(
            "to_air = used - in_product - recovered - in_waste - in_water - to_oxidiser",
            "oxidised = to_oxidiser x destruction_efficiency",
            "CO2 = oxidised x carbon_content x 44/12",
            "with atmospheric_oxidation: in_air = to_air + to_oxidiser x (1 - destruction_efficiency)",
            "indirect CO2 = in_air x carbon_content x 44/12",
            "carbon_content = n(C) x M(C) / M(formula), or as stated; biogenic CO2 = CO2 x biomass_share, the rest fossil",
        ),
        gives="kg CO2, fossil and biogenic, of what is oxidised on site and in the atmosphere; fuel of the oxidiser,"
        " waste and the making of the solvent are lines of their own",
        reference="IPCC Guidelines, volume 1, chapter 7, section 7.2.1 (inputs of CO2 from NMVOC by their carbon"
        " content) and volume 3, chapter 5, section 5.5; solvent mass balance: Directive 2010/75/EU, annex VII, part 7",
        edition="2006",
        valid_from="2006",
        example="formula: C7H8\nused: 100 kg\nin_waste: 12 kg\nto_oxidiser: 80 kg\ndestruction_efficiency: 98 %\n"
        "atmospheric_oxidation: yes",
        limits=(
            "a compound that is a greenhouse gas of the library is named by `gas`; what reaches the air then counts by its GWP",
            "more solvent out than in is refused",
            "without a word on atmospheric oxidation, solvent that reaches the air is refused",
        ),
    )

    formula = optional(WORD, "The solvent, by its formula.", "C7H8")
    composition = optional(
        each(share(above_zero=True)),
        "A mixture: formulas with mass shares.",
        {"C7H8": "60 %", "C3H6O": "40 %"},
    )
    carbon_content = optional(
        number("kg/kg", high=1.0), "Carbon content, in place of a formula.", "0.85 kg/kg"
    )
    gas = optional(WORD, "The greenhouse gas of the library that the solvent is.", "HFE-7100")
    biomass_share = optional(share(), "Share of the carbon from biomass; none unless stated.", "100 %")
    used = required(quantity("kg", "L"), "Solvent put in, bought and recycled.", "100 kg")
    density = optional(number("kg/m3", above_zero=True), "Density, for amounts in litres.", "0.87 kg/L")
    in_product = optional(number("kg"), "What stays in the product.", "2 kg")
    recovered = optional(number("kg"), "What is recovered for use again.", "10 kg")
    in_waste = optional(number("kg"), "What leaves in waste.", "12 kg")
    in_water = optional(number("kg"), "What leaves in waste water.", "0.5 kg")
    to_oxidiser = optional(number("kg"), "What is captured and led to an oxidiser or flare.", "80 kg")
    destruction_efficiency = optional(share(), "Share of that which is destroyed.", "98 %")
    atmospheric_oxidation = optional(
        YES_NO, "Whether CO2 that the solvent turns into in the air is counted.", "yes"
    )

    def compute(self, work: Work) -> list[Term]:
        """CO2 of the oxidiser, indirect CO2, and the solvent itself where it is a greenhouse gas."""
        carbon = self._carbon(work)
        used = mass_of(work, self.used, self.density, "used")
        burned, slip = self._oxidiser(work)
        away = [self.in_product, self.recovered, self.in_waste, self.in_water, self.to_oxidiser]
        to_air = used
        for part in away:
            to_air = to_air if part is None else to_air - part
        help = "check the amounts; solvent that comes back from recovery is used again, and counts in `used`"
        to_air = not_negative(work, to_air, "what reaches the air", ("used",), help)
        released = to_air + slip
        work.found("to_air", to_air, "kg", "computed")
        work.found("oxidised", burned, "kg", "computed")
        terms = []
        if self.to_oxidiser is not None:
            at: Path = ("to_oxidiser",)
            terms.append(self._co2(work, "CO2 of the oxidiser", "산화설비 CO2", burned, carbon, at))
        if self.gas is not None:
            gas = work.gas(self.gas, ("gas",))
            terms.append(
                Term(
                    "released",
                    "배출",
                    ("gas",),
                    amount_of(released, "kg"),
                    {gas: released},
                    how=f"{released:g} kg",
                )
            )
        if released > 0 and self.atmospheric_oxidation is None:
            message = f"{released:g} kg reach the air, and it is not stated whether their oxidation there is counted"
            help = "state `atmospheric_oxidation: yes` (IPCC, indirect CO2) or `no`"
            raise work.refuse("CF102", message, (), help)
        if self.atmospheric_oxidation is not None:
            work.given("atmospheric_oxidation", "yes" if self.atmospheric_oxidation else "no")
        if self.atmospheric_oxidation:
            terms.append(
                self._co2(work, "indirect CO2", "간접 CO2(대기 중 산화)", released, carbon, ("used",))
            )
        elif self.atmospheric_oxidation is False and released > 0:
            beside = ("atmospheric oxidation",)
            name = "to the air"
            terms.append(
                Term(
                    name,
                    "대기 배출",
                    ("used",),
                    amount_of(released, "kg"),
                    {"co2": 0.0},
                    how=f"{released:g} kg, of which no CO2 is counted",
                    beside=beside,
                )
            )
        return terms

    def _oxidiser(self, work: Work) -> tuple[float, float]:
        """kg destroyed and kg that slip through."""
        if self.to_oxidiser is None:
            in_vain(work, {"destruction_efficiency": self.destruction_efficiency}, "without `to_oxidiser`")
            return 0.0, 0.0
        needed(work, self.destruction_efficiency, "destruction_efficiency", "and `to_oxidiser` is stated")
        assert self.destruction_efficiency is not None  # noqa: S101
        return self.to_oxidiser * self.destruction_efficiency, self.to_oxidiser * (
            1 - self.destruction_efficiency
        )

    def _carbon(self, work: Work) -> float:
        """kg C per kg of solvent."""
        ways = {
            "formula": self.formula,
            "composition": self.composition,
            "carbon_content": self.carbon_content,
        }
        way = one_of(work, ways)
        if way == "carbon_content":
            assert self.carbon_content is not None  # noqa: S101
            return self.carbon_content
        if way == "formula":
            return _of_formula(work, self.formula or "", ("formula",))
        content = 0.0
        for formula, part in whole(work, self.composition or {}, ("composition",)).items():
            content = content + part * _of_formula(work, formula, ("composition", formula))
        work.found("carbon_content", content, "kg/kg", "computed")
        return content

    def _co2(self, work: Work, name: str, name_ko: str, mass: float, carbon: float, at: Path) -> Term:
        ratio = work.constant("co2-per-carbon")
        total = mass * carbon * ratio
        biogenic = 0.0 if self.biomass_share is None else self.biomass_share
        gases = {"co2": total * (1 - biogenic)}
        if biogenic:
            gases["co2_biogenic"] = total * biogenic
        how = f"{mass:g} kg x {carbon:.6g} kg C/kg x 44/12"
        return Term(name, name_ko, at, amount_of(mass, "kg"), gases, how=how)


def _of_formula(work: Work, formula: str, at: Path) -> float:
    mass = work.molar_mass(formula, at)
    count = atoms(formula).get("C", 0)
    if count == 0:
        raise work.refuse(
            "CF702", f"`{formula}` holds no carbon", at, "write the formula of the solvent: `C7H8`"
        )
    content: float = count * work.molar_mass("C") / mass
    work.found(f"carbon of {formula}", content, "kg/kg", "computed")
    return content


METHOD = Solvents
