"""A product system from the plain data of `recorded`, as one side of a difference."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from math import fsum
from typing import Any

from carbonfoot.engine.loops import LoopError
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Pick
from carbonfoot.footprint.differences import REPRODUCED
from carbonfoot.footprint.measures import Side
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow, Source, System, Vector, Worked
from carbonfoot.system.solve import Solved, own_emissions, solve

_NO_RECORD = Record(*("" for _ in Record._fields))

Data = Mapping[str, Any]
Place = tuple[str, tuple[str | int, ...]]
Shown = Callable[[str], str]


class Broken(Exception):
    """The data are not what was recorded; the message says where."""


def restore(product: Data, file: str, activities: Data, library: Library, shown: Shown) -> Side:
    """The side of a product of a document; it holds what a difference asks for. Raises `Broken`.

    activities  those of its GWP set by document
    shown       how a document is displayed
    """
    try:
        return _side(product, file, activities, library, shown)
    except (LoopError, OverflowError, ZeroDivisionError):
        raise Broken(f"the system of `{file}` has no solution") from None
    except QuantityError as error:
        raise Broken(f"`{file}`: {error.message}") from None


def _side(product: Data, file: str, activities: Data, library: Library, shown: Shown) -> Side:
    known: dict[Place, Data] = {}
    order = _order((file, ()), activities, known)
    made = _Maker(order, shown)
    system = System([made.activity(place, known[place]) for place in order], product["gwp_set"])
    solved = solve(system)
    found = _at_least(system, solved, product["boundary"])
    said = product["at_least"]
    if abs(found - said) > REPRODUCED * max(abs(said), abs(found)):
        numbers = f"{format_number(found, 6)} kg CO2e, not to {format_number(said, 6)}"
        raise Broken(f"the lines of `{file}` come to {numbers}")
    return Side(
        _result(product, system, solved),
        library,
        lambda source, gwp_set: made.sets.get(id(source.vector), {}).get(gwp_set, source.vector.co2e),
    )


def _result(product: Data, system: System, solved: Solved) -> Footprint:
    return Footprint(
        system=system,
        solved=solved,
        activities=system.activities,
        product=system.activities[0],
        gwp_set=product["gwp_set"],
        boundary=product["boundary"],
        period=("", ""),
        total=product["total"],
        at_least=product["at_least"],
        lines=[],
        later=[],
        line_count=len(system.activities[0].flows),
        missing=[],
        contributions=[],
        split={},
        gases={},
        unsplit=0.0,
        stages=[],
        items=[],
        tiers=[],
        countries=[],
        suppliers=[],
        beyond=[],
        not_assessed=[],
        foreign_sets={},
        exclusions=[],
    )


def _at_least(system: System, solved: Solved, boundary: str) -> float:
    """kg CO2e per declared unit of the first activity, as its lines have it."""
    parts = [solved.intensity[0]]
    if boundary == "cradle-to-grave":
        for flow in system.activities[0].flows:
            if flow.stage in BEYOND_GATE:
                parts.append(own_emissions(flow))
                if flow.link >= 0:
                    parts.append(flow.multiplier * flow.link_number * solved.intensity[flow.link])
    return fsum(parts)


def _order(top: Place, activities: Data, known: dict[Place, Data]) -> list[Place]:
    """A product and all it needs, in whole documents: itself, then documents by name, then what is inside them.

    known  filled with the data of each
    """
    targets: list[Place] = [top]
    files: set[str] = set()
    waiting = deque([top[0]])
    while waiting:
        file = waiting.popleft()
        if file in files:
            continue
        files.add(file)
        inside = activities.get(file, ())
        known.update({(file, tuple(one["path"])): one for one in inside})
        for one in inside:
            links = (line["link"] for line in one["lines"] if "link" in line)
            drawn = [_target(target, file) for target in [*one.get("products", ()), *links]]
            targets += drawn
            waiting += [target[0] for target in drawn]
    for target in targets:
        if target not in known:
            raise Broken(f"`{target[0]}` is needed, and is not there")
    rest = known.keys() - {top}
    return [top, *sorted(rest, key=lambda place: (bool(place[1]), place[0], _sortable(place[1])))]


def _target(target: Data, file: str) -> Place:
    return target.get("file", file), tuple(target["path"])


def _sortable(path: tuple[str | int, ...]) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in path)


class _Maker:
    """Activities from data; `sets` has what a unit of each vector is worth in other GWP sets, by its `id`."""

    def __init__(self, order: list[Place], shown: Shown) -> None:
        self.numbers = {place: number for number, place in enumerate(order)}
        self.shown = shown
        self.sets: dict[int, dict[str, float]] = {}

    def activity(self, place: Place, data: Data) -> Activity:
        """One activity with its lines."""
        file, path = place
        reference = _quantity(data["reference"])._replace(text=data.get("per", ""))
        if not reference.number > 0:
            raise Broken(f"the lines of `{file}` are stated for nothing")
        made = Activity(self.shown(file), path, data["name"], data.get("name_ko", ""), reference)
        made.id = data.get("id", "")
        if data.get("products"):
            beside = (self.numbers[_target(one, file)] for one in data["products"])
            made.products = (self.numbers[place], *beside)
        made.flows = [self._line(line, file) for line in data["lines"]]
        return made

    def _line(self, data: Data, file: str) -> Flow:
        link = self.numbers[_target(data["link"], file)] if "link" in data else -1
        amount = None if "amount" not in data else _quantity(data["amount"])
        return Flow(
            path=tuple(data["path"]),
            name=data["name"],
            name_ko=data.get("name_ko", ""),
            stage=data["stage"],
            kind=data["kind"],
            quantity=amount,
            multiplier=data.get("times", 1.0),
            because=tuple(data.get("because", ())),
            sources=tuple(self._source(one) for one in data.get("sources", ())),
            link=link,
            link_number=data.get("takes", 0.0),
            link_how="",
            country="",
            supplier="",
            data="",
            tags=(),
            missing=False,
            rule=data.get("rule", ""),
            not_assessed=(),
            passed_over=(),
            stated={"declaration": True} if data.get("declared") else {},
            picks=tuple(_pick(one) for one in data.get("needs", ())),
            allocated=data.get("allocated", 1.0),
            credit=data.get("credit", ""),
            worked=_worked(data),
        )

    def _source(self, data: Data) -> Source:
        vector = Vector(data["co2e"], {}, {}, {}, {}, 0.0, "")
        if "in" in data:
            self.sets[id(vector)] = data["in"]
        record = _NO_RECORD._replace(kind=data["kind"]) if "kind" in data else None
        share = data.get("share", 1.0)
        return Source(data["number"], "", vector, data["label"], record, (), "", False, share)


def _worked(data: Data) -> Worked | None:
    if "method" not in data:
        return None
    values = tuple((key, text, "given") for key, texts in data.get("took", {}).items() for text in texts)
    return Worked(data["method"], "", (), "", values)


def _pick(need: list[str]) -> Pick:
    item, record = (*need, "")[:2]
    return Pick(Need(item, Quantity(0.0, parse_unit("1"), ""), "", 0, record=record), ())


def _quantity(data: list[Any]) -> Quantity:
    number, unit = data
    found = Quantity(number, parse_unit(unit), "")
    return found if found.si else found._replace(number=0.0)  # CF206 where base units have no such number
