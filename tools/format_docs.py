"""Write `docs/formats/part.md` and `import-map.md` from the shapes of the documents, so that they cannot drift apart.

python tools/format_docs.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ROOT / "docs" / "formats"

PART = """\
# The part document, `carbonfoot: part/1`

One product, its bill of materials and its processes, in YAML 1.2. Generated from the code by `tools/format_docs.py`; the same
descriptions stand in the JSON Schema (`carbonfoot schema part`). Amounts are text with a unit (`2.35 kg`), a number with `unit:`
beside it, `{value: 2.35, unit: kg}`, or an expression over parameters (`= width * length`). They are stated per declared unit,
per good unit, gross of trim and net of rejects.

## Expressions and tables

A value that starts with `=` is computed: `+ - * / ^`, parentheses, `min max abs sqrt ceil floor`, `if(a < b, x, y)`, names of
`parameters:`, and numbers with their unit in brackets, `7.85 [kg/dm3]`. Units are checked: adding a mass to a length is refused.
`lookup(table, column, key="text", other=name)` takes the one cell of a CSV table whose row matches all keys; a unit may stand in
the header, `energy [kWh]`, or in the cell.

```yaml
parameters:
  width: 120 mm
  thickness: 2.0 mm
  strip: = width * 0.4 [m] * thickness * 7.85 [kg/dm3]
tables:
  presses: {file: presses.csv}        # machine,shift,energy [kWh]
inputs:
  - {name: Strip, amount: = strip, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}
processes:
  - {name: Pressing, electricity: '= lookup(presses, energy, machine="P-200", shift="day")'}
```
"""


IMPORT_MAP = """\
# The import map, `carbonfoot: import-map/1`

What the columns of a table mean, for `carbonfoot factors import TABLE --map map.yaml`. The rows become `records.csv` of a
pack of the project ([the layout](factor-pack.md)). `carbonfoot factors import TABLE --suggest-map` writes a map to fill in.
Generated from the code by `tools/format_docs.py`; the same descriptions stand in the JSON Schema
(`carbonfoot schema import-map`).

A field of the records is one text for all rows (`boundary: cradle_to_gate`), or a column of the table
(`{column: 배출계수}`) whose texts `values:` translates. Unit, boundary, region, year and trust must be said: none of them
is ever assumed. An empty cell stays empty, or is refused where every factor needs it, unless `empty:` says what stands
there.

```yaml
carbonfoot: import-map/1
pack:
  id: hanil-lca
  title: LCA results of purchased materials
  publisher: Hanil Steel and Plastics
  edition: 2025, second issue
  licence: for use by our firm only
  share_class: private
  gwp_set: AR6
  review_by: 2027-12-31
skip: {column: 비고, equals: 소계}          # rows that are no factors
items: {열연코일: steel/hot-rolled-coil}    # their names, our items
new_items: own/                            # other names become items of their own: own/sachul-geureideu
records:
  item: {column: 품명}
  kind: material
  co2e: {column: 배출계수}
  unit: {column: 단위, values: {kgCO2e/kg: kg CO2e/kg, kgCO2e/톤: kg CO2e/t}}
  boundary: cradle_to_gate
  geo: {column: 국가, values: {대한민국: KR}}
  year: {column: 기준연도}
  year_kind: data
  trust: C
```

The whole table comes in, or nothing: every finding of the map, of the file and of every row is told in one run, with
sheet, row and column. Each record says the sheet and row it is from (`source_row`). Its id is made of item, region and
year, with a number where several share them, or of the column that `id:` names. The same file and map give the same bytes
again; a pack that was made of another file is replaced only with `--replace`.

## Which item a row is about

1. What `items:` says for the text in the column of `item`.
2. The text itself, where it is the path of an item of the library or of another pack of the project.
3. With `new_items: own/`, an item of that folder. Its path is the text in lower case; Hangul is written in the letters of
   the Revised Romanization, other scripts are refused. Two texts that give one path are refused. `kind:` must be said then.

A row without an item is refused.
"""


def shown(example: Any) -> str:
    """An example as it would stand in YAML flow style."""
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"`{text}`".replace("|", "\\|")


def kind(schema: dict[str, Any]) -> str:
    """The kind of a value in a word or two, with a link to the mapping it holds."""
    text = json.dumps(schema)
    for name in schema_names:
        if f'"#/definitions/{name}"' in text:
            link = f"[{name}](#{name.lower()})"
            return f"list of {link}" if '"array"' in text else link
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"] if isinstance(word, str))
    if schema.get("type") == "array" or any(one.get("type") == "array" for one in schema.get("anyOf", [])):
        return "list of text"
    return "text"


schema_names: list[str] = []


def table(name: str, body: dict[str, Any]) -> str:
    """One section: a row a key."""
    rows = [
        f"## {name}",
        "",
        body["description"],
        "",
        "| key | | value | meaning | example |",
        "|---|---|---|---|---|",
    ]
    for key, schema in body["properties"].items():
        need = "required" if key in body["required"] else ""
        example = shown(schema["examples"][0]) if schema.get("examples") else ""
        rows.append(f"| `{key}` | {need} | {kind(schema)} | {schema['description']} | {example} |")
    return "\n".join(rows) + "\n"


def page(head: str, top: str, schema: Any) -> str:
    """The whole page."""
    schema_names[:] = list(schema["definitions"])
    sections = [table(top, schema)]
    sections += [table(name, body) for name, body in schema["definitions"].items()]
    return head + "\n" + "\n".join(sections)


def pages() -> dict[Path, str]:
    """Every page by its file."""
    sys.path.insert(0, str(ROOT / "src"))
    from carbonfoot.documents.part import part_schema
    from carbonfoot.intake.map_shape import map_schema

    return {
        FORMATS / "part.md": page(PART, "Part", part_schema()),
        FORMATS / "import-map.md": page(IMPORT_MAP, "Map", map_schema()),
    }


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the page is not up to date")
    check = parser.parse_args().check
    stale = 0
    for file, text in pages().items():
        same = file.exists() and file.read_text(encoding="utf-8") == text
        if check:
            print(f"docs/formats/{file.name} is {'up to date' if same else 'out of date'}")
            stale += not same
        else:
            file.write_text(text, encoding="utf-8", newline="\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
