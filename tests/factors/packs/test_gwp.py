"""The GWP table: what was read by hand, blends computed again, chemistry, and a second source for AR5."""

from __future__ import annotations

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data"
EPA = DATA / "epa_ghg_hub_2024"
UK = DATA / "uk_desnz" / "desnz_2024_2025_total_co2e.csv"
SETS = ("AR4", "AR5", "AR6")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = read(ROOT / "factors" / "gwp" / "gwp.csv")
GASES = {row["gas"]: row for row in ROWS}
BLENDS = [row for row in ROWS if row["composition"]]
# Of R-424A the hub prints what its composition does not give; of R-434A one less than the UK (3075.44 in full).
EPA_DIFFERS = {"r-424a", "r-434a"}
# AR5 prints "<1" for these two; a sum over them can only be bounded.
BELOW_ONE = {"hfo-1234yf", "hfo-1234ze-e"}
# No table of AR4 or AR5 lists these: a total that holds them is one that somebody published.
HYDROCARBONS = {"propane", "butane"}
NAMED = [row for row in ROWS if re.match(r"r-[45]\d\d[a-f]$", row["gas"])]


def plain(name: str) -> str:
    """A name as a forgiving reader sees it: no case, spaces, hyphens or underscores."""
    return re.sub(r"[\s_-]", "", name.casefold())


@pytest.mark.parametrize("cell", read(Path(__file__).parent / "hand_read" / "gwp.csv"), ids=str)
def test_cell_read_by_hand(cell: dict[str, str]) -> None:
    assert GASES[cell["id"]][cell["column"]] == cell["value"], cell["where"]


def test_keys_are_unique_slugs() -> None:
    assert len(GASES) == len(ROWS)
    assert all(re.fullmatch(r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?", gas) for gas in GASES)


def test_a_name_means_one_gas_however_it_is_spelt() -> None:
    meanings: dict[str, set[str]] = {}
    for row in ROWS:
        for name in (row["gas"], row["name"], *row["aliases"].split(";")):
            meanings.setdefault(plain(name), set()).add(row["gas"])
    meanings.pop("", None)
    assert {name: gases for name, gases in meanings.items() if len(gases) > 1} == {}


def test_every_value_is_a_plain_number_with_a_place() -> None:
    for row in ROWS:
        assert any(row[gwp_set] for gwp_set in SETS), row["gas"]
        for gwp_set in SETS:
            assert re.fullmatch(r"(\d+(\.\d+)?)?", row[gwp_set]), (row["gas"], gwp_set)
            assert bool(row[gwp_set]) == bool(row[f"{gwp_set}_place"]), (row["gas"], gwp_set)
            if row[gwp_set] and Decimal(row[gwp_set]) == 0:
                assert "not a missing value" in row["note"], row["gas"]


def test_cas_numbers_have_valid_check_digits_and_belong_to_one_gas() -> None:
    owners: dict[str, list[str]] = {}
    for row in ROWS:
        if row["cas"]:
            owners.setdefault(row["cas"], []).append(row["gas"])
            digits = row["cas"].replace("-", "")
            weighted = sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), start=1))
            assert weighted % 10 == int(digits[-1]), row["gas"]
    shared = {cas: gases for cas, gases in owners.items() if len(gases) > 1}
    assert shared == {"74-82-8": ["ch4_fossil", "ch4_biogenic", "ch4"]}


def parts(blend: dict[str, str]) -> dict[str, Decimal]:
    pairs = (part.split("=") for part in blend["composition"].split(";"))
    return {gas: Decimal(share) / 100 for gas, share in pairs}


@pytest.mark.parametrize("blend", BLENDS, ids=lambda row: row["gas"])
def test_blend_is_the_sum_of_its_parts(blend: dict[str, str]) -> None:
    shares = parts(blend)
    assert sum(shares.values()) == 1
    for gwp_set in SETS:
        unknown = {gas for gas in shares if not GASES[gas][gwp_set]}
        known = sum(
            (share * Decimal(GASES[gas][gwp_set]) for gas, share in shares.items() if gas not in unknown)
        )
        if not unknown:
            assert abs(known - Decimal(blend[gwp_set])) <= Decimal("0.05"), gwp_set
        elif gwp_set == "AR5" and unknown <= BELOW_ONE:
            top = known + sum(shares[gas] for gas in unknown)
            assert known < Decimal(blend["AR5"]) < top
            assert all(str(round(bound, 2)) in blend["note"] for bound in (known, top)), blend["note"]
        elif gwp_set == "AR5" and unknown <= HYDROCARBONS:
            assert abs(known - Decimal(blend["AR5"])) <= 1
            assert blend["AR5_place"].startswith("UK DESNZ")
        else:
            assert blend[gwp_set] == "", gwp_set


