"""Totals of a fab, a foundry, a display plant and a washing machine in exact arithmetic, from the tables of factors alone.

`paper.py` reads the tables and imports nothing of the program. Every number below stands in the example, and `says`
refuses one that does not.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.envelope import to_text

ROOT = Path(__file__).resolve().parents[2]
SETS = ("AR6", "AR5", "AR4")
LORRY = ("desnz-2025:27_304_3140_14-road-hgv-tkm", "desnz-2025:28_907_3140_14-road-hgv-tkm")
MOENV = "taiwan-moenv:"


@cache
def paper() -> ModuleType:
    """`paper.py` as a module; it belongs to no package."""
    spec = importlib.util.spec_from_file_location("paper", ROOT / "tests" / "paper.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def total(file: str, gwp_set: str) -> Decimal:
    return Decimal(_printed(file, gwp_set)["total"])


def product(file: str, gwp_set: str, id: str) -> Decimal:
    return next(Decimal(one["kg_co2e"]) for one in _printed(file, gwp_set)["products"] if one["id"] == id)


@cache
def _printed(file: str, gwp_set: str) -> dict[str, Any]:
    options = Options(gwp=gwp_set)
    text = to_text(report(calculate(str(ROOT / "examples" / file), options), options, allow_incomplete=False))
    data: dict[str, Any] = json.loads(text, parse_float=Decimal)["data"]
    return data


class Hand:
    """A calculation of one document in one GWP set."""

    def __init__(self, file: str, gwp_set: str) -> None:
        self.gwp_set = gwp_set
        self.text = (ROOT / "examples" / file).read_text(encoding="utf-8")

    def says(self, words: str) -> Decimal:
        """The number behind the colon of words that stand in the example."""
        assert words in self.text, words
        number = re.search(r"[0-9]+(\.[0-9]+)?", words.rpartition(":")[2])
        assert number is not None, words
        return Decimal(number.group())

    def each(self, record: str, unit: str = "kg") -> Decimal:
        """kg CO2e of one unit of a record."""
        term = paper().Term(Decimal(1), unit, record)
        return Decimal(paper().factor(term, self.gwp_set))

    def power(self, kwh: Decimal) -> Decimal:
        return kwh * self.each("electricity-official:kr-2023-consumption-end", "kWh")

    def german(self) -> Decimal:
        """kg CO2e of a kWh in Germany; the record is in grams, as published, whatever the set."""
        row = paper().records("electricity-ember")["electricity-ember:de-2024"]
        assert row["unit_num"] == "g" and row["unit_den"] == "kWh"
        return Decimal(row["co2e"]) / 1000

    def gas(self, terajoules: Decimal) -> Decimal:
        """Natural gas by its gross calorific value: burned and brought."""
        kwh = terajoules * 1_000_000 / Decimal("3.6")
        records = ("1_100_1005_6-natural-gas-kwh-gross", "11_100_1005_6-natural-gas-kwh-gross")
        return kwh * sum(self.each(f"desnz-2025:{one}", "kWh gross") for one in records)

    def water(self, m3: Decimal) -> Decimal:
        return m3 * self.each("desnz-2025:17_404_4005_1-supply-m3", "m3")

    def sewage(self, m3: Decimal) -> Decimal:
        return m3 * self.each("desnz-2025:18_405_4006_1-wastewater-wastewater-treatment-m3", "m3")

    def sludge(self, tonnes: Decimal) -> Decimal:
        return tonnes * self.each(f"{MOENV}119-calcium-fluoride-sludge-treatment", "t")

    def lorry(self, kg: Decimal, km: Decimal) -> Decimal:
        return kg / 1000 * km * sum(self.each(one, "tkm") for one in LORRY)

    def gwp(self, name: str) -> Decimal:
        return Decimal(paper().gwp(name, self.gwp_set))

    def tonnes(self, words: str, row: str) -> Decimal:
        """A material of so many tonnes."""
        return self.says(words) * 1000 * self.each(MOENV + row)


def close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= abs(other) * Decimal("1e-11")


def left(abated: str, efficiency: str, uptime: str) -> Decimal:
    """What devices leave of a gas."""
    return 1 - Decimal(abated) * Decimal(efficiency) * Decimal(uptime)


@cache
def subpart_i() -> dict[str, Decimal]:
    with (ROOT / "factors/us-40cfr98-i/parameters.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: Decimal(row["value"]) for row in csv.DictReader(stream) if row["value"]}


def with_by_products(
    hand: Hand, table: str, gas: str, fed: Decimal, own: Decimal, others: Decimal
) -> Decimal:
    """kg CO2e of a gas that tools leave and of what they form of it, by a table of 40 CFR 98, subpart I."""
    start = f"us-40cfr98-i:{table}-{gas}-"
    found = fed * subpart_i()[f"{start}unreacted"] * own * hand.gwp(gas)
    for id, share in subpart_i().items():
        if id.startswith(f"{start}to-") and not id.endswith(("-to-f2", "-to-c2f4")):
            found += fed * share * others * hand.gwp(id.removeprefix(f"{start}to-"))
    return found


def test_a_fab_and_its_wafer() -> None:
    file, gwp_set = "sectors/semiconductor/fab.yaml", "AR6"
    hand = Hand(file, gwp_set)
    silicon = 371_000 * 4 * hand.each(f"{MOENV}1140-silicon-wafer-6-inch", "piece")
    energy = hand.power(hand.says("amount: 441.1 GWh") * 1_000_000) + hand.gas(hand.says("amount: 410 TJ"))
    energy += hand.water(hand.says("amount: 4100000 m3"))
    chemicals = (
        hand.tonnes("amount: 9000 t", "1072-sulphuric-acid-98")
        + hand.tonnes("amount: 700 t", "596-hydrofluoric-acid-49")
        + hand.tonnes("amount: 250 t", "810-nitric-acid-98")
        + hand.tonnes("amount: 1800 t", "1116-isopropanol")
        + hand.tonnes("amount: 5200 t", "154-sodium-hydroxide-45")
    )
    waste = hand.sewage(hand.says("amount: 3300000 m3")) + hand.sludge(hand.says("amount: 4100 t"))
    fluid = (900 + 1900 - 350 - 800) * Decimal("1.68") * hand.gwp("c6f14")
    n2o = (
        hand.says("purchased: 170 t")
        * 1000
        * Decimal("0.95")
        * Decimal("0.8")
        * left("0.6", "0.6", "0.98")
        * hand.gwp("n2o")
    )
    bought = {"cf4": 36, "hfc-23": 9, "hfc-32": 4, "c-c4f8": 8, "c4f6": 4, "sf6": 7, "nf3": 8}
    gases = Decimal(0)
    for name, t in bought.items():
        own = left("0.9", "0.9" if name == "cf4" else "0.95", "0.98")
        gases += with_by_products(hand, "i-20-etch", name, t * Decimal(900), own, left("0.9", "0.9", "0.98"))
    for kind, t in (("remote-plasma", 150), ("in-situ-plasma", 12)):
        own, others = left("0.85", "0.95", "0.98"), left("0.85", "0.9", "0.98")
        gases += with_by_products(hand, f"i-20-{kind}", "nf3", t * Decimal(900), own, others)
    whole = silicon + energy + chemicals + waste + fluid + n2o + gases
    assert close(total(file, gwp_set), whole)
    euv = hand.power(hand.says("electricity: 24 GWh") * 1_000_000)
    share = Decimal(240_000 * 78) / (240_000 * 78 + 120_000 * 46)
    assert close(product(file, gwp_set, "N7"), (whole - silicon - euv) * share + euv + silicon * 2 / 3)


@pytest.mark.parametrize("gwp_set", ["AR5", "AR4"])
def test_a_fab_with_a_gas_that_a_set_does_not_know_has_no_total(gwp_set: str) -> None:
    answer = calculate(str(ROOT / "examples/sectors/semiconductor/fab.yaml"), Options(gwp=gwp_set))
    assert _printed("sectors/semiconductor/fab.yaml", gwp_set)["total"] is None
    assert {one.code for one in answer.findings if severity(one) == "error"} == {"CF315"}


@pytest.mark.parametrize("gwp_set", SETS)
def test_a_display_plant(gwp_set: str) -> None:
    file = "sectors/display/fab.yaml"
    hand = Hand(file, gwp_set)
    glass = (
        2
        * 1_080_000
        * Decimal("5.5")
        * Decimal("1.25")
        * hand.each(f"{MOENV}1082-flat-panel-display-glass-substrate")
    )
    energy = hand.power(hand.says("amount: 723 GWh") * 1_000_000) + hand.gas(hand.says("amount: 640 TJ"))
    energy += hand.water(hand.says("amount: 9800000 m3"))
    chemicals = (
        hand.tonnes("amount: 900 t", "1116-isopropanol")
        + hand.tonnes("amount: 1400 t", "810-nitric-acid-98")
        + hand.tonnes("amount: 260 t", "596-hydrofluoric-acid-49")
    )
    waste = hand.sewage(hand.says("amount: 8300000 m3")) + hand.sludge(hand.says("amount: 2900 t"))
    waste += hand.lorry(hand.says("amount: 4300 t") * 1000, hand.says("distance: 120 km"))
    n2o = (
        hand.says("purchased: 520 t")
        * 1000
        * Decimal("0.95")
        * Decimal("0.75")
        * left("0.7", "0.6", "0.97")
        * hand.gwp("n2o")
    )
    fed = Decimal(780_000) * Decimal("0.9")
    nf3 = (
        fed
        * subpart_i()["us-40cfr98-i:i-6-cleaning-nf3-remote-unreacted"]
        * left("0.95", "0.95", "0.97")
        * hand.gwp("nf3")
    )
    others = left("0.95", "0.9", "0.97")
    etch = with_by_products(
        hand, "i-6-etch", "sf6", Decimal(96_000) * Decimal("0.9"), left("0.95", "0.95", "0.97"), others
    )
    etch += with_by_products(hand, "i-6-etch", "cf4", Decimal(8_000) * Decimal("0.9"), others, others)
    whole = glass + energy + chemicals + waste + n2o + nf3 + etch
    assert close(total(file, gwp_set), whole)


@pytest.mark.parametrize("gwp_set", SETS)
def test_a_foundry_and_its_gearbox_housing(gwp_set: str) -> None:
    hand = Hand("sectors/aluminium-casting/foundry.yaml", gwp_set)
    gwh = {
        name: hand.power(hand.says(f"electricity: {number} GWh") * 1_000_000)
        for name, number in (
            ("air", "3.6"),
            ("casting", "13.6"),
            ("trimming", "1.2"),
            ("machining", "9.9"),
            ("washing", "0.6"),
        )
    }
    power = hand.power(hand.says("amount: 32.4 GWh") * 1_000_000)
    gas, drying = hand.gas(hand.says("amount: 46.5 TJ")), hand.gas(hand.says("natural_gas: 3.0 TJ"))
    release = hand.tonnes("amount: 95 t", "49-lubricating-oil-upstream-2022")
    rest = hand.tonnes("amount: 260 t", "152-nitrogen-99.9999") + hand.tonnes(
        "amount: 60 t", "707-sodium-chloride"
    )
    rest += hand.sewage(hand.says("amount: 420 m3"))
    whole = power + gas + release + rest
    assert close(total("sectors/aluminium-casting/foundry.yaml", gwp_set), whole)
    melt = Decimal("6763.5") / (Decimal("6763.5") + Decimal(5336))
    machine, spindle = Decimal(18400) / (18400 + 11200), Decimal(30000) / (30000 + 24000)
    pieces = Decimal(900) / 1300
    casting = gwh["casting"] + gwh["air"] * 19 / 30 + release
    machining = gwh["machining"] + gwh["air"] * Decimal("9.5") / 30
    finishing = gwh["trimming"] + gwh["washing"] + drying
    by_melt = whole - casting - machining - finishing
    share = casting * machine + machining * spindle + finishing * pieces + by_melt * melt
    assert close(product("sectors/aluminium-casting/foundry.yaml", gwp_set, "GH-46"), share)
    ingot = Decimal("7.38") / (1 - Decimal("0.018"))
    bought = ingot - Decimal("2.38") * Decimal("0.97")
    metal = bought * hand.each(f"{MOENV}849-aluminium-ingot-secondary") + hand.lorry(bought, Decimal(160))
    die = Decimal(1800) / 120_000 * hand.each(f"{MOENV}605-automotive-forging-quenched-and-tempered-steel")
    box = total("sectors/aluminium-casting/gearbox-housing.yaml", gwp_set) - share / 900_000 - metal - die
    assert abs(box - Decimal("0.004") * Decimal("1.95")) < Decimal("1e-9")


@pytest.mark.parametrize("gwp_set", SETS)
def test_a_washing_machine(gwp_set: str) -> None:
    """Modules as `calc` gives them alone; all that the machine adds by hand."""
    file = "appliance/parts/washer.yaml"
    hand = Hand(file, gwp_set)
    modules = {
        "cabinet": ("17.0", 60),
        "drum": ("7.7", 60),
        "tub": ("9.80", 45),
        "counterweight": ("20.8", 90),
        "control-board": ("0.26", 230),
    }
    whole = sum((total(f"appliance/parts/{name}.yaml", gwp_set) for name in (*modules, "motor")), Decimal(0))
    whole += sum((hand.lorry(Decimal(kg), Decimal(km)) for kg, km in modules.values()), Decimal(0))
    whole += hand.lorry(Decimal("4.20"), Decimal(180))
    sea = ("27_320_3235_14-sea-container-tkm", "28_916_3235_14-sea-container-tkm")
    whole += Decimal("0.0042") * 20_300 * sum(hand.each(f"desnz-2025:{one}", "tkm") for one in sea)
    bought = {
        "1.9": "361-tempered-glass",
        "1.39": "21-abs",
        "1.4": "1061-ethylene-propylene-rubber-epm-epdm-family",
        "2.6": "605-automotive-forging-quenched-and-tempered-steel",
        "0.45": "1120-copper-wire",
        "0.4": "1162-pvc-for-film-and-cable",
        "0.4 ": "815-screws-with-spheroidising-coating-and-plating",
        "1.6": "251-expandable-polystyrene",
    }
    for kg, row in bought.items():
        assert f"amount: {kg.strip()} kg" in hand.text
        whole += Decimal(kg.strip()) * hand.each(MOENV + row)
    whole += hand.says("amount: 3.4 m2") * hand.each(
        f"{MOENV}67-single-wall-corrugated-box-weighted-mean", "m2"
    )
    whole += total("appliance/sites/assembly.yaml", gwp_set) / 400_000
    kwh = 2200 * hand.says("energy_per_use: 0.62 kWh")
    whole += hand.power(kwh * Decimal("0.6")) + kwh * Decimal("0.4") * hand.german()
    whole += 2200 * Decimal("0.065") * hand.each(f"{MOENV}578-laundry-powder")
    m3 = 2200 * Decimal("0.048")
    whole += hand.water(m3) + hand.sewage(m3)
    packed = Decimal("68.3") + Decimal("1.6")  # the mass of the carton is not known, and said so
    whole += hand.lorry(packed, hand.says("distance: 160 km")) + hand.lorry(
        Decimal("68.3"), hand.says("distance: 80 km")
    )
    assert close(total(file, gwp_set), whole)
