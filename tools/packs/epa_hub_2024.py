"""US EPA GHG Emission Factors Hub 2024: records of Tables 1, 2, 5, 7 to 10 and 12, parameters of Tables 1, 3 and 4.

What is ours (item, route, names, origin of the carbon, trust, flags) stands in the tables beside this file; one line of them
for each row of the workbook, and `left_out` for the others. Grams of CH4 and N2O become kilograms, which only moves the
decimal point; every other figure and unit is the published one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from packs import epa_hub_2024_activities as activities
from packs import epa_hub_2024_fuels as fuels
from packs.common import slug, to_csv
from packs.epa_hub_2024_sheet import Line, filled, read_tables
from packs.epa_hub_2024_words import PARAMETER_COLUMNS, Row, joined, parameter_of, table_of, words_of

FILE = "epa_ghg_hub_2024/ghg-emission-factors-hub-2024.xlsx"


def tables(data: Path) -> dict[str, str]:
    """The tables of the pack; a row of the workbook that no table of ours knows raises KeyError."""
    lines = read_tables(data / FILE)
    _check_left_out(lines)
    records = [
        *fuels.fuels(lines["1"]),
        *fuels.vehicle_fuels(lines["2"]),
        *fuels.engines(lines["2"], lines["5"]),
        fuels.heat(lines["7"]),
        *activities.transport(lines),
        *activities.waste(lines["9"]),
        *activities.blends(lines["12"]),
    ]
    parameters = [*fuels.heat_contents(lines["1"]), *_per_mile(lines["3"], "3"), *_per_mile(lines["4"], "4")]
    return {"records.csv": to_csv(records), "parameters.csv": to_csv(parameters, PARAMETER_COLUMNS)}


def _check_left_out(lines: dict[str, list[Line]]) -> None:
    columns = {"2": "D", "6": "EFG", "8": "DEF", "11": "E"}
    for entry in table_of("left_out"):
        rows = [line for line in lines[entry["table"]] if line.numbers(columns[entry["table"]])]
        found = [line for line in rows if entry["published"] in ("*", line["C"])]
        if len(found) != int(entry["rows"]):
            raise ValueError(f"left_out, table {entry['table']}: {len(found)} rows, not {entry['rows']}")


def _per_mile(lines: list[Line], table: str) -> Iterator[Row]:
    """CH4 and N2O of vehicles per mile by model year: they are no factor of a mile, because CO2 is not among them."""
    vehicles, fuels = words_of("engines", table), words_of("engines", "4-fuel")
    label, year, first = ("C", "D", "E") if table == "3" else ("CD", "E", "F")
    columns = first + chr(ord(first) + 1)
    for line in filled(lines, label, columns):
        ours = vehicles[line["C"]]
        fuel = fuels[line["D"]] if table == "4" else {"slug": ours["fuel"], "name": "", "name_ko": ""}
        models = line[year].replace("≤", "to ")
        years = f"model year{'s' if not models.isdigit() else ''} {models}" if models else ""
        zero = all(line[column] == "0" for column in columns)
        for gas, column in (("ch4", columns[0]), ("n2o", columns[1])):
            yield parameter_of(
                id=slug("-".join(filter(None, (ours["slug"], fuel["slug"], models, gas)))),
                item=joined(
                    "/",
                    "vehicles",
                    ours["slug"],
                    fuel["slug"],
                    slug(f"model-year-{models}") if models else "",
                ),
                quantity="emission-per-distance",
                substance=gas,
                name=joined(
                    ", ",
                    f"{fuel['name']} {ours['name']}".strip(),
                    years,
                    gas.upper(),
                ),
                name_ko=joined(
                    ", ",
                    f"{fuel['name_ko']} {ours['name_ko']}".strip(),
                    f"연식 {models}" if models else "",
                    gas.upper(),
                ),
                value=line[column],
                unit="g/vehicle-mile",
                technology=years or "all model years",
                trust="X" if zero else "A",
                flags="published-as-zero" if zero else "",
                flag_note="Both gases are published as 0, between model years that are not 0."
                if zero
                else "",
                source_row=f"Table {table}, {column}{line.row}",
                tags=joined(";", ours["tags"], "vehicle-mile"),
            )
