"""Our strict layer over the official schema of a Catena-X CBAM message: keys, kinds of value, and rules between fields.

The schema takes an empty list of goods, letters in a CN code, unknown keys, negative masses, unknown codes, a response without
production method or dates, dates inside other text, masses that do not add up, links to documents that are not listed,
periods over two years, and carbon prices without amount or currency. Here each is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import fsum, isclose
from typing import Any, Literal, TypeGuard

from carbonfoot.declarations.catenax_cbam.fields import (
    CONTENT,
    HEADER,
    REQUEST_CONTEXT,
    RESPONSE_CONTEXT,
    VERSION,
    Key,
)
from carbonfoot.declarations.catenax_cbam.kinds import moment
from carbonfoot.documents.json_found import Found, as_list, as_object
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import format_number, shown

_ZONES = timedelta(hours=14)
"""No clock is further from UTC."""
_TOO_LARGE = 1e300

Side = Literal["request", "response"]

EXACT = 1e-6
"""Masses add up to this part of them: they are stated in tonnes, and sums of decimals are not exact in binary."""
NEAR = 0.05
"""Indirect emissions are at least electricity times factor, less this part, else a warning: precursors only add to them."""
SMALL = 1e-4
"""t CO2e/t that rounding may make."""


def check(message: Any, found: Found, side: Side) -> None:
    """Every finding of a message: `{header, content}`, or the content alone."""
    if isinstance(message, dict) and {"header", "content"} & {*message}:
        body = as_object(message, {"header": True, "content": True}, found, ())
        if body is None:
            return
        _walk(body["header"], HEADER, found, ("header",), side)
        _context(body["header"], found, side)
        _content(body["content"], found, ("content",), side)
    else:
        _content(message, found, (), side)


def _context(header: Any, found: Found, side: Side) -> None:
    context = header.get("context") if isinstance(header, dict) else None
    wanted = REQUEST_CONTEXT if side == "request" else RESPONSE_CONTEXT
    if isinstance(context, str) and context != wanted:
        said = f"{shown(context)} is not the context of a {side} of version {VERSION}"
        found.add("CF850", said, ("header", "context"), f"it is `{wanted}`")


def _content(content: Any, found: Found, path: Path, side: Side) -> None:
    _walk(content, CONTENT, found, path, side)
    if not isinstance(content, dict):
        return
    for key in ("good", "requestedElements"):
        if content.get(key) == []:
            help = "list at least one" if key == "good" else "leave it out to ask for everything"
            found.add("CF104", f"`{key}` lists nothing", (*path, key), help)
    for at, good in _objects(content, "good", path):
        _good(good, found, at, side)


def _walk(given: Any, keys: dict[str, Key], found: Found, path: Path, side: Side) -> None:
    """Keys of an object and of all below it."""
    needed = {key: getattr(one, side) == "M" for key, one in keys.items()}
    as_object(given, needed, found, path)
    if not isinstance(given, dict):
        return
    for name, value in given.items():
        key = keys.get(name)
        if key is None:
            continue
        at = (*path, name)
        if getattr(key, side) == "-":
            other = "response" if side == "request" else "request"
            found.add("CF106", f"`{name}` belongs to a {other}", at, f"leave it out of a {side}", on="key")
            continue
        for where, one in _each(value, key, found, at):
            if isinstance(key.kind, dict):
                _walk(one, key.kind, found, where, side)
            else:
                key.kind(one, found, where)


def _each(value: Any, key: Key, found: Found, path: Path) -> list[tuple[Path, Any]]:
    if not key.many:
        return [(path, value)]
    return [((*path, number), one) for number, one in enumerate(as_list(value, found, path))]


def _good(good: dict[str, Any], found: Found, path: Path, side: Side) -> None:
    deal = good.get("businessTransactionDetails")
    deal = deal if isinstance(deal, dict) else {}
    at = (*path, "businessTransactionDetails")
    asked = _period(deal, "requestReferencePeriod", found, at)
    listed = [
        (one.get("key"), one.get("value")) for _, one in _objects(deal, "transactionReferenceDocuments", at)
    ]
    masses: list[Any] = []
    for where, operator in _objects(good, "operator", path):
        if deal or side == "request":  # a response need not repeat what was asked
            _link(operator, listed, found, where)
        below: list[Any] = []
        for there, installation in _objects(operator, "installation", where):
            records = list(_objects(installation, "emissionsRecords", there))
            own = [_mass(record) for _, record in records]
            masses += own
            below.append(_sum(installation, "installationNetMass", own, "records", found, there))
            for place, record in records:
                _record(record, asked, found, place, side)
        _sum(operator, "operatorNetMass", below, "installations", found, where)
    if side == "response" or all(map(_known, masses)):
        _sum(deal, "requestNetMass", masses, "records", found, at)


def _period(given: dict[str, Any], key: str, found: Found, path: Path) -> str | None:
    """The calendar year of a period; None where a date is missing, or it is not one."""
    first, last = given.get(f"{key}Start"), given.get(f"{key}End")
    start, end = moment(first), moment(last)
    if start is None or end is None:
        return None
    at = (*path, f"{key}End")
    year = str(first)[:4]
    if first == last:
        found.add("CF107", f"the period begins and ends at {last}", at, "write its first and its last day")
    elif start.replace(tzinfo=None) >= end.replace(tzinfo=None):
        found.add("CF107", f"the period ends ({last}) before it has begun ({first})", at, "swap the two")
    elif str(last)[:4] != year and (shifted := _by_another_clock(start, end)):
        said = f"the period from {first} to {last} is taken as the calendar year {shifted}"
        found.add("CF852", said, at, "write the year in your own time zone: 2026-12-31T23:59:59+09:00")
        return shifted
    elif str(last)[:4] != year:
        said = f"the period runs from {first} to {last}: over more than one calendar year"
        found.add("CF107", said, at, "ask for, or answer, each year by itself")
    else:
        return year
    return None


def _by_another_clock(start: datetime, end: datetime) -> str | None:
    """The calendar year of a period that begins and ends with it by the clock of some time zone, or at midnight behind it."""
    first, last = start.replace(tzinfo=None), end.replace(tzinfo=None)
    year = (first + (last - first) / 2).year
    low, high = datetime(year, 1, 1), datetime(year + 1, 1, 1)  # noqa: DTZ001  (zones are what is looked at)
    return str(year) if first >= low - _ZONES and last <= high + _ZONES else None


def _link(operator: dict[str, Any], listed: list[tuple[Any, Any]], found: Found, path: Path) -> None:
    link = operator.get("transactionReferenceDocumentLink")
    if not isinstance(link, dict) or not {"refDocKey", "refDocValue"} <= {*link}:
        return
    pair = (link["refDocKey"], link["refDocValue"])
    if pair not in listed:
        there = ", ".join(f"{key} {value}" for key, value in listed[:5]) or "none"
        said = f"the document {shown(str(pair[0]))} {shown(str(pair[1]))} is not listed for this good"
        at = (*path, "transactionReferenceDocumentLink", "refDocValue")
        found.add("CF850", said, at, f"listed in `transactionReferenceDocuments`: {there}")


def _mass(record: dict[str, Any]) -> Any:
    activity = record.get("activityData")
    return activity.get("netMass") if isinstance(activity, dict) else None


def _known(mass: Any) -> TypeGuard[float]:
    return type(mass) in (int, float) and abs(mass) < _TOO_LARGE  # integers of JSON have no end


def _sum(
    whole: dict[str, Any], key: str, parts: list[Any], name: str, found: Found, path: Path
) -> float | None:
    """The mass stated, else that of its parts where all are known; a finding where the two differ."""
    stated = whole.get(key)
    total = fsum(parts) if parts and all(map(_known, parts)) else None
    if not _known(stated):
        return total
    if total is not None and not isclose(stated, total, rel_tol=EXACT):
        said = f"`{key}` is {format_number(stated)} t, and its {name} add up to {format_number(total)} t"
        found.add("CF850", said, (*path, key), "state the masses of this request, so that they add up")
    return float(stated)


def _record(record: dict[str, Any], asked: str | None, found: Found, path: Path, side: Side) -> None:
    activity = record.get("activityData")
    activity = activity if isinstance(activity, dict) else {}
    at = (*path, "activityData")
    year = _period(activity, "referencePeriod", found, at)
    if side == "request":
        return
    if year is not None and asked is not None and year != asked:
        said = f"the data are of {year}, and the request asks for {asked}"
        found.add("CF852", said, (*at, "referencePeriodStart"), "send the data of that year, or say why not")
    _indirect(record.get("indirectEmissions"), found, (*path, "indirectEmissions"))
    ends = moment(activity.get("referencePeriodEnd"))
    for where, statement in _objects(record, "attestationOfConformance", path):
        done = moment(statement.get("completedAt"))
        if done is not None and ends is not None and done.replace(tzinfo=None) < ends.replace(tzinfo=None):
            said = f"the statement is of {statement['completedAt'][:10]}, before the period has ended"
            found.add("CF852", said, (*where, "completedAt"), "state the day when the verifier signed")


def _indirect(given: Any, found: Found, path: Path) -> None:
    """Indirect emissions are those of the electricity and of precursors; a warning where they are less than the first alone."""
    if not isinstance(given, dict):
        return
    power, factor, stated = (given.get(key) for key in _OF_POWER)
    if not (_known(power) and _known(factor) and _known(stated)):
        return
    if stated < power * factor * (1.0 - NEAR) - SMALL:
        said = f"{power} MWh/t times {factor} t CO2/MWh is {format_number(power * factor, 4)}, more than {stated} t CO2e/t"
        help = "indirect emissions are those of this electricity, and what precursors bring in besides"
        found.add("CF852", said, (*path, _OF_POWER[2]), help)


_OF_POWER = (
    "electricityConsumedMwhPerTonnesGood",
    "emissionFactorTonnesCo2PerMwh",
    "specificEmbeddedEmissionsIndirect",
)


def _objects(given: dict[str, Any], key: str, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects of a list below a key; what is none has its finding already."""
    listed = given.get(key)
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(one, dict):
            yield (*path, key, number), one
