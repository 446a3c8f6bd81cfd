"""A saved mapping, `carbonfoot: bom-map/1`: what the columns of a bill of materials hold, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carbonfoot.documents.fields import TEXT, read_text
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required
from carbonfoot.intake.bom_levels import NOTATIONS
from carbonfoot.intake.bom_roles import ROLES
from carbonfoot.intake.map_shape import Table
from carbonfoot.intake.quoting import quoted

KIND = "bom-map/1"

_COLUMN = {
    "level": ("Column of the level.", "Level"),
    "number": ("Column of the part number.", "품번"),
    "name": ("Column of the name.", "품명"),
    "material": ("Column of the material.", "재질"),
    "spec": ("Column of size or grade.", "규격"),
    "quantity": ("Column of the amount of a line.", "소요량"),
    "total": ("Column of the amount per finished product.", "총소요량"),
    "unit": ("Column of the unit of the amount; `=piece` is one for all rows.", "단위"),
    "mass": ("Column of a mass beside the amount.", "단중"),
    "mass-unit": ("Column of its unit; `=g` is one for all rows.", "=g"),
    "origin": ("Column of the country of origin; `=KR` is one for all rows.", "원산지"),
    "supplier": ("Column of the supplier.", "업체"),
    "code": ("Column of the customs code.", "HS"),
    "phantom": ("Column that marks phantom assemblies.", "팬텀"),
    "position": ("Column that numbers the rows, and is read for words such as `total`.", "No"),
    "parent": ("Column of the number of the parent, in a table of parent and component.", "모품번"),
    "parent-name": ("Column of its name.", "모품명"),
}


class Columns(Shape):
    """Columns as the header spells them; what is not named is not read."""

    level = optional(TEXT, *_COLUMN["level"])
    number = optional(TEXT, *_COLUMN["number"])
    name = optional(TEXT, *_COLUMN["name"])
    material = optional(TEXT, *_COLUMN["material"])
    spec = optional(TEXT, *_COLUMN["spec"])
    quantity = optional(TEXT, *_COLUMN["quantity"])
    total = optional(TEXT, *_COLUMN["total"])
    unit = optional(TEXT, *_COLUMN["unit"])
    mass = optional(TEXT, *_COLUMN["mass"])
    mass_unit = optional(TEXT, *_COLUMN["mass-unit"], key="mass-unit")
    origin = optional(TEXT, *_COLUMN["origin"])
    supplier = optional(TEXT, *_COLUMN["supplier"])
    code = optional(TEXT, *_COLUMN["code"])
    phantom = optional(TEXT, *_COLUMN["phantom"])
    position = optional(TEXT, *_COLUMN["position"])
    parent = optional(TEXT, *_COLUMN["parent"])
    parent_name = optional(TEXT, *_COLUMN["parent-name"], key="parent-name")


class BomMap(Shape):
    """How a bill of materials is read."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    table = optional(nested(lambda: Table), "How the table is to be read.", {"header_row": "3"})
    columns = required(nested(lambda: Columns), "What the columns hold.", {"name": "품명"})
    levels = optional(
        choice(*NOTATIONS),
        "How levels are written: `numbers` 1, 1.1, 1.1.2; `depths` 0, 1, 2; `dots` .1, ..2; `indent` of the name;"
        " `parents`: each row names its parent; `none` for a list without levels.",
        "numbers",
    )
    quantities = optional(
        choice("per-parent", "total"), "Whether amounts are per parent or per finished product.", "per-parent"
    )
    weight = optional(
        choice("per-piece", "per-line"), "Whether the mass is that of one piece or of the line.", "per-piece"
    )
    leave = optional(
        list_of(TEXT, wrap=True),
        "Columns that change amounts (gross, scrap, yield, alternatives) and are left aside: the amounts hold as they are.",
        ["Scrap %"],
    )
    skip = optional(
        list_of(TEXT, wrap=True),
        "Rows that are left out: COLUMN=TEXT, with no text for an empty cell.",
        ["대체여부=Y"],
    )
    units = optional(
        mapping_of(TEXT, read_text),
        "What units of the table stand for, where they say too little.",
        {"식": "piece"},
    )


def read_bom_map(file: str) -> tuple[BomMap | None, str, list[Any]]:
    """The map in a file and how its path is shown, or the findings that say why it cannot be used."""
    from carbonfoot.documents.reading import read_document
    from carbonfoot.documents.sources import read_source
    from carbonfoot.findings.finding import severity

    source, findings = read_source(file)
    if source is None or any(severity(one) == "error" for one in findings):
        return None, file, findings
    document, problems = read_document(source.data, source.display, KIND, BomMap)
    findings = findings + problems
    return (None if any(severity(one) == "error" for one in findings) else document), source.display, findings


def columns_in(document: BomMap) -> dict[str, str]:
    """The column of each role."""
    found = {role: getattr(document.columns, role.replace("-", "_")) for role in ROLES}
    return {role: str(name) for role, name in found.items() if name is not None}


def map_text(
    columns: Mapping[str, str],
    table: Mapping[str, str],
    said: Mapping[str, str],
    units: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
) -> str:
    """A map as YAML, every text in quotes; the same mapping gives the same bytes."""
    lines = [f"carbonfoot: {KIND}"]
    for name, keys in (("table", table), ("columns", columns)):
        if keys:
            lines.append(f"{name}:")
            lines += [f"  {key}: {quoted(text)}" for key, text in keys.items()]
    lines += [f"{key}: {text}" for key, text in said.items()]
    for key, texts in lists.items():
        if texts:
            lines.append(f"{key}:")
            lines += [f"  - {quoted(text)}" for text in texts]
    if units:
        lines.append("units:")
        lines += [f"  {quoted(text)}: {quoted(unit)}" for text, unit in sorted(units.items())]
    return "\n".join(lines) + "\n"


def bom_map_schema() -> dict[str, object]:
    """The JSON Schema of a map."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(BomMap, f"carbonfoot {KIND}")
