"""Write what the 120 commonest materials resolve to, `docs/materials/result.md` and `result.csv`, or check them.

python tools/material_list.py [--check]

The list was fixed before there were aliases; it is never changed here.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from carbonfoot.factors.aliases import Alias, aliases
from carbonfoot.factors.library import Library, Record, open_library
from carbonfoot.factors.need import Need
from carbonfoot.factors.resolve import resolve
from carbonfoot.quantities.units import Quantity, parse_quantity

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "materials"
REGION, YEAR = "KR", 2024
DIGITS = 8
"""A published number longer than this was computed, and is shown in short."""
RELATIONS = ("exact", "broader", "proxy", "none")
COLUMNS = (
    "number",
    "line",
    "line_ko",
    "relation",
    "item",
    "route",
    "record",
    "value",
    "region",
    "year",
    "note",
)


class Line(NamedTuple):
    """One line of the list and what it means; `picks` are records by route, several where the route is asked for."""

    number: str
    line: str
    line_ko: str
    alias: Alias | None
    picks: list[tuple[str, Record]]


def lines(library: Library) -> list[Line]:
    """Every line of the list with the records that a Korean part of 2024 would get."""
    with (FOLDER / "list.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = []
    for row in rows:
        alias = next(iter(aliases(library, row["line"]) or aliases(library, row["line_ko"])), None)
        picks = [] if alias is None or alias.relation == "none" else _picks(library, alias)
        found.append(Line(row["number"], row["line"], row["line_ko"], alias, picks))
    return found


def _picks(library: Library, alias: Alias) -> list[tuple[str, Record]]:
    """The record of the alias, or one for each route where the program asks for it."""
    one = _pick(library, alias.item, alias.route)
    if one is not None:
        return [(alias.route, one)]
    routes = sorted({record.route for record in library.records(alias.item) if record.route})
    return [(route, record) for route in routes if (record := _pick(library, alias.item, route)) is not None]


def _pick(library: Library, item: str, route: str) -> Record | None:
    for amount in _amounts(library, item):
        uses = resolve(library, Need(item, amount, REGION, YEAR, route)).uses
        if uses:
            return uses[0].record
    return None


def _amounts(library: Library, item: str) -> list[Quantity]:
    """One kilogram first, as most lines of a bill of materials are by mass, then one of what the records are per."""
    units = ["kg", *sorted({record.unit_den for record in library.records(item)} - {"kg"})]
    return [parse_quantity(f"1 {unit}") for unit in units]


def to_csv(found: list[Line]) -> str:
    """One row a line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in found:
        records = [record for _, record in one.picks]
        alias = one.alias
        writer.writerow(
            {
                "number": one.number,
                "line": one.line,
                "line_ko": one.line_ko,
                "relation": alias.relation if alias else "unknown",
                "item": alias.item if alias else "",
                "route": ";".join(route for route, _ in one.picks if route),
                "record": ";".join(record.id for record in records),
                "value": ";".join(_value(record) for record in records),
                "region": ";".join(record.geo for record in records),
                "year": ";".join(record.year for record in records),
                "note": alias.note if alias else "",
            }
        )
    return text.getvalue()


def _value(record: Record) -> str:
    return f"{_short(record.co2e)} {record.unit_num}/{record.unit_den}"


def _short(number: str) -> str:
    """The published digits, or six of a number that was computed to many."""
    return number if len(number) <= DIGITS else f"{float(number):.6g}"


def to_markdown(found: list[Line]) -> str:
    """The counts, a table of what resolves, and a sentence for every line that does not."""
    counts = Counter(one.alias.relation if one.alias else "unknown" for one in found)
    resolved = sum(counts[relation] for relation in RELATIONS[:3])
    asked = sum(len(one.picks) > 1 for one in found)
    parts = [
        "# What the 120 commonest materials resolve to",
        "",
        "Written by `python tools/material_list.py`; do not edit. [The list](list.csv) was fixed before the aliases;",
        f"[the same as a table](result.csv). Each record is the one that a part made in Korea in {YEAR} gets.",
        "",
        (
            f"**{resolved} of {len(found)} lines ({100 * resolved / len(found):.0f} %) resolve**: "
            f"{counts['exact']} exactly, {counts['broader']} to a wider item, {counts['proxy']} to a marked proxy. "
            f"{counts['none']} have no fit open factor."
        ),
        f"In {asked} lines the word does not tell the technology route, and `carbonfoot` asks for it: the table shows each.",
        "None of the records is Korean: what stands in from another country is marked in every result (CF305), and a supplier's",
        "own number comes first.",
        "",
        "| no. | line | relation | item | record | CO2e per unit |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        if one.alias is not None and one.picks:
            names = "<br>".join(f"`{record.id}`" for _, record in one.picks)
            values = "<br>".join(
                f"{_value(record)} ({record.geo} {record.year}{f', {route}' if route else ''})"
                for route, record in one.picks
            )
            parts.append(
                f"| {one.number} | {one.line} / {one.line_ko} | {one.alias.relation} | `{one.alias.item}` | {names} | {values} |"
            )
    parts += ["", "## In what they differ", ""]
    parts += [
        f"- {one.number} {one.line}: {one.alias.note}."
        for one in found
        if one.alias is not None and one.picks and one.alias.note
    ]
    parts += ["", "## Without an open factor", ""]
    for one in found:
        if one.alias is not None and one.alias.relation == "none":
            nearest = f" Nearest: `{one.alias.item}`." if one.alias.item else " Nothing comes near."
            parts.append(f"- {one.number} {one.line} / {one.line_ko}: {one.alias.note}.{nearest}")
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write or compare; 1 when a file is out of date."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    options = parser.parse_args()
    found = lines(open_library())
    different = 0
    for name, text in (("result.csv", to_csv(found)), ("result.md", to_markdown(found))):
        target = FOLDER / name
        same = target.exists() and target.read_text(encoding="utf-8") == text
        if same:
            print(f"equal     docs/materials/{name}")
        elif options.check:
            print(f"DIFFERENT docs/materials/{name}: run `python tools/material_list.py`")
            different = 1
        else:
            target.write_text(text, encoding="utf-8", newline="\n")
            print(f"written   docs/materials/{name}")
    return different


if __name__ == "__main__":
    raise SystemExit(main())
