"""The pack of the IPCC 2006 Guidelines: known figures, parts that add up, agreement of two copies, nothing dropped in silence."""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data"
Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(ROOT / "factors" / "ipcc-2006" / "records.csv")
PARAMETERS = _read(ROOT / "factors" / "ipcc-2006" / "parameters.csv")
FUELS = _read(ROOT / "factors" / "ipcc-fuels" / "records.csv")
BY_ID = {row["id"].partition(":")[2]: row for row in (*RECORDS, *PARAMETERS)}
VALUES = {(row["item"], row["quantity"], row["product"]): Decimal(row["value"]) for row in PARAMETERS}
SECTORS = {"energy-industry": "energy-industries", "": "manufacturing", "commercial": "commercial"}
SLIP = "stationary-combustion/manufacturing/biomass/other-solid"
CHEMICALS = "processes/chemicals/"


def co2(slug: str) -> Decimal:
    """CO2 of a record in tonnes per tonne, whichever unit it has."""
    row = BY_ID[slug]
    return Decimal(row["co2_fossil"]) / {"t": 1, "kg": 1000 if row["unit_den"] == "t" else 1}[row["unit_num"]]


def test_counts() -> None:
    assert len(RECORDS) == 132
    assert len(PARAMETERS) == 1028
    sectors = Counter(
        row["item"].split("/")[1] for row in PARAMETERS if row["item"].startswith("stationary-")
    )
    assert sectors.pop("by-technology") == 48
    assert set(sectors.values()) == {53 * 2}
    assert len(sectors) == 4


@pytest.mark.parametrize(
    ("slug", "figure"),
    [
        ("steel-bof", "1.46"),
        ("steel-eaf", "0.08"),
        ("steel-world-mix", "1.06"),
        ("aluminium-anode-consumption:prebake", "1.6"),
        ("aluminium-anode-consumption:soderberg", "1.7"),
        ("ferroalloys-ferrochromium", "1.3"),
        ("ferroalloys-ferrosilicon-75", "4.0"),
        ("ferroalloys-silicon-metal", "5.0"),
        ("zinc-smelting", "1.72"),
        ("lead-smelting", "0.52"),
        ("magnesium-primary:dolomite", "5.13"),
        ("magnesium-primary:magnesite", "2.83"),
        ("chemicals-ethylene:naphtha", "1.73"),
        ("chemicals-ethylene:ethane", "0.95"),
        ("chemicals-methanol:steam-reforming", "0.67"),
        ("chemicals-carbon-black:furnace", "2.62"),
        ("cement-clinker", "0.52"),
        ("glass-unspecified", "0.20"),
    ],
)
def test_known_figures(slug: str, figure: str) -> None:
    assert co2(slug) == Decimal(figure)


def test_all_are_processes_of_one_edition() -> None:
    columns = ("kind", "boundary", "gas_basis", "co2e", "gwp_set", "geo", "year", "year_kind")
    assert {tuple(row[column] for column in columns) for row in RECORDS} == {
        ("process", "process_direct", "mass", "", "", "GLO", "2006", "publication")
    }
    assert {row["item"].split("/")[0] for row in RECORDS} == {"processes"}
    defra = {row["item"].split("/")[0] for row in PARAMETERS if row["edition"] != "IPCC 2006 Guidelines"}
    assert defra == {"refrigeration"}


def test_no_item_of_another_pack_is_touched() -> None:
    others = {
        row["item"]
        for path in (ROOT / "factors").glob("*/records.csv")
        if path.parent.name not in ("ipcc-2006", "ipcc-2019")
        for row in _read(path)
    }
    assert not others & {row["item"] for row in RECORDS}


def test_carbonates_follow_from_their_formulae() -> None:
    molar = {
        "calcite": "100.0869",
        "magnesite": "84.3139",
        "siderite": "115.8539",
        "rhodochrosite": "114.9470",
    }
    for mineral, mass in molar.items():
        assert abs(co2(f"carbonates-{mineral}") - Decimal("44.0095") / Decimal(mass)) < Decimal("0.0001")
    assert abs(co2("carbonates-dolomite") - Decimal("88.019") / Decimal("184.4008")) < Decimal("0.0001")


