"""The shipped examples, worked out by hand.

    python tests/paper.py [AR6 | AR5 | AR4]

Nothing of the program is used here: the factors are read from `factors/*/records.csv`, the GWPs from
`factors/gwp/gwp.csv`, and every amount is exact decimal arithmetic. A worksheet has one row a line of the example:

    amount in the unit of the factor  x  factor  / yields that run through the line  =  kg CO2e

`says("amount: 2.35 kg")` is the number 2.35, and a refusal unless the example says exactly that, once: a worksheet
and its example cannot drift apart. `test_paper.py` compares the worksheets with what the program prints.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SETS = ("AR6", "AR5", "AR4")
THOUSAND = Decimal(1000)
MJ_PER_KWH = Decimal("3.6")
MJ_PER_TJ = Decimal(1_000_000)

# Records that stand in several worksheets, or whose ids are long.
POWER_KR = "electricity-official:kr-2023-consumption-end"
LORRY = "desnz-2025:27_304_3140_14-road-hgv-tkm"
LORRY_FUEL = "desnz-2025:28_907_3140_14-road-hgv-tkm"
VAN = "desnz-2025:27_303_3106_14-road-van-tkm"
VAN_FUEL = "desnz-2025:28_906_3106_14-road-van-tkm"
GAS_BURNED = "ipcc-fuels:natural-gas"
GAS_SUPPLY = "desnz-2025:11_100_1005_7-natural-gas-kwh-net"
GAS_KWH = "desnz-2025:1_100_1005_6-natural-gas-kwh-gross"
GAS_KWH_SUPPLY = "desnz-2025:11_100_1005_6-natural-gas-kwh-gross"
DIESEL_SUPPLY = "desnz-2025:11_101_1012_8-diesel-l"
TAP_KR = "taiwan-moenv:382-drinking-water-korea-2002"
WATER = "desnz-2025:17_404_4005_1-supply-m3"
ACID = "taiwan-moenv:15-hydrochloric-acid-32-direct-synthesis"

# Packs of an example's own.
OWN_PACKS = {"hanil-lca": "examples/own-factors/packs/hanil-lca"}

# Whose CO2e counts, and under which gas the GWP stands. Biogenic CO2 and uptake stand beside a total, never in it.
GAS_COLUMNS = {
    "co2_fossil": "co2",
    "co2_land_use": "co2",
    "ch4_fossil": "ch4_fossil",
    "ch4_biogenic": "ch4_biogenic",
    "ch4": "ch4",
    "n2o": "n2o",
}
ROUNDING = Decimal("0.005")
"""Gases that miss more than this share of a published total do not make it up: the total stays as published."""


class WorksheetError(Exception):
    """A worksheet and its example, or a worksheet and a factor table, do not agree."""


class Term(NamedTuple):
    """`amount` units of a record."""

    amount: Decimal
    unit: str
    record: str


class Row(NamedTuple):
    """One line of the example; `path` of a line inside another is `inputs/2 > inputs/0`."""

    path: str
    terms: tuple[Term, ...]
    divided_by: tuple[Decimal, ...]
    kg_co2e: Decimal


class Sheet:
    """The worksheet of one example in one GWP set."""

    def __init__(self, file: str, gwp_set: str) -> None:
        self.file = file
        self.gwp_set = gwp_set
        self.rows: list[Row] = []
        self.outside: list[Row] = []
        self._text = (ROOT / file).read_text(encoding="utf-8")

    def says(self, words: str) -> Decimal:
        """The first number in `words`, which must stand exactly once in the example."""
        found = re.findall(re.escape(words) + r"(?=[\s,}]|$)", self._text)
        if len(found) != 1:
            raise WorksheetError(f"{self.file} says `{words}` {len(found)} times, not once")
        number = re.search(r"-?[0-9]+(\.[0-9]+)?", words.partition(":")[2])
        return Decimal(number.group()) if number else Decimal(0)

    def row(self, path: str, terms: list[Term], *through: Decimal) -> None:
        """A line: the sum of its terms, divided by the yields that run through it. No terms: free of burden."""
        self.rows.append(self._worked_out(path, terms, through))

    def beside(self, path: str, terms: list[Term], *through: Decimal) -> None:
        """A line beyond the gate: worked out, not in the total."""
        self.outside.append(self._worked_out(path, terms, through))

    def part(self, path: str, other: Sheet, number: Decimal, *through: Decimal) -> None:
        """A line that is `number` times the product of another worksheet."""
        inner, outermost = [], []
        for row in other.rows:
            terms = [term._replace(amount=term.amount * number) for term in row.terms]
            worked_out = self._worked_out(f"{path} > {row.path}", terms, (*row.divided_by, *through))
            if not terms and row.kg_co2e:  # a sum of others
                result = row.kg_co2e * number
                for share in through:
                    result /= share
                worked_out = worked_out._replace(kg_co2e=result)
            inner.append(worked_out)
            if ">" not in row.path:
                outermost.append(worked_out)
        self.rows.append(Row(path, (), (), total(outermost)))
        self.rows += inner

    def group(self, path: str) -> None:
        """A sub-assembly: the sum of the rows that stand in it."""
        before = f"{path} > "
        inner = [
            row for row in self.rows if row.path.startswith(before) and ">" not in row.path[len(before) :]
        ]
        self.rows.insert(self.rows.index(inner[0]), Row(path, (), (), total(inner)))

    @property
    def total(self) -> Decimal:
        """kg CO2e of the declared unit, cradle to gate."""
        return total([row for row in self.rows if ">" not in row.path])

    def _worked_out(self, path: str, terms: list[Term], through: tuple[Decimal, ...]) -> Row:
        result = sum((term.amount * factor(term, self.gwp_set) for term in terms), Decimal(0))
        for share in through:
            result /= share
        return Row(path, tuple(terms), through, result)


def total(rows: list[Row]) -> Decimal:
    """The sum of rows, kg CO2e."""
    return sum((row.kg_co2e for row in rows), Decimal(0))


# ---------------------------------------------------------------------------------------------------- factors


@cache
def records(pack: str) -> dict[str, dict[str, str]]:
    """The records of a pack by id."""
    folder = ROOT / OWN_PACKS.get(pack, f"factors/{pack}")
    with (folder / "records.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


@cache
def gases() -> dict[str, dict[str, str]]:
    """The GWP table by gas."""
    with (ROOT / "factors" / "gwp" / "gwp.csv").open(encoding="utf-8", newline="") as stream:
        return {row["gas"]: row for row in csv.DictReader(stream)}


def gwp(gas: str, gwp_set: str) -> Decimal:
    """kg CO2e per kg of a gas over 100 years."""
    return Decimal(gases()[gas][gwp_set])


def factor(term: Term, gwp_set: str) -> Decimal:
    """kg CO2e per unit of the record of a term.

    A published total stands as it is, in the set it was published in; where the source also gives its gases, they are
    counted anew in the set that is asked for.
    """
    if term.record.startswith("said:"):
        return Decimal(term.record.removeprefix("said:"))
    if term.record.startswith("gwp:"):
        if term.unit != "kg":
            raise WorksheetError(f"a GWP is per kg, not per {term.unit}")
        return gwp(term.record.removeprefix("gwp:"), gwp_set)
    record = records(term.record.partition(":")[0])[term.record]
    unit = f"{record['unit_den']} {record['cv_basis']}".strip()
    if unit != term.unit or record["unit_num"] != "kg" or record["other_gases"]:
        raise WorksheetError(f"{term.record} is in kg per {unit}; the worksheet says {term.unit}")
    given = {column: Decimal(record[column]) for column in GAS_COLUMNS if record[column]}
    own = record["gwp_set"]
    if record["gas_basis"] == "co2e":
        masses = {column: number / gwp(GAS_COLUMNS[column], own) for column, number in given.items()}
    else:
        masses = given
    anew = sum((mass * gwp(GAS_COLUMNS[column], gwp_set) for column, mass in masses.items()), Decimal(0))
    if not record["co2e"]:
        return anew
    published = Decimal(record["co2e"])
    if not given or own == gwp_set:
        return published
    before = sum((mass * gwp(GAS_COLUMNS[column], own) for column, mass in masses.items()), Decimal(0))
    return published if abs(published - before) > ROUNDING * published else anew


# ----------------------------------------------------------------------------------------------------- terms


def said(amount: Decimal, unit: str, each: Decimal) -> Term:
    """An amount with the kg CO2e per unit that somebody states in the example."""
    return Term(amount, unit, f"said:{each}")


@cache
def parameter(pack: str, id: str) -> Decimal:
    """A number of a guideline that a method takes."""
    with (ROOT / "factors" / pack / "parameters.csv").open(encoding="utf-8", newline="") as stream:
        return next(Decimal(row["value"]) for row in csv.DictReader(stream) if row["id"] == id)


def kg(amount: Decimal, record: str) -> Term:
    """A mass in kg."""
    return Term(amount, "kg", record)


def power(kwh: Decimal) -> list[Term]:
    """Electricity in Korea: official value at the consumer; making the fuel is not assessed, no source covers it."""
    return [Term(kwh, "kWh", POWER_KR)]


def natural_gas(mj: Decimal) -> list[Term]:
    """Natural gas by net calorific value: burning it (IPCC), and bringing it (nearest: United Kingdom)."""
    return [Term(mj / MJ_PER_TJ, "TJ net", GAS_BURNED), Term(mj / MJ_PER_KWH, "kWh net", GAS_SUPPLY)]


def lorry(mass_kg: Decimal, km: Decimal) -> list[Term]:
    """Road freight, all lorries, average load: driving and making the fuel."""
    tkm = mass_kg / THOUSAND * km
    return [Term(tkm, "tkm", LORRY), Term(tkm, "tkm", LORRY_FUEL)]


def van(mass_kg: Decimal, km: Decimal) -> list[Term]:
    """Road freight by van: driving and making the fuel."""
    tkm = mass_kg / THOUSAND * km
    return [Term(tkm, "tkm", VAN), Term(tkm, "tkm", VAN_FUEL)]


# ------------------------------------------------------------------------------------------------ worksheets


def bolt(gwp_set: str) -> Sheet:
    """1000 hexagon bolts of 24 g."""
    sheet = Sheet("examples/hanil-fastener/m10x30.yaml", gwp_set)
    says = sheet.says
    good = says("yield: 0.99")  # of the last step: runs through everything
    rod = says("amount: 25.2 kg")
    says("amount: 1.2 kg, treatment: recycling")
    sheet.row("inputs/0", [kg(rod, "taiwan-moenv:1132-spheroidised-wire-rod-bf-bof")], good)
    sheet.row("inputs/0/transport/0", lorry(rod, says("distance: 90 km")), good)
    sheet.row("processes/0/electricity", power(says("electricity: 8.4 kWh")), good)
    sheet.row("processes/1/electricity", power(says("electricity: 3.1 kWh")), good)
    sheet.row("processes/1/natural_gas", natural_gas(says("natural_gas: 46 MJ (net)")), good)
    sheet.row("outputs/0", [], good)
    return sheet


def bracket(gwp_set: str) -> Sheet:
    """One seat bracket."""
    sheet = Sheet("examples/seat-bracket/bracket.yaml", gwp_set)
    made = bolt(gwp_set)
    made_pieces, made_kg = made.says("declared_unit: 1000 piece"), made.says("mass: 24 kg")
    _bracket(
        sheet,
        made_kg / made_pieces,
        lambda bolts, good: sheet.part("inputs/2", made, bolts / made_pieces, good),
    )
    sheet.beside("distribution/0", lorry(sheet.says("mass: 1.90 kg"), sheet.says("distance: 60 km")))
    return sheet


def declared_bracket(gwp_set: str) -> Sheet:
    """The same bracket, with bolts as their supplier declared them: the number stands in whatever set it was made in."""
    sheet = Sheet("examples/seat-bracket-declared/bracket.yaml", gwp_set)
    pcf = declaration("examples/seat-bracket-declared/received/hanil-m10x30.json", "piece")
    pieces = Decimal(pcf["declaredUnitAmount"])
    each = Decimal(pcf["pcfExcludingBiogenicUptake"]) / pieces
    _bracket(
        sheet,
        Decimal(pcf["productMassPerDeclaredUnit"]) / pieces,
        lambda bolts, good: sheet.row("inputs/2", [said(bolts, "piece", each)], good),
    )
    sheet.says("mass: 1.90 kg")
    return sheet


def declaration(file: str, unit: str) -> dict[str, str]:
    """The footprint of a PACT file that a supplier sent, declared in so many of a unit."""
    pcf: dict[str, str] = json.loads((ROOT / file).read_text(encoding="utf-8"))["pcf"]
    if pcf["declaredUnitOfMeasurement"] != unit:
        raise WorksheetError(f"{file} is per {pcf['declaredUnitOfMeasurement']}, not per {unit}")
    return pcf


def _bracket(sheet: Sheet, bolt_kg: Decimal, bought: Callable[[Decimal, Decimal], None]) -> None:
    """The rows of a bracket; `bought` writes that of its bolts, which weigh `bolt_kg` each."""
    says = sheet.says
    good = says("yield: 0.985")  # of the last step: runs through everything but packaging and distribution
    coil, zinc, acid = says("amount: 2.35 kg"), says("amount: 0.012 kg"), says("amount: 0.03 kg")
    bolts = says("amount: 2 piece")
    bolts_kg = bolts * bolt_kg
    says("amount: 0.51 kg")
    sheet.row("inputs/0", [kg(coil, "taiwan-moenv:1146-hot-rolled-coil-bf-bof")], good)
    sheet.row("inputs/0/transport/0", lorry(coil, says("distance: 180 km")), good)
    sheet.row("inputs/1", [kg(zinc, "uslci-fy21q3:zinc-special-high-grade")], good)
    bought(bolts, good)
    sheet.row("inputs/2/transport/0", van(bolts_kg, says("distance: 45 km")), good)
    sheet.row("processes/0/electricity", power(says("electricity: 0.9 kWh")), good)
    sheet.row("processes/1/electricity", power(says("electricity: 0.35 kWh")), good)
    sheet.row("processes/1/natural_gas", natural_gas(says("natural_gas: 0.79 MJ (net)")), good)
    sheet.row("processes/1/emissions/0", [kg(says("amount: 18 g") / THOUSAND, "gwp:co2")], good)
    sheet.row("processes/2/electricity", power(says("electricity: 0.42 kWh")), good)
    litres = says("water: 6 L")
    sheet.row("processes/2/water", [Term(litres / THOUSAND, "m3", WATER)], good)
    sheet.row("processes/2/inputs/0", [kg(acid, ACID)], good)
    sheet.row("outputs/0", [], good)
    box = says("amount: 0.06 m2")
    sheet.row("packaging/0", [Term(box, "m2", "taiwan-moenv:67-single-wall-corrugated-box-weighted-mean")])


def inverter_housing(gwp_set: str) -> Sheet:
    """One die-cast inverter housing."""
    sheet = Sheet("examples/inverter-housing/housing.yaml", gwp_set)
    says = sheet.says
    casting, machining = says("yield: 0.95"), says("yield: 0.99")
    shot, melt_loss = says("shot: 4.98 kg"), says("melt_loss: 2 %") / 100
    says("amount: = shot / (1 - melt_loss)")
    metal = shot / (1 - melt_loss)
    says("natural_gas: = shot / (1 - melt_loss) * melt_gas")
    melt_gas = metal * says("melt_gas: 5.2 MJ/kg (net)")
    says("amount: 0.38 kg")
    says("amount: = shot * melt_loss / (1 - melt_loss)")
    tool, tray = says("amount: 900 kg"), says("amount: 0.18 kg")
    ingot = "taiwan-moenv:849-aluminium-ingot-secondary"
    die = "taiwan-moenv:605-automotive-forging-quenched-and-tempered-steel"
    sheet.row("inputs/0", [kg(metal, ingot)], casting, machining)
    sheet.row("inputs/0/transport/0", lorry(metal, says("distance: 120 km")), casting, machining)
    sheet.row("processes/0/natural_gas", natural_gas(melt_gas), casting, machining)
    sheet.row("processes/1/electricity", power(says("electricity: 7.5 kWh")), casting, machining)
    sheet.row("processes/2/electricity", power(says("electricity: 2.2 kWh")), machining)
    sheet.row("outputs/0", [], casting, machining)
    sheet.row("outputs/1", [], casting, machining)
    sheet.row("tooling/0", [kg(tool / says("lifetime: 120000 piece"), die)])
    sheet.row("packaging/0", [kg(tray, "taiwan-moenv:32-linerboard")])
    return sheet


def connector_housing(gwp_set: str) -> Sheet:
    """1000 connector housings, moulded from a compound that is composed first."""
    sheet = Sheet("examples/connector-housing/housing.yaml", gwp_set)
    says = sheet.says
    good = says("yield: 98 %") / 100
    compound = says("amount: 19.1 kg") / says("per: 1 kg")
    pa66, glass = says("share: 70 %") / 100, says("share: 30 %") / 100
    says("amount: 1.1 kg")
    sheet.row("inputs/0 > inputs/0/inputs/0", [kg(compound * pa66, "taiwan-moenv:931-pa66")], good)
    fibre = [kg(compound * glass, "taiwan-moenv:1080-glass-fibre-yarn")]
    sheet.row("inputs/0 > inputs/0/inputs/1", fibre, good)
    kwh = compound * says("electricity: 0.45 kWh")
    sheet.row("inputs/0 > inputs/0/processes/0/electricity", power(kwh), good)
    sheet.group("inputs/0")
    sheet.row("inputs/0/transport/0", lorry(compound, says("distance: 150 km")), good)
    sheet.row("processes/0/electricity", power(says("electricity: 3.2 kWh")), good)
    sheet.row("processes/1/electricity", power(says("electricity: 24 kWh")), good)
    sheet.row("outputs/0", [], good)
    sheet.row("packaging/0", [kg(says("amount: 0.12 kg"), "taiwan-moenv:1161-ldpe")])
    return sheet


def switch_bracket(gwp_set: str) -> Sheet:
    """A bracket of steel and plastic, with factors of the firm's own table."""
    sheet = Sheet("examples/own-factors/part.yaml", gwp_set)
    says = sheet.says
    sheet.row("inputs/0", [kg(says("amount: 0.50 kg"), "hanil-lca:cold-rolled-coil-kr-2024")])
    compound = Term(says("amount: 120 g") / THOUSAND / THOUSAND, "t", "hanil-lca:sachul-geureideu-x-kr-2025")
    sheet.row("inputs/1", [compound])
    sheet.row("processes/0/electricity", power(says("electricity: 0.4 kWh")))
    sheet.row("outputs/0", [])
    sheet.row("outputs/1", [])
    return sheet


