"""Write the pages under `docs/formats/` from the shapes of the documents, so that they cannot drift apart.

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

## Co-products and allocation

`co_products:` lists what the same processes make besides the product, each with the amount that comes with one declared unit.
Lines, steps, outputs and tooling are then shared among all of them; packaging, distribution and later stages are of the
product. What serves some products alone says so (`for:`) and is borne by them; the rest is shared as `allocation:` says, of the
document or of the line. The keys of a method are those the products state (`mass:`, `price:`, any name under `keys:`); they must
be there for every product, above zero and in units that meet. Shares are exact ratios; what is left by rounding goes to the
largest. `substitution` gives the whole to the product, steps of the co-products included, and credits what these `avoids:`;
`cut-off` gives all to the product but what is `for:` others. Other documents take a co-product by `product:` and
`co_product:`. `carbonfoot calc --allocation all` shows the result under every method, `--allocation mass` under one.

```yaml
co_products:
  - {id: NAOH, name: Sodium hydroxide, amount: 1.128 t, price: 420 EUR/t}
  - {id: H2, name: Hydrogen, amount: 28.4 kg, price: 1.6 EUR/kg}
allocation: mass                      # or {CL2: 46 %, NAOH: 52 %, H2: 2 %}
processes:
  - {name: Electrolysis, electricity: 2380 kWh}
  - {name: Concentration, natural_gas: 2.4 GJ (net), for: NAOH}
```

## Loops inside a plant, treatments, credits

A `rework` share goes back to a step (`rework_from:`, else the same one): of the units that leave the step, that share starts
again, and the `yield` is of the others. Scrap with `returns_to:` is melted again and saves buying that input line; the amount of
the line stays what the process needs. Both are loops, solved exactly; a loop that gives back all that it takes is refused.

An output may go to a document of its treatment, whose product says what it takes in (`treats:`). What a treatment or a
co-product replaces elsewhere stands under `avoids:`: the only way for a number to be below zero, marked as a credit and shown
apart (gross, credits, net). A credit needs the burden of the treatment beside it.

```yaml
processes:
  - {name: Casting, natural_gas: 16 MJ (net), yield: 0.95}
  - {name: Painting, electricity: 0.8 kWh, rework: 6 %}
outputs:
  - {name: Runners, amount: 1.1 kg, treatment: recycling, returns_to: Aluminium ingot, yield: 97 %}
  - {name: Dross, amount: 0.1 kg, treatment: recycling-open-loop, product: dross.yaml,
     avoids: {name: Ingot, amount: 0.04 kg, factor: aluminium/ingot, route: secondary, origin: KR}}
```

## Emission methods

`methods:` of a step, or of the whole document, lists uses of emission methods: each names its `method` and has the keys of that
method beside those of every use ([all methods](../methods/README.md), `carbonfoot methods list`). Amounts follow the rules
above. What a method finds are lines of the step: they are shared, divided by `yield` and traced as all others.

```yaml
processes:
  - name: Kiln
    natural_gas: 16 MJ (net)
    methods:
      - {method: minerals/carbonates, name: Limestone, carbonate: CaCO3, amount: 1.2 kg, purity: 97 %}
```

## The circular footprint formula

`circular:` on a line stands for a factor: what is bought counts at the stage of the line, later recycling, burning and disposal
at the end of life, with what they replace as credits. A cradle-to-gate total ends before these. The Recommendation asks to show
intermediate products with `A: 1` and with the value of Annex C: `carbonfoot calc` shows one at a time.
"""


