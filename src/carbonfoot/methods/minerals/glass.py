"""Glass by kind and amount melted, with its share of cullet."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.lookups import FACTOR, co2_of_record, mass_of, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share_or
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

TYPES = (
    *("float", "container-flint", "container-amber-green", "fibre-e-glass", "fibre-insulation", "tv-panel"),
    *("tv-funnel", "tableware", "laboratory-pharma", "lighting", "unspecified"),
)


class Glass(Method):
    """Process CO2 of glass from what was melted."""

    about = About(
        id="minerals/glass",
        title="Glass, tier 1 and 2",
        title_ko="유리 (Tier 1, 2)",
        tier="1, 2",
        formula=("CO2 = amount x EF x (1 - cullet)", "EF of table 2.6, 0.2 for `unspecified` (tier 1)"),
        gives="kg CO2 of the carbonates of the batch; fuel and electricity are lines of their own",
        reference="IPCC Guidelines, volume 3, chapter 2, equations 2.10, 2.11 and 2.13, table 2.6",
        edition="2006",
        valid_from="2006",
        example="type: float\namount: 1 t\ncullet: 20 %",
        limits=(
            "the amount is glass melted, not glass packed: state melt, or divide by the yield of the line",
            "`cullet: default` is the 50 % of tier 1, for `unspecified` glass alone: for its kinds the guidelines print ranges",
            "cullet counts as carbonate-free; its collection and washing are lines of their own",
        ),
        parameters=("processes/glass",),
    )

    type = required(choice(*TYPES), "Kind of glass.", "float")
    amount = required(number("kg", above_zero=True), "Glass melted.", "1 t")
    cullet = optional(
        share_or("default"),
        "Share of the melt that is cullet; `default` for that of tier 1, of `unspecified` glass.",
        "20 %",
    )
    emission_factor = optional(FACTOR, "CO2 per glass from batch alone, instead of the table.", "0.21 t/t")

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the batch."""
        cullet = self.cullet
        if isinstance(cullet, str):
            if self.type != "unspecified":
                message = f"tier 1 has a cullet ratio for all glass together, none for `{self.type}`"
                help = "state the share of cullet, such as `cullet: 20 %`"
                raise work.refuse("CF702", message, ("cullet",), help)
            cullet = work.constant("glass-cullet-tier-1")
        if cullet is None:
            known = work.maybe(
                f"processes/glass/{self.type}", "cullet-ratio", "1", packs=("ipcc-2006",), at=("cullet",)
            )
            notes = () if known is None else (f"the middle of the range in table 2.6 is {100 * known:g} %",)
            help = "state the share of cullet, such as `cullet: 20 %`, or `cullet: 0 %`"
            raise work.refuse("CF102", "`cullet` is missing", (), help, notes)
        factor = self.emission_factor
        each = co2_of_record(work, f"ipcc-2006:glass-{self.type}") if factor is None else own_factor(factor)
        return [
            Term(
                "carbonates of the batch",
                "원료 배치의 탄산염",
                ("amount",),
                mass_of(self.amount),
                {"co2": self.amount * each * (1.0 - cullet)},
                how=f"{self.amount:g} kg x {each:.6g} x (1 - {cullet:g})",
            )
        ]


METHOD = Glass
