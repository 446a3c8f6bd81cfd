"""The programme document of the agreement."""

from __future__ import annotations

from pathlib import Path

from automotive import measures, payments
from automotive.parts import VEHICLE
from automotive.tables import Tables

REST = Path(__file__).with_name("agreement.txt")
"""What is written by hand: head, the car maker, ministries and bank; then, below the line, money, credits and targets."""


def members(tables: Tables) -> list[str]:
    """The lines of the suppliers."""
    lines = []
    for item in tables.items.values():
        if not item.tier:
            continue
        name = item.supplier.removesuffix(" (fictitious)")
        process = tables.processes[item.process]
        lines += [
            f"  - id: {item.member}", f"    name: {name}", f"    name_ko: {item.supplier_ko.removesuffix(' (가상)')}",
            f"    role: supplier\n    tier: {item.tier}\n    sector: {process['name'].lower()}\n    country: KR",
            f"    products: {item.file}",
        ]  # fmt: skip
        lines += [f"    sites: sites/{item.site}.yaml"] if item.site else []
    return lines


def document(tables: Tables) -> str:
    """The programme document."""
    before, after = REST.read_text(encoding="utf-8").split("---\n")
    made = measures.planned(tables)
    lines = [before.rstrip("\n")]
    modules = [f"      - {item.file}" for item in tables.items.values() if not item.tier]
    lines = [lines[0].replace("      - MODULES", "\n".join(modules)).replace("VEHICLE", VEHICLE)]
    lines += [*members(tables), "measures:"]
    for one in made:
        lines += measures.documented(tables, one)
    owners = {one.row["id"]: one.member for one in made}
    for name, owner in owners.items():
        after = after.replace(f"OWNER:{name}", owner)
    return (
        "\n".join(lines)
        + "\n"
        + after.replace("VEHICLE", VEHICLE).replace("    PAYMENTS", "\n".join(payments.documented(made)))
    )
