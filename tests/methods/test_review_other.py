"""Formulas of the guidelines written down a second time, with exact fractions, against what the methods compute.

Electronics: 40 CFR 98.93 and IPCC 2006, volume 3, chapter 6; transport and buildings: GHG Protocol, Technical Guidance
for Calculating Scope 3 Emissions (2013), formulas 4.1 to 4.9, 6.1, 7.1 and 8.2; leaks: EPA (2014) and IPCC 2006, volume 3,
chapter 7; waste: IPCC 2006, volume 5. Numbers of tables are typed here again, from the tables.
"""

from __future__ import annotations

import json
import math
from fractions import Fraction as Exact
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

Use = dict[str, Any]
REFUSED = yaml.safe_load(Path(__file__).with_name("review_refused.yaml").read_text(encoding="utf-8"))


def answer(folder: Path, *uses: Use, gwp: str = "AR5", **more: Any) -> dict[str, Any]:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "made_in": "GB"},
        "period": "2025",
        "methods": list(uses),
        **more,
    }
    file = folder / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    options = Options(gwp=gwp)
    return report(calculate(str(file), options), options, allow_incomplete=False)


def total(folder: Path, *uses: Use, **more: Any) -> float:
    found = answer(folder, *uses, **more)
    assert found["data"]["total"] is not None, found["findings"]
    kg: float = found["data"]["total"]
    return kg


def gases(folder: Path, use: Use) -> dict[str, float]:
    found = answer(folder, use)
    assert found["data"]["total"] is not None, found["findings"]
    return {one["gas"]: one["kg"] for one in found["data"]["by_gas"]}


def refused(folder: Path, use: Use) -> set[tuple[str, str]]:
    found = answer(folder, use)
    assert found["data"] is None or found["data"]["total"] is None
    return {
        (one["code"], "/".join(str(step) for step in one["path"].split("/")[2:])) for one in found["findings"]
    }


# Electronics: E = C (1 - U)(1 - a d UT), BE = B C (1 - a d_k UT); C = purchased (1 - h), h = 10 % by IPCC 2006
REMOTE = {  # of NF3, 300 mm wafers: 40 CFR 98, table I-20
    "nf3": Exact("0.018"),
    "cf4": Exact("0.038"),
    "hfc-23": Exact("0.000059"),
    "hfc-32": Exact("0.0016"),
    "hfc-41": Exact("0.0028"),
}


@pytest.mark.parametrize(
    ("heel", "abated", "uptime", "nf3", "cf4", "others"),
    [
        ("0 %", "100 %", "97 %", "95 %", "90 %", "80 %"),
        ("10 %", "60 %", "100 %", "99 %", "0 %", "100 %"),
        ("12.5 %", "0 %", "100 %", "95 %", "95 %", "95 %"),
    ],
)
def test_gases_of_a_remote_plasma(
    heel: str, abated: str, uptime: str, nf3: str, cf4: str, others: str, tmp_path: Path
) -> None:
    def part(text: str) -> Exact:
        return Exact(text.removesuffix(" %")) / 100

    fed = 1000 * (1 - part(heel))
    through = part(abated) * part(uptime)
    left = {"nf3": part(nf3), "cf4": part(cf4)}
    use: Use = {
        "gas": "NF3",
        "purchased": "1000 kg",
        "heel": heel,
        "process": "remote-plasma",
        "abated": abated,
    }
    if through:
        use |= {
            "uptime": uptime,
            "destruction_efficiency": nf3,
            "by_product_efficiency": {"CF4": cf4, "others": others},
        }
    found = gases(tmp_path, {"method": "electronics/gas-use", "wafer": "300 mm", "gases": [use]})
    wanted = {
        gas: float(fed * formed * (1 - through * left.get(gas, part(others))))
        for gas, formed in REMOTE.items()
    }
    assert found == pytest.approx(wanted, rel=1e-11)