def test_parts_make_the_total() -> None:
    for feedstock in ("naphtha", "gas-oil", "ethane", "propane", "butane", "other-feedstock"):
        parts = [
            VALUES[f"{CHEMICALS}ethylene/{feedstock}/{part}", "emission-factor-co2", ""]
            for part in ("process-feedstock", "supplemental-energy")
        ]
        assert sum(parts) == co2(f"chemicals-ethylene:{feedstock}")
    for process in ("furnace", "thermal", "acetylene"):
        parts = [
            VALUES[f"{CHEMICALS}carbon-black/{process}/{part}-feedstock", "emission-factor-co2", ""]
            for part in ("primary", "secondary")
        ]
        assert sum(parts) == co2(f"chemicals-carbon-black:{process}")
    for product in ("ethylene-dichloride", "vinyl-chloride"):
        for process in ("direct-chlorination", "oxychlorination", "balanced-process"):
            parts = [
                VALUES[f"{CHEMICALS}{product}/{process}/{part}", "emission-factor-co2", ""]
                for part in ("process-vent", "combustion")
            ]
            assert abs(sum(parts) - co2(f"chemicals-{product}:{process}")) <= Decimal("0.001")


def test_a_cracker_yields_what_it_is_fed() -> None:
    apart = (
        "high-value-chemicals",
        "fuel-grade-products-and-backflows",
    )  # sums of lines that also stand alone
    yields: dict[str, Decimal] = defaultdict(Decimal)
    for (item, quantity, product), value in VALUES.items():
        if quantity == "yield" and product not in apart:
            yields[item.rpartition("/")[2]] += value
    yields["other-feedstock"] += VALUES[
        f"{CHEMICALS}steam-cracking/naphtha", "yield", "aromatics"
    ]  # not in the copy
    assert set(yields) == {"naphtha", "gas-oil", "ethane", "propane", "butane", "other-feedstock"}
    assert all(abs(total - 1) <= Decimal("0.005") for total in yields.values()), yields


def test_several_gases_have_their_bounds_in_the_parameters() -> None:
    several = 0
    for row in RECORDS:
        gases = [row[gas] for gas in ("co2_fossil", "ch4_fossil", "ch4", "n2o") if row[gas]]
        gases += row["other_gases"].split(";") if row["other_gases"] else []
        if len(gases) > 1:
            assert not row["low"] and not row["high"], row["id"]
            several += 1
        item = "/".join(filter(None, (row["item"], row["route"])))
        for gas, column in (("co2", "co2_fossil"), ("ch4", "ch4_fossil")):
            if len(gases) > 1 and row[column]:
                assert VALUES.get((item, f"emission-factor-{gas}", ""), Decimal(row[column])) == Decimal(
                    row[column]
                )
    assert several == 62
    anode = BY_ID["aluminium-anode-effects-prebake-cwpb:emission-factor-cf4"]
    assert (anode["low"], anode["value"], anode["high"]) == ("0.004", "0.4", "1.92")


def test_sectors_agree_with_the_fuels_pack() -> None:
    compared = 0
    for row in FUELS:
        sector = SECTORS[row["route"]]
        item = f"stationary-combustion/{sector}/{row['item'].removeprefix('fuels/')}"
        ch4 = row["ch4_fossil"] or row["ch4_biogenic"]
        if not ch4:
            continue
        assert VALUES[item, "emission-factor-n2o", ""] == Decimal(row["n2o"]), item
        if item == SLIP:
            assert (VALUES[item, "emission-factor-ch4", ""], ch4) == (Decimal(20), "30")
        else:
            assert VALUES[item, "emission-factor-ch4", ""] == Decimal(ch4), item
        compared += 1
    assert compared == 98


def test_calorific_values_agree_with_the_fuels_pack() -> None:
    compared = 0
    for row in FUELS:
        value = VALUES.get((row["item"], "net-calorific-value", ""))
        if row["ncv"] and value is not None:
            same = value == Decimal(row["ncv"].removesuffix(" MJ/kg"))
            assert same != (row["item"] == "fuels/biodiesel"), row["item"]
            compared += 1
        carbon = VALUES.get((row["item"], "carbon-content-per-energy", ""))
        if carbon is not None and not row["route"]:
            burnt = Decimal(row["co2_fossil"] or row["co2_biogenic"])
            assert abs(carbon * 44000 / 12 / burnt - 1) < Decimal("0.01"), row["item"]
    assert compared == 96
    biodiesel = BY_ID["fuels-biodiesel:net-calorific-value"]
    assert (biodiesel["value"], biodiesel["trust"], biodiesel["flags"]) == (
        "27.0",
        "C",
        "differs-from-eu-act",
    )


def test_one_known_slip_is_x() -> None:
    refused = [row for row in (*RECORDS, *PARAMETERS) if row["trust"] == "X"]
    assert [row["item"] for row in refused] == [SLIP]
    assert refused[0]["flags"] == "differs-from-guidelines"


