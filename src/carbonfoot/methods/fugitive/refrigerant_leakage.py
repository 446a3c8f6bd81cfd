"""Refrigerants, extinguishing agents and insulating gases that leak: by balance, by service records or by screening."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, choice, nested, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, share
from carbonfoot.methods.portions import in_vain, needed, not_negative, one_of, whole
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of

PACKS = ("ipcc-2006",)
TYPES = (
    *("domestic", "stand-alone-commercial", "medium-and-large-commercial", "transport", "industrial"),
    *("chillers", "air-conditioning", "air-conditioning-and-heat-pumps", "heat-pumps"),
    "mobile-air-conditioning",
)


class Balance(Shape):
    """Store, movements and capacity over the period: what is not there any more has leaked."""

    stock_start = required(number("kg"), "In store, outside equipment, at the start.", "40 kg")
    stock_end = required(number("kg"), "In store at the end.", "25 kg")
    purchased = required(
        number("kg"), "Bought, also inside equipment, and taken back from users or recycling.", "60 kg"
    )
    disbursed = required(
        number("kg"), "Sold, also inside equipment, returned, sent to recycling or destruction.", "10 kg"
    )
    capacity_new = required(number("kg"), "Full charge of equipment put into use.", "20 kg")
    capacity_retired = required(number("kg"), "Full charge of equipment taken out of use.", "5 kg")


class Service(Shape):
    """Records of the service firm; equipment filled by its maker was charged with 0 kg on site."""

    new_charged = optional(number("kg"), "Used to charge new equipment on site.", "12 kg")
    capacity_new = optional(number("kg"), "Full charge of that equipment.", "11.5 kg")
    refilled = required(number("kg"), "Used to top up equipment.", "3 kg")
    capacity_retired = optional(number("kg"), "Full charge of equipment taken out of use.", "8 kg")
    retired_recovered = optional(number("kg"), "Recovered from it.", "6 kg")


class Screening(Shape):
    """Charges times rates of loss; the rates are stated, or those of a kind of equipment."""

    equipment = optional(choice(*TYPES), "Kind of equipment, for rates that are not stated.", "chillers")
    charge_new = optional(number("kg"), "Charge of equipment that is installed and filled on site.", "1.2 kg")
    installation_loss = optional(share(), "Share of it that is lost while filling.", "1 %")
    charge = optional(number("kg"), "Charge of equipment in use.", "1.2 kg")
    annual_leakage = optional(number("1/year"), "Share of the charge that leaks in a year.", "8.5 %/year")
    years = optional(number("year"), "How long it is used.", "12 year")
    charge_retired = optional(number("kg"), "Charge, when new, of equipment that is disposed of.", "1.2 kg")
    charge_left = optional(share(), "Share of that charge still inside.", "80 %")
    recovery = optional(share(), "Share of what is inside that is recovered.", "95 %")


class RefrigerantLeakage(Method):
    """Mass of a gas, or of a blend, that leaks."""

    about = About(
        id="fugitive/refrigerant-leakage",
        title="Leakage of refrigerants and other gases from equipment",
        title_ko="냉매 및 설비 가스 누출",
        tier="mass balance; screening",
        formula=(
            "balance: E = stock_start - stock_end + purchased - disbursed - (capacity_new - capacity_retired)",
            "service: E = (new_charged - capacity_new) + refilled + (capacity_retired - retired_recovered)",
            "screening, new: E = charge_new x installation_loss",
            "screening, in use: E = charge x annual_leakage x years",
            "screening, retired: E = charge_retired x charge_left x (1 - recovery)",
            "of each gas: E x its share",
        ),
        gives="kg of each gas that is released; its making and its destruction are lines of their own",
        reference="EPA Center for Corporate Climate Leadership, Direct Fugitive Emissions from Refrigeration, Air"
        " Conditioning, Fire Suppression, and Industrial Gases, sections 2.1, 2.3 and 2.4; IPCC Guidelines, volume 3, chapter"
        " 7, section 7.5; 40 CFR 98.303, equation DD-1 for insulating gas",
        edition="November 2014; 2006",
        valid_from="2006",
        example="gas: R-410A\nscreening: {equipment: chillers, charge: 1.2 kg, years: 10 year}",
        limits=(
            "also for SF6 of switchgear and for fire extinguishers, with rates that are stated",
            "a balance of less than zero is refused",
            "rates of a kind of equipment are middle values that Defra took from the ranges of the IPCC",
        ),
        parameters=("refrigeration/*",),
    )

    gas = optional(WORD, "The gas or blend, by its name or formula.", "R-410A")
    composition = optional(
        each(share(above_zero=True)), "A blend by mass shares.", {"R32": "50 %", "R125": "50 %"}
    )
    balance = optional(
        nested(lambda: Balance),
        "Store, movements and capacity.",
        {
            "stock_start": "40 kg",
            "stock_end": "25 kg",
            "purchased": "60 kg",
            "disbursed": "10 kg",
            "capacity_new": "20 kg",
            "capacity_retired": "5 kg",
        },
    )
    service = optional(nested(lambda: Service), "Records of service.", {"refilled": "3 kg"})
    screening = optional(
        nested(lambda: Screening), "Charges and rates of loss.", {"charge": "1.2 kg", "years": "10 year"}
    )

    def compute(self, work: Work) -> list[Term]:
        """kg of each gas; installation, operation and disposal apart where they are known apart."""
        gases = self._gases(work)
        way = one_of(work, {"balance": self.balance, "service": self.service, "screening": self.screening})
        if self.balance is not None:
            lost = {"": self._balance(work, self.balance)}
        elif self.service is not None:
            lost = _service(work, self.service)
        else:
            assert self.screening is not None  # noqa: S101
            lost = _screening(work, self.screening)
        words = {"installation": "설치", "operation": "사용", "disposal": "폐기", "": ""}
        return [
            Term(
                f"leakage, {name}" if name else "leakage",
                f"누출, {words[name]}" if name else "누출",
                (way,),
                amount_of(mass, "kg"),
                {gas: mass * part for gas, part in gases.items()},
                how=how,
            )
            for name, (mass, how) in lost.items()
        ]

    def _gases(self, work: Work) -> dict[str, float]:
        if one_of(work, {"gas": self.gas, "composition": self.composition}) == "gas":
            return {work.gas(self.gas or "", ("gas",)): 1.0}
        parts: dict[str, float] = {}
        for name, part in whole(work, self.composition or {}, ("composition",)).items():
            gas = work.gas(name, ("composition", name))
            parts[gas] = parts.get(gas, 0.0) + part
        return parts

    def _balance(self, work: Work, given: Balance) -> tuple[float, str]:
        mass = (
            given.stock_start
            - given.stock_end
            + given.purchased
            - given.disbursed
            - (given.capacity_new - given.capacity_retired)
        )
        help = "check the weighings; gas inside equipment that was bought or sold counts in both places"
        mass = not_negative(work, mass, "the balance", ("balance",), help)
        how = (
            f"{given.stock_start:g} - {given.stock_end:g} + {given.purchased:g} - {given.disbursed:g}"
            f" - ({given.capacity_new:g} - {given.capacity_retired:g}) kg"
        )
        return mass, how


def _service(work: Work, given: Service) -> dict[str, tuple[float, str]]:
    found = {}
    at = ("service",)
    if given.new_charged is not None or given.capacity_new is not None:
        needed(work, given.new_charged, "new_charged", "and `capacity_new` is stated", at)
        needed(work, given.capacity_new, "capacity_new", "and `new_charged` is stated", at)
        assert given.new_charged is not None and given.capacity_new is not None  # noqa: PT018, S101
        mass = given.new_charged - given.capacity_new
        help = "equipment that came filled is left out of `capacity_new`"
        mass = not_negative(work, mass, "filling new equipment", (*at, "new_charged"), help)
        found["installation"] = (mass, f"{given.new_charged:g} - {given.capacity_new:g} kg")
    found["operation"] = (given.refilled, f"{given.refilled:g} kg refilled")
    if given.capacity_retired is not None or given.retired_recovered is not None:
        needed(work, given.capacity_retired, "capacity_retired", "and `retired_recovered` is stated", at)
        needed(work, given.retired_recovered, "retired_recovered", "and `capacity_retired` is stated", at)
        assert given.capacity_retired is not None and given.retired_recovered is not None  # noqa: PT018, S101
        mass = given.capacity_retired - given.retired_recovered
        help = "what is recovered is at most the charge"
        mass = not_negative(work, mass, "retiring equipment", (*at, "retired_recovered"), help)
        found["disposal"] = (mass, f"{given.capacity_retired:g} - {given.retired_recovered:g} kg")
    return found


def _screening(work: Work, given: Screening) -> dict[str, tuple[float, str]]:
    at = ("screening",)
    found = {}

    def rate(value: float | None, name: str, quantity: str, unit: str) -> float:
        if value is not None:
            return value
        if given.equipment is None:
            raise work.refuse("CF102", f"`{name}` is missing", at, f"state `{name}:`, or `equipment:`")
        item = f"refrigeration/{given.equipment}"
        message = f"the rates of `{given.equipment}` are middle values of ranges, chosen by Defra and not by the IPCC"
        work.remark(
            "CF312", message, (*at, "equipment"), "state the rates of the equipment where they are known"
        )
        return work.number(item, quantity, unit, packs=PACKS, at=(*at, "equipment"))

    if given.charge_new is not None:
        loss = rate(given.installation_loss, "installation_loss", "installation-loss", "kg/kg")
        found["installation"] = (given.charge_new * loss, f"{given.charge_new:g} kg x {loss:g}")
    else:
        in_vain(work, {"installation_loss": given.installation_loss}, "without `charge_new`", at)
    if given.charge is not None:
        needed(work, given.years, "years", "and `charge` is stated", at)
        assert given.years is not None  # noqa: S101
        leak = rate(given.annual_leakage, "annual_leakage", "annual-leakage", "1/year")
        how = f"{given.charge:g} kg x {leak:g} a year x {given.years:g} years"
        found["operation"] = (given.charge * leak * given.years, how)
    else:
        vain = {"annual_leakage": given.annual_leakage, "years": given.years}
        in_vain(work, vain, "without `charge`", at)
    if given.charge_retired is not None:
        left = rate(given.charge_left, "charge_left", "charge-left-at-disposal", "kg/kg")
        recovered = rate(given.recovery, "recovery", "recovered-at-disposal", "kg/kg")
        how = f"{given.charge_retired:g} kg x {left:g} x (1 - {recovered:g})"
        found["disposal"] = (given.charge_retired * left * (1 - recovered), how)
    else:
        vain = {"charge_left": given.charge_left, "recovery": given.recovery}
        in_vain(work, vain, "without `charge_retired`", at)
    if not found:
        help = "state `charge:` with `years:`, `charge_new:` or `charge_retired:`"
        raise work.refuse("CF102", "no charge is stated", at, help)
    return found


METHOD = RefrigerantLeakage
