"""Cement clinker by its content of lime and magnesia, with kiln dust and organic carbon."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.carbon_streams import per_carbon
from carbonfoot.methods.carbonate_inputs import TABLES
from carbonfoot.methods.lookups import FACTOR, mass_of, own_factor, per_oxide
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.minerals._dust import KilnDust, co2_of_dust
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

_OXIDES = (
    *("cao", "mgo", "cao_non_carbonate", "mgo_non_carbonate", "cao_uncalcined", "mgo_uncalcined"),
    "non_carbonate_inputs",
)


_CLOSED = 1e-9
"""How far rounding may take CO2 stored over CO2 made."""


class OxideInput(Shape):
    """A raw material that brings lime or magnesia without carbonate: slag, fly ash, ..."""

    name = optional(WORD, "What it is.", "Blast furnace slag")
    amount = required(number("kg"), "How much of it went into the kiln.", "3000 t")
    cao = optional(share(), "CaO in it that is no carbonate.", "40 %")
    mgo = optional(share(), "MgO in it that is no carbonate.", "6 %")


class OrganicCarbon(Shape):
    """Carbon of the raw meal that is no carbonate."""

    raw_meal = required(number("kg"), "Raw meal that went into the kiln.", "1.55 t")
    carbon_content = required(share(), "Organic carbon in it, as a share of its mass.", "0.2 %")


class ClinkerTier2(Method):
    """Process CO2 of clinker from the clinker itself: the output method."""

    about = About(
        id="minerals/clinker-tier-2",
        title="Cement clinker, tier 2 (output method)",
        title_ko="시멘트 클링커 (Tier 2, 산출물 기준)",
        tier="2",
        formula=(
            "CO2 = amount x EF x ckd_correction, or amount x EF + dust x EF(dust)",
            "EF = (cao - cao_non_carbonate - cao_uncalcined) x 0.785 + (mgo - ...) x 1.092",
            "EF(dust) = (EF/(1+EF) x d) / (1 - EF/(1+EF) x d), d = 1 - c(1-m)/((1-c)m), c = co2_of_dust, m = co2_of_raw_meal",
            "EF(dust) = carbonate_share x calcination x EF(CaCO3), where the carbonate_share of the dust is stated",
            "+ raw_meal x carbon_content x 44/12 - co2_stored",
        ),
        gives="kg CO2 of calcination and of the carbon of the raw meal; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, equations 2.2 and 2.5; (EU) 2018/2066 annex IV section 9, method B, and "
            "article 49 (CO2 that leaves for storage); "
            "(EU) 2025/2547 annex II table 4; GCCA cement CO2 protocol, method B2; 40 CFR 98.83"
        ),
        edition="2006; 2018; 2025",
        valid_from="2006",
        example="amount: 1 t\ncao: 65 %\nmgo: 1.5 %\nckd_correction: 1.02",
        limits=(
            "clinker that is bought is no emission of the plant: list it as an input with a footprint of its own",
            "without `ckd` and `ckd_correction` the default 1.02 of the guidelines stands for lost dust",
            "`ckd_correction: 1` says that all dust is returned to the kiln",
            "organic carbon counts only where it is stated",
            (
                "`co2_stored` is CO2 of the raw meal in permanent geological storage, proven; CO2 of the kiln's fuels is in "
                "lines of its own, and CO2 sold for any other use is not taken off; the energy of capture is a line of its own"
            ),
        ),
        parameters=("processes/cement/clinker",),
    )

    amount = required(number("kg", above_zero=True), "Clinker made.", "1 t")
    cao = optional(share(), "CaO of the clinker, as a share of its mass.", "65 %")
    mgo = optional(share(), "MgO of the clinker; none counted unless stated.", "1.5 %")
    cao_non_carbonate = optional(share(), "CaO of the clinker that came from no carbonate.", "1 %")
    mgo_non_carbonate = optional(share(), "MgO of the clinker that came from no carbonate.", "0.1 %")
    cao_uncalcined = optional(share(), "CaO of the clinker that is still carbonate.", "0.2 %")
    mgo_uncalcined = optional(share(), "MgO of the clinker that is still carbonate.", "0.1 %")
    non_carbonate_inputs = optional(
        list_of(nested(lambda: OxideInput), wrap=True),
        "Instead of the shares that came from no carbonate: the raw materials that brought them.",
        [{"name": "Slag", "amount": "30 kg", "cao": "40 %"}],
    )
    emission_factor = optional(FACTOR, "CO2 per clinker, without dust, instead of its analysis.", "525 kg/t")
    ckd_correction = optional(share(low=1.0, high=2.0), "Correction for dust that is lost.", "1.02")
    ckd = optional(
        nested(lambda: KilnDust),
        "Dust that leaves the kiln, instead of a correction.",
        {"amount": "20 kg", "calcination": "50 %"},
    )
    bypass_dust = optional(
        number("kg"), "Bypass dust that leaves the kiln, calcined as the clinker is.", "5 kg"
    )
    organic_carbon = optional(
        list_of(nested(lambda: OrganicCarbon), wrap=True),
        "Organic carbon of the raw meal.",
        {"raw_meal": "1.55 t", "carbon_content": "0.2 %"},
    )
    co2_stored = optional(
        number("kg"), "CO2 of clinker, dust and raw meal that was captured and is stored for good.", "200 kg"
    )
    rule = optional(
        TABLES,
        "Whose rule holds: 0.785 and 1.092 per oxide as all guidelines write them, with 44/12 per carbon unless it is `eu` "
        "(3.664); `stoichiometry` takes atomic weights.",
        "eu",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of clinker, of dust and of organic carbon."""
        rule = self.rule or "ipcc"
        each = self._each(work, rule)
        work.found("CO2 factor of the clinker", each, "kg/kg", "computed")
        correction = self._correction(work)
        terms = [
            Term(
                "calcination of clinker",
                "클링커 소성",
                ("amount",),
                mass_of(self.amount),
                {"co2": self.amount * each * correction},
                how=f"{self.amount:g} kg x {each:.6g} x {correction:g}",
            )
        ]
        if self.ckd is not None:
            dust = co2_of_dust(work, self.ckd, each, rule, ("ckd",))
            terms.append(_dust("kiln dust", "킬른 분진", ("ckd", "amount"), self.ckd.amount, dust))
        if self.bypass_dust is not None:
            terms.append(_dust("bypass dust", "바이패스 분진", ("bypass_dust",), self.bypass_dust, each))
        if self.organic_carbon is not None:
            terms.append(organic_carbon(work, self.organic_carbon, self.rule))
        return terms if self.co2_stored is None else self._stored(work, terms, self.co2_stored)

    @staticmethod
    def _stored(work: Work, terms: list[Term], stored: float) -> list[Term]:
        """The terms without the CO2 that is stored, each by its share."""
        each = [(one.gases or {})["co2"] for one in terms]
        made = added(each)
        if stored > made * (1 + _CLOSED):
            message = f"{stored:g} kg CO2 is stored, and {made:g} kg is made here"
            help = "state the CO2 of the raw meal alone; that of the fuels is in their lines"
            raise work.refuse("CF703", message, ("co2_stored",), help)
        work.found("CO2 stored", stored, "kg", "computed")
        left = 1 - stored / made if stored < made else 0.0
        return [
            one._replace(gases={"co2": co2 * left}, how=f"{one.how} - {stored * co2 / made:.6g} kg stored")
            for one, co2 in zip(terms, each, strict=True)
        ]

    def _correction(self, work: Work) -> float:
        if self.ckd is not None:
            if self.ckd_correction is not None:
                message = "`ckd_correction` and `ckd` both count the dust that is lost"
                raise work.refuse("CF106", message, ("ckd_correction",), "leave one of them out")
            return 1.0
        if self.ckd_correction is not None:
            return self.ckd_correction
        if self.bypass_dust is not None:
            help = "state `ckd:`, or `ckd_correction: 1` when no other dust is lost"
            raise work.refuse("CF102", "how much kiln dust is lost beside bypass dust is missing", (), help)
        item = "processes/cement/clinker"
        return work.number(item, "ckd-correction-factor", "kg/kg", packs=("ipcc-2006",))

    def _each(self, work: Work, rule: str) -> float:
        """kg CO2 per kg of clinker."""
        if self.emission_factor is not None:
            for name in _OXIDES:
                if getattr(self, name) is not None:
                    message = f"`{name}` has no effect beside `emission_factor`"
                    raise work.refuse("CF106", message, (name,), "leave one of them out")
            return own_factor(self.emission_factor)
        if self.cao is None:
            help = "write the CaO of the clinker, such as `cao: 65 %`, or `emission_factor:`"
            raise work.refuse("CF102", "`cao` is missing", (), help)
        if self.cao + (self.mgo or 0.0) > 1:
            raise work.refuse(
                "CF208", "CaO and MgO are more than the clinker", ("cao",), "state shares of it"
            )
        brought = self._brought(work)
        of_lime = self.cao - brought[0] - (self.cao_uncalcined or 0.0)
        of_magnesia = (self.mgo or 0.0) - brought[1] - (self.mgo_uncalcined or 0.0)
        for name, key, left in (("CaO", "cao", of_lime), ("MgO", "mgo", of_magnesia)):
            if left < 0:
                message = f"more {name} came from no carbonate, or is uncalcined, than the clinker holds"
                raise work.refuse("CF208", message, (key,), "state all as shares of the clinker")
        of_mgo = of_magnesia * per_oxide(work, "MgO", rule) if self.mgo is not None else 0.0
        return of_lime * per_oxide(work, "CaO", rule) + of_mgo

    def _brought(self, work: Work) -> tuple[float, float]:
        """CaO and MgO of the clinker that came from no carbonate."""
        if self.non_carbonate_inputs is None:
            return self.cao_non_carbonate or 0.0, self.mgo_non_carbonate or 0.0
        for name in ("cao_non_carbonate", "mgo_non_carbonate"):
            if getattr(self, name) is not None:
                message = f"`{name}` and `non_carbonate_inputs` say the same"
                raise work.refuse("CF106", message, (name,), "leave one of them out")
        inputs = self.non_carbonate_inputs
        for index, one in enumerate(inputs):
            if one.cao is None and one.mgo is None:
                raise work.refuse(
                    "CF102", "its CaO and MgO are missing", ("non_carbonate_inputs", index), "state `cao:`"
                )
        return (
            added(one.amount * (one.cao or 0.0) for one in inputs) / self.amount,
            added(one.amount * (one.mgo or 0.0) for one in inputs) / self.amount,
        )


def organic_carbon(work: Work, found: Sequence[OrganicCarbon], rule: str | None) -> Term:
    """CO2 of the organic carbon of raw meal."""
    meal = added(one.raw_meal for one in found)
    carbon = added(one.raw_meal * one.carbon_content for one in found)
    co2 = carbon * per_carbon(work, rule)
    name, at = "organic carbon of the raw meal", ("organic_carbon",)
    return Term(name, "원료의 유기탄소", at, mass_of(meal), {"co2": co2}, how=f"{carbon:.6g} kg of carbon")


def _dust(name: str, name_ko: str, at: Path, amount: float, each: float) -> Term:
    how = f"{amount:g} kg x {each:.6g}"
    return Term(name, name_ko, at, mass_of(amount), {"co2": amount * each}, how=how)


METHOD = ClinkerTier2
