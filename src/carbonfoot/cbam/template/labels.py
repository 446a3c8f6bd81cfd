"""Where the inputs of the communication template stand, found by the texts beside and above them, never by a letter.

Works on plain texts of a sheet, so that whoever fills the template finds the same cells as whoever reads it. Versions
differ in columns, not in texts; a translated template carries the English texts in its sheet `Translations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

At = tuple[int, int]
"""Row and column of a cell, both from 1."""
Texts = Mapping[At, str]
"""The texts of a sheet; cells without text are left out."""

INSTALLATION = "A_InstData"
STREAMS = "B_EmInst"
BALANCE = "C_Emissions&Energy"
PROCESSES = "D_Processes"
PURCHASES = "E_PurchPrec"
PRODUCTS = "Summary_Products"
COMMUNICATION = "Summary_Communication"
SUMMARY = "Summary_Processes"
CODES = "c_CodeLists"
TRANSLATIONS = "Translations"
VERSIONS = "0_Versions"
HIDDEN = "ausblenden"
"""In the first row of every column that the template hides: its helpers, not its inputs."""


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A text as it is compared: one blank between words, small letters, no colon at its end."""
    return " ".join(text.split()).casefold().rstrip(":").rstrip()


class Field(NamedTuple):
    """An input.

    row      text beside it
    column   text above it, in its row or the nearest one above; "" for the column that the caller names
    section  text of an earlier row that it comes after
    """

    row: str
    column: str = ""
    section: str = ""


class Span(NamedTuple):
    """Rows of a sheet, both ends included."""

    first: int
    last: int


ABOUT = {
    "start": Field("Start", "Start", ""),
    "end": Field("End", "End", ""),
    "local_name": Field("Name of the installation (optional)"),
    "name": Field("Name of the installation (English name)"),
    "street": Field("Street, Number", section="Name of the installation (English name)"),
    "economic_activity": Field("Economic activity"),
    "postcode": Field("Post code"),
    "po_box": Field("P.O. Box"),
    "city": Field("City", section="P.O. Box"),
    "country": Field("Country", section="P.O. Box"),
    "unlocode": Field("UNLOCODE"),
    "latitude": Field("Coordinates of the main emission source (latitude)"),
    "longitude": Field("Coordinates of the main emission source (longitude)"),
    "author": Field("Name of authorized representative"),
    "email": Field("Email", section="Name of authorized representative"),
    "phone": Field("Telephone", section="Name of authorized representative"),
    "verifier": Field("Company Name"),
    "accreditation_country": Field("Accreditation Member State"),
    "accreditation_body": Field("Name of the national accreditation body"),
    "accreditation": Field("Registration number issued by the Accreditation body"),
}
"""Sheet A: the values stand in the column right of `Start:`; `end` right of its own text."""

BALANCES = {
    "fuel": Field("Results", "Total fuel input", "Fuel balance"),
    "fuel_rest": Field("Results", "Rest", "Fuel balance"),
    "direct": Field("Results", "Total direct emissions", "Installation level data"),
    "indirect": Field("Results", "Total indirect emissions", "Installation level data"),
}
QUALITY = {
    "data_quality": Field("General information on data quality"),
    "default_values_because": Field("Justification for use of default values (if relevant)"),
    "quality_assurance": Field("Information on quality assurance"),
}
"""Sheet C: the last row with the text; the value is the first cell right of it."""

_HEAT = "Import and export of measurable heat"
_GAS = "Amount of waste gas"
_POWER = "Indirect emissions from electricity consumption"
_MADE = "Electricity exported from the production process"
PROCESS = {
    "total": Field("Total production within installation (= denominator for SEE calculation)", "Amounts"),
    "unit": Field("Total production within installation (= denominator for SEE calculation)", "Unit"),
    "market": Field("Produced for the market", "Amounts"),
    "non_cbam": Field("Consumed for non-CBAM goods within the installation", "Amounts"),
    "control": Field("Control", "Amounts", "Consumed for non-CBAM goods within the installation"),
    "has_heat": Field("Please select which elements are applicable", "Measurable heat"),
    "has_gas": Field("Please select which elements are applicable", "Waste gases"),
    "has_indirect": Field("Please select which elements are applicable", "Indirect emissions"),
    "direct": Field("Directly attributable emissions (DirEm*)", "Value"),
    "heat_in": Field("Amount of net measurable heat", "Imported", _HEAT),
    "heat_out": Field("Amount of net measurable heat", "Exported", _HEAT),
    "heat_in_factor": Field("Emissions factor", "Imported", _HEAT),
    "heat_out_factor": Field("Emissions factor", "Exported", _HEAT),
    "gas_in": Field("Amount of waste gas", "Imported"),
    "gas_out": Field("Amount of waste gas", "Exported"),
    "gas_in_factor": Field("Emission factor", "Imported", _GAS),
    "gas_out_factor": Field("Emission factor", "Exported", _GAS),
    "power": Field("Electricity consumption", "Value", _POWER),
    "power_factor": Field("Emission factor of the electricity", "Value", _POWER),
    "power_source": Field("Source of the emission factor", "Value", _POWER),
    "power_out": Field("Amounts exported", "Value", _MADE),
    "power_out_factor": Field("Emission factor of the electricity", "Value", _MADE),
}
"""Sheet D, in each block."""
PROCESS_BLOCK = re.compile(r"production process (\d+)")
ROUTES = ("Total production levels", "Production route", "Amounts", PROCESS["total"].row)
USES = (
    "Consumed in other 'production processes' within the installation",
    "",
    "Amounts",
    PROCESS["non_cbam"].row,
)
"""A list in a block: the text of its head, the column of its names, that of its amounts, and the row it ends before."""

