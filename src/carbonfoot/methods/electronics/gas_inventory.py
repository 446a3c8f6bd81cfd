"""Gases of a fab from its stock of cylinders, shared among processes."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required
from carbonfoot.methods.electronics._gases import Treatment, emitted
from carbonfoot.methods.electronics._tables import IPCC, US, Table, fed_gas
from carbonfoot.methods.electronics._uses import GIVES, LIMITS
from carbonfoot.methods.electronics.gas_use import semiconductor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, count, number, share
from carbonfoot.methods.portions import whole
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Refused, Work
from carbonfoot.quantities import traced
from carbonfoot.quantities.numbers import format_number


class Containers(Shape):
    """Containers that went back to the supplier with gas left in them."""

    containers = required(count(above_zero=True), "How many.", "40")
    capacity = required(number("kg", above_zero=True), "Gas in a full one.", "20 kg")
    heel = required(share(), "Share of the gas left in them, as measured.", "10 %")


class Portion(Shape):
    """How much of the gas."""

    share = required(share(), "Share of the gas of the fab.", "70 %")


class ProcessShare(Treatment, Portion):
    """One process that uses the gas, with its share of it."""


class GasStock(Shape):
    """One gas: its stock, what came and went, and the processes that share the rest."""

    gas = required(WORD, "The gas, by formula or name.", "NF3")
    stock_start = required(number("kg"), "Stock at the beginning of the period, heels included.", "1200 kg")
    stock_end = required(number("kg"), "Stock at its end, heels included.", "900 kg")
    purchased = required(number("kg"), "Bought or received in the period, heels included.", "14.1 t")
    disbursed = optional(
        number("kg"), "Sold or sent away in other ways than as heels; none unless stated.", "50 kg"
    )
    returned = optional(
        list_of(nested(lambda: Containers), wrap=True),
        "Containers that went back with a heel.",
        [{"containers": "40", "capacity": "20 kg", "heel": "10 %"}],
    )
    processes = required(
        list_of(nested(lambda: ProcessShare), wrap=True),
        "The processes; their shares add up to 100 %.",
        [{"process": "remote-plasma", "share": "100 %"}],
    )


class GasInventory(Method):
    """Emissions of a fab from what its stock of gases says it used."""

    about = About(
        id="electronics/gas-inventory",
        title="Gases of a fab from its stock of cylinders",
        title_ko="팹 가스 재고 기반 (실린더 입출고) 공정가스 배출",
        tier="2a, 2b, 3",
        formula=(
            "used = stock_start - stock_end + purchased - disbursed - containers x capacity x heel of returned containers",
            "fed = used x share",
            "gas emitted = fed x unreacted x (1 - abated x uptime x destruction_efficiency)",
            "by-product emitted = fed x by_products x (1 - abated x uptime x by_product_efficiency)",
        ),
        gives=GIVES,
        reference=(
            "40 CFR 98.93, equation I-11 (used), with what was sent away and the share of a process, and I-6 to I-8B; "
            "for `edition: ipcc-2006` IPCC Guidelines, volume 3, chapter 6"
        ),
        edition="40 CFR 98 of 25 April 2024; IPCC 2006",
        valid_from="2014",
        example=(
            "wafer: 300 mm\n"
            "gases:\n"
            "  - gas: NF3\n"
            "    stock_start: 1200 kg\n"
            "    stock_end: 900 kg\n"
            "    purchased: 14.1 t\n"
            "    returned: {containers: 700, capacity: 20 kg, heel: 10 %}\n"
            "    processes:\n"
            "      - {process: remote-plasma, share: 90 %}\n"
            "      - {process: etching, share: 10 %}"
        ),
        limits=(
            *LIMITS,
            "the heel counts once: in `returned`, or in `disbursed`, not in a share of what was bought",
            "a stock from which more is gone than was there is refused (CF702), as are shares that miss 100 % (CF406)",
        ),
        parameters=(
            "semiconductor/300mm",
            "semiconductor/200mm",
            "display/etch",
            "photovoltaics/etch",
            "mems/etch",
        ),
    )

    edition = optional(
        choice(US, IPCC), "Source of factors: `us-40cfr98` unless stated, or `ipcc-2006`.", "us-40cfr98"
    )
    industry = optional(
        choice("semiconductor", "display", "photovoltaics", "mems"),
        "Whose tables; `semiconductor` unless stated.",
        "display",
    )
    wafer = optional(
        number("mm", above_zero=True),
        "Diameter of the wafers of semiconductors; 40 CFR 98 asks for it.",
        "300 mm",
    )
    gases = required(
        list_of(nested(lambda: GasStock), wrap=True),
        "The gases of the fab.",
        [
            {
                "gas": "NF3",
                "stock_start": "1200 kg",
                "stock_end": "900 kg",
                "purchased": "14.1 t",
                "processes": [{"process": "remote-plasma", "share": "100 %"}],
            }
        ],
    )

    def compute(self, work: Work) -> list[Term]:
        """kg of each gas by process. Raises `Refused`."""
        name = self.edition or US
        table = Table(work, name, self._industry(work, name))
        terms: list[Term] = []
        for index, one in enumerate(self.gases):
            at: Path = ("gases", index)
            try:
                gas = fed_gas(work, one.gas, (*at, "gas"))
                used = _used(work, one, at)
                shares = {str(index): process.share for index, process in enumerate(one.processes)}
                whole(work, shares, (*at, "processes"))
            except Refused:
                continue
            for position, process in enumerate(one.processes):
                place = (*at, "processes", position)
                try:
                    terms += emitted(work, gas, used * process.share, process, table, place, one.gas)
                except Refused:
                    continue
        return terms

    def _industry(self, work: Work, table: str) -> str:
        industry = self.industry or "semiconductor"
        if industry == "semiconductor":
            return semiconductor(work, table, self.wafer, looks_up=True)
        if self.wafer is not None:
            message = f"`wafer` has no effect for {industry}"
            raise work.refuse("CF106", message, ("wafer",), "leave it out")
        return industry


def _used(work: Work, one: GasStock, at: Path) -> float:
    heels = [batch.containers * batch.capacity * batch.heel for batch in one.returned or []]
    used = one.stock_start - one.stock_end + one.purchased - (one.disbursed or 0.0) - traced.added(heels)
    work.found(f"used {one.gas}", used, "kg", "computed")
    if used < 0:
        message = f"{format_number(-used, 6)} kg more of {one.gas} went away or are left than there were"
        raise work.refuse(
            "CF702", message, (*at, "stock_end"), "look again at the stocks, and at the heels returned"
        )
    return used


METHOD = GasInventory
