"""An import map to fill in, from the header of a table: every column is listed, every guess is a comment."""

from __future__ import annotations

import json

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.naming import slug_of
from carbonfoot.intake.sheets import open_table

EXAMPLES = 3
"""Texts of a column that are shown, to tell what it holds."""
LOOKED_AT = 200
"""Rows that are read for them."""

_WORDS: dict[str, tuple[str, ...]] = {
    "co2e": (
        "co2e",
        "co2-eq",
        "co2eq",
        "gwp",
        "emission factor",
        "carbon footprint",
        "pcf",
        "배출계수",
        "배출량",
        "탄소",
    ),
    "unit": ("unit", "uom", "단위"),
    "item": (
        "item",
        "material",
        "product",
        "process",
        "activity",
        "품명",
        "품목",
        "자재",
        "재료",
        "소재",
        "명칭",
        "물질",
    ),
    "geo": ("country", "region", "location", "geography", "origin", "국가", "지역", "원산지"),
    "year": ("year", "reference period", "연도", "년도"),
    "route": ("route", "technology", "공정", "기술"),
    "id": ("code", "uuid", "number", "코드", "번호"),
    "name": ("name", "description"),
    "low": ("minimum", "lower"),
    "high": ("maximum", "upper"),
    "source_row": ("source", "reference", "출처"),
}
"""Words in names of columns, and the field that they may stand for."""

_MUST = {
    "item": "a column with item paths, or with names that `items:` translates",
    "co2e": "the column of the figure",
    "unit": "such as kg CO2e/kg; with {column: ..., values: {톤: kg CO2e/t}} where it changes from row to row",
    "boundary": "such as cradle_to_gate: what the figure covers",
    "geo": "such as KR; with values: {대한민국: KR} where the column holds names",
    "year": "such as 2025",
    "year_kind": "data, or publication",
    "trust": "A official, B copy or peer source, C one site or old, X never used",
}
_MAY = ("route", "id", "name", "low", "high", "source_row")

_PACK = {
    "title": "of the source",
    "publisher": "who published it",
    "edition": "edition, version or date",
    "licence": "SPDX where one exists",
    "share_class": "open, share-alike, cite-only or private",
    "gwp_set": "of the figures: AR4, AR5, AR6 or unknown; none where only gases are given",
    "review_by": "date by which the figures must be looked at again, such as 2027-12-31",
}


def suggest(file: str, sheet: str | None, header_row: int | None) -> tuple[str, list[Finding]]:
    """The text of a map to fill in; "" when the header cannot be told."""
    table, findings = open_table(file, sheet=sheet, header_row=header_row, hidden="read")
    if table is None:
        return "", findings
    examples: dict[str, list[str]] = {name: [] for name in table.columns}
    for number, row in enumerate(table.rows()):
        if number >= LOOKED_AT:
            break
        for name, cell in row.cells.items():
            known = examples[name]
            if cell.stored.strip() and cell.stored not in known and len(known) < EXAMPLES:
                known.append(cell.stored.strip())
    stem = slug_of(display_path(file).rpartition("/")[2].rpartition(".")[0]) or "own"
    lines = [
        "carbonfoot: import-map/1",
        f"# Fill in what follows a colon; the words of {_words(display_path(file))} are:",
    ]
    lines += [_column(name, texts) for name, texts in examples.items()]
    lines += ["pack:", f"  id: {_words(stem)}"]
    lines += [f"  {key}:   # {help}" for key, help in _PACK.items()]
    if sheet is not None or header_row is not None:
        lines.append("table:")
        lines += [f"  sheet: {_words(sheet)}"] if sheet is not None else []
        lines += [f"  header_row: {header_row}"] if header_row is not None else []
    lines += ["# items: {name in the table: steel/hot-rolled-coil}", "# new_items: own/", "records:"]
    for field, help in _MUST.items():
        lines.append(f"  {field}:   # {help}")
        lines += [f"  # {field}: {{column: {_words(name)}}}" for name in _guesses(field, [*examples])]
    lines += [
        f"  # {field}: {{column: {_words(name)}}}" for field in _MAY for name in _guesses(field, [*examples])
    ]
    return "\n".join(lines) + "\n", []


def _column(name: str, texts: list[str]) -> str:
    shown = ", ".join(_words(text[:40]) for text in texts) if texts else "empty"
    return f"#   {_words(name)}: {shown}"


def _guesses(field: str, names: list[str]) -> list[str]:
    return [name for name in names if any(word in name.casefold() for word in _WORDS.get(field, ()))]


def _words(text: str) -> str:
    """Text in quotes, as YAML and JSON both read it, on one line."""
    return json.dumps(text, ensure_ascii=False)
