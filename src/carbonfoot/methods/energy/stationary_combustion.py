"""Fuel burned in a boiler, a furnace or an engine that stands still."""

from __future__ import annotations

from carbonfoot.documents.shape import optional
from carbonfoot.methods.energy._fuel import OWN, Burned, burn, of_item, scaled
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import each, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

_NEARLY = 1e-6
_OF_ONE_FUEL = ("record", "net_calorific_value", "gross_calorific_value", "density", *OWN)


class StationaryCombustion(Burned, Method):
    """CO2, CH4 and N2O of a fuel by its calorific value and emission factor, and what making the fuel emits."""

    about = About(
        id="energy/stationary-combustion",
        title="Stationary combustion",
        title_ko="고정연소",
        tier="1, 2, 3",
        formula=(
            "CO2 = amount x net_calorific_value x emission_factor x oxidation_factor",
            "CO2 = amount x carbon_content x 44/12 (rule eu: 3.664) x oxidation_factor",
            "biogenic CO2 = CO2 x biomass_share; fossil CO2 = CO2 x (1 - biomass_share)",
            "CH4 = amount x net_calorific_value x ch4_factor; N2O = amount x net_calorific_value x n2o_factor",
        ),
        gives="kg CO2, CH4 and N2O of the burning, and the upstream emissions of the fuel where the library has them",
        reference=(
            "IPCC Guidelines, volume 2, chapter 2, equations 2.1 to 2.3; Regulation (EU) 2018/2066, article 24 and"
            " annex II, section 1"
        ),
        edition="2006; 2018/2066",
        valid_from="2006",
        example="fuel: fuels/natural-gas\namount: 12000 Nm3\nnet_calorific_value: 36.2 MJ/Nm3",
        limits=(
            "a fuel in a unit that no calorific value or density leads on from is refused",
            "net and gross meet only by stated calorific values, or those of the record",
            "biomass counts as biogenic as stated; whether it meets the criteria of a law is not judged here",
            "unburned carbon is lost by the oxidation factor only, which is 1 where nothing is stated",
        ),
        parameters=("the emission factors of `fuels/`",),
    )

    mix = optional(
        each(share()),
        "Shares of the amount by fuel, instead of `fuel`, in the unit of the amount.",
        {"fuels/coal/other-bituminous": "80 %", "fuels/biomass/wood": "20 %"},
    )

    def compute(self, work: Work) -> list[Term]:
        """One fuel, or each fuel of a mix with its share of the amount."""
        if self.mix is None:
            return burn(work, self, self.amount)
        for key in ("fuel", *_OF_ONE_FUEL):
            if getattr(self, key) is not None:
                help = "write each fuel as a use of its own, with its own amount and values"
                raise work.refuse("CF106", f"`{key}` is of one fuel and `mix` of several", (key,), help)
        whole = added(self.mix.values())
        if abs(whole - 1.0) > _NEARLY:
            message = f"the shares of `mix` come to {100 * whole:.6g} %"
            raise work.refuse("CF406", message, ("mix",), "shares of one amount add up to 100 %")
        return [
            term._replace(name=name, at=("mix", name))
            for name, part in self.mix.items()
            for term in burn(work, of_item(name, self.origin, self.route), scaled(self.amount, part))
        ]


METHOD = StationaryCombustion
