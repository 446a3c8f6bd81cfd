"""Where a line does not say its origin or its route: the answer of the library that gives most, and how low it could be.

Nothing is averaged here either: the records of one possible answer are taken whole.
"""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from carbonfoot.factors.boundaries import needed
from carbonfoot.factors.candidates import (
    OLD_AFTER,
    Candidate,
    candidates,
    completed,
    in_order,
    leads,
    told_apart,
)
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Passed, Resolution
from carbonfoot.factors.resolve import of_no_use, records_for, taken
from carbonfoot.factors.routes import kept_out_routes, one_route, suppliers_at_home

NETWORKS = ("electricity", "heat")

Weigh = Callable[[Record], float | None]
"""kg CO2e of one unit of a record; None where it has none in the GWP set."""


class Worst(NamedTuple):
    """The highest of the answers that supplying a datum could give; `kg`, `median` and `lowest` in kg CO2e of the need.

    missing  what the line does not state: `origin`, `route`, or `record` where two fit equally well
    least    the main record of the lowest answer
    """

    resolution: Resolution
    missing: tuple[str, ...]
    answers: int
    kg: float
    median: float
    lowest: float
    least: Record


class _Answer(NamedTuple):
    kg: float
    rank: tuple[int, ...]
    id: str
    chosen: list[Candidate]


def worst(library: Library, need: Need, weigh: Weigh, *, anywhere: bool) -> Worst | None:
    """The answer that gives most, of any region where `anywhere`; None where nothing is missing, or nothing fits."""
    if need.record:
        return None
    asked = need._replace(region="") if anywhere else need
    records = library.records(need.item) if anywhere else records_for(library, need)
    if not records or of_no_use(need, records) is not None:
        return None
    routes, route_missing = _routes(library, asked, records)
    found: list[_Answer] = []
    twins = False
    for route in routes:
        kept = _of_route(library, asked._replace(route=route), records)
        chosen, twin = _anywhere(kept) if anywhere else _here(kept)
        found += [one for one in (_answer(chosen_of, weigh) for chosen_of in chosen) if one is not None]
        twins = twins or twin
    missing = (*(["origin"] if anywhere else []), *(["route"] if route_missing else []))
    if twins and not missing:
        missing = ("record",)
    if not missing or not found:
        return None
    found.sort(key=lambda one: (-one.kg, one.rank, one.id))
    numbers = [one.kg for one in found]
    passed = [Passed(one.chosen[0].record, "gives less") for one in found[1:]]
    resolution = taken(library, asked, found[0].chosen, passed)
    median = (numbers[len(numbers) // 2] + numbers[(len(numbers) - 1) // 2]) / 2
    least = found[-1].chosen[0].record
    return Worst(resolution, missing, len(found), numbers[0], median, numbers[-1], least)


def _routes(library: Library, need: Need, records: list[Record]) -> tuple[list[str], bool]:
    """Routes that the line could mean, and whether it has to say which."""
    passed: list[Passed] = []
    fitting, _ = candidates(library, need, records, passed)
    leading = [one for one in fitting if leads(one)]
    _, problem = one_route(need, fitting, kept_out_routes(records), passed)
    if problem is None:
        return [need.route], False
    if problem.code != "CF303":
        return [], False
    home = suppliers_at_home(need, leading, passed)
    return home or sorted({one.record.route for one in leading} - {""}), True


def _of_route(library: Library, need: Need, records: list[Record]) -> list[Candidate]:
    """Candidates of the route that the need names."""
    passed: list[Passed] = []
    fitting, _ = candidates(library, need, records, passed)
    kept, problem = one_route(need, fitting, kept_out_routes(records), passed)
    return [] if problem is not None else kept


def _here(kept: list[Candidate]) -> tuple[list[list[Candidate]], bool]:
    """What the ordinary rules take for the region; all of those that they cannot tell apart."""
    options = in_order(kept, needed(kept[0].record.kind)) if kept else []
    best = [chosen for rank, _, chosen in options if rank == options[0][0]]
    twins = any(told_apart(chosen[0], best[0][0]) for chosen in best)
    return (best if twins else best[:1]), twins


def _anywhere(kept: list[Candidate]) -> tuple[list[list[Candidate]], bool]:
    """Every main record with what completes it; a grid only as it was in the years around the period.

    Of a place without values of these years the latest count: they are what the place would be given.
    """
    leading = [one for one in kept if leads(one)]
    if not leading:
        return [], False
    wanted = needed(leading[0].record.kind)
    network = leading[0].record.kind in NETWORKS
    if network:
        least: dict[str, int] = {}
        for one in leading:
            least[one.record.geo] = min(one.rank[2], least.get(one.record.geo, one.rank[2]))
        leading = [one for one in leading if one.rank[2] <= max(OLD_AFTER, least[one.record.geo])]
    beside: dict[str, list[Candidate]] = {}
    for one in kept:  # what completes a grid is of the same country
        beside.setdefault(one.record.geo.split("-", maxsplit=1)[0] if network else "", []).append(one)
    return [
        completed(one, beside[one.record.geo.split("-", maxsplit=1)[0] if network else ""], wanted)
        for one in leading
    ], False


def _answer(chosen: list[Candidate], weigh: Weigh) -> _Answer | None:
    numbers = []
    for one in chosen:
        effect = weigh(one.record)
        if effect is None:
            return None
        numbers.append(one.converted.number * effect)
    return _Answer(fsum(numbers), chosen[0].rank, chosen[0].record.id, chosen)
