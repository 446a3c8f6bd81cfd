"""Co-products of a document, and how its burdens are shared among all that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.documents.fields import (
    AMOUNT,
    BARE_AMOUNT,
    TEXT,
    Value,
    read_share,
    read_text,
    refuse,
)
from carbonfoot.documents.shape import Shape, list_of, mapping_of, nested, optional, required, value

if TYPE_CHECKING:
    from carbonfoot.documents.lines import Line

_AVOIDED = {"name": "Hydrogen from natural gas", "factor": "gases/hydrogen", "route": "steam-reforming"}


class Allocation(NamedTuple):
    """How burdens are shared: a method by its word, or the share of each product by its id."""

    method: str
    shares: dict[str, Value]


def read_allocation(given: Any) -> Allocation:
    """`mass`, the name of a key of the products, or `{CL2: 47 %, NAOH: 53 %}`."""
    if not isinstance(given, dict):
        return Allocation(read_text(given), {})
    if not given:
        raise refuse("CF104", "the value is empty", "write a method, or a share for each product")
    return Allocation("shares", {read_text(name): read_share(share) for name, share in given.items()})


ALLOCATION = value(
    read_allocation,
    {
        "anyOf": [
            {"type": "string"},
            {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
        ]
    },
)

ENERGY = "Energy content of this amount, a key to allocate by; else of its unit or `calorific_value`."
VOLUME = "Volume of this amount, a key to allocate by; else of its unit or `density`."
AREA = "Area of this amount, a key to allocate by; else of its unit."
PIECES = "Pieces in this amount, a key to allocate by; else of its unit."
PRICE = "Price, of this amount (`0.62 EUR`) or of a unit (`310 EUR/t`): the key of `allocation: economic`."
KEYS = "Any other physical keys to allocate by, for this amount; all products state the same ones."


def _line() -> type[Line]:
    from carbonfoot.documents.lines import Line

    return Line


class CoProduct(Shape):
    """Another product of the same processes; lines and steps are allocated between all products."""

    id = required(TEXT, "Its number; `for:` and links name it.", "NAOH")
    name = required(TEXT, "Name in English.", "Sodium hydroxide")
    name_ko = optional(TEXT, "Name in Korean.", "수산화나트륨")
    amount = required(
        AMOUNT, "How much of it is made along with one declared unit of the product.", "1.128 kg"
    )
    mass = optional(AMOUNT, "Mass of this amount.", "1.128 kg")
    density = optional(AMOUNT, "Density.", "1.52 kg/L")
    calorific_value = optional(AMOUNT, "Calorific value, net or gross said.", "120 MJ/kg (net)")
    energy = optional(AMOUNT, ENERGY, "3.4 MJ (net)")
    volume = optional(AMOUNT, VOLUME, "0.74 L")
    area = optional(AMOUNT, AREA, "0.8 m2")
    pieces = optional(AMOUNT, PIECES, "4 piece")
    price = optional(AMOUNT, PRICE, "310 EUR/t")
    keys = optional(mapping_of(BARE_AMOUNT, read_text), KEYS, {"dry matter": "1.1 kg"})
    avoids = optional(
        list_of(nested(_line), wrap=True),
        "What it replaces elsewhere, for `allocation: substitution`; without an amount, as much as is made.",
        [_AVOIDED],
    )
    note = optional(TEXT, "Free text.", "50 % solution, as 100 %")
