"""What a result of `carbonfoot calc` must hold to be read: the keys that a declaration takes, and their kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from carbonfoot.documents.json_found import Found, as_list, as_number, as_text
from carbonfoot.documents.received.table import rows
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown


def of_shape(data: dict[str, Any], found: Found, path: Path) -> None:
    """Findings (CF102, CF103, CF107, CF201, CF206, CF208) where it is not what `calc` prints."""
    before = found.errors
    for row in _fields():
        place = data.get(row["place"]) if row["place"] else data
        at = (*path, row["place"]) if row["place"] else path
        if not isinstance(place, dict):
            found.add(
                "CF103", f"`{row['place']}` is an object, and nothing of the kind stands here", at, "{...}"
            )
        elif place.get(row["key"]) is None and row["kind"] != "maybe":
            found.add(
                "CF102", f"`{row['key']}` is missing", at, "send the file as `carbonfoot calc` printed it"
            )
        elif place.get(row["key"]) is not None:
            _KINDS[row["kind"]](place[row["key"]], found, (*at, row["key"]))
    if found.errors == before:
        _inside(data, found, path)


@cache
def _fields() -> list[dict[str, str]]:
    return rows("own_fields.csv")


def _inside(data: dict[str, Any], found: Found, path: Path) -> None:
    """What stands inside lists and objects of known kinds."""
    unit = data["product"]["declared_unit"]
    at = (*path, "product", "declared_unit")
    as_text(unit.get("unit"), found, (*at, "unit"))
    amount = as_number(unit.get("amount"), found, (*at, "amount"))
    if amount == 0:
        found.add("CF208", "a footprint is of an amount, and this one of nothing", (*at, "amount"))
    for key, word, numbers in (("by_stage", "stage", ("kg_co2e",)), ("exclusions", "name", ("share",))):
        _entries(data[key], (word, numbers), found, (*path, key))
    if data["boundary"] not in ("cradle-to-gate", "cradle-to-grave"):
        said = f"{shown(data['boundary'])} is no boundary of a product"
        found.add("CF105", said, (*path, "boundary"), "cradle-to-gate or cradle-to-grave")
    for key in ("outside_boundary",):
        if data.get(key) is not None:
            _entries(as_list(data[key], found, (*path, key)), ("stage", ("kg_co2e",)), found, (*path, key))
    carbon = data["product"].get("carbon_content_kg")
    if carbon is not None:
        _numbers(carbon, found, (*path, "product", "carbon_content_kg"))
    _quality(data.get("quality"), found, (*path, "quality"))
    if data["period"]["to"] < data["period"]["from"]:
        said = f"the period ends ({data['period']['to']}) before it begins ({data['period']['from']})"
        found.add("CF107", said, (*path, "period", "to"))


def _quality(quality: Any, found: Found, path: Path) -> None:
    if quality is None:
        return
    if not isinstance(quality, dict) or not isinstance(quality.get("dqr", {}), dict):
        found.add("CF103", "`quality` is an object with `dqr`, and something else stands here", path, "{...}")
        return
    limits: list[tuple[tuple[str, ...], Any, int, int]] = [
        (("pds_percent",), quality.get("pds_percent"), 0, 100)
    ]
    limits += [
        (("dqr", key), quality.get("dqr", {}).get(key), 1, 5) for key in ("technology", "time", "geography")
    ]
    for steps, value, low, high in limits:
        if value is None:
            continue
        number = as_number(value, found, (*path, *steps), negative=True)
        if number is not None and not low <= number <= high:
            found.add("CF208", f"`{number:g}` is outside {low} to {high}", (*path, *steps))


def _entries(listed: list[Any], keys: tuple[str, tuple[str, ...]], found: Found, path: Path) -> None:
    word, numbers = keys
    for number, one in enumerate(listed):
        at = (*path, number)
        if not isinstance(one, dict):
            found.add("CF103", "an entry is an object, and something else stands here", at, "{...}")
            continue
        as_text(one.get(word), found, (*at, word))
        for key in numbers:
            as_number(one.get(key), found, (*at, key), negative=key == "kg_co2e")
        if word == "name" and not isinstance(one.get("reason"), str):
            found.add("CF102", "`reason` is missing", at)


def _text(given: Any, found: Found, path: Path) -> None:
    as_text(given, found, path)


def _number(given: Any, found: Found, path: Path) -> None:
    as_number(given, found, path, negative=path[-1] == "total")


def _numbers(given: Any, found: Found, path: Path) -> None:
    if not isinstance(given, dict):
        found.add("CF103", "an object of numbers is needed, and something else stands here", path, "{...}")
        return
    for key, one in given.items():
        as_number(one, found, (*path, key), negative=True)


def _object(given: Any, found: Found, path: Path) -> None:
    if not isinstance(given, dict):
        found.add("CF103", "an object is needed, and something else stands here", path, "{...}")


def _list(given: Any, found: Found, path: Path) -> None:
    as_list(given, found, path)


def _day(given: Any, found: Found, path: Path) -> None:
    if isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        try:
            date.fromisoformat(given)
        except ValueError:
            pass
        else:
            return
    found.add("CF107", f"{shown(str(given))} is not a day", path, "2025-12-31")


_KINDS: dict[str, Callable[[Any, Found, Path], None]] = {
    "text": _text,
    "number": _number,
    "maybe": _number,
    "numbers": _numbers,
    "object": _object,
    "list": _list,
    "day": _day,
}
