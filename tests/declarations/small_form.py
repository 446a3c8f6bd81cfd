"""A form of our own making with the headings of the Commission's communication template, and fewer rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

LISTS: dict[str, list[str | int]] = {
    "CONST_torkNm3": ["t", "1000Nm3"],
    "CONST_tCO2pTJOrtCO2pt": ["tCO2/TJ", "tCO2/t", "tCO2/1000Nm3"],
    "CONST_MonitoringApproach": ["Combustion", "Process emissions", "Mass Balance"],
    "CONST_PFCSlopeOrOvervoltage": ["Slope method", "Overvoltage method"],
    "CONST_ElecSource": ["D.4(a)", "D.4(b)", "D.4.1", "D.4.2", "D.4.3.1", "D.4.3.2", "Mix"],
    "CONST_MeasDefaultUnknown": ["Measured", "Default", "Unknown"],
    "CONST_DataQuality": ["Mostly measurements & analyses"],
    "CONST_DataQualityJustification": ["Data gaps", "Other"],
    "CONST_DataVerification": ["Internal audits", "None"],
    "CONST_CarbonPriceType": ["None", "Carbon Tax", "Combination"],
    "CONST_ReducingAgent": ["Coal or coke", "Hydrogen"],
    "CONST_OnlyDirProd": ["Only direct production"],
    "CONST_NA": ["n.a."],
    "CONST_AllProdRoutes": ["All production routes"],
    "CONST_GWP_CF4": [6630],
    "CONST_GWP_C2F6": [11100],
}
GOODS = {
    "Iron or steel products": ["All production routes", "n.a.", "n.a."],
    "Crude steel": ["Basic oxygen steelmaking", "Electric arc furnace", "Unknown production routes"],
}
COUNTRIES = {"KR": "Korea, Republic of", "CN": "China", "US": "United States"}
_STREAM = (
    *(
        "#",
        "Method",
        "Source stream name",
        "Activity data (AD)",
        "AD Unit",
        "Net calorific value (NCV)",
        "NCV Unit",
    ),
    *(
        "Emission factor (EF)",
        "EF Unit",
        "Carbon content",
        "Oxidation factor (OxF)",
        "Conversion factor (ConvF)",
    ),
    "Biomass content (BioC)",
)
_PFC = (
    *("#", "Method", "Technology type", "Activity data (AD)", "A: Frequency", "A: Duration", "A: SEF(CF4)"),
    *("B: AEO", "B: CE", "B: OVC", "F(C2F6)", "Collection efficiency, %"),
)
_SOURCE = (
    *("#", "Name", "Type of GHG", "Activity data (AD)", "hourly GHG conc. Average", "hours operating"),
    *("Flue gas flow (average)", "Biomass fraction"),
)
_PRODUCT = (
    *("Production process from which the products arise", "CN Codes"),
    "Product name \n(used for communication with reporting declarant, e.g. on invoices)",
    *(
        "SEE (direct)",
        "The main reducing agent of the precursor, if known",
        "Steel mill identification number",
    ),
    *("% Mn", "% Cr", "% Ni", "% other alloys", "% carbon", "t scrap per t steel", "% pre-consumer scrap"),
    *("t scrap per t aluminium", "% non-aluminium elements", "Clinker factor", "Calcined or not"),
    *(
        "Concentration, if hydrous solution",
        "% nitric acid",
        "% urea",
        "% N contained",
        "% N as ammonium (NH4+)",
    ),
    *("% N as nitrate (NO3\u2013)", "% N as Urea", "% N in other (organic) forms"),
    *("Type of instrument (carbon pricing)", "Share of total embedded emissions covered by the carbon price"),
    *(
        "Currency",
        "Carbon price (CP) due (per produced t or MWh)",
        "Amount of rebate (per produced t or MWh)",
    ),
)


class _Page:
    """A sheet that is written row by row."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet = book.add_worksheet(name)
        self.row = 0

    def line(self, *cells: Any, at: int = 3) -> int:
        """A row; gives its number, from 1."""
        for place, one in enumerate(cells):
            if one is not None:
                self.sheet.write(self.row, at - 1 + place, one)
        self.row += 1
        return self.row

    def lines(self, count: int, mark: str = "") -> None:
        for number in range(1, count + 1):
            self.line(f"{mark}{number}" if mark else number)


def small_form(file: Path, *, processes: int = 2, precursors: int = 2, said: str = "") -> None:
    """Write the form. `said`: the name of a process that somebody filled in already."""
    with xlsxwriter.Workbook(str(file)) as book:
        _installation(book, processes, precursors, said)
        _streams(book)
        _balance(book)
        _processes(book, processes)
        _precursors(book, processes, precursors)
        page = _Page(book, "Summary_Processes")
        page.line("Carbon price instrument:")
        page.line("Any additional information:")
        page = _Page(book, "Summary_Products")
        page.line("", *_PRODUCT)
        page.lines(4)
        page.sheet.write_formula("G2", "=D_Processes!E3*2", None, 7)
        _lists(book)


