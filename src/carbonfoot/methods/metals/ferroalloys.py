"""Ferroalloys by kind and amount made."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.lookups import FACTOR, co2_of_record, mass_of, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.portions import in_vain
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

ALLOYS = (
    *("ferrosilicon-45", "ferrosilicon-65", "ferrosilicon-75", "ferrosilicon-90", "silicon-metal"),
    *("ferromanganese-7c", "ferromanganese-1c", "silicomanganese", "ferrochromium"),
    "ferrochromium-with-sinter-plant",
)
KG_PER_T = 1000.0
WITH_METHANE = ("ferrosilicon-65", "ferrosilicon-75", "ferrosilicon-90", "silicon-metal")
CHARGING = ("batch", "sprinkle", "sprinkle-over-750c")


class Ferroalloys(Method):
    """Process CO2 and CH4 of ferroalloys by the default factors."""

    about = About(
        id="metals/ferroalloys",
        title="Ferroalloys, tier 1",
        title_ko="합금철 (Tier 1)",
        tier="1",
        formula=("CO2 = amount x EF(alloy)", "CH4 = amount x EF(alloy, charging), or x ch4_factor"),
        gives="kg CO2 of reducing agents and electrodes, kg CH4 of silicon alloys; electricity is a line of its own",
        reference="IPCC Guidelines, volume 3, chapter 4, equations 4.15 and 4.18, tables 4.5 and 4.7",
        edition="2006",
        valid_from="2006",
        example="alloy: ferrosilicon-75\namount: 1 t\ncharging: sprinkle",
        limits=(
            "the factors assume fossil reducing agents: with charcoal or wood, take tier 3",
            "CH4 only of silicon metal and of ferrosilicon from 65 % on",
        ),
        parameters=("processes/ferroalloys",),
    )

    alloy = required(choice(*ALLOYS), "Kind of alloy, with its silicon or carbon in %.", "ferrosilicon-75")
    amount = required(number("kg", above_zero=True), "Alloy made.", "1 t")
    charging = optional(
        choice(*CHARGING),
        "How a silicon furnace is charged; the default of tier 1 unless stated.",
        "sprinkle",
    )
    emission_factor = optional(FACTOR, "CO2 per alloy of the plant, instead of the default.", "3.9 t/t")
    ch4_factor = optional(
        number("kg/t", of="CH4"), "CH4 per alloy of the plant, instead of the default.", "1.1 kg/t"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and CH4 of the alloy."""
        alloy = self.alloy.replace("-with-sinter-plant", ":with-sinter-plant")
        each = (
            co2_of_record(work, f"ipcc-2006:ferroalloys-{alloy}")
            if self.emission_factor is None
            else own_factor(self.emission_factor)
        )
        gases = {"co2": self.amount * each}
        how = f"CO2: {self.amount:g} kg x {each:.6g}"
        methane = methane_of(work, self.alloy, self.charging, self.ch4_factor)
        if methane is not None:
            gases["ch4_fossil"] = self.amount * methane
            how += f", CH4: {self.amount:g} kg x {methane:.6g}"
        return [
            Term(
                f"reduction of {self.alloy}", "합금철 환원", ("amount",), mass_of(self.amount), gases, how=how
            )
        ]


def methane_of(work: Work, alloy: str, charging: str | None, own: float | None) -> float | None:
    """kg CH4 per kg of an alloy, None for one that releases none; `own`: as the plant states it, in kg/t.

    Raises `Refused` for charging that says nothing.
    """
    if own is not None:
        in_vain(work, {"charging": charging}, "beside `ch4_factor`")
        return own / KG_PER_T
    if alloy not in WITH_METHANE:
        if charging is not None:
            message = f"`charging` has no effect: the guidelines have no CH4 of `{alloy}`"
            raise work.refuse("CF106", message, ("charging",), "leave it out")
        return None
    item = f"processes/ferroalloys/{alloy}"
    if charging is not None:
        item += {"batch": "/batch-charging", "sprinkle": "/sprinkle-charging"}.get(
            charging, "/sprinkle-charging-over-750c"
        )
    return work.number(item, "emission-factor-ch4", "kg/kg", packs=("ipcc-2006",), substance="ch4")


METHOD = Ferroalloys
