"""Cover gases over molten magnesium: SF6, HFC-134a, fluoroketone, CO2."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.lookups import gas_of_record, mass_of
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of

KG_PER_T = 1000.0
_STOCKS = ("stock_start", "stock_end", "purchased", "disbursed")


class CoverGas(Shape):
    """A cover or carrier gas: what was used, by meter or by stocks, or what a measurement found."""

    gas = required(WORD, "The gas.", "SF6")
    used = optional(number("kg"), "How much went into the furnaces.", "12 kg")
    stock_start = optional(
        number("kg"), "Instead of `used`: stock at the beginning, heels included.", "40 kg"
    )
    stock_end = optional(number("kg"), "Stock at the end, heels included.", "25 kg")
    purchased = optional(number("kg"), "Bought in the time between.", "60 kg")
    disbursed = optional(number("kg"), "Sold or returned, heels included.", "5 kg")
    destroyed = optional(share(), "Share that the melt destroys, as measured; none unless stated.", "30 %")
    emitted = optional(
        number("kg"), "Instead of all else: what a measurement found, by-products too.", "3 kg"
    )


class MagnesiumCoverGas(Method):
    """Cover gases released in making and casting magnesium."""

    about = About(
        id="metals/magnesium-cover-gas",
        title="Cover gases of magnesium, tier 1 to 3",
        title_ko="마그네슘 보호가스 (Tier 1~3)",
        tier="1, 2, 3",
        formula=(
            "SF6 = castings x 1 kg/t, or x sf6_factor (tier 1)",
            "gas = used x (1 - destroyed)",
            "used = stock_start - stock_end + purchased - disbursed (tier 2, 40 CFR 98 equation T-1)",
            "gas = emitted (tier 3)",
        ),
        gives="kg of each gas released",
        reference="IPCC Guidelines, volume 3, chapter 4, equations 4.30 and 4.31, table 4.20; 40 CFR 98.203",
        edition="2006",
        valid_from="2006",
        example="gases:\n- {gas: SF6, stock_start: 40 kg, stock_end: 25 kg, purchased: 60 kg, disbursed: 5 kg}",
        limits=(
            "all that is used counts as released unless a measured share is destroyed",
            "what HFC-134a and fluoroketone decay to (PFCs) is an entry of its own, as measured",
            "a gas that the GWP set has no value for is refused (FK-5-1-12 before AR6)",
        ),
    )

    castings = optional(
        number("kg", above_zero=True),
        "Magnesium cast or handled under SF6, when no use of gas is known.",
        "20 t",
    )
    sf6_factor = optional(
        number("kg/t", of="SF6"), "SF6 per castings, instead of the default of 1 kg/t.", "0.7 kg/t"
    )
    gases = optional(
        list_of(nested(lambda: CoverGas), wrap=True),
        "What was used or measured, each gas an entry.",
        [{"gas": "SF6", "used": "12 kg"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """kg of each gas."""
        if (self.castings is None) == (self.gases is None):
            if self.castings is None:
                raise work.refuse(
                    "CF102", "`gases` is missing", (), "list the gases used, or state `castings:`"
                )
            message = "`castings` has no effect beside `gases`"
            raise work.refuse("CF106", message, ("castings",), "leave one of them out")
        if self.castings is None and self.sf6_factor is not None:
            message = "`sf6_factor` has no effect without `castings`"
            raise work.refuse("CF106", message, ("sf6_factor",), "leave it out")
        if self.castings is not None:
            return [self._by_default(work, self.castings)]
        if not self.gases:
            raise work.refuse("CF104", "`gases` is empty", ("gases",), "list the gases used")
        return [self._term(work, one, index) for index, one in enumerate(self.gases)]

    def _by_default(self, work: Work, castings: float) -> Term:
        factor = self.sf6_factor
        each = (
            gas_of_record(work, "ipcc-2006:magnesium-casting", "sf6", ("castings",))
            if factor is None
            else factor / KG_PER_T
        )
        how = f"{castings:g} kg x {each:g}"
        gases = {"sf6": castings * each}
        return Term("SF6 of casting", "주조 SF6", ("castings",), mass_of(castings), gases, how=how)

    def _term(self, work: Work, one: CoverGas, index: int) -> Term:
        at = ("gases", index)
        gas = work.gas(one.gas, (*at, "gas"))
        stated = [name for name in _STOCKS if getattr(one, name) is not None]
        ways = [
            *(["emitted"] if one.emitted is not None else []),
            *(["used"] if one.used is not None else []),
            *stated[:1],
        ]
        if not ways:
            help = "state `used:`, the stocks (`stock_start`, `stock_end`, `purchased`, `disbursed`), or `emitted:`"
            raise work.refuse("CF102", f"how much {one.gas} was used is missing", at, help)
        if len(ways) > 1:
            message = f"`{ways[0]}` and `{ways[1]}` both say how much {one.gas} it is"
            raise work.refuse("CF106", message, (*at, ways[1]), "leave one of them out")
        if one.emitted is not None:
            if one.destroyed is not None:
                message = "`destroyed` has no effect beside a measured emission"
                raise work.refuse("CF106", message, (*at, "destroyed"), "leave it out")
            return self._gas(one, gas, one.emitted, 1.0, (*at, "emitted"))
        used = one.used if one.used is not None else self._from_stocks(work, one, stated, index)
        left = 1.0 if one.destroyed is None else 1.0 - one.destroyed
        return self._gas(one, gas, used, left, (*at, "used") if one.used is not None else at)

    def _gas(self, one: CoverGas, gas: str, used: float, left: float, at: tuple[str | int, ...]) -> Term:
        how = f"{used:g} kg x {left:g}"
        gases = {gas: used * left}
        return Term(f"{one.gas} of the melt", f"용탕 {one.gas}", at, amount_of(used, "kg"), gases, how=how)

    def _from_stocks(self, work: Work, one: CoverGas, stated: list[str], index: int) -> float:
        at = ("gases", index)
        missing = [name for name in ("stock_start", "stock_end", "purchased") if name not in stated]
        if missing:
            help = "state all three, 0 kg where there is none"
            raise work.refuse("CF102", f"`{missing[0]}` is missing among the stocks", at, help)
        used = (
            (one.stock_start or 0.0)
            - (one.stock_end or 0.0)
            + (one.purchased or 0.0)
            - (one.disbursed or 0.0)
        )
        work.found(f"{one.gas} used", used, "kg", "computed")
        if used < 0:
            message = f"the stocks say that {used:g} kg were used"
            raise work.refuse(
                "CF208", message, (*at, "stock_end"), "state stocks of the same time, heels included"
            )
        return used


METHOD = MagnesiumCoverGas
