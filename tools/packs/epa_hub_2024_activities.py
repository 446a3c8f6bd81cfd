"""Activities of the US EPA hub: transport in Tables 8 and 10, waste in Table 9, blends of refrigerants in Table 12."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from packs.common import slug
from packs.epa_hub_2024_sheet import Line
from packs.epa_hub_2024_words import Row, joined, kilograms, record_of, table_of

# Column of Table 9, treatment, boundary, and whether the notes of the table say what is inside.
TREATMENTS = (
    ("D", "recycling", "collection", True),
    ("E", "landfill", "treatment", True),
    ("F", "incineration", "treatment", True),
    ("G", "composting", "treatment", True),
    ("H", "anaerobic-digestion", "treatment", False),
    ("I", "anaerobic-digestion", "treatment", False),
)
WORDS = {
    "recycling": ("recycling", "재활용"),
    "landfill": ("landfill", "매립"),
    "incineration": ("combustion with energy recovery", "소각(에너지 회수)"),
    "composting": ("composting", "퇴비화"),
    "anaerobic-digestion": ("anaerobic digestion", "혐기성 소화"),
}
NOT_SPLIT = "Transport and sorting only: recycling itself is left to whoever uses the material."
NO_NOTE = "The notes of the table do not say what digestion counts; read like those of composting."
COARSE = "Published to 0.01 t: rounding alone may be a quarter of the figure or more."
ROUNDING = Decimal("0.005")

# Figures that the table itself contradicts, and why.
WRONG = {
    "R-424A": "Its own composition gives 2212 with the warming potentials of the same table, which the UK publishes too."
}


def transport(lines: dict[str, list[Line]]) -> Iterator[Row]:
    """Tables 8 and 10."""
    words = {(row["table"], row["published"], row["published_unit"]): row for row in table_of("transport")}
    left = {(entry["table"], entry["published"]) for entry in table_of("left_out")}
    copied = ("unit_den", "kind", "item", "route", "year", "year_kind", "trust", "flags", "flag_note")
    for table in ("8", "10"):
        for line in lines[table]:
            if not line.numbers("DEF") or (table, line["C"]) in left:
                continue
            ours = words[table, line["C"], line["G"]]
            yield record_of(
                **{column: ours[column] for column in (*copied, "technology", "tags")},
                id=slug("-".join((ours["kind"], ours["name"], ours["unit_den"]))),
                name=f"{ours['name']}, in use",
                name_ko=f"{ours['name_ko']}, 운행",
                boundary="combustion",
                gas_basis="mass",
                co2_fossil=line["D"],
                ch4=kilograms(line["E"]),
                n2o=kilograms(line["F"]),
                source_row=f"Table {table}, {line['C']}, D{line.row} to F{line.row}",
            )


def waste(lines: list[Line]) -> Iterator[Row]:
    """Table 9: one record for each treatment that has a figure."""
    words = {row["material"]: row for row in table_of("waste")}
    for line in lines:
        if not line.numbers("E"):
            continue
        ours = words[line["C"]]
        for column, route, boundary, described in TREATMENTS:
            if line[column] == "NA":
                continue
            wet = column == "I"  # two kinds of one treatment: the wet one has an item of its own
            kind, kind_ko = WORDS[route]
            flags, notes = ["transport-included"], ["Transport to the facility is inside."]
            if boundary == "collection":
                flags, notes = ["collection-only"], [NOT_SPLIT]
            if not described:
                flags.append("boundary-inferred")
                notes.append(NO_NOTE)
            if Decimal(line[column]) <= 4 * ROUNDING:
                flags.append("rounded")
                notes.append(COARSE)
            digestate = {"H": "dry, digestate cured", "I": "wet, digestate cured"}.get(column, "")
            yield record_of(
                id=slug(f"waste-{line['C']}-{route}{'-wet' if wet else ''}"),
                item=f"{ours['item']}/wet-digestion" if wet else ours["item"],
                route=route,
                name=joined(", ", ours["name"], kind, digestate.partition(",")[0]),
                name_ko=joined(", ", ours["name_ko"], kind_ko, {"H": "건식", "I": "습식"}.get(column, "")),
                kind="waste",
                unit_num="t",
                unit_den="short ton",
                co2e=line[column],
                gwp_set="AR4",
                boundary=boundary,
                includes="transport-to-treatment",
                technology=joined("; ", "US average, WARM version 16", digestate),
                biogenic_note="biogenic CO2 and stored carbon are not counted",
                flags=";".join(flags),
                flag_note=" ".join(notes),
                source_row=f"Table 9, {line['C']}, {column}{line.row}",
                tags=ours["tags"],
            )


def blends(lines: list[Line]) -> Iterator[Row]:
    """Table 12: warming potentials of blends, partial where HCFC are among them."""
    for line in lines:
        if not line.numbers("D"):
            continue
        parts = [part.split("%")[1].strip() for part in line["E"].split(" , ")]
        partial = any(part.startswith("HCFC") for part in parts)
        wrong = WRONG.get(line["C"], "")
        flags, notes = [], []
        if wrong:
            flags += ["outlier", "not-for-footprint"]
            notes.append(wrong)
        if partial:
            flags.append("not-for-footprint")
            notes.append("Counts only the HFC and PFC of the blend; its HCFC count for nothing here.")
        if any(not part.startswith(("HCFC", "HFC", "PFC")) for part in parts):
            flags.append("hydrocarbons-left-out")
            notes.append(
                "The few per cent of hydrocarbons are not counted; their warming potential is below 6."
            )
        yield record_of(
            id=slug(line["C"]),
            item=f"refrigerants/{slug(line['C'])}",
            route="kyoto-only" if partial else "",
            name=joined(", ", line["C"], "HFC and PFC only" if partial else "", "release"),
            name_ko=joined(", ", f"{line['C']} 혼합 냉매", "HFC·PFC만" if partial else "", "대기 방출"),
            kind="refrigerant",
            unit_den="kg",
            co2e=line["D"],
            gwp_set="AR5",
            boundary="release",
            geo="GLO",  # a warming potential holds everywhere
            technology=line["E"].replace(" ,", ","),
            trust="X" if partial or wrong else "A",
            flags=";".join(flags),
            flag_note=" ".join(notes),
            source_row=f"Table 12, {line['C']}, D{line.row}",
            tags=f"{line['C'].replace('-', '')};refrigerant blend;냉매",
        )
