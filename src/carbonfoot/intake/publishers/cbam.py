"""The Commission's workbook of CBAM default values: a sheet for each country, as rows of `cbam_defaults.csv`.

Countries, sectors and the codes that stand behind a published code are those of the rules in the library. The workbook
is informative: every row says so (`verified: workbook`), and which edition of the act it is of has to be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.factors.lint_cells import is_decimal
from carbonfoot.factors.rules import TABLES
from carbonfoot.intake.publishers.book import Book, Grid
from carbonfoot.intake.publishers.published import Asked, UnclearError

FAMILY = "cbam"
WORDS = "the Commission's CBAM default values (workbook with a sheet for each country, `Product CN Code` in its second row)"
FILE = "cbam_defaults.csv"
COLUMNS = TABLES[FILE]

HEADER, TITLE_ROW, HEADER_ROW = "Product CN Code", 1, 2
FEW = 3
"""Sheets with this header that make a workbook this publication."""
VALUES = ("direct", "indirect", "total", "marked_up_2026", "marked_up_2027", "marked_up_2028")
"""What stands in columns C to H."""
_FIRST, _ROUTE = 3, 9
_PLACES = Decimal("0.001")
Row = dict[str, str]


class Rules(NamedTuple):
    """One workbook, read: rows of `cbam_defaults.csv` without the name of the pack in `id`; `act` is its edition."""

    edition: str
    act: str
    rows: list[Row]
    not_taken: list[str]
    gone: list[str]


class Known(NamedTuple):
    """What the library knows: country by its name in the workbook; code and sector by published code and good."""

    pack: str
    act: str
    countries: dict[str, str]
    codes: dict[tuple[str, str], tuple[str, str]]
    goods: set[tuple[str, str]]


def recognise(book: Book) -> bool:
    """Whether a file is this publication."""
    found = 0
    for sheet in book.sheets[:10]:
        found += book.top(sheet, HEADER_ROW).get((HEADER_ROW, 1), "") == HEADER
    return found >= FEW


def known_rules(library: Library) -> Known | None:
    """The default values of the newest rule pack that is shipped."""
    if "cbam_defaults" not in library.rule_tables():
        return None
    sql = "select pack, act, country_name, country, cn_code_published, good, cn_code, sector from main.cbam_defaults"
    rows = library.rows(sql)
    pack = max(row[0] for row in rows)
    mine = [row for row in rows if row[0] == pack]
    countries = {row[2]: row[3] for row in mine}
    codes = {(row[4], row[5]): (row[6], row[7]) for row in mine}
    return Known(pack, mine[0][1], countries, codes, {(row[3], row[6]) for row in mine})


def read(book: Book, known: Known, asked: Asked) -> Rules:
    """All lines of all countries. The workbook does not say which edition of the act it is of."""
    if not re.fullmatch(r"20\d\d/\d+", asked.edition):
        raise UnclearError(
            "--edition: the act whose annexes the workbook holds, such as 2026/1740; the file does not say"
        )
    if not re.fullmatch(r"20\d\d", asked.year):
        raise UnclearError("--year: the first year that the values are for, such as 2027; it names the pack")
    rows: list[Row] = []
    not_taken: list[str] = []
    for sheet in book.sheets:
        grid = book.grid(sheet)
        if grid.get((HEADER_ROW, 1), "") != HEADER:
            continue
        territory = grid.get((TITLE_ROW, 1), "")
        country = known.countries.get(territory)
        for line in _lines(grid):
            code = known.codes.get((line.code, line.good)) or known.codes.get((line.code, ""))
            if country is None or code is None:
                not_taken.append(f"sheet {sheet}, row {line.number}: {line.code} {line.good}")
            else:
                place = {"country": country, "country_name": territory, "cn_code": code[0], "sector": code[1]}
                place["good"] = line.good if (line.code, line.good) in known.codes else ""
                place["source_row"] = f"sheet {territory}, row {line.number}"
                rows.append(_row(line, place, known, asked))
    _numbered(rows)
    seen = {(row["country"], row["cn_code"]) for row in rows}
    gone = [f"{country} {code}" for country, code in sorted(known.goods - seen)]
    return Rules(asked.year, asked.edition, rows, not_taken, gone)


class _Line(NamedTuple):
    number: int
    code: str
    good: str
    texts: dict[str, str]
    route: str


def keys(rules: Rules) -> Row:
    """Keys of the pack that are not those of the rules in the library."""
    return {
        "title": "EU carbon border adjustment mechanism: default values by country",
        "edition": f"{rules.act}, for {rules.edition}",
        "attribution": f"© European Union: workbook of the European Commission with the default values of {rules.act}; "
        "changes: three decimals, one row for each line",
    }


def _lines(grid: Grid) -> Iterator[_Line]:
    """Lines with a code, without those that only point at the lines below them."""
    for number in range(HEADER_ROW + 1, max(row for row, _ in grid) + 1):
        code = grid.get((number, 1), "").replace(" ", "")
        texts = {name: grid.get((number, _FIRST + at), "") for at, name in enumerate(VALUES)}
        if code.isdecimal() and texts["total"] != "see below":
            yield _Line(number, code, grid.get((number, 2), ""), texts, grid.get((number, _ROUTE), ""))


def _row(line: _Line, place: Row, known: Known, asked: Asked) -> Row:
    numbers = {name: text if is_decimal(text) else "" for name, text in line.texts.items()}
    said = [f"{name}: {text}" for name, text in line.texts.items() if text and not numbers[name]]
    route = re.sub(r"[() ]", "", line.route).replace("/", ";")
    if not re.fullmatch(r"[A-L](;[A-L])*", route):
        said += [f"route: {line.route}"] if route else []
        route = ""
    if not any(numbers[name] for name in ("direct", "indirect", "total")) and not said:
        said = ["empty cells"]
    row = dict.fromkeys(COLUMNS, "") | place
    row |= {name: _printed(numbers[name]) for name in ("direct", "indirect", "total")}
    row |= {f"workbook_{name}": numbers[name] for name in ("direct", "indirect", "total")}
    row |= {name: numbers[name] for name in VALUES if name.startswith("marked_up")}
    row |= {"cn_code_published": line.code, "unit": "t CO2e/t", "route": route, "route_published": route}
    row |= {"published_text": ";".join(said), "verified": "workbook", "act": known.act, "annex": "Annex I"}
    return row | {"edition": asked.edition, "id": f"default-{place['country'].lower()}-{place['cn_code']}"}


def _printed(number: str) -> str:
    """The number as the act prints it: three decimals."""
    return str(Decimal(number).quantize(_PLACES, ROUND_HALF_UP)) if number else ""


def _numbered(rows: list[Row]) -> None:
    """Several lines of one country and code (by route) get numbers behind the first."""
    seen: dict[str, int] = {}
    for row in rows:
        count = seen[row["id"]] = seen.get(row["id"], 0) + 1
        if count > 1:
            row["id"] += f"-{count}"