def test_the_default_heel_and_efficiency_of_ipcc(tmp_path: Path) -> None:
    """IPCC 2006, volume 3, equations 6.2 and 6.3: h = 0.1, table 6.3: CHF3 1-U 0.4 and B CF4 0.07; table 6.6: CF4 0.9."""
    use = {
        "gas": "CHF3",
        "purchased": "500 kg",
        "process": "all",
        "abated": "50 %",
        "destruction_efficiency": "90 %",
    }
    found = gases(
        tmp_path,
        {
            "method": "electronics/gas-use",
            "edition": "ipcc-2006",
            "gases": {**use, "by_product_efficiency": {"CF4": "default"}},
        },
    )
    fed = 500 * Exact("0.9")
    assert found["hfc-23"] == pytest.approx(
        float(fed * Exact("0.4") * (1 - Exact("0.5") * Exact("0.9"))), rel=1e-11
    )
    assert found["cf4"] == pytest.approx(
        float(fed * Exact("0.07") * (1 - Exact("0.5") * Exact("0.9"))), rel=1e-11
    )


def test_a_stock_shared_by_two_processes(tmp_path: Path) -> None:
    """C = begin - end + purchased - disbursed - heels sent back; each process with its share."""
    gas = {
        "gas": "SF6",
        "stock_start": "100 kg",
        "stock_end": "140 kg",
        "purchased": "600 kg",
        "disbursed": "20 kg",
        "returned": [{"containers": "10", "capacity": "50 kg", "heel": "8 %"}],
        "processes": [
            {"process": "etching", "share": "75 %", "unreacted": "30 %", "by_products": {"CF4": "0"}},
            {
                "process": "in-situ-plasma",
                "share": "25 %",
                "utilisation": "40 %",
                "by_products": {"CF4": "0.1"},
            },
        ],
    }
    found = gases(tmp_path, {"method": "electronics/gas-inventory", "wafer": "300 mm", "gases": gas})
    used = Exact(100 - 140 + 600 - 20) - 10 * 50 * Exact("0.08")
    assert found["sf6"] == pytest.approx(
        float(used * (Exact(3, 4) * Exact("0.3") + Exact(1, 4) * Exact("0.6"))), rel=1e-11
    )
    assert found["cf4"] == pytest.approx(float(used * Exact(1, 4) * Exact("0.1")), rel=1e-11)


# Transport, with DESNZ 2025 typed from its sheets
HGV = {0: Exact("0.65975") + Exact("0.15527"), 100: Exact("1.01203") + Exact("0.23942")}


@pytest.mark.parametrize(
    ("mass", "km", "payload", "load", "empty"),
    [
        ("3", "100", "12", "25", "0"),
        ("24", "450", "24", "100", "100"),
        ("0.004", "12.5", "9.6", "62.5", "31"),
    ],
)
def test_kilometres_of_a_vehicle(
    mass: str, km: str, payload: str, load: str, empty: str, tmp_path: Path
) -> None:
    laden = Exact(mass) * Exact(km) / (Exact(payload) * Exact(load) / 100)
    per_km = HGV[0] + (HGV[100] - HGV[0]) * Exact(load) / 100
    use = {"mass": f"{mass} t", "distance": f"{km} km", "payload": f"{payload} t", "load_factor": f"{load} %"}
    found = total(
        tmp_path, {"method": "transport/freight-tkm", "mode": "road/hgv", **use, "empty_return": f"{empty} %"}
    )
    assert found == pytest.approx(float(laden * (per_km + Exact(empty) / 100 * HGV[0])), rel=1e-11)


DIESEL = Exact("2.66155") + Exact("0.62409")


@pytest.mark.parametrize(
    ("written", "per_km"),
    [
        ("28 L/100 km", Exact(28, 100)),
        ("28 L/100km", Exact(28, 100)),
        ("0.28 L/km", Exact(28, 100)),
        ("6.5 L/100km", Exact(65, 1000)),
    ],
)
def test_fuel_by_hundred_kilometres(written: str, per_km: Exact, tmp_path: Path) -> None:
    energy = {"factor": "fuels/diesel", "consumption": written}
    use = {"distance": "180 km", "empty_distance": "20 km", "mass": "3 t", "load": "8 t", "energy": energy}
    found = total(tmp_path, {"method": "transport/freight-by-fuel", **use})
    assert found == pytest.approx(float(200 * per_km * Exact(3, 8) * DIESEL), rel=1e-11)


def test_one_shipment_bears_its_whole_run(tmp_path: Path) -> None:
    shipments = [{"name": "A", "mass": "2 t", "ours": "yes"}]
    use = {"method": "transport/shared-run", "share_by": "mass", "shipments": shipments}
    assert total(tmp_path, {**use, "energy": {"factor": "fuels/diesel", "amount": "10 L"}}) == pytest.approx(
        float(10 * DIESEL)
    )