def electrolysis(gwp_set: str, product: str = "CL2") -> Sheet:
    """One tonne of chlorine, or the sodium hydroxide that is made along with it."""
    sheet = Sheet("examples/chlor-alkali/plant.yaml", gwp_set)
    says = sheet.says
    says("allocation: mass")
    tonnes = {
        "CL2": says("declared_unit: 1 t"),
        "NAOH": says("amount: 1.128 t"),
        "H2": says("amount: 28.4 kg") / THOUSAND,
    }
    share = tonnes[product] / sum(tonnes.values())
    salt, water = says("amount: 1.648 t") * THOUSAND * share, says("amount: 508 kg") * share
    sheet.row("inputs/0", [kg(salt, "taiwan-moenv:707-sodium-chloride")])
    sheet.row("inputs/1", [kg(water, TAP_KR)])
    sheet.row("processes/0/electricity", power(says("electricity: 45 kWh") * share))
    sheet.row("processes/1/electricity", power(says("electricity: 2380 kWh") * share))
    alone = {
        "CL2": ("processes/2/electricity", power(says("electricity: 85 kWh, for: CL2"))),
        "NAOH": (
            "processes/3/natural_gas",
            natural_gas(says("natural_gas: 2.4 GJ (net), for: NAOH") * THOUSAND),
        ),
        "H2": ("processes/4/electricity", power(says("electricity: 52 kWh, for: H2"))),
    }
    sheet.row(*alone[product])
    return sheet