_EMBEDDED = "Emissions embedded in this purchased precursor"
PURCHASE = {
    "total": Field("Total purchase for possible consumption within installation", "Amounts"),
    "other": Field("Consumed for other purposes, e.g. sold or used for non-CBAM goods", "Amounts"),
    "control": Field("Control", "Amounts"),
    "direct": Field("Specific embedded direct emissions (SEE (direct))", "Value", _EMBEDDED),
    "direct_source": Field("Specific embedded direct emissions (SEE (direct))", "Source", _EMBEDDED),
    "electricity": Field("Specific electricity consumption (for SEE (indirect))", "Value", _EMBEDDED),
    "electricity_source": Field("Specific electricity consumption (for SEE (indirect))", "Source", _EMBEDDED),
    "factor": Field("Electricity emission factor (for SEE (indirect))", "Value", _EMBEDDED),
    "factor_source": Field("Electricity emission factor (for SEE (indirect))", "Source", _EMBEDDED),
    "indirect": Field("Specific embedded indirect emissions (SEE (indirect))", "Value", _EMBEDDED),
    "because": Field("Justification for use of default values (if relevant)", "Unit", _EMBEDDED),
}
"""Sheet E, in each block."""
PURCHASE_BLOCK = re.compile(r"purchased precursor (\d+)")
PURCHASE_ROUTES = ("Total purchased levels", "Production route", "Amounts", PURCHASE["total"].row)
PURCHASE_USES = (
    "Consumed in 'production processes' within the installation",
    "",
    "Amounts",
    PURCHASE["other"].row,
)

GOODS_TABLE = ("Aggregated goods category", "Route", "Route 1")
PROCESS_TABLE = ("Aggregated goods category", "Included goods categories listed under (a)", "Name")
PURCHASE_TABLE = ("Production process", "Country code", "Name")
"""Sheet A, the three lists: texts that their heads have."""

STREAM_TABLE = ("#", "Method", "Source stream name", "Activity data (AD)")
PFC_TABLE = ("#", "Method", "Technology type", "Activity data (AD)")
STACK_TABLE = ("#", "Name", "Type of GHG", "hourly GHG conc. Average")
"""Sheet B."""

SUMMARY_TABLE = ("CN Codes", "SEE (direct)", "SEE (indirect)", "SEE (total)")
GOOD = {
    "process": "Production process from which the products arise",
    "category": "Type of aggregated good or precursor",
    "cn": "CN Codes",
    "cn_name": "CN Name",
    "name": "Product name (used for communication with reporting declarant, e.g. on invoices)",
    "direct": "SEE (direct)",
    "indirect": "SEE (indirect)",
    "total": "SEE (total)",
    "unit": "Unit",
    "default_share": "Share of emissions by default value",
    "electricity_source": "Source for electricity EF",
    "electricity": "Embedded electricity (MWh/t)",
    "electricity_factor": "Electricity EF (tCO2/MWh)",
    "reducing_agent": "The main reducing agent of the precursor, if known",
    "steel_mill": "Steel mill identification number",
    "manganese": "% Mn",
    "chromium": "% Cr",
    "nickel": "% Ni",
    "other_alloys": "% other alloys",
    "carbon": "% carbon",
    "scrap": "t scrap per t steel",
    "other_materials": "% other materials",
    "pre_consumer_scrap": "% pre-consumer scrap",
    "scrap_aluminium": "t scrap per t aluminium",
    "non_aluminium": "% non-aluminium elements",
    "clinker_content": "Clinker factor",
    "calcined": "Calcined or not",
    "concentration": "Concentration, if hydrous solution",
    "nitric_acid": "% nitric acid",
    "purity": "% urea",
    "nitrogen_content": "% N contained",
    "ammonium": "% N as ammonium (NH4+)",
    "nitrate": "% N as nitrate (NO3–)",
    "urea": "% N as Urea",
    "other": "% N in other (organic) forms",
    "instrument": "Type of instrument (carbon pricing)",
    "price_share": "Share of total embedded emissions covered by the carbon price",
    "currency": "Currency",
    "price": "Carbon price (CP) due (per produced t or MWh)",
    "rebate_type": "Type of rebate",
    "rebate_share": "Share of embedded emissions covered by the rebate",
    "rebate": "Amount of rebate (per produced t or MWh)",
    "effective_price": "Result: Effective CP due (per produced t or MWh)",
}
"""Columns of Summary_Products and Summary_Communication; v2.1 has no `electricity_factor`."""
INSTRUMENTS = {
    "carbon tax": "carbon-tax",
    "carbon levy": "levy",
    "carbon fee": "fee",
    "national emissions trading system": "national-ets",
    "regional emissions trading system": "regional-ets",
    "combination": "other",
    "other": "other",
}


