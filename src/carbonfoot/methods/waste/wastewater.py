"""Waste water: methane of its organic load, nitrous oxide of its nitrogen."""

from __future__ import annotations

from carbonfoot.documents.fields import YES_NO
from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.portions import in_vain, needed, one_of
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of

PACKS = ("ipcc-2019-waste",)
SYSTEMS = (
    *("aerobic-industrial", "aerobic-domestic", "anaerobic-reactor", "facultative-lagoon"),
    *("septic-tank", "septic-system", "stagnant-sewer", "flowing-sewer"),
)
INDUSTRIES = (
    *("alcohol-refining", "beer-and-malt", "dairy-products", "fish-processing", "meat-and-poultry"),
    *("organic-chemicals", "petroleum-refineries", "plastics-and-resins", "pulp-and-paper"),
    *("soap-and-detergents", "starch-production", "sugar-refining", "vegetable-oils"),
    *("vegetables-fruits-and-juices", "wine-and-vinegar"),
)


class Wastewater(Method):
    """CH4 and N2O of waste water that is treated or discharged."""

    about = About(
        id="waste/wastewater",
        title="Treatment and discharge of waste water",
        title_ko="폐수 처리 및 방류",
        tier="1 to 3",
        formula=(
            "TOW = volume x cod, or volume x bod, or cod_load, or bod_load",
            "by industry: TOW = production x wastewater per product x COD",
            "CH4 = (TOW - sludge_removed) x bo x mcf x (1 - recovery) - recovered",
            "N2O = nitrogen x n2o_factor x 44/28 + nitrogen_discharged x discharge_factor x 44/28",
        ),
        gives="kg CH4 and N2O of the water; electricity, chemicals and sludge are lines of their own",
        reference="IPCC Guidelines, volume 5, chapter 6, equations 6.1, 6.4, 6.6 and 6.7; 2019 Refinement, chapter 6"
        " (N2O of treatment plants), tables 6.2, 6.3 and 6.8A; industries: 2006, table 6.9",
        edition="2006 with the 2019 Refinement",
        valid_from="2006",
        example="system: anaerobic-reactor\nvolume: 1000 m3\ncod: 3 kg/m3\nsludge_removed: 200 kg",
        limits=(
            "without a statement on nitrogen, N2O is not assessed",
            "more sludge than load and more methane recovered than made are refused",
            "the simple way, a factor of the utility per m3, is an output with `factor: waste/wastewater`",
        ),
        parameters=("processes/wastewater/*",),
        stage="waste",
    )

    system = optional(choice(*SYSTEMS), "How it is treated, for defaults.", "anaerobic-reactor")
    volume = optional(number("m3", above_zero=True), "Waste water.", "1000 m3")
    cod = optional(number("kg/m3"), "Chemical oxygen demand of what comes in.", "3 kg/m3")
    bod = optional(number("kg/m3"), "Biochemical oxygen demand of what comes in.", "1.2 kg/m3")
    cod_load = optional(number("kg"), "COD in all, in place of a volume.", "3000 kg")
    bod_load = optional(number("kg"), "BOD in all, in place of a volume.", "1200 kg")
    industry = optional(
        choice(*INDUSTRIES), "Industry, for default COD and water per product.", "dairy-products"
    )
    production = optional(number("t"), "Product made, for the default water.", "10 t")
    sludge_removed = optional(number("kg"), "COD or BOD taken out with sludge; none unless stated.", "200 kg")
    bo = optional(number("kg/kg"), "Methane per COD or BOD at most.", "0.25 kg/kg")
    mcf = optional(share(), "Methane correction factor of the treatment.", "0.8")
    recovery = optional(share(), "Share of the methane that is collected and burned.", "90 %")
    recovered = optional(number("kg"), "Methane that is collected and burned, as measured.", "400 kg")
    carbon_origin = optional(
        choice("biogenic", "fossil"), "Origin of the organic load; biogenic unless stated.", "fossil"
    )
    nitrogen = optional(number("kg"), "Nitrogen that comes in.", "60 kg")
    n2o_factor = optional(number("kg/kg"), "N2O-N per nitrogen that comes in.", "0.016 kg/kg")
    nitrogen_discharged = optional(number("kg"), "Nitrogen in the effluent that reaches waters.", "10 kg")
    discharge_factor = optional(number("kg/kg"), "N2O-N per nitrogen discharged.", "0.005 kg/kg")
    on_site = optional(YES_NO, "Whether the plant is the site's own (scope 1); otherwise scope 3.", "yes")

    def compute(self, work: Work) -> list[Term]:
        """One term with CH4 and N2O."""
        measure, load = self._load(work)
        sludge = 0.0 if self.sludge_removed is None else self.sludge_removed
        if sludge > load:
            message = f"{sludge:g} kg {measure} leave with sludge, and only {load:g} kg come in"
            raise work.refuse(
                "CF703", message, ("sludge_removed",), f"state sludge as kg {measure}, not as mass"
            )
        bo = self.bo
        if bo is None:
            quantity = f"methane-capacity-{measure.lower()}"
            bo = work.number("processes/wastewater", quantity, "kg/kg", packs=PACKS)
        mcf = self._default(work, self.mcf, "mcf", "methane-correction-factor")
        made = (load - sludge) * bo * mcf
        work.found("CH4 made", made, "kg", "computed")
        if self.recovery is not None and self.recovered is not None:
            one_of(work, {"recovery": self.recovery, "recovered": self.recovered})
        if self.recovered is not None and self.recovered > made:
            message = f"{self.recovered:g} kg CH4 are recovered, and only {made:g} kg are made"
            raise work.refuse("CF703", message, ("recovered",), "state `bo:` and `mcf:` of the plant")
        kept = 0.0 if self.recovered is None else self.recovered
        ch4 = made * (1 - (0.0 if self.recovery is None else self.recovery)) - kept
        fossil = self.carbon_origin == "fossil"
        gases = {"ch4_fossil" if fossil else "ch4_biogenic": ch4}
        n2o = self._n2o(work)
        how = f"({load:g} - {sludge:g}) kg {measure} x {bo:g} x {mcf:g} = {made:.6g} kg CH4 made"
        if n2o is not None:
            gases["n2o"] = n2o
        if self.system is not None and not self._helped:
            in_vain(work, {"system": self.system}, "beside `mcf` and `n2o_factor`")
        return [
            Term(
                "waste water",
                "폐수",
                ("volume",) if self.volume is not None else (),
                None if self.volume is None else amount_of(self.volume, "m3"),
                gases,
                how=how,
                scope="1" if self.on_site else "3",
                beside=() if n2o is not None else ("N2O of waste water",),
            )
        ]

    @property
    def _helped(self) -> bool:
        """Whether the system gives a default."""
        return self.mcf is None or (self.nitrogen is not None and self.n2o_factor is None)

    def _load(self, work: Work) -> tuple[str, float]:
        """`COD` or `BOD`, and kg of it."""
        ways = {name: getattr(self, name) for name in ("cod", "bod", "cod_load", "bod_load")}
        stated = [name for name, value in ways.items() if value is not None]
        volume = self.volume
        if self.industry is None:
            in_vain(work, {"production": self.production}, "without `industry`")
        elif volume is None:
            needed(work, self.production, "production", "and `industry` is stated without `volume`")
            assert self.production is not None  # noqa: S101
            volume = self.production * self._of_industry(work, "wastewater-generation", "m3/t")
            work.found("volume", volume, "m3", "computed")
        else:
            in_vain(work, {"production": self.production}, "beside `volume`")
        if self.industry is not None and not stated:
            assert volume is not None  # noqa: S101
            return "COD", volume * self._of_industry(work, "chemical-oxygen-demand", "kg/m3")
        way = one_of(work, ways)
        number: float = ways[way]
        if way.endswith("_load"):
            vain = {"volume": self.volume, "industry": self.industry}
            in_vain(work, vain, f"beside `{way}`")
            return way[:3].upper(), number
        needed(work, volume, "volume", f"and `{way}` is stated per m3")
        assert volume is not None  # noqa: S101
        return way.upper(), number * volume

    def _of_industry(self, work: Work, quantity: str, unit: str) -> float:
        item = f"processes/wastewater/industry/{self.industry}"
        return work.number(item, quantity, unit, packs=PACKS, at=("industry",))

    def _default(self, work: Work, stated: float | None, key: str, quantity: str) -> float:
        if stated is not None:
            return stated
        needed(work, self.system, "system", f"and `{key}` is not stated")
        item = f"processes/wastewater/treatment/{self.system}"
        return work.number(item, quantity, "kg/kg", packs=PACKS, at=("system",))

    def _n2o(self, work: Work) -> float | None:
        """kg N2O of treatment and discharge; None where nothing is said of nitrogen."""
        if self.nitrogen is None:
            in_vain(work, {"n2o_factor": self.n2o_factor}, "without `nitrogen`")
        if self.nitrogen_discharged is None:
            in_vain(work, {"discharge_factor": self.discharge_factor}, "without `nitrogen_discharged`")
        if self.nitrogen is None and self.nitrogen_discharged is None:
            return None
        total = 0.0
        if self.nitrogen is not None:
            factor = self._default(work, self.n2o_factor, "n2o_factor", "emission-factor-n2o-n")
            total = total + self.nitrogen * factor
        if self.nitrogen_discharged is not None:
            discharge = self.discharge_factor
            if discharge is None:
                item = "processes/wastewater/discharge/waters"
                discharge = work.number(item, "emission-factor-n2o-n", "kg/kg", packs=PACKS)
            total = total + self.nitrogen_discharged * discharge
        return total * work.constant("n2o-per-nitrogen")


METHOD = Wastewater
