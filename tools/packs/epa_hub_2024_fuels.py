"""Fuels of the US EPA hub: combustion in Tables 1, 2 and 5, steam and heat in Table 7."""

from __future__ import annotations

from collections.abc import Iterator

from packs.common import slug
from packs.epa_hub_2024_sheet import Line, filled
from packs.epa_hub_2024_words import (
    GAS_FLAG,
    GAS_NOTE,
    Row,
    joined,
    kilograms,
    parameter_of,
    record_of,
    table_of,
    words_of,
)

UNITS = {"short ton": "short ton", "scf": "scf", "gallon": "US gallon"}
ORIGINS = {
    "fossil": ("co2_fossil", "ch4_fossil"),
    "biogenic": ("co2_biogenic", "ch4_biogenic"),
    "mixed": ("co2_fossil", "ch4"),
}


def fuels(lines: list[Line]) -> Iterator[Row]:
    """Table 1: each fuel per mmBtu, and per amount where the table gives that."""
    for line, ours, unit in _stationary(lines):
        shared = {
            "item": ours["item"],
            "route": ours["route"],
            "name": f"{ours['name']}, combustion",
            "name_ko": f"{ours['name_ko']}, 연소",
            "kind": "fuel",
            "boundary": "combustion",
            "technology": "stationary combustion, all carbon oxidised",
            "biogenic_note": "all CO2 is biogenic" if ours["origin"] == "biogenic" else "",
            "trust": ours["trust"],
            "tags": ours["tags"],
        }
        yield record_of(
            id=f"{slug(line['C'])}-mmbtu",
            unit_den="mmBtu",
            cv_basis="gross",
            source_row=f"Table 1, {line['C']}, E{line.row} to G{line.row}",
            flags=ours["flags"],
            flag_note=ours["flag_note"],
            **_gases(ours["origin"], line["E"], line["F"], line["G"]),
            **shared,
        )
        if not line.numbers("DHIJ"):
            continue
        gaseous = unit == "scf"
        yield record_of(
            id=f"{slug(line['C'])}-{slug(unit)}",
            unit_den=unit,
            gcv="" if gaseous else f"{line['D']} mmBtu/{unit}",
            source_row=f"Table 1, {line['C']}, D{line.row} and H{line.row} to J{line.row}",
            flags=joined(";", ours["flags"], GAS_FLAG if gaseous else ""),
            flag_note=joined(" ", ours["flag_note"], GAS_NOTE if gaseous else ""),
            **_gases(ours["origin"], line["H"], line["I"], line["J"]),
            **shared,
        )


def vehicle_fuels(lines: list[Line]) -> Iterator[Row]:
    """Fuels of Table 2 that Table 1 does not have: CO2 alone."""
    left = {entry["published"] for entry in table_of("left_out") if entry["table"] == "2"}
    words = words_of("engines", "2")
    for line in lines:
        if not line.numbers("D") or line["C"] in left:
            continue
        ours, gaseous = words[line["C"]], line["E"] == "scf"
        yield record_of(
            id=f"{slug(line['C'])}-vehicles-{slug(UNITS[line['E']])}",
            item=ours["item"],
            name=f"{ours['name']}, combustion",
            name_ko=f"{ours['name_ko']}, 연소",
            kind="fuel",
            unit_den=UNITS[line["E"]],
            gas_basis="mass",
            co2_fossil=line["D"],
            boundary="combustion",
            technology="mobile combustion",
            flags=joined(";", "co2-only", GAS_FLAG if gaseous else ""),
            flag_note=joined(" ", "CH4 and N2O depend on the vehicle.", GAS_NOTE if gaseous else ""),
            source_row=f"Table 2, {line['C']}, D{line.row}",
            tags=ours["tags"],
        )


def engines(carbon: list[Line], lines: list[Line]) -> Iterator[Row]:
    """CH4 and N2O of Table 5 by engine, with the CO2 of the same fuel of Table 2."""
    co2 = {line["C"]: line for line in carbon if line.numbers("D") and line["E"] == "gallon"}
    engines, fuels = words_of("engines", "5-engine"), words_of("engines", "5-fuel")
    for line in filled(lines, "C", "EF"):
        engine, fuel = engines[line["C"]], fuels[line["D"]]
        source = co2[fuel["fuel"]]
        zeros = [gas for gas, column in (("CH4", "E"), ("N2O", "F")) if line[column] == "0"]
        yield record_of(
            id=f"{slug(line['D'])}-{engine['slug']}-us-gallon",
            item=fuel["item"],
            route=joined("-", engine["slug"], fuel["slug"]),
            name=f"{fuel['name']}, {engine['name']}, combustion",
            name_ko=f"{fuel['name_ko']}, {engine['name_ko']}, 연소",
            kind="fuel",
            unit_den="US gallon",
            boundary="combustion",
            technology=f"mobile combustion off road: {engine['name']}",
            flags="published-as-zero" if zeros else "",
            flag_note=f"{zeros[0]} is published as 0." if zeros else "",
            source_row=f"Table 2, {source['C']}, D{source.row}; Table 5, E{line.row} and F{line.row}",
            tags=joined(";", fuel["tags"], engine["tags"]),
            **_gases(fuel["origin"], source["D"], line["E"], line["F"]),
        )


def heat(lines: list[Line]) -> Row:
    """Table 7."""
    (line,) = (line for line in lines if line.numbers("DEF"))
    return record_of(
        id="steam-and-heat-mmbtu",
        item="heat/steam",
        name="Steam and heat, bought, generation",
        name_ko="구매 증기·열, 생산",
        kind="heat",
        unit_den="mmBtu",
        boundary="generation",
        technology="made from natural gas at 80 % thermal efficiency, an assumption of the source",
        source_row=f"Table 7, D{line.row} to F{line.row}",
        tags="steam;스팀;증기;열",
        **_gases("fossil", line["D"], line["E"], line["F"]),
    )


def heat_contents(lines: list[Line]) -> Iterator[Row]:
    """Heat contents per standard cubic foot, which no column of a record can hold."""
    for line, ours, unit in _stationary(lines):
        if unit == "scf" and line.numbers("D"):
            yield parameter_of(
                id=f"{slug(line['C'])}-gross-calorific-value",
                item=ours["item"],
                quantity="gross-calorific-value",
                name=f"{ours['name']}, gross calorific value",
                name_ko=f"{ours['name_ko']}, 총발열량",
                value=line["D"],
                unit="mmBtu/scf",
                flags=GAS_FLAG,
                flag_note=GAS_NOTE,
                source_row=f"Table 1, {line['C']}, D{line.row}",
                tags=joined(";", "HHV", "heat content", ours["tags"]),
            )


def _stationary(lines: list[Line]) -> Iterator[tuple[Line, Row, str]]:
    """Rows of Table 1 with our words and the unit of amount, which stands in the heading above each group."""
    fuels = {row["fuel"]: row for row in table_of("fuels")}
    unit = ""
    for line in lines:
        if line["D"].startswith("mmBtu per "):
            unit = UNITS[line["D"].removeprefix("mmBtu per ")]
        elif line.numbers("EFG"):
            yield line, fuels[line["C"]], unit


def _gases(origin: str, co2: str, ch4: str, n2o: str) -> Row:
    carbon, methane = ORIGINS[origin]
    return {"gas_basis": "mass", carbon: co2, methane: kilograms(ch4), "n2o": kilograms(n2o)}
