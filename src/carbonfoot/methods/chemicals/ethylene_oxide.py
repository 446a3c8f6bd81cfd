"""Ethylene oxide by oxidation of ethylene."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.chemicals._production import Production
from carbonfoot.methods.chemicals._tables import ITEM, PACKS, one_of, per_mass, released, together, word_for
from carbonfoot.methods.method import About
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class EthyleneOxide(Production):
    """CO2 and CH4 of making ethylene oxide."""

    about = About(
        id="chemicals/ethylene-oxide",
        title="Ethylene oxide",
        title_ko="산화에틸렌",
        tier="1, 2",
        formula=(
            "CO2 = amount x co2_factor",
            "CO2 = (ethylene x C(ethylene) - amount x C(ethylene oxide)) x 44/12, with `ethylene`",
            "CH4 = amount x ch4_factor",
        ),
        gives="kg CO2 of the ethylene that burns in the reactor, kg CH4 vented",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.15, 3.17 and 3.24, tables 3.10, 3.20 and 3.21",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nprocess: oxygen\nselectivity: 80 %\nvent: thermal-treatment",
        limits=(
            (
                "the table has selectivities of 70, 75 and 80 % with air, 75, 80 and 85 % with oxygen; others are refused, "
                "not interpolated: state `ethylene` or `co2_factor`"
            ),
            "ethylene, oxygen, fuel and electricity are lines of their own; glycols made of the oxide change nothing",
        ),
        parameters=("processes/chemicals/ethylene-oxide",),
    )

    process = optional(choice("air", "oxygen"), "What oxidises the ethylene.", "oxygen")
    selectivity = optional(
        share(above_zero=True), "Share of the ethylene that reacts to ethylene oxide.", "80 %"
    )
    ethylene = optional(
        number("t", above_zero=True), "Ethylene consumed: the carbon balance replaces the table.", "82 t"
    )
    vent = optional(
        choice("thermal-treatment", "without-thermal-treatment"),
        "Whether the process vent is burned.",
        "thermal-treatment",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4."""
        if self.ethylene is not None and self.co2_factor is not None:
            one_of(work, {"ethylene": self.ethylene, "co2_factor": self.co2_factor})
        known = "co2_factor" if self.ethylene is None else "ethylene"
        which: dict[str, float | None] = {known: getattr(self, known)}
        process = word_for(work, "process", self.process, which)
        word_for(work, "selectivity", None if self.selectivity is None else "stated", which)
        vent = word_for(work, "vent", self.vent, {"ch4_factor": self.ch4_factor})
        ch4 = self.ch4_factor
        if ch4 is None:
            item = f"{ITEM}/ethylene-oxide/{vent}"
            ch4 = work.number(item, "emission-factor-ch4", "kg/t", packs=PACKS, at=("vent",))
        return [together(self._co2(work, process), released("ch4_fossil", self.amount, ch4))]

    def _co2(self, work: Work, process: str) -> Term:
        if self.ethylene is not None:
            return self._balance(work, self.ethylene)
        factor = self.co2_factor
        if factor is None:
            route = self._route(work, process, f"{(self.selectivity or 0.0) * 100:.6g}")
            factor = per_mass(work, "ethylene-oxide", "co2", route, ("selectivity",))
        return released("co2", self.amount, factor)

    def _route(self, work: Work, process: str, percent: str) -> str:
        start = f"{process}-selectivity-"
        routes = {one.route for one in work.library.records(f"{ITEM}/ethylene-oxide")}
        known = sorted(route.removeprefix(start) for route in routes if route.startswith(start))
        if f"{start}{percent}" in routes:
            return f"{start}{percent}"
        said = ", ".join(one for one in known if one.isdecimal())
        message = f"the table has no selectivity of {percent} % with {process}, and is not interpolated"
        help = f"it has {said} %; for the plant at hand state `ethylene` or `co2_factor`"
        raise work.refuse("CF702", message, ("selectivity",), help)

    def _balance(self, work: Work, ethylene: float) -> Term:
        carbon = {
            name: work.number(f"{ITEM}/materials/{name}", "carbon-content", "t/t", packs=PACKS)
            for name in ("ethylene", "ethylene-oxide")
        }
        burned = ethylene * carbon["ethylene"] - self.amount * carbon["ethylene-oxide"]
        if burned < 0:
            message = "the ethylene oxide holds more carbon than the ethylene that it is made of"
            raise work.refuse("CF703", message, ("ethylene",), "state all ethylene that goes in")
        ratio = work.constant("co2-per-carbon")
        how = (
            f"({ethylene:g} t x {carbon['ethylene']:g} - {self.amount:g} t x {carbon['ethylene-oxide']:g})"
            f" x {ratio:.6g}"
        )
        return released("co2", burned, ratio * 1000, ("ethylene",))._replace(how=how)


METHOD = EthyleneOxide
