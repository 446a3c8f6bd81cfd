"""Indicators: what flows are weighed with, where, and which factor stands in where a location has none."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

from carbonfoot.documents.json_found import Found, as_key, as_list, as_number, as_object, as_text
from carbonfoot.findings.finding import Path
from carbonfoot.technosphere.model import CLIMATE, KG_CO2E, Indicator, System
from carbonfoot.technosphere.uncertain import Distributions

INDICATOR = {
    "id": True,
    "unit": True,
    "factors": True,
    "normalisation": False,
    "weight": False,
    "note": False,
}
VALUE = {"value": True, "uncertainty": False, "note": False}
EVERYWHERE = "*"


class Fallback(NamedTuple):
    """A factor that was taken for a location that has none of its own.

    used   the location whose factor was taken; `*` for that of everywhere else
    times  in how many flows
    """

    indicator: str
    flow: str
    location: str
    used: str
    times: int


def read_indicators(given: Any, found: Found, distributions: Distributions) -> list[Indicator]:
    """The indicators of a file, in its order."""
    read: list[Indicator] = []
    places: list[int] = []
    seen: dict[str, int] = {}
    for n, one in enumerate(as_list(given, found, ("indicators",))):
        path: Path = ("indicators", n)
        body = as_object(one, INDICATOR, found, path)
        if body is None:
            continue
        id_ = as_text(body["id"], found, (*path, "id")) or ""
        first = seen.setdefault(id_, n)
        if first != n:
            related = [found.related(("indicators", first, "id"), "first defined here")]
            found.add("CF423", f"the indicator `{id_}` stands twice", (*path, "id"), related=related)
        unit = as_text(body["unit"], found, (*path, "unit")) or ""
        factors = _factors(body["factors"], id_, found, distributions, (*path, "factors"))
        reference = _optional(body, "normalisation", found, path)
        if reference is not None and reference <= 0:
            found.add(
                "CF208", f"{reference:g} cannot be divided by", (*path, "normalisation"), "write more than 0"
            )
        weight = _optional(body, "weight", found, path)
        if weight is not None and "normalisation" not in body:
            help = "a weight is of the normalised total: state `normalisation` as well"
            found.add("CF102", "`normalisation` is missing", path, help)
        read.append(Indicator(id_, unit, factors, reference, weight))
        places.append(n)
    if any(one.weight is not None for one in read):
        for n, one in zip(places, read, strict=True):
            if one.weight is None:
                help = "0 leaves it out of the weighted sum, which others have a weight for"
                found.add("CF102", "`weight` is missing", ("indicators", n), help)
    return read


def read_fallback(given: Any, found: Found) -> dict[str, list[str]]:
    """Location to the locations that are tried after it."""
    if not isinstance(given, dict):
        found.add("CF103", "`fallback` is an object", ("fallback",), 'write {"KR": ["RAS", "GLO"]}')
        return {}
    read: dict[str, list[str]] = {}
    for stated, chain in given.items():
        path: Path = ("fallback", stated)
        location = as_key(stated, read, found, path)
        if location is None:
            continue
        names = [as_text(one, found, (*path, k)) or "" for k, one in enumerate(as_list(chain, found, path))]
        read[location] = names
    return read


def _optional(body: dict[str, Any], key: str, found: Found, path: Path) -> float | None:
    return as_number(body[key], found, (*path, key)) if key in body else None


def _factors(
    given: Any, indicator: str, found: Found, distributions: Distributions, path: Path
) -> dict[str, dict[str, float]]:
    if not isinstance(given, dict):
        found.add("CF103", "`factors` is an object", path, 'write {"CO2": 1}')
        return {}
    read: dict[str, dict[str, float]] = {}
    for flow, stated in given.items():
        here: Path = (*path, flow)
        name = as_key(flow, read, found, here)
        if name is None:
            continue
        known = read.setdefault(name, {})
        if not isinstance(stated, dict) or "value" in stated:
            number = _value(stated, (indicator, name, ""), found, distributions, here)
            if number is not None:
                known[""] = number
            continue
        for location, one in stated.items():
            where = (*here, location)
            place = as_key(location, known, found, where)
            if place is None:
                continue
            number = _value(one, (indicator, name, place), found, distributions, where)
            if number is not None:
                known[place] = number
        if not stated:
            found.add("CF102", f"`{flow}` has no factor", here, "write a number")
    return read


def _value(
    one: Any, factor: tuple[str, str, str], found: Found, distributions: Distributions, path: Path
) -> float | None:
    if not isinstance(one, dict):
        return as_number(one, found, path, negative=True)
    body = as_object(one, VALUE, found, path)
    if body is None:
        return None
    number = as_number(body["value"], found, (*path, "value"), negative=True)
    if number is not None and "uncertainty" in body:
        distributions.read(body["uncertainty"], number, (*path, "uncertainty"), "factor", factor=factor)
    return number


class Choice:
    """Which factor every flow takes; the same question is answered once."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: dict[tuple[int, str, str], str | None] = {}
        self._used: dict[tuple[int, str, str], int] = {}

    def location(self, indicator: int, flow: str, location: str) -> str | None:
        """The location whose factor holds ("" for one without location); None when there is none."""
        asked = (indicator, flow, location)
        if asked not in self._known:
            self._known[asked] = self._find(indicator, flow, location)
        self._used[asked] = self._used.get(asked, 0) + 1
        return self._known[asked]

    def known(self, indicator: int, flow: str, location: str) -> str:
        """As `location`, for a flow that has been asked for and has a factor."""
        found = self._known[indicator, flow, location]
        assert found is not None  # noqa: S101  # a file with a flow without factor is refused before
        return found

    def _find(self, indicator: int, flow: str, location: str) -> str | None:
        factors = self._system.indicators[indicator].factors.get(flow, {})
        if "" in factors:
            return ""
        after = self._system.fallback
        chain = [location, *after.get(location, []), *after.get(EVERYWHERE, []), EVERYWHERE]
        return next((one for one in chain if one in factors), None)

    def fallbacks(self) -> list[Fallback]:
        """Every stand-in that was taken, in the order of indicators, flows and locations."""
        found = []
        for (indicator, flow, location), times in sorted(self._used.items()):
            used = self._known[indicator, flow, location]
            one = self._system.indicators[indicator]
            if used and used != location:
                found.append(Fallback(one.id, flow, location, used, times))
        return found


