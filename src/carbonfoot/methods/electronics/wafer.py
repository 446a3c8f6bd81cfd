"""Making wafers and dies: electricity, process gases and raw materials by the area of wafer."""

from __future__ import annotations

import math
from typing import Any

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.electronics._dies import MODELS, good, gross
from carbonfoot.methods.electronics._per_area import Shares, electricity, gases, materials, total
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, count, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Wafer(Method):
    """The front end of wafers, or of the good dies that are cut from them."""

    about = About(
        id="electronics/wafer",
        title="Wafers and dies, by area",
        title_ko="웨이퍼·다이 (면적당 전력·가스·원부자재)",
        tier="screening",
        formula=(
            "area = wafers x pi x wafer2 / 4 / line_yield, or",
            "area = good_dies x pi x wafer2 / 4 / (gross_dies x yield x line_yield), or",
            "area = good_dies x die / (yield x line_yield) without the diameter of the wafer (no loss at the edge)",
            "gross_dies = pi d2 / (4 die) - pi d / sqrt(2 die), d = wafer - 2 x edge_exclusion",
            "yield = exp(-AD) (poisson) or ((1 - exp(-AD)) / AD)2 (murphy), with AD = die x defects,",
            "or 1 / (1 + AD) (seeds), or (1 + AD / clustering)^-clustering (negative-binomial)",
            "electricity = area x electricity x mask_layers / reference_layers, at the grid of the fab",
            "gases = area x gases x mask_layers / reference_layers; materials = area x materials",
        ),
        gives="kg CO2e of the front end of the fab; packaging and test are lines of their own",
        reference=(
            "Gupta et al., ACT: designing sustainable computer systems with an architectural carbon modeling tool "
            "(ISCA 2022), carbon per area; numbers of the data files of ACT"
        ),
        edition="2022; data of 2025-07-21",
        valid_from="2022",
        example="node: 7 nm\ndie: 100 mm2\ngood_dies: 1\nyield: 87.5 %\nabatement: 95 %",
        limits=(
            "numbers of a model for screening (trust C); a fab states its own kWh, gases and materials per area",
            "process gases at 95 or 99 % abatement, and 97 % as the mean of both, as ACT has it; another is stated",
            "`model: imec` takes one total per area instead, without materials, and names no grid",
            "layers scale electricity and gases in proportion, from a number of layers that is stated",
            "`gross_dies` from the formula is not rounded; state the number of the reticle plan where it is known",
        ),
        parameters=("electronics/wafer-processing/7nm",),
    )

    node = optional(WORD, "Technology node whose numbers are taken: `28 nm` to `3 nm`.", "7 nm")
    model = optional(
        choice("act", "imec"),
        "`act` (unless stated): electricity, gases and materials apart; `imec`: one total without materials.",
        "act",
    )
    wafer = optional(number("mm", above_zero=True), "Diameter of the wafers.", "300 mm")
    wafers = optional(count(above_zero=True), "How many finished wafers.", "25")
    area = optional(
        number("cm2", above_zero=True),
        "Area of wafer that is processed; instead of wafers or dies.",
        "707 cm2",
    )
    die = optional(number("mm2", above_zero=True), "Area of a die, scribe lines included.", "100 mm2")
    good_dies = optional(count(above_zero=True), "How many good dies.", "1")
    gross_dies = optional(
        count(above_zero=True), "Dies on a wafer, good or not; by the formula unless stated.", "600"
    )
    edge_exclusion = optional(number("mm"), "Rim of the wafer without dies; none unless stated.", "3 mm")
    yield_ = optional(
        share(above_zero=True), "Share of dies that are good; instead of `defects`.", "87.5 %", key="yield"
    )
    defects = optional(number("1/cm2"), "Defects per area, for a model of the yield.", "0.1 1/cm2")
    yield_model = optional(choice(*MODELS), "Model of the yield from `defects`.", "murphy")
    clustering = optional(
        count(above_zero=True), "Clustering of defects (alpha) of the negative binomial model.", "3"
    )
    line_yield = optional(
        share(above_zero=True), "Share of started wafers that are finished; all unless stated.", "98 %"
    )
    electricity = optional(
        number("kWh/cm2"), "Fab electricity per area, instead of that of the node.", "1.2 kWh/cm2"
    )
    electricity_factor = optional(
        number("kg CO2e/kWh"),
        "Emissions per kWh of the electricity that the fab buys, instead of those of the grid of its country.",
        "0.459 kg CO2e/kWh",
    )
    abatement = optional(
        share(),
        "How much of the process gases is destroyed, as the numbers of the node assume: 95, 97 or 99 %.",
        "95 %",
    )
    gases = optional(
        number("kg CO2e/cm2"), "Process gases per area, instead of those of the node.", "0.2 kg CO2e/cm2"
    )
    materials = optional(
        number("kg CO2e/cm2"), "Raw materials per area, instead of those of the node.", "0.5 kg CO2e/cm2"
    )
    mask_layers = optional(count(above_zero=True), "Mask layers of this product.", "60")
    reference_layers = optional(
        count(above_zero=True), "Mask layers of the product that the numbers per area are of.", "70"
    )

    def compute(self, work: Work) -> list[Term]:
        """Electricity, gases and materials, a term each; or the total of imec. Raises `Refused`."""
        shares = Shares(self._area(work), self._layers(work), (self.node or "").lower().replace(" ", ""))
        work.found("area of wafer", shares.area, "cm2", "computed")
        if self.model == "imec":
            for key in ("electricity", "electricity_factor", "abatement", "gases", "materials"):
                if getattr(self, key) is not None:
                    message = f"`{key}` has no effect beside `model: imec`, which is one total"
                    raise work.refuse("CF106", message, (key,), "leave it out, or leave out `model:`")
            return [total(work, shares)]
        return [
            electricity(work, shares, self.electricity, self.electricity_factor),
            *gases(work, shares, self.abatement, self.gases),
            materials(work, shares, self.materials),
        ]

    def _layers(self, work: Work) -> float:
        if self.mask_layers is None and self.reference_layers is None:
            return 1.0
        if self.mask_layers is None or self.reference_layers is None:
            missing = "reference_layers" if self.reference_layers is None else "mask_layers"
            other = "mask_layers" if self.reference_layers is None else "reference_layers"
            message = f"`{other}` scales nothing without `{missing}`"
            raise work.refuse("CF102", message, (other,), f"add `{missing}: 70`")
        return self.mask_layers / self.reference_layers

    def _area(self, work: Work) -> float:
        """cm2 of wafer that is started."""
        ways = [key for key in ("area", "wafers", "good_dies") if getattr(self, key) is not None]
        if len(ways) != 1:
            message = (
                f"`{ways[0]}` and `{ways[1]}` exclude each other"
                if ways
                else "how much is made is not stated"
            )
            help = "state `good_dies:` with `die:`, or `wafers:` with `wafer:`, or `area:`"
            raise work.refuse("CF106" if ways else "CF102", message, (ways[1],) if ways else (), help)
        way = ways[0]
        of_dies = ("die", "gross_dies", "edge_exclusion", "yield_", "defects", "yield_model", "clustering")
        self._without(
            work, way, (*(() if way == "good_dies" else of_dies), *(("wafer",) if way == "area" else ()))
        )
        line = 1.0 if self.line_yield is None else self.line_yield
        if self.area is not None:
            return self.area / line
        disc = None if self.wafer is None else math.pi * self.wafer * self.wafer / 4 / 100
        if self.wafers is not None:
            return self.wafers * self._stated(work, disc, "wafer", "300 mm") / line
        dies = self._stated(work, self.good_dies, "good_dies", "1")
        if self.wafer is None:
            self._without(work, "die", ("gross_dies", "edge_exclusion"))
            die = self._stated(work, self.die, "die", "100 mm2")
            return dies * die / 100 / (self._yield(work) * line)
        if self.gross_dies is not None:
            self._without(work, "gross_dies", ("edge_exclusion",))
            fit = self.gross_dies
        else:
            fit = gross(
                work, self.wafer, self.edge_exclusion or 0.0, self._stated(work, self.die, "die", "100 mm2")
            )
        return dies * self._stated(work, disc, "wafer", "300 mm") / (fit * self._yield(work) * line)

    def _yield(self, work: Work) -> float:
        if self.yield_ is not None:
            self._without(work, "yield", ("defects", "yield_model", "clustering"))
            return self.yield_
        if self.defects is None or self.yield_model is None:
            message = "how many dies are good is not stated"
            help = "add `yield: 90 %`, or `defects: 0.1 1/cm2` with `yield_model: murphy`"
            raise work.refuse("CF102", message, (), help)
        die = self._stated(work, self.die, "die", "100 mm2")
        return good(work, self.yield_model, die, self.defects, self.clustering, ("yield_model",))

    def _without(self, work: Work, beside: str, keys: tuple[str, ...]) -> None:
        for key in keys:
            if getattr(self, key) is not None:
                name = key.rstrip("_")
                raise work.refuse(
                    "CF106", f"`{name}` has no effect beside `{beside}`", (name,), "leave it out"
                )

    @staticmethod
    def _stated(work: Work, given: Any, key: str, example: str) -> float:
        if given is None:
            raise work.refuse("CF102", f"`{key}` is not stated", (), f"add `{key}: {example}`")
        found: float = given
        return found


METHOD = Wafer