BOM_MAP = """\
# The mapping of a bill of materials, `carbonfoot: bom-map/1`

What the columns of a bill of materials hold, for `carbonfoot import TABLE --map map.yaml`. `carbonfoot import TABLE
--save-map map.yaml` writes what was told and stated, so that the next table of the same kind asks nothing. Generated
from the code by `tools/format_docs.py`; the same descriptions stand in the JSON Schema (`carbonfoot schema bom-map`).

With a map nothing is guessed: columns that it does not name are not read. A column that the table does not have is
refused with both places (CF638); so are levels in another notation (CF635). An option of the command goes before the
map.

```yaml
carbonfoot: bom-map/1
table:
  header_row: "3"
  decimal: ","
columns:
  level: 레벨
  number: 품번
  name: 품명
  material: 재질
  quantity: 소요량
  unit: 단위
  mass: 단중(g)
  mass-unit: "=g"          # one text for all rows
  origin: 원산지
levels: numbers            # 1, 1.1, 1.1.2
quantities: per-parent
weight: per-piece
units: {식: piece}         # what a unit stands for that says too little
```

## What comes out

One part document for each assembly, linked by `product:`; an assembly is not counted beside its own parts. With
`--flat` one document for each product, in which the amounts are multiplied; both come to the same total. Phantom
assemblies are always resolved into their parts. The same assembly in two places is one document, and one number with
two sets of parts is refused (CF637).

- A factor is written where the words fit it at 0.95 or better and no other item as well. Every other line lists its
  candidates behind `# decide:`, and `carbonfoot calc` gives no total before a person has chosen.
- A missing amount, a unit that says too little, a country that is not known, `made_in:` and `period:` wait in the
  same way.
- The mass of a piece beside a number of pieces becomes `mass:`; a mass of zero is a missing one.
- Texts of cells are quoted scalars or comments of one line, whatever stands in them.

## Shapes of tables

- Levels: a column (`1.1.2`, `2`, `L2`, `..2`), names moved to the right by blanks or by the indent of their cells, or a
  column with the number of the parent (`모품번` and `자품번`): one level a row, amounts per parent. Of an old `.xls`
  the indent of cells cannot be read. A row that a parent lists twice is a question (`--repeated add|once`).
- Where names over several columns have names below them, the lower ones count.
- Units stand in a column, in the name of a column, or behind each amount; two that disagree are refused (CF615).
- Where every amount is in per cent, the document is for 1 kg of the mixture; shares that are not 100 % together are
  refused (CF404).
- Columns that change amounts are never computed with in silence: a mass before trim (`투입중량`), scrap, yield,
  alternatives, usage probability, base quantity, end of validity. A value in one of them is a question: take the column
  (`--column mass=투입중량`), leave rows out (`--skip "대체여부=Y"`), or say that the amounts hold as they are
  (`--leave "Scrap %"`). The map keeps both.
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


SITE = """\
# The site document, `carbonfoot: site/1`

A plant or line with its meters for a period, and what it made ([how it works](../sites.md)). Generated from the code by
`tools/format_docs.py`; the same descriptions stand in the JSON Schema (`carbonfoot schema site`). Amounts are of the period;
text with a unit, a number with `unit:` beside it, or an expression over `parameters:`, as in [a part](part.md).
"""


INSTALLATION = """\
# The installation document, `carbonfoot: installation/1`

The monitoring data of a plant for a calendar year, from which `carbonfoot calc installation.yaml` works out the specific
embedded emissions of its goods by Implementing Regulation (EU) 2025/2547, for the EU's border adjustment (CBAM). Generated from
the code by `tools/format_docs.py`; the same descriptions stand in the JSON Schema (`carbonfoot schema installation`). Amounts are
of the period: text with a unit, a number with `unit:` beside it, or an expression over `parameters:`, as in [a part](part.md).
`carbonfoot init --installation` writes a first one.

Embedded emissions are no footprint: their boundary ends at the installation and its precursors, their GWPs are fixed by the
act, and no factor of the library enters. Nothing of an installation is linked into a part or a site, nor the other way round.

```yaml
carbonfoot: installation/1
installation: {id: ANSAN-1, name: Ansan works, country: KR}
period: 2026
source_streams:
  - {name: Natural gas, method: combustion, fuel: Natural gas, amount: 900 t, process: Bolts}
electricity:
  - {name: Grid, kind: grid, emission_factor: 0.4 t CO2/MWh, basis: other, source: invented}
precursors:
  - {name: Wire rod, cn: 7213 91 10, country: KR, default: yes}
processes:
  - name: Bolts
    electricity: 3400 MWh
    precursors: [{name: Wire rod, amount: 20000 t}]
    goods: [{cn: 7318 15 88, name: Bolts, amount: 17000 t}]
```
"""


PROJECT = """\
# The settings of a project, `carbonfoot.toml`

