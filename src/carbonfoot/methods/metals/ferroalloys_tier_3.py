"""Ferroalloys by the carbon of what goes in and comes out."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.methods.carbon_streams import (
    RULES,
    CarbonOut,
    CarbonStream,
    burned,
    carbon_content,
    carbon_in,
    carbon_out,
    per_carbon,
    summed,
)
from carbonfoot.methods.lookups import co2_of_record, mass_of
from carbonfoot.methods.metals.ferroalloys import CHARGING, WITH_METHANE, methane_of
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

_AGENTS = (
    *("coal", "coke-ferromanganese-silicomanganese", "coke-silicon-ferrosilicon", "prebaked-electrodes"),
    *("electrode-paste", "petroleum-coke"),
)


class ReducingAgent(CarbonStream):
    """A reducing agent or electrode: its carbon by one of several ways."""

    agent = optional(choice(*_AGENTS), "Tier 2: the default factor of a kind of agent.", "electrode-paste")
    fixed_carbon = optional(share(), "Tier 3: its fixed carbon.", "82 %")
    volatiles = optional(share(), "Tier 3: its volatiles, beside `fixed_carbon`.", "4 %")
    volatile_carbon = optional(
        share(), "Carbon of the volatiles; 65 % for coal and 80 % for coke by `volatiles_of`.", "80 %"
    )
    volatiles_of = optional(choice("coal", "coke"), "Whose default carbon the volatiles have.", "coke")


class FerroalloysTier3(Method):
    """Process CO2 of ferroalloys by a carbon balance, with the CH4 of silicon alloys."""

    about = About(
        id="metals/ferroalloys-tier-3",
        title="Ferroalloys, tier 2 and 3 (carbon balance)",
        title_ko="합금철 (Tier 2, 3, 탄소 수지)",
        tier="2, 3",
        formula=(
            "CO2 = (carbon of reducing_agents, ores and slag_formers - carbon of products and outputs) x 44/12",
            "carbon = sum of amount x carbon_content; with `rule: eu` x 3.664",
            "carbon of an agent = fixed_carbon + volatiles x volatile_carbon, or EF / (44/12) (tier 2)",
            "CH4 = alloy_made x EF(alloy, charging), or x ch4_factor",
        ),
        gives="kg CO2 of the furnace, fossil and biogenic, and kg CH4; electricity is a line of its own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equations 4.16 to 4.19, table 4.6; 40 CFR 98.113, equation K-1; "
            "(EU) 2018/2066 article 25"
        ),
        edition="2006; 2018",
        valid_from="2006",
        example=(
            "reducing_agents:\n- {name: Coke, amount: 350 kg, fixed_carbon: 85 %, volatiles: 2 %, volatiles_of: coke}\n"
            "- {name: Electrode paste, amount: 20 kg, agent: electrode-paste}\n"
            "products:\n- {name: FeMn, amount: 1 t, carbon_content: 7 %}"
        ),
        limits=(
            "more carbon out than in is refused",
            "what leaves is taken off fossil and biogenic carbon in proportion",
            "carbonates among ores and slag formers: state their carbon, 12 % for limestone",
        ),
        parameters=("processes/ferroalloys/reducing-agents", "processes/steel/materials"),
    )

    reducing_agents = required(
        list_of(nested(lambda: ReducingAgent), wrap=True),
        "Coal, coke, charcoal, wood, electrodes.",
        [{"name": "Coke", "amount": "350 kg", "carbon_content": "86 %"}],
    )
    ores = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Ores that hold carbon.",
        [{"name": "Mn ore", "amount": "2 t", "carbon_content": "1 %"}],
    )
    slag_formers = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Limestone, dolomite and other slag formers.",
        [{"name": "Limestone", "amount": "100 kg", "material": "limestone"}],
    )
    products = required(
        list_of(nested(lambda: CarbonOut), wrap=True),
        "Alloys made, with their carbon.",
        [{"name": "FeMn", "amount": "1 t", "carbon_content": "7 %"}],
    )
    outputs = optional(
        list_of(nested(lambda: CarbonOut), wrap=True),
        "What else leaves with carbon: slag, dust, sludge, gas that is sold.",
        [{"name": "Dust", "amount": "30 kg", "carbon_content": "5 %"}],
    )
    rule = optional(RULES, "Whose rule holds for carbon: 44/12 (`ipcc`, unless said) or 3.664 (`eu`).", "eu")
    alloy = optional(choice(*WITH_METHANE), "For CH4: the silicon alloy.", "silicon-metal")
    alloy_made = optional(number("kg", above_zero=True), "For CH4: how much of it.", "1 t")
    charging = optional(choice(*CHARGING), "For CH4: how the furnace is charged.", "batch")
    ch4_factor = optional(
        number("kg/t", of="CH4"), "For CH4: per alloy of the plant, instead of the default.", "1.1 kg/t"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the balance, and CH4."""
        agents = summed(
            (one.amount, self._content(work, one, ("reducing_agents", index)), one.biomass_share)
            for index, one in enumerate(self.reducing_agents)
        )
        rule = self.rule
        others = (
            carbon_in(work, self.ores, "ores", rule),
            carbon_in(work, self.slag_formers, "slag_formers", rule),
        )
        inside = (added(one[0] for one in (agents, *others)), added(one[1] for one in (agents, *others)))
        leaving = (
            carbon_out(work, self.products, "products", rule),
            carbon_out(work, self.outputs, "outputs", rule),
        )
        gases = burned(work, inside, added(leaving), rule, ("products",))
        made = mass_of(added(one.amount for one in self.products))
        terms = [Term("carbon of the furnace", "전기로 탄소", ("reducing_agents",), made, gases)]
        return [*terms, *self._methane(work)]

    def _methane(self, work: Work) -> list[Term]:
        if self.alloy is None or self.alloy_made is None:
            for name in ("alloy", "alloy_made", "charging", "ch4_factor"):
                if getattr(self, name) is not None:
                    missing = "alloy" if self.alloy is None else "alloy_made"
                    message = f"`{name}` is for CH4, and `{missing}` is missing"
                    raise work.refuse("CF102", message, (), "state `alloy:` and `alloy_made:`")
            return []
        each = methane_of(work, self.alloy, self.charging, self.ch4_factor) or 0.0
        how = f"{self.alloy_made:g} kg x {each:.6g}"
        gases = {"ch4_fossil": self.alloy_made * each}
        return [
            Term(
                "CH4 of the furnace", "전기로 CH4", ("alloy_made",), mass_of(self.alloy_made), gases, how=how
            )
        ]

    def _content(self, work: Work, one: ReducingAgent, at: Path) -> float:
        """Carbon per mass of an agent. Raises `Refused` where it is stated in several ways, or in none."""
        ways = ("carbon_content", "material", "agent", "emission_factor", "fixed_carbon")
        given = [name for name in ways if getattr(one, name) is not None]
        if len(given) > 1:
            message = f"`{given[0]}` and `{given[1]}` both say how much carbon it has"
            raise work.refuse("CF106", message, (*at, given[1]), "leave one of them out")
        if one.fixed_carbon is not None:
            return one.fixed_carbon + self._volatile(work, one, at)
        for name in ("volatiles", "volatile_carbon", "volatiles_of"):
            if getattr(one, name) is not None:
                message = f"`{name}` has no effect without `fixed_carbon`"
                raise work.refuse("CF106", message, (*at, name), "state both, by analysis")
        if one.agent is not None:
            each = co2_of_record(work, f"ipcc-2006:ferroalloys-reducing-agents:{one.agent}", at)
            return each / per_carbon(work, self.rule)
        if not given:
            help = (
                "state `carbon_content:`, `fixed_carbon:` with `volatiles:`, `agent:` or `emission_factor:`"
            )
            raise work.refuse("CF102", "the carbon content is missing", at, help)
        return carbon_content(work, one, self.rule, at)

    def _volatile(self, work: Work, one: ReducingAgent, at: Path) -> float:
        if one.volatiles is None:
            raise work.refuse("CF102", "`volatiles` is missing beside `fixed_carbon`", at, "state both")
        if (one.fixed_carbon or 0.0) + one.volatiles > 1:
            message = "fixed carbon and volatiles are more than the agent"
            raise work.refuse("CF208", message, (*at, "volatiles"), "state shares of its mass")
        if (one.volatile_carbon is None) == (one.volatiles_of is None):
            help = "state `volatile_carbon:`, or `volatiles_of: coal` or `coke`"
            code = "CF102" if one.volatile_carbon is None else "CF106"
            raise work.refuse(code, "one word is needed on the carbon of the volatiles", at, help)
        content = one.volatile_carbon
        if content is None:
            item = f"processes/ferroalloys/reducing-agents/{one.volatiles_of}"
            content = work.number(item, "carbon-content-volatiles", "kg/kg", packs=("ipcc-2006",), at=at)
        return one.volatiles * content


METHOD = FerroalloysTier3
