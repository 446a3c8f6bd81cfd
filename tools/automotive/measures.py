"""The measures of the agreement, and what each changes in which document."""

from __future__ import annotations

import re
from typing import NamedTuple

from automotive.parts import VEHICLE, energy, number
from automotive.plants import amounts
from automotive.tables import Row, Tables, rows

OEM = "saeron"
EURO = 1620
"""KRW; the rate that the document states."""

IN_EUROS = ("servo-press",)
CAR_STEPS = {"Paint shop": 180.0, "Final assembly": 240.0}
"""kWh of the steps of the car."""


class Planned(NamedTuple):
    """A measure; `paid` in KRW, `parent` who the member delivers to."""

    row: Row
    member: str
    tier: int
    parent: str
    file: str
    year: int
    paid: int


def planned(tables: Tables) -> list[Planned]:
    """All measures of the table."""
    found = []
    for row in rows("measures"):
        by, of = row["by"], row["of"]
        item = tables.items.get(by)
        file = VEHICLE if of == "car" else f"sites/{of}.yaml" if of in tables.sites else tables.items[of].file
        parent = tables.items[item.into] if item else None
        paid = int(row["investment"]) * 1_000_000
        if row["id"] in IN_EUROS:
            paid = round(paid / EURO, -4) * EURO
        found.append(
            Planned(row, item.member if item else OEM, item.tier if item else 0, parent.member if parent else "",
                    file, int(row["start"][:4]), paid)
        )  # fmt: skip
    return found


def _taken(tables: Tables, one: Planned, step: str) -> tuple[float, str]:
    """Electricity of a step as the document has it, and its unit."""
    if one.row["of"] in tables.sites:
        return amounts(tables, one.row["of"])[step], "MWh"
    if one.row["of"] == "car":
        return CAR_STEPS[step], "kWh"
    return energy(tables, tables.items[one.row["of"]])[0], "kWh"


def changes(tables: Tables, one: Planned) -> list[str]:
    """The lines below `changes:` of a measure."""
    change, remove, add = [], [], []
    for text in one.row["changes"].split("; "):
        if text.startswith("coil "):
            name, stated = text[len("coil ") :].rsplit(" ", 1)
            at = f"inputs/{name}"
            change.append(
                f"{at}/footprint: {{value: {stated} kg CO2e, per: 1 kg, source: offer of a mill (illustrative), year: 2025}}"
            )
            route = tables.materials[
                next(key for key, row in tables.materials.items() if row["name"] == name)
            ]["route"]
            remove += [f"{at}/factor", *([f"{at}/route"] if route else [])]
            continue
        path, value = text.split(": ", 1)
        change.append(f"{path}: {value}")
        if path.endswith("/recycled"):
            remove.append(path.replace("/recycled", "/route"))
        if one.row["clean"]:
            step = path.split("/")[1]
            taken, unit = _taken(tables, one, step)
            share = -float(re.sub(r"[^-0-9.]", "", value)) / 100
            amount = number(taken * share, 3 if unit == "kWh" else 0)
            name = {"wind": "Wind power by contract", "solar-pv": "Rooftop solar"}[one.row["clean"]]
            add.append(
                f"processes/{step}/energy: [{{name: {name}, amount: {amount} {unit}, factor: electricity/{one.row['clean']}, origin: KR}}]"
            )
    lines = [f"      {one.file}:", "        change:", *(f"          {line}" for line in change)]
    lines += ["        add:", *(f"          {line}" for line in add)] if add else []
    return lines + ([f"        remove: [{', '.join(remove)}]"] if remove else [])


def documented(tables: Tables, one: Planned) -> list[str]:
    """The lines of a measure."""
    row = one.row
    lines = [f"  - id: {row['id']}", f"    name: {row['name']}", f"    name_ko: {row['name_ko']}",
             f"    member: {one.member}", f"    kind: {row['kind']}", f"    start: {row['start']}"]  # fmt: skip
    lines += [f"    lifetime: {row['lifetime']} yr"] if row["lifetime"] else []
    if row["ramp"]:
        lines.append(f"    ramp: {{{re.sub(r' %(?= 2)', ' %,', row['ramp'])}}}")
    lines += [f"    replaces: [{row['replaces']}]"] if row["replaces"] else []
    money = [f"investment: {one.paid // EURO} EUR" if row["id"] in IN_EUROS else f"investment: {one.paid} KRW"]
    if not one.paid:
        money = []
    if float(row["payback"]):
        money.append(f"saving: {round(one.paid / float(row['payback']), -5):.0f} KRW")
    money += [f"cost: {row['cost']}000000 KRW"] if row["cost"] else []
    lines.append(f"    money: {{{', '.join([*money, 'source: illustrative offer'])}}}")
    lines += ["    status: planned", "    data: illustrative", "    changes:", *changes(tables, one)]
    return lines