The folder that holds this file is the project root: documents may link to each other anywhere below it, and nowhere else. All
keys may be left out. Generated from the code by `tools/format_docs.py`; the same descriptions stand in the JSON Schema
(`carbonfoot schema project`). Who declares stands in `[company]`; what declarations say besides their numbers stands in
`[declare]`, and in `declare:` of a part, which goes first.

```toml
lang = "ko"

[factors]
packs = ["../company-packs"]

[company]
name = "Hanil Fastener Co., Ltd."
name_ko = "한일화스너(주)"
ids = ["urn:lei:988400AKVF4Q8CXCWH55"]
domain = "hanil.example"
contact = "Kim Minji, carbon@hanil.example"

[declare]
application = "answer to requests of car makers"
audience = "purchasing of the customer"
```
"""


PROGRAMME = """\
# The programme document, `carbonfoot: programme/1`

A reduction programme ([how it works](../programmes.md)). Generated from the code by `tools/format_docs.py`; the same descriptions
stand in the JSON Schema (`carbonfoot schema programme`). `carbonfoot init --programme` writes a first one.
What may differ by year is one value, or `{2026: ..., 2030: ...}`.
"""


TECHNOLOGY = """\
# The technology card, `carbonfoot: technology/1`

What a technology takes, gives and costs ([how it works](../technologies.md)). Generated from the code by `tools/format_docs.py`;
the same descriptions stand in the JSON Schema (`carbonfoot schema technology`).
"""


def shown(example: Any) -> str:
    """An example as it would stand in YAML flow style."""
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"`{text}`".replace("|", "\\|")


def kind(schema: dict[str, Any]) -> str:
    """The kind of a value in a word or two, with a link to each mapping it may hold."""
    text = json.dumps(schema)
    held = {name: text.find(f'"#/definitions/{name}"') for name in schema_names}
    names = sorted((name for name, at in held.items() if at >= 0), key=lambda name: held[name])
    if names:
        links = " or ".join(f"[{name}](#{name.lower()})" for name in names)
        return f"list of {links}" if '"array"' in text else links
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"] if isinstance(word, str))
    if schema.get("type") == "array" or any(one.get("type") == "array" for one in schema.get("anyOf", [])):
        return "list of text"
    ways = schema.get("anyOf", [])
    return "text, or by year" if any(one.get("additionalProperties") in ways for one in ways) else "text"


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
    from carbonfoot.cbam.shapes.installation import installation_schema
    from carbonfoot.documents.declare import project_schema
    from carbonfoot.documents.part import part_schema
    from carbonfoot.documents.programme import programme_schema
    from carbonfoot.documents.site import site_schema
    from carbonfoot.documents.technology import technology_schema
    from carbonfoot.intake.bom_map import bom_map_schema
    from carbonfoot.intake.map_shape import map_schema

    return {
        FORMATS / "part.md": page(PART, "Part", part_schema()),
        FORMATS / "site.md": page(SITE, "Site", site_schema()),
        FORMATS / "installation.md": page(INSTALLATION, "Installation", installation_schema()),
        FORMATS / "programme.md": page(PROGRAMME, "Programme", programme_schema()),
        FORMATS / "technology.md": page(TECHNOLOGY, "Technology", technology_schema()),
        FORMATS / "project.md": page(PROJECT, "Project", project_schema()),
        FORMATS / "import-map.md": page(IMPORT_MAP, "Map", map_schema()),
        FORMATS / "bom-map.md": page(BOM_MAP, "Map", bom_map_schema()),
    }


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the page is not up to date")
    check, stale = parser.parse_args().check, 0
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
