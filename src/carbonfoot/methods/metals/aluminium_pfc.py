"""Primary aluminium: CF4 and C2F6 of anode effects."""

from __future__ import annotations

import re

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, quantity, ratio, share
from carbonfoot.methods.portions import in_vain
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Refused, Work, amount_of
from carbonfoot.quantities.units import Quantity

_EU = {
    "pfpb-l": "pfc-legacy-point-feed-pre-bake-pfpb-l",
    "pfpb-m": "pfc-modern-point-feed-pre-bake-pfpb-m",
    "cwpb": "pfc-centre-worked-prebake-cwpb",
    "swpb": "pfc-side-worked-prebake-swpb",
    "vss": "pfc-vertical-stud-soederberg-vss",
    "hss": "pfc-horizontal-stud-soederberg-hss",
}
_IPCC = {"cwpb": "prebake-cwpb", "swpb": "prebake-swpb", "vss": "soderberg-vss", "hss": "soderberg-hss"}
_SLOPE = ("anode_effect_minutes", "anode_effects", "anode_effect_duration", "slope_coefficient")
_VOLTAGE = ("overvoltage", "current_efficiency", "overvoltage_coefficient")
_TIME = re.compile(r"(?<![A-Za-z])(min|s|h|d|day)(?![A-Za-z])")
"""A time in the symbol of a unit: minutes per day have no dimension, and neither has a share."""


_CF4 = re.compile(r"(?<=kg)[ -]?CF4(?![A-Za-z0-9])")
_CELL_DAY = re.compile(r"\b(?:AE[ -]?)?(mins?\b|minutes?\b)?\s*(?:per|/)\s*(?:pot|cell)[ -]?day\b")


def _per_day(text: str) -> str:
    """`0.4 min/cell-day` as `0.4 min/day`, `0.2 /cell-day` as `0.2 1/day`: all of it is of one cell."""
    return _CELL_DAY.sub(lambda found: f" {'min' if found.group(1) else '1'}/day", text)


def _without_cf4(text: str) -> str:
    return _CF4.sub("", text)


