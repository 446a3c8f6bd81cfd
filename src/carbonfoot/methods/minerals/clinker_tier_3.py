"""Cement clinker by the carbonates that go into the kiln, less what leaves uncalcined in dust."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.carbon_streams import CarbonStream, burned, carbon_in
from carbonfoot.methods.carbonate_inputs import TABLES, CarbonateInput, co2_ratio, released
from carbonfoot.methods.lookups import FACTOR, mass_of, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added


class KilnFeed(Shape):
    """Raw meal, or another feed with a factor of its own."""

    name = optional(WORD, "What it is.", "Raw meal")
    amount = required(number("kg"), "How much of it went into the kiln.", "1255000 t")
    emission_factor = required(FACTOR, "CO2 in its carbonates, per mass.", "0.525 t/t")
    conversion = optional(share(), "Share that gives its CO2 off; all of it unless stated.", "99 %")


class UncalcinedDust(Shape):
    """Kiln dust (CKD) that is not returned, with the carbonate that is still in it."""

    amount = required(number("kg"), "Dust that leaves the kiln system.", "2000 t")
    carbonate_share = required(share(), "Share of the original carbonate in the dust.", "80 %")
    calcination = required(share(), "How far that carbonate is calcined.", "40 %")
    carbonate = optional(WORD, "Which carbonate; CaCO3 unless stated.", "CaCO3")


class ClinkerTier3(Method):
    """Process CO2 of clinker from what goes into the kiln: the input method."""

    about = About(
        id="minerals/clinker-tier-3",
        title="Cement clinker, tier 3 (input method)",
        title_ko="시멘트 클링커 (Tier 3, 투입물 기준)",
        tier="3",
        formula=(
            "CO2 = sum of carbonate x purity x EF x calcination + sum of feed x EF x conversion",
            "- ckd x carbonate_share x (1 - calcination) x EF(CaCO3)",
            "+ sum of other_carbon x carbon x 44/12",
        ),
        gives="kg CO2 of calcination and of other carbon of the feed; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, equation 2.3; (EU) 2018/2066 annex IV section 9, method A; "
            "(EU) 2025/2547 annex II"
        ),
        edition="2006; 2018; 2025",
        valid_from="2006",
        example="carbonates:\n- {carbonate: CaCO3, amount: 1.2 t, calcination: 99 %}\n- {carbonate: MgCO3, amount: 20 kg}",
        limits=(
            "more CO2 left in dust than the carbonates hold is refused",
            "clinker that is bought is no emission of the plant: list it as an input with a footprint of its own",
            "other carbon is that of shale, fly ash and the like; fuel is a line of its own",
        ),
        parameters=("processes/carbonates/*",),
    )

    carbonates = optional(
        list_of(nested(lambda: CarbonateInput), wrap=True),
        "Carbonates of the kiln feed.",
        [{"carbonate": "CaCO3", "amount": "1.2 t"}],
    )
    feed = optional(
        list_of(nested(lambda: KilnFeed), wrap=True),
        "Raw meal with a CO2 factor of its own, instead of its carbonates or beside others.",
        [{"name": "Raw meal", "amount": "1.55 t", "emission_factor": "0.345 t/t"}],
    )
    ckd = optional(
        nested(lambda: UncalcinedDust),
        "Dust that leaves the kiln uncalcined in part.",
        {"amount": "20 kg", "carbonate_share": "80 %", "calcination": "40 %"},
    )
    other_carbon = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Carbon of the feed that is no carbonate: in shale, fly ash, filter cake.",
        [{"name": "Shale", "amount": "100 kg", "carbon": "3 %"}],
    )
    factors = optional(
        TABLES,
        "Where the CO2 of a carbonate is from: atomic weights unless stated, `ipcc` or `eu` for a table.",
        "ipcc",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the carbonates of the feed, and of its other carbon."""
        if self.carbonates is None and self.feed is None:
            help = "list `carbonates:`, or `feed:` with its own factor"
            raise work.refuse("CF102", "what goes into the kiln is missing", (), help)
        terms = [] if self.carbonates is None else released(work, self.carbonates, self.factors)
        terms += [_fed(one, index) for index, one in enumerate(self.feed or ())]
        if self.ckd is not None:
            terms = [self._less_dust(work, terms, self.ckd)]
        if self.other_carbon is not None:
            gases = burned(work, carbon_in(work, self.other_carbon, "other_carbon"), 0.0, ("other_carbon",))
            amount = mass_of(added(one.amount for one in self.other_carbon))
            terms.append(Term("other carbon of the feed", "원료의 기타 탄소", ("other_carbon",), amount, gases))
        return terms

    def _less_dust(self, work: Work, terms: list[Term], dust: UncalcinedDust) -> Term:
        """All carbonates as one term, less the CO2 that leaves with the dust."""
        carbonate = dust.carbonate or "CaCO3"
        each = co2_ratio(work, carbonate, self.factors, ("ckd", "carbonate"))
        inside = added((one.gases or {})["co2"] for one in terms)
        left = dust.amount * dust.carbonate_share * (1.0 - dust.calcination) * each
        if left > inside:
            message = f"{left:.6g} kg CO2 are left in the dust, the carbonates give off {inside:.6g} kg"
            raise work.refuse("CF703", message, ("ckd", "amount"), "state dust and feed of the same time")
        return Term(
            "calcination of the feed",
            "원료의 탈탄산",
            ("ckd",),
            None,
            {"co2": inside - left},
            how=f"{inside:.6g} kg - {left:.6g} kg",
        )


def _fed(one: KilnFeed, index: int) -> Term:
    each = own_factor(one.emission_factor)
    given = 1.0 if one.conversion is None else one.conversion
    return Term(
        f"CO2 of {one.name or 'kiln feed'}",
        f"{one.name or '킬른 원료'}의 CO2",
        ("feed", index, "amount"),
        mass_of(one.amount),
        {"co2": one.amount * each * given},
        how=f"{one.amount:g} kg x {each:.6g} x {given:g}",
    )


METHOD = ClinkerTier3
