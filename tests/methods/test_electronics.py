"""Gases, wafers and memory of electronics: numbers by hand, and what is refused."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.library import open_library
from carbonfoot.methods.electronics.wafer import METHOD
from carbonfoot.methods.work import Work
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.quantities.traced import Traced, slopes_of
from carbonfoot.reports.calc_json import report

Use = dict[str, Any]


def run(folder: Path, use: Use, gwp: str = "AR6") -> Outcome:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "methods": [use],
    }
    file = folder / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    return calculate(str(file), Options(gwp=gwp))


def gases(folder: Path, use: Use, gwp: str = "AR6") -> dict[str, float]:
    outcome = run(folder, use, gwp)
    data = report(outcome, Options(gwp=gwp), allow_incomplete=False)["data"]
    assert data["total"] is not None, [one.message for one in outcome.findings]
    return {one["gas"]: one["kg"] for one in data["by_gas"]}


def total(folder: Path, use: Use) -> float:
    outcome = run(folder, use)
    assert outcome.footprint is not None and outcome.footprint.total is not None
    return outcome.footprint.total


def refused(folder: Path, use: Use) -> list[tuple[str, str]]:
    outcome = run(folder, use)
    assert outcome.footprint is None or outcome.footprint.total is None
    return [
        (one.code, "/".join(str(step) for step in one.path[2:]))
        for one in outcome.findings
        if one.code not in ("CF306", "CF308", "CF309", "CF310", "CF312", "CF316")
    ]


def use_of(**gas: Any) -> Use:
    return {"method": "electronics/gas-use", "wafer": "300 mm", "gases": [gas]}


NF3: Use = {"gas": "NF3", "fed": "1000 kg", "process": "remote-plasma"}


@pytest.mark.parametrize(
    "process", ["remote-plasma", "Remote plasma", "remote_plasma_cleaning", "remote"], ids=str
)
def test_a_process_has_several_names(process: str, tmp_path: Path) -> None:
    assert gases(tmp_path, use_of(**{**NF3, "process": process}))["nf3"] == pytest.approx(18)


def test_kilotonnes_and_grams_work_alike(tmp_path: Path) -> None:
    large = gases(tmp_path, use_of(**{**NF3, "fed": "1 kt"}))
    small = gases(tmp_path, use_of(**{**NF3, "fed": "1 g"}))
    for gas, kg in large.items():
        assert small[gas] == pytest.approx(kg * 1e-9, rel=1e-9)


def test_each_by_product_has_its_own_efficiency(tmp_path: Path) -> None:
    use = {**NF3, "abated": "50 %", "destruction_efficiency": "90 %", "uptime": "80 %"}
    use["by_product_efficiency"] = {"CF4": "75 %", "others": "0 %"}
    found = gases(tmp_path, use_of(**use))
    assert found["nf3"] == pytest.approx(18 * (1 - 0.5 * 0.8 * 0.9))
    assert found["cf4"] == pytest.approx(38 * (1 - 0.5 * 0.8 * 0.75))
    assert found["hfc-32"] == pytest.approx(1.6)


def test_measured_shares_stand_instead_of_the_table(tmp_path: Path) -> None:
    use = {"gas": "SF6", "fed": "10 kg", "utilisation": "70 %", "by_products": {"CF4": "0.01"}}
    found = gases(tmp_path, {"method": "electronics/gas-use", "gases": [use]})
    assert found == pytest.approx({"sf6": 3, "cf4": 0.1})


def test_a_carrier_of_fluorine_only_forms_by_products(tmp_path: Path) -> None:
    use = {"gas": "F2", "fed": "100 kg", "process": "chamber-cleaning"}
    found = gases(tmp_path, {"method": "electronics/gas-use", "edition": "ipcc-2006", "gases": [use]})
    assert found == pytest.approx({"cf4": 2})


def test_the_tables_differ_and_only_the_named_one_is_read(tmp_path: Path) -> None:
    gas = {"gas": "NF3", "fed": "1 t", "process": "all"}
    of_rule = gases(tmp_path, {"method": "electronics/gas-use", "wafer": "200 mm", "gases": [gas]})
    of_ipcc = gases(tmp_path, {"method": "electronics/gas-use", "edition": "ipcc-2006", "gases": [gas]})
    assert of_rule["nf3"] == pytest.approx(180) and of_ipcc["nf3"] == pytest.approx(200)
    display = {"method": "electronics/display", "gases": [{**gas, "gas": "SF6", "process": "all"}]}
    assert refused(tmp_path, display) == [("CF704", "gases/0/process")]
    assert gases(tmp_path, {**display, "edition": "ipcc-2006"}) == pytest.approx({"sf6": 600})


def test_a_by_product_without_gwp_leaves_the_others_known(tmp_path: Path) -> None:
    outcome = run(tmp_path, use_of(gas="CF4", fed="1 t", process="etching"), "AR5")
    assert [one.code for one in outcome.findings if one.code == "CF315"] == ["CF315"]
    assert outcome.footprint is not None and outcome.footprint.total is None
    known = [line for line in outcome.footprint.lines if line.flow.sources]
    assert len(known) == 2


def test_cf4_of_burned_fluorine_is_not_assessed(tmp_path: Path) -> None:
    use = {
        **NF3,
        "process": "all-remote-plasma",
        "abated": "50 %",
        "destruction_efficiency": "95 %",
        "uptime": "100 %",
    }
    use["by_product_efficiency"] = {"others": "90 %"}
    outcome = run(tmp_path, use_of(**use))
    assert any("F2" in one.message for one in outcome.findings if one.code == "CF308")
    plain = run(tmp_path, use_of(**{**NF3, "process": "all-remote-plasma"}))
    assert not any("F2" in one.message for one in plain.findings)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"abated": "80 %"}, "CF726", "gases/0/abated"),
        ({"abated": "80 %", "uptime": "98 %"}, "CF726", "gases/0/abated"),
        ({"abated": "80 %", "destruction_efficiency": "95 %"}, "CF726", "gases/0/abated"),
        ({"abated": "80 %", "destruction_efficiency": "95 %", "uptime": "98 %"}, "CF726", "gases/0/abated"),
        ({"destruction_efficiency": "95 %"}, "CF102", "gases/0/destruction_efficiency"),
        ({"abated": "120 %", "destruction_efficiency": "95 %"}, "CF208", "gases/0/abated"),
        ({"process": "ashing"}, "CF702", "gases/0/process"),
        ({"process": "chamber-cleaning"}, "CF704", "gases/0/process"),
        ({"gas": "CF4"}, "CF704", "gases/0/gas"),
        ({"gas": "NF5"}, "CF315", "gases/0/gas"),
        ({"fed": "-1 kg"}, "CF207", "gases/0/fed"),
        ({"fed": "3 m2"}, "CF204", "gases/0/fed"),
        ({"purchased": "3 kg"}, "CF106", "gases/0/purchased"),
        ({"heel": "10 %"}, "CF106", "gases/0/heel"),
        ({"unreacted": "1 %", "utilisation": "99 %"}, "CF106", "gases/0/utilisation"),
        ({"by_product_efficiency": {"SF6": "90 %"}}, "CF102", "gases/0/by_product_efficiency"),
        (
            {"abated": "1", "destruction_efficiency": "default", "uptime": "1"},
            "CF704",
            "gases/0/destruction_efficiency",
        ),
    ],
)
def test_what_a_gas_must_say(change: Use, code: str, place: str, tmp_path: Path) -> None:
    assert refused(tmp_path, use_of(**{**NF3, **change})) == [(code, place)]


def test_nothing_abated_needs_no_efficiency(tmp_path: Path) -> None:
    assert gases(tmp_path, use_of(**{**NF3, "abated": "0 %"}))["nf3"] == pytest.approx(18)


def test_an_unknown_by_product_is_refused(tmp_path: Path) -> None:
    use = {**NF3, "abated": "1", "destruction_efficiency": "0.9", "uptime": "1"}
    use["by_product_efficiency"] = {"SF6": "90 %", "others": "90 %"}
    assert refused(tmp_path, use_of(**use)) == [("CF106", "gases/0/by_product_efficiency/SF6")]


@pytest.mark.parametrize(
    ("use", "found"),
    [
        ({"gases": [NF3]}, [("CF102", "")]),
        ({"wafer": "250 mm", "gases": [NF3]}, [("CF702", "wafer")]),
        ({"wafer": "300 mm", "edition": "ipcc-2006", "gases": [NF3]}, [("CF106", "wafer")]),
        ({"wafer": "300 mm", "edition": "eu", "gases": [NF3]}, [("CF105", "edition")]),
        (
            {"wafer": "300 mm", "gases": [{"gas": "NF3", "purchased": "1 t", "process": "remote-plasma"}]},
            [("CF102", "gases/0/purchased")],
        ),
        (
            {"wafer": "300 mm", "gases": [{**NF3, "gas": "XY"}, {**NF3, "abated": "1"}]},
            [("CF315", "gases/0/gas"), ("CF726", "gases/1/abated")],
        ),
    ],
)
def test_what_a_use_must_say(use: Use, found: list[tuple[str, str]], tmp_path: Path) -> None:
    assert refused(tmp_path, {"method": "electronics/gas-use", **use}) == found


STOCK: Use = {
    "gas": "SF6",
    "stock_start": "100 kg",
    "stock_end": "40 kg",
    "purchased": "200 kg",
    "disbursed": "10 kg",
    "processes": [{"process": "etching", "share": "100 %"}],
}


def stock(**change: Any) -> Use:
    return {"method": "electronics/gas-inventory", "industry": "display", "gases": [{**STOCK, **change}]}


def test_a_stock_says_what_was_used(tmp_path: Path) -> None:
    assert gases(tmp_path, stock()) == pytest.approx({"sf6": 250 * 0.3})
    shared = [{"process": "etching", "share": "60 %"}, {"process": "cvd", "share": "40 %"}]
    assert gases(tmp_path, stock(processes=shared)) == pytest.approx({"sf6": 250 * (0.6 * 0.3 + 0.4 * 0.9)})


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"stock_end": "400 kg"}, ("CF702", "gases/0/stock_end")),
        ({"processes": [{"process": "etching", "share": "90 %"}]}, ("CF406", "gases/0/processes")),
        (
            {"returned": [{"containers": "20 pieces", "capacity": "40 kg", "heel": "50 %"}]},
            ("CF702", "gases/0/stock_end"),
        ),
    ],
)
def test_a_stock_that_does_not_add_up(change: Use, found: tuple[str, str], tmp_path: Path) -> None:
    assert refused(tmp_path, stock(**change)) == [found]


def test_by_area_is_released_at_the_plant(tmp_path: Path) -> None:
    use = {"method": "electronics/tier-1-area", "industry": "display", "area": "1000 m2"}
    assert gases(tmp_path, use) == pytest.approx({"cf4": 0.5, "nf3": 0.9, "sf6": 4})
    data = report(run(tmp_path, use), Options(), allow_incomplete=False)["data"]
    assert [one["tier"] for one in data["by_tier"]] == [0]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, ("CF102", "")),
        ({"capacity": "3 m2"}, ("CF102", "capacity")),
        ({"area": "3 m2", "capacity_utilisation": "80 %"}, ("CF106", "capacity_utilisation")),
        ({"area": "3 m2", "fluorinated_share": "80 %"}, ("CF106", "fluorinated_share")),
        ({"industry": "photovoltaics", "area": "3 m2"}, ("CF102", "")),
    ],
)
def test_what_an_area_must_say(change: Use, found: tuple[str, str], tmp_path: Path) -> None:
    use = {"method": "electronics/tier-1-area", "industry": "display", **change}
    assert refused(tmp_path, use) == [found]


def fluid(**change: Any) -> Use:
    one = {"fluid": "C6F14", "stock_start": "10 kg", "purchased": "5 kg", "stock_end": "7 kg", **change}
    return {"method": "electronics/heat-transfer-fluids", "fluids": [one]}


def test_the_balance_of_a_liquid_in_masses_and_volumes(tmp_path: Path) -> None:
    assert gases(tmp_path, fluid()) == pytest.approx({"c6f14": 8})
    mixed = fluid(purchased="5 L", density="1.6 g/mL", capacity_new="2 kg", recovered="1 L")
    assert gases(tmp_path, mixed) == pytest.approx({"c6f14": 10 + 8 - 2 - 7 - 1.6})


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"stock_end": "70 kg"}, ("CF702", "fluids/0/stock_end")),
        ({"stock_end": "7 L"}, ("CF209", "fluids/0/stock_end")),
        ({"fluid": "Galden HT-135"}, ("CF315", "fluids/0/fluid")),
    ],
)
def test_a_liquid_that_does_not_add_up(change: Use, found: tuple[str, str], tmp_path: Path) -> None:
    assert refused(tmp_path, fluid(**change)) == [found]


def test_nitrous_oxide(tmp_path: Path) -> None:
    use = {"method": "electronics/n2o", "purchased": "100 kg", "heel": "10 %", "utilisation": "20 %"}
    assert gases(tmp_path, use) == pytest.approx({"n2o": 72})
    assert refused(tmp_path, {"method": "electronics/n2o", "fed": "1 kg"}) == [("CF102", "")]
    worse = {"method": "electronics/n2o", "fed": "1 kg", "unreacted": "1", "abated": "1"}
    assert refused(tmp_path, worse) == [("CF726", "abated")]
    default = {**worse, "destruction_efficiency": "default", "uptime": "1"}
    assert refused(tmp_path, default) == [("CF704", "destruction_efficiency")]


PLAIN: Use = {
    "method": "electronics/wafer",
    "electricity": "0 kWh/cm2",
    "gases": "0 kg CO2e/cm2",
    "materials": "1 kg CO2e/cm2",
}
DIES: Use = {**PLAIN, "die": "100 mm2", "good_dies": "3"}


@pytest.mark.parametrize(
    ("change", "area"),
    [
        ({"yield": "50 %"}, 3 / 0.5),
        ({"yield": "50 %", "line_yield": "90 %"}, 3 / 0.5 / 0.9),
        ({"defects": "0.2 1/cm2", "yield_model": "poisson"}, 3 / math.exp(-0.2)),
        ({"defects": "0.2 1/cm2", "yield_model": "murphy"}, 3 / ((1 - math.exp(-0.2)) / 0.2) ** 2),
        ({"defects": "0.2 1/cm2", "yield_model": "seeds"}, 3 * 1.2),
        (
            {"defects": "0.2 1/cm2", "yield_model": "negative-binomial", "clustering": "2"},
            3 * 1.1**2,
        ),
        ({"defects": "0 1/cm2", "yield_model": "murphy"}, 3),
        (
            {"wafer": "300 mm", "gross_dies": "600", "yield": "1"},
            3 * math.pi * 15**2 / 600,
        ),
        (
            {"wafer": "300 mm", "yield": "1"},
            3 * math.pi * 15**2 / (math.pi * 300**2 / 400 - math.pi * 300 / math.sqrt(200)),
        ),
    ],
)
def test_the_area_of_good_dies(change: Use, area: float, tmp_path: Path) -> None:
    assert total(tmp_path, {**DIES, **change}) == pytest.approx(area)


def test_whole_wafers_and_layers(tmp_path: Path) -> None:
    two = {**PLAIN, "wafers": "2 pieces", "wafer": "200 mm", "gases": "0.5 kg CO2e/cm2"}
    area = 2 * math.pi * 10**2
    assert total(tmp_path, two) == pytest.approx(area * 1.5)
    layers = {**two, "mask_layers": "30", "reference_layers": "40"}
    assert total(tmp_path, layers) == pytest.approx(area * (1 + 0.5 * 0.75))
    power = {**layers, "electricity": "2 kWh/cm2", "electricity_factor": "0.5 kg CO2e/kWh"}
    assert total(tmp_path, power) == pytest.approx(area * (1 + 0.5 * 0.75 + 2 * 0.5 * 0.75))


def test_abatement_of_97_percent_is_the_mean(tmp_path: Path) -> None:
    use = {"method": "electronics/wafer", "node": "7 nm", "area": "1 cm2", "electricity": "0 kWh/cm2"}
    use["materials"] = "0 kg CO2e/cm2"
    found = [total(tmp_path, {**use, "abatement": share}) for share in ("95 %", "97 %", "99 %")]
    assert found == pytest.approx([0.35, 0.275, 0.2])
    assert refused(tmp_path, {**use, "abatement": "96 %"}) == [("CF704", "abatement")]


@pytest.mark.parametrize(
    ("use", "found"),
    [
        ({**PLAIN}, ("CF102", "")),
        ({**PLAIN, "wafers": "1"}, ("CF102", "")),
        ({**PLAIN, "area": "1 cm2", "wafers": "1"}, ("CF106", "wafers")),
        ({**PLAIN, "area": "1 cm2", "yield": "1"}, ("CF106", "yield")),
        ({**DIES}, ("CF102", "")),
        ({**DIES, "yield": "0 %"}, ("CF208", "yield")),
        ({**DIES, "yield": "1", "defects": "1 1/cm2"}, ("CF106", "defects")),
        ({**DIES, "yield": "1", "gross_dies": "1"}, ("CF106", "gross_dies")),
        ({**DIES, "yield": "1", "wafer": "300 mm", "edge_exclusion": "150 mm"}, ("CF702", "die")),
        ({**DIES, "yield": "1", "mask_layers": "3"}, ("CF102", "mask_layers")),
        (
            {**DIES, "defects": "1 1/cm2", "yield_model": "negative-binomial"},
            ("CF102", "yield_model"),
        ),
        (
            {**DIES, "defects": "1 1/cm2", "yield_model": "seeds", "clustering": "2"},
            ("CF106", "clustering"),
        ),
        (
            {"method": "electronics/wafer", "node": "6 nm", "area": "1 cm2", "abatement": "95 %"},
            ("CF704", "node"),
        ),
        ({"method": "electronics/wafer", "node": "7 nm", "area": "1 cm2"}, ("CF726", "")),
        ({"method": "electronics/wafer", "area": "1 cm2", "abatement": "95 %"}, ("CF102", "")),
        ({**PLAIN, "node": "7 nm", "model": "imec", "area": "1 cm2"}, ("CF106", "electricity")),
        (
            {"method": "electronics/wafer", "node": "8 nm", "model": "imec", "area": "1 cm2"},
            ("CF704", "node"),
        ),
    ],
)
def test_what_a_wafer_must_say(use: Use, found: tuple[str, str], tmp_path: Path) -> None:
    assert refused(tmp_path, use) == [found]


def test_electricity_comes_from_the_grid_of_the_fab(tmp_path: Path) -> None:
    outcome = run(tmp_path, {**PLAIN, "area": "10 cm2", "electricity": "2 kWh/cm2"})
    assert outcome.footprint is not None
    line = outcome.footprint.lines[0]
    assert line.flow.quantity is not None and line.flow.quantity.to("kWh") == pytest.approx(20)
    assert {source.record.geo for source in line.flow.sources if source.record is not None} == {"KR"}


@pytest.mark.parametrize(
    "text", ["DDR4 10nm", "ddr4-10nm", "dram/ddr4-10nm", "electronics/memory/dram/ddr4-10nm"]
)
def test_memory_by_its_names(text: str, tmp_path: Path) -> None:
    use = {"method": "electronics/memory", "type": text, "capacity": "0.016 TB", "pieces": "2"}
    assert total(tmp_path, use) == pytest.approx(2 * 16 * 0.065)


def test_memory_that_the_library_does_not_have(tmp_path: Path) -> None:
    use = {"method": "electronics/memory", "type": "DDR6", "capacity": "16 GB"}
    assert refused(tmp_path, use) == [("CF704", "type")]


def test_slopes_of_arguments_reach_the_amounts() -> None:
    work = Work(open_library(), "KR", 2025, "AR6", lambda *_: None)
    use = METHOD.__new__(METHOD)
    for name in METHOD.fields():
        setattr(use, name, None)
    use.wafer, use.die, use.good_dies = 300.0, 100.0, Traced(2.0, {"dies": 2.0})
    use.defects, use.yield_model = Traced(0.1, {"defects": 0.1}), "murphy"
    use.node, use.abatement = "7 nm", 0.95
    energy = use.compute(work)[0].quantity
    assert energy is not None
    slopes = slopes_of(energy.number)
    assert slopes["dies"] == pytest.approx(float(energy.number))
    inside = math.exp(-0.1)
    by_hand = -2 * (0.1 * inside / (1 - inside) - 1) * float(energy.number)
    assert slopes["defects"] == pytest.approx(by_hand)


def test_a_kind_of_memory_is_told_its_sizes_of_structure(tmp_path: Path) -> None:
    use = {"method": "electronics/memory", "type": "DDR4", "capacity": "16 GB"}
    (found,) = [one for one in run(tmp_path, use).findings if one.code == "CF704"]
    assert "`dram/ddr4-10nm`" in found.help and "ddr3" not in found.help
