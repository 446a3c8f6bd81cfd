"""A small communication template of our own, filled in: the texts of the Commission's, in other places, without its formulas.

A steel mill of two processes. Expected by hand, per t:

crude steel  direct (500 + 200 x 2) / 1000 = 0.9; indirect (300 x 0.5 + 200 x 0.1 x 0.6) / 1000 = 0.162; 0.32 MWh
rolling      own (58 + 1 x 58 - 0.5 x 40) = 96; direct (96 + 600 x 0.9) / 580; indirect (116 x 0.5 + 600 x 0.162) / 580
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

Cells = dict[str, dict[tuple[int, int], Any]]
"""Sheet to row and column, from 1, to value; a tuple is a formula with what it was saved with."""

CRUDE = {"direct": 0.9, "indirect": 0.162, "electricity": 0.32, "default_share": 400 / 900}
ROLLED = {"direct": 636 / 580, "indirect": 155.2 / 580, "electricity": 308 / 580, "default_share": 240 / 636}
_UNITS = "Unit"
GOOD_HEADS = [
    "Production process from which the products arise",
    "Type of aggregated good or precursor",
    "CN Codes",
    "CN Name",
    "Product name \n(used for communication with reporting declarant, e.g. on invoices)",
    "SEE (direct)",
    "SEE (indirect)",
    "SEE (total)",
    "Unit",
    "Share of emissions by default value",
    "Source for electricity EF",
    "Embedded electricity (MWh/t)",
    "Electricity EF (tCO2/MWh)",
    "The main reducing agent of the precursor, if known",
    "% Mn",
    "t scrap per t steel",
    "Type of instrument (carbon pricing)",
    "Share of total embedded emissions covered by the carbon price",
    "Currency",
    "Carbon price (CP) due (per produced t or MWh)",
    "Type of rebate",
    "Amount of rebate (per produced t or MWh)",
    "Result: Effective CP due (per produced t or MWh)",
]


def cells(version: str = "2.1.1") -> Cells:
    """The template with everything filled in."""
    found: Cells = {
        "0_Versions": {
            (8, 5): "Version",
            **{(9 + i, 5): one for i, one in enumerate(["1.0", "2.0", version])},
        },
        "c_CodeLists": _table(
            10,
            6,
            [
                ["Code", "Country Name", "", "Code", "Currency Name"],
                ["KR", "Korea, Republic of", "", "KRW", "Won"],
            ],
        ),
        "A_InstData": _about(),
        "B_EmInst": _streams(),
        "C_Emissions&Energy": _balance(),
        "D_Processes": {**_process(11, 1, "Melt shop"), **_process(61, 2, "Rolling")},
        "E_PurchPrec": _purchase(14, 1),
        "Summary_Products": {},
        "Summary_Communication": {},
    }
    for name, row in (("Summary_Products", 9), ("Summary_Communication", 26)):
        heads = [one for one in GOOD_HEADS if version == "2.1.1" or not one.startswith("Electricity EF")]
        if name == "Summary_Products":
            heads = [one for one in GOOD_HEADS if not one.startswith("Electricity EF")]
        found[name] = _goods(row, heads, computed=name == "Summary_Communication")
    return found


def at(heads: dict[tuple[int, int], Any], text: str, row: int) -> tuple[int, int]:
    """The cell of a row in the column with this head."""
    return next((row, place[1]) for place, one in heads.items() if one == text)


def write(file: Path, given: Cells) -> Path:
    """The workbook."""
    with xlsxwriter.Workbook(file) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, places in given.items():
            sheet = workbook.add_worksheet(name)
            for (row, column), value in places.items():
                if isinstance(value, tuple):
                    sheet.write_formula(row - 1, column - 1, value[0], None, value[1])
                elif isinstance(value, date):
                    sheet.write_datetime(row - 1, column - 1, value, day)
                else:
                    sheet.write(row - 1, column - 1, value)
    return file


def _table(row: int, column: int, rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    return {
        (row + down, column + right): value
        for down, line in enumerate(rows)
        for right, value in enumerate(line)
        if value != ""
    }


def _about() -> dict[tuple[int, int], Any]:
    page: dict[tuple[int, int], Any] = {(1, 20): "ausblenden", (3, 7): "Reporting period"}
    page |= {
        (9, 4): "Reporting period",
        (9, 9): "Start:",
        (9, 10): date(2026, 1, 1),
        (9, 12): "End:",
        (9, 13): date(2026, 12, 31),
    }
    about = [
        ("Name of the installation (optional):", "한일제강 안산"),
        ("Name of the installation (English name):", "Hanil Steel Ansan"),
        ("Street, Number:", "12 Haean-ro"),
        ("Economic activity:", "Iron & steel production"),
        ("Post code:", 15434),
        ("P.O. Box:", ""),
        ("City:", "Ansan"),
        ("Country:", "Korea, Republic of"),
        ("UNLOCODE:", "KR ASN"),
        ("Coordinates of the main emission source (latitude):", "37.3215° N"),
        ("Coordinates of the main emission source (longitude):", "126,8308°"),
        ("Name of authorized representative:", "Kim Jiwon"),
        ("Email:", "cbam@hanil.example"),
        ("Telephone:", ""),
        ("Company Name:", ""),
        ("Street, Number:", "not ours"),
        ("City:", "Seoul"),
        ("Registration number issued by the Accreditation body:", ""),
    ]
    for row, (label, value) in enumerate(about, 19):
        page[row, 6] = label
        if value != "":
            page[row, 10] = value
    page |= _table(
        81,
        5,
        [
            ["ID", "Aggregated goods category", "Included goods categories listed under (a)", "", "", "Name"],
            ["", "", 1, 2, 3, ""],
            ["P1", "Crude steel", "Only direct production", "", "", "Melt shop"],
            ["P2", "Iron or steel products", "Only direct production", "", "", "Rolling"],
            ["P3"],
        ],
    )
    page |= _table(
        101,
        5,
        [
            ["ID", "Production process", "Country code", "Route 1", "Route 2", "Name"],
            ["PP1", "Pig iron", "CN", "Blast furnace route", "", "Pig iron of Tangshan"],
            ["PP2"],
        ],
    )
    return page


def _streams() -> dict[tuple[int, int], Any]:
    heads = [
        "#",
        "Method",
        "Source stream name",
        "Activity data (AD)",
        "AD Unit",
        "Net calorific value (NCV)",
        "NCV Unit",
        "Emission factor (EF)",
        "EF Unit",
        "Carbon content",
        "Oxidation factor (OxF)",
        "Conversion factor (ConvF)",
        "Biomass content (BioC)",
        "CO2e fossil (t)",
    ]
    page = _table(
        13,
        4,
        [
            heads,
            [
                "Ex.1",
                "Combustion",
                "Heavy fuel oil",
                252000,
                "t",
                45,
                "GJ/t",
                73,
                "tCO2/TJ",
                "",
                100,
                "",
                0,
                827820,
            ],
            [
                1,
                "Combustion",
                "Natural gas",
                100,
                "t",
                48,
                "GJ/t",
                56.1,
                "tCO2/TJ",
                "",
                "",
                "",
                "",
                ("=1", 269.28),
            ],
            [
                2,
                "Process emissions",
                "Lime",
                577.44,
                "t",
                "",
                "",
                0.5,
                "tCO2/t",
                "",
                "",
                "",
                "",
                ("=1", 288.72),
            ],
            [3],
        ],
    )
    pfc = [
        "A: Frequency",
        "A: Duration",
        "A: SEF(CF4)",
        "B: AEO",
        "B: CE",
        "B: OVC",
        "F(C2F6)",
        "Collection efficiency, %",
    ]
    page |= _table(30, 4, [["#", "Method", "Technology type", *heads[3:], *pfc], [1]])
    stack = ["hourly GHG conc. Average", "hours operating", "Flue gas flow (average)", "Biomass fraction"]
    page |= _table(40, 4, [["#", "Name", "Type of GHG", *heads[3:], *stack], [1]])
    return page


def _balance() -> dict[tuple[int, int], Any]:
    return _table(
        14,
        5,
        [
            ["Fuel balance:", "", "Unit", "Total fuel input", "Rest"],
            ["Results:", "", "TJ", 4.8, ("=0", 0)],
            [],
            [
                "Installation level data:",
                "",
                "Unit",
                "Total CO2 emissions",
                "Total direct emissions",
                "Total indirect emissions",
            ],
            ["Results:", "", "tCO2e", 558, ("=1", 558), 208],
            [],
            ["General information on data quality:", "Please select"],
            ["General information on data quality:", "", "", "Mostly measurements & analyses"],
        ],
    )


_INPUTS = {
    "Melt shop": {
        "routes": [("Basic oxygen steelmaking", 0), ("Electric arc furnace", 1000)],
        "market": 400,
        "uses": [("Rolling", 600)],
        "direct": 500,
        "power": 300,
    },
    "Rolling": {
        "routes": [("All production routes", 580)],
        "market": 580,
        "uses": [("Melt shop", "")],
        "direct": 58,
        "power": 116,
        "heat": [1, 0.5, 58, 40],
    },
}


def _process(row: int, number: int, name: str) -> dict[tuple[int, int], Any]:
    given: Any = _INPUTS[name]
    heat = given.get("heat", ["", "", "", ""])
    total = sum(amount for _, amount in given["routes"])
    rows: list[list[Any]] = [
        [f"Production process {number}:", "", "", ("=1", name)],
        ["Total production levels:", "", "", "Production route", "", "", _UNITS, "Amounts"],
        *[["", "", "", route, "", "", "t", amount] for route, amount in given["routes"]],
        [
            "Total production within installation (= denominator for SEE calculation):",
            "",
            "",
            "",
            "",
            "",
            "t",
            ("=1", total),
        ],
        ["Production details", "", "", "", "", "", _UNITS, "Amounts"],
        ["Produced for the market", "", "", "", "", "", "t", given["market"]],
        [
            "Consumed in other 'production processes' within the installation:",
            "",
            "",
            "",
            "",
            "",
            _UNITS,
            "Amounts",
        ],
        *[[("=1", other), "", "", "", "", "", "t", amount] for other, amount in given["uses"]],
        ["Consumed for non-CBAM goods within the installation:", "", "", "", "", "", "t", 0],
        ["Control:", "", "", "", "", "", "t", ("=0", 0)],
        ["", "", "", "", "", "", "Measurable heat", "Waste gases", "Indirect emissions"],
        [
            "Please select which elements are applicable",
            "",
            "",
            "",
            "",
            "",
            bool(given.get("heat")),
            False,
            True,
        ],
        ["", "", "", "", "", "", _UNITS, "Value"],
        ["Directly attributable emissions (DirEm*)", "", "", "", "", "", "tCO2e", given["direct"]],
        ["Import and export of measurable heat", "", "", "", "", "", _UNITS, "Imported", "Exported"],
        ["Amount of net measurable heat", "", "", "", "", "", "TJ", heat[0], heat[1]],
        ["Emissions factor", "", "", "", "", "", "tCO2/TJ", heat[2], heat[3]],
        ["Waste gases", "", "", "", "", "", _UNITS, "Imported", "Exported"],
        ["Amount of waste gas", "", "", "", "", "", "TJ"],
        ["Emission factor", "", "", "", "", "", "tCO2/TJ"],
        ["Indirect emissions from electricity consumption", "", "", "", "", "", _UNITS, "Value"],
        ["Electricity consumption", "", "", "", "", "", "MWh", given["power"]],
        ["Emission factor of the electricity", "", "", "", "", "", "tCO2/MWh", 0.5],
        ["Source of the emission factor", "", "", "", "", "", "-", "D.4(a)"],
        ["Electricity exported from the production process", "", "", "", "", "", _UNITS, "Value"],
        ["Amounts exported", "", "", "", "", "", "MWh", 0],
        ["Emission factor of the electricity", "", "", "", "", "", "tCO2/MWh"],
    ]
    return _table(row, 6, rows)


def _purchase(row: int, number: int) -> dict[tuple[int, int], Any]:
    rows: list[list[Any]] = [
        [f"Purchased precursor {number}:", "", "", ("=1", "Pig iron of Tangshan")],
        ["Total purchased levels:", "", "", "Production route", "", "", _UNITS, "Amounts"],
        ["", "", "", "Blast furnace route", "", "", "t", 200],
        [
            "Total purchase for possible consumption within installation:",
            "",
            "",
            "",
            "",
            "",
            "t",
            ("=1", 200),
        ],
        [
            "Consumed in 'production processes' within the installation:",
            "",
            "",
            "",
            "",
            "",
            _UNITS,
            "Amounts",
        ],
        [("=1", "Melt shop"), "", "", "", "", "", "t", 200],
        [("=1", "Rolling"), "", "", "", "", "", "t", 0],
        ["Consumed for other purposes, e.g. sold or used for non-CBAM goods:", "", "", "", "", "", "t", 0],
        ["Control:", "", "", "", "", "", "t", ("=0", 0)],
        ["Emissions embedded in this purchased precursor"],
        ["Parameter:", "", "", "", "", "", _UNITS, "Value", "Source"],
        ["Specific embedded direct emissions (SEE (direct))", "", "", "", "", "", "tCO2e/t", 2.0, "Default"],
        [
            "Specific electricity consumption (for SEE (indirect))",
            "",
            "",
            "",
            "",
            "",
            "MWh/t",
            0.1,
            "Measured",
        ],
        ["Electricity emission factor (for SEE (indirect))", "", "", "", "", "", "tCO2e/MWh", 0.6, "D.4.1"],
        [
            "Specific embedded indirect emissions (SEE (indirect))",
            "",
            "",
            "",
            "",
            "",
            "tCO2e/t",
            ("=1", 0.06),
        ],
        ["Justification for use of default values (if relevant):", "", "", "", "", "", "Data gaps"],
    ]
    return _table(row, 5, rows)


def _goods(row: int, heads: list[str], *, computed: bool) -> dict[tuple[int, int], Any]:
    lines: list[list[Any]] = [["", *heads]]
    if not computed:
        lines.append(["Ex.", "Example process A", "Iron or steel products", "72071919"])
    told = [
        ("Melt shop", "Crude steel", "72071111", "Billets", "Billet B1", CRUDE),
        ("Rolling", "Iron or steel products", "72139110", "Wire rod", "Wire rod W1", ROLLED),
    ]
    for number, (process, category, cn, cn_name, name, see) in enumerate(told, 1):
        values: dict[str, Any] = dict.fromkeys(heads, "")
        values |= dict(zip(heads, [process, category, cn, cn_name, name], strict=False))
        values |= {
            "SEE (direct)": ("=1", see["direct"]),
            "SEE (indirect)": ("=1", see["indirect"]),
            "SEE (total)": ("=1", see["direct"] + see["indirect"]),
            "Unit": "tCO2e/t",
            "Share of emissions by default value": ("=1", see["default_share"]),
            "Source for electricity EF": "D.4(a)",
            "Embedded electricity (MWh/t)": ("=1", see["electricity"]),
            "The main reducing agent of the precursor, if known": "Coal or coke",
            "% Mn": 0.014,
            "Type of instrument (carbon pricing)": "National Emissions Trading System",
            "Share of total embedded emissions covered by the carbon price": 0.8,
            "Currency": "KRW",
            "Carbon price (CP) due (per produced t or MWh)": 2100,
            "Type of rebate": "Free allocation",
            "Amount of rebate (per produced t or MWh)": 2000,
            "Result: Effective CP due (per produced t or MWh)": ("=1", 100),
        }
        if "Electricity EF (tCO2/MWh)" in heads:
            values["Electricity EF (tCO2/MWh)"] = ("=1", see["indirect"] / see["electricity"])
        lines.append([number, *[values[one] for one in heads]])
    lines.append([3])
    return _table(row, 3, lines)
