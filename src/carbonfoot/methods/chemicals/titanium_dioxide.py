"""Titanium dioxide and synthetic rutile: CO2 of the reductant."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.chemicals._tables import one_of, per_mass, released, without_effect
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

_ROUTES = {"titanium-dioxide": "chloride", "synthetic-rutile": ""}


class TitaniumDioxide(Method):
    """CO2 of the carbon that reduces titanium ore."""

    about = About(
        id="chemicals/titanium-dioxide",
        title="Titanium dioxide and synthetic rutile",
        title_ko="이산화티타늄·합성루타일",
        tier="1, 2",
        formula=(
            "CO2 = amount x co2_factor",
            "CO2 = reductant x carbon_content x oxidation_factor x 44/12, with `reductant`",
        ),
        gives="kg CO2 of the reductant and of carbon electrodes",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.12 and 3.13 and table 3.9",
        edition="2006",
        valid_from="2006",
        example="product: titanium-dioxide\namount: 100 t",
        limits=(
            "`titania-slag` has no default: state `reductant` or `co2_factor`",
            "the sulphate route releases no CO2 from the process and needs no method",
            "fuel and electricity are lines of their own",
        ),
    )

    product = required(
        choice("titanium-dioxide", "synthetic-rutile", "titania-slag"),
        "What is made; titanium dioxide by the chloride route.",
        "titanium-dioxide",
    )
    amount = optional(number("t", above_zero=True), "How much of it.", "100 t")
    co2_factor = optional(
        number("kg/t", of="CO2"), "CO2 of the plant per mass made, instead of the default.", "1.3 t/t"
    )
    reductant = optional(number("t", above_zero=True), "Petroleum coke, coal or electrodes used up.", "40 t")
    carbon_content = optional(share(above_zero=True), "Carbon in the reductant, by mass.", "87 %")
    oxidation_factor = optional(
        share(), "Share of that carbon which becomes CO2; all of it unless stated.", "99 %"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2."""
        by = one_of(work, {"amount": self.amount, "reductant": self.reductant})
        if by == "amount" and self.amount is not None:
            keys = {"carbon_content": self.carbon_content, "oxidation_factor": self.oxidation_factor}
            without_effect(work, keys, "without `reductant`")
            factor = self.co2_factor
            if factor is None:
                factor = per_mass(work, self.product, "co2", _ROUTES.get(self.product, ""), ("product",))
            return [released("co2", self.amount, factor)]
        without_effect(work, {"co2_factor": self.co2_factor}, "beside `reductant`")
        if self.carbon_content is None:
            help = "state the carbon content of the reductant"
            raise work.refuse("CF102", "`carbon_content` is missing", (), help)
        oxidation = 1.0 if self.oxidation_factor is None else self.oxidation_factor
        ratio = work.constant("co2-per-carbon")
        reductant = self.reductant or 0.0
        factor = self.carbon_content * oxidation * ratio * 1000
        how = f"{reductant:g} t x {self.carbon_content:g} x {oxidation:g} x {ratio:.6g}"
        return [released("co2", reductant, factor, ("reductant",))._replace(how=how)]


METHOD = TitaniumDioxide
