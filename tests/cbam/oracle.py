"""Embedded emissions by Implementing Regulation (EU) 2025/2547 in fractions, written from the text of its Annexes II and III.

A second opinion: it imports nothing of the program and reads an installation document as plain text, in the units that the act
writes its equations in. Numbers of tables (standard factors, default values, which goods are in Annex II) are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, NamedTuple

F = Fraction
Document = dict[str, Any]
ZERO, ONE = F(0), F(1)

CARBON = F("3.664")  # t CO2 per t C, Eq. 8
NATURAL_GAS = F("56.1")  # t CO2 per TJ, Annex II, point G, table 1
WASTE_GAS = F("0.667")  # Eq. 54
GWP = {"N2O": F(265), "CF4": F(6630), "C2F6": F(11100), "CO2": F(1)}  # point G, table 6
BOILER = F("0.9")  # Annex III, A.2.2
MASSES = {"H2": F("2.016"), "Cl2": F("70.9")}
PER = {
    "t/Nm3": F(1),
    "kg/Nm3": F(1, 1000),
    "GJ/t": F(1, 1000),
    "MJ/Nm3": F(1, 1_000_000),
    "GJ/Nm3": F(1, 1000),
}


class Good(NamedTuple):
    """What the tables say of a good: in Annex II, and its functional unit (t, clinker, nitrogen)."""

    annex_ii: bool
    unit: str


class Carried(NamedTuple):
    """What a functional unit carries: t CO2e direct, indirect, of that in scope; MWh."""

    direct: Fraction
    indirect: Fraction
    scope: Fraction
    power: Fraction

    def plus(self, other: Carried, times: Fraction = ONE) -> Carried:
        return Carried(*(a + b * times for a, b in zip(self, other, strict=True)))


NOTHING = Carried(ZERO, ZERO, ZERO, ZERO)


class Answer(NamedTuple):
    """By names: fossil t CO2e of streams, attributed t CO2e of processes, and what goods carry per tonne."""

    streams: dict[str, Fraction]
    attributed: dict[str, Fraction]
    processes: dict[str, Carried]
    goods: dict[str, Carried]


def number(text: str | None, default: str = "0") -> Fraction:
    """The number of an amount; per cent and units of `PER` to the unit of the equation."""
    given = (default if text is None else str(text)).strip()
    found = re.fullmatch(r"(-?[0-9.e+-]+) ?(.*)", given)
    assert found, given
    unit = re.sub(r"(?<=[tg]) (CO2e?|C|CF4)\b", "", found[2])
    return F(found[1]) * (F(1, 100) if unit == "%" else PER.get(unit, F(1)))


def yes(entry: Document, key: str) -> bool:
    return str(entry.get(key, "no")).lower() in ("yes", "true")


# Annex II, point B: source streams


class Stream(NamedTuple):
    """Fossil t CO2e, and TJ of fuel, biomass included."""

    fossil: Fraction
    energy: Fraction


def stream(entry: Document) -> Stream:
    amount = number(entry.get("amount"))
    zero_rated = number(entry.get("biomass_share")) if yes(entry, "zero_rated") else ZERO
    fossil = 1 - zero_rated  # Eq. 10, 15
    calorific = number(entry.get("net_calorific_value"))
    energy = amount if str(entry.get("amount")).endswith("TJ") else amount * calorific  # Eq. 6
    match entry["method"]:
        case "combustion":
            return Stream(combustion(entry, amount, energy) * fossil, energy)
        case "process":  # Eq. 11
            factor, converted = number(entry["emission_factor"]), number(entry.get("conversion_factor"), "1")
            return Stream(amount * factor * converted * fossil, ZERO)
        case "mass-balance":
            sign = -1 if entry.get("direction") == "out" and amount > 0 else 1
            return Stream(sign * amount * carbon(entry, calorific) * CARBON * fossil, abs(energy))  # Eq. 12
        case "pfc":
            return Stream(perfluorocarbons(entry, amount), ZERO)
        case "measurement":  # Eq. 16, 18
            tonnes = number(entry.get("measured"))
            if "concentration" in entry:
                flow = number(entry["concentration"]) * number(entry["flow"])
                tonnes = flow * number(entry["hours"]) / 10**6
            return Stream(tonnes * GWP[entry.get("gas", "CO2")] * fossil, ZERO)
        case "co2-transfer":  # B.8.2
            return Stream(amount if entry.get("purpose") == "received" else -amount, ZERO)
    raise ValueError(entry["method"])


def combustion(entry: Document, amount: Fraction, energy: Fraction) -> Fraction:
    """Eq. 5, or its modification with a factor per tonne or Nm3; Eq. 9 where carbon is analysed."""
    oxidised = number(entry.get("oxidation_factor"), "1")
    if "carbon_content" in entry:
        return amount * number(entry["carbon_content"]) * CARBON * oxidised
    factor = number(entry["emission_factor"])
    return (energy if entry["emission_factor"].endswith("/TJ") else amount) * factor * oxidised


def carbon(entry: Document, calorific: Fraction) -> Fraction:
    """t C per t."""
    if "carbon_content" in entry:
        return number(entry["carbon_content"])
    factor = number(entry["emission_factor"])
    return factor * (calorific if entry["emission_factor"].endswith("/TJ") else 1) / CARBON  # Eq. 13, 14


def perfluorocarbons(entry: Document, aluminium: Fraction) -> Fraction:
    if "overvoltage" in entry:  # Eq. 24; the efficiency is a percentage
        per_mv = number(entry["overvoltage"]) / (100 * number(entry["current_efficiency"]))
        cf4 = number(entry["overvoltage_factor"]) * per_mv * aluminium / 1000
    else:  # Eq. 21, 23
        minutes = number(entry["anode_effects"]) * number(entry["anode_effect_duration"])
        cf4 = minutes * number(entry["slope_factor"]) / 1000 * aluminium
    c2f6 = cf4 * number(entry["c2f6_share"])  # Eq. 22, 25
    duct = cf4 * GWP["CF4"] + c2f6 * GWP["C2F6"]  # Eq. 26
    return duct / number(entry.get("collection_efficiency"), "1")  # Eq. 20


def shares(entry: Document, everything: list[str]) -> dict[str, Fraction]:
    """To whom a stream belongs; with one process only, to that."""
    if "shares" in entry:
        return {name: number(one) for name, one in entry["shares"].items()}
    if "process" in entry:
        return {entry["process"]: F(1)}
    return {everything[0]: F(1)} if len(everything) == 1 else {}


# Annex III, A.2.2: heat; Article 9: electricity


def heat_factor(
    entry: Document, emitted: Fraction, fuel: Fraction, references: dict[str, Fraction]
) -> Fraction:
    """t CO2 per TJ of heat."""
    emitted += number(entry.get("flue_gas_cleaning"))
    match entry["kind"]:
        case "exothermic":
            return ZERO
        case "bought":
            return (
                number(entry["emission_factor"])
                if "emission_factor" in entry
                else references["fuel"] / BOILER
            )
        case "boiler":  # Eq. 44, 45: the efficiency is heat over fuel where the heat is metered
            efficiency = (
                number(entry["efficiency"]) if "efficiency" in entry else number(entry["heat"]) / fuel
            )
            return emitted / fuel / efficiency
    return emitted * chp_share(entry, fuel, references) / number(entry["heat"])  # Eq. 51


def chp_share(entry: Document, fuel: Fraction, references: dict[str, Fraction]) -> Fraction:
    """Share of the emissions of a CHP unit that its heat bears (Eq. 47-49)."""
    heat = number(entry["heat"]) / fuel / references["heat"]
    power = number(entry["electricity"]) * F(36, 10000) / fuel / references["electricity"]
    return heat / (heat + power)


def mean_power(sources: Iterable[Document], wanted: list[str] | None) -> Fraction:
    chosen = [one for one in sources if wanted is None or one["name"] in wanted]
    if len(chosen) == 1:
        return number(chosen[0]["emission_factor"])
    total = sum((number(one["amount"]) for one in chosen), ZERO)
    return sum((number(one["amount"]) * number(one["emission_factor"]) for one in chosen), ZERO) / total


def consumed(process: Document, sources: list[Document]) -> tuple[Fraction, Fraction]:
    """MWh and t CO2 of a process (Eq. 56)."""
    used = process.get("electricity", "0 MWh")
    used = used if isinstance(used, dict) else {"amount": used}
    factor = used.get("emission_factor")
    ef = number(factor) if factor or not sources else mean_power(sources, used.get("from"))
    return number(used["amount"]), number(used["amount"]) * ef


# Annex III, A.3 and B


def solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss and Jordan."""
    rows = [[*row, one] for row, one in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = next(row for row in range(at, len(rows)) if rows[row][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [one / rows[at][at] for one in rows[at]]
        for other in range(len(rows)):
            if other != at and rows[other][at]:
                times = rows[other][at]
                rows[other] = [a - times * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def content(good: Document, kind: Good) -> Fraction:
    """Functional units per tonne (Article 4)."""
    return (
        number(good[{"clinker": "clinker_content", "nitrogen": "nitrogen_content"}[kind.unit]])
        if kind.unit != "t"
        else F(1)
    )


def supplied(
    entry: Document, wanted: list[str] | None, lookup: Callable[[str], Good], exempt: frozenset[str]
) -> Carried:
    """A tonne of a bought precursor: its suppliers weighted (Article 14), zero for scrap and exempt origin (Annex III, B)."""
    if yes(entry, "scrap"):
        return NOTHING
    supplies = entry.get("supplies") or [entry]
    chosen = [one for one in supplies if wanted is None or one.get("supplier") in wanted]
    weights = [number(one["amount"]) if len(chosen) > 1 else F(1) for one in chosen]
    annex_ii = lookup(entry["cn"].replace(" ", "") if "cn" in entry else entry["category"]).annex_ii
    mean = NOTHING
    for one, weight in zip(chosen, weights, strict=True):
        if one.get("country", entry.get("country")) in exempt:
            continue
        power = number(one.get("electricity"))
        indirect = (
            number(one["indirect"]) if "indirect" in one else power * number(one.get("electricity_factor"))
        )
        carried = Carried(number(one["direct"]), indirect, ZERO if annex_ii else indirect, power)
        mean = mean.plus(carried, weight / sum(weights, ZERO))
    return mean


def work_out(
    document: Document,
    lookup: Callable[[str], Good],
    references: dict[str, Fraction] | None = None,
    exempt: frozenset[str] = frozenset(),
) -> Answer:
    """Everything of an installation. `lookup` knows goods by their codes without blanks."""
    references = references or {}
    processes, bought = document["processes"], {one["name"]: one for one in document.get("precursors", [])}
    names = [one["name"] for one in processes]
    others = [one["name"] for one in document.get("other_processes", [])]
    streams = {one["name"]: stream(one) for one in document.get("source_streams", [])}
    belongs = {one["name"]: shares(one, names + others) for one in document.get("source_streams", [])}

    def borne(name: str) -> Stream:
        mine = [(streams[key], part[name]) for key, part in belongs.items() if name in part]
        return Stream(*(sum((one[at] * part for one, part in mine), ZERO) for at in (0, 1)))

    heat = {
        one["name"]: heat_factor(one, *borne(one["name"]), references) for one in document.get("heat", [])
    }

    def warmth(flows: list[Document]) -> Fraction:  # Eq. 52
        factor = [
            number(one["emission_factor"]) if "emission_factor" in one else heat[one["from"]] for one in flows
        ]
        return sum((number(one["amount"]) * ef for one, ef in zip(flows, factor, strict=True)), ZERO)

    def level(process: Document) -> tuple[Fraction, Fraction]:
        """Functional units and tonnes that are sold or used on site (Annex II, F)."""
        kinds = [lookup(one["cn"].replace(" ", "")) for one in process["goods"]]
        sold = [number(one.get("amount"), "1") for one in process["goods"]]
        parts = [content(one, kind) for one, kind in zip(process["goods"], kinds, strict=True)]
        inside = [
            one for user in processes for one in user.get("precursors", []) if one["name"] == process["name"]
        ]
        mean = sum((a * b for a, b in zip(sold, parts, strict=True)), ZERO) / sum(sold, ZERO)
        used = sum((number(one["amount"]) for one in inside), ZERO) + number(process.get("for_non_cbam"))
        made = number(process["activity_level"]) if "activity_level" in process else sum(sold, ZERO) + used
        return made * mean, mean

    attributed: dict[str, Fraction] = {}
    own: list[Carried] = []
    matrix: list[list[Fraction]] = []
    for process in processes:
        made, _ = level(process)
        star = (
            number(process["direct_emissions"])
            if "direct_emissions" in process
            else borne(process["name"])[0]
        )
        gas, power = process.get("waste_gas", {}), process.get("electricity_produced")
        net = star + warmth(process.get("heat_in", [])) - warmth(process.get("heat_out", []))
        net += (
            number(gas.get("imported")) - number(gas.get("exported")) * WASTE_GAS
        ) * NATURAL_GAS  # Eq. 53, 54
        net -= number(power["amount"]) * number(power["emission_factor"]) if power else ZERO
        attributed[process["name"]] = net = max(net, ZERO)  # Eq. 55
        mwh, indirect = consumed(process, document.get("electricity", []))
        annex_ii = lookup(process["goods"][0]["cn"].replace(" ", "")).annex_ii
        bears = Carried(net, indirect, ZERO if annex_ii else indirect, mwh)
        bears = NOTHING.plus(bears, molar_share(process))
        row = [ZERO] * len(processes)
        for use in process.get(
            "precursors", []
        ):  # Eq. 60: mass that goes in, in functional units of the precursor
            amount = number(use["amount"])
            if use["name"] in bought:
                bears = bears.plus(
                    supplied(bought[use["name"]], use.get("suppliers"), lookup, exempt), amount
                )
            else:
                maker = names.index(use["name"])
                row[maker] += amount * level(processes[maker])[1]
        own.append(NOTHING.plus(bears, 1 / made))  # Eq. 57, 58
        matrix.append([F(at == len(matrix)) - one / made for at, one in enumerate(row)])
    parts = [solve(matrix, [one[at] for one in own]) for at in range(4)]  # Eq. 59-62, all processes at once
    see = [Carried(*column) for column in zip(*parts, strict=True)]
    goods = {
        good["name"]: NOTHING.plus(one, content(good, lookup(good["cn"].replace(" ", ""))))  # Eq. 64-66
        for process, one in zip(processes, see, strict=True)
        for good in process["goods"]
    }
    return Answer(
        {k: v.fossil for k, v in streams.items()}, attributed, dict(zip(names, see, strict=True)), goods
    )


def molar_share(process: Document) -> Fraction:
    """Share of the good of a multifunctional process among its co-products (Eq. 43)."""
    if process.get("attribution") != "molar":
        return F(1)
    moles = [number(one["amount"]) / MASSES[process["formula"]] for one in process["goods"]]
    others = [number(one["amount"]) / number(one["molar_mass"]) for one in process["co_products"]]
    return sum(moles, ZERO) / sum(moles + others, ZERO)
