"""The pieces of the schemas of programmes: every key with its description."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.calc_schema_parts import (
    COUNT,
    FINDING,
    MAYBE,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    TEXTS,
    closed,
)

__all__ = ["COUNT", "MAYBE", "MAYBE_TEXT", "NUMBER", "TEXT", "TEXTS"]

Kind = dict[str, Any]

MONEY: Kind = {"type": "number"}
TONNES: Kind = {"type": "number"}
BY_YEAR: Kind = {"type": "object", "propertyNames": {"pattern": r"^\d{4}$"}, "additionalProperties": NUMBER}
BY_KIND: Kind = {"type": "object", "additionalProperties": NUMBER}


def said(kind: Kind, text: str) -> Kind:
    """A kind of value with its description."""
    return {**kind, "description": text}


def whole(optional: tuple[str, ...] = (), /, **keys: tuple[Kind, str]) -> Kind:
    """An object; each key with what it holds and its description."""
    return closed({key: said(kind, text) for key, (kind, text) in keys.items()}, optional)


def rows(item: Kind) -> Kind:
    """A list of them."""
    return {"type": "array", "items": item}


def or_null(kind: Kind) -> Kind:
    """The same, or null."""
    return {"anyOf": [{"type": "null"}, kind]}


def one_of(*words: str) -> Kind:
    """One of these words."""
    return {"enum": [*words]}


ACCEPTED = whole(
    code=(TEXT, "Code of the finding."),
    message=(TEXT, "What it says."),
    file=(MAYBE_TEXT, "Where it stands."),
    path=(MAYBE_TEXT, "Place in the document."),
    line=({"type": ["integer", "null"]}, "Line in the file."),
    reason=(TEXT, "Why it is accepted, as the comment says."),
    comment_line=(COUNT, "Line of the comment."),
)


def answer(name: str, command: str, data: Kind) -> Kind:
    """A whole answer around its data."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Answer of carbonfoot programme {command}",
        **whole(
            schema=({"const": f"carbonfoot/{name}/1"}, "Kind and version of this answer."),
            tool=(
                whole(name=({"const": "carbonfoot"}, "The program."), version=(TEXT, "Its version.")),
                "What made it.",
            ),
            options=({"type": "object"}, "Options that it was asked with."),
            data=(data, data["description"]),
            findings=(rows(FINDING), "Everything that was found, with places."),
        ),
    }


ROUTES = rows(
    whole(
        by_tier=({"type": ["integer", "null"]}, "Tier of who takes the measures; null without one."),
        from_member=(MAYBE_TEXT, "Member that acts, by id, where tonnes enter; null for later legs."),
        from_product=(
            {"type": ["integer", "null"]},
            "Product that they leave, by number; null where they enter.",
        ),
        to_product=(
            {"type": ["integer", "null"]},
            "Product that they reach; null where they leave the programme.",
        ),
        avoided=(BY_YEAR, "t CO2e avoided; of each product as much comes in as goes out."),
        added=(
            BY_YEAR,
            "t CO2e that measures add there; those that leave, taken off `avoided`, give the total.",
        ),
    )
)
"""Of the cascade: what passes from member to product to product."""

BASIS = whole(
    gwp_set=(TEXT, "GWP set of all results."),
    base_year=(COUNT, "Before any measure."),
    last_year=(COUNT, "The last one."),
    grid=(
        rows(
            whole(
                country=(TEXT, "ISO 3166 code."),
                source=(TEXT, "Who says so."),
                path=({"type": "object", "additionalProperties": TEXT}, "By year, as written."),
            )
        ),
        "Electricity in future years; held at today's where no country stands here.",
    ),
    attribution=(
        whole(
            method=(one_of("shapley", "sequential"), "How joint effects are shared."),
            groups=(
                rows(
                    whole(
                        measures=(TEXTS, "By id."),
                        shared=(TEXT, "How: shapley, sampled, sequential."),
                    )
                ),
                "Measures that act on each other.",
            ),
        ),
        "How the joint effect of measures is shared.",
    ),
    notes=(TEXTS, "What holds for all numbers, in words."),
    notes_ko=(TEXTS, "The same in Korean."),
)
"""What holds for all numbers."""
