"""Kiln dust that leaves the kiln system: its CO2 per mass, by what is known of it."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, optional, required
from carbonfoot.methods.carbonate_inputs import co2_ratio
from carbonfoot.methods.lookups import FACTOR, own_factor, per_oxide
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work

_WAYS = (
    ("emission_factor",),
    ("carbonate_share", "calcination"),
    ("calcination",),
    ("co2_of_dust", "co2_of_raw_meal"),
    ("cao",),
)
_WITH_OXIDES = ("mgo", "cao_uncalcined", "mgo_uncalcined")


class KilnDust(Shape):
    """Dust (CKD) that is not returned to the kiln, and how far it is calcined: one of the ways below."""

    amount = required(number("kg"), "Dust that leaves the kiln system.", "2000 t")
    calcination = optional(share(), "Degree of calcination of the dust, 1 for bypass dust.", "60 %")
    carbonate_share = optional(
        share(),
        "Share of the original carbonate in the dust, before calcination (IPCC equation 2.5).",
        "80 %",
    )
    co2_of_dust = optional(
        share(), "CO2 still in the dust, as a share of its mass, for the degree of calcination.", "20 %"
    )
    co2_of_raw_meal = optional(share(above_zero=True), "CO2 in the raw meal, as a share of its mass.", "35 %")
    cao = optional(share(), "Total CaO of the dust (40 CFR 98, equation H-4).", "42 %")
    mgo = optional(share(), "Total MgO of the dust.", "1 %")
    cao_uncalcined = optional(share(), "CaO of the dust that is still carbonate.", "20 %")
    mgo_uncalcined = optional(share(), "MgO of the dust that is still carbonate.", "0.2 %")
    emission_factor = optional(FACTOR, "CO2 released per dust.", "0.3 t/t")


def co2_of_dust(work: Work, dust: KilnDust, clinker: float, rule: str, at: Path) -> float:
    """kg CO2 that was released by one kg of the dust; `clinker`: by one kg of clinker.

    Raises `Refused` where its calcination is unknown or stated twice.
    """
    given = {name for names in _WAYS for name in names if getattr(dust, name) is not None}
    way = next((names for names in _WAYS if set(names) == given), None)
    if way is None:
        help = (
            "state one of `calcination` (with `carbonate_share`, if you like), `co2_of_dust` and "
            "`co2_of_raw_meal`, `cao`, or `emission_factor`"
        )
        if not given:
            raise work.refuse("CF102", "how far the dust is calcined is missing", at, help)
        raise work.refuse(
            "CF106", f"{', '.join(f'`{one}`' for one in sorted(given))} do not go together", at, help
        )
    for name in _WITH_OXIDES:
        if getattr(dust, name) is not None and way != ("cao",):
            raise work.refuse("CF106", f"`{name}` has no effect without `cao`", (*at, name), "leave it out")
    if dust.emission_factor is not None:
        return own_factor(dust.emission_factor)
    if dust.cao is not None:
        return _of_oxides(work, dust, rule, at)
    if dust.carbonate_share is not None and dust.calcination is not None:
        return dust.carbonate_share * dust.calcination * co2_ratio(work, "CaCO3", rule, at)
    degree = dust.calcination
    if degree is None:
        degree = _degree(work, dust.co2_of_dust or 0.0, dust.co2_of_raw_meal or 0.0, at)
    factor = factor_of_dust(clinker, degree)
    work.found("CO2 factor of the dust", factor, "kg/kg", "computed")
    return factor


def factor_of_dust(clinker: float, degree: float) -> float:
    """kg CO2 per kg of dust from that of clinker: (EU) 2018/2066 annex IV section 9, GCCA protocol equation 5."""
    part = clinker / (1.0 + clinker) * degree
    return part / (1.0 - part)


def _degree(work: Work, dust: float, meal: float, at: Path) -> float:
    """Degree of calcination from the CO2 of dust and of raw meal: (EU) 2018/2066 annex IV section 9."""
    if dust > meal or meal == 1:
        message = f"{dust:g} of the dust are CO2, {meal:g} of the raw meal"
        raise work.refuse("CF208", message, (*at, "co2_of_dust"), "dust holds no more CO2 than the raw meal")
    degree = 1.0 - dust * (1.0 - meal) / ((1.0 - dust) * meal)
    work.found("degree of calcination", degree, "1", "computed")
    return degree


def _of_oxides(work: Work, dust: KilnDust, rule: str, at: Path) -> float:
    """Equation H-4: CaO and MgO less what is still carbonate."""
    lime = (dust.cao or 0.0) - (dust.cao_uncalcined or 0.0)
    magnesia = (dust.mgo or 0.0) - (dust.mgo_uncalcined or 0.0)
    for name, key, left in (("CaO", "cao_uncalcined", lime), ("MgO", "mgo_uncalcined", magnesia)):
        if left < 0:
            message = f"the dust holds more uncalcined {name} than {name}"
            raise work.refuse("CF208", message, (*at, key), "state both as shares of the dust")
    return lime * per_oxide(work, "CaO", rule) + magnesia * per_oxide(work, "MgO", rule)
