"""Cement clinker by the default factor of the guidelines, from clinker made or from cement by type."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required
from carbonfoot.methods.lookups import FACTOR, co2_of_record, mass_of, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

TYPES = (
    *("portland", "masonry", "slag-modified-portland", "portland-blast-furnace-slag", "portland-pozzolan"),
    *("pozzolan-modified-portland", "slag-cement"),
)


class CementMade(Shape):
    """Cement of one kind."""

    amount = required(number("kg"), "How much cement was made.", "60000 t")
    type = optional(
        choice(*TYPES), "Its kind, for the clinker fraction of table 2.2 of the guidelines.", "portland"
    )
    clinker_ratio = optional(
        share(above_zero=True), "Clinker in it, as a share of its mass, when known.", "92 %"
    )


class ClinkerTier1(Method):
    """Process CO2 of clinker, with 2 % for kiln dust inside the factor."""

    about = About(
        id="minerals/clinker-tier-1",
        title="Cement clinker, tier 1",
        title_ko="시멘트 클링커 (Tier 1)",
        tier="1",
        formula=(
            "CO2 = amount x EF",
            "CO2 = (sum of cement x clinker_ratio - clinker_imported + clinker_exported) x EF",
            "EF = 0.65 x 0.785 x 1.02 = 0.52 t CO2/t clinker, or `emission_factor`",
        ),
        gives="kg CO2 of calcination; fuel and electricity are lines of their own",
        reference="IPCC Guidelines, volume 3, chapter 2, equations 2.1 and 2.4, table 2.2",
        edition="2006",
        valid_from="2006",
        example="amount: 850 kg",
        limits=(
            "clinker that is bought is no emission of the plant: list it as an input with a footprint of its own",
            "more clinker imported than the cement holds is refused",
            "organic carbon of the raw meal and magnesia are not in the default factor: tier 2 and tier 3 have them",
        ),
        parameters=("processes/cement/clinker", "processes/cement"),
    )

    amount = optional(number("kg", above_zero=True), "Clinker made.", "850 kg")
    cements = optional(
        list_of(nested(lambda: CementMade), wrap=True),
        "Cement made, when the clinker is not weighed.",
        [{"amount": "1 t", "type": "portland"}],
    )
    clinker_imported = optional(number("kg"), "Clinker bought and ground into that cement.", "5000 t")
    clinker_exported = optional(number("kg"), "Clinker made and sold as clinker.", "2000 t")
    emission_factor = optional(
        FACTOR, "CO2 per clinker, kiln dust included, instead of the default.", "0.525 t/t"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the clinker made."""
        clinker = self._clinker(work)
        factor = self.emission_factor
        each = co2_of_record(work, "ipcc-2006:cement-clinker") if factor is None else own_factor(factor)
        return [
            Term(
                "calcination of clinker",
                "클링커 소성",
                ("amount",) if self.amount is not None else ("cements",),
                mass_of(clinker),
                {"co2": clinker * each},
                how=f"{clinker:g} kg x {each:.6g}",
            )
        ]

    def _clinker(self, work: Work) -> float:
        if (self.amount is None) == (self.cements is None):
            if self.amount is None:
                raise work.refuse("CF102", "`amount` is missing", (), "write `amount:`, or `cements:`")
            message = "`amount` and `cements` both say how much clinker was made"
            raise work.refuse("CF106", message, ("cements",), "leave one of them out")
        if self.amount is not None:
            for name in ("clinker_imported", "clinker_exported"):
                if getattr(self, name) is not None:
                    message = f"`{name}` has no effect beside `amount`, which is what the kiln made"
                    raise work.refuse("CF106", message, (name,), "leave it out")
            return self.amount
        parts = []
        for index, one in enumerate(self.cements or ()):
            parts.append(one.amount * self._fraction(work, one, index))
        if not parts:
            raise work.refuse("CF104", "`cements` is empty", ("cements",), "list the cement made")
        inside, exported = added(parts), self.clinker_exported or 0.0
        clinker = inside - (self.clinker_imported or 0.0) + exported
        work.found("clinker made", clinker, "kg", "computed")
        if clinker < 0:
            message = f"{self.clinker_imported:g} kg of clinker are imported, the cement holds {inside:g} kg"
            help = "state the clinker that was ground into this cement"
            raise work.refuse("CF208", message, ("clinker_imported",), help)
        return clinker

    def _fraction(self, work: Work, one: CementMade, index: int) -> float:
        at = ("cements", index)
        if one.clinker_ratio is not None:
            if one.type is not None:
                message = "`type` has no effect beside `clinker_ratio`"
                raise work.refuse("CF106", message, (*at, "type"), "leave one of them out")
            return one.clinker_ratio
        if one.type is None:
            help = f"state `clinker_ratio:`, or `type:` ({', '.join(TYPES)})"
            raise work.refuse("CF102", "the clinker fraction is missing", at, help)
        item = f"processes/cement/{one.type}"
        return work.number(item, "clinker-fraction", "kg/kg", packs=("ipcc-2006",), at=(*at, "type"))


METHOD = ClinkerTier1
