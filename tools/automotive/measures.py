"""The measures of the agreement, and what each changes in which document."""

from __future__ import annotations

import re
from typing import NamedTuple

from automotive.parts import VEHICLE, energy, number
from automotive.plants import CARS, amounts, gases, pieces
from automotive.tables import Row, Tables, rows

OEM = "saeron"
EURO = 1620
"""KRW; the rate that the document states."""

PRICES = {"electricity": 150_000, "natural_gas": 20_000}
"""KRW of a MWh and of a GJ: assumptions of the example."""

IN_EUROS = ("servo-press",)
CAR_STEPS = {"Paint shop": 180.0, "Final assembly": 240.0}
CAR_GAS = {"Paint shop": 1150.0, "Final assembly": 310.0}
"""kWh and MJ of the steps of the car."""


CARD_ANSWERS = {"scale": "saving", "switch": "share"}
"""What the cards call the change that the table gives them."""

CARD_RATIOS = ("cross-sector/heat-pump",)
"""Cards whose own ratio is taken."""

CARD_CHANGES = ("cross-sector/led",)
"""Cards whose own change is taken."""

_SWITCH = re.compile(r"(?P<share>[0-9.]+ %) to (?P<to>\S+) at (?P<ratio>(?P<number>[0-9.]+) .+)")


class Planned(NamedTuple):
    """A measure; `paid` and `saved` (a year; below zero: it costs more) in KRW, `parent` who the member delivers to."""

    row: Row
    member: str
    tier: int
    parent: str
    file: str
    year: int
    paid: int
    saved: int


def planned(tables: Tables) -> list[Planned]:
    """All measures of the table."""
    found = []
    for row in rows("measures"):
        by, of = row["by"], row["of"]
        item = tables.items.get(by)
        file = VEHICLE if of == "car" else f"sites/{of}.yaml" if of in tables.sites else tables.items[of].file
        parent = tables.items[item.into] if item else None
        saved, paid = _money(tables, row)
        if row["id"] in IN_EUROS:
            paid = int(round(paid / EURO, -4)) * EURO
        found.append(
            Planned(row, item.member if item else OEM, item.tier if item else 0, parent.member if parent else "",
                    file, int(row["start"][:4]), paid, saved)
        )  # fmt: skip
    return found


def _money(tables: Tables, row: Row) -> tuple[int, int]:
    """KRW saved in a full year, and paid once: by the energy saved and the payback, else as the table has it."""
    paid, payback = int(row["investment"]) * 1_000_000, float(row["payback"])
    if not row["changes"].startswith("processes/"):
        return (int(round(paid / payback, -5)) if payback else 0) - int(row["cost"] or 0) * 1_000_000, paid
    if not paid:
        return -int(row["cost"]) * 1_000_000, 0
    saved = 0.0
    for text in row["changes"].split("; "):
        path, value = text.split(": ", 1)
        _, step, carrier = path.split("/")
        switch = _SWITCH.fullmatch(value)
        change = _percent(value if switch is None else f"-{switch['share']}") / 100
        saved -= change * _yearly(tables, row["of"], step, carrier) * PRICES[carrier]
        if switch is not None and switch["to"] == "electricity":  # a GJ of gas in MWh, times the ratio
            power = -change * _yearly(tables, row["of"], step, carrier) / 3.6 * float(switch["number"])
            saved -= power * PRICES["electricity"]
    return int(round(saved, -5)), int(round(saved * payback, -6)) if saved > 0 else paid


def _percent(text: str) -> float:
    return float(re.sub(r"[^-0-9.]", "", text))


def _yearly(tables: Tables, of: str, step: str, carrier: str) -> float:
    """MWh or GJ that a step takes in the base year."""
    if of in tables.sites:
        return amounts(tables, of)[step] if carrier == "electricity" else gases(tables, of)[step] * 1000
    if of == "car":
        return CARS * (CAR_STEPS if carrier == "electricity" else CAR_GAS)[step] / 1000
    item = tables.items[of]
    return pieces(tables, item) * energy(tables, item)[carrier == "natural_gas"] / 1000


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
            share = -_percent(value) / 100
            amount = number(taken * share, 3 if unit == "kWh" else 0)
            name = {"wind": "Wind power by contract", "solar-pv": "Rooftop solar"}[one.row["clean"]]
            line = (
                f"name: {name}, amount: {amount} {unit}, factor: electricity/{one.row['clean']}, origin: KR"
            )
            add.append(f"processes/{step}/energy: [{{{line}}}]")
    lines = [f"      {one.file}:", "        change:", *(f"          {line}" for line in change)]
    lines += ["        add:", *(f"          {line}" for line in add)] if add else []
    return lines + ([f"        remove: [{', '.join(remove)}]"] if remove else [])


def carded(one: Planned) -> list[str]:
    """The lines of a measure that takes the effect of its card."""
    path, value = one.row["changes"].split(": ", 1)
    switch = _SWITCH.fullmatch(value)
    place = path if path.startswith("inputs/") else path.rpartition("/")[0]
    card, answers = one.row["card"], []
    if switch is not None:
        answers.append(f"{CARD_ANSWERS['switch']}: {switch['share']}")
        if card not in CARD_RATIOS:
            answers.append(f"ratio: {switch['ratio']}")
    elif card not in CARD_CHANGES:
        answers.append(f"{CARD_ANSWERS['scale']}: {value}")
    lines = [f"    technology: {card}", f"    at: {{document: {one.file}, line: {place}}}"]
    return lines + ([f"    values: {{{', '.join(answers)}}}"] if answers else [])


def documented(tables: Tables, one: Planned) -> list[str]:
    """The lines of a measure."""
    row = one.row
    lines = [f"  - id: {row['id']}", f"    name: {row['name']}", f"    name_ko: {row['name_ko']}",
             f"    member: {one.member}", f"    kind: {row['kind']}", f"    start: {row['start']}"]  # fmt: skip
    lines += [f"    lifetime: {row['lifetime']} yr"] if row["lifetime"] else []
    if row["ramp"]:
        lines.append(f"    ramp: {{{re.sub(r' %(?= 2)', ' %,', row['ramp'])}}}")
    lines += [f"    replaces: [{row['replaces']}]"] if row["replaces"] else []
    money = [
        f"investment: {one.paid // EURO} EUR" if row["id"] in IN_EUROS else f"investment: {one.paid} KRW"
    ]
    money.append(f"cost: {-one.saved} KRW" if one.saved < 0 else f"saving: {one.saved} KRW")
    lines.append(f"    money: {{{', '.join([*money, 'source: illustrative offer'])}}}")
    lines += ["    status: planned", "    data: illustrative"]
    return lines + (carded(one) if row["card"] else ["    changes:", *changes(tables, one)])
