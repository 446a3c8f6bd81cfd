"""Programmes written into a folder, and computed there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.pipeline import Options
from carbonfoot.programmes.run import Programmed, work

PART = """\
carbonfoot: part/1
product: {{id: {id}, name: {name}, declared_unit: 1 piece, mass: {mass}, made_in: KR, supplier: {name} maker}}
period: 2025
mass_tolerance: 100 %
inputs:
{inputs}processes:
  - {{name: Press, electricity: {electricity}}}
  - {{name: Furnace, natural_gas: {gas} MJ (net)}}
"""
COIL = "  - {{name: Coil, amount: {}, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}}\n"
OWN = "  - {{name: {}, amount: {}, product: {}}}\n"

CHAIN = {
    "bolt.yaml": PART.format(
        id="BOLT", name="Bolt", mass="0.1 kg", inputs=COIL.format("0.1 kg"), electricity="0.2 kWh", gas="0.5"
    ),
    "bracket.yaml": PART.format(
        id="BRACKET", name="Bracket", mass="1.4 kg", electricity="1 kWh", gas="2",
        inputs=COIL.format("1 kg") + OWN.format("Bolts", "4 piece", "bolt.yaml"),
    ),
    "car.yaml": PART.format(
        id="CAR", name="Car", mass="10 kg", electricity="5 kWh", gas="9",
        inputs=COIL.format("7 kg")
        + OWN.format("Brackets", "2 piece", "bracket.yaml")
        + OWN.format("Bolts", "3 piece", "bolt.yaml"),
    ),
}  # fmt: skip
"""A car of brackets and bolts, brackets of bolts."""

MEMBERS = """\
members:
  - {id: oem, name: Maker of cars, role: oem, tier: 0, products: [{document: car.yaml, volume: 1000 piece}]}
  - {id: one, name: Maker of brackets, role: supplier, tier: 1, products: [bracket.yaml]}
  - {id: two, name: Maker of bolts, role: supplier, tier: 2, products: [{document: bolt.yaml, volume: 20000 piece}]}
"""
HEAD = "carbonfoot: programme/1\nprogramme: {id: P, name: Programme, years: 2025-2030}\n"

Work = Callable[..., Programmed]


@pytest.fixture
def chain(tmp_path: Path) -> Work:
    """Write the chain and a programme of measures (`id member file change [start] [more]`), and compute it."""

    def compute(*measures: str, more: str = "", members: str = MEMBERS, head: str = HEAD) -> Programmed:
        for name, text in CHAIN.items():
            (tmp_path / name).write_text(text)
        (tmp_path / "carbonfoot.toml").touch()
        body = "measures:\n" + "".join(measures) if measures else ""
        (tmp_path / "programme.yaml").write_text(head + members + body + more)
        return work(str(tmp_path / "programme.yaml"), Options())

    return compute


def measure(id: str, member: str, file: str, change: str, start: str = "2026", more: str = "") -> str:
    """A measure that changes one document; `change` is a flow mapping of paths to values."""
    extra = "".join(f"    {line}\n" for line in more.splitlines())
    return (
        f"  - id: {id}\n    name: Measure {id}\n    member: {member}\n    start: {start}\n{extra}"
        f"    changes: {{{file}: {{change: {{{change}}}}}}}\n"
    )
