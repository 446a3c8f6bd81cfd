"""Sites that suppliers share: one set of compressors and furnaces, several products."""

from __future__ import annotations

from automotive.parts import energy, number
from automotive.tables import Item, Tables

CARS = 200_000
"""A year, in the base year."""

AIR = 0.16
LIGHT = 0.06
"""Shares of compressed air and of light in the electricity of a plant."""


def _lines_of(tables: Tables, key: str) -> dict[str, list[Item]]:
    """Parts made at a site, by process."""
    found: dict[str, list[Item]] = {}
    for one in tables.items.values():
        if one.site == key:
            found.setdefault(one.process, []).append(one)
    return found


def _used(tables: Tables, key: str, items: list[Item]) -> tuple[float, float]:
    """MWh of electricity and TJ of gas of a line, other customers and utilities included."""
    others = float(tables.sites[key]["others"]) / 100
    used = [(pieces(tables, one) / (1 - others), *energy(tables, one)) for one in items]
    return sum(amount * kwh for amount, kwh, _ in used) / 1000, sum(
        amount * gas for amount, _, gas in used
    ) / 1e6


def amounts(tables: Tables, key: str) -> dict[str, float]:
    """MWh of electricity of each step of a site, whole as the document has them."""
    found, whole = {}, 0.0
    for process, items in _lines_of(tables, key).items():
        power = _used(tables, key, items)[0]
        whole += power
        found[tables.processes[process]["name"]] = float(round(power * (1 - AIR - LIGHT)))
    return {**found, "Compressed air": float(round(whole * AIR)), "Lighting": float(round(whole * LIGHT))}


def gases(tables: Tables, key: str) -> dict[str, float]:
    """TJ of gas of each step of a site."""
    return {
        tables.processes[process]["name"]: _used(tables, key, items)[1]
        for process, items in _lines_of(tables, key).items()
    }


def plant(tables: Tables, key: str) -> str:
    """The document of a site."""
    site, made = tables.sites[key], _lines_of(tables, key)
    others = float(site["others"]) / 100
    lines = [
        f"# {site['name']} in {site['city']} (fictitious), also for other customers. Amounts are ILLUSTRATIVE.",
        "carbonfoot: site/1", "site:", f"  id: {key.upper()}", f"  name: {site['name']}", f"  name_ko: {site['name_ko']}",
        "  located_in: KR", "period: 2025", "allocation: mass", "processes:",
    ]  # fmt: skip
    taken = amounts(tables, key)
    for process, items in made.items():
        named = tables.processes[process]
        gas = gases(tables, key)[named["name"]]
        lines += [f"  - name: {named['name']}", f"    name_ko: {named['name_ko']}",
                  f"    electricity: {{amount: {taken[named['name']]:.0f} MWh, data: illustrative}}"]  # fmt: skip
        lines += (
            [f"    natural_gas: {{amount: {number(gas, 2)} TJ (net), data: illustrative}}"] if gas else []
        )
        lines += [f"    for: [{', '.join([*(one.id for one in items), f'OTHER-{process.upper()}'])}]"]
    for name, korean in (("Compressed air", "압축공기"), ("Lighting", "조명")):
        lines.append(
            f"  - {{name: {name}, name_ko: {korean}, electricity: {{amount: {taken[name]:.0f} MWh, data: illustrative}}}}"
        )
    lines.append("products:")
    for process, items in made.items():
        weights = {one: pieces(tables, one) * tables.mass(one.id) / 1000 for one in items}
        for one, tonnes in weights.items():
            made_of = f"amount: {number(pieces(tables, one), 0)} piece, mass: {number(tonnes)} t"
            lines.append(f"  - {{id: {one.id}, name: {one.name}, name_ko: {one.name_ko}, {made_of}}}")
        rest = f"{sum(weights.values()) * others / (1 - others):.0f} t"
        other = f"id: OTHER-{process.upper()}, name: Parts for other customers, name_ko: 타사 부품"
        lines.append(f"  - {{{other}, amount: {rest}, mass: {rest}}}")
    return "\n".join(lines) + "\n"


def pieces(tables: Tables, item: Item) -> float:
    """Pieces a year for the cars of the example."""
    return CARS * tables.per_car(item.id)


def documents(tables: Tables) -> dict[str, str]:
    """All site documents by path."""
    return {f"sites/{key}.yaml": plant(tables, key) for key in tables.sites}