class AluminiumPfc(Method):
    """PFC of anode effects, by the minutes that they last or by the overvoltage."""

    about = About(
        id="metals/aluminium-pfc",
        title="Primary aluminium, PFC of anode effects",
        title_ko="1차 알루미늄, 양극효과 과불화탄소(PFC)",
        tier="1, 2, with plant coefficients 3",
        formula=(
            "slope: CF4 = slope_coefficient x anode_effect_minutes x amount / collection_efficiency",
            "anode_effect_minutes = anode_effects x anode_effect_duration",
            "overvoltage: CF4 = overvoltage_coefficient x overvoltage / current_efficiency (in %)",
            "  x amount / collection_efficiency",
            "C2F6 = CF4 x weight_fraction",
            "tier 1: CF4 = amount x EF(technology), C2F6 likewise; or x cf4_factor, c2f6_factor",
        ),
        gives="kg CF4 and C2F6 of anode effects",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equations 4.25 to 4.27, tables 4.15 and 4.16; Regulation (EU) "
            "2018/2066, Annex IV, section 8; Implementing Regulation (EU) 2025/2547, Annex II, B.7; 40 CFR 98.63"
        ),
        edition="2006; EU: 2025",
        valid_from="2006",
        parameters=("processes/aluminium/anode-effects",),
        limits=(
            "current efficiency counts in per cent, as the coefficients are made for: 5 mV at 95 % is 5/95",
            "emissions at low voltage, without an anode effect, are not in it",
            "point-fed cells (pfpb-l, pfpb-m) have coefficients in the EU table alone; pfpb-mw in none: state them",
            "Soederberg cells have no overvoltage coefficient: state one, or use anode effect minutes",
            "the EU divides what the duct carries by the collection efficiency; without it all is taken as caught",
        ),
        example="technology: cwpb\namount: 1000 t\nanode_effects: 0.2 1/day\nanode_effect_duration: 2 min",
    )

    technology = required(
        choice("cwpb", "swpb", "vss", "hss", "pfpb-l", "pfpb-m", "pfpb-mw"),
        "Kind of cell: centre- or side-worked prebake, vertical or horizontal stud, point-fed legacy or modern.",
        "cwpb",
    )
    amount = required(number("t", above_zero=True), "Aluminium made.", "1000 t")
    edition = optional(
        choice("ipcc-2006", "eu-2025-2547"),
        "Whose coefficients, where none are stated; ipcc-2006, and for point-fed cells the EU's, unless stated.",
        "eu-2025-2547",
    )
    tier = optional(choice("1"), "`1` for one factor per tonne, where nothing is measured.", "1")
    cf4_factor = optional(
        number("kg/t", of="CF4"), "At tier 1: CF4 per tonne of aluminium, instead of the default.", "0.3 kg/t"
    )
    c2f6_factor = optional(number("kg/t", of="C2F6"), "At tier 1: C2F6 likewise.", "0.03 kg/t")
    anode_effect_minutes = optional(
        ratio("min", spelling=_per_day), "Anode effect minutes per cell and day.", "0.4 min/day"
    )
    anode_effects = optional(
        quantity("1/day", spelling=_per_day), "Number of anode effects per cell and day.", "0.2 1/day"
    )
    anode_effect_duration = optional(quantity("min"), "How long an anode effect lasts on average.", "2 min")
    slope_coefficient = optional(
        ratio(spelling=_without_cf4),
        "kg CF4 per tonne of aluminium for each anode effect minute per cell and day, measured at the plant.",
        "0.12 kg/t",
    )
    overvoltage = optional(number("mV"), "Anode effect overvoltage per cell.", "5 mV")
    current_efficiency = optional(share(above_zero=True), "Current efficiency.", "95 %")
    overvoltage_coefficient = optional(
        number("kg/t/mV", above_zero=True, of="CF4"),
        "kg CF4 per tonne of aluminium and mV, at a current efficiency in per cent, measured at the plant.",
        "1.1 kg/t/mV",
    )
    weight_fraction = optional(share(), "kg C2F6 per kg CF4, measured at the plant.", "0.12 kg/kg")
    collection_efficiency = optional(
        share(above_zero=True),
        "Share of the emissions that the duct carries where the coefficients are of the duct.",
        "98 %",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CF4 and C2F6."""
        slope = [key for key in _SLOPE if getattr(self, key) is not None]
        voltage = [key for key in _VOLTAGE if getattr(self, key) is not None]
        if self.tier is not None:
            return self._by_tonne(work, [*slope, *voltage])
        in_vain(work, {"cf4_factor": self.cf4_factor, "c2f6_factor": self.c2f6_factor}, "without `tier: 1`")
        if slope and voltage:
            message = f"`{slope[0]}` is of the slope method, `{voltage[0]}` of the overvoltage method"
            raise work.refuse("CF106", message, (voltage[0],), "keep the arguments of one of them")
        if not slope and not voltage:
            help = "state `anode_effect_minutes`, or `overvoltage` with `current_efficiency`; `tier: 1` where neither is known"
            raise work.refuse(
                "CF209", "nothing says how long or strong the anode effects are", ("technology",), help
            )
        per_tonne, how = self._slope(work) if slope else self._overvoltage(work)
        caught = 1.0 if self.collection_efficiency is None else self.collection_efficiency
        if self.collection_efficiency is None:
            work.found("collection_efficiency", 1.0, "", "not stated: all is taken as caught")
        cf4 = per_tonne * self.amount / caught
        fraction = self._coefficient(work, "weight_fraction", "c2f6", "kg/kg", by_voltage=bool(voltage))
        how = f"{how} x {self.amount:g} t" + ("" if caught == 1 else f" / {caught:g}")
        return self._terms(cf4, cf4 * fraction, how)

    def _slope(self, work: Work) -> tuple[float, str]:
        """kg CF4 per t of aluminium."""
        minutes = self._minutes(work)
        coefficient = self._coefficient(work, "slope_coefficient", "cf4", "kg.d/(t.min)", by_voltage=False)
        return coefficient * minutes, f"{coefficient:.6g} kg/t per min/day x {minutes:.6g} min/day"

    def _minutes(self, work: Work) -> float:
        parts = [key for key in ("anode_effects", "anode_effect_duration") if getattr(self, key) is not None]
        if self.anode_effect_minutes is not None:
            if parts:
                message = f"`anode_effect_minutes` and `{parts[0]}` both say how long anode effects last"
                raise work.refuse("CF106", message, (parts[0],), "keep one of them")
            one = self.anode_effect_minutes
            if any(one.unit.dimension):  # a time, of each cell and day
                return one.to("min")
            if not _TIME.search(one.unit.symbol):
                help = "write minutes per cell and day, such as `0.4 min/day`"
                message = f"`{one.text.strip()}` does not say that it is minutes"
                raise work.refuse("CF205", message, ("anode_effect_minutes",), help)
            return one.to("min/day")
        if self.anode_effects is None or self.anode_effect_duration is None:
            key = "anode_effects" if self.anode_effects is None else "anode_effect_duration"
            help = f"add `{key}`, or state `anode_effect_minutes`"
            raise work.refuse("CF209", f"`{key}` is not stated", ("technology",), help)
        minutes = self.anode_effects.to("1/day") * self.anode_effect_duration.to("min")
        work.found("anode_effect_minutes", minutes, "min/day", "computed")
        return minutes

    def _overvoltage(self, work: Work) -> tuple[float, str]:
        """kg CF4 per t of aluminium; current efficiency in per cent."""
        for key in ("overvoltage", "current_efficiency"):
            if getattr(self, key) is None:
                raise work.refuse("CF209", f"`{key}` is not stated", ("technology",), f"add `{key}`")
        millivolts, efficiency = self.overvoltage or 0.0, (self.current_efficiency or 1.0) * 100
        coefficient = self._coefficient(work, "overvoltage_coefficient", "cf4", "kg/t", by_voltage=True)
        how = f"{coefficient:.6g} kg/t/mV x {millivolts:g} mV / {efficiency:g}"
        return coefficient * millivolts / efficiency, how

    def _coefficient(self, work: Work, key: str, gas: str, unit: str, *, by_voltage: bool) -> float:
        """That of the plant, else the published one of the technology. Raises `Refused` (CF704)."""
        stated: float | Quantity | None = getattr(self, key)
        if isinstance(stated, Quantity):
            return self._stated_slope(work, stated)
        if stated is not None:
            return stated
        found = None
        if self._is_eu():
            name = "weight-fraction" if gas == "c2f6" else "coefficient" if by_voltage else "emission-factor"
            row = f"{_EU.get(self.technology)}-{'overvoltage' if by_voltage else 'slope'}-{name}-{gas}"
            found = work.rule(f"cbam-2026:factor-{row}", "kg/t/mV" if gas == "cf4" and by_voltage else unit)
        elif self.technology in _IPCC:
            item = f"processes/aluminium/anode-effects/{_IPCC[self.technology]}"
            found = work.maybe(item, key.replace("_", "-"), unit, packs=("ipcc-2006",), at=("technology",))
        if found is None:
            edition = "eu-2025-2547" if self._is_eu() else "ipcc-2006"
            message = f"`{edition}` has no {key.replace('_', ' ')} of `{self.technology}`"
            raise work.refuse("CF704", message, ("technology",), f"state `{key}` as measured at the plant")
        return found

    def _stated_slope(self, work: Work, stated: Quantity) -> float:
        """kg CF4 per t for each minute per cell and day; `kg/t` alone means that."""
        if _TIME.search(stated.unit.symbol):
            return stated.to("kg.d/(t.min)")
        if stated.unit.symbol in ("1", "%"):
            help = "write it as `0.12 kg/t`, for each anode effect minute per cell and day"
            raise work.refuse("CF205", f"`{stated.text.strip()}` has no unit", ("slope_coefficient",), help)
        return stated.to("kg/t")

    def _is_eu(self) -> bool:
        return self.edition == "eu-2025-2547" or (self.edition is None and self.technology not in _IPCC)

    def _by_tonne(self, work: Work, others: list[str]) -> list[Term]:
        plant = ("weight_fraction", "collection_efficiency")
        for key in (*others, *(key for key in plant if getattr(self, key) is not None)):
            work.refuse(
                "CF106", f"`{key}` has no effect at tier 1", (key,), "leave it out, or leave `tier` out"
            )
        if work.refused:
            raise Refused(self.about.id)
        if self.cf4_factor is not None and self.c2f6_factor is not None:
            if self.edition is not None:
                raise work.refuse(
                    "CF106", "`edition` has no effect beside both factors", ("edition",), "leave it out"
                )
            return self._of_factors(self.cf4_factor, self.c2f6_factor)
        if self._is_eu() or self.technology not in _IPCC:
            message = f"there is no factor per tonne of `{self.technology}`" + (
                " in the EU table" if self.edition else ""
            )
            raise work.refuse("CF704", message, ("technology",), "state the anode effect minutes")
        item = f"processes/aluminium/anode-effects/{_IPCC[self.technology]}"
        cf4, c2f6 = (
            work.number(item, f"emission-factor-{gas}", "kg/t", packs=("ipcc-2006",), tier="1")
            if stated is None
            else stated
            for gas, stated in (("cf4", self.cf4_factor), ("c2f6", self.c2f6_factor))
        )
        return self._of_factors(cf4, c2f6)

    def _of_factors(self, cf4: float, c2f6: float) -> list[Term]:
        how = f"{self.amount:g} t x {cf4:g} and {c2f6:g} kg/t"
        return self._terms(self.amount * cf4, self.amount * c2f6, how)

    def _terms(self, cf4: float, c2f6: float, how: str) -> list[Term]:
        amount = amount_of(self.amount, "t")
        gases = {"cf4": cf4, "c2f6": c2f6}
        return [Term("anode effects", "양극효과", ("amount",), amount, gases, how=how)]


METHOD = AluminiumPfc
