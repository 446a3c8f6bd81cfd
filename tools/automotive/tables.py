"""The tables beside this file, read: modules, parts, materials, processes, sites and who makes what."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SEED = "automotive-agreement"
SPREAD = 0.12
"""How far energy of one supplier may be from the usual: suppliers are not alike."""

Row = dict[str, str]


CELLS = 0.2
"""Share of fossil carbon in cells; illustrative, as all amounts here."""


class Own(NamedTuple):
    """A material of a part: net kg in it, and which share of what is bought that is."""

    key: str
    net: float
    used: float

    @property
    def gross(self) -> float:
        """What is bought, kg."""
        return round(self.net / self.used, 3)


class Item(NamedTuple):
    """A module (tier 0) or a part of a supplier; masses in kg, energy per piece in kWh and MJ."""

    id: str
    tier: int
    into: str
    pieces: float
    name: str
    name_ko: str
    process: str
    own: tuple[Own, ...]
    site: str
    file: str
    supplier: str
    supplier_ko: str
    member: str


class Tables(NamedTuple):
    """All of them; `items` by id, modules first."""

    items: dict[str, Item]
    materials: dict[str, Row]
    processes: dict[str, Row]
    sites: dict[str, Row]
    modules: dict[str, Row]

    def below(self, id: str) -> list[Item]:
        """What goes into an item, by id."""
        return [one for one in self.items.values() if one.into == id]

    def mass(self, id: str) -> float:
        """Mass of one piece, kg."""
        from automotive.cells import MASS

        own = sum(one.net for one in self.items[id].own) + MASS.get(id, 0.0)
        return round(own + sum(one.pieces * self.mass(one.id) for one in self.below(id)), 3)

    def carbon(self, id: str) -> float:
        """Fossil carbon in one piece, kg; of what stands in no table (cells) graphite, foils and electrolyte together."""
        from automotive.cells import MASS

        own = sum(one.net * float(self.materials[one.key]["carbon"]) for one in self.items[id].own)
        own += CELLS * MASS.get(id, 0.0)
        return own + sum(one.pieces * self.carbon(one.id) for one in self.below(id))

    def per_car(self, id: str) -> float:
        """Pieces in one car."""
        item = self.items[id]
        return item.pieces * (self.per_car(item.into) if item.into else 1)


def rows(name: str) -> list[Row]:
    """The rows of a table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spread(id: str, what: str) -> float:
    """A number around 1 that belongs to a supplier and always is the same."""
    drawn = int.from_bytes(hashlib.sha256(f"{SEED}/{id}/{what}".encode()).digest()[:8], "big") / 2**64
    return 1 + SPREAD * (2 * drawn - 1)


def _own(text: str) -> tuple[Own, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split("+"))):
        key, amount = part.split(" ")
        net, used = amount.split("/")
        found.append(Own(key, float(net), float(used)))
    return tuple(found)


def slug(name: str) -> str:
    """A name as part of a path."""
    return name.lower().replace(" ", "-")


def read() -> Tables:
    """All tables."""
    processes = {row["key"]: row for row in rows("processes")}
    modules = {row["id"]: row for row in rows("modules")}
    items: dict[str, Item] = {}
    for row in modules.values():
        file = f"modules/{slug(row['name'])}.yaml"
        items[row["id"]] = Item(row["id"], 0, "", 1, row["name"], row["name_ko"], "", _own(row["own"]), "", file,
                                "Saeron Motors (fictitious)", "새론자동차 (가상)", "saeron")  # fmt: skip
    words, taken = rows("words"), set[tuple[int, str]]()
    for number, row in enumerate(rows("parts")):
        process, turn = processes[row["process"]], number * 7
        while (turn % len(words), row["process"]) in taken:
            turn += 1
        taken.add((turn % len(words), row["process"]))
        word = words[turn % len(words)]
        member = f"{word['word']} {process['company']}"
        items[row["id"]] = Item(
            row["id"], int(row["tier"]), row["into"], float(row["count"]), row["name"], row["name_ko"],
            row["process"], _own(row["materials"]), row["site"], f"tier-{row['tier']}/{slug(row['name'])}.yaml",
            f"{member} (fictitious)", f"{word['word_ko']}{process['company_ko']} (가상)", slug(member),
        )  # fmt: skip
    materials = {row["key"]: row for row in rows("materials")}
    sites = {row["key"]: row for row in rows("sites")}
    return Tables(items, materials, processes, sites, modules)
