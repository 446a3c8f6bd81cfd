"""Global warming potentials (GWP100) of AR4, AR5 and AR6 in one table: `factors/gwp/gwp.csv`.

Sources, in the folder `gwp` of the data area: the table of the Python package globalwarmingpotentials (AR4,
AR5, AR6; the column with climate-carbon feedback is left out), the AR6 supplement with all its gases
(7.SM.7), the methane values by origin, and blends as mass shares times pure gases. Keys, Korean names,
aliases and notes stand in `gwp.mapping.csv`, one row per gas. `gwp_blends` adds the other blends of the US EPA hub.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from packs import common, gwp_blends

SETS = ("AR4", "AR5", "AR6")
COLUMNS = (
    *("gas", "name", "name_ko", "formula", "cas", "aliases"),
    *("AR4", "AR4_place", "AR5", "AR5_place", "AR6", "AR6_place"),
    *("composition", "note"),
)
PLACES = {
    "AR4": "IPCC AR4 WG1 Table 2.14",
    "AR5": "IPCC AR5 WG1 Table 8.A.1",
    "AR6": "IPCC AR6 WG1 Table 7.SM.7",
}
Rows = dict[str, dict[str, str]]


def tables(data: Path) -> dict[str, str]:
    """File name to text.

    Raises ValueError where a published row has no place in the mapping or two files disagree.
    """
    folder = data / "gwp"
    mapping = common.read_csv(Path(__file__).with_name("gwp.mapping.csv"))
    species = {row["Species"]: row for row in _read_commented(folder / "globalwarmingpotentials.csv")}
    supplement = {
        _cas(row["CAS"]) or row["Formula"]: row
        for row in common.read_csv(folder / "ar6_metrics_supplement_cleaned.csv")
    }
    variants = {
        (row["report"], row["gas"]): row for row in common.read_csv(folder / "methane_and_n2o_variants.csv")
    }
    blends = {row["blend"]: row for row in common.read_csv(folder / "refrigerant_blends_derived.csv")}
    _refuse_unmapped(mapping, species, supplement, blends)
    keys = {alias: row["gas"] for row in mapping for alias in row["aliases"].split(";") if alias}
    made = []
    for row in mapping:
        target = {column: row.get(column, "") for column in COLUMNS}
        for gwp_set in SETS:
            target[gwp_set], target[f"{gwp_set}_place"] = _value(
                row, gwp_set, species, supplement, variants, blends
            )
        if row["blend"]:
            target["composition"] = _composition(blends[row["blend"]]["composition_mass_pct"], keys)
        made.append(target)
    made += gwp_blends.rows(data, made, PLACES)
    return {"gwp.csv": common.to_csv(made, COLUMNS)}


def _value(
    row: dict[str, str],
    gwp_set: str,
    species: Rows,
    supplement: Rows,
    variants: dict[tuple[str, str], dict[str, str]],
    blends: Rows,
) -> tuple[str, str]:
    """Value and place of one gas in one set; two empty texts where the set has no number for it."""
    if row["stated"]:
        return row["stated"], "by definition: the reference gas"
    if row["blend"]:
        value = blends[row["blend"]][f"gwp100_{gwp_set.lower()}"]
        return value, f"own sum: mass shares (ASHRAE 34) x {PLACES[gwp_set]}" if value else ""
    listed = species[row["species"]][f"{gwp_set}GWP100"] if row["species"] else ""
    if row[f"{gwp_set}_variant"]:
        variant = variants[gwp_set, row[f"{gwp_set}_variant"]]
        _refuse_difference(row["gas"], gwp_set, variant["gwp100"], listed)
        return variant["gwp100"], variant["place"]
    if gwp_set == "AR6" and row["supplement"]:
        full = supplement[row["supplement"]]["GWP100"]
        _refuse_difference(row["gas"], gwp_set, full, listed)
        return listed or _digits(full), PLACES[gwp_set]
    return listed, PLACES[gwp_set] if listed else ""


def _refuse_difference(gas: str, gwp_set: str, one: str, other: str) -> None:
    if other and Decimal(one) != Decimal(other):
        raise ValueError(f"{gas} {gwp_set}: {one} in one file, {other} in another")


def _refuse_unmapped(mapping: list[dict[str, str]], species: Rows, supplement: Rows, blends: Rows) -> None:
    """Every published row with a value of one of the three sets must be mapped; older sets are left out."""
    wanted = {name for name, row in species.items() if any(row[f"{gwp_set}GWP100"] for gwp_set in SETS)}
    for column, published in (("species", wanted), ("supplement", set(supplement)), ("blend", set(blends))):
        missing = published - {row[column] for row in mapping}
        if missing:
            raise ValueError(f"no row in gwp.mapping.csv for {column} {', '.join(sorted(missing))}")


def _composition(shares: str, keys: dict[str, str]) -> str:
    """`HFC-32 50 / HFC-125 50` (percent by mass) as `hfc-32=50;hfc-125=50`."""
    parts = [part.strip().rsplit(" ", 1) for part in shares.split(" / ")]
    return ";".join(f"{keys[name]}={share}" for name, share in parts)


def _digits(text: str) -> str:
    """The supplement has three significant digits; its copy writes 6230 as `6230.0`: only that is undone."""
    return text.removesuffix(".0") if Decimal(text) >= 100 else text


def _cas(quoted: str) -> str:
    """The CAS number out of the spreadsheet text `="75-69-4"`."""
    return quoted.removeprefix('="').removesuffix('"')


def _read_commented(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file whose first lines are comments behind a `#`."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))