def test_the_great_circle_crosses_the_date_line(tmp_path: Path) -> None:
    """4 degrees of the equator of a sphere of 6371 km, whichever way the longitudes are written."""
    use = {"method": "transport/freight-tkm", "mode": "rail", "mass": "1 t", "to": "0 N, 178 W"}
    found = total(tmp_path, {**use, "from": "0, 178"})
    assert found == pytest.approx(math.radians(4) * 6371 * (0.02779 + 0.00691), rel=1e-4)
    assert refused(tmp_path, {**use, "from": "0, -178"}) == {("CF208", "to")}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case['code']} {case['use']['method']}")
def test_what_would_count_wrong_in_silence_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    assert (case["code"], case.get("at", "")) in refused(tmp_path, case["use"])


@pytest.mark.parametrize(
    ("months", "share"), [("6", Exact(1, 2)), ("7 months", Exact(7, 12)), ("1 month", Exact(1, 12))]
)
def test_months_of_a_lease(months: str, share: Exact, tmp_path: Path) -> None:
    stated = {"amount": "3000 kWh", "emission_factor": "0.5 kg CO2e/kWh", "source": "x"}
    space = {
        "area": "200 m2",
        "building_area": "2000 m2",
        "occupancy": "80 %",
        "months": months,
        "energy": stated,
    }
    wanted = float(Exact(200) / (2000 * Exact("0.8")) * share * 1500)
    assert total(tmp_path, {"method": "buildings/leased-asset", **space}) == pytest.approx(wanted, rel=1e-11)


def test_stored_goods_by_factors_of_space_and_time(tmp_path: Path) -> None:
    use = {"method": "buildings/storage", "goods": "3 piece", "time": "2 week", "source": "keeper"}
    found = total(tmp_path, {**use, "emission_factor": "0.04 kg CO2e/(piece.day)"})
    assert found == pytest.approx(3 * 14 * 0.04, rel=1e-11)


# Leaks; GWP of AR5: R32 677, R125 3170, R134a 1300
@pytest.mark.parametrize(
    ("way", "kg"),
    [
        (
            {
                "balance": {
                    "stock_start": "5 kg",
                    "stock_end": "12 kg",
                    "purchased": "20 kg",
                    "disbursed": "1 kg",
                }
            },
            Exact(5 - 12 + 20 - 1) - (Exact(3) - Exact("0.5")),
        ),
        (
            {"service": {"refilled": "2.5 kg", "capacity_retired": "4 kg", "retired_recovered": "3 kg"}},
            Exact("3.5"),
        ),
        (
            {"screening": {"charge": "9 kg", "annual_leakage": "15 %/year", "years": "18 week"}},
            9 * Exact("0.15") * 18 * 7 / Exact("365.25"),
        ),
    ],
)
def test_leaks_of_a_blend(way: Use, kg: Exact, tmp_path: Path) -> None:
    if "balance" in way:
        way = {"balance": {**way["balance"], "capacity_new": "3 kg", "capacity_retired": "0.5 kg"}}
    use = {"method": "fugitive/refrigerant-leakage", "composition": {"R32": "30 %", "R125": "70 %"}, **way}
    assert total(tmp_path, use) == pytest.approx(
        float(kg * (Exact("0.3") * 677 + Exact("0.7") * 3170)), rel=1e-11
    )


def test_a_leak_below_zero_and_a_component_without_gwp(tmp_path: Path) -> None:
    use = {"method": "fugitive/refrigerant-leakage"}
    moved = {"stock_start": "1 kg", "stock_end": "2 kg", "purchased": "0 kg", "disbursed": "0 kg"}
    moved |= {"capacity_new": "0 kg", "capacity_retired": "0 kg"}
    assert ("CF735", "balance") in refused(tmp_path, {**use, "gas": "R32", "balance": moved})
    blend = {**use, "composition": {"R32": "50 %", "R290": "50 %"}, "service": {"refilled": "1 kg"}}
    assert {code for code, _ in refused(tmp_path, blend)} == {"CF315"}


