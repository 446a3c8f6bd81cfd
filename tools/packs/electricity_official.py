"""`electricity-official`: electricity and district heat factors that public bodies and suppliers state themselves.

Five published tables are read. What each row is (region, boundary, gas, trust, publisher) stands in the mapping, keyed by
file, row and column. Every published figure has a mapping row: a record, or the reason why it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from packs import common

NATIONAL = "electricity_national/official_factors.csv"
TECHNOLOGY = "electricity_national/lifecycle_by_technology.csv"
CHINA = "electricity_china_mee/china_electricity_2023_2024.csv"
EGRID = "epa_ghg_hub_2024/electricity.csv"
HEAT = "korea/district_heat_kdhc_2021.csv"

NOT_COPIED = {"file", "key", "column", "id", "gas", "source", "left_out"}

Key = tuple[str, str, str]
Cells = dict[str, str]


def published(data: Path) -> Iterator[tuple[Key, Cells]]:
    """Figures as (file, row, column) and cells: `value`, or one cell a gas where the publisher splits by gas."""
    for row in common.read_csv(data / NATIONAL):
        key = f"{row['country']}|{row['year']}|{row['description']}"
        yield (NATIONAL, key, "value"), {"value": row["value"]}
    for row in common.read_csv(data / TECHNOLOGY):
        for column in ("lifecycle_gco2e_per_kwh", "direct_gco2_per_kwh"):
            yield (TECHNOLOGY, row["technology"], column), {"value": row[column]}
    for row in common.read_csv(data / CHINA):
        # The notice prints four decimals throughout; the table typed from it lost trailing zeros.
        yield (CHINA, f"{row['year']}|{row['name_zh']}", "value"), {"value": f"{Decimal(row['value']):.4f}"}
    for row in common.read_csv(data / EGRID):
        for column, prefix in (("total output", "Total Output"), ("non-baseload", "Non-Baseload")):
            gases = {gas: row[f"{prefix} {gas} Factor (lb {gas} / MWh)"] for gas in ("CO2", "CH4", "N2O")}
            yield (EGRID, row["eGRID Subregion Acronym"], column), _by_gas(gases)
    for row in common.read_csv(data / HEAT):
        gases = {gas: row[f"kg{gas.lower()}_per_tj"] for gas in ("CO2", "CH4", "N2O")}
        yield (HEAT, row["supplier"], "by gas"), _by_gas(gases)


def _by_gas(gases: dict[str, str]) -> Cells:
    """Record columns of the three combustion gases; the origin of CH4 is not stated by these publishers."""
    return {"co2_fossil": gases["CO2"], "ch4": gases["CH4"], "n2o": gases["N2O"]}


def build(data: Path) -> list[dict[str, str]]:
    """Records in the order of the mapping; ValueError when the mapping and the published rows are not the same set."""
    figures = dict(published(data))
    authored = common.read_csv(Path(__file__).with_suffix(".mapping.csv"))
    keys = [(row["file"], row["key"], row["column"]) for row in authored]
    if len(set(keys)) != len(keys) or set(keys) != set(figures):
        raise ValueError(f"mapping and published rows differ: {sorted(set(keys) ^ set(figures))}")
    kept = [(row, key) for row, key in zip(authored, keys, strict=True) if not row["left_out"]]
    return [_record(row, figures[key]) for row, key in kept]


def _record(ours: dict[str, str], cells: Cells) -> dict[str, str]:
    """One record; `gas` in the mapping says whether the figure is CO2e, CO2 alone or split by gas."""
    if ours["gas"] == "co2e":
        amounts = {"co2e": cells["value"]}
    elif ours["gas"] == "co2":
        amounts = {"gas_basis": "mass", "co2_fossil": cells["value"]}
    else:
        amounts = {"gas_basis": "mass", **cells}
    copied = {column: cell for column, cell in ours.items() if column not in NOT_COPIED}
    return common.record(
        id=f"electricity-official:{ours['id']}",
        source_row=f"{ours['source']} [{ours['key']}]",
        **copied,
        **amounts,
    )
