"""Default values of Annex I and Annex IV of Implementing Regulation (EU) 2025/2621: `cbam_defaults`, `cbam_precursors`.

The lines come from the Commission's workbook of 4 February 2026, which holds the annexes as first published. The
annexes in force are those of Implementing Regulation (EU) 2026/1740. What was read in them, or in a public
transcription of them, stands in `cbam_2026.compared.csv`: a line that agrees is marked so, a line that does not is
marked superseded and the value in force stands in a line of its own. A line that was not compared says `no`.
"""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from packs import cbam_2026_workbook as workbook
from packs import common

FOLDER = "cbam_2025_2621"
ACT = "Implementing Regulation (EU) 2025/2621"
FIRST, IN_FORCE = "2025/2621", "2026/1740"
HERE = Path(__file__).parent
SECTORS = {
    "Cement": "cement",
    "Fertilisers": "fertilisers",
    "Aluminium": "aluminium",
    "Hydrogen": "hydrogen",
    "Iron and steel": "iron-steel",
}
TARIC = {
    ("25070080", "Calcined clay"): "2507008080",
    ("25231000", "White clinker"): "2523100010",
    ("25231000", "Grey clinker"): "2523100090",
    ("25239000", "White hydraulic cements"): "2523900010",
    ("25239000", "Grey hydraulic cements"): "2523900090",
}
"""Codes that recitals 5 and 6 of 2026/1740 put in place of the CN code in every table of both annexes."""

ROUTE_CORRECTED = {"2507008080", "7205", "72251990", "72261980", "73063018", "73181210", "73181410"}
"""Codes whose route was corrected in some or all of the tables that were compared in full."""

DOUBLE_ROUTES = {"7227", "722830", "722850", "7229", "730459"}
"""Lines of Annex IV that print (C)/(F) in the Official Journal; the list read here lost a route of two letters."""

RECODED = {"TN": {"76151010", "76151030", "76151080", "76152000"}}
"""Codes printed by mistake (recital 11): the lines stand under codes of heading 7616 in the edition in force."""

_PLACES = Decimal("0.001")
_NUMBERS = ("direct", "indirect", "total")
_PRINTED = (2026, 2027, 2028)
Row = dict[str, str]


class Read(NamedTuple):
    """What the edition in force says of one good of one country."""

    total: str
    route: str
    read_in: str


def compared() -> dict[tuple[str, str], Read]:
    """What was read, by country and code; `unknown` is Annex IV."""
    found: dict[tuple[str, str], Read] = {}
    for row in common.read_csv(HERE / "cbam_2026.compared.csv"):
        for code in row["codes"].split():
            if (row["country"], code) in found:
                raise ValueError(f"compared twice: {row['country']} {code}")
            found[row["country"], code] = Read(row["total"], row["route"], row["read_in"])
    return found


def defaults(data: Path) -> list[Row]:
    """Lines of Annex I in the order of the workbook; lines of the edition in force alone stand at the end."""
    lines = common.read_csv(data / FOLDER / "default_values_2621_from_workbook.csv")
    sheets = workbook.territories(data / FOLDER / "DVs_as_adopted_v20260204.xlsx")
    countries = _countries()
    read = compared()
    made, seen = [], set()
    for line in lines:
        country = countries[line["country"]]
        row = _line(line, country, workbook.line(sheets[line["country"]], int(line["workbook_row"])))
        key = country, row["cn_code"]
        seen.add(key)
        if key in read:
            made += _against(row, read[key])
        else:
            made.append(_not_compared(row))
    names = {code: name for name, code in countries.items()}
    made += [
        _added(country, names[country], code, read[country, code])
        for country, code in read
        if country != "unknown" and (country, code) not in seen
    ]
    return made


def precursors(data: Path) -> list[Row]:
    """Lines of Annex IV: what counts where the country of a precursor cannot be identified."""
    read = compared()
    made = []
    published_lines = (data / FOLDER / "annex_iv_precursor_defaults_2621.json").read_text(encoding="utf-8")
    for line in json.loads(published_lines):
        published = line["cn_code"].replace(" ", "")
        route = "C;F" if published in DOUBLE_ROUTES else line["route"] or ""
        code = TARIC.get((published, line["description"]), published)
        row = {
            "id": f"cbam-2026:precursor-{code}",
            "sector": SECTORS[line["sector"]],
            "cn_code": code,
            "cn_code_published": published,
            "description": " ".join(line["description"].split()),
            "total": _printed(line["highest"]),
            "unit": "t CO2e/t",
            "route": route,
            "route_published": route,
            **{f"marked_up_{year}": line[f"markup_{year}"] for year in _PRINTED},
            **_place("no", "Annex IV"),
            "note": "",
        }
        key = "unknown", code
        made += _against(row, read[key]) if key in read else [_not_compared(row)]
    return made


def _countries() -> dict[str, str]:
    rows = common.read_csv(HERE / "cbam_2026.countries.csv")
    return {row["country_name"]: row["country"] for row in rows}


def _place(verified: str, annex: str) -> Row:
    edition = FIRST if verified in {"no", "superseded"} else IN_FORCE
    return {"verified": verified, "act": ACT, "annex": annex, "edition": edition}