def cleaner(gwp_set: str) -> Sheet:
    """One kilogram of cleaner, of the sodium hydroxide of that plant."""
    sheet = Sheet("examples/chlor-alkali/cleaner.yaml", gwp_set)
    says = sheet.says
    caustic = says("amount: 0.22 kg")
    says("co_product: NAOH")
    made = electrolysis(gwp_set, "NAOH")
    sheet.part("inputs/0", made, caustic / (made.says("amount: 1.128 t") * THOUSAND))
    sheet.row("inputs/0/transport/0", lorry(caustic, says("distance: 65 km")))
    sheet.row("inputs/1", [kg(says("amount: 0.78 kg"), TAP_KR)])
    sheet.row("processes/0/electricity", power(says("electricity: 0.05 kWh")))
    return sheet


def dross(gwp_set: str) -> Sheet:
    """One kilogram of dross, smelted."""
    sheet = Sheet("examples/foundry/dross.yaml", gwp_set)
    sheet.says("declared_unit: 1 kg")
    sheet.row("inputs/0", [kg(sheet.says("amount: 0.05 kg"), "taiwan-moenv:707-sodium-chloride")])
    sheet.row("processes/0/electricity", power(sheet.says("electricity: 0.16 kWh")))
    sheet.row("processes/0/natural_gas", natural_gas(sheet.says("natural_gas: 4.4 MJ (net)")))
    return sheet