def find(texts: Texts, wanted: str, span: Span | None = None) -> list[At]:
    """Cells with this text, by row and column."""
    word = plain(wanted)
    return sorted(
        at
        for at, text in texts.items()
        if (span is None or span.first <= at[0] <= span.last) and plain(text) == word
    )


def above(texts: Texts, wanted: str, row: int, span: Span) -> int | None:
    """The column whose head, in this row or the nearest one above, has this text."""
    heads = [at for at in find(texts, wanted, Span(span.first, row)) if at[0] <= row]
    if not heads:
        return None
    nearest = max(at[0] for at in heads)
    return next(column for at_row, column in heads if at_row == nearest)


def place(texts: Texts, field: Field, span: Span, column: int | None = None) -> At | None:
    """The cell of an input between these rows; None where its texts are not there."""
    first = span.first
    if field.section:
        sections = find(texts, field.section, span)
        if not sections:
            return None
        first = sections[0][0]
    rows = find(texts, field.row, Span(first, span.last))
    if not rows:
        return None
    row = rows[0][0]
    found = above(texts, field.column, row, span) if field.column else column
    return None if found is None else (row, found)


def heads(texts: Texts, table: Iterable[str]) -> dict[str, int] | None:
    """Columns of a table by their plain texts, and its row under ""; None where no row has all these texts.

    A head of two rows (a text merged downwards) counts by its upper one.
    """
    wanted = [plain(one) for one in table]
    rows: dict[int, dict[str, int]] = {}
    for (row, column), text in sorted(texts.items()):
        rows.setdefault(row, {}).setdefault(plain(text), column)
    for row, found in rows.items():
        if all(one in found for one in wanted):
            return {**found, "": row}
    return None


def blocks(texts: Texts, title: re.Pattern[str], last: int) -> dict[int, tuple[At, Span]]:
    """The numbered blocks of a sheet: where each title stands, and its rows."""
    titles = sorted(
        (at, int(match[1])) for at, text in texts.items() if (match := title.fullmatch(plain(text)))
    )
    if not titles:
        return {}
    ends = [at[0] - 1 for at, _ in titles[1:]] + [last]
    return {number: (at, Span(at[0], end)) for (at, number), end in zip(titles, ends, strict=True)}


def slips(texts: Texts, title: re.Pattern[str], last: int, fields: Iterable[Field]) -> dict[At, str]:
    """Headings that a block has another text for than the first block, where all its other headings stand as there.

    v2.1 and v2.1.1 have two such slips, in blocks 6 and 8 of sheet D.
    """
    words = {plain(one) for field in fields for one in field if one}
    spans = [span for _, span in blocks(texts, title, last).values()]
    found = [
        {
            (row - span.first, column): text
            for (row, column), text in texts.items()
            if span.first <= row <= span.last and plain(text) in words
        }
        for span in spans
    ]
    said: dict[At, str] = {}
    for span, own in zip(spans[1:], found[1:], strict=True):
        lost = {at: text for at, text in found[0].items() if plain(own.get(at, "")) != plain(text)}
        if len(lost) == 1 and own.keys() <= found[0].keys():
            said |= {(span.first + row, column): text for (row, column), text in lost.items()}
    return said


def listed(texts: Texts, block: Span, what: tuple[str, str, str, str]) -> list[tuple[At, At]]:
    """Cells of name and amount of every line of a list in a block (`ROUTES`, `USES`)."""
    title, names, amounts, ends = what
    start, stop = find(texts, title, block), find(texts, ends, block)
    if not start or not stop:
        return []
    row = start[0][0]
    name = above(texts, names, row, block) if names else start[0][1]
    amount = above(texts, amounts, row, block)
    if name is None or amount is None:
        return []
    return [((at, name), (at, amount)) for at in range(row + 1, stop[0][0])]


def english(texts: Texts) -> dict[str, str]:
    """Texts of a translated template to the English ones, of its sheet `Translations`; {} where it is English."""
    found = heads(texts, ("Used language version", "English Version (Original)"))
    if found is None:
        return {}
    used, original = found["used language version"], found["english version (original)"]
    pairs = {
        plain(text): texts[row, original]
        for (row, column), text in texts.items()
        if column == used and row > found[""] and (row, original) in texts
    }
    return {word: text for word, text in pairs.items() if word != plain(text)}