def _line(line: Row, country: str, cells: workbook.Cells) -> Row:
    """One line of the workbook, checked against the workbook itself."""
    for column in (*_NUMBERS, *(f"marked_up_{year}" for year in _PRINTED)):
        _refuse_difference(line, column, getattr(cells, column))
    published = line["cn_code"]
    code = TARIC.get((published, line["description"]), published)
    numbers = {column: _number(line[column]) for column in _NUMBERS}
    texts = [
        f"{column}: {getattr(cells, column)}"
        for column in (*_NUMBERS, *(f"marked_up_{year}" for year in _PRINTED))
        if getattr(cells, column) and not _number(line[column])
    ]
    route = line["route"].replace("(", "").replace(")", "").replace("/", ";")
    if route == "not applicable":
        texts.append(f"route: {cells.route}")
        route = ""
    return {
        "id": f"cbam-2026:default-{country.lower()}-{code}",
        "country": country,
        "country_name": line["country"],
        "sector": SECTORS[line["sector"]],
        "cn_code": code,
        "cn_code_published": published,
        "good": line["description"] if (published, line["description"]) in TARIC else "",
        **{column: _printed(number) for column, number in numbers.items()},
        "unit": "t CO2e/t",
        "route": route,
        "route_published": route,
        "published_text": ";".join(texts) or _all_empty(numbers),
        **{f"workbook_{column}": number for column, number in numbers.items()},
        **{f"marked_up_{year}": _number(line[f"marked_up_{year}"]) for year in _PRINTED},
        **_place("no", "Annex I"),
        "source_row": f"sheet {line['country']}, row {line['workbook_row']}",
        "note": "",
    }


def _refuse_difference(line: Row, column: str, cell: str) -> None:
    number = _number(line[column])
    try:
        same = abs(Decimal(cell) - Decimal(number or "NaN")) < Decimal("0.000001")
    except ArithmeticError:
        same = not number
    if not same:
        place = f"{line['country']} row {line['workbook_row']} {column}"
        raise ValueError(f"{place}: {cell!r} in the workbook, {line[column]!r} in the copy")


def _number(text: str) -> str:
    return text if text and text[0].isdigit() else ""


def _printed(number: str) -> str:
    """The number as the act prints it: three decimals."""
    return str(Decimal(number).quantize(_PLACES, ROUND_HALF_UP)) if number else ""


def _all_empty(numbers: Row) -> str:
    return "" if any(numbers.values()) else "empty cells"


def _against(row: Row, read: Read) -> list[Row]:
    """The line as it stands in force; with the line it replaces before it where the value changed."""
    place = _place(read.read_in, row["annex"])
    if row["total"] == read.total:
        note = (
            f"route printed as `{row['route'] or 'none'}` in {FIRST}, corrected by {IN_FORCE}"
            if row["route"] != read.route
            else ""
        )
        return [{**row, **place, "route": read.route, "note": note}]
    old = {**row, **_place("superseded", row["annex"]), "id": f"{row['id']}-2621"}
    old["note"] = f"{IN_FORCE} prints {read.total or 'no value'}"
    new = {
        **row,
        **place,
        "total": read.total,
        "route": read.route,
        "note": f"{FIRST} printed {row['total']}",
    }
    new.update({f"marked_up_{year}": "" for year in _PRINTED})
    if "direct" in row:
        new.update(_in_force(read))
    return [old, new]


def _in_force(read: Read) -> Row:
    """Value cells of a line of the edition in force; all of them are goods of direct emissions, or have no value."""
    text = "indirect: N/A" if read.total else "direct: –;indirect: –;total: –"
    empty = dict.fromkeys(("workbook_direct", "workbook_indirect", "workbook_total"), "")
    where = f"{IN_FORCE}, Annex I"
    return {"direct": read.total, "indirect": "", "published_text": text, **empty, "source_row": where}


def _added(country: str, name: str, code: str, read: Read) -> Row:
    sector = {"28": "hydrogen", "76": "aluminium"}.get(code[:2], "iron-steel")
    blank = dict.fromkeys(("good", "route_published", *(f"marked_up_{year}" for year in _PRINTED)), "")
    return {
        "id": f"cbam-2026:default-{country.lower()}-{code}",
        "country": country,
        "country_name": name,
        "sector": sector,
        "cn_code": code,
        "cn_code_published": code,
        "total": read.total,
        "unit": "t CO2e/t",
        "route": read.route,
        **blank,
        **_in_force(read),
        **_place(read.read_in, "Annex I"),
        "note": f"no value line in {FIRST}, added by {IN_FORCE}",
    }


def _not_compared(row: Row) -> Row:
    if row["cn_code"] in RECODED.get(row.get("country", ""), ()):
        note = f"code printed by mistake ({IN_FORCE}, recital 11): now under heading 7616"
        return {**row, **_place("superseded", row["annex"]), "note": note}
    corrected = row["cn_code"] in ROUTE_CORRECTED
    note = (
        f"the route of this code was corrected by {IN_FORCE} in tables that were compared"
        if corrected
        else ""
    )
    return {**row, "note": note}
