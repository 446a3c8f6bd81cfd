"""What the editions of the UK conversion factors (DESNZ) share: the published rows, joined to authored tables.

`sections` says what a section of the publication is (kind, boundary), `mapping` which item a row is about, `variants` what
its column text means (route), `units` how its unit is written, and `left_out` which rows are not taken over, and why.
In `variants` a line with `level_3` goes before the general one, and `flags_for` limits its flags to one boundary. The
tables bear the name of the edition they were made for; the editions of 2024 and 2025 have the same rows.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from packs.common import read_csv, record, slug

Row = dict[str, str]

SOURCE = "uk_desnz/desnz_2024_2025_total_co2e.csv"
ANY = "*"
# Four figures rounded to five decimals may miss each other by this much.
ROUNDING = Decimal("0.00002")


class Edition(NamedTuple):
    """One year of the publication: the column of its totals, and the trust its figures deserve.

    `basis_stated` names the chapters whose text states the calorific basis; in others it is inferred where units lack it.
    """

    year: str
    column: str
    trust: str
    basis_stated: tuple[str, ...] = ()

    @property
    def pack(self) -> str:
        """Name of the pack."""
        return f"desnz-{self.year}"


class Split(NamedTuple):
    """CO2, CH4 and N2O of one row in the columns of a record, the biogenic CO2 beside them, and where each stands."""

    gases: dict[str, str]
    place: str
    biogenic: str = ""
    biogenic_place: str = ""


Gases = Callable[[Row, Row], Split]
"""The split by gas of a published row, given the row and its section; cells not published are empty."""


def build(edition: Edition, data: Path, gases: Gases) -> list[Row]:
    """The records of an edition in the publisher's order; an unmapped row raises KeyError."""
    tables = {name: _table(name) for name in ("sections", "mapping", "variants", "units")}
    sections = {(row["chapter"], row["section"]): row for row in tables["sections"]}
    items = {_key(row["family"], row["level_3"], row["level_4"]): row for row in tables["mapping"]}
    variants = {(row["family"], row["column_text"], row["level_3"]): row for row in tables["variants"]}
    units = {(row["uom"], row["family"]): row for row in tables["units"]}
    records = []
    for row in split(edition, data)[0]:
        section = sections[row["Level 1"], row["Level 2"]]
        family = section["family"]
        item = items[_key(family, row["Level 3"], row["Level 4"])]
        text = row["Column Text"]
        variant = variants.get((family, text, row["Level 3"])) or variants[family, text, ""] if text else {}
        unit = units.get((row["UOM"], family)) or units[row["UOM"], ANY]
        records.append(_record(edition, row, section, item, variant, unit, gases(row, section)))
    return records


def split(edition: Edition, data: Path) -> tuple[list[Row], list[tuple[Row, Row]]]:
    """Published rows kept, and those left out each with the line of the `left_out` table that says why.

    A line that no longer covers as many rows as it states raises ValueError.
    """
    kept: list[Row] = []
    left: list[tuple[Row, Row]] = []
    lines = _table("left_out")
    for row in read_csv(data / SOURCE):
        if not row[edition.column]:
            raise ValueError(f"{row['ID']}: no figure for {edition.year}")
        line = next((line for line in lines if _covers(line, row)), None)
        if line is None:
            kept.append(row)
        else:
            left.append((row, line))
    for line in lines:
        found = sum(1 for _, other in left if other is line)
        if found != int(line["rows"]):
            raise ValueError(f"left_out, {line['chapter']}: {found} rows, not {line['rows']}")
    return kept, left


def _table(name: str) -> list[Row]:
    return read_csv(Path(__file__).with_name(f"desnz_2025.{name}.csv"))


def _key(family: str, level_3: str, level_4: str) -> tuple[str, str, str]:
    # The publisher writes `from tallow` in one chapter and `from Tallow` in the other.
    return family, level_3.lower(), level_4.lower()


def _covers(line: Row, row: Row) -> bool:
    columns = {
        "chapter": "Level 1",
        "section": "Level 2",
        "level_3": "Level 3",
        "column_text": "Column Text",
        "uom": "UOM",
    }
    return all(line[ours] in (ANY, row[theirs]) for ours, theirs in columns.items())


def _record(
    edition: Edition, row: Row, section: Row, item: Row, variant: Row, unit: Row, published: Split
) -> Row:
    flagged = [section, item]
    if row["Level 1"] not in edition.basis_stated or "cv-basis-inferred" not in unit["flags"]:
        flagged.append(unit)
    if variant and variant["flags_for"] in ("", section["boundary"]):
        flagged.append(variant)
    number_of_row = row["ID"].removesuffix("_1")
    route = item["route"] or variant.get("route", "")
    path = item["item"].partition("/")[2]
    number = row[edition.column]
    parts, places = _gases(published, variant, number)
    biogenic_only = set(parts) == {"co2_biogenic"}
    flags = [flag for layer in flagged for flag in layer["flags"].split(";") if flag]
    notes = [layer["flag_note"] for layer in flagged if layer["flag_note"]]
    if biogenic_only:
        flags.append("gases-partial")
        notes.append("Of the gases only the biogenic CO2 is published; those inside co2e are not split.")
    boundary = variant.get("boundary") or section["boundary"]
    hauled = section["kind"] == "waste" and (boundary == "collection" or "transport-included" in flags)
    elsewhere = "GLO" if section["kind"] == "refrigerant" else "GB"  # a warming potential holds everywhere
    return record(
        id=f"{edition.pack}:{number_of_row}-{slug('-'.join((path, route, unit['unit_den'], unit['cv_basis'])))}",
        item=item["item"],
        route=route,
        name=_joined(", ", item["name"], variant.get("name", ""), section["suffix"]),
        name_ko=_joined(", ", item["name_ko"], variant.get("name_ko", ""), section["suffix_ko"]),
        kind=section["kind"],
        unit_num="kg",
        unit_den=unit["unit_den"],
        cv_basis=unit["cv_basis"],
        co2e=number,
        gas_basis="co2e" if parts else "",
        **parts,
        gwp_set=item["gwp_set"] or "AR5",
        boundary=boundary,
        includes=_joined(
            ";", section["includes"], item["includes"], "transport-to-treatment" if hauled else ""
        ),
        geo=item["geo"] or elsewhere,
        year=edition.year,
        year_kind="publication",
        scope2_method=section["scope2_method"],
        biogenic_note=section["biogenic_note"],
        trust=variant.get("trust") or edition.trust,
        flags=";".join(flags),
        flag_note=" ".join(notes),
        source_row="; ".join((f"{row['Level 1']}, {row['Level 2']}, ID {row['ID']}", *places)),
        tags=item["tags"],
    )


def _gases(published: Split, variant: Row, number: str) -> tuple[dict[str, str], list[str]]:
    """Gas columns of a record, and where they stand; the split is left out where it does not sum to the total."""
    parts: dict[str, str] = {}
    places: list[str] = []
    found = published.gases
    # With radiative forcing the CO2 part is no longer a mass of CO2.
    plain = "radiative-forcing" not in variant.get("flags", "").split(";")
    if plain and found and all(found.values()):
        total = sum(map(Decimal, found.values()))
        if abs(total - Decimal(number)) <= ROUNDING:
            parts.update(found)
            places.append(f"gases {published.place}")
    if published.biogenic:
        parts["co2_biogenic"] = published.biogenic
        places.append(f"outside of scopes {published.biogenic_place}")
    return parts, places


def _joined(separator: str, *texts: str) -> str:
    return separator.join(text for text in texts if text)