def cover(gwp_set: str) -> Sheet:
    """One die-cast cover: runners come back, rework goes round, dross is credited."""
    sheet = Sheet("examples/foundry/cover.yaml", gwp_set)
    says = sheet.says
    ingot = "taiwan-moenv:849-aluminium-ingot-secondary"
    good = says("yield: 0.95")  # of the first step: runs through what is cast
    onward = 1 - says("rework: 6 %") / 100  # of blasting and painting, which rework goes through again
    says("rework_from: Blasting")
    back = says("amount: 1.1 kg") * says("yield: 97 %") / 100
    bought = says("amount: 3.2 kg") - back
    sheet.row("inputs/0", [kg(bought, ingot)], good)
    sheet.row("inputs/0/transport/0", lorry(bought, says("distance: 140 km")), good)
    sheet.row("processes/0/electricity", power(says("electricity: 4.1 kWh")), good)
    sheet.row("processes/0/natural_gas", natural_gas(says("natural_gas: 16 MJ (net)")), good)
    sheet.row("processes/1/electricity", power(says("electricity: 0.3 kWh")), onward)
    sheet.row("processes/2/electricity", power(says("electricity: 0.8 kWh")), onward)
    sheet.row("outputs/0", [], good)
    sheet.part("outputs/1", dross(gwp_set), says("amount: 0.1 kg"), good)
    sheet.row("outputs/1/avoids/0", [kg(-says("amount: 0.04 kg"), ingot)], good)
    return sheet