def test_thirty_eight_blends() -> None:
    """Thirteen with hydrofluoroolefins and the common ones, twenty-five more of the US EPA hub."""
    assert len(NAMED) == 38
    assert len(BLENDS) == 27
    without = {row["gas"] for row in NAMED} - {row["gas"] for row in BLENDS}
    assert without == {
        f"r-{name}"
        for name in ["406a", "411a", "411b", "414a", "414b", "422a", "422d", "424a", "426a", "428a", "434a"]
    }


def test_a_blend_with_a_part_that_no_table_lists_has_a_published_total_only() -> None:
    for row in NAMED:
        if not row["composition"]:
            assert (row["AR4"], row["AR6"]) == ("", ""), row["gas"]
            assert row["AR5_place"].startswith("UK DESNZ"), row["gas"]
            assert re.match(r"By mass .* %.*; not in this table: \w+", row["note"]), row["gas"]


@pytest.mark.skipif(not UK.is_file(), reason="published files are not next to the project")
def test_ar5_of_blends_agrees_with_the_uk_table() -> None:
    """The UK table counts every gas, and hydrocarbons as 0; it prints whole numbers, some rounded part by part."""
    totals = {
        line["Level 3"]: Decimal(line["kgco2e_2025"])
        for line in read(UK)
        if line["Level 2"] == "Blends" and line["Column Text"].startswith("Total emissions")
    }
    compared = [row for row in NAMED if row["gas"].upper().replace("-", "") in totals]
    for row in compared:
        assert abs(totals[row["gas"].upper().replace("-", "")] - Decimal(row["AR5"])) <= 1, row["gas"]
    assert len(compared) == 31


def test_fossil_methane_weighs_more_than_biogenic_since_ar5() -> None:
    for gwp_set in ("AR5", "AR6"):
        fossil, biogenic, unknown = (
            Decimal(GASES[gas][gwp_set]) for gas in ("ch4_fossil", "ch4_biogenic", "ch4")
        )
        assert biogenic <= unknown <= fossil
        # One kilogram of methane burns to 44/16 kg of CO2; the split cannot be wider.
        assert 0 < fossil - biogenic <= Decimal("2.8")


@pytest.mark.skipif(not EPA.is_dir(), reason="published files are not next to the project")
def test_ar5_agrees_with_the_epa_hub() -> None:
    names = {plain(name): row for row in ROWS for name in (row["name"], *row["aliases"].split(";")) if name}
    compared = 0
    for table, column, name in (
        ("gwp.csv", "100-Year GWP", "Industrial Designation or Common Name"),
        ("gwp-for-blended-refrigerants.csv", "100-year GWP", "ASHRAE"),
    ):
        for line in read(EPA / table):
            row = names[plain(line[name])]
            if "HCFC" in row["name"] or row["gas"] in EPA_DIFFERS:
                continue
            ours = Decimal(row["AR5"]).quantize(Decimal(1), ROUND_HALF_UP)
            assert ours == Decimal(line[column]), line
            compared += 1
    assert compared == 32 + 30 - 13 - len(EPA_DIFFERS)


@pytest.mark.skipif(not EPA.is_dir(), reason="published files are not next to the project")
def test_the_epa_value_of_a_blend_with_hcfc_leaves_the_hcfc_out() -> None:
    """Why that column is not used: a Kyoto total, which for R-402A is 1902 where all its gases make 2571."""
    for line in read(EPA / "gwp-for-blended-refrigerants.csv"):
        row = GASES[line["ASHRAE"].lower()]
        if "HCFC" in row["name"]:
            assert Decimal(line["100-year GWP"]) < Decimal(row["AR5"]) - 600, line


def test_the_gases_of_electronics_are_there() -> None:
    for gas in [
        "cf4",
        "c2f6",
        "c3f8",
        "c-c4f8",
        "c4f6",
        "c5f8",
        "c-c4f8o",
        "hfc-23",
        "hfc-32",
        "hfc-41",
        "hfc-125",
        "nf3",
        "sf6",
        "n2o",
        "c6f14",
        "c2f4",
    ]:
        assert GASES[gas]["AR6"], gas
    assert not {"cof2", "f2"} & set(GASES), "no report gives them a GWP"
