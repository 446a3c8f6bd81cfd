"""Soda ash: from trona, or by the Solvay process."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.chemicals._tables import one_of, per_mass, released, without_effect
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of


class SodaAsh(Method):
    """CO2 of making soda ash."""

    about = About(
        id="chemicals/soda-ash",
        title="Soda ash",
        title_ko="소다회",
        tier="1; mass balance",
        formula=(
            "natural: CO2 = trona x factor, or amount x factor",
            (
                "Solvay: CO2 = limestone x limestone_purity x M(CO2)/M(CaCO3) + coke x carbon_content x 44/12 "
                "- amount x M(CO2)/M(Na2CO3)"
            ),
        ),
        gives="kg CO2 of calcination and of coke for the kiln",
        reference="IPCC Guidelines, volume 3, chapter 3, section 3.8 and equation 3.14",
        edition="2006",
        valid_from="2006",
        example="process: natural\namount: 100 t",
        limits=(
            "fuel for calcining and drying trona, and electricity, are lines of their own",
            "for Solvay soda ash the coke of the lime kiln is in the balance: it is not listed again",
            "CO2 when the soda ash itself is used: `minerals/carbonates`",
        ),
    )

    process = required(choice("natural", "solvay"), "From trona ore, or from salt and limestone.", "natural")
    amount = optional(number("t", above_zero=True), "Soda ash made.", "100 t")
    trona = optional(
        number("t", above_zero=True), "Trona used up (natural process), instead of `amount`.", "140 t"
    )
    limestone = optional(number("t"), "Limestone into the kiln (Solvay process).", "120 t")
    limestone_purity = optional(
        share(above_zero=True), "Share of CaCO3 in the limestone; all of it unless stated.", "97 %"
    )
    coke = optional(number("t"), "Coke into the kiln (Solvay process).", "9 t")
    carbon_content = optional(share(above_zero=True), "Carbon in the coke, by mass.", "88 %")

    def compute(self, work: Work) -> list[Term]:
        """kg CO2."""
        solvay = {
            key: getattr(self, key) for key in ("limestone", "limestone_purity", "coke", "carbon_content")
        }
        if self.process == "solvay":
            without_effect(work, {"trona": self.trona}, "with `process: solvay`")
            return [self._solvay(work)]
        without_effect(work, solvay, "with `process: natural`")
        by = one_of(work, {"amount": self.amount, "trona": self.trona})
        item = "soda-ash-natural" if by == "amount" else "soda-ash-trona-consumed"
        amount = self.trona if self.amount is None else self.amount
        return [released("co2", amount or 0.0, per_mass(work, item, "co2", "", (by,)), (by,))]

    def _solvay(self, work: Work) -> Term:
        if self.amount is None or self.limestone is None or self.coke is None or self.carbon_content is None:
            missing = [
                key for key in ("amount", "limestone", "coke", "carbon_content") if getattr(self, key) is None
            ]
            help = "the balance of the Solvay process needs limestone, coke with its carbon, and soda ash"
            raise work.refuse("CF102", f"{', '.join(f'`{key}`' for key in missing)} missing", (), help)
        purity = 1.0 if self.limestone_purity is None else self.limestone_purity
        co2 = work.molar_mass("CO2")
        from_stone = co2 / work.molar_mass("CaCO3")
        in_ash = co2 / work.molar_mass("Na2CO3")
        ratio = work.constant("co2-per-carbon")
        stone = self.limestone * purity * from_stone * 1000
        coke = self.coke * self.carbon_content * ratio * 1000
        kept = self.amount * in_ash * 1000
        work.found("CO2 of limestone", stone, "kg", "computed")
        work.found("CO2 of coke", coke, "kg", "computed")
        work.found("CO2 kept in soda ash", kept, "kg", "computed")
        if stone + coke < kept:
            message = f"the soda ash keeps {kept:g} kg CO2, and {stone + coke:g} kg is made in the kiln"
            raise work.refuse("CF703", message, ("amount",), "state all limestone and coke")
        how = f"{stone:g} kg + {coke:g} kg - {kept:g} kg"
        amount = amount_of(self.amount, "t")
        return Term("", "", ("amount",), amount, {"co2": stone + coke - kept}, how=how)


METHOD = SodaAsh
