"""Rule tables of the EU carbon border adjustment mechanism for 2026: `factors/cbam-2026`.

Goods, default values by country, mark-ups, benchmarks, standard factors, reference efficiencies and constants. The
acts in force and what could be compared with them stand in each row. Grid factors of Annexes II and III of
Implementing Regulation (EU) 2025/2621 are data of the International Energy Agency for non-commercial use: not taken.
"""

from __future__ import annotations

from pathlib import Path

from carbonfoot.factors.rules import TABLES
from packs import cbam_2026_defaults, cbam_2026_goods, common

HERE = Path(__file__).parent
METHODS = "cbam_2025_2547"
METHODS_ACT = {
    "verified": "text",
    "act": "Implementing Regulation (EU) 2025/2547",
    "edition": "2025/2547",
}
UNITS = {
    "tCO2/t carbonate": "t CO2/t",
    "tCO2/t oxide": "t CO2/t",
    "tCO2/t": "t CO2/t",
    "tC/t": "t C/t",
    "tCO2e/t": "t CO2e/t",
    "-": "1",
}
ANNEX_II_G = "Annex II, point G, "
Row = dict[str, str]


def tables(data: Path) -> dict[str, str]:
    """File name to text.

    Raises ValueError where a published line has no place in the mapping or two files disagree.
    """
    made = {
        "cbam_goods.csv": cbam_2026_goods.goods(data),
        "cbam_headings.csv": common.read_csv(HERE / "cbam_2026.headings.csv"),
        "cbam_defaults.csv": cbam_2026_defaults.defaults(data),
        "cbam_markups.csv": common.read_csv(HERE / "cbam_2026.markups.csv"),
        "cbam_benchmarks.csv": cbam_2026_goods.benchmarks(data),
        "cbam_factors.csv": _factors(data / METHODS),
        "cbam_chp.csv": _efficiencies(data / METHODS),
        "cbam_precursors.csv": cbam_2026_defaults.precursors(data),
        "cbam_constants.csv": common.read_csv(HERE / "cbam_2026.constants.csv"),
    }
    return {name: common.to_csv(rows, TABLES[name]) for name, rows in made.items()}


def _factors(folder: Path) -> list[Row]:
    """Standard factors of Annexes II and III, one row for each number."""
    names = {row["name"]: row["name_ko"] for row in common.read_csv(HERE / "cbam_2026.factors.csv")}
    made = []
    for row in common.read_csv(folder / "table1_fossil_fuels.csv"):
        name, origin, place = row["fuel"], row["origin"], f"{ANNEX_II_G}Table 1"
        made.append(
            _factor("fuel", name, "emission-factor", (row["ef_tco2_per_tj"], "t CO2/TJ"), place, origin)
        )
        made.append(
            _factor("fuel", name, "net-calorific-value", (row["ncv_tj_per_gg"], "TJ/Gg"), place, origin)
        )
    for row in common.read_csv(folder / "table2_biomass.csv"):
        name, place = row["material"], f"{ANNEX_II_G}Table 2"
        made.append(
            _factor(
                "biomass", name, "emission-factor", (row["preliminary_ef_tco2_per_tj"], "t CO2/TJ"), place
            )
        )
        made.append(_factor("biomass", name, "net-calorific-value", (row["ncv_gj_per_t"], "GJ/t"), place))
    kinds = {row["published"]: row for row in common.read_csv(HERE / "cbam_2026.kinds.csv")}
    for row in common.read_csv(folder / "process_and_other_factors.csv"):
        kind, place = kinds[row["kind"]], row["place_in_act"]
        place = f"{ANNEX_II_G}{place}" if place.startswith("Table") else place
        number = row["value"], UNITS.get(row["unit"], row["unit"])
        made.append(_factor(kind["kind"], row["item"], kind["quantity"], number, place))
    # An empty number is one that the act does not give for that fuel: no row, so that it cannot be read as zero.
    made = [row for row in made if row["value"]]
    for row in made:
        row["name_ko"] = names[row["name"]]
    return made


def _factor(
    kind: str, name: str, quantity: str, number: tuple[str, str], place: str, origin: str = ""
) -> Row:
    notes = {"biomass": "preliminary factor: zero-rated only when the criteria for biomass are met"}
    value, unit = number
    return {
        "id": f"cbam-2026:factor-{kind}-{common.slug(name)}-{quantity}",
        "kind": kind,
        "name": name,
        "name_ko": "",
        "quantity": quantity,
        "value": value,
        "unit": unit,
        "origin": origin,
        **METHODS_ACT,
        "annex": place,
        "note": notes.get(kind, "") if quantity == "emission-factor" else "",
    }


def _efficiencies(folder: Path) -> list[Row]:
    """Reference efficiencies for separate production of electricity (published file) and heat (read in the act)."""
    made = []
    fuels = {}
    for row in common.read_csv(folder / "chp_reference_efficiency_electricity.csv"):
        fuels[row["category"]] = row["fuel"]
        for column, years in (
            ("before_2012_pct", ("", "2011")),
            ("2012_2015_pct", ("2012", "2015")),
            ("from_2016_pct", ("2016", "")),
        ):
            made.append(_efficiency("electricity", row["category"], "", years, row[column]))
    for row in common.read_csv(HERE / "cbam_2026.chp_heat.csv"):
        for age, years in (("before_2016", ("", "2015")), ("from_2016", ("2016", ""))):
            for form in ("hot_water", "steam", "direct_use"):
                text = row[f"{age}_{form}"]
                made.append(_efficiency("heat", row["category"], form.replace("_", "-"), years, text))
    names = {row["category"]: row["fuel_ko"] for row in common.read_csv(HERE / "cbam_2026.chp_heat.csv")}
    for row in made:
        row.update(fuel=fuels[row["category"]], fuel_ko=names[row["category"]])
    return made


def _efficiency(output: str, category: str, form: str, years: tuple[str, str], text: str) -> Row:
    first, last = years
    notes = {
        "steam": "plus 5 percentage points where the condensate return is not accounted for",
        "direct-use": "exhaust gases of 250 °C or more",
    }
    number = text if text[:1].isdigit() else ""
    slug = "-".join(
        filter(None, (output, category.lower(), form, f"from-{first}" if first else f"to-{last}"))
    )
    return {
        "id": f"cbam-2026:chp-{slug}",
        "output": output,
        "category": category,
        "fuel": "",
        "fuel_ko": "",
        "form": form,
        "year_from": first,
        "year_to": last,
        "efficiency": number,
        "unit": "%",
        "published_text": "" if number else text or "empty cell",
        **METHODS_ACT,
        "annex": f"Annex III, point C, Table {1 if output == 'electricity' else 2}",
        "note": notes.get(form, ""),
    }