def stamping_shop(gwp_set: str, product: str = "") -> Sheet:
    """A year of the stamping shop; or the account of one of its products for that year."""
    sheet = Sheet("examples/stamping-shop/shop.yaml", gwp_set)
    says = sheet.says
    tonnes = {
        "SB-110": says("mass: 345.8 t"),
        "SB-120": says("mass: 288.0 t"),
        "CL-300": says("mass: 176.8 t"),
    }
    pieces = {
        "SB-110": says("amount: 182000 piece"),
        "SB-120": says("amount: 151600 piece"),
        "CL-300": says("amount: 5200000 piece"),
    }
    hours = {"SB-110": says("machine hours: 1420 h"), "SB-120": says("machine hours: 1180 h")}
    brackets = {name: tonnes[name] for name in hours}

    def of(keys: dict[str, Decimal]) -> Decimal:
        return keys.get(product, Decimal(0)) / sum(keys.values()) if product else Decimal(1)

    def row(path: str, terms: list[Term], share: Decimal) -> None:
        if share:
            sheet.row(path, [term._replace(amount=term.amount * share) for term in terms])

    hot, cold = says("amount: 812 t") * THOUSAND, says("amount: 233 t") * THOUSAND
    alone = {"CL-300": Decimal(1)}
    row("inputs/0", [kg(hot, "taiwan-moenv:1146-hot-rolled-coil-bf-bof")], of(brackets))
    row("inputs/0/transport/0", lorry(hot, Decimal(310)), of(brackets))
    row("inputs/1", [kg(cold, "taiwan-moenv:1143-cold-rolled-coil-bf-bof")], of(alone))
    row("inputs/1/transport/0", lorry(cold, Decimal(310)), of(alone))
    press = says("amount: 214 MWh") * THOUSAND
    months = ("61.4", "57.2", "60.8", "58.1", "55.9", "58.8", "66.3", "64.0", "57.5", "54.2", "56.6", "59.9")
    bills = [says(f"2025-{number:02d}: {mwh} MWh") for number, mwh in enumerate(months, start=1)]
    if of(hours):
        row("processes/0/electricity > meters/0/readings", power(press), of(hours))
        sheet.group("processes/0/electricity")
    gas = says("amount: 486 GJ (gross), data: measured") * THOUSAND / MJ_PER_KWH
    burned = [Term(gas, "kWh gross", GAS_KWH), Term(gas, "kWh gross", GAS_KWH_SUPPLY)]
    row("processes/1/natural_gas > meters/1/amount", burned, of(pieces))
    sheet.group("processes/1/natural_gas")
    litres = says("amount: 3900 L")
    terajoules = litres / THOUSAND * 840 * 43 / MJ_PER_TJ
    diesel = [Term(terajoules, "TJ net", "ipcc-fuels:gas-diesel-oil"), Term(litres, "L", DIESEL_SUPPLY)]
    row("processes/2/diesel", diesel, of(tonnes))
    scrap = says("amount: 236 t") * THOUSAND
    row("outputs/0", [], of(tonnes))
    row("outputs/0/transport/0", lorry(scrap, says("distance: 40 km")), of(tonnes))
    row("meters/0 > meters/0/readings", power(sum(bills) * THOUSAND - press), of(tonnes))
    sheet.group("meters/0")
    return sheet


