"""Steam, hot water and district heat."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.fields import ITEM
from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.energy._fuel import FuelData, burn
from carbonfoot.methods.energy._rules import efficiency
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, quantity, share
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import parse_unit, same_dimension

_STEAM = ("enthalpy", "feedwater_enthalpy", "condensate_return", "condensate_enthalpy")


class _Net(NamedTuple):
    """Heat that is used, and heat at the plant that makes it, in MJ."""

    used: float
    made: float


class Heat(FuelData, Method):
    """Heat from a boiler by its fuel and efficiency, from a supplier by his factor, or of the library."""

    about = About(
        id="energy/heat",
        title="Steam and heat",
        title_ko="스팀·열",
        tier="by fuel or factor",
        formula=(
            "heat = amount x (enthalpy - condensate_return x condensate_enthalpy - (1 - condensate_return) x feedwater_enthalpy)",
            "fuel = heat / (1 - network_losses) / efficiency",
            "emissions of the fuel as energy/stationary-combustion, or heat x heat_factor",
        ),
        gives="kg CO2e of the heat used, with losses of the network and upstream where they are known",
        reference=(
            "Implementing Regulation (EU) 2025/2547, annex III, A.2.2, equation 52 (emission factor of heat; efficiency of"
            " boilers that is not known, `rule: eu`); GHG Protocol Scope 2 Guidance, appendix A"
        ),
        edition="2025/2547; 2015",
        valid_from="2015",
        example="amount: 12 GJ\nfuel: fuels/natural-gas\nefficiency: 90 %\nefficiency_basis: net",
        limits=(
            "steam in tonnes needs its enthalpy and that of the feedwater: a tonne of steam is no amount of heat",
            "temperatures are no amounts: the enthalpies of water and steam are stated, from a steam table",
            "an efficiency says whether it stands on the net or the gross calorific value of the fuel",
        ),
        parameters=(
            "the factors of `heat/district`, `heat/steam` and of `fuels/`",
            "cbam_factors: fallback-boiler-efficiency",
        ),
    )

    amount = required(quantity("MJ", "kg"), "Heat used, or steam with its enthalpy.", "12 GJ")
    enthalpy = optional(number("kJ/kg", above_zero=True), "Specific enthalpy of the steam.", "2778 kJ/kg")
    feedwater_enthalpy = optional(number("kJ/kg"), "Specific enthalpy of the fresh feedwater.", "84 kJ/kg")
    condensate_return = optional(share(), "Share of the steam that comes back as condensate.", "70 %")
    condensate_enthalpy = optional(number("kJ/kg"), "Specific enthalpy of the condensate.", "377 kJ/kg")
    network_losses = optional(share(high=0.95), "Share of the heat made that is lost on the way.", "12 %")
    efficiency = optional(share(above_zero=True, high=1.1), "Heat made per energy of the fuel.", "90 %")
    efficiency_basis = optional(
        choice("net", "gross"), "Calorific value that the efficiency stands on.", "net"
    )
    heat_factor = optional(number("kg CO2e/MJ"), "Emission factor of the supplier.", "61 kg CO2e/GJ")
    source = optional(WORD, "Who states the factor, in which document.", "District Heating Co., 2025")
    covers = optional(
        choice("generation", "delivered", "life-cycle"),
        "What the factor covers: making the heat; with the losses of the network; with upstream as well.",
        "delivered",
    )
    factor = optional(ITEM, "Item of the library.", "heat/district")

    def compute(self, work: Work) -> list[Term]:
        """By boiler, by factor or by item; one of them."""
        ways = {
            "fuel": self.efficiency is not None or self.fuel is not None or self.emission_factor is not None
        }
        ways |= {"heat_factor": self.heat_factor is not None, "factor": self.factor is not None}
        ways["factor"] = ways["factor"] or (self.record is not None and not ways["fuel"])
        named = [key for key, there in ways.items() if there]
        if not named:
            help = (
                "state `fuel:` and `efficiency:`, `heat_factor:` with `source:`, or `factor: heat/district`"
            )
            raise work.refuse("CF102", "nothing says how the heat is made", (), help)
        if len(named) > 1:
            raise work.refuse(
                "CF106", f"`{named[0]}` and `{named[1]}` exclude each other", (named[1],), "leave one out"
            )
        heat = self._heat(work)
        if named[0] == "fuel":
            return self._boiler(work, heat)
        self._no_fuel(work)
        return self._stated(work, heat) if named[0] == "heat_factor" else self._of_library(work, heat)

    def _heat(self, work: Work) -> _Net:
        """Heat used and heat made. Raises `Refused`."""
        if same_dimension(self.amount.unit, parse_unit("kg")):
            if self.enthalpy is None or (self.feedwater_enthalpy is None and self.condensate_return != 1.0):
                key = "enthalpy" if self.enthalpy is None else "feedwater_enthalpy"
                help = "add `enthalpy: 2778 kJ/kg` and `feedwater_enthalpy: 84 kJ/kg`, from a steam table"
                raise work.refuse("CF209", f"`{self.amount.text}` of steam needs `{key}`", ("amount",), help)
            back = self.condensate_return or 0.0
            if (self.condensate_enthalpy is None) != (self.condensate_return is None):
                key = "condensate_return" if self.condensate_enthalpy is not None else "condensate_enthalpy"
                raise work.refuse(
                    "CF102", f"`{key}` is missing", (), "condensate has a share and an enthalpy"
                )
            brought = back * (self.condensate_enthalpy or 0.0) + (1.0 - back) * (
                self.feedwater_enthalpy or 0.0
            )
            per = self.enthalpy - brought
            if per <= 0:
                message = f"steam of {self.enthalpy:g} kJ/kg brings no heat over water of {brought:g} kJ/kg"
                raise work.refuse("CF208", message, ("enthalpy",), "correct the enthalpies")
            work.found("heat per steam", per, "kJ/kg", "computed")
            used = self.amount.to("kg") * per / 1000.0
        else:
            if self.amount.unit.basis:
                message = f"`{self.amount.text}` states a calorific basis where none applies"
                raise work.refuse("CF204", message, ("amount",), "heat is heat: leave it out")
            for key in _STEAM:
                if getattr(self, key) is not None:
                    help = "leave it out, or state the steam in tonnes"
                    raise work.refuse("CF106", f"`{key}` has no effect on an amount of heat", (key,), help)
            used = self.amount.to("MJ")
        made = used / (1.0 - (self.network_losses or 0.0))
        work.found("heat used", used, "MJ", "given" if self.enthalpy is None else "computed")
        if self.network_losses is not None:
            work.found("heat made", made, "MJ", "heat used / (1 - network_losses)")
        return _Net(used, made)

    def _boiler(self, work: Work, heat: _Net) -> list[Term]:
        for key in ("source", "covers"):
            if getattr(self, key) is not None:
                raise work.refuse(
                    "CF106", f"`{key}` has no effect without `heat_factor`", (key,), "leave it out"
                )
        share_made, basis = self.efficiency, self.efficiency_basis
        if share_made is None and self.rule == "eu":
            share_made, basis = efficiency(work, "heat", "standard", "fallback-boiler-efficiency"), "net"
        if share_made is None:
            help = "add `efficiency: 90 %` and `efficiency_basis: net`; `rule: eu` takes that of the EU for unknown boilers"
            raise work.refuse(
                "CF102", "`efficiency` of the boiler is missing", ("fuel",) if self.fuel else (), help
            )
        if basis is None:
            help = "add `efficiency_basis: net` or `gross`, some 10 % apart for gas"
            raise work.refuse(
                "CF210", "the efficiency does not say net or gross calorific value", ("efficiency",), help
            )
        if basis == "gross" and share_made > 1:
            raise work.refuse(
                "CF208",
                "a boiler makes no more heat than its fuel holds",
                ("efficiency",),
                "write at most 100 %",
            )
        unit = f"MJ ({basis})"
        fuel = amount_of(heat.made / share_made, unit)
        work.found("fuel", heat.made / share_made, "MJ", f"heat made / efficiency, {basis}")
        return [
            term._replace(
                at=term.at if term.at != ("amount",) else ("efficiency",) if self.efficiency else ("amount",)
            )
            for term in burn(work, self, fuel)
        ]

    def _no_fuel(self, work: Work) -> None:
        """CF106 for keys of a fuel where none is burned."""
        keys = set(FuelData.fields()) - {"route", "record", "origin"} | {"efficiency_basis"}
        if self.heat_factor is not None:
            keys |= {"route", "record", "origin"}
        else:
            keys |= {"source", "covers"}
        for key in sorted(keys):
            if getattr(self, key) is not None:
                raise work.refuse("CF106", f"`{key}` has no effect here", (key,), "leave it out")

    def _stated(self, work: Work, heat: _Net) -> list[Term]:
        if self.heat_factor is None or self.source is None:
            raise work.refuse(
                "CF102",
                "`source` is missing",
                ("heat_factor",),
                "say who states the factor, in which document",
            )
        covers = self.covers or "generation"
        if covers != "generation" and self.network_losses is not None:
            help = "leave it out: the factor is of delivered heat"
            raise work.refuse("CF106", "`network_losses` has no effect", ("network_losses",), help)
        beside = [] if covers != "generation" or self.network_losses is not None else ["losses"]
        beside += [] if covers == "life-cycle" else ["upstream"]
        stated = Stated(heat.made, "MJ", self.heat_factor, self.source)
        how = f"{heat.made:.6g} MJ x {self.heat_factor:g} kg CO2e/MJ"
        return [
            Term(
                "",
                "",
                ("heat_factor",),
                amount_of(heat.used, "MJ"),
                stated=(stated,),
                how=how,
                scope="2",
                beside=tuple(beside),
            )
        ]

    def _of_library(self, work: Work, heat: _Net) -> list[Term]:
        at = ("factor",) if self.factor else ("record",)
        amount = amount_of(heat.made, "MJ")
        draw = Draw(
            self.factor or "", amount, self.route or "", self.origin or "", self.record or "", kinds=("heat",)
        )
        if self.network_losses is not None:
            found = work.look(draw)
            if found is not None and "losses" in found.parts:
                whole = work.look(draw._replace(only=("direct", "upstream")))
                if whole is not None and "losses" in whole.parts:
                    help = "leave it out: the factor covers the losses of the network"
                    raise work.refuse("CF106", "`network_losses` has no effect", ("network_losses",), help)
            draw = draw._replace(only=("direct", "upstream"))
        return [Term("", "", at, amount_of(heat.used, "MJ"), draws=(draw,))]


METHOD = Heat