def clash(system: System, found: Found) -> None:
    """CF106 where kg CO2e would be stated twice: as a number of each activity, and as an indicator of its flows."""
    for n, one in enumerate(system.indicators):
        if system.emissions and (one.unit == KG_CO2E or one.id == CLIMATE):
            help = "state the flows and their factors, or `emissions_kg_co2e`; not both"
            said = "kg CO2e is stated by this indicator and as `emissions_kg_co2e`"
            found.add("CF106", said, ("indicators", n), help)


def complete(system: System, found: Found) -> Choice:
    """Whether every flow has a factor in every indicator: CF424 for what is missing, which is never zero."""
    choice = Choice(system)
    for i, flows in system.flows.items():
        for k, flow in enumerate(flows):
            for n, one in enumerate(system.indicators):
                if choice.location(n, flow.name, flow.location) is None:
                    where = f" for `{flow.location}`" if flow.location else ""
                    said = f"`{flow.name[:60]}` has no factor in `{one.id}`{where}"
                    help = "add it to the factors of the indicator: 0 for a flow that does not count"
                    found.add("CF424", said, ("activities", i, "emissions", k, "flow"), help)
    ids = [one.id for one in system.indicators]
    for taken in choice.fallbacks():
        place = f"`{taken.location}`" if taken.location else "a place that is not stated"
        times = "once" if taken.times == 1 else f"{taken.times:,} times"
        said = f"`{taken.flow}` in {place} takes the factor of `{taken.used}`, {times}"
        help = f"state a factor for {place}" if taken.location else "state the location of the flow"
        path: Path = ("indicators", ids.index(taken.indicator), "factors", taken.flow, taken.used)
        found.add("CF426", said, path, help)
    return choice


def weighted(totals: list[float], system: System) -> float | None:
    """The sum of normalised and weighted totals; None unless every indicator states both numbers."""
    parts = []
    for total, one in zip(totals, system.indicators, strict=True):
        if one.reference is None or one.weight is None:
            return None
        parts.append(total / one.reference * one.weight)
    return fsum(parts) if parts else None