def stamped_bracket(gwp_set: str) -> Sheet:
    """One bracket of that shop: nothing but its share of the year."""
    sheet = Sheet("examples/stamping-shop/seat-bracket-left.yaml", gwp_set)
    made = stamping_shop(gwp_set, "SB-110")
    sheet.part("made_at/0", made, sheet.says("declared_unit: 1 piece") / made.says("amount: 182000 piece"))
    return sheet


def stamped_clip(gwp_set: str) -> Sheet:
    """A thousand cable clips of that shop, in a carton."""
    sheet = Sheet("examples/stamping-shop/cable-clip.yaml", gwp_set)
    made = stamping_shop(gwp_set, "CL-300")
    taken = sheet.says("declared_unit: 1000 piece") / made.says("amount: 5200000 piece")
    sheet.part("made_at/0", made, taken)
    box = sheet.says("amount: 0.42 m2")
    sheet.row("packaging/0", [Term(box, "m2", "taiwan-moenv:67-single-wall-corrugated-box-weighted-mean")])
    return sheet


def arc_furnace_carbon(says: Callable[[str], Decimal]) -> Decimal:
    """kg CO2 of the carbon that goes into the arc furnace of the mill and does not leave it: tonnes times contents."""
    table = parameter("ipcc-2019", "ipcc-2019:steel-materials-pig-iron:carbon-content")

    def carbon(words: str, content: str) -> Decimal:
        return (
            says(f"{words}, {content}")
            * Decimal(content.removeprefix("carbon_content: ").removesuffix(" %"))
            / 100
        )

    going_in = [
        carbon("scrap: {amount: 452000 t", "carbon_content: 0.22 %"),
        says("pig_iron: 12000 t") * table,
        carbon("electrodes: {amount: 690 t", "carbon_content: 99 %"),
        carbon("charge_carbon: {amount: 5100 t", "carbon_content: 86 %"),
        carbon("lime: {amount: 17400 t", "carbon_content: 0.3 %"),
        carbon("alloys: {amount: 5600 t", "carbon_content: 1.4 %"),
    ]
    leaving = [
        carbon("steel: {amount: 420000 t", "carbon_content: 0.11 %"),
        carbon("slag: {amount: 56000 t", "carbon_content: 0.1 %"),
        carbon("dust: {amount: 7100 t", "carbon_content: 1.6 %"),
    ]
    return (sum(going_in) - sum(leaving)) * THOUSAND * 44 / 12


