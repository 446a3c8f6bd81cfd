"""The Taiwan pack: values against an independent overview of the sources, and the marks that keep bad rows out."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = ROOT.parent / "shared" / "data" / "taiwan_moenv" / "moenv_coefficients_full.csv"
SCRIPT = ROOT / "tools" / "packs"

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(ROOT / "factors" / "taiwan-moenv" / "records.csv")
BY_ROW = {record["id"].split(":")[1].split("-")[0]: record for record in RECORDS}
INDUSTRIAL = {row["row"] for row in _read(SCRIPT / "taiwan_moenv.mapping.csv")}
"""Rows of the industrial subset, which earlier editions of this pack held alone."""

# Item and route against the rounded value a user should meet first: the newest record that is fit for use.
NEWEST = """
steel/hot-rolled-coil bf-bof 2.38
steel/cold-rolled-coil bf-bof 2.94
steel/hot-dip-galvanised-coil bf-bof 2.988
steel/electro-galvanised-coil bf-bof 3.163
steel/electrical-steel/high-grade bf-bof 3.086
steel/electrical-steel/medium-low-grade bf-bof 3.044
steel/wire-rod bf-bof 2.708
steel/wire-rod/spheroidised bf-bof 2.91
steel/bar-in-coil bf-bof 2.628
steel/billet eaf 0.678
steel/rebar eaf 0.919
steel/alloy-billet/machinery - 0.566
steel/alloy-billet/special - 1.042
steel/stainless/cold-rolled-coil/304 - 3.562
steel/forging/quenched-and-tempered - 5.70
steel/forging/untreated - 4.84
steel/screws/plated - 3.41
steel/tinplate - 2.683
aluminium/ingot primary 9.85
aluminium/ingot secondary 0.70
copper/cathode - 3.87
copper/foil - 12.4
metals/magnesium - 28.7
metals/lead primary 1.7
metals/lead secondary 0.76
metals/manganese - 6.98
metals/silver - 31.9
metals/lead-free-solder - 7.85
polymers/pp primary 1.95
polymers/hdpe - 2.21
polymers/ldpe - 1.90
polymers/lldpe - 2.02
polymers/pet - 2.74
polymers/pvc - 2.57
polymers/gpps - 2.74
polymers/hips primary 2.55
polymers/abs primary 2.788
polymers/pc non-phosgene 4.60
polymers/pc phosgene 5.18
polymers/pbt - 2.60
polymers/pmma - 4.19
polymers/san - 2.42
polymers/pa6 - 3.83
polymers/pa66 - 7.21
polymers/polyurethane-resin - 5.21
rubber/epdm - 2.89
rubber/sbr - 2.41
rubber/nbr - 2.84
rubber/br - 2.99
rubber/natural/latex - 2.71
rubber/tpe - 3.46
polymers/epoxy-resin - 3.02
polymers/phenolic-resin - 2.50
polymers/unsaturated-polyester-resin - 5.50
polymers/melamine-resin - 3.87
coatings/alkyd-resin - 3.18
polymers/pp secondary 0.443
polymers/abs secondary 0.57
polymers/hips secondary 0.531
chemicals/propylene - 1.488
chemicals/benzene - 1.82
chemicals/xylene/para-and-ortho - 1.81
chemicals/styrene - 2.17
chemicals/ethylene-glycol - 1.81
chemicals/terephthalic-acid - 1.87
chemicals/vinyl-chloride - 2.26
chemicals/acrylonitrile - 3.37
chemicals/caprolactam - 3.39
chemicals/methyl-methacrylate - 3.99
chemicals/sodium-hydroxide/45-percent - 0.675
chemicals/hydrochloric-acid/32-percent direct-synthesis 0.563
chemicals/sulphuric-acid/concentrated - 0.289
chemicals/hydrofluoric-acid/49-percent - 3.94
chemicals/nitric-acid/98-percent - 1.37
chemicals/ammonia - 1.87
chemicals/isopropanol primary 1.50
chemicals/acetone - 1.82
chemicals/methyl-ethyl-ketone - 3.15
chemicals/carbon-black primary 1.50
chemicals/titanium-dioxide - 4.28
glass/fibre - 2.76
coatings/water-based-masonry-paint - 1.33
coatings/hot-melt-adhesive - 3.41
coatings/polyamide-adhesive - 3.61
chemicals/lubricating-oil - 1.09
glass/flat - 1.12
glass/tempered - 1.75
glass/display-substrate - 5.86
minerals/cement-clinker - 0.95
minerals/cement/portland - 0.98
minerals/cement/portland-slag - 604
minerals/ggbs - 59
gases/nitrogen - 0.123
gases/oxygen/liquid - 0.367
gases/argon - 0.30
electronics/copper-clad-laminate - 8.18
electronics/capacitor/mlcc - 334
electronics/resistor/chip - 170
electronics/capacitor/chip - 101
electronics/capacitor/electrolytic - 16.2
electronics/ic/logic - 732
electronics/ic/memory - 570
electronics/wafer/silicon-6-inch - 4.65
electronics/pv/ingot-multi-si - 39.1
electronics/pv/wafer-multi-si - 175
machinery/motor/induction-ie3-20hp - 695
freight/road/hgv - 0.131
freight/sea/container - 0.0649
water/supply - 0.233
waste/mixed incineration 360
waste/hazardous solidification 130
waste/calcium-fluoride-sludge physical-treatment 336
"""


@pytest.mark.parametrize("line", NEWEST.split("\n")[1:-1])
def test_newest_usable_record(line: str) -> None:
    item, route, expected = line.split()
    fit = [
        record
        for record in RECORDS
        if record["item"] == item and record["route"] == route.strip("-") and record["trust"] != "X"
    ]
    # Better trust first among records of one year: the letters sort backwards.
    best = max(fit, key=lambda record: (int(record["year"]), -ord(record["trust"])))
    assert Decimal(best["co2e"]).quantize(Decimal(expected)) == Decimal(expected), best["id"]


@pytest.mark.parametrize(
    ("row", "item", "boundary", "value", "unit"),
    [
        ("41", "fuels/diesel", "well_to_wheel", "3.324", "L"),
        ("43", "fuels/diesel", "well_to_tank", "0.677", "L"),
        ("34", "fuels/natural-gas", "well_to_wheel", "2.643", "m3"),
        ("35", "fuels/natural-gas", "well_to_tank", "0.5313", "m3"),
        ("46", "fuels/petrol", "well_to_wheel", "2.93", "L"),
        ("50", "fuels/fuel-oil", "well_to_wheel", "3.889", "L"),
        ("53", "electricity/grid", "life_cycle", "0.6058", "kWh"),
        ("52", "electricity/grid", "well_to_tank", "0.1108", "kWh"),
    ],
)
def test_energy_boundaries(row: str, item: str, boundary: str, value: str, unit: str) -> None:
    record = BY_ROW[row]
    found = tuple(record[column] for column in ("item", "boundary", "co2e", "unit_den"))
    assert found == (item, boundary, value, unit)
    assert (record["year"], record["year_kind"]) == ("2022", "data")


def test_upstream_part_leaves_the_official_grid_value() -> None:
    """0.495 kg/kWh is Taiwan's official value of 2022, so row 52 is upstream and nothing else."""
    assert Decimal(BY_ROW["53"]["co2e"]) - Decimal(BY_ROW["52"]["co2e"]) == Decimal("0.495")


