"""Records and parameters of the IPCC packs, made from a mapping of published cells.

A row of the mapping is a `record` (a gas of one process), a `parameter`, or a `check`: a second published cell that
must say the same as the record or parameter it names. Records of one item, route and region are put together. Where
a record holds several gases, each gas with published bounds stands once more as a parameter, because the bounds of a
record are those of its one figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from packs import common
from packs import ipcc_shared_files as published

HERE = Path(__file__).parent
COPIES = {"bonsai": "bonsai-ipcc 0.5.3", "amee": "AMEE data"}
EDITIONS = {"2006": "IPCC 2006 Guidelines", "2019": "IPCC 2019 Refinement"}
GASES = ("co2_fossil", "ch4_fossil", "ch4", "n2o")
_PARAMETER_COLUMNS = """
    id item quantity substance product name name_ko value unit low high uncertainty_origin geo year year_kind edition
    tier technology trust flags flag_note source_row tags supersedes
"""
PARAMETER_COLUMNS = tuple(_PARAMETER_COLUMNS.split())
Row = dict[str, str]


class Name(NamedTuple):
    """What we call a thing."""

    name: str
    name_ko: str
    tags: str = ""


Names = dict[tuple[str, str], Name]


class Value(NamedTuple):
    """One published number in the unit of the mapping, with its bounds and its place."""

    row: Row
    number: str
    low: str
    high: str
    place: str
    flags: list[str]
    notes: list[str]


def mapping(edition: str) -> list[Row]:
    """The rows of `ipcc_<edition>.mapping.csv`."""
    return common.read_csv(HERE / f"ipcc_{edition}.mapping.csv")


def names() -> Names:
    """Our words by kind (`item`, `word`, `quantity`) and key."""
    rows = common.read_csv(HERE / "ipcc_shared.names.csv")
    return {(row["kind"], row["key"]): Name(row["name"], row["name_ko"], row["tags"]) for row in rows}


def tables(edition: str, data: Path, rows: list[Row], words: Names) -> dict[str, str]:
    """File name to text of the pack; raises ValueError where the copies disagree or a bound is out of order."""
    values = [_value(data, edition, row) for row in rows if row["use"] != "check"]
    _check(data, values, [row for row in rows if row["use"] == "check"])
    made = [value for value in values if value.row["use"] == "parameter"]
    records = []
    for group in _groups([value for value in values if value.row["use"] == "record"]):
        records.append(_record(edition, group, words))
        made += [_as_parameter(value) for value in group if len(group) > 1 and (value.low or value.high)]
    parameters = [_parameter(edition, value, words) for value in made]
    return {
        "records.csv": common.to_csv(records),
        "parameters.csv": common.to_csv(parameters, PARAMETER_COLUMNS),
    }


def _value(data: Path, edition: str, row: Row) -> Value:
    cell, found = published.select(data, row["source"], row["file"], row["row"], row["column"])
    number, low, high = (_scaled(row, text) for text in (cell.value, cell.low, cell.high))
    flags, notes = _list(row["flags"]), [row["flag_note"]] if row["flag_note"] else []
    if row["bounds"]:
        if not Decimal(low) <= Decimal(number) <= Decimal(high):
            raise ValueError(f"{row['file']} {row['row']}: {number} is not within {low} and {high}")
        if cell.limit and Decimal(cell.high) > Decimal(cell.limit):
            flags.append("bound-beyond-limit")
            notes.append(
                f"the upper bound is above {cell.limit}, which the copy calls the highest possible value"
            )
    if not row["bounds"] or Decimal(low) == Decimal(high):  # bounds without a width are no bounds
        low = high = ""
    more = f" and {len(found) - 1} rows of the same figures" if len(found) > 1 else ""
    guide = "" if row["edition"] else f"{EDITIONS[edition]} "
    place = f"{guide}{row['place']}; {COPIES[row['source']]}, {row['file']}: {found[0]}{more}"
    return Value(row, number, low, high, place, flags, notes)


def _scaled(row: Row, text: str) -> str:
    """The number in the unit of the mapping; AMEE pads with zeros that the guidelines do not print."""
    if not text or (not row["scale"] and row["source"] == "bonsai"):
        return text
    plain = format(Decimal(text) * Decimal(row["scale"] or 1), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _target(row: Row) -> tuple[str, ...]:
    """What a row speaks of; a check has the target of the record or parameter it is compared with."""
    if row["quantity"]:
        return row["item"], row["quantity"], row["gas"], row["product"]
    return row["item"], row["route"], row["gas"], row["geo"]


def _check(data: Path, values: list[Value], checks: list[Row]) -> None:
    numbers = {_target(value.row): value.number for value in values}
    if len(numbers) < len(values):
        twice = [
            target for target, count in Counter(_target(value.row) for value in values).items() if count > 1
        ]
        raise ValueError(f"two rows for {twice}")
    for row in checks:
        cell, _ = published.select(data, row["source"], row["file"], row["row"], row["column"])
        expected = numbers[_target(row)]
        if Decimal(_scaled(row, cell.value)) != Decimal(expected):
            raise ValueError(f"{row['file']} {row['row']}: {cell.value}, but {expected} for {_target(row)}")


def _groups(values: list[Value]) -> Iterator[list[Value]]:
    """Values of one record, in the order of the mapping."""
    groups: dict[tuple[str, str, str], list[Value]] = {}
    for value in values:
        groups.setdefault((value.row["item"], value.row["route"], value.row["geo"]), []).append(value)
    yield from groups.values()


def _record(edition: str, group: list[Value], words: Names) -> Row:
    first = group[0].row
    if len({value.row["unit"] for value in group}) > 1:
        raise ValueError(f"two units in {first['item']} {first['route']}")
    item, route, geo = first["item"], first["route"], first["geo"] or "GLO"
    gases = {value.row["gas"]: value.number for value in group}
    others = [f"{gas}={number}" for gas, number in gases.items() if gas not in GASES]
    name = _name(item, [route] if route else [], words)
    numerator, denominator = first["unit"].split("/")
    flags = _union(flag for value in group for flag in value.flags)
    notes = _union(note for value in group for note in value.notes)
    low, high = (group[0].low, group[0].high) if len(group) == 1 else ("", "")
    if low and first["gas"] != "co2_fossil":
        flags.append("bounds-of-gas")
        notes.append("low and high are masses of the one gas")
    parts = [item.removeprefix("processes/").replace("/", "-"), route, "" if geo == "GLO" else geo.lower()]
    return common.record(
        id=f"ipcc-{edition}:" + ":".join(filter(None, parts)),
        item=item,
        route=route,
        name=name.name,
        name_ko=name.name_ko,
        kind="process",
        unit_num=numerator,
        unit_den=denominator,
        gas_basis="mass",
        **{gas: number for gas, number in gases.items() if gas in GASES},
        other_gases=";".join(others),
        boundary="process_direct",
        geo=geo,
        year=edition,
        year_kind="publication",
        technology="; ".join(_union(value.row["technology"] for value in group if value.row["technology"])),
        low=low,
        high=high,
        uncertainty_origin="sourced" if low else "",
        trust=max(value.row["trust"] for value in group),
        flags=";".join(flags),
        flag_note="; ".join(notes),
        source_row=" / ".join(_union(value.place for value in group)),
        tags=name.tags,
    )


def _as_parameter(value: Value) -> Value:
    """The gas of a record with several as a parameter of its own, which can carry bounds."""
    gas = value.row["gas"].removesuffix("_fossil")
    item = "/".join(filter(None, (value.row["item"], value.row["route"])))
    return value._replace(row={**value.row, "item": item, "gas": gas, "quantity": f"emission-factor-{gas}"})


def _parameter(edition: str, value: Value, words: Names) -> Row:
    row = value.row
    subject = _name(row["item"], [], words)
    quantity = words["quantity", row["quantity"]]
    product = words["word", row["product"]] if row["product"] else None
    slug = row["item"].removeprefix("processes/").replace("/", "-")
    geo = row["geo"] if row["item"].startswith("processes/waste/") else ""
    parts = [slug, row["quantity"], row["product"], geo.lower()]
    return {
        **dict.fromkeys(PARAMETER_COLUMNS, ""),
        "id": f"ipcc-{edition}:" + ":".join(filter(None, parts)),
        "item": row["item"],
        "quantity": row["quantity"],
        "substance": row["gas"],
        "product": row["product"],
        "name": f"{subject.name}: {quantity.name}" + (f", {product.name}" if product else ""),
        "name_ko": f"{subject.name_ko}: {quantity.name_ko}" + (f", {product.name_ko}" if product else ""),
        "value": value.number,
        "unit": row["unit"],
        "low": value.low,
        "high": value.high,
        "uncertainty_origin": "sourced" if value.low else "",
        "geo": row["geo"] or "GLO",
        "year": row["year"] or edition,
        "year_kind": "publication",
        "edition": row["edition"] or EDITIONS[edition],
        "tier": row["tier"],
        "technology": row["technology"],
        "trust": row["trust"],
        "flags": ";".join(value.flags),
        "flag_note": "; ".join(value.notes),
        "source_row": value.place,
        "tags": subject.tags,
    }


def _name(item: str, more: list[str], words: Names) -> Name:
    """The name of the longest part of the path that has one, then the words of the rest."""
    folders = item.split("/")
    for length in range(len(folders), 0, -1):
        known = words.get(("item", "/".join(folders[:length])))
        if known:
            rest = [words["word", word] for word in _split(folders[length:] + more)]
            return Name(
                ", ".join([known.name, *(word.name for word in rest)]),
                ", ".join([known.name_ko, *(word.name_ko for word in rest)]),
                known.tags,
            )
    raise KeyError(item)


def _split(words: list[str]) -> list[str]:
    """Joined routes such as `furnace-without-tail-gas-treatment` as their two words."""
    ends = ("without-tail-gas-treatment", "thermal-treatment")
    parts = []
    for word in words:
        end = next((end for end in ends if word.endswith(f"-{end}") and not word.startswith("without")), "")
        parts += [word.removesuffix(f"-{end}"), end] if end else [word]
    return parts


def _list(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def _union(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
