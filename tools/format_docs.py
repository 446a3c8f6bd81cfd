"""Write `docs/formats/part.md` from the shapes of the part document, so that the two cannot drift apart.

python tools/format_docs.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "formats" / "part.md"

HEAD = """\
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


def page() -> str:
    """The whole page."""
    sys.path.insert(0, str(ROOT / "src"))
    from carbonfoot.documents.part import part_schema

    schema: Any = part_schema()
    schema_names[:] = list(schema["definitions"])
    sections = [table("Part", schema)]
    sections += [table(name, body) for name, body in schema["definitions"].items()]
    return HEAD + "\n" + "\n".join(sections)


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the page is not up to date")
    text = page()
    if parser.parse_args().check:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("docs/formats/part.md is up to date" if same else "docs/formats/part.md is out of date")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
