"""The fields of a format as a table beside the module: every key of every object, what stands there, and who asks for it."""

from __future__ import annotations

import csv
import os
from functools import cache
from typing import NamedTuple


class Field(NamedTuple):
    """A key of an object.

    kind     of its value: a name of `kinds`, or an object of the same table
    many     "" one value, `list` with at least one, `set` with at least one and none twice, `any` a list that may be empty
    needed   `schema`: the official schema refuses a message without it; `shall`: only the rules do
    rule     of the specification: SHALL, SHOULD, BIO, CCS ...
    choices  the words there are
    says     what people read of it, where no footprint takes it over; `unit` of the number
    """

    key: str
    kind: str
    many: str
    needed: str
    rule: str
    choices: tuple[str, ...]
    says: str
    unit: str


Table = dict[str, dict[str, Field]]


@cache
def table(name: str) -> Table:
    """Objects of the table `NAME_fields.csv`: their keys, in order."""
    found: Table = {}
    for row in rows(f"{name}_fields.csv"):
        of = row.pop("object")
        choices = tuple(one for one in row.pop("choices").split("|") if one)
        field = Field(choices=choices, **row)
        found.setdefault(of, {})[field.key] = field
    return found


@cache
def old_keys(name: str) -> dict[str, str]:
    """Keys that the format does not have and files do: what they mean in it (`NAME_keys.csv`)."""
    return {row["key"]: row["means"] for row in rows(f"{name}_keys.csv")}


@cache
def patterns() -> tuple[tuple[str, str, str], ...]:
    """How claims and boundaries are recognised: kind, `key` or `text`, regular expression (`claims.csv`)."""
    return tuple((row["kind"], row["where"], row["pattern"]) for row in rows("claims.csv"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this module."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
