"""Waste that is burned: CO2 of its carbon, fossil and biogenic, and the CH4 and N2O of the plant."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM, YES_NO
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, quantity, share
from carbonfoot.methods.portions import in_vain, mass_of, needed, one_of
from carbonfoot.methods.terms import Draw, Term
from carbonfoot.methods.waste import _kinds as kinds
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import parse_quantity

MUNICIPAL = "processes/waste/incineration/municipal-waste"
PLANTS = {
    **{
        name: (MUNICIPAL, name)
        for name in (
            *("continuous-stoker", "continuous-fluidised-bed", "semi-continuous-stoker"),
            *("semi-continuous-fluidised-bed", "batch-stoker", "batch-fluidised-bed"),
        )
    },
    "open-burning": ("processes/waste/open-burning/municipal-waste", ""),
}
"""Plants with defaults of CH4 and N2O in the guidelines, as records of the library: item and route."""


class Recovered(Shape):
    """Energy that is recovered and replaces another."""

    factor = required(ITEM, "What it replaces: an item of the library.", "electricity/grid")
    amount = required(quantity("kWh", "MJ"), "How much.", "320 kWh")
    origin = optional(COUNTRY, "Where it is replaced.", "KR")


class Incineration(Method):
    """CO2, CH4 and N2O of waste that is incinerated or burned openly."""

    about = About(
        id="waste/incineration",
        title="Incineration and open burning of waste",
        title_ko="폐기물 소각 및 노천 소각",
        tier="1 to 3",
        formula=(
            "CO2 fossil = amount x SUM(share x dry_matter x carbon_content x fossil_share) x oxidation_factor x 44/12",
            "CO2 biogenic = amount x SUM(share x dry_matter x carbon_content x (1 - fossil_share)) x oxidation_factor x 44/12",
            "CH4 = amount x ch4_factor; N2O = amount x n2o_factor",
        ),
        gives="kg CO2, CH4 and N2O at the stack; auxiliary fuel, electricity and ash are lines of their own",
        reference="IPCC Guidelines, volume 5, chapter 5, equations 5.1, 5.2, 5.4 and 5.5; chapter 2, tables 2.4 to 2.6",
        edition="2006",
        valid_from="2006",
        example="waste: plastics\namount: 1 t\nplant: continuous-stoker",
        limits=(
            "names without a folder are municipal waste: `wood` is not `industrial/wood`",
            "energy that is recovered is a credit, shown apart, and only where `recovered_energy` states it",
            "without `plant`, `ch4_factor` and `n2o_factor` the two gases are not assessed",
            "the default oxidation of open burning is that of 2006, 58 %",
        ),
        parameters=("waste/municipal/*", "waste/industrial/*", "waste/other/*", "processes/waste/*"),
        stage="waste",
    )

    amount = required(quantity("kg", "m3", above_zero=True), "Waste burned, as it comes in.", "1 t")
    density = optional(number("kg/m3", above_zero=True), "Density, for an amount in m3.", "250 kg/m3")
    waste = optional(WORD, "Kind of waste of the guidelines.", "plastics")
    composition = optional(
        each(share()), "Kinds of waste by shares of the wet mass.", {"plastics": "40 %", "wood": "60 %"}
    )
    carbon_content = optional(
        number("kg/kg", high=1.0), "Carbon in the dry matter, in place of that of the kind.", "0.75 kg/kg"
    )
    dry_matter = optional(share(), "Dry matter in the waste, in place of that of the kind.", "90 %")
    fossil_share = optional(share(), "Fossil share of the carbon, in place of that of the kind.", "100 %")
    oxidation_factor = optional(share(), "Share of the carbon that is oxidised.", "100 %")
    plant = optional(choice(*PLANTS), "Plant, for defaults of CH4 and N2O.", "continuous-stoker")
    ch4_factor = optional(number("kg/t"), "CH4 per tonne of wet waste, as measured.", "0.2 g/t")
    n2o_factor = optional(number("kg/t"), "N2O per tonne of wet waste, as measured.", "50 g/t")
    recovered_energy = optional(
        list_of(nested(lambda: Recovered), wrap=True),
        "Energy recovered, as a declared credit.",
        [{"factor": "electricity/grid", "amount": "320 kWh", "origin": "KR"}],
    )
    on_site = optional(YES_NO, "Whether the plant is the site's own (scope 1); otherwise scope 3.", "no")

    def compute(self, work: Work) -> list[Term]:
        """One term of gases; a credit for each energy recovered."""
        mass = mass_of(work, self.amount, self.density, "amount")
        fossil, biogenic = self._carbon(work)
        oxidation = self._oxidation(work)
        ratio = work.constant("co2-per-carbon")
        gases = {
            "co2": mass * fossil * oxidation * ratio,
            "co2_biogenic": mass * biogenic * oxidation * ratio,
        }
        beside = []
        for gas, stated in (("ch4", self.ch4_factor), ("n2o", self.n2o_factor)):
            factor = stated if stated is not None else self._default(work, gas)
            if factor is None:
                beside.append(f"{gas.upper()} of the plant")
            else:
                gases[gas] = mass / 1000 * factor
        if (
            self.plant is not None
            and self.ch4_factor is not None
            and self.n2o_factor is not None
            and self.oxidation_factor is not None
        ):
            in_vain(work, {"plant": self.plant}, "beside `ch4_factor`, `n2o_factor` and `oxidation_factor`")
        how = (
            f"{mass:g} kg x {fossil:.6g} kg fossil C/kg x {oxidation:g} x 44/12;"
            f" {biogenic:.6g} kg biogenic C/kg"
        )
        scope = "1" if self.on_site else "3"
        burned = Term(
            "burned",
            "소각",
            ("amount",),
            amount_of(mass, "kg"),
            gases,
            how=how,
            scope=scope,
            beside=tuple(beside),
        )
        return [burned, *self._credits(scope)]

    def _carbon(self, work: Work) -> tuple[float, float]:
        """kg of fossil and of biogenic carbon per kg of wet waste."""
        ways = {"waste": self.waste, "composition": self.composition}
        if self.waste is None and self.composition is None:
            for name in ("dry_matter", "carbon_content", "fossil_share"):
                needed(work, getattr(self, name), name, "and neither `waste` nor `composition` is stated")
            dry, content, fossil = self.dry_matter, self.carbon_content, self.fossil_share
            assert dry is not None and content is not None and fossil is not None  # noqa: PT018, S101
            return dry * content * fossil, dry * content * (1 - fossil)
        one_of(work, ways)
        found = kinds.parts(work, self.waste, self.composition)
        if self.composition is not None:
            own = {
                "carbon_content": self.carbon_content,
                "dry_matter": self.dry_matter,
                "fossil_share": self.fossil_share,
            }
            in_vain(work, own, "beside `composition`, whose kinds have their own")
        fossil = biogenic = 0.0
        for item, part in found.items():
            one, other = self._of_kind(work, item)
            fossil, biogenic = fossil + part * one, biogenic + part * other
        work.found("fossil carbon", fossil, "kg/kg", "computed")
        work.found("biogenic carbon", biogenic, "kg/kg", "computed")
        return fossil, biogenic

    def _of_kind(self, work: Work, item: str) -> tuple[float, float]:
        at = ("waste",) if self.waste is not None else ("composition",)
        plain = self.carbon_content is None and self.dry_matter is None
        if item.startswith("waste/industrial/") and plain:
            total = work.number(item, "carbon-content-wet", "kg/kg", packs=kinds.PACKS, at=at)
            fossil = work.number(item, "fossil-carbon-content-wet", "kg/kg", packs=kinds.PACKS, at=at)
            if self.fossil_share is not None:
                fossil = total * self.fossil_share
            return fossil, total - fossil
        dry, carbon, part = self.dry_matter, self.carbon_content, self.fossil_share
        if dry is None:
            dry = work.number(item, "dry-matter-content", "kg/kg", packs=kinds.PACKS, at=at)
        if carbon is None:
            carbon = work.number(item, "carbon-content-dry", "kg/kg", packs=kinds.PACKS, at=at)
        if part is None:
            part = work.number(item, "fossil-carbon-fraction", "kg/kg", packs=kinds.PACKS, at=at)
        return dry * carbon * part, dry * carbon * (1 - part)

    def _oxidation(self, work: Work) -> float:
        if self.oxidation_factor is not None:
            return self.oxidation_factor
        way = "open-burning" if self.plant == "open-burning" else "incineration"
        item = f"processes/waste/{way}/municipal-waste"
        return work.number(item, "oxidation-factor", "kg/kg", packs=("ipcc-2006",), at=("amount",))

    def _default(self, work: Work, gas: str) -> float | None:
        """kg per tonne of the plant, of a record of the guidelines; None where it has none."""
        if self.plant is None:
            return None
        item, route = PLANTS[self.plant]
        for record in work.library.records(item):
            text = getattr(record, gas)
            if record.pack == "ipcc-2006" and record.route == route and text:
                factor = parse_quantity(f"{text} {record.unit_num}/{record.unit_den}").to("kg/t")
                work.found(f"{gas} of {self.plant}", factor, "kg/t", record.id)
                return factor
        return None

    def _credits(self, scope: str) -> list[Term]:
        return [
            Term(
                f"recovered energy in place of {one.factor}",
                f"회수 에너지 ({one.factor} 대체)",
                ("recovered_energy", index),
                one.amount,
                draws=(Draw(one.factor, one.amount, origin=one.origin or ""),),
                how=one.amount.text,
                credit="energy recovered from waste",
                scope=scope,
            )
            for index, one in enumerate(self.recovered_energy or [])
        ]


METHOD = Incineration
