"""What goes into a kiln or a glass tank: carbonates, feed with a factor of its own, other carbon; less what dust still holds."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.carbon_streams import CarbonStream, burned, carbon_in
from carbonfoot.methods.carbonate_inputs import TABLES, CarbonateInput, co2_ratio, released
from carbonfoot.methods.lookups import FACTOR, mass_of, own_factor
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added


class KilnFeed(Shape):
    """Raw meal, or another feed with a factor of its own."""

    name = optional(WORD, "What it is.", "Raw meal")
    amount = required(number("kg"), "How much of it went into the kiln.", "1255000 t")
    emission_factor = required(FACTOR, "CO2 in its carbonates, per mass.", "0.525 t/t")
    calcination = optional(share(), "Share that gives its CO2 off; all of it unless stated.", "99 %")


class UncalcinedDust(Shape):
    """Dust that is not returned to the kiln, with the carbonate that is still in it."""

    amount = required(number("kg"), "Dust that leaves the kiln system.", "2000 t")
    carbonate_share = required(share(), "Share of the original carbonate in the dust.", "80 %")
    calcination = required(share(), "How far that carbonate is calcined.", "40 %")
    carbonate = optional(WORD, "Which carbonate; CaCO3 unless stated.", "CaCO3")


class CarbonateFed(Method):
    """Base of the input methods: clinker, lime, glass."""

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
    organic_carbon = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Carbon of the feed that is no carbonate: in shale, fly ash, filter cake.",
        [{"name": "Shale", "amount": "100 kg", "carbon_content": "3 %"}],
    )
    rule = optional(
        TABLES,
        "Where the CO2 of a carbonate is from: atomic weights unless stated, `ipcc` or `eu` for a table.",
        "ipcc",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the carbonates of the feed, and of its other carbon."""
        return self.given_off(work, None, "")

    def given_off(self, work: Work, dust: UncalcinedDust | None, key: str) -> list[Term]:
        """As `compute`, less the CO2 that is left in dust; `key`: where the dust is stated."""
        if self.carbonates is None and self.feed is None:
            help = "list `carbonates:`, or `feed:` with its own factor"
            raise work.refuse("CF102", "what goes into the kiln is missing", (), help)
        terms = [] if self.carbonates is None else released(work, self.carbonates, self.rule)
        terms += [_fed(one, index) for index, one in enumerate(self.feed or ())]
        if dust is not None:
            terms = [self._less_dust(work, terms, dust, key)]
        if self.organic_carbon is not None:
            gases = burned(
                work,
                carbon_in(work, self.organic_carbon, "organic_carbon", self.rule),
                0.0,
                self.rule,
                ("organic_carbon",),
            )
            amount = mass_of(added(one.amount for one in self.organic_carbon))
            terms.append(
                Term("other carbon of the feed", "원료의 기타 탄소", ("organic_carbon",), amount, gases)
            )
        return terms

    def _less_dust(self, work: Work, terms: list[Term], dust: UncalcinedDust, key: str) -> Term:
        """All carbonates as one term, less the CO2 that leaves with the dust."""
        carbonate = dust.carbonate or "CaCO3"
        each = co2_ratio(work, carbonate, self.rule, (key, "carbonate"))
        inside = added((one.gases or {})["co2"] for one in terms)
        left = dust.amount * dust.carbonate_share * (1.0 - dust.calcination) * each
        if left > inside:
            message = f"{left:.6g} kg CO2 are left in the dust, the carbonates give off {inside:.6g} kg"
            raise work.refuse("CF703", message, (key, "amount"), "state dust and feed of the same time")
        return Term(
            "calcination of the feed",
            "원료의 탈탄산",
            (key,),
            None,
            {"co2": inside - left},
            how=f"{inside:.6g} kg - {left:.6g} kg",
        )


def _fed(one: KilnFeed, index: int) -> Term:
    each = own_factor(one.emission_factor)
    given = 1.0 if one.calcination is None else one.calcination
    return Term(
        f"CO2 of {one.name or 'kiln feed'}",
        f"{one.name or '킬른 원료'}의 CO2",
        ("feed", index, "amount"),
        mass_of(one.amount),
        {"co2": one.amount * each * given},
        how=f"{one.amount:g} kg x {each:.6g} x {given:g}",
    )
