"""The GWP table: what was read by hand, blends computed again, chemistry, and a second source for AR5."""

from __future__ import annotations

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EPA = ROOT.parent / "shared" / "data" / "epa_ghg_hub_2024"
SETS = ("AR4", "AR5", "AR6")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = read(ROOT / "factors" / "gwp" / "gwp.csv")
GASES = {row["gas"]: row for row in ROWS}
BLENDS = [row for row in ROWS if row["composition"]]
# AR5 prints "<1" for these two; a sum over them can only be bounded.
BELOW_ONE = {"hfo-1234yf", "hfo-1234ze-e"}


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
        else:
            assert blend[gwp_set] == "", gwp_set


def test_thirteen_blends() -> None:
    assert len(BLENDS) == 13


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
            row = names.get(plain(line[name]))
            if row is not None:
                ours = Decimal(row["AR5"]).quantize(Decimal(1), ROUND_HALF_UP)
                assert ours == Decimal(line[column]), line
                compared += 1
    assert compared == 32 + 5