# Waste: CH4 = W DOC DOCf MCF F 16/12 (1 - exp(-k t)) (1 - R)(1 - OX); food 0.15, 0.7, k 0.185; wood 0.43, 0.1, k 0.03
@pytest.mark.parametrize("years", [1, 20, 100, None])
def test_methane_of_a_landfill(years: int | None, tmp_path: Path) -> None:
    kinds = [
        (Exact("0.6"), Exact("0.15") * Exact("0.7"), 0.185),
        (Exact("0.4"), Exact("0.43") * Exact("0.1"), 0.03),
    ]
    use = {"composition": {"food-waste": "60 %", "wood": "40 %"}, "amount": "2 t", "site": "unmanaged-deep"}
    use |= {"recovery": "30 %", "oxidation_factor": "10 %"}
    if years is not None:
        use |= {"horizon": f"{years} year", "climate": "boreal-temperate-wet"}
    decayed = [1.0 if years is None else 1 - math.exp(-k * years) for *_, k in kinds]
    carbon = sum(
        float(2000 * part * doc * Exact("0.8")) * x for (part, doc, _), x in zip(kinds, decayed, strict=True)
    )
    ch4 = carbon / 2 * 16 / 12 * 0.7 * 0.9
    found = gases(tmp_path, {"method": "waste/landfill", **use})
    assert found["ch4_biogenic"] == pytest.approx(ch4, rel=1e-11)
    assert found["co2_biogenic"] == pytest.approx((carbon - ch4 * 12 / 16) * 44 / 12, rel=1e-11)


def test_waste_water(tmp_path: Path) -> None:
    """(TOW - S) B0 MCF - R; N2O of what comes in and of what is discharged, each x 44/28."""
    use = {"method": "waste/wastewater", "system": "anaerobic-reactor", "volume": "2000 m3", "cod": "4 kg/m3"}
    use |= {"sludge_removed": "500 kg", "nitrogen": "80 kg", "n2o_factor": "0.016 kg/kg"}
    use |= {"nitrogen_discharged": "20 kg", "discharge_factor": "0.005 kg/kg"}
    found = gases(tmp_path, {**use, "recovered": "900 kg"})
    assert found["ch4_biogenic"] == pytest.approx(
        float((8000 - 500) * Exact("0.25") * Exact("0.8") - 900), rel=1e-11
    )
    assert found["n2o"] == pytest.approx(
        float((80 * Exact("0.016") + 20 * Exact("0.005")) * Exact(44, 28)), rel=1e-11
    )
    assert ("CF703", "recovered") in refused(tmp_path, {**use, "recovered": "1501 kg"})


def test_solvents_that_are_partly_of_plants(tmp_path: Path) -> None:
    """Oxidised and, with atmospheric oxidation, all that reaches the air: 44/12 of its carbon."""
    use = {"method": "fugitive/solvents", "formula": "C2H6O", "used": "100 kg", "in_waste": "5 kg"}
    use |= {
        "to_oxidiser": "90 kg",
        "destruction_efficiency": "97 %",
        "biomass_share": "25 %",
        "atmospheric_oxidation": "yes",
    }
    found = gases(tmp_path, use)
    carbon = 2 * Exact("12.011") / (2 * Exact("12.011") + 6 * Exact("1.008") + Exact("15.999"))
    co2 = 95 * carbon * Exact(44, 12)
    assert found["co2_fossil"] == pytest.approx(float(co2 * Exact(3, 4)), rel=1e-9)
    assert found["co2_biogenic"] == pytest.approx(float(co2 / 4), rel=1e-9)


def test_energy_in_use_with_degradation_and_scenarios(tmp_path: Path) -> None:
    """2000 h in a year; every year 10 % more, the last half year by its half; 40 % of users need half of it."""
    use = {
        "method": "use/energy-using-product",
        "modes": [
            {"name": "on", "power": "50 W", "time": "2000 h/year"},
            {"name": "off", "power": "0 W", "time": "0"},
        ],
        "lifetime": "2.5 year",
        "degradation": "10 %",
        "scenarios": [
            {"name": "a", "times": "1", "share": "60 %"},
            {"name": "b", "times": "0.5", "share": "40 %"},
        ],
        "emission_factor": "0.5 kg CO2e/kWh",
        "source": "x",
    }
    exclude = [
        {"name": name, "share": "0 %", "reason": "not asked"} for name in ("distribution", "end of life")
    ]
    found = total(tmp_path, use, boundary="cradle-to-grave", exclude=exclude)
    years = 1 + Exact("1.1") + Exact("1.21") / 2
    assert found == pytest.approx(float(100 * years * (Exact("0.6") + Exact("0.4") / 2) / 2), rel=1e-11)