def test_every_upstream_row_is_below_its_burnt_row() -> None:
    burnt = {
        (record["item"], record["year"]): record
        for record in RECORDS
        if record["boundary"] == "well_to_wheel" and record["kind"] == "fuel"
    }
    compared = 0
    for record in RECORDS:
        other = burnt.get((record["item"], record["year"]))
        if record["boundary"] == "well_to_tank" and record["trust"] != "X" and other:
            assert other["unit_den"] == record["unit_den"]
            assert Decimal(record["co2e"]) < Decimal(other["co2e"]) / 2, record["id"]
            compared += 1
    assert compared == 42


def test_the_industrial_rows_keep_their_ids() -> None:
    """Users' files name these ids: none may be renamed when rows are added."""
    ids = "\n".join(record["id"] for row, record in BY_ROW.items() if row in INDUSTRIAL)
    assert len(INDUSTRIAL) == 322
    assert hashlib.sha256(ids.encode()).hexdigest().startswith("0c2e7bec429808cb9934453780098edc")


def test_all_rows_carry_the_common_marks() -> None:
    assert len(RECORDS) == len(BY_ROW) == 1163
    assert {record["gwp_set"] for record in RECORDS} == {"unknown"}
    assert {record["unit_num"] for record in RECORDS} == {"kg"}
    assert all(Decimal(record["co2e"]) > 0 for record in RECORDS if "zero-value" not in record["flags"])
    assert all(re.search("[가-힣]", record["name_ko"]) for record in RECORDS)
    assert {row for row, record in BY_ROW.items() if record["geo"] == "TW-TPE"} == {"102", "1087"}
    foreign = {row for row, record in BY_ROW.items() if record["geo"] not in ("TW", "TW-TPE")}
    assert foreign == {str(row) for row in range(372, 384)}


