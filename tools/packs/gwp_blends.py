"""Further refrigerant blends for the GWP table, by the compositions that the US EPA hub prints.

The GWP that the hub prints beside them is not used: it counts hydrochlorofluorocarbons as 0, which is right for a
Kyoto total and wrong for a footprint. A blend is the sum of its parts where the set lists all of them. Hydrocarbons
are not in AR4 and AR5, most not in AR6; for AR5 the United Kingdom publishes totals of such blends, which stand then.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from packs import common

SETS = ("AR4", "AR5", "AR6")
TENTH = Decimal("0.1")
UK_PLACE = (
    "UK DESNZ conversion factors 2025, Blends, total including non-Kyoto products (AR5, hydrocarbons 0)"
)
Row = dict[str, str]


def rows(data: Path, gases: list[Row], places: dict[str, str]) -> list[Row]:
    """Rows of the GWP table; `gases` holds those it has already, with the blends of the other source.

    Raises ValueError where the EPA table and `gwp.blends.csv` do not hold the same blends.
    """
    ours = {row["epa"]: row for row in common.read_csv(Path(__file__).with_name("gwp.blends.csv"))}
    published = {
        row["ASHRAE"]: row["Blend Composition"]
        for row in common.read_csv(data / "epa_ghg_hub_2024" / "gwp-for-blended-refrigerants.csv")
    }
    there = {row["gas"] for row in gases if row["composition"]}
    wanted = {name for name in published if name.lower() not in there}
    if wanted != set(ours):
        raise ValueError(f"blends in only one of the EPA table and the mapping: {sorted(wanted ^ set(ours))}")
    totals = _uk_totals(data)
    names = {
        name.casefold(): row
        for row in gases
        for name in (row["gas"], row["name"], *row["aliases"].split(";"))
    }
    return [_row(ours[name], published[name], names, totals, places) for name in published if name in ours]


def _row(
    ours: Row, printed: str, names: dict[str, Row], totals: dict[str, str], places: dict[str, str]
) -> Row:
    name = ours["epa"]
    shares = _shares(printed)
    known = {part: names[part.casefold()] for part in shares if part.casefold() in names}
    row = {
        "gas": name.lower(),
        "name": f"{name} ({' / '.join(shares)})",
        "name_ko": ours["name_ko"],
        "aliases": f"{name};{name.replace('-', '')}",
    }
    told = [ours["note"]] if ours["note"] else []
    for gwp_set in SETS:
        listed = {part: gas for part, gas in known.items() if gas[gwp_set]}
        total = sum((shares[part] / 100 * Decimal(gas[gwp_set]) for part, gas in listed.items()), Decimal(0))
        total = total.quantize(TENTH, ROUND_HALF_UP)
        place = f"own sum: mass shares (US EPA hub 2024, ASHRAE 34) x {places[gwp_set]}"
        lacking = [part for part in shares if part not in listed]
        if not lacking:
            row[gwp_set], row[f"{gwp_set}_place"] = str(total), place
        elif gwp_set == "AR5":
            row[gwp_set], row[f"{gwp_set}_place"] = totals[name.replace("-", "")].removesuffix(".0"), UK_PLACE
        else:
            told.append(
                f"No {gwp_set} value: its table does not list {_listed(lacking)}; the rest makes {total}."
            )
    if len(known) == len(shares):
        row["composition"] = ";".join(f"{known[part]['gas']}={share}" for part, share in shares.items())
    else:
        strangers = [part for part in shares if part not in known]
        told.insert(0, f"By mass {_in_words(shares)}; not in this table: {_listed(strangers)}.")
    row["note"] = " ".join(told)
    return row


def _shares(printed: str) -> dict[str, Decimal]:
    """`38% HCFC-22 , 60% HFC-125 , 2% propane` as parts and mass shares; ValueError where they do not make 100."""
    pairs = [re.fullmatch(r"([\d.]+)% (\S+)", part.strip()) for part in printed.split(",")]
    shares = {pair[2]: Decimal(pair[1]) for pair in pairs if pair is not None}
    if len(shares) != len(pairs) or sum(shares.values()) != 100:
        raise ValueError(f"not a composition: {printed}")
    return shares


def _uk_totals(data: Path) -> dict[str, str]:
    """AR5 totals of blends as the United Kingdom publishes them, by name (`R402A`)."""
    return {
        row["Level 3"]: row["kgco2e_2025"]
        for row in common.read_csv(data / "uk_desnz" / "desnz_2024_2025_total_co2e.csv")
        if row["Level 2"] == "Blends" and row["Column Text"].startswith("Total emissions")
    }


def _in_words(shares: dict[str, Decimal]) -> str:
    return ", ".join(f"{share} % {part}" for part, share in shares.items())


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