def _installation(book: Any, processes: int, precursors: int, said: str) -> None:
    page = _Page(book, "A_InstData")
    page.line("Start:", None, "End:")
    page.line("About the installation")
    for heading in (
        *(
            "Name of the installation (optional):",
            "Name of the installation (English name):",
            "Street, Number:",
        ),
        *("Economic activity:", "Post code:", "P.O. Box:", "City:", "Country:", "UNLOCODE:"),
        "Coordinates of the main emission source (latitude):",
        "Coordinates of the main emission source (longitude):",
        *("Name of authorized representative:", "Email:", "Telephone:"),
        "Name and address of the verifier of this report:",
        *("Company Name:", "Name of the national accreditation body:"),
        "Registration number issued by the Accreditation body:",
    ):
        page.line(heading)
    page.line("ID", "Aggregated goods category", *(f"Route {number}" for number in range(1, 7)))
    page.lines(3, "G")
    page.line(
        "ID", "Aggregated goods category", "Included goods categories listed under (a)", *[None] * 5, "Name"
    )
    for number in range(1, processes + 1):
        page.line(f"P{number}", *[None] * 7, said if number == 1 and said else None)
    page.line(
        "ID", "Production process", "Country code", *(f"Route {number}" for number in range(1, 6)), "Name"
    )
    page.lines(precursors, "PP")


def _streams(book: Any) -> None:
    page = _Page(book, "B_EmInst")
    for heads, rows in ((_STREAM, 3), (_PFC, 1), (_SOURCE, 1)):
        page.line(*heads)
        page.line("Ex.1")
        page.lines(rows)


def _balance(book: Any) -> None:
    page = _Page(book, "C_Emissions&Energy")
    fuels = ("Direct fuel for CBAM goods", "Fuel for electricity", "Direct fuel for non-CBAM goods")
    page.line("Fuel balance:", "Total fuel input", *fuels)
    page.line("manual entries")
    gases = ("Total CO2 emissions", "Biomass emissions", "Total N2O emissions", "Total PFC emissions")
    page.line("Installation level data:", *gases, "Total indirect emissions")
    page.line("manual entries")
    page.line("GHG balance by type of monitoring methodology")
    asked = (
        *("General information on data quality:", "Justification for use of default values (if relevant):"),
        "Information on quality assurance:",
    )
    for heading in (*asked, *asked):
        page.line(heading)


def _processes(book: Any, processes: int) -> None:
    page = _Page(book, "D_Processes")
    for number in range(1, processes + 1):
        page.line(f"Production process {number}:")
        page.line("", "Total production levels:", "Amounts")
        page.lines(3)
        page.line("Production details", None, "Amounts")
        page.line("Produced for the market")
        page.line("", "Consumed in other 'production processes' within the installation:", "Amounts")
        page.lines(processes - 1 or 1)
        page.line("Consumed for non-CBAM goods within the installation:")
        page.line(None, "Measurable heat", "Waste gases")
        page.line("Please select which elements are applicable")
        page.line(None, "Value")
        page.line("Directly attributable emissions (DirEm*)")
        page.line("Import and export of measurable heat", "Imported", "Exported")
        page.line("Amount of net measurable heat")
        page.line("Emissions factor")
        page.line("Waste gases", "Imported", "Exported")
        page.line("Amount of waste gas")
        page.line("Indirect emissions from electricity consumption", "Value")
        page.line("Electricity consumption")
        page.line("Emission factor of the electricity")
        page.line("Source of the emission factor")
        page.line("Electricity exported from the production process", "Value")
        page.line("Amounts exported")
        page.line("Emission factor of the electricity")


def _precursors(book: Any, processes: int, precursors: int) -> None:
    page = _Page(book, "E_PurchPrec")
    for number in range(1, precursors + 1):
        page.line(f"Purchased precursor {number}:")
        page.line("", "Total purchased levels:", "Amounts")
        page.lines(3)
        page.line("", "Consumed in 'production processes' within the installation:", "Amounts")
        page.lines(processes)
        page.line("Consumed for other purposes, e.g. sold or used for non-CBAM goods:")
        page.line("Parameter:", "Unit", "Value", "Source")
        page.line("Specific embedded direct emissions (SEE (direct))")
        page.line("Specific electricity consumption (for SEE (indirect))")
        page.line("Electricity emission factor (for SEE (indirect))")
        page.line("Justification for use of default values (if relevant):")


def _lists(book: Any) -> None:
    page = _Page(book, "Parameters_Constants")
    for name, words in LISTS.items():
        row = page.line(*words, at=1)
        book.define_name(name, f"=Parameters_Constants!$A${row}:${chr(64 + len(words))}${row}")
    first = page.row + 1
    for name, routes in GOODS.items():
        page.line(name, *routes, at=1)
    book.define_name("CONST_LIST_Goods", f"=Parameters_Constants!$A${first}:$A${page.row}")
    book.define_name("CONST_MATRIX_ProductionRoute", f"=Parameters_Constants!$B${first}:$D${page.row}")
    first = page.row + 1
    for code, name in COUNTRIES.items():
        page.line(code, name, at=1)
    book.define_name("CNTR_ListCountriesCode", f"=Parameters_Constants!$A${first}:$A${page.row}")
    book.define_name("CNTR_ListCountriesName", f"=Parameters_Constants!$B${first}:$B${page.row}")
