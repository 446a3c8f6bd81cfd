"""Compressed air made on site, by the electricity of its compressors."""

from __future__ import annotations

from carbonfoot.documents.shape import optional
from carbonfoot.methods.energy._grid import Grid, electricity
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work


class CompressedAir(Grid, Method):
    """Electricity of compressors: metered, or by the air used, its leakage and the specific energy."""

    about = About(
        id="energy/compressed-air",
        title="Compressed air",
        title_ko="압축공기",
        tier="by energy",
        formula=(
            "electricity = volume / (1 - leakage) x specific_energy",
            "electricity for the product = metered x volume / volume_made, where both are stated",
            "emissions as in energy/electricity",
        ),
        gives="kg CO2e of the electricity, as `energy/electricity` counts it",
        reference="ISO 11011, compressed air, energy efficiency, assessment; electricity as energy/electricity",
        edition="2013",
        valid_from="2013",
        example="volume: 5000 Nm3\nspecific_energy: 0.12 kWh/Nm3\nleakage: 20 %",
        limits=(
            "air is stated in Nm3 or Sm3: cubic metres at line pressure are another amount",
            "no default for the specific energy or the leakage; heat recovered from compressors is a line of its own",
        ),
        parameters=("the factors of `electricity/grid`",),
    )

    volume = optional(
        number("Nm3", above_zero=True), "Air that is used, at normal or standard conditions.", "5000 Nm3"
    )
    specific_energy = optional(
        number("kWh/Nm3", above_zero=True),
        "Electricity of compressors and dryers per air made.",
        "0.12 kWh/Nm3",
    )
    leakage = optional(share(high=0.95), "Share of the air made that leaks before it is used.", "20 %")
    metered = optional(number("kWh"), "Electricity of the compressors, as metered, instead.", "6200 kWh")
    volume_made = optional(
        number("Nm3", above_zero=True),
        "With `metered`: air used by all users, of which `volume` is a part.",
        "40000 Nm3",
    )

    def compute(self, work: Work) -> list[Term]:
        """The electricity drawn as a contract or the grid delivers it."""
        kwh, at = self._kwh(work)
        work.found("electricity", kwh, "kWh", "computed")
        return electricity(work, self, kwh, at)

    def _kwh(self, work: Work) -> tuple[float, Path]:
        if self.metered is not None:
            for key in ("specific_energy", "leakage"):
                if getattr(self, key) is not None:
                    help = "leave it out: the meter counts what leaks as well"
                    raise work.refuse("CF106", f"`{key}` has no effect beside `metered`", (key,), help)
            if (self.volume is None) != (self.volume_made is None):
                key = "volume" if self.volume_made is None else "volume_made"
                help = "state both, or neither where all the electricity is for the product"
                raise work.refuse("CF106", f"`{key}` alone has no effect beside `metered`", (key,), help)
            if self.volume is None or self.volume_made is None:
                return self.metered, ("metered",)
            if self.volume > self.volume_made:
                message = f"{self.volume:g} Nm3 are used of {self.volume_made:g} Nm3"
                raise work.refuse(
                    "CF208", message, ("volume",), "the air of the product is a part of all air used"
                )
            return self.metered * self.volume / self.volume_made, ("metered",)
        if self.volume_made is not None:
            raise work.refuse(
                "CF106", "`volume_made` has no effect without `metered`", ("volume_made",), "leave it out"
            )
        if self.volume is None or self.specific_energy is None:
            help = "state `volume:` and `specific_energy:`, or `metered:`"
            raise work.refuse("CF102", "the electricity of the compressors is not stated", (), help)
        if self.leakage is None:
            work.found("leakage", 0.0, "1", "not stated: none is counted")
        return self.volume / (1.0 - (self.leakage or 0.0)) * self.specific_energy, ("volume",)


METHOD = CompressedAir
