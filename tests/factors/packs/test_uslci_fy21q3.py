"""The USLCI pack: figures against an overview of the sources and the inventories, and the marks on old and mixed rows."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
PUBLISHED = ROOT.parent / "shared" / "data" / "uslci_fy21q3" / "uslci_aggregated_processes_gwp.csv"

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(FACTORS / "uslci-fy21q3" / "records.csv")
MAPPING = _read(ROOT / "tools" / "packs" / "uslci_fy21q3.mapping.csv")
BY_ID = {record["id"].partition(":")[2]: record for record in RECORDS}


def _flags(record: Row) -> set[str]:
    return set(filter(None, record["flags"].split(";")))


@pytest.mark.parametrize(
    ("item", "route", "expected", "year", "trust"),
    [
        ("aluminium/ingot", "primary", "9.0", "2009", "B"),
        ("aluminium/ingot", "secondary", "0.68", "2009", "B"),
        ("aluminium/hot-rolled-sheet", "mix", "3.96", "2009", "B"),
        ("aluminium/cold-rolled-sheet", "mix", "5.36", "2009", "B"),
        ("aluminium/extrusion", "mix", "6.62", "2009", "B"),
        ("metals/zinc", "primary", "3.20", "2004", "C"),
        ("steel/hot-rolled-sheet", "bf-bof", "2.31", "1992", "C"),
        ("steel/stainless/flat-rolled-coil/304", "mix", "4.41", "2007", "C"),
        ("polymers/abs", "primary", "3.95", "2002", "C"),
        ("chemicals/mdi", "", "2.39", "2002", "C"),
        ("chemicals/tdi", "", "2.13", "2002", "C"),
        ("chemicals/polyether-polyol/flexible-foam", "", "4.2", "2002", "C"),
        ("chemicals/polyether-polyol/rigid-foam", "", "3.9", "2002", "C"),
    ],
)
def test_figures_of_the_overview(item: str, route: str, expected: str, year: str, trust: str) -> None:
    (record,) = (one for one in RECORDS if (one["item"], one["route"]) == (item, route))
    assert Decimal(record["co2e"]).quantize(Decimal(expected)) == Decimal(expected)
    assert (record["year"], record["trust"]) == (year, trust)


# Masses of the main gases in the published inventories, kg per kg; traces of others make up the tolerance.
INVENTORIES = {
    "hot-rolled-sheet-steel": {"co2": "2.27118081", "ch4_fossil": "0.001129", "n2o": "0.000002624"},
    "cold-rolled-sheet-steel": {"co2": "2.58023153", "ch4_fossil": "0.0014487", "n2o": "0.0000037265"},
    "natural-gas-at-extraction-conventional-onshore": {
        "co2": "0.112",
        "ch4_fossil": "0.00153",
        "n2o": "0.000000166",
    },
    "abs": {"co2": "3.3048", "ch4_fossil": "0.0208296", "n2o": "0.0000732476"},
    "acrylonitrile": {"co2": "1.7661", "ch4_fossil": "0.01769909", "n2o": "0.000024094"},
    "aluminium-extrusion": {
        "co2": "5.8547",
        "ch4_fossil": "0.010398",
        "n2o": "0.000083942",
        "cf4": "0.000047442",
        "c2f6": "0.0000065394",
    },
    "stainless-steel-304-flat-rolled-coil": {
        "co2": "4.11727003460271",
        "ch4_fossil": "0.00890154603928284",
        "n2o": "0.0000930406043664154",
    },
}


@pytest.mark.parametrize("name", INVENTORIES)
def test_total_recomputes_from_the_inventory_in_ar6(name: str) -> None:
    weights = {row["gas"]: row for row in _read(FACTORS / "gwp" / "gwp.csv")}
    sums = {
        gwp_set: sum(
            Decimal(mass) * Decimal(weights[gas][gwp_set]) for gas, mass in INVENTORIES[name].items()
        )
        for gwp_set in ("AR5", "AR6")
    }
    published = Decimal(BY_ID[name]["co2e"])
    assert abs(sums["AR6"] / published - 1) < Decimal("0.0002")
    assert abs(sums["AR6"] - published) < abs(sums["AR5"] - published)


def test_common_marks() -> None:
    assert len(RECORDS) == len(BY_ID) == 39
    for column, only in (("gwp_set", "AR6"), ("kind", "material"), ("boundary", "cradle_to_gate")):
        assert {record[column] for record in RECORDS} == {only}
    for record in RECORDS:
        assert (record["year_kind"] == "publication") == ("no-data-year" in _flags(record)), record["id"]
    assert {record["geo"] for record in RECORDS} == {"NORTHAM", "US", "GLO"}
    assert all(re.search("[가-힣]", record["name_ko"]) for record in RECORDS)
    assert len({(record["item"], record["route"]) for record in RECORDS}) == len(RECORDS)


def test_north_america_is_a_region_of_three_countries() -> None:
    regions = {row["code"]: row for row in _read(FACTORS / "regions" / "regions.csv")}
    assert regions["NORTHAM"]["members"] == "CA;MX;US"


def test_a_mix_is_marked_and_offers_no_recycled_share() -> None:
    """A recycled share needs a primary and a secondary record, so no pack may have one beside a mix."""
    mixes = {record["item"] for record in RECORDS if record["route"] == "mix"}
    assert len(mixes) == 9
    for record in RECORDS:
        assert (record["route"] == "mix") == ("recycled-content-mix" in _flags(record)), record["id"]
    others = [
        record for path in FACTORS.glob("*/records.csv") for record in _read(path) if record["item"] in mixes
    ]
    assert not {record["route"] for record in others} & {"primary", "secondary"}


def test_data_before_2005_are_marked_old_and_trusted_least() -> None:
    for record in RECORDS:
        old = int(record["year"]) < 2005
        assert old == ("old" in _flags(record)), record["id"]
        assert not old or record["trust"] == "C", record["id"]


def test_what_is_no_factor_of_a_product_never_resolves() -> None:
    unfit = {record["id"] for record in RECORDS if record["trust"] == "X"}
    assert unfit == {record["id"] for record in RECORDS if _flags(record) & {"not-for-footprint", "outlier"}}
    assert {BY_ID[name.partition(":")[2]]["item"] for name in unfit} == {
        "gases/natural-gas-at-extraction",
        "steel/stainless/scrap/304",
        "polymers/phenol-resorcinol-formaldehyde-resin",
    }


def test_adhesives_without_a_data_year_say_so_and_are_trusted_least() -> None:
    undated = [record for record in RECORDS if "no-data-year" in _flags(record)]
    assert {record["year"] for record in undated} == {"2013"}
    assert [record["trust"] for record in undated] == ["C", "C", "C", "X"]
    assert all("no data year" in record["source_row"] for record in undated)
    resin = BY_ID["melamine-urea-formaldehyde-resin"]
    # 1.44 kg of CO2 and 0.00689 kg of methane in the inventory
    assert abs(Decimal(resin["co2e"]) - Decimal("1.44") - Decimal("0.00689") * Decimal("29.8")) < Decimal(
        "0.03"
    )


def test_flags_are_explained() -> None:
    for record in RECORDS:
        assert bool(record["flags"]) == bool(record["flag_note"]), record["id"]


def test_scrap_taken_in_is_stated_as_free_of_burden() -> None:
    for name in (
        "hot-rolled-sheet-steel",
        "aluminium-sheet-and-plate-hot-rolled",
        "aluminium-ingot-secondary",
    ):
        record = BY_ID[name]
        assert re.search(r"free of burden: .*scrap.* kg", record["allocation"]), record["id"]
    for record in RECORDS:
        assert not record["allocation"].endswith((" u", ";")), "an entry that the table cuts off"


def test_rows_left_out_have_a_reason() -> None:
    out = {row["row"]: row["left_out"] for row in MAPPING if row["left_out"]}
    assert len(MAPPING) == 46 and len(out) == 46 - len(RECORDS)
    assert all("ecoinvent" in why for why in out.values())
    assert sorted(map(int, out)) == [15, 16, 18, 33, 34, 35, 36]
    assert all(not row["item"] for row in MAPPING if row["left_out"])


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_rows_without_a_data_year_have_one_of_publication() -> None:
    undated = {str(place) for place, row in enumerate(_read(PUBLISHED), 1) if float(row["start"]) > 2100}
    assert undated == {row["row"] for row in MAPPING if row["year"]} == {"19", "20", "27", "28"}