def mill(gwp_set: str, product: str = "") -> Sheet:
    """A year of the mini-mill; or the account of one of its products for that year."""
    sheet = Sheet("examples/eaf-mill/mill.yaml", gwp_set)
    says = sheet.says
    cast = {"BILLET": says("cast: 96000 t"), "REBAR": says("cast: 312000 t")}
    share = cast[product] / sum(cast.values()) if product else Decimal(1)
    contract = says("share: 12 %") / 100
    bought = says("amount: 252 GWh") * 1_000_000

    def row(path: str, *terms: Term, part: Decimal = share) -> None:
        if part:
            sheet.row(path, [term._replace(amount=term.amount * part) for term in terms])

    def electricity(path: str, kwh: Decimal, part: Decimal = share) -> None:
        if not part:
            return
        solar = said(kwh * contract, "kWh", says("emission_factor: 0.04 kg CO2e/kWh"))
        row(f"{path} > meters/0/supply/0/contracts/0/emission_factor", solar, part=part)
        row(f"{path} > meters/0/supply/0/amount", *power(kwh * (1 - contract)), part=part)
        sheet.group(path)

    def gas_main(path: str, terajoules: Decimal, part: Decimal = share) -> None:
        if not part:
            return
        kwh = terajoules * MJ_PER_TJ / MJ_PER_KWH
        burned = [Term(kwh, "kWh gross", GAS_KWH), Term(kwh, "kWh gross", GAS_KWH_SUPPLY)]
        row(f"{path} > meters/1/amount", *burned, part=part)
        sheet.group(path)

    def freight(path: str, tonnes: Decimal, km: Decimal) -> None:
        row(path, *lorry(tonnes * THOUSAND, km))

    separation = says("electricity: 9.1 GWh") * 1_000_000
    made, blown = says("amount: 15200000 Nm3"), says("amount: 14600000 Nm3")
    for path, part in (
        ("processes/1/inputs/0", blown / made),
        ("processes/0/makes/0", (made - blown) / made),
    ):
        electricity(f"{path} > processes/0/electricity", separation * part)
        sheet.group(path)
    metered = {
        "processes/1/electricity": ("electricity: 164 GWh", share),
        "processes/2/electricity": ("electricity: 13.5 GWh", share),
        "processes/3/electricity": ("electricity: 4.6 GWh", share),
        "processes/5/electricity": ("electricity: 38 GWh", Decimal(product != "BILLET")),
    }
    for path, (words, part) in metered.items():
        electricity(path, says(words) * 1_000_000, part)
    burners, reheating = (says(f"natural_gas: {one} TJ (gross)") for one in (92, 446))
    gas_main("processes/1/natural_gas", burners)
    gas_main("processes/4/natural_gas", reheating, Decimal(product != "BILLET"))
    gas_main("meters/1", says("amount: 545 TJ (gross)") - burners - reheating)
    rest = bought - separation - sum(says(words) for words, _ in metered.values()) * 1_000_000
    electricity("meters/0", rest)
    row("processes/1/methods/0", kg(arc_furnace_carbon(says), "gwp:co2"))
    lime = says("name_ko: 생석회, amount: 17400 t")
    row("processes/1/inputs/1", kg(lime * THOUSAND, "taiwan-moenv:929-quicklime"))
    freight("processes/1/inputs/1/transport/0", lime, says("distance: 95 km"))
    row(
        "processes/1/inputs/2",
        said(says("name_ko: 전극, amount: 690 t") * THOUSAND, "kg", says("value: 4.2 kg CO2e")),
    )
    alloy = said(says("실리코망간, amount: 5600 t") * THOUSAND, "kg", says("value: 5.6 kg CO2e"))
    row("processes/2/inputs/0", alloy)
    row("inputs/0", said(Decimal(452000) * THOUSAND, "kg", says("value: 0 kg CO2e")))
    freight("inputs/0/transport/0", Decimal(452000), says("distance: 120 km"))
    row("inputs/1", kg(Decimal(12000) * THOUSAND, "taiwan-moenv:1153-pig-iron"))
    freight("inputs/1/transport/0", Decimal(12000), says("distance: 240 km"))
    row("inputs/2", said(Decimal(5100) * THOUSAND, "kg", says("value: 0.35 kg CO2e")))
    for number, (words, km) in enumerate(
        (("슬래그, amount: 56000 t", "distance: 35 km"), ("제강 분진, amount: 7100 t", "distance: 260 km"))
    ):
        row(f"outputs/{number}")
        freight(f"outputs/{number}/transport/0", says(f"name_ko: {words}"), says(km))
    return sheet


def rebar(gwp_set: str) -> Sheet:
    """One tonne of rebar of that mill, bound with wire; its way to the site beside it."""
    sheet = Sheet("examples/eaf-mill/rebar.yaml", gwp_set)
    made = mill(gwp_set, "REBAR")
    sheet.part("made_at/0", made, sheet.says("declared_unit: 1 t") / made.says("amount: 301000 t"))
    wire = sheet.says("amount: 1.6 kg")
    sheet.row("packaging/0", [kg(wire, "taiwan-moenv:1134-wire-rod-bf-bof")])
    sheet.beside("distribution/0", lorry(THOUSAND + wire, sheet.says("distance: 75 km")))
    return sheet


class Chain(NamedTuple):
    """The documents of the chain from the mill to the car with its two measures at work, or without: 0 and 16 kg."""

    dri: Decimal = Decimal(0)
    blank: Decimal = Decimal(16)

    @property
    def scrap(self) -> Decimal:
        """kg of a blank that are cut off: the part has 12 kg."""
        return self.blank - 12


AS_WRITTEN = Chain()


