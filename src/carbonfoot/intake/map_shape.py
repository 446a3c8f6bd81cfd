"""The import map, `carbonfoot: import-map/1`: what the columns of a table mean, and which pack the rows become."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.fields import DAY, TEXT, YES_NO, read_text
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required

KIND = "import-map/1"


def as_constant(given: Any) -> Any:
    """`boundary: cradle_to_gate` is short for `boundary: {constant: cradle_to_gate}`."""
    return given if isinstance(given, dict) else {"constant": given}


class Cell(Shape):
    """Where a field of the records comes from: one text for all rows, or a column of the table."""

    constant = optional(TEXT, "One text for all rows; short: the text alone.", "cradle_to_gate")
    column = optional(TEXT, "Name of the column, as the header spells it.", "배출계수")
    values = optional(
        mapping_of(TEXT, read_text),
        "What the texts of the column stand for; a text that is not among them is refused.",
        {"톤": "kg CO2e/t"},
    )
    empty = optional(TEXT, "What stands where the cell is empty; without it nothing does.", "GLO")


CELL = nested(lambda: Cell, before=as_constant)


class Table(Shape):
    """How the table is to be read, where that cannot be told from the file."""

    sheet = optional(TEXT, "Sheet of a workbook; the only visible one by default.", "Factors")
    header_row = optional(
        TEXT, "Number of the row that names the columns; found by their names by default.", "4"
    )
    hidden = optional(choice("read", "skip"), "Hidden rows and columns: part of the table, or not.", "skip")
    decimal = optional(choice(".", ","), "Decimal mark of numbers that are written as text.", ",")


class Skip(Shape):
    """Rows that are no factors: headings between rows, sums, notes."""

    column = required(TEXT, "Column that tells.", "비고")
    equals = optional(list_of(TEXT, wrap=True), "Texts in it that say so.", ["폐기"])
    empty = optional(YES_NO, "Whether an empty cell says so.", "yes")


class Pack(Shape):
    """The pack that the rows become; the keys of its `pack.yaml`."""

    id = optional(TEXT, "Name of the pack, a slug; `--pack` goes before it.", "hanil-lca")
    title = required(TEXT, "Title of the source.", "LCA results 2025")
    publisher = required(TEXT, "Who published it.", "Hanil Steel Co.")
    edition = required(TEXT, "Edition, version or date.", "2025, second issue")
    licence = required(TEXT, "Licence, SPDX where one exists.", "confidential, for use by our firm")
    share_class = required(
        choice("open", "share-alike", "cite-only", "private"),
        "Numbers of private packs stay out of JSON answers.",
        "private",
    )
    attribution = optional(
        TEXT,
        "The line that the publisher asks for; made of publisher, title and edition by default.",
        "Hanil Steel Co.: LCA results 2025",
    )
    url = optional(TEXT, "Where it is published.", "https://example.com/lca")
    gwp_set = required(
        choice("AR4", "AR5", "AR6", "unknown", "none"),
        "GWP set of the totals; none where only gases are given.",
        "AR6",
    )
    review_by = required(DAY, "Date by which the figures must be looked at again.", "2027-12-31")
    date_read = optional(DAY, "When it was read; the day of the first import by default.", "2026-11-22")
    override = optional(
        choice("first", "ranked"),
        "Whether its records come before all that fit the place, or take their turn.",
        "first",
    )
    preference = optional(TEXT, "Whole number: among equally good records the lower comes first.", "10")
    notes = optional(
        TEXT, "What was kept, left out and assumed.", "Only the table of semi-finished products."
    )


class Records(Shape):
    """The columns of `records.csv` (docs/formats/factor-pack.md), each a text for all rows or a column of the table."""

    item = required(CELL, "Item path, or a name that `items` translates.", {"column": "품명"})
    unit = optional(CELL, "Unit of the figure: kg CO2e per unit. Or `unit_num` and `unit_den`.", "kg CO2e/kg")
    unit_num = optional(CELL, "`kg`, `g`, `t` or `lb`: of CO2e, or of gas.", "kg")
    unit_den = optional(CELL, "Unit of activity.", {"column": "단위", "values": {"톤": "t"}})
    cv_basis = optional(CELL, "`net` or `gross`; in `unit` it stands behind the unit.", "net")
    boundary = required(CELL, "What the figure covers.", "cradle_to_gate")
    geo = required(CELL, "Country or region.", {"column": "국가", "values": {"대한민국": "KR"}})
    year = required(CELL, "Year, four digits.", {"column": "기준연도"})
    year_kind = required(CELL, "`data`, or `publication`.", "data")
    trust = required(
        CELL, "A official, B through a copy or peer source, C one site or old, X never used.", "C"
    )
    kind = optional(CELL, "Kind; that of the item by default, needed for new items.", "material")
    co2e = optional(CELL, "The figure, where it is a total.", {"column": "배출계수"})
    gas_basis = optional(CELL, "Whether the gases are masses (`mass`) or CO2e (`co2e`).", "mass")
    co2_fossil = optional(CELL, "Fossil CO2.", {"column": "CO2"})
    co2_biogenic = optional(CELL, "Biogenic CO2.", {"column": "CO2 (bio)"})
    co2_land_use = optional(CELL, "CO2 of land use change.", {"column": "dLUC"})
    co2_uptake = optional(CELL, "CO2 taken up, zero or negative.", {"column": "uptake"})
    ch4_fossil = optional(CELL, "Fossil methane.", {"column": "CH4 (fossil)"})
    ch4_biogenic = optional(CELL, "Biogenic methane.", {"column": "CH4 (bio)"})
    ch4 = optional(CELL, "Methane of unstated origin.", {"column": "CH4"})
    n2o = optional(CELL, "Nitrous oxide.", {"column": "N2O"})
    other_gases = optional(CELL, "Other gases, `sf6=0.1;nf3=2`.", {"column": "others"})
    gwp_set = optional(CELL, "GWP set of the figure; that of the pack by default.", "AR6")
    id = optional(CELL, "What makes the id; item, region and year by default.", {"column": "코드"})
    name = optional(CELL, "English name.", {"column": "Name"})
    name_ko = optional(CELL, "Korean name.", {"column": "품명"})
    route = optional(
        CELL, "Technology route, or treatment of a waste.", {"column": "공정", "values": {"전기로": "eaf"}}
    )
    includes = optional(CELL, "What is inside already and might be listed again.", "packaging")
    technology = optional(CELL, "Words of the source.", {"column": "Technology"})
    scope2_method = optional(CELL, "Electricity and heat only.", "location")
    allocation = optional(CELL, "Words of the source.", "mass")
    biogenic_note = optional(CELL, "Words of the source.", "uptake not counted")
    ncv = optional(CELL, "Net calorific value with its unit.", {"column": "NCV"})
    gcv = optional(CELL, "Gross calorific value with its unit.", {"column": "GCV"})
    density = optional(CELL, "Density with its unit.", {"column": "density"})
    low = optional(CELL, "Lower bound, in the unit of the figure.", {"column": "min"})
    high = optional(CELL, "Upper bound.", {"column": "max"})
    gsd = optional(CELL, "One-sigma geometric standard deviation.", {"column": "GSD"})
    uncertainty_origin = optional(CELL, "`sourced`, `pedigree` or `assumed`; with bounds.", "sourced")
    flags = optional(CELL, "List of slugs, joined by `;`.", "one-site")
    flag_note = optional(CELL, "One sentence on the flags.", "Measured at one plant.")
    source_row = optional(CELL, "Words before sheet and row, which are always written.", "table 3")
    codes = optional(CELL, "Scheme and code, joined by `;`.", {"column": "HS", "values": {"7208": "hs:7208"}})
    tags = optional(CELL, "Further search words, joined by `;`.", {"column": "Alias"})


class Map(Shape):
    """An import map."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    pack = required(nested(lambda: Pack), "The pack that the rows become.", {"title": "LCA results 2025"})
    table = optional(nested(lambda: Table), "How the table is to be read.", {"sheet": "Factors"})
    skip = optional(
        list_of(nested(lambda: Skip), wrap=True), "Rows to leave out.", [{"column": "비고", "equals": "폐기"}]
    )
    items = optional(
        mapping_of(TEXT, read_text),
        "Names of the table, and the items of the library that they stand for.",
        {"열연코일": "steel/hot-rolled-coil"},
    )
    new_items = optional(
        TEXT, "Folder in which other names become items of their own; without it they are refused.", "own/"
    )
    records = required(
        nested(lambda: Records), "Where the fields of the records come from.", {"boundary": "cradle_to_gate"}
    )


def map_schema() -> dict[str, object]:
    """The JSON Schema of an import map."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Map, f"carbonfoot {KIND}")
