"""Budgets and expectations: what `carbonfoot check` holds a footprint against.

A budget stands in a part document (about its product), in `carbonfoot.toml` as `[[budgets]]`, or in `budgets.yaml` (about the
products of the project that it selects). All limits are inclusive.
"""

from __future__ import annotations

from carbonfoot.documents.fields import AMOUNT, SHARE, TEXT, Expression, Value, read_share, read_text, refuse
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required, value
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import parse_unit

KIND = "budgets/1"
FILE = "budgets.yaml"

REFUSED = ("missing-line", "proxy", "expired-factor", "drift", "assumed-uncertainty")
"""What `none_of:` may forbid."""

_CHANCE = {"above": "3.2 kg CO2e", "at_most": "10 %"}
_BUDGET = {"name": "brackets", "tag": "seat", "total": "3.2 kg CO2e"}


def _read_when(given: object) -> str:
    from carbonfoot.documents.fields import read_day

    return "today" if given == "today" else read_day(given)


def _read_growth(given: object) -> Value:
    """A share with its percent sign, or an amount of CO2e; a number alone could mean either."""
    found = read_share(given)
    if isinstance(found, Expression):
        raise refuse("CF201", "a growth is a number, no expression", "write it out, such as `5 %`")
    one, mass = (parse_unit(unit).dimension for unit in ("1", "kg CO2e"))
    if found.unit.dimension not in (one, mass):
        message = f"`{found.text}` is no growth of a footprint"
        raise refuse("CF204", message, "write a share, such as `5 %`, or an amount, such as `0.2 kg CO2e`")
    if found.unit.dimension == one and found.unit.symbol == "1" and abs(found.number) >= 1:
        help = f"write `{format_number(found.number)} %`, or an amount, such as `0.2 kg CO2e`"
        raise refuse("CF205", f"`{found.text}` says neither percent nor kg CO2e", help)
    return found


GROWTH = value(_read_growth, {"type": ["string", "number"]})
WHEN = value(_read_when, {"type": "string"})


class Chance(Shape):
    """How probable it may be that the footprint is above a limit."""

    above = required(AMOUNT, "The limit, per declared unit.", "3.2 kg CO2e")
    at_most = required(SHARE, "The largest probability that is accepted.", "10 %")
    assumed = optional(
        choice("allowed", "refused"),
        "Whether an interval that rests mostly on assumed uncertainty may decide; `refused` unless stated.",
        "allowed",
    )


class Expect(Shape):
    """What the document says its footprint is; `carbonfoot check` fails where it is not."""

    total = optional(AMOUNT, "The footprint per declared unit.", "4.12 kg CO2e")
    tolerance = optional(
        SHARE, "How far it may be off; half of the last digit that is written unless stated.", "1 %"
    )
    stage = optional(mapping_of(AMOUNT, read_text), "Footprint of stages.", {"materials": "3.1 kg CO2e"})
    item = optional(mapping_of(AMOUNT, read_text), "Footprint of lines, by name.", {"Coil": "2.9 kg CO2e"})
    scenarios = optional(
        mapping_of(AMOUNT, read_text), "Footprint of scenarios, by name.", {"furnace": "3.9 kg CO2e"}
    )
    pds = optional(SHARE, "Primary data share.", "42 %")
    dqr = optional(SHARE, "Data quality rating, 1 to 5.", "2.1")


class Budget(Shape):
    """Limits for the products that it selects; in a document, for its product."""

    name = optional(TEXT, "What it is called in reports.", "seat brackets 2026")
    for_ = optional(
        list_of(TEXT, wrap=True), "Documents, as globs below the root.", ["parts/*.yaml"], key="for"
    )
    id = optional(list_of(TEXT, wrap=True), "Ids of products, as globs.", ["88100-*"])
    tag = optional(
        list_of(TEXT, wrap=True), "Tags of products or documents; one of them is enough.", ["seat"]
    )
    total = optional(AMOUNT, "At most so much per declared unit.", "3.2 kg CO2e")
    per_kg = optional(AMOUNT, "At most so much per kg of product.", "2.5 kg CO2e")
    stage = optional(mapping_of(AMOUNT, read_text), "At most so much in a stage.", {"materials": "3 kg CO2e"})
    item = optional(
        mapping_of(AMOUNT, read_text),
        "At most so much from lines of a name or item (globs).",
        {"steel/*": "2 kg CO2e"},
    )
    supplier = optional(
        mapping_of(AMOUNT, read_text), "At most so much from a supplier (globs).", {"Hanil *": "1 kg CO2e"}
    )
    growth = optional(
        GROWTH,
        "At most so much more than the baseline: a share or an amount; below zero, a reduction.",
        "5 %",
    )
    probability = optional(
        nested(lambda: Chance), "How probable it may be that a limit is exceeded.", _CHANCE
    )
    pds = optional(SHARE, "Primary data share: at least.", "40 %")
    dqr = optional(SHARE, "Data quality rating: at most, 1 (best) to 5.", "2.5")
    none_of = optional(
        list_of(choice(*REFUSED), wrap=True), "What may not be in the footprint.", ["proxy", "expired-factor"]
    )
    valid_on = optional(WHEN, "Declarations of suppliers must hold on this day, or `today`.", "2026-12-31")
    owner = optional(TEXT, "Who set it.", "purchasing")
    reason = optional(TEXT, "Why.", "contract 4711, annex 2")


class Budgets(Shape):
    """The file `budgets.yaml`."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    budgets: list[Budget] = required(list_of(nested(lambda: Budget)), "The budgets.", [_BUDGET])


def budgets_schema() -> dict[str, object]:
    """The JSON Schema of `budgets.yaml`."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Budgets, f"carbonfoot {KIND}")
