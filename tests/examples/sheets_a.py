"""The sector folders steel, petrochemicals, cement and hull-block, worked out by hand: exact decimals, nothing of the program.

It reads the documents with PyYAML as plain text, factors from `factors/*/records.csv` through `tests/paper.py`, and knows what
these folders use, no more: a key that it does not know is an error, so a line cannot be left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SECTORS = ROOT / "examples" / "sectors"
SET = "AR6"
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
GRID = "electricity-official:kr-2023-consumption-end"
FREIGHT = {
    "road/hgv": ("27_304_3140_14-road-hgv-tkm", "28_907_3140_14-road-hgv-tkm"),
    "rail": ("27_315_3151_14-rail-tkm", "28_911_3151_14-rail-tkm"),
    "sea/bulk-carrier": ("27_320_3221_14-sea-bulk-carrier-tkm", "28_916_3221_14-sea-bulk-carrier-tkm"),
    "sea/general-cargo": ("27_320_3228_14-sea-general-cargo-tkm", "28_916_3228_14-sea-general-cargo-tkm"),
}
RECORDS = {  # of an item and its route: the record that stands nearest, all of the Taiwanese table
    "minerals/limestone": "taiwan-moenv:803-limestone",
    "minerals/quicklime": "taiwan-moenv:929-quicklime",
    "minerals/iron-slag-mix": "taiwan-moenv:124-iron-slag-mixed-with-coal-ash-and-mineral-sludge-bulk",
    "gases/nitrogen": "taiwan-moenv:152-nitrogen-99.9999",
    "gases/oxygen/liquid": "taiwan-moenv:16-liquid-oxygen",
    "gases/argon": "taiwan-moenv:713-argon",
    "waste/solvent": "taiwan-moenv:6-waste-solvent-distillation-any-class",
    "steel/billet eaf": "taiwan-moenv:635-billet-any-grade-eaf",
    "steel/bar/straight bf-bof": "taiwan-moenv:1131-straight-steel-bar-bf-bof",
    "steel/wire-rod bf-bof": "taiwan-moenv:1134-wire-rod-bf-bof",
    "steel/cold-rolled-coil bf-bof": "taiwan-moenv:1143-cold-rolled-coil-bf-bof",
    "polymers/epoxy-resin": "taiwan-moenv:1154-epoxy-resin",
    "polymers/ldpe": "taiwan-moenv:1161-ldpe",
    "chemicals/titanium-dioxide": "taiwan-moenv:1075-titanium-dioxide",
    "chemicals/xylene": "taiwan-moenv:1112-xylene",
    "fuels/coal/other-bituminous": "ipcc-fuels:other-bituminous-coal",
    "fuels/biomass/wood": "ipcc-fuels:wood",
}
LEAVES = {  # what leaves a carbon balance with its carbon; all else goes in
    "metals/coke": ("coke", "coke_breeze", "coke_oven_gas", "coal_tar", "light_oil"),
    "metals/sinter": ("sinter",),
    "metals/blast-furnace": ("pig_iron", "blast_furnace_gas", "dust"),
    "metals/basic-oxygen-furnace": ("steel", "converter_gas", "dust"),
    "metals/electric-arc-furnace": ("steel",),
    "metals/direct-reduced-iron": ("direct_reduced_iron",),
    "balance/carbon": (),
}
WORDS = ("method", "name", "name_ko", "edition", "inputs", "hydrogen", "outputs")
CARBON = {"ethylene": "0.856", "propylene": "0.8563", "butadiene": "0.888"}  # IPCC 2006, volume 3, table 3.10
TO_CO2 = Decimal(44) / Decimal(12)


def read(file: str) -> dict[str, Any]:
    """A document of a sector folder, every scalar as text."""
    data: dict[str, Any] = yaml.load((SECTORS / file).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  (makes text alone)
    return data


def number(text: str) -> Decimal:
    """The number in front of a unit; shares as a part of one."""
    found = NUMBER.match(text)
    assert found, text
    return Decimal(found.group()) / (100 if "%" in text else 1)


def basic(text: str) -> Decimal:
    """An amount in kg, kWh, MJ, Nm3, m3 or L."""
    unit = text.partition(" ")[2].removesuffix(" (net)")
    return (
        number(text)
        * {"t": 1000, "kg": 1, "GWh": 10**6, "GJ": 1000, "Nm3": 1, "m3": 1, "L": 1, "kWh": 1}[unit]
    )


def carbon(stream: Any) -> Decimal:
    """kg of carbon of a stream of a balance; none where no content is stated (the sinter)."""
    if isinstance(stream, str):
        return Decimal(0)
    if "carbon_content" in stream:
        return basic(stream["amount"]) * number(stream["carbon_content"])
    return basic(stream["amount"]) / 1000 * number(stream["emission_factor"]) / TO_CO2


class Hand:
    """The worksheets; `paper` is `tests/paper.py`."""

    def __init__(self, paper: ModuleType) -> None:
        self.paper = paper

    def factor(self, amount: Decimal, unit: str, record: str) -> Decimal:
        """kg CO2e of an amount in the unit of a record."""
        result: Decimal = amount * self.paper.factor(self.paper.Term(amount, unit, record), SET)
        return result

    def gwp(self, gas: str) -> Decimal:
        value: Decimal = self.paper.gwp(gas, SET)
        return value

    def material(self, line: dict[str, Any], mass: Decimal) -> Decimal:
        """A line by its stated footprint, record, item, or the lines in it; `mass` is kg, or MJ of a fuel."""
        if "footprint" in line:
            stated = line["footprint"]
            each = number(stated["value"])
            return (
                mass
                * each
                / {"1 kg": Decimal(1), "1 t": Decimal(1000), "1 kWh (net)": Decimal("3.6")}[stated["per"]]
            )
        if "inputs" in line:
            return sum(
                (self.material(one, mass * number(one["share"])) for one in line["inputs"]), Decimal(0)
            )
        name = " ".join(filter(None, (line.get("factor"), line.get("route"))))
        record = line.get("record") or RECORDS[name]
        unit = self.paper.records(record.partition(":")[0])[record]["unit_den"]
        return self.factor(mass / {"kg": 1, "t": 1000}[unit], unit, record)

    def freight(self, line: dict[str, Any], mass: Decimal) -> Decimal:
        """The one leg of a line, driving and making the fuel."""
        if "transport" not in line:
            return Decimal(0)
        leg = line["transport"]
        tkm = mass / 1000 * number(leg["distance"])
        return sum((self.factor(tkm, "tkm", f"desnz-2025:{one}") for one in FREIGHT[leg["mode"]]), Decimal(0))

    def gas_burned(self, mj: Decimal) -> Decimal:
        terms = self.paper.natural_gas(mj)
        return sum((term.amount * self.paper.factor(term, SET) for term in terms), Decimal(0))

    def diesel(self, litres: Decimal) -> Decimal:
        """Burned by energy (IPCC), with the density and calorific value of its record; bringing it by the litre."""
        record = self.paper.records("ipcc-fuels")["ipcc-fuels:gas-diesel-oil"]
        terajoules = litres * number(record["density"]) / 1000 * number(record["ncv"]) / 10**6
        burned = self.factor(terajoules, "TJ net", "ipcc-fuels:gas-diesel-oil")
        return burned + self.factor(litres, "L", "desnz-2025:11_101_1012_8-diesel-l")

    # ------------------------------------------------------------------------------------------------ methods

    def method(self, use: dict[str, Any]) -> Decimal:
        """kg CO2e of a method, by its formula."""
        name = use["method"]
        if name in LEAVES:
            return balance(use) * TO_CO2 + self._methane(use)
        how: Callable[[dict[str, Any]], Decimal] = {
            "chemicals/petrochemical-balance": lambda one: cracked(one) * TO_CO2,
            "minerals/clinker-tier-2": self._clinker,
            "minerals/cement": blended,
            "energy/stationary-combustion": self._burned,
            "fugitive/solvents": self._solvents,
        }[name]
        return how(use)

    def _methane(self, use: dict[str, Any]) -> Decimal:
        """Of coke ovens 0.1 g per t of coke (2006), of sinter 0.07 kg per t (2019)."""
        if use["method"] == "metals/coke":
            assert use["edition"] == "ipcc-2006"
            return basic(use["coke"]["amount"]) / 1000 * Decimal("0.0001") * self.gwp("ch4_fossil")
        if use["method"] == "metals/sinter":
            return basic(use["sinter"]) / 1000 * Decimal("0.07") * self.gwp("ch4_fossil")
        return Decimal(0)

    def _clinker(self, use: dict[str, Any]) -> Decimal:
        oxides = number(use["cao"]) * Decimal("0.785") + number(use["mgo"]) * Decimal("1.092")
        return basic(use["amount"]) * oxides * number(use["ckd_correction"])

    def _burned(self, use: dict[str, Any]) -> Decimal:
        energy = basic(use["amount"])
        if "emission_factor" not in use:
            return self.factor(energy / 10**6, "TJ net", RECORDS[use["fuel"]])
        gigajoules, biogenic = energy / 1000, number(use.get("biomass_share", "0 %"))
        methane = self.gwp("ch4_fossil") * (1 - biogenic) + self.gwp("ch4_biogenic") * biogenic
        each = number(use["emission_factor"]) * (1 - biogenic)
        each += number(use["ch4_factor"]) / 1000 * methane + number(use["n2o_factor"]) / 1000 * self.gwp(
            "n2o"
        )
        return gigajoules * each

    def _solvents(self, use: dict[str, Any]) -> Decimal:
        """All that is used but the waste becomes CO2, in the oxidiser or in the air."""
        assert use["atmospheric_oxidation"] == "yes"
        atoms = {"C": Decimal("12.011"), "H": Decimal("1.008"), "O": Decimal("15.999")}
        content = Decimal(0)
        for formula, share in use["composition"].items():
            counts = {atom: Decimal(times or 1) for atom, times in re.findall(r"([CHO])([0-9]*)", formula)}
            mass = sum((atoms[atom] * times for atom, times in counts.items()), Decimal(0))
            content += number(share) * counts["C"] * atoms["C"] / mass
        return (basic(use["used"]) - basic(use["in_waste"])) * content * TO_CO2

    # -------------------------------------------------------------------------------------------------- sites

    def site(self, file: str) -> dict[str, Decimal]:
        """kg CO2e of every product of a site, for the period."""
        site = read(file)
        products = {one["id"]: one for one in site["products"]}
        price: dict[
            str, Decimal
        ] = {}  # kg CO2e per kWh, MJ, Nm3 or kg of what is made, and per kWh or MJ of meters
        taken: dict[str, Decimal] = {}
        makers = [step for step in site["processes"] if "makes" in step]
        first = [step for step in makers if "electricity" not in step and "natural_gas" not in step]
        for step in first:
            price[step["makes"]["name"]] = self._step(step, site, price, taken) / basic(
                step["makes"]["amount"]
            )
        made = {step["makes"]["name"]: basic(step["makes"]["amount"]) for step in makers}
        counts: dict[str, Decimal] = {}
        for meter in site["meters"]:
            bought = basic(meter["amount"])
            burden, counts[meter["name"]] = self._bought(meter, bought), bought
            if "adds" in meter:
                burden += price[meter["adds"]] * made[meter["adds"]]
                counts[meter["name"]] += made[meter["adds"]]
            price[meter["name"]] = burden / counts[meter["name"]]
        for step in makers:
            if step not in first:
                price[step["makes"]["name"]] = self._step(step, site, price, taken) / basic(
                    step["makes"]["amount"]
                )
        borne = dict.fromkeys(products, Decimal(0))

        def bear(burden: Decimal, holder: dict[str, Any]) -> None:
            for id, share in shares(holder, site, products).items():
                borne[id] += burden * share

        for step in site["processes"]:
            if step not in makers:
                bear(self._step(step, site, price, taken), step)
        for line in site.get("inputs", ()):
            bear(self.material(line, basic(line["amount"])) + self.freight(line, basic(line["amount"])), line)
        for meter in site["meters"]:
            bear((counts[meter["name"]] - taken.get(meter["name"], Decimal(0))) * price[meter["name"]], meter)
        for name, amount in made.items():
            if not any(meter.get("adds") == name for meter in site["meters"]):
                bear((amount - taken.get(name, Decimal(0))) * price[name], {})
        return borne

    def _bought(self, meter: dict[str, Any], amount: Decimal) -> Decimal:
        if meter["carrier"] == "natural_gas":
            return self.gas_burned(amount)
        if "supply" not in meter:
            return self.factor(amount, "kWh", GRID)
        (contract,) = meter["supply"][0]["contracts"]
        assert contract["share"] == "100 %"
        return amount * number(contract["emission_factor"])

    def _step(
        self, step: dict[str, Any], site: dict[str, Any], price: dict[str, Decimal], taken: dict[str, Decimal]
    ) -> Decimal:
        """All of a step, with what it takes of meters and of other steps."""
        total = Decimal(0)

        def take(name: str, amount: Decimal) -> Decimal:
            taken[name] = taken.get(name, Decimal(0)) + amount
            return amount * price[name]

        for key, value in step.items():
            if key in ("electricity", "natural_gas", "heat"):
                use = value if isinstance(value, dict) else {"amount": value}
                name = use.get("from") or next(one["name"] for one in site["meters"] if one["carrier"] == key)
                total += take(name, basic(use["amount"]))
            elif key in ("inputs", "energy", "outputs"):
                for line in value:
                    amount = basic(line["amount"])
                    if "from" in line:
                        total += take(line["from"], amount)
                        continue
                    free = line.get("treatment") == "recycling"
                    total += (Decimal(0) if free else self.material(line, amount)) + self.freight(
                        line, amount
                    )
            elif key == "methods":
                total += sum((self.method(one) for one in value), Decimal(0))
            elif key == "emissions":
                assert [one["gas"] for one in value] == ["CO2"]
                total += sum((basic(one["amount"]) for one in value), Decimal(0))
            elif key == "diesel":
                total += self.diesel(basic(value))
            elif key == "water":
                total += self.factor(basic(value), "m3", "desnz-2025:17_404_4005_1-supply-m3")
            else:
                assert key in ("name", "name_ko", "data", "for", "allocation", "makes"), key
        return total

    def part(self, file: str) -> Decimal:
        """kg CO2e of the declared unit of a part."""
        part = read(file)
        product = part["product"]
        folder = Path(file).parent
        total = Decimal(0)
        if "made_at" in part:
            site, _, id = part["made_at"].partition("#")
            made = next(one for one in read(f"{folder}/{site}")["products"] if one["id"] == id)
            mass = basic(product.get("mass", product["declared_unit"]))
            total += self.site(f"{folder}/{site}")[id] * mass / basic(made["amount"])
        for step in part.get("processes", ()):
            assert set(step) <= {"name", "name_ko", "data", "electricity", "methods"}
            total += self.factor(basic(step["electricity"]), "kWh", GRID)
            total += sum((self.method(one) for one in step.get("methods", ())), Decimal(0))
        for line in [*part.get("inputs", ()), *part.get("packaging", ())]:
            amount = basic(line["amount"])
            if "product" in line:
                other = (
                    (SECTORS / folder / line["product"]).resolve().relative_to(SECTORS.resolve()).as_posix()
                )
                total += self.part(other) * amount / 1000
            else:
                total += self.material(line, amount)
            total += self.freight(line, amount)
        return total


def balance(use: dict[str, Any]) -> Decimal:
    """kg of carbon that goes into a balance and is in no output of it."""
    leaves = LEAVES[use["method"]]
    rest = sum((carbon(one) for one in use.get("inputs", ())), Decimal(0))
    for key, stream in use.items():
        if key not in WORDS:
            rest += -carbon(stream) if key in leaves else carbon(stream)
    return rest


def cracked(use: dict[str, Any]) -> Decimal:
    """kg of carbon of the feedstocks that is in no product."""
    contents = CARBON | {name: str(number(share)) for name, share in use["carbon_contents"].items()}

    def inside(amounts: dict[str, str]) -> Decimal:
        return sum((basic(mass) * Decimal(contents[name]) for name, mass in amounts.items()), Decimal(0))

    return inside(use["feedstocks"]) - inside(use["products"])


def blended(use: dict[str, Any]) -> Decimal:
    """kg CO2e of a cement by its composition, as clinker and constituents are stated (per tonne)."""
    each = number(use["clinker_ratio"]) * number(use["clinker_factor"])
    each += sum(
        (number(one["share"]) * number(one["emission_factor"]) for one in use["constituents"]), Decimal(0)
    )
    return basic(use["amount"]) / 1000 * each


def shares(holder: dict[str, Any], site: dict[str, Any], products: dict[str, Any]) -> dict[str, Decimal]:
    """Which product bears how much of a step, line or meter."""
    served: Iterable[str] = holder.get("for") or products
    served = [served] if isinstance(served, str) else list(served)
    key = holder.get("allocation") or site.get("allocation", "mass")
    weight = {
        id: number(products[id]["amount"] if key == "mass" else products[id]["keys"][key]) for id in served
    }
    return {id: one / sum(weight.values()) for id, one in weight.items()}
