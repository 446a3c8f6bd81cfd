"""Leased space: a share of a building, or energy per square metre."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT
from carbonfoot.documents.shape import list_of, nested, optional
from carbonfoot.methods.factored import (
    Energy,
    Factored,
    Said,
    clash,
    emitted,
    energy_terms,
    lacking,
    stated_total,
    text_of,
)
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import counted, number, quantity, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.numbers import format_number


class LeasedAsset(Factored, Method):
    """Leased space by its share of the building, or by intensity per area."""

    about = About(
        id="buildings/leased-asset",
        title="Leased building or floor",
        title_ko="임차 건물·층",
        tier="asset-specific or average-data",
        formula=(
            "metered building: E = area / (building_area x occupancy) x months / 12 x (sum of energy and refrigerant of a year)",
            "metered space (without building_area): E = months / 12 x (sum of energy and refrigerant of a year)",
            "average: E = area x intensity x months / 12 x factor, or area x emission_factor x months / 12",
        ),
        gives="kg CO2e of the energy used in the space and of leaks",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, categories 8 (formulas"
        " 8.1, 8.2 and 8.4) and 13",
        edition="2013",
        valid_from="2013",
        example="area: 200 m2\nbuilding_area: 2000 m2\noccupancy: 75 %\n"
        "energy:\n  - {factor: electricity/grid, amount: 3000 kWh}",
        limits=(
            "empty space of the building is borne by its tenants in proportion (occupancy)",
            "energy and intensities are those of a year; `months` of the lease count",
        ),
    )

    area = optional(number("m2", above_zero=True), "What is leased.", "200 m2")
    building_area = optional(number("m2", above_zero=True), "The whole building.", "2000 m2")
    occupancy = optional(
        share(above_zero=True), "How much of it is let; needed with `building_area`.", "75 %"
    )
    months = optional(
        counted("months", "month", "개월", high=12.0),
        "Months of the year that it was leased; 12 unless stated.",
        "7",
    )
    energy = optional(
        list_of(nested(lambda: Energy), wrap=True),
        "Of a year: of the building with `building_area`, else of the space.",
        [{"factor": "electricity/grid", "amount": "3000 kWh"}],
    )
    emissions = optional(quantity("kg CO2e"), "Instead: emissions of a year, as stated.", "42 t CO2e")
    intensity = optional(
        quantity("kWh/m2", above_zero=True),
        "Instead: energy per area and year, of the item `factor`.",
        "120 kWh/m2",
    )
    factor = optional(TEXT, "With `intensity`: the item.", "electricity/grid")

    def compute(self, work: Work) -> list[Term]:
        """The share of the space in each energy carrier, or its own energy."""
        year = 1.0 if self.months is None else self.months / 12
        given = [
            key
            for key in ("energy", "emissions", "intensity", "emission_factor")
            if getattr(self, key) is not None
        ]
        if self.intensity is not None and self.emission_factor is not None:
            given.remove("emission_factor")  # kg CO2e per kWh of the intensity
        if not given:
            raise lacking(
                work, "energy", "state `energy`, `emissions`, `intensity` or `emission_factor` per m2"
            )
        for other in given[1:]:
            clash(work, self, other, given[0])
        if given[0] in ("energy", "emissions"):
            clash(work, self, "factor", given[0])
            return self._shared(work, year)
        for key in ("building_area", "occupancy"):
            clash(work, self, key, given[0])
        if self.area is None:
            raise lacking(work, "area", "add what is leased, such as `area: 200 m2`")
        how = f"{self.area:g} m2 x {format_number(year, 6)} of a year"
        if self.intensity is None:
            clash(work, self, "factor", "emission_factor")
            amount = amount_of(self.area * year, "m2")
            return [emitted(work, self, None, amount, Said("space", name_ko="공간", at=("area",), how=how))]
        amount = amount_of(self.area * year * self.intensity.to("kWh/m2"), "kWh")
        how = f"{how} x {text_of(self.intensity)}"
        name = (self.factor or "energy").rpartition("/")[2]
        return [emitted(work, self, self.factor, amount, Said(name, at=("intensity",), how=how))]

    def _shared(self, work: Work, year: float) -> list[Term]:
        part, why = self._part(work)
        why = why if self.months is None else f"{why}, {self.months:g} months".removeprefix(", ")
        if self.emissions is not None:
            how = f"{format_number(part * year, 6)} ({why})"
            return [stated_total(work, self, self.emissions, part * year, name="space", how=how)]
        return energy_terms(work, self, self.energy or [], part * year, why)

    def _part(self, work: Work) -> tuple[float, str]:
        if self.building_area is None:
            clash(work, self, "occupancy", "a meter of the space itself, without `building_area`")
            return 1.0, ""
        if self.area is None:
            raise lacking(work, "area", "add what is leased, such as `area: 200 m2`")
        if self.occupancy is None:
            raise lacking(work, "occupancy", "add how much of the building is let, `occupancy: 100 %` if all")
        let = self.building_area * self.occupancy
        part = self.area / let
        if part > 1:
            message = f"{self.area:g} m2 are more than the {format_number(let, 6)} m2 that are let"
            raise work.refuse("CF208", message, ("area",), "check `building_area` and `occupancy`")
        work.found("share of the building", 100 * part, "%", "computed")
        return part, "share of the area let"


METHOD = LeasedAsset
