"""A product system as neutral tables: activities, exchanges, substances; what every writer of this room reads."""

from __future__ import annotations

from typing import NamedTuple

PRODUCT, FACTOR, STATEMENT, LIFE = "product", "factor", "statement", "life"
"""Kinds of activity: made by a document; a record of the library; a supplier's statement; a product with its later stages."""


class Input(NamedTuple):
    """`amount` of the product of the activity `id`, in that activity's unit; negative where `credit` says what is avoided."""

    id: str
    amount: float
    line: str
    credit: str = ""


class Emission(NamedTuple):
    """`amount` of a substance, in its unit, for the whole output of the activity."""

    substance: str
    amount: float
    line: str


class Node(NamedTuple):
    """One activity: its exchanges are stated for `output` units of its product.

    kind   one of the words above
    about  what a reader should know of it, as pairs of a key and a text
    """

    id: str
    kind: str
    name: str
    unit: str
    output: float
    location: str
    about: tuple[tuple[str, str], ...]
    inputs: tuple[Input, ...]
    emissions: tuple[Emission, ...]


class Substance(NamedTuple):
    """What is released: `factor` kg CO2e per `unit` (kg, or kg CO2e); 0 for what stands beside a footprint."""

    key: str
    name: str
    formula: str
    cas: str
    unit: str
    factor: float


class Demand(NamedTuple):
    """What was calculated: `amount` of the product of an activity, and kg CO2e of it; None while lines are missing."""

    id: str
    name: str
    amount: float
    boundary: str
    total: float | None


class Tables(NamedTuple):
    """A whole product system, each list in the order of its ids.

    sources  the packs behind it: id, title, publisher, edition, licence, attribution, hash
    missing  lines that no number is known for; empty for a complete system
    """

    title: str
    gwp_set: str
    nodes: tuple[Node, ...]
    substances: tuple[Substance, ...]
    demands: tuple[Demand, ...]
    sources: tuple[dict[str, str], ...]
    missing: tuple[str, ...]