def coil(gwp_set: str, chain: Chain = AS_WRITTEN) -> Sheet:
    """One tonne of hot-rolled coil, a share of its slab from direct reduced iron."""
    sheet = Sheet("examples/steel-part-car/mill/coil.yaml", gwp_set)
    says, dri = sheet.says, chain.dri
    says("dri: 0 %")
    slab = says("amount: = 1.05 [t] * (1 - dri)") * THOUSAND
    says("amount: = 1.05 [t] * 1.45 * dri")
    says("electricity: = 1.05 [t] * dri * 640 [kWh/t]")
    says("natural_gas: = 1.05 [t] * dri * 10.6 [GJ/t (net)]")
    reduced = slab * dri
    sheet.row("inputs/0", [kg(slab - reduced, "taiwan-moenv:1152-slab-bf-bof")])
    sheet.row("inputs/1", [said(reduced * Decimal("1.45"), "kg", says("value: 0.14 kg CO2e"))])
    sheet.row("processes/0/electricity", power(reduced / THOUSAND * 640))
    sheet.row("processes/0/natural_gas", natural_gas(reduced / THOUSAND * Decimal("10.6") * THOUSAND))
    sheet.row("processes/1/electricity", power(says("electricity: 95 kWh")))
    sheet.row("processes/1/natural_gas", natural_gas(says("natural_gas: 1.3 GJ (net)") * THOUSAND))
    sheet.row("outputs/0", [])
    sheet.row("outputs/1", [])
    return sheet


def cross_member(gwp_set: str, chain: Chain = AS_WRITTEN) -> Sheet:
    """One stamping of that coil."""
    sheet = Sheet("examples/steel-part-car/press/cross-member.yaml", gwp_set)
    says, blank = sheet.says, chain.blank
    if says("amount: 16 kg") != AS_WRITTEN.blank or says("amount: 4 kg") != AS_WRITTEN.scrap:
        raise WorksheetError("another blank")
    sheet.part("inputs/0", coil(gwp_set, chain), blank / THOUSAND)
    sheet.row("inputs/0/transport/0", lorry(blank, says("distance: 250 km")))
    sheet.row("processes/0/electricity", power(says("electricity: 4 kWh")))
    sheet.row("outputs/0", [])
    return sheet


def body(gwp_set: str, chain: Chain = AS_WRITTEN) -> Sheet:
    """One body of two dozen such stampings."""
    sheet = Sheet("examples/steel-part-car/module/body.yaml", gwp_set)
    says = sheet.says
    pieces = says("amount: 24 piece")
    sheet.part("inputs/0", cross_member(gwp_set, chain), pieces)
    sheet.row("inputs/0/transport/0", lorry(pieces * 12, says("distance: 40 km")))
    sheet.row("inputs/1", [kg(says("amount: 12 kg"), "taiwan-moenv:58-pp")])
    sheet.row("processes/0/electricity", power(says("electricity: 110 kWh")))
    return sheet


def car(gwp_set: str, chain: Chain = AS_WRITTEN) -> Sheet:
    """One car: that body, and all the rest as one stated number."""
    sheet = Sheet("examples/steel-part-car/car/car.yaml", gwp_set)
    says = sheet.says
    sheet.part("inputs/0", body(gwp_set, chain), says("amount: 1 piece"))
    sheet.row("inputs/0/transport/0", lorry(Decimal(300), says("distance: 20 km")))
    sheet.row("inputs/1", [said(says("amount: 1200 kg"), "kg", says("value: 5.5 kg CO2e"))])
    return sheet


WORKSHEETS: tuple[Callable[[str], Sheet], ...] = (
    bolt,
    bracket,
    declared_bracket,
    inverter_housing,
    connector_housing,
    switch_bracket,
    electrolysis,
    cleaner,
    dross,
    cover,
    stamping_shop,
    stamped_bracket,
    stamped_clip,
    mill,
    rebar,
    coil,
    cross_member,
    body,
    car,
)


def work_out(gwp_set: str) -> list[Sheet]:
    """All worksheets in one GWP set, to 40 digits. Raises WorksheetError."""
    with localcontext() as context:
        context.prec = 40
        return [worksheet(gwp_set) for worksheet in WORKSHEETS]


# ------------------------------------------------------------------------------------------------------ print


def shown(sheet: Sheet) -> str:
    """A worksheet as text."""
    lines = [f"{sheet.file}  ({sheet.gwp_set})", ""]
    for row in [*sheet.rows, *sheet.outside]:
        note = "  outside the boundary" if row in sheet.outside else ""
        lines.append(f"  {row.path:48}{row.kg_co2e:16.9f} kg CO2e{note}")
        for term in row.terms:
            each = factor(term, sheet.gwp_set)
            shares = "".join(f" / {share}" for share in row.divided_by)
            lines.append(f"      {term.amount:.10g} {term.unit} x {each:.10g}{shares}  [{term.record}]")
    lines += ["", f"  {'total':48}{sheet.total:16.9f} kg CO2e", ""]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the worksheets; 1 when one of them does not agree with its example, 2 for an unknown GWP set."""
    chosen = arguments or ["AR6"]
    if any(gwp_set not in SETS for gwp_set in chosen):
        sys.stderr.write(f"GWP sets: {', '.join(SETS)}\n")
        return 2
    try:
        for gwp_set in chosen:
            for sheet in work_out(gwp_set):
                sys.stdout.write(shown(sheet) + "\n")
    except WorksheetError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