def test_bounds_are_around_the_value() -> None:
    for row in PARAMETERS:
        if row["low"]:
            assert Decimal(row["low"]) <= Decimal(row["value"]) <= Decimal(row["high"]), row["id"]
            assert Decimal(row["low"]) < Decimal(row["high"]), row["id"]
            assert row["uncertainty_origin"] == "sourced"
    assert sum(bool(row["low"]) for row in PARAMETERS) > 200


def test_shares_lie_between_zero_and_one() -> None:
    shares = ("-content", "-fraction", "-efficiency", "-factor", "cullet-ratio", "clinker-fraction", "yield")
    for row in PARAMETERS:
        if (
            row["quantity"].endswith(shares)
            and row["unit"] == "kg/kg"
            and "correction" not in row["quantity"]
        ):
            assert 0 <= Decimal(row["value"]) <= 1, row["id"]


def test_names_in_both_languages_and_reasons_for_flags() -> None:
    for row in (*RECORDS, *PARAMETERS):
        assert re.search("[가-힣]", row["name_ko"]), row["id"]
        assert not re.search("[가-힣]", row["name"]), row["id"]
        assert bool(row["flags"]) == bool(row["flag_note"]), row["id"]


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Any:
    if not DATA.is_dir():
        pytest.skip("published files not at hand")
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    yield {
        name: importlib.import_module(f"packs.{name}")
        for name in ("ipcc_2006", "ipcc_2019", "ipcc_shared_files")
    }
    for name in [name for name in sys.modules if name.split(".")[0] == "packs"]:
        del sys.modules[name]


def _used(scripts: Any) -> dict[tuple[str, str], list[Row]]:
    used: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for name in ("ipcc_2006", "ipcc_2019"):
        for row in scripts[name].rows():
            used[row["source"], row["file"]].append(row)
    return used


def test_every_published_cell_is_used_or_left_out_for_a_reason(scripts: Any) -> None:
    published, used = scripts["ipcc_shared_files"], _used(scripts)
    left_out = _read(ROOT / "tools" / "packs" / "ipcc_shared.left_out.csv")
    served: set[int] = set()
    unexplained: list[tuple[str, ...]] = []
    for source, file in published.files(DATA):
        reasons = [
            (number, line)
            for number, line in enumerate(left_out)
            if line["source"] == source and published.matches(line["file"], file)
        ]
        if (source, file) not in used:  # left out whole: such files need not even be readable as cells
            whole = [number for number, line in reasons if (line["row"], line["column"]) == ("*", "*")]
            served.update(whole)
            if not whole and published.cells(DATA, source, file):
                unexplained.append((source, file))
            continue
        for row, column in published.cells(DATA, source, file):
            if any(
                mine["column"] == column and published.matches(mine["row"], row)
                for mine in used[source, file]
            ):
                continue
            fitting = [
                number
                for number, line in reasons
                if published.matches(line["row"], row) and published.matches(line["column"], column)
            ]
            served.update(fitting)
            if not fitting:
                unexplained.append((source, file, row, column))
    assert unexplained == []
    assert [line for number, line in enumerate(left_out) if number not in served] == [], (
        "a reason for nothing"
    )
    assert all(line["reason"] for line in left_out)


def test_published_lines_are_kept_or_left_out(scripts: Any) -> None:
    published, used = scripts["ipcc_shared_files"], _used(scripts)
    counts: Counter[tuple[str, bool]] = Counter()
    for source, file in published.files(DATA):
        for row in published.lines(DATA, source, file):
            counts[
                source, any(published.matches(mine["row"], row) for mine in used.get((source, file), []))
            ] += 1
    assert counts == {
        ("bonsai", True): 4258,
        ("bonsai", False): 12411,
        ("amee", True): 1465,
        ("amee", False): 544,
    }


def test_copies_that_disagree_stop_the_build(scripts: Any) -> None:
    shared = importlib.import_module("packs.ipcc_shared")
    rows = scripts["ipcc_2019"].rows()
    check = next(row for row in rows if row["use"] == "check")
    other = [{**row, "item": "processes/steel/materials/steel"} if row is check else row for row in rows]
    with pytest.raises(ValueError, match=r"0\.04, but 0\.01"):
        shared.tables("2019", DATA, other, shared.names())


def test_a_bound_out_of_order_stops_the_build(scripts: Any) -> None:
    shared = importlib.import_module("packs.ipcc_shared")
    rows = scripts["ipcc_2019"].rows()
    scrap = next(row for row in rows if row["item"].endswith("/steel-scrap"))
    wrong = {**scrap, "file": "industry/metal/par_c_a"}
    with pytest.raises(ValueError, match=r"0\.01 is not within 0\.099 and 0\.011"):
        shared.tables("2019", DATA, [wrong if row is scrap else row for row in rows], shared.names())
