"""Semiconductors, memory and storage in ACT, the architectural carbon model (MIT): YAML tables as of July 2025.

Each published file is kept or left out as a whole; `act_2025.files.csv` says which, why, and in which words.
Logic nodes get their item and name from the node; memory and storage are named in `act_2025.mapping.csv`.
"""

from __future__ import annotations

import re
from pathlib import Path

from packs import common, electronics

PACK = "act-2025"
FOLDER = "act_semiconductor"
EDITION = "ACT at commit abc9fbb7 of 2025-07-21"
LINE = re.compile(r'"?(?P<key>[^":#]+?)"?\s*:\s*(?P<value>[\d.]+) (?P<unit>[^#]+?)\s*(#.*)?')
UNITS = {"g / GB": ("g", "GB"), "g / cm2": ("g", "cm2"), "kg": ("kg", "cm2")}
"""Units as printed; kilograms without an area are those of the imec file, see its flag."""

FIXED = ("route", "kind", "boundary", "technology", "flags", "flag_note")
Row = dict[str, str]


def tables(data: Path) -> dict[str, str]:
    """File name to text.

    Raises ValueError where a published file or memory is not in the mapping files, or the other way round.
    """
    here = Path(__file__)
    names = {
        (row["file"], row["key"]): row for row in common.read_csv(here.with_name("act_2025.mapping.csv"))
    }
    files = {row["file"]: row for row in common.read_csv(here.with_name("act_2025.files.csv"))}
    found = published(data / FOLDER)
    strangers = {file for file, _, _, _ in found} ^ set(files)
    if strangers:
        raise ValueError(f"files in only one of source and mapping: {sorted(strangers)}")
    records, parameters = [], []
    for file, key, value, unit in found:
        ours = files[file]
        if ours["left_out"]:
            continue
        name = names.pop((file, key)) if file.partition("/")[0] != "logic" else _node(ours, key)
        if ours["table"] == "parameters.csv":
            parameters.append(_parameter(ours, name, key, value, unit))
        else:
            records.append(_record(ours, name, key, value, unit))
    if names:
        raise ValueError(f"not published: {sorted(names)}")
    return {"records.csv": common.to_csv(records), "parameters.csv": electronics.parameters_csv(parameters)}


def published(folder: Path) -> list[tuple[str, str, str, str]]:
    """File, key, number and unit of every number in the YAML files, files by name."""
    return [
        (path.relative_to(folder).as_posix(), match["key"].strip(), match["value"], match["unit"])
        for path in sorted(folder.rglob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if (match := LINE.fullmatch(line.strip())) is not None
    ]


def _node(ours: Row, key: str) -> Row:
    """A logic node: `28nm` as `28 nm`."""
    node = re.sub(r"(\d)nm", r"\1 nm", key)
    return {
        "slug": key,
        "name": f"{ours['name']}, {node}",
        "name_ko": f"{ours['name_ko']}, {node}",
        "year": "",
    }


def _record(ours: Row, name: Row, key: str, value: str, unit: str) -> Row:
    numerator, denominator = UNITS[unit]
    return common.record(
        **{column: ours[column] for column in FIXED},
        id=_id(ours, name),
        item="/".join(filter(None, (ours["item"], name["slug"]))),
        name=name["name"],
        name_ko=name["name_ko"],
        unit_num=numerator,
        unit_den=denominator,
        co2e=value,
        gwp_set="unknown",
        geo="GLO",
        year=name["year"] or "2025",
        year_kind="data" if name["year"] else "publication",
        trust="C",
        source_row=f"{ours['file']}, {key}",
        tags=ours["tags"],
    )


def _parameter(ours: Row, name: Row, key: str, value: str, unit: str) -> Row:
    return electronics.parameter(
        id=_id(ours, name),
        item=f"{ours['item']}/{name['slug']}",
        quantity=ours["quantity"],
        substance="electricity",
        name=name["name"],
        name_ko=name["name_ko"],
        value=value,
        unit=unit.replace(" ", ""),
        geo="GLO",
        year="2025",
        year_kind="publication",
        edition=EDITION,
        technology=ours["technology"],
        trust="C",
        source_row=f"{ours['file']}, {key}",
        tags=ours["tags"],
    )


def _id(ours: Row, name: Row) -> str:
    last = ours["item"].rsplit("/", 1)[1]
    words = (ours["slug"] or last, name["slug"], name["year"])
    return f"{PACK}:{'-'.join(filter(None, words))}"