def test_implausible_industrial_rows_never_resolve() -> None:
    unfit = {row for row, record in BY_ROW.items() if record["trust"] == "X"}
    assert sorted(map(int, unfit & INDUSTRIAL)) == [
        *(10, 81, 175, 377, 391, 448, 676, 742),
        *(1063, 1101, 1103, 1106, 1124, 1125, 1127, 1157),
    ]
    assert all(BY_ROW[row]["flags"] and BY_ROW[row]["flag_note"] for row in unfit)


def test_a_flag_and_its_note_come_together() -> None:
    for record in RECORDS:
        assert bool(record["flags"]) == bool(record["flag_note"]), record["id"]


def test_superseded_row_is_named_by_the_row_that_replaces_it() -> None:
    older, newer = BY_ROW["1079"], BY_ROW["24"]
    assert older["flags"].startswith("superseded")
    assert newer["supersedes"] == older["id"]
    assert (older["item"], older["route"]) == (newer["item"], newer["route"])
    assert int(older["year"]) < int(newer["year"])


def test_rows_that_nothing_tells_apart_say_so() -> None:
    """Two records a resolver could not rank must carry `several-values`, so that it can ask instead of picking."""
    rank = ("item", "route", "boundary", "unit_den", "geo", "year", "trust")
    groups: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for record in RECORDS:
        if record["trust"] != "X":
            groups[tuple(record[column] for column in rank)].setdefault(record["co2e"], record)
    tied = [record for group in groups.values() if len(group) > 1 for record in group.values()]
    flagged = [record for record in RECORDS if "several-values" in record["flags"].split(";")]
    assert {record["item"] for record in tied} == {
        *("chemicals/butadiene", "chemicals/ethylene", "chemicals/propylene"),
    }
    # Where a tie could be avoided, the row number is the route, and the user names it.
    named = [record for record in flagged if record["route"]]
    assert [record for record in flagged if not record["route"]] == tied
    assert len(named) == 21
    assert all(record["id"].startswith(f"taiwan-moenv:{record['route'][4:]}-") for record in named)


def test_secondary_material_shares_the_item_of_the_primary_one() -> None:
    routes: dict[str, set[str]] = defaultdict(set)
    for row in INDUSTRIAL:
        routes[BY_ROW[row]["item"]].add(BY_ROW[row]["route"])
    alone = {item for item, found in routes.items() if "secondary" in found and "primary" not in found}
    assert alone == {"metals/zinc-alloy/recycled", "rubber/crumb"}  # the table has no primary row of either


def test_a_recovered_material_without_a_primary_row_says_so_in_its_path() -> None:
    """The only route of an item is taken unasked: `metals/zinc-alloy` must not become remelted scrap in silence."""
    routes: dict[str, set[str]] = defaultdict(set)
    for record in RECORDS:
        routes[record["item"]].add(record["route"].split("-")[0])
    told = ["scrap", "from-", "recycled", "recovered", "deinked", "crumb", "chips", "cullet"]
    told += ["crt-funnel", "weee-fraction"]
    alone = {item for item, found in routes.items() if found == {"secondary"}}
    unfit = {record["item"] for record in RECORDS if record["trust"] == "X"}
    assert {item for item in alone - unfit if not any(word in item for word in told)} == set()


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_kept_and_left_out_rows_make_the_table() -> None:
    mapped = [row for file in sorted(SCRIPT.glob("taiwan_moenv.*.csv")) for row in _read(file)]
    left_out = {row["row"] for row in mapped if row.get("left_out")}
    assert left_out == {"1048"}
    assert BY_ROW.keys() | left_out == {row["row"] for row in _read(PUBLISHED)}
    assert not BY_ROW.keys() & left_out
    assert len(mapped) == 1164


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_quality_remarks_of_the_source_are_kept() -> None:
    """Foreign water, and a polycarbonate row that a newer one replaces, are old; all other marked rows are unfit."""
    marked = {row["row"]: row["qa_flag"] for row in _read(PUBLISHED) if row["qa_flag"]}
    assert len(marked) == 44
    assert {row for row in marked if BY_ROW[row]["trust"] != "X"} == {"382", "383", "1079"}
    assert {BY_ROW[row]["trust"] for row in ("382", "383", "1079")} == {"C"}
    for row, remark in marked.items():
        assert remark.lower() in BY_ROW[row]["flag_note"].lower(), row
