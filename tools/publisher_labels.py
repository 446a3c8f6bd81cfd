"""Write the labels by which `factors import --publisher` matches rows of a new edition to records of the library.

python tools/publisher_labels.py --data ../shared/data [--check]

`desnz.labels.csv`: id of the flat file, its labels, and those of the full set where they differ. `epa_hub.labels.csv`: table and
row of the hub of 2024, the labels of that row and the headings of the columns that are read.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "src"))

TARGET = ROOT / "src" / "carbonfoot" / "intake" / "publishers"
Row = dict[str, str]

DESNZ = (
    *("id", "level_1", "level_2", "level_3", "level_4", "column_text", "uom", "book_labels", "book_text"),
    *("fuel", "fuel_columns"),
)
EPA = ("table", "row", "labels", "columns", "heads")


def desnz(data: Path) -> list[Row]:
    """The labels of every row that the shipped pack holds."""
    from packs import common, desnz_2024, desnz_tables

    kept = {row["ID"]: row for row in common.read_csv(data / desnz_tables.SOURCE)}
    named = {row["level_3"]: row for row in common.read_csv(ROOT / "tools/packs/desnz_2024.properties.csv")}
    found = []
    for record in common.read_csv(ROOT / "factors/desnz-2025/records.csv"):
        match = re.search(r"ID (\d+(?:_\d+)+)", record["source_row"])
        if match is None:
            raise ValueError(f"{record['id']}: no id in {record['source_row']}")
        row = kept[match[1]]
        section, label = row["Level 2"], row["Level 3"]
        label = desnz_2024.LABELS.get((section, label), label)
        deepest = "" if row["Level 4"] == row["UOM"] else row["Level 4"]
        text = desnz_2024.TEXTS.get((row["Level 1"], section, row["Column Text"]), row["Column Text"])
        mass = record["kind"] == "fuel" and record["unit_den"] in ("t", "kg")
        fuel = named.get(row["Level 3"]) if mass else None
        found.append(
            {
                "id": row["ID"],
                "level_1": row["Level 1"],
                "level_2": section,
                "level_3": row["Level 3"],
                "level_4": row["Level 4"],
                "column_text": row["Column Text"],
                "uom": row["UOM"],
                "book_labels": "|".join(filter(None, (section, label, deepest))),
                "book_text": text,
                "fuel": fuel["fuel"] if fuel else "",
                "fuel_columns": fuel["columns"] if fuel else "",
            }
        )
    return found


def epa_hub(data: Path) -> list[Row]:
    """The labels and headings of every row that a shipped record is from."""
    from packs import common

    from carbonfoot.intake.publishers import epa_hub as reader
    from carbonfoot.intake.publishers.book import Book

    lines = {
        (line.table, line.row): line
        for line in reader.lines(Book(str(data / "epa_ghg_hub_2024/ghg-emission-factors-hub-2024.xlsx")))
    }
    found: dict[tuple[str, int], set[str]] = {}
    for record in common.read_csv(ROOT / "factors/epa-hub-2024/records.csv"):
        for place in reader.places(record["source_row"]):
            found.setdefault((place.table, place.row), set()).update(place.columns)
    rows = []
    for (table, row), columns in sorted(found.items(), key=lambda one: (int(one[0][0]), one[0][1])):
        line = lines[table, row]
        ordered = sorted(columns)
        rows.append(
            {
                "table": table,
                "row": str(row),
                "labels": "|".join(line.labels),
                "columns": "|".join(ordered),
                "heads": "|".join(line.heads[column] for column in ordered),
            }
        )
    return rows


def main() -> int:
    """Run the command; the exit code."""
    from packs.common import to_csv

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the published files")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    options = parser.parse_args()
    different = 0
    made = {
        "desnz.labels.csv": to_csv(desnz(options.data), DESNZ),
        "epa_hub.labels.csv": to_csv(epa_hub(options.data), EPA),
    }
    for name, text in made.items():
        file = TARGET / name
        if options.check:
            same = file.exists() and file.read_text(encoding="utf-8") == text
            different += not same
            print(f"{'equal' if same else 'DIFFERENT':9} {name}")
        else:
            file.write_text(text, encoding="utf-8", newline="\n")
    return 1 if different else 0


if __name__ == "__main__":
    csv.field_size_limit(1_000_000)
    raise SystemExit(main())
