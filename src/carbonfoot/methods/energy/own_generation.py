"""Electricity that is generated on site and used there."""

from __future__ import annotations

from carbonfoot.documents.fields import ITEM
from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.energy._contracts import COVERS
from carbonfoot.methods.energy._fuel import Burned, burn
from carbonfoot.methods.energy._grid import Rest, rest
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of

_ITEMS = {
    "solar-pv": "electricity/solar-pv",
    "wind": "electricity/wind",
    "hydro": "electricity/hydro",
    "geothermal": "electricity/geothermal",
}
_BALANCE = 1e-6


class OwnGeneration(Rest, Method):
    """Own use of what a plant of one's own generates; what is fed into the grid bears its own share."""

    about = About(
        id="energy/own-generation",
        title="Own generation of electricity",
        title_ko="자가발전",
        tier="by technology",
        formula=(
            "consumed = generated - exported",
            "emissions = emissions of the fuel x consumed / generated",
            "solar, wind, hydro: emissions = consumed x life-cycle factor without losses of the grid",
            "certificates sold: emissions = consumed x residual mix",
        ),
        gives="kg CO2e of the electricity used on site; nothing is credited for what is exported",
        reference="GHG Protocol Scope 2 Guidance, chapters 5 to 7: generation on site and certificates sold",
        edition="2015",
        valid_from="2015",
        example="technology: solar-pv\ngenerated: 500 MWh\nexported: 120 MWh\ncertificates: none",
        limits=(
            "electricity whose certificates were sold counts as the rest, with a finding",
            "combined heat and power is energy/chp",
        ),
        parameters=("electricity/solar-pv, electricity/wind, electricity/hydro, electricity/geothermal",),
    )

    technology = optional(
        choice("solar-pv", "wind", "hydro", "geothermal", "fuel", "other"),
        "How it is generated; `fuel` where `fuels` are burned.",
        "solar-pv",
    )
    generated = optional(
        number("kWh", above_zero=True), "Electricity generated, net of the plant's own use.", "500 MWh"
    )
    exported = optional(number("kWh"), "Electricity fed into the grid.", "120 MWh")
    consumed = optional(
        number("kWh"), "Electricity used on site; `generated` less `exported` unless stated.", "380 MWh"
    )
    fuels = optional(
        list_of(nested(lambda: Burned), wrap=True),
        "What was burned for all that was generated.",
        [{"fuel": "fuels/diesel", "amount": "9000 L"}],
    )
    certificates = optional(
        choice("kept", "none", "sold"),
        "What became of the certificates of the electricity used: must be said for what burns no fuel.",
        "none",
    )
    emission_factor = optional(
        number("kg CO2e/kWh"), "Emission factor of the plant, instead of the library.", "0.041 kg CO2e/kWh"
    )
    source = optional(WORD, "Who states the factor.", "EPD of the modules, 2023")
    covers = optional(choice("generation", "life-cycle"), "What the factor covers.", "life-cycle")
    factor = optional(ITEM, "Item of the library, when not that of the technology.", "electricity/biomass")

    def compute(self, work: Work) -> list[Term]:
        """The own use by its fuel, by a factor, or by the rest where its certificates were sold."""
        own, generated = self._balance(work)
        at = ("consumed",) if self.consumed is not None else ("generated",)
        self._fits(work)
        if self.fuels:
            return [
                term
                for index, fuel in enumerate(self.fuels)
                for term in burn(work, fuel, fuel.amount, ("fuels", index), times=own / generated)
            ]
        if self.certificates is None:
            help = "write `certificates: none`, `kept`, or `sold`: sold electricity is claimed by its buyer"
            raise work.refuse("CF102", "`certificates` is missing", (), help)
        if self.certificates == "sold":
            message = "the certificates of this electricity were sold: it counts as the rest, not as its own generation"
            work.remark(
                "CF711", message, ("certificates",), "name its residual mix, or leave the certificates unsold"
            )
            return rest(work, self, own, at, said=True)
        quantity = amount_of(own, "kWh")
        if self.emission_factor is not None:
            if self.source is None:
                raise work.refuse(
                    "CF102", "`source` is missing", ("emission_factor",), "say who states the factor"
                )
            whole = self.covers == "life-cycle"
            beside = () if whole else ("upstream",)
            scope = "3" if whole else "1"
            stated = Stated(own, "kWh", self.emission_factor, self.source)
            how = f"{own:.6g} kWh x {self.emission_factor:g} kg CO2e/kWh"
            return [
                Term(
                    "",
                    "",
                    ("emission_factor",),
                    quantity,
                    stated=(stated,),
                    how=how,
                    scope=scope,
                    beside=beside,
                )
            ]
        item = self.factor or _ITEMS.get(self.technology or "", "")
        if not item:
            help = "name its `technology:`, `factor:` or `emission_factor:`, or list `fuels:`"
            raise work.refuse("CF102", "nothing says how the electricity is generated", (), help)
        draw = Draw(item, quantity, only=COVERS["generation-life-cycle"], kinds=("electricity",))
        return [Term("", "", at, quantity, draws=(draw,), scope="3")]

    def _balance(self, work: Work) -> tuple[float, float]:
        """kWh used on site and generated. Raises `Refused` where they do not add up."""
        generated, exported, own = self.generated, self.exported, self.consumed
        if generated is None:
            if own is None:
                help = "state `generated:` and `exported:`, or `consumed:`"
                raise work.refuse("CF102", "the electricity generated is missing", (), help)
            generated = own + (exported or 0.0)
        elif own is None:
            if exported is None:
                help = "add `exported: 0 kWh` where everything is used on site"
                raise work.refuse("CF102", "`exported` is missing", ("generated",), help)
            own = generated - exported
        if own < 0 or own > generated * (1 + _BALANCE):
            message = f"{generated:.6g} kWh are generated, and more is used or exported"
            raise work.refuse(
                "CF208",
                message,
                ("exported",) if exported is not None else ("consumed",),
                "correct the amounts",
            )
        if exported is not None and abs(generated - exported - own) > _BALANCE * generated:
            message = (
                f"{generated:.6g} kWh generated are not {own:.6g} kWh used and {exported:.6g} kWh exported"
            )
            raise work.refuse("CF406", message, ("generated",), "leave one of the three out, or correct it")
        work.found("consumed", own, "kWh", "given" if self.consumed is not None else "generated - exported")
        return own, generated

    def _fits(self, work: Work) -> None:
        """CF106 for keys without effect."""
        if self.fuels:
            keys: tuple[str, ...] = ("emission_factor", "factor", "certificates", "covers", "source")
        elif self.certificates == "sold":
            keys = ("emission_factor", "factor", "covers", "source")
        else:
            keys = (
                "residual_mix",
                "residual_source",
                "losses",
                "upstream",
                "upstream_source",
                "no_residual",
                "route",
                "record",
            )
            keys += ("origin",)
            if self.emission_factor is None:
                keys += ("covers", "source")
            else:
                keys += ("factor",)
        for key in keys:
            if getattr(self, key) is not None:
                raise work.refuse("CF106", f"`{key}` has no effect here", (key,), "leave it out")
        if self.technology == "fuel" and not self.fuels:
            raise work.refuse(
                "CF102", "`fuels` is missing", ("technology",), "list what is burned under `fuels:`"
            )
        if self.fuels and self.technology not in (None, "fuel"):
            message = f"`{self.technology}` burns no fuel"
            raise work.refuse(
                "CF106", message, ("technology",), "write `technology: fuel`, or leave `fuels:` out"
            )


METHOD = OwnGeneration
