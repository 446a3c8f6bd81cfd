"""Castings: melting in a cupola, induction or arc furnace, by carbon balance and metal yield."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.carbon_streams import CarbonOut, burned, carbon_content, carbon_out, summed
from carbonfoot.methods.carbonate_inputs import TABLES, co2_ratio, given_off
from carbonfoot.methods.lookups import mass_of, own_factor
from carbonfoot.methods.metals._melt import Charge, MeltCarbonate, Mould, of_melt
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, quantity, share
from carbonfoot.methods.terms import Draw, Path, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import parse_unit

_LEAST_METAL = 0.98
"""Metal weighed in may be this much less than the castings before it is refused: weighing, and what fluxes bring."""


class Foundry(Method):
    """Direct CO2 of melting and pouring, and the electricity of melting."""

    about = About(
        id="metals/foundry",
        title="Foundry: melting, fluxes and moulds",
        title_ko="주조 (용해, 용제, 주형)",
        tier="mass balance",
        formula=(
            "melted = castings / metal_yield",
            "CO2 = (carbon in - carbon out) x 44/12",
            "carbon in = sum of amount x carbon_content over carbon_sources and metals",
            "carbon out = castings x castings_carbon + sum of amount x carbon_content over outputs",
            "+ sum of carbonates x purity x EF(carbonate) x calcination",
            "+ sum of moulds x carbon_content x oxidation_factor x 44/12",
            "amounts in kg/t are x melted",
        ),
        gives="kg CO2 of furnace, fluxes and moulds, kg CO2e of electricity of melting; materials are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.9 (carbon balance of a furnace) and table 4.3, chapter 2, "
            "equation 2.16; (EU) 2018/2066 article 25 and annex IV section 6 (mass balance)"
        ),
        edition="2006; 2018",
        valid_from="2006",
        example=(
            "furnace: cupola\ncastings: 1 t\nmetal_yield: 60 %\ncarbon_sources:\n"
            "- {name: Foundry coke, amount: 120 kg/t, carbon_content: 88 %}\n"
            "carbonates:\n- {carbonate: CaCO3, amount: 35 kg/t, purity: 96 %}"
        ),
        limits=(
            "returns that are melted again on site are no entry: their carbon goes round; `metal_yield` counts their melting",
            "without `metals` and `castings_carbon` the carbon of the metal is taken to stay in it; state both, or none",
            "a cupola without coke, an arc furnace without electrodes, more carbon out than in are refused",
            "moulds have no published default: their carbon is stated",
        ),
        parameters=("processes/steel/materials",),
    )

    furnace = optional(
        choice("cupola", "induction", "arc"), "Kind of furnace, for what must be listed.", "cupola"
    )
    castings = optional(number("kg", above_zero=True), "Good castings made.", "1 t")
    metal_yield = optional(
        share(above_zero=True), "Good castings per metal melted: gates, risers and rejects go back.", "60 %"
    )
    melted = optional(number("kg", above_zero=True), "Metal melted, instead of castings and yield.", "1.7 t")
    carbon_sources = optional(
        list_of(nested(lambda: Charge), wrap=True),
        "Coke, carburiser, electrodes, with their carbon.",
        [{"name": "Coke", "amount": "120 kg/t", "carbon_content": "88 %"}],
    )
    metals = optional(
        list_of(nested(lambda: Charge), wrap=True),
        "Metal that is bought: pig iron, scrap, alloys, with their carbon.",
        [{"name": "Pig iron", "amount": "0.3 t", "material": "pig-iron"}],
    )
    castings_carbon = optional(share(), "Carbon of the castings, beside `metals`.", "3.4 %")
    outputs = optional(
        list_of(nested(lambda: CarbonOut), wrap=True),
        "What else leaves with carbon: dust, slag, returns that are sold.",
        [{"name": "Dust", "amount": "10 kg", "carbon_content": "20 %"}],
    )
    carbonates = optional(
        list_of(nested(lambda: MeltCarbonate), wrap=True),
        "Limestone and other carbonates charged.",
        [{"carbonate": "CaCO3", "amount": "35 kg/t"}],
    )
    moulds = optional(
        list_of(nested(lambda: Mould), wrap=True),
        "Binders, cores and coatings whose carbon burns off.",
        [{"name": "Furan resin", "amount": "8 kg/t", "carbon_content": "60 %", "oxidation_factor": "70 %"}],
    )
    electricity = optional(
        quantity("kWh", "kWh/t"), "Electricity of melting: in all, or per tonne melted.", "550 kWh/t"
    )
    rule = optional(
        TABLES,
        "Whose rule holds: `eu` for 3.664 per carbon and the tables of (EU) 2025/2547, `ipcc` for 44/12 and tables 2.1 and "
        "4.3; 44/12 and atomic weights unless stated.",
        "eu",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of furnace, fluxes and moulds, and the electricity drawn."""
        melted = self._melted(work)
        self._furnace(work)
        terms = []
        if self.carbon_sources is not None or self.metals is not None:
            terms.append(self._balance(work, melted))
        elif self.outputs is not None or self.castings_carbon is not None:
            key = "outputs" if self.outputs is not None else "castings_carbon"
            message = f"`{key}` has no effect without `carbon_sources` or `metals`"
            raise work.refuse("CF106", message, (key,), "list what goes in, too")
        terms += self._fluxes(work, melted)
        if self.moulds is not None:
            terms.append(self._poured(work, melted))
        if self.electricity is not None:
            terms.append(self._electricity(work, melted))
        if not terms:
            help = "list `carbon_sources:`, `metals:`, `carbonates:`, `moulds:` or `electricity:`"
            raise work.refuse("CF102", "what goes into the furnace is missing", (), help)
        return terms

    def _carbon_rule(self) -> str | None:
        return "eu" if self.rule == "eu" else None

    def _melted(self, work: Work) -> float | None:
        if self.melted is not None:
            if self.metal_yield is not None:
                message = "`metal_yield` has no effect beside `melted`"
                raise work.refuse("CF106", message, ("metal_yield",), "leave one of them out")
            return self.melted
        if self.metal_yield is None:
            return None
        if self.castings is None:
            raise work.refuse("CF102", "`castings` is missing beside `metal_yield`", (), "state both")
        melted = self.castings / self.metal_yield
        work.found("melted", melted, "kg", "computed")
        return melted

    def _furnace(self, work: Work) -> None:
        wanted = {"cupola": "coke", "arc": "electrodes"}.get(self.furnace or "")
        if wanted is not None and not self.carbon_sources:
            help = f"list the {wanted} under `carbon_sources:`, or leave `furnace:` out"
            raise work.refuse("CF102", f"the {wanted} of the {self.furnace} furnace are missing", (), help)

    def _charged(
        self, work: Work, charge: list[Charge] | None, key: str, melted: float | None
    ) -> list[tuple[float, float, float | None]]:
        """Mass, carbon and biogenic share of each entry."""
        found = []
        for index, one in enumerate(charge or ()):
            at: Path = (key, index)
            carbon = carbon_content(work, one, self._carbon_rule(), at)
            found.append((of_melt(work, one.amount, melted, at), carbon, one.biomass_share))
        return found

    def _balance(self, work: Work, melted: float | None) -> Term:
        sources = self._charged(work, self.carbon_sources, "carbon_sources", melted)
        metals = self._charged(work, self.metals, "metals", melted)
        leaving = carbon_out(work, self.outputs, "outputs", self._carbon_rule())
        if (self.metals is None) != (self.castings_carbon is None):
            missing = "metals" if self.metals is None else "castings_carbon"
            help = "state both, so that the carbon of metal and castings is balanced, or none of them"
            raise work.refuse("CF102", f"`{missing}` is missing in the carbon balance", (), help)
        if self.castings_carbon is not None:
            if self.castings is None:
                raise work.refuse("CF102", "`castings` is missing beside `castings_carbon`", (), "state both")
            mass = added(one[0] for one in metals)
            if mass < _LEAST_METAL * self.castings:
                message = f"{self.castings:g} kg of castings are made of {mass:g} kg of metal"
                help = "list all metal that is bought; returns of the own foundry do not count"
                raise work.refuse("CF702", message, ("metals",), help)
            leaving += self.castings * self.castings_carbon
        gases = burned(work, summed([*sources, *metals]), leaving, self._carbon_rule(), ())
        key = "carbon_sources" if self.carbon_sources is not None else "metals"
        charged = mass_of(added(one[0] for one in (*sources, *metals)))
        return Term("carbon of the furnace", "용해로 탄소", (key,), charged, gases)

    def _fluxes(self, work: Work, melted: float | None) -> list[Term]:
        if self.carbonates is None:
            return []
        terms = []
        for index, one in enumerate(self.carbonates):
            at: Path = ("carbonates", index)
            factor = one.emission_factor
            ratio = (
                co2_ratio(work, one.carbonate, self.rule, (*at, "carbonate"))
                if factor is None
                else own_factor(factor)
            )
            amount = of_melt(work, one.amount, melted, at)
            terms.append(given_off(one.carbonate, amount, one.purity, one.calcination, ratio, at))
        return terms

    def _poured(self, work: Work, melted: float | None) -> Term:
        parts = []
        for index, one in enumerate(self.moulds or ()):
            amount = of_melt(work, one.amount, melted, ("moulds", index))
            released = 1.0 if one.oxidation_factor is None else one.oxidation_factor
            parts.append((amount, one.carbon_content * released, one.biomass_share))
        gases = burned(work, summed(parts), 0.0, self._carbon_rule(), ("moulds",))
        return Term(
            "carbon of the moulds", "주형 탄소", ("moulds",), mass_of(added(one[0] for one in parts)), gases
        )

    def _electricity(self, work: Work, melted: float | None) -> Term:
        stated = self.electricity
        if stated is None or stated.unit.dimension == parse_unit("kWh").dimension:
            used = stated
        elif melted is None:
            help = "state `melted:`, or `castings:` with `metal_yield:`"
            raise work.refuse("CF102", "how much metal is melted is missing", ("electricity",), help)
        else:
            used = amount_of(stated.to("kWh/kg") * melted, "kWh")
        draws = () if used is None else (Draw("electricity/grid", used),)
        return Term("electricity of melting", "용해 전력", ("electricity",), used, draws=draws)


METHOD = Foundry
